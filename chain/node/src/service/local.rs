//! A node of a network: Aura makes blocks in real slots, GRANDPA makes them final.

use super::{open, rpc, Backend, Block, Client, Foundation, Hash, Pool};
use crate::{executor::Execution, failure::Failure};
use polkadot_sdk::{
    sc_basic_authorship::ProposerFactory,
    sc_consensus::{DefaultImportQueue, LongestChain},
    sc_consensus_aura::{self, CompatibilityMode, ImportQueueParams, SlotDuration, SlotProportion, StartAuraParams},
    sc_consensus_grandpa::{
        self as grandpa, GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState, VotingRulesBuilder,
    },
    sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging,
    sc_network::{
        config::{FullNetworkConfiguration, NetworkBackendType},
        multiaddr::Protocol,
        service::traits::{NetworkService, NotificationService},
        types::ProtocolName,
        Litep2pNetworkBackend, Multiaddr, NetworkBackend, NetworkWorker,
    },
    sc_network_sync::SyncingService,
    sc_service::{
        self, config::Configuration, BuildNetworkParams, ChainType, Role, SpawnEssentialTaskHandle, SpawnTaskHandle,
        SpawnTasksParams, TaskManager, WarpSyncConfig,
    },
    sc_transaction_pool,
    sc_transaction_pool_api::OffchainTransactionPoolFactory,
    sp_blockchain::HeaderBackend,
    sp_consensus_aura::{inherents::InherentDataProvider as SlotInherent, sr25519::AuthorityPair},
    sp_keystore::KeystorePtr,
    sp_timestamp::InherentDataProvider as TimeInherent,
    substrate_prometheus_endpoint::Registry,
};
use std::{sync::Arc, time::Duration};

type HeadChoice = LongestChain<Backend, Block>;
type FinalityImport = GrandpaBlockImport<Backend, Block, Client, HeadChoice>;
type FinalityLink = LinkHalf<Block, Client, HeadChoice>;

/// How often, in blocks, a proof of finality is kept for nodes that synchronise later.
const JUSTIFICATION_PERIOD: u32 = 512;

/// A running node of a network.
pub struct NetworkNode {
    /// Everything that runs; the node stops when this is dropped.
    pub tasks: TaskManager,
    /// Where JSON-RPC is served.
    pub rpc_urls: Vec<String>,
    /// What others reach this node by.
    pub peer_id: String,
}

/// Starts a node of a network, on the network stack its configuration names. It must be
/// called where `tokio` allows blocking.
pub fn start(config: Configuration, execution: Execution) -> Result<NetworkNode, Failure> {
    match config.network.network_backend {
        NetworkBackendType::Libp2p => start_on::<NetworkWorker<Block, Hash>>(config, execution),
        NetworkBackendType::Litep2p => start_on::<Litep2pNetworkBackend>(config, execution),
    }
}

/// What making and importing blocks shares.
struct Consensus {
    select_chain: HeadChoice,
    import: FinalityImport,
    link: FinalityLink,
    slot_duration: SlotDuration,
}

fn start_on<Net: NetworkBackend<Block, Hash>>(
    config: Configuration,
    execution: Execution,
) -> Result<NetworkNode, Failure> {
    let foundation = open(&config, execution)?;
    let pool = Arc::new(
        sc_transaction_pool::Builder::new(
            foundation.tasks.spawn_essential_handle(),
            foundation.client.clone(),
            config.role.is_authority().into(),
        )
        .with_options(config.transaction_pool.clone())
        .with_prometheus(config.prometheus_registry())
        .build(),
    );
    let consensus = prepare_consensus(&foundation).map_err(|cause| Failure::unexpected("prepare consensus", cause))?;
    let queue = import_queue(&foundation, &consensus, &config)
        .map_err(|cause| Failure::unexpected("prepare the import of blocks", cause))?;
    join::<Net>(config, foundation, pool, consensus, queue)
        .map_err(|cause| Failure::unexpected("join the network", cause))
}

fn prepare_consensus(parts: &Foundation) -> Result<Consensus, sc_service::Error> {
    let client = &parts.client;
    let select_chain = LongestChain::new(parts.backend.clone());
    let (import, link) =
        grandpa::block_import(client.clone(), JUSTIFICATION_PERIOD, client, select_chain.clone(), None)?;
    let slot_duration = sc_consensus_aura::slot_duration(&**client)?;
    Ok(Consensus { select_chain, import, link, slot_duration })
}

