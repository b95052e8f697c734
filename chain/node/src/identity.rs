//! Which runtime a chain asks for.
//!
//! A chain that runs natively has no Wasm under `:code` but a marker that names its runtime.
//! The marker carries a hash of the wire ledger (the metadata clients read) and not of the
//! binary, so that building the same rules again does not orphan a chain.

use codec::{Decode, Encode};
use polkadot_sdk::{sp_io::hashing::blake2_256, sp_state_machine::BasicExternalities};
use std::{fmt, sync::OnceLock};

/// Opens every marker; no Wasm module, plain or compressed, starts so.
const PREFIX: &[u8] = b"MYELIN-NATIVE";

/// A native runtime, by name, version and wire ledger.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Identity {
    /// The runtime's `spec_name`.
    pub spec_name: String,
    /// The runtime's `spec_version`.
    pub spec_version: u32,
    /// BLAKE2b-256 of the V14 metadata as it reads on an empty state.
    pub ledger: [u8; 32],
}

impl Identity {
    /// The runtime this binary was built with.
    pub fn ours() -> &'static Self {
        static OURS: OnceLock<Identity> = OnceLock::new();
        OURS.get_or_init(|| Self {
            spec_name: myelin_runtime::VERSION.spec_name.to_string(),
            spec_version: myelin_runtime::VERSION.spec_version,
            ledger: ledger_hash(),
        })
    }

    /// The bytes that go under `:code`.
    pub fn marker(&self) -> Vec<u8> {
        let mut bytes = PREFIX.to_vec();
        self.encode_to(&mut bytes);
        bytes
    }

    /// Reads what stands under `:code`.
    pub fn read(code: &[u8]) -> Code {
        match code.strip_prefix(PREFIX) {
            None => Code::Blob,
            Some(mut rest) => match Self::decode(&mut rest) {
                Ok(identity) if rest.is_empty() => Code::Marker(identity),
                _ => Code::Unreadable,
            },
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, third, fourth, ..] = self.ledger;
        write!(f, "{} {}", self.spec_name, self.spec_version)?;
        write!(f, " (ledger {first:02x}{second:02x}{third:02x}{fourth:02x})")
    }
}

/// What a chain holds under `:code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// A native runtime's name.
    Marker(Identity),
    /// Starts like a marker but is not one this release can read.
    Unreadable,
    /// Anything else: a Wasm module, plain or compressed.
    Blob,
}

/// Some constants in the metadata are storage values, hence the empty state: every build of
/// the same rules sees the same defaults, whatever a chain has set since.
fn ledger_hash() -> [u8; 32] {
    let metadata =
        BasicExternalities::new_empty().execute_with(|| myelin_runtime::api::dispatch("Metadata_metadata", &[]));
    blake2_256(&metadata.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_reads_back_as_the_runtime_that_wrote_it() {
        let ours = Identity::ours();
        assert_eq!(Identity::read(&ours.marker()), Code::Marker(ours.clone()));
    }

    #[test]
    fn a_marker_with_a_byte_too_many_or_too_few_is_unreadable() {
        let marker = Identity::ours().marker();
        assert_eq!(Identity::read(&marker[..marker.len() - 1]), Code::Unreadable);
        assert_eq!(Identity::read(&[&marker[..], &[0]].concat()), Code::Unreadable);
    }

    #[test]
    fn a_wasm_module_is_no_marker() {
        assert_eq!(Identity::read(b"\0asm\x01\0\0\0"), Code::Blob);
    }

    #[test]
    fn the_ledger_hash_is_of_real_metadata() {
        assert_ne!(Identity::ours().ledger, blake2_256(&[]));
    }
}
