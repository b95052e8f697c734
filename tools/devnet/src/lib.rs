//! A chain inside your test.
#![forbid(unsafe_code)]
