//! What is told of a seat adds up to what the epoch decided, to the last bit.

use crate::cases_over;
use crate::networks::{full, small_of, wild, Mode, Network};
use myelin_primitives::fixed_point::{proportion_u16, I32F32};
use myelin_primitives::Uid;
use myelin_yuma::explain::{Link, MinerSide, ValidatorSide};
use myelin_yuma::sparse::{Row, Rows};
use myelin_yuma::{explain, Explainer, Explanation, MechanismOutcome};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn sum(values: impl Iterator<Item = I32F32>) -> I32F32 {
    values.fold(I32F32::ZERO, I32F32::saturating_add)
}

fn rao(values: impl Iterator<Item = u64>) -> u128 {
    values.map(u128::from).sum()
}

/// `part / whole` toward zero, the way every share of an epoch is made; zero of a whole that is zero.
fn quotient(part: I32F32, whole: I32F32) -> I32F32 {
    part.checked_div(whole).unwrap_or_default()
}

/// `floor(share * emission)`.
fn paid(share: I32F32, emission: u64) -> u128 {
    (u128::try_from(share.to_bits()).unwrap_or_default() * u128::from(emission)) >> 32
}

fn seats(network: &Network, outcome: &MechanismOutcome) -> Vec<Explanation> {
    let input = network.input();
    let explainer = Explainer::new(&input, outcome);
    (0..network.size() as u16).map(|uid| explainer.seat(Uid(uid)).unwrap()).collect()
}

fn adds_up(network: &Network) -> Result<(), TestCaseError> {
    let outcome = network.epoch();
    let told = seats(network, &outcome);
    for seat in &told {
        names_the_outcome(seat, &outcome)?;
        miner_adds_up(seat, network)?;
        validator_adds_up(seat, network)?;
        let sides = rao([seat.as_miner.emission, seat.as_validator.emission, seat.rounding].into_iter());
        prop_assert_eq!(sides, u128::from(seat.emission), "the sides and their rounding make the whole");
        // Cutting two shares off loses at most one bit more than cutting off their sum.
        prop_assert!(seat.rounding <= (network.emission >> 32) + 2, "{} rao", seat.rounding);
    }
    sides_add_up_over_all_seats(&told)?;
    links_are_the_matrices(network, &outcome)?;
    let past_the_end = Uid(network.size() as u16);
    prop_assert_eq!(explain(&network.input(), past_the_end), None);
    Ok(())
}

/// Everything the outcome holds of a seat is in what is told of it.
fn names_the_outcome(seat: &Explanation, outcome: &MechanismOutcome) -> Result<(), TestCaseError> {
    let uid = seat.uid.index();
    let (miner, validator) = (&seat.as_miner, &seat.as_validator);
    prop_assert_eq!((seat.is_active, seat.keeps_permit), (outcome.active[uid], outcome.validator_permit[uid]));
    prop_assert_eq!((seat.stake, seat.emission), (outcome.stake[uid], outcome.emission[uid]));
    prop_assert_eq!(miner.emission, outcome.server_emission[uid]);
    prop_assert_eq!(validator.emission, outcome.validator_emission[uid]);
    prop_assert_eq!(proportion_u16(seat.stake_share), outcome.stake_weight[uid]);
    prop_assert_eq!(proportion_u16(miner.consensus), outcome.consensus[uid]);
    prop_assert_eq!(proportion_u16(miner.incentive), outcome.incentive[uid]);
    prop_assert_eq!(proportion_u16(validator.dividends), outcome.dividends[uid]);
    prop_assert_eq!(proportion_u16(validator.trust), outcome.validator_trust[uid]);
    prop_assert_eq!(seat.active_stake, outcome.workings.active_stake[uid]);
    prop_assert_eq!(seat.claims, outcome.workings.claims);
    Ok(())
}

