//! Root: the network where TAO is staked as itself, and the dividends it earns on every subnet.
//! Owns what is claimable and claimed, the choice of each coldkey, and the numbered list of
//! coldkeys with stake on root; nobody else writes them.
//! Always: the list and its reverse agree, and nobody has claimed on a subnet that is gone (see
//! `checks`).

mod accrue;
pub mod checks;
mod claim;
mod cost;
mod index;
mod register;
mod settings;
pub(crate) mod storage;
mod swapped;

pub use accrue::{accrue, accrue_or_pay, forget_subnet, is_rated, rates_of, stake_added, stake_removed};
pub use claim::{claim_automatically, claim_on, claimable, owed, set_claim_type};
pub use cost::{cost_of_choosing, cost_of_claim, Claims};
pub use register::register;
pub use settings::{set_claim_threshold, set_claims_per_block, set_threshold};
pub use swapped::{coldkey_swapped, hotkey_swapped, is_clean};

use alloc::collections::BTreeSet;
use codec::{Decode, DecodeWithMemTracking, Encode};
use myelin_primitives::NetUid;
use scale_info::TypeInfo;

/// What a coldkey wants its root dividends as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum RootClaimTypeEnum {
    /// Sold for TAO, which is staked on root.
    #[default]
    Swap,
    /// Kept as alpha.
    Keep,
    /// Kept as alpha on these subnets, sold on the others.
    KeepSubnets { subnets: BTreeSet<NetUid> },
}
