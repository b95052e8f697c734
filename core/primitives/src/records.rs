//! Records that the chain stores and clients read, in the field order of the wire.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Where a neuron serves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
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

/// Where a neuron shows its metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PrometheusInfo {
    /// Block of the announcement.
    pub block: u64,
    pub version: u32,
    pub ip: u128,
    pub port: u16,
    /// 4 or 6.
    pub ip_type: u8,
}
