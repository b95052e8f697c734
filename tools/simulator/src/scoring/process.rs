//! Scoring code in a process of its own: one JSON object a line, asked and answered.
//!
//! Asked: `{"epoch": 3, "group": "large", "validator": 1, "seen": [0.4, 0.7], "remembered": [0.5, 0.6]}`.
//! Answered: `{"merits": [0.1, 0.9]}`, as many as there are miners, none below zero.

mod pipes;

use super::{Look, Scorer, MOST_MERIT as MOST};
use pipes::{Broken, LastWords, Line};
use serde_json::{json, Value};
use std::{
    io::{BufReader, Write},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{sync_channel, Receiver, RecvTimeoutError, SyncSender, TryRecvError},
    thread,
    time::Duration,
};

/// How scoring code is started, and how long it may think about one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The program and its arguments.
    pub command: Vec<String>,
    pub timeout: Duration,
    /// Where it runs: beside the scenario that names it, or wherever the simulator runs.
    pub folder: Option<PathBuf>,
}

/// A process that scores. It ends with whoever started it.
pub struct Process {
    child: Child,
    /// To the thread that writes: a process that does not read must not stop everything.
    asks: SyncSender<String>,
    /// Whether what was asked is written.
    asked: Receiver<std::io::Result<()>>,
    answers: Receiver<Line>,
    last_words: LastWords,
    timeout: Duration,
}

impl Process {
    pub fn start(start: &Start) -> Result<Self, String> {
        let (program, arguments) = start.command.split_first().ok_or("the scorer's command is empty")?;
        let pipe = Stdio::piped;
        let mut command = Command::new(program);
        command.args(arguments).stdin(pipe()).stdout(pipe()).stderr(pipe());
        if let Some(folder) = &start.folder {
            command.current_dir(folder);
        }
        let mut child =
            command.spawn().map_err(|cause| format!("the scorer `{program}` could not be started: {cause}"))?;
        let (Some(input), Some(output), Some(errors)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err("the scorer has no input or no output".to_owned());
        };
        let (asks, asked) = writer(input);
        let answers = pipes::lines(BufReader::new(output));
        let last_words = LastWords::of(errors);
        Ok(Self { child, asks, asked, answers, last_words, timeout: start.timeout })
    }

    fn answer(&mut self, question: &Value) -> Result<String, String> {
        // What is said unasked would be taken for the answer to the next question.
        match self.answers.try_recv() {
            Ok(Ok(line)) => return Err(format!("the scorer said more than it was asked: {}", shown(&line))),
            Ok(Err(broken)) => return Err(self.told(broken)),
            Err(TryRecvError::Disconnected) => return Err(self.ended()),
            Err(TryRecvError::Empty) => {}
        }
        let seconds = self.timeout.as_secs_f64();
        if self.asks.send(question.to_string()).is_err() {
            return Err(self.ended());
        }
        match self.asked.recv_timeout(self.timeout) {
            Ok(Ok(())) => {}
            Err(RecvTimeoutError::Timeout) => return Err(format!("the scorer did not read within {seconds} s")),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
        }
        match self.answers.recv_timeout(self.timeout) {
            Ok(Ok(line)) => Ok(line),
            Ok(Err(broken)) => Err(self.told(broken)),
            Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
            Err(RecvTimeoutError::Timeout) => Err(format!("the scorer did not answer within {seconds} s")),
        }
    }

    fn told(&mut self, broken: Broken) -> String {
        match broken {
            Broken::Closed => self.ended(),
            Broken::Other(what) => what,
        }
    }

    /// How the process ended. One that is ending by itself keeps its own status when it is ended.
    fn ended(&mut self) -> String {
        let by_itself = pipes::wait_a_little(&mut self.child);
        let _ = self.child.kill(); // fails where it is gone already, which is as well
        match self.child.wait() {
            Ok(status) if by_itself => format!("the scorer ended by itself ({status})"),
            Ok(_) => "the scorer closed its input or output and went on".to_owned(),
            Err(cause) => format!("the scorer cannot be waited for: {cause}"),
        }
    }

    /// The fault, with what the process said of it on its standard error.
    fn with_last_words(&mut self, fault: String) -> String {
        let _ = self.child.kill(); // it is asked nothing more, and what it said is wanted whole
        let _ = self.child.wait();
        self.last_words.after(fault)
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
        let read = self.answer(&question).and_then(|line| read(&line, look.seen.len()));
        *merits = read.map_err(|fault| self.with_last_words(fault))?;
        Ok(())
    }
}

/// A thread that writes what it is sent, line by line, and says when it is written.
fn writer(mut input: ChildStdin) -> (SyncSender<String>, Receiver<std::io::Result<()>>) {
    let (asks, questions) = sync_channel::<String>(1);
    let (tell, asked) = sync_channel(1);
    // It ends when nobody asks any more, or when the process that it writes to is ended.
    thread::spawn(move || {
        while let Ok(question) = questions.recv() {
            if tell.send(writeln!(input, "{question}").and_then(|()| input.flush())).is_err() {
                break;
            }
        }
    });
    (asks, asked)
}

/// The begin of a line, for a message.
fn shown(line: &str) -> String {
    line.trim().chars().take(80).collect()
}

/// The merits of an answer, if it is one.
fn read(line: &str, miners: usize) -> Result<Vec<f64>, String> {
    // JSON has no NaN, but Python writes one.
    let answer: Value = serde_json::from_str(line)
        .map_err(|fault| format!("the scorer's answer is no JSON ({fault}): {}", shown(line)))?;
    let merits = answer.get("merits").and_then(Value::as_array);
    let merits = merits.ok_or_else(|| format!("the scorer's answer has no list `merits`: {}", shown(line)))?;
    if merits.len() != miners {
        return Err(format!("the scorer gave {} merits for {miners} miners", merits.len()));
    }
    let read = merits.iter().enumerate().map(|(miner, merit)| {
        let number = merit.as_f64().filter(|number| (0.0..=MOST).contains(number));
        number.ok_or_else(|| {
            let given = shown(&merit.to_string());
            format!("the scorer gave miner {miner} the merit {given}; it is a number from zero up to {MOST:e}")
        })
    });
    read.collect()
}

#[cfg(test)]
mod tests;
