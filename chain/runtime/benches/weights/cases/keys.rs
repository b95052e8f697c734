//! Keys in the place of others.

use super::case;
use crate::{
    scene::{outsider, owe, rich, signed, stake, validator, Made, ALL, FULL, NET, NOW, WIDE},
    Case,
};
use myelin_primitives::{NetUid, Tao};
use myelin_runtime::{editing::set_balance, editing::Person, Runtime, RuntimeOrigin};
use pallet_subtensor::{keys, Call, ColdkeySwapAnnouncements, RootClaimed};
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256};

const ROOT: NetUid = NetUid(0);

pub fn all() -> Vec<Case> {
    let mut cases = vec![case("try_associate_hotkey", FULL, || {
        let newcomer = rich(0);
        (signed(&newcomer.coldkey), Call::try_associate_hotkey { hotkey: newcomer.hotkey }.into())
    })];
    for stakers in [0, 100] {
        cases
            .push(case(format!("swap_hotkey/one subnet/{stakers} stakers"), WIDE, move || swap(Some(NET), stakers, 1)));
    }
    for (stakers, subnets) in [(0, 1), (100, 1), (10, ALL)] {
        let name = format!("swap_hotkey/everywhere/{stakers} stakers on {subnets}");
        cases.push(case(name, WIDE, move || swap(None, stakers, subnets)));
    }
    cases.push(case("swap_hotkey_v2/everywhere", WIDE, || {
        let (hotkey, new_hotkey) = (validator(1, 0).hotkey, outsider(1).hotkey);
        set_balance(&validator(1, 0).coldkey, Tao(10_000_000_000)).unwrap();
        let call = Call::swap_hotkey_v2 { hotkey, new_hotkey, netuid: None, keep_stake: true };
        (signed(&validator(1, 0).coldkey), call.into())
    }));
    for (hotkeys, subnets) in [(1, 1), (1, ALL), (16, ALL)] {
        cases.push(case(format!("swap_coldkey/{hotkeys} hotkeys on {subnets}"), WIDE, move || {
            let old_coldkey = holder(hotkeys, subnets).coldkey;
            let call = Call::swap_coldkey { old_coldkey, new_coldkey: outsider(9).coldkey, swap_cost: Tao(0) };
            (RuntimeOrigin::root(), call.into())
        }));
    }
    cases.extend(announced());
    cases
}

/// A validator with a seat on the first subnet, and so many stakers on so many; root owes them all.
fn swap(netuid: Option<NetUid>, stakers: u16, subnets: u16) -> Made {
    let Person { coldkey, hotkey } = validator(1, 0);
    set_balance(&coldkey, Tao(10_000_000_000)).unwrap();
    for staker in (0..stakers).map(|number| outsider(100 + number).coldkey) {
        stake(&hotkey, &staker, ROOT);
        (1..=subnets).for_each(|on| stake(&hotkey, &staker, NetUid(on)));
    }
    let call = Call::swap_hotkey { hotkey, new_hotkey: outsider(1).hotkey, netuid };
    (signed(&coldkey), call.into())
}

/// Somebody who owns so many hotkeys and stakes to each on so many subnets, and on root, where some
/// of what is owed was claimed.
fn holder(hotkeys: u16, subnets: u16) -> Person {
    let person = rich(0);
    for hotkey in (0..hotkeys).map(|number| outsider(200 + number).hotkey) {
        keys::associate::<Runtime>(&person.coldkey, &hotkey).unwrap();
        (0..=subnets).for_each(|netuid| stake(&hotkey, &person.coldkey, NetUid(netuid)));
        owe(&hotkey, subnets);
        for netuid in 1..=subnets {
            RootClaimed::<Runtime>::insert((NetUid(netuid), &hotkey, &person.coldkey), 1);
        }
    }
    person
}

fn announced() -> Vec<Case> {
    let announce = |from: u32| {
        let hash = H256(blake2_256(outsider(9).coldkey.as_ref()));
        ColdkeySwapAnnouncements::<Runtime>::insert(rich(0).coldkey, (from, hash));
    };
    let by_holder = |call: Call<Runtime>| -> Made { (signed(&outsider(0).coldkey), call.into()) };
    vec![
        case("announce_coldkey_swap", FULL, move || {
            rich(0);
            by_holder(Call::announce_coldkey_swap { new_coldkey_hash: H256::zero() })
        }),
        case("dispute_coldkey_swap", FULL, move || {
            announce(NOW);
            by_holder(Call::dispute_coldkey_swap {})
        }),
        case("clear_coldkey_swap_announcement", FULL, move || {
            announce(1);
            by_holder(Call::clear_coldkey_swap_announcement {})
        }),
        case("reset_coldkey_swap", FULL, move || {
            announce(1);
            (RuntimeOrigin::root(), Call::reset_coldkey_swap { coldkey: outsider(0).coldkey }.into())
        }),
        case("swap_coldkey_announced/1 hotkey on 128", WIDE, move || {
            holder(1, ALL);
            announce(1);
            by_holder(Call::swap_coldkey_announced { new_coldkey: outsider(9).coldkey })
        }),
    ]
}
