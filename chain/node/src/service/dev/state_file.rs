//! The state of a development chain in one file, to be kept, sent, and begun from.
//!
//! A file is a line that says what it is, a number for its format, the content (SCALE, compressed
//! with zstd), and BLAKE2b-256 of all that comes before. It holds the head's block and state, and
//! no older blocks.

use crate::{
    failure::Failure,
    identity::Identity,
    service::{Block, Hash},
};
use codec::{Decode, Encode};
use polkadot_sdk::{
    sp_io::hashing::blake2_256,
    sp_runtime::traits::{Block as BlockT, Header as _},
};
use std::io::Read;

const OPENING: &[u8] = b"myelin state\n";
const FORMAT: u8 = 1;
const CHECKSUM: usize = 32;
/// More than any state of this chain has been seen to be, and less than what a machine has.
const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// As small as is still fast.
const LEVEL: i32 = 3;

/// A state, with the block it is the state of.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct StateFile {
    /// The runtime it is a state of.
    pub(super) runtime: Identity,
    /// The genesis of its chain.
    pub(super) genesis: Hash,
    /// The length of a slot, in milliseconds.
    pub(super) slot_duration_ms: u64,
    /// The slot the clock was set to, if it was.
    pub(super) clock: Option<u64>,
    pub(super) header: <Block as BlockT>::Header,
    pub(super) body: Vec<<Block as BlockT>::Extrinsic>,
    pub(super) state: Vec<(Vec<u8>, Vec<u8>)>,
}

impl StateFile {
    /// The height it was taken at.
    pub fn block(&self) -> u32 {
        *self.header.number()
    }

    /// The length of a slot, in milliseconds; part of the genesis that it belongs to.
    pub fn slot_duration_ms(&self) -> u64 {
        self.slot_duration_ms
    }

    /// The whole as bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        let content = zstd::encode_all(&self.encode()[..], LEVEL);
        let content = content.map_err(|cause| Failure::unexpected("compress the state", cause))?;
        let mut bytes = [OPENING, &[FORMAT], &content].concat();
        bytes.extend(blake2_256(&bytes));
        Ok(bytes)
    }

    /// Reads what [`Self::to_bytes`] wrote, of the runtime that this program is.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        const AGAIN: &str = "`myelin dev dump` writes one";
        let Some(rest) = bytes.strip_prefix(OPENING) else {
            return Err(Failure::new("this is no state file", AGAIN));
        };
        let cut_short = || Failure::new("the state file is cut short or damaged", "copy it again");
        let (format, rest) = rest.split_first().ok_or_else(cut_short)?;
        if *format != FORMAT {
            return Err(Failure::new(
                format!("the state file has format {format}; this program reads format {FORMAT}"),
                "use the program that wrote it",
            ));
        }
        let length = bytes.len().checked_sub(CHECKSUM).ok_or_else(cut_short)?;
        let (told, checksum) = bytes.split_at_checked(length).ok_or_else(cut_short)?;
        if blake2_256(told) != *checksum {
            return Err(cut_short());
        }
        let content = rest.get(..rest.len().saturating_sub(CHECKSUM)).ok_or_else(cut_short)?;
        Self::unpack(content)
    }

    fn unpack(content: &[u8]) -> Result<Self, Failure> {
        let unreadable = |cause: &dyn std::fmt::Display| Failure::unexpected("read the state file", cause);
        let reader = zstd::Decoder::new(content).map_err(|cause| unreadable(&cause))?;
        let mut plain = Vec::new();
        let read = reader.take(MOST_BYTES).read_to_end(&mut plain).map_err(|cause| unreadable(&cause))?;
        if u64::try_from(read).unwrap_or(u64::MAX) >= MOST_BYTES {
            return Err(Failure::new("the state file holds more than 2 GiB", ""));
        }
        let mut rest = &plain[..];
        // The runtime is told first, so that a file of another one is known as such whatever follows.
        let runtime = Identity::decode(&mut rest).map_err(|cause| unreadable(&cause))?;
        if runtime != *Identity::ours() {
            return Err(Failure::new(
                format!("the state file is of runtime {runtime}; this program runs {}", Identity::ours()),
                "use the release that wrote it",
            ));
        }
        Self::decode(&mut &plain[..]).map_err(|cause| unreadable(&cause))
    }
}
