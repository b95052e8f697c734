//! A chain of one block: the dev genesis, a block of Alice's under way, transactions built by hand.

use codec::{Compact, Decode, Encode};
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadata, RuntimeMetadataPrefixed};
use myelin_runtime::{
    api,
    genesis::{genesis_config, GenesisParameters},
    AccountId, Block, Executive, Hash, Header, Runtime, RuntimeCall, UncheckedExtrinsic, VERSION,
};
use polkadot_sdk::{
    sp_consensus_aura::{Slot, AURA_ENGINE_ID},
    sp_core::OpaqueMetadata,
    sp_io::TestExternalities,
    sp_keyring::Sr25519Keyring,
    sp_runtime::{
        traits::Header as _,
        transaction_validity::{TransactionSource, TransactionValidity},
        BuildStorage, Digest, DigestItem,
    },
    *,
};

pub const TAO: u64 = 1_000_000_000;
pub const SLOT: u64 = 100;
pub const SLOT_DURATION_MS: u64 = 12_000;

/// The state right after the dev genesis.
pub fn genesis_state() -> TestExternalities {
    state_of(GenesisParameters::dev())
}

/// The state right after that genesis.
pub fn state_of(genesis: GenesisParameters) -> TestExternalities {
    let mut state: TestExternalities = genesis_config(genesis).build_storage().unwrap().into();
    // The node does this when it writes block 0; transactions sign its hash.
    state.execute_with(|| frame_system::BlockHash::<Runtime>::insert(0, genesis_hash()));
    state.commit_all().unwrap();
    state
}

pub fn genesis_hash() -> Hash {
    Hash::repeat_byte(7)
}

/// The header block 1 starts from: on top of the genesis, in a slot of the only authority, Alice.
pub fn opening_header() -> Header {
    let slot = DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(SLOT).encode());
    Header::new(1, Hash::default(), Hash::default(), genesis_hash(), Digest { logs: vec![slot] })
}

/// Runs inside block 1, after its timestamp.
pub fn in_block<R>(story: impl FnOnce() -> R) -> R {
    genesis_state().execute_with(|| {
        open_block();
        story()
    })
}

pub fn open_block() {
    Executive::initialize_block(&opening_header());
    Executive::apply_extrinsic(timestamp()).unwrap().unwrap();
}

/// The inherent every block starts with.
pub fn timestamp() -> UncheckedExtrinsic {
    let now = SLOT * SLOT_DURATION_MS;
    UncheckedExtrinsic::new_bare(RuntimeCall::Timestamp(pallet_timestamp::Call::set { now }))
}

/// Signs the call's bytes the way a client does that knows nothing but the wire's description.
pub fn signed_bytes(signer: Sr25519Keyring, nonce: u32, tip: u64, call: &[u8]) -> Vec<u8> {
    let immortal_era = [0u8];
    let no_metadata_hash = [0u8];
    let extra = [&immortal_era[..], &Compact(nonce).encode(), &Compact(tip).encode(), &no_metadata_hash].concat();
    let implicit = [
        &VERSION.spec_version.encode()[..],
        &VERSION.transaction_version.encode(),
        genesis_hash().as_bytes(),
        genesis_hash().as_bytes(),
        &no_metadata_hash,
    ]
    .concat();

    let mut payload = [call, &extra, &implicit].concat();
    if payload.len() > 256 {
        payload = sp_io::hashing::blake2_256(&payload).to_vec();
    }
    let signature = signer.sign(&payload);

    let body = [&[0x84, 0x00][..], &signer.public().0, &[0x01], signature.as_ref(), &extra, call].concat();
    [Compact(body.len() as u32).encode(), body].concat()
}

/// The same, decoded.
pub fn signed(signer: Sr25519Keyring, nonce: u32, call: RuntimeCall) -> UncheckedExtrinsic {
    let bytes = signed_bytes(signer, nonce, 0, &call.encode());
    UncheckedExtrinsic::decode(&mut bytes.as_slice()).unwrap()
}

/// What the pool asks before it takes a transaction.
pub fn validate(extrinsic: &[u8]) -> TransactionValidity {
    let arguments = [&TransactionSource::External.encode()[..], extrinsic, genesis_hash().as_bytes()].concat();
    TransactionValidity::decode(&mut ask("TaggedTransactionQueue_validate_transaction", &arguments).as_slice()).unwrap()
}

/// Asks the runtime the way the node does.
pub fn ask(method: &str, arguments: &[u8]) -> Vec<u8> {
    api::dispatch(method, arguments).unwrap()
}

/// What the runtime says of itself, in the newest form official clients read.
pub fn metadata() -> RuntimeMetadataV15 {
    let answer = ask("Metadata_metadata_at_version", &15u32.encode());
    let opaque = Option::<OpaqueMetadata>::decode(&mut answer.as_slice()).unwrap().unwrap();
    match RuntimeMetadataPrefixed::decode(&mut opaque.as_slice()).unwrap().1 {
        RuntimeMetadata::V15(metadata) => metadata,
        other => panic!("asked for version 15, got {}", other.version()),
    }
}

/// Builds block 1 of the given transactions, whatever becomes of them.
pub fn build_block(transactions: Vec<UncheckedExtrinsic>) -> Block {
    genesis_state().execute_with(|| {
        open_block();
        for transaction in &transactions {
            let _outcome = Executive::apply_extrinsic(transaction.clone()).unwrap();
        }
        let header = Executive::finalize_block();
        let extrinsics = [vec![timestamp()], transactions].concat();
        Block { header, extrinsics }
    })
}

pub fn account(key: Sr25519Keyring) -> AccountId {
    key.to_account_id()
}

pub fn transfer(to: Sr25519Keyring, value: u64) -> RuntimeCall {
    RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest: account(to).into(), value })
}
