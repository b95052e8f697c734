//! What the calls do, and what they cost.

use super::{Call, Config, Error, Event, Pallet};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use polkadot_sdk::{
    frame_support::{
        dispatch::{
            extract_actual_weight, DispatchClass, DispatchErrorWithPostInfo, DispatchResultWithPostInfo,
            GetDispatchInfo, Pays,
        },
        ensure,
        traits::{Get, IsSubType, IsType, OriginTrait, UnfilteredDispatchable},
        weights::Weight,
    },
    frame_system::{self, ensure_none, ensure_root, pallet_prelude::OriginFor},
    pallet_utility::WeightInfo,
    sp_core,
    sp_io::hashing::blake2_256,
    sp_runtime::traits::{BadOrigin, Dispatchable, TrailingZeroInput},
};

/// Most calls of one batch: a third of what the allocator gives at once, a kilobyte each, so that
/// a vector that doubles finds room.
pub const MOST_CALLS: u32 = sp_core::MAX_POSSIBLE_ALLOCATION / 3 / 1024;

type CallOf<T> = <T as Config>::RuntimeCall;

/// What a failing call does to its batch.
#[derive(Clone, Copy)]
pub enum Failure {
    /// The batch ends there.
    Stops,
    /// Nothing of the batch happened.
    Undoes,
    /// The batch goes on.
    Passes,
}

/// Makes the calls in order, as the caller; root's are not filtered.
pub fn batch<T: Config>(
    origin: OriginFor<T>,
    calls: Vec<CallOf<T>>,
    failure: Failure,
    cost: fn(u32) -> Weight,
) -> DispatchResultWithPostInfo {
    ensure!(ensure_none(origin.clone()).is_err(), BadOrigin);
    let count = u32::try_from(calls.len()).unwrap_or(u32::MAX);
    ensure!(count <= MOST_CALLS, Error::<T>::TooManyCalls);

    let mut weight = Weight::zero();
    let mut has_failed = false;
    for (index, call) in (0u32..).zip(calls) {
        let (used, made) = once::<T>(within_batch::<T>(origin.clone(), failure), call);
        weight = weight.saturating_add(used);
        let so_far = || cost(index.saturating_add(1)).saturating_add(weight);
        match (made, failure) {
            (Ok(()), _) => Pallet::<T>::deposit_event(Event::ItemCompleted),
            (Err(error), Failure::Stops) => {
                Pallet::<T>::deposit_event(Event::BatchInterrupted { index, error });
                return Ok(Some(so_far()).into());
            }
            (Err(error), Failure::Undoes) => {
                return Err(DispatchErrorWithPostInfo { error, post_info: Some(so_far()).into() });
            }
            (Err(error), Failure::Passes) => {
                has_failed = true;
                Pallet::<T>::deposit_event(Event::ItemFailed { error });
            }
        }
    }
    let done = if has_failed { Event::BatchCompletedWithErrors } else { Event::BatchCompleted };
    Pallet::<T>::deposit_event(done);
    Ok(Some(cost(count).saturating_add(weight)).into())
}

/// Who calls from within a batch: a batch that happens as a whole may not hold another such one,
/// however deep.
fn within_batch<T: Config>(mut origin: OriginFor<T>, failure: Failure) -> OriginFor<T> {
    if let Failure::Undoes = failure {
        origin.add_filter(|call: &<T as frame_system::Config>::RuntimeCall| {
            let call = CallOf::<T>::from_ref(call);
            !matches!(call.is_sub_type(), Some(Call::batch_all { .. }))
        });
    }
    origin
}

/// Makes one call; gives the weight it used and what came of it.
fn once<T: Config>(
    origin: OriginFor<T>,
    call: CallOf<T>,
) -> (Weight, Result<(), polkadot_sdk::sp_runtime::DispatchError>) {
    let info = call.get_dispatch_info();
    let made = match ensure_root(origin.clone()) {
        Ok(()) => call.dispatch_bypass_filter(origin),
        Err(_) => call.dispatch(origin),
    };
    let used = extract_actual_weight(&made, &info);
    (used, made.map(|_| ()).map_err(|failed| failed.error))
}

