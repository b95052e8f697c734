//! What comes out of a process: lines, each read by a thread of its own, none longer than bearable.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read},
    process::Child,
    sync::{
        mpsc::{channel, sync_channel, Receiver},
        Arc, Mutex, PoisonError,
    },
    thread,
    time::{Duration, Instant},
};

/// Longest answer that is read; a miner's merit is some twenty letters.
const LONGEST_LINE: usize = 1 << 20;

/// A line, or why there is none.
pub type Line = Result<String, Broken>;

pub enum Broken {
    Closed,
    Other(String),
}

/// The lines of an output, one waiting at a time, up to the first that is none.
pub fn lines(mut output: impl BufRead + Send + 'static) -> Receiver<Line> {
    let (tell, lines) = sync_channel(1);
    // It ends when the process closes its output, which it does at the latest when it is ended.
    thread::spawn(move || loop {
        let line = next(&mut output);
        let is_last = line.is_err();
        if tell.send(line).is_err() || is_last {
            break;
        }
    });
    lines
}

fn next(output: &mut impl BufRead) -> Line {
    let mut line = Vec::new();
    match output.take(LONGEST_LINE as u64).read_until(b'\n', &mut line) {
        Ok(0) => Err(Broken::Closed),
        Ok(_) if !line.ends_with(b"\n") && line.len() >= LONGEST_LINE => {
            Err(Broken::Other(format!("the scorer's answer is longer than {LONGEST_LINE} bytes")))
        }
        Ok(_) => String::from_utf8(line).map_err(|_| Broken::Other("the scorer's answer is no text".to_owned())),
        Err(cause) => Err(Broken::Other(format!("the scorer's answer could not be read: {cause}"))),
    }
}

/// The last lines of a standard error: a traceback ends with what matters.
pub struct LastWords {
    kept: Arc<Mutex<VecDeque<String>>>,
    /// Hears when there is nothing more to read.
    ended: Receiver<()>,
}

const KEPT_LINES: usize = 12;
const KEPT_LETTERS: u64 = 400;

impl LastWords {
    /// Reads all of it, however much, so that writing it never stops the process.
    pub fn of(errors: impl Read + Send + 'static) -> Self {
        let kept: Arc<Mutex<VecDeque<String>>> = Arc::default();
        let keeps = Arc::clone(&kept);
        let (end, ended) = channel::<()>();
        thread::spawn(move || {
            let _end = end; // dropped with the thread, which is what `ended` hears
            let mut errors = BufReader::new(errors);
            let mut line = Vec::new();
            // A line that is longer comes in pieces.
            while matches!((&mut errors).take(KEPT_LETTERS).read_until(b'\n', &mut line), Ok(read) if read > 0) {
                let mut kept = keeps.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push_back(String::from_utf8_lossy(&line).trim_end().to_owned());
                if kept.len() > KEPT_LINES {
                    kept.pop_front();
                }
                line.clear();
            }
        });
        Self { kept, ended }
    }

    /// The fault, and below it the last lines, if there are any. To be asked when the process has
    /// ended; children of its own that live on are not waited for long.
    pub fn after(&self, fault: String) -> String {
        let _ = self.ended.recv_timeout(Duration::from_millis(500));
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.is_empty() {
            true => fault,
            false => kept.iter().fold(format!("{fault}; its last words:"), |told, line| format!("{told}\n    {line}")),
        }
    }
}

/// Whether the process ends by itself, given a moment.
pub fn wait_a_little(child: &mut Child) -> bool {
    let since = Instant::now();
    while since.elapsed() < Duration::from_millis(500) {
        match child.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(5)),
            Ok(Some(_)) => return true,
            Err(_) => return false,
        }
    }
    false
}
