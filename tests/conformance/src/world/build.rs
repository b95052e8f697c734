//! Writing a recorded state into storage, item by item. What a vector does not mention stays at the
//! runtime's default.

use super::records::*;
use myelin_economy::shares::SafeFloat;
use myelin_primitives::{
    fixed_point::{StoredI96F32, StoredU96F32, I96F32, U96F32},
    Alpha, MechId, NetUid, StorageIndex, Tao, Uid,
};
use myelin_runtime::{AccountId, Runtime, System};
use pallet_subtensor::{self as subtensor, params::RecycleOrBurnEnum, root::RootClaimTypeEnum};
use polkadot_sdk::{
    frame_system::{self, AccountInfo},
    pallet_balances::{self, AccountData},
    sp_consensus_aura::sr25519::AuthorityId,
    sp_core::{crypto::ByteArray, Get},
    sp_runtime::{BoundedVec, Perquintill},
};

/// Holds what is issued beyond the listed accounts.
const REMAINDER: u64 = 999_999;

type R = Runtime;

/// Writes all of it. Runs inside externalities.
pub fn write(initial: &Initial) -> Result<(), String> {
    System::set_block_number(initial.block);
    write_params(&initial.params)?;
    write_globals(&initial.globals);
    write_root();
    for config in &initial.subnet_config {
        write_config(config)?;
        write_seats(config);
    }
    subtensor::TotalNetworks::<R>::put(initial.subnet_config.len() as u16 + 1);
    initial.subnet_state.iter().for_each(write_state);
    write_keys(initial);
    write_links(initial);
    initial.pools.iter().for_each(write_pool);
    write_claims(initial);
    write_balances(initial)
}

fn write_params(params: &Params) -> Result<(), String> {
    let existential_deposit: u64 = <R as pallet_balances::Config>::ExistentialDeposit::get();
    if params.existential_deposit != existential_deposit {
        return Err(format!("the runtime's existential deposit is not {}", params.existential_deposit));
    }
    if let Some(author) = &params.block_author {
        let authority = AuthorityId::from_slice(author.0.as_ref()).map_err(|()| "an author of 32 bytes".to_owned())?;
        let authorities = BoundedVec::try_from(vec![authority]).map_err(|_| "room for one author".to_owned())?;
        polkadot_sdk::pallet_aura::Authorities::<R>::put(authorities);
    }
    subtensor::CKBurn::<R>::put(params.ck_burn);
    subtensor::MaxEpochsPerBlock::<R>::put(params.max_epochs_per_block);
    subtensor::NominatorMinRequiredStake::<R>::put(params.nominator_min_required_stake);
    subtensor::NumRootClaim::<R>::put(params.num_root_claim);
    subtensor::PendingChildKeyCooldown::<R>::put(params.pending_child_key_cooldown);
    subtensor::StakeThreshold::<R>::put(params.stake_threshold);
    subtensor::SubnetMovingAlpha::<R>::put(signed(params.subnet_moving_alpha_raw_i96f32));
    subtensor::SubnetOwnerCut::<R>::put(params.subnet_owner_cut);
    subtensor::TaoWeight::<R>::put(params.tao_weight);
    Ok(())
}

fn write_globals(globals: &Globals) {
    subtensor::TotalIssuance::<R>::put(Tao(globals.total_issuance));
    subtensor::TotalStake::<R>::put(Tao(globals.total_stake));
    subtensor::SubnetTAO::<R>::insert(NetUid::ROOT, Tao(globals.subnet0_tao));
    subtensor::SubnetAlphaOut::<R>::insert(NetUid::ROOT, Alpha(globals.subnet0_alpha_out));
    pallet_balances::TotalIssuance::<R>::put(globals.balances_issuance);
}

fn write_root() {
    subtensor::NetworksAdded::<R>::insert(NetUid::ROOT, true);
    subtensor::SubtokenEnabled::<R>::insert(NetUid::ROOT, true);
}

