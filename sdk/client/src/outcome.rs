//! What became of a call.

use crate::{
    client::{from_hex, Client},
    rpc::Params,
    At, ChainEvent, Hash, ReadError, SubmitError,
};
use myelin_primitives::Tao;
use serde::Deserialize;

/// A call that came into a block and did what it says.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The block it is in.
    pub block: Hash,
    pub number: u64,
    /// Its place in the block.
    pub extrinsic_index: u32,
    /// Its own hash.
    pub hash: Hash,
    /// What the signer paid for it.
    pub fee: Tao,
    /// What it announced.
    pub events: Vec<ChainEvent>,
}

impl Outcome {
    /// The first event of that name.
    pub fn event(&self, pallet: &str, name: &str) -> Option<&ChainEvent> {
        self.events.iter().find(|event| event.is(pallet, name))
    }
}

/// Calls that carry calls: the event that tells how the inner one went, and in which field.
const CARRIERS: [(&str, &str, &str); 6] = [
    ("Sudo", "Sudid", "sudo_result"),
    ("Sudo", "SudoAsDone", "sudo_result"),
    ("Proxy", "ProxyExecuted", "result"),
    ("Multisig", "MultisigExecuted", "result"),
    ("Utility", "BatchInterrupted", "error"),
    ("Utility", "ItemFailed", "error"),
];

#[derive(Deserialize)]
struct SignedBlock {
    block: Body,
}

#[derive(Deserialize)]
struct Body {
    extrinsics: Vec<String>,
}

impl Client {
    /// The place of an extrinsic in a block, if it is there.
    pub(crate) async fn place_of(&self, extrinsic: Hash, block: Hash) -> Result<Option<u32>, ReadError> {
        let body: Option<SignedBlock> = self.rpc.ask("chain_getBlock", Params::of([block])?).await?;
        let body = body.ok_or_else(|| ReadError::NoSuchBlock(block.to_string()))?;
        for (place, bytes) in (0u32..).zip(&body.block.extrinsics) {
            if Hash::of(&from_hex("chain_getBlock", bytes)?) == extrinsic {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }
}

/// How the extrinsic at a place of a block went.
pub(crate) async fn of(at: &At, place: u32, hash: Hash) -> Result<Outcome, SubmitError> {
    let mut events = at.events().await?;
    events.retain(|event| event.extrinsic == Some(place));
    let runtime = at.runtime().await?;
    let block = at.hash();
    for event in &events {
        if event.is("System", "ExtrinsicFailed") {
            let error = event.error_in("dispatch_error");
            let failure = error.map(|error| Box::new(runtime.failure(error)));
            let failure = failure.ok_or_else(|| ReadError::undecodable("ExtrinsicFailed", "it names no error"))?;
            return Err(SubmitError::Failed { failure, block });
        }
        let carrier = CARRIERS.iter().find(|(pallet, name, _)| event.is(pallet, name));
        if let Some(error) = carrier.and_then(|(_, _, field)| event.error_in(field)) {
            let carrier = format!("{}.{}", event.pallet, event.name);
            return Err(SubmitError::Inner { carrier, failure: Box::new(runtime.failure(error)), block });
        }
    }
    if !events.iter().any(|event| event.is("System", "ExtrinsicSuccess")) {
        return Err(ReadError::undecodable("System.Events", "the call neither succeeded nor failed").into());
    }
    Ok(Outcome { block, number: at.number(), extrinsic_index: place, hash, fee: fee(&events), events })
}

/// What was paid; nothing for calls that are free.
fn fee(events: &[ChainEvent]) -> Tao {
    let paid = events.iter().find(|event| event.is("TransactionPayment", "TransactionFeePaid"));
    let rao = paid.and_then(|event| event.number("actual_fee")).and_then(|rao| u64::try_from(rao).ok());
    Tao(rao.unwrap_or(0))
}
