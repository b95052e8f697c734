//! Delegates, parents and children.

use super::{
    cast::{hotkey, subnet, NOWHERE},
    effects::{announces, announces_that},
    stage::Stage,
};
use crate::story::{person, tao};
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor as subtensor;

type Call = subtensor::Call<Runtime>;
type Error = subtensor::Error<Runtime>;
type Event = subtensor::Event<Runtime>;

pub fn takes(stage: &mut Stage) {
    stage.fund(&person("anna"), tao(10));
    stage.fund(&person("boris"), tao(10));
    stage.call(&person("anna"), Call::root_register { hotkey: hotkey("anna") }).expect("root has room");
    let tx_rate_limit = 0;
    stage.as_root(Admin::<Runtime>::sudo_set_tx_delegate_take_rate_limit { tx_rate_limit }).expect("root may");

    let lower = |take| Call::decrease_take { hotkey: hotkey("anna"), take };
    let lowered = Event::TakeDecreased(person("anna"), hotkey("anna"), 1_000);
    stage.succeeds("anna", lower(1_000), announces(lowered));
    stage.fails("boris", lower(900), Error::NonAssociatedColdKey);
    stage.pass(1);

    let raise = |take| Call::increase_take { hotkey: hotkey("anna"), take };
    let raised = Event::TakeIncreased(person("anna"), hotkey("anna"), 2_000);
    stage.succeeds("anna", raise(2_000), announces(raised));
    stage.fails("anna", raise(u16::MAX), Error::DelegateTakeTooHigh);

    let adopt = |enabled| Call::set_auto_parent_delegation_enabled { hotkey: hotkey("anna"), enabled };
    let off = Event::AutoParentDelegationEnabledSet { hotkey: hotkey("anna"), enabled: false };
    stage.succeeds("anna", adopt(false), announces(off));
    stage.fails("boris", adopt(false), Error::NonAssociatedColdKey);
}

pub fn children(stage: &mut Stage) {
    let netuid = subnet(stage);
    let lend = |to: &str| Call::set_children { hotkey: hotkey("ada"), netuid, children: vec![(1_000, hotkey(to))] };
    let is_scheduled = |event| matches!(event, Event::SetChildrenScheduled(parent, ..) if parent == hotkey("ada"));
    stage.fails("ada", lend("ada"), Error::InvalidChild);
    stage.succeeds("ada", lend("ben"), announces_that(is_scheduled));
    stage.fails("ada", lend("ben"), Error::TxRateLimitExceeded);

    let keep = |netuid, take| Call::set_childkey_take { hotkey: hotkey("ben"), netuid, take };
    stage.succeeds("ben", keep(netuid, 500), announces(Event::ChildKeyTakeSet(hotkey("ben"), 500)));
    stage.fails("ben", keep(netuid, u16::MAX), Error::InvalidChildkeyTake);
    stage.fails("ben", keep(NOWHERE, 500), Error::SubnetNotExists);
}
