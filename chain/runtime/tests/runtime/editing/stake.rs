//! Stake and balances by decree.

use super::*;
use myelin_primitives::{Alpha, Tao};
use subtensor::{keys, pool, root, stake};

fn set(hotkey: &str, coldkey: &str, netuid: NetUid, amount: u64) -> Result<(), Refusal> {
    editing::set_stake(&person(hotkey), &person(coldkey), netuid, amount)
}

fn held(hotkey: &str, coldkey: &str, netuid: NetUid) -> u64 {
    stake::of::<Runtime>(&person(hotkey), &person(coldkey), netuid).rao()
}

/// Alpha outside the pool that nobody holds.
fn unheld() -> u64 {
    let held: Alpha = stake::holders::<Runtime>(ALPHA_NET).into_iter().map(|(_, _, worth)| worth).sum();
    pool::outstanding::<Runtime>(ALPHA_NET).saturating_sub(held).rao()
}

#[test]
fn alpha_is_made_and_destroyed_to_the_rao() {
    story(|| {
        let price = pallet_swap::price::<Runtime>(ALPHA_NET);
        let minted = pallet_alpha_assets::TotalAlphaIssuance::<Runtime>::get(ALPHA_NET);
        for amount in [1_000 * TAO, 1_000 * TAO + 1, 7, 333_333_333_333, 0, 1] {
            set("anna's hotkey", "anna", ALPHA_NET, amount).unwrap();
            assert_eq!(held("anna's hotkey", "anna", ALPHA_NET), amount);
            assert_eq!(unheld(), 0);
            check();
        }
        assert_eq!(pallet_swap::price::<Runtime>(ALPHA_NET), price, "nobody traded");
        let after = pallet_alpha_assets::TotalAlphaIssuance::<Runtime>::get(ALPHA_NET);
        assert_eq!(after.rao(), minted.rao() + 1);
    });
}

#[test]
fn an_unowned_hotkey_becomes_the_coldkeys_and_an_owned_one_stays() {
    story(|| {
        set("hotkey", "anna", ALPHA_NET, 5 * TAO).unwrap();
        set("hotkey", "nominator", ALPHA_NET, 7 * TAO + 3).unwrap();
        assert_eq!(keys::owner_of::<Runtime>(&person("hotkey")), Some(person("anna")));
        assert_eq!(held("hotkey", "anna", ALPHA_NET), 5 * TAO);
        assert_eq!(held("hotkey", "nominator", ALPHA_NET), 7 * TAO + 3);
        assert_eq!(stake::hotkeys_of::<Runtime>(&person("nominator")), [person("hotkey")]);
    });
}

#[test]
fn positions_that_share_a_hotkey_are_exact_whatever_it_earned() {
    story(|| {
        let names = ["one", "two", "three", "four", "five"];
        for (name, amount) in names.into_iter().zip([1_000_000_007, 3, 998_244_353, 123_456_789_012_345, 500]) {
            set("hotkey", name, ALPHA_NET, amount).unwrap();
        }
        pool::mint_outstanding::<Runtime>(ALPHA_NET, Alpha(777_777_777));
        stake::credit_holders::<Runtime>(&person("hotkey"), ALPHA_NET, Alpha(777_777_777));
        for (name, amount) in names.into_iter().zip([77_777, 123_456_789_012_344, 1, 999_999_999, 0]) {
            set("hotkey", name, ALPHA_NET, amount).unwrap();
            assert_eq!(held("hotkey", name, ALPHA_NET), amount);
            check();
        }
    });
}

#[test]
fn root_stake_is_tao_that_exists() {
    story(|| {
        let existed = Balances::total_issuance();
        set("hotkey", "anna", NetUid::ROOT, 1_000 * TAO).unwrap();
        assert_eq!(held("hotkey", "anna", NetUid::ROOT), 1_000 * TAO);
        assert_eq!(Balances::total_issuance(), existed + 1_000 * TAO);
        assert_eq!(subtensor::NumStakingColdkeys::<Runtime>::get(), 1);
        check();

        let staked = subtensor::TotalStake::<Runtime>::get();
        set("hotkey", "anna", NetUid::ROOT, 400 * TAO).unwrap();
        assert_eq!(Balances::total_issuance(), existed + 400 * TAO);
        assert_eq!(subtensor::TotalStake::<Runtime>::get(), staked.saturating_sub(Tao(600 * TAO)));
        check();

        set("hotkey", "anna", NetUid::ROOT, 0).unwrap();
        assert_eq!((held("hotkey", "anna", NetUid::ROOT), Balances::total_issuance()), (0, existed));
        assert_eq!(subtensor::NumStakingColdkeys::<Runtime>::get(), 0);
    });
}