/// The slot and the time of a block made or checked now.
fn slot_and_time(slot_duration: SlotDuration) -> (SlotInherent, TimeInherent) {
    let time = TimeInherent::from_system_time();
    (SlotInherent::from_timestamp_and_slot_duration(*time, slot_duration), time)
}

fn import_queue(
    parts: &Foundation,
    consensus: &Consensus,
    config: &Configuration,
) -> Result<DefaultImportQueue<Block>, sc_service::Error> {
    let slot_duration = consensus.slot_duration;
    let params = ImportQueueParams {
        block_import: consensus.import.clone(),
        justification_import: Some(Box::new(consensus.import.clone())),
        client: parts.client.clone(),
        create_inherent_data_providers: move |_, ()| async move { Ok(slot_and_time(slot_duration)) },
        spawner: &parts.tasks.spawn_essential_handle(),
        registry: config.prometheus_registry(),
        check_for_equivocation: Default::default(),
        telemetry: None,
        compatibility_mode: CompatibilityMode::None,
    };
    Ok(sc_consensus_aura::import_queue::<AuthorityPair, _, _, _, _, _>(params)?)
}

/// Connects to the network and starts everything a node of it does.
fn join<Net: NetworkBackend<Block, Hash>>(
    config: Configuration,
    parts: Foundation,
    pool: Arc<Pool>,
    consensus: Consensus,
    queue: DefaultImportQueue<Block>,
) -> Result<NetworkNode, sc_service::Error> {
    let Foundation { client, backend, keystore, mut tasks } = parts;
    let registry = config.prometheus_registry().cloned();
    let metrics = Net::register_notification_metrics(registry.as_ref());
    let mut net_config = FullNetworkConfiguration::<Block, Hash, Net>::new(&config.network, registry.clone());
    let genesis = client.info().genesis_hash;
    let protocol = grandpa::protocol_standard_name(&genesis, &config.chain_spec);
    let (finality_protocol, votes) =
        grandpa::grandpa_peers_set_config::<_, Net>(protocol.clone(), metrics.clone(), net_config.peer_store_handle());
    net_config.add_notification_protocol(finality_protocol);
    let warp = Arc::new(grandpa::warp_proof::NetworkProvider::new(
        backend.clone(),
        consensus.link.shared_authority_set().clone(),
        Vec::new(),
    ));
    let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
        sc_service::build_network(BuildNetworkParams {
            config: &config,
            net_config,
            client: client.clone(),
            transaction_pool: pool.clone(),
            spawn_handle: tasks.spawn_handle(),
            spawn_essential_handle: tasks.spawn_essential_handle(),
            import_queue: queue,
            block_announce_validator_builder: None,
            warp_sync_config: Some(WarpSyncConfig::WithProvider(warp)),
            block_relay: None,
            metrics,
            gap_sync_body_policy: None,
        })?;

    let duties = Duties::of(&config, consensus.slot_duration);
    let rpc_builder = {
        let (client, pool) = (client.clone(), pool.clone());
        Box::new(move |_| rpc::common(client.clone(), pool.clone()))
    };
    let handlers = sc_service::spawn_tasks(SpawnTasksParams {
        config,
        client: client.clone(),
        backend,
        task_manager: &mut tasks,
        keystore: keystore.keystore(),
        transaction_pool: pool.clone(),
        rpc_builder,
        network: network.clone(),
        system_rpc_tx,
        tx_handler_controller,
        sync_service: sync_service.clone(),
        telemetry: None,
        tracing_execute_block: None,
    })?;
    let rpc_urls = handlers.listen_addresses().iter().map(url).collect();
    let peer_id = network.local_peer_id().to_base58();

    let links = Links {
        client,
        pool,
        network,
        sync: sync_service,
        keystore: keystore.keystore(),
        spawner: tasks.spawn_handle(),
        essential: tasks.spawn_essential_handle(),
        registry,
    };
    duties.author(&links, &consensus)?;
    duties.finalise(links, consensus, votes, protocol)?;
    Ok(NetworkNode { tasks, rpc_urls, peer_id })
}

