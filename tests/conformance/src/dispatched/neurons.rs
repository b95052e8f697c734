//! Seats, and what neurons tell about themselves.

use super::{
    cast::{hotkey, young_subnet, NOWHERE},
    effects::{announces, sets},
    stage::{Root, Stage},
};
use crate::story::{person, tao};
use myelin_primitives::commitments::{CommitmentInfo, Data};
use myelin_runtime::Runtime;
use pallet_commitments as commitments;
use pallet_subtensor as subtensor;
use polkadot_sdk::sp_runtime::DispatchError::BadOrigin;

type Call = subtensor::Call<Runtime>;
type Error = subtensor::Error<Runtime>;
type Event = subtensor::Event<Runtime>;

pub fn seats(stage: &mut Stage) {
    let netuid = young_subnet(stage);
    stage.fund(&person("cem"), tao(100));
    let is_seated = |uid, name: &str| announces(Event::NeuronRegistered(netuid, uid, hotkey(name)));

    let buy = |name: &str| Call::burned_register { netuid, hotkey: hotkey(name) };
    stage.succeeds("cem", buy("cem"), is_seated(3, "cem"));
    stage.fails("cem", buy("cem"), Error::HotKeyAlreadyRegisteredInSubNet);

    let buy_below = |limit_price| Call::register_limit { netuid, hotkey: hotkey("dan"), limit_price };
    stage.fails("cem", buy_below(1), Error::RegistrationPriceLimitExceeded);
    stage.succeeds("cem", buy_below(u64::MAX), is_seated(4, "dan"));

    let register = |name: &str, netuid| Call::register {
        netuid,
        block_number: 1,
        nonce: 0,
        work: Vec::new(),
        hotkey: hotkey(name),
        coldkey: person("cem"),
    };
    stage.succeeds("cem", register("eve", netuid), is_seated(5, "eve"));
    stage.fails("cem", register("eve", NOWHERE), Error::SubnetNotExists);
}

pub fn announcements(stage: &mut Stage) {
    let netuid = young_subnet(stage);
    let (version, ip, ip_type, protocol, placeholder1, placeholder2) = (1, 0x0102_0304, 4, 4, 0, 0);
    let axon = |port| Call::serve_axon { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2 };
    stage.succeeds(hotkey("ada"), axon(80), announces(Event::AxonServed(netuid, hotkey("ada"))));
    stage.fails(hotkey("ada"), axon(0), Error::InvalidPort);
    stage.fails(hotkey("ada"), axon(80), Error::ServingRateLimitExceeded);

    let axon = |ip_type| Call::serve_axon_tls {
        netuid,
        version,
        ip,
        port: 80,
        ip_type,
        protocol,
        placeholder1,
        placeholder2,
        certificate: vec![1, 2, 3],
    };
    let is_certified = || subtensor::NeuronCertificates::<Runtime>::contains_key(netuid, hotkey("ben"));
    stage.succeeds(hotkey("ben"), axon(4), sets("SubtensorModule.NeuronCertificates", is_certified, true));
    stage.fails(hotkey("ben"), axon(5), Error::InvalidIpType);

    let prometheus = |ip| Call::serve_prometheus { netuid, version, ip, port: 9_090, ip_type };
    stage.succeeds(hotkey("ada"), prometheus(ip), announces(Event::PrometheusServed(netuid, hotkey("ada"))));
    stage.fails(hotkey("ada"), prometheus(0), Error::InvalidIpAddress);
    stage.fails(hotkey("stranger"), prometheus(ip), Error::HotKeyNotRegisteredInNetwork);
}

pub fn commitments(stage: &mut Stage) {
    let netuid = young_subnet(stage);
    let publish = |bytes| commitments::Call::<Runtime>::set_commitment {
        netuid,
        info: CommitmentInfo::of(Data::raw(&vec![7; bytes]).expect("short enough")),
    };
    let told = commitments::Event::<Runtime>::Commitment { netuid, who: hotkey("ada") };
    stage.succeeds(hotkey("ada"), publish(9), announces(told));
    stage.fails(hotkey("stranger"), publish(9), commitments::Error::<Runtime>::AccountNotAllowedCommit);

    let limit = |new_limit| commitments::Call::<Runtime>::set_max_space { new_limit };
    stage.succeeds(Root, limit(200), sets("Commitments.MaxSpace", commitments::MaxSpace::<Runtime>::get, 200));
    stage.fails("ada", limit(300), BadOrigin);
    stage.fails(hotkey("ada"), publish(300), commitments::Error::<Runtime>::SpaceLimitExceeded);
}
