//! What a subnet is.
#![forbid(unsafe_code)]