fn miner_adds_up(seat: &Explanation, network: &Network) -> Result<(), TestCaseError> {
    let MinerSide { links, rank, all_ranks, incentive, share, emission, remainder, .. } = &seat.as_miner;
    prop_assert_eq!(sum(links.iter().map(|link| link.backing)), *rank);
    let expected = if *all_ranks == 0 { *rank } else { quotient(*rank, *all_ranks) };
    prop_assert_eq!(expected, *incentive);
    prop_assert_eq!(quotient(*incentive, seat.claims), *share);
    prop_assert_eq!(paid(*share, network.emission), u128::from(*emission));
    let by_links = rao(links.iter().map(|link| link.paid_to_miner));
    prop_assert_eq!(by_links + u128::from(*remainder), u128::from(*emission));
    prop_assert!(*remainder < links.len().max(1) as u64, "less than a rao a link, not {}", remainder);
    Ok(())
}

/// What is told to support a consensus is enough stake for it.
fn is_supported(network: &Network) -> Result<(), TestCaseError> {
    // Shares are cut off after 32 bits: once when they are made, once when the voters' are.
    let cut_off = I32F32::from_bits(2 * network.size() as i64 + 2);
    for seat in seats(network, &network.epoch()) {
        let MinerSide { consensus, support, kappa, .. } = seat.as_miner;
        prop_assert!(consensus == 0 || support + cut_off >= kappa, "{} of {}", support, kappa);
    }
    Ok(())
}

fn adds_up_and_is_supported(network: &Network) -> Result<(), TestCaseError> {
    adds_up(network)?;
    is_supported(network)
}

fn validator_adds_up(seat: &Explanation, network: &Network) -> Result<(), TestCaseError> {
    let ValidatorSide { links, trust, earned, backed, all_backed, dividends, share, emission, by_stake, remainder } =
        &seat.as_validator;
    prop_assert_eq!(sum(links.iter().map(|link| link.kept)), *trust);
    prop_assert_eq!(sum(links.iter().map(|link| link.earned)), *earned);
    let stake = if network.params.yuma3 { seat.active_stake } else { I32F32::ONE };
    prop_assert_eq!(earned.checked_mul(stake).unwrap_or_default(), *backed);
    prop_assert_eq!(if *all_backed == 0 { *backed } else { quotient(*backed, *all_backed) }, *dividends);
    if seat.claims == 0 {
        prop_assert_eq!((by_stake, *dividends), (emission, I32F32::ZERO));
    } else {
        prop_assert_eq!((*by_stake, quotient(*dividends, seat.claims)), (0, *share));
    }
    prop_assert_eq!(paid(*share, network.emission), u128::from(*emission));
    let by_links = rao(links.iter().map(|link| link.paid_to_validator));
    prop_assert_eq!(by_links + u128::from(*by_stake) + u128::from(*remainder), u128::from(*emission));
    prop_assert!(*remainder < links.len().max(1) as u64, "less than a rao a link, not {}", remainder);
    Ok(())
}

fn sides_add_up_over_all_seats(told: &[Explanation]) -> Result<(), TestCaseError> {
    let Some(first) = told.first() else { return Ok(()) };
    prop_assert_eq!(sum(told.iter().map(|seat| seat.as_miner.rank)), first.as_miner.all_ranks);
    prop_assert_eq!(sum(told.iter().map(|seat| seat.as_validator.backed)), first.as_validator.all_backed);
    let claims = told.iter().map(|seat| seat.as_miner.incentive.saturating_add(seat.as_validator.dividends));
    prop_assert_eq!(sum(claims), first.claims);
    // One and the same link, seen from both ends.
    let order = |link: &Link| (link.validator, link.miner);
    let mut from_miners: Vec<_> = told.iter().flat_map(|seat| seat.as_miner.links.clone()).collect();
    from_miners.sort_by_key(order);
    let from_validators: Vec<_> = told.iter().flat_map(|seat| seat.as_validator.links.clone()).collect();
    prop_assert_eq!(from_miners, from_validators);
    Ok(())
}

