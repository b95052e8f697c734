//! Reading strips of handwritten digits: a subnet whose work anybody can check.
//!
//! A validator renders a strip from a secret seed, a miner reads it, and the score is the share of
//! digits it read right. Every miner is asked about another strip, so a neighbour's answer is
//! worth a guess, and a guess earns nothing (see [`merit`]).
//!
//! The images are public, the validators' too. Knowing those by heart reads 0.83 of the digits, less
//! than an honest network that has learnt to read (0.89), for no strip shows an image as it is. Training
//! on them is against the custom and would pay a little; nothing here can tell it apart.
//!
//! A seed makes the same strip, byte for byte, on every machine. Readers are floats: the same seed
//! makes the same reader on machines of one kind, and nobody compares readers.
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
