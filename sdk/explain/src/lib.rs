//! How an epoch came about.
#![forbid(unsafe_code)]
