//! At which value of a setting an attack stops paying.

use crate::{attacks::Attack, engine::Ground, scenario::Scenario, statistics::Estimate, verdict::Verdict};
use myelin_primitives::hyperparameters::Value;
use myelin_toml::{instead_of, Invalid};

/// Something that can be turned: the attacker's resources, or a hyperparameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knob {
    pub name: &'static str,
    /// What it is, with its unit.
    pub about: &'static str,
    /// Values that are tried first, ascending.
    grid: &'static [f64],
    /// How fine the search is.
    step: f64,
}

/// A reveal period of 0 means that weights are in the open.
pub static KNOBS: &[Knob] = &[
    Knob {
        name: "share",
        about: "the attacker's part of all stake",
        grid: &[0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9],
        step: 0.001,
    },
    Knob {
        name: "seats",
        about: "seats of the attacker's miners",
        grid: &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0],
        step: 1.0,
    },
    Knob {
        name: "seat_cost",
        about: "what a seat costs, alpha",
        grid: &[0.0, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0],
        step: 0.1,
    },
    Knob {
        name: "bribe",
        about: "what the bribed are paid together, alpha a tempo",
        grid: &[0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0],
        step: 0.1,
    },
    Knob {
        name: "bribed",
        about: "the part of the honest stake that is bribed",
        grid: &[0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
        step: 0.001,
    },
    Knob {
        name: "loan_cost",
        about: "what a loan of stake costs, alpha",
        grid: &[0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0],
        step: 0.1,
    },
    Knob {
        name: "loan_every",
        about: "tempos from a loan of stake to the next",
        grid: &[1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0],
        step: 1.0,
    },
    Knob {
        name: "ahead",
        about: "tempos that the attacker is ahead of everybody else",
        grid: &[1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0],
        step: 1.0,
    },
    Knob {
        name: "cost",
        about: "what a look costs the attacker, alpha",
        grid: &[0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0],
        step: 0.01,
    },
    Knob {
        name: "reveal_period",
        about: "tempos that weights stay hidden; 0 is in the open",
        grid: &[0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0],
        step: 1.0,
    },
    Knob {
        name: "kappa",
        about: "kappa, of 65535",
        grid: &[6_553.0, 13_107.0, 19_660.0, 26_214.0, 32_767.0, 39_321.0, 45_874.0, 52_428.0, 58_981.0, 65_535.0],
        step: 64.0,
    },
    Knob {
        name: "bonds_penalty",
        about: "bonds penalty, of 65535",
        grid: &[0.0, 16_384.0, 32_768.0, 49_152.0, 65_535.0],
        step: 64.0,
    },
    Knob {
        name: "bonds_moving_average",
        about: "bonds moving average, of a million",
        grid: &[0.0, 500_000.0, 800_000.0, 900_000.0, 950_000.0, 975_000.0, 990_000.0],
        step: 1_000.0,
    },
    Knob { name: "tempo", about: "blocks in a tempo", grid: &[90.0, 180.0, 360.0, 720.0, 1_440.0, 3_600.0], step: 1.0 },
];

