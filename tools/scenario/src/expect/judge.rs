//! Whether a claim holds of what was seen.

use super::{Claim, Expectation, Quantity, Relation, Than, SUBNET};
use std::collections::BTreeMap;

/// What the chain showed after a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observation {
    pub block: u64,
    /// How many epochs of the subnet had come.
    pub epoch: u64,
    /// Those who hold a seat.
    pub seats: BTreeMap<String, Seat>,
    /// TAO of the coldkeys of those who were asked about.
    pub balances: BTreeMap<String, f64>,
    pub totals: Totals,
}

/// A seat as the last epoch left it. Shares are of one, amounts in whole tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seat {
    pub incentive: f64,
    pub dividends: f64,
    pub consensus: f64,
    pub trust: f64,
    pub emission: f64,
    pub stake: f64,
    pub permit: bool,
}

/// Sums over all seats, the owner's included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    pub incentive: f64,
    pub dividends: f64,
    pub emission: f64,
    pub stake: f64,
    pub neurons: f64,
}

/// What came of looking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    pub holds: bool,
    /// What was looked at, in words.
    pub seen: Vec<String>,
}

/// Whether the claim holds of everybody in `meant`, who are those its `who` stands for.
pub fn judge(expectation: &Expectation, meant: &[String], observation: &Observation) -> Verdict {
    let mut verdict = Verdict { holds: true, seen: Vec::new() };
    for who in meant {
        let holds = judge_one(&expectation.claim, who, observation, &mut verdict.seen);
        verdict.holds &= holds;
    }
    if let Claim::Compares { than: Than::Somebodys { who, quantity, .. }, .. } = &expectation.claim {
        verdict.seen.push(shown(who, *quantity, observation.value(who, *quantity)));
    }
    verdict
}

fn judge_one(claim: &Claim, who: &str, observation: &Observation, seen: &mut Vec<String>) -> bool {
    let seat = observation.seats.get(who);
    match claim {
        Claim::HasPermit(wanted) => {
            let has = seat.is_some_and(|seat| seat.permit);
            seen.push(format!("{who}: {}", if has { "a permit" } else { "no permit" }));
            has == *wanted
        }
        Claim::IsRegistered(wanted) => {
            seen.push(format!("{who}: {}", if seat.is_some() { "a seat" } else { "no seat" }));
            seat.is_some() == *wanted
        }
        Claim::EmissionIsPaid => {
            let paid = observation.totals.emission;
            seen.push(shown(SUBNET, Quantity::Emission, Some(paid)));
            paid > 0.0
        }
        Claim::Compares { quantity, relation, than } => {
            let value = observation.value(who, *quantity);
            seen.push(shown(who, *quantity, value));
            let than = match than {
                Than::Number(number) => Some(*number),
                Than::Somebodys { who, quantity, times } => {
                    observation.value(who, *quantity).map(|value| value * times)
                }
            };
            value.zip(than).is_some_and(|(value, than)| relation.holds(value, than, quantity.step()))
        }
    }
}

impl Observation {
    /// A quantity of somebody's; nothing where they hold no seat.
    fn value(&self, who: &str, quantity: Quantity) -> Option<f64> {
        let totals = &self.totals;
        match (quantity, who == SUBNET) {
            (Quantity::Incentive, true) => Some(totals.incentive),
            (Quantity::Dividends, true) => Some(totals.dividends),
            (Quantity::Emission, true) => Some(totals.emission),
            (Quantity::Stake, true) => Some(totals.stake),
            (Quantity::Neurons, _) => Some(totals.neurons),
            (Quantity::Balance, _) => self.balances.get(who).copied(),
            (quantity, _) => self.seats.get(who).and_then(|seat| seat.value(quantity)),
        }
    }
}

impl Seat {
    fn value(&self, quantity: Quantity) -> Option<f64> {
        Some(match quantity {
            Quantity::Incentive => self.incentive,
            Quantity::Dividends => self.dividends,
            Quantity::Consensus => self.consensus,
            Quantity::Trust => self.trust,
            Quantity::Emission => self.emission,
            Quantity::Stake => self.stake,
            Quantity::Balance | Quantity::Neurons => return None,
        })
    }
}

