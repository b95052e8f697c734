//! The protocol as recorded, and stories of neurons that do not behave.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod axon_stories;
mod btauth;
mod dendrite_stories;
mod fixture;
mod golden_axon;
mod golden_dendrite;
mod hashes;
mod streams;
