//! Axon and dendrite.
#![forbid(unsafe_code)]
