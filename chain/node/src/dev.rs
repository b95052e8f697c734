//! A development chain inside this process.
//!
//! ```no_run
//! let chain = myelin_node::dev::spawn(myelin_node::dev::Config::quiet())?;
//! let head = chain.seal(10)?;
//! assert_eq!(head.number, 10);
//! # Ok::<(), myelin_node::Failure>(())
//! ```

use crate::{
    chain_spec::{Options, Preset},
    executor::Execution,
    failure::Failure,
    service::dev::{start, DevNode},
};
use polkadot_sdk::{
    sc_network::config::NetworkConfiguration,
    sc_service::{
        config::{
            BlocksPruning, Configuration, DatabaseSource, ExecutorConfiguration, KeystoreConfig, PruningMode,
            RpcBatchRequestConfig, RpcConfiguration, RpcEndpoint, RpcMethods,
        },
        BasePath, Role,
    },
    sp_blockchain::HeaderBackend,
    sp_database::MemDb,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{mpsc, Arc},
};
use tempfile::TempDir;

pub use crate::service::{
    dev::{Seal, Sealed, Sealer, StateFile, Until, GENESIS_TIME_MS, MOST_BLOCKS},
    Backend, Block, Client, Hash, Pool,
};

/// How a development chain is to be.
#[derive(Clone, Debug)]
pub struct Config {
    /// What its genesis has otherwise than the preset.
    pub genesis: Options,
    /// When it makes blocks of its own accord.
    pub seal: Seal,
    /// Where it is kept.
    pub storage: Storage,
    /// The port for JSON-RPC on 127.0.0.1; 0 takes a free one, none serves nothing.
    pub rpc_port: Option<u16>,
    /// How its runtime is run.
    pub execution: Execution,
    /// What a new chain begins from in place of its genesis; it says the length of slots.
    pub state: Option<StateFile>,
}

/// Where a development chain is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Storage {
    /// In memory; gone with the chain.
    Memory,
    /// In a temporary folder; gone with the chain.
    Temporary,
    /// In this folder, to be found again.
    At(PathBuf),
}

impl Config {
    /// In memory, no port, no block before it is ordered.
    pub fn quiet() -> Self {
        Self {
            genesis: Options::default(),
            seal: Seal::OnCommand,
            storage: Storage::Memory,
            rpc_port: None,
            execution: Execution::Native,
            state: None,
        }
    }
}

/// A chain that lives as long as this value.
pub struct Chain {
    /// The running node; none only while the chain is being dropped.
    node: Option<DevNode>,
    threads: Option<tokio::runtime::Runtime>,
    /// Removed last: the node still writes while it stops.
    _folder: Option<TempDir>,
}

/// Starts a development chain; it stops and is gone when the handle is dropped.
pub fn spawn(mut config: Config) -> Result<Chain, Failure> {
    let state = config.state.take();
    if let Some(file) = &state {
        config.genesis.slot_duration_ms = Some(file.slot_duration_ms());
    }
    let threads = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("dev-chain")
        .enable_all()
        .build()
        .map_err(|cause| Failure::unexpected("start the chain's threads", cause))?;
    let (folder, base_path) = match &config.storage {
        Storage::At(path) => (None, path.clone()),
        Storage::Memory => (None, PathBuf::new()),
        Storage::Temporary => {
            let folder = tempfile::Builder::new().prefix("myelin").tempdir();
            let folder = folder.map_err(|cause| Failure::unexpected("make a folder", cause))?;
            let path = folder.path().to_path_buf();
            (Some(folder), path)
        }
    };
    let (execution, seal) = (config.execution, config.seal);
    let service = configuration(config, base_path, threads.handle().clone())?;
    // Neither the caller's thread nor its runtime need allow blocking.
    let (answer, started) = mpsc::sync_channel(1);
    threads.spawn_blocking(move || {
        // The receiver waits right below.
        let _ = answer.send(start(service, execution, seal).and_then(|node| begin(node, state)));
    });
    let node = started.recv().map_err(|cause| Failure::unexpected("start the chain", cause))?;
    match node {
        Ok(node) => Ok(Chain { node: Some(node), threads: Some(threads), _folder: folder }),
        Err(failure) => {
            threads.shutdown_background();
            Err(failure)
        }
    }
}

/// Takes a chain to the state it is to begin from.
fn begin(node: DevNode, state: Option<StateFile>) -> Result<DevNode, Failure> {
    let Some(state) = state else { return Ok(node) };
    if node.client.info().best_number > 0 {
        return Err(Failure::new(
            "a state is where a new chain begins, and this one has blocks already",
            "leave the state out to go on with the chain, or give another folder",
        ));
    }
    futures::executor::block_on(node.sealer.begin_from(state))?;
    Ok(node)
}

