//! What every kind of node is built on: a database that belongs to this chain, a runtime this
//! binary can run, and a client over both.

pub mod dev;
pub mod local;
mod rpc;
mod serve;

use crate::{
    executor::{ensure_runnable, Execution, Executor},
    failure::Failure,
};
use codec::Encode;
use myelin_runtime::RuntimeApi;
use polkadot_sdk::{
    sc_chain_spec::construct_genesis_block,
    sc_client_api::{Backend as _, TrieCacheContext},
    sc_service::{self, config::Configuration, GenesisBlockBuilder, KeystoreContainer, TaskManager},
    sc_transaction_pool::TransactionPoolHandle,
    sp_blockchain::HeaderBackend,
    sp_core::storage::{well_known_keys::CODE, StateVersion, Storage},
    sp_panic_handler::AbortGuard,
    sp_runtime::traits::{Block as BlockT, Hash as HashT, HashingFor},
    sp_state_machine::Backend as _,
};
use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Once},
};

pub use myelin_runtime::opaque::Block;

/// Reads and extends the chain.
pub type Client = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// Keeps blocks and states.
pub type Backend = sc_service::TFullBackend<Block>;
/// Keeps transactions until a block takes them.
pub type Pool = TransactionPoolHandle<Block, Client>;
/// A block's or a transaction's hash.
pub type Hash = <Block as BlockT>::Hash;

/// A client on an open database, and what it was made with.
pub(crate) struct Foundation {
    pub client: Arc<Client>,
    pub backend: Arc<Backend>,
    pub keystore: KeystoreContainer,
    pub tasks: TaskManager,
}

/// Opens the chain of `config`, creating its database where there is none.
pub(crate) fn open(config: &Configuration, execution: Execution) -> Result<Foundation, Failure> {
    let genesis = config.chain_spec.as_storage_builder().build_storage().map_err(|cause| {
        Failure::new(
            format!("the chain's genesis cannot be read: {cause}"),
            "write the file again with `myelin build-spec`",
        )
    })?;
    ensure_runnable(genesis.top.get(CODE).map_or(&[], Vec::as_slice), execution)?;

    let backend = open_database(config)?;
    ensure_same_chain(config, &backend, &genesis)?;
    ensure_head_runnable(config, &backend, execution)?;

    let executor = Executor::new(sc_service::new_wasm_executor(&config.executor), execution);
    let builder =
        GenesisBlockBuilder::new_with_storage(genesis, !config.no_genesis(), backend.clone(), executor.clone())
            .map_err(|cause| Failure::unexpected("build the genesis block", cause))?;
    let parts = guarded(|| {
        sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
            config, None, executor, backend, builder, false,
        )
    });
    let (client, backend, keystore, tasks) = parts
        .map_err(|panic| Failure::database(config.database.path(), &panic))?
        .map_err(|cause| Failure::unexpected("open the chain", cause))?;
    Ok(Foundation { client: Arc::new(client), backend, keystore, tasks })
}

/// A damaged database may make its library panic while opening; that is a failure like any
/// other and not a bug to report.
fn open_database(config: &Configuration) -> Result<Arc<Backend>, Failure> {
    let path = config.database.path();
    guarded(|| sc_service::new_db_backend(config.db_config()))
        .map_err(|panic| Failure::database(path, &panic))?
        .map_err(|cause| Failure::database(path, &cause.to_string()))
}

thread_local! {
    /// Whether a panic on this thread is expected and goes into a [`Failure`].
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `open`, turning a panic into its message instead of a bug report.
fn guarded<T>(open: impl FnOnce() -> T) -> Result<T, String> {
    static SILENCER: Once = Once::new();
    SILENCER.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                report(info);
            }
        }));
    });
    let _unwind = AbortGuard::force_unwind();
    GUARDED.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(open));
    GUARDED.set(false);
    outcome.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_else(|| "the database library stopped".to_owned())
    })
}

/// A database remembers its genesis; following another chain on top of it would only fail
/// later and less clearly.
fn ensure_same_chain(config: &Configuration, backend: &Backend, genesis: &Storage) -> Result<(), Failure> {
    let info = backend.blockchain().info();
    if info.finalized_state.is_none() {
        return Ok(());
    }
    let expected = genesis_hash(genesis);
    if info.genesis_hash == expected {
        return Ok(());
    }
    let place = config.base_path.path().display();
    Err(Failure::new(
        format!(
            "{place} holds another chain: its genesis is {:?}, the genesis of `{}` is {expected:?}",
            info.genesis_hash,
            config.chain_spec.name(),
        ),
        "give the `--chain` this data was made with, or a new `--base-path`",
    ))
}

fn ensure_head_runnable(config: &Configuration, backend: &Backend, execution: Execution) -> Result<(), Failure> {
    let info = backend.blockchain().info();
    if info.finalized_state.is_none() {
        return Ok(());
    }
    let path = config.database.path();
    let code = guarded(|| {
        let state = backend.state_at(info.best_hash, TrieCacheContext::Untrusted).map_err(|cause| cause.to_string())?;
        state.storage(CODE)
    });
    let code = code.and_then(|read| read).map_err(|cause| Failure::database(path, &cause))?;
    let code = code.ok_or_else(|| Failure::database(path, "its head has no state"))?;
    ensure_runnable(&code, execution)
}

/// The hash a chain with this genesis state begins with.
fn genesis_hash(genesis: &Storage) -> Hash {
    type Hashing = HashingFor<Block>;
    let version = match myelin_runtime::VERSION.system_version {
        0 => StateVersion::V0,
        _ => StateVersion::V1,
    };
    let children = genesis.children_default.values().map(|child| {
        let pairs = child.data.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        let key = child.child_info.prefixed_storage_key().into_inner();
        (key, Hashing::trie_root(pairs, version).encode())
    });
    let top = genesis.top.iter().map(|(key, value)| (key.clone(), value.clone()));
    let state_root = Hashing::trie_root(top.chain(children).collect(), version);
    construct_genesis_block::<Block>(state_root, version).header().hash()
}
