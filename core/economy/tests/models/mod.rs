//! What a pool and its shares promise, written down a second time and with other numbers: whole
//! ones of any length for the pool, and a book of everybody's holdings for the shares. Laws and
//! fuzz targets hold the crate against them.

pub mod book;
pub mod curve;
