//! Subnets from their creation to their end.

use super::{
    cast::{hotkey, young_subnet, NOWHERE},
    effects::{announces, announces_that, sets},
    stage::{Root, Stage},
};
use crate::story::{person, tao};
use myelin_primitives::{records::SubnetIdentityV3, NetUid};
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor as subtensor;

type Call = subtensor::Call<Runtime>;
type Error = subtensor::Error<Runtime>;
type Event = subtensor::Event<Runtime>;

pub fn created_and_dissolved(stage: &mut Stage) {
    let [first, second] = [2, 3].map(NetUid);
    stage.fund(&person("owner"), tao(10_000));
    let create = |of: &str| Call::register_network { hotkey: hotkey(of) };
    let is_added =
        |netuid| announces_that(move |event| matches!(event, Event::NetworkAdded(added, _) if added == netuid));
    stage.succeeds("owner", create("owner"), is_added(first));
    stage.fails("owner", create("owner"), Error::NetworkTxRateLimitExceeded);
    stage.as_root(Admin::<Runtime>::sudo_set_network_rate_limit { rate_limit: 0 }).expect("root may");
    stage.fails("pauper", create("pauper"), Error::CannotAffordLockCost);

    let create = |of: &str, name: &[u8]| Call::register_network_with_identity {
        hotkey: hotkey(of),
        identity: Some(SubnetIdentityV3 { subnet_name: name.to_vec(), ..Default::default() }),
    };
    stage.fails("owner", create("new", &[b'x'; 257]), Error::InvalidIdentity);
    stage.succeeds("owner", create("new", b"Second"), announces(Event::SubnetIdentitySet(second)));

    let start = |netuid| Call::start_call { netuid };
    let begins = Event::FirstEmissionBlockNumberSet(first, stage.now() + 1);
    stage.succeeds("owner", start(first), announces(begins));
    stage.fails("owner", start(first), Error::FirstEmissionBlockNumberAlreadySet);
    stage.fails("owner", start(NOWHERE), Error::SubnetNotExists);

    let dissolve = |netuid| Call::dissolve_network { coldkey: person("owner"), netuid };
    stage.succeeds(Root, dissolve(first), announces(Event::NetworkRemoved(first)));
    stage.fails(Root, dissolve(first), Error::SubnetNotExists);
    let dissolve = |netuid| Call::root_dissolve_network { netuid };
    stage.succeeds(Root, dissolve(second), announces(Event::NetworkRemoved(second)));
    stage.fails(Root, dissolve(NetUid::ROOT), Error::RegistrationNotPermittedOnRootSubnet);
}

pub fn described_and_paced(stage: &mut Stage) {
    let netuid = young_subnet(stage);
    let describe = || Call::set_subnet_identity {
        netuid,
        subnet_name: b"Net".to_vec(),
        github_repo: Vec::new(),
        subnet_contact: Vec::new(),
        subnet_url: Vec::new(),
        discord: Vec::new(),
        description: b"A subnet.".to_vec(),
        logo_url: Vec::new(),
        additional: Vec::new(),
    };
    stage.succeeds("owner", describe(), announces(Event::SubnetIdentitySet(netuid)));
    stage.fails("ada", describe(), Error::NotSubnetOwner);

    let rename = |symbol: &str| Call::update_symbol { netuid, symbol: symbol.into() };
    let symbol = "ω".to_string().into_bytes();
    stage.succeeds("owner", rename("ω"), announces(Event::SymbolUpdated { netuid, symbol }));
    stage.fails("owner", rename("no letter"), Error::SymbolDoesNotExist);

    let trigger = || Call::trigger_epoch { netuid };
    let is_pending = |event| matches!(event, Event::EpochTriggered { netuid: on, .. } if on == netuid);
    stage.aside(|stage| {
        stage.succeeds("owner", trigger(), announces_that(is_pending));
        stage.fails("owner", trigger(), Error::EpochTriggerAlreadyPending);
    });

    let pace = |tempo| Call::set_tempo { netuid, tempo };
    stage.fails("owner", pace(1), Error::TempoOutOfBounds);
    stage.succeeds("owner", pace(720), announces(Event::TempoSet(netuid, 720)));
    stage.fails("owner", pace(720), Error::TxRateLimitExceeded);

    let claim_from = |new_value| Call::sudo_set_root_claim_threshold { netuid, new_value };
    let least = || subtensor::RootClaimableThreshold::<Runtime>::get(netuid).get().to_num::<u64>();
    stage.succeeds("owner", claim_from(7), sets("SubtensorModule.RootClaimableThreshold", least, 7));
    stage.fails("owner", claim_from(10_000_001), Error::InvalidRootClaimThreshold);
}