/// `/ip4/127.0.0.1/tcp/9944` as people paste it into a client.
fn url(address: &Multiaddr) -> String {
    let mut ip = String::new();
    let mut port = String::new();
    for part in address.iter() {
        match part {
            Protocol::Ip4(address) => ip = address.to_string(),
            Protocol::Ip6(address) => ip = format!("[{address}]"),
            Protocol::Tcp(number) => port = number.to_string(),
            _ => {}
        }
    }
    format!("ws://{ip}:{port}")
}

/// What this node does for the network beside following it.
struct Duties {
    authority: bool,
    votes: bool,
    force_authoring: bool,
    name: String,
    role: Role,
    /// A chain for trying things out, where votes need not lag behind the head.
    trial: bool,
    slot_duration: SlotDuration,
}

/// What the duties work with.
struct Links {
    client: Arc<Client>,
    pool: Arc<Pool>,
    network: Arc<dyn NetworkService>,
    sync: Arc<SyncingService<Block>>,
    keystore: KeystorePtr,
    spawner: SpawnTaskHandle,
    essential: SpawnEssentialTaskHandle,
    registry: Option<Registry>,
}

impl Duties {
    fn of(config: &Configuration, slot_duration: SlotDuration) -> Self {
        Self {
            authority: config.role.is_authority(),
            votes: !config.disable_grandpa,
            force_authoring: config.force_authoring,
            name: config.network.node_name.clone(),
            role: config.role,
            trial: config.chain_spec.chain_type() != ChainType::Live,
            slot_duration,
        }
    }

    /// Makes a block in each slot that is this node's.
    fn author(&self, links: &Links, consensus: &Consensus) -> Result<(), sc_service::Error> {
        if !self.authority {
            return Ok(());
        }
        let slot_duration = self.slot_duration;
        let proposer_factory = ProposerFactory::new(
            links.spawner.clone(),
            links.client.clone(),
            links.pool.clone(),
            links.registry.as_ref(),
            None,
        );
        let aura = sc_consensus_aura::start_aura::<AuthorityPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
            slot_duration,
            client: links.client.clone(),
            select_chain: consensus.select_chain.clone(),
            block_import: consensus.import.clone(),
            proposer_factory,
            sync_oracle: links.sync.clone(),
            justification_sync_link: links.sync.clone(),
            create_inherent_data_providers: move |_, ()| async move { Ok(slot_and_time(slot_duration)) },
            force_authoring: self.force_authoring,
            backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging::default()),
            keystore: links.keystore.clone(),
            block_proposal_slot_portion: SlotProportion::new(2.0 / 3.0),
            max_block_proposal_slot_portion: None,
            telemetry: None,
            compatibility_mode: CompatibilityMode::None,
        })?;
        links.essential.spawn_blocking("aura", Some("block-authoring"), aura);
        Ok(())
    }

    /// Votes on which blocks are final, or follows the votes of others.
    fn finalise(
        self,
        links: Links,
        consensus: Consensus,
        votes: Box<dyn NotificationService>,
        protocol_name: ProtocolName,
    ) -> Result<(), sc_service::Error> {
        if !self.votes {
            return Ok(());
        }
        let config = grandpa::Config {
            gossip_duration: gossip_duration(self.slot_duration),
            justification_generation_period: JUSTIFICATION_PERIOD,
            name: Some(self.name),
            observer_enabled: false,
            keystore: self.authority.then_some(links.keystore),
            local_role: self.role,
            telemetry: None,
            protocol_name,
        };
        // Clients want a block final within a block or two; only a chain that forks in earnest
        // needs the default rules, which vote some blocks behind the head.
        let voting_rule =
            if self.trial { VotingRulesBuilder::new().build() } else { VotingRulesBuilder::default().build() };
        let voter = grandpa::run_grandpa_voter(GrandpaParams {
            config,
            link: consensus.link,
            network: links.network,
            sync: links.sync,
            notification_service: votes,
            voting_rule,
            prometheus_registry: links.registry,
            shared_voter_state: SharedVoterState::empty(),
            telemetry: None,
            offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(links.pool),
        })?;
        links.essential.spawn_blocking("grandpa-voter", None, voter);
        Ok(())
    }
}

/// A round waits a few of these for votes, so that they must be short against a slot.
fn gossip_duration(slot_duration: SlotDuration) -> Duration {
    const LONGEST: Duration = Duration::from_millis(333);
    const PARTS_OF_A_SLOT: u32 = 4;
    let part = slot_duration.as_duration().checked_div(PARTS_OF_A_SLOT);
    part.unwrap_or(LONGEST).min(LONGEST)
}
