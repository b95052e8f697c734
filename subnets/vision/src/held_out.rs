//! How well a miner reads what nobody trained on.

use crate::draws::derived_seed;
use crate::miner::VisionMiner;
use crate::subnet::Vision;
use myelin_subnet::{Score, Subnet};

/// How many strips; about 1,200 digits, so the share is known to within 0.014 (one standard
/// deviation, at worst).
const STRIPS: u64 = 300;

/// The mean score on strips that anybody can render: the validators' images, public seeds.
///
/// For a copier, `neighbour` is the miner it copies: before each strip that one is asked about
/// another strip, as on the network, and records its answer on the tape.
pub fn held_out_accuracy(miner: &VisionMiner, neighbour: Option<&VisionMiner>) -> Score {
    let vision = Vision::new();
    let ask = |miner: &VisionMiner, purpose: &str, number: u64| {
        let item = vision.item(&derived_seed(purpose, number));
        let answer = miner.read(&vision.question(&item));
        answer.map_or(Score::ZERO, |answer| vision.score(&item, &answer))
    };
    let mut sum: u64 = 0;
    for number in 0..STRIPS {
        if let Some(neighbour) = neighbour {
            ask(neighbour, "held out for a neighbour", number);
        }
        sum = sum.saturating_add(u64::from(ask(miner, "held out", number).ppm()));
    }
    Score::from_ppm(u32::try_from(sum / STRIPS).unwrap_or(u32::MAX))
}