impl Chain {
    /// Seals `blocks` blocks and returns the last. It blocks the calling thread, so inside
    /// an asynchronous function use [`Self::sealer`].
    pub fn seal(&self, blocks: u32) -> Result<Sealed, Failure> {
        futures::executor::block_on(self.sealer().seal(blocks))
    }

    /// Orders blocks, from anywhere.
    pub fn sealer(&self) -> &Sealer {
        &self.node().sealer
    }

    /// Reads the chain.
    pub fn client(&self) -> &Arc<Client> {
        &self.node().client
    }

    /// The chain's blocks and states.
    pub fn backend(&self) -> &Arc<Backend> {
        &self.node().backend
    }

    /// The chain's transactions.
    pub fn pool(&self) -> &Arc<Pool> {
        &self.node().pool
    }

    /// Answers JSON-RPC in process, unsafe methods included.
    pub fn rpc(&self) -> &jsonrpsee::RpcModule<()> {
        &self.node().rpc
    }

    /// Where JSON-RPC is served, if a port was asked for.
    pub fn rpc_url(&self) -> Option<String> {
        self.node().rpc_addresses.first().map(|address| format!("ws://{address}"))
    }

    fn node(&self) -> &DevNode {
        self.node.as_ref().expect("the node is taken in `drop` only; qed")
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        drop(self.node.take());
        if let Some(threads) = self.threads.take() {
            // Waiting is forbidden where the handle may be dropped, inside another runtime.
            threads.shutdown_background();
        }
    }
}

fn configuration(
    config: Config,
    base_path: PathBuf,
    tokio_handle: tokio::runtime::Handle,
) -> Result<Configuration, Failure> {
    const TRIE_CACHE_BYTES: usize = 64 * 1024 * 1024;
    let data_path = base_path.join("chains").join("bittensor");
    let database = match config.storage {
        Storage::Memory => DatabaseSource::Custom { db: Arc::new(MemDb::new()), require_create_flag: true },
        _ => DatabaseSource::ParityDb { path: data_path.join("paritydb") },
    };
    Ok(Configuration {
        impl_name: "Myelin".into(),
        impl_version: env!("CARGO_PKG_VERSION").into(),
        role: Role::Authority,
        tokio_handle,
        transaction_pool: Default::default(),
        network: NetworkConfiguration::new_memory(),
        keystore: KeystoreConfig::InMemory,
        database,
        trie_cache_maximum_size: Some(TRIE_CACHE_BYTES),
        warm_up_trie_cache: None,
        state_pruning: Some(PruningMode::ArchiveAll),
        blocks_pruning: BlocksPruning::KeepAll,
        chain_spec: Box::new(Preset::Dev.build(&config.genesis)?),
        executor: ExecutorConfiguration::default(),
        wasm_runtime_overrides: None,
        rpc: rpc_configuration(config.rpc_port),
        prometheus_config: None,
        telemetry_endpoints: None,
        offchain_worker: Default::default(),
        force_authoring: false,
        disable_grandpa: true,
        dev_key_seed: None,
        tracing_targets: None,
        tracing_receiver: Default::default(),
        announce_block: false,
        data_path,
        base_path: BasePath::new(base_path),
    })
}

