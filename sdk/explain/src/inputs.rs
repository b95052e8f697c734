//! What an epoch read, and what the chain stored of what came out.

use myelin_primitives::{Alpha, MechId, NetUid, Tao, Uid};
use myelin_wallet::AccountId;
use myelin_yuma::{
    aggregate, mechanism_epoch, split_emission, stake, MechanismInput, MechanismOutcome, Seat, StoredRow,
    SubnetOutcome, SubnetParams,
};

/// Everything an epoch reads of a subnet, as it stood when the epoch's block began.
#[derive(Clone, Debug)]
pub struct Inputs {
    pub netuid: NetUid,
    /// The epoch's block.
    pub block: u64,
    /// Block of the epoch before it; zero if there was none.
    pub last_step_block: u64,
    /// By uid.
    pub seats: Vec<Sitting>,
    /// The seat of the subnet owner's hotkey.
    pub owner: Option<Uid>,
    /// What root stake counts, in parts of `2^64 - 1`.
    pub tao_weight: u64,
    pub params: SubnetParams,
    /// How the mechanisms share the emission, where that was ever set.
    pub split: Option<Vec<u16>>,
    /// By mechanism.
    pub mechanisms: Vec<MechanismInputs>,
}

/// A seat and whoever sits there.
#[derive(Clone, Debug, Default)]
pub struct Sitting {
    pub hotkey: AccountId,
    pub coldkey: AccountId,
    /// Alpha that counts: its own, less what it lends to children, plus what parents lend it.
    pub alpha: Alpha,
    /// The same of TAO on root.
    pub root: Tao,
    pub registered_at: u64,
    /// Whether the epoch before made it a validator.
    pub had_permit: bool,
    /// Coldkeys other than its own that stake to it on this subnet, where that was looked up.
    pub nominators: Option<u32>,
}

/// What one mechanism stores. Lists are by uid.
#[derive(Clone, Debug, Default)]
pub struct MechanismInputs {
    /// Block at which each seat last set weights or committed to some.
    pub last_update: Vec<u64>,
    pub weights: Vec<StoredRow>,
    pub bonds: Vec<StoredRow>,
    /// Block of each seat's earliest commit that could still be revealed, `u64::MAX` for none; absent
    /// where weights are set openly.
    pub earliest_commit: Option<Vec<u64>>,
}

/// What the chain stored of the epoch, by uid.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    pub consensus: Vec<u16>,
    /// One list for each mechanism.
    pub incentive: Vec<Vec<u16>>,
    pub dividends: Vec<u16>,
    pub validator_trust: Vec<u16>,
    pub validator_permit: Vec<bool>,
    pub emission: Vec<Alpha>,
    /// One list of rows for each mechanism.
    pub bonds: Vec<Vec<StoredRow>>,
    /// Seats that somebody else took later in the epoch's block: what was stored for them is gone.
    pub taken_since: Vec<Uid>,
    /// What one alpha fetches in the pool, in rao of TAO.
    pub price: Tao,
}

/// What came out when the epoch ran again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ran {
    pub mechanisms: Vec<MechanismOutcome>,
    /// The part of each mechanism in the emission.
    pub emissions: Vec<u64>,
    pub whole: SubnetOutcome,
}

impl Inputs {
    /// The mechanisms by number.
    pub(crate) fn mechanism_ids(&self) -> impl Iterator<Item = MechId> {
        (0..self.mechanism_count()).map(MechId)
    }

    fn mechanism_count(&self) -> u8 {
        u8::try_from(self.mechanisms.len()).unwrap_or(u8::MAX)
    }

    /// The part of each mechanism in an emission.
    pub(crate) fn split(&self, emission: Alpha) -> Vec<u64> {
        split_emission(emission.rao(), self.mechanism_count(), self.split.as_deref())
    }

    /// The seats as consensus sees them.
    pub(crate) fn consensus_seats(&self) -> Vec<Seat> {
        let seat = |sitting: &Sitting| Seat {
            stake: stake::weight(sitting.alpha.rao(), sitting.root.rao(), self.tao_weight),
            registered_at: sitting.registered_at,
            had_permit: sitting.had_permit,
        };
        self.seats.iter().map(seat).collect()
    }

    /// One mechanism of the epoch, for consensus to run or to explain.
    pub(crate) fn consensus_input<'a>(
        &'a self,
        seats: &'a [Seat],
        mechanism: &'a MechanismInputs,
        emission: u64,
    ) -> MechanismInput<'a> {
        MechanismInput {
            now: self.block,
            last_step_block: self.last_step_block,
            seats,
            owner: self.owner,
            last_update: &mechanism.last_update,
            weights: &mechanism.weights,
            bonds: &mechanism.bonds,
            earliest_commit: mechanism.earliest_commit.as_deref(),
            emission,
            params: &self.params,
        }
    }

    /// Runs the epoch, in the order in which the chain does.
    pub(crate) fn run(&self, emission: Alpha) -> Ran {
        let seats = self.consensus_seats();
        let emissions = self.split(emission);
        let run = |(mechanism, emission): (&MechanismInputs, &u64)| {
            mechanism_epoch(&self.consensus_input(&seats, mechanism, *emission))
        };
        let mechanisms: Vec<MechanismOutcome> = self.mechanisms.iter().zip(&emissions).map(run).collect();
        let whole = aggregate(&mechanisms, &emissions);
        Ran { mechanisms, emissions, whole }
    }
}
