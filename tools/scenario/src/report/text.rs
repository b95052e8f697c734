//! The report for people.

use super::{Outcome, Report, StepReport};
use std::fmt;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.scenario)?;
        for step in &self.steps {
            write_step(f, step)?;
        }
        let count = |outcome| self.steps.iter().filter(|step| step.outcome == outcome).count();
        let passed = count(Outcome::Passed);
        write!(f, "{}: {passed} of {} steps passed in {:.2} s", word(self.outcome), self.steps.len(), self.seconds)
    }
}

fn write_step(f: &mut fmt::Formatter<'_>, step: &StepReport) -> fmt::Result {
    write!(f, "  {:<7} {}", word(step.outcome), step.says)?;
    if let Some(line) = step.line {
        write!(f, " (line {line})")?;
    }
    match step.outcome {
        Outcome::Passed => match step.seen.last() {
            Some(seen) => writeln!(f, ": {}", in_short(&seen.what)),
            None => writeln!(f),
        },
        Outcome::Failed => {
            writeln!(f)?;
            step.seen.iter().try_for_each(|seen| {
                writeln!(f, "          epoch {}, block {}: {}", seen.epoch, seen.block, seen.what.join("; "))
            })
        }
        Outcome::Broken => {
            writeln!(f, "\n          {}", step.why)?;
            match step.hint.is_empty() {
                true => Ok(()),
                false => writeln!(f, "          hint: {}", step.hint),
            }
        }
        Outcome::Skipped => writeln!(f),
    }
}

/// The first of what was seen: of a whole group nobody wants to read everything that is well.
fn in_short(what: &[String]) -> String {
    const MOST: usize = 4;
    let first = what.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("; ");
    match what.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first}; and {more} more"),
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "FAILED",
        Outcome::Broken => "BROKEN",
        Outcome::Skipped => "skipped",
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::of_every_outcome, in_short};

    #[test]
    fn of_many_that_are_well_the_first_are_told() {
        let what: Vec<String> = (1..=6).map(|number| format!("miner-{number}")).collect();
        assert_eq!(in_short(&what), "miner-1; miner-2; miner-3; miner-4; and 2 more");
        assert_eq!(in_short(&what[..4]), "miner-1; miner-2; miner-3; miner-4");
    }

    #[test]
    fn a_failure_tells_what_was_seen_each_time() {
        let told = of_every_outcome().to_string();
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[0], "mixed <fortune>");
        assert_eq!(lines[1], "  passed  2 epochs pass (line 9)");
        assert_eq!(lines[2], "  FAILED  miner-1: incentive is at least 0.2 within 1 epoch (line 12)");
        assert_eq!(lines[3], "          epoch 3, block 404: miner-1: incentive 0.1");
        assert_eq!(lines[4], "          epoch 4, block 505: miner-1: incentive 0.15");
        assert_eq!(lines[6], "          they hold less");
        assert_eq!(lines[7], "          hint: ask for less");
        assert_eq!(lines[9], "BROKEN: 1 of 4 steps passed in 1.50 s");
    }
}
