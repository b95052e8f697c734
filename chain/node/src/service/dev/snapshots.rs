//! Going back: blocks are taken off the chain again, as if they had never been made.
//!
//! States are kept for ever on a development chain, so a snapshot is no more than the name of a
//! block. Going back to it takes off every later block and the block itself, and then puts that
//! one on again: so the database notes a final state that exists, and whoever follows the chain
//! hears of the new head. Transactions that wait are dropped, and their watchers are told
//! `invalid`. `retracted`, which official clients die of, is never sent: every transaction of a
//! block is final as soon as the block is, which ends its watch.

use super::{press::Press, seal::Sealed};
use crate::{
    failure::Failure,
    service::{Block, Hash},
};
use polkadot_sdk::{
    sc_client_api::{Backend as _, BlockBackend},
    sc_consensus::{StateAction, StorageChanges},
    sc_transaction_pool_api::{InPoolTransaction, TransactionPool, TxInvalidityReportMap},
    sp_blockchain::{Error as ChainError, HeaderBackend},
    sp_consensus_aura::Slot,
    sp_runtime::traits::{Block as BlockT, Header as HeaderT},
    sp_state_machine,
};

/// How many snapshots one chain keeps.
const MOST_SNAPSHOTS: usize = 65_536;

/// A moment to come back to.
#[derive(Clone, Copy, Debug)]
struct Snapshot {
    id: u64,
    head: Sealed,
    clock: Option<Slot>,
}

/// The moments that can be come back to, oldest first.
#[derive(Default)]
pub(super) struct Snapshots {
    kept: Vec<Snapshot>,
    /// Numbers are never used twice, so that a stale one is known as such.
    taken: u64,
}

impl Snapshots {
    /// Forgets all of them, but not how many there have been.
    pub fn forget(&mut self) {
        self.kept.clear();
    }
}

impl Press {
    /// Remembers the head and the clock under a number.
    pub fn snapshot(&mut self) -> Result<u64, Failure> {
        if self.snapshots.kept.len() >= MOST_SNAPSHOTS {
            return Err(Failure::new(
                format!("{MOST_SNAPSHOTS} snapshots are kept already"),
                "revert to an earlier one: that drops those after it",
            ));
        }
        let id = self.snapshots.taken.saturating_add(1);
        self.snapshots.taken = id;
        self.snapshots.kept.push(Snapshot { id, head: self.head(), clock: self.clock });
        Ok(id)
    }

    /// Goes back to a snapshot. It stays and can be come back to again; those taken after it go.
    pub async fn revert(&mut self, id: u64) -> Result<Sealed, Failure> {
        let place = self.snapshots.kept.iter().position(|kept| kept.id == id);
        let Some(kept) = place.and_then(|place| self.snapshots.kept.get(place)).copied() else {
            let what = match id {
                0 => "there is no snapshot 0".to_owned(),
                _ if id <= self.snapshots.taken => {
                    format!("snapshot {id} is gone: the chain went back before it, or began anew from a file")
                }
                _ => format!("there is no snapshot {id}"),
            };
            return Err(Failure::new(what, "`dev_snapshot` takes one and tells its number"));
        };
        self.go_back(kept.head.number).await?;
        self.clock = kept.clock;
        self.snapshots.kept.retain(|other| other.id <= id);
        Ok(kept.head)
    }

    /// Goes back to the block of that height.
    pub async fn revert_to_block(&mut self, number: u32) -> Result<Sealed, Failure> {
        let head = self.head().number;
        if number > head {
            return Err(Failure::new(
                format!("the chain cannot go back to block {number}: its head is block {head}"),
                "`dev_mine` goes forward",
            ));
        }
        self.go_back(number).await?;
        self.clock = None;
        self.snapshots.kept.retain(|kept| kept.head.number <= number);
        Ok(self.head())
    }

    /// Goes back to the block of that hash, which must be one of the chain's.
    pub async fn revert_to_hash(&mut self, hash: Hash) -> Result<Sealed, Failure> {
        let unreadable = |cause| Failure::unexpected("find the block", cause);
        match self.client.number(hash).map_err(unreadable)? {
            Some(number) => self.revert_to_block(number).await,
            None => Err(Failure::new(format!("there is no block {hash:?}"), "it may have been reverted")),
        }
    }