/// All links together hold every entry of the workings and of what is stored.
fn links_are_the_matrices(network: &Network, outcome: &MechanismOutcome) -> Result<(), TestCaseError> {
    let input = network.input();
    let links: Vec<_> = Explainer::new(&input, outcome).links().collect();
    for link in &links {
        prop_assert_eq!(link.kept + link.clipped, link.counted.unwrap_or_default());
        prop_assert!(link.given.is_some() || link.counted.is_none(), "what counted was given: {:?}", link);
    }
    let workings = &outcome.workings;
    prop_assert_eq!(table(&links, |link| link.counted), of_rows(&workings.weights));
    prop_assert_eq!(table(&links, |link| Some(link.bond)), of_rows(&workings.bonds));
    prop_assert_eq!(stored(&links, |link| link.given), of_stored(&network.weights, network.size()));
    prop_assert_eq!(stored(&links, |link| Some(link.bond_before)), of_stored(&network.bonds, network.size()));
    prop_assert_eq!(stored(&links, |link| Some(link.bond_after)), of_stored(&outcome.bonds, network.size()));
    Ok(())
}

type Table<V> = BTreeMap<(u16, u16), V>;

/// What the links say, without zeros: for a bond, zero and absence are the same.
fn table(links: &[Link], value: impl Fn(&Link) -> Option<I32F32>) -> Table<I32F32> {
    let values = links.iter().map(|link| ((link.validator.0, link.miner.0), value(link).unwrap_or_default()));
    values.filter(|(_, value)| *value != 0).collect()
}

fn of_rows(rows: &Rows) -> Table<I32F32> {
    let entries = |(uid, row): (u16, Row<'_>)| row.entries().map(|(column, value)| ((uid, column), value)).collect();
    add_up((0..).zip(rows.rows()).flat_map(|row| -> Vec<_> { entries(row) }), I32F32::saturating_add)
}

fn stored(links: &[Link], value: impl Fn(&Link) -> Option<u16>) -> Table<u16> {
    let values = links.iter().map(|link| ((link.validator.0, link.miner.0), value(link).unwrap_or_default()));
    values.filter(|(_, value)| *value != 0).collect()
}

fn of_stored(rows: &[Vec<(u16, u16)>], size: usize) -> Table<u16> {
    let rows = (0..).zip(rows.iter().take(size));
    let entries = rows.flat_map(|(uid, row)| row.iter().map(move |(column, value)| ((uid, *column), *value)));
    add_up(entries.filter(|((_, column), _)| usize::from(*column) < size), u16::saturating_add)
}

fn add_up<V: Copy + Default + PartialEq>(
    entries: impl Iterator<Item = ((u16, u16), V)>,
    add: impl Fn(V, V) -> V,
) -> Table<V> {
    let mut table = Table::new();
    for (place, value) in entries {
        let sum = table.entry(place).or_insert_with(V::default);
        *sum = add(*sum, value);
    }
    table.retain(|_, value| *value != V::default());
    table
}

proptest! {
    #[test]
    fn what_is_told_of_classic_seats_adds_up(network in small_of(Mode::Classic)) {
        adds_up_and_is_supported(&network)?;
    }

    #[test]
    fn what_is_told_under_yuma3_adds_up(network in small_of(Mode::Yuma3)) {
        adds_up_and_is_supported(&network)?;
    }

    #[test]
    fn what_is_told_under_liquid_alpha_adds_up(network in small_of(Mode::Liquid)) {
        adds_up_and_is_supported(&network)?;
    }

    #[test]
    fn what_no_chain_would_store_is_told_without_contradiction(network in wild()) {
        adds_up(&network)?;
        // Whoever names a miner twice votes twice on it.
        is_supported(&network.without_repeats())?;
    }
}

proptest! {
    #![proptest_config(cases_over(32))]

    #[test]
    fn what_is_told_of_full_subnets_adds_up(network in full()) {
        adds_up_and_is_supported(&network)?;
    }
}