impl Relation {
    /// Values closer than `step` are the same to the chain.
    fn holds(self, value: f64, than: f64, step: f64) -> bool {
        let same = (value - than).abs() <= step * 1.000_001;
        match self {
            Self::AtLeast => value > than || same,
            Self::AtMost => value < than || same,
            Self::Above => value > than && !same,
            Self::Below => value < than && !same,
            Self::Exactly => same,
            Self::Not => !same,
            Self::About(off) => (value - than).abs() <= off + step,
        }
    }
}

fn shown(who: &str, quantity: Quantity, value: Option<f64>) -> String {
    match value {
        Some(value) => format!("{who}: {quantity} {}{}", rounded(value), quantity.unit()),
        None => format!("{who}: no seat"),
    }
}

/// As many digits as mean something, without zeros at the end.
fn rounded(value: f64) -> String {
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn virtual_subnet() -> Observation {
        let seat = |incentive: f64| Seat { incentive, emission: incentive * 40.0, ..Seat::default() };
        Observation {
            seats: BTreeMap::from([
                ("miner-1".to_owned(), seat(0.6)),
                ("miner-2".to_owned(), seat(16_383.0 / 65_535.0)),
                ("validator".to_owned(), Seat { permit: true, trust: 1.0, stake: 100.0, ..Seat::default() }),
            ]),
            balances: BTreeMap::from([("miner-1".to_owned(), 12.5)]),
            totals: Totals { incentive: 0.85, emission: 34.0, neurons: 4.0, ..Totals::default() },
            ..Observation::default()
        }
    }

    fn verdict(text: &str) -> Verdict {
        let expectation: Expectation = text.parse().unwrap();
        let meant = match expectation.who.as_str() {
            "miner" => vec!["miner-1".to_owned(), "miner-2".to_owned()],
            who => vec![who.to_owned()],
        };
        judge(&expectation, &meant, &virtual_subnet())
    }

    #[test]
    fn what_holds_is_told_from_what_does_not() {
        let hold = [
            "miner-1: incentive is at least 0.6",
            "miner-1: incentive is above 0.5",
            "miner-1: incentive is not 0.5",
            "miner-1: incentive is about 0.58 ± 0.03",
            "miner-1: incentive is above miner-2's",
            "miner-2: emission is at most 0.5 times miner-1's",
            "miner-1: balance is exactly 12.5 TAO",
            "miner: incentive is above 20 %",
            "validator: has a permit",
            "miner-1: has no permit",
            "late: has no permit",
            "late: is not registered",
            "miner-1: is registered",
            "subnet: neurons is 4",
            "subnet: emission is paid",
            "validator: trust is 1",
        ];
        for text in hold {
            assert!(verdict(text).holds, "{text}: {:?}", verdict(text).seen);
        }
        let fail = [
            "miner-1: incentive is at least 0.61",
            "miner-1: incentive is below 0.6",
            "miner-1: incentive is above 0.6",
            "miner-1: incentive is about 0.5 ± 0.05",
            "miner-2: incentive is above miner-1's",
            "miner: incentive is above 30 %",
            "late: incentive is at most 1",
            "miner-1: incentive is not 0.6",
            "subnet: neurons is 5",
            "miner-1: is not registered",
        ];
        for text in fail {
            assert!(!verdict(text).holds, "{text}: {:?}", verdict(text).seen);
        }
    }

    #[test]
    fn a_share_is_as_fine_as_the_chain_keeps_it() {
        // A quarter of 65535 is no whole number, and the chain cuts it off.
        assert!(verdict("miner-2: incentive is at least 0.25").holds);
        assert!(verdict("miner-2: incentive is exactly 0.25").holds);
        assert!(!verdict("miner-2: incentive is below 0.25").holds);
        assert!(!verdict("miner-2: incentive is at least 0.2501").holds);
    }

    #[test]
    fn what_was_looked_at_is_told() {
        let both = verdict("miner-2: emission is above miner-1's");
        assert_eq!(both.seen, ["miner-2: emission 9.99954 alpha", "miner-1: emission 24 alpha"]);
        assert_eq!(verdict("late: incentive is 0").seen, ["late: no seat"]);
    }
}
