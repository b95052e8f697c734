//! Acting for others with their leave.

use super::{
    cast::free,
    effects::{announces, announces_that, raises, sets},
    stage::{Nobody, Stage},
};
use crate::story::{person, tao};
use myelin_runtime::{proxy, proxy_types::ProxyType, AccountId, Runtime, RuntimeCall, System};
use polkadot_sdk::{
    pallet_balances,
    sp_core::H256,
    sp_runtime::{
        traits::{BlakeTwo256, Hash},
        DispatchError::BadOrigin,
    },
};

type Call = proxy::Call<Runtime>;
type Error = proxy::Error<Runtime>;
type Event = proxy::Event<Runtime>;

fn fund(stage: &mut Stage) {
    for name in ["ada", "ben"] {
        stage.fund(&person(name), tao(10));
    }
}

fn add(to: &str, delay: u32) -> Call {
    Call::add_proxy { delegate: person(to).into(), proxy_type: ProxyType::Any, delay }
}

pub fn added_and_removed(stage: &mut Stage) {
    fund(stage);
    let (delegator, delegatee, proxy_type, delay) = (person("ada"), person("ben"), ProxyType::Any, 0);
    let added = Event::ProxyAdded {
        delegator: delegator.clone(),
        delegatee: delegatee.clone(),
        proxy_type: proxy_type.clone(),
        delay,
    };
    stage.succeeds("ada", add("ben", 0), announces(added));
    stage.fails("ada", add("ben", 0), Error::Duplicate);
    stage.fails("ada", add("ada", 0), Error::NoSelfProxy);

    let agree = |to: &str| Call::set_real_pays_fee { delegate: person(to).into(), pays_fee: true };
    let agreed = Event::RealPaysFeeSet { real: person("ada"), delegate: person("ben"), pays_fee: true };
    stage.succeeds("ada", agree("ben"), announces(agreed));
    stage.fails("ada", agree("cem"), Error::NotProxy);

    let poke = || Call::poke_deposit {};
    stage.aside(|stage| {
        // Nothing was put down, and nothing is left to put down.
        proxy::Proxies::<Runtime>::mutate(person("ada"), |(_, deposit)| *deposit = 0);
        let all = pallet_balances::Call::transfer_all { dest: person("ben").into(), keep_alive: true };
        stage.call(&person("ada"), all).expect("she may");
        stage.fails("ada", poke(), pallet_balances::Error::<Runtime>::InsufficientBalance);
    });
    stage.aside(|stage| {
        // As if the price had been lower then.
        proxy::Proxies::<Runtime>::mutate(person("ada"), |(_, deposit)| *deposit -= 5);
        let is_told = |event| matches!(event, Event::DepositPoked { old_deposit, new_deposit, .. } if new_deposit == old_deposit + 5);
        stage.succeeds("ada", poke(), announces_that(is_told));
    });

    let remove = || Call::remove_proxy { delegate: person("ben").into(), proxy_type: ProxyType::Any, delay };
    let removed = Event::ProxyRemoved { delegator, delegatee, proxy_type, delay };
    stage.aside(|stage| stage.succeeds("ada", remove(), announces(removed)));
    let remove_all = || Call::remove_proxies {};
    let has_some = || proxy::Proxies::<Runtime>::contains_key(person("ada"));
    stage.succeeds("ada", remove_all(), sets("Proxy.Proxies", has_some, false));
    stage.fails(Nobody, remove_all(), BadOrigin);
    stage.fails("ada", remove(), Error::NotFound);
}

pub fn pure(stage: &mut Stage) {
    fund(stage);
    let (height, ext_index, index) = (System::block_number(), 0, 3);
    let create = || Call::create_pure { proxy_type: ProxyType::Any, delay: 0, index };
    let account = proxy::pure_account::<Runtime>(&person("ada"), &ProxyType::Any, index, (height, ext_index));
    let account: AccountId = account.expect("any bytes are an account");
    let is_created = |event| matches!(event, Event::PureCreated { pure, .. } if pure == account);
    stage.succeeds("ada", create(), announces_that(is_created));
    stage.fails("ada", create(), Error::Duplicate);

    stage.fund(&account, tao(1));
    let kill = |spawner: &str| Call::kill_pure {
        spawner: person(spawner).into(),
        proxy_type: ProxyType::Any,
        index,
        height,
        ext_index,
    };
    stage.fails(account.clone(), kill("ben"), Error::NoPermission);
    let is_gone = |event| matches!(event, Event::PureKilled { pure, .. } if pure == account);
    stage.succeeds(account.clone(), kill("ada"), announces_that(is_gone));
}

/// A gift to cem.
fn gift() -> RuntimeCall {
    pallet_balances::Call::transfer_allow_death { dest: person("cem").into(), value: 1_000 }.into()
}

pub fn acting(stage: &mut Stage) {
    fund(stage);
    stage.call(&person("ada"), add("ben", 0)).expect("she can pay the deposit");
    let act = || Call::proxy { real: person("ada").into(), force_proxy_type: None, call: Box::new(gift()) };
    stage.succeeds("ben", act(), raises("System.Account", || free("cem")));
    stage.fails("cem", act(), Error::NotProxy);
}

pub fn announced(stage: &mut Stage) {
    fund(stage);
    stage.call(&person("ada"), add("ben", 2)).expect("she can pay the deposit");
    let call_hash: H256 = BlakeTwo256::hash_of(&gift());
    let real = || person("ada").into();
    let announce = || Call::announce { real: real(), call_hash };
    let told = Event::Announced { real: person("ada"), proxy: person("ben"), call_hash };
    stage.succeeds("ben", announce(), announces(told));
    stage.fails("ada", announce(), Error::NotProxy);

    let is_pending = || proxy::Announcements::<Runtime>::contains_key(person("ben"));
    let forgets = || sets("Proxy.Announcements", is_pending, false);
    let withdraw = || Call::remove_announcement { real: real(), call_hash };
    stage.aside(|stage| {
        stage.succeeds("ben", withdraw(), forgets());
        stage.fails("ben", withdraw(), Error::NotFound);
    });
    let reject = || Call::reject_announcement { delegate: person("ben").into(), call_hash };
    stage.aside(|stage| {
        stage.succeeds("ada", reject(), forgets());
        stage.fails("ada", reject(), Error::NotFound);
    });

    let act = || Call::proxy_announced {
        delegate: person("ben").into(),
        real: real(),
        force_proxy_type: None,
        call: Box::new(gift()),
    };
    stage.fails("ben", act(), Error::Unannounced);
    stage.pass(2);
    stage.succeeds("ben", act(), raises("System.Account", || free("cem")));
}
