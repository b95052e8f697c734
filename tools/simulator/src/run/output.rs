//! What people and programs read.

use crate::{
    attacks::{self, Measure},
    report::percent,
    scenario::Scenario,
    search::BreakEven,
    statistics::Estimate,
    sweep::Sweep,
    verdict::Verdict,
    world::History,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{json, Value};
use std::fmt::Write;

/// How far along things are and how long they take yet, for whoever watches a terminal.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn begin(of_what: &'static str) -> Self {
        let bar = ProgressBar::no_length().with_message(of_what);
        // The template is fixed; where it could not be read the plain bar would do.
        if let Ok(style) =
            ProgressStyle::with_template("{bar:24} {pos} of {len} {msg}, {elapsed} passed, about {eta} left")
        {
            bar.set_style(style.progress_chars("##."));
        }
        Self(bar)
    }

    pub fn tell(&self, done: usize, all: usize) {
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
    }

    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}

/// What each group earns and spends in a tempo, over seeds.
struct Earnings {
    name: String,
    income: Estimate,
    cost: Estimate,
}

fn earnings(histories: &[History]) -> Vec<Earnings> {
    let Some(first) = histories.first() else { return Vec::new() };
    let epochs = |history: &History| f64::from(history.epochs.max(1));
    let groups = first.groups.iter().enumerate().map(|(at, group)| {
        let over = |of: &dyn Fn(&History) -> f64| Estimate::of(&histories.iter().map(of).collect::<Vec<_>>());
        Earnings {
            name: group.name.clone(),
            income: over(&|history| history.groups[at].income / epochs(history)),
            cost: over(&|history| history.groups[at].cost / epochs(history)),
        }
    });
    groups.collect()
}

fn with_interval(estimate: Estimate) -> String {
    match estimate.half {
        Some(half) => format!("{:.3} ± {half:.3}", estimate.mean),
        None => format!("{:.3}", estimate.mean),
    }
}

pub fn histories_text(scenario: &Scenario, histories: &[History]) -> String {
    let rows = earnings(histories).into_iter().enumerate().map(|(at, group)| {
        let validators = scenario.validators.len();
        let (kind, count) = match scenario.validators.get(at) {
            Some(validators) => ("validators", validators.count),
            None => ("miners", scenario.miners[at - validators].count),
        };
        let each = (group.income.mean - group.cost.mean) / f64::from(count.max(1));
        let income = with_interval(group.income);
        [group.name, format!("{count} {kind}"), income, format!("{:.3}", group.cost.mean), format!("{each:+.3}")]
    });
    let mut text = format!("{}: alpha in a tempo, over {} seeds\n\n", scenario.name, histories.len());
    text.push_str(&table(["group", "", "earns", "spends", "each keeps"], rows.collect()));
    text.push_str(&refusals(histories));
    text
}

fn refusals(histories: &[History]) -> String {
    match histories.iter().map(|history| history.refused).sum::<u32>() {
        0 => String::new(),
        refused => format!("\n{refused} rows were not taken: they named too few miners, or too many commits waited.\n"),
    }
}

pub fn histories_json(scenario: &Scenario, histories: &[History]) -> Value {
    let estimate = |of: Estimate| json!({ "mean": of.mean, "half": of.half });
    let groups = earnings(histories);
    let groups = groups
        .iter()
        .map(|group| json!({ "group": group.name, "income": estimate(group.income), "cost": estimate(group.cost) }));
    let runs = scenario.run.seeds.iter().zip(histories).map(|(seed, history)| {
        let of_groups = history.groups.iter().map(|group| json!({ "group": group.name, "by_epoch": group.by_epoch }));
        let fault = history.fault.as_ref().map(ToString::to_string);
        let groups = of_groups.collect::<Vec<_>>();
        json!({ "seed": seed, "epochs": history.epochs, "fault": fault, "refused": history.refused, "groups": groups })
    });
    json!({
        "scenario": scenario.name,
        "alpha_per_tempo": groups.collect::<Vec<_>>(),
        "runs": runs.collect::<Vec<_>>(),
    })
}

pub fn verdicts_text(verdicts: &[Verdict], searches: &[(&'static str, BreakEven)]) -> String {
    let rows = verdicts.iter().map(|verdict| {
        let pays = match verdict.pays() {
            Some(true) => "pays",
            Some(false) => "loses",
            None => "neither",
        };
        let threshold = match (verdict.most, verdict.passes()) {
            (None, _) => "-".to_owned(),
            (Some(most), true) => format!("kept ({:.1} %)", 100.0 * most),
            (Some(most), false) => format!("BROKEN ({:.1} %)", 100.0 * most),
        };
        let per_unit = format!("{:+.3}", verdict.per_unit.mean);
        [verdict.attack.name.to_owned(), pays.to_owned(), percent(verdict), per_unit, threshold]
    });
    let mut text = table(["attack", "", "of honest income", "per unit", "threshold"], rows.collect());
    let bought = attacks::ALL.iter().filter(|attack| attack.measure == Measure::Cost).map(|attack| attack.name);
    let bought = bought.collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "\nPer unit: alpha a tempo for 1000 alpha of stake; for {bought}: for an alpha of cost.\n");
    for verdict in verdicts {
        let _ = writeln!(text, "{}: {}", verdict.attack.name, verdict.sentence());
        for (_, found) in searches.iter().filter(|(attack, _)| *attack == verdict.attack.name) {
            let _ = writeln!(text, "    {}.", found.sentence());
        }
    }
    text
}

pub fn verdicts_json(scenario: &Scenario, verdicts: &[Verdict], searches: &[(&'static str, BreakEven)]) -> Value {
    let found = searches.iter().map(|(attack, found)| {
        let tried = found.tried.iter().map(|point| {
            json!({ "value": point.value, "relative_gain": { "mean": point.relative.mean, "half": point.relative.half } })
        });
        json!({
            "attack": attack,
            "setting": found.knob.name,
            "pays_where": found.pays_where().into_iter().map(|(from, to)| [from, to]).collect::<Vec<_>>(),
            "sentence": found.sentence(),
            "tried": tried.collect::<Vec<_>>(),
        })
    });
    json!({
        "scenario": scenario.name,
        "seeds": scenario.run.seeds,
        "verdicts": verdicts.iter().map(Verdict::json).collect::<Vec<_>>(),
        "break_even": found.collect::<Vec<_>>(),
        "passes": verdicts.iter().all(Verdict::passes),
    })
}

pub fn sweep_json(scenario: &Scenario, sweep: &Sweep) -> Value {
    json!({ "scenario": scenario.name, "seeds": scenario.run.seeds, "rows": sweep.json() })
}

/// Columns as wide as they need to be; the first two to the left, numbers to the right.
fn table<const N: usize>(heads: [&str; N], rows: Vec<[String; N]>) -> String {
    let wide = |text: &str| text.chars().count();
    let widths: [usize; N] = std::array::from_fn(|column| {
        rows.iter().map(|row| wide(&row[column])).chain([wide(heads[column])]).max().unwrap_or(0)
    });
    let line = |cells: [&str; N]| {
        let cells = cells.iter().enumerate().map(|(column, cell)| match column {
            0 | 1 => format!("{cell:<width$}", width = widths[column]),
            _ => format!("{cell:>width$}", width = widths[column]),
        });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut text = line(heads);
    rows.iter().for_each(|row| text.push_str(&line(std::array::from_fn(|column| row[column].as_str()))));
    text
}
