//! Who reads strips, and how each kind comes by its skill.

use crate::cache::Cache;
use crate::images::Half;
use crate::neighbour::Neighbour;
use crate::network::Network;
use crate::strip::{Answer, Strip};
use crate::tape::Tape;
use crate::training::Plan;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The kinds of readers, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A small network that learnt from ever new poses of the miners' images.
    Augmented,
    /// Knows the miners' images by heart and answers with the likest.
    #[serde(rename = "nearest-neighbour")]
    Neighbour,
    /// The same network, which learnt from the images as they are.
    Plain,
    /// Sees nothing, and says what its neighbour said last.
    Copier,
}

impl Kind {
    /// Every kind, the best first.
    pub const ALL: [Self; 4] = [Self::Augmented, Self::Neighbour, Self::Plain, Self::Copier];

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Augmented => "augmented",
            Self::Neighbour => "nearest-neighbour",
            Self::Plain => "plain",
            Self::Copier => "copier",
        }
    }
}

impl Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| UnknownKind(name.to_string()))
    }
}

/// A name that no kind has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no reader is called `{0}`; there are augmented, nearest-neighbour, plain and copier")]
pub struct UnknownKind(String);

/// How far a training has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub kind: Kind,
    /// Steps done, of how many.
    pub done: usize,
    pub steps: usize,
}

/// Why there is no trained reader.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// It has nothing to learn; make it with [`Reader::copier`].
    #[error("a copier learns nothing: give it the tape of the miner it copies")]
    Copier,
    /// The library for networks refused an operation.
    #[error("could not train the {kind} reader: {source}")]
    Network { kind: Kind, source: candle_core::Error },
    /// The trained network could not be kept.
    #[error("could not keep the {kind} reader in {}: {source}", file.display())]
    Cache { kind: Kind, file: PathBuf, source: std::io::Error },
}

/// Whoever reads strips.
pub enum Reader {
    Neighbour(Neighbour),
    /// A network and on what it was trained.
    Network(Kind, Network),
    Copier(Tape),
}

impl Reader {
    /// A reader of that kind, trained or, if `cache` is a folder where it is kept, taken from there.
    ///
    /// The same seed makes the same reader on machines of one kind with as many cores; `progress`
    /// hears of every step and hears nothing if there was nothing to train.
    pub fn train(
        kind: Kind,
        seed: u64,
        cache: Option<&Path>,
        progress: impl FnMut(Progress) + Send,
    ) -> Result<Self, TrainError> {
        match kind {
            Kind::Augmented => train_network(kind, &Plan::AUGMENTED, seed, cache, progress),
            Kind::Plain => train_network(kind, &Plan::PLAIN, seed, cache, progress),
            Kind::Neighbour => Ok(Self::Neighbour(Neighbour::learn(Half::Miners))),
            Kind::Copier => Err(TrainError::Copier),
        }
    }

    /// A reader that says what was last recorded on the tape.
    pub fn copier(tape: Tape) -> Self {
        Self::Copier(tape)
    }

    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Neighbour(_) => Kind::Neighbour,
            Self::Network(kind, _) => *kind,
            Self::Copier(_) => Kind::Copier,
        }
    }

    /// What is on the strip, or in one line why it cannot say.
    pub fn read(&self, strip: &Strip) -> Result<Answer, String> {
        let digits = match self {
            Self::Neighbour(neighbour) => strip.cells().iter().map(|cell| neighbour.read(cell)).collect(),
            Self::Network(_, network) => network.read(&strip.cells()).map_err(|error| error.to_string())?,
            Self::Copier(tape) => return tape.last().ok_or_else(|| "there is nothing to copy yet".to_string()),
        };
        Ok(Answer::of(&digits))
    }
}

fn train_network(
    kind: Kind,
    plan: &Plan,
    seed: u64,
    folder: Option<&Path>,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Reader, TrainError> {
    let failed = |source| TrainError::Network { kind, source };
    let cache = folder.map(|folder| Cache::of(folder, kind.name(), plan.key(seed)));
    if let Some(numbers) = cache.as_ref().and_then(|cache| cache.load(Network::size())) {
        return Ok(Reader::Network(kind, Network::of(&numbers).map_err(failed)?));
    }
    let report = |done| progress(Progress { kind, done, steps: plan.steps });
    let network = plan.train(seed, report).map_err(failed)?;
    if let Some(cache) = cache {
        let stored = cache.store(&network.numbers().map_err(failed)?);
        stored.map_err(|source| TrainError::Cache { kind, file: cache.file, source })?;
    }
    Ok(Reader::Network(kind, network))
}
