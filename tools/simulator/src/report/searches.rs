//! Where along a setting an attack pays.

use super::{
    axes::{Axes, Scale, HEIGHT, MARGIN},
    chart::{between, polyline, Chart, Series},
};
use crate::search::{BreakEven, Point};

/// Losses beyond it are all the same to whoever asks where an attack pays: in % of the honest income.
const LEAST: f64 = -110.0;

/// One plot for each search, without those that found nothing to draw.
pub fn plots(searches: &[(&'static str, BreakEven)]) -> String {
    let plots = searches.iter().filter(|(_, found)| found.tried.len() > 1);
    plots.map(|(attack, found)| plot(attack, found)).collect()
}

pub fn plot(attack: &str, found: &BreakEven) -> String {
    let tried = worth_drawing(&found.tried);
    let title = format!("{attack}, by {}", found.knob.name);
    let words = format!("{}.", found.sentence());
    let axes = Axes { across: found.knob.about, up: "gain in % of the honest income" };
    let chart = Chart { title: &title, axes, zero: true, words: &words, warmup: 0 };
    let line =
        |of: fn(&Point) -> f64| tried.iter().map(|point| (point.value, (100.0 * of(point)).max(LEAST))).collect();
    let (low, high): (Vec<_>, Vec<_>) = (line(low), line(high));
    let means = [Series::new(attack, 1, line(|point| point.relative.mean))];
    let reach = [&low, &high].map(|edge| Series::new("", 1, edge.clone()));
    let scale = chart.scale(&[&means[..], &reach].concat());
    let mut body = paying(found, &tried, &scale);
    body.push_str(&format!("<polygon points=\"{}\" class=\"f1 band\"/>", between(&scale, &low, &high)));
    body.push_str(&polyline(&scale, &means[0]));
    for (x, y) in &means[0].points {
        body.push_str(&format!("<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.6\" class=\"f1\"/>", scale.x(*x), scale.y(*y)));
    }
    chart.framed(&scale, &means, &body)
}

fn low(point: &Point) -> f64 {
    point.relative.mean - point.relative.half.unwrap_or(0.0)
}

fn high(point: &Point) -> f64 {
    point.relative.mean + point.relative.half.unwrap_or(0.0)
}

/// All but the values at both ends whose neighbours already lose everything.
fn worth_drawing(tried: &[Point]) -> Vec<Point> {
    let is_lost = |point: &Point| 100.0 * high(point) < LEAST;
    let first = tried.iter().position(|point| !is_lost(point)).unwrap_or(0).saturating_sub(1);
    let last = tried.iter().rposition(|point| !is_lost(point)).map_or(tried.len(), |last| last + 2);
    tried.get(first..last.min(tried.len())).unwrap_or_default().to_vec()
}

/// The stretches in which it pays, up to halfway to where it does not.
fn paying(found: &BreakEven, drawn: &[Point], scale: &Scale) -> String {
    let halfway = |value: f64, next: Option<&Point>| next.map_or(value, |next| (value + next.value) / 2.0);
    let stretch = |(from, to): (f64, f64)| {
        let before = drawn.iter().rev().find(|point| point.value < from);
        let after = drawn.iter().find(|point| point.value > to);
        let (left, right) = (scale.x(halfway(from, before)), scale.x(halfway(to, after)));
        format!(
            "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"paying\"><title>it pays</title></rect>",
            MARGIN.1,
            (right - left).max(1.0),
            HEIGHT - MARGIN.1 - MARGIN.3
        )
    };
    found.pays_where().into_iter().map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{search::Knob, statistics::Estimate};

    fn found(gains: &[(f64, f64)]) -> BreakEven {
        let point =
            |(value, mean): &(f64, f64)| Point { value: *value, relative: Estimate { mean: *mean, half: Some(0.01) } };
        BreakEven { knob: Knob::named("seat_cost").unwrap(), tried: gains.iter().map(point).collect() }
    }

    #[test]
    fn ruin_is_drawn_once() {
        let tried = found(&[(0.0, 0.2), (10.0, -0.5), (100.0, -5.0), (1_000.0, -50.0)]).tried;
        let drawn: Vec<f64> = worth_drawing(&tried).iter().map(|point| point.value).collect();
        assert_eq!(drawn, [0.0, 10.0, 100.0]);
    }

    #[test]
    fn where_it_pays_is_marked() {
        let drawn = plots(&[("sybils", found(&[(0.0, 0.2), (10.0, -0.5), (20.0, 0.3), (30.0, -0.4)]))]);
        assert_eq!(drawn.matches("class=\"paying\"").count(), 2);
        assert!(drawn.contains("By `seat_cost`, it pays at 0 and at 20"), "{drawn}");
    }
}