fn write_config(config: &SubnetConfig) -> Result<(), String> {
    let netuid = NetUid(config.netuid);
    subtensor::NetworksAdded::<R>::insert(netuid, true);
    subtensor::SubnetMechanism::<R>::insert(netuid, config.mechanism);
    subtensor::SubnetOwner::<R>::insert(netuid, &config.owner_coldkey.0);
    subtensor::SubnetOwnerHotkey::<R>::insert(netuid, &config.owner_hotkey.0);
    if let Some(block) = config.first_emission_block {
        subtensor::FirstEmissionBlockNumber::<R>::insert(netuid, block);
    }
    subtensor::SubtokenEnabled::<R>::insert(netuid, config.subtoken_enabled);
    subtensor::NetworkRegistrationAllowed::<R>::insert(netuid, config.registration_allowed);
    subtensor::SubnetEmissionEnabled::<R>::insert(netuid, config.emission_enabled);
    subtensor::TransferToggle::<R>::insert(netuid, config.transfers_enabled);
    subtensor::OwnerCutEnabled::<R>::insert(netuid, config.owner_cut_enabled);
    match config.recycle_or_burn.as_deref() {
        None => {}
        Some("recycle") => subtensor::RecycleOrBurn::<R>::insert(netuid, RecycleOrBurnEnum::Recycle),
        Some("burn") => subtensor::RecycleOrBurn::<R>::insert(netuid, RecycleOrBurnEnum::Burn),
        Some(other) => return Err(format!("`recycle_or_burn` cannot be {other}")),
    }
    let threshold = signed(config.root_claim_threshold_raw_i96f32);
    subtensor::RootClaimableThreshold::<R>::insert(netuid, threshold);
    pallet_swap::FeeRate::<R>::insert(netuid, config.fee_rate);
    subtensor::EMAPriceHalvingBlocks::<R>::insert(netuid, config.ema_price_halving_blocks);
    write_consensus_config(netuid, config);
    Ok(())
}

fn write_consensus_config(netuid: NetUid, config: &SubnetConfig) {
    subtensor::Tempo::<R>::insert(netuid, config.tempo);
    subtensor::ActivityCutoffFactorMilli::<R>::insert(netuid, config.activity_cutoff_factor_milli);
    subtensor::AlphaValues::<R>::insert(netuid, (config.alpha_low, config.alpha_high));
    subtensor::AlphaSigmoidSteepness::<R>::insert(netuid, config.alpha_sigmoid_steepness);
    subtensor::BondsMovingAverage::<R>::insert(netuid, config.bonds_moving_average);
    subtensor::BondsPenalty::<R>::insert(netuid, config.bonds_penalty);
    subtensor::CommitRevealWeightsEnabled::<R>::insert(netuid, config.commit_reveal);
    subtensor::Kappa::<R>::insert(netuid, config.kappa);
    subtensor::LiquidAlphaOn::<R>::insert(netuid, config.liquid_alpha);
    subtensor::MaxAllowedValidators::<R>::insert(netuid, config.max_allowed_validators);
    subtensor::Yuma3On::<R>::insert(netuid, config.yuma3);
}

fn write_seats(config: &SubnetConfig) {
    let netuid = NetUid(config.netuid);
    let index = StorageIndex::of(netuid, MechId::MAIN);
    subtensor::SubnetworkN::<R>::insert(netuid, config.seats.len() as u16);
    for seat in &config.seats {
        let (uid, hotkey) = (Uid(seat.uid), &seat.hotkey.0);
        subtensor::Keys::<R>::insert(netuid, uid, hotkey);
        subtensor::Uids::<R>::insert(netuid, hotkey, uid);
        subtensor::IsNetworkMember::<R>::insert(hotkey, netuid, true);
        subtensor::BlockAtRegistration::<R>::insert(netuid, uid, seat.registered);
        subtensor::Weights::<R>::insert(index, uid, &seat.weights);
        subtensor::Bonds::<R>::insert(index, uid, &seat.bonds);
    }
    let seats = || config.seats.iter();
    subtensor::LastUpdate::<R>::insert(index, seats().map(|seat| seat.last_update).collect::<Vec<_>>());
    subtensor::ValidatorPermit::<R>::insert(netuid, seats().map(|seat| seat.permit).collect::<Vec<_>>());
}

