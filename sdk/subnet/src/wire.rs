//! What travels between validator and miner.

use crate::Subnet;
use myelin_synapse::Synapse;
use serde::{Deserialize, Serialize};

/// A question on its way to the miner, and with its answer on the way back.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Ask<S: Subnet> {
    pub question: S::Question,
    #[serde(default)]
    pub answer: Option<S::Answer>,
}

impl<S: Subnet> Synapse for Ask<S> {
    const NAME: &'static str = S::NAME;
    /// The question is signed with the request.
    const HASH_FIELDS: &'static [&'static str] = &["question"];
    const REQUIRED: &'static [&'static str] = &["question"];
}
