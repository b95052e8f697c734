//! The crate says bit for bit what the plain epoch says.

use crate::cases_over;
use crate::networks::{full, small, small_of, wild, Mode, Network, NOW};
use crate::oracle::{self, aggregate, split};
use myelin_yuma::{mechanism_epoch, split_emission};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use proptest::{collection::vec, option, prelude::*};

fn agrees(network: &Network) -> Result<(), TestCaseError> {
    prop_assert_eq!(oracle::found(&network.epoch()), oracle::epoch(&network.input()));
    Ok(())
}

proptest! {
    #[test]
    fn classic_bonds_agree_with_the_plain_epoch(network in small_of(Mode::Classic)) {
        agrees(&network)?;
    }

    #[test]
    fn bonds_of_yuma3_agree_with_the_plain_epoch(network in small_of(Mode::Yuma3)) {
        agrees(&network)?;
    }

    #[test]
    fn liquid_alpha_agrees_with_the_plain_epoch(network in small_of(Mode::Liquid)) {
        agrees(&network)?;
    }

    #[test]
    fn what_no_chain_would_store_agrees_with_the_plain_epoch(network in wild()) {
        agrees(&network.without_repeats())?;
    }

    #[test]
    fn several_mechanisms_agree_with_the_plain_sum(
        first in small(), others in vec(small(), 0..3), emission in prop_oneof![3 => any::<u64>(), 1 => Just(0)], cuts in option::of(vec(any::<u16>(), 0..5)),
    ) {
        let mechanisms = beside(first, others);
        let named = cuts.map(named_parts);
        let emissions = split_emission(emission, mechanisms.len() as u8, named.as_deref());
        prop_assert_eq!(&emissions, &split(emission, mechanisms.len() as u8, named.as_deref()));
        let outcomes: Vec<_> = mechanisms
            .iter()
            .zip(&emissions)
            .map(|(network, emission)| mechanism_epoch(&myelin_yuma::MechanismInput { emission: *emission, ..network.input() }))
            .collect();
        prop_assert_eq!(myelin_yuma::aggregate(&outcomes, &emissions), aggregate(&outcomes, &emissions));
    }
}

proptest! {
    #![proptest_config(cases_over(4))]

    #[test]
    fn full_subnets_agree_with_the_plain_epoch(network in full()) {
        agrees(&network)?;
    }
}

/// Mechanisms of one subnet: the seats of the first, with weights and bonds of their own.
pub fn beside(first: Network, others: Vec<Network>) -> Vec<Network> {
    let size = first.size();
    let seated = |other: Network| {
        let mut own = Network { seats: first.seats.clone(), owner: first.owner, ..other };
        own.last_update.resize(size, NOW);
        own.weights.resize(size, Vec::new());
        own.bonds.resize(size, Vec::new());
        own.earliest_commit.iter_mut().for_each(|commits| commits.resize(size, u64::MAX));
        own
    };
    [first.clone()].into_iter().chain(others.into_iter().map(seated)).collect()
}

/// Parts that add up to at most 65535: the differences between sorted cuts.
pub fn named_parts(mut cuts: Vec<u16>) -> Vec<u16> {
    cuts.sort_unstable();
    cuts.iter().scan(0, |last, cut| Some(cut - std::mem::replace(last, *cut))).collect()
}

/// Without this, a law may hold because nothing ever happens in the networks it is tried on.
#[test]
fn random_networks_come_to_every_rule() {
    let mut runner = TestRunner::deterministic();
    let mut reached = std::collections::BTreeMap::new();
    const TRIED: u32 = 2000;
    for _ in 0..TRIED {
        let network = small().new_tree(&mut runner).unwrap().current();
        let outcome = network.epoch();
        let workings = &outcome.workings;
        let paid = workings.claims > 0;
        let changed = |other: Network| other.epoch() != outcome;
        let commits = Network { earliest_commit: None, ..network.clone() };
        let penalty = |bonds_penalty| {
            let params = myelin_yuma::SubnetParams { bonds_penalty, ..network.params.clone() };
            Network { params, ..network.clone() }
        };
        for (rule, holds) in [
            ("somebody is paid for work", paid),
            ("stake alone is paid", !paid && outcome.emission.iter().any(|amount| *amount > 0)),
            ("nobody is paid", network.emission > 0 && outcome.emission.iter().all(|amount| *amount == 0)),
            ("a seat is inactive", outcome.active.contains(&false)),
            ("liquid alpha counts", paid && network.params.yuma3 && network.params.liquid_alpha.is_some()),
            ("a pending commit masks", network.earliest_commit.is_some() && changed(commits)),
            ("the penalty matters", changed(penalty(0)) && changed(penalty(u16::MAX))),
            ("old bonds matter", changed(Network { bonds: vec![], ..network.clone() })),
            ("bonds are outdated", changed(Network { last_step_block: u64::MAX, ..network.clone() })),
            ("rows out of order matter", changed(network.clone().in_order())),
            ("the owner's seat matters", changed(Network { owner: None, ..network.clone() })),
            ("a permit is lost to others", {
                let staked = workings.stake.iter().filter(|stake| **stake > 0).count();
                staked > usize::from(network.params.max_allowed_validators)
            }),
            ("there is a single seat", network.size() == 1),
        ] {
            *reached.entry(rule).or_insert(0_u32) += u32::from(holds);
        }
    }
    // One in a hundred, so that 256 cases meet each rule a few times.
    let rare: Vec<_> = reached.iter().filter(|(_, times)| **times * 100 < TRIED).collect();
    assert!(rare.is_empty(), "{rare:?} of {reached:?}");
}
