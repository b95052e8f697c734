//! Makes one block on top of another, at a time of its own.

use super::{seal::Sealed, snapshots::Snapshots};
use crate::{
    audit::check_block,
    failure::Failure,
    service::{Backend, Block, Client, Hash, Pool},
};
use polkadot_sdk::{
    sc_block_builder::{BlockBuilder, BlockBuilderBuilder, BuiltBlock},
    sc_consensus::{BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, StateAction, StorageChanges},
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
        Digest, DigestItem, ExtrinsicInclusionMode, OpaqueExtrinsic,
    },
    sp_timestamp::INHERENT_IDENTIFIER as TIMESTAMP,
};
use std::sync::Arc;

/// Chain time of a development chain's genesis: the first of June 2026, midnight UTC.
pub const GENESIS_TIME_MS: u64 = 1_780_272_000_000;

/// The farthest the clock goes ahead at once: a hundred years of 365 days.
const FARTHEST_JUMP_MS: u64 = 100 * 365 * 24 * 60 * 60 * 1000;

/// Prints blocks.
pub(super) struct Press {
    pub(super) client: Arc<Client>,
    pub(super) backend: Arc<Backend>,
    pub(super) pool: Arc<Pool>,
    pub(super) snapshots: Snapshots,
    pub(super) slot_duration: SlotDuration,
    /// The first slot the next block may have, if the clock was set since the last one.
    pub(super) clock: Option<Slot>,
    /// The lowest block the chain can stand at: the genesis, or the first after a file's.
    pub(super) first: u32,
    /// Whether every block's state is checked as a whole.
    pub(super) checks_blocks: bool,
}

impl Press {
    pub fn new(client: Arc<Client>, backend: Arc<Backend>, pool: Arc<Pool>) -> Result<Self, Failure> {
        let genesis = client.info().genesis_hash;
        let slot_duration = client
            .runtime_api()
            .slot_duration(genesis)
            .map_err(|cause| Failure::unexpected("ask the runtime for its slot length", cause))?;
        let first = first_block(&client).map_err(|cause| Failure::unexpected("look for the first block", cause))?;
        Ok(Self {
            client,
            backend,
            pool,
            snapshots: Snapshots::default(),
            slot_duration,
            clock: None,
            first,
            checks_blocks: false,
        })
    }

    /// The newest block.
    pub fn head(&self) -> Sealed {
        let info = self.client.info();
        Sealed { hash: info.best_hash, number: info.best_number, transactions: 0 }
    }

    /// Chain time of the next block, in milliseconds.
    pub fn next_time(&self) -> Result<u64, ChainError> {
        Ok(self.time_of(self.slot_after(&self.header(self.head().hash)?)?))
    }

    /// Makes the next block begin in the first slot that does not lie before `to_ms`, and tells
    /// when that is.
    pub fn set_time(&mut self, to_ms: u64) -> Result<u64, Failure> {
        let failed = |cause| Failure::unexpected("read the chain's clock", cause);
        let head = self.header(self.head().hash).map_err(failed)?;
        let earliest = self.time_of(self.natural_slot_after(&head).map_err(failed)?);
        if to_ms < earliest {
            return Err(Failure::new(
                format!("the clock cannot be set to {to_ms} ms: the next block comes at {earliest} ms at the earliest"),
                "time runs forward only; a revert to a snapshot takes it back",
            ));
        }
        if to_ms.saturating_sub(earliest) > FARTHEST_JUMP_MS {
            return Err(Failure::new(
                format!("the clock cannot be set to {to_ms} ms: that is more than a hundred years ahead"),
                "times are milliseconds since 1970",
            ));
        }
        let slot = Slot::from(to_ms.div_ceil(self.slot_duration.as_millis().max(1)));
        self.clock = Some(slot);
        Ok(self.time_of(slot))
    }

    /// Makes the next block come `by_ms` later than it would have, and tells when that is.
    pub fn advance_time(&mut self, by_ms: u64) -> Result<u64, Failure> {
        let next = self.next_time().map_err(|cause| Failure::unexpected("read the chain's clock", cause))?;
        self.set_time(next.saturating_add(by_ms))
    }

    fn time_of(&self, slot: Slot) -> u64 {
        u64::from(slot).saturating_mul(self.slot_duration.as_millis())
    }

    fn header(&self, hash: Hash) -> Result<<Block as BlockT>::Header, ChainError> {
        self.client.header(hash)?.ok_or_else(|| ChainError::UnknownBlock(format!("{hash:?}")))
    }

    /// Makes the next block, of whatever the pool holds.
    pub async fn seal_one(&mut self) -> Result<Sealed, ChainError> {
        let (built, transactions) = {
            let mut builder = self.open()?;
            let transactions = match builder.extrinsic_inclusion_mode() {
                ExtrinsicInclusionMode::AllExtrinsics => self.fill(&mut builder, self.head().hash).await,
                ExtrinsicInclusionMode::OnlyInherents => 0,
            };
            (builder.build()?, transactions)
        };
        self.put_on(built, transactions).await
    }

