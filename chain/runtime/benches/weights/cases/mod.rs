//! The calls that are measured, each at the sizes that matter to it.

mod consensus;
mod frame;
mod keys;
mod stake;
mod subnets;

use crate::{
    measure,
    scene::{Made, Subnets},
    Case,
};

/// Every case, in the order of the table.
pub fn all() -> Vec<Case> {
    [consensus::all(), stake::all(), subnets::all(), keys::all(), frame::all()].into_iter().flatten().collect()
}

/// A call on a chain of these subnets, after what `prepare` does.
fn case(name: impl Into<String>, subnets: Subnets, prepare: impl FnOnce() -> Made + 'static) -> Case {
    Case { name: name.into(), measure: Box::new(move || measure::call(subnets, prepare)) }
}
