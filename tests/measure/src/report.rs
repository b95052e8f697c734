//! Runs the cases of a bench under criterion and prints one line for each: for people, or with
//! `--json` one object with bench, case, value, unit and runs. The value is the median.
//!
//! Criterion writes a report of its own to standard output, and cases disturb each other through
//! the allocator and the caches. So every case runs in a process of its own: the bench starts
//! itself again for one case, with criterion's words thrown away, and reads what criterion stored.

use criterion::{Bencher, Criterion};
use serde_json::{json, Value};
use std::path::Path;
use std::process::{exit, Command, Stdio};
use std::time::Duration;

/// Names the one case a child process is to run.
const CASE: &str = "MYELIN_MEASURE_CASE";

/// Where that child leaves criterion's files.
const FOLDER: &str = "MYELIN_MEASURE_FOLDER";

/// What criterion calls the case of a child; its folder is named for it.
const CHILD: &str = "case";

/// What the figures of a case count.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    Microseconds,
    Milliseconds,
    /// How many of the named things are done in a second, where an iteration does one.
    PerSecond(&'static str),
}

impl Unit {
    fn of_nanoseconds(self, nanoseconds: f64) -> f64 {
        match self {
            Self::Microseconds => nanoseconds / 1e3,
            Self::Milliseconds => nanoseconds / 1e6,
            Self::PerSecond(_) => 1e9 / nanoseconds,
        }
    }

    fn name(self) -> String {
        match self {
            Self::Microseconds => "us".into(),
            Self::Milliseconds => "ms".into(),
            Self::PerSecond(what) => format!("{what}/s"),
        }
    }
}

/// How long a case is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    pub warm_up: Duration,
    pub measure: Duration,
    /// How many times criterion looks at the clock; at least ten.
    pub runs: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { warm_up: Duration::from_millis(300), measure: Duration::from_millis(1500), runs: 30 }
    }
}

/// A bench: its name, and what its caller asked for.
pub struct Bench {
    name: &'static str,
    json: bool,
    filter: Option<String>,
    /// The case to run here; in the process that reports there is none.
    child: Option<String>,
    effort: Effort,
}

impl Bench {
    /// The bench of this name, with `--json` and the part of a case's name from the arguments.
    pub fn of(name: &'static str) -> Self {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        Self {
            name,
            json: arguments.iter().any(|argument| argument == "--json"),
            filter: arguments.into_iter().find(|argument| !argument.starts_with("--")),
            child: std::env::var(CASE).ok(),
            effort: Effort::default(),
        }
    }

    /// The cases that follow are measured for as long as this says.
    pub fn effort(&mut self, effort: Effort) -> &mut Self {
        self.effort = effort;
        self
    }

    /// Measures one case, if it is asked for. `prepare` makes what the case needs, once and only
    /// where the case runs; what it gives back is called by criterion again and again.
    pub fn case<R: FnMut(&mut Bencher)>(&self, case: &str, unit: Unit, prepare: impl FnOnce() -> R) {
        match &self.child {
            Some(child) if child == case => self.measure(prepare()),
            Some(_) => {}
            None if self.wants(case) => match self.figure(case) {
                Ok(estimates) => self.print(case, unit, &estimates),
                Err(trouble) => {
                    eprintln!("error: {} {case}: {trouble}", self.name);
                    exit(1);
                }
            },
            None => {}
        }
    }

    fn wants(&self, case: &str) -> bool {
        self.filter.as_ref().is_none_or(|filter| case.contains(filter.as_str()))
    }

    fn measure(&self, routine: impl FnMut(&mut Bencher)) {
        let folder = std::env::var(FOLDER).expect("set by the process that started this one");
        Criterion::default()
            .output_directory(Path::new(&folder))
            .without_plots()
            .warm_up_time(self.effort.warm_up)
            .measurement_time(self.effort.measure)
            .sample_size(self.effort.runs)
            .nresamples(1000) // of the median; nothing here asks how sure criterion is of it
            .bench_function(CHILD, routine);
    }

    /// Runs the case in a process of its own and reads what criterion made of it, in nanoseconds.
    fn figure(&self, case: &str) -> Result<Value, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let child = Command::new(std::env::current_exe()?)
            .env(CASE, case)
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()?;
        if !child.status.success() {
            return Err(String::from_utf8_lossy(&child.stderr).into());
        }
        let estimates = folder.path().join(CHILD).join("new").join("estimates.json");
        Ok(serde_json::from_slice(&std::fs::read(estimates)?)?)
    }

    fn print(&self, case: &str, unit: Unit, estimates: &Value) {
        let nanoseconds = estimates["median"]["point_estimate"].as_f64().unwrap();
        let (name, value, runs) = (self.name, significant(unit.of_nanoseconds(nanoseconds)), self.effort.runs);
        if self.json {
            let line = json!({ "bench": name, "case": case, "value": value, "unit": unit.name(), "runs": runs });
            println!("{line}");
        } else {
            println!("{name} {case}: {value} {}, median of {runs}", unit.name());
        }
    }
}

/// Four digits: no machine that does other things as well is worth more.
fn significant(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_keeps_four_digits() {
        assert_eq!([123_456.0, 0.123_456, 7.0].map(significant), [123_500.0, 0.1235, 7.0]);
    }

    #[test]
    fn a_rate_is_the_time_of_one_turned_over() {
        assert_eq!(Unit::PerSecond("quotes").of_nanoseconds(500.0), 2e6);
        assert_eq!(Unit::Microseconds.of_nanoseconds(500.0), 0.5);
    }
}
