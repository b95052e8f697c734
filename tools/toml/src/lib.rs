//! TOML files that people write: what stands in them, and what is wrong with them, with the line.
//!
//! ```
//! # fn read() -> Result<(), myelin_toml::Invalid> {
//! use myelin_toml::Document;
//!
//! let document = Document::parse("name = \"Ann\"\nage = 30\n")?;
//! for entry in document.entries() {
//!     match entry.name {
//!         "name" => assert_eq!(entry.text()?, "Ann"),
//!         "age" => assert_eq!(entry.count(150)?, 30),
//!         _ => return Err(entry.unknown(&["name", "age"])),
//!     }
//! }
//! # Ok(()) }
//! # read().unwrap();
//! ```
#![forbid(unsafe_code)]

mod document;
mod fault;
mod load;
mod words;

pub use document::{Document, Entry, Table};
pub use fault::{instead_of, Invalid};
pub use load::{load, LoadError};
