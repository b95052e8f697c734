//! From numbers to places on a picture, and the axes that say which are where.

use super::page::{escaped, number};

/// As wide as a phone shows without making the letters small.
pub const WIDTH: f64 = 440.0;
pub const HEIGHT: f64 = 250.0;
/// Around the plot: left, top, right, bottom.
pub const MARGIN: (f64, f64, f64, f64) = (48.0, 24.0, 12.0, 38.0);

/// What the axes count.
#[derive(Clone, Copy)]
pub struct Axes<'a> {
    pub across: &'a str,
    pub up: &'a str,
}

/// The ranges of a plot.
pub struct Scale {
    pub across: (f64, f64),
    pub up: (f64, f64),
}

impl Scale {
    /// Room for those points; upward it ends at round values, and begins at zero if told to.
    pub fn around(points: impl Iterator<Item = (f64, f64)> + Clone, zero: bool) -> Self {
        let across = range(points.clone().map(|point| point.0));
        let up = range(points.map(|point| point.1).chain(zero.then_some(0.0)));
        let step = step(up);
        Self { across, up: ((up.0 / step).floor() * step, (up.1 / step).ceil() * step) }
    }

    pub fn x(&self, value: f64) -> f64 {
        let width = WIDTH - MARGIN.0 - MARGIN.2;
        MARGIN.0 + (value - self.across.0) / (self.across.1 - self.across.0) * width
    }

    pub fn y(&self, value: f64) -> f64 {
        let height = HEIGHT - MARGIN.1 - MARGIN.3;
        HEIGHT - MARGIN.3 - (value - self.up.0) / (self.up.1 - self.up.0) * height
    }

    /// Lines, numbers and names of both axes.
    pub fn drawn(&self, axes: Axes) -> String {
        let (left, right, bottom) = (MARGIN.0, WIDTH - MARGIN.2, HEIGHT - MARGIN.3);
        let mut drawn = format!("<text x=\"0\" y=\"12\" class=\"t\">{}</text>", escaped(axes.up));
        for value in ticks(self.up) {
            let y = self.y(value);
            drawn.push_str(&format!(
                "<line x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{right:.1}\" y2=\"{y:.1}\" class=\"{}\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" class=\"t\">{}</text>",
                if value == 0.0 { "zero" } else { "rule" },
                left - 6.0,
                y + 4.0,
                number(value)
            ));
        }
        for value in ticks(self.across) {
            drawn.push_str(&format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" class=\"t\">{}</text>",
                self.x(value),
                bottom + 15.0,
                number(value)
            ));
        }
        drawn.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" class=\"t\">{}</text>",
            right,
            bottom + 31.0,
            escaped(axes.across)
        ));
        drawn
    }
}

/// From the least to the greatest, and some width where they are the same.
fn range(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(f64::NEG_INFINITY, f64::max);
    match least < most {
        true => (least, most),
        false if least.is_finite() => (least - 0.5, least + 0.5),
        false => (0.0, 1.0),
    }
}

/// A round distance of which a range holds about five.
fn step((least, most): (f64, f64)) -> f64 {
    let rough = (most - least) / 5.0;
    let mut unit = 1.0_f64;
    while unit > rough {
        unit /= 10.0;
    }
    while unit * 10.0 <= rough {
        unit *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0].iter().map(|times| times * unit).find(|step| *step >= rough).unwrap_or(unit)
}

/// Some round values within a range.
pub fn ticks(range: (f64, f64)) -> Vec<f64> {
    let step = step(range);
    let first = (range.0 / step - 1e-9).ceil();
    let values = (0..12).map(|count| (first + f64::from(count)) * step);
    // Adding zero makes a zero of a negative one.
    values.take_while(|value| *value <= range.1 + step * 1e-9).map(|value| value + 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks((0.0, 10.0)), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks((-30.0, 60.0)), [-20.0, 0.0, 20.0, 40.0, 60.0]);
    }

    #[test]
    fn a_range_upward_ends_at_round_values() {
        let scale = Scale::around([(1.0, 0.3), (2.0, 9.1)].into_iter(), true);
        assert_eq!((scale.across, scale.up), ((1.0, 2.0), (0.0, 10.0)));
        assert_eq!(Scale::around([].into_iter(), false).across, (0.0, 1.0));
    }
}
