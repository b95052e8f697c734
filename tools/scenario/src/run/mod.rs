//! Telling a scenario to a chain.

mod observe;
mod opening;
mod pass;
mod verbs;
mod weigh;

use crate::{
    check::{self, OWNER},
    model::{Role, Scenario, Weights},
    report::{Outcome, Report, Seen, StepReport},
};
use myelin_client::{
    dev::{Dev, Snapshot},
    At, Call, Client, ReadError,
};
use myelin_primitives::NetUid;
use myelin_wallet::{AccountId, Keypair, Scheme};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

/// How far a run has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// The subnet is being built; what is done for it now.
    Opening(&'static str),
    /// A step begins: its place of so many, and what it says.
    Step { number: usize, of: usize, says: String },
    /// An epoch of the subnet has come.
    Epoch { index: u64, block: u64 },
    /// A step has ended.
    Done { number: usize, of: usize, outcome: Outcome },
}

/// Tells a scenario to a development chain, which goes on from where it ends.
pub async fn run(client: &Client, scenario: &Scenario, tell: &mut (dyn FnMut(Progress) + Send)) -> Report {
    told(client, scenario, tell, false).await
}

/// The same, and then takes the chain back to where it was.
pub async fn run_and_restore(client: &Client, scenario: &Scenario, tell: &mut (dyn FnMut(Progress) + Send)) -> Report {
    told(client, scenario, tell, true).await
}

/// Why something could not be done.
#[derive(Debug)]
pub(crate) struct Trouble {
    what: String,
    hint: String,
}

impl Trouble {
    fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }
}

impl From<ReadError> for Trouble {
    fn from(cause: ReadError) -> Self {
        Self::new(cause.to_string(), cause.hint())
    }
}

/// The accounts of somebody.
struct Keys {
    hotkey: AccountId,
    coldkey: AccountId,
}

impl Keys {
    fn of(name: &str) -> Result<Self, Trouble> {
        let account = |uri: String| {
            let pair = Keypair::from_uri(&uri, Scheme::Sr25519);
            pair.map(|pair| pair.account()).map_err(|cause| Trouble::new(format!("no key for {uri}: {cause}"), ""))
        };
        Ok(Self { hotkey: account(format!("//{name}"))?, coldkey: account(format!("//{name}//coldkey"))? })
    }
}

/// What may change about people on the way, and is again as it was after a revert.
#[derive(Clone, Default)]
struct Minds {
    weights: BTreeMap<String, Weights>,
    quality: BTreeMap<String, f64>,
    offline: BTreeSet<String>,
    /// The last epoch after which validators set weights.
    epoch: u64,
}

/// A scenario on a chain.
struct Stage<'a> {
    client: &'a Client,
    dev: Dev,
    scenario: &'a Scenario,
    tell: &'a mut (dyn FnMut(Progress) + Send),
    keys: BTreeMap<String, Keys>,
    netuid: NetUid,
    minds: Minds,
    /// Moments with a name, in the order they came.
    moments: Vec<(String, Snapshot, Minds)>,
}

async fn told(client: &Client, scenario: &Scenario, tell: &mut (dyn FnMut(Progress) + Send), restores: bool) -> Report {
    let begin = Instant::now();
    let mut report = Report::of(scenario);
    if let Err(invalid) = check::whole(scenario) {
        report.steps.push(StepReport::broken("the scenario makes sense", invalid.line, invalid.what, invalid.hint));
        report.skip_rest(scenario);
        return report.ended(begin);
    }
    let dev = client.dev();
    let before = match restores {
        false => None,
        true => match dev.snapshot().await {
            Ok(before) => Some(before),
            Err(cause) => {
                let hint = cause.hint().to_owned();
                report.steps.push(StepReport::broken("the chain is remembered", None, cause.to_string(), hint));
                report.skip_rest(scenario);
                return report.ended(begin);
            }
        },
    };
    Box::pin(acts(client, scenario, tell, &mut report)).await;
    if let Some(before) = before {
        if let Err(cause) = dev.revert(before).await {
            let hint = cause.hint().to_owned();
            report.steps.push(StepReport::broken("the chain is as it was", None, cause.to_string(), hint));
        }
    }
    report.ended(begin)
}

