//! Hashes: of blocks, of extrinsics, of states.

use codec::{Decode, Encode};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use subxt::config::{
    substrate::{BlakeTwo256, H256},
    Hasher,
};

/// 32 bytes that stand for something longer; `0x` and hex wherever people or JSON read it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// BLAKE2b cut to 32 bytes: how this network hashes headers and extrinsics.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(Hasher::hash(&BlakeTwo256, bytes).0)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{}", hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = hex::FromHexError;

    fn from_str(text: &str) -> Result<Self, hex::FromHexError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl From<H256> for Hash {
    fn from(hash: H256) -> Self {
        Self(hash.0)
    }
}

impl From<Hash> for H256 {
    fn from(hash: Hash) -> Self {
        Self(hash.0)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_what_it_shows() {
        let hash = Hash::of(b"myelin");
        assert_eq!(hash.to_string().parse::<Hash>(), Ok(hash));
        assert_eq!(serde_json::from_str::<Hash>(&serde_json::to_string(&hash).unwrap()).unwrap(), hash);
        assert!("0x12".parse::<Hash>().is_err());
    }
}
