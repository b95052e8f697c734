//! Who somebody is on the chain.

use crate::ss58;
use codec::{Decode, Encode, MaxEncodedLen};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, str::FromStr};

/// An account: 32 bytes on the wire, an address of format 42 wherever people read it.
///
/// For a key the bytes are its public half; for a multisig or a mirrored EVM address, a hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode, MaxEncodedLen)]
pub struct AccountId(pub [u8; 32]);

/// Why a text is not an address of this network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("an empty text is not an address")]
    Empty,
    #[error("an address is not written in hex")]
    Hex,
    #[error("the address has a character base 58 does not know")]
    NotBase58,
    #[error("the address is too short or too long for an account")]
    Length,
    #[error("the address's checksum is wrong")]
    Checksum,
    #[error("the address belongs to another network: its format is {found}, ours is {}", ss58::FORMAT)]
    Format { found: u16 },
}

impl AddressError {
    /// What to try next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::Length => "an address begins with 5 and has 47 or 48 characters",
            Self::Hex => "give the ss58 form, which begins with 5",
            Self::NotBase58 => "0, O, I and l never occur in an address: copy it again",
            Self::Checksum => "a character is wrong or two are swapped: copy it again",
            Self::Format { .. } => "ask its owner for the address on this network, which begins with 5",
        }
    }
}

impl AccountId {
    /// The account's bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&ss58::encode(&self.0, ss58::FORMAT).ok_or(fmt::Error)?)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for AccountId {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match ss58::decode(text)? {
            (ss58::FORMAT, key) => Ok(Self(key)),
            (found, _) => Err(AddressError::Format { found }),
        }
    }
}

impl From<[u8; 32]> for AccountId {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl From<AccountId> for [u8; 32] {
    fn from(account: AccountId) -> Self {
        account.0
    }
}

impl AsRef<[u8]> for AccountId {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for AccountId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AccountId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
