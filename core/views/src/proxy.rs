//! Kinds of proxies and what each may do, for wallets to show. Nothing here is compact.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// A kind of proxy.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProxyTypeInfo {
    pub name: Vec<u8>,
    /// Its number in a call.
    pub index: u8,
    /// Whether it is only kept for accounts that still have one.
    pub deprecated: bool,
}

/// What a kind of proxy may do.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProxyFilterInfo {
    pub proxy_type: u8,
    pub name: Vec<u8>,
    pub deprecated: bool,
    pub filter_mode: FilterMode,
    /// The calls that the mode is about.
    pub calls: Vec<CallInfo>,
    /// Calls that are listed above as part of a pallet, and that the mode is not about.
    pub exceptions: Vec<CallInfo>,
}

/// How a list of calls is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum FilterMode {
    #[codec(index = 0)]
    AllowAll,
    #[codec(index = 1)]
    DenyAll,
    /// The listed calls and no others.
    #[codec(index = 2)]
    Allow,
    /// All but the listed calls.
    #[codec(index = 3)]
    Deny,
}

/// A call, or all calls of a pallet where none is named.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CallInfo {
    pub pallet_name: Vec<u8>,
    pub pallet_index: u8,
    pub call_name: Option<Vec<u8>>,
    pub call_index: Option<u8>,
    pub condition: Option<CallCondition>,
}

/// What must be true of a call's arguments besides.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum CallCondition {
    #[codec(index = 0)]
    ParamLessThan { param_name: Vec<u8>, limit: u128 },
    #[codec(index = 1)]
    NestedCallMustBe { pallet_name: Vec<u8>, call_name: Vec<u8> },
}
