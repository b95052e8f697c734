//! When in an epoch a validator asks, and when it says what it found. Blocks in, duties out: the
//! same plan serves a chain in real time and one that is sealed in lockstep.

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Ask the miners; rounds count from 0 in each epoch.
    Round(u32),
    /// Set weights, then commit to what was asked and answered.
    Report,
}

/// The plan of one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The block of the epoch before.
    pub begins: u64,
    /// The block whose epoch reads the weights.
    pub ends: u64,
    /// How many rounds are held.
    pub rounds: u32,
}

/// What a validator has done of its plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The last round held.
    pub round: Option<u32>,
    /// Whether weights were set.
    pub reported: bool,
}

impl Schedule {
    /// The last tenth of the epoch is kept for the report, so that a late block or a second try
    /// still counts.
    const CLOSING_SHARE: u64 = 10;

    /// When weights are set: nine tenths into the epoch.
    pub fn report_at(&self) -> u64 {
        self.ends.saturating_sub(self.length() / Self::CLOSING_SHARE)
    }

    /// When a round is held: they are spread evenly before the report.
    pub fn round_at(&self, round: u32) -> u64 {
        let window = self.report_at().saturating_sub(self.begins);
        let rounds = u64::from(self.rounds.max(1));
        // The first comes a whole step in: an epoch's permits and prices settle first.
        let step = window.checked_div(rounds.saturating_add(1)).unwrap_or(0);
        self.begins.saturating_add(step.saturating_mul(u64::from(round).saturating_add(1)))
    }

    /// What to do at `block`. Rounds that were missed are not made up for.
    pub fn duty(&self, block: u64, done: Progress) -> Option<Duty> {
        if block >= self.ends || block <= self.begins {
            return None;
        }
        let due = (0..self.rounds).rev().find(|round| self.round_at(*round) <= block);
        match due {
            Some(round) if done.round.is_none_or(|last| last < round) => Some(Duty::Round(round)),
            _ if block >= self.report_at() && !done.reported => Some(Duty::Report),
            _ => None,
        }
    }

    /// The next block after `block` at which something may be due; the epoch's end if nothing is.
    pub fn next_stop(&self, block: u64) -> u64 {
        let rounds = (0..self.rounds).map(|round| self.round_at(round));
        let stops = rounds.chain([self.report_at(), self.ends]);
        stops.filter(|stop| *stop > block).min().unwrap_or(self.ends)
    }

    fn length(&self) -> u64 {
        self.ends.saturating_sub(self.begins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPOCH: Schedule = Schedule { begins: 1000, ends: 1360, rounds: 3 };

    fn walk(schedule: Schedule) -> Vec<(u64, Duty)> {
        let mut done = Progress::default();
        let mut duties = Vec::new();
        for block in schedule.begins..=schedule.ends {
            while let Some(duty) = schedule.duty(block, done) {
                duties.push((block, duty));
                match duty {
                    Duty::Round(round) => done.round = Some(round),
                    Duty::Report => done.reported = true,
                }
            }
        }
        duties
    }

    #[test]
    fn an_epoch_has_its_rounds_and_then_its_report() {
        let expected = [(1081, Duty::Round(0)), (1162, Duty::Round(1)), (1243, Duty::Round(2)), (1324, Duty::Report)];
        assert_eq!(walk(EPOCH), expected);
    }

    #[test]
    fn stops_are_where_duties_are() {
        let mut block = EPOCH.begins;
        let mut stops = Vec::new();
        while block < EPOCH.ends {
            block = EPOCH.next_stop(block);
            stops.push(block);
        }
        assert_eq!(stops, [1081, 1162, 1243, 1324, 1360]);
    }

    #[test]
    fn whoever_comes_late_holds_the_last_round_and_reports() {
        let done = Progress::default();
        assert_eq!(EPOCH.duty(1300, done), Some(Duty::Round(2)));
        assert_eq!(EPOCH.duty(1340, Progress { round: Some(2), ..done }), Some(Duty::Report));
        assert_eq!(EPOCH.duty(1340, Progress { round: Some(2), reported: true }), None);
    }

    #[test]
    fn an_epoch_of_a_few_blocks_is_planned_too() {
        for ends in 1..12 {
            let duties = walk(Schedule { begins: 0, ends, rounds: 3 });
            assert!(duties.len() <= 4, "{ends} blocks: {duties:?}");
        }
    }

    #[test]
    fn nothing_is_due_outside_the_epoch() {
        assert_eq!(EPOCH.duty(1000, Progress::default()), None);
        assert_eq!(EPOCH.duty(1360, Progress::default()), None);
    }
}
