//! A whole network with one command.
#![forbid(unsafe_code)]
