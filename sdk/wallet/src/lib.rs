//! Keys, addresses and keyfiles.
#![forbid(unsafe_code)]
