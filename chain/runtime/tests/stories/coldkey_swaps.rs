//! A coldkey in the place of another: announced, waited for, disputed, made.

use crate::{
    market::hotkey,
    world::{person, refused, story, tao, World},
};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::{
    proxy, transaction_extensions, utility, AccountId, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{
    self as subtensor, guard::CustomTransactionError as Refusal, keys, root, stake, subnets, Call, Error, Event,
};
use polkadot_sdk::{
    frame_support::dispatch::GetDispatchInfo,
    pallet_balances,
    sp_core::H256,
    sp_io::hashing::blake2_256,
    sp_runtime::{
        generic::Era,
        traits::DispatchTransaction,
        transaction_validity::{InvalidTransaction, TransactionValidityError},
        DispatchError, DispatchResult,
    },
};

const COST: Tao = Tao(100_000_000);

fn hash_of(name: &str) -> H256 {
    H256(blake2_256(person(name).as_ref()))
}

fn announce(world: &mut World, name: &str, new: &str) -> DispatchResult {
    world.call(&person(name), Call::announce_coldkey_swap { new_coldkey_hash: hash_of(new) })
}

fn make(world: &mut World, name: &str, new: &str) -> DispatchResult {
    world.call(&person(name), Call::swap_coldkey_announced { new_coldkey: person(new) })
}

fn is_announced(world: &World, event: Event<Runtime>) -> bool {
    world.events().contains(&RuntimeEvent::SubtensorModule(event))
}

/// What the pool says to the call of `who`.
fn at_the_door(who: &AccountId, call: impl Into<RuntimeCall>) -> Result<(), TransactionValidityError> {
    let call = call.into();
    let (info, length) = (call.get_dispatch_info(), 100);
    let nonce = polkadot_sdk::frame_system::Pallet::<Runtime>::account_nonce(who);
    let extensions = transaction_extensions(Era::Immortal, nonce, 0);
    let origin = RuntimeOrigin::signed(who.clone());
    extensions.validate_only(origin, &call, &info, length, SOURCE, 0).map(|_| ())
}

const SOURCE: polkadot_sdk::sp_runtime::transaction_validity::TransactionSource =
    polkadot_sdk::sp_runtime::transaction_validity::TransactionSource::External;

fn custom(refusal: Refusal) -> Result<(), TransactionValidityError> {
    Err(InvalidTransaction::Custom(refusal.into()).into())
}

fn transfer(to: &str) -> RuntimeCall {
    pallet_balances::Call::transfer_keep_alive { dest: person(to).into(), value: 1_000 }.into()
}

/// Delays of fifty blocks, and of ten.
fn hurry(world: &mut World) {
    subtensor::ColdkeySwapAnnouncementDelay::<Runtime>::put(50);
    subtensor::ColdkeySwapReannouncementDelay::<Runtime>::put(10);
    world.pass(1);
}

#[test]
fn everything_of_a_coldkey_goes_over() {
    story(|world| {
        hurry(world);
        let netuid = world.create_subnet("anna", 2);
        world.call(&person("anna"), Call::start_call { netuid }).unwrap();
        world.register(netuid, "boris");
        for (at, on) in [("anna", netuid), ("boris", netuid), ("boris", NetUid::ROOT)] {
            world.add_stake("anna", at, on, tao(10));
        }
        world.pay_root_dividend(&hotkey("boris"), netuid, Alpha(1_000_000_000));
        world.call(&person("anna"), Call::claim_root { subnets: [netuid].into() }).unwrap();
        world.pay_root_dividend(&hotkey("boris"), netuid, Alpha(500_000_000));
        let chosen = Call::set_coldkey_auto_stake_hotkey { netuid, hotkey: hotkey("boris") };
        world.call(&person("anna"), chosen).unwrap();

        let funds = world.balance(&person("anna"));
        assert_eq!(announce(world, "anna", "anna's new coldkey"), Ok(()));
        assert_eq!(funds.saturating_sub(world.balance(&person("anna"))), COST, "an announcement costs");
        world.pass(49);
        assert_eq!(make(world, "anna", "anna's new coldkey"), refused(Error::ColdkeySwapTooEarly));
        world.pass(1);
        let old = person("anna");
        let held = |world: &World, who: &AccountId| {
            [(hotkey("anna"), netuid), (hotkey("boris"), netuid), (hotkey("boris"), NetUid::ROOT)]
                .map(|(at, on)| world.stake(&at, who, on))
        };
        let before = (held(world, &old), root::owed::<Runtime>(&hotkey("boris"), &old, netuid), world.balance(&old));
        assert!(before.1 > 0 && !before.0.contains(&Alpha::ZERO), "there is something to lose");
        assert_eq!(make(world, "anna", "somebody else"), refused(Error::AnnouncedColdkeyHashDoesNotMatch));
        assert_eq!(make(world, "anna", "anna's new coldkey"), Ok(()));

        let new = person("anna's new coldkey");
        let after = (held(world, &new), root::owed::<Runtime>(&hotkey("boris"), &new, netuid), world.balance(&new));
        assert_eq!(after, before);
        assert_eq!((held(world, &old), world.balance(&old)), ([Alpha::ZERO; 3], Tao::ZERO));
        assert_eq!(subnets::owner::<Runtime>(netuid), Some(new.clone()));
        assert_eq!(keys::owned_by::<Runtime>(&new), [hotkey("anna")]);
        assert!(keys::owned_by::<Runtime>(&old).is_empty() && stake::hotkeys_of::<Runtime>(&old).is_empty());
        assert_eq!(subtensor::AutoStakeDestination::<Runtime>::get(&new, netuid), Some(hotkey("boris")));
        assert!(is_announced(world, Event::ColdkeySwapped { old_coldkey: old.clone(), new_coldkey: new.clone() }));
        assert_eq!(keys::swap_of::<Runtime>(&old), keys::Standing::Free);
        world.check();
        assert_eq!(world.call(&new, Call::claim_root { subnets: [netuid].into() }), Ok(()));
    });
}

#[test]
fn nobody_swaps_without_an_announcement_or_for_a_coldkey_in_use() {
    story(|world| {
        hurry(world);
        let netuid = world.create_subnet("owner", 2);
        world.register(netuid, "anna");
        world.register(netuid, "boris");
        world.call(&person("owner"), Call::start_call { netuid }).unwrap();
        world.add_stake("boris", "boris", netuid, tao(1));
        assert_eq!(make(world, "anna", "new"), refused(Error::ColdkeySwapAnnouncementNotFound));
        assert_eq!(announce(world, "poor", "new"), refused(Error::NotEnoughBalanceToPaySwapColdKey));
        for (new, error) in [("boris", Error::ColdKeyAlreadyAssociated), ("boris's hotkey", Error::NewColdKeyIsHotkey)]
        {
            let by_root =
                Call::swap_coldkey { old_coldkey: person("anna"), new_coldkey: person(new), swap_cost: tao(1) };
            assert_eq!(world.as_root(by_root.clone()), refused(error));
            assert_eq!(world.call(&person("anna"), by_root), Err(DispatchError::BadOrigin));
        }
        let by_root = Call::swap_coldkey { old_coldkey: person("anna"), new_coldkey: person("new"), swap_cost: tao(1) };
        let funds = world.balance(&person("anna"));
        assert_eq!(world.as_root(by_root), Ok(()));
        assert_eq!(world.balance(&person("new")), funds.saturating_sub(tao(1)));
    });
}

#[test]
fn an_announcement_is_replaced_or_called_off_after_a_while_and_for_free() {
    story(|world| {
        hurry(world);
        world.fund(&person("anna"), tao(10));
        announce(world, "anna", "first").unwrap();
        let clear = || Call::clear_coldkey_swap_announcement {};
        world.pass(59);
        assert_eq!(announce(world, "anna", "second"), refused(Error::ColdkeySwapReannouncedTooEarly));
        assert_eq!(world.call(&person("anna"), clear()), refused(Error::ColdkeySwapClearTooEarly));
        world.pass(1);
        let funds = world.balance(&person("anna"));
        assert_eq!(announce(world, "anna", "second"), Ok(()));
        assert_eq!(world.balance(&person("anna")), funds);
        world.pass(60);
        assert_eq!(world.call(&person("anna"), clear()), Ok(()));
        assert!(is_announced(world, Event::ColdkeySwapCleared { who: person("anna") }));
        assert_eq!(world.call(&person("anna"), clear()), refused(Error::ColdkeySwapAnnouncementNotFound));
        assert_eq!(at_the_door(&person("anna"), transfer("boris")), Ok(()));
    });
}

#[test]
fn while_a_swap_is_announced_nothing_else_goes() {
    story(|world| {
        hurry(world);
        for name in ["anna", "boris"] {
            world.fund(&person(name), tao(10));
        }
        assert_eq!(at_the_door(&person("anna"), transfer("boris")), Ok(()));
        announce(world, "anna", "new").unwrap();
        let refused = custom(Refusal::ColdkeyInSwapSchedule);
        assert_eq!(at_the_door(&person("anna"), transfer("boris")), refused);
        let batch = utility::Call::batch { calls: vec![transfer("boris")] };
        assert_eq!(at_the_door(&person("anna"), batch), refused, "not in a batch");
        let real = person("anna").into();
        let proxied = proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(transfer("boris")) };
        assert_eq!(at_the_door(&person("boris"), proxied), refused, "nor by proxy");
        assert_eq!(at_the_door(&person("boris"), transfer("anna")), Ok(()), "others go on");

        let swap = Call::swap_coldkey_announced { new_coldkey: person("new") };
        let free: [RuntimeCall; 3] =
            [swap.into(), Call::dispute_coldkey_swap {}.into(), Call::clear_coldkey_swap_announcement {}.into()];
        for call in free {
            assert_eq!(at_the_door(&person("anna"), call), Ok(()));
        }
    });
}

