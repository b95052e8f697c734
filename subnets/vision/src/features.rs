//! What readers look at: one digit's place without its paper's shade and its ink's strength.

use crate::render::{Cell, CELL};

/// How many numbers describe a place.
pub(crate) const COUNT: usize = CELL * CELL;

/// The shades of a place, shifted to a mean of zero and scaled to a length of one.
pub(crate) fn of(cell: &Cell) -> [f32; COUNT] {
    let mut features = cell.map(f32::from);
    let mean = features.iter().sum::<f32>() / COUNT as f32;
    features.iter_mut().for_each(|feature| *feature -= mean);
    let length = features.iter().map(|feature| feature * feature).sum::<f32>().sqrt();
    if length > 0.0 {
        features.iter_mut().for_each(|feature| *feature /= length);
    }
    features
}
