//! What a transaction costs, and who is paid: the author of its block.

use crate::{AccountId, Aura, Balance, Balances, Runtime, RuntimeEvent, System};
use polkadot_sdk::{
    frame_support::{
        parameter_types,
        traits::{fungible::Balanced, ConstU8, FindAuthor, Imbalance, OnUnbalanced},
        weights::{Weight, WeightToFee as WeightToFeeTrait},
    },
    pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier},
    sp_core::crypto::ByteArray,
    *,
};

/// 0.0005 rao per unit of reference time, rounded down: one millisecond of work costs 500,000 rao.
pub struct WeightToFee;

impl WeightToFeeTrait for WeightToFee {
    type Balance = Balance;

    fn weight_to_fee(weight: &Weight) -> Balance {
        weight.ref_time().saturating_div(2_000)
    }
}

/// One rao per byte of the encoded transaction.
pub struct LengthToFee;

impl WeightToFeeTrait for LengthToFee {
    type Balance = Balance;

    fn weight_to_fee(length: &Weight) -> Balance {
        length.ref_time()
    }
}

/// The account behind the authority whose slot this block is in.
pub struct BlockAuthor;

impl BlockAuthor {
    /// `None` where the block carries no slot, or a slot of nobody.
    pub fn account() -> Option<AccountId> {
        let digest = System::digest();
        let pre_runtime = digest.logs().iter().filter_map(|log| log.as_pre_runtime());
        let index = Aura::find_author(pre_runtime)?;
        let authorities = pallet_aura::Authorities::<Runtime>::get();
        let authority = authorities.get(usize::try_from(index).ok()?)?;
        AccountId::from_slice(authority.as_slice()).ok()
    }
}

impl polkadot_sdk::sp_core::Get<Option<AccountId>> for BlockAuthor {
    fn get() -> Option<AccountId> {
        Self::account()
    }
}

parameter_types! {
    /// Fees follow the work alone, however full the blocks are.
    pub FeeMultiplier: Multiplier = Multiplier::from_u32(1);
}

type Credit = frame_support::traits::fungible::Credit<AccountId, Balances>;

/// Fee and tip go to the block's author; in a block without one they are destroyed.
pub struct FeesToAuthor;

impl OnUnbalanced<Credit> for FeesToAuthor {
    fn on_unbalanceds(fee_then_tip: impl Iterator<Item = Credit>) {
        let Some(total) = fee_then_tip.reduce(Imbalance::merge) else {
            return;
        };
        Self::on_nonzero_unbalanced(total)
    }

    fn on_nonzero_unbalanced(total: Credit) {
        let Some(author) = BlockAuthor::account() else {
            return;
        };
        // A fee below the existential deposit cannot open the author's account: it is destroyed.
        let _destroyed = Balances::resolve(&author, total);
    }
}

impl pallet_transaction_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type OnChargeTransaction = FungibleAdapter<Balances, FeesToAuthor>;
    type WeightToFee = WeightToFee;
    type LengthToFee = LengthToFee;
    // Not `()`: that sets the multiplier to zero at the end of the first block.
    type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
    type OperationalFeeMultiplier = ConstU8<5>;
    type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}
