//! Plots as SVG text. Numbers are written with few digits, so that files stay small and the same.

use super::escaped;

const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 300.0;
/// Around the plot: left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (56.0, 34.0, 14.0, 44.0);
/// Told apart with normal and with deficient colour vision.
const COLOURS: [&str; 8] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#4b0082"];

pub struct Series<'a> {
    pub name: &'a str,
    pub points: Vec<(f64, f64)>,
}

pub struct Chart<'a> {
    pub title: &'a str,
    /// What the horizontal axis counts.
    pub across: &'a str,
    /// Whether the vertical axis begins at zero.
    pub zero: bool,
}

/// A field of cells, each from 0 to 1.
pub struct Heat<'a> {
    pub title: &'a str,
    pub rows: &'a [String],
}

/// From numbers to places on the picture.
struct Scale {
    across: (f64, f64),
    up: (f64, f64),
}

impl Scale {
    fn of(series: &[Series], zero: bool) -> Self {
        let points = || series.iter().flat_map(|series| series.points.iter());
        let range = |of: fn(&(f64, f64)) -> f64, start: Option<f64>| {
            let values = || points().map(of).chain(start);
            let least = values().fold(f64::INFINITY, f64::min);
            let most = values().fold(f64::NEG_INFINITY, f64::max);
            match least < most {
                true => (least, most),
                false if least.is_finite() => (least - 0.5, least + 0.5),
                false => (0.0, 1.0),
            }
        };
        Self { across: range(|point| point.0, None), up: range(|point| point.1, zero.then_some(0.0)) }
    }

    fn x(&self, value: f64) -> f64 {
        let width = WIDTH - MARGIN.0 - MARGIN.2;
        MARGIN.0 + (value - self.across.0) / (self.across.1 - self.across.0) * width
    }

    fn y(&self, value: f64) -> f64 {
        let height = HEIGHT - MARGIN.1 - MARGIN.3;
        HEIGHT - MARGIN.3 - (value - self.up.0) / (self.up.1 - self.up.0) * height
    }

    fn axes(&self, across: &str) -> String {
        let (left, right, bottom) = (MARGIN.0, WIDTH - MARGIN.2, HEIGHT - MARGIN.3);
        let mut drawn = String::new();
        for value in ticks(self.up) {
            let y = self.y(value);
            drawn.push_str(&format!(
                "<line x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{right:.1}\" y2=\"{y:.1}\" stroke=\"{}\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                if value == 0.0 { "#8a94a0" } else { "#e6eaef" },
                left - 6.0,
                y + 4.0,
                number(value)
            ));
        }
        for value in ticks(self.across) {
            let x = self.x(value);
            drawn.push_str(&format!(
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                bottom + 16.0,
                number(value)
            ));
        }
        let middle = (left + right) / 2.0;
        drawn.push_str(&format!(
            "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#5b6675\">{}</text>",
            bottom + 34.0,
            escaped(across)
        ));
        drawn
    }
}

impl Chart<'_> {
    pub fn lines(&self, series: &[Series]) -> String {
        self.drawn(series, |scale, points, colour| {
            let path: Vec<String> =
                points.iter().map(|(x, y)| format!("{:.1},{:.1}", scale.x(*x), scale.y(*y))).collect();
            format!("<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\"/>", path.join(" "))
        })
    }

    pub fn dots(&self, series: &[Series]) -> String {
        self.drawn(series, |scale, points, colour| {
            let dot = |(x, y): &(f64, f64)| {
                format!(
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"{colour}\" fill-opacity=\"0.7\"/>",
                    scale.x(*x),
                    scale.y(*y)
                )
            };
            points.iter().map(dot).collect()
        })
    }

    fn drawn(&self, series: &[Series], draw: impl Fn(&Scale, &[(f64, f64)], &str) -> String) -> String {
        let scale = Scale::of(series, self.zero);
        let mut body = scale.axes(self.across);
        for (at, one) in series.iter().enumerate() {
            body.push_str(&draw(&scale, &one.points, COLOURS[at % COLOURS.len()]));
        }
        body.push_str(&legend(series));
        picture(self.title, HEIGHT, &body)
    }
}

