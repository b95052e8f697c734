//! Who is on a subnet, by which rules it pays, and for how long it is watched.

mod attacker;
mod changes;
mod check;
mod groups;
mod read;
mod settings;
mod template;

pub use attacker::Attacker;
pub use changes::Change;
pub use settings::{Rules, Settings};
pub use template::TEMPLATE;

use myelin_primitives::RAO_PER_TOKEN;
use myelin_toml::Invalid;

/// A subnet and the people on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// What it shows.
    pub name: String,
    pub settings: Settings,
    /// What is set otherwise while the subnet runs.
    pub changes: Vec<Change>,
    pub reward: Reward,
    /// A subnet's own work in place of skills and noise.
    pub work: Option<crate::scoring::Work>,
    /// Code of one's own in place of the reward, in a process of its own.
    pub scorer: Option<crate::scoring::Start>,
    pub miners: Vec<Miners>,
    pub validators: Vec<Validators>,
    pub attacker: Attacker,
    pub run: Run,
    pub thresholds: Vec<Threshold>,
}

/// How what a validator remembers of miners becomes weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reward {
    pub shape: Shape,
    /// What a score is multiplied with itself to: 2 pays four times as much for twice the score.
    pub power: u32,
    /// The part of what was remembered that the next look leaves, from 0 to below 1.
    pub memory: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As much as the score.
    Proportional,
    /// As much as the score is above the mean of all scores.
    AboveMean,
    /// The best few get the same, all others nothing.
    Winners(u16),
}

/// Miners who are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Miners {
    pub name: String,
    pub count: u16,
    /// Quality in the beginning, from 0 to 1.
    pub skill: f64,
    /// How far from it single miners may be.
    pub spread: f64,
    /// How far a tempo's quality is from the usual.
    pub noise: f64,
    /// How far the usual quality wanders in a tempo.
    pub drift: f64,
    /// The part of what is missing to 1 that is learnt in a tempo.
    pub learning: f64,
    /// Alpha that a miner spends in a tempo.
    pub cost: f64,
    pub strategy: Mining,
    /// The way in which it answers what a subnet's own code asks.
    pub answers: Option<String>,
    pub line: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mining {
    Honest,
    /// Answers as the best honest miner did a tempo ago.
    Copier,
    /// Has a seat and answers nothing.
    Idle,
}

/// Validators who are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Validators {
    pub name: String,
    pub count: u16,
    pub stake: Stake,
    /// How far what is seen is from the quality.
    pub noise: f64,
    /// Looks every so many tempos, and repeats itself in between.
    pub every: u32,
    /// Alpha that a look costs.
    pub cost: f64,
    /// Alpha that each is paid in a tempo by whoever attacks.
    pub paid: f64,
    /// How many of them show somebody what they hand in before the chain shows it to all.
    pub early: u16,
    /// Stake that each of them borrows for an epoch.
    pub loan: Option<Loan>,
    pub strategy: Validating,
    pub line: Option<usize>,
}

/// Stake that is there when an epoch looks, and not a block longer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loan {
    /// One epoch of so many has it.
    pub every: u32,
    pub rao: u64,
    /// Alpha that a loan costs, each time.
    pub cost: f64,
}

/// What each validator of a group has staked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stake {
    /// So many rao.
    Each(u64),
    /// The group together has this part of all stake.
    Share(f64),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Validating {
    Honest,
    /// Looks once, and repeats itself ever after.
    Lazy,
    /// Hands in the mean of all rows that can be read, by stake, as it was so many tempos ago.
    CopyRows {
        delay: u32,
    },
    /// Hands in the consensus of the last epoch.
    CopyConsensus,
    /// Hands in the mean of all rows that are shown early, by stake.
    CopyEarly,
    /// Judges miners by what they will be so many tempos on.
    Foresee {
        ahead: u32,
    },
    /// Gives a part of its weight to miners of a group, and the rest honestly.
    Favour {
        whom: String,
        part: f64,
    },
    /// Takes a part of the weight of miners of a group away.
    Neglect {
        whom: String,
        part: f64,
    },
}

impl Validating {
    /// Whether it waits for what others hand in.
    pub fn copies(&self) -> bool {
        matches!(self, Self::CopyRows { .. } | Self::CopyConsensus | Self::CopyEarly)
    }
}

