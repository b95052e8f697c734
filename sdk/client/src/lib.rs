//! A chain seen from outside.
#![forbid(unsafe_code)]
