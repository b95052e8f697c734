//! Reading the state back out of storage, as a vector writes it.

use super::records::*;
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};
use myelin_runtime::{AccountId, Balances, Runtime};
use pallet_subtensor::{self as subtensor, pool::account};
use polkadot_sdk::pallet_balances;
use std::collections::{BTreeMap, BTreeSet};

type R = Runtime;

pub fn globals() -> Globals {
    Globals {
        balances_issuance: pallet_balances::TotalIssuance::<R>::get(),
        subnet0_alpha_out: subtensor::SubnetAlphaOut::<R>::get(NetUid::ROOT).rao(),
        subnet0_tao: subtensor::SubnetTAO::<R>::get(NetUid::ROOT).rao(),
        total_issuance: subtensor::TotalIssuance::<R>::get().rao(),
        total_stake: subtensor::TotalStake::<R>::get().rao(),
    }
}

/// Every subnet but root, in ascending order.
pub fn subnets() -> Vec<SubnetState> {
    netuids().into_iter().map(subnet).collect()
}

/// The ids of every subnet but root.
pub fn netuids() -> Vec<NetUid> {
    subtensor::subnets::all::<R>().into_iter().filter(|netuid| !netuid.is_root()).collect()
}

fn subnet(netuid: NetUid) -> SubnetState {
    SubnetState {
        netuid: netuid.0,
        alpha_in: subtensor::SubnetAlphaIn::<R>::get(netuid).rao(),
        alpha_in_emission: subtensor::SubnetAlphaInEmission::<R>::get(netuid).rao(),
        alpha_out: subtensor::SubnetAlphaOut::<R>::get(netuid).rao(),
        alpha_out_emission: subtensor::SubnetAlphaOutEmission::<R>::get(netuid).rao(),
        blocks_since_last_step: subtensor::BlocksSinceLastStep::<R>::get(netuid),
        epoch_index: subtensor::SubnetEpochIndex::<R>::get(netuid),
        excess_tao: subtensor::SubnetExcessTao::<R>::get(netuid).rao(),
        last_epoch_block: subtensor::LastEpochBlock::<R>::get(netuid),
        last_mechanism_step_block: subtensor::LastMechanismStepBlock::<R>::get(netuid),
        miner_burned_raw_u96f32: Wide::unsigned(subtensor::MinerBurned::<R>::get(netuid).bits),
        moving_price_raw_i96f32: Wide(subtensor::SubnetMovingPrice::<R>::get(netuid).bits),
        pending_epoch_at: subtensor::PendingEpochAt::<R>::get(netuid),
        pending_owner_cut: subtensor::PendingOwnerCut::<R>::get(netuid).rao(),
        pending_root: subtensor::PendingRootAlphaDivs::<R>::get(netuid).rao(),
        pending_server: subtensor::PendingServerEmission::<R>::get(netuid).rao(),
        pending_validator: subtensor::PendingValidatorEmission::<R>::get(netuid).rao(),
        price_raw_u64f64: Wide::unsigned(pallet_swap::price::<R>(netuid).to_bits()),
        protocol_alpha: subtensor::SubnetProtocolAlpha::<R>::get(netuid).rao(),
        protocol_flow: subtensor::SubnetProtocolFlow::<R>::get(netuid),
        root_prop_raw_u96f32: Wide::unsigned(subtensor::RootProp::<R>::get(netuid).bits),
        root_sell_tao: subtensor::SubnetRootSellTao::<R>::get(netuid).rao(),
        subnet_account_balance: balance(&account::<R>(netuid)),
        tao_in_emission: subtensor::SubnetTaoInEmission::<R>::get(netuid).rao(),
        tao_reserve: subtensor::SubnetTAO::<R>::get(netuid).rao(),
        tao_weight_parts_1e18: pallet_swap::SwapBalancer::<R>::get(netuid).tao_weight(),
        user_flow: subtensor::SubnetTaoFlow::<R>::get(netuid),
        volume: Wide::unsigned(subtensor::SubnetVolume::<R>::get(netuid)),
    }
}

