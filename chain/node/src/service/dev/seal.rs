//! The seal loop of a development chain: blocks when they are wanted, at a time of their own.
//!
//! Chain time has nothing to do with the clock on the wall: it begins at [`GENESIS_TIME_MS`]
//! and each block moves it by one slot, so that the same orders give the same blocks on every
//! machine, as fast as it can make them. Every block is final when it is sealed.

use super::{
    acting::{decode_call, Write},
    press::Press,
    until::{Until, MOST_BLOCKS},
};
use crate::{
    failure::Failure,
    service::{Backend, Client, Hash, Pool},
};
use futures::{
    channel::{mpsc, oneshot},
    future::BoxFuture,
    stream::{self, BoxStream},
    FutureExt, StreamExt,
};
use myelin_runtime::AccountId;
use polkadot_sdk::{sc_transaction_pool_api::TransactionPool, sp_blockchain::Error as ChainError};
use std::{
    sync::{
        atomic::{AtomicU64, Ordering},
        Arc, Weak,
    },
    time::Duration,
};

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

/// Gives a development chain orders. They are served one after the other; one whose future is
/// dropped ends after the block it is at.
#[derive(Clone)]
pub struct Sealer {
    orders: mpsc::UnboundedSender<Order>,
    /// How often everything under way was called off.
    called_off: Arc<AtomicU64>,
    seal: Seal,
}

type Order = Box<dyn for<'a> FnOnce(&'a mut Press) -> BoxFuture<'a, ()> + Send>;

/// Whether somebody still waits for the blocks of an order.
pub(super) struct Patience {
    asker: Weak<()>,
    called_off: Arc<AtomicU64>,
    when_asked: u64,
}

impl Patience {
    /// Refuses to go on where nobody waits any more.
    pub fn check(&self, made: u32) -> Result<(), Failure> {
        let stays = self.asker.strong_count() > 0 && self.called_off.load(Ordering::Acquire) == self.when_asked;
        if stays {
            return Ok(());
        }
        Err(Failure::new(format!("called off after {made} blocks"), "those blocks stay; a revert takes them back"))
    }
}

impl Sealer {
    /// Seals `blocks` blocks and returns the last; none at all returns the present head.
    pub async fn seal(&self, blocks: u32) -> Result<Sealed, Failure> {
        self.ask(move |press, patience| make(press, blocks, patience).boxed()).await
    }

    /// Seals one block, but only if the pool has something to put into it.
    pub async fn seal_pending(&self) -> Result<Sealed, Failure> {
        self.ask(|press, patience| {
            async move {
                if press.pool.status().ready == 0 {
                    return Err(Failure::new("the pool holds no transaction that could go into a block", ""));
                }
                make(press, 1, patience).await
            }
            .boxed()
        })
        .await
    }

    /// Makes blocks until `until` holds, at most `at_most` and [`MOST_BLOCKS`] of them; none if it
    /// holds already. What it does not reach within them, it says; the blocks made stay.
    pub async fn mine_until(&self, until: Until, at_most: u32) -> Result<Sealed, Failure> {
        self.own_time()?;
        self.ask(move |press, patience| press.mine_until(until, at_most, patience).boxed()).await
    }

    /// Chain time of the next block, in milliseconds since 1970.
    pub async fn next_time(&self) -> Result<u64, Failure> {
        self.ask(|press, _| {
            let time = press.next_time().map_err(|cause| Failure::unexpected("read the clock", cause));
            async move { time }.boxed()
        })
        .await
    }

    /// Lets the next block come at `to_ms`, or in the first slot after, and returns when that is.
    pub async fn set_time(&self, to_ms: u64) -> Result<u64, Failure> {
        self.own_time()?;
        self.ask(move |press, _| {
            let set = press.set_time(to_ms);
            async move { set }.boxed()
        })
        .await
    }

    /// Lets the next block come `by_ms` later, and returns when that is.
    pub async fn advance_time(&self, by_ms: u64) -> Result<u64, Failure> {
        self.own_time()?;
        self.ask(move |press, _| {
            let set = press.advance_time(by_ms);
            async move { set }.boxed()
        })
        .await
    }

    /// Remembers this moment and returns its number.
    pub async fn snapshot(&self) -> Result<u64, Failure> {
        self.own_time()?;
        self.ask(|press, _| {
            let taken = press.snapshot();
            async move { taken }.boxed()
        })
        .await
    }

    /// Goes back to a snapshot and returns its head. It can be come back to again; those taken
    /// after it are gone, and so is what waits in the pool.
    pub async fn revert(&self, snapshot: u64) -> Result<Sealed, Failure> {
        self.own_time()?;
        self.ask(move |press, _| press.revert(snapshot).boxed()).await
    }

    /// Goes back to the block of that height, as [`Self::revert`] does.
    pub async fn revert_to_block(&self, number: u32) -> Result<Sealed, Failure> {
        self.own_time()?;
        self.ask(move |press, _| press.revert_to_block(number).boxed()).await
    }

