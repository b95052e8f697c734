//! What came of a scenario: for people, for programs, and for what collects the outcomes of tests.

mod junit;
mod text;

use crate::model::Scenario;
use myelin_primitives::NetUid;
use serde::Serialize;
use std::time::Instant;

/// What came of a step, or of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Passed,
    /// Something was expected that did not hold.
    Failed,
    /// Something could not be done.
    Broken,
    /// It was not come to.
    Skipped,
}

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub scenario: String,
    pub outcome: Outcome,
    pub seconds: f64,
    /// The subnet it was played on.
    pub netuid: Option<NetUid>,
    pub steps: Vec<StepReport>,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepReport {
    /// What it said, as a sentence.
    pub says: String,
    /// Where the file says it.
    pub line: Option<usize>,
    pub outcome: Outcome,
    pub seconds: f64,
    /// The head after it.
    pub block: u64,
    /// What an expectation looked at, each time it looked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// Why it could not be done.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hint: String,
}

/// What was seen after a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// How many epochs of the subnet had come.
    pub epoch: u64,
    pub block: u64,
    pub what: Vec<String>,
}

impl StepReport {
    pub(crate) fn new(says: impl Into<String>, line: Option<usize>, outcome: Outcome) -> Self {
        let (says, why, hint) = (says.into(), String::new(), String::new());
        Self { says, line, outcome, seconds: 0.0, block: 0, seen: Vec::new(), why, hint }
    }

    pub(crate) fn broken(says: impl Into<String>, line: Option<usize>, why: String, hint: String) -> Self {
        Self { why, hint, ..Self::new(says, line, Outcome::Broken) }
    }
}

impl Report {
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let (name, steps) = (scenario.name.clone(), Vec::new());
        Self { scenario: name, outcome: Outcome::Skipped, seconds: 0.0, netuid: None, steps }
    }

    /// Whether everything could be done and everything expected held.
    pub fn passed(&self) -> bool {
        self.outcome == Outcome::Passed
    }

    /// The report as one JSON object.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// Names the steps that were not come to.
    pub(crate) fn skip_rest(&mut self, scenario: &Scenario) {
        let told = |says: &str, line| self.steps.iter().any(|step| step.says == says && step.line == line);
        // The opening is the first step here, and none of the scenario's.
        let come_to = if told("the subnet is built", None) { self.steps.len().saturating_sub(1) } else { 0 };
        let rest = scenario.steps.iter().skip(come_to);
        let skipped = rest.map(|step| StepReport::new(step.verb.to_string(), step.line, Outcome::Skipped));
        self.steps.extend(skipped.collect::<Vec<_>>());
    }

    pub(crate) fn ended(mut self, begin: Instant) -> Self {
        let is = |outcome| self.steps.iter().any(|step| step.outcome == outcome);
        self.outcome = match (is(Outcome::Broken), is(Outcome::Failed)) {
            (true, _) => Outcome::Broken,
            (false, true) => Outcome::Failed,
            (false, false) => Outcome::Passed,
        };
        self.seconds = begin.elapsed().as_secs_f64();
        self
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One step that passed, one that failed, one that broke, one that was not come to.
    pub fn of_every_outcome() -> Report {
        let seen = |epoch, block, what: &str| Seen { epoch, block, what: vec![what.to_owned()] };
        let failed = StepReport {
            seen: vec![seen(3, 404, "miner-1: incentive 0.1"), seen(4, 505, "miner-1: incentive 0.15")],
            seconds: 0.25,
            block: 507,
            ..StepReport::new("miner-1: incentive is at least 0.2 within 1 epoch", Some(12), Outcome::Failed)
        };
        let broken = StepReport::broken("a & b send \"<0>\"", Some(14), "they hold less".into(), "ask for less".into());
        Report {
            scenario: "mixed <fortune>".into(),
            outcome: Outcome::Broken,
            seconds: 1.5,
            netuid: Some(NetUid(2)),
            steps: vec![
                StepReport { seconds: 0.5, block: 303, ..StepReport::new("2 epochs pass", Some(9), Outcome::Passed) },
                failed,
                broken,
                StepReport::new("10 blocks pass", Some(16), Outcome::Skipped),
            ],
        }
    }

    #[test]
    fn a_program_reads_the_whole_of_it() {
        let json: serde_json::Value = serde_json::from_str(&of_every_outcome().to_json().unwrap()).unwrap();
        assert_eq!((json["outcome"].as_str(), json["netuid"].as_u64()), (Some("broken"), Some(2)));
        assert_eq!(json["steps"][1]["seen"][1]["what"][0], "miner-1: incentive 0.15");
        assert_eq!(json["steps"][0].get("why"), None);
    }

    #[test]
    fn the_worst_outcome_is_the_whole_ones() {
        let ended = |outcomes: &[Outcome]| {
            let steps = outcomes.iter().map(|outcome| StepReport::new("", None, *outcome)).collect();
            Report { steps, ..of_every_outcome() }.ended(Instant::now()).outcome
        };
        use Outcome::*;
        assert_eq!(ended(&[Passed, Passed]), Passed);
        assert_eq!(ended(&[Passed, Failed, Passed]), Failed);
        assert_eq!(ended(&[Failed, Broken, Skipped]), Broken);
    }
}
