//! Scoring code in a process of its own: one JSON object a line, asked and answered.
//!
//! Asked: `{"epoch": 3, "group": "large", "validator": 1, "seen": [0.4, 0.7], "remembered": [0.5, 0.6]}`.
//! Answered: `{"merits": [0.1, 0.9]}`, as many as there are miners, none below zero.

use super::{Look, Scorer};
use serde_json::{json, Value};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{sync_channel, Receiver, RecvTimeoutError},
    thread,
    time::Duration,
};

/// How scoring code is started, and how long it may think about one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The program and its arguments.
    pub command: Vec<String>,
    pub timeout: Duration,
}

/// Longest answer that is read; a miner's merit is some twenty letters.
const LONGEST_LINE: usize = 1 << 20;

/// A process that scores. It ends with whoever started it.
pub struct Process {
    child: Child,
    asks: ChildStdin,
    answers: Receiver<Result<String, Broken>>,
    timeout: Duration,
}

impl Process {
    pub fn start(start: &Start) -> Result<Self, String> {
        let (program, arguments) = start.command.split_first().ok_or("the scorer's command is empty")?;
        let started = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(|cause| format!("the scorer `{program}` could not be started: {cause}"))?;
        let (Some(asks), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the scorer has no input or no output".to_owned());
        };
        let (tell, answers) = sync_channel(1);
        // It ends when the process closes its output, which it does at the latest when it is ended.
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            loop {
                let line = next_line(&mut output);
                let is_last = line.is_err();
                if tell.send(line).is_err() || is_last {
                    break;
                }
            }
        });
        Ok(Self { child, asks, answers, timeout: start.timeout })
    }

    fn answer(&mut self, question: &Value) -> Result<String, String> {
        let asked = writeln!(self.asks, "{question}").and_then(|()| self.asks.flush());
        let answer = match asked {
            Ok(()) => self.answers.recv_timeout(self.timeout),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        match answer {
            Ok(Ok(line)) => Ok(line),
            Ok(Err(Broken::Closed)) | Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
            Ok(Err(Broken::Other(what))) => Err(what),
            Err(RecvTimeoutError::Timeout) => {
                Err(format!("the scorer did not answer within {} s", self.timeout.as_secs_f64()))
            }
        }
    }

    /// How the process ended. One that is ending by itself keeps its own status when it is ended.
    fn ended(&mut self) -> String {
        let _ = self.child.kill(); // fails where it is gone already, which is as well
        match self.child.wait() {
            Ok(status) if status.code().is_some() => format!("the scorer ended by itself ({status})"),
            Ok(status) => format!("the scorer closed its output or was killed ({status})"),
            Err(cause) => format!("the scorer cannot be waited for: {cause}"),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Ended already, or ended now: either way there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Scorer for Process {
    fn merits(&mut self, look: &Look, merits: &mut Vec<f64>) -> Result<(), String> {
        let (group, validator) = look.validator;
        let question = json!({
            "epoch": look.epoch,
            "group": group,
            "validator": validator,
            "seen": look.seen,
            "remembered": look.remembered,
        });
        let line = self.answer(&question)?;
        *merits = read(&line, look.seen.len())?;
        Ok(())
    }
}

/// Why there is no line.
enum Broken {
    Closed,
    Other(String),
}

fn next_line(output: &mut impl BufRead) -> Result<String, Broken> {
    let mut line = Vec::new();
    let mut limited = std::io::Read::take(output, LONGEST_LINE as u64);
    match limited.read_until(b'\n', &mut line) {
        Ok(0) => Err(Broken::Closed),
        Ok(_) if !line.ends_with(b"\n") && line.len() >= LONGEST_LINE => {
            Err(Broken::Other(format!("the scorer's answer is longer than {LONGEST_LINE} bytes")))
        }
        Ok(_) => String::from_utf8(line).map_err(|_| Broken::Other("the scorer's answer is no text".to_owned())),
        Err(cause) => Err(Broken::Other(format!("the scorer's answer could not be read: {cause}"))),
    }
}

/// The merits of an answer, if it is one.
fn read(line: &str, miners: usize) -> Result<Vec<f64>, String> {
    let shown = || line.trim().chars().take(80).collect::<String>();
    // JSON has no NaN, but Python writes one.
    let answer: Value =
        serde_json::from_str(line).map_err(|fault| format!("the scorer's answer is no JSON ({fault}): {}", shown()))?;
    let merits = answer.get("merits").and_then(Value::as_array);
    let merits = merits.ok_or_else(|| format!("the scorer's answer has no list `merits`: {}", shown()))?;
    if merits.len() != miners {
        return Err(format!("the scorer gave {} merits for {miners} miners", merits.len()));
    }
    let read = merits.iter().enumerate().map(|(miner, merit)| {
        let number = merit.as_f64().filter(|number| number.is_finite() && *number >= 0.0);
        number.ok_or_else(|| format!("the scorer gave miner {miner} the merit {merit}; it is a number from zero up"))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(script: &str) -> Result<Vec<f64>, String> {
        let command = ["sh", "-c", script].map(str::to_owned).to_vec();
        let mut process = Process::start(&Start { command, timeout: Duration::from_millis(400) })?;
        let look = Look { epoch: 3, validator: ("large", 2), seen: &[0.5, 0.25], remembered: &[0.5, 0.5] };
        let mut merits = Vec::new();
        process.merits(&look, &mut merits)?;
        process.merits(&look, &mut merits).map(|()| merits)
    }

    #[test]
    fn a_process_is_asked_look_by_look() {
        let script =
            r#"while read -r line; do case "$line" in *'"group":"large"'*) echo '{"merits": [1, 0.5]}';; esac; done"#;
        assert_eq!(asked(script), Ok(vec![1.0, 0.5]));
    }

    #[test]
    fn what_is_wrong_with_an_answer_is_said() {
        let answer = |text: &str| asked(&format!("while read -r line; do echo '{text}'; done")).unwrap_err();
        assert_eq!(answer(r#"{"merits": [1]}"#), "the scorer gave 1 merits for 2 miners");
        assert_eq!(
            answer(r#"{"merits": [1, -1]}"#),
            "the scorer gave miner 1 the merit -1; it is a number from zero up"
        );
        assert!(answer(r#"{"merits": [1, NaN]}"#).starts_with("the scorer's answer is no JSON"));
        assert!(answer(r#"{"scores": []}"#).starts_with("the scorer's answer has no list `merits`"));
    }

    #[test]
    fn a_scorer_that_crashes_hangs_or_is_not_there_is_no_wait() {
        assert_eq!(asked("read -r line; exit 7").unwrap_err(), "the scorer ended by itself (exit status: 7)");
        assert_eq!(asked("read -r line; exec sleep 60").unwrap_err(), "the scorer did not answer within 0.4 s");
        let start = Start { command: vec!["there-is-no-such-program".into()], timeout: Duration::from_secs(1) };
        assert!(Process::start(&start).err().unwrap().contains("could not be started"));
    }
}