    /// Takes off all blocks above `number`, and what waits in the pool.
    pub(super) async fn go_back(&mut self, number: u32) -> Result<(), Failure> {
        let failed = |cause: ChainError| Failure::unexpected("go back", cause);
        if number < self.first {
            return Err(Failure::new(
                format!("the chain cannot go back to block {number}: a file gave it its first, block {}", self.first),
                "start a new chain",
            ));
        }
        self.empty_pool().await;
        let head = self.head();
        if number >= head.number {
            return Ok(());
        }
        // The first block, of the genesis or a file, cannot be made again out of one before it; it
        // need not, being found again by itself.
        if number == self.first {
            self.take_off(head.number.saturating_sub(number)).map_err(failed)?;
        } else {
            let (header, body) = self.block(number).map_err(failed)?;
            self.take_off(head.number.saturating_sub(number).saturating_add(1)).map_err(failed)?;
            let state = kept(*header.state_root());
            self.import(header, body, state).await.map_err(failed)?;
        }
        let now = self.head();
        let parent = self.client.info().genesis_hash;
        self.settle(now.hash, if number > 0 { self.parent_of(now.hash).unwrap_or(parent) } else { parent }).await;
        Ok(())
    }

    fn take_off(&self, blocks: u32) -> Result<(), ChainError> {
        let _nobody_imports = self.backend.get_import_lock().write();
        let (taken, _) = self.backend.revert(blocks, true)?;
        if taken != blocks {
            return Err(ChainError::Backend(format!("only {taken} of {blocks} blocks came off")));
        }
        Ok(())
    }

    fn block(&self, number: u32) -> Result<(<Block as BlockT>::Header, Vec<<Block as BlockT>::Extrinsic>), ChainError> {
        let missing = || ChainError::UnknownBlock(number.to_string());
        let hash = self.client.hash(number)?.ok_or_else(missing)?;
        let header = self.client.header(hash)?.ok_or_else(missing)?;
        Ok((header, self.client.block_body(hash)?.ok_or_else(missing)?))
    }

    fn parent_of(&self, hash: Hash) -> Option<Hash> {
        self.client.header(hash).ok().flatten().map(|header| *header.parent_hash())
    }

    /// Drops every transaction that waits; whoever watches one is told that it is invalid.
    async fn empty_pool(&self) {
        let ready = self.pool.ready().map(|waiting| *waiting.hash());
        let future = self.pool.futures().into_iter().map(|waiting| *waiting.hash());
        let all: TxInvalidityReportMap<Hash> = ready.chain(future).map(|hash| (hash, None)).collect();
        self.pool.report_invalid(None, all).await;
    }
}

/// A state that is there: going back takes blocks off, but a chain that keeps every state forgets
/// none of theirs, so nothing need be executed again.
fn kept(state_root: Hash) -> StateAction<Block> {
    let nothing = sp_state_machine::StorageChanges { transaction_storage_root: state_root, ..Default::default() };
    StateAction::ApplyChanges(StorageChanges::Changes(nothing))
}

#[cfg(test)]
mod tests {
    use crate::dev::{spawn, Chain, Config};
    use polkadot_sdk::{
        sc_client_api::{Backend as _, BlockBackend},
        sc_transaction_pool_api::{TransactionPool, TransactionSource, TransactionStatus},
        sp_blockchain::{Backend as _, HeaderBackend},
    };

    fn ask<T>(verb: impl std::future::Future<Output = T>) -> T {
        futures::executor::block_on(verb)
    }

    fn heads(chain: &Chain) -> (u32, u32, usize) {
        let info = chain.client().info();
        (info.best_number, info.finalized_number, chain.backend().blockchain().leaves().unwrap().len())
    }

    #[test]
    fn after_a_revert_the_chain_stands_where_it_stood() {
        let chain = spawn(Config::quiet()).unwrap();
        let before = chain.seal(5).unwrap();
        let snapshot = ask(chain.sealer().snapshot()).unwrap();
        let later = chain.seal(20).unwrap();
        assert_eq!(ask(chain.sealer().revert(snapshot)).unwrap().hash, before.hash);
        assert_eq!(heads(&chain), (5, 5, 1));
        assert_eq!(chain.client().hash(6).unwrap(), None);
        assert!(chain.client().block(later.hash).unwrap().is_none());
        // The same orders give the same blocks again, under the same hashes.
        assert_eq!(chain.seal(20).unwrap(), later);
        assert_eq!(heads(&chain), (25, 25, 1));
    }

