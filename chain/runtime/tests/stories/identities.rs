//! What coldkeys and subnets tell about themselves, and the symbols subnets choose.

use crate::{
    market::hotkey,
    subnets::hurry,
    views::ask,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{
    records::{ChainIdentityV2, SubnetIdentityV3},
    NetUid,
};
use myelin_runtime::{AccountId, Runtime, RuntimeEvent};
use myelin_views::{DynamicInfo, Metagraph, SubnetInfoV2};
use pallet_subtensor::{self as subtensor, keys, subnets, Call, Error, Event};
use polkadot_sdk::sp_runtime::{DispatchError, DispatchResult};

/// An introduction with `length` bytes in every field.
fn introduction(short: usize, long: usize) -> Call<Runtime> {
    Call::set_identity {
        name: vec![b'n'; short],
        url: vec![b'u'; short],
        github_repo: vec![b'g'; short],
        image: vec![b'i'; long],
        discord: vec![b'd'; short],
        description: vec![b'e'; long],
        additional: vec![b'a'; long],
    }
}

/// A description with so many bytes in its short and long fields.
fn description(short: usize, long: usize) -> SubnetIdentityV3 {
    SubnetIdentityV3 {
        subnet_name: vec![b'n'; short],
        github_repo: vec![b'g'; long],
        subnet_contact: vec![b'c'; long],
        subnet_url: vec![b'u'; long],
        discord: vec![b'd'; short],
        description: vec![b'e'; long],
        logo_url: vec![b'l'; long],
        additional: vec![b'a'; long],
    }
}

fn describe(netuid: NetUid, told: SubnetIdentityV3) -> Call<Runtime> {
    Call::set_subnet_identity {
        netuid,
        subnet_name: told.subnet_name,
        github_repo: told.github_repo,
        subnet_contact: told.subnet_contact,
        subnet_url: told.subnet_url,
        discord: told.discord,
        description: told.description,
        logo_url: told.logo_url,
        additional: told.additional,
    }
}

fn is_announced(world: &World, event: Event<Runtime>) -> bool {
    world.events().contains(&RuntimeEvent::SubtensorModule(event))
}

fn symbol(netuid: NetUid) -> Vec<u8> {
    subtensor::TokenSymbol::<Runtime>::get(netuid)
}

fn choose_symbol(world: &mut World, name: &str, netuid: NetUid, symbol: &str) -> DispatchResult {
    world.call(&person(name), Call::update_symbol { netuid, symbol: symbol.as_bytes().to_vec() })
}

#[test]
fn a_coldkey_with_a_seat_introduces_itself_and_the_metagraph_shows_it() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let anna = person("anna");
        world.fund(&anna, tao(10));
        assert_eq!(world.call(&anna, introduction(5, 5)), refused(Error::HotKeyNotRegisteredInNetwork));
        world.register(netuid, "anna");
        assert_eq!(world.call(&anna, introduction(256, 1024)), Ok(()));
        assert!(is_announced(world, Event::ChainIdentitySet(anna.clone())));

        let told = keys::identity_of::<Runtime>(&anna).expect("she said so");
        assert_eq!((told.github_repo.as_slice(), told.image.len()), ([b'g'; 256].as_slice(), 1024));
        let graph: Metagraph<AccountId> = ask::<Option<_>>("SubnetInfoRuntimeApi_get_metagraph", netuid).unwrap();
        assert_eq!(graph.identities, [None, Some(told)]);
        assert_eq!(world.call(&anna, introduction(1, 0)), Ok(()), "the last word counts");
        let last: ChainIdentityV2 = keys::identity_of::<Runtime>(&anna).unwrap();
        assert_eq!((last.name, last.description), (vec![b'n'], vec![]));
    });
}

#[test]
fn an_introduction_longer_than_allowed_is_refused() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.register(netuid, "anna");
        assert_eq!(world.call(&person("anna"), introduction(257, 1024)), refused(Error::InvalidIdentity));
        assert_eq!(world.call(&person("anna"), introduction(256, 1025)), refused(Error::InvalidIdentity));
        assert_eq!(keys::identity_of::<Runtime>(&person("anna")), None);
    });
}

#[test]
fn an_owner_describes_its_subnet_and_clients_read_it() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let told = description(256, 1024);
        assert_eq!(world.call(&person("owner"), describe(netuid, told.clone())), Ok(()));
        assert!(is_announced(world, Event::SubnetIdentitySet(netuid)));
        let pool: DynamicInfo<AccountId> = ask::<Option<_>>("SubnetInfoRuntimeApi_get_dynamic_info", netuid).unwrap();
        assert_eq!(pool.subnet_identity.as_ref(), Some(&told));
        let name: Vec<u8> = pool.subnet_name.iter().map(|byte| byte.0).collect();
        assert_eq!(name, told.subnet_name, "a subnet that has a name is called by it");
        let info: SubnetInfoV2<AccountId> =
            ask::<Option<_>>("SubnetInfoRuntimeApi_get_subnet_info_v2", netuid).unwrap();
        assert_eq!(info.identity, Some(told));
    });
}

