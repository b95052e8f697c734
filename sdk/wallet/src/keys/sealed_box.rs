//! Messages only one ed25519 key can read: libsodium's sealed boxes to the key's X25519 form.

use super::{KeyError, Keypair};
use crate::AccountId;
use crypto_box::{aead::OsRng, PublicKey, SecretKey};
use ed25519_dalek::VerifyingKey;
use zeroize::Zeroizing;

/// Seals `message` so that only the holder of `account`'s ed25519 key can read it. 48 bytes longer.
pub fn seal_for(account: &AccountId, message: &[u8]) -> Result<Vec<u8>, KeyError> {
    let key = VerifyingKey::from_bytes(&account.0).map_err(|_| KeyError::CannotSeal)?;
    let recipient = PublicKey::from(key.to_montgomery().to_bytes());
    recipient.seal(&mut OsRng, message).map_err(|_| KeyError::CannotSeal)
}

/// Reads what was sealed for the account of `keypair`.
pub fn open_sealed(keypair: &Keypair, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let key = keypair.as_ed25519().ok_or(KeyError::CannotOpen { found: keypair.scheme() })?;
    let secret = SecretKey::from(key.to_scalar_bytes());
    secret.unseal(sealed).map(Zeroizing::new).map_err(|_| KeyError::NotSealedForUs)
}
