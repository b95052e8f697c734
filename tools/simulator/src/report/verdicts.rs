//! Whether cheating pays: all attacks on one axis, and in words.

use super::{
    axes::{ticks, WIDTH},
    page::{escaped, figure, number, picture, Caption},
    percent,
};
use crate::verdict::Verdict;

const LEFT: f64 = 112.0;
const RIGHT: f64 = 14.0;
const EACH: f64 = 26.0;
/// Who wins or loses more than all of an honest income is drawn at the edge.
const MOST: f64 = 1.2;

pub fn table(verdicts: &[Verdict]) -> String {
    let mut table =
        "<table class=\"verdicts\"><thead><tr><th>attack<th><th class=\"number\">gain, of the honest income\
                     <th class=\"number\">alpha a tempo<th>in words<th>threshold</tr></thead><tbody>\n"
            .to_owned();
    for verdict in verdicts {
        let (class, word) = mark(verdict);
        let threshold = match (verdict.most, verdict.passes()) {
            (None, _) => String::new(),
            (Some(most), true) => format!("kept: at most {} %", number(100.0 * most)),
            (Some(most), false) => format!("<span class=\"broken\">broken: at most {} %</span>", number(100.0 * most)),
        };
        table.push_str(&format!(
            "<tr><td><code>{}</code></td><td class=\"mark {class}\">{word}</td><td class=\"number\">{}</td>\
             <td class=\"number\">{:+.3}</td><td>{}</td><td>{threshold}</td></tr>\n",
            verdict.attack.name,
            percent(verdict),
            verdict.gain.mean,
            escaped(&verdict.sentence()),
        ));
    }
    table.push_str("</tbody></table>\n");
    table
}

/// How a verdict is coloured, and in a word.
pub fn mark(verdict: &Verdict) -> (&'static str, &'static str) {
    match verdict.pays() {
        Some(true) => ("pays", "pays"),
        Some(false) => ("loses", "loses"),
        None => ("open", "unsure"),
    }
}

/// The relative gains with their intervals, one below the other.
pub fn intervals(verdicts: &[Verdict]) -> String {
    let drawn: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.is_relative()).collect();
    let bounds = |verdict: &&Verdict| {
        let (mean, half) = (verdict.relative.mean, verdict.relative.half.unwrap_or(0.0));
        [mean - half, mean + half, verdict.most.unwrap_or(0.0)]
    };
    let all = || drawn.iter().flat_map(bounds).chain([-0.05, 0.05]);
    let (least, most) = (all().fold(0.0, f64::min).max(-MOST), all().fold(0.0, f64::max).min(MOST));
    let x = |value: f64| LEFT + (value.clamp(least, most) - least) / (most - least) * (WIDTH - LEFT - RIGHT);
    let bottom = 4.0 + EACH * drawn.len() as f64;
    let mut body = String::new();
    for value in ticks((100.0 * least, 100.0 * most)) {
        let at = x(value / 100.0);
        body.push_str(&format!(
            "<line x1=\"{at:.1}\" y1=\"0\" x2=\"{at:.1}\" y2=\"{bottom:.1}\" class=\"{}\"/>\
             <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\" class=\"t\">{}</text>",
            if value == 0.0 { "zero" } else { "rule" },
            bottom + 15.0,
            number(value)
        ));
    }
    for (row, verdict) in drawn.iter().enumerate() {
        body.push_str(&interval(verdict, EACH * (row as f64 + 0.5) + 2.0, x));
    }
    body.push_str(&format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" class=\"t\">gain in % of the honest income</text>",
        WIDTH - RIGHT,
        bottom + 31.0
    ));
    let words =
        "Dots are means over seeds, lines 95 % intervals; right of zero it pays. What is beyond 120 % is at the edge. A dashed mark is the threshold.";
    let caption = Caption { title: "What each attack brings", words, ..Default::default() };
    format!("<div class=\"wide\">{}</div>", figure(&caption, &picture(caption.title, WIDTH, bottom + 36.0, &body)))
}

fn interval(verdict: &Verdict, y: f64, x: impl Fn(f64) -> f64) -> String {
    let colour = match verdict.pays() {
        Some(true) => "bad",
        Some(false) => "good",
        None => "unsure",
    };
    let (mean, half) = (verdict.relative.mean, verdict.relative.half.unwrap_or(0.0));
    let limit = verdict.most.map(|most| {
        format!(
            "<line x1=\"{at:.1}\" y1=\"{:.1}\" x2=\"{at:.1}\" y2=\"{:.1}\" class=\"limit\"><title>threshold</title></line>",
            y - 10.0,
            y + 10.0,
            at = x(most)
        )
    });
    format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>{}\
         <line x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\" class=\"line l{colour}\"/>\
         <circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"4.5\" class=\"{colour}\"><title>{}</title></circle>",
        LEFT - 10.0,
        y + 4.0,
        verdict.attack.name,
        limit.unwrap_or_default(),
        x(mean - half),
        x(mean + half),
        x(mean),
        percent(verdict)
    )
}
