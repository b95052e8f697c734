//! A validator: asks miners, judges them, sets weights once per epoch, and commits to all of it.
//!
//! [`Validator::run`] follows a chain by itself. Whoever seals blocks in lockstep with the work
//! calls [`Validator::duty`], [`Validator::ask`] and [`Validator::report`] instead.

mod ask;
mod error;
mod report;
mod run;

pub use ask::{MinerRound, Round};
pub use error::ValidatorError;
pub use report::Report;
pub use run::Event;

use crate::{
    library::Library,
    record::Leaf,
    schedule::{Duty, Progress, Schedule},
    seeds::Secret,
    standing::{Standing, Weight},
    Subnet,
};
use myelin_client::{At, Client};
use myelin_primitives::{NetUid, Uid};
use myelin_synapse::Dendrite;
use myelin_wallet::{AccountId, Keypair};
use std::{sync::Arc, time::Duration};

/// How a validator goes about its work.
#[derive(Clone, Debug)]
pub struct Settings {
    pub netuid: NetUid,
    /// Rounds in each epoch.
    pub rounds: u32,
    /// Questions to each miner in a round.
    pub questions: u32,
    /// The most miners asked in a round; with more there, a different sample each time.
    pub sample: usize,
    /// How long a miner may take to answer.
    pub timeout: Duration,
    /// Questions under way at once.
    pub concurrency: usize,
    /// The share (0 to 1) of what was known of a miner that stays when a round is scored.
    pub memory: f64,
}

impl Settings {
    pub fn on(netuid: NetUid) -> Self {
        Self {
            netuid,
            rounds: 3,
            questions: 8,
            sample: 256,
            timeout: Duration::from_secs(12),
            concurrency: 32,
            memory: 0.6,
        }
    }
}

/// Whether a validator says what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conduct {
    #[default]
    Honest,
    /// Gives all its weight to the miner it found worst; for showing what that costs.
    Lying,
}

/// A validator of one subnet.
pub struct Validator<S: Subnet> {
    subnet: Arc<S>,
    client: Client,
    hotkey: Keypair,
    settings: Settings,
    dendrite: Dendrite,
    secret: Secret,
    standing: Standing,
    work: Work,
    library: Library,
    conduct: Conduct,
}

/// What was done in the current epoch.
#[derive(Default)]
struct Work {
    epoch: u64,
    progress: Progress,
    leaves: Vec<Leaf>,
    /// The weights the chain took, and the block; a second try need only commit.
    weights: Option<(Vec<Weight>, u64)>,
}

/// Where the subnet stands between two epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// How many epochs came before.
    pub epoch: u64,
    pub schedule: Schedule,
}

impl<S: Subnet> Validator<S> {
    /// A validator that knows nothing yet. The secret makes its questions; `hotkey` must hold a
    /// seat on the subnet before its weights can count.
    pub fn new(subnet: Arc<S>, client: Client, hotkey: Keypair, secret: Secret, settings: Settings) -> Self {
        let dendrite = Dendrite::new(hotkey.clone());
        Self {
            subnet,
            client,
            hotkey,
            settings,
            dendrite,
            secret,
            standing: Standing::default(),
            work: Work::default(),
            library: Library::default(),
            conduct: Conduct::default(),
        }
    }

    pub fn account(&self) -> AccountId {
        self.hotkey.account()
    }

    /// What it published so far; serve it with [`crate::publish`].
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// What it thinks of each miner.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Takes up what an earlier run of this validator thought.
    pub fn resume(&mut self, standing: Standing) {
        self.standing = standing;
    }

    pub fn conduct(&self) -> Conduct {
        self.conduct
    }

    pub fn set_conduct(&mut self, conduct: Conduct) {
        self.conduct = conduct;
    }

    /// Where the subnet stands at that block.
    pub async fn phase(&self, at: &At) -> Result<Phase, ValidatorError> {
        phase(at, self.settings.netuid, self.settings.rounds).await
    }

    /// What is to be done at that block. A new epoch begins with a clean sheet.
    pub async fn duty(&mut self, at: &At) -> Result<Option<Duty>, ValidatorError> {
        let phase = self.phase(at).await?;
        if phase.epoch != self.work.epoch {
            self.work = Work { epoch: phase.epoch, ..Work::default() };
        }
        let duty = phase.schedule.duty(at.number(), self.work.progress);
        if duty == Some(Duty::Report) && self.work.weights.is_none() && self.has_reported(at, &phase).await? {
            self.work.progress.reported = true;
            return Ok(None);
        }
        Ok(duty)
    }

    /// Whether an earlier run of this validator set this epoch's weights; a second try would only
    /// meet the rate limit.
    async fn has_reported(&self, at: &At, phase: &Phase) -> Result<bool, ValidatorError> {
        let uid = self.own_uid(at).await?;
        let neurons = at.neurons_lite(self.settings.netuid).await?;
        let own = neurons.iter().find(|neuron| neuron.uid == uid.0);
        Ok(own.is_some_and(|neuron| neuron.last_update >= phase.schedule.report_at()))
    }

    async fn own_uid(&self, at: &At) -> Result<Uid, ValidatorError> {
        let netuid = self.settings.netuid;
        let uid = at.uid_of(netuid, &self.account()).await?;
        uid.ok_or(ValidatorError::NoSeat { hotkey: self.account(), netuid })
    }
}

/// Where a subnet stands at that block, for validators that hold so many rounds.
pub async fn phase(at: &At, netuid: NetUid, rounds: u32) -> Result<Phase, ValidatorError> {
    let ends: Option<u64> = at.runtime_api("SubnetInfoRuntimeApi", "get_next_epoch_start_block", &netuid).await?;
    let ends = ends.ok_or(ValidatorError::NoEpoch { netuid })?;
    let begins = at.storage("SubtensorModule", "LastEpochBlock", &[&netuid]).await?.unwrap_or(0);
    let epoch = at.storage("SubtensorModule", "SubnetEpochIndex", &[&netuid]).await?.unwrap_or(0);
    Ok(Phase { epoch, schedule: Schedule { begins, ends, rounds } })
}
