//! Stake bought, sold, shifted and destroyed.

use super::{
    cast::{free, held, hotkey, subnet, NOWHERE},
    effects::{announces, announces_that, lowers, raises, sets},
    stage::Stage,
};
use crate::story::{person, tao};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::Runtime;
use pallet_subtensor as subtensor;

type Call = subtensor::Call<Runtime>;
type Error = subtensor::Error<Runtime>;
type Event = subtensor::Event<Runtime>;

const ANY_PRICE: Tao = Tao(u64::MAX);

pub fn bought_and_sold(stage: &mut Stage) {
    let netuid = subnet(stage);
    let ada = move || held("ada", "ada", netuid);
    let add = |netuid, amount_staked| Call::add_stake { hotkey: hotkey("ada"), netuid, amount_staked };
    stage.succeeds("ada", add(netuid, tao(5)), raises("SubtensorModule.AlphaV2", ada));
    stage.fails("ada", add(NOWHERE, tao(5)), Error::SubnetNotExists);
    stage.fails("ada", add(netuid, tao(100_000)), Error::NotEnoughBalanceToStake);

    let amount_staked = tao(5);
    let add_at = |limit_price| Call::add_stake_limit {
        hotkey: hotkey("ada"),
        netuid,
        amount_staked,
        limit_price,
        allow_partial: false,
    };
    stage.succeeds("ada", add_at(ANY_PRICE), raises("SubtensorModule.AlphaV2", ada));
    stage.fails("ada", add_at(Tao(1)), Error::SlippageTooHigh);

    let remove = |amount_unstaked| Call::remove_stake { hotkey: hotkey("ada"), netuid, amount_unstaked };
    stage.succeeds("ada", remove(Alpha::whole(1)), raises("System.Account", || free("ada")));
    stage.fails("ada", remove(Alpha(1)), Error::AmountTooLow);

    let amount_unstaked = Alpha::whole(1);
    let remove_at = |limit_price| Call::remove_stake_limit {
        hotkey: hotkey("ada"),
        netuid,
        amount_unstaked,
        limit_price,
        allow_partial: false,
    };
    stage.succeeds("ada", remove_at(Tao(1)), lowers("SubtensorModule.AlphaV2", ada));
    stage.fails("ada", remove_at(tao(1_000)), Error::SlippageTooHigh);
    all_at_once(stage, netuid);
}

/// Everything sold, in each of the ways there are.
fn all_at_once(stage: &mut Stage, netuid: NetUid) {
    let ada = move || held("ada", "ada", netuid);
    let to_root = |name: &str| Call::unstake_all_alpha { hotkey: hotkey(name) };
    stage.succeeds("ada", to_root("ada"), raises("SubtensorModule.AlphaV2", || held("ada", "ada", NetUid::ROOT)));
    stage.fails("ada", to_root("ada"), Error::AmountTooLow);

    stage.add_stake("ada", "ada", netuid, tao(2));
    let full = |limit_price| Call::remove_stake_full_limit { hotkey: hotkey("ada"), netuid, limit_price };
    stage.fails("ada", full(Some(tao(1_000))), Error::SlippageTooHigh);
    stage.succeeds("ada", full(None), sets("SubtensorModule.AlphaV2", ada, Alpha::ZERO));
    stage.fails("ada", full(None), Error::AmountTooLow);

    let all = |name: &str| Call::unstake_all { hotkey: hotkey(name) };
    stage.succeeds(
        "ada",
        all("ada"),
        sets("SubtensorModule.AlphaV2", || held("ada", "ada", NetUid::ROOT), Alpha::ZERO),
    );
    stage.fails("ada", all("stranger"), Error::HotKeyAccountNotExists);
}

