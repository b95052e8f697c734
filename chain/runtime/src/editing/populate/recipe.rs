//! Who is to be on a subnet, and how they are divided.

use super::{uid, STAKE_OF_A_VALIDATOR};
use crate::{
    editing::{ensure, funds::ensure_ordinary, Refusal},
    AccountId, Runtime,
};
use alloc::{collections::BTreeMap, format, vec::Vec};
use myelin_primitives::{Alpha, Uid};
use pallet_subtensor::keys;

/// Seats of a subnet.
pub(super) const MOST_SEATS: u16 = 256;

/// The whole, in millionths.
const WHOLE_PPM: u32 = 1_000_000;

/// The two keys of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub coldkey: AccountId,
    pub hotkey: AccountId,
}

/// The people of a subnet and what it is set to.
///
/// Cabals are groups of validators that weigh their own miners only. They are taken from the ends
/// of both lists: the last validators and the last miners belong to cabals, in turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    pub owner: Person,
    pub validators: Vec<Person>,
    pub miners: Vec<Person>,
    /// How many cabals there are.
    pub cabals: u16,
    /// Part of the validators' stake that cabals have together, in millionths.
    pub cabal_stake_ppm: u32,
    /// Whether weights must be committed before they are shown. Those given here are there already.
    pub commit_reveal: bool,
    /// Blocks between two epochs.
    pub tempo: u16,
    /// Whether validators have weights.
    pub weights: bool,
}

impl Population {
    /// The seat of the validator of that number, from 0.
    pub fn uid_of_validator(&self, number: usize) -> Uid {
        uid(number.saturating_add(1))
    }

    /// The seat of the miner of that number, from 0.
    pub fn uid_of_miner(&self, number: usize) -> Uid {
        uid(self.validators.len().saturating_add(number).saturating_add(1))
    }

    /// The cabal of the validator of that number, if it is in one.
    pub fn cabal_of_validator(&self, number: usize) -> Option<u16> {
        self.cabal_of(number, self.validators.len())
    }

    /// The cabal of the miner of that number, if it is in one.
    pub fn cabal_of_miner(&self, number: usize) -> Option<u16> {
        self.cabal_of(number, self.miners.len())
    }

    fn cabal_of(&self, number: usize, of: usize) -> Option<u16> {
        let into = number.checked_sub(of.saturating_sub(self.cabalists(of)))?;
        u16::try_from(into.checked_rem(usize::from(self.cabals))?).ok()
    }

    /// How many of so many are in cabals: as large a part as the cabals' stake is, but one for each
    /// cabal at least, and while cabals do not have all the stake, not everybody.
    fn cabalists(&self, of: usize) -> usize {
        if self.cabals == 0 {
            return 0;
        }
        let part = of.saturating_mul(self.cabal_stake_ppm as usize).checked_div(WHOLE_PPM as usize).unwrap_or_default();
        let most = if self.cabal_stake_ppm < WHOLE_PPM { of.saturating_sub(1) } else { of };
        part.max(usize::from(self.cabals)).min(most)
    }

    /// What each validator has staked: within the cabals, and within the others, the first has
    /// twice what the last has.
    pub(super) fn stakes(&self) -> Vec<Alpha> {
        let validators = self.validators.len();
        let all = u128::from(STAKE_OF_A_VALIDATOR.rao()).saturating_mul(validators as u128);
        let cabals = all.saturating_mul(self.cabal_stake_ppm.into()).checked_div(WHOLE_PPM.into()).unwrap_or_default();
        let in_cabals = self.cabalists(validators);
        let others = validators.saturating_sub(in_cabals);
        if in_cabals == 0 {
            return graded(all, others).collect();
        }
        graded(all.saturating_sub(cabals), others).chain(graded(cabals, in_cabals)).collect()
    }
}

/// An amount divided among so many, falling evenly from the first to half as much for the last.
fn graded(amount: u128, among: usize) -> impl Iterator<Item = Alpha> {
    let steps = among as u128;
    let parts = move |number: u128| steps.saturating_mul(2).saturating_sub(number);
    let all: u128 = (0..steps).map(parts).sum();
    (0..steps).map(move |number| {
        let part = amount.saturating_mul(parts(number)).checked_div(all).unwrap_or_default();
        Alpha(u64::try_from(part).unwrap_or(u64::MAX))
    })
}

