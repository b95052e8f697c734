//! What the fuzzer feeds to the core: an input for each target, decoded from any bytes, and what
//! has to hold of it. Beside not panicking, the core has to agree with the models its laws use.
//!
//! `cargo test` tries the corpus in `tests/__fuzz__` and some random inputs; `cargo xtask fuzz`
//! goes on for minutes and lets coverage lead the way.
#![forbid(unsafe_code)]
// A panic is what a fuzzer looks for; and the models are shared with the laws, whole.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

pub mod epoch;
pub mod pool;
pub mod shares;

#[path = "../../../core/economy/tests/models/mod.rs"]
mod models;
#[path = "../../../core/yuma/tests/oracle/mod.rs"]
mod oracle;

use bolero::TypeGenerator;

/// How many random inputs a plain test run tries, besides the corpus.
pub const TRIES: usize = 2000;

/// An amount of any size: every number of digits is as likely as every other.
#[derive(Clone, Copy, Debug, TypeGenerator)]
pub struct Amount {
    bits: u8,
    value: u64,
}

impl Amount {
    pub fn get(self) -> u64 {
        match self.bits {
            u8::MAX => u64::MAX,
            bits => self.value >> (bits % 64),
        }
    }
}
