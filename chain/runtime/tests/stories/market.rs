//! A subnet at work: an owner, validators with stake, miners of different worth, and tempos that
//! pass with weights set in each.

use crate::world::{person, tao, World};
use myelin_primitives::{Alpha, NetUid, Tao, Uid};
use myelin_runtime::{AccountId, Runtime};
use pallet_subtensor as subtensor;

pub struct Market {
    pub netuid: NetUid,
    pub validators: Vec<(String, Uid)>,
    pub miners: Vec<(String, Uid)>,
    /// Block of the last epoch that ran.
    pub epoch: u64,
}

/// What a validator thinks of each miner, in the miners' order.
pub type Opinion<'a> = (&'a str, &'a [u16]);

pub fn hotkey(name: &str) -> AccountId {
    person(&format!("{name}'s hotkey"))
}

impl Market {
    /// Opens a subnet of `owner` with these validators (and what they stake) and miners, and passes
    /// its first epoch, which only hands out permits.
    pub fn open(world: &mut World, validators: &[(&str, Tao)], miners: &[&str]) -> Self {
        let netuid = world.create_subnet("owner", validators.len() as u16);
        let mut seat = |name: &str| (name.to_string(), world.register(netuid, name));
        let seated_validators: Vec<_> = validators.iter().map(|(name, _)| seat(name)).collect();
        let seated_miners: Vec<_> = miners.iter().map(|name| seat(name)).collect();

        let epoch = subtensor::LastEpochBlock::<Runtime>::get(netuid) + tempo(netuid);
        world.pass_to(epoch - 3);
        world.call(&person("owner"), subtensor::Call::start_call { netuid }).expect("the owner may start");
        world.pass(1);
        for (name, stake) in validators {
            world.add_stake(name, name, netuid, *stake);
        }
        world.pass_to(epoch);
        Self { netuid, validators: seated_validators, miners: seated_miners, epoch }
    }

    /// Passes one tempo in which each validator says what it thinks of the miners.
    pub fn pass_tempo(&mut self, world: &mut World, opinions: &[Opinion]) {
        world.pass_to(self.epoch + 110);
        for (validator, opinion) in opinions {
            let weights: Vec<(Uid, u16)> =
                self.miners.iter().map(|(_, uid)| *uid).zip(opinion.iter().copied()).collect();
            world.set_weights(validator, self.netuid, &weights).expect("a permitted validator sets weights");
        }
        self.epoch += tempo(self.netuid);
        world.pass_to(self.epoch);
    }

    /// What the seat earned in the last epoch.
    pub fn emission(&self, name: &str) -> Alpha {
        subtensor::epoch::emission_of::<Runtime>(self.netuid, self.uid(name))
    }

    /// All alpha of the hotkey of `name`.
    pub fn stake_at(&self, name: &str) -> Alpha {
        subtensor::stake::of_hotkey::<Runtime>(&hotkey(name), self.netuid)
    }

    /// The alpha that `holder` has at the hotkey of `name`.
    pub fn stake_of(&self, world: &World, holder: &str, name: &str) -> Alpha {
        world.stake(&hotkey(name), &person(holder), self.netuid)
    }

    pub fn uid(&self, name: &str) -> Uid {
        let seats = self.validators.iter().chain(&self.miners);
        seats.into_iter().find(|(seated, _)| seated == name).map(|(_, uid)| *uid).expect("the story knows them")
    }
}

fn tempo(netuid: NetUid) -> u64 {
    u64::from(subtensor::Tempo::<Runtime>::get(netuid))
}

/// Three honest validators and three miners, the usual cast.
pub fn usual(world: &mut World) -> Market {
    let validators = [("anna", tao(800)), ("boris", tao(600)), ("clara", tao(400))];
    Market::open(world, &validators, &["good", "fair", "poor"])
}
