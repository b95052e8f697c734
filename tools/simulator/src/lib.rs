//! Can an incentive mechanism be gamed? A subnet is played through tempo by tempo, once with
//! somebody who cheats and once with the same somebody honest, on the same luck.
//!
//! | module | what it is about |
//! |---|---|
//! | [`scenario`] | who is on the subnet, by which rules, as TOML files say it |
//! | [`engine`] | what turns weights into earnings: the core, or the real runtime |
//! | [`world`] | miners, validators, and one run of a scenario on one seed |
//! | [`scoring`] | what miners deserve: the scenario's reward, or code of your own |
//! | [`attacks`] | ways to cheat, each with its honest counterfactual |
//! | [`verdict`] | whether an attack pays, how surely, and who pays for it |
//! | [`search`] | at which value of a setting it stops paying |
//! | [`sweep`] | the same question over a grid of settings |
//! | [`parallel`] | the machine's cores, and how many of them are used |
//! | [`report`] | one HTML file with plots |
//!
//! `docs/design/simulator.md` says why it is built so.
#![forbid(unsafe_code)]
// A tool: its numbers are rates and shares for people to look at; lists are indexed by seats.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

pub mod attacks;
pub mod engine;
pub mod parallel;
pub mod report;
mod run;
pub mod scenario;
pub mod scoring;
pub mod search;
pub mod statistics;
pub mod sweep;
pub mod verdict;
pub mod world;

pub use myelin_toml::{Invalid, LoadError};
pub use run::{run, Failure, Program, SimArgs, SimCommand};
pub use scenario::Scenario;
