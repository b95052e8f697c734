//! Addresses as text: a format number, the 32 bytes of an account and a checksum, in base 58.
//!
//! This network writes format [`FORMAT`] and takes only that from people. Other formats are other
//! networks' spelling of the same accounts; [`decode`] reads them for those who ask.

use crate::{blake2b, AddressError};

/// The format of this network's addresses; they begin with a `5`.
pub const FORMAT: u16 = 42;
/// The greatest format two bytes can carry.
const LAST_FORMAT: u16 = 0x3fff;
const CHECKSUM_BYTES: usize = 2;

/// The address of `key` in `format`, or nothing if there is no such format.
pub fn encode(key: &[u8; 32], format: u16) -> Option<String> {
    if format > LAST_FORMAT {
        return None;
    }
    let mut bytes = prefix(format);
    bytes.extend_from_slice(key);
    let checksum = checksum(&bytes);
    bytes.extend_from_slice(&checksum);
    Some(bs58::encode(bytes).into_string())
}

/// The format and the account of an address in any format.
pub fn decode(address: &str) -> Result<(u16, [u8; 32]), AddressError> {
    if address.is_empty() {
        return Err(AddressError::Empty);
    }
    if address.starts_with("0x") {
        return Err(AddressError::Hex);
    }
    let bytes = bs58::decode(address).into_vec().map_err(|_| AddressError::NotBase58)?;
    let (format, rest) = match bytes.as_slice() {
        [first @ 0..=63, rest @ ..] => (u16::from(*first), rest),
        [first @ 64..=127, second, rest @ ..] => (two_byte_format(*first, *second), rest),
        _ => return Err(AddressError::Length),
    };
    let (key, tail) = rest.split_first_chunk::<32>().ok_or(AddressError::Length)?;
    if tail.len() != CHECKSUM_BYTES {
        return Err(AddressError::Length);
    }
    let body = bytes.get(..bytes.len().saturating_sub(CHECKSUM_BYTES)).unwrap_or_default();
    if tail != checksum(body) {
        return Err(AddressError::Checksum);
    }
    Ok((format, *key))
}

/// Formats from 64 take two bytes: `01` and the middle six bits, then the two lowest bits above the
/// six highest.
fn prefix(format: u16) -> Vec<u8> {
    let [high, low] = format.to_be_bytes();
    if format < 64 {
        return vec![low];
    }
    vec![0b0100_0000 | (low >> 2), (low << 6) | high]
}

fn two_byte_format(first: u8, second: u8) -> u16 {
    let low = (first << 2) | (second >> 6);
    let high = second & 0b0011_1111;
    u16::from_be_bytes([high, low])
}

fn checksum(body: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let [first, second, ..]: [u8; 64] = blake2b(&[b"SS58PRE", body]);
    [first, second]
}