fn write_state(state: &SubnetState) {
    let netuid = NetUid(state.netuid);
    subtensor::SubnetTAO::<R>::insert(netuid, Tao(state.tao_reserve));
    subtensor::SubnetAlphaIn::<R>::insert(netuid, Alpha(state.alpha_in));
    subtensor::SubnetAlphaOut::<R>::insert(netuid, Alpha(state.alpha_out));
    subtensor::SubnetProtocolAlpha::<R>::insert(netuid, Alpha(state.protocol_alpha));
    subtensor::SubnetVolume::<R>::insert(netuid, state.volume.bits());
    subtensor::SubnetTaoFlow::<R>::insert(netuid, state.user_flow);
    subtensor::SubnetProtocolFlow::<R>::insert(netuid, state.protocol_flow);
    subtensor::SubnetRootSellTao::<R>::insert(netuid, Tao(state.root_sell_tao));
    let quote = Perquintill::from_parts(state.tao_weight_parts_1e18);
    pallet_swap::SwapBalancer::<R>::insert(netuid, pallet_swap::Balancer { quote });
    pallet_swap::PalSwapInitialized::<R>::insert(netuid, true);

    subtensor::SubnetTaoInEmission::<R>::insert(netuid, Tao(state.tao_in_emission));
    subtensor::SubnetAlphaInEmission::<R>::insert(netuid, Alpha(state.alpha_in_emission));
    subtensor::SubnetAlphaOutEmission::<R>::insert(netuid, Alpha(state.alpha_out_emission));
    subtensor::SubnetExcessTao::<R>::insert(netuid, Tao(state.excess_tao));
    subtensor::PendingOwnerCut::<R>::insert(netuid, Alpha(state.pending_owner_cut));
    subtensor::PendingRootAlphaDivs::<R>::insert(netuid, Alpha(state.pending_root));
    subtensor::PendingServerEmission::<R>::insert(netuid, Alpha(state.pending_server));
    subtensor::PendingValidatorEmission::<R>::insert(netuid, Alpha(state.pending_validator));
    subtensor::SubnetMovingPrice::<R>::insert(netuid, signed(state.moving_price_raw_i96f32));
    subtensor::MinerBurned::<R>::insert(netuid, unsigned(state.miner_burned_raw_u96f32));
    subtensor::RootProp::<R>::insert(netuid, unsigned(state.root_prop_raw_u96f32));

    subtensor::BlocksSinceLastStep::<R>::insert(netuid, state.blocks_since_last_step);
    subtensor::SubnetEpochIndex::<R>::insert(netuid, state.epoch_index);
    subtensor::LastEpochBlock::<R>::insert(netuid, state.last_epoch_block);
    subtensor::LastMechanismStepBlock::<R>::insert(netuid, state.last_mechanism_step_block);
    subtensor::PendingEpochAt::<R>::insert(netuid, state.pending_epoch_at);
}

fn write_keys(initial: &Initial) {
    let nobody = Account::numbered(0);
    for record in &initial.hotkeys {
        if record.owner != nobody {
            subtensor::Owner::<R>::insert(&record.hotkey.0, &record.owner.0);
        }
        if record.is_delegate_entry {
            subtensor::Delegates::<R>::insert(&record.hotkey.0, record.delegate_take);
        }
    }
    for (coldkey, hotkeys) in &initial.owned_hotkeys {
        subtensor::OwnedHotkeys::<R>::insert(&coldkey.0, plain(hotkeys));
    }
    for (coldkey, hotkeys) in &initial.staking_hotkeys {
        subtensor::StakingHotkeys::<R>::insert(&coldkey.0, plain(hotkeys));
    }
    for record in &initial.auto_stake {
        let (coldkey, netuid) = (&record.coldkey.0, NetUid(record.netuid));
        subtensor::AutoStakeDestination::<R>::insert(coldkey, netuid, &record.hotkey.0);
        subtensor::AutoStakeDestinationColdkeys::<R>::append(&record.hotkey.0, netuid, coldkey);
    }
}

