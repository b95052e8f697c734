//! A call must claim at least the time its writes take: here they are counted.

use crate::world::*;
use codec::Compact;
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::{configs::BlockWeights, Runtime, RuntimeCall, RuntimeOrigin, System};
use pallet_subtensor::{weights::Revealed, Call};
use polkadot_sdk::{
    frame_support::dispatch::{DispatchClass, GetDispatchInfo},
    sp_io::hashing::twox_128,
    sp_keyring::Sr25519Keyring::{Bob, Charlie, Dave},
    sp_runtime::traits::Dispatchable,
    *,
};

const SUBNET: NetUid = NetUid(1);
const ROOT: NetUid = NetUid(0);

/// Bob's hotkey Charlie has a seat on the first subnet and some stake there; weights are set openly, at any time.
fn prepare() {
    pallet_subtensor::CommitRevealWeightsEnabled::<Runtime>::insert(SUBNET, false);
    pallet_subtensor::WeightsSetRateLimit::<Runtime>::insert(SUBNET, 0);
    pallet_subtensor::subnets::set_subtoken::<Runtime>(SUBNET, true);
    for call in [
        Call::burned_register { netuid: SUBNET, hotkey: account(Charlie) },
        Call::add_stake { hotkey: account(Charlie), netuid: SUBNET, amount_staked: Tao(2 * TAO) },
    ] {
        RuntimeCall::SubtensorModule(call).dispatch(RuntimeOrigin::signed(account(Bob))).unwrap();
    }
}

/// How many values the call writes after that preparation and what else is to come first, and the
/// time it says it took. Not counted are events, which the frame
/// pays for, and what it keeps for itself while a call runs, under keys that begin with a colon.
fn writes_of(first: impl FnOnce(), origin: RuntimeOrigin, call: RuntimeCall) -> (u64, u64) {
    let mut state = genesis_state();
    state.execute_with(|| {
        open_block();
        prepare();
        first();
    });
    state.commit_all().unwrap();
    // What it claims may depend on the state it finds, and what it keeps of that on what it did.
    let info = state.execute_with(|| call.get_dispatch_info());
    let done = state.execute_with(|| call.dispatch(origin).unwrap());
    let claimed = done.calc_actual_weight(&info).ref_time();

    let announcements = ["Events", "EventCount"].map(|item| [twox_128(b"System"), twox_128(item.as_bytes())].concat());
    let is_counted = |key: &Vec<u8>| !key.starts_with(b":") && !announcements.contains(key);
    (state.overlayed_changes().changes().filter(|(key, _)| is_counted(key)).count() as u64, claimed)
}

fn claims_its_writes(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) {
    claims_its_writes_after(|| (), origin, call);
}

fn claims_its_writes_after(first: impl FnOnce(), origin: RuntimeOrigin, call: impl Into<RuntimeCall>) {
    let call = call.into();
    let (writes, claimed) = writes_of(first, origin, call.clone());
    let time_of_writes = <Runtime as frame_system::Config>::DbWeight::get().writes(writes).ref_time();
    assert!(writes > 0, "{call:?} wrote nothing");
    assert!(claimed >= time_of_writes, "{call:?} writes {writes} values and claims {claimed} of {time_of_writes}");
}

fn introduction() -> Call<Runtime> {
    let [name, url, github_repo, image, discord, description, additional] = core::array::from_fn(|_| b"Bob".to_vec());
    Call::set_identity { name, url, github_repo, image, discord, description, additional }
}

#[test]
fn coldkey_calls_claim_their_writes() {
    for call in [
        Call::register_network { hotkey: account(Dave) },
        Call::burned_register { netuid: SUBNET, hotkey: account(Dave) },
        Call::root_register { hotkey: account(Charlie) },
        Call::try_associate_hotkey { hotkey: account(Dave) },
        Call::add_stake { hotkey: account(Charlie), netuid: SUBNET, amount_staked: Tao(TAO) },
        Call::add_stake { hotkey: account(Charlie), netuid: ROOT, amount_staked: Tao(TAO) },
        Call::remove_stake { hotkey: account(Charlie), netuid: SUBNET, amount_unstaked: Alpha(TAO / 2) },
        Call::decrease_take { hotkey: account(Charlie), take: 6_000 },
        Call::set_childkey_take { hotkey: account(Charlie), netuid: SUBNET, take: 6_000 },
        Call::set_coldkey_auto_stake_hotkey { netuid: SUBNET, hotkey: account(Charlie) },
        Call::swap_hotkey { hotkey: account(Charlie), new_hotkey: account(Dave), netuid: None },
        Call::announce_coldkey_swap { new_coldkey_hash: Default::default() },
        introduction(),
        Call::register_network_with_identity { hotkey: account(Dave), identity: Some(Default::default()) },
    ] {
        claims_its_writes(RuntimeOrigin::signed(account(Bob)), RuntimeCall::SubtensorModule(call));
    }
}

#[test]
fn hotkey_calls_claim_their_writes() {
    let axon = Call::serve_axon {
        netuid: SUBNET,
        version: 1,
        ip: u128::from(u32::from_be_bytes([8, 8, 8, 8])),
        port: 8091,
        ip_type: 4,
        protocol: 4,
        placeholder1: 0,
        placeholder2: 0,
    };
    let Call::serve_axon { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2 } = axon.clone()
    else {
        unreachable!("it was made above")
    };
    let certificate = vec![1; 33];
    let secured =
        Call::serve_axon_tls { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2, certificate };
    let weights = Call::set_weights { netuid: SUBNET, dests: vec![1], weights: vec![u16::MAX], version_key: 0 };
    for call in [axon, secured, weights] {
        claims_its_writes(RuntimeOrigin::signed(account(Charlie)), RuntimeCall::SubtensorModule(call));
    }
}

