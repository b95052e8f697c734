//! What the pallet announces. The index of each event is the wire's.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub fn deposit_event)]
    pub enum Event<T: Config> {
        /// A subnet was created: netuid, mechanism.
        #[codec(index = 0)]
        NetworkAdded(NetUid, u16),
        /// A subnet was dissolved.
        #[codec(index = 1)]
        NetworkRemoved(NetUid),
        /// TAO became stake: coldkey, hotkey, TAO, alpha, netuid, fee in rao.
        #[codec(index = 2)]
        StakeAdded(AccountId32, AccountId32, Tao, Alpha, NetUid, u64),
        /// Stake became TAO: coldkey, hotkey, TAO, alpha, netuid, fee in rao.
        #[codec(index = 3)]
        StakeRemoved(AccountId32, AccountId32, Tao, Alpha, NetUid, u64),
        /// Stake moved: coldkey, hotkey and netuid it left, hotkey and netuid it reached, worth in TAO.
        #[codec(index = 4)]
        StakeMoved(AccountId32, AccountId32, NetUid, AccountId32, NetUid, Tao),
        /// A seat set weights: storage index, uid.
        #[codec(index = 5)]
        WeightsSet(StorageIndex, u16),
        /// A hotkey took a seat: netuid, uid, hotkey.
        #[codec(index = 6)]
        NeuronRegistered(NetUid, u16, AccountId32),
        /// Kept for clients; seats are taken one by one.
        #[codec(index = 7)]
        BulkNeuronsRegistered(u16, u16),
        /// Kept for clients; balances are not set here.
        #[codec(index = 8)]
        BulkBalancesSet(u16, u16),
        /// The max allowed uids changed: netuid, new value.
        #[codec(index = 9)]
        MaxAllowedUidsSet(NetUid, u16),
        /// Kept for clients; the largest weight is not limited.
        #[codec(index = 10)]
        MaxWeightLimitSet(NetUid, u16),
        /// The difficulty changed: netuid, new value.
        #[codec(index = 11)]
        DifficultySet(NetUid, u64),
        /// The adjustment interval changed: netuid, new value.
        #[codec(index = 12)]
        AdjustmentIntervalSet(NetUid, u16),
        /// The registration per interval changed: netuid, new value.
        #[codec(index = 13)]
        RegistrationPerIntervalSet(NetUid, u16),
        /// The max registrations per block changed: netuid, new value.
        #[codec(index = 14)]
        MaxRegistrationsPerBlockSet(NetUid, u16),
        /// The activity cutoff changed: netuid, new value.
        #[codec(index = 15)]
        ActivityCutoffSet(NetUid, u16),
        /// The rho changed: netuid, new value.
        #[codec(index = 16)]
        RhoSet(NetUid, u16),
        /// The alpha sigmoid steepness changed: netuid, new value.
        #[codec(index = 17)]
        AlphaSigmoidSteepnessSet(NetUid, i16),
        /// The kappa changed: netuid, new value.
        #[codec(index = 18)]
        KappaSet(NetUid, u16),
        /// The min allowed weight changed: netuid, new value.
        #[codec(index = 19)]
        MinAllowedWeightSet(NetUid, u16),
        /// Kept for clients; validators are not pruned.
        #[codec(index = 20)]
        ValidatorPruneLenSet(NetUid, u64),
        /// Kept for clients; nothing is scaled.
        #[codec(index = 21)]
        ScalingLawPowerSet(NetUid, u16),
        /// The weights set rate limit changed: netuid, new value.
        #[codec(index = 22)]
        WeightsSetRateLimitSet(NetUid, u64),
        /// The immunity period changed: netuid, new value.
        #[codec(index = 23)]
        ImmunityPeriodSet(NetUid, u16),
        /// The bonds moving average changed: netuid, new value.
        #[codec(index = 24)]
        BondsMovingAverageSet(NetUid, u64),
        /// The bonds penalty changed: netuid, new value.
        #[codec(index = 25)]
        BondsPenaltySet(NetUid, u16),
        /// The bonds reset on changed: netuid, new value.
        #[codec(index = 26)]
        BondsResetOnSet(NetUid, bool),
        /// The max allowed validators changed: netuid, new value.
        #[codec(index = 27)]
        MaxAllowedValidatorsSet(NetUid, u16),
        /// A neuron announced where it serves: netuid, hotkey.
        #[codec(index = 28)]
        AxonServed(NetUid, AccountId32),
        /// A neuron announced where it shows its metrics: netuid, hotkey.
        #[codec(index = 29)]
        PrometheusServed(NetUid, AccountId32),
        /// A hotkey became a delegate: coldkey, hotkey, take.
        #[codec(index = 30)]
        DelegateAdded(AccountId32, AccountId32, u16),
        /// The default take changed: new value.
        #[codec(index = 31)]
        DefaultTakeSet(u16),
        /// The weights version key changed: netuid, new value.
        #[codec(index = 32)]
        WeightsVersionKeySet(NetUid, u64),
        /// The min difficulty changed: netuid, new value.
        #[codec(index = 33)]
        MinDifficultySet(NetUid, u64),
        /// The max difficulty changed: netuid, new value.
        #[codec(index = 34)]
        MaxDifficultySet(NetUid, u64),
        /// The serving rate limit changed: netuid, new value.
        #[codec(index = 35)]
        ServingRateLimitSet(NetUid, u64),
        /// The burn changed: netuid, new value.
        #[codec(index = 36)]
        BurnSet(NetUid, Tao),
        /// The max burn changed: netuid, new value.
        #[codec(index = 37)]
        MaxBurnSet(NetUid, Tao),
        /// The min burn changed: netuid, new value.
        #[codec(index = 38)]
        MinBurnSet(NetUid, Tao),
        /// The max epochs per block changed: new value.
        #[codec(index = 39)]
        MaxEpochsPerBlockSet(u8),
        /// The tx rate limit changed: new value.
        #[codec(index = 40)]
        TxRateLimitSet(u64),
        /// The tx delegate take rate limit changed: new value.
        #[codec(index = 41)]
        TxDelegateTakeRateLimitSet(u64),
        /// The tx child key take rate limit changed: new value.
        #[codec(index = 42)]
        TxChildKeyTakeRateLimitSet(u64),
        /// The admin freeze window changed: new value.
        #[codec(index = 43)]
        AdminFreezeWindowSet(u16),
        /// The owner hyperparam rate limit changed: new value.
        #[codec(index = 44)]
        OwnerHyperparamRateLimitSet(u16),
        /// The min child key take changed: new value.
        #[codec(index = 45)]
        MinChildKeyTakeSet(u16),
        /// The min child key take per subnet changed: netuid, new value.
        #[codec(index = 46)]
        MinChildKeyTakePerSubnetSet(NetUid, u16),
        /// The max child key take changed: new value.
        #[codec(index = 47)]
        MaxChildKeyTakeSet(u16),
        /// A child's take changed: hotkey, take.
        #[codec(index = 48)]
        ChildKeyTakeSet(AccountId32, u16),
        /// Kept for clients; root acts through its own pallet.
        #[codec(index = 49)]
        Sudid(Result<(), DispatchError>),
        /// The registration allowed changed: netuid, new value.
        #[codec(index = 50)]
        RegistrationAllowed(NetUid, bool),
        /// Kept for clients; there is no proof of work.
        #[codec(index = 51)]
        PowRegistrationAllowed(NetUid, bool),
        /// The tempo changed: netuid, new value.
        #[codec(index = 52)]
        TempoSet(NetUid, u16),
        /// The raorecycled for registration changed: netuid, new value.
        #[codec(index = 53)]
        RAORecycledForRegistrationSet(NetUid, Tao),
        /// The stake threshold changed: new value.
        #[codec(index = 54)]
        StakeThresholdSet(u64),
        /// The adjustment alpha changed: netuid, new value.
        #[codec(index = 55)]
        AdjustmentAlphaSet(NetUid, u64),
        /// Kept for clients; this chain has no faucet.
        #[codec(index = 56)]
        Faucet(AccountId32, u64),
        /// The subnet owner cut changed: new value.
        #[codec(index = 57)]
        SubnetOwnerCutSet(u16),
        /// The network rate limit changed: new value.
        #[codec(index = 58)]
        NetworkRateLimitSet(u64),
        /// The network immunity period changed: new value.
        #[codec(index = 59)]
        NetworkImmunityPeriodSet(u64),
        /// The start call delay changed: new value.
        #[codec(index = 60)]
        StartCallDelaySet(u64),
        /// The network min lock cost changed: new value.
        #[codec(index = 61)]
        NetworkMinLockCostSet(Tao),
        /// The subnet limit changed: new value.
        #[codec(index = 62)]
        SubnetLimitSet(u16),
        /// The network lock cost reduction interval changed: new value.
        #[codec(index = 63)]
        NetworkLockCostReductionIntervalSet(u64),
        /// A delegate lowered its take: coldkey, hotkey, take.
        #[codec(index = 64)]
        TakeDecreased(AccountId32, AccountId32, u16),
        /// A delegate raised its take: coldkey, hotkey, take.
        #[codec(index = 65)]
        TakeIncreased(AccountId32, AccountId32, u16),
        /// Everything of a hotkey went over to another.
        #[codec(index = 66)]
        HotkeySwapped { coldkey: AccountId32, old_hotkey: AccountId32, new_hotkey: AccountId32 },
        /// The max delegate take changed: new value.
        #[codec(index = 67)]
        MaxDelegateTakeSet(u16),
        /// The min delegate take changed: new value.
        #[codec(index = 68)]
        MinDelegateTakeSet(u16),
        /// A coldkey will be swapped for the one with this hash.
        #[codec(index = 69)]
        ColdkeySwapAnnounced { who: AccountId32, new_coldkey_hash: H256 },
        /// Root set a coldkey free of its announced or disputed swap.
        #[codec(index = 70)]
        ColdkeySwapReset { who: AccountId32 },
        /// Everything of a coldkey went over to another.
        #[codec(index = 71)]
        ColdkeySwapped { old_coldkey: AccountId32, new_coldkey: AccountId32 },
        /// Somebody disputes the swap of a coldkey.
        #[codec(index = 72)]
        ColdkeySwapDisputed { coldkey: AccountId32 },
        /// Kept for clients; the swap of a coldkey takes everything along.
        #[codec(index = 73)]
        AllBalanceUnstakedAndTransferredToNewColdkey {
            current_coldkey: AccountId32,
            new_coldkey: AccountId32,
            total_balance: Tao,
        },
        /// Kept for clients; disputes are for root to decide.
        #[codec(index = 74)]
        ArbitrationPeriodExtended { coldkey: AccountId32 },
        /// A hotkey will have other children: hotkey, netuid, after which block, who.
        #[codec(index = 75)]
        SetChildrenScheduled(AccountId32, NetUid, u64, Vec<(u64, AccountId32)>),
        /// A hotkey has other children: hotkey, netuid, who.
        #[codec(index = 76)]
        SetChildren(AccountId32, NetUid, Vec<(u64, AccountId32)>),
        /// A coldkey introduced itself.
        #[codec(index = 77)]
        ChainIdentitySet(AccountId32),
        /// An owner described its subnet.
        #[codec(index = 78)]
        SubnetIdentitySet(NetUid),
        /// A subnet's description is gone.
        #[codec(index = 79)]
        SubnetIdentityRemoved(NetUid),
        /// Kept for clients; subnets dissolve at once.
        #[codec(index = 80)]
        DissolveNetworkScheduled { account: AccountId32, netuid: NetUid, execution_block: u32 },
        /// The coldkey swap announcement delay changed: new value.
        #[codec(index = 81)]
        ColdkeySwapAnnouncementDelaySet(u32),
        /// The coldkey swap reannouncement delay changed: new value.
        #[codec(index = 82)]
        ColdkeySwapReannouncementDelaySet(u32),
        /// The dissolve network schedule duration changed: new value.
        #[codec(index = 83)]
        DissolveNetworkScheduleDurationSet(u32),
        /// Kept for clients; encrypted commits are announced as timelocked.
        #[codec(index = 84)]
        CRV3WeightsCommitted(AccountId32, StorageIndex, H256),
        /// A hotkey committed to weights: hotkey, storage index, hash.
        #[codec(index = 85)]
        WeightsCommitted(AccountId32, StorageIndex, H256),
        /// A hotkey revealed weights: hotkey, storage index, hash.
        #[codec(index = 86)]
        WeightsRevealed(AccountId32, StorageIndex, H256),
        /// A hotkey revealed several commits: hotkey, netuid, hashes.
        #[codec(index = 87)]
        WeightsBatchRevealed(AccountId32, NetUid, Vec<H256>),
        /// A batch of weights was worked through: netuids, hotkey.
        #[codec(index = 88)]
        BatchWeightsCompleted(Vec<codec::Compact<NetUid>>, AccountId32),
        /// Some entry of the batch failed; see the entries' own events.
        #[codec(index = 89)]
        BatchCompletedWithErrors,
        /// One entry of a batch of weights failed: netuid, why.
        #[codec(index = 90)]
        BatchWeightItemFailed(NetUid, DispatchError),
        /// Stake was given to another coldkey: from, onto, hotkey, netuid, onto netuid, its TAO.
        #[codec(index = 91)]
        StakeTransferred(AccountId32, AccountId32, AccountId32, NetUid, NetUid, Tao),
        /// Stake was exchanged for that of another subnet: coldkey, hotkey, netuid, onto netuid, its TAO.
        #[codec(index = 92)]
        StakeSwapped(AccountId32, AccountId32, NetUid, NetUid, Tao),
        /// The transfer toggle changed: netuid, new value.
        #[codec(index = 93)]
        TransferToggle(NetUid, bool),
        /// The subnet owner hotkey changed: netuid, new value.
        #[codec(index = 94)]
        SubnetOwnerHotkeySet(NetUid, AccountId32),
        /// The start call was made: netuid, first block of emission.
        #[codec(index = 95)]
        FirstEmissionBlockNumberSet(NetUid, u64),
        /// Alpha was recycled: coldkey, hotkey, amount, netuid.
        #[codec(index = 96)]
        AlphaRecycled(AccountId32, AccountId32, Alpha, NetUid),
        /// Alpha was burned: coldkey, hotkey, amount, netuid.
        #[codec(index = 97)]
        AlphaBurned(AccountId32, AccountId32, Alpha, NetUid),
        /// Kept for clients; no keys of other chains are linked here.
        #[codec(index = 98)]
        EvmKeyAssociated { netuid: NetUid, hotkey: AccountId32, evm_key: H160, block_associated: u64 },
        /// Kept for clients; without a beacon nothing encrypted is revealed.
        #[codec(index = 99)]
        CRV3WeightsRevealed(NetUid, AccountId32),
        /// The commit reveal periods changed: netuid, new value.
        #[codec(index = 100)]
        CommitRevealPeriodsSet(NetUid, u64),
        /// The commit reveal enabled changed: netuid, new value.
        #[codec(index = 101)]
        CommitRevealEnabled(NetUid, bool),
        /// What a hotkey had on one subnet went over to another.
        #[codec(index = 102)]
        HotkeySwappedOnSubnet { coldkey: AccountId32, old_hotkey: AccountId32, new_hotkey: AccountId32, netuid: NetUid },
        /// Kept for clients; subnets are not leased here.
        #[codec(index = 103)]
        SubnetLeaseCreated { beneficiary: AccountId32, lease_id: u32, netuid: NetUid, end_block: Option<u32> },
        /// Kept for clients; subnets are not leased here.
        #[codec(index = 104)]
        SubnetLeaseTerminated { beneficiary: AccountId32, netuid: NetUid },
        /// The symbol updated changed: netuid, new value.
        #[codec(index = 105)]
        SymbolUpdated { netuid: NetUid, symbol: Vec<u8> },
        /// The commit reveal version changed: new value.
        #[codec(index = 106)]
        CommitRevealVersionSet(u16),
        /// A hotkey committed to encrypted weights: hotkey, storage index, hash of the ciphertext, round.
        #[codec(index = 107)]
        TimelockedWeightsCommitted(AccountId32, StorageIndex, H256, u64),
        /// Kept for clients; without a beacon nothing encrypted is revealed.
        #[codec(index = 108)]
        TimelockedWeightsRevealed(StorageIndex, AccountId32),
        /// The auto stake added changed: netuid, new value.
        #[codec(index = 109)]
        AutoStakeAdded {
            netuid: NetUid,
            destination: AccountId32,
            hotkey: AccountId32,
            owner: AccountId32,
            incentive: Alpha,
        },
        /// Incentive by seat of one mechanism in the epoch just run: storage index, alpha by uid.
        #[codec(index = 110)]
        IncentiveAlphaEmittedToMiners { netuid: StorageIndex, emissions: Vec<Alpha> },
        /// The min allowed uids changed: netuid, new value.
        #[codec(index = 111)]
        MinAllowedUidsSet(NetUid, u16),
        /// A coldkey chose where its mined alpha is staked.
        #[codec(index = 112)]
        AutoStakeDestinationSet { coldkey: AccountId32, netuid: NetUid, hotkey: AccountId32 },
        /// The min non immune uids changed: netuid, new value.
        #[codec(index = 113)]
        MinNonImmuneUidsSet(NetUid, u16),
        /// Root dividends were paid out to a coldkey.
        #[codec(index = 114)]
        RootClaimed { coldkey: AccountId32 },
        /// A coldkey chose what it wants its root dividends as.
        #[codec(index = 115)]
        RootClaimTypeSet { coldkey: AccountId32, root_claim_type: RootClaimTypeEnum },
        /// Kept for clients; voting power is not tracked here.
        #[codec(index = 116)]
        VotingPowerTrackingEnabled { netuid: NetUid },
        /// Kept for clients; voting power is not tracked here.
        #[codec(index = 117)]
        VotingPowerTrackingDisableScheduled { netuid: NetUid, disable_at_block: u64 },
        /// Kept for clients; voting power is not tracked here.
        #[codec(index = 118)]
        VotingPowerTrackingDisabled { netuid: NetUid },
        /// Kept for clients; voting power is not tracked here.
        #[codec(index = 119)]
        VotingPowerEmaAlphaSet { netuid: NetUid, alpha: u64 },
        /// Kept for clients; subnets are not leased here.
        #[codec(index = 120)]
        SubnetLeaseDividendsDistributed { lease_id: u32, contributor: AccountId32, alpha: Alpha },
        /// Alpha was bought and burned: TAO spent, alpha burned.
        #[codec(index = 121)]
        AddStakeBurn { netuid: NetUid, hotkey: AccountId32, amount: Tao, alpha: Alpha },
        /// An announced swap was called off.
        #[codec(index = 122)]
        ColdkeySwapCleared { who: AccountId32 },
        /// Kept for clients; fees are paid in TAO.
        #[codec(index = 123)]
        TransactionFeePaidWithAlpha { who: AccountId32, netuid: NetUid, alpha_fee: Alpha, tao_amount: Tao },
        /// The burn half life changed: netuid, new value.
        #[codec(index = 124)]
        BurnHalfLifeSet { netuid: NetUid, burn_half_life: u16 },
        /// The burn increase mult changed: netuid, new value.
        #[codec(index = 125)]
        BurnIncreaseMultSet { netuid: NetUid, burn_increase_mult: StoredU64F64 },
        /// A validator on root lends its stake to new owners, or no more.
        #[codec(index = 126)]
        AutoParentDelegationEnabledSet { hotkey: AccountId32, enabled: bool },
        /// Kept for clients; stake is not locked here.
        #[codec(index = 127)]
        StakeLocked { coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: Alpha },
        /// Kept for clients; stake is not locked here.
        #[codec(index = 128)]
        StakeUnlocked { coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: Alpha },
        /// Kept for clients; stake is not locked here.
        #[codec(index = 129)]
        LockMoved { coldkey: AccountId32, origin_hotkey: AccountId32, destination_hotkey: AccountId32, netuid: NetUid },
        /// The activity cutoff factor milli changed: netuid, new value.
        #[codec(index = 130)]
        ActivityCutoffFactorMilliSet { netuid: NetUid, factor_milli: u32 },
        /// The owner asked for an epoch out of turn: netuid, coldkey, its block.
        #[codec(index = 131)]
        EpochTriggered { netuid: NetUid, by: AccountId32, fires_at: u64 },
        /// An epoch was put off because the block had its share: netuid, now, next try.
        #[codec(index = 132)]
        EpochDeferred { netuid: NetUid, from_block: u64, to_block: u64 },
        /// An epoch was refused because two seats hold one hotkey: netuid, block.
        #[codec(index = 133)]
        EpochSkipped { netuid: NetUid, block: u64 },
        /// Kept for clients; a subnet changes hands only with its coldkey.
        #[codec(index = 134)]
        SubnetOwnerChanged { netuid: NetUid, old_coldkey: AccountId32, new_coldkey: AccountId32 },
        /// Kept for clients; stake is not locked here.
        #[codec(index = 135)]
        PerpetualLockUpdated { coldkey: AccountId32, netuid: NetUid, enabled: bool },
        /// Kept for clients; stake is not locked here.
        #[codec(index = 136)]
        RejectLockedAlphaUpdated { coldkey: AccountId32, enabled: bool },
    }
}