fn rpc_configuration(port: Option<u16>) -> RpcConfiguration {
    const MEGABYTES: u32 = 64;
    const CONNECTIONS: u32 = 256;
    const SUBSCRIPTIONS: u32 = 1024;
    const BUFFERED: u32 = 1024;
    let endpoint = |port| RpcEndpoint {
        listen_addr: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        batch_config: RpcBatchRequestConfig::Unlimited,
        max_connections: CONNECTIONS,
        max_payload_in_mb: MEGABYTES,
        max_payload_out_mb: MEGABYTES,
        max_subscriptions_per_connection: SUBSCRIPTIONS,
        max_buffer_capacity_per_connection: BUFFERED,
        rate_limit: None,
        rate_limit_trust_proxy_headers: false,
        rate_limit_whitelisted_ips: Vec::new(),
        cors: None,
        rpc_methods: RpcMethods::Unsafe,
        is_optional: false,
        retry_random_port: false,
    };
    RpcConfiguration {
        addr: Some(port.map(endpoint).into_iter().collect()),
        max_connections: CONNECTIONS,
        cors: None,
        methods: Default::default(),
        max_request_size: MEGABYTES,
        max_response_size: MEGABYTES,
        id_provider: None,
        max_subs_per_conn: SUBSCRIPTIONS,
        message_buffer_capacity: BUFFERED,
        port: 0,
        batch_config: RpcBatchRequestConfig::Unlimited,
        rate_limit: None,
        rate_limit_whitelisted_ips: Vec::new(),
        rate_limit_trust_proxy_headers: false,
        request_logger_limit: 1024,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use codec::Decode;
    use polkadot_sdk::{
        sc_client_api::{StorageKey, StorageProvider},
        sp_io::hashing::twox_128,
    };

    fn clock(chain: &Chain, block: Hash) -> u64 {
        let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
        let now = chain.client().storage(block, &StorageKey(key)).unwrap().unwrap();
        u64::decode(&mut &now.0[..]).unwrap()
    }

    fn kept_in(folder: &TempDir) -> Config {
        Config { storage: Storage::At(folder.path().into()), ..Config::quiet() }
    }

    #[test]
    fn blocks_come_when_ordered_and_are_final_at_once() {
        let chain = spawn(Config::quiet()).unwrap();
        assert_eq!(chain.client().info().best_number, 0);
        let head = chain.seal(3).unwrap();
        let info = chain.client().info();
        assert_eq!((head.number, head.hash), (3, info.best_hash));
        assert_eq!(info.finalized_hash, info.best_hash);
    }

    #[test]
    fn the_same_orders_give_the_same_blocks() {
        let (one, other) = (spawn(Config::quiet()).unwrap(), spawn(Config::quiet()).unwrap());
        assert_eq!(one.seal(20).unwrap(), other.seal(20).unwrap());
    }

    #[test]
    fn each_block_moves_the_clock_by_one_slot_of_twelve_seconds() {
        let chain = spawn(Config::quiet()).unwrap();
        let first = chain.seal(1).unwrap();
        assert_eq!(clock(&chain, first.hash), GENESIS_TIME_MS + 12_000);
        let later = chain.seal(100).unwrap();
        assert_eq!(clock(&chain, later.hash), GENESIS_TIME_MS + 101 * 12_000);
    }

    #[test]
    fn a_slot_of_another_length_keeps_chain_time_and_slots_in_step() {
        let genesis = Options { slot_duration_ms: Some(500), ..Options::default() };
        let chain = spawn(Config { genesis, ..Config::quiet() }).unwrap();
        let head = chain.seal(10).unwrap();
        assert_eq!(clock(&chain, head.hash), GENESIS_TIME_MS + 10 * 500);
    }

    #[test]
    fn a_chain_is_found_again_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let chain = spawn(kept_in(&folder)).unwrap();
        let head = chain.seal(5).unwrap();
        drop(chain);
        let_go_of(&folder);
        let chain = spawn(kept_in(&folder)).unwrap();
        assert_eq!(chain.client().info().best_hash, head.hash);
        assert_eq!(chain.seal(1).unwrap().number, 6);
    }

    #[test]
    fn a_folder_in_use_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let _chain = spawn(kept_in(&folder)).unwrap();
        let failure = spawn(kept_in(&folder)).err().unwrap();
        assert!(failure.what.contains("another process"), "{failure}");
    }

    #[test]
    fn the_folder_of_another_chain_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        drop(spawn(kept_in(&folder)).unwrap());
        let_go_of(&folder);
        let genesis = Options { slot_duration_ms: Some(500), ..Options::default() };
        let failure = spawn(Config { genesis, ..kept_in(&folder) }).err().unwrap();
        assert!(failure.what.contains("holds another chain"), "{failure}");
    }

    #[test]
    fn a_chain_is_spawned_and_dropped_inside_a_runtime_too() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let chain = spawn(Config::quiet()).unwrap();
            assert_eq!(chain.sealer().seal(2).await.unwrap().number, 2);
        });
    }

    #[test]
    fn rpc_is_served_where_it_was_asked_for() {
        let chain = spawn(Config { rpc_port: Some(0), ..Config::quiet() }).unwrap();
        assert!(chain.rpc_url().unwrap().starts_with("ws://127.0.0.1:"));
        assert_eq!(spawn(Config::quiet()).unwrap().rpc_url(), None);
    }

    /// Waits until a dropped chain has let go of its folder, which it does when its last thread ends.
    pub(crate) fn let_go_of(folder: &tempfile::TempDir) {
        // The database holds a lock on that file for as long as it is open.
        let lock = folder.path().join("chains/bittensor/paritydb/lock");
        std::fs::File::open(lock).unwrap().lock().unwrap();
    }
}
