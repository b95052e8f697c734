//! `myelin node` and `myelin build-spec`: their arguments, and what they do.

use crate::{
    chain_spec::{self, Options, Preset},
    executor::Execution,
    failure::Failure,
    identity::Identity,
    service::{dev, local},
};
use clap::{Args, ValueEnum};
use myelin_runtime::genesis::{LOCALNET_FAST_PRESET, LOCALNET_PRESET};
use polkadot_sdk::{
    sc_cli::{self, RunCmd, SubstrateCli},
    sc_service::{
        config::{Configuration, RpcEndpoint},
        ChainSpec, ChainType, PruningMode, TaskManager,
    },
};
use std::{net::TcpListener, path::PathBuf, time::Duration};

/// Arguments of `myelin node`.
#[derive(Debug, Clone, Args)]
pub struct NodeArgs {
    /// How the chain's runtime is run.
    #[arg(long, value_enum, default_value_t = Execution::Native)]
    pub execution: Execution,

    /// When a development chain makes a block.
    #[arg(long, value_enum, default_value_t = SealOn::Transaction)]
    pub seal: SealOn,

    /// Make a block of a development chain every so many milliseconds, whatever the pool holds.
    #[arg(long, value_name = "MS", conflicts_with = "seal")]
    pub seal_interval_ms: Option<u64>,

    /// Give `--chain localnet` slots of 250 ms and short delays.
    #[arg(long)]
    pub fast: bool,

    #[allow(missing_docs)]
    #[command(flatten)]
    pub run: RunCmd,
}

/// What makes a development chain seal a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SealOn {
    /// A transaction in the pool.
    Transaction,
    /// `dev_seal` or `engine_createBlock`, and nothing else.
    Command,
}

/// Arguments of `myelin build-spec`.
#[derive(Debug, Clone, Args)]
pub struct BuildSpecArgs {
    /// The preset to begin from: `dev`, `local`, `localnet` or `localnet-fast`.
    #[arg(long, value_name = "PRESET")]
    pub chain: String,

    /// The length of a slot; mainnet's is 12000.
    #[arg(long, value_name = "MS")]
    pub slot_duration_ms: Option<u64>,

    /// A Wasm runtime for the chain to hold, so that it can outlive this release.
    #[arg(long, value_name = "FILE")]
    pub wasm: Option<PathBuf>,

    /// Accepted for habit's sake: genesis is built natively and always printed raw.
    #[arg(long)]
    pub raw: bool,
}

/// Prints a chain that `--chain FILE` loads.
pub fn build_spec(args: &BuildSpecArgs) -> Result<(), Failure> {
    let preset = Preset::named(&args.chain).ok_or_else(|| {
        Failure::new(
            format!("there is no preset called `{}`", args.chain),
            "`dev`, `local`, `localnet` or `localnet-fast`",
        )
    })?;
    let wasm = args.wasm.as_ref().map(std::fs::read).transpose().map_err(|cause| {
        let path = args.wasm.clone().unwrap_or_default();
        Failure::new(format!("could not read {}: {cause}", path.display()), "")
    })?;
    let options = Options { slot_duration_ms: args.slot_duration_ms, wasm, ..Options::default() };
    let json = preset.build(&options)?.as_json(true);
    println!("{}", json.map_err(|cause| Failure::unexpected("write the chain", cause))?);
    Ok(())
}

/// Runs a node until it is told to stop.
pub fn node(mut args: NodeArgs) -> Result<(), Failure> {
    let name = chain_name(&mut args)?;
    let chain_type = chain_spec::load(&name)?.chain_type();
    adapt(&mut args.run, &chain_type);

    let mut runner = Loader.create_runner(&args.run).map_err(from_cli)?;
    settle(runner.config_mut(), &chain_type);
    ensure_ports_free(runner.config(), &chain_type)?;
    let seal = match args.seal_interval_ms {
        Some(ms) => dev::Seal::Every(Duration::from_millis(ms.max(1))),
        None if args.seal == SealOn::Command => dev::Seal::OnCommand,
        None => dev::Seal::OnTransaction,
    };
    runner.run_node_until_exit(move |config| async move {
        match chain_type {
            ChainType::Development => run_dev(config, args.execution, seal),
            _ => run_local(config, args.execution),
        }
    })
}

/// The chain that was asked for. A localnet is one node, and it needs nobody else to make blocks.
fn chain_name(args: &mut NodeArgs) -> Result<String, Failure> {
    let run = &mut args.run;
    let mut name = run.shared_params.chain_id(run.shared_params.is_dev());
    if args.fast {
        if ![LOCALNET_PRESET, LOCALNET_FAST_PRESET].contains(&name.as_str()) {
            return Err(Failure::new(
                "`--fast` is for `--chain localnet`",
                "see `myelin build-spec --slot-duration-ms`",
            ));
        }
        name = LOCALNET_FAST_PRESET.into();
        run.shared_params.chain = Some(name.clone());
    }
    let is_localnet = matches!(Preset::named(&name), Some(Preset::Localnet { .. }));
    let follows = run.validator || !run.network_params.bootnodes.is_empty();
    if is_localnet && run.get_keyring().is_none() && !follows {
        run.one = true;
    }
    Ok(name)
}

fn run_dev(config: Configuration, execution: Execution, seal: dev::Seal) -> Result<TaskManager, Failure> {
    let about = About::of(&config);
    let node = dev::start(config, execution, seal)?;
    let rpc = node.rpc_addresses.iter().map(|address| format!("ws://{address}")).collect();
    let pace = match seal {
        dev::Seal::OnTransaction => "a block for each transaction".to_owned(),
        dev::Seal::OnCommand => "blocks on `dev_seal` only".to_owned(),
        dev::Seal::Every(pace) => format!("a block every {} ms", pace.as_millis()),
    };
    about.announce(rpc, &[("blocks", format!("{pace}, final at once, in virtual time"))]);
    Ok(node.tasks)
}

