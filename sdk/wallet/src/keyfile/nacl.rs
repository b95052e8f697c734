//! The sealing in use: a secret box under a key that is expensive to try.

use super::{OpenError, SealError};
use argon2::{Algorithm, Argon2, Params, Version};
use crypto_box::aead::{rand_core::RngCore, OsRng};
use crypto_secretbox::{aead::Aead, KeyInit, XSalsa20Poly1305};
use zeroize::Zeroizing;

pub(super) const PREFIX: &[u8] = b"$NACL";
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// The same for every file: what other tools read leaves no place for another.
const SALT: [u8; 16] = [0x13, 0x71, 0x83, 0xdf, 0xf1, 0x5a, 0x09, 0xbc, 0x9c, 0x90, 0xb5, 0x51, 0x87, 0x39, 0xe9, 0xb1];
const MEMORY_KIB: u32 = 512 * 1024;
const PASSES: u32 = 8;
const LANES: u32 = 1;

pub(super) fn seal(plain: &[u8], password: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut nonce = [0; NONCE_BYTES];
    OsRng.try_fill_bytes(&mut nonce).map_err(|_| SealError::NoRandomness)?;
    Ok(seal_with(&key_of(password), &nonce, plain))
}

pub(super) fn open(content: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let too_short = OpenError::Damaged { reason: "it ends before its content begins" };
    let body = content.strip_prefix(PREFIX).ok_or(OpenError::NotSealed)?;
    let (nonce, sealed) = body.split_first_chunk::<NONCE_BYTES>().ok_or(too_short)?;
    if sealed.len() < TAG_BYTES {
        return Err(too_short);
    }
    let cipher = XSalsa20Poly1305::new((&*key_of(password)).into());
    cipher.decrypt(nonce.into(), sealed).map(Zeroizing::new).map_err(|_| OpenError::WrongPassword)
}

fn seal_with(key: &[u8; 32], nonce: &[u8; NONCE_BYTES], plain: &[u8]) -> Vec<u8> {
    let cipher = XSalsa20Poly1305::new(key.into());
    let sealed = cipher.encrypt(nonce.into(), plain).expect("a keyfile is far below the cipher's limit; qed");
    [PREFIX, nonce, &sealed].concat()
}

fn key_of(password: &[u8]) -> Zeroizing<[u8; 32]> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).expect("the constants are in range; qed");
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2i, Version::V0x13, params)
        .hash_password_into(password, &SALT, key.as_mut_slice())
        .expect("salt and key lengths are in range, and the password is below 4 GiB; qed");
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_and_the_file_of_a_known_nonce_are_those_of_other_tools() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/vectors/wallet.json");
        let vectors: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let constants = &vectors["fixed_constructions"];
        let case = &constants["nacl_fixed_nonce"];
        assert_eq!(hex::encode(SALT), constants["nacl_salt_hex"].as_str().unwrap());
        assert_eq!(u64::from(MEMORY_KIB) * 1024, constants["argon2i"]["mem_bytes"].as_u64().unwrap());

        let key = key_of(case["password"].as_str().unwrap().as_bytes());
        assert_eq!(hex::encode(*key), case["derived_key_hex"].as_str().unwrap());
        let nonce: [u8; NONCE_BYTES] = hex::decode(case["nonce_hex"].as_str().unwrap()).unwrap().try_into().unwrap();
        let file = seal_with(&key, &nonce, case["plaintext_utf8"].as_str().unwrap().as_bytes());
        assert_eq!(hex::encode(file), case["file_hex"].as_str().unwrap());
    }
}
