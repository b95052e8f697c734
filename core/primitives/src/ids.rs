//! Names of places: subnets, seats, mechanisms, and the storage index of a mechanism in a subnet.

use crate::wire::bare_integer;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $inner:ty) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            Encode, Decode, DecodeWithMemTracking, MaxEncodedLen,
        )]
        #[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct $name(pub $inner);

        bare_integer!($name, $inner);
    };
}

id! {
    /// A subnet.
    NetUid, u16
}

id! {
    /// A seat in a subnet.
    Uid, u16
}

id! {
    /// One of the parallel weight games of a subnet.
    MechId, u8
}

id! {
    /// A mechanism of a subnet as one key: `4096 * mechanism + netuid`.
    StorageIndex, u16
}

impl NetUid {
    /// The root network, where TAO is staked as itself.
    pub const ROOT: Self = Self(0);

    pub const fn is_root(self) -> bool {
        self.0 == 0
    }
}

impl MechId {
    /// The mechanism every subnet has.
    pub const MAIN: Self = Self(0);
}

impl Uid {
    /// The seat as a position in the subnet's vectors.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl StorageIndex {
    /// Subnets per mechanism in the index; netuids at or above it have no index of their own.
    pub const STRIDE: u16 = 4096;

    /// The key of `mechanism` in `netuid`. Mechanisms are at most 16, so it saturates only on
    /// values no chain state can hold.
    pub const fn of(netuid: NetUid, mechanism: MechId) -> Self {
        Self(Self::STRIDE.saturating_mul(mechanism.0 as u16).saturating_add(netuid.0))
    }

    /// The subnet the key belongs to.
    pub const fn netuid(self) -> NetUid {
        NetUid(self.0 % Self::STRIDE)
    }

    /// The mechanism the key belongs to.
    pub const fn mechanism(self) -> MechId {
        MechId((self.0 / Self::STRIDE) as u8)
    }
}

impl From<NetUid> for StorageIndex {
    /// The main mechanism's key.
    fn from(netuid: NetUid) -> Self {
        Self::of(netuid, MechId::MAIN)
    }
}