impl Knob {
    pub fn named(name: &str) -> Result<&'static Self, Invalid> {
        let found = KNOBS.iter().find(|knob| knob.name == name);
        found.ok_or_else(|| {
            let known = KNOBS.iter().map(|knob| knob.name);
            Invalid::new(format!("there is nothing to turn that is called `{name}`"), instead_of(name, known))
        })
    }

    /// The scenario with that value.
    pub fn turned(&self, scenario: &Scenario, value: f64) -> Result<Scenario, Invalid> {
        let mut turned = scenario.clone();
        match self.name {
            "share" | "bribed" if !(value > 0.0 && value < 1.0) => {
                return Err(Invalid::new(format!("a share cannot be {value}"), "it is above 0 and below 1"));
            }
            "share" => (turned.attacker.share, turned.attacker.small_share) = (value, value),
            "bribed" => turned.attacker.bribed = value,
            "loan_cost" => turned.attacker.loan_cost = value,
            "loan_every" => turned.attacker.loan_every = (value as u32).max(1),
            "ahead" => turned.attacker.ahead = value as u32,
            "bribe" => turned.attacker.bribe = value,
            "seats" => turned.attacker.miners = value as u16,
            "seat_cost" => turned.attacker.seat_cost = value,
            "cost" => turned.attacker.cost = Some(value),
            "reveal_period" => {
                turned.settings.set("commit_reveal", Value::Bool(value > 0.0))?;
                if value > 0.0 {
                    turned.settings.set("reveal_period", Value::U64(value as u64))?;
                }
            }
            name => turned.settings.set(name, Value::U64(value as u64))?,
        }
        Ok(turned)
    }

    /// The value halfway, as fine as the knob turns; none where two are neighbours.
    fn between(&self, low: f64, high: f64) -> Option<f64> {
        let middle = low + ((high - low) / 2.0 / self.step).round() * self.step;
        (middle > low && middle < high).then_some(middle)
    }
}

/// Where an attack turns from paying to losing, or the other way.
#[derive(Clone, Debug)]
pub struct BreakEven {
    pub knob: &'static Knob,
    /// What was tried, ascending.
    pub tried: Vec<Point>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub value: f64,
    /// The gain in parts of the honest income.
    pub relative: Estimate,
}

impl BreakEven {
    /// Tries the knob's grid, and halves wherever the mean gain changes its sign from one value to
    /// the next. What does not fit the scenario (more seats than there are) is left out.
    pub fn of(
        ground: &dyn Ground,
        attack: &'static Attack,
        scenario: &Scenario,
        knob: &'static Knob,
    ) -> Result<Self, Invalid> {
        let try_one = |value| -> Result<Point, Invalid> {
            let verdict = Verdict::of(ground, attack, &knob.turned(scenario, value)?)?;
            Ok(Point { value, relative: verdict.relative })
        };
        // The scenario as it is must work, so that its fault is not taken for the grid's.
        Verdict::of(ground, attack, scenario)?;
        let mut tried: Vec<Point> = knob.grid.iter().filter_map(|value| try_one(*value).ok()).collect();
        while let Some((place, middle)) = unsettled(&tried, knob) {
            tried.insert(place, try_one(middle)?);
        }
        Ok(Self { knob, tried })
    }

    /// Where it pays: the first and the last value of each stretch.
    pub fn pays_where(&self) -> Vec<(f64, f64)> {
        let stretches = self.tried.chunk_by(|one, next| pays(one) == pays(next));
        let paying = stretches.filter(|stretch| stretch.first().is_some_and(pays));
        paying.filter_map(|stretch| Some((stretch.first()?.value, stretch.last()?.value))).collect()
    }

    pub fn sentence(&self) -> String {
        let name = self.knob.name;
        let (Some(least), Some(most)) = (self.tried.first(), self.tried.last()) else {
            return format!("No value of `{name}` could be tried");
        };
        let stretches = self.pays_where().into_iter().map(|(from, to)| match (from == least.value, to == most.value) {
            (true, true) => "at all that was tried".to_owned(),
            _ if from == to => format!("at {}", shown(name, from)),
            (true, false) => format!("up to {}", shown(name, to)),
            (false, true) => format!("from {} on", shown(name, from)),
            (false, false) => format!("from {} to {}", shown(name, from), shown(name, to)),
        });
        let stretches: Vec<String> = stretches.collect();
        match stretches.is_empty() {
            true => format!("It pays at no `{name}` that was tried"),
            false => format!("By `{name}`, it pays {}", stretches.join(" and ")),
        }
    }
}

/// The place and value of the next try: between neighbours one of which pays, if the knob turns
/// that finely.
fn unsettled(tried: &[Point], knob: &Knob) -> Option<(usize, f64)> {
    tried.windows(2).enumerate().find_map(|(at, pair)| {
        let middle = knob.between(pair[0].value, pair[1].value)?;
        (pays(&pair[0]) != pays(&pair[1])).then_some((at + 1, middle))
    })
}