impl Heat<'_> {
    pub fn cells(&self, cells: &[Vec<f64>]) -> String {
        let columns = cells.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
        let width = (WIDTH - MARGIN.0 - MARGIN.2) / columns;
        let height = (220.0 / cells.len().max(1) as f64).clamp(4.0, 24.0);
        let most = cells.iter().flatten().copied().fold(0.0, f64::max);
        let mut body = String::new();
        for (at, row) in cells.iter().enumerate() {
            let y = MARGIN.1 + height * at as f64;
            for (column, value) in row.iter().enumerate() {
                let part = if most > 0.0 { value / most } else { 0.0 };
                body.push_str(&format!(
                    "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{width:.2}\" height=\"{height:.1}\" fill=\"{}\"/>",
                    MARGIN.0 + width * column as f64,
                    shade(part)
                ));
            }
            if height >= 11.0 {
                let name = self.rows.get(at).map(String::as_str).unwrap_or_default();
                body.push_str(&format!(
                    "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                    MARGIN.0 - 6.0,
                    y + height / 2.0 + 4.0,
                    escaped(name)
                ));
            }
        }
        let bottom = MARGIN.1 + height * cells.len() as f64;
        body.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"#5b6675\">darkest is {:.4}</text>",
            MARGIN.0,
            bottom + 16.0,
            most
        ));
        picture(self.title, bottom + 24.0, &body)
    }
}

/// One bar for each name.
pub fn bars(title: &str, bars: &[(String, f64)]) -> String {
    const EACH: f64 = 30.0;
    let most = bars.iter().map(|(_, value)| *value).fold(f64::MIN_POSITIVE, f64::max);
    let (left, room) = (130.0, WIDTH - 130.0 - 70.0);
    let mut body = String::new();
    for (at, (name, value)) in bars.iter().enumerate() {
        let (y, width) = (MARGIN.1 + EACH * at as f64, room * (value / most).max(0.0));
        body.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"20\" fill=\"{}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            left - 8.0,
            y + 14.0,
            escaped(name),
            COLOURS[at % COLOURS.len()],
            left + width + 6.0,
            y + 14.0,
            number(*value)
        ));
    }
    picture(title, MARGIN.1 + EACH * bars.len() as f64 + 12.0, &body)
}

fn picture(title: &str, height: f64, body: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{title}\" font-family=\"system-ui,sans-serif\" \
         font-size=\"11\" fill=\"#1d2530\"><text x=\"{:.1}\" y=\"18\" font-size=\"13\" font-weight=\"600\">{title}</text>\
         {body}</svg>",
        8.0,
        title = escaped(title)
    )
}

fn legend(series: &[Series]) -> String {
    let mut x = MARGIN.0;
    let mut drawn = String::new();
    for (at, one) in series.iter().enumerate() {
        drawn.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"24\" width=\"9\" height=\"9\" fill=\"{}\"/><text x=\"{:.1}\" y=\"32\">{}</text>",
            COLOURS[at % COLOURS.len()],
            x + 12.0,
            escaped(one.name)
        ));
        x += 26.0 + 6.2 * one.name.chars().count() as f64;
    }
    drawn
}

/// Some round values within a range.
fn ticks((least, most): (f64, f64)) -> Vec<f64> {
    let rough = (most - least) / 5.0;
    let mut unit = 1.0_f64;
    while unit > rough {
        unit /= 10.0;
    }
    while unit * 10.0 <= rough {
        unit *= 10.0;
    }
    let step = [1.0, 2.0, 5.0, 10.0].iter().map(|times| times * unit).find(|step| *step >= rough).unwrap_or(unit);
    let first = (least / step).ceil();
    (0..12).map(|count| (first + f64::from(count)) * step).take_while(|value| *value <= most + step * 1e-9).collect()
}

fn number(value: f64) -> String {
    let size = if value < 0.0 { -value } else { value };
    let digits = match size {
        _ if size == 0.0 || size >= 100.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 0.1 => 2,
        _ => 4,
    };
    let text = format!("{value:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// White for nothing, deep blue for the most.
fn shade(part: f64) -> String {
    let mixed = |from: f64, to: f64| (from + (to - from) * part.clamp(0.0, 1.0)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mixed(244.0, 8.0), mixed(247.0, 48.0), mixed(251.0, 107.0))
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
    fn numbers_are_short() {
        assert_eq!([0.0, 0.25, 12.5, 65_535.0, 0.001, -3.0].map(number), ["0", "0.25", "12.5", "65535", "0.001", "-3"]);
    }

    #[test]
    fn a_plot_of_nothing_is_empty_and_well_formed() {
        let empty = Chart { title: "nothing", across: "x", zero: true }.lines(&[]);
        assert!(empty.starts_with("<svg") && empty.ends_with("</svg>") && !empty.contains("NaN"));
    }
}
