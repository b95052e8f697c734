//! A subnet with people on it, made in one go: seats, stake, permits and weights such as a subnet
//! has that ran for a while, so that the next epoch pays miners and validators.

mod opinions;
mod recipe;

pub use recipe::{Person, Population};

use super::{edit, ensure, funds::give, in_block, stake, Refusal};
use crate::{AccountId, Runtime};
use alloc::{collections::BTreeSet, format, vec::Vec};
use myelin_primitives::{Alpha, MechId, NetUid, StorageIndex, Tao, Uid};
use pallet_subtensor::{epoch, neurons, params, subnets, weights, NetworkMinLockCost, SubnetLimit};
use polkadot_sdk::frame_system;

/// What each coldkey is given.
const PURSE: Tao = Tao::whole(100);

/// What a validator has staked on the average.
const STAKE_OF_A_VALIDATOR: Alpha = Alpha::whole(1_000);

/// Creates a subnet and seats the people on it: the owner on uid 0, then the validators, then the
/// miners, each in their order. Its alpha trades and its emission is on.
///
/// The seats are taken in one block and the weights given in the next, since a weight on a seat
/// taken in its own block would not count.
pub fn populate(population: &Population) -> Result<NetUid, Refusal> {
    edit(|| {
        recipe::ensure_possible(population)?;
        // What is of block 0 belongs to the genesis.
        let present = frame_system::Pallet::<Runtime>::block_number().max(1);
        let netuid = in_block(present, || open(population))?;
        in_block(present.saturating_sub(1), || seat(netuid, population))?;
        endow(netuid, population)?;
        if population.weights {
            weigh(netuid, population, u64::from(present));
        }
        Ok(netuid)
    })
}

/// Founds the subnet at the lowest price there is, and tunes and starts it.
fn open(population: &Population) -> Result<NetUid, Refusal> {
    let limit = SubnetLimit::<Runtime>::get();
    let beside_root = subnets::all::<Runtime>().len().saturating_sub(1);
    ensure(beside_root < usize::from(limit), || {
        format!("there is no room beside {beside_root} where `subnet_limit` is {limit}; raise it or dissolve a subnet")
    })?;
    let (owner, cost) = (&population.owner, NetworkMinLockCost::<Runtime>::get());
    give(&owner.coldkey, cost.saturating_add(PURSE))?;
    let netuid = subnets::first_free::<Runtime>()?;
    subnets::found::<Runtime>(netuid, &owner.coldkey, &owner.hotkey, None, cost)?;

    // An older subnet may have left this behind under its id.
    params::set_mechanism_count::<Runtime>(netuid, MechId(1));
    params::set_max_allowed_uids::<Runtime>(netuid, recipe::MOST_SEATS);
    let validators = u16::try_from(population.validators.len()).unwrap_or(u16::MAX);
    if validators > pallet_subtensor::MaxAllowedValidators::<Runtime>::get(netuid) {
        params::set_max_allowed_validators::<Runtime>(netuid, validators);
    }
    params::set_commit_reveal::<Runtime>(netuid, population.commit_reveal);
    params::set_subnet_emission::<Runtime>(netuid, true);
    params::set_tempo::<Runtime>(netuid, population.tempo);
    epoch::restart_cycle::<Runtime>(netuid, pallet_subtensor::now::<Runtime>());
    subnets::begin::<Runtime>(netuid);
    Ok(netuid)
}

/// Seats everyone but the owner, who has a seat already.
fn seat(netuid: NetUid, population: &Population) -> Result<(), Refusal> {
    for person in population.validators.iter().chain(&population.miners) {
        pallet_subtensor::keys::associate::<Runtime>(&person.coldkey, &person.hotkey)?;
        neurons::append::<Runtime>(netuid, &person.hotkey)?;
    }
    Ok(())
}

/// Gives everyone TAO, and validators stake and the permits it would earn them.
fn endow(netuid: NetUid, population: &Population) -> Result<(), Refusal> {
    // The owner has a purse already.
    let mut paid: BTreeSet<&AccountId> = BTreeSet::from([&population.owner.coldkey]);
    for person in population.validators.iter().chain(&population.miners) {
        if paid.insert(&person.coldkey) {
            give(&person.coldkey, PURSE)?;
        }
    }
    for (number, (person, stake)) in population.validators.iter().zip(population.stakes()).enumerate() {
        stake::write(&person.hotkey, &person.coldkey, netuid, stake)?;
        epoch::permit::<Runtime>(netuid, population.uid_of_validator(number));
    }
    Ok(())
}

/// Lets every validator say what it thinks of the miners.
fn weigh(netuid: NetUid, population: &Population, block: u64) {
    let index = StorageIndex::from(netuid);
    for number in 0..population.validators.len() {
        let (dests, values): (Vec<u16>, Vec<u16>) = opinions::of_validator(population, number).into_iter().unzip();
        if !dests.is_empty() {
            weights::overwrite::<Runtime>(index, population.uid_of_validator(number), &dests, &values, block);
        }
    }
}

/// Seats are numbered without gaps: the owner, the validators, the miners.
fn uid(position: usize) -> Uid {
    Uid(u16::try_from(position).unwrap_or(u16::MAX))
}
