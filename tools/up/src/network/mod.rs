//! A whole network in this process: a development chain and everybody on it, in lockstep. Blocks
//! are sealed only as far as the work that is due in them has been done, so virtual time never
//! outruns the neurons.

mod bring_up;
mod chain;
mod epoch;
mod money;
mod neurons;

pub use bring_up::Step;
pub use epoch::{EpochAudit, Paid};

use crate::{
    cast::{Person, Role},
    failure::Failure,
    lock::Lock,
    UpArgs,
};
use chain::LocalChain;
use myelin_client::{At, Client};
use myelin_explain::Epoch;
use myelin_primitives::{NetUid, Tao};
use myelin_subnet::{schedule::Schedule, validator::phase, Conduct};
use myelin_wallet::AccountId;
use neurons::{MinerActor, ValidatorActor};
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// Rounds a validator holds in an epoch.
pub const ROUNDS: u32 = 3;

/// The running network.
pub struct Network {
    pub cast: Vec<Person>,
    pub netuid: NetUid,
    chain: LocalChain,
    client: Client,
    pub validators: Vec<ValidatorActor>,
    pub miners: Vec<MinerActor>,
    audits: Vec<EpochAudit>,
    /// The newest epoch, paid or not.
    newest: Option<EpochAudit>,
    /// Epochs whose payment no weights had a part in.
    warmup_epochs: u32,
    wallets: PathBuf,
    /// Wall time for each block; none seals as fast as it can.
    pace: Option<Duration>,
    /// Let go of last, when nothing writes into the folder any more.
    _lock: Option<Lock>,
}

/// What one step of the network brought.
#[derive(Debug, Default)]
pub struct Advance {
    pub block: u64,
    /// The epoch that was paid, if one was.
    pub epoch: Option<EpochAudit>,
    /// What went wrong for whom, in a line each.
    pub troubles: Vec<String>,
}

impl Network {
    /// Starts the chain and brings everybody to the block before the first rounds. Steps whose
    /// effect is there already are skipped, so an interrupted start is taken up where it ended.
    pub async fn open(args: &UpArgs, tell: &mut dyn FnMut(Step)) -> Result<Self, Failure> {
        bring_up::open(args, tell).await
    }

    pub fn rpc_url(&self) -> &str {
        self.chain.url()
    }

    pub fn wallets(&self) -> &std::path::Path {
        &self.wallets
    }

    pub fn audits(&self) -> &[EpochAudit] {
        &self.audits
    }

    /// The newest epoch, paid or not.
    pub fn newest(&self) -> Option<&EpochAudit> {
        self.newest.as_ref()
    }

