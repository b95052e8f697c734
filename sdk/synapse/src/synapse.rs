//! What is sent there and comes back filled in.

use serde::{de::DeserializeOwned, Deserialize, Serialize};

/// A message that carries a question there and its answer back: a struct with named fields, of
/// which the caller fills some and the answering side the others.
///
/// ```
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Echo {
///     text: String,
///     #[serde(default)]
///     answer: Option<String>,
/// }
///
/// impl myelin_synapse::Synapse for Echo {
///     const NAME: &'static str = "Echo";
///     const HASH_FIELDS: &'static [&'static str] = &["text"];
///     const REQUIRED: &'static [&'static str] = &["text"];
/// }
/// ```
pub trait Synapse: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name, which is also its path: ASCII letters, digits and underscores.
    const NAME: &'static str;

    /// The fields its sender signs, in this order. What is not named here may be changed on the way
    /// without anyone noticing, so name all the fields of the question.
    const HASH_FIELDS: &'static [&'static str] = &[];

    /// The fields without a default. Receivers written in Python need to be told of them in headers.
    const REQUIRED: &'static [&'static str] = &[];
}

/// The synapse without fields, which every axon answers: a sign of life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ping {}

impl Synapse for Ping {
    const NAME: &'static str = "Synapse";
}
