//! The root network: its seats, and the dividends it earns.

use super::{
    cast::{held, hotkey, subnet},
    effects::{announces, raises},
    stage::Stage,
};
use crate::story::{person, tao};
use myelin_primitives::{Alpha, NetUid};
use myelin_runtime::Runtime;
use pallet_subtensor::{self as subtensor, root::RootClaimTypeEnum};

type Call = subtensor::Call<Runtime>;
type Error = subtensor::Error<Runtime>;
type Event = subtensor::Event<Runtime>;

pub fn registered_and_claimed(stage: &mut Stage) {
    let netuid = subnet(stage);
    let join = |name: &str| Call::root_register { hotkey: hotkey(name) };
    let seated = Event::NeuronRegistered(NetUid::ROOT, 0, hotkey("ada"));
    stage.succeeds("ada", join("ada"), announces(seated));
    stage.fails("ben", join("ben"), Error::TooManyRegistrationsThisBlock);
    stage.pass(1);
    stage.fails("ada", join("ada"), Error::HotKeyAlreadyRegisteredInSubNet);

    let choose = |new_root_claim_type| Call::set_root_claim_type { new_root_claim_type };
    let (coldkey, root_claim_type) = (person("ada"), RootClaimTypeEnum::Keep);
    let chosen = Event::RootClaimTypeSet { coldkey, root_claim_type: root_claim_type.clone() };
    stage.succeeds("ada", choose(root_claim_type), announces(chosen));
    let nowhere = RootClaimTypeEnum::KeepSubnets { subnets: [].into() };
    stage.fails("ada", choose(nowhere), Error::InvalidSubnetNumber);

    let claim = |subnets: &[NetUid]| Call::claim_root { subnets: subnets.iter().copied().collect() };
    stage.add_stake("ada", "ada", NetUid::ROOT, tao(10));
    stage.pay_root_dividend(&hotkey("ada"), netuid, Alpha::whole(1));
    stage.succeeds("ada", claim(&[netuid]), raises("SubtensorModule.AlphaV2", || held("ada", "ada", netuid)));
    stage.fails("ada", claim(&[]), Error::InvalidSubnetNumber);
}
