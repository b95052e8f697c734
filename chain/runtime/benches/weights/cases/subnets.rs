//! Subnets founded and dissolved, seats bought, links between hotkeys.

use super::case;
use crate::{
    scene::{
        miner, outsider, owe, owner, rich, signed, stake, validator, Made, Subnets, ALL, FLAT, FULL, NET, SMALL, TAO,
        WIDE,
    },
    Case,
};
use myelin_primitives::{
    records::{ChainIdentityV2, SubnetIdentityV3},
    NetUid,
};
use myelin_runtime::{editing::Person, AccountId, Runtime, RuntimeOrigin};
use pallet_subtensor::{Call, FirstEmissionBlockNumber, NetworkImmunityPeriod};

const ROOT: NetUid = NetUid(0);

pub fn all() -> Vec<Case> {
    let mut cases = seats();
    for (named, subnets) in [("1 subnet", SMALL), ("127 subnets", Subnets { count: ALL - 1, ..FLAT })] {
        cases.push(case(format!("register_network/{named}"), subnets, || found(None)));
    }
    for (named, subnets) in [("small one goes", FLAT), ("full one goes", WIDE)] {
        cases.push(case(format!("register_network/{named}"), subnets, || {
            full_root();
            NetworkImmunityPeriod::<Runtime>::put(0);
            make_cheapest();
            found(None)
        }));
    }
    cases.push(case("register_network_with_identity", SMALL, || found(Some(told()))));
    for (named, subnets) in [
        ("16 seats", SMALL),
        ("256 seats", FULL),
        ("16 seats of 128 subnets", FLAT),
        ("256 seats of 128 subnets", WIDE),
    ] {
        cases.push(case(format!("dissolve_network/{named}"), subnets, || {
            for number in 0..200 {
                stake(&validator(1, 0).hotkey, &outsider(number).coldkey, NET);
            }
            (RuntimeOrigin::root(), Call::dissolve_network { coldkey: owner(1).coldkey, netuid: NET }.into())
        }));
    }
    cases.push(case("root_dissolve_network/256 seats", FULL, || {
        (RuntimeOrigin::root(), Call::root_dissolve_network { netuid: NET }.into())
    }));
    cases.extend(by_owner());
    cases.extend(links());
    cases
}

fn seats() -> Vec<Case> {
    let buy = |call: fn(AccountId) -> Call<Runtime>| {
        move || {
            let newcomer = rich(0);
            (signed(&newcomer.coldkey), call(newcomer.hotkey).into())
        }
    };
    let burned = |hotkey| Call::burned_register { netuid: NET, hotkey };
    let limited = |hotkey| Call::register_limit { netuid: NET, hotkey, limit_price: u64::MAX };
    let worked = |hotkey: AccountId| Call::register {
        netuid: NET,
        block_number: 0,
        nonce: 0,
        work: vec![0; 32],
        coldkey: hotkey.clone(),
        hotkey,
    };
    let at_root = |hotkey| Call::root_register { hotkey };
    vec![
        case("burned_register/16 seats", SMALL, buy(burned)),
        case("burned_register/full", FULL, buy(burned)),
        case("register_limit/full", FULL, buy(limited)),
        case("register/full", FULL, buy(worked)),
        case("root_register/empty", SMALL, buy(at_root)),
        case("root_register/full", WIDE, move || {
            full_root();
            let newcomer = rich(0);
            stake(&newcomer.hotkey, &newcomer.coldkey, ROOT);
            (signed(&newcomer.coldkey), at_root(newcomer.hotkey).into())
        }),
    ]
}

fn found(identity: Option<SubnetIdentityV3>) -> Made {
    let founder = rich(0);
    let call = match identity {
        None => Call::register_network { hotkey: founder.hotkey },
        identity => Call::register_network_with_identity { hotkey: founder.hotkey, identity },
    };
    (signed(&founder.coldkey), call.into())
}

/// All 64 seats of root are taken, by validators with stake and dividends of every subnet.
fn full_root() {
    for number in 0..64 {
        let person = if number < 4 { validator(1, number) } else { outsider(1_000 + number) };
        pallet_subtensor::keys::associate::<Runtime>(&person.coldkey, &person.hotkey).unwrap();
        pallet_subtensor::neurons::append::<Runtime>(ROOT, &person.hotkey).unwrap();
        myelin_runtime::editing::set_stake(&person.hotkey, &person.coldkey, ROOT, TAO).unwrap();
        owe(&person.hotkey, ALL);
    }
}

/// The first subnet has the lowest price, and is the first to go.
fn make_cheapest() {
    for netuid in (2..=ALL).map(NetUid) {
        let price = myelin_primitives::fixed_point::I96F32::saturating_from_num(1);
        pallet_subtensor::SubnetMovingPrice::<Runtime>::insert(
            netuid,
            myelin_primitives::fixed_point::StoredI96F32::from(price),
        );
    }
}

