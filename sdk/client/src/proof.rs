//! Evidence that a state holds what it is said to hold.

use crate::{
    client::{from_hex, to_hex},
    rpc::Params,
    At, Hash, ReadError,
};
use serde::Deserialize;

/// Nodes of the state's tree that prove what lies, or does not lie, under some keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageProof {
    pub block: Hash,
    /// The root the nodes lead to, from the block's header.
    pub state_root: Hash,
    pub keys: Vec<Vec<u8>>,
    /// The nodes as they are encoded, in no order.
    pub nodes: Vec<Vec<u8>>,
}

#[derive(Deserialize)]
struct ReadProof {
    at: Hash,
    proof: Vec<String>,
}

impl At {
    /// The nodes that lead from the block's state root to these keys.
    pub async fn storage_proof(&self, keys: Vec<Vec<u8>>) -> Result<StorageProof, ReadError> {
        let asked: Vec<String> = keys.iter().map(|key| to_hex(key)).collect();
        let answer: ReadProof = self.client().rpc.ask("state_getReadProof", Params::of((asked, self.hash()))?).await?;
        if answer.at != self.hash() {
            return Err(ReadError::undecodable("state_getReadProof", "it is a proof of another block"));
        }
        let nodes = answer.proof.iter().map(|node| from_hex("state_getReadProof", node));
        Ok(StorageProof {
            block: self.hash(),
            state_root: self.state_root(),
            keys,
            nodes: nodes.collect::<Result<_, _>>()?,
        })
    }
}
