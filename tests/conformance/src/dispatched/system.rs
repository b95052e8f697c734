//! Remarks, storage and code written by hand, and what blocks bring by themselves.

use super::{
    effects::{announces, leaves_everything, sets},
    stage::{Nobody, Root, Stage},
};
use crate::story::{person, tao};
use codec::Encode;
use myelin_runtime::{Grandpa, Runtime, System, Timestamp, VERSION};
use polkadot_sdk::{
    frame_support::traits::OnFinalize,
    frame_system::{Call, Error, Event},
    pallet_grandpa, pallet_timestamp,
    sp_core::{storage::well_known_keys, H256},
    sp_io::{hashing::blake2_256, storage as raw},
    sp_runtime::{transaction_validity::InvalidTransaction, DispatchError::BadOrigin},
    sp_version::RuntimeVersion,
};

type SystemCall = Call<Runtime>;
type Refusal = Error<Runtime>;

fn stored(key: &[u8]) -> Option<Vec<u8>> {
    raw::get(key).map(|value| value.to_vec())
}

pub fn remarks(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let remark = || SystemCall::remark { remark: vec![1] };
    stage.succeeds("ada", remark(), leaves_everything());
    stage.is_kept_out("pauper", remark(), InvalidTransaction::Payment);
    let remark = || SystemCall::remark_with_event { remark: vec![1] };
    let told = Event::<Runtime>::Remarked { sender: person("ada"), hash: H256(blake2_256(&[1])) };
    stage.succeeds("ada", remark(), announces(told));
    stage.fails(Nobody, remark(), BadOrigin);
}

pub fn storage(stage: &mut Stage) {
    let key = b"somewhere".to_vec();
    let here = || stored(b"somewhere");
    let set = || SystemCall::set_storage { items: vec![(key.clone(), vec![7])] };
    let kill = || SystemCall::kill_storage { keys: vec![key.clone()] };
    let kill_all = || SystemCall::kill_prefix { prefix: b"some".to_vec(), subkeys: 10 };
    let widen = || SystemCall::set_heap_pages { pages: 99 };
    for call in [set(), kill(), kill_all(), widen()] {
        stage.fails("ada", call, BadOrigin);
    }
    stage.aside(|stage| {
        stage.succeeds(Root, set(), sets("storage", here, Some(vec![7])));
        stage.aside(|stage| stage.succeeds(Root, kill(), sets("storage", here, None)));
        stage.succeeds(Root, kill_all(), sets("storage", here, None));
        let pages = || stored(well_known_keys::HEAP_PAGES);
        stage.succeeds(Root, widen(), sets(":heappages", pages, Some(99u64.encode())));
    });
}

/// What stories take for a program: a version in its own bytes.
fn code(spec_version: u32) -> Vec<u8> {
    RuntimeVersion { spec_version, ..VERSION }.encode()
}

pub fn upgrades(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let (now, next) = (VERSION.spec_version, VERSION.spec_version + 1);
    let code_hash = |version| H256(blake2_256(&code(version)));
    let running = || stored(well_known_keys::CODE);
    let runs = |version| sets(":code", running, Some(code(version)));

    let set = |version| SystemCall::set_code { code: code(version) };
    stage.aside(|stage| stage.succeeds(Root, set(next), runs(next)));
    stage.fails(Root, set(now), Refusal::SpecVersionNeedsToIncrease);
    let set = |version| SystemCall::set_code_without_checks { code: code(version) };
    stage.aside(|stage| stage.succeeds(Root, set(now), runs(now)));
    stage.fails("ada", set(now), BadOrigin);

    let apply = || SystemCall::apply_authorized_upgrade { code: code(next) };
    stage.fails("ada", apply(), Refusal::NothingAuthorized);
    let allowed =
        |check_version| announces(Event::<Runtime>::UpgradeAuthorized { code_hash: code_hash(next), check_version });
    let allow = || SystemCall::authorize_upgrade_without_checks { code_hash: code_hash(next) };
    stage.fails("ada", allow(), BadOrigin);
    stage.aside(|stage| stage.succeeds(Root, allow(), allowed(false)));
    let allow = || SystemCall::authorize_upgrade { code_hash: code_hash(next) };
    stage.fails("ada", allow(), BadOrigin);
    stage.aside(|stage| {
        stage.succeeds(Root, allow(), allowed(true));
        stage.succeeds("ada", apply(), runs(next));
    });
}

/// What the chain was told about votes on finality that do not come.
pub fn stalled() -> Option<(u32, u32)> {
    Grandpa::stalled()
}

pub fn clocks(stage: &mut Stage) {
    let note = || pallet_grandpa::Call::<Runtime>::note_stalled { delay: 7, best_finalized_block_number: 1 };
    stage.fails("ada", note(), BadOrigin);
    stage.aside(|stage| stage.succeeds(Root, note(), sets("Grandpa.Stalled", stalled, Some((7, 1)))));

    // Half a slot later, as if this block had not been told the time yet.
    let now = Timestamp::get() + 6_000;
    let tell = || pallet_timestamp::Call::<Runtime>::set { now };
    stage.fails("ada", tell(), BadOrigin);
    stage.aside(|stage| {
        Timestamp::on_finalize(System::block_number());
        stage.succeeds(Nobody, tell(), sets("Timestamp.Now", Timestamp::get, now));
    });
}
