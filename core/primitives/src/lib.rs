//! The vocabulary every part of Myelin shares: amounts, ids, fixed-point numbers, records and the
//! table of hyperparameters. No chain, no clock, no I/O.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod amounts;
pub mod commitments;
pub mod fixed_point;
pub mod hyperparameters;
pub mod ids;
pub mod records;

mod wire;

pub use amounts::{Alpha, Tao, RAO_PER_TOKEN};
pub use ids::{MechId, NetUid, StorageIndex, Uid};