#[test]
fn commits_and_what_they_reveal_claim_their_writes() {
    let (uids, values, salt) = (vec![1], vec![u16::MAX], vec![1, 2]);
    let revealed = Revealed { uids: &uids, values: &values, salt: &salt, version_key: 0 };
    let commit_hash = revealed.hash(&account(Charlie), SUBNET.into());
    let charlie = || RuntimeOrigin::signed(account(Charlie));
    let (reveal_round, commit_reveal_version) = (1, 4);
    let commit = vec![0; 291].try_into().unwrap();
    for call in [
        Call::commit_weights { netuid: SUBNET, commit_hash },
        Call::batch_commit_weights { netuids: vec![Compact(SUBNET)], commit_hashes: vec![commit_hash] },
        Call::commit_timelocked_weights { netuid: SUBNET, commit, reveal_round, commit_reveal_version },
    ] {
        claims_its_writes_after(commit_first, charlie(), RuntimeCall::SubtensorModule(call));
    }
    let (uids_list, values_list, salts_list) = (vec![uids.clone()], vec![values.clone()], vec![salt.clone()]);
    for call in [
        Call::reveal_weights { netuid: SUBNET, uids, values, salt, version_key: 0 },
        Call::batch_reveal_weights { netuid: SUBNET, uids_list, values_list, salts_list, version_keys: vec![0] },
    ] {
        let promised = || {
            commit_first();
            let promise = RuntimeCall::SubtensorModule(Call::commit_weights { netuid: SUBNET, commit_hash });
            promise.dispatch(RuntimeOrigin::signed(account(Charlie))).unwrap();
            pallet_subtensor::SubnetEpochIndex::<Runtime>::mutate(SUBNET, |index| *index += 1);
        };
        claims_its_writes_after(promised, charlie(), RuntimeCall::SubtensorModule(call));
    }
}

/// From now on weights on the subnet are committed before they are revealed.
fn commit_first() {
    pallet_subtensor::CommitRevealWeightsEnabled::<Runtime>::insert(SUBNET, true);
}

#[test]
fn administrators_calls_claim_their_writes() {
    let tempo = pallet_admin_utils::Call::sudo_set_tempo { netuid: SUBNET, tempo: 90 };
    claims_its_writes(RuntimeOrigin::root(), RuntimeCall::AdminUtils(tempo));
    let symbol = Call::update_symbol { netuid: SUBNET, symbol: "ω".into() };
    let coldkey = Call::swap_coldkey { old_coldkey: account(Bob), new_coldkey: account(Dave), swap_cost: Tao(1) };
    for call in [symbol, coldkey] {
        claims_its_writes(RuntimeOrigin::root(), RuntimeCall::SubtensorModule(call));
    }
}

#[test]
fn a_full_row_of_weights_takes_less_than_a_hundredth_of_a_block() {
    let (dests, weights) = (0..256).map(|uid| (uid, u16::MAX)).unzip();
    let full = RuntimeCall::SubtensorModule(Call::set_weights { netuid: SUBNET, dests, weights, version_key: 0 });
    let block = BlockWeights::get().get(DispatchClass::Normal).max_total.expect("ordinary calls have a limit");
    let taken = full.get_dispatch_info().call_weight;
    assert!(taken.ref_time() < block.ref_time() / 100, "{taken:?} of {block:?}");
}

#[test]
fn more_uids_more_hashes_and_longer_batches_claim_more() {
    let claimed = |call: Call<Runtime>| RuntimeCall::from(call).get_dispatch_info().call_weight.ref_time();
    let row = |uids: usize| Call::set_weights {
        netuid: SUBNET,
        dests: vec![0; uids],
        weights: vec![0; uids],
        version_key: 0,
    };
    assert!(claimed(row(1)) < claimed(row(256)));
    let rows = |rows: usize| Call::batch_set_weights {
        netuids: vec![Compact(SUBNET); rows],
        weights: vec![vec![(Compact(0), Compact(0)); 10]; rows],
        version_keys: vec![Compact(0); rows],
    };
    assert!(claimed(rows(10)) > 9 * claimed(rows(1)));
    let hashes = |count: usize| Call::batch_commit_weights {
        netuids: vec![Compact(SUBNET); count],
        commit_hashes: vec![Default::default(); count],
    };
    assert!(claimed(hashes(10)) > 9 * claimed(hashes(1)));
}

#[test]
fn what_a_call_did_not_need_is_given_back() {
    for call in [
        Call::burned_register { netuid: SUBNET, hotkey: account(Dave) },
        Call::swap_hotkey { hotkey: account(Charlie), new_hotkey: account(Dave), netuid: None },
        Call::unstake_all { hotkey: account(Charlie) },
    ] {
        let call = RuntimeCall::SubtensorModule(call);
        in_block(|| {
            prepare();
            let info = call.get_dispatch_info();
            let done = call.clone().dispatch(RuntimeOrigin::signed(account(Bob))).unwrap();
            let kept = done.calc_actual_weight(&info);
            assert!(kept.ref_time() < info.call_weight.ref_time(), "{call:?} keeps {kept:?}");
        });
    }
}

#[test]
fn a_block_with_an_epoch_says_that_it_did_more() {
    const LATE: u32 = 10_000;
    let step_after = |last_epoch: u64| {
        in_block(|| {
            prepare();
            System::set_block_number(LATE);
            pallet_subtensor::LastEpochBlock::<Runtime>::insert(SUBNET, last_epoch);
            pallet_subtensor::emission::block_step::<Runtime>()
        })
    };
    let (with, without) = (step_after(1), step_after(u64::from(LATE) - 1));
    assert!(with.ref_time() > without.ref_time(), "{with:?}, {without:?}");
}
