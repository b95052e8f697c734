//! Announcing endpoints.

use crate::{
    market::hotkey,
    world::{refused, story, World},
};
use myelin_primitives::{NetUid, Uid};
use myelin_runtime::{Runtime, RuntimeEvent};
use pallet_subtensor::{self as subtensor, Error, Event};
use polkadot_sdk::sp_runtime::DispatchResult;
use std::net::{Ipv4Addr, Ipv6Addr};

fn v4(a: u8, b: u8, c: u8, d: u8) -> u128 {
    u128::from(u32::from(Ipv4Addr::new(a, b, c, d)))
}

const SOMEWHERE: u128 = 0x0A00_0001;

fn axon(world: &mut World, name: &str, netuid: NetUid, ip_type: u8, ip: u128, port: u16) -> DispatchResult {
    let call = subtensor::Call::serve_axon {
        netuid,
        version: 3,
        ip,
        port,
        ip_type,
        protocol: 4,
        placeholder1: 5,
        placeholder2: 6,
    };
    world.call(&hotkey(name), call)
}

fn metrics(world: &mut World, name: &str, netuid: NetUid, ip_type: u8, ip: u128, port: u16) -> DispatchResult {
    world.call(&hotkey(name), subtensor::Call::serve_prometheus { netuid, version: 1, ip, port, ip_type })
}

/// Tells a story on a subnet where `miner` has a seat.
fn seated(tell: impl FnOnce(&mut World, NetUid)) {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "miner");
        tell(world, netuid);
    });
}

#[test]
fn an_announcement_says_where_and_since_when() {
    seated(|world, netuid| {
        world.pass(3);
        assert_eq!(axon(world, "miner", netuid, 4, SOMEWHERE, 8091), Ok(()));
        let stored = subtensor::Axons::<Runtime>::get(netuid, hotkey("miner")).unwrap();
        assert_eq!((stored.block, stored.version, stored.ip, stored.port), (world.now(), 3, SOMEWHERE, 8091));
        assert_eq!((stored.ip_type, stored.protocol, stored.placeholder1, stored.placeholder2), (4, 4, 5, 6));

        assert_eq!(metrics(world, "miner", netuid, 4, SOMEWHERE, 9000), Ok(()));
        let stored = subtensor::Prometheus::<Runtime>::get(netuid, hotkey("miner")).unwrap();
        assert_eq!((stored.block, stored.ip, stored.port), (world.now(), SOMEWHERE, 9000));
    });
}

#[test]
fn an_endpoint_nobody_can_reach_is_refused() {
    seated(|world, netuid| {
        let mut try_axon = |ip_type, ip, port| axon(world, "miner", netuid, ip_type, ip, port);
        assert_eq!(try_axon(4, v4(127, 0, 0, 1), 80), refused(Error::InvalidIpAddress));
        assert_eq!(try_axon(4, SOMEWHERE, 0), refused(Error::InvalidPort));
        assert_eq!(try_axon(4, v4(255, 255, 255, 255), 80), refused(Error::InvalidIpAddress));
        assert_eq!(try_axon(4, 1 << 32, 80), refused(Error::InvalidIpAddress), "too long for version 4");
        assert_eq!(try_axon(6, Ipv6Addr::LOCALHOST.into(), 80), refused(Error::InvalidIpAddress));
        assert_eq!(try_axon(6, u128::MAX, 80), refused(Error::InvalidIpAddress));
        assert_eq!(try_axon(5, SOMEWHERE, 80), refused(Error::InvalidIpType));
        assert_eq!(try_axon(6, 1 << 100, 80), Ok(()));
    });
}

#[test]
fn an_axon_may_have_no_address_and_metrics_may_not() {
    seated(|world, netuid| {
        assert_eq!(axon(world, "miner", netuid, 4, 0, 1), Ok(()));
        assert_eq!(metrics(world, "miner", netuid, 4, 0, 1), refused(Error::InvalidIpAddress));
    });
}

