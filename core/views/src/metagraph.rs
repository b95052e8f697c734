//! The metagraph: everything about a subnet in one answer, whole or in chosen parts.

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_primitives::{
    fixed_point::StoredI96F32,
    records::{AxonInfo, ChainIdentityV2, SubnetIdentityV3},
    Alpha, NetUid, Tao,
};
use scale_info::TypeInfo;

/// Declares the fields once: as they are in the whole, as options in the selection, and as the
/// numbers by which a client selects them. The numbers follow the order.
macro_rules! metagraph {
    ($($(#[$doc:meta])* $field:ident => $name:ident: $kind:ty,)+) => {
        /// A subnet with all its seats.
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct Metagraph<AccountId> {
            /// The subnet; where a mechanism was asked for, its storage index.
            #[codec(compact)]
            pub netuid: NetUid,
            $($(#[$doc])* pub $name: $kind,)+
        }

        /// The parts of a metagraph that were asked for.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct SelectiveMetagraph<AccountId> {
            /// Zero unless asked for.
            #[codec(compact)]
            pub netuid: NetUid,
            $($(#[$doc])* pub $name: Option<$kind>,)+
            /// Seats whose weights count.
            pub validators: Option<Vec<Compact<u16>>>,
            /// What each hotkey committed to the chain.
            pub commitments: Option<Vec<(AccountId, Vec<Compact<u8>>)>>,
        }

        /// Parts of a metagraph, by the number that selects them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum MetagraphField {
            Netuid = 0,
            $($field,)+
            Validators,
            Commitments,
        }

        impl<AccountId> Metagraph<AccountId> {
            /// The parts whose numbers are in `wanted`; unknown numbers select nothing.
            pub fn select(self, wanted: &[u16]) -> SelectiveMetagraph<AccountId> {
                let is_wanted = |field: MetagraphField| wanted.contains(&(field as u16));
                let validators = is_wanted(MetagraphField::Validators).then(|| self.validators());
                SelectiveMetagraph {
                    netuid: if is_wanted(MetagraphField::Netuid) { self.netuid } else { NetUid::default() },
                    $($name: is_wanted(MetagraphField::$field).then_some(self.$name),)+
                    validators,
                    commitments: is_wanted(MetagraphField::Commitments).then(Vec::new),
                }
            }
        }
    };
}

metagraph! {
    Name => name: Vec<Compact<u8>>,
    Symbol => symbol: Vec<Compact<u8>>,
    Identity => identity: Option<SubnetIdentityV3>,
    NetworkRegisteredAt => network_registered_at: Compact<u64>,
    OwnerHotkey => owner_hotkey: AccountId,
    OwnerColdkey => owner_coldkey: AccountId,
    /// Block of the answer.
    Block => block: Compact<u64>,
    Tempo => tempo: Compact<u16>,
    /// Block of the last epoch.
    LastStep => last_step: Compact<u64>,
    BlocksSinceLastStep => blocks_since_last_step: Compact<u64>,
    /// Kept for clients; 0.
    SubnetEmission => subnet_emission: Compact<u64>,
    AlphaIn => alpha_in: Compact<Alpha>,
    AlphaOut => alpha_out: Compact<Alpha>,
    TaoIn => tao_in: Compact<Tao>,
    AlphaOutEmission => alpha_out_emission: Compact<Alpha>,
    AlphaInEmission => alpha_in_emission: Compact<Alpha>,
    TaoInEmission => tao_in_emission: Compact<Tao>,
    PendingAlphaEmission => pending_alpha_emission: Compact<Alpha>,
    /// Kept for clients; 0.
    PendingRootEmission => pending_root_emission: Compact<Tao>,
    SubnetVolume => subnet_volume: Compact<u128>,
    MovingPrice => moving_price: StoredI96F32,
    Rho => rho: Compact<u16>,
    Kappa => kappa: Compact<u16>,
    MinAllowedWeights => min_allowed_weights: Compact<u16>,
    MaxWeightsLimit => max_weights_limit: Compact<u16>,
    WeightsVersion => weights_version: Compact<u64>,
    WeightsRateLimit => weights_rate_limit: Compact<u64>,
    ActivityCutoff => activity_cutoff: Compact<u64>,
    MaxValidators => max_validators: Compact<u16>,
    NumUids => num_uids: Compact<u16>,
    MaxUids => max_uids: Compact<u16>,
    Burn => burn: Compact<Tao>,
    Difficulty => difficulty: Compact<u64>,
    RegistrationAllowed => registration_allowed: bool,
    PowRegistrationAllowed => pow_registration_allowed: bool,
    ImmunityPeriod => immunity_period: Compact<u16>,
    MinDifficulty => min_difficulty: Compact<u64>,
    MaxDifficulty => max_difficulty: Compact<u64>,
    MinBurn => min_burn: Compact<Tao>,
    MaxBurn => max_burn: Compact<Tao>,
    AdjustmentAlpha => adjustment_alpha: Compact<u64>,
    AdjustmentInterval => adjustment_interval: Compact<u16>,
    TargetRegsPerInterval => target_regs_per_interval: Compact<u16>,
    MaxRegsPerBlock => max_regs_per_block: Compact<u16>,
    ServingRateLimit => serving_rate_limit: Compact<u64>,
    CommitRevealWeightsEnabled => commit_reveal_weights_enabled: bool,
    CommitRevealPeriod => commit_reveal_period: Compact<u64>,
    LiquidAlphaEnabled => liquid_alpha_enabled: bool,
    AlphaHigh => alpha_high: Compact<u16>,
    AlphaLow => alpha_low: Compact<u16>,
    BondsMovingAvg => bonds_moving_avg: Compact<u64>,
    /// From here on one list for each trait of the seats, by uid.
    Hotkeys => hotkeys: Vec<AccountId>,
    Coldkeys => coldkeys: Vec<AccountId>,
    Identities => identities: Vec<Option<ChainIdentityV2>>,
    Axons => axons: Vec<AxonInfo>,
    Active => active: Vec<bool>,
    ValidatorPermit => validator_permit: Vec<bool>,
    /// Kept for clients; empty.
    PruningScore => pruning_score: Vec<Compact<u16>>,
    LastUpdate => last_update: Vec<Compact<u64>>,
    Emission => emission: Vec<Compact<Alpha>>,
    Dividends => dividends: Vec<Compact<u16>>,
    Incentives => incentives: Vec<Compact<u16>>,
    Consensus => consensus: Vec<Compact<u16>>,
    /// Kept for clients; empty.
    Trust => trust: Vec<Compact<u16>>,
    /// Kept for clients; empty.
    Rank => rank: Vec<Compact<u16>>,
    BlockAtRegistration => block_at_registration: Vec<Compact<u64>>,
    /// Alpha that counts for each seat, after lending between parents and children.
    AlphaStake => alpha_stake: Vec<Compact<Alpha>>,
    /// The same of TAO on root.
    TaoStake => tao_stake: Vec<Compact<Tao>>,
    /// Both together, TAO at its weight.
    TotalStake => total_stake: Vec<Compact<Tao>>,
    /// Kept for clients; all 0.
    TaoDividendsPerHotkey => tao_dividends_per_hotkey: Vec<(AccountId, Compact<Tao>)>,
    /// Alpha the nominators of each seat's hotkey earned in the last epoch.
    AlphaDividendsPerHotkey => alpha_dividends_per_hotkey: Vec<(AccountId, Compact<Alpha>)>,
}

impl<AccountId> Metagraph<AccountId> {
    /// Seats whose weights count.
    fn validators(&self) -> Vec<Compact<u16>> {
        let uids = (0..=u16::MAX).zip(&self.validator_permit);
        uids.filter(|(_, has_permit)| **has_permit).map(|(uid, _)| Compact(uid)).collect()
    }
}
