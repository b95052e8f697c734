//! Subnets: in short, their pools, and their seats by trait.

use super::{of_every_subnet, table::Table};
use crate::{
    emission, neurons, pool, subnets, AutoStakeDestination, BlocksSinceLastStep, Config, Difficulty, ImmunityPeriod,
    Kappa, LastEpochBlock, LastMechanismStepBlock, MaxAllowedUids, MaxAllowedValidators, MaxWeightsLimit,
    MinAllowedWeights, NetworkRegisteredAt, PendingEpochAt, Rho, SubnetAlphaInEmission, SubnetAlphaOutEmission,
    SubnetTaoInEmission, SubnetVolume, Tempo, TokenSymbol,
};
use alloc::vec::Vec;
use myelin_primitives::{records::SubnetIdentityV3, NetUid, StorageIndex, Tao};
use myelin_views::compact;
use polkadot_sdk::sp_runtime::AccountId32;

type DynamicInfo = myelin_views::DynamicInfo<AccountId32>;
type SubnetInfo = myelin_views::SubnetInfo<AccountId32>;
type SubnetInfoV2 = myelin_views::SubnetInfoV2<AccountId32>;
type SubnetState = myelin_views::SubnetState<AccountId32>;

/// What clients are told of a scaling that nothing does any more.
const SCALING_LAW_POWER: u16 = 50;

/// A subnet in short.
pub fn subnet<T: Config>(netuid: NetUid) -> Option<SubnetInfo> {
    subnets::exists::<T>(netuid).then(|| SubnetInfo {
        netuid,
        rho: Rho::<T>::get(netuid),
        kappa: Kappa::<T>::get(netuid),
        difficulty: Difficulty::<T>::get(netuid),
        immunity_period: ImmunityPeriod::<T>::get(netuid),
        max_allowed_validators: MaxAllowedValidators::<T>::get(netuid),
        min_allowed_weights: MinAllowedWeights::<T>::get(netuid),
        max_weights_limit: MaxWeightsLimit::<T>::get(netuid),
        scaling_law_power: SCALING_LAW_POWER,
        subnetwork_n: neurons::count::<T>(netuid),
        max_allowed_uids: MaxAllowedUids::<T>::get(netuid),
        blocks_since_last_step: BlocksSinceLastStep::<T>::get(netuid),
        tempo: Tempo::<T>::get(netuid),
        network_modality: 0,
        network_connect: Vec::new(),
        emission_values: 0,
        burn: neurons::price::<T>(netuid),
        owner: owner_or_nobody::<T>(netuid),
    })
}

/// Every subnet in short.
pub fn all_subnets<T: Config>() -> Vec<Option<SubnetInfo>> {
    of_every_subnet::<T, _>(subnet::<T>)
}

/// A subnet in short, with its identity.
pub fn subnet_v2<T: Config>(netuid: NetUid) -> Option<SubnetInfoV2> {
    subnet::<T>(netuid).map(|info| SubnetInfoV2::of(info, subnets::identity::<T>(netuid)))
}

/// Every subnet in short, with identities.
pub fn all_subnets_v2<T: Config>() -> Vec<Option<SubnetInfoV2>> {
    of_every_subnet::<T, _>(subnet_v2::<T>)
}

/// A subnet's pool and what flows through it.
pub fn dynamic<T: Config>(netuid: NetUid) -> Option<DynamicInfo> {
    if !subnets::exists::<T>(netuid) {
        return None;
    }
    let subnet_identity = subnets::identity::<T>(netuid);
    let (tao_in, alpha_in) = pool::reserves::<T>(netuid);
    Some(DynamicInfo {
        netuid,
        owner_hotkey: owner_hotkey_or_nobody::<T>(netuid),
        owner_coldkey: owner_or_nobody::<T>(netuid),
        subnet_name: compact::text(name(netuid, subnet_identity.as_ref())),
        token_symbol: compact::text(&TokenSymbol::<T>::get(netuid)),
        tempo: Tempo::<T>::get(netuid),
        last_step: LastMechanismStepBlock::<T>::get(netuid),
        blocks_since_last_step: BlocksSinceLastStep::<T>::get(netuid),
        emission: 0,
        alpha_in,
        alpha_out: pool::outstanding::<T>(netuid),
        tao_in,
        alpha_out_emission: SubnetAlphaOutEmission::<T>::get(netuid),
        alpha_in_emission: SubnetAlphaInEmission::<T>::get(netuid),
        tao_in_emission: SubnetTaoInEmission::<T>::get(netuid),
        pending_alpha_emission: emission::pending::<T>(netuid),
        pending_root_emission: Tao::ZERO,
        subnet_volume: SubnetVolume::<T>::get(netuid),
        network_registered_at: NetworkRegisteredAt::<T>::get(netuid),
        subnet_identity,
        moving_price: crate::SubnetMovingPrice::<T>::get(netuid),
    })
}

