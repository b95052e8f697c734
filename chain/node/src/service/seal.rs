//! The seal loop of a development chain: blocks when they are wanted, at a time of their own.
//!
//! Chain time has nothing to do with the clock on the wall: it begins at [`GENESIS_TIME_MS`]
//! and each block moves it by one slot, so that the same orders give the same blocks on every
//! machine, as fast as it can make them. Every block is final when it is sealed.

use super::{Block, Client, Hash, Pool};
use crate::failure::Failure;
use futures::{
    channel::{mpsc, oneshot},
    stream::{self, BoxStream},
    FutureExt, StreamExt,
};
use polkadot_sdk::{
    sc_block_builder::{BlockBuilder, BlockBuilderBuilder},
    sc_consensus::{BlockImport, BlockImportParams, ForkChoiceStrategy, StateAction, StorageChanges},
    sc_consensus_aura::{find_pre_digest, SlotDuration},
    sc_transaction_pool_api::{
        ChainEvent, InPoolTransaction, MaintainedTransactionPool, TransactionPool, TxInvalidityReportMap,
    },
    sp_api::ProvideRuntimeApi,
    sp_blockchain::{ApplyExtrinsicFailed::Validity, Error as ChainError, HeaderBackend},
    sp_consensus::BlockOrigin,
    sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, AuraApi, Slot},
    sp_inherents::InherentData,
    sp_runtime::{
        traits::{Block as BlockT, Header as HeaderT},
        Digest, DigestItem, ExtrinsicInclusionMode,
    },
    sp_timestamp::INHERENT_IDENTIFIER as TIMESTAMP,
};
use std::{sync::Arc, time::Duration};

/// Chain time of a development chain's genesis: the first of June 2026, midnight UTC.
pub const GENESIS_TIME_MS: u64 = 1_780_272_000_000;

/// When a development chain makes a block of its own accord.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seal {
    /// As soon as the pool holds a transaction.
    #[default]
    OnTransaction,
    /// At a steady pace of wall time, with or without transactions.
    Every(Duration),
    /// Only when told to.
    OnCommand,
}

/// The block last sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its hash.
    pub hash: Hash,
    /// Its number.
    pub number: u32,
    /// How many transactions it took from the pool.
    pub transactions: usize,
}

/// Orders blocks from a development chain. Orders are served one after the other.
#[derive(Clone)]
pub struct Sealer(mpsc::UnboundedSender<Order>);

struct Order {
    blocks: u32,
    /// Whether a block without transactions is wanted too.
    empty: bool,
    answer: oneshot::Sender<Result<Sealed, String>>,
}

impl Sealer {
    /// Seals `blocks` blocks and returns the last; none at all returns the present head.
    pub async fn seal(&self, blocks: u32) -> Result<Sealed, Failure> {
        self.order(blocks, true).await
    }

    /// Seals one block, but only if the pool has something to put into it.
    pub async fn seal_pending(&self) -> Result<Sealed, Failure> {
        self.order(1, false).await
    }

    async fn order(&self, blocks: u32, empty: bool) -> Result<Sealed, Failure> {
        let (answer, sealed) = oneshot::channel();
        let gone = || Failure::new("the chain has stopped", "");
        self.0.unbounded_send(Order { blocks, empty, answer }).map_err(|_| gone())?;
        sealed.await.map_err(|_| gone())?.map_err(|cause| Failure::unexpected("seal a block", cause))
    }
}

/// Makes the loop and the handle that gives it orders.
pub(crate) fn prepare(
    client: Arc<Client>,
    pool: Arc<Pool>,
    seal: Seal,
) -> Result<(Sealer, impl std::future::Future<Output = ()>), Failure> {
    let genesis = client.info().genesis_hash;
    let slot_duration = client
        .runtime_api()
        .slot_duration(genesis)
        .map_err(|cause| Failure::unexpected("ask the runtime for its slot length", cause))?;
    let (orders, inbox) = mpsc::unbounded();
    let press = Press { client, pool, slot_duration };
    Ok((Sealer(orders), run(press, seal, inbox)))
}

async fn run(press: Press, seal: Seal, mut orders: mpsc::UnboundedReceiver<Order>) {
    let wanted: BoxStream<'static, ()> = match seal {
        Seal::OnTransaction => press.pool.import_notification_stream().map(drop).boxed(),
        Seal::Every(pace) => ticks(pace).boxed(),
        Seal::OnCommand => stream::pending().boxed(),
    };
    let mut wanted = wanted.fuse();
    loop {
        futures::select! {
            order = orders.select_next_some() => {
                let outcome = press.serve(order.blocks, order.empty).await;
                // Whoever asked may have gone; the block stays.
                let _ = order.answer.send(outcome);
            }
            () = wanted.select_next_some() => {
                if let Err(cause) = press.answer_call(seal).await {
                    log::error!("could not seal a block: {cause}");
                }
            }
            complete => return,
        }
    }
}

fn ticks(pace: Duration) -> impl futures::Stream<Item = ()> + Send {
    stream::unfold((), move |()| tokio::time::sleep(pace).map(|()| Some(((), ()))))
}

/// Prints blocks.
struct Press {
    client: Arc<Client>,
    pool: Arc<Pool>,
    slot_duration: SlotDuration,
}

