//! Reading strips of handwritten digits.
#![forbid(unsafe_code)]
