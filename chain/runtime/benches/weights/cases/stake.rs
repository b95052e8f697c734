//! Stake bought, sold and moved, and what root owes for it.

use super::case;
use crate::{
    scene::{outsider, owe, rich, signed, stake, validator, Made, Subnets, ALL, FULL, NET, TAO, WIDE},
    Case,
};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::{AccountId, Runtime};
use pallet_subtensor::{root::RootClaimTypeEnum, Call};

const ROOT: NetUid = NetUid(0);
const TWO: Subnets = Subnets { count: 2, seats: 256, validators: 64 };

pub fn all() -> Vec<Case> {
    let mut cases = trades();
    cases.extend(shifts());
    for positions in [1, ALL] {
        cases.push(case(format!("unstake_all/{positions}"), WIDE, move || {
            hold_on(positions);
            by_staker(Call::unstake_all { hotkey: hotkey() })
        }));
        cases.push(case(format!("unstake_all_alpha/{positions}"), WIDE, move || {
            hold_on(positions);
            by_staker(Call::unstake_all_alpha { hotkey: hotkey() })
        }));
    }
    cases.extend(claims());
    cases
}

fn trades() -> Vec<Case> {
    let (netuid, amount_staked, amount_unstaked) = (NET, Tao(5 * TAO), Alpha(5 * TAO));
    let (low, high, allow_partial) = (Tao(1), Tao(u64::MAX), true);
    let held = |call: fn() -> Call<Runtime>| {
        move || {
            hold_on(1);
            by_staker(call())
        }
    };
    vec![
        case(
            "add_stake",
            FULL,
            held(|| Call::add_stake { hotkey: hotkey(), netuid: NET, amount_staked: Tao(5 * TAO) }),
        ),
        case("add_stake/root/128 rates", WIDE, move || {
            hold_on(1);
            owe(&hotkey(), ALL);
            by_staker(Call::add_stake { hotkey: hotkey(), netuid: ROOT, amount_staked })
        }),
        case("add_stake_limit", FULL, move || {
            hold_on(1);
            by_staker(Call::add_stake_limit {
                hotkey: hotkey(),
                netuid,
                amount_staked,
                limit_price: high,
                allow_partial,
            })
        }),
        case(
            "remove_stake",
            FULL,
            held(|| Call::remove_stake { hotkey: hotkey(), netuid: NET, amount_unstaked: Alpha(5 * TAO) }),
        ),
        case("remove_stake/root/128 rates", WIDE, || {
            hold_on(1);
            stake(&hotkey(), &staker(), ROOT);
            owe(&hotkey(), ALL);
            by_staker(Call::remove_stake { hotkey: hotkey(), netuid: ROOT, amount_unstaked: Alpha(5 * TAO) })
        }),
        case("remove_stake_limit", FULL, move || {
            hold_on(1);
            by_staker(Call::remove_stake_limit {
                hotkey: hotkey(),
                netuid,
                amount_unstaked,
                limit_price: low,
                allow_partial,
            })
        }),
        case(
            "remove_stake_full_limit",
            FULL,
            held(|| Call::remove_stake_full_limit { hotkey: hotkey(), netuid: NET, limit_price: Some(Tao(1)) }),
        ),
        case("recycle_alpha", FULL, held(|| Call::recycle_alpha { hotkey: hotkey(), amount: Alpha(TAO), netuid: NET })),
        case("burn_alpha", FULL, held(|| Call::burn_alpha { hotkey: hotkey(), amount: Alpha(TAO), netuid: NET })),
        case("add_stake_burn", FULL, || {
            let owner = crate::scene::owner(1);
            myelin_runtime::editing::set_balance(&owner.coldkey, Tao(1_000 * TAO)).unwrap();
            let call = Call::add_stake_burn { hotkey: owner.hotkey, netuid: NET, amount: Tao(TAO), limit: None };
            (signed(&owner.coldkey), call.into())
        }),
        case(
            "set_coldkey_auto_stake_hotkey",
            FULL,
            held(|| Call::set_coldkey_auto_stake_hotkey { netuid: NET, hotkey: hotkey() }),
        ),
    ]
}

fn shifts() -> Vec<Case> {
    let alpha_amount = Alpha(5 * TAO);
    let between = |origin_netuid: NetUid, destination_netuid: NetUid| {
        move || {
            hold_on(1);
            stake(&hotkey(), &staker(), ROOT);
            owe(&hotkey(), ALL);
            by_staker(Call::swap_stake { hotkey: hotkey(), origin_netuid, destination_netuid, alpha_amount })
        }
    };
    vec![
        case("move_stake", TWO, move || {
            hold_on(1);
            by_staker(Call::move_stake {
                origin_hotkey: hotkey(),
                destination_hotkey: validator(1, 1).hotkey,
                origin_netuid: NET,
                destination_netuid: NetUid(2),
                alpha_amount,
            })
        }),
        case("transfer_stake", TWO, move || {
            hold_on(1);
            by_staker(Call::transfer_stake {
                destination_coldkey: outsider(2).coldkey,
                hotkey: hotkey(),
                origin_netuid: NET,
                destination_netuid: NetUid(2),
                alpha_amount,
            })
        }),
        case("swap_stake", TWO, between(NET, NetUid(2))),
        case("swap_stake/from root/128 rates", WIDE, between(ROOT, NET)),
        case("swap_stake/onto root/128 rates", WIDE, between(NET, ROOT)),
        case("swap_stake_limit", TWO, move || {
            hold_on(1);
            by_staker(Call::swap_stake_limit {
                hotkey: hotkey(),
                origin_netuid: NET,
                destination_netuid: NetUid(2),
                alpha_amount,
                limit_price: Tao(1),
                allow_partial: true,
            })
        }),
    ]
}

fn claims() -> Vec<Case> {
    let mut cases = Vec::new();
    for (hotkeys, subnets) in [(1, 1), (1, 5), (16, 5)] {
        cases.push(case(format!("claim_root/{hotkeys} hotkeys/{subnets} subnets"), WIDE, move || {
            let staker = rich(0).coldkey;
            for number in 0..hotkeys {
                let hotkey = validator(1, number).hotkey;
                stake(&hotkey, &staker, ROOT);
                owe(&hotkey, ALL);
            }
            let call = Call::claim_root { subnets: (1..=subnets).map(NetUid).collect() };
            (signed(&staker), call.into())
        }));
    }
    cases.push(case("set_root_claim_type", WIDE, || {
        let subnets = (1..=ALL).map(NetUid).collect();
        by_staker(Call::set_root_claim_type { new_root_claim_type: RootClaimTypeEnum::KeepSubnets { subnets } })
    }));
    cases
}

fn staker() -> AccountId {
    outsider(0).coldkey
}

fn hotkey() -> AccountId {
    validator(1, 0).hotkey
}

/// A rich staker that holds alpha of the first so many subnets.
fn hold_on(subnets: u16) {
    let staker = rich(0).coldkey;
    (1..=subnets).for_each(|netuid| stake(&hotkey(), &staker, NetUid(netuid)));
}

fn by_staker(call: Call<Runtime>) -> Made {
    (signed(&staker()), call.into())
}