fn pays(point: &Point) -> bool {
    point.relative.mean > 0.0
}

/// A value as people read it.
pub fn shown(knob: &str, value: f64) -> String {
    match knob {
        "share" | "bribed" => format!("{:.1} %", 100.0 * value),
        "reveal_period" if value == 0.0 => "off".to_owned(),
        "kappa" | "bonds_penalty" => format!("{value} ({:.1} %)", value / 655.35),
        _ => format!("{}", (value * 1e6).round() / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attacks,
        engine::Core,
        scenario::{Miners, Validators},
    };

    fn quiet() -> Scenario {
        let miners = Miners { count: 6, skill: 0.5, spread: 0.4, ..Default::default() };
        let validators = Validators { count: 3, noise: 0.05, ..Default::default() };
        let mut scenario = Scenario { miners: vec![miners], validators: vec![validators], ..Default::default() };
        scenario.run.epochs = 20;
        scenario.run.warmup = 5;
        scenario.run.seeds = vec![1, 2];
        scenario
    }

    #[test]
    fn a_cabal_needs_about_half_of_the_stake() {
        let cabal = attacks::named("cabal").unwrap();
        let found = BreakEven::of(&Core, cabal, &quiet(), Knob::named("share").unwrap()).unwrap();
        let [(from, to)] = found.pays_where()[..] else { panic!("{found:?}") };
        assert!((0.45..0.55).contains(&from) && to == 0.9, "{found:?}");
        let below = found.tried.iter().rev().find(|point| point.value < from).expect("it loses somewhere");
        assert!(from - below.value < 0.0011);
        assert!(found.sentence().starts_with("By `share`, it pays from "), "{}", found.sentence());
    }

    #[test]
    fn a_knob_says_what_it_cannot_be() {
        let refusal = Knob::named("kapa").unwrap_err();
        assert_eq!(
            format!("{refusal}; {}", refusal.hint),
            "there is nothing to turn that is called `kapa`; did you mean `kappa`?"
        );
        let knob = Knob::named("share").unwrap();
        assert!(knob.turned(&quiet(), 1.0).is_err());
        assert_eq!(knob.turned(&quiet(), 0.3).unwrap().attacker.small_share, 0.3);
    }

    #[test]
    fn a_reveal_period_of_nothing_is_openness() {
        let knob = Knob::named("reveal_period").unwrap();
        let period = |value| knob.turned(&quiet(), value).unwrap().settings.rules().reveal_period;
        assert_eq!((period(0.0), period(4.0)), (None, Some(4)));
    }

    #[test]
    fn every_stretch_that_pays_is_told() {
        let point = |(value, mean)| Point { value, relative: Estimate { mean, half: None } };
        let told = |gains: &[(f64, f64)]| {
            let tried = gains.iter().copied().map(point).collect();
            BreakEven { knob: Knob::named("tempo").unwrap(), tried }.sentence()
        };
        assert_eq!(told(&[(1.0, 0.5), (2.0, -0.1), (3.0, 0.2), (4.0, 0.2)]), "By `tempo`, it pays at 1 and from 3 on");
        assert_eq!(told(&[(1.0, -0.5), (2.0, 0.1), (3.0, -0.2)]), "By `tempo`, it pays at 2");
        assert_eq!(told(&[(1.0, -0.5)]), "It pays at no `tempo` that was tried");
        assert_eq!(told(&[(1.0, 0.5), (2.0, 0.5)]), "By `tempo`, it pays at all that was tried");
    }

    #[test]
    fn halving_ends_where_a_knob_turns_no_finer() {
        let knob = Knob::named("reveal_period").unwrap();
        assert_eq!((knob.between(1.0, 4.0), knob.between(3.0, 4.0)), (Some(3.0), None));
    }
}
