//! The development node: one process, no network, blocks on demand.

use super::{open, rpc, seal, Backend, Client, Foundation, Pool};
use crate::{executor::Execution, failure::Failure};
use jsonrpsee::RpcModule;
use polkadot_sdk::{
    sc_rpc::DenyUnsafe,
    sc_service::{self, config::Configuration, TaskManager, TransactionPoolOptions},
    sc_transaction_pool::{self, TransactionPoolType},
};
use std::{net::SocketAddr, sync::Arc};

pub use seal::{Seal, Sealed, Sealer, GENESIS_TIME_MS};

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
pub fn start(mut config: Configuration, execution: Execution, seal: Seal) -> Result<DevNode, Failure> {
    let Foundation { client, backend, keystore, mut tasks } = open(&config, execution)?;
    let pool = Arc::new(
        sc_transaction_pool::Builder::new(tasks.spawn_essential_handle(), client.clone(), true.into())
            .with_options(pool_options())
            .build(),
    );
    let (sealer, sealing) = seal::prepare(client.clone(), pool.clone(), seal)?;
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

    let rpc_addresses = serve(&mut config, &mut tasks, module.clone())?;
    let mut rpc = module;
    rpc.extensions_mut().insert(DenyUnsafe::No);
    tasks.keep_alive(config.base_path);
    Ok(DevNode { client, backend, pool, sealer, rpc, rpc_addresses, tasks })
}

/// Listens where the configuration says, which may be nowhere.
fn serve(
    config: &mut Configuration,
    tasks: &mut TaskManager,
    module: RpcModule<()>,
) -> Result<Vec<SocketAddr>, Failure> {
    if config.rpc.addr.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let runtime = sc_service::create_rpc_runtime(config.rpc.max_connections)
        .map_err(|cause| Failure::unexpected("start the threads of JSON-RPC", cause))?;
    let ids = config.rpc.id_provider.take();
    let server = sc_service::start_rpc_servers(&config.rpc, None, &config.tokio_handle, module, runtime, ids)
        .map_err(|cause| Failure::unexpected("serve JSON-RPC", cause))?;
    let addresses = server.listen_addrs().to_vec();
    tasks.keep_alive(server);
    Ok(addresses)
}

/// Blocks follow one another without forks here, so the pool keeps one view; and nothing is
/// banned, because on this chain people try the same transaction again on purpose.
fn pool_options() -> TransactionPoolOptions {
    const TRANSACTIONS: usize = 65_536;
    const BYTES: usize = 256 * 1024 * 1024;
    TransactionPoolOptions::new_with_params(TRANSACTIONS, BYTES, None, TransactionPoolType::SingleState, true, false)
}
