//! Who sits where decides nothing, except for the permit two equal stakes compete for.

use crate::networks::{small, Network};
use crate::oracle;
use myelin_primitives::{fixed_point::I32F32, Uid};
use myelin_yuma::StoredRow;
use proptest::prelude::*;

/// A network, and for each of its seats the uid it moves to.
fn reseated() -> impl Strategy<Value = (Network, Vec<usize>)> {
    // In order, because liquid alpha sees an entry only where its row ascends to it.
    let small = small().prop_map(Network::in_order);
    small.prop_flat_map(|network| {
        let places: Vec<usize> = (0..network.size()).collect();
        (Just(network), Just(places).prop_shuffle())
    })
}

fn moved<T: Clone>(values: &[T], onto: &[usize]) -> Vec<T> {
    let mut pairs: Vec<_> = onto.iter().zip(values).collect();
    pairs.sort_by_key(|(place, _)| **place);
    pairs.into_iter().map(|(_, value)| value.clone()).collect()
}

fn renamed(rows: &[StoredRow], onto: &[usize]) -> Vec<StoredRow> {
    let rename =
        |(column, value): &(u16, u16)| (onto.get(usize::from(*column)).map_or(*column, |place| *place as u16), *value);
    let mut rows: Vec<StoredRow> = rows.iter().map(|row| row.iter().map(rename).collect()).collect();
    rows.iter_mut().for_each(|row| row.sort_unstable());
    moved(&rows, onto)
}

fn reseat(network: &Network, onto: &[usize]) -> Network {
    Network {
        seats: moved(&network.seats, onto),
        owner: network.owner.and_then(|owner| onto.get(owner.index())).map(|place| Uid(*place as u16)),
        last_update: moved(&network.last_update, onto),
        weights: renamed(&network.weights, onto),
        bonds: renamed(&network.bonds, onto),
        earliest_commit: network.earliest_commit.as_ref().map(|blocks| moved(blocks, onto)),
        ..network.clone()
    }
}

/// Whether the last permit goes to one of several with the same stake.
fn has_tie(shares: &[I32F32], most: u16) -> bool {
    let mut ranked: Vec<_> = shares.iter().filter(|share| **share > 0).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    let most = usize::from(most);
    most > 0 && most < ranked.len() && ranked[most - 1] == ranked[most]
}

/// Everything in an outcome, seats and columns moved; permits and what is stored by them apart.
fn reseated_outcome(epoch: oracle::Epoch, onto: &[usize]) -> (oracle::Epoch, Vec<bool>, Vec<StoredRow>) {
    let table = |rows: &[Vec<Option<i64>>]| {
        let rows: Vec<_> = rows.iter().map(|row| moved(row, onto)).collect();
        moved(&rows, onto)
    };
    let permits = moved(&epoch.permits, onto);
    let stored = renamed(&epoch.stored, onto);
    let epoch = oracle::Epoch {
        active: moved(&epoch.active, onto),
        stake: moved(&epoch.stake, onto),
        active_stake: moved(&epoch.active_stake, onto),
        consensus: moved(&epoch.consensus, onto),
        validator_trust: moved(&epoch.validator_trust, onto),
        incentive: moved(&epoch.incentive, onto),
        dividends: moved(&epoch.dividends, onto),
        weights: table(&epoch.weights),
        bonds: table(&epoch.bonds),
        emission: moved(&epoch.emission, onto),
        server_emission: moved(&epoch.server_emission, onto),
        validator_emission: moved(&epoch.validator_emission, onto),
        permits: Vec::new(),
        stored: Vec::new(),
    };
    (epoch, permits, stored)
}

proptest! {
    #[test]
    fn permuting_uids_permutes_results_where_no_tie_is_broken_by_uid((network, onto) in reseated()) {
        let before = network.epoch();
        let tie = has_tie(&before.workings.stake, network.params.max_allowed_validators);
        let (expected, permits, stored) = reseated_outcome(oracle::found(&before), &onto);
        let mut found = oracle::found(&reseat(&network, &onto).epoch());
        let found_permits = std::mem::take(&mut found.permits);
        let found_stored = std::mem::take(&mut found.stored);
        prop_assert_eq!(found, expected);
        if tie {
            let count = |permits: &[bool]| permits.iter().filter(|permit| **permit).count();
            // The owner may be one of those who compete, and then validates either way.
            prop_assert!(count(&found_permits).abs_diff(count(&permits)) <= 1);
        } else {
            prop_assert_eq!(found_permits, permits);
            prop_assert_eq!(found_stored, stored);
        }
    }
}
