//! An epoch told in sentences, one a line.

use crate::{
    disagreement::{cost_of_disagreement, Loss},
    result::{Clip, Epoch, Mechanism, Seat},
};
use myelin_primitives::{Alpha, Uid};
use std::{cmp::Reverse, collections::BTreeMap};

/// What people call the seats. Whoever has no name is told by role and number.
pub type Names = BTreeMap<Uid, String>;

/// Miners that are named for what they earned.
const BEST: usize = 3;
/// Clipped weights that are listed for one validator; the others are counted.
const LISTED: usize = 3;
/// Rao in a whole token.
const WHOLE: f64 = 1e9;

/// The epoch in sentences: what it paid, to whom, whose weights were cut down and what that cost,
/// and who had no say. The most costly disagreements come first.
pub fn story(epoch: &Epoch, names: &Names) -> Vec<String> {
    let told = Told { epoch, names };
    let mut lines = vec![told.headline()];
    lines.extend(told.differs());
    lines.extend(told.miners());
    lines.extend(told.disagreements());
    lines.extend(told.silent());
    lines
}

struct Told<'a> {
    epoch: &'a Epoch,
    names: &'a Names,
}

impl Told<'_> {
    fn headline(&self) -> String {
        let Epoch { netuid, block, emission, seats, .. } = self.epoch;
        let miners = seats.iter().filter(|seat| seat.incentive > 0.0).count();
        let validators = seats.iter().filter(|seat| seat.voting_share > 0.0).count();
        let paid = format!("the epoch of subnet {netuid} at block {block} paid {}", alpha(*emission));
        if miners == 0 && seats.iter().all(|seat| seat.dividends <= 0.0) {
            return format!("{paid} by stake alone: no weights counted");
        }
        format!("{paid} to {} and {}", counted(miners, "miner"), counted(validators, "validator"),)
    }

    fn differs(&self) -> Option<String> {
        self.epoch.difference.as_ref().map(|difference| format!("this is not what the chain came to: {difference}"))
    }

    fn miners(&self) -> Vec<String> {
        let mut miners: Vec<&Seat> = self.epoch.seats.iter().filter(|seat| !seat.as_miner.is_zero()).collect();
        miners.sort_by_key(|seat| (Reverse(seat.as_miner), seat.uid));
        let told = |seat: &&Seat| {
            format!(
                "{} earned {}, worth {}: enough stake weighed it {:.2} or more",
                self.miner(seat.uid),
                alpha(seat.as_miner),
                self.worth(seat.as_miner),
                seat.consensus,
            )
        };
        miners.iter().take(BEST).map(told).collect()
    }

    fn disagreements(&self) -> Vec<String> {
        let mut told: Vec<(Reverse<i64>, Uid, String)> = self
            .epoch
            .seats
            .iter()
            .filter(|seat| seat.is_active)
            .filter_map(|seat| {
                let clips = self.clips(seat.uid)?;
                let loss = cost_of_disagreement(self.epoch, seat.uid)?;
                Some((Reverse(loss.alpha_rao), seat.uid, format!("{clips}; {}", cost(seat, &loss))))
            })
            .collect();
        told.sort();
        told.into_iter().map(|(_, _, sentence)| sentence).collect()
    }

    /// What was cut down of a validator's weights, if anything people would notice.
    fn clips(&self, validator: Uid) -> Option<String> {
        let mut clips: Vec<(&Mechanism, Clip)> = Vec::new();
        for mechanism in &self.epoch.mechanisms {
            clips.extend(mechanism.clips_of(validator).filter(|clip| is_visible(clip)).map(|clip| (mechanism, *clip)));
        }
        clips.sort_by(|(_, one), (_, other)| (other.from - other.to).total_cmp(&(one.from - one.to)));
        let name = self.validator(validator);
        if let [(mechanism, clip)] = clips.as_slice() {
            let miner = self.miner_under(mechanism, clip.miner);
            return Some(format!("{name}'s weight on {miner} was clipped from {:.2} to {:.2}", clip.from, clip.to));
        }
        let listed: Vec<String> = clips
            .iter()
            .take(LISTED)
            .map(|(mechanism, clip)| {
                format!("{} (from {:.2} to {:.2})", self.miner_under(mechanism, clip.miner), clip.from, clip.to)
            })
            .collect();
        let (last, others) = listed.split_last()?;
        let more = match clips.len().saturating_sub(LISTED) {
            0 => format!(" and {last}"),
            more => format!(", {last} and {}", counted(more, "other")),
        };
        Some(format!("{name}'s weights on {}{more} were clipped", others.join(", ")))
    }

    /// Those whose weights would have counted, and who gave none.
    fn silent(&self) -> Vec<String> {
        let told = |seat: &Seat| {
            let why = if !seat.is_active {
                "has set no weights for too long"
            } else if !self.gave_weights(seat.uid) {
                "gave no weights that count"
            } else {
                return None;
            };
            let loss = cost_of_disagreement(self.epoch, seat.uid)?;
            let (name, percent) = (self.validator(seat.uid), seat.stake_share * 100.0);
            Some(format!("{name} {why}, with {percent:.1} % of the stake; {}", cost(seat, &loss)))
        };
        self.epoch.seats.iter().filter_map(told).collect()
    }

    fn gave_weights(&self, uid: Uid) -> bool {
        self.epoch.mechanisms.iter().any(|mechanism| mechanism.weights_of(uid).next().is_some())
    }

    fn miner(&self, uid: Uid) -> String {
        self.named("miner", uid)
    }

    fn miner_under(&self, mechanism: &Mechanism, uid: Uid) -> String {
        if self.epoch.mechanisms.len() > 1 {
            format!("{} under mechanism {}", self.miner(uid), mechanism.mechanism)
        } else {
            self.miner(uid)
        }
    }

    fn validator(&self, uid: Uid) -> String {
        self.named("validator", uid)
    }

    fn named(&self, role: &str, uid: Uid) -> String {
        self.names.get(&uid).cloned().unwrap_or_else(|| format!("{role} {uid}"))
    }

    fn worth(&self, amount: Alpha) -> String {
        tao(self.epoch.worth(i64::try_from(amount.rao()).unwrap_or(i64::MAX)))
    }
}

