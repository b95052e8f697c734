//! Changing a development chain's state: by calls of anybody, and as no call could.

use super::{order::in_its_own_words, Dev, Populated, Recipe};
use crate::{
    client::{from_hex, to_hex},
    rpc::Params,
    runtime::Runtime,
    Call, Hash, Head, ReadError,
};
use myelin_primitives::{MechId, NetUid, Tao, Uid};
use myelin_wallet::AccountId;
use std::{sync::Arc, time::Duration};

/// How long a subnet may take to be built, or a whole state to be written down or read.
const WHOLE_STATE: Duration = Duration::from_secs(600);

impl Dev {
    /// Lets an account own exactly so much.
    pub async fn set_balance(&self, account: &AccountId, balance: Tao) -> Result<Head, ReadError> {
        self.tell("dev_setBalance", Params::of((account, balance))?).await
    }

    /// Gives an account so much more.
    pub async fn faucet(&self, account: &AccountId, more: Tao) -> Result<Head, ReadError> {
        self.tell("dev_faucet", Params::of((account, more))?).await
    }

    /// Makes a call as any account, without its key, in a block of its own. The call is held to
    /// every rule but the signature.
    pub async fn act_as(&self, account: &AccountId, call: &Call) -> Result<Head, ReadError> {
        let (runtime, call) = self.encode(call).await?;
        let made = self.tell("dev_actAs", Params::of((account, call))?).await;
        made.map_err(|declined| explained(declined, &runtime))
    }

    /// Makes a call as root, in a block of its own.
    pub async fn act_as_root(&self, call: &Call) -> Result<Head, ReadError> {
        let (runtime, call) = self.encode(call).await?;
        let made = self.tell("dev_actAsRoot", Params::of([call])?).await;
        made.map_err(|declined| explained(declined, &runtime))
    }

    /// Makes an encoded call as that account, or as root where none is named.
    pub async fn act_encoded(&self, account: Option<&AccountId>, call: &[u8]) -> Result<Head, ReadError> {
        match account {
            Some(account) => self.tell("dev_actAs", Params::of((account, to_hex(call)))?).await,
            None => self.tell("dev_actAsRoot", Params::of([to_hex(call)])?).await,
        }
    }

    /// Writes raw storage, all in one block; a value of none removes what is there.
    pub async fn set_storage(&self, writes: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<Head, ReadError> {
        let hex = |(key, value): &(Vec<u8>, Option<Vec<u8>>)| (to_hex(key), value.as_ref().map(|value| to_hex(value)));
        let writes: Vec<(String, Option<String>)> = writes.iter().map(hex).collect();
        let hash: Hash = self.tell("dev_setStorage", Params::of([writes])?).await?;
        let block = self.client.at_hash(hash).await?;
        Ok(Head { number: block.number(), hash })
    }

    /// Lets a coldkey's stake on a hotkey be exactly so much: TAO on root, alpha on other subnets.
    pub async fn set_stake(
        &self,
        hotkey: &AccountId,
        coldkey: &AccountId,
        netuid: NetUid,
        rao: u64,
    ) -> Result<Head, ReadError> {
        self.tell("dev_setStake", Params::of((hotkey, coldkey, netuid, rao))?).await
    }

    /// Lets the weights of a seat be these, whatever it may set itself.
    pub async fn set_weights(
        &self,
        netuid: NetUid,
        mechanism: MechId,
        uid: Uid,
        weights: &[(Uid, u16)],
    ) -> Result<Head, ReadError> {
        self.tell("dev_setWeights", Params::of((netuid, mechanism, uid, weights))?).await
    }

    /// Sets a hyperparameter of a subnet, or of the network, by its name.
    pub async fn set_hyperparameter(
        &self,
        netuid: Option<NetUid>,
        name: &str,
        value: serde_json::Value,
    ) -> Result<Head, ReadError> {
        self.tell("dev_setHyperparameter", Params::of((netuid, name, value))?).await
    }

    /// Builds a subnet by a recipe.
    pub async fn populate(&self, recipe: &Recipe) -> Result<Populated, ReadError> {
        let patient = self.client.rpc.clone().with_deadline(WHOLE_STATE);
        patient.tell("dev_populate", Params::of([recipe])?).await.map_err(in_its_own_words)
    }

    /// The whole state as one file.
    pub async fn dump(&self) -> Result<Vec<u8>, ReadError> {
        let patient = self.client.rpc.clone().with_deadline(WHOLE_STATE);
        let file: String = patient.tell("dev_dump", Params::NONE).await.map_err(in_its_own_words)?;
        from_hex("dev_dump", &file)
    }

    /// Takes the state from such a file.
    pub async fn load(&self, file: &[u8]) -> Result<Head, ReadError> {
        let patient = self.client.rpc.clone().with_deadline(WHOLE_STATE);
        patient.tell("dev_load", Params::of([to_hex(file)])?).await.map_err(in_its_own_words)
    }

    /// The call as bytes in hex, and the rules by which it was encoded.
    async fn encode(&self, call: &Call) -> Result<(Arc<Runtime>, String), ReadError> {
        let runtime = self.client.newest_runtime().await?;
        let bytes = runtime.rules().tx().call_data(&call.payload()).map_err(|cause| {
            let (pallet, item) = call.place();
            ReadError::NoSuchItem { pallet: pallet.to_owned(), item: item.to_owned(), reason: cause.to_string() }
        })?;
        Ok((runtime, to_hex(&bytes)))
    }
}

/// A failed call's error with what the chain's metadata says about it; the node tells only its
/// name.
fn explained(declined: ReadError, runtime: &Runtime) -> ReadError {
    let ReadError::Declined { reason, hint } = &declined else { return declined };
    let name = reason.strip_prefix("the call failed: ").filter(|_| hint.is_empty());
    match name.and_then(|name| runtime.failure_named(name)) {
        Some(failure) => {
            let hint = failure.hint().to_owned();
            ReadError::Declined { reason: format!("the call failed: {failure}"), hint }
        }
        None => declined,
    }
}
