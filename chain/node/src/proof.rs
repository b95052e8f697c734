//! Checking what a node says about a state, with nothing believed but the state's root.

use crate::failure::Failure;
use polkadot_sdk::{
    sp_core::H256,
    sp_runtime::traits::BlakeTwo256,
    sp_state_machine::{read_proof_check, StorageProof},
};

/// The value under `key` in the state that `state_root` names, as `nodes` prove it: nodes of the
/// state's tree, in any order, as `state_getReadProof` gives them. `None` is proven just as a value
/// is. Whoever took the root from a header they trust need not trust whoever sent the nodes.
pub fn read(state_root: H256, nodes: Vec<Vec<u8>>, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
    // A node that was tampered with has another hash: it is not found where it is needed.
    let mut values = read_proof_check::<BlakeTwo256, _>(state_root, StorageProof::new(nodes), [key])
        .map_err(|cause| not_proven(key, cause))?;
    values.remove(key).ok_or_else(|| not_proven(key, "the key was not looked up"))
}

fn not_proven(key: &[u8], cause: impl std::fmt::Display) -> Failure {
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    Failure::new(
        format!("the proof does not lead from the state's root to the key 0x{key}: {cause}"),
        "ask for the proof at the block whose header has this root; if it still fails, ask another node",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::{
        sp_core::storage::StateVersion,
        sp_state_machine::{new_in_mem, prove_read},
    };

    const LONG: [u8; 80] = [7; 80];

    /// A state of a few keys: its root, and the proof of what lies under `key`.
    fn proof_of(key: &[u8]) -> (H256, Vec<Vec<u8>>) {
        let state = [(&b"anna"[..], &b"1"[..]), (b"boris", b"22"), (b"clara", &LONG), (b"emma", &[8; 80])];
        let mut backend = new_in_mem::<BlakeTwo256>();
        let values = state.map(|(key, value)| (key.to_vec(), Some(value.to_vec())));
        backend.insert([(None, values.to_vec())], StateVersion::V1);
        let root = *backend.root();
        let proof = prove_read(backend, [key]).unwrap();
        (root, proof.into_iter_nodes().collect())
    }

    #[test]
    fn what_a_state_holds_is_proven_and_so_is_what_it_does_not_hold() {
        for (key, value) in [(&b"anna"[..], Some(b"1".to_vec())), (b"clara", Some(LONG.to_vec())), (b"dora", None)] {
            let (root, nodes) = proof_of(key);
            assert_eq!(read(root, nodes, key), Ok(value));
        }
    }

    #[test]
    fn a_proof_of_another_state_or_key_proves_nothing() {
        let (root, nodes) = proof_of(b"clara");
        assert!(read(H256::repeat_byte(1), nodes.clone(), b"clara").is_err());
        let failure = read(root, nodes, b"emma").unwrap_err();
        assert!(failure.what.contains("0x656d6d61"), "{failure}");
        assert!(read(root, Vec::new(), b"clara").is_err());
    }

    #[test]
    fn a_single_changed_bit_is_noticed() {
        let (root, nodes) = proof_of(b"clara");
        for at in 0..nodes.len() {
            let mut forged = nodes.clone();
            *forged[at].last_mut().unwrap() ^= 1;
            assert!(read(root, forged, b"clara").is_err(), "node {at}");
        }
    }
}