/// How long is watched, and how often.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub epochs: u32,
    /// First epochs that are not counted: bonds and memories are young then.
    pub warmup: u32,
    pub seeds: Vec<u64>,
    /// Whether validators stake what they earn.
    pub compound: bool,
    pub commits: Commits,
}

/// How weights are hidden where the subnet demands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commits {
    /// Shown by the chain when it is time, just before an epoch.
    Timelocked,
    /// Shown by the validator when it is time, just after an epoch.
    Hashed,
}

/// What must hold of an attack for the scenario to pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    pub attack: String,
    /// The greatest gain that is put up with, in parts of what the same player earns honestly.
    pub most: f64,
    pub line: Option<usize>,
}

impl Default for Reward {
    fn default() -> Self {
        Self { shape: Shape::Proportional, power: 1, memory: 0.5 }
    }
}

impl Default for Run {
    fn default() -> Self {
        Self { epochs: 120, warmup: 20, seeds: (1..=12).collect(), compound: false, commits: Commits::Timelocked }
    }
}

impl Default for Miners {
    fn default() -> Self {
        Self {
            name: "miners".to_owned(),
            count: 1,
            skill: 0.5,
            spread: 0.0,
            noise: 0.0,
            drift: 0.0,
            learning: 0.0,
            cost: 0.0,
            strategy: Mining::Honest,
            answers: None,
            line: None,
        }
    }
}

impl Default for Validators {
    fn default() -> Self {
        Self {
            name: "validators".to_owned(),
            count: 1,
            stake: Stake::Each(1_000 * RAO_PER_TOKEN),
            noise: 0.0,
            every: 1,
            cost: 0.0,
            paid: 0.0,
            early: 0,
            loan: None,
            strategy: Validating::Honest,
            line: None,
        }
    }
}

/// What all have staked where a scenario speaks of parts only, in rao.
const STAKE_OF_ALL: f64 = 100_000.0 * RAO_PER_TOKEN as f64;

impl Scenario {
    /// What each validator of each group has staked, in rao.
    pub fn stakes(&self) -> Vec<u64> {
        let parts = self.validators.iter().map(|group| match group.stake {
            Stake::Share(part) => (part, 0.0),
            Stake::Each(rao) => (0.0, f64::from(group.count) * rao as f64),
        });
        let (shared, told) = parts.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        let all = if told > 0.0 { told / (1.0 - shared) } else { STAKE_OF_ALL };
        let of_group = |group: &Validators| match group.stake {
            Stake::Each(rao) => rao,
            Stake::Share(part) => (all * part / f64::from(group.count)) as u64,
        };
        self.validators.iter().map(of_group).collect()
    }

    /// What all validators together have staked, in rao.
    pub fn everything_staked(&self) -> f64 {
        let groups = self.validators.iter().zip(self.stakes());
        groups.map(|(group, rao)| f64::from(group.count) * rao as f64).sum()
    }

    /// Seats that are taken, with the owner's.
    pub fn seats(&self) -> usize {
        let validators = self.validators.iter().map(|group| usize::from(group.count)).sum::<usize>();
        1 + validators + self.miners.iter().map(|group| usize::from(group.count)).sum::<usize>()
    }

    /// Whether everybody has a seat.
    pub fn ensure_room(&self) -> Result<(), Invalid> {
        check::room(self)
    }

    pub fn group_of_miners(&self, name: &str) -> Option<usize> {
        self.miners.iter().position(|group| group.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validators(count: u16, stake: Stake) -> Validators {
        Validators { count, stake, ..Default::default() }
    }

    #[test]
    fn a_share_is_a_part_of_all_stake() {
        let told = validators(3, Stake::Each(100));
        let scenario = Scenario { validators: vec![told, validators(2, Stake::Share(0.25))], ..Default::default() };
        assert_eq!(scenario.stakes(), [100, 50]);
    }

    #[test]
    fn where_all_are_shares_the_whole_is_a_hundred_thousand_alpha() {
        let shares = vec![validators(1, Stake::Share(0.75)), validators(1, Stake::Share(0.25))];
        let scenario = Scenario { validators: shares, ..Default::default() };
        assert_eq!(scenario.stakes(), [75_000_000_000_000, 25_000_000_000_000]);
    }
}
