//! The development node: one process, no network, blocks on demand.

mod acting;
mod edit;
mod load;
mod populate;
mod press;
mod seal;
mod snapshots;
mod state_file;
mod until;
mod verbs;

use super::{open, rpc, serve, Backend, Client, Foundation, Pool};
use crate::{executor::Execution, failure::Failure};
use jsonrpsee::RpcModule;
use polkadot_sdk::{
    sc_rpc::DenyUnsafe,
    sc_service::{config::Configuration, TaskManager, TransactionPoolOptions},
    sc_transaction_pool::{self, TransactionPoolType},
};
use std::{net::SocketAddr, sync::Arc};

pub(super) use verbs::module as verbs;

pub use press::GENESIS_TIME_MS;
pub use seal::{Seal, Sealed, Sealer};
pub use state_file::StateFile;
pub use until::{Until, MOST_BLOCKS};

/// A running development node.
pub struct DevNode {
    /// Reads the chain.
    pub client: Arc<Client>,
    /// Its blocks and states.
    pub backend: Arc<Backend>,
    /// Its transactions.
    pub pool: Arc<Pool>,
    /// Orders blocks.
    pub sealer: Sealer,
    /// Answers JSON-RPC in process, unsafe methods included.
    pub rpc: RpcModule<()>,
    /// Where JSON-RPC is served; empty if nowhere.
    pub rpc_addresses: Vec<SocketAddr>,
    /// Everything that runs; the node stops when this is dropped.
    pub tasks: TaskManager,
}

/// Starts a development node. It must be called where `tokio` allows blocking.
pub fn start(config: Configuration, execution: Execution, seal: Seal) -> Result<DevNode, Failure> {
    let Foundation { client, backend, keystore, mut tasks } = open(&config, execution)?;
    let pool = Arc::new(
        sc_transaction_pool::Builder::new(tasks.spawn_essential_handle(), client.clone(), true.into())
            .with_options(pool_options())
            .build(),
    );
    let (sealer, sealing) = seal::prepare(client.clone(), backend.clone(), pool.clone(), seal)?;
    tasks.spawn_essential_handle().spawn_blocking("seal", None, sealing);

    let parts = rpc::Parts {
        client: client.clone(),
        backend: backend.clone(),
        pool: pool.clone(),
        keystore: keystore.keystore(),
        config: &config,
        spawner: Arc::new(tasks.spawn_handle()),
    };
    let (module, answering) =
        rpc::stand_alone(parts, sealer.clone()).map_err(|cause| Failure::unexpected("set up JSON-RPC", cause))?;
    tasks.spawn_handle().spawn("system-rpc", None, answering);

    let served = serve::serve(&config.rpc, &config.tokio_handle, module.clone())?;
    let rpc_addresses = served.addresses.clone();
    tasks.keep_alive(served);
    let mut rpc = module;
    rpc.extensions_mut().insert(DenyUnsafe::No);
    tasks.keep_alive(config.base_path);
    Ok(DevNode { client, backend, pool, sealer, rpc, rpc_addresses, tasks })
}

/// Blocks follow one another without forks here, so the pool keeps one view; and nothing is
/// banned, because on this chain people try the same transaction again on purpose.
fn pool_options() -> TransactionPoolOptions {
    const TRANSACTIONS: usize = 65_536;
    const BYTES: usize = 256 * 1024 * 1024;
    TransactionPoolOptions::new_with_params(TRANSACTIONS, BYTES, None, TransactionPoolType::SingleState, true, false)
}
