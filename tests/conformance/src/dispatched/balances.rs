//! TAO moved between accounts, and what root may do about it.

use super::{
    cast::free,
    effects::{announces, sets},
    stage::{Nobody, Root, Stage},
};
use crate::story::{person, tao};
use codec::{Decode, Encode};
use myelin_primitives::Tao;
use myelin_runtime::{Balances, Runtime, System};
use polkadot_sdk::{
    frame_support::traits::ReservableCurrency,
    frame_system::Account,
    pallet_balances::{AccountData, AdjustmentDirection, Call, Error, Event},
    sp_runtime::{
        DispatchError::{BadOrigin, Token},
        TokenError::{BelowMinimum, FundsUnavailable, NotExpendable},
    },
};

type Balance = Call<Runtime>;

const RICH: u64 = 10_000_000_000;

pub fn transfers(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let moved = |amount| announces(Event::<Runtime>::Transfer { from: person("ada"), to: person("ben"), amount });
    let dest = || person("ben").into();

    let keep = |value| Balance::transfer_keep_alive { dest: dest(), value };
    stage.succeeds("ada", keep(1_000), moved(1_000));
    stage.fails("ada", keep(free("ada")), Token(NotExpendable));

    let give = |value| Balance::transfer_allow_death { dest: dest(), value };
    stage.succeeds("ada", give(2_000), moved(2_000));
    stage.fails("ada", give(RICH), Token(FundsUnavailable));

    let all = || Balance::transfer_all { dest: dest(), keep_alive: true };
    stage.fund(&person("pauper"), Tao(600));
    let all_to_new = Balance::transfer_all { dest: person("new").into(), keep_alive: true };
    stage.fails("pauper", all_to_new, Token(BelowMinimum));
    stage.aside(|stage| {
        let rest = free("ada") - 500;
        stage.succeeds("ada", all(), moved(rest));
    });

    let burn = |value| Balance::burn { value, keep_alive: true };
    stage.fails("ada", burn(RICH), Token(FundsUnavailable));
    stage.aside(|stage| {
        let burnt = Event::<Runtime>::Burned { who: person("ada"), amount: 3_000 };
        stage.succeeds("ada", burn(3_000), announces(burnt));
    });

    let upgrade = || Balance::upgrade_accounts { who: vec![person("ada")] };
    stage.fails(Nobody, upgrade(), BadOrigin);
    stage.aside(|stage| {
        // As an account of an older chain is stored: free, reserved and frozen, and no flag.
        let old = (free("ada"), 0u64, 0u64, 0u128).encode();
        let old = AccountData::<u64>::decode(&mut old.as_slice()).expect("these are its fields");
        Account::<Runtime>::mutate(person("ada"), |account| account.data = old);
        stage.succeeds("ada", upgrade(), announces(Event::<Runtime>::Upgraded { who: person("ada") }));
    });
}

pub fn by_decree(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let (ada, ben) = (|| person("ada").into(), || person("ben").into());

    let force = |value| Balance::force_transfer { source: ada(), dest: ben(), value };
    let moved = Event::<Runtime>::Transfer { from: person("ada"), to: person("ben"), amount: 1_000 };
    stage.succeeds(Root, force(1_000), announces(moved));
    stage.fails("ben", force(1_000), BadOrigin);
    stage.fails(Root, force(RICH), Token(FundsUnavailable));

    let unreserve = || Balance::force_unreserve { who: ada(), amount: 700 };
    Balances::reserve(&person("ada"), 700).expect("she has as much");
    let reserved = || Balances::reserved_balance(person("ada"));
    stage.fails("ada", unreserve(), BadOrigin);
    stage.succeeds(Root, unreserve(), sets("System.Account", reserved, 0));

    let set = || Balance::force_set_balance { who: ada(), new_free: 5_000 };
    stage.fails("ada", set(), BadOrigin);
    stage.aside(|stage| {
        let written = Event::<Runtime>::BalanceSet { who: person("ada"), free: 5_000 };
        stage.succeeds(Root, set(), announces(written));
        assert_eq!(System::account(person("ada")).data.free, 5_000);
    });

    let adjust = |delta| Balance::force_adjust_total_issuance { direction: AdjustmentDirection::Increase, delta };
    stage.fails(Root, adjust(0), Error::<Runtime>::DeltaZero);
    stage.aside(|stage| {
        let old = Balances::total_issuance();
        let counted = Event::<Runtime>::TotalIssuanceForced { old, new: old + 9 };
        stage.succeeds(Root, adjust(9), announces(counted));
    });
}
