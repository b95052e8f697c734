//! The metagraph of a subnet, or of one of its mechanisms.

use super::{dynamic, hyperparameters, of_every_subnet, table::Table};
use crate::{keys, neurons, now, params, subnets, Config, MaxAllowedUids, NetworkPowRegistrationAllowed};
use alloc::vec::Vec;
use codec::Compact;
use myelin_primitives::{MechId, NetUid, StorageIndex, Tao};
use myelin_views::compact;
use polkadot_sdk::sp_runtime::AccountId32;

type Metagraph = myelin_views::Metagraph<AccountId32>;
type SelectiveMetagraph = myelin_views::SelectiveMetagraph<AccountId32>;

/// A subnet's metagraph.
pub fn metagraph<T: Config>(netuid: NetUid) -> Option<Metagraph> {
    mechagraph::<T>(netuid, MechId::MAIN)
}

/// Every subnet's metagraph.
pub fn all_metagraphs<T: Config>() -> Vec<Option<Metagraph>> {
    of_every_subnet::<T, _>(metagraph::<T>)
}

/// The metagraph of every mechanism of every subnet.
pub fn all_mechagraphs<T: Config>() -> Vec<Option<Metagraph>> {
    let mechanisms =
        |netuid| (0..params::mechanism_count::<T>(netuid)).map(move |mechanism| (netuid, MechId(mechanism)));
    let all = subnets::all::<T>().into_iter().flat_map(mechanisms);
    all.map(|(netuid, mechanism)| mechagraph::<T>(netuid, mechanism)).collect()
}

/// Chosen parts of a subnet's metagraph; its netuid too has to be chosen.
pub fn selective_metagraph<T: Config>(netuid: NetUid, wanted: &[u16]) -> Option<SelectiveMetagraph> {
    metagraph::<T>(netuid).map(|whole| whole.select(wanted))
}

/// Chosen parts of the metagraph of one mechanism; its storage index is always told.
pub fn selective_mechagraph<T: Config>(
    netuid: NetUid,
    mechanism: MechId,
    wanted: &[u16],
) -> Option<SelectiveMetagraph> {
    let whole = mechagraph::<T>(netuid, mechanism)?;
    let netuid = whole.netuid;
    Some(SelectiveMetagraph { netuid, ..whole.select(wanted) })
}

/// The metagraph of one mechanism. Its netuid is the storage index, which is how clients tell the
/// mechanisms of a subnet apart.
pub fn mechagraph<T: Config>(netuid: NetUid, mechanism: MechId) -> Option<Metagraph> {
    if mechanism.0 >= params::mechanism_count::<T>(netuid) {
        return None;
    }
    let pool = dynamic::<T>(netuid)?;
    let settings = hyperparameters::<T>(netuid)?;
    let table = Table::read::<T>(StorageIndex::of(netuid, mechanism));
    let stakes = table.stakes::<T>();
    let coldkeys = table.coldkeys::<T>();
    let dividends = table.hotkeys.iter().cloned().zip(compact::list(table.earned_on::<T>(netuid)));
    Some(Metagraph {
        netuid: NetUid(table.index.0),
        name: pool.subnet_name,
        symbol: pool.token_symbol,
        identity: pool.subnet_identity,
        network_registered_at: Compact(pool.network_registered_at),
        owner_hotkey: pool.owner_hotkey,
        owner_coldkey: pool.owner_coldkey,
        block: Compact(now::<T>()),
        tempo: Compact(pool.tempo),
        last_step: Compact(pool.last_step),
        blocks_since_last_step: Compact(pool.blocks_since_last_step),
        subnet_emission: Compact(0),
        alpha_in: Compact(pool.alpha_in),
        alpha_out: Compact(pool.alpha_out),
        tao_in: Compact(pool.tao_in),
        alpha_out_emission: Compact(pool.alpha_out_emission),
        alpha_in_emission: Compact(pool.alpha_in_emission),
        tao_in_emission: Compact(pool.tao_in_emission),
        pending_alpha_emission: Compact(pool.pending_alpha_emission),
        pending_root_emission: Compact(Tao::ZERO),
        subnet_volume: Compact(pool.subnet_volume),
        moving_price: pool.moving_price,
        rho: Compact(settings.rho),
        kappa: Compact(settings.kappa),
        min_allowed_weights: Compact(settings.min_allowed_weights),
        max_weights_limit: Compact(settings.max_weights_limit),
        weights_version: Compact(settings.weights_version),
        weights_rate_limit: Compact(settings.weights_rate_limit),
        activity_cutoff: Compact(settings.activity_cutoff),
        max_validators: Compact(settings.max_validators),
        num_uids: Compact(neurons::count::<T>(netuid)),
        max_uids: Compact(MaxAllowedUids::<T>::get(netuid)),
        burn: Compact(neurons::price::<T>(netuid)),
        difficulty: Compact(settings.difficulty),
        registration_allowed: settings.registration_allowed,
        pow_registration_allowed: NetworkPowRegistrationAllowed::<T>::get(netuid),
        immunity_period: Compact(settings.immunity_period),
        min_difficulty: Compact(settings.min_difficulty),
        max_difficulty: Compact(settings.max_difficulty),
        min_burn: Compact(settings.min_burn),
        max_burn: Compact(settings.max_burn),
        adjustment_alpha: Compact(settings.adjustment_alpha),
        adjustment_interval: Compact(settings.adjustment_interval),
        target_regs_per_interval: Compact(settings.target_regs_per_interval),
        max_regs_per_block: Compact(settings.max_regs_per_block),
        serving_rate_limit: Compact(settings.serving_rate_limit),
        commit_reveal_weights_enabled: settings.commit_reveal_weights_enabled,
        commit_reveal_period: Compact(settings.commit_reveal_period),
        liquid_alpha_enabled: settings.liquid_alpha_enabled,
        alpha_high: Compact(settings.alpha_high),
        alpha_low: Compact(settings.alpha_low),
        bonds_moving_avg: Compact(settings.bonds_moving_avg),
        identities: coldkeys.iter().map(keys::identity_of::<T>).collect(),
        coldkeys,
        axons: table.axons::<T>(),
        pruning_score: Vec::new(),
        trust: Vec::new(),
        rank: Vec::new(),
        block_at_registration: compact::list(table.registered_at::<T>()),
        alpha_stake: compact::list(stakes.alpha),
        tao_stake: compact::list(stakes.tao),
        total_stake: compact::list(stakes.total),
        tao_dividends_per_hotkey: table.hotkeys.iter().map(|hotkey| (hotkey.clone(), Compact(Tao::ZERO))).collect(),
        alpha_dividends_per_hotkey: dividends.collect(),
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
