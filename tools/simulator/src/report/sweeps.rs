//! A sweep in pictures: a line for one setting, a field for two, and a field for each value of any more.

use super::{
    axes::WIDTH,
    page::{self, escaped, figure, number, picture, Caption, FOOT},
    repeat, searches,
};
use crate::{
    scenario::Scenario,
    search::{shown, BreakEven, Point},
    sweep::{Row, Sweep},
};

/// More fields than anybody looks at.
const MOST_FIELDS: usize = 60;
const LEFT: f64 = 92.0;
const TOP: f64 = 20.0;
const EACH: f64 = 26.0;

/// One HTML file that tells of a sweep.
pub fn of_sweep(scenario: &Scenario, sweep: &Sweep, text: &str, command: &str) -> String {
    let mut names: Vec<&'static str> = Vec::new();
    for row in &sweep.rows {
        if !names.contains(&row.verdict.attack.name) {
            names.push(row.verdict.attack.name);
        }
    }
    let plots: Vec<String> = names.iter().flat_map(|name| of_attack(sweep, name)).collect();
    let mut page = page::head(&scenario.name);
    page.push_str(&format!(
        "<p class=\"facts\">{} verdicts, each of {} seeds.</p>\n<h2>Where does it pay?</h2>\n<div class=\"plots\">\n",
        sweep.rows.len(),
        scenario.run.seeds.len()
    ));
    page.extend(plots.iter().take(MOST_FIELDS).map(String::as_str));
    page.push_str("</div>\n");
    if plots.len() > MOST_FIELDS {
        page.push_str(&format!(
            "<p>{} more are not drawn; all verdicts are in the CSV.</p>\n",
            plots.len() - MOST_FIELDS
        ));
    }
    page.push_str(&repeat(scenario, command, text));
    page.push_str(FOOT);
    page
}

fn of_attack(sweep: &Sweep, attack: &str) -> Vec<String> {
    let rows: Vec<&Row> = sweep.rows.iter().filter(|row| row.verdict.attack.name == attack).collect();
    let [first, rest @ ..] = &sweep.axes[..] else { return Vec::new() };
    if rest.is_empty() {
        let point = |row: &&Row| Point { value: row.values[0], relative: row.verdict.relative };
        let mut tried: Vec<Point> = rows.iter().map(point).collect();
        tried.sort_by(|one, other| one.value.total_cmp(&other.value));
        return vec![searches::plot(attack, &BreakEven { knob: first.knob, tried })];
    }
    // Rows whose further settings are the same make one field.
    let mut fields: Vec<(&[f64], Vec<&Row>)> = Vec::new();
    for row in rows {
        let further = &row.values[2..];
        match fields.iter_mut().find(|(values, _)| *values == further) {
            Some((_, of_field)) => of_field.push(row),
            None => fields.push((further, vec![row])),
        }
    }
    fields.iter().map(|(further, rows)| field(sweep, attack, further, rows)).collect()
}

