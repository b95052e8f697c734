//! How a digit gets onto the strip: turned, stretched, slanted, moved, with a hole, a tone and grain.
//!
//! Whoever learns a validator's seeds renders its strips again, on any machine, and must get the
//! very same bytes. So there is no float here: positions are whole numbers of 1/4096, and a turn
//! by `a` uses `t = tan(a / 2)`, because `cos a = (1 - t^2) / (1 + t^2)` and
//! `sin a = 2t / (1 + t^2)` need no table and no mathematics library.
#![allow(clippy::arithmetic_side_effects)] // bounded by the pose's ranges: nothing below reaches 2^40

use crate::draws::Draws;
use crate::images::{Image, DARKEST, SIDE};

/// Width and height of one digit's place on the strip, in pixels.
pub const CELL: usize = 16;
/// The pixels of one place, row by row from the top; 0 is paper, 255 the darkest ink.
pub(crate) type Cell = [u8; CELL * CELL];

/// 1 in the whole numbers used for positions.
const ONE: i64 = 1 << 12;
/// 1 in the unit of half an angle's tangent.
const TURN_ONE: i64 = 1 << 10;

/// How one digit is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pose {
    /// Tangent of half the angle, in 1/1024.
    turn: i64,
    /// Source pixels to one pixel of the strip, in 1/4096: more makes the digit smaller.
    stretch: [i64; 2],
    /// By how much a row moves against the next, in 1/4096.
    slant: i64,
    /// How far the middle moves, in half pixels.
    shift: [i64; 2],
    /// Where ink is missing: the middle of a disc in half pixels from the middle of the place, and
    /// the square of its radius.
    hole: Option<([i64; 2], i64)>,
    /// Shade of the paper, and what full ink adds to it.
    paper: i64,
    ink: i64,
    /// The strongest grain.
    grain: i64,
}

impl Pose {
    /// Upright and clean, filling most of the place.
    pub const PLAIN: Self =
        Self { turn: 0, stretch: [2350, 2350], slant: 0, shift: [0, 0], hole: None, paper: 0, ink: 255, grain: 0 };

    /// One of the poses validators ask about: turned by up to 12 degrees, 13 to 15 of 16 pixels high,
    /// moved by up to a pixel each way, with a hole of 2 to 3 pixels, faint ink and strong grain.
    /// Such that learning from clean images is not enough; `examples/accuracies.rs` shows by how much.
    pub fn draw(draws: &mut Draws) -> Self {
        Self {
            turn: draws.within(110),
            stretch: [draws.between(2150, 2600), draws.between(2150, 2600)],
            slant: draws.within(600),
            shift: [draws.within(2), draws.within(2)],
            hole: Some(([draws.within(10), draws.within(10)], draws.between(4, 12))),
            paper: draws.between(10, 60),
            ink: draws.between(70, 130),
            grain: draws.between(40, 60),
        }
    }

    /// Cosine and sine of the turn, in 1/4096.
    fn direction(&self) -> [i64; 2] {
        let square = self.turn * self.turn;
        let whole = TURN_ONE * TURN_ONE + square;
        [(TURN_ONE * TURN_ONE - square) * ONE / whole, 2 * self.turn * TURN_ONE * ONE / whole]
    }

    /// Where a point of the place, in half pixels from its middle, comes from: source pixels from
    /// the source's middle, in 1/4096.
    fn source_of(&self, [x, y]: [i64; 2], [cosine, sine]: [i64; 2]) -> [i64; 2] {
        let [x, y] = [x - self.shift[0], y - self.shift[1]];
        let across = (cosine * x + sine * y) / 2;
        let down = (cosine * y - sine * x) / 2;
        let slanted = across + self.slant * down / ONE;
        [slanted * self.stretch[0] / ONE, down * self.stretch[1] / ONE]
    }

    fn is_in_hole(&self, [x, y]: [i64; 2]) -> bool {
        self.hole.is_some_and(|([middle_x, middle_y], square)| {
            let [across, down] = [x - middle_x, y - middle_y];
            across * across + down * down <= square
        })
    }
}

