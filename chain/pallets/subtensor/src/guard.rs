//! What is refused before it enters a block: the pool asks here, and every dispatch asks again.
//!
//! Calls that cost nothing are checked against their cheap conditions, so that nobody fills blocks
//! with failures for free. Each refusal has the number clients know.

use crate::{
    keys, neurons,
    params::{self, RateLimitKey},
    weights::{self, Revealed, Standing},
    Call, CommitRevealWeightsEnabled, Config, Error, MaxDelegateTake, MinDelegateTake, NetworkRateLimit,
};
use myelin_primitives::{
    records::{AxonInfo, PrometheusInfo},
    MechId, NetUid,
};
use polkadot_sdk::{
    frame_support::storage::{with_transaction, TransactionOutcome},
    sp_runtime::{transaction_validity::InvalidTransaction, AccountId32, DispatchError, DispatchResult},
};

/// Why a transaction is refused, by the number the wire gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CustomTransactionError {
    ColdkeyInSwapSchedule = 0,
    StakeAmountTooLow = 1,
    BalanceTooLow = 2,
    SubnetNotExists = 3,
    HotkeyAccountDoesntExist = 4,
    NotEnoughStakeToWithdraw = 5,
    RateLimitExceeded = 6,
    InsufficientLiquidity = 7,
    SlippageTooHigh = 8,
    TransferDisallowed = 9,
    HotKeyNotRegisteredInNetwork = 10,
    InvalidIpAddress = 11,
    ServingRateLimitExceeded = 12,
    InvalidPort = 13,
    ZeroMaxAmount = 14,
    InvalidRevealRound = 15,
    CommitNotFound = 16,
    CommitBlockNotInRevealRange = 17,
    InputLengthsUnequal = 18,
    UidNotFound = 19,
    EvmKeyAssociateRateLimitExceeded = 20,
    ColdkeySwapDisputed = 21,
    InvalidRealAccount = 22,
    FailedShieldedTxParsing = 23,
    InvalidShieldedTxPubKeyHash = 24,
    NonAssociatedColdKey = 25,
    DelegateTakeTooLow = 26,
    DelegateTakeTooHigh = 27,
    BadRequest = 255,
}

impl From<CustomTransactionError> for u8 {
    fn from(error: CustomTransactionError) -> u8 {
        error as u8
    }
}

impl From<CustomTransactionError> for InvalidTransaction {
    fn from(error: CustomTransactionError) -> Self {
        Self::Custom(error.into())
    }
}

use CustomTransactionError as Refusal;

/// Whether `who` may send `call` at all.
pub fn check<T: Config>(who: &AccountId32, call: &Call<T>) -> Result<(), CustomTransactionError> {
    match call {
        Call::set_weights { netuid, .. } => check_weights::<T>(who, *netuid, MechId::MAIN),
        Call::set_mechanism_weights { netuid, mecid, .. } => check_weights::<T>(who, *netuid, *mecid),
        Call::batch_set_weights { netuids, weights, version_keys } => {
            let is_even = netuids.len() == weights.len() && netuids.len() == version_keys.len();
            ensure(is_even, Refusal::InputLengthsUnequal)?;
            netuids.iter().try_for_each(|netuid| check_stake::<T>(who, netuid.0))?;
            netuids.iter().try_for_each(|netuid| check_pace::<T>(who, netuid.0, MechId::MAIN))
        }
        Call::commit_weights { netuid, .. } | Call::commit_timelocked_weights { netuid, .. } => {
            check_commit::<T>(who, *netuid, MechId::MAIN)
        }
        Call::commit_mechanism_weights { netuid, mecid, .. }
        | Call::commit_crv3_mechanism_weights { netuid, mecid, .. }
        | Call::commit_timelocked_mechanism_weights { netuid, mecid, .. } => check_commit::<T>(who, *netuid, *mecid),
        Call::batch_commit_weights { netuids, commit_hashes } => {
            ensure(netuids.len() == commit_hashes.len(), Refusal::InputLengthsUnequal)?;
            netuids.iter().try_for_each(|netuid| check_stake::<T>(who, netuid.0))?;
            netuids.iter().try_for_each(|netuid| check_commit_pace::<T>(who, netuid.0, MechId::MAIN))
        }
        Call::reveal_weights { netuid, uids, values, salt, version_key } => {
            let revealed = Revealed { uids, values, salt, version_key: *version_key };
            check_reveal::<T>(who, *netuid, MechId::MAIN, &[revealed])
        }
        Call::reveal_mechanism_weights { netuid, mecid, uids, values, salt, version_key } => {
            let revealed = Revealed { uids, values, salt, version_key: *version_key };
            check_reveal::<T>(who, *netuid, *mecid, &[revealed])
        }
        Call::batch_reveal_weights { netuid, uids_list, values_list, salts_list, version_keys } => {
            let revealed = weights::pair_up(uids_list, values_list, salts_list, version_keys);
            check_reveal::<T>(who, *netuid, MechId::MAIN, &revealed.ok_or(Refusal::InputLengthsUnequal)?)
        }
        Call::register_network { .. } => check_network_pace::<T>(),
        Call::decrease_take { hotkey, take } | Call::increase_take { hotkey, take } => {
            check_take::<T>(who, hotkey, *take)
        }
        Call::serve_axon { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2 }
        | Call::serve_axon_tls { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2, .. } => {
            let axon = AxonInfo {
                block: 0,
                version: *version,
                ip: *ip,
                port: *port,
                ip_type: *ip_type,
                protocol: *protocol,
                placeholder1: *placeholder1,
                placeholder2: *placeholder2,
            };
            rehearse::<T>(|| neurons::serve_axon::<T>(who, *netuid, axon))
        }
        Call::serve_prometheus { netuid, version, ip, port, ip_type } => {
            let prometheus = PrometheusInfo { block: 0, version: *version, ip: *ip, port: *port, ip_type: *ip_type };
            rehearse::<T>(|| neurons::serve_prometheus::<T>(who, *netuid, prometheus))
        }
        _ => Ok(()),
    }
}

