//! The node: executes the Myelin runtime natively, keeps its chain, and answers JSON-RPC.
//!
//! - [`command`]: what `myelin node` and `myelin build-spec` do;
//! - [`dev`]: a development chain inside this process, for tests, benches and tools;
//! - [`executor`] and [`identity`]: which runtime runs, and how a chain asks for it;
//! - [`chain_spec`]: the chains known by name;
//! - [`service`]: how a node is put together;
//! - [`audit`]: checking that what a chain counts is what is there;
//! - [`proof`]: checking what a node says about a state.

pub mod audit;
pub mod chain_spec;
pub mod command;
pub mod dev;
pub mod executor;
pub mod failure;
pub mod identity;
pub mod proof;
pub mod service;

pub use failure::Failure;