/// Draws a digit in a pose; the grain is drawn last, pixel by pixel.
pub(crate) fn cell(image: &Image, pose: &Pose, draws: &mut Draws) -> Cell {
    let mut cell = [0; CELL * CELL];
    let direction = pose.direction();
    for (row, pixels) in cell.chunks_exact_mut(CELL).enumerate() {
        for (column, pixel) in pixels.iter_mut().enumerate() {
            let point = [from_middle(column), from_middle(row)];
            let ink = if pose.is_in_hole(point) { 0 } else { ink_at(image, pose.source_of(point, direction)) };
            let grain = if pose.grain == 0 { 0 } else { draws.grain() * pose.grain / 255 };
            let shade = pose.paper + ink * pose.ink / 255 + grain;
            *pixel = u8::try_from(shade.clamp(0, 255)).unwrap_or(u8::MAX);
        }
    }
    cell
}

/// The middle of a pixel in half pixels from the middle of the place.
fn from_middle(pixel: usize) -> i64 {
    2 * pixel as i64 + 1 - CELL as i64
}

/// Ink from 0 to 255 at a point of the source, between the four nearest pixels by their nearness.
fn ink_at(image: &Image, [x, y]: [i64; 2]) -> i64 {
    // A source pixel's middle lies half a pixel after its corner.
    let to_corner = (SIDE as i64 - 1) * ONE / 2;
    let [x, y] = [x + to_corner, y + to_corner];
    let [column, row] = [x.div_euclid(ONE), y.div_euclid(ONE)];
    let [right, below] = [x.rem_euclid(ONE), y.rem_euclid(ONE)];
    let [left, above] = [ONE - right, ONE - below];
    let sum = shade(image, column, row) * left * above
        + shade(image, column + 1, row) * right * above
        + shade(image, column, row + 1) * left * below
        + shade(image, column + 1, row + 1) * right * below;
    sum * 255 / (i64::from(DARKEST) * ONE * ONE)
}

/// The shade of a source pixel; paper around the source.
fn shade(image: &Image, column: i64, row: i64) -> i64 {
    let inside = 0..SIDE as i64;
    if !inside.contains(&column) || !inside.contains(&row) {
        return 0;
    }
    let at = usize::try_from(row * SIDE as i64 + column).unwrap_or(usize::MAX);
    image.shades.get(at).copied().map_or(0, i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::Images;

    #[test]
    fn a_quarter_turn_moves_right_to_below() {
        // tan(45 degrees) is 1, so the cosine is exactly 0 and the sine exactly 1.
        let pose = Pose { turn: TURN_ONE, stretch: [ONE, ONE], ..Pose::PLAIN };
        assert_eq!(pose.source_of([2, 0], pose.direction()), [0, -ONE]);
        assert_eq!(pose.source_of([0, 2], pose.direction()), [ONE, 0]);
    }

    #[test]
    fn the_middle_of_a_pixel_takes_exactly_its_shade() {
        let image = Images::get().at(0).unwrap();
        for (at, shade) in image.shades.iter().enumerate() {
            let [column, row] = [(at % SIDE) as i64, (at / SIDE) as i64];
            let middle = |place: i64| place * ONE - (SIDE as i64 - 1) * ONE / 2;
            assert_eq!(ink_at(image, [middle(column), middle(row)]), i64::from(*shade) * 255 / 16);
        }
    }

    #[test]
    fn a_hole_has_no_ink_and_paper_no_more_than_its_shade() {
        let image = Image { shades: [DARKEST; SIDE * SIDE], digit: 8 };
        let stretch = [ONE, ONE];
        let pose = Pose { stretch, hole: Some(([0, 0], 25)), paper: 40, ink: 100, ..Pose::PLAIN };
        let drawn = cell(&image, &pose, &mut Draws::from_seed(&[0; 32]));
        assert_eq!(drawn.get(7 * CELL + 7), Some(&40));
        assert_eq!(drawn.iter().max(), Some(&140));
        assert_eq!(drawn.first(), Some(&40));
    }
}
