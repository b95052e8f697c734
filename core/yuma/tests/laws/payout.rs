//! What is handed out, and in which parts.

use crate::agreement::{beside, named_parts};
use crate::networks::{any_network, small};
use myelin_primitives::fixed_point::I32F32;
use myelin_yuma::{aggregate, mechanism_epoch, split_emission, MechanismInput};
use proptest::{collection::vec, option, prelude::*};

fn total(amounts: &[u64]) -> u128 {
    amounts.iter().map(|amount| u128::from(*amount)).sum()
}

fn sum_of_bits(shares: &[I32F32]) -> i64 {
    shares.iter().map(|share| share.to_bits()).sum()
}

proptest! {
    #[test]
    fn emission_handed_out_never_exceeds_its_bucket(network in any_network()) {
        let outcome = network.epoch();
        let bucket = u128::from(network.emission);
        prop_assert!(total(&outcome.emission) <= bucket);
        prop_assert!(total(&outcome.server_emission) + total(&outcome.validator_emission) <= bucket);
        for (whole, (server, validator)) in
            outcome.emission.iter().zip(outcome.server_emission.iter().zip(&outcome.validator_emission))
        {
            prop_assert!(server + validator <= *whole, "{server} + {validator} of {whole}");
        }
    }

    #[test]
    fn only_rounding_keeps_emission_from_those_it_belongs_to(network in any_network()) {
        let outcome = network.epoch();
        let paid = total(&outcome.server_emission) + total(&outcome.validator_emission);
        if sum_of_bits(&outcome.workings.stake) == 0 && outcome.workings.claims == 0 {
            prop_assert_eq!(paid, 0); // it belongs to nobody
            return Ok(());
        }
        // Every seat loses less than a rao as each of the two, miner and validator, and less than
        // a part of 2^32 of the whole through each share.
        let seats = network.size() as u128;
        let lost = 2 * seats + ((u128::from(network.emission) * 2 * seats) >> 32);
        prop_assert!(paid + lost + 1 >= u128::from(network.emission), "{paid} of {}", network.emission);
    }

    #[test]
    fn incentives_and_dividends_sum_to_one_within_their_rounding_or_are_all_zero(network in any_network()) {
        let (workings, seats) = (network.epoch().workings, network.size() as i64);
        for shares in [&workings.incentive, &workings.dividends, &workings.active_stake] {
            let sum = sum_of_bits(shares);
            prop_assert!(shares.iter().all(|share| *share >= 0));
            // Each share is rounded down by less than a part of 2^32.
            prop_assert!(sum == 0 || (1 << 32) - seats < sum && sum <= 1 << 32, "{sum}");
        }
        prop_assert_eq!(workings.claims.to_bits(), sum_of_bits(&workings.incentive) + sum_of_bits(&workings.dividends));
    }

    #[test]
    fn stake_shares_never_exceed_the_whole(network in any_network()) {
        let sum = sum_of_bits(&network.epoch().workings.stake);
        prop_assert!((0..=1 << 32).contains(&sum), "{sum}");
    }

    #[test]
    fn only_validators_hold_bonds_and_only_in_seats(network in any_network()) {
        let outcome = network.epoch();
        for (row, permit) in outcome.bonds.iter().zip(&outcome.validator_permit) {
            prop_assert!(*permit || row.is_empty());
            prop_assert!(row.iter().all(|(column, _)| usize::from(*column) < network.size()));
        }
    }

    #[test]
    fn every_list_has_an_entry_for_every_seat(network in any_network()) {
        let (outcome, size) = (network.epoch(), network.size());
        let words = [&outcome.stake_weight, &outcome.consensus, &outcome.incentive, &outcome.dividends, &outcome.validator_trust];
        prop_assert!(words.into_iter().all(|list| list.len() == size));
        let amounts = [&outcome.stake, &outcome.emission, &outcome.server_emission, &outcome.validator_emission];
        prop_assert!(amounts.into_iter().all(|list| list.len() == size));
        prop_assert_eq!((outcome.active.len(), outcome.validator_permit.len(), outcome.bonds.len()), (size, size, size));
    }

    #[test]
    fn there_are_never_more_validators_than_allowed_and_the_owner(network in any_network()) {
        let permits = network.epoch().validator_permit.iter().filter(|permit| **permit).count();
        prop_assert!(permits <= usize::from(network.params.max_allowed_validators) + usize::from(network.owner.is_some()));
    }

    #[test]
    fn mechanisms_share_exactly_what_the_subnet_has(
        emission: u64, mechanisms in 1_u8..16, cuts in option::of(vec(any::<u16>(), 0..4)),
    ) {
        let parts = split_emission(emission, mechanisms, cuts.map(named_parts).as_deref());
        prop_assert_eq!((parts.len(), total(&parts)), (usize::from(mechanisms), u128::from(emission)));
    }

    #[test]
    fn mechanisms_together_never_hand_out_more_than_the_subnet_has(
        first in small(), others in vec(small(), 0..4), emission: u64, cuts in option::of(vec(any::<u16>(), 0..5)),
    ) {
        let mechanisms = beside(first, others);
        let emissions = split_emission(emission, mechanisms.len() as u8, cuts.map(named_parts).as_deref());
        let inputs = mechanisms.iter().zip(&emissions);
        let outcomes: Vec<_> =
            inputs.map(|(network, emission)| mechanism_epoch(&MechanismInput { emission: *emission, ..network.input() })).collect();
        let subnet = aggregate(&outcomes, &emissions);
        prop_assert!(total(&subnet.server_emission) + total(&subnet.validator_emission) <= u128::from(emission));
        prop_assert!(total(&subnet.emission) <= u128::from(emission));
    }

    #[test]
    fn a_subnet_of_one_mechanism_is_that_mechanism(network in any_network()) {
        let outcome = network.epoch();
        let whole = aggregate(std::slice::from_ref(&outcome), &[network.emission]);
        prop_assert_eq!((whole.active, whole.validator_permit), (outcome.active, outcome.validator_permit));
        prop_assert_eq!((whole.emission, whole.stake), (outcome.emission, outcome.stake));
        prop_assert_eq!((whole.consensus, whole.dividends), (outcome.consensus, outcome.dividends));
        prop_assert_eq!((whole.stake_weight, whole.validator_trust), (outcome.stake_weight, outcome.validator_trust));
    }
}