/// The first setting downward, the second across.
fn field(sweep: &Sweep, attack: &str, further: &[f64], rows: &[&Row]) -> String {
    let (down, across) = (&sweep.axes[0], &sweep.axes[1]);
    let size = (WIDTH - LEFT) / across.values.len().max(1) as f64;
    let size_of = |row: &Row| row.verdict.relative.mean.max(-row.verdict.relative.mean).min(1.0);
    let most = rows.iter().map(|row| size_of(row)).fold(f64::MIN_POSITIVE, f64::max);
    let bottom = TOP + EACH * down.values.len() as f64;
    let mut body = format!("<text x=\"0\" y=\"12\" class=\"t\">{}</text>", escaped(down.knob.name));
    for (at, row) in rows.iter().enumerate() {
        let (column, line) = (at % across.values.len(), at / across.values.len());
        let (x, y) = (LEFT + size * column as f64, TOP + EACH * line as f64);
        let colour = match row.verdict.pays() {
            Some(true) => "bad",
            Some(false) => "good",
            None => "unsure",
        };
        // The root makes small gains visible beside great ones.
        let strength = 0.06 + 0.5 * (size_of(row) / most).sqrt();
        body.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{size:.1}\" height=\"{EACH}\" class=\"{colour} edge\" \
             fill-opacity=\"{strength:.2}\"><title>{}</title></rect>",
            super::percent(&row.verdict)
        ));
        if size >= 34.0 {
            let (middle, text) = (x + size / 2.0, number((100.0 * row.verdict.relative.mean).round()));
            body.push_str(&format!(
                "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{text}</text>",
                y + 17.0
            ));
        }
    }
    for (line, value) in down.values.iter().enumerate() {
        let y = TOP + EACH * line as f64 + 17.0;
        let value = escaped(&brief(down.knob.name, *value));
        body.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{y:.1}\" text-anchor=\"end\" class=\"t\">{value}</text>",
            LEFT - 6.0
        ));
    }
    let every = (44.0 / size).ceil().max(1.0) as usize;
    for (column, value) in across.values.iter().enumerate().step_by(every) {
        let x = LEFT + size * (column as f64 + 0.5);
        let value = escaped(&brief(across.knob.name, *value));
        let y = bottom + 15.0;
        body.push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" class=\"t\">{value}</text>"));
    }
    body.push_str(&format!(
        "<text x=\"{WIDTH}\" y=\"{:.1}\" text-anchor=\"end\" class=\"t\">{}</text>",
        bottom + 31.0,
        escaped(across.knob.about)
    ));
    let fixed = sweep.axes.iter().skip(2).zip(further);
    let fixed: String =
        fixed.map(|(axis, value)| format!(", {} {}", axis.knob.name, shown(axis.knob.name, *value))).collect();
    let title = format!("{attack}, by {} and {}{fixed}", down.knob.name, across.knob.name);
    let words = format!(
        "Gain in % of the honest income; red pays, green loses, yellow is unsure. Downward: {}.",
        down.knob.about
    );
    let caption = Caption { title: &title, words: &words, ..Default::default() };
    figure(&caption, &picture(&title, WIDTH, bottom + 36.0, &body))
}

/// A value as it fits beside a field.
fn brief(knob: &str, value: f64) -> String {
    let shown = shown(knob, value);
    shown.split(" (").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{attacks, scenario::TEMPLATE};

    fn page(axes: &[&str]) -> String {
        let mut scenario: Scenario = TEMPLATE.parse().unwrap();
        (scenario.run.epochs, scenario.run.warmup, scenario.run.seeds) = (6, 1, vec![1, 2]);
        let axes = axes.iter().map(|axis| axis.parse().unwrap()).collect();
        let chosen = [attacks::named("cabal").unwrap(), attacks::named("lazy").unwrap()];
        let sweep = Sweep::of(&crate::engine::Core, &scenario, &chosen, axes, |_, _| {}).unwrap();
        of_sweep(&scenario, &sweep, TEMPLATE, "myelin sim sweep")
    }

    #[test]
    fn one_setting_is_a_line_and_two_are_a_field_for_each_attack() {
        let lines = page(&["share=0.1,0.6"]);
        assert_eq!((lines.matches("<polyline").count(), lines.matches("<svg").count()), (2, 2));
        let fields = page(&["share=0.1,0.6", "kappa=20000,30000,40000"]);
        assert_eq!((fields.matches(" edge\"").count(), fields.matches("<svg").count()), (12, 2));
        assert!(!fields.contains("NaN"));
    }

    #[test]
    fn a_third_setting_is_a_field_for_each_of_its_values() {
        let fields = page(&["share=0.1,0.6", "kappa=20000,30000", "cost=1,2"]);
        assert_eq!((fields.matches(" edge\"").count(), fields.matches("<svg").count()), (16, 4));
        assert!(fields.contains("<h3>lazy, by share and kappa, cost 2</h3>"));
    }
}
