//! The handwriting: 1,797 images of single digits, split once and for all in two halves.
//! Miners train on the first, validators render from the second, and the two share no image.

use flate2::read::GzDecoder;
use std::io::Read;
use std::ops::Range;
use std::sync::OnceLock;

/// The archive as it came; `data/NOTICE` says from whom.
pub(crate) const ARCHIVE: &[u8] = include_bytes!("../data/digits.csv.gz");

/// Width and height of a source image.
pub(crate) const SIDE: usize = 8;
/// The darkest shade of a source image; white is zero.
pub(crate) const DARKEST: u8 = 16;
/// How many images the archive holds.
const COUNT: usize = 1797;
/// Far more than the archive unpacks to (270 kB).
const LONGEST: u64 = 1 << 20;

/// Which images somebody draws from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// Images 0 to 999: anybody may learn from them.
    Miners,
    /// Images 1000 to 1796: what miners are asked about is rendered from these.
    Validators,
}

impl Half {
    /// The positions of its images in the archive.
    pub fn range(self) -> Range<usize> {
        match self {
            Self::Miners => 0..1000,
            Self::Validators => 1000..COUNT,
        }
    }
}

/// One source image, row by row from the top, and the digit its writer meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Image {
    pub(crate) shades: [u8; SIDE * SIDE],
    pub(crate) digit: u8,
}

/// All images, and for each half and digit where they are.
pub(crate) struct Images {
    all: Vec<Image>,
    miners: [Vec<usize>; 10],
    validators: [Vec<usize>; 10],
}

impl Images {
    /// The committed images, unpacked once per process.
    pub fn get() -> &'static Self {
        static IMAGES: OnceLock<Images> = OnceLock::new();
        IMAGES.get_or_init(|| Self::decode(ARCHIVE).expect("the committed archive decodes, a test does it; qed"))
    }

    fn decode(archive: &[u8]) -> Result<Self, String> {
        let mut text = String::new();
        GzDecoder::new(archive).take(LONGEST).read_to_string(&mut text).map_err(|error| error.to_string())?;
        let all = text.lines().map(image).collect::<Result<Vec<_>, _>>()?;
        if all.len() != COUNT {
            return Err(format!("{} images instead of {COUNT}", all.len()));
        }
        let positions = |half: Half| {
            let of_digit = |digit: usize| {
                half.range().filter(|at| all.get(*at).is_some_and(|image| usize::from(image.digit) == digit)).collect()
            };
            std::array::from_fn(of_digit)
        };
        let (miners, validators) = (positions(Half::Miners), positions(Half::Validators));
        Ok(Self { miners, validators, all })
    }

    /// The images of a half, in the archive's order.
    pub fn of(&self, half: Half) -> &[Image] {
        self.all.get(half.range()).unwrap_or_default()
    }

    /// Where the images of that digit are; none is empty, for the archive is complete.
    pub fn positions(&self, half: Half, digit: u8) -> &[usize] {
        let by_digit = match half {
            Half::Miners => &self.miners,
            Half::Validators => &self.validators,
        };
        by_digit.get(usize::from(digit)).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn at(&self, position: usize) -> Option<&Image> {
        self.all.get(position)
    }
}

/// A line of the archive: 64 shades and the digit, separated by commas.
fn image(line: &str) -> Result<Image, String> {
    let numbers = line.split(',').map(str::parse::<u8>).collect::<Result<Vec<_>, _>>();
    let numbers = numbers.map_err(|error| format!("`{line}`: {error}"))?;
    let Some((digit, shades)) = numbers.split_last() else { return Err("an empty line".to_string()) };
    let shades: [u8; SIDE * SIDE] = shades.try_into().map_err(|_| format!("`{line}` is not 64 shades and a digit"))?;
    if *digit > 9 || shades.iter().any(|shade| *shade > DARKEST) {
        return Err(format!("`{line}` has a number out of range"));
    }
    Ok(Image { shades, digit: *digit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_committed_archive_holds_every_digit_in_both_halves() {
        let images = Images::decode(ARCHIVE).unwrap();
        assert_eq!(images.of(Half::Miners).len(), 1000);
        assert_eq!(images.of(Half::Validators).len(), 797);
        for half in [Half::Miners, Half::Validators] {
            for digit in 0..10 {
                let positions = images.positions(half, digit);
                assert!(positions.len() > 70, "{half:?} has {} images of {digit}", positions.len());
                assert!(positions.iter().all(|at| half.range().contains(at) && images.at(*at).unwrap().digit == digit));
            }
        }
    }

    #[test]
    fn no_image_of_the_validators_is_among_the_miners() {
        let images = Images::get();
        let learnt: HashSet<_> = images.of(Half::Miners).iter().map(|image| image.shades).collect();
        assert!(images.of(Half::Validators).iter().all(|image| !learnt.contains(&image.shades)));
        assert_eq!(Half::Miners.range().end, Half::Validators.range().start);
    }

    #[test]
    fn a_damaged_archive_is_refused() {
        assert!(Images::decode(ARCHIVE.get(..30_000).unwrap()).is_err());
        assert!(image("1,2,3").is_err());
        assert!(image(&["17"; 65].join(",")).is_err());
    }
}
