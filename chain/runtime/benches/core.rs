//! What consensus and emission cost on a chain: an epoch with its state, a block with that epoch
//! and all it pays, a block without. Every run finds its state in a committed trie and an empty
//! overlay, so nothing is read for free.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use criterion::Bencher;
use myelin_conformance::world::{records::*, World};
use myelin_economy::{pool::EVEN_WEIGHT, shares::SafeFloat};
use myelin_measure::{
    criterion,
    networks::{Density, Network, Rule},
    report::{Bench, Unit},
};
use myelin_primitives::{Alpha, NetUid};
use myelin_runtime::Runtime;
use pallet_subtensor::{
    emission, epoch, roll, Emission, LastEpochBlock, LastMechanismStepBlock, PendingOwnerCut, PendingRootAlphaDivs,
    PendingServerEmission, PendingValidatorEmission,
};
use std::time::{Duration, Instant};

const SIZES: [(u16, u16); 3] = [(64, 16), (256, 64), (256, 128)];
const SUBNETS: [u16; 4] = [1, 16, 64, 128];

/// Rao of each side of a pool.
const RESERVE: u64 = 10_000_000_000_000;
/// Rao a miner holds at its own hotkey: less than any validator.
const MINER_STAKE: u64 = 1_000_000_000;
/// What is issued in all; the accounts of the subnets hold their part of it.
const ISSUED: u64 = 9_000_000_000_000_000;
const NOW: u64 = 100_100;

fn main() {
    let bench = Bench::of("core");
    for (uids, validators) in SIZES {
        for (density, named) in [(Density::Dense, "dense"), (Density::Sparse, "sparse")] {
            for (rule, suffix) in [(Rule::Yuma3, ""), (Rule::Classic, "/classic"), (Rule::Liquid, "/liquid")] {
                let case = format!("epoch/{uids}x{validators}/{named}{suffix}");
                let network = || Network::random(uids, validators, density, rule);
                bench.case(&format!("{case}/room"), Unit::Microseconds, || {
                    let network = network();
                    let emission = Alpha(network.emission);
                    timed(world(one_due(network)), move || epoch::run::<Runtime>(NetUid(1), emission))
                });
                bench.case(&format!("{case}/block"), Unit::Microseconds, || {
                    let mut world = world(one_due(network()));
                    assert_eq!(world.rehearse(epochs_of_a_step), 1);
                    timed(world, emission::block_step::<Runtime>)
                });
                bench.case(&format!("{case}/again"), Unit::Microseconds, || {
                    let initial = one_due(network());
                    let mut world = world(initial.clone());
                    world.within(|| {
                        emission::block_step::<Runtime>();
                        due_again(&initial.subnet_state[0]);
                    });
                    world.commit().unwrap();
                    assert_eq!(world.rehearse(epochs_of_a_step), 1);
                    timed(world, emission::block_step::<Runtime>)
                });
            }
        }
    }
    for subnets in SUBNETS {
        bench.case(&format!("step/{subnets}/block"), Unit::Microseconds, || {
            let mut world = world(none_due(subnets));
            // One step was made already, as on a chain that runs.
            world.within(emission::block_step::<Runtime>);
            world.commit().unwrap();
            assert_eq!(world.rehearse(epochs_of_a_step), 0);
            timed(world, emission::block_step::<Runtime>)
        });
    }
}

/// A world in which the block is open and everything before it committed, rolls too: on a chain
/// that runs, only the first epoch of a subnet finds none.
fn world(initial: Initial) -> World {
    let mut world = World::of(&initial).unwrap();
    world.open(initial.block);
    for config in &initial.subnet_config {
        world.within(|| roll::of::<Runtime>(NetUid(config.netuid)));
    }
    world.commit().unwrap();
    world
}

/// Makes the block step and counts the epochs that paid somebody.
fn epochs_of_a_step() -> usize {
    emission::block_step::<Runtime>();
    let ran = LastMechanismStepBlock::<Runtime>::iter().filter(|(_, block)| *block == NOW);
    ran.filter(|(netuid, _)| Emission::<Runtime>::get(netuid).iter().any(|paid| !paid.is_zero())).count()
}

/// Lets the epoch that just ran be due once more, with as much to pay: by now everybody was paid
/// before, as on a chain that runs.
fn due_again(state: &SubnetState) {
    let netuid = NetUid(state.netuid);
    LastEpochBlock::<Runtime>::insert(netuid, state.last_epoch_block);
    LastMechanismStepBlock::<Runtime>::insert(netuid, state.last_mechanism_step_block);
    PendingOwnerCut::<Runtime>::insert(netuid, Alpha(state.pending_owner_cut));
    PendingServerEmission::<Runtime>::insert(netuid, Alpha(state.pending_server));
    PendingValidatorEmission::<Runtime>::insert(netuid, Alpha(state.pending_validator));
    PendingRootAlphaDivs::<Runtime>::insert(netuid, Alpha(state.pending_root));
}

/// Times the work alone: what it changed is taken back where no clock runs.
fn timed<A>(mut world: World, work: impl Fn() -> A) -> impl FnMut(&mut Bencher) {
    move |bencher| {
        bencher.iter_custom(|runs| {
            let mut sum = Duration::ZERO;
            for _ in 0..runs {
                sum += world.rehearse(|| {
                    let start = Instant::now();
                    let done = work();
                    let took = start.elapsed();
                    drop(done);
                    took
                });
            }
            sum
        });
    }
}