impl Press {
    async fn serve(&self, blocks: u32, empty: bool) -> Result<Sealed, String> {
        let info = self.client.info();
        if !empty && self.pool.status().ready == 0 {
            return Err("the pool holds no transaction that could go into it".into());
        }
        let mut last = Sealed { hash: info.best_hash, number: info.best_number, transactions: 0 };
        for _ in 0..blocks {
            last = self.seal_one().await.map_err(|cause| cause.to_string())?;
            // Lets a node that is told to stop do so in the middle of a long order.
            tokio::task::yield_now().await;
        }
        Ok(last)
    }

    async fn answer_call(&self, seal: Seal) -> Result<(), ChainError> {
        if seal != Seal::OnTransaction {
            return self.seal_one().await.map(drop);
        }
        // One notification a transaction, and one block may take them all. A transaction that
        // fits into no block at all must not keep the press running.
        while self.pool.status().ready > 0 {
            if self.seal_one().await?.transactions == 0 {
                break;
            }
        }
        Ok(())
    }

    async fn seal_one(&self) -> Result<Sealed, ChainError> {
        let info = self.client.info();
        let parent = self
            .client
            .header(info.best_hash)?
            .ok_or_else(|| ChainError::UnknownBlock(format!("{:?}", info.best_hash)))?;
        let slot = self.slot_after(&parent)?;
        let mut builder = BlockBuilderBuilder::new(&*self.client)
            .on_parent_block(info.best_hash)
            .with_parent_block_number(info.best_number)
            .with_inherent_digests(pre_digest(slot))
            .build()?;
        for inherent in builder.create_inherents(self.inherents(slot)?)? {
            builder.push(inherent)?;
        }
        let transactions = match builder.extrinsic_inclusion_mode() {
            ExtrinsicInclusionMode::AllExtrinsics => self.fill(&mut builder, info.best_hash).await,
            ExtrinsicInclusionMode::OnlyInherents => 0,
        };
        let (block, changes) = builder.build()?.into_inner();
        let (header, body) = block.deconstruct();
        let (hash, number) = (header.hash(), *header.number());
        self.import(header, body, StorageChanges::Changes(changes)).await?;
        self.settle(hash, info.best_hash).await;
        Ok(Sealed { hash, number, transactions })
    }

    /// Puts ready transactions into the block until it is full; reports those that fail.
    async fn fill(&self, builder: &mut BlockBuilder<'_, Block, Client>, parent: Hash) -> usize {
        let mut taken = 0usize;
        let mut ready = self.pool.ready();
        let mut refused = TxInvalidityReportMap::new();
        while let Some(transaction) = ready.next() {
            match builder.push(transaction.data().as_ref().clone()) {
                Ok(()) => taken = taken.saturating_add(1),
                Err(ChainError::ApplyExtrinsicFailed(Validity(error))) if error.exhausted_resources() => {
                    ready.report_invalid(&transaction)
                }
                Err(error) => {
                    ready.report_invalid(&transaction);
                    let reason = match error {
                        ChainError::ApplyExtrinsicFailed(Validity(reason)) => Some(reason),
                        _ => None,
                    };
                    refused.insert(*transaction.hash(), reason);
                }
            }
        }
        self.pool.report_invalid(Some(parent), refused).await;
        taken
    }

    async fn import(
        &self,
        header: <Block as BlockT>::Header,
        body: Vec<<Block as BlockT>::Extrinsic>,
        changes: StorageChanges<Block>,
    ) -> Result<(), ChainError> {
        let mut params = BlockImportParams::new(BlockOrigin::Own, header);
        params.body = Some(body);
        params.finalized = true;
        params.fork_choice = Some(ForkChoiceStrategy::LongestChain);
        params.state_action = StateAction::ApplyChanges(changes);
        self.client.import_block(params).await.map(drop).map_err(|cause| ChainError::Backend(cause.to_string()))
    }

    /// Tells the pool what became of its transactions before anyone can ask for the next
    /// block: a transaction is never offered twice.
    async fn settle(&self, hash: Hash, parent: Hash) {
        self.pool.maintain(ChainEvent::NewBestBlock { hash, tree_route: None }).await;
        self.pool.maintain(ChainEvent::Finalized { hash, tree_route: Arc::from([parent]) }).await;
    }

    fn slot_after(&self, parent: &<Block as BlockT>::Header) -> Result<Slot, ChainError> {
        if *parent.number() == 0 {
            let genesis = GENESIS_TIME_MS.checked_div(self.slot_duration.as_millis()).unwrap_or(0);
            return Ok(Slot::from(genesis.saturating_add(1)));
        }
        let slot = find_pre_digest::<Block, AuthoritySignature>(parent)
            .map_err(|cause| ChainError::Backend(cause.to_string()))?;
        Ok(Slot::from(u64::from(slot).saturating_add(1)))
    }

    fn inherents(&self, slot: Slot) -> Result<InherentData, ChainError> {
        let now = u64::from(slot).saturating_mul(self.slot_duration.as_millis());
        let mut data = InherentData::new();
        data.put_data(TIMESTAMP, &now).map_err(|cause| ChainError::Application(Box::new(cause)))?;
        Ok(data)
    }
}

fn pre_digest(slot: Slot) -> Digest {
    let item = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot);
    Digest { logs: vec![item] }
}