/// Every subnet's pool.
pub fn all_dynamic<T: Config>() -> Vec<Option<DynamicInfo>> {
    of_every_subnet::<T, _>(dynamic::<T>)
}

/// The seats of a subnet, one list for each trait.
pub fn state<T: Config>(netuid: NetUid) -> Option<SubnetState> {
    if !subnets::exists::<T>(netuid) {
        return None;
    }
    let table = Table::read::<T>(StorageIndex::from(netuid));
    let stakes = table.stakes::<T>();
    let earned = |on: NetUid| compact::list(table.earned_on::<T>(on));
    Some(SubnetState {
        netuid,
        coldkeys: table.coldkeys::<T>(),
        pruning_score: Vec::new(),
        trust: Vec::new(),
        rank: Vec::new(),
        block_at_registration: compact::list(table.registered_at::<T>()),
        alpha_stake: compact::list(stakes.alpha),
        tao_stake: compact::list(stakes.tao),
        total_stake: compact::list(stakes.total),
        emission_history: subnets::all::<T>().into_iter().map(earned).collect(),
        last_update: compact::list(table.last_update),
        emission: compact::list(table.emission),
        dividends: compact::list(table.dividends),
        incentives: compact::list(table.incentives),
        consensus: compact::list(table.consensus),
        active: table.active,
        validator_permit: table.validator_permit,
        hotkeys: table.hotkeys,
    })
}

/// The hotkey a coldkey chose for its mined alpha of a subnet.
pub fn auto_stake_hotkey<T: Config>(coldkey: &AccountId32, netuid: NetUid) -> Option<AccountId32> {
    AutoStakeDestination::<T>::get(coldkey, netuid)
}

/// The subnet that would make room for a new one.
pub fn to_prune<T: Config>() -> Option<NetUid> {
    subnets::prune_choice::<T>()
}

/// The account that holds a subnet's TAO.
pub fn account<T: Config>(netuid: NetUid) -> Option<AccountId32> {
    subnets::exists::<T>(netuid).then(|| pool::account::<T>(netuid))
}

/// The block of the next epoch, by tempo or out of turn; none without a tempo. A subnet that does
/// not exist yet is answered for with the tempo it would begin with.
pub fn next_epoch<T: Config>(netuid: NetUid) -> Option<u64> {
    let tempo = Tempo::<T>::get(netuid);
    if tempo == 0 {
        return None;
    }
    let by_tempo = LastEpochBlock::<T>::get(netuid).saturating_add(tempo.into());
    let pending = PendingEpochAt::<T>::get(netuid);
    Some(if pending == 0 { by_tempo } else { by_tempo.min(pending) })
}

/// What a subnet calls itself. Without a word of its owner only root has a name.
fn name(netuid: NetUid, told: Option<&SubnetIdentityV3>) -> &[u8] {
    match told {
        Some(identity) if !identity.subnet_name.is_empty() => &identity.subnet_name,
        _ if netuid.is_root() => b"root",
        _ => b"",
    }
}

fn owner_or_nobody<T: Config>(netuid: NetUid) -> AccountId32 {
    subnets::owner::<T>(netuid).unwrap_or_else(nobody)
}

fn owner_hotkey_or_nobody<T: Config>(netuid: NetUid) -> AccountId32 {
    subnets::owner_hotkey::<T>(netuid).unwrap_or_else(nobody)
}

fn nobody() -> AccountId32 {
    AccountId32::new([0; 32])
}