/// Whether somebody of this standing may make a call: while its swap is announced only what
/// concerns the swap, and nothing at all while that is disputed.
pub fn check_swap<T: Config>(standing: keys::Standing, call: Option<&Call<T>>) -> Result<(), CustomTransactionError> {
    let concerns_swap = matches!(
        call,
        Some(
            Call::announce_coldkey_swap { .. }
                | Call::swap_coldkey_announced { .. }
                | Call::dispute_coldkey_swap { .. }
                | Call::clear_coldkey_swap_announcement { .. }
        )
    );
    match standing {
        keys::Standing::Free => Ok(()),
        keys::Standing::Announced => ensure(concerns_swap, Refusal::ColdkeyInSwapSchedule),
        keys::Standing::Disputed => Err(Refusal::ColdkeySwapDisputed),
    }
}

fn check_weights<T: Config>(who: &AccountId32, netuid: NetUid, mechanism: MechId) -> Result<(), Refusal> {
    check_stake::<T>(who, netuid)?;
    check_pace::<T>(who, netuid, mechanism)
}

fn check_stake<T: Config>(who: &AccountId32, netuid: NetUid) -> Result<(), Refusal> {
    ensure(weights::has_enough_stake::<T>(who, netuid), Refusal::StakeAmountTooLow)
}

/// Where weights are committed first, an open vector goes through to be told just that.
fn check_pace<T: Config>(who: &AccountId32, netuid: NetUid, mechanism: MechId) -> Result<(), Refusal> {
    if CommitRevealWeightsEnabled::<T>::get(netuid) {
        return Ok(());
    }
    check_commit_pace::<T>(who, netuid, mechanism)
}

fn check_commit<T: Config>(who: &AccountId32, netuid: NetUid, mechanism: MechId) -> Result<(), Refusal> {
    check_stake::<T>(who, netuid)?;
    check_commit_pace::<T>(who, netuid, mechanism)
}

fn check_commit_pace<T: Config>(who: &AccountId32, netuid: NetUid, mechanism: MechId) -> Result<(), Refusal> {
    let Some(uid) = neurons::uid_of::<T>(netuid, who) else { return Ok(()) };
    ensure(!weights::is_too_soon::<T>(netuid, mechanism, uid), Refusal::RateLimitExceeded)
}

/// All that is shown must have been promised, and be due.
fn check_reveal<T: Config>(
    who: &AccountId32,
    netuid: NetUid,
    mechanism: MechId,
    revealed: &[Revealed],
) -> Result<(), Refusal> {
    check_stake::<T>(who, netuid)?;
    match weights::standing::<T>(who, netuid, mechanism, revealed) {
        Standing::Unknown => Err(Refusal::CommitNotFound),
        Standing::OutOfTime => Err(Refusal::CommitBlockNotInRevealRange),
        Standing::Due => Ok(()),
    }
}

fn check_network_pace<T: Config>() -> Result<(), Refusal> {
    let has_passed = params::passes::<T>(&RateLimitKey::NetworkLastRegistered, NetworkRateLimit::<T>::get());
    ensure(has_passed, Refusal::RateLimitExceeded)
}

fn check_take<T: Config>(who: &AccountId32, hotkey: &AccountId32, take: u16) -> Result<(), Refusal> {
    ensure(take >= MinDelegateTake::<T>::get(), Refusal::DelegateTakeTooLow)?;
    ensure(take <= MaxDelegateTake::<T>::get(), Refusal::DelegateTakeTooHigh)?;
    ensure(keys::owns::<T>(who, hotkey), Refusal::NonAssociatedColdKey)
}

/// Makes the call, takes it back, and tells how it would have failed.
fn rehearse<T: Config>(call: impl FnOnce() -> DispatchResult) -> Result<(), Refusal> {
    with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(call())))
        .and_then(|outcome| outcome)
        .map_err(refusal_of::<T>)
}

/// The number of a serving call's error.
fn refusal_of<T: Config>(error: DispatchError) -> Refusal {
    let known = [
        (Error::<T>::HotKeyNotRegisteredInNetwork, Refusal::HotKeyNotRegisteredInNetwork),
        (Error::<T>::InvalidIpType, Refusal::InvalidIpAddress),
        (Error::<T>::InvalidIpAddress, Refusal::InvalidIpAddress),
        (Error::<T>::InvalidPort, Refusal::InvalidPort),
        (Error::<T>::ServingRateLimitExceeded, Refusal::ServingRateLimitExceeded),
    ];
    for (candidate, refusal) in known {
        if DispatchError::from(candidate) == error {
            return refusal;
        }
    }
    Refusal::BadRequest
}

fn ensure(holds: bool, refusal: Refusal) -> Result<(), Refusal> {
    holds.then_some(()).ok_or(refusal)
}
