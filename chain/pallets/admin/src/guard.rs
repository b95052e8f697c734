//! Who may change a hyperparameter now: origin, then rate limit, then freeze window.

use myelin_primitives::{
    hyperparameters::{Parameter, Row, Setter, Wait},
    NetUid,
};
use pallet_subtensor::{
    now,
    params::{self, RateLimitKey, TransactionType},
    subnets, Error as SubtensorError,
};
use polkadot_sdk::{
    frame_support::ensure,
    frame_system::{ensure_root, ensure_signed_or_root, pallet_prelude::OriginFor},
    sp_runtime::{traits::BadOrigin, AccountId32, DispatchError, DispatchResult},
};

/// Somebody who may change a hyperparameter, and what is stamped once it has changed.
pub struct Caller {
    is_owner: bool,
    stamp: Stamp,
}

/// What the next change is measured against.
enum Stamp {
    None,
    Tempos(RateLimitKey),
    Blocks(RateLimitKey, u64),
    OfOwner(AccountId32, TransactionType),
}

impl Caller {
    /// Whether the narrower bounds for owners hold.
    pub fn is_owner(&self) -> bool {
        self.is_owner
    }

    /// Remembers that the hyperparameter changed in this block.
    pub fn note<T: crate::Config>(self, netuid: NetUid) {
        match self.stamp {
            Stamp::None => {}
            Stamp::Tempos(key) | Stamp::Blocks(key, _) => params::note::<T>(key, now::<T>()),
            Stamp::OfOwner(owner, kind) => params::note_transaction::<T>(&owner, netuid, kind, now::<T>()),
        }
    }
}

/// Lets the caller through, or says why not.
pub fn admit<T: crate::Config>(origin: OriginFor<T>, netuid: NetUid, row: &Row) -> Result<Caller, DispatchError> {
    let owner = owner_behind::<T>(origin, netuid, row)?;
    let caller = Caller { is_owner: owner.is_some(), stamp: stamp(owner, netuid, row) };
    ensure!(has_waited::<T>(&caller.stamp, netuid), SubtensorError::<T>::TxRateLimitExceeded);
    if row.freezes {
        params::ensure_window_is_open::<T>(netuid)?;
    }
    Ok(caller)
}

/// Lets root alone through.
pub fn admit_root<T: crate::Config>(origin: OriginFor<T>) -> DispatchResult {
    Ok(ensure_root(origin)?)
}

/// The owner who asks, or nobody when it is root.
fn owner_behind<T: crate::Config>(
    origin: OriginFor<T>,
    netuid: NetUid,
    row: &Row,
) -> Result<Option<AccountId32>, DispatchError> {
    let signer = ensure_signed_or_root(origin)?;
    if let Some(signer) = &signer {
        let is_owner = subnets::owner::<T>(netuid).as_ref() == Some(signer);
        ensure!(row.setter == Setter::Owner && is_owner, BadOrigin);
    }
    Ok(signer)
}

fn stamp(owner: Option<AccountId32>, netuid: NetUid, row: &Row) -> Stamp {
    match (row.wait, owner) {
        (Wait::Blocks(blocks), _) => Stamp::Blocks(RateLimitKey::SetSNOwnerHotkey(netuid), blocks),
        (Wait::OwnerTempos(counted), Some(_)) => Stamp::Tempos(RateLimitKey::OwnerHyperparamUpdate(netuid, counted)),
        (Wait::VersionKeyTempos, Some(owner)) => Stamp::OfOwner(owner, TransactionType::SetWeightsVersionKey),
        (Wait::OwnerBlocks(_), Some(owner)) => Stamp::OfOwner(owner, kind(row.parameter)),
        (Wait::None | Wait::OwnerTempos(_) | Wait::VersionKeyTempos | Wait::OwnerBlocks(_), _) => Stamp::None,
    }
}

fn has_waited<T: crate::Config>(stamp: &Stamp, netuid: NetUid) -> bool {
    match stamp {
        Stamp::None => true,
        Stamp::Tempos(key) => params::owner_may_act_again::<T>(netuid, key),
        Stamp::Blocks(key, blocks) => params::passes::<T>(key, *blocks),
        Stamp::OfOwner(owner, kind) => params::passes_rate_limit::<T>(owner, netuid, *kind),
    }
}

/// What an owner's change is stamped as, where it is counted in blocks.
const fn kind(parameter: Parameter) -> TransactionType {
    match parameter {
        Parameter::MechanismCount => TransactionType::MechanismCountUpdate,
        Parameter::MechanismEmissionSplit => TransactionType::MechanismEmission,
        Parameter::Trim => TransactionType::MaxUidsTrimming,
        _ => TransactionType::Unknown,
    }
}
