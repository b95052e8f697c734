//! Records that the chain stores and clients read, in the field order of the wire.

use crate::{commitments::Bounded, fixed_point::StoredU64F64, Alpha};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Bytes of the longest key a neuron can publish.
pub const MAX_PUBLIC_KEY: usize = 64;

/// Where a neuron serves.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct AxonInfo {
    /// Block of the announcement.
    pub block: u64,
    /// Version of the serving software, by its own count.
    pub version: u32,
    /// Address as an integer; version 4 addresses use the low 32 bits.
    pub ip: u128,
    pub port: u16,
    /// 4 or 6.
    pub ip_type: u8,
    pub protocol: u8,
    pub placeholder1: u8,
    pub placeholder2: u8,
}

/// The key a neuron's connections are secured with.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct NeuronCertificate {
    pub public_key: Bounded<u8, MAX_PUBLIC_KEY>,
    /// Kind of key, by the numbers neurons agree on among themselves.
    pub algorithm: u8,
}

impl TryFrom<Vec<u8>> for NeuronCertificate {
    type Error = Vec<u8>;

    /// Reads the kind of key and then the key; gives back what has no kind, or too long a key.
    fn try_from(bytes: Vec<u8>) -> Result<Self, Vec<u8>> {
        let Some((algorithm, public_key)) = bytes.split_first() else { return Err(bytes) };
        match Bounded::try_from(public_key.to_vec()) {
            Ok(public_key) => Ok(Self { public_key, algorithm: *algorithm }),
            Err(_) => Err(bytes),
        }
    }
}

/// Where a neuron shows its metrics.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PrometheusInfo {
    /// Block of the announcement.
    pub block: u64,
    pub version: u32,
    pub ip: u128,
    pub port: u16,
    /// 4 or 6.
    pub ip_type: u8,
}

/// Alpha that is not to be unstaked, and the say in a subnet that it earned by waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct LockState {
    pub locked_mass: Alpha,
    pub conviction: StoredU64F64,
    /// Block for which both hold.
    pub last_update: u64,
}

/// What the owner of a coldkey tells about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ChainIdentityV2 {
    pub name: Vec<u8>,
    pub url: Vec<u8>,
    pub github_repo: Vec<u8>,
    pub image: Vec<u8>,
    pub discord: Vec<u8>,
    pub description: Vec<u8>,
    pub additional: Vec<u8>,
}

/// What the owner of a subnet tells about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SubnetIdentityV3 {
    pub subnet_name: Vec<u8>,
    pub github_repo: Vec<u8>,
    pub subnet_contact: Vec<u8>,
    pub subnet_url: Vec<u8>,
    pub discord: Vec<u8>,
    pub description: Vec<u8>,
    pub logo_url: Vec<u8>,
    pub additional: Vec<u8>,
}
