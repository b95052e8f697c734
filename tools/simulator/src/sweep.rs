//! Verdicts over a grid of settings.

use crate::{
    attacks::Attack,
    engine::Ground,
    parallel,
    scenario::Scenario,
    search::Knob,
    verdict::{self, Verdict},
};
use myelin_toml::Invalid;
use serde_json::{json, Value};

/// One setting and the values it goes through.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub knob: &'static Knob,
    pub values: Vec<f64>,
}

/// Verdicts of attacks on every combination of values.
pub struct Sweep {
    pub axes: Vec<Axis>,
    /// In the order of the combinations, the last axis fastest.
    pub rows: Vec<Row>,
}

pub struct Row {
    pub values: Vec<f64>,
    pub verdict: Verdict,
}

/// More combinations than anybody looks at.
const MOST: usize = 100_000;

impl std::str::FromStr for Axis {
    type Err = Invalid;

    /// `NAME=1,2,3` or `NAME=FROM..TO:COUNT`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || {
            let hint = "write it as `kappa=20000,30000` or `share=0.1..0.6:6`";
            Invalid::new(format!("`{text}` says no values"), hint)
        };
        let (name, values) = text.split_once('=').ok_or_else(wrong)?;
        let knob = Knob::named(name.trim())?;
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(wrong);
        let values = match values.split_once("..") {
            None => values.split(',').map(number).collect::<Result<Vec<_>, _>>()?,
            Some((from, rest)) => {
                let (to, count) = rest.split_once(':').ok_or_else(wrong)?;
                let count = count.trim().parse::<u32>().ok().filter(|count| *count >= 2).ok_or_else(wrong)?;
                let (from, to) = (number(from)?, number(to)?);
                (0..count).map(|step| from + (to - from) * f64::from(step) / f64::from(count - 1)).collect()
            }
        };
        Ok(Self { knob, values })
    }
}

impl Sweep {
    /// Tries all of it on all cores; `done` hears how many of how many are finished.
    pub fn of(
        ground: &dyn Ground,
        scenario: &Scenario,
        attacks: &[&'static Attack],
        axes: Vec<Axis>,
        done: impl Fn(usize, usize) + Sync,
    ) -> Result<Self, Invalid> {
        let combinations = axes.iter().fold(vec![Vec::new()], |made: Vec<Vec<f64>>, axis| {
            let with = |values: &Vec<f64>, value: &f64| values.iter().copied().chain([*value]).collect();
            made.iter().flat_map(|values| axis.values.iter().map(move |value| with(values, value))).collect()
        });
        let all = combinations.len() * attacks.len();
        if all > MOST {
            return Err(Invalid::new(format!("{all} combinations are too many"), format!("{MOST} is the most")));
        }
        let mut jobs = Vec::with_capacity(all);
        for values in combinations {
            let mut turned = scenario.clone();
            for (axis, value) in axes.iter().zip(&values) {
                turned = axis.knob.turned(&turned, *value)?;
            }
            jobs.extend(attacks.iter().map(|attack| (values.clone(), *attack, turned.clone())));
        }
        let judge = |(values, attack, turned): &(Vec<f64>, &'static Attack, Scenario)| {
            Ok(Row { values: values.clone(), verdict: verdict::one_by_one(ground, attack, turned)? })
        };
        let rows = parallel::map(&jobs, judge, |finished| done(finished, all));
        Ok(Self { axes, rows: rows.into_iter().collect::<Result<_, Invalid>>()? })
    }

    pub fn csv(&self) -> String {
        let knobs = self.axes.iter().map(|axis| format!("{},", axis.knob.name)).collect::<String>();
        let mut csv =
            format!("{knobs}attack,honest_income,gain,gain_low,gain_high,relative,relative_low,relative_high\n");
        for Row { values, verdict } in &self.rows {
            values.iter().for_each(|value| csv.push_str(&format!("{value},")));
            let (gain, relative) = (verdict.gain, verdict.relative);
            csv.push_str(&format!(
                "{},{},{},{},{},{},{},{}\n",
                verdict.attack.name,
                verdict.honest_income.mean,
                gain.mean,
                gain.low(),
                gain.high(),
                relative.mean,
                relative.low(),
                relative.high()
            ));
        }
        csv
    }

    pub fn json(&self) -> Value {
        let row = |row: &Row| {
            let knobs =
                self.axes.iter().zip(&row.values).map(|(axis, value)| (axis.knob.name.to_owned(), json!(value)));
            json!({ "at": knobs.collect::<serde_json::Map<_, _>>(), "verdict": row.verdict.json() })
        };
        json!(self.rows.iter().map(row).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{attacks, engine::Core, scenario::TEMPLATE};

    #[test]
    fn values_are_listed_or_spread_out() {
        let values = |text: &str| text.parse::<Axis>().unwrap().values;
        assert_eq!(values("kappa=1,20"), [1.0, 20.0]);
        assert_eq!(values("share=0.1..0.3:3"), [0.1, 0.2, 0.3]);
        for wrong in ["kappa", "kappa=", "kappa=x", "share=0.1..0.3", "share=0.1..0.3:1"] {
            assert!(wrong.parse::<Axis>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_combination_is_judged_in_order() {
        let mut scenario: Scenario = TEMPLATE.parse().unwrap();
        (scenario.run.epochs, scenario.run.warmup, scenario.run.seeds) = (6, 1, vec![1, 2]);
        let axes = vec!["kappa=20000,40000".parse().unwrap(), "share=0.1,0.4".parse().unwrap()];
        let chosen = [attacks::named("cabal").unwrap(), attacks::named("lazy").unwrap()];
        let sweep = Sweep::of(&Core, &scenario, &chosen, axes, |_, _| {}).unwrap();
        assert_eq!(sweep.rows.len(), 8);
        assert_eq!(sweep.rows[3].values, [20_000.0, 0.4]);
        assert_eq!(sweep.rows[3].verdict.attack.name, "lazy");
        assert_eq!(sweep.csv().lines().count(), 9);
        assert!(sweep.csv().starts_with("kappa,share,attack,"));
    }
}
