//! `cargo xtask conformance axon`: the axon and dendrite of the Python programs against ours, both ways,
//! on loopback. Both sides are small programs with the same two commands, `serve` and `call`.

use super::python;
use crate::workspace::{succeed, Workspace};
use anyhow::{bail, ensure, Context, Result};
use serde::Deserialize;
use serde_json::{json, Value};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{channel, Receiver};
use std::thread;
use std::time::Duration;

/// The last version of the official package that has an axon and a dendrite.
const PACKAGE: &str = "bittensor==10.5.0";

/// How long either side may take over a line: the Python programs are slow to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The development account //Charlie, who runs no axon here.
const CHARLIE: &str = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";

#[derive(clap::Args)]
pub struct Options {
    /// Our side, already built: the example `echo` of the synapse crate
    #[arg(long)]
    echo: Option<PathBuf>,
}

/// Where a server answers, as its first line says.
#[derive(Deserialize)]
struct Server {
    hotkey: String,
    address: String,
}

/// What came of a question, as the asking side prints it.
#[derive(Debug, Deserialize)]
struct Outcome {
    code: u16,
    message: Option<String>,
    answer: Option<String>,
}

/// A question and what must come of it.
struct Case {
    story: &'static str,
    synapse: &'static str,
    for_another: bool,
    fields: Value,
    code: u16,
    message: &'static str,
    answer: Option<&'static str>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let python = python::interpreter_with(workspace, &[PACKAGE])?;
    let echo = match &options.echo {
        Some(path) => path.clone(),
        None => build(workspace)?,
    };
    let neuron = workspace.root.join("tests/conformance/axon/neuron.py");
    let logs = workspace.target.join("conformance");
    std::fs::create_dir_all(&logs)?;
    let theirs = |command: &str| {
        let mut process = Command::new(&python);
        process.arg(&neuron).arg(command);
        Neuron::start(process, logs.join(format!("python-{command}.log")))
    };
    let ours = |command: &str| {
        let mut process = Command::new(&echo);
        process.arg(command);
        Neuron::start(process, logs.join(format!("echo-{command}.log")))
    };
    let mut failures = 0;
    failures += meeting("Python axon, our dendrite", &theirs("serve")?, &mut ours("call")?)?;
    failures += meeting("our axon, Python dendrite", &ours("serve")?, &mut theirs("call")?)?;
    ensure!(failures == 0, "{failures} stories ended otherwise than they must");
    Ok(())
}

fn build(workspace: &Workspace) -> Result<PathBuf> {
    succeed(workspace.cargo(["build", "--release", "--workspace", "--example", "echo"])?.stdout(Stdio::null()))?;
    Ok(workspace.binary("examples/echo"))
}

/// Has the server asked all cases, and prints a line for each; how many ended wrongly.
fn meeting(title: &str, server: &Neuron, client: &mut Neuron) -> Result<usize> {
    let said: Server = server.line().with_context(|| format!("{title}: the axon"))?;
    let mut failures = 0;
    for case in cases() {
        client.ask(&case.question(&said))?;
        let outcome: Outcome = client.line().with_context(|| format!("{title}: {}", case.story))?;
        match case.objection(&outcome) {
            None => println!("ok      {title}: {}", case.story),
            Some(objection) => {
                println!("FAILED  {title}: {}: {objection}, got {outcome:?}", case.story);
                failures += 1;
            }
        }
    }
    Ok(failures)
}

fn cases() -> Vec<Case> {
    let rich = json!({
        "text": "h\"i é 'x' 🦀",
        "numbers": [1, 2.5, -3e-07, 1e16, true, null],
        "options": {"a": [1, "x'y\n"], "b": 1, "n": null},
    });
    let shown = "h\"i é 'x' 🦀 [1, 2.5, -3e-07, 1e+16, True, None] {'a': [1, \"x'y\\n\"], 'b': 1, 'n': None}";
    let plain = json!({"text": "hello", "numbers": []});
    let case = |story, synapse, fields, code, message| Case {
        story,
        synapse,
        for_another: false,
        fields,
        code,
        message,
        answer: None,
    };
    vec![
        Case { answer: Some(shown), ..case("a signed question is answered", "Echo", rich, 200, "Success") },
        Case {
            for_another: true,
            ..case("a question signed for another is refused", "Echo", plain.clone(), 401, "Signature mismatch")
        },
        case("an unwelcome caller is refused", "Blocked", json!({}), 403, "Key is blacklisted: not on the list."),
        case("an unknown synapse is refused", "Unknown", json!({}), 404, "Synapse name 'Unknown' not found."),
        case(
            "a handler that fails tells nothing but a number",
            "Echo",
            json!({"text": "fail", "numbers": []}),
            500,
            "Internal Server Error #",
        ),
        Case {
            answer: Some("hello [] {}"),
            ..case("the axon still answers after all that", "Echo", plain, 200, "Success")
        },
    ]
}

impl Case {
    fn question(&self, server: &Server) -> Value {
        let hotkey = if self.for_another { CHARLIE } else { &server.hotkey };
        let address = &server.address;
        json!({"synapse": self.synapse, "hotkey": hotkey, "address": address, "timeout": 12.0, "fields": self.fields})
    }

    /// What is wrong with the outcome, if anything is.
    fn objection(&self, outcome: &Outcome) -> Option<String> {
        if outcome.code != self.code {
            return Some(format!("wanted status {}", self.code));
        }
        if !outcome.message.as_deref().unwrap_or_default().contains(self.message) {
            return Some(format!("wanted a message with `{}`", self.message));
        }
        (outcome.answer.as_deref() != self.answer).then(|| format!("wanted the answer {:?}", self.answer))
    }
}

/// One of the two programs. It ends when this does.
struct Neuron {
    child: Child,
    lines: Receiver<String>,
    log: PathBuf,
}

impl Neuron {
    fn start(mut command: Command, log: PathBuf) -> Result<Self> {
        // Both report every refusal on standard error, and refusals are what is asked for here.
        let errors = File::create(&log)?;
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors).spawn()?;
        let output = child.stdout.take().context("no standard output")?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            // Ends with the child, or with whoever listens.
            let mut lines = BufReader::new(output).lines().map_while(|line| line.ok());
            lines.try_for_each(|line| sender.send(line))
        });
        Ok(Self { child, lines, log })
    }

    fn ask(&mut self, question: &Value) -> Result<()> {
        let input = self.child.stdin.as_mut().context("no standard input")?;
        writeln!(input, "{question}").context("the program does not listen")
    }

    fn line<T: for<'a> Deserialize<'a>>(&self) -> Result<T> {
        let Ok(line) = self.lines.recv_timeout(PATIENCE) else {
            bail!("it ended, or said nothing for {} seconds; see {}", PATIENCE.as_secs(), self.log.display());
        };
        serde_json::from_str(&line).with_context(|| format!("it said `{line}`"))
    }
}

impl Drop for Neuron {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