fn write_links(initial: &Initial) {
    for ChildLink { netuid, parent, child, proportion } in &initial.child_links {
        let netuid = NetUid(*netuid);
        subtensor::ChildKeys::<R>::append(&parent.0, netuid, (*proportion, &child.0));
        subtensor::ParentKeys::<R>::append(&child.0, netuid, (*proportion, &parent.0));
    }
    for ChildkeyTake { netuid, hotkey, take } in &initial.childkey_takes {
        subtensor::ChildkeyTake::<R>::insert(&hotkey.0, NetUid(*netuid), take);
    }
}

fn write_pool(pool: &Pool) {
    let (hotkey, netuid) = (&pool.hotkey.0, NetUid(pool.netuid));
    subtensor::TotalHotkeyAlpha::<R>::insert(hotkey, netuid, Alpha(pool.total));
    subtensor::TotalHotkeySharesV2::<R>::insert(hotkey, netuid, SafeFloat::from(pool.denominator));
    for (coldkey, mantissa, exponent) in &pool.shares {
        let share = SafeFloat::from(Float(*mantissa, *exponent));
        subtensor::AlphaV2::<R>::insert((hotkey, &coldkey.0, netuid), share);
    }
}

fn write_claims(initial: &Initial) {
    for (hotkey, netuid, rate) in &initial.root_claims.claimable_rates {
        subtensor::RootClaimable::<R>::mutate(&hotkey.0, |rates| rates.insert(NetUid(*netuid), signed(*rate)));
    }
    for (netuid, hotkey, coldkey, amount) in &initial.root_claims.claimed {
        subtensor::RootClaimed::<R>::insert((NetUid(*netuid), &hotkey.0, &coldkey.0), amount.bits());
    }
    for (coldkey, kind) in &initial.root_claim_types {
        subtensor::RootClaimType::<R>::insert(&coldkey.0, RootClaimTypeEnum::from(kind.clone()));
    }
    for (number, coldkey) in (0u64..).zip(&initial.auto_claim_index) {
        subtensor::StakingColdkeysByIndex::<R>::insert(number, &coldkey.0);
        subtensor::StakingColdkeys::<R>::insert(&coldkey.0, number);
    }
    subtensor::NumStakingColdkeys::<R>::put(initial.auto_claim_index.len() as u64);
}

impl From<RootClaimType> for RootClaimTypeEnum {
    fn from(kind: RootClaimType) -> Self {
        match kind {
            RootClaimType::Swap => Self::Swap,
            RootClaimType::Keep => Self::Keep,
            RootClaimType::KeepSubnets(subnets) => {
                Self::KeepSubnets { subnets: subnets.into_iter().map(NetUid).collect() }
            }
        }
    }
}

fn write_balances(initial: &Initial) -> Result<(), String> {
    let mut left = initial.globals.balances_issuance;
    let mut give = |who: &AccountId, free: u64| {
        left = left.checked_sub(free).ok_or("the accounts hold more than is issued")?;
        if free > 0 {
            let data = AccountData { free, ..Default::default() };
            frame_system::Account::<R>::insert(who, AccountInfo { providers: 1, data, ..Default::default() });
        }
        Ok::<_, String>(left)
    };
    for (coldkey, free) in &initial.balances {
        give(&coldkey.0, *free)?;
    }
    for state in &initial.subnet_state {
        give(&subtensor::pool::account::<R>(NetUid(state.netuid)), state.subnet_account_balance)?;
    }
    let left = give(&subtensor::pool::account::<R>(NetUid::ROOT), initial.root_subnet_account_balance)?;
    give(&Account::numbered(REMAINDER).0, left)?;
    Ok(())
}

fn plain(accounts: &[Account]) -> Vec<AccountId> {
    accounts.iter().map(|account| account.0.clone()).collect()
}

fn signed(bits: Wide) -> StoredI96F32 {
    StoredI96F32::from(I96F32::from_bits(bits.0))
}

fn unsigned(bits: Wide) -> StoredU96F32 {
    StoredU96F32::from(U96F32::from_bits(bits.bits()))
}
