//! `myelin dev` as a child process, and orders to it.

use crate::binary;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
};

/// A development chain that runs, and what it said when it was ready.
pub struct Chain {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub ready: Value,
}

impl Chain {
    /// Starts `myelin dev --json` with these arguments on a free port, and waits until it is ready.
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = command(arguments);
        command.args(["--json", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("the binary starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("standard output is piped"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("standard output is text");
        let ready = serde_json::from_str(&line).unwrap_or_else(|cause| {
            let _ = child.kill();
            panic!("the first line is no JSON ({cause}): {line}")
        });
        Self { child, stdout, ready }
    }

    pub fn url(&self) -> &str {
        self.ready["url"].as_str().expect("it says where it is")
    }

    /// Gives an order.
    pub fn order(&self, arguments: &[&str]) -> Output {
        order(arguments, self.url())
    }

    /// Gives an order that is to succeed, and takes its answer as data.
    pub fn told(&self, arguments: &[&str]) -> Value {
        let output = self.order(&[arguments, &["--json"]].concat());
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        serde_json::from_slice(&output.stdout).expect("standard output is one JSON document")
    }

    /// Gives an order that is to fail, and takes what is said of it.
    pub fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.order(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", said(&output));
        assert!(output.stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
        said(&output)
    }

    /// Gives an order and does not wait for it.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = command(arguments);
        command.env("MYELIN_URL", self.url()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the binary starts")
    }

    /// Sends it a signal, such as `INT`, and returns how it ended and what else it had said.
    pub fn end(mut self, signal: &str) -> (ExitStatus, String) {
        send(&self.child, signal);
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("standard output is text");
        (self.child.wait().expect("a child can be waited for"), rest)
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a process a signal by its name.
pub fn send(child: &Child, signal: &str) {
    let told = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
    assert!(told.expect("`kill` is there").success());
}

/// Runs `myelin dev` with these arguments to its end, told of the chain at `url`.
pub fn order(arguments: &[&str], url: &str) -> Output {
    command(arguments).env("MYELIN_URL", url).output().expect("the binary starts")
}

/// Runs `myelin dev` with these arguments to its end in a folder, told of no chain.
pub fn alone(arguments: &[&str], folder: &Path) -> Output {
    command(arguments).current_dir(folder).output().expect("the binary starts")
}

/// What was said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.arg("dev").args(arguments).stdin(Stdio::null()).env_remove("MYELIN_URL");
    command
}
