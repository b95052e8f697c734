//! People and subnets most scenes begin with, and what is read of them.

use super::stage::Stage;
use crate::story::{person, tao};
use myelin_primitives::{Alpha, NetUid};
use myelin_runtime::{AccountId, Balances, Runtime};
use pallet_subtensor as subtensor;

/// A subnet nobody created.
pub const NOWHERE: NetUid = NetUid(77);

pub fn hotkey(name: &str) -> AccountId {
    person(&format!("{name}'s hotkey"))
}

/// A subnet of `owner` where ada and ben have seats, and that has not started.
pub fn young_subnet(stage: &mut Stage) -> NetUid {
    let netuid = stage.create_subnet("owner", 3);
    stage.register(netuid, "ada");
    stage.register(netuid, "ben");
    netuid
}

/// The same at work: ada has staked ten TAO to herself.
pub fn subnet(stage: &mut Stage) -> NetUid {
    let netuid = young_subnet(stage);
    stage.call(&person("owner"), subtensor::Call::start_call { netuid }).expect("the owner may start");
    stage.add_stake("ada", "ada", netuid, tao(10));
    netuid
}

/// What `name` holds at the hotkey of `at`.
pub fn held(name: &str, at: &str, netuid: NetUid) -> Alpha {
    subtensor::stake::of::<Runtime>(&hotkey(at), &person(name), netuid)
}

/// Rao of `name` that are free.
pub fn free(name: &str) -> u64 {
    Balances::free_balance(person(name))
}