/// A chain of one subnet whose epoch is due.
fn one_due(network: Network) -> Initial {
    let mut initial = none_due(1);
    let config = &mut initial.subnet_config[0];
    config.tempo = network.params.tempo;
    config.kappa = network.params.kappa;
    config.bonds_penalty = network.params.bonds_penalty;
    config.bonds_moving_average = network.params.bonds_moving_average;
    config.yuma3 = network.params.yuma3;
    config.liquid_alpha = network.params.liquid_alpha.is_some();
    config.max_allowed_validators = network.params.max_allowed_validators;

    let state = &mut initial.subnet_state[0];
    state.last_epoch_block = NOW - u64::from(network.params.tempo);
    state.last_mechanism_step_block = state.last_epoch_block;
    state.pending_owner_cut = network.emission / 5;
    state.pending_server = network.emission / 2;
    state.pending_validator = network.emission * 2 / 5;
    state.pending_root = network.emission / 10;

    for (uid, seat) in (0u16..).zip(&network.seats) {
        let place = usize::from(uid);
        let (hotkey, coldkey) = (hotkey(uid), coldkey(uid));
        initial.subnet_config[0].seats.push(Seat {
            uid,
            hotkey: hotkey.clone(),
            registered: seat.registered_at,
            last_update: network.last_update[place],
            permit: seat.had_permit,
            weights: network.weights[place].clone(),
            bonds: network.bonds[place].clone(),
        });
        let stake = seat.stake.to_num::<u64>();
        initial.pools.push(position(1, &hotkey, &coldkey, stake.max(MINER_STAKE)));
        if stake > 0 {
            initial.pools.push(position(0, &hotkey, &coldkey, stake));
            initial.auto_claim_index.push(coldkey.clone());
        }
        initial.hotkeys.push(Hotkey {
            hotkey: hotkey.clone(),
            owner: coldkey.clone(),
            is_delegate_entry: true,
            delegate_take: 11_796,
        });
        initial.owned_hotkeys.push((coldkey.clone(), vec![hotkey.clone()]));
        initial.staking_hotkeys.push((coldkey, vec![hotkey]));
    }
    initial
}

fn hotkey(uid: u16) -> Account {
    Account::hashed(b"hotkey", uid)
}

fn coldkey(uid: u16) -> Account {
    Account::hashed(b"coldkey", uid)
}

/// The stake of a coldkey that is alone at its hotkey.
fn position(netuid: u16, hotkey: &Account, coldkey: &Account, amount: u64) -> Pool {
    let share = Float::from(SafeFloat::from(amount));
    Pool {
        netuid,
        hotkey: hotkey.clone(),
        total: amount,
        denominator: share,
        shares: vec![(coldkey.clone(), share.0, share.1)],
        stakes: vec![(coldkey.clone(), amount)],
    }
}

/// A chain of that many subnets, all emitted to, none with an epoch due.
fn none_due(subnets: u16) -> Initial {
    Initial {
        block: NOW as u32,
        globals: Globals {
            balances_issuance: ISSUED,
            subnet0_alpha_out: RESERVE,
            subnet0_tao: RESERVE,
            total_issuance: ISSUED,
            total_stake: RESERVE * (u64::from(subnets) + 1),
        },
        params: Params {
            block_author: None,
            ck_burn: 0,
            existential_deposit: 500,
            max_epochs_per_block: 2,
            nominator_min_required_stake: 0,
            num_root_claim: 5,
            pending_child_key_cooldown: 7_200,
            stake_threshold: 0,
            subnet_moving_alpha_raw_i96f32: Wide(12_885),
            subnet_owner_cut: 11_796,
            tao_weight: 971_718_665_099_567_868,
        },
        root_subnet_account_balance: RESERVE,
        subnet_config: (1..=subnets).map(config).collect(),
        subnet_state: (1..=subnets).map(state).collect(),
        hotkeys: Vec::new(),
        owned_hotkeys: Vec::new(),
        staking_hotkeys: Vec::new(),
        child_links: Vec::new(),
        childkey_takes: Vec::new(),
        auto_stake: Vec::new(),
        pools: Vec::new(),
        root_claim_types: Vec::new(),
        root_claims: RootClaims::default(),
        auto_claim_index: Vec::new(),
        balances: Vec::new(),
    }
}

fn config(netuid: u16) -> SubnetConfig {
    SubnetConfig {
        netuid,
        mechanism: 1,
        owner_coldkey: Account::hashed(b"owner", netuid),
        owner_hotkey: Account::hashed(b"owner's hotkey", netuid),
        first_emission_block: Some(1),
        subtoken_enabled: true,
        registration_allowed: true,
        emission_enabled: true,
        transfers_enabled: true,
        owner_cut_enabled: true,
        recycle_or_burn: None,
        tempo: 360,
        activity_cutoff_factor_milli: 13_889,
        alpha_high: 58_982,
        alpha_low: 45_875,
        alpha_sigmoid_steepness: 1_000,
        bonds_moving_average: 900_000,
        bonds_penalty: u16::MAX,
        commit_reveal: false,
        ema_price_halving_blocks: 201_600,
        fee_rate: 33,
        kappa: 32_767,
        liquid_alpha: false,
        max_allowed_validators: 64,
        root_claim_threshold_raw_i96f32: Wide(500_000 << 32),
        yuma3: true,
        seats: Vec::new(),
    }
}

fn state(netuid: u16) -> SubnetState {
    // Prices differ, so that no two subnets come to the same share.
    let tao = RESERVE / 1_000 * (100 + u64::from(netuid));
    SubnetState {
        netuid,
        alpha_in: RESERVE,
        alpha_out: RESERVE,
        last_epoch_block: NOW - 1,
        moving_price_raw_i96f32: Wide((i128::from(tao) << 32) / i128::from(RESERVE)),
        subnet_account_balance: tao,
        tao_reserve: tao,
        tao_weight_parts_1e18: EVEN_WEIGHT,
        ..SubnetState::default()
    }
}
