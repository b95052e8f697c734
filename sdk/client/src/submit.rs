//! Bringing a call into a block.

use crate::{
    client::{to_hex, Client, Header},
    nonces::Reserved,
    outcome, refusals,
    rpc::Params,
    runtime::Runtime,
    Call, Hash, Outcome, ReadError, SubmitError,
};
use myelin_wallet::{Keypair, Scheme};
use std::time::Duration;
use subxt::{
    config::DefaultExtrinsicParamsBuilder,
    rpcs::{client::RpcSubscription, methods::legacy::TransactionStatus},
    utils::{AccountId32, MultiSignature},
};
use tokio::time::{sleep, timeout_at, Instant};

/// Blocks a call stays valid, from the newest final one.
const LIFE: u64 = 128;
/// How often a call is numbered anew when another of the account's was faster.
const TRIES: u32 = 5;
/// The pause between two looks for new blocks, where the node does not report them.
const PAUSE: Duration = Duration::from_millis(200);

/// A call on its way.
struct Sent {
    hash: Hash,
    /// Blocks from here on may hold it.
    since: u64,
    /// Blocks after this one cannot hold it.
    until: u64,
    statuses: Option<RpcSubscription<TransactionStatus<Hash>>>,
    /// Frees the number when the call's end is known.
    _nonce: Reserved,
}

impl Client {
    /// Signs a call, submits it and waits until it is in a block. Calls of one account may be
    /// submitted at once; they take turns.
    pub async fn submit(&self, call: &Call, signer: &Keypair) -> Result<Outcome, SubmitError> {
        let deadline = Instant::now().checked_add(self.inclusion_deadline);
        let deadline = deadline.ok_or_else(|| ReadError::undecodable("the deadline", "it is too far away"))?;
        let mut sent = self.send(call, signer).await?;
        let waiting = self.inclusion(&mut sent);
        match timeout_at(deadline, waiting).await {
            Ok(block) => {
                let (block, place) = block?;
                outcome::of(&self.at_hash(block).await?, place, sent.hash).await
            }
            Err(_) => Err(SubmitError::TimedOut {
                extrinsic: sent.hash,
                deadline: self.inclusion_deadline,
                valid_until: sent.until,
            }),
        }
    }

    /// Brings the call into the node's pool, under the account's next number.
    async fn send(&self, call: &Call, signer: &Keypair) -> Result<Sent, SubmitError> {
        let account = self.shared.nonces.of(&signer.account());
        let _turn = account.turn.lock().await;
        let mut tries = 0u32;
        loop {
            let (runtime, (birth, birth_hash), next) = futures::try_join!(
                self.newest_runtime(),
                self.final_head(),
                self.rpc.ask::<u64>("account_nextIndex", Params::of([signer.account()])?),
            )?;
            let nonce = account.reserve(next);
            let params = DefaultExtrinsicParamsBuilder::new()
                .nonce(nonce.nonce)
                .mortal_from_unchecked(LIFE, birth, birth_hash.into())
                .build();
            let bytes = signed(&runtime, call, signer, params)?;
            let hash = Hash::of(&bytes);
            let statuses = self
                .rpc
                .subscribe("author_submitAndWatchExtrinsic", Params::of([to_hex(&bytes)])?, "author_unwatchExtrinsic")
                .await;
            let statuses = match statuses {
                Ok(statuses) => Some(statuses),
                // The connection broke: it may have arrived or not, which the blocks will tell.
                Err(ReadError::Disconnected(_) | ReadError::TimedOut { .. }) => None,
                Err(ReadError::Refused { code, message, data, .. }) => {
                    tries = tries.saturating_add(1);
                    if refusals::is_about_the_nonce(code, &data) && tries < TRIES {
                        drop(nonce);
                        sleep(PAUSE).await;
                        continue;
                    }
                    let (reason, hint) = refusals::explain(&message, &data);
                    return Err(SubmitError::Refused { reason, hint });
                }
                Err(other) => return Err(other.into()),
            };
            let until = birth.saturating_add(LIFE);
            return Ok(Sent { hash, since: birth.saturating_add(1), until, statuses, _nonce: nonce });
        }
    }

    async fn final_head(&self) -> Result<(u64, Hash), ReadError> {
        let hash: Hash = self.rpc.ask("chain_getFinalizedHead", Params::NONE).await?;
        let header: Option<Header> = self.rpc.ask("chain_getHeader", Params::of([hash])?).await?;
        let header = header.ok_or_else(|| ReadError::NoSuchBlock(hash.to_string()))?;
        Ok((header.number, hash))
    }

    /// The block the call came into, and its place there.
    async fn inclusion(&self, sent: &mut Sent) -> Result<(Hash, u32), SubmitError> {
        while let Some(statuses) = &mut sent.statuses {
            let gone = |reason: &str| SubmitError::Dropped { extrinsic: sent.hash, reason: reason.to_owned() };
            match statuses.next().await {
                Some(Ok(TransactionStatus::InBlock(block) | TransactionStatus::Finalized(block))) => {
                    if let Some(place) = self.place_of(sent.hash, block).await? {
                        return Ok((block, place));
                    }
                }
                Some(Ok(TransactionStatus::Usurped(_))) => return Err(gone("another call took its number")),
                Some(Ok(TransactionStatus::Dropped)) => return Err(gone("its pool is full")),
                Some(Ok(TransactionStatus::Invalid)) => return Err(gone("it became invalid while it waited")),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => sent.statuses = None,
            }
        }
        self.look_for(sent).await
    }

    /// Looks through the blocks that may hold the call, as they come.
    async fn look_for(&self, sent: &Sent) -> Result<(Hash, u32), SubmitError> {
        let mut next = sent.since;
        loop {
            let head = self.at_head().await?.number();
            while next <= head && next <= sent.until {
                let block = self.hash_of(next).await?;
                if let Some(place) = self.place_of(sent.hash, block).await? {
                    return Ok((block, place));
                }
                next = next.saturating_add(1);
            }
            if next > sent.until {
                let reason = "the connection broke and no block took the call".to_owned();
                return Err(SubmitError::Dropped { extrinsic: sent.hash, reason });
            }
            sleep(PAUSE).await;
        }
    }
}

/// The bytes of a call, signed.
fn signed(
    runtime: &Runtime,
    call: &Call,
    signer: &Keypair,
    params: subxt::config::DefaultExtrinsicParams<crate::runtime::BittensorConfig>,
) -> Result<Vec<u8>, SubmitError> {
    let unknown =
        |cause: &dyn std::fmt::Display| SubmitError::UnknownCall { call: call.to_string(), reason: cause.to_string() };
    let payload = call.payload();
    let transactions = runtime.rules().tx();
    let mut unsigned = transactions.create_v4_signable_offline(&payload, params).map_err(|cause| unknown(&cause))?;
    let signature = signer.sign(&unsigned.signer_payload().map_err(|cause| unknown(&cause))?);
    let signature = match signer.scheme() {
        Scheme::Sr25519 => MultiSignature::Sr25519(signature),
        Scheme::Ed25519 => MultiSignature::Ed25519(signature),
    };
    let account = AccountId32(signer.account().0);
    let signed = unsigned.sign_with_account_and_signature(&account, &signature).map_err(|cause| unknown(&cause))?;
    Ok(signed.into_encoded())
}
