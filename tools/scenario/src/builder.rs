//! Scenarios written in Rust.

use crate::{
    check,
    model::{Change, Person, Role, Scenario, Step, Verb, Weights},
    settings::{Literal, Setting},
};
use myelin_primitives::Alpha;
use myelin_toml::Invalid;

impl Scenario {
    /// A scenario without people, of which nothing is expected yet.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Gives the subnet, or the network, a hyperparameter from the beginning.
    pub fn with(mut self, hyperparameter: &str, value: impl Into<Literal>) -> Self {
        match Setting::new(hyperparameter, value) {
            Ok(setting) => self.settings.push(setting),
            Err(invalid) => self.note(invalid),
        }
        self
    }

    /// A miner whose work is worth 1.
    pub fn miner(self, name: &str) -> Self {
        self.miner_worth(name, 1.0)
    }

    /// A miner whose work is worth so much to validators who measure it.
    pub fn miner_worth(self, name: &str, quality: f64) -> Self {
        self.person_of(name, Role::Miner { quality })
    }

    /// A validator that weighs miners by what their work is worth.
    pub fn validator(self, name: &str, stake: Alpha) -> Self {
        self.person_of(name, Role::Validator { stake, weights: Weights::ByQuality })
    }

    /// A validator that weighs as told.
    pub fn validator_that_weighs(self, name: &str, stake: Alpha, weights: &[(&str, f64)]) -> Self {
        let weights = weights.iter().map(|(who, weight)| ((*who).to_owned(), *weight)).collect();
        self.person_of(name, Role::Validator { stake, weights: Weights::Told(weights) })
    }

    /// Adds a step of any kind.
    pub fn step(mut self, verb: Verb) -> Self {
        self.steps.push(Step { verb, line: None });
        self
    }

    /// Lets so many blocks pass.
    pub fn mine(self, blocks: u32) -> Self {
        self.step(Verb::Mine(blocks))
    }

    /// Lets so many epochs pass.
    pub fn epochs(self, epochs: u32) -> Self {
        self.step(Verb::Epochs(epochs))
    }

    /// Lets root change a hyperparameter on the way.
    pub fn set(mut self, hyperparameter: &str, value: impl Into<Literal>) -> Self {
        match Setting::new(hyperparameter, value) {
            Ok(setting) => return self.step(Verb::Set(vec![setting])),
            Err(invalid) => self.note(invalid),
        }
        self
    }

    /// Lets somebody go offline: a miner's work is worth nothing then, a validator sets no weights.
    pub fn goes_offline(self, who: &str) -> Self {
        self.step(Verb::Change { who: who.to_owned(), change: Change { online: Some(false), ..Change::default() } })
    }

    /// Demands that something hold: `miner-1: incentive is at least 0.2 within 2 epochs`. Everybody
    /// it names must have been added before. Whatever was wrong before it is told here too; of a
    /// scenario that expects nothing, [`run`](crate::run) tells it.
    pub fn expect(self, expectation: &str) -> Result<Self, Invalid> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let expectation = expectation.parse()?;
        check::expects(&self, &expectation)?;
        Ok(self.step(Verb::Expect(expectation)))
    }

    fn person_of(mut self, name: &str, role: Role) -> Self {
        let (name, group) = (name.to_owned(), name.to_owned());
        if let Err(invalid) = self.add(Person { name, group, role, line: None, joins_later: false }) {
            self.note(invalid);
        }
        self
    }

    /// Keeps what is wrong; of several things the first.
    fn note(&mut self, invalid: Invalid) {
        self.fault.get_or_insert(invalid);
    }
}