/// Makes a call from the account derived from `who` by `index`.
pub fn as_derivative<T: Config>(
    mut origin: OriginFor<T>,
    who: T::AccountId,
    index: u16,
    call: CallOf<T>,
) -> DispatchResultWithPostInfo {
    let account = derived_account(&who, index).ok_or(Error::<T>::InvalidDerivedAccount)?;
    origin.set_caller_from(frame_system::RawOrigin::Signed(account));
    let (used, made) = once::<T>(origin, call);
    priced(made, cost_of_derivative::<T>().saturating_add(used))
}

/// Makes the first call, and if it fails the second.
pub fn if_else<T: Config>(origin: OriginFor<T>, main: CallOf<T>, fallback: CallOf<T>) -> DispatchResultWithPostInfo {
    ensure!(ensure_none(origin.clone()).is_err(), BadOrigin);
    let (used, made) = once::<T>(origin.clone(), main);
    let weight = T::WeightInfo::if_else().saturating_add(used);
    let Err(main_error) = made else {
        Pallet::<T>::deposit_event(Event::IfElseMainSuccess);
        return Ok(Some(weight).into());
    };
    let (used, made) = once::<T>(origin, fallback);
    if made.is_ok() {
        Pallet::<T>::deposit_event(Event::IfElseFallbackCalled { main_error });
    }
    priced(made, weight.saturating_add(used))
}

fn priced(made: Result<(), polkadot_sdk::sp_runtime::DispatchError>, weight: Weight) -> DispatchResultWithPostInfo {
    let post_info = Some(weight).into();
    made.map(|()| post_info).map_err(|error| DispatchErrorWithPostInfo { error, post_info })
}

/// The account that `who` has under this number; `None` where no account can be made of the hash.
pub fn derived_account<AccountId: Encode + Decode>(who: &AccountId, index: u16) -> Option<AccountId> {
    let hash = (b"modlpy/utilisuba", who, index).using_encoded(blake2_256);
    AccountId::decode(&mut TrailingZeroInput::new(&hash)).ok()
}

/// What deriving an account costs, and touching it.
pub fn cost_of_derivative<T: Config>() -> Weight {
    T::WeightInfo::as_derivative().saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// What a batch costs: the calls and `cost` of so many. It is urgent where all calls are, and free
/// where all are; an empty one is neither.
pub fn price<T: Config>(calls: &[CallOf<T>], cost: fn(u32) -> Weight) -> (Weight, DispatchClass, Pays) {
    let count = u32::try_from(calls.len()).unwrap_or(u32::MAX);
    let infos: Vec<_> = calls.iter().map(GetDispatchInfo::get_dispatch_info).collect();
    let weight = infos.iter().fold(cost(count), |sum, info| sum.saturating_add(info.call_weight));
    let is_urgent = !infos.is_empty() && infos.iter().all(|info| info.class != DispatchClass::Normal);
    let is_free = !infos.is_empty() && infos.iter().all(|info| info.pays_fee == Pays::No);
    let class = if is_urgent { DispatchClass::Operational } else { DispatchClass::Normal };
    (weight, class, if is_free { Pays::No } else { Pays::Yes })
}

/// What one call costs beside `own`, as urgent as it is.
pub fn price_of_one<T: Config>(call: &CallOf<T>, own: Weight) -> (Weight, DispatchClass) {
    let info = call.get_dispatch_info();
    (own.saturating_add(info.call_weight), info.class)
}

/// What a call and another in its place cost together.
pub fn price_of_two<T: Config>(main: &CallOf<T>, fallback: &CallOf<T>) -> (Weight, DispatchClass) {
    let (main, fallback) = (main.get_dispatch_info(), fallback.get_dispatch_info());
    let weight = T::WeightInfo::if_else().saturating_add(main.call_weight).saturating_add(fallback.call_weight);
    let is_urgent = [main.class, fallback.class].iter().all(|class| *class == DispatchClass::Operational);
    (weight, if is_urgent { DispatchClass::Operational } else { DispatchClass::Normal })
}