    /// Goes back to the block of that hash, as [`Self::revert`] does.
    pub async fn revert_to_hash(&self, hash: Hash) -> Result<Sealed, Failure> {
        self.own_time()?;
        self.ask(move |press, _| press.revert_to_hash(hash).boxed()).await
    }

    /// Makes the encoded `call` as `who`, without the key, in a block of its own. The account's
    /// nonce and fee are checked as ever.
    pub async fn act(&self, who: AccountId, call: Vec<u8>) -> Result<Sealed, Failure> {
        let call = decode_call(&call)?;
        self.ask(move |press, _| press.act(who, call).boxed()).await
    }

    /// Makes the encoded `call` as root in a block of its own.
    pub async fn act_as_root(&self, call: Vec<u8>) -> Result<Sealed, Failure> {
        let call = decode_call(&call)?;
        self.ask(move |press, _| press.act_as_root(call).boxed()).await
    }

    /// Writes raw storage, all of it in one block.
    pub async fn write(&self, writes: Vec<Write>) -> Result<Sealed, Failure> {
        self.ask(move |press, _| press.write(writes).boxed()).await
    }

    /// Checks the whole state after every block from now on, or no longer. A block after which
    /// something does not hold ends the order it was made by; it stays.
    pub async fn check_blocks(&self, wanted: bool) -> Result<(), Failure> {
        self.ask(move |press, _| {
            press.checks_blocks = wanted;
            async { Ok(()) }.boxed()
        })
        .await
    }

    /// Calls off the order under way and those that wait; the blocks already made stay.
    pub fn call_off(&self) {
        self.called_off.fetch_add(1, Ordering::AcqRel);
    }

    /// A chain whose blocks follow the clock on the wall has no time to be moved about.
    pub(super) fn own_time(&self) -> Result<(), Failure> {
        match self.seal {
            Seal::Every(pace) => Err(Failure::new(
                format!("this chain makes a block every {} ms; its time cannot be moved", pace.as_millis()),
                "start it without an interval",
            )),
            Seal::OnTransaction | Seal::OnCommand => Ok(()),
        }
    }

    pub(super) async fn ask<T: Send + 'static>(
        &self,
        work: impl for<'a> FnOnce(&'a mut Press, Patience) -> BoxFuture<'a, Result<T, Failure>> + Send + 'static,
    ) -> Result<T, Failure> {
        let gone = || Failure::new("the chain has stopped", "");
        let (answer, told) = oneshot::channel();
        let asker = Arc::new(());
        let patience = Patience {
            asker: Arc::downgrade(&asker),
            called_off: self.called_off.clone(),
            when_asked: self.called_off.load(Ordering::Acquire),
        };
        let order: Order = Box::new(move |press| {
            async move {
                let outcome = work(press, patience).await;
                // Whoever asked may have gone; the blocks stay.
                let _ = answer.send(outcome);
            }
            .boxed()
        });
        self.orders.unbounded_send(order).map_err(|_| gone())?;
        let outcome = told.await.map_err(|_| gone())?;
        drop(asker);
        outcome
    }
}

/// Makes `blocks` blocks; none at all gives the present head.
async fn make(press: &mut Press, blocks: u32, patience: Patience) -> Result<Sealed, Failure> {
    if blocks > MOST_BLOCKS {
        return Err(Failure::new(format!("{blocks} blocks are too many at once"), format!("at most {MOST_BLOCKS}")));
    }
    let mut last = press.head();
    for made in 0..blocks {
        patience.check(made)?;
        last = press.next().await?;
    }
    Ok(last)
}

/// Makes the loop and the handle that gives it orders.
pub(crate) fn prepare(
    client: Arc<Client>,
    backend: Arc<Backend>,
    pool: Arc<Pool>,
    seal: Seal,
) -> Result<(Sealer, impl std::future::Future<Output = ()>), Failure> {
    let (orders, inbox) = mpsc::unbounded();
    let press = Press::new(client, backend, pool)?;
    Ok((Sealer { orders, called_off: Arc::default(), seal }, run(press, seal, inbox)))
}

async fn run(mut press: Press, seal: Seal, mut orders: mpsc::UnboundedReceiver<Order>) {
    let wanted: BoxStream<'static, ()> = match seal {
        Seal::OnTransaction => press.pool.import_notification_stream().map(drop).boxed(),
        Seal::Every(pace) => ticks(pace).boxed(),
        Seal::OnCommand => stream::pending().boxed(),
    };
    let mut wanted = wanted.fuse();
    loop {
        futures::select! {
            order = orders.select_next_some() => order(&mut press).await,
            () = wanted.select_next_some() => {
                if let Err(cause) = answer_call(&mut press, seal).await {
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

async fn answer_call(press: &mut Press, seal: Seal) -> Result<(), ChainError> {
    if seal != Seal::OnTransaction {
        return press.seal_one().await.map(drop);
    }
    // One notification a transaction, and one block may take them all.
    press.seal_ready().await
}
