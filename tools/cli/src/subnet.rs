//! `myelin subnet`: subnets seen, made, joined and started.

use crate::{
    connect::{not_done, not_told, submitted, ChainArgs, WalletArgs},
    tables::{self, Subnet},
};
use clap::{Args, Subcommand};
use myelin_client::{amount, calls, Key, Outcome};
use myelin_primitives::{NetUid, Tao};
use myelin_up::Failure;
use serde_json::json;

/// See subnets, create one, start it, take a seat.
#[derive(Args)]
pub struct SubnetArgs {
    #[command(flatten)]
    chain: ChainArgs,
    #[command(flatten)]
    wallet: WalletArgs,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List all subnets.
    List,
    /// Create a subnet. The wallet's coldkey owns it and pays what it costs; its hotkey has seat 0.
    Create,
    /// Buy a seat on a subnet for the wallet's hotkey.
    Register(RegisterArgs),
    /// Start a subnet's trade and emission, as its owner.
    Start(SubnetOf),
    /// Show the settings of a subnet.
    #[command(visible_alias = "hparams")]
    Hyperparameters(SubnetOf),
}

#[derive(Args)]
struct SubnetOf {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
}

#[derive(Args)]
struct RegisterArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// Pay at most this much TAO.
    #[arg(long, value_name = "TAO", value_parser = amount::parse)]
    limit: Option<u64>,
}

pub async fn run(args: SubnetArgs) -> Result<(), Failure> {
    let SubnetArgs { chain, wallet, action } = args;
    match action {
        Action::List => list(&chain).await,
        Action::Create => create(&chain, &wallet).await,
        Action::Register(options) => register(&chain, &wallet, &options).await,
        Action::Start(subnet) => start(&chain, &wallet, NetUid(subnet.netuid)).await,
        Action::Hyperparameters(subnet) => hyperparameters(&chain, NetUid(subnet.netuid)).await,
    }
}

async fn list(chain: &ChainArgs) -> Result<(), Failure> {
    let at = chain.connect().await?.at_head().await.map_err(not_told)?;
    let mut subnets = Vec::new();
    for info in at.subnets().await.map_err(not_told)? {
        let netuid = info.netuid;
        let key: [&dyn Key; 1] = [&netuid];
        let seats = at.storage::<u16>("SubtensorModule", "SubnetworkN", &key);
        let (price, seats, settings) =
            tokio::try_join!(at.price(netuid), seats, at.hyperparameters(netuid)).map_err(not_told)?;
        let seats = usize::from(seats.unwrap_or(0));
        subnets.push(Subnet { info, price, seats, is_started: settings.subnet_is_active });
    }
    let cost = at.subnet_cost().await.map_err(not_told)?;
    eprintln!("block {}; a new subnet costs {}", at.number(), tables::tao(cost));
    chain.answer(&tables::subnets(&subnets).to_string(), &tables::subnets_data(&subnets));
    Ok(())
}

async fn create(chain: &ChainArgs, wallet: &WalletArgs) -> Result<(), Failure> {
    let hotkey = wallet.hotkey_account()?;
    let client = chain.connect().await?;
    let cost = client.at_head().await.map_err(not_told)?.subnet_cost().await.map_err(not_told)?;
    eprintln!("a new subnet costs {}", tables::tao(cost));
    let coldkey = wallet.coldkey()?;
    let doing = "create a subnet".to_owned();
    let outcome = client.submit(&calls::register_network(&hotkey), &coldkey).await.map_err(not_done(doing))?;
    let netuid = outcome.event("SubtensorModule", "NetworkAdded").and_then(|event| event.number("0"));
    let netuid = netuid.and_then(|netuid| u16::try_from(netuid).ok());
    let netuid =
        netuid.ok_or_else(|| Failure::new("the chain did not say which subnet it made", "list the subnets"))?;
    noted(&outcome);
    eprintln!("`myelin subnet start --netuid {netuid}` starts its trade and emission");
    let data = json!({ "netuid": netuid, "owner_coldkey": coldkey.account(), "owner_hotkey": hotkey });
    chain.answer(&format!("subnet {netuid}"), &submitted(&outcome, data));
    Ok(())
}

async fn register(chain: &ChainArgs, wallet: &WalletArgs, options: &RegisterArgs) -> Result<(), Failure> {
    let netuid = NetUid(options.netuid);
    let hotkey = wallet.hotkey_account()?;
    let client = chain.connect().await?;
    let coldkey = wallet.coldkey()?;
    let call = match options.limit {
        _ if netuid.is_root() => calls::root_register(&hotkey),
        Some(limit) => calls::register_limit(netuid, &hotkey, Tao(limit)),
        None => calls::burned_register(netuid, &hotkey),
    };
    let doing = format!("register {hotkey} on subnet {netuid}");
    let outcome = client.submit(&call, &coldkey).await.map_err(not_done(doing))?;
    let at = client.at_hash(outcome.block).await.map_err(not_told)?;
    let uid = at.uid_of(netuid, &hotkey).await.map_err(not_told)?;
    noted(&outcome);
    let seat = uid.map_or_else(|| "a seat".to_owned(), |uid| format!("seat {uid}"));
    let data = json!({ "netuid": netuid, "hotkey": hotkey, "uid": uid });
    chain.answer(&format!("{seat} on subnet {netuid} for {hotkey}"), &submitted(&outcome, data));
    Ok(())
}

async fn start(chain: &ChainArgs, wallet: &WalletArgs, netuid: NetUid) -> Result<(), Failure> {
    let client = chain.connect().await?;
    let coldkey = wallet.coldkey()?;
    let doing = format!("start subnet {netuid}");
    let outcome = client.submit(&calls::start_call(netuid), &coldkey).await.map_err(not_done(doing))?;
    noted(&outcome);
    chain.answer(&format!("subnet {netuid} is started"), &submitted(&outcome, json!({ "netuid": netuid })));
    Ok(())
}

async fn hyperparameters(chain: &ChainArgs, netuid: NetUid) -> Result<(), Failure> {
    let at = chain.connect().await?.at_head().await.map_err(not_told)?;
    let settings = at.hyperparameters(netuid).await.map_err(not_told)?;
    let (table, data) =
        tables::hyperparameters(&settings).map_err(|cause| Failure::unexpected("write the settings", cause))?;
    chain.answer(&table.to_string(), &data);
    Ok(())
}

fn noted(outcome: &Outcome) {
    eprintln!("in block {}, for a fee of {}", outcome.number, tables::tao(outcome.fee));
}
