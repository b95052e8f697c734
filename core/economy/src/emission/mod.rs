//! Emission: what a block gives to each subnet, and what an epoch gives to each key.
//!
//! Once a block: [`subnet_shares`] says which part of the TAO goes to which subnet, [`terms`] how
//! much of it enters the pool and how much buys alpha, [`split_alpha_out`] into which buckets the
//! new alpha falls. Once an epoch: [`split_dividend`] shares a validator's dividend with its
//! parents, [`divide_buckets`] pays the buckets out by those shares, [`delegate_take`] leaves the
//! validator its part. What root earns is claimed later: [`accrue`], [`owed`], [`auto_claims`].
//!
//! The exponential average of the flow of TAO is not here: shares go by price, and nothing reads it.

mod claims;
mod dividends;
mod shares;
mod terms;

#[cfg(test)]
mod tests;

pub use claims::{accrue, auto_claims, claimed_with, owed, Accrual};
pub use dividends::{
    buckets, burned_share, delegate_take, divide_buckets, split_dividend, Dividend, FamilySplit, Parent, Recipient,
    Stakes, Taken, Validator, Waiting,
};
pub use shares::{blocks_since_start, has_root_sell, moving_price, subnet_shares, tao_of_share, Candidate};
pub use terms::{root_proportion, split_alpha_out, terms, AlphaOut, Terms};

use myelin_primitives::fixed_point::U96F32;

/// A part of `2^16 - 1`, as a number with 32 bits after the point.
fn part_u16(value: u16) -> U96F32 {
    U96F32::from_num(value).checked_div(U96F32::from_num(u16::MAX)).unwrap_or_default()
}
