//! `myelin up` as a child process that prints one object.

use crate::{binary, PATIENCE};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    time::Instant,
};
use tempfile::TempDir;

/// A finished run.
pub struct Ran {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The object it printed.
    pub fn report(&self) -> Value {
        assert!(self.status.success(), "it ended with {}:\n{}", self.status, self.stderr);
        let lines: Vec<&str> = self.stdout.lines().collect();
        assert_eq!(lines.len(), 1, "one object was expected:\n{}", self.stdout);
        serde_json::from_str(lines[0]).expect("it prints JSON")
    }
}

/// A folder to run networks in. What was trained in one run is there in the next.
pub struct Place(TempDir);

impl Place {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.arg("up").args(arguments).current_dir(self.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs `myelin up` with these arguments to its end.
    pub fn up(&self, arguments: &[&str]) -> Ran {
        let started = Instant::now();
        let child = self.command(arguments).spawn().expect("the binary starts");
        let output = child.wait_with_output().expect("its output can be read");
        assert!(started.elapsed() < PATIENCE, "it took {} s", started.elapsed().as_secs());
        Ran {
            status: output.status,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Starts `myelin up` with these arguments and waits for a line of standard error that says so.
    pub fn until(&self, arguments: &[&str], says: &str) -> Up {
        let mut child = self.command(arguments).spawn().expect("the binary starts");
        let stderr = child.stderr.take().expect("standard error is piped");
        let mut stdout = child.stdout.take().expect("standard output is piped");
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                // Whoever listened may be content.
                let _ = send.send(line);
            }
        });
        // Somebody must read it, or the pipe fills.
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = stdout.read_to_string(&mut text);
        });
        let up = Up(child);
        let deadline = Instant::now() + PATIENCE;
        let mut said = Vec::new();
        loop {
            match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains(says) => return up,
                Ok(line) => said.push(line),
                Err(_) => panic!("it never says `{says}`:\n{}", said.join("\n")),
            }
        }
    }
}

/// A running `myelin up`; killed when dropped.
pub struct Up(Child);

impl Up {
    /// Ends it at once, as a power cut would.
    pub fn kill(mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
