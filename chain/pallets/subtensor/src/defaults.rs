//! Values of storage items nobody has set yet, where a plain zero would be wrong.

use alloc::vec::Vec;
use myelin_primitives::{
    fixed_point::{StoredI96F32, StoredU64F64},
    MechId, Tao,
};
use polkadot_sdk::{sp_core::Get, sp_runtime::AccountId32};

pub struct ConstTao<const RAO: u64>;
impl<const RAO: u64> Get<Tao> for ConstTao<RAO> {
    fn get() -> Tao {
        Tao(RAO)
    }
}

pub struct ConstMechId<const ID: u8>;
impl<const ID: u8> Get<MechId> for ConstMechId<ID> {
    fn get() -> MechId {
        MechId(ID)
    }
}

/// The account of nobody.
pub struct ZeroAccount;
impl Get<AccountId32> for ZeroAccount {
    fn get() -> AccountId32 {
        AccountId32::new([0; 32])
    }
}

/// A registration raises the next one's price by 26 %.
pub struct DefaultBurnIncreaseMult;
impl Get<StoredU64F64> for DefaultBurnIncreaseMult {
    fn get() -> StoredU64F64 {
        StoredU64F64::from_bits(BURN_INCREASE_BITS)
    }
}
const BURN_INCREASE_BITS: u128 = 23_242_897_532_874_035_200; // 1.26 at single precision, as the wire has it

/// Flows as they are.
pub struct DefaultFlowNormExponent;
impl Get<StoredU64F64> for DefaultFlowNormExponent {
    fn get() -> StoredU64F64 {
        StoredU64F64::from_bits(1 << 64)
    }
}

/// 3e-6 at 32 fractional bits.
pub struct DefaultSubnetMovingAlpha;
impl Get<StoredI96F32> for DefaultSubnetMovingAlpha {
    fn get() -> StoredI96F32 {
        StoredI96F32::from_bits(12_885)
    }
}

/// 500 000 rao of alpha.
pub struct DefaultRootClaimableThreshold;
impl Get<StoredI96F32> for DefaultRootClaimableThreshold {
    fn get() -> StoredI96F32 {
        StoredI96F32::from_bits(500_000 << 32)
    }
}

/// 0.7 and 0.9 of 65535.
pub struct DefaultAlphaValues;
impl Get<(u16, u16)> for DefaultAlphaValues {
    fn get() -> (u16, u16) {
        (45_875, 58_982)
    }
}

pub struct DefaultSteepness;
impl Get<i16> for DefaultSteepness {
    fn get() -> i16 {
        1000
    }
}

/// The mathematical small tau: the root network's symbol.
pub struct DefaultTokenSymbol;
impl Get<Vec<u8>> for DefaultTokenSymbol {
    fn get() -> Vec<u8> {
        alloc::vec![0xf0, 0x9d, 0x9c, 0x8f]
    }
}
