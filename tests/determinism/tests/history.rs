//! What a history is good for: it is full of life, and it is the same each time.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use myelin_determinism::{History, Native, Who, MINERS, NETUID, TEMPO, VALIDATORS};
use myelin_primitives::Alpha;
use myelin_runtime::Runtime;
use pallet_subtensor as subtensor;
use polkadot_sdk::sp_core::H256;

/// Two epochs with weights in them, after the first, which only hands out permits.
const BLOCKS: u32 = 3 * TEMPO as u32 + 10;

fn live(seed: u64, blocks: u32) -> (History, Vec<H256>) {
    let mut history = History::new(seed);
    let roots = (0..blocks).map(|_| history.next_block(&mut Native)).collect();
    (history, roots)
}

fn stake_at(history: &mut History, who: Who) -> Alpha {
    history.inspect(|| subtensor::stake::of_hotkey::<Runtime>(&who.account(), NETUID))
}

#[test]
fn epochs_pay_in_a_history() {
    let (mut history, _) = live(1, BLOCKS);
    let miners: Vec<_> = (VALIDATORS..VALIDATORS + MINERS).map(Who::Hotkey).collect();
    let before: Vec<_> = miners.iter().map(|miner| stake_at(&mut history, *miner)).collect();
    let epochs = history.inspect(|| subtensor::LastEpochBlock::<Runtime>::get(NETUID));

    for _ in 0..TEMPO {
        history.next_block(&mut Native);
    }
    assert!(history.inspect(|| subtensor::LastEpochBlock::<Runtime>::get(NETUID)) > epochs, "an epoch ran");
    let paid = miners.iter().zip(&before).filter(|(miner, before)| stake_at(&mut history, **miner) > **before);
    assert!(paid.count() > MINERS / 2, "most miners were paid");
}

#[test]
fn most_calls_of_a_history_do_something_and_some_fail() {
    let (history, _) = live(1, BLOCKS);
    let tally = history.tally;
    assert!(tally.done > 300, "{tally:?}");
    assert!(tally.failed > 10, "{tally:?}");
    assert!((tally.failed + tally.invalid) * 3 < tally.done, "{tally:?}");
}

#[test]
fn one_seed_is_one_history_and_another_seed_another() {
    let (_, once) = live(1, 150);
    let (_, again) = live(1, 150);
    let (_, other) = live(2, 150);
    assert_eq!(once, again);
    assert_ne!(once, other);
}

#[test]
fn every_block_changes_the_state() {
    let (_, mut roots) = live(3, 50);
    roots.sort_unstable();
    roots.dedup();
    assert_eq!(roots.len(), 50);
}
