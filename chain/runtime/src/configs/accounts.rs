//! Balances: TAO in rao, as 64 bits.

use crate::{Balance, Runtime, RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, System};
use polkadot_sdk::{
    frame_support::traits::{ConstU32, ConstU64},
    *,
};

/// An account that would hold less is removed, and the dust is destroyed.
pub type ExistentialDeposit = ConstU64<500>;

pub const MAX_LOCKS: u32 = 50;
pub const MAX_RESERVES: u32 = 50;
pub const MAX_FREEZES: u32 = 50;

impl pallet_balances::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
    type Balance = Balance;
    type DustRemoval = ();
    type ExistentialDeposit = ExistentialDeposit;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxLocks = ConstU32<MAX_LOCKS>;
    type MaxReserves = ConstU32<MAX_RESERVES>;
    type MaxFreezes = ConstU32<MAX_FREEZES>;
    type DoneSlashHandler = ();
}
