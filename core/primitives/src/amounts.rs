//! Amounts in rao (1e-9 of a token). TAO and the alpha of subnets are different types: adding one
//! to the other does not compile, and the only way across is a pool.

use crate::wire::bare_integer;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

/// One whole TAO, or one whole alpha, in rao.
pub const RAO_PER_TOKEN: u64 = 1_000_000_000;

macro_rules! amount {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            Encode, Decode, DecodeWithMemTracking, MaxEncodedLen,
        )]
        #[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct $name(pub u64);

        bare_integer!($name, u64);

        impl $name {
            pub const ZERO: Self = Self(0);
            pub const MAX: Self = Self(u64::MAX);

            /// The amount in rao.
            pub const fn rao(self) -> u64 {
                self.0
            }

            /// So many whole tokens; saturates, so that it can be used in constants.
            pub const fn whole(tokens: u64) -> Self {
                Self(tokens.saturating_mul(RAO_PER_TOKEN))
            }

            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            pub const fn checked_add(self, other: Self) -> Option<Self> {
                match self.0.checked_add(other.0) {
                    Some(sum) => Some(Self(sum)),
                    None => None,
                }
            }

            pub const fn checked_sub(self, other: Self) -> Option<Self> {
                match self.0.checked_sub(other.0) {
                    Some(rest) => Some(Self(rest)),
                    None => None,
                }
            }

            pub const fn saturating_add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }

            pub const fn saturating_sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl core::iter::Sum for $name {
            /// Saturating: a sum of amounts is a report, never a payment.
            fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
                amounts.fold(Self::ZERO, Self::saturating_add)
            }
        }
    };
}

amount! {
    /// TAO in rao: the network's currency.
    Tao
}

amount! {
    /// Alpha in rao: the token of one subnet (on the root network, TAO staked there).
    Alpha
}
