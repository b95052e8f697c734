//! What a neighbour answered last, for the copier to answer with.

use crate::strip::Answer;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// No answer on file is longer.
const LONGEST: u64 = 1024;

/// The last answer of whoever records on it; clones share it.
#[derive(Clone, Debug)]
pub struct Tape(Kept);

#[derive(Clone, Debug)]
enum Kept {
    InProcess(Arc<Mutex<Option<Answer>>>),
    OnFile(PathBuf),
}

impl Tape {
    /// An empty tape for miners of one process.
    #[expect(clippy::new_without_default, reason = "an empty tape is no better than another beginning")]
    pub fn new() -> Self {
        Self(Kept::InProcess(Arc::default()))
    }

    /// A tape that miners of several processes share as a file.
    pub fn at(file: impl Into<PathBuf>) -> Self {
        Self(Kept::OnFile(file.into()))
    }

    /// Keeps an answer in place of the last.
    pub fn record(&self, answer: &Answer) -> std::io::Result<()> {
        match &self.0 {
            Kept::InProcess(kept) => *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer.clone()),
            Kept::OnFile(file) => write(file, answer)?,
        }
        Ok(())
    }

    /// The last answer, if there is a sound one.
    pub fn last(&self) -> Option<Answer> {
        match &self.0 {
            Kept::InProcess(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Kept::OnFile(file) => read(file).ok(),
        }
    }
}

/// Replaces the file at once, so that a reader never sees half an answer.
fn write(file: &Path, answer: &Answer) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer(&mut fresh, answer)?;
    fresh.flush()?;
    fresh.persist(file)?;
    Ok(())
}

fn read(file: &Path) -> std::io::Result<Answer> {
    let mut text = String::new();
    std::fs::File::open(file)?.take(LONGEST).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(digits: &str) -> Answer {
        Answer { digits: digits.to_string() }
    }

    #[test]
    fn a_tape_gives_back_what_was_recorded_last_in_process_and_on_file() {
        let folder = tempfile::tempdir().unwrap();
        for tape in [Tape::new(), Tape::at(folder.path().join("tape.json"))] {
            assert_eq!(tape.last(), None);
            tape.record(&answer("123")).unwrap();
            tape.record(&answer("4567")).unwrap();
            assert_eq!(tape.clone().last(), Some(answer("4567")));
        }
    }

    #[test]
    fn a_damaged_or_endless_tape_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tape.json");
        std::fs::write(&file, "{\"digits\":").unwrap();
        assert_eq!(Tape::at(&file).last(), None);
        std::fs::write(&file, format!("{{\"digits\":\"{}\"}}", "1".repeat(5000))).unwrap();
        assert_eq!(Tape::at(&file).last(), None);
    }
}
