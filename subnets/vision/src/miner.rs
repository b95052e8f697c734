//! A reader at work: it answers questions, and may let a copier listen.

use crate::reader::Reader;
use crate::strip::{Answer, Question};
use crate::subnet::Vision;
use crate::tape::Tape;
use myelin_subnet::Miner;
use std::sync::Arc;

/// A miner of the vision subnet; clones share the reader.
#[derive(Clone)]
pub struct VisionMiner {
    reader: Arc<Reader>,
    tape: Option<Tape>,
}

impl VisionMiner {
    /// A miner that answers what its reader reads.
    pub fn new(reader: Reader) -> Self {
        Self { reader: Arc::new(reader), tape: None }
    }

    /// The same miner, whose answers somebody may copy from the tape.
    pub fn recording(self, tape: Tape) -> Self {
        Self { tape: Some(tape), ..self }
    }

    /// Whose eyes it has.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Answers at once; well under a millisecond. The error says in a line why there is no answer.
    pub fn read(&self, question: &Question) -> Result<Answer, String> {
        let strip = question.strip().map_err(|error| error.to_string())?;
        let answer = self.reader.read(&strip)?;
        if let Some(tape) = &self.tape {
            // A copier's loss is no reason to keep the answer from a validator.
            let _ = tape.record(&answer);
        }
        Ok(answer)
    }
}

impl Miner<Vision> for VisionMiner {
    async fn answer(&self, question: Question) -> Result<Answer, String> {
        self.read(&question)
    }
}
