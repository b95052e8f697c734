//! The reader that learns by heart: a digit is what the likest known image is.

use crate::draws::Draws;
use crate::features;
use crate::images::{Half, Images};
use crate::render::{self, Cell, Pose};

/// How many products are summed side by side, so that the processor may do them together.
const LANES: usize = 8;

/// The miners' images in a plain pose, each with its digit.
pub struct Neighbour {
    known: Vec<([f32; features::COUNT], u8)>,
}

impl Neighbour {
    /// Takes a look at every image of a half; milliseconds, and no chance in it.
    pub(crate) fn learn(half: Half) -> Self {
        let mut draws = Draws::of("nearest neighbour", 0);
        let images = Images::get().of(half).iter();
        let known = images.map(|image| (features::of(&render::cell(image, &Pose::PLAIN, &mut draws)), image.digit));
        Self { known: known.collect() }
    }

    /// The digit of the known image whose shades point in the direction likest to this one's.
    pub(crate) fn read(&self, cell: &Cell) -> u8 {
        let seen = features::of(cell);
        let likeness = |(known, digit): &([f32; features::COUNT], u8)| (product(known, &seen), *digit);
        let likest = self.known.iter().map(likeness).max_by(|(one, _), (other, _)| one.total_cmp(other));
        likest.map(|(_, digit)| digit).unwrap_or_default()
    }
}

/// The scalar product, summed in an order that does not depend on the machine.
fn product(one: &[f32; features::COUNT], other: &[f32; features::COUNT]) -> f32 {
    let mut sums = [0.0; LANES];
    for (one, other) in one.chunks_exact(LANES).zip(other.chunks_exact(LANES)) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{held_out_accuracy, Kind, Reader, VisionMiner};

    #[test]
    fn what_was_learnt_by_heart_is_read_again() {
        let reader = Neighbour::learn(Half::Miners);
        for image in Images::get().of(Half::Miners).iter().step_by(50) {
            let cell = render::cell(image, &Pose::PLAIN, &mut Draws::of("a test", 0));
            assert_eq!(reader.read(&cell), image.digit);
        }
    }

    #[test]
    fn knowing_the_validators_images_by_heart_pays_less_than_having_learnt_to_read() {
        let accuracy = |reader| held_out_accuracy(&VisionMiner::new(reader), None);
        let cheat = accuracy(Reader::Neighbour(Neighbour::learn(Half::Validators)));
        let honest = accuracy(Reader::train(Kind::Augmented, 1, None, |_| ()).unwrap());
        assert!(cheat < honest, "{cheat:?} {honest:?}");
    }
}
