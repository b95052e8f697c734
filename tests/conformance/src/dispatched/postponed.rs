//! Calls that wait: for further signatures, or for their block; and what is kept for them.

use super::{
    effects::{announces, announces_that, lowers, sets},
    stage::{Nobody, Root, Stage},
};
use crate::story::{person, tao};
use codec::Encode;
use myelin_runtime::{AccountId, Preimage, Runtime, RuntimeCall, System};
use polkadot_sdk::{
    frame_support::{traits::QueryPreimage, weights::Weight},
    frame_system, pallet_multisig, pallet_preimage, pallet_scheduler,
    sp_core::H256,
    sp_io::hashing::blake2_256,
    sp_runtime::DispatchError::{self, BadOrigin},
};

fn remark() -> RuntimeCall {
    frame_system::Call::remark_with_event { remark: vec![1] }.into()
}

pub fn multisigs(stage: &mut Stage) {
    use pallet_multisig::{Call, Error, Event, Pallet};
    type Refusal = Error<Runtime>;
    for name in ["ada", "ben"] {
        stage.fund(&person(name), tao(10));
    }
    let max_weight = Weight::from_parts(10_000_000_000, 1_000_000);
    let call_hash = remark().using_encoded(blake2_256);
    let timepoint = Pallet::<Runtime>::timepoint();
    let without = |name: &str| vec![person(name)];

    let alone =
        |other_signatories| Call::<Runtime>::as_multi_threshold_1 { other_signatories, call: Box::new(remark()) };
    let is_made = |event| matches!(event, Event::<Runtime>::MultisigExecuted { result: Ok(()), .. });
    stage.succeeds("ada", alone(without("ben")), announces_that(is_made));
    stage.fails("ada", alone(Vec::new()), Refusal::TooFewSignatories);

    let is_opened = |event| matches!(event, Event::<Runtime>::NewMultisig { call_hash: hash, .. } if hash == call_hash);
    let approve = |threshold| Call::<Runtime>::approve_as_multi {
        threshold,
        other_signatories: without("ben"),
        maybe_timepoint: None,
        call_hash,
        max_weight,
    };
    stage.succeeds("ada", approve(2), announces_that(is_opened));
    stage.fails("ada", approve(1), Refusal::MinimumThreshold);

    open_multisig(stage, timepoint);

    let sign = |maybe_timepoint| Call::<Runtime>::as_multi {
        threshold: 2,
        other_signatories: without("ada"),
        maybe_timepoint,
        call: Box::new(remark()),
        max_weight,
    };
    stage.fails("ben", sign(None), Refusal::NoTimepoint);
    stage.succeeds("ben", sign(Some(timepoint)), announces_that(is_made));
}

/// What ada may do about her multisig with ben while he has not signed.
fn open_multisig(stage: &mut Stage, timepoint: pallet_multisig::Timepoint<u32>) {
    use pallet_multisig::{Call, Error, Event, Multisigs, Pallet};
    type Refusal = Error<Runtime>;
    let (call_hash, other_signatories) = (remark().using_encoded(blake2_256), vec![person("ben")]);
    let poke = |threshold| Call::<Runtime>::poke_deposit {
        threshold,
        other_signatories: other_signatories.clone(),
        call_hash,
    };
    let mut both = vec![person("ada"), person("ben")];
    both.sort();
    let account: AccountId = Pallet::<Runtime>::multi_account_id(&both, 2);
    stage.aside(|stage| {
        // As if the price had been lower then.
        Multisigs::<Runtime>::mutate(&account, call_hash, |open| open.iter_mut().for_each(|open| open.deposit -= 5));
        let is_told = |event| matches!(event, Event::<Runtime>::DepositPoked { old_deposit, new_deposit, .. } if new_deposit == old_deposit + 5);
        stage.succeeds("ada", poke(2), announces_that(is_told));
    });
    stage.fails("ada", poke(3), Refusal::NotFound);

    let cancel = |threshold| Call::<Runtime>::cancel_as_multi {
        threshold,
        other_signatories: other_signatories.clone(),
        timepoint,
        call_hash,
    };
    let is_off = |event| matches!(event, Event::<Runtime>::MultisigCancelled { .. });
    stage.aside(|stage| stage.succeeds("ada", cancel(2), announces_that(is_off)));
    stage.fails("ada", cancel(3), Refusal::NotFound);
}

pub fn preimages(stage: &mut Stage) {
    use pallet_preimage::{Call, Error, Event};
    type Refusal = Error<Runtime>;
    stage.fund(&person("ada"), tao(10));
    let bytes = vec![1, 2, 3];
    let hash = H256(blake2_256(&bytes));

    let note = || Call::<Runtime>::note_preimage { bytes: bytes.clone() };
    stage.succeeds("ada", note(), announces(Event::<Runtime>::Noted { hash }));
    stage.fails("ada", note(), Refusal::AlreadyNoted);
    let unnote = || Call::<Runtime>::unnote_preimage { hash };
    stage.succeeds("ada", unnote(), announces(Event::<Runtime>::Cleared { hash }));
    stage.fails("ada", unnote(), Refusal::NotNoted);

    let request = || Call::<Runtime>::request_preimage { hash };
    stage.succeeds(Root, request(), announces(Event::<Runtime>::Requested { hash }));
    stage.fails("ada", request(), BadOrigin);
    let unrequest = || Call::<Runtime>::unrequest_preimage { hash };
    let is_requested = || Preimage::is_requested(&hash);
    stage.succeeds(Root, unrequest(), sets("Preimage.RequestStatusFor", is_requested, false));
    stage.fails(Root, unrequest(), Refusal::NotRequested);
    kept_as_before(stage, hash);
}