#[test]
fn a_description_comes_from_the_owner_and_fits() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let told = || description(4, 4);
        assert_eq!(world.call(&person("stranger"), describe(netuid, told())), refused(Error::NotSubnetOwner));
        assert_eq!(world.call(&person("owner"), describe(NetUid(77), told())), refused(Error::SubnetNotExists));
        assert_eq!(
            world.call(&person("owner"), describe(netuid, description(257, 4))),
            refused(Error::InvalidIdentity)
        );
        assert_eq!(
            world.call(&person("owner"), describe(netuid, description(4, 1025))),
            refused(Error::InvalidIdentity)
        );
        assert_eq!(subnets::identity::<Runtime>(netuid), None);
    });
}

#[test]
fn a_subnet_can_be_born_with_a_description_and_takes_it_along_when_it_ends() {
    story(|world| {
        world.fund(&person("owner"), tao(5_000));
        let create = |identity| Call::register_network_with_identity { hotkey: hotkey("owner"), identity };
        let too_long = create(Some(description(300, 4)));
        assert_eq!(world.call(&person("owner"), too_long), refused(Error::InvalidIdentity));
        assert_eq!(subnets::all::<Runtime>().len(), 2, "nothing was created, and nothing paid");
        assert_eq!(world.balance(&person("owner")), tao(5_000));

        let told = description(7, 70);
        assert_eq!(world.call(&person("owner"), create(Some(told.clone()))), Ok(()));
        let netuid = NetUid(2);
        assert_eq!(subnets::identity::<Runtime>(netuid), Some(told));
        assert_eq!(subnets::owner::<Runtime>(netuid), Some(person("owner")));
        assert!(
            is_announced(world, Event::NetworkAdded(netuid, 1))
                && is_announced(world, Event::SubnetIdentitySet(netuid))
        );

        world.as_root(Call::root_dissolve_network { netuid }).unwrap();
        assert!(is_announced(world, Event::SubnetIdentityRemoved(netuid)));
        assert_eq!(subnets::identity::<Runtime>(netuid), None);
    });
}

#[test]
fn a_subnet_can_be_born_without_a_word() {
    story(|world| {
        world.fund(&person("owner"), tao(5_000));
        let call = || Call::register_network_with_identity { hotkey: hotkey("owner"), identity: None };
        assert_eq!(world.call(&person("owner"), call()), Ok(()));
        assert_eq!(subnets::identity::<Runtime>(NetUid(2)), None);
        assert_eq!(world.call(&person("owner"), call()), refused(Error::NetworkTxRateLimitExceeded));
        assert_eq!(world.call(&person("poor"), call()), refused(Error::NonAssociatedColdKey));
    });
}

#[test]
fn owners_and_root_choose_symbols_nobody_uses() {
    story(|world| {
        hurry(world);
        let (first, second) = (world.create_subnet("anna", 1), world.create_subnet("boris", 1));
        assert_eq!(choose_symbol(world, "anna", first, "ლ"), Ok(()));
        assert_eq!(symbol(first), "ლ".as_bytes());
        assert!(is_announced(world, Event::SymbolUpdated { netuid: first, symbol: "ლ".into() }));
        assert_eq!(choose_symbol(world, "boris", second, "ლ"), refused(Error::SymbolAlreadyInUse));
        let by_root = Call::update_symbol { netuid: second, symbol: "ω".into() };
        assert_eq!(world.as_root(by_root), Ok(()));
        assert_eq!(symbol(second), "ω".as_bytes());
    });
}

#[test]
fn a_symbol_is_one_of_the_list_and_not_roots() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        let before = symbol(netuid);
        assert_eq!(choose_symbol(world, "owner", netuid, "TAO"), refused(Error::SymbolDoesNotExist));
        assert_eq!(choose_symbol(world, "owner", netuid, "𝜏"), refused(Error::SymbolDoesNotExist));
        assert_eq!(choose_symbol(world, "owner", netuid, ""), refused(Error::SymbolDoesNotExist));
        assert_eq!(choose_symbol(world, "stranger", netuid, "ლ"), Err(DispatchError::BadOrigin));
        let nowhere = Call::update_symbol { netuid: NetUid(77), symbol: "ლ".into() };
        assert_eq!(world.as_root(nowhere), refused(Error::SubnetNotExists));
        assert_eq!(symbol(netuid), before);
    });
}
