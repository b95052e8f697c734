//! What turns weights into earnings. Worlds know nothing else of a chain.

mod core;

pub use self::core::CoreEngine;

use crate::scenario::{Scenario, Settings};

/// A row of weights: seats and values.
pub type Row = Vec<(u16, u16)>;

/// A subnet that takes weights and pays for them, tempo by tempo. Lists are in seat order.
pub trait Engine {
    /// Takes the weights of a seat: in the open at once, or as a commit where they are hidden
    /// first. Says whether they were taken.
    fn submit(&mut self, seat: usize, row: &[(u16, u16)]) -> bool;

    /// The weights of a seat as anybody can read them now.
    fn row(&self, seat: usize) -> &[(u16, u16)];

    /// Lets the rest of the tempo pass and runs the epoch.
    fn close(&mut self);

    /// What the last epoch decided.
    fn epoch(&self) -> &Epoch;

    /// What each seat has staked, in rao.
    fn stakes(&self) -> &[u64];

    /// Adds what a seat earned, in rao, to what it has staked, unless the chain did so itself.
    fn stake(&mut self, seat: usize, rao: u64);

    /// Lends a seat so many rao of stake.
    fn lend(&mut self, seat: usize, rao: u64);

    /// Takes a loan back.
    fn take_back(&mut self, seat: usize, rao: u64);

    /// Sets hyperparameters of the subnet from the present tempo on, or says why it cannot.
    fn change(&mut self, settings: &Settings) -> Result<(), String>;
}

/// Where runs are played: makes an engine for each, or says why none can play the scenario.
pub trait Ground: Sync {
    fn engine(&self, scenario: &Scenario) -> Result<Box<dyn Engine>, String>;
}

/// The ground that is the core.
pub struct Core;

impl Ground for Core {
    fn engine(&self, scenario: &Scenario) -> Result<Box<dyn Engine>, String> {
        Ok(Box::new(CoreEngine::new(scenario)))
    }
}

impl Engine for Box<dyn Engine> {
    fn submit(&mut self, seat: usize, row: &[(u16, u16)]) -> bool {
        self.as_mut().submit(seat, row)
    }

    fn row(&self, seat: usize) -> &[(u16, u16)] {
        self.as_ref().row(seat)
    }

    fn close(&mut self) {
        self.as_mut().close();
    }

    fn epoch(&self) -> &Epoch {
        self.as_ref().epoch()
    }

    fn stakes(&self) -> &[u64] {
        self.as_ref().stakes()
    }

    fn stake(&mut self, seat: usize, rao: u64) {
        self.as_mut().stake(seat, rao);
    }

    fn lend(&mut self, seat: usize, rao: u64) {
        self.as_mut().lend(seat, rao);
    }

    fn take_back(&mut self, seat: usize, rao: u64) {
        self.as_mut().take_back(seat, rao);
    }

    fn change(&mut self, settings: &Settings) -> Result<(), String> {
        self.as_mut().change(settings)
    }
}

/// What an epoch decided. Proportions are in parts of 65535, amounts in rao of alpha.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Epoch {
    pub consensus: Vec<u16>,
    pub incentive: Vec<u16>,
    pub dividends: Vec<u16>,
    pub validator_trust: Vec<u16>,
    /// What seats earned as miners.
    pub mined: Vec<u64>,
    /// What seats earned as validators.
    pub validated: Vec<u64>,
    pub bonds: Vec<Row>,
}