/// A request written down the way older chains did.
#[allow(deprecated)] // The call is there to take it over.
fn kept_as_before(stage: &mut Stage, hash: H256) {
    use pallet_preimage::{Call, Error, OldRequestStatus, StatusFor};
    let update = |hashes| Call::<Runtime>::ensure_updated { hashes };
    StatusFor::<Runtime>::insert(hash, OldRequestStatus::Requested { deposit: None, count: 1, len: None });
    let is_old = || StatusFor::<Runtime>::contains_key(hash);
    stage.fails(Nobody, update(vec![hash]), BadOrigin);
    stage.fails("ada", update(vec![hash; 1_025]), Error::<Runtime>::TooMany);
    stage.succeeds("ada", update(vec![hash]), sets("Preimage.StatusFor", is_old, false));
}

pub fn schedules(stage: &mut Stage) {
    use pallet_scheduler::{Call, Error, Event};
    type Refusal = Error<Runtime>;
    let (when, priority, maybe_periodic) = (System::block_number() + 50, 63, None);
    let call = || Box::new(remark());
    let scheduled = |when, index| announces(Event::<Runtime>::Scheduled { when, index });
    let id = |number: u8| [number; 32];

    let schedule = |when| Call::<Runtime>::schedule { when, maybe_periodic, priority, call: call() };
    stage.succeeds(Root, schedule(when), scheduled(when, 0));
    stage.fails(Root, schedule(0), Refusal::TargetBlockNumberInPast);
    let schedule =
        |number| Call::<Runtime>::schedule_named { id: id(number), when, maybe_periodic, priority, call: call() };
    stage.succeeds(Root, schedule(1), scheduled(when, 1));
    stage.fails(Root, schedule(1), Refusal::FailedToSchedule);

    // After so many blocks means after those between, so one later.
    let after = 48;
    let schedule = || Call::<Runtime>::schedule_after { after, maybe_periodic, priority, call: call() };
    stage.succeeds(Root, schedule(), scheduled(when - 1, 0));
    stage.fails("ada", schedule(), BadOrigin);
    stage.aside(|stage| {
        for _ in 1..50 {
            stage.as_root(schedule()).expect("there is room for so many");
        }
        stage.fails(Root, schedule(), DispatchError::Exhausted);
    });
    let schedule =
        || Call::<Runtime>::schedule_named_after { id: id(2), after, maybe_periodic, priority, call: call() };
    stage.succeeds(Root, schedule(), scheduled(when - 1, 1));
    stage.fails(Root, schedule(), Refusal::FailedToSchedule);

    scheduled_tasks(stage, when);
}

/// What root may do about the two tasks of that block, the second of which has a name.
fn scheduled_tasks(stage: &mut Stage, when: u32) {
    use pallet_scheduler::{Call, Error, Event, Retries};
    type Refusal = Error<Runtime>;
    let id = |number: u8| [number; 32];
    let task = (when, 0);
    let retry = |task| Call::<Runtime>::set_retry { task, retries: 2, period: 5 };
    let set = Event::<Runtime>::RetrySet { task, id: None, period: 5, retries: 2 };
    stage.succeeds(Root, retry(task), announces(set));
    stage.fails(Root, retry((when, 9)), Refusal::NotFound);
    let retry = |number| Call::<Runtime>::set_retry_named { id: id(number), retries: 2, period: 5 };
    let set = Event::<Runtime>::RetrySet { task: (when, 1), id: Some(id(1)), period: 5, retries: 2 };
    stage.succeeds(Root, retry(1), announces(set));
    stage.fails(Root, retry(9), Refusal::NotFound);

    let retries = || Retries::<Runtime>::iter().count();
    let stop = |task| Call::<Runtime>::cancel_retry { task };
    stage.succeeds(Root, stop(task), lowers("Scheduler.Retries", retries));
    stage.fails(Root, stop((when, 9)), Refusal::NotFound);
    let stop = |number| Call::<Runtime>::cancel_retry_named { id: id(number) };
    stage.succeeds(Root, stop(1), lowers("Scheduler.Retries", retries));
    stage.fails(Root, stop(9), Refusal::NotFound);

    let cancelled = |(when, index)| announces(Event::<Runtime>::Canceled { when, index });
    let cancel = |(when, index)| Call::<Runtime>::cancel { when, index };
    stage.succeeds(Root, cancel(task), cancelled(task));
    stage.fails(Root, cancel((when, 9)), Refusal::NotFound);
    let cancel = |number| Call::<Runtime>::cancel_named { id: id(number) };
    stage.succeeds(Root, cancel(1), cancelled((when, 1)));
    stage.fails(Root, cancel(9), Refusal::NotFound);
}
