//! What the chain tells a client: the answers of its runtime API, field by field in wire order.
//!
//! Numbers are compact unless a field says otherwise; accounts are a type parameter, so that the
//! chain, the SDK and the tools share the structures and each keeps its own account type.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod compact;
pub mod delegate;
pub mod hyperparameters;
pub mod metagraph;
pub mod neuron;
pub mod proxy;
pub mod stake;
pub mod subnet;
pub mod swap;

pub use delegate::{DelegateInfo, Delegation, Holdings};
pub use hyperparameters::{
    HyperparamEntry, HyperparamValue, SubnetHyperparams, SubnetHyperparamsV2, SubnetHyperparamsV3,
};
pub use metagraph::{Metagraph, MetagraphField, SelectiveMetagraph};
pub use neuron::{NeuronInfo, NeuronInfoLite};
pub use proxy::{CallCondition, CallInfo, FilterMode, ProxyFilterInfo, ProxyTypeInfo};
pub use stake::{Availabilities, StakeAvailability, StakeInfo};
pub use subnet::{DynamicInfo, SubnetInfo, SubnetInfoV2, SubnetState};
pub use swap::{SimSwapResult, SubnetPrice};