fn by_owner() -> Vec<Case> {
    let owned = |call: fn() -> Call<Runtime>| move || -> Made { (signed(&owner(1).coldkey), call().into()) };
    vec![
        case("start_call", SMALL, || {
            FirstEmissionBlockNumber::<Runtime>::remove(NET);
            (signed(&owner(1).coldkey), Call::start_call { netuid: NET }.into())
        }),
        case(
            "update_symbol/128 subnets",
            FLAT,
            owned(|| {
                // A letter far down the list, that no subnet has.
                Call::update_symbol { netuid: NET, symbol: "ヺ".into() }
            }),
        ),
        case(
            "set_subnet_identity",
            SMALL,
            owned(|| {
                let SubnetIdentityV3 {
                    subnet_name,
                    github_repo,
                    subnet_contact,
                    subnet_url,
                    discord,
                    description,
                    logo_url,
                    additional,
                } = told();
                Call::set_subnet_identity {
                    netuid: NET,
                    subnet_name,
                    github_repo,
                    subnet_contact,
                    subnet_url,
                    discord,
                    description,
                    logo_url,
                    additional,
                }
            }),
        ),
        case("set_tempo", SMALL, owned(|| Call::set_tempo { netuid: NET, tempo: 720 })),
        case(
            "set_activity_cutoff_factor",
            SMALL,
            owned(|| Call::set_activity_cutoff_factor { netuid: NET, factor_milli: 10_000 }),
        ),
        case("trigger_epoch", SMALL, owned(|| Call::trigger_epoch { netuid: NET })),
        case(
            "sudo_set_root_claim_threshold",
            SMALL,
            owned(|| Call::sudo_set_root_claim_threshold { netuid: NET, new_value: 1_000 }),
        ),
    ]
}

fn told() -> SubnetIdentityV3 {
    SubnetIdentityV3 {
        subnet_name: vec![b'a'; 256],
        github_repo: vec![b'a'; 1_024],
        subnet_contact: vec![b'a'; 1_024],
        subnet_url: vec![b'a'; 1_024],
        discord: vec![b'a'; 256],
        description: vec![b'a'; 1_024],
        logo_url: vec![b'a'; 1_024],
        additional: vec![b'a'; 1_024],
    }
}

fn links() -> Vec<Case> {
    let lend = |children: u16| {
        move || -> Made {
            let Person { coldkey, hotkey } = validator(1, 0);
            let children = (0..children).map(|number| (1 << 60, miner(1, 100 + number).hotkey)).collect();
            (signed(&coldkey), Call::set_children { hotkey, netuid: NET, children }.into())
        }
    };
    let held = |call: fn(AccountId) -> Call<Runtime>| {
        move || -> Made {
            let Person { coldkey, hotkey } = validator(1, 0);
            (signed(&coldkey), call(hotkey).into())
        }
    };
    vec![
        case("set_children/1", FULL, lend(1)),
        case("set_children/5/128 subnets", WIDE, lend(5)),
        case("set_childkey_take", FULL, held(|hotkey| Call::set_childkey_take { hotkey, netuid: NET, take: 5_000 })),
        case("decrease_take", FULL, held(|hotkey| Call::decrease_take { hotkey, take: 5_000 })),
        case("increase_take", FULL, || {
            let Person { coldkey, hotkey } = validator(1, 0);
            pallet_subtensor::Delegates::<Runtime>::insert(&hotkey, 3_000);
            (signed(&coldkey), Call::increase_take { hotkey, take: 5_000 }.into())
        }),
        case("set_auto_parent_delegation_enabled", WIDE, || {
            full_root();
            let Person { coldkey, hotkey } = validator(1, 0);
            (signed(&coldkey), Call::set_auto_parent_delegation_enabled { hotkey, enabled: false }.into())
        }),
        case("set_identity", WIDE, || {
            let ChainIdentityV2 { name, url, github_repo, image, discord, description, additional } = introduction();
            let call = Call::set_identity { name, url, github_repo, image, discord, description, additional };
            (signed(&validator(128, 0).coldkey), call.into())
        }),
        case("set_pending_childkey_cooldown", SMALL, || {
            (RuntimeOrigin::root(), Call::set_pending_childkey_cooldown { cooldown: 100 }.into())
        }),
        case("sudo_set_min_childkey_take", SMALL, || {
            (RuntimeOrigin::root(), Call::sudo_set_min_childkey_take { take: 100 }.into())
        }),
        case("sudo_set_num_root_claims", SMALL, || {
            (RuntimeOrigin::root(), Call::sudo_set_num_root_claims { new_value: 10 }.into())
        }),
    ]
}

fn introduction() -> ChainIdentityV2 {
    ChainIdentityV2 {
        name: vec![b'a'; 256],
        url: vec![b'a'; 256],
        github_repo: vec![b'a'; 256],
        image: vec![b'a'; 1_024],
        discord: vec![b'a'; 256],
        description: vec![b'a'; 1_024],
        additional: vec![b'a'; 1_024],
    }
}
