//! A strip of digits: what a validator makes from a seed, and how it travels.

use crate::draws::Draws;
use crate::images::{Half, Images};
use crate::render::{self, Cell, Pose, CELL};
use base64::prelude::{Engine, BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::ops::RangeInclusive;

/// How many digits a strip may have.
pub const DIGITS: RangeInclusive<usize> = 3..=5;

/// A strip and the digits on it; only its validator has both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is written on the strip, such as `4071`.
    pub digits: String,
    /// What the miner sees.
    pub strip: Strip,
}

impl Item {
    /// Renders the item of that seed from the validators' images.
    pub(crate) fn render(seed: &[u8; 32]) -> Self {
        let mut draws = Draws::from_seed(seed);
        let [fewest, most] = [DIGITS.start(), DIGITS.end()].map(|count| u32::try_from(*count).unwrap_or_default());
        let count = draws.between(fewest, most);
        let (mut digits, mut cells) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let (digit, cell) = digit(Half::Validators, &mut draws);
            digits.push(digit);
            cells.push(cell);
        }
        Self { digits: Answer::of(&digits).digits, strip: Strip::joined(&cells) }
    }
}

/// Draws a digit, one of that half's images of it, and a pose, and renders it.
///
/// The digit first, so that each is as likely as any other however many images it has: a guess
/// is right one time in ten whatever the guess.
pub(crate) fn digit(half: Half, draws: &mut Draws) -> (u8, Cell) {
    let images = Images::get();
    let digit = u8::try_from(draws.below(10)).unwrap_or_default();
    let position = draws.pick(images.positions(half, digit)).copied();
    let image = position.and_then(|at| images.at(at)).expect("each half has images of each digit, tested; qed");
    let pose = Pose::draw(draws);
    (digit, render::cell(image, &pose, draws))
}

/// An image one place high and a few wide, row by row from the top; 0 is paper, 255 the darkest ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    places: usize,
    pixels: Vec<u8>,
}

impl Strip {
    /// Places side by side.
    fn joined(cells: &[Cell]) -> Self {
        let row = |row: usize| cells.iter().flat_map(move |cell| cell.chunks_exact(CELL).nth(row).unwrap_or_default());
        let pixels = (0..CELL).flat_map(row).copied().collect();
        Self { places: cells.len(), pixels }
    }

    /// The places apart, from the left.
    pub(crate) fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![[0; CELL * CELL]; self.places];
        let pieces = self.pixels.chunks_exact(CELL);
        for (at, piece) in pieces.enumerate() {
            // The pieces go through the places of a row before they come to the next row.
            let (row, place) = (at.checked_div(self.places), at.checked_rem(self.places));
            let cell = place.and_then(|place| cells.get_mut(place));
            let target = cell.zip(row).and_then(|(cell, row)| cell.chunks_exact_mut(CELL).nth(row));
            if let Some(target) = target {
                target.copy_from_slice(piece);
            }
        }
        cells
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.places.saturating_mul(CELL)
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        CELL
    }

    /// The shades, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The strip as text, two characters a pixel, for people to look at.
    pub fn as_text(&self) -> String {
        const SHADES: [&str; 6] = ["  ", "..", "--", "++", "##", "@@"];
        let mut text = String::new();
        for row in self.pixels.chunks_exact(self.width().max(1)) {
            for pixel in row {
                text.push_str(SHADES.get(usize::from(pixel / 43)).copied().unwrap_or("@@"));
            }
            text.push('\n');
        }
        text
    }

    /// The strip as a portable grey map (PGM), which image viewers open; ink is dark there.
    pub fn as_pgm(&self) -> String {
        let mut text = format!("P2\n{} {}\n255\n", self.width(), self.height());
        for row in self.pixels.chunks_exact(self.width().max(1)) {
            for pixel in row {
                let _ = write!(text, "{} ", u8::MAX.saturating_sub(*pixel)); // writing to a string cannot fail
            }
            text.push('\n');
        }
        text
    }
}

/// What a miner is asked: which digits are on this strip?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// In pixels; 16 for each digit.
    pub width: u32,
    /// In pixels; 16.
    pub height: u32,
    /// One byte for each pixel, row by row, in base64.
    pub pixels: String,
}

impl Question {
    /// The question about a strip.
    pub fn about(strip: &Strip) -> Self {
        let in_pixels = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        Self {
            width: in_pixels(strip.width()),
            height: in_pixels(strip.height()),
            pixels: BASE64_STANDARD.encode(&strip.pixels),
        }
    }

    /// The strip in the question, or what is wrong with it.
    pub fn strip(&self) -> Result<Strip, QuestionError> {
        let [width, height] = [self.width, self.height].map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        let places = width.checked_div(CELL).filter(|places| places.checked_mul(CELL) == Some(width));
        let places = places.filter(|places| DIGITS.contains(places) && height == CELL);
        let places = places.ok_or(QuestionError::Size { width: self.width, height: self.height })?;
        let expected = width.saturating_mul(height);
        // Three bytes take four characters; more than fits is not even decoded.
        if self.pixels.len() > expected.saturating_mul(2) {
            return Err(QuestionError::Length { expected });
        }
        let pixels = BASE64_STANDARD.decode(&self.pixels).map_err(|_| QuestionError::Encoding)?;
        if pixels.len() != expected {
            return Err(QuestionError::Length { expected });
        }
        Ok(Strip { places, pixels })
    }
}

/// Why a question cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// No strip has that size.
    #[error("a strip is 48, 64 or 80 by 16 pixels, not {width} by {height}")]
    Size { width: u32, height: u32 },
    /// The pixels are not what the encoder makes.
    #[error("the pixels are not in base64")]
    Encoding,
    /// Width and height promise another number of pixels.
    #[error("there are not {expected} pixels")]
    Length { expected: usize },
}

/// What a miner reads on the strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The digits from the left, such as `4071`.
    pub digits: String,
}

impl Answer {
    /// The answer that spells these digits.
    pub(crate) fn of(digits: &[u8]) -> Self {
        Self { digits: digits.iter().map(|digit| char::from(b'0'.saturating_add(*digit))).collect() }
    }
}
