//! Plots with two axes: lines, dots, stacks and intervals.

use super::{
    axes::{Axes, Scale, HEIGHT, MARGIN, WIDTH},
    page::{escaped, figure, number, picture, Caption, COLOURS},
};

/// More points than a picture shows; longer runs are drawn by means of neighbours.
const MOST_POINTS: usize = 220;

#[derive(Clone)]
pub struct Series {
    pub name: String,
    pub colour: usize,
    pub is_dashed: bool,
    pub points: Vec<(f64, f64)>,
}

pub struct Chart<'a> {
    pub title: &'a str,
    pub axes: Axes<'a>,
    /// Whether the vertical axis has zero on it.
    pub zero: bool,
    /// What is to be known beyond it.
    pub words: &'a str,
    /// Epochs that are not counted.
    pub warmup: u32,
}

impl Series {
    pub fn new(name: impl Into<String>, colour: usize, points: Vec<(f64, f64)>) -> Self {
        Self { name: name.into(), colour, is_dashed: false, points }
    }

    /// One value for each epoch.
    pub fn by_epoch(name: impl Into<String>, colour: usize, values: impl IntoIterator<Item = f64>) -> Self {
        let points = values.into_iter().enumerate().map(|(epoch, value)| (epoch as f64, value));
        Self::new(name, colour, thinned(points.collect()))
    }

    /// Without the first epochs.
    pub fn after(mut self, epochs: u32) -> Self {
        self.points.retain(|point| point.0 >= f64::from(epochs));
        self
    }

    pub fn dashed(self) -> Self {
        Self { is_dashed: true, ..self }
    }
}

impl Chart<'_> {
    pub fn lines(&self, series: &[Series]) -> String {
        let scale = self.scale(series);
        let line = |one: &Series| polyline(&scale, one);
        self.framed(&scale, series, &series.iter().map(line).collect::<String>())
    }

    pub fn dots(&self, series: &[Series]) -> String {
        let scale = self.scale(series);
        let mut body = String::new();
        for one in series {
            let class = one.colour % COLOURS;
            for (x, y) in &one.points {
                body.push_str(&format!(
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.6\" class=\"f{class}\" fill-opacity=\"0.72\"><title>{}: {}, {}</title></circle>",
                    scale.x(*x),
                    scale.y(*y),
                    escaped(&one.name),
                    number(*x),
                    number(*y)
                ));
            }
        }
        self.framed(&scale, series, &body)
    }

    /// Each on top of the one before; all have the same places across.
    pub fn stacked(&self, series: &[Series]) -> String {
        let mut floor: Vec<(f64, f64)> = match series.first() {
            Some(first) => first.points.iter().map(|point| (point.0, 0.0)).collect(),
            None => Vec::new(),
        };
        let mut layers = Vec::new();
        for one in series {
            let top: Vec<(f64, f64)> = floor.iter().zip(&one.points).map(|(low, own)| (low.0, low.1 + own.1)).collect();
            layers.push((one.colour, floor, top.clone()));
            floor = top;
        }
        let scale = Scale::around(floor.iter().copied(), true);
        let area = |(colour, low, top): &(usize, Vec<_>, Vec<_>)| {
            format!("<polygon points=\"{}\" class=\"f{} area\"/>", between(&scale, low, top), colour % COLOURS)
        };
        self.framed(&scale, series, &layers.iter().map(area).collect::<String>())
    }

    pub fn scale(&self, series: &[Series]) -> Scale {
        Scale::around(series.iter().flat_map(|one| one.points.iter().copied()), self.zero)
    }

    /// The drawing within its axes, under its title and its legend.
    pub fn framed(&self, scale: &Scale, series: &[Series], body: &str) -> String {
        let warm = match self.warmup {
            0 => String::new(),
            epochs => format!(
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"warm\"><title>not counted</title></rect>",
                scale.x(scale.across.0),
                MARGIN.1,
                (scale.x(f64::from(epochs)).min(WIDTH - MARGIN.2) - scale.x(scale.across.0)).max(0.0),
                HEIGHT - MARGIN.1 - MARGIN.3
            ),
        };
        let drawing = format!("{}{warm}{body}", scale.drawn(self.axes));
        let is_told = series.len() > 1;
        let keys = series.iter().filter(|_| is_told).map(|one| (one.name.as_str(), one.colour, one.is_dashed));
        let caption = Caption { title: self.title, keys: keys.collect(), words: self.words };
        figure(&caption, &picture(self.title, WIDTH, HEIGHT, &drawing))
    }
}

pub fn polyline(scale: &Scale, series: &Series) -> String {
    let dash = if series.is_dashed { " dash" } else { "" };
    let colour = series.colour % COLOURS;
    format!("<polyline points=\"{}\" class=\"line l{colour}{dash}\"/>", path(scale, series.points.iter()))
}

/// The corners of what lies between two lines.
pub fn between(scale: &Scale, low: &[(f64, f64)], top: &[(f64, f64)]) -> String {
    format!("{} {}", path(scale, low.iter()), path(scale, top.iter().rev()))
}

fn path<'a>(scale: &Scale, points: impl Iterator<Item = &'a (f64, f64)>) -> String {
    let places: Vec<String> = points.map(|(x, y)| format!("{:.1},{:.1}", scale.x(*x), scale.y(*y))).collect();
    places.join(" ")
}

/// Means of neighbours where there are more points than a picture shows.
fn thinned(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let each = points.len().div_ceil(MOST_POINTS).max(1);
    let mean = |some: &[(f64, f64)]| {
        let (x, y) = some.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
        (x / some.len() as f64, y / some.len() as f64)
    };
    points.chunks(each).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart<'static> {
        Chart { title: "t", axes: Axes { across: "epoch", up: "alpha" }, zero: true, words: "", warmup: 0 }
    }

    #[test]
    fn a_plot_of_nothing_is_empty_and_well_formed() {
        for empty in [chart().lines(&[]), chart().stacked(&[]), chart().dots(&[Series::new("a", 0, vec![])])] {
            assert!(empty.contains("<svg") && empty.contains("</svg>") && !empty.contains("NaN"), "{empty}");
        }
    }

    #[test]
    fn a_stack_is_as_high_as_its_sum() {
        let series = |height| Series::by_epoch("a", 0, [height, height]);
        let drawn = chart().stacked(&[series(4.0), series(6.0)]);
        // The upper edge of the upper layer is at the top of the plot, which ends at 10.
        assert!(drawn.contains(&format!("{:.1},{:.1}", WIDTH - MARGIN.2, MARGIN.1)), "{drawn}");
    }

    #[test]
    fn long_runs_are_drawn_by_means() {
        let points = Series::by_epoch("a", 0, (0..10_000).map(f64::from)).points;
        assert!(points.len() <= MOST_POINTS);
        assert_eq!(points[0].0, points[0].1);
    }
}