pub fn shifted(stage: &mut Stage) {
    let netuid = subnet(stage);
    let alpha_amount = Alpha::whole(1);
    let shift = |onto: &str, destination_netuid| Call::move_stake {
        origin_hotkey: hotkey("ada"),
        destination_hotkey: hotkey(onto),
        origin_netuid: netuid,
        destination_netuid,
        alpha_amount,
    };
    stage.succeeds(
        "ada",
        shift("ben", netuid),
        sets("SubtensorModule.AlphaV2", || held("ada", "ben", netuid), alpha_amount),
    );
    stage.fails("ada", shift("ada", netuid), Error::SameNetuid);
    stage.fails("ada", shift("ben", NOWHERE), Error::SubnetNotExists);

    let give = |to: &str, destination_netuid| Call::transfer_stake {
        destination_coldkey: person(to),
        hotkey: hotkey("ada"),
        origin_netuid: netuid,
        destination_netuid,
        alpha_amount,
    };
    stage.succeeds(
        "ada",
        give("ben", netuid),
        sets("SubtensorModule.AlphaV2", || held("ben", "ada", netuid), alpha_amount),
    );
    stage.fails("ada", give("ben", NOWHERE), Error::SubnetNotExists);

    let onto_root = || held("ada", "ada", NetUid::ROOT);
    let swap = |destination_netuid| Call::swap_stake {
        hotkey: hotkey("ada"),
        origin_netuid: netuid,
        destination_netuid,
        alpha_amount,
    };
    stage.succeeds("ada", swap(NetUid::ROOT), raises("SubtensorModule.AlphaV2", onto_root));
    stage.fails("ada", swap(netuid), Error::SameNetuid);

    let swap_at = |destination_netuid, limit_price| Call::swap_stake_limit {
        hotkey: hotkey("ada"),
        origin_netuid: netuid,
        destination_netuid,
        alpha_amount,
        limit_price,
        allow_partial: false,
    };
    stage.succeeds("ada", swap_at(NetUid::ROOT, Tao(1)), raises("SubtensorModule.AlphaV2", onto_root));
    stage.fails("ada", swap_at(NetUid::ROOT, tao(1_000)), pallet_swap::Error::<Runtime>::PriceLimitExceeded);
    stage.fails("ada", swap_at(NOWHERE, Tao(1)), Error::SubnetNotExists);
}

pub fn destroyed(stage: &mut Stage) {
    let netuid = subnet(stage);
    let (amount, ada) = (Alpha::whole(1), person("ada"));
    let recycle = |netuid| Call::recycle_alpha { hotkey: hotkey("ada"), amount, netuid };
    let gone = Event::AlphaRecycled(ada.clone(), hotkey("ada"), amount, netuid);
    stage.succeeds("ada", recycle(netuid), announces(gone));
    stage.fails("ada", recycle(NetUid::ROOT), Error::CannotBurnOrRecycleOnRootSubnet);

    let burn = |netuid| Call::burn_alpha { hotkey: hotkey("ada"), amount, netuid };
    stage.succeeds("ada", burn(netuid), announces(Event::AlphaBurned(ada, hotkey("ada"), amount, netuid)));
    stage.fails("ada", burn(NOWHERE), Error::SubnetNotExists);

    let buy_and_burn = |limit| Call::add_stake_burn { hotkey: hotkey("ada"), netuid, amount: tao(1), limit };
    let is_told = |event| matches!(event, Event::AddStakeBurn { amount, .. } if amount == tao(1));
    stage.succeeds("ada", buy_and_burn(None), announces_that(is_told));
    stage.fails("ada", buy_and_burn(Some(Tao(1))), Error::SlippageTooHigh);

    let to = |name: &str| Call::set_coldkey_auto_stake_hotkey { netuid, hotkey: hotkey(name) };
    let set = Event::AutoStakeDestinationSet { coldkey: person("ada"), netuid, hotkey: hotkey("ben") };
    stage.succeeds("ada", to("ben"), announces(set));
    stage.fails("ada", to("ben"), Error::SameAutoStakeHotkeyAlreadySet);
}
