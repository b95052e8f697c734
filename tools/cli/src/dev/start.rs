//! `myelin dev` itself: a chain in this process, until it is told to end.

use super::{
    banner::Ready,
    cast::{Cast, FIRST_SUBNET},
    parse::{self, Setting},
    recipe, set, status, wallets,
};
use crate::connect::{not_told, ChainArgs};
use clap::Args;
use myelin_devnet::{Config, Devnet, Seal};
use myelin_node::command::SealOn;
use myelin_primitives::NetUid;
use myelin_up::Failure;
use std::{net::TcpListener, path::PathBuf, time::Duration};

/// Where clients look when nobody tells them.
const PORT: u16 = 9944;

/// How the chain is to be.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub struct StartArgs {
    /// The port of the chain's JSON-RPC on 127.0.0.1; 0 takes a free one [default: 9944].
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// What makes a block [default: transaction].
    #[arg(long, value_enum)]
    seal: Option<SealOn>,
    /// Make a block every so many milliseconds of wall time instead.
    #[arg(long, value_name = "MS", conflicts_with = "seal", value_parser = clap::value_parser!(u64).range(1..))]
    interval: Option<u64>,
    /// The length of a slot in chain time [default: 12000].
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..), conflicts_with_all = ["load", "fixture"])]
    slot_ms: Option<u64>,
    /// Begin with a subnet and everybody on it: small, full, cabals, or a TOML file that says more. It is built once and
    /// kept under ./.myelin/fixtures, or where MYELIN_FIXTURES says.
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "load")]
    fixture: Option<String>,
    /// Begin with the state in a file that `myelin dev dump` wrote.
    #[arg(long, value_name = "FILE")]
    load: Option<PathBuf>,
    /// Write everybody's wallet there, in the layout other tools read.
    #[arg(long, value_name = "DIR")]
    wallets: Option<PathBuf>,
    /// Set a hyperparameter of the subnet, or of the network; may be repeated.
    #[arg(long = "hyperparameter", value_name = "NAME=VALUE", value_parser = parse::setting)]
    hyperparameters: Vec<Setting>,
    /// The subnet whose hyperparameters are set [default: 1].
    #[arg(long, value_name = "NETUID", requires = "hyperparameters")]
    netuid: Option<u16>,
    /// Check the whole state after every block: an order ends where something does not hold.
    #[arg(long)]
    check: bool,
    /// Say nothing unless something goes wrong.
    #[arg(long)]
    quiet: bool,
}

impl StartArgs {
    fn seal(&self) -> (Seal, String) {
        match (self.interval, self.seal) {
            (Some(ms), _) => (Seal::Every(Duration::from_millis(ms)), format!("one every {ms} ms")),
            (None, Some(SealOn::Command)) => (Seal::OnCommand, "when ordered".to_owned()),
            (None, _) => (Seal::OnTransaction, "one for each transaction, and when ordered".to_owned()),
        }
    }

    fn port(&self) -> u16 {
        self.port.unwrap_or(PORT)
    }
}

/// Starts the chain, says so, and stays.
pub async fn run(chain: &ChainArgs, args: &StartArgs) -> Result<(), Failure> {
    if chain.names_a_node() {
        return Err(Failure::new(
            "`myelin dev` starts a chain of its own, and `--url` names one that runs",
            "give one of its commands, as in `myelin dev mine 10 --url URL`; `myelin dev --help` lists them",
        ));
    }
    ensure_free(args.port())?;
    let (seal, pace) = args.seal();
    let slot = args.slot_ms.map(Duration::from_millis);
    let config = Config { seal, port: args.port(), slot, state: state(args).await?, ..Config::quiet() };
    let devnet = myelin_devnet::spawn(config).await.map_err(not_started)?;
    if args.check {
        devnet.chain().sealer().check_blocks(true).await?;
    }
    prepare(&devnet, args).await?;

    let at = devnet.client().at_head().await.map_err(not_told)?;
    let cast = Cast::of(&at).await.map_err(not_told)?;
    if let Some(folder) = &args.wallets {
        wallets::write(folder, &cast)?;
    }
    let ready = Ready {
        url: devnet.url(),
        block: at.number(),
        time: devnet.next_time().await.map_err(not_told)?,
        pace: &pace,
        cast: &cast,
        wallets: args.wallets.as_ref().map(|folder| folder.display().to_string()),
    };
    if chain.wants_data() {
        chain.tell("", &ready.data());
    } else if !args.quiet {
        println!("{}", ready.text());
    }
    status::until_interrupted(&devnet, args.quiet || chain.wants_data()).await;
    Ok(())
}

/// The file with the state to begin from, if it is not the genesis.
async fn state(args: &StartArgs) -> Result<Option<PathBuf>, Failure> {
    let Some(name) = &args.fixture else { return Ok(args.load.clone()) };
    let recipe = recipe::named(name)?;
    if !args.quiet {
        eprintln!("fixture {name}: {} seats, {} of them validators", recipe.uids, recipe.validators);
    }
    myelin_devnet::fixture(&recipe)
        .await
        .map(Some)
        .map_err(|error| not_started(error).while_doing(&format!("build the fixture {name}")))
}

/// What the chain is to be before anybody sees it.
async fn prepare(devnet: &Devnet, args: &StartArgs) -> Result<(), Failure> {
    let netuid = args.netuid.map_or(FIRST_SUBNET, NetUid);
    for Setting { name, value } in &args.hyperparameters {
        set::one(devnet, devnet.url(), Some(netuid), name, value.clone()).await?;
    }
    Ok(())
}

/// The node would say so too, but without naming the flag.
fn ensure_free(port: u16) -> Result<(), Failure> {
    if port == 0 || TcpListener::bind(("127.0.0.1", port)).is_ok() {
        return Ok(());
    }
    Err(Failure::new(format!("port {port} is in use"), "`--port 0` takes a free one; or stop what is listening there"))
}

/// Why there is no chain.
pub fn not_started(error: myelin_devnet::Error) -> Failure {
    match error {
        myelin_devnet::Error::Refused(failure) => failure.into(),
        myelin_devnet::Error::Verb(cause) => cause.into(),
        myelin_devnet::Error::File { path, cause } => {
            Failure::new(format!("could not use {}: {cause}", path.display()), "`myelin dev dump FILE` writes one")
        }
        myelin_devnet::Error::Unreached(cause) => Failure::from(cause).while_doing("reach the chain"),
        other => Failure::unexpected("start the chain", other),
    }
}
