//! Keys, addresses and keyfiles, in the layout other tools of the network read and write.
//!
//! An [`AccountId`] is who somebody is, a [`Keypair`] is what signs for them, a [`Secret`] is what
//! a person keeps to get the keypair back, and a [`Wallet`] is where it lies on disk. Secrets are
//! wiped when dropped and never shown by `Debug`, `Display` or an error.
//!
//! ```
//! use myelin_wallet::{verify, Keypair, Scheme};
//!
//! let alice = Keypair::from_uri("//Alice", Scheme::Sr25519)?;
//! let signature = alice.sign(b"good morning");
//! assert!(verify(&alice.account(), alice.scheme(), b"good morning", &signature));
//! # Ok::<(), myelin_wallet::KeyError>(())
//! ```
#![forbid(unsafe_code)]

mod account;
mod derived;
pub mod keyfile;
mod keys;
pub mod ss58;
pub mod wallet;

pub use account::{AccountId, AddressError};
pub use derived::{evm_mirror, multisig};
pub use keyfile::Public;
pub use keys::{mnemonic, open_sealed, seal_for, verify, KeyError, Keypair, MnemonicError, Scheme, Secret};
pub use secrecy::{ExposeSecret, SecretString};
pub use wallet::{list, CreateError, Overwrite, Wallet, WalletEntry, WalletError};

/// BLAKE2b cut to `N` bytes; the network's hash for everything but storage keys.
fn blake2b<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut state = blake2b_simd::Params::new().hash_length(N).to_state();
    for part in parts {
        state.update(part);
    }
    let mut digest = [0; N];
    digest.copy_from_slice(state.finalize().as_bytes());
    digest
}
