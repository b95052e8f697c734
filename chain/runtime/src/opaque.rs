//! Types for the parts of a node that carry blocks without looking into them.

use crate::{Aura, BlockNumber, Grandpa};
use alloc::vec::Vec;
use polkadot_sdk::*;
pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;
use sp_runtime::{generic, impl_opaque_keys, traits::BlakeTwo256};

pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
pub type BlockId = generic::BlockId<Block>;

impl_opaque_keys! {
    pub struct SessionKeys {
        pub aura: Aura,
        pub grandpa: Grandpa,
    }
}
