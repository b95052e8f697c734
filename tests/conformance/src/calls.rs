//! Staking calls on a world of a few pools, one after the other in one block.

use crate::reading::Place;
use crate::report::Checked;

pub fn case(case: &Place) -> Checked {
    Err(case.field("steps").unreadable("a runtime to dispatch them"))
}
