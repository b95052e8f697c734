//! Whether an attack pays, how surely, and who pays for it.

use crate::{
    attacks::{Attack, Duel, Measure, RESERVED},
    engine::Ground,
    parallel,
    scenario::Scenario,
    statistics::Estimate,
    world::{self, History},
};
use myelin_toml::Invalid;
use serde_json::{json, Value};

/// What an attack comes to on a subnet. Amounts are alpha in a tempo.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub attack: &'static Attack,
    /// What the player earns honestly, before costs.
    pub honest_income: Estimate,
    /// What attacking brings more than honest play, after costs.
    pub gain: Estimate,
    /// The part of the gain that is a cost saved; below zero, a cost added.
    pub saved: Estimate,
    /// The gain in parts of the honest income.
    pub relative: Estimate,
    /// The gain for 1000 alpha of stake, or for an alpha of cost, as the attack is measured.
    pub per_unit: Estimate,
    /// Who earns less beside the attacker than beside the honest player, who loses most first.
    pub payers: Vec<Payer>,
    /// The greatest relative gain that the scenario puts up with, if it says.
    pub most: Option<f64>,
    /// The runs on the first seed, attacked and honest, to look at; none where many verdicts are made.
    pub example: Option<(History, History)>,
}

/// A group that pays for an attack.
#[derive(Clone, Debug, PartialEq)]
pub struct Payer {
    pub name: String,
    /// What it loses, after what the attacker pays it.
    pub loss: Estimate,
    /// The loss in parts of what it earns beside the honest player.
    pub part: f64,
}

/// Below this part of the honest income nobody would bother.
const WORTH_SAYING: f64 = 0.001;

impl Verdict {
    /// Plays the attack and its counterfactual on all seeds.
    pub fn of(ground: &dyn Ground, attack: &'static Attack, scenario: &Scenario) -> Result<Self, Invalid> {
        let duel = attack.on(scenario)?;
        let pairs = parallel::map(&scenario.run.seeds, |seed| play(ground, &duel, *seed), |_| {});
        let pairs = pairs.into_iter().collect::<Result<Vec<_>, _>>()?;
        let verdict = Self::from_pairs(attack, &duel, &pairs, most(attack, scenario));
        Ok(Self { example: pairs.into_iter().next(), ..verdict })
    }

    fn from_pairs(attack: &'static Attack, duel: &Duel, pairs: &[(History, History)], most: Option<f64>) -> Self {
        let over = |of: &dyn Fn(&History, &History) -> f64| {
            let values: Vec<f64> = pairs.iter().map(|(attack, honest)| of(attack, honest)).collect();
            Estimate::of(&values)
        };
        let honest_income = over(&|_, honest| own(honest).0);
        let gain = over(&|attack, honest| net(own(attack)) - net(own(honest)));
        let saved = over(&|attack, honest| own(honest).1 - own(attack).1);
        let unit = match attack.measure {
            Measure::Stake => staked(&duel.attack) / 1000.0,
            Measure::Cost => -saved.mean,
        };
        Self {
            attack,
            honest_income,
            gain,
            saved,
            relative: ratio(gain, honest_income.mean),
            per_unit: ratio(gain, unit),
            payers: payers(pairs),
            most,
            example: None,
        }
    }

    /// Whether the scenario's threshold is kept, so far as there is one. Only what surely keeps it
    /// does.
    pub fn passes(&self) -> bool {
        self.most.is_none_or(|most| match self.is_relative() {
            true => self.relative.high() <= most,
            false => self.gain.high() <= 0.0,
        })
    }

    /// Whether the player earns anything honestly, so that a gain can be a part of it.
    pub fn is_relative(&self) -> bool {
        self.honest_income.mean > 0.0
    }

    /// Whether it surely pays, surely does not, or neither.
    pub fn pays(&self) -> Option<bool> {
        if self.gain.low() > 0.0 {
            Some(true)
        } else if self.gain.high() < 0.0 {
            Some(false)
        } else {
            None
        }
    }

    /// All of it as data; an interval that is not known is null.
    pub fn json(&self) -> Value {
        let estimate = |of: Estimate| json!({ "mean": of.mean, "half": of.half });
        let payers = self
            .payers
            .iter()
            .map(|payer| json!({ "group": payer.name, "loss": estimate(payer.loss), "part": payer.part }));
        json!({
            "attack": self.attack.name,
            "pays": self.pays(),
            "honest_income": estimate(self.honest_income),
            "gain": estimate(self.gain),
            "costs_saved": estimate(self.saved),
            "relative_gain": estimate(self.relative),
            "gain_per_unit": estimate(self.per_unit),
            "unit": match self.attack.measure {
                Measure::Stake => "1000 alpha of stake",
                Measure::Cost => "alpha of cost",
            },
            "payers": payers.collect::<Vec<_>>(),
            "threshold": self.most,
            "passes": self.passes(),
            "sentence": self.sentence(),
        })
    }