#[test]
fn a_disputed_coldkey_waits_for_root() {
    story(|world| {
        hurry(world);
        world.fund(&person("anna"), tao(10));
        let dispute = || Call::dispute_coldkey_swap {};
        assert_eq!(world.call(&person("anna"), dispute()), refused(Error::ColdkeySwapAnnouncementNotFound));
        announce(world, "anna", "new").unwrap();
        assert_eq!(world.call(&person("anna"), dispute()), Ok(()));
        assert!(is_announced(world, Event::ColdkeySwapDisputed { coldkey: person("anna") }));
        assert_eq!(world.call(&person("anna"), dispute()), refused(Error::ColdkeySwapAlreadyDisputed));
        world.pass(50);
        let swap = Call::swap_coldkey_announced { new_coldkey: person("new") };
        assert_eq!(at_the_door(&person("anna"), swap), custom(Refusal::ColdkeySwapDisputed));

        assert_eq!(world.as_root(Call::reset_coldkey_swap { coldkey: person("anna") }), Ok(()));
        assert!(is_announced(world, Event::ColdkeySwapReset { who: person("anna") }));
        assert_eq!(at_the_door(&person("anna"), transfer("boris")), Ok(()));
    });
}

#[test]
fn root_sets_how_long_a_swap_waits() {
    story(|world| {
        let delay = || Admin::sudo_set_coldkey_swap_announcement_delay { duration: 9 };
        assert_eq!(world.call(&person("anna"), delay()), Err(DispatchError::BadOrigin));
        assert_eq!(world.as_root(delay()), Ok(()));
        assert!(is_announced(world, Event::ColdkeySwapAnnouncementDelaySet(9)));
        world.as_root(Admin::sudo_set_coldkey_swap_reannouncement_delay { duration: 3 }).unwrap();
        world.fund(&person("anna"), tao(10));
        announce(world, "anna", "new").unwrap();
        world.pass(11);
        let clear = || Call::clear_coldkey_swap_announcement {};
        assert_eq!(world.call(&person("anna"), clear()), refused(Error::ColdkeySwapClearTooEarly));
        world.pass(1);
        assert_eq!(world.call(&person("anna"), clear()), Ok(()));
    });
}
