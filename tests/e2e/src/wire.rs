//! Transactions as official clients make them: from the wire's rules, not from our types.

use codec::{Compact, Encode};
use polkadot_sdk::{sp_io::hashing::blake2_256, sp_keyring::Sr25519Keyring};

pub use polkadot_sdk::sp_io::hashing::twox_128;

/// What a signature binds a call to.
pub struct Terms {
    pub nonce: u32,
    pub spec_version: u32,
    pub transaction_version: u32,
    pub genesis: [u8; 32],
}

/// Era `00`: valid for ever.
const IMMORTAL: u8 = 0;
/// No hash of the metadata is checked.
const WITHOUT_METADATA_HASH: u8 = 0;

/// A signed transaction with its length in front, immortal and without a tip.
pub fn sign(signer: Sr25519Keyring, call: &[u8], terms: &Terms) -> Vec<u8> {
    let extra = extra(terms.nonce);
    let mut payload = [call, &extra].concat();
    terms.spec_version.encode_to(&mut payload);
    terms.transaction_version.encode_to(&mut payload);
    // An immortal transaction is born with the chain.
    payload.extend_from_slice(&terms.genesis);
    payload.extend_from_slice(&terms.genesis);
    payload.push(WITHOUT_METADATA_HASH);
    if payload.len() > 256 {
        payload = blake2_256(&payload).to_vec();
    }

    with_signature(signer, signer.sign(&payload).as_ref(), &extra, call)
}

/// The transaction of somebody without the key: what development chains take for a signature.
pub fn without_key(who: Sr25519Keyring, nonce: u32, call: &[u8]) -> Vec<u8> {
    let mark = [&[0xde, 0xad, 0xbe, 0xef][..], &[0xcd; 60]].concat();
    with_signature(who, &mark, &extra(nonce), call)
}

fn extra(nonce: u32) -> Vec<u8> {
    let mut extra = vec![IMMORTAL];
    Compact(nonce).encode_to(&mut extra);
    Compact(0u64).encode_to(&mut extra);
    extra.push(WITHOUT_METADATA_HASH);
    extra
}

fn with_signature(signer: Sr25519Keyring, signature: &[u8], extra: &[u8], call: &[u8]) -> Vec<u8> {
    const SIGNED_V4: u8 = 0x84;
    const ADDRESS_ID: u8 = 0;
    const SR25519: u8 = 1;
    let mut body = vec![SIGNED_V4, ADDRESS_ID];
    body.extend_from_slice(&signer.to_raw_public());
    body.push(SR25519);
    body.extend_from_slice(signature);
    body.extend_from_slice(extra);
    body.extend_from_slice(call);
    body.encode()
}

/// A call that says nothing, inside `depth` batches.
pub fn nested(depth: usize) -> Vec<u8> {
    use myelin_runtime::{utility, Runtime, RuntimeCall};
    use polkadot_sdk::frame_system;

    let innermost = frame_system::Call::<Runtime>::remark { remark: Vec::new() };
    let mut call = RuntimeCall::from(innermost).encode();
    // Built from bytes: the runtime's own types would not nest this deep without complaint.
    let empty = RuntimeCall::from(utility::Call::<Runtime>::batch { calls: Vec::new() });
    let indices = empty.encode()[..2].to_vec();
    for _ in 0..depth {
        call = [&indices[..], &Compact(1u32).encode(), &call].concat();
    }
    call
}

pub fn to_hex(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

pub fn from_hex(text: &str) -> Vec<u8> {
    hex::decode(text.trim_start_matches("0x")).expect("nodes answer in hex")
}
