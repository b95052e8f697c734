//! Whoever attacks: what attacks have to work with.

use super::Settings;
use myelin_primitives::hyperparameters::{Parameter, Value};

/// The resources of an attacker, which are the same where it plays honestly.
#[derive(Clone, Debug, PartialEq)]
pub struct Attacker {
    /// Its part of all stake on the subnet, its own included.
    pub share: f64,
    /// The same for attacks that are meant for little stake.
    pub small_share: f64,
    /// How far what it sees is from the quality; as the first group of validators if not told.
    pub noise: Option<f64>,
    /// Alpha that a look costs it; as the first group of validators if not told.
    pub cost: Option<f64>,
    /// Seats of its miners.
    pub miners: u16,
    /// Quality of its miners; as the mean of the subnet's if not told.
    pub skill: Option<f64>,
    /// How its miners answer a subnet's own code; as the first group of miners if not told.
    pub answers: Option<String>,
    /// Alpha that one more seat costs; paid once, and counted over the epochs of the run.
    pub seat_cost: f64,
    /// How many tempos old the rows are that a late copier copies.
    pub delay: u32,
    /// The part of all honest stake whose validators it bribes.
    pub bribed: f64,
    /// The part of their weight that the bribed give its miners.
    pub part: f64,
    /// Alpha that it pays the bribed in a tempo, all together.
    pub bribe: f64,
    /// One epoch of so many sees the stake it borrows.
    pub loan_every: u32,
    /// Alpha that a loan of stake costs, each time.
    pub loan_cost: f64,
    /// How many tempos it is ahead of everybody else.
    pub ahead: u32,
    /// Hyperparameters it sets to its own good where it owns the subnet.
    pub sets: Settings,
}

impl Default for Attacker {
    fn default() -> Self {
        Self {
            share: 0.2,
            small_share: 0.02,
            noise: None,
            cost: None,
            miners: 3,
            skill: None,
            answers: None,
            seat_cost: 1.0,
            delay: 1,
            bribed: 0.5,
            part: 0.5,
            bribe: 5.0,
            loan_every: 1,
            loan_cost: 1.0,
            ahead: 3,
            sets: Settings::default().with(Parameter::BondsPenalty, Value::U16(0)),
        }
    }
}