    #[test]
    fn a_snapshot_can_be_come_back_to_again_and_drops_those_after_it() {
        let chain = spawn(Config::quiet()).unwrap();
        let outer = ask(chain.sealer().snapshot()).unwrap();
        chain.seal(3).unwrap();
        let inner = ask(chain.sealer().snapshot()).unwrap();
        chain.seal(3).unwrap();
        assert_eq!(ask(chain.sealer().revert(inner)).unwrap().number, 3);
        assert_eq!(ask(chain.sealer().revert(outer)).unwrap().number, 0);
        let gone = ask(chain.sealer().revert(inner)).unwrap_err();
        assert!(gone.what.contains("is gone"), "{gone}");
        chain.seal(2).unwrap();
        assert_eq!(ask(chain.sealer().revert(outer)).unwrap().number, 0);
        assert!(ask(chain.sealer().revert(99)).unwrap_err().what.contains("no snapshot 99"));
        assert_eq!(chain.seal(1).unwrap().number, 1);
    }

    #[test]
    fn the_clock_goes_back_with_the_chain() {
        let chain = spawn(Config::quiet()).unwrap();
        chain.seal(2).unwrap();
        let then = ask(chain.sealer().next_time()).unwrap();
        let snapshot = ask(chain.sealer().snapshot()).unwrap();
        let set = ask(chain.sealer().advance_time(3_600_000)).unwrap();
        assert_eq!(set, then + 3_600_000);
        chain.seal(1).unwrap();
        assert_eq!(ask(chain.sealer().next_time()).unwrap(), set + 12_000);
        ask(chain.sealer().revert(snapshot)).unwrap();
        assert_eq!(ask(chain.sealer().next_time()).unwrap(), then);
    }

    #[test]
    fn a_transaction_that_waits_is_dropped_by_a_revert_and_its_watcher_is_told_invalid() {
        let chain = spawn(Config::quiet()).unwrap();
        let snapshot = ask(chain.sealer().snapshot()).unwrap();
        chain.seal(2).unwrap();
        let told = ask(async {
            let best = chain.client().info().best_hash;
            let bytes = crate::service::dev::acting::tests::remark_of_alice(chain.client(), 0);
            let watch = chain.pool().submit_and_watch(best, TransactionSource::External, bytes);
            let watch = watch.await.unwrap();
            chain.sealer().revert(snapshot).await.unwrap();
            futures::StreamExt::collect::<Vec<_>>(watch).await
        });
        assert!(matches!(told.last(), Some(TransactionStatus::Invalid)), "{told:?}");
        assert!(!told.iter().any(|status| matches!(status, TransactionStatus::Retracted(_))));
        assert_eq!(chain.pool().status().ready, 0);
    }

    #[test]
    fn the_same_transaction_can_be_sent_again_after_a_revert() {
        let chain = spawn(Config::quiet()).unwrap();
        let snapshot = ask(chain.sealer().snapshot()).unwrap();
        let send = |nonce| {
            let best = chain.client().info().best_hash;
            let bytes = crate::service::dev::acting::tests::remark_of_alice(chain.client(), nonce);
            ask(chain.pool().submit_one(best, TransactionSource::External, bytes)).unwrap();
        };
        for _ in 0..2 {
            send(0);
            assert_eq!(chain.seal(1).unwrap().transactions, 1);
            send(1);
            assert_eq!(chain.seal(1).unwrap().transactions, 1);
            ask(chain.sealer().revert(snapshot)).unwrap();
        }
    }

    #[test]
    fn a_chain_that_went_back_is_found_again_where_it_stands() {
        use crate::dev::Storage;
        let folder = tempfile::tempdir().unwrap();
        let config = || Config { storage: Storage::At(folder.path().into()), ..Config::quiet() };
        let chain = spawn(config()).unwrap();
        let before = chain.seal(4).unwrap();
        chain.seal(6).unwrap();
        ask(chain.sealer().revert_to_block(4)).unwrap();
        drop(chain);
        crate::dev::tests::let_go_of(&folder);
        let chain = spawn(config()).unwrap();
        assert_eq!(chain.client().info().best_hash, before.hash);
        assert_eq!(chain.seal(1).unwrap().number, 5);
    }
}