/// Every reason why there cannot be such a subnet, but for those that other subnets give.
pub(super) fn ensure_possible(population: &Population) -> Result<(), Refusal> {
    let Population { owner, validators, miners, tempo, .. } = population;
    let seats = validators.len().saturating_add(miners.len()).saturating_add(1);
    ensure(seats <= usize::from(MOST_SEATS), || {
        format!(
            "a subnet has {MOST_SEATS} seats; the owner, {} validators and {} miners would take {seats}",
            validators.len(),
            miners.len(),
        )
    })?;
    ensure(*tempo > 0, || "with a tempo of 0 there would never be an epoch".into())?;
    ensure_cabals(population)?;

    let mut owners: BTreeMap<&AccountId, &AccountId> = BTreeMap::new();
    for person in core::iter::once(owner).chain(validators).chain(miners) {
        let Person { coldkey, hotkey } = person;
        ensure(owners.insert(hotkey, coldkey).is_none(), || format!("the hotkey {hotkey} would have two seats"))?;
        ensure_ordinary(hotkey)?;
        ensure_ordinary(coldkey)?;
        let owner = keys::owner_of::<Runtime>(hotkey);
        let is_free = owner.as_ref().is_none_or(|owner| owner == coldkey);
        ensure(is_free, || format!("the hotkey {hotkey} belongs to another coldkey than {coldkey}"))?;
    }
    Ok(())
}

fn ensure_cabals(population: &Population) -> Result<(), Refusal> {
    let Population { validators, miners, cabals, cabal_stake_ppm: stake, .. } = population;
    if *cabals == 0 {
        return Ok(());
    }
    ensure((1..=WHOLE_PPM).contains(stake), || {
        format!("cabals have more than nothing and at most all of the validators' stake, not {stake} millionths")
    })?;
    let has_others = *stake < WHOLE_PPM;
    let needed = usize::from(*cabals).saturating_add(usize::from(has_others));
    ensure(validators.len() >= needed, || {
        let others = if has_others { " and somebody else for the rest of the stake" } else { "" };
        format!("{cabals} cabals need a validator each{others}: {needed}, not {}", validators.len())
    })?;
    ensure(miners.len() >= needed, || {
        let others = if has_others { " and somebody else" } else { "" };
        format!("{cabals} cabals need a miner each{others}: {needed}, not {}", miners.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u8) -> Person {
        Person { coldkey: AccountId::new([number; 32]), hotkey: AccountId::new([number; 32]) }
    }

    fn population(validators: u8, miners: u8, cabals: u16, cabal_stake_ppm: u32) -> Population {
        let people = |range: core::ops::Range<u8>| range.map(person).collect();
        Population {
            owner: person(0),
            validators: people(1..1 + validators),
            miners: people(100..100 + miners),
            cabals,
            cabal_stake_ppm,
            commit_reveal: false,
            tempo: 360,
            weights: true,
        }
    }

    #[test]
    fn cabals_have_their_part_of_the_stake_and_of_the_people() {
        let ten = population(10, 20, 3, 300_000);
        let cabals: Vec<_> = (0..10).map(|number| ten.cabal_of_validator(number)).collect();
        assert_eq!(cabals, [None, None, None, None, None, None, None, Some(0), Some(1), Some(2)]);
        assert_eq!((0..20).filter(|number| ten.cabal_of_miner(*number).is_some()).count(), 6);

        let stakes: Vec<u64> = ten.stakes().iter().map(|stake| stake.rao()).collect();
        let (others, in_cabals) = stakes.split_at(7);
        let whole = 10 * STAKE_OF_A_VALIDATOR.rao();
        let near = |amount: u64, wanted: u64| amount <= wanted && wanted - amount < 10;
        assert!(near(in_cabals.iter().sum(), whole * 3 / 10) && near(others.iter().sum(), whole * 7 / 10));
        assert!(stakes.iter().all(|stake| *stake > 0));
        assert!(others.is_sorted_by(|one, next| one > next));
    }

    #[test]
    fn each_cabal_has_somebody_and_so_have_the_others() {
        let few = population(4, 4, 3, 1);
        let cabals: Vec<_> = (0..4).map(|number| few.cabal_of_validator(number)).collect();
        assert_eq!(cabals, [None, Some(0), Some(1), Some(2)]);
        let all = population(4, 4, 2, 1_000_000);
        let cabals: Vec<_> = (0..4).map(|number| all.cabal_of_validator(number)).collect();
        assert_eq!(cabals, [Some(0), Some(1), Some(0), Some(1)]);
        let most = population(4, 4, 2, 999_999);
        assert_eq!((0..4).filter_map(|number| most.cabal_of_validator(number)).count(), 3);
    }

    #[test]
    fn without_cabals_nobody_is_in_one() {
        let honest = population(4, 4, 0, 300_000);
        assert!((0..4).all(|number| honest.cabal_of_validator(number).is_none()));
        assert_eq!(honest.stakes().len(), 4);
        assert!(population(0, 0, 0, 0).stakes().is_empty());
    }
}
