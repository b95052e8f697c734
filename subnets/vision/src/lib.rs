//! Reading strips of handwritten digits: a subnet whose work anybody can check.
//!
//! A validator renders a strip from a secret seed, a miner reads it, and the score is the share of
//! digits it read right. Every miner is asked about another strip, so a neighbour's answer is
//! worth a guess, and a guess earns nothing (see [`merit`]).
#![forbid(unsafe_code)]

mod cache;
mod draws;
mod features;
mod held_out;
mod images;
mod merit;
mod miner;
mod neighbour;
mod network;
mod reader;
mod render;
mod strip;
mod subnet;
mod tape;
mod training;

pub use held_out::held_out_accuracy;
pub use merit::{merit, PAID_FROM};
pub use miner::VisionMiner;
pub use neighbour::Neighbour;
pub use network::Network;
pub use reader::{Kind, Progress, Reader, TrainError, UnknownKind};
pub use render::CELL;
pub use strip::{Answer, Item, Question, QuestionError, Strip, DIGITS};
pub use subnet::Vision;
pub use tape::Tape;