    pub fn warmup_epochs(&self) -> u32 {
        self.warmup_epochs
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Where somebody serves: a miner its answers, a validator its records.
    pub fn address_of(&self, name: &str) -> Option<SocketAddr> {
        let miner = self.miners.iter().find(|miner| miner.name == name).map(|miner| miner.address);
        miner.or_else(|| self.validators.iter().find(|validator| validator.name == name).map(ValidatorActor::address))
    }

    /// Spreads blocks over wall time from now on.
    pub fn set_pace(&mut self, pace: Option<Duration>) {
        self.pace = pace;
    }

    pub async fn head(&self) -> Result<At, Failure> {
        Ok(self.client.at_head().await?)
    }

    /// Where the subnet stands now.
    pub async fn schedule(&self) -> Result<Schedule, Failure> {
        Ok(phase(&self.head().await?, self.netuid, ROUNDS).await?.schedule)
    }

    /// Does what is due now, then seals up to the next duty, but at most so many blocks. The block
    /// that pays an epoch is looked at from both sides.
    pub async fn advance(&mut self, most: u64) -> Result<Advance, Failure> {
        let mut troubles = self.work().await?;
        let at = self.head().await?;
        let schedule = phase(&at, self.netuid, ROUNDS).await?.schedule;
        let stop = schedule.next_stop(at.number()).min(at.number().saturating_add(most.max(1)));
        let mut advance = Advance::default();
        if stop >= schedule.ends {
            advance.epoch = Some(self.pass_epoch(schedule.ends).await?);
            money::sell_earnings(self).await?;
        } else {
            self.seal_to(stop).await?;
        }
        let at = self.head().await?;
        for miner in &self.miners {
            if let Err(trouble) = miner.follow(&at).await {
                troubles.push(format!("{}: {trouble}", miner.name));
            }
        }
        Ok(Advance { block: at.number(), troubles, ..advance })
    }

    /// Seals up to the block that pays, and looks at it from both sides.
    async fn pass_epoch(&mut self, block: u64) -> Result<EpochAudit, Failure> {
        self.seal_to(block.saturating_sub(1)).await?;
        let before = self.head().await?;
        self.seal_to(block).await?;
        let after = self.head().await?;
        let audit = epoch::audit(&before, &after, self).await?;
        if audit.weights_counted() {
            self.audits.push(audit.clone());
        } else {
            self.warmup_epochs = self.warmup_epochs.saturating_add(1);
        }
        self.newest = Some(audit.clone());
        Ok(audit)
    }

    /// Lets every validator do what is due: questions all at once, transactions one by one,
    /// because their order decides the block they are in.
    async fn work(&mut self) -> Result<Vec<String>, Failure> {
        let at = self.head().await?;
        let mut troubles = Vec::new();
        let rounds =
            futures::future::join_all(self.validators.iter_mut().map(|validator| validator.ask_if_due(&at))).await;
        troubles.extend(rounds.into_iter().flatten());
        for validator in &mut self.validators {
            let at = self.client.at_head().await?;
            troubles.extend(validator.report_if_due(&at).await);
        }
        Ok(troubles)
    }

    async fn seal_to(&self, block: u64) -> Result<(), Failure> {
        let head = self.client.at_head().await?.number();
        let blocks = block.saturating_sub(head);
        match self.pace {
            None => self.chain.seal(blocks).await?,
            Some(pace) => {
                for _ in 0..blocks {
                    self.chain.seal(1).await?;
                    tokio::time::sleep(pace).await;
                }
            }
        }
        Ok(())
    }

    /// Stops the miner that earns most; says which, if one still runs.
    pub fn kill_best_miner(&mut self) -> Option<&'static str> {
        let earned = |miner: &MinerActor| {
            let last = self.audits.last()?;
            last.neurons.iter().find(|paid| paid.hotkey == miner.hotkey).map(|paid| paid.earned)
        };
        let best = self.miners.iter().filter(|miner| miner.is_alive()).max_by_key(|miner| earned(miner))?.name;
        self.miners.iter_mut().find(|miner| miner.name == best)?.kill();
        Some(best)
    }

    /// Tells the validator that may lie to begin, or to stop; says what it does now.
    pub fn toggle_liar(&mut self) -> Option<(&'static str, Conduct)> {
        let liar = self.validators.iter_mut().find(|validator| validator.may_lie)?;
        let conduct = match liar.conduct() {
            Conduct::Honest => Conduct::Lying,
            Conduct::Lying => Conduct::Honest,
        };
        liar.set_conduct(conduct);
        Some((liar.name, conduct))
    }

    /// Lets the nominator stake so much more on its validator; says on whom.
    pub async fn stake_more(&self, amount: Tao) -> Result<&'static str, Failure> {
        money::stake_more(self, amount).await
    }

    /// How the last epoch came about.
    pub async fn explain(&self, block: u64) -> Result<Epoch, Failure> {
        Ok(myelin_explain::epoch(&self.client, self.netuid, Some(block)).await?)
    }

    /// An explained epoch in sentences, with everybody's names.
    pub fn story(&self, epoch: &Epoch) -> Vec<String> {
        let name_of = |hotkey: &AccountId| {
            let person = self.cast.iter().find(|person| person.neuron() == *hotkey)?;
            Some(person.name.to_string())
        };
        let names = epoch.seats.iter().filter_map(|seat| Some((seat.uid, name_of(&seat.hotkey)?))).collect();
        let mut lines = myelin_explain::story(epoch, &names);
        // Its stake gives it a permit, but it never judges: nothing to tell again in every epoch.
        let owners = self.cast.iter().filter(|person| person.role == Role::Owner);
        for owner in owners {
            lines.retain(|line| !line.starts_with(&format!("{} gave no weights", owner.name)));
        }
        lines
    }
}