fn run_local(config: Configuration, execution: Execution) -> Result<TaskManager, Failure> {
    let about = About::of(&config);
    let node = local::start(config, execution)?;
    about.announce(node.rpc_urls, &[("peer", node.peer_id)]);
    Ok(node.tasks)
}

/// What a node says of itself once it runs, on standard error.
struct About {
    title: String,
    data: String,
    role: String,
}

impl About {
    fn of(config: &Configuration) -> Self {
        let kind = match config.chain_spec.chain_type() {
            ChainType::Development => "development chain",
            ChainType::Local => "local chain",
            _ => "network",
        };
        let version = env!("CARGO_PKG_VERSION");
        let name = config.chain_spec.name();
        Self {
            title: format!("Myelin {version}: {name}, {kind}, {}", Identity::ours()),
            data: config.base_path.path().display().to_string(),
            role: format!("{} {}", config.network.node_name, config.display_role().to_lowercase()),
        }
    }

    fn announce(self, rpc: Vec<String>, more: &[(&str, String)]) {
        eprintln!("{}", self.title);
        let rpc = if rpc.is_empty() { "not served".into() } else { rpc.join(" ") };
        let facts = [("rpc", rpc), ("data", self.data), ("node", self.role)];
        for (name, fact) in facts.iter().chain(more) {
            eprintln!("  {name:<7} {fact}");
        }
    }
}

/// Gives the arguments the defaults of the kind of chain they name.
fn adapt(run: &mut RunCmd, chain_type: &ChainType) {
    let quiet = match chain_type {
        ChainType::Development => {
            run.shared_params.dev = true;
            "warn"
        }
        // One line for each block, one each few seconds for the network, and what goes wrong.
        _ => "warn,substrate=info",
    };
    if run.shared_params.log.is_empty() {
        run.shared_params.log = vec![quiet.into()];
    }
    // On a chain for trying things out, `--alice` alone is enough; a real authority must keep
    // its network identity, and say where.
    if *chain_type == ChainType::Local && run.get_keyring().is_some() {
        run.network_params.node_key_params.unsafe_force_node_key_generation = true;
    }
}

/// Sets what the arguments left open.
fn settle(config: &mut Configuration, chain_type: &ChainType) {
    // Clients read a few hundred blocks back; a day of mainnet's blocks leaves them room.
    const KEPT_STATES: u32 = 7_200;
    if config.state_pruning.is_none() {
        config.state_pruning = Some(match chain_type {
            ChainType::Live => PruningMode::blocks_pruning(KEPT_STATES),
            _ => PruningMode::ArchiveAll,
        });
    }
    let Some(endpoints) = &mut config.rpc.addr else { return };
    for endpoint in endpoints.iter_mut() {
        // Whoever names a port wants that port.
        endpoint.retry_random_port = false;
    }
    // Two free ports for two families of addresses would be two answers to one question.
    if endpoints.iter().all(|endpoint| endpoint.listen_addr.port() == 0) {
        endpoints.retain(|endpoint| endpoint.listen_addr.is_ipv4());
    }
}

/// Sees to it that the ports are free before anything is opened or written.
fn ensure_ports_free(config: &Configuration, chain_type: &ChainType) -> Result<(), Failure> {
    let required = |endpoint: &&RpcEndpoint| !endpoint.is_optional;
    for endpoint in config.rpc.addr.iter().flatten().filter(required) {
        ensure_free(&endpoint.listen_addr.to_string(), "--rpc-port")?;
    }
    if *chain_type == ChainType::Development {
        return Ok(());
    }
    for address in &config.network.listen_addresses {
        let parts: Vec<String> = address.to_string().split('/').map(str::to_owned).collect();
        if let [_, family, ip, transport, port, ..] = parts.as_slice() {
            match (family.as_str(), transport.as_str()) {
                ("ip4", "tcp") => ensure_free(&format!("{ip}:{port}"), "--port")?,
                // Machines without the newer family are no reason to stop.
                _ => continue,
            }
        }
    }
    Ok(())
}

fn ensure_free(address: &str, flag: &str) -> Result<(), Failure> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(cause) => Err(Failure::new(
            format!("cannot listen on {address}: {cause}"),
            format!("stop what uses the port, or choose another with `{flag}`; 0 takes a free one"),
        )),
    }
}

fn from_cli(cause: sc_cli::Error) -> Failure {
    match cause {
        sc_cli::Error::NetworkKeyNotFound(path) => Failure::new(
            format!("an authority needs a lasting node key, and there is none at {}", path.display()),
            "name one with `--node-key-file FILE`, or make one now with \
             `--unsafe-force-node-key-generation`",
        ),
        sc_cli::Error::Input(cause) => Failure::new(cause, ""),
        other => Failure::unexpected("read the arguments", other),
    }
}

/// Tells `sc_cli` who is asking.
struct Loader;

impl SubstrateCli for Loader {
    fn impl_name() -> String {
        "Myelin".into()
    }

    fn impl_version() -> String {
        env!("CARGO_PKG_VERSION").into()
    }

    fn description() -> String {
        env!("CARGO_PKG_DESCRIPTION").into()
    }

    fn author() -> String {
        "The Myelin authors".into()
    }

    fn support_url() -> String {
        "the project's issues".into()
    }

    fn copyright_start_year() -> i32 {
        2026
    }

    fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
        chain_spec::load(id).map_err(|failure| failure.what)
    }
}
