//! Reading handwritten digits, by the readers that come with it.

use crate::Played;
use myelin_subnet::{Miner, Seed, Subnet};
use myelin_vision::{Answer, Kind, Question, Reader, Tape, Vision, VisionMiner};

/// Decides how the networks are trained; another makes others that read as well.
const TRAINING: u64 = 1;

/// The subnet with its four kinds of readers.
pub fn vision() -> Played<Vision> {
    let reader = |kind| move || read_by(kind);
    Played::new(Vision::new())
        .with(Kind::Augmented.name(), reader(Kind::Augmented))
        .with(Kind::Neighbour.name(), reader(Kind::Neighbour))
        .with(Kind::Plain.name(), reader(Kind::Plain))
        .with(Kind::Copier.name(), || Ok(Listener { neighbour: read_by(Kind::Neighbour)? }))
}

fn read_by(kind: Kind) -> Result<VisionMiner, String> {
    let reader = Reader::train(kind, TRAINING, None, |_| {});
    reader.map(VisionMiner::new).map_err(|fault| fault.to_string())
}

/// A copier with somebody to copy: whoever it listens to is asked about another strip each time, as
/// on the network.
struct Listener {
    neighbour: VisionMiner,
}

impl Miner<Vision> for Listener {
    async fn answer(&self, question: Question) -> Result<Answer, String> {
        let tape = Tape::new();
        let copier = VisionMiner::new(Reader::copier(tape.clone()));
        self.neighbour.clone().recording(tape).read(&elsewhere(&question))?;
        copier.read(&question)
    }
}

/// What another miner is asked meanwhile: the strip of a seed that hangs on this one's pixels.
fn elsewhere(question: &Question) -> Question {
    let mut seed: Seed = [0; 32];
    let pixels = question.strip().map(|strip| strip.pixels().to_vec()).unwrap_or_default();
    for (at, pixel) in pixels.iter().enumerate() {
        if let Some(byte) = seed.get_mut(at % 32) {
            *byte = byte.wrapping_mul(31).wrapping_add(*pixel);
        }
    }
    let vision = Vision::new();
    vision.question(&vision.item(&seed))
}
