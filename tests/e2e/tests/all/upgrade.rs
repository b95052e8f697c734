//! A network that outlives its release: its runtime is a blob in its state, and is replaced there.

use crate::network::{finalised, Ground};
use codec::{Compact, Decode};
use jsonrpsee::rpc_params;
use myelin_e2e::{client::Client, wire::twox_128};
use myelin_runtime::{Runtime, RuntimeCall, RuntimeEvent, VERSION};
use polkadot_sdk::{frame_system, pallet_balances, pallet_sudo, sp_keyring::Sr25519Keyring};
use std::path::PathBuf;

const OURS: u32 = VERSION.spec_version;
const NEXT: u32 = OURS + 1;

#[tokio::test]
async fn a_blob_set_by_sudo_rules_from_the_next_block_on() {
    let (Some(ours), Some(next)) = (blob("MYELIN_WASM"), blob("MYELIN_WASM_NEXT")) else {
        eprintln!("not told: `cargo xtask determinism` builds the two runtimes in Wasm that it needs, and tells it");
        return;
    };
    let ground = Ground::with(&["--slot-duration-ms", "1000", "--wasm", ours.to_str().unwrap()]);
    let alice_seat = ground.seat("alice", Some("--alice"));
    let alice = alice_seat.take(&ground.spec, None);
    let boot = alice_seat.address(&alice);
    let bob = ground.seat("bob", Some("--bob")).take(&ground.spec, Some(&boot));
    let (at_alice, at_bob) = (alice.client().await, bob.client().await);
    finalised(&at_bob, 3).await;
    assert_eq!(spec_version(&at_bob).await, OURS);

    // Neither node was built with the new runtime; both follow it, and go on agreeing.
    let block = at_alice.submit(Sr25519Keyring::Alice, &set_code(std::fs::read(&next).unwrap())).await;
    let replaced = at_alice.head(Some(&block)).await.number;
    for client in [&at_alice, &at_bob] {
        finalised(client, replaced + 4).await;
        assert_eq!(ruler(client, replaced).await, OURS, "the block that replaces the rules obeys the old ones");
        assert_eq!(ruler(client, replaced + 1).await, NEXT, "the block after it obeys the new ones");
        assert_eq!(spec_version(client).await, NEXT);
    }

    // The new rules take transactions, from signers who name them.
    let dest = Sr25519Keyring::Charlie.to_account_id();
    let transfer = pallet_balances::Call::transfer_keep_alive { dest: dest.into(), value: 5 };
    let block = at_bob.submit(Sr25519Keyring::Bob, &RuntimeCall::from(transfer)).await;
    let events = at_bob.events(&block).await.into_iter().map(|(_, event)| event);
    let transfers =
        events.filter(|event| matches!(event, RuntimeEvent::Balances(pallet_balances::Event::Transfer { .. })));
    assert_eq!(transfers.count(), 1, "the transfer is done");

    // Whoever comes later walks through both, to the same state.
    let carol = ground.seat("carol", None).take(&ground.spec, Some(&boot));
    let at_carol = carol.client().await;
    let common = finalised(&at_carol, replaced + 4).await;
    let (here, there) = (at_alice.hash(common).await, at_carol.hash(common).await);
    assert_eq!(here, there, "one final chain");
    assert_eq!(at_carol.head(there.as_deref()).await.state_root, at_alice.head(here.as_deref()).await.state_root);
}

fn blob(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

/// Sudo has the runtime replaced; the weight of that, a whole block, is waived.
fn set_code(code: Vec<u8>) -> RuntimeCall {
    let call = Box::new(frame_system::Call::<Runtime>::set_code { code }.into());
    pallet_sudo::Call::<Runtime>::sudo_unchecked_weight { call, weight: Default::default() }.into()
}

/// The version a client is told when it asks for the best block.
async fn spec_version(client: &Client) -> u32 {
    let version = client.ask("state_getRuntimeVersion", rpc_params![]).await;
    u32::try_from(version["specVersion"].as_u64().unwrap()).unwrap()
}

/// The version that executed a block, as the block itself noted in the state.
async fn ruler(client: &Client, number: u32) -> u32 {
    let key = [twox_128(b"System"), twox_128(b"LastRuntimeUpgrade")].concat();
    let hash = client.hash(number).await.expect("the block is final");
    let noted = client.storage(&key, Some(&hash)).await.expect("every block sees to it");
    Compact::<u32>::decode(&mut &noted[..]).expect("the version comes first").0
}