    /// All of it in words.
    pub fn sentence(&self) -> String {
        let (does, instead) = (self.attack.does, self.attack.instead);
        let percent = 100.0 * self.relative.mean;
        let told = match self.pays() {
            Some(_) if !self.is_relative() => {
                format!("Whoever {does}: {:+.3} alpha a tempo, where who {instead} earns nothing", self.gain.mean)
            }
            Some(true) => format!("Whoever {does}: {percent:.1} % more than who {instead}"),
            Some(false) => format!("Whoever {does}: {:.1} % less than who {instead}", -percent),
            None => format!("Whoever {does}: neither surely more nor surely less than who {instead}"),
        };
        let saved = match self.saved.mean / self.honest_income.mean {
            _ if !self.is_relative() => String::new(),
            part if part > WORTH_SAYING => format!("; {:.1} % are costs saved", 100.0 * part),
            part if part < -WORTH_SAYING => format!("; {:.1} % are what it costs", -100.0 * part),
            _ => String::new(),
        };
        let payers = match self.payers.first() {
            Some(payer) if payer.part > WORTH_SAYING => {
                format!("; `{}` pays most, {:.1} % of what it earns", payer.name, 100.0 * payer.part)
            }
            _ => "; nobody else loses much".to_owned(),
        };
        format!("{told}{saved}{payers}.")
    }
}

/// The verdict, on this thread alone.
pub(crate) fn one_by_one(
    ground: &dyn Ground,
    attack: &'static Attack,
    scenario: &Scenario,
) -> Result<Verdict, Invalid> {
    let duel = attack.on(scenario)?;
    let pairs = scenario.run.seeds.iter().map(|seed| play(ground, &duel, *seed)).collect::<Result<Vec<_>, _>>()?;
    Ok(Verdict::from_pairs(attack, &duel, &pairs, most(attack, scenario)))
}

fn most(attack: &Attack, scenario: &Scenario) -> Option<f64> {
    scenario.thresholds.iter().find(|threshold| threshold.attack == attack.name).map(|threshold| threshold.most)
}

/// Both worlds to their end; half a run is no ground for a verdict.
fn play(ground: &dyn Ground, duel: &Duel, seed: u64) -> Result<(History, History), Invalid> {
    let whole = |scenario| {
        let history = world::play(ground, scenario, seed)?;
        match history.fault {
            None => Ok(history),
            Some(fault) => Err(Invalid::new(format!("seed {seed}, {fault}"), "")),
        }
    };
    Ok((whole(&duel.attack)?, whole(&duel.honest)?))
}

/// Income and cost of the attacker's groups in a tempo.
fn own(history: &History) -> (f64, f64) {
    let epochs = f64::from(history.epochs.max(1));
    let groups = history.groups.iter().filter(|group| group.name.starts_with(RESERVED));
    let sum = groups.fold((0.0, 0.0), |sum, group| (sum.0 + group.income, sum.1 + group.cost));
    (sum.0 / epochs, sum.1 / epochs)
}

fn net((income, cost): (f64, f64)) -> f64 {
    income - cost
}

/// What the attacker has staked, in alpha.
fn staked(scenario: &Scenario) -> f64 {
    let groups = scenario.validators.iter().zip(scenario.stakes());
    let own = groups.filter(|(group, _)| group.name.starts_with(RESERVED));
    own.map(|(group, rao)| f64::from(group.count) * rao as f64 / 1e9).sum()
}

fn ratio(value: Estimate, by: f64) -> Estimate {
    if by > 0.0 {
        value.scaled(1.0 / by)
    } else {
        Estimate { mean: 0.0, half: None }
    }
}

/// Who surely loses. Groups are found by name: an attack may add some.
fn payers(pairs: &[(History, History)]) -> Vec<Payer> {
    let Some((_, first)) = pairs.first() else { return Vec::new() };
    let epochs = f64::from(first.epochs.max(1));
    let others = first.groups.iter().filter(|group| !group.name.starts_with(RESERVED));
    let of = |history: &History, name: &str| {
        let group = history.groups.iter().find(|group| group.name == name);
        group.map_or((0.0, 0.0), |group| (group.income / epochs, group.cost / epochs))
    };
    let mut payers: Vec<Payer> = others
        .map(|group| {
            let both = pairs.iter().map(|(attack, honest)| (of(attack, &group.name), of(honest, &group.name)));
            let (losses, honest): (Vec<f64>, Vec<f64>) =
                both.map(|(attack, honest)| (honest.0 - attack.0 - (honest.1 - attack.1), honest.0)).unzip();
            let loss = Estimate::of(&losses);
            let part = loss.mean / Estimate::of(&honest).mean.max(f64::MIN_POSITIVE);
            Payer { name: group.name.clone(), loss, part }
        })
        .filter(|payer| payer.loss.low() > 0.0 || (payer.loss.half.is_none() && payer.loss.mean > 0.0))
        .collect();
    payers.sort_by(|one, other| other.loss.mean.total_cmp(&one.loss.mean));
    payers
}

#[cfg(test)]
mod tests;