#[test]
fn an_endpoint_can_be_announced_with_the_key_that_secures_it() {
    seated(|world, netuid| {
        let secure = |certificate: &[u8], port| subtensor::Call::serve_axon_tls {
            netuid,
            version: 3,
            ip: SOMEWHERE,
            port,
            ip_type: 4,
            protocol: 4,
            placeholder1: 5,
            placeholder2: 6,
            certificate: certificate.to_vec(),
        };
        let key = |world: &mut World| {
            let stored = subtensor::NeuronCertificates::<Runtime>::get(netuid, hotkey("miner"));
            world.pass(50);
            stored.map(|certificate| (certificate.algorithm, certificate.public_key.as_slice().to_vec()))
        };
        let miner = hotkey("miner");
        assert_eq!(world.call(&miner, secure(&[], 1)), Ok(()), "no key at all");
        assert_eq!(key(world), None);
        assert_eq!(world.call(&miner, secure(&[7; 65], 2)), Ok(()));
        assert_eq!(key(world), Some((7, vec![7; 64])));
        assert_eq!(world.call(&miner, secure(&[8; 66], 3)), Ok(()), "too long a key is passed over");
        let told = world.events();
        assert!(told.contains(&RuntimeEvent::SubtensorModule(Event::AxonServed(netuid, miner.clone()))), "{told:?}");
        assert_eq!(key(world), Some((7, vec![7; 64])));
        assert_eq!(subtensor::Axons::<Runtime>::get(netuid, &miner).unwrap().port, 3);
        assert_eq!(world.call(&miner, secure(&[9], 4)), Ok(()));
        assert_eq!(world.call(&miner, secure(&[1, 1], 5)), refused(Error::ServingRateLimitExceeded));
        assert_eq!(key(world), Some((9, vec![])));
        assert_eq!(world.call(&miner, secure(&[1, 1], 0)), refused(Error::InvalidPort));

        let (now, uid) = (world.now(), Uid(1));
        let other = hotkey("another");
        subtensor::neurons::hotkey_swapped::<Runtime>(&miner, &other, netuid);
        assert!(subtensor::NeuronCertificates::<Runtime>::contains_key(netuid, &other), "it goes over to the next");
        subtensor::neurons::hotkey_swapped::<Runtime>(&other, &miner, netuid);
        subtensor::neurons::replace::<Runtime>(netuid, uid, &hotkey("newcomer"), now).unwrap();
        assert_eq!(key(world), None, "the seat's next hotkey has a key of its own");
    });
}

#[test]
fn only_who_is_seated_announces() {
    seated(|world, netuid| {
        let nobody = refused(Error::HotKeyNotRegisteredInNetwork);
        assert_eq!(axon(world, "stranger", netuid, 4, v4(127, 0, 0, 1), 80), nobody, "before the address is looked at");
        assert_eq!(metrics(world, "stranger", netuid, 4, SOMEWHERE, 80), nobody);
        let bad = metrics(world, "stranger", netuid, 4, v4(127, 0, 0, 1), 80);
        assert_eq!(bad, refused(Error::InvalidIpAddress), "here the address comes first");
        assert_eq!(axon(world, "miner", NetUid(77), 4, SOMEWHERE, 80), nobody, "of no subnet");
    });
}

#[test]
fn announcements_keep_their_distance() {
    seated(|world, netuid| {
        world.pass_to(5);
        assert_eq!(axon(world, "miner", netuid, 4, SOMEWHERE, 80), Ok(()));
        assert_eq!(metrics(world, "miner", netuid, 4, SOMEWHERE, 80), Ok(()), "each has its own clock");
        world.pass_to(54);
        assert_eq!(axon(world, "miner", netuid, 4, SOMEWHERE, 80), refused(Error::ServingRateLimitExceeded));
        assert_eq!(metrics(world, "miner", netuid, 4, SOMEWHERE, 80), refused(Error::ServingRateLimitExceeded));
        world.pass_to(55);
        assert_eq!(axon(world, "miner", netuid, 4, SOMEWHERE, 80), Ok(()));
        assert_eq!(metrics(world, "miner", netuid, 4, SOMEWHERE, 80), Ok(()));
    });
}
