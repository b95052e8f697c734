//! Sealings of old wallets, which are read and never written: Ansible Vault and Fernet.

use super::OpenError;
use aes::Aes256;
use base64::{engine::general_purpose::URL_SAFE, Engine};
use ctr::cipher::{KeyIvInit, StreamCipher};
use fernet::Fernet;
use hmac::{Hmac, Mac};
use pbkdf2::pbkdf2_hmac;
use sha2::Sha256;
use std::str;
use zeroize::Zeroizing;

pub(super) const ANSIBLE_PREFIX: &[u8] = b"$ANSIBLE_VAULT";
pub(super) const FERNET_PREFIX: &[u8] = b"gAAAAA";

const ANSIBLE_HEADER: &str = "$ANSIBLE_VAULT;1.1;AES256";
const ANSIBLE_ROUNDS: u32 = 10_000;
const AES_BLOCK: usize = 16;
const FERNET_ROUNDS: u32 = 10_000_000;
const FERNET_SALT: &[u8] = b"Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins";

/// What the PBKDF2 of a vault gives: the cipher's key, the authenticator's, the first counter.
struct VaultKeys {
    cipher: Zeroizing<[u8; 32]>,
    authenticator: Zeroizing<[u8; 32]>,
    counter: [u8; AES_BLOCK],
}

pub(super) fn open_ansible(content: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let damaged = OpenError::Damaged { reason: "it is not an Ansible Vault of version 1.1" };
    let text = str::from_utf8(content).map_err(|_| damaged)?;
    let body = text.strip_prefix(ANSIBLE_HEADER).ok_or(damaged)?;
    let digits: String = body.split_whitespace().collect();
    let inner = hex::decode(digits).map_err(|_| damaged)?;
    let mut parts = inner.split(|byte| *byte == b'\n').map(hex::decode);
    let (Some(Ok(salt)), Some(Ok(tag)), Some(Ok(sealed)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(damaged);
    };

    let keys = vault_keys(password, &salt);
    let mut authenticator =
        Hmac::<Sha256>::new_from_slice(keys.authenticator.as_slice()).expect("a key of any length will do; qed");
    authenticator.update(&sealed);
    authenticator.verify_slice(&tag).map_err(|_| OpenError::WrongPassword)?;

    let mut plain = Zeroizing::new(sealed);
    ctr::Ctr128BE::<Aes256>::new((&*keys.cipher).into(), (&keys.counter).into()).apply_keystream(&mut plain);
    unpad(&mut plain)?;
    Ok(plain)
}

fn vault_keys(password: &[u8], salt: &[u8]) -> VaultKeys {
    let mut stretched = Zeroizing::new([0_u8; 80]);
    pbkdf2_hmac::<Sha256>(password, salt, ANSIBLE_ROUNDS, stretched.as_mut_slice());
    let mut keys =
        VaultKeys { cipher: Zeroizing::new([0; 32]), authenticator: Zeroizing::new([0; 32]), counter: [0; AES_BLOCK] };
    let places = keys.cipher.iter_mut().chain(keys.authenticator.iter_mut()).chain(keys.counter.iter_mut());
    for (place, byte) in places.zip(stretched.iter()) {
        *place = *byte;
    }
    keys
}

/// Takes the padding off: as many bytes as its last one says, all the same.
fn unpad(plain: &mut Zeroizing<Vec<u8>>) -> Result<(), OpenError> {
    let damaged = OpenError::Damaged { reason: "its padding is wrong" };
    let count = *plain.last().ok_or(damaged)?;
    let length = plain.len().checked_sub(usize::from(count)).ok_or(damaged)?;
    let padding = plain.get(length..).unwrap_or_default();
    if !(1..=AES_BLOCK).contains(&usize::from(count)) || padding.iter().any(|byte| *byte != count) {
        return Err(damaged);
    }
    plain.truncate(length);
    Ok(())
}

pub(super) fn open_fernet(content: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let damaged = OpenError::Damaged { reason: "it is not a Fernet token" };
    let token = str::from_utf8(content).map_err(|_| damaged)?.trim();
    let mut key = Zeroizing::new([0_u8; 32]);
    pbkdf2_hmac::<Sha256>(password, FERNET_SALT, FERNET_ROUNDS, key.as_mut_slice());
    let encoded = Zeroizing::new(URL_SAFE.encode(*key));
    let fernet = Fernet::new(&encoded).expect("32 bytes in base 64 are a key; qed");
    fernet.decrypt(token).map(Zeroizing::new).map_err(|_| OpenError::WrongPassword)
}
