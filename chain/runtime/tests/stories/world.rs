//! The chain as stories see it; other proofs of the runtime tell theirs on the same stage.

pub use myelin_conformance::story::*;
