//! A node as a child process.

use crate::{binary, client::Client, PATIENCE};
use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A node that runs, and what it said of itself.
pub struct Node {
    child: Child,
    /// Where it serves JSON-RPC.
    pub url: String,
    /// What other nodes know it by; none on a development chain.
    pub peer: Option<String>,
    /// From the start of the process until it said that it runs.
    pub took: Duration,
    /// Its data, if the story did not say where; a killed node cleans up nothing itself.
    _data: Option<TempDir>,
}

/// How a process ended that was not to run.
pub struct Ended {
    pub status: ExitStatus,
    pub stderr: String,
}

impl Node {
    /// Starts `myelin node` with these arguments and waits until it says that it runs.
    pub fn start(arguments: &[&str]) -> Self {
        let named = arguments.contains(&"--base-path");
        let data = (!named).then(|| tempfile::tempdir().expect("a temporary folder can be made"));
        let mut command = command(arguments);
        if let Some(data) = &data {
            command.arg("--base-path").arg(data.path());
        }
        let started = Instant::now();
        let mut child = command.spawn().expect("the binary starts");
        let lines = lines_of(child.stderr.take().expect("standard error is piped"));
        let mut said = Vec::new();
        let deadline = started + PATIENCE;
        // The name of a node is the last thing every kind of node says.
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match lines.recv_timeout(left) {
                Ok(line) => said.push(line),
                Err(RecvTimeoutError::Timeout) => {
                    let _ = child.kill();
                    panic!("the node does not say that it runs:\n{}", said.join("\n"));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let _ = child.kill();
                    panic!("the node ended early:\n{}", said.join("\n"));
                }
            }
            if fact(&said, "blocks").or(fact(&said, "peer")).is_some() {
                break;
            }
        }
        let took = started.elapsed();
        let url = fact(&said, "rpc").and_then(|urls| urls.split(' ').next().map(str::to_owned));
        // Somebody must go on reading, or the pipe fills and the node waits for ever.
        std::thread::spawn(move || lines.iter().for_each(drop));
        Self { child, url: url.expect("the node serves RPC"), peer: fact(&said, "peer"), took, _data: data }
    }

    /// Runs `myelin node` with these arguments, expecting it to end by itself.
    pub fn refused(arguments: &[&str]) -> Ended {
        let mut child = command(arguments).spawn().expect("the binary starts");
        let mut pipe = child.stderr.take().expect("standard error is piped");
        let (send, said) = mpsc::channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = pipe.read_to_string(&mut text);
            // Standard error ends when the process does. The story may have ended before both.
            let _ = send.send(text);
        });
        let Ok(stderr) = said.recv_timeout(PATIENCE) else {
            let _ = child.kill();
            panic!("the node runs although it should not: {}", said.recv().unwrap_or_default());
        };
        Ended { status: child.wait().expect("a child can be waited for"), stderr }
    }

    /// A client of this node.
    pub async fn client(&self) -> Client {
        Client::connect(&self.url).await
    }

    /// Ends the node as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("a running child can be killed");
        self.child.wait().expect("a killed child ends");
    }

    /// Tells the node to stop, waits until it has, and returns how it ended.
    pub fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().expect("`kill` is there");
        assert!(told.success());
        self.child.wait().expect("a child can be waited for")
    }

    /// Whether the process still runs.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("a child can be waited for").is_none()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes the specification `myelin build-spec` prints for these arguments into `file`.
pub fn build_spec(file: &Path, arguments: &[&str]) {
    let output = Command::new(binary()).arg("build-spec").args(arguments).output();
    let output = output.expect("the binary starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::write(file, output.stdout).expect("a temporary folder can be written to");
}

/// A port nobody uses at the moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.arg("node").args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn lines_of(pipe: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            // The receiver may have heard enough; the pipe is to be emptied all the same.
            let _ = sender.send(line);
        }
    });
    lines
}

/// What the node says of itself under that name.
fn fact(said: &[String], name: &str) -> Option<String> {
    said.iter().find_map(|line| {
        let (first, rest) = line.trim_start().split_once(' ')?;
        (line.starts_with("  ") && first == name).then(|| rest.trim().to_owned())
    })
}