/// Who lost what.
fn cost(seat: &Seat, loss: &Loss) -> String {
    let who = match seat.nominators {
        Some(0) => "it",
        Some(1) => "it and its nominator",
        _ => "it and its nominators",
    };
    match loss.tao_rao {
        0 if loss.alpha_rao == 0 => format!("{who} lost nothing by it"),
        0.. if loss.alpha_rao >= 0 => format!("{who} lost {}", tao(loss.tao_rao)),
        _ => format!("{who} earned {} more than by agreeing", tao(loss.tao_rao.saturating_abs())),
    }
}

/// Whether both ends of the clip look different to people.
fn is_visible(clip: &Clip) -> bool {
    format!("{:.2}", clip.from) != format!("{:.2}", clip.to)
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

fn alpha(amount: Alpha) -> String {
    format!("{} α", shortened(amount.rao() as f64 / WHOLE))
}

fn tao(rao: i64) -> String {
    format!("{} τ", shortened(rao as f64 / WHOLE))
}

/// As many digits as it takes to see something, and not more.
fn shortened(value: f64) -> String {
    match value {
        0.0 => "0".to_owned(),
        value if value.abs() >= 100.0 => format!("{value:.0}"),
        value if value.abs() >= 1.0 => format!("{value:.1}"),
        value if value.abs() >= 0.001 => format!("{value:.4}"),
        value => format!("{value:.9}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_digits_that_matter() {
        let told = [4.23e9, 147.6e9, 0.0421e9, 0.0, 12.0].map(|rao| tao(rao as i64));
        assert_eq!(told, ["4.2 τ", "148 τ", "0.0421 τ", "0 τ", "0.000000012 τ"]);
    }

    #[test]
    fn a_clip_nobody_can_see_is_not_told() {
        let clip = |from, to| Clip { validator: Uid(0), miner: Uid(1), from, to };
        assert!(is_visible(&clip(0.61, 0.31)));
        assert!(!is_visible(&clip(0.311, 0.309)));
    }
}