#[test]
fn new_root_stake_has_earned_nothing_before() {
    story(|| {
        let hotkey = person("hotkey");
        set("hotkey", "anna", NetUid::ROOT, 1_000 * TAO).unwrap();
        // What an epoch would pay.
        pool::mint_outstanding::<Runtime>(ALPHA_NET, Alpha(50 * TAO));
        root::accrue::<Runtime>(&hotkey, ALPHA_NET, Alpha(50 * TAO));
        let owed = |coldkey: &str| root::owed::<Runtime>(&hotkey, &person(coldkey), ALPHA_NET).to_num::<u64>();
        let annas = owed("anna");
        assert!(annas.abs_diff(50 * TAO) < 1_000, "{annas}");

        set("hotkey", "boris", NetUid::ROOT, 500 * TAO).unwrap();
        assert_eq!((owed("anna"), owed("boris")), (annas, 0));
        set("hotkey", "boris", NetUid::ROOT, 0).unwrap();
        assert_eq!(owed("boris"), 0);
    });
}

#[test]
fn stake_that_cannot_be_is_refused() {
    story(|| {
        assert_eq!(refused(|| set("hotkey", "anna", NetUid(7), 1)), "there is no subnet 7");
        let account = pool::account::<Runtime>(ALPHA_NET);
        let said = refused(|| editing::set_stake(&account, &person("anna"), ALPHA_NET, 1));
        assert!(said.ends_with("is the account of a subnet"), "{said}");
        let said = refused(|| set("hotkey", "anna", ALPHA_NET, u64::MAX));
        assert!(said.contains("past the supply of 21000000000000000"), "{said}");
        let said = refused(|| set("hotkey", "anna", NetUid::ROOT, 20_000_000 * TAO));
        assert!(said.contains("past the supply"), "{said}");
        let said = refused(|| set("hotkey", "anna", NetUid::ROOT, 499));
        assert!(said.contains("at least 500 rao"), "{said}");
        set("hotkey", "anna", NetUid::ROOT, 500).unwrap();
        assert!(refused(|| set("hotkey", "anna", NetUid::ROOT, 1)).contains("at least 500 rao"));
    });
}

#[test]
fn nothing_for_nobody_changes_nothing() {
    story(|| {
        let before = state();
        set("hotkey", "anna", ALPHA_NET, 0).unwrap();
        assert_eq!(before, state());
    });
}

#[test]
fn balances_move_with_the_issuance() {
    story(|| {
        let (anna, existed) = (person("anna"), Balances::total_issuance());
        for amount in [5_000 * TAO, 5_000 * TAO, 500, 0, 12 * TAO] {
            editing::set_balance(&anna, Tao(amount)).unwrap();
            assert_eq!(Balances::free_balance(&anna), amount);
            assert_eq!(Balances::total_issuance(), existed + amount);
            check();
        }
        assert!(refused(|| editing::set_balance(&anna, Tao(499))).contains("at least 500 rao"));
        assert!(refused(|| editing::set_balance(&anna, Tao(u64::MAX))).contains("past the supply"));
        let account = pool::account::<Runtime>(ALPHA_NET);
        assert!(refused(|| editing::set_balance(&account, Tao(TAO))).contains("account of a subnet"));
    });
}

#[test]
fn an_edit_is_not_announced() {
    story(|| {
        let before = System::events();
        set("hotkey", "anna", NetUid::ROOT, 1_000 * TAO).unwrap();
        assert_eq!(System::events(), before);
        assert_eq!(System::event_count() as usize, before.len());
    });
}
