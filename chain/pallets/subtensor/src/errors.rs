//! What can be wrong with a call. Each states the way out; the index is the wire's.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        /// There is no root network; the genesis is incomplete.
        #[codec(index = 0)]
        RootNetworkDoesNotExist,
        /// The address type is neither 4 nor 6; name the one your address has.
        #[codec(index = 1)]
        InvalidIpType,
        /// The address is not one others can reach; announce a public one.
        #[codec(index = 2)]
        InvalidIpAddress,
        /// Port 0 cannot be served; announce the port you listen on.
        #[codec(index = 3)]
        InvalidPort,
        /// The hotkey has no seat on this subnet; register it first.
        #[codec(index = 4)]
        HotKeyNotRegisteredInSubNet,
        /// Nobody owns this hotkey; register it or associate it with a coldkey first.
        #[codec(index = 5)]
        HotKeyAccountNotExists,
        /// The hotkey has no seat on this subnet; register it first.
        #[codec(index = 6)]
        HotKeyNotRegisteredInNetwork,
        /// The hotkey belongs to another coldkey; sign with its owner.
        #[codec(index = 7)]
        NonAssociatedColdKey,
        /// The hotkey holds less; ask for less.
        #[codec(index = 8)]
        NotEnoughStake,
        /// The position is smaller; ask for less.
        #[codec(index = 9)]
        NotEnoughStakeToWithdraw,
        /// The hotkey's stake weight is under the threshold; stake more to it.
        #[codec(index = 10)]
        NotEnoughStakeToSetWeights,
        /// The hotkey has less stake than children take; stake more to it.
        #[codec(index = 11)]
        NotEnoughStakeToSetChildkeys,
        /// The coldkey cannot spend that much; ask for less or fund it.
        #[codec(index = 12)]
        NotEnoughBalanceToStake,
        /// The balance could not be taken; fund the coldkey.
        #[codec(index = 13)]
        BalanceWithdrawalError,
        /// The balance would not survive this; leave some of it.
        #[codec(index = 14)]
        ZeroBalanceAfterWithdrawn,
        /// The seat has no validator permit; gain stake and wait for the next epoch.
        #[codec(index = 15)]
        NeuronNoValidatorPermit,
        /// There are not as many weights as uids; send one for each.
        #[codec(index = 16)]
        WeightVecNotEqualSize,
        /// A uid stands twice in the vector; name each once.
        #[codec(index = 17)]
        DuplicateUids,
        /// A uid has no seat; read the metagraph again.
        #[codec(index = 18)]
        UidVecContainInvalidOne,
        /// The vector is shorter than the subnet demands; weigh more miners.
        #[codec(index = 19)]
        WeightVecLengthIsLow,
        /// This block's registrations are used up; try in the next.
        #[codec(index = 20)]
        TooManyRegistrationsThisBlock,
        /// The hotkey has a seat here already.
        #[codec(index = 21)]
        HotKeyAlreadyRegisteredInSubNet,
        /// The new hotkey is the old one; name another.
        #[codec(index = 22)]
        NewHotKeyIsSameWithOld,
        /// The new hotkey has or had stake on root; take a fresh one.
        #[codec(index = 23)]
        NewHotKeyNotCleanForRootSwap,
        /// The work belongs to no recent block; registration is paid now.
        #[codec(index = 24)]
        InvalidWorkBlock,
        /// The work is worth too little; registration is paid now.
        #[codec(index = 25)]
        InvalidDifficulty,
        /// The seal does not fit the work; registration is paid now.
        #[codec(index = 26)]
        InvalidSeal,
        /// One weight is above the subnet's limit; spread them.
        #[codec(index = 27)]
        MaxWeightExceeded,
        /// The hotkey is a delegate already; nothing is left to do.
        #[codec(index = 28)]
        HotKeyAlreadyDelegate,
        /// The seat set weights too recently; wait out the rate limit.
        #[codec(index = 29)]
        SettingWeightsTooFast,
        /// The subnet demands a newer validator; upgrade it.
        #[codec(index = 30)]
        IncorrectWeightVersionKey,
        /// The endpoint was announced too recently; wait out the rate limit.
        #[codec(index = 31)]
        ServingRateLimitExceeded,
        /// The vector is longer than the subnet has seats; name each seat once.
        #[codec(index = 32)]
        UidsLengthExceedUidsInSubNet,
        /// A subnet was created too recently; wait out the rate limit.
        #[codec(index = 33)]
        NetworkTxRateLimitExceeded,
        /// The take was raised too recently; wait out the rate limit.
        #[codec(index = 34)]
        DelegateTxRateLimitExceeded,
        /// The coldkey swapped a hotkey too recently; wait out the rate limit.
        #[codec(index = 35)]
        HotKeySetTxRateLimitExceeded,
        /// The coldkey staked too often; wait out the rate limit.
        #[codec(index = 36)]
        StakingRateLimitExceeded,
        /// Registration is closed here; wait until it opens.
        #[codec(index = 37)]
        SubNetRegistrationDisabled,
        /// This interval's registrations are used up; try in the next.
        #[codec(index = 38)]
        TooManyRegistrationsThisInterval,
        /// Only the hotkey itself may do this; sign with it.
        #[codec(index = 39)]
        TransactorAccountShouldBeHotKey,
        /// There is no faucet on this chain; ask somebody for TAO.
        #[codec(index = 40)]
        FaucetDisabled,
        /// Only the subnet's owner may do this.
        #[codec(index = 41)]
        NotSubnetOwner,
        /// This is not done on the root network; name another subnet.
        #[codec(index = 42)]
        RegistrationNotPermittedOnRootSubnet,
        /// Every seat on root has at least as much stake; stake more to the hotkey.
        #[codec(index = 43)]
        StakeTooLowForRoot,
        /// Every subnet is too young to make room; wait until one is not.
        #[codec(index = 44)]
        AllNetworksInImmunity,
        /// The coldkey cannot pay for the swap; fund it.
        #[codec(index = 45)]
        NotEnoughBalanceToPaySwapHotKey,
        /// This is done on the root network alone.
        #[codec(index = 46)]
        NotRootSubnet,
        /// Root has no weights; name another subnet.
        #[codec(index = 47)]
        CanNotSetRootNetworkWeights,
        /// Every seat is protected; try when some are out of immunity.
        #[codec(index = 48)]
        NoNeuronIdAvailable,
        /// The take is under what is allowed, or not above the present one.
        #[codec(index = 49)]
        DelegateTakeTooLow,
        /// The take is over what is allowed, or not below the present one.
        #[codec(index = 50)]
        DelegateTakeTooHigh,
        /// The hotkey has nothing to reveal here; commit first.
        #[codec(index = 51)]
        NoWeightsCommitFound,
        /// No waiting commit has the hash of these weights; reveal what was committed to, with its salt.
        #[codec(index = 52)]
        InvalidRevealCommitHashNotMatch,
        /// Weights are committed here before they are revealed; commit them.
        #[codec(index = 53)]
        CommitRevealEnabled,
        /// Weights are set openly here; set them.
        #[codec(index = 54)]
        CommitRevealDisabled,
        /// Liquid alpha is off on this subnet; turn it on first.
        #[codec(index = 55)]
        LiquidAlphaDisabled,
        /// The upper rate is under 1638; raise it.
        #[codec(index = 56)]
        AlphaHighTooLow,
        /// The lower rate is not between 1638 and the upper one.
        #[codec(index = 57)]
        AlphaLowOutOfRange,
        /// The coldkey is associated already; use another.
        #[codec(index = 58)]
        ColdKeyAlreadyAssociated,
        /// The coldkey cannot pay for its swap; fund it.
        #[codec(index = 59)]
        NotEnoughBalanceToPaySwapColdKey,
        /// A hotkey cannot be its own child; name another.
        #[codec(index = 60)]
        InvalidChild,
        /// A child stands twice in the list; name each once.
        #[codec(index = 61)]
        DuplicateChild,
        /// The proportions sum to more than the whole; lower them.
        #[codec(index = 62)]
        ProportionOverflow,
        /// A hotkey has at most five children; name fewer.
        #[codec(index = 63)]
        TooManyChildren,
        /// This was done too recently; wait out the rate limit.
        #[codec(index = 64)]
        TxRateLimitExceeded,
        /// No swap of this coldkey was announced; announce it.
        #[codec(index = 65)]
        ColdkeySwapAnnouncementNotFound,
        /// The announced swap is not due; wait out its delay.
        #[codec(index = 66)]
        ColdkeySwapTooEarly,
        /// The swap was announced anew too soon; wait.
        #[codec(index = 67)]
        ColdkeySwapReannouncedTooEarly,
        /// Another coldkey was announced; name that one.
        #[codec(index = 68)]
        AnnouncedColdkeyHashDoesNotMatch,
        /// The swap is disputed already; wait for its settlement.
        #[codec(index = 69)]
        ColdkeySwapAlreadyDisputed,
        /// The new coldkey is a hotkey; name an account that is none.
        #[codec(index = 70)]
        NewColdKeyIsHotkey,
        /// The take of a child is out of its bounds.
        #[codec(index = 71)]
        InvalidChildkeyTake,
        /// The child's take was raised too recently; wait out the rate limit.
        #[codec(index = 72)]
        TxChildkeyTakeRateLimitExceeded,
        /// A field is longer than it may be; shorten it.
        #[codec(index = 73)]
        InvalidIdentity,
        /// The subnet has no such mechanism; name one under its count.
        #[codec(index = 74)]
        MechanismDoesNotExist,
        /// Part of the stake is locked; ask for what is free.
        #[codec(index = 75)]
        StakeUnavailable,
        /// There is no such subnet; list the subnets.
        #[codec(index = 76)]
        SubnetNotExists,
        /// Ten commits wait already; reveal them or let them expire.
        #[codec(index = 77)]
        TooManyUnrevealedCommits,
        /// The epoch to reveal this in is over; commit again.
        #[codec(index = 78)]
        ExpiredWeightCommit,
        /// The epoch to reveal this in has not begun; wait for it.
        #[codec(index = 79)]
        RevealTooEarly,
        /// The lists are not of one length; send one entry for each.
        #[codec(index = 80)]
        InputLengthsUnequal,
        /// The seat committed to weights too recently; wait out the rate limit.
        #[codec(index = 81)]
        CommittingWeightsTooFast,
        /// The amount is under the minimum; ask for more.
        #[codec(index = 82)]
        AmountTooLow,
        /// The pool is too small for this trade; trade less.
        #[codec(index = 83)]
        InsufficientLiquidity,
        /// The price would pass the limit; trade less or widen the limit.
        #[codec(index = 84)]
        SlippageTooHigh,
        /// The subnet does not let stake change hands.
        #[codec(index = 85)]
        TransferDisallowed,
        /// The cutoff is under the least allowed; raise it.
        #[codec(index = 86)]
        ActivityCutoffTooLow,
        /// This call is switched off.
        #[codec(index = 87)]
        CallDisabled,
        /// The subnet was started already.
        #[codec(index = 88)]
        FirstEmissionBlockNumberAlreadySet,
        /// The subnet is too young to start; wait out the delay.
        #[codec(index = 89)]
        NeedWaitingMoreBlocksToStarCall,
        /// Less alpha is outstanding; destroy less.
        #[codec(index = 90)]
        NotEnoughAlphaOutToRecycle,
        /// On root there is nothing to burn or recycle; name another subnet.
        #[codec(index = 91)]
        CannotBurnOrRecycleOnRootSubnet,
        /// No public key comes out of the signature; sign again.
        #[codec(index = 92)]
        UnableToRecoverPublicKey,
        /// The signature is of another key; sign with the one named.
        #[codec(index = 93)]
        InvalidRecoveredPublicKey,
        /// The subnet was not started; its owner makes the start call.
        #[codec(index = 94)]
        SubtokenDisabled,
        /// A hotkey was swapped on the subnet too recently; wait out the interval.
        #[codec(index = 95)]
        HotKeySwapOnSubnetIntervalNotPassed,
        /// The stake is there already; name another place.
        #[codec(index = 96)]
        SameNetuid,
        /// The account cannot spend that much; fund it.
        #[codec(index = 97)]
        InsufficientBalance,
        /// The beneficiary did not open this lease; sign with who did.
        #[codec(index = 98)]
        InvalidLeaseBeneficiary,
        /// A lease ends in the future; name a later block.
        #[codec(index = 99)]
        LeaseCannotEndInThePast,
        /// The leased subnet is not to be found; name another lease.
        #[codec(index = 100)]
        LeaseNetuidNotFound,
        /// There is no such lease; look at the list.
        #[codec(index = 101)]
        LeaseDoesNotExist,
        /// The lease has no end; it cannot be terminated.
        #[codec(index = 102)]
        LeaseHasNoEndBlock,
        /// The lease still runs; wait for its last block.
        #[codec(index = 103)]
        LeaseHasNotEnded,
        /// A number left its range; nothing was changed.
        #[codec(index = 104)]
        Overflow,
        /// The beneficiary does not own the hotkey; name one it owns.
        #[codec(index = 105)]
        BeneficiaryDoesNotOwnHotkey,
        /// Only the lease's beneficiary may do this; sign with it.
        #[codec(index = 106)]
        ExpectedBeneficiaryOrigin,
        /// An epoch is near and settings are frozen; try after it.
        #[codec(index = 107)]
        AdminActionProhibitedDuringWeightsWindow,
        /// The symbol is not in the list; choose one that is.
        #[codec(index = 108)]
        SymbolDoesNotExist,
        /// Another subnet uses the symbol; choose a free one.
        #[codec(index = 109)]
        SymbolAlreadyInUse,
        /// The chain takes timelocked commits of another version; use that one.
        #[codec(index = 110)]
        IncorrectCommitRevealVersion,
        /// The round of reveal has passed; name a later one.
        #[codec(index = 111)]
        InvalidRevealRound,
        /// The reveal period is over 100 epochs; lower it.
        #[codec(index = 112)]
        RevealPeriodTooLarge,
        /// The reveal period is under one epoch; raise it.
        #[codec(index = 113)]
        RevealPeriodTooSmall,
        /// The value is out of its bounds.
        #[codec(index = 114)]
        InvalidValue,
        /// There is no room for a subnet and none may be replaced yet.
        #[codec(index = 115)]
        SubnetLimitReached,
        /// The coldkey cannot pay for a subnet; fund it.
        #[codec(index = 116)]
        CannotAffordLockCost,
        /// The EVM key was associated too recently; wait.
        #[codec(index = 117)]
        EvmKeyAssociateRateLimitExceeded,
        /// The hotkey receives the stake already; name another.
        #[codec(index = 118)]
        SameAutoStakeHotkeyAlreadySet,
        /// The map of seats could not be cleared; nothing was changed.
        #[codec(index = 119)]
        UidMapCouldNotBeCleared,
        /// Too many of the remaining seats would be immune; keep more seats.
        #[codec(index = 120)]
        TrimmingWouldExceedMaxImmunePercentage,
        /// A child is a parent of the same hotkey; undo one of the links.
        #[codec(index = 121)]
        ChildParentInconsistency,
        /// The number of claims per block is over 50; lower it.
        #[codec(index = 122)]
        InvalidNumRootClaim,
        /// The threshold of root claims is too high; lower it.
        #[codec(index = 123)]
        InvalidRootClaimThreshold,
        /// Name one to five subnets.
        #[codec(index = 124)]
        InvalidSubnetNumber,
        /// Seats times mechanisms would pass 256; lower one of them.
        #[codec(index = 125)]
        TooManyUIDsPerMechanism,
        /// The subnet does not track voting power; its owner switches that on.
        #[codec(index = 126)]
        VotingPowerTrackingNotEnabled,
        /// The pace of voting power is out of bounds; choose another.
        #[codec(index = 127)]
        InvalidVotingPowerEmaAlpha,
        /// The network no longer does this.
        #[codec(index = 128)]
        Deprecated,
        /// Alpha was bought and burned here too recently; wait.
        #[codec(index = 129)]
        AddStakeBurnRateLimitExceeded,
        /// A swap of this coldkey is announced; make it or wait.
        #[codec(index = 130)]
        ColdkeySwapAnnounced,
        /// A swap of this coldkey is disputed; wait for its settlement.
        #[codec(index = 131)]
        ColdkeySwapDisputed,
        /// The announcement cannot be cleared so soon; wait.
        #[codec(index = 132)]
        ColdkeySwapClearTooEarly,
        /// This is switched off for the time being.
        #[codec(index = 133)]
        DisabledTemporarily,
        /// A seat costs more than the limit; raise it or wait for the price to fall.
        #[codec(index = 134)]
        RegistrationPriceLimitExceeded,
        /// The lock is on another hotkey; name that one.
        #[codec(index = 135)]
        LockHotkeyMismatch,
        /// Less is staked than the lock wants; stake more.
        #[codec(index = 136)]
        InsufficientStakeForLock,
        /// Nothing is locked here.
        #[codec(index = 137)]
        NoExistingLock,
        /// Something is locked here; wait until it is free.
        #[codec(index = 138)]
        ActiveLockExists,
        /// The account belongs to the chain; use one of yours.
        #[codec(index = 139)]
        CannotUseSystemAccount,
        /// Less is locked; ask for less.
        #[codec(index = 140)]
        UnlockAmountTooHigh,
        /// The tempo is not between 360 and 50 400 blocks.
        #[codec(index = 141)]
        TempoOutOfBounds,
        /// The factor is not between 1 000 and 50 000.
        #[codec(index = 142)]
        ActivityCutoffFactorMilliOutOfBounds,
        /// An epoch out of turn is already due; wait for it.
        #[codec(index = 143)]
        EpochTriggerAlreadyPending,
        /// The next epoch is near; wait for it.
        #[codec(index = 144)]
        AutoEpochAlreadyImminent,
        /// Not while weights are committed and revealed; turn that off first.
        #[codec(index = 145)]
        DynamicTempoBlockedByCommitReveal,
        /// The account takes no locked alpha; it says so itself.
        #[codec(index = 146)]
        AccountRejectsLockedAlpha,
    }
}