/// The opening, and every step up to one that cannot be made. An expectation that fails ends nothing:
/// whatever comes after it comes all the same.
async fn acts(client: &Client, scenario: &Scenario, tell: &mut (dyn FnMut(Progress) + Send), report: &mut Report) {
    let begin = Instant::now();
    let opened = match Stage::new(client, scenario, tell) {
        Ok(mut stage) => stage.open().await.map(|()| stage),
        Err(trouble) => Err(trouble),
    };
    let mut stage = match opened {
        Ok(stage) => stage,
        Err(trouble) => {
            report.steps.push(StepReport::broken("the subnet is built", None, trouble.what, trouble.hint));
            return report.skip_rest(scenario);
        }
    };
    report.netuid = Some(stage.netuid);
    let block = stage.head().await.map(|at| at.number()).unwrap_or(0);
    report.steps.push(StepReport {
        seconds: begin.elapsed().as_secs_f64(),
        block,
        ..StepReport::new("the subnet is built", None, Outcome::Passed)
    });
    let of = scenario.steps.len();
    for (place, step) in scenario.steps.iter().enumerate() {
        let number = place + 1;
        (stage.tell)(Progress::Step { number, of, says: step.verb.to_string() });
        let begin = Instant::now();
        let done = stage.act(&step.verb).await;
        let mut told = match done {
            Ok(Done { holds, seen }) => {
                let outcome = if holds { Outcome::Passed } else { Outcome::Failed };
                StepReport { seen, ..StepReport::new(step.verb.to_string(), step.line, outcome) }
            }
            Err(Trouble { what, hint }) => StepReport::broken(step.verb.to_string(), step.line, what, hint),
        };
        told.seconds = begin.elapsed().as_secs_f64();
        told.block = stage.head().await.map(|at| at.number()).unwrap_or(0);
        let outcome = told.outcome;
        report.steps.push(told);
        (stage.tell)(Progress::Done { number, of, outcome });
        if outcome == Outcome::Broken {
            return report.skip_rest(scenario);
        }
    }
}

/// What came of a step.
struct Done {
    holds: bool,
    seen: Vec<Seen>,
}

impl Done {
    fn plainly() -> Self {
        Self { holds: true, seen: Vec::new() }
    }
}

impl<'a> Stage<'a> {
    fn new(
        client: &'a Client,
        scenario: &'a Scenario,
        tell: &'a mut (dyn FnMut(Progress) + Send),
    ) -> Result<Self, Trouble> {
        let mut minds = Minds::default();
        let mut keys = BTreeMap::from([(OWNER.to_owned(), Keys::of(OWNER)?)]);
        for person in &scenario.people {
            keys.insert(person.name.clone(), Keys::of(&person.name)?);
            match &person.role {
                Role::Validator { weights, .. } => drop(minds.weights.insert(person.name.clone(), weights.clone())),
                Role::Miner { quality } => drop(minds.quality.insert(person.name.clone(), *quality)),
            }
        }
        let netuid = NetUid::ROOT;
        Ok(Self { client, dev: client.dev(), scenario, tell, keys, netuid, minds, moments: Vec::new() })
    }

    async fn head(&self) -> Result<At, ReadError> {
        self.client.at_head().await
    }

    fn keys(&self, who: &str) -> Result<&Keys, Trouble> {
        self.keys.get(who).ok_or_else(|| Trouble::new(format!("there is nobody called {who}"), ""))
    }

    /// Makes a call as somebody's coldkey.
    async fn as_coldkey(&self, who: &str, call: &Call) -> Result<(), Trouble> {
        let made = self.dev.act_as(&self.keys(who)?.coldkey, call).await;
        made.map(drop).map_err(|cause| refused(who, call, &cause))
    }

    /// Makes a call as somebody's hotkey.
    async fn as_hotkey(&self, who: &str, call: &Call) -> Result<(), Trouble> {
        let made = self.dev.act_as(&self.keys(who)?.hotkey, call).await;
        made.map(drop).map_err(|cause| refused(who, call, &cause))
    }

    async fn as_root(&self, call: &Call) -> Result<(), Trouble> {
        self.dev.act_as_root(call).await.map(drop).map_err(|cause| refused("root", call, &cause))
    }
}

fn refused(who: &str, call: &Call, cause: &ReadError) -> Trouble {
    Trouble::new(format!("{who} could not make {call}: {cause}"), cause.hint())
}