    /// Makes the next block of that one transaction, whatever waits in the pool.
    pub async fn seal_only(&mut self, transaction: OpaqueExtrinsic) -> Result<Sealed, ChainError> {
        let built = {
            let mut builder = self.open()?;
            builder.push(transaction)?;
            builder.build()?
        };
        self.put_on(built, 1).await
    }

    /// Makes blocks until the pool holds nothing that goes into one.
    pub async fn seal_ready(&mut self) -> Result<(), ChainError> {
        // A transaction that fits into no block at all must not keep the press running.
        while self.pool.status().ready > 0 {
            if self.seal_one().await?.transactions == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Opens the next block and puts its inherents in.
    pub(super) fn open(&self) -> Result<BlockBuilder<'_, Block, Client>, ChainError> {
        let head = self.head();
        let slot = self.slot_after(&self.header(head.hash)?)?;
        let mut builder = BlockBuilderBuilder::new(&*self.client)
            .on_parent_block(head.hash)
            .with_parent_block_number(head.number)
            .with_inherent_digests(pre_digest(slot))
            .build()?;
        for inherent in builder.create_inherents(self.inherents(slot)?)? {
            builder.push(inherent)?;
        }
        Ok(builder)
    }

    async fn put_on(&mut self, built: BuiltBlock<Block>, transactions: usize) -> Result<Sealed, ChainError> {
        let parent = self.head().hash;
        let (block, changes) = built.into_inner();
        let (header, body) = block.deconstruct();
        let (hash, number) = (header.hash(), *header.number());
        self.import(header, body, StateAction::ApplyChanges(StorageChanges::Changes(changes))).await?;
        self.settle(hash, parent).await;
        self.clock = None;
        self.check(hash, number)?;
        Ok(Sealed { hash, number, transactions })
    }

    /// On a chain that is checked, a block after which something does not hold is an error. It stays.
    fn check(&self, hash: Hash, number: u32) -> Result<(), ChainError> {
        if !self.checks_blocks {
            return Ok(());
        }
        let broken = check_block(&self.backend, hash).map_err(|cause| ChainError::Backend(cause.to_string()))?;
        broken.map_or(Ok(()), |broken| Err(ChainError::Backend(format!("after block {number}, {broken}"))))
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

    pub(super) async fn import(
        &self,
        header: <Block as BlockT>::Header,
        body: Vec<<Block as BlockT>::Extrinsic>,
        action: StateAction<Block>,
    ) -> Result<(), ChainError> {
        let mut params = BlockImportParams::new(BlockOrigin::Own, header);
        params.body = Some(body);
        params.finalized = true;
        params.fork_choice = Some(ForkChoiceStrategy::LongestChain);
        params.state_action = action;
        // A state read from a file stands far above the genesis, and nobody will fetch what is between.
        params.create_gap = false;
        match self.client.import_block(params).await {
            Ok(ImportResult::Imported(_)) => Ok(()),
            Ok(other) => Err(ChainError::Backend(format!("the block was not taken: {other:?}"))),
            Err(cause) => Err(ChainError::Backend(cause.to_string())),
        }
    }

    /// Tells the pool what became of its transactions before anyone can ask for the next
    /// block: a transaction is never offered twice.
    pub(super) async fn settle(&self, hash: Hash, parent: Hash) {
        self.pool.maintain(ChainEvent::NewBestBlock { hash, tree_route: None }).await;
        self.pool.maintain(ChainEvent::Finalized { hash, tree_route: Arc::from([parent]) }).await;
    }

    /// The slot of the next block: the next one, or a later one the clock was set to.
    fn slot_after(&self, parent: &<Block as BlockT>::Header) -> Result<Slot, ChainError> {
        let natural = self.natural_slot_after(parent)?;
        Ok(self.clock.map_or(natural, |set| set.max(natural)))
    }

    fn natural_slot_after(&self, parent: &<Block as BlockT>::Header) -> Result<Slot, ChainError> {
        if *parent.number() == 0 {
            let genesis = GENESIS_TIME_MS.checked_div(self.slot_duration.as_millis()).unwrap_or(0);
            return Ok(Slot::from(genesis.saturating_add(1)));
        }
        let slot = find_pre_digest::<Block, AuthoritySignature>(parent)
            .map_err(|cause| ChainError::Backend(cause.to_string()))?;
        Ok(Slot::from(u64::from(slot).saturating_add(1)))
    }

    fn inherents(&self, slot: Slot) -> Result<InherentData, ChainError> {
        let now = self.time_of(slot);
        let mut data = InherentData::new();
        data.put_data(TIMESTAMP, &now).map_err(|cause| ChainError::Application(Box::new(cause)))?;
        Ok(data)
    }
}

/// The lowest block that has one before it, or the genesis: a file gives a chain one that has none.
fn first_block(client: &Client) -> Result<u32, ChainError> {
    let (mut unknown, mut known) = (0, client.info().best_number);
    if known == 0 || client.hash(1)?.is_some() {
        return Ok(0);
    }
    while known.saturating_sub(unknown) > 1 {
        let middle = unknown.midpoint(known);
        match client.hash(middle)? {
            Some(_) => known = middle,
            None => unknown = middle,
        }
    }
    Ok(known.saturating_add(1))
}

fn pre_digest(slot: Slot) -> Digest {
    let item = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot);
    Digest { logs: vec![item] }
}