/// What the account may spend or has reserved.
pub fn balance(who: &AccountId) -> u64 {
    Balances::free_balance(who)
}

/// Every stake, by subnet, hotkey and coldkey.
pub fn pools() -> Vec<Pool> {
    let mut holders: BTreeMap<(u16, Account), BTreeSet<Account>> = BTreeMap::new();
    for (hotkey, netuid, _) in subtensor::TotalHotkeyAlpha::<R>::iter() {
        holders.entry((netuid.0, Account(hotkey))).or_default();
    }
    for (hotkey, netuid, _) in subtensor::TotalHotkeySharesV2::<R>::iter() {
        holders.entry((netuid.0, Account(hotkey))).or_default();
    }
    for ((hotkey, coldkey, netuid), _) in subtensor::AlphaV2::<R>::iter() {
        holders.entry((netuid.0, Account(hotkey))).or_default().insert(Account(coldkey));
    }
    holders.into_iter().map(|((netuid, hotkey), coldkeys)| pool(netuid, hotkey, coldkeys)).collect()
}

fn pool(netuid: u16, hotkey: Account, coldkeys: BTreeSet<Account>) -> Pool {
    let (on, key) = (NetUid(netuid), &hotkey.0);
    let shares = coldkeys
        .iter()
        .map(|coldkey| {
            let share = Float::from(subtensor::AlphaV2::<R>::get((key, &coldkey.0, on)));
            (coldkey.clone(), share.0, share.1)
        })
        .collect();
    let stakes = coldkeys
        .into_iter()
        .map(|coldkey| {
            let worth = subtensor::stake::of::<R>(key, &coldkey.0, on).rao();
            (coldkey, worth)
        })
        .collect();
    Pool {
        netuid,
        total: subtensor::TotalHotkeyAlpha::<R>::get(key, on).rao(),
        denominator: subtensor::TotalHotkeySharesV2::<R>::get(key, on).into(),
        shares,
        stakes,
        hotkey,
    }
}

pub fn root_claims() -> RootClaims {
    let mut claims = RootClaims::default();
    for (hotkey, rates) in subtensor::RootClaimable::<R>::iter() {
        let hotkey = Account(hotkey);
        claims
            .claimable_rates
            .extend(rates.into_iter().map(|(netuid, rate)| (hotkey.clone(), netuid.0, Wide(rate.bits))));
    }
    for ((netuid, hotkey, coldkey), amount) in subtensor::RootClaimed::<R>::iter() {
        claims.claimed.push((netuid.0, Account(hotkey), Account(coldkey), Wide::unsigned(amount)));
    }
    claims.claimable_rates.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    claims.claimed.sort_by(|one, other| (one.0, &one.1, &one.2).cmp(&(other.0, &other.1, &other.2)));
    claims
}

pub fn auto_claim_index() -> Vec<Account> {
    (0..subtensor::NumStakingColdkeys::<R>::get())
        .filter_map(subtensor::StakingColdkeysByIndex::<R>::get)
        .map(Account)
        .collect()
}

/// Every link between parent and child, by subnet, parent and child.
pub fn child_links() -> Vec<ChildLink> {
    let mut links: Vec<ChildLink> = subtensor::ChildKeys::<R>::iter()
        .flat_map(|(parent, netuid, children)| {
            children.into_iter().map(move |(proportion, child)| ChildLink {
                netuid: netuid.0,
                parent: Account(parent.clone()),
                child: Account(child),
                proportion,
            })
        })
        .collect();
    links.sort_by(|one, other| (one.netuid, &one.parent, &one.child).cmp(&(other.netuid, &other.parent, &other.child)));
    links
}

/// The stored bonds of each seat.
pub fn bonds(netuid: NetUid) -> Vec<Vec<(u16, u16)>> {
    let index = StorageIndex::of(netuid, MechId::MAIN);
    (0..subtensor::SubnetworkN::<R>::get(netuid)).map(|uid| subtensor::Bonds::<R>::get(index, Uid(uid))).collect()
}
