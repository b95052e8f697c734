//! `myelin stake`: TAO into alpha and back.

use crate::{
    connect::{not_done, not_told, submitted, ChainArgs, WalletArgs},
    tables,
};
use clap::{Args, Subcommand};
use myelin_client::{amount, calls, Client, Outcome};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_up::Failure;
use myelin_wallet::AccountId;
use serde_json::json;

/// Stake to hotkeys, take stake back, see what is staked.
#[derive(Args)]
pub struct StakeArgs {
    #[command(flatten)]
    chain: ChainArgs,
    #[command(flatten)]
    wallet: WalletArgs,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Buy a subnet's alpha for TAO and stake it to a hotkey.
    Add(AddArgs),
    /// Sell staked alpha for TAO.
    Remove(RemoveArgs),
    /// List everything the wallet's coldkey has staked.
    List(ListArgs),
}

#[derive(Args)]
struct AddArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// How much TAO.
    #[arg(long, value_name = "TAO", value_parser = amount::parse)]
    amount: u64,
}

#[derive(Args)]
struct RemoveArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// How much alpha.
    #[arg(long, value_name = "ALPHA", value_parser = amount::parse, required_unless_present = "all")]
    amount: Option<u64>,
    /// All that is staked to the hotkey on the subnet.
    #[arg(long, conflicts_with = "amount")]
    all: bool,
}

#[derive(Args)]
struct ListArgs {
    /// Another coldkey's address instead of the wallet's.
    #[arg(value_name = "ADDRESS")]
    address: Option<AccountId>,
}

pub async fn run(args: StakeArgs) -> Result<(), Failure> {
    let StakeArgs { chain, wallet, action } = args;
    match action {
        Action::Add(options) => add(&chain, &wallet, &options).await,
        Action::Remove(options) => remove(&chain, &wallet, &options).await,
        Action::List(options) => list(&chain, &wallet, &options).await,
    }
}

async fn add(chain: &ChainArgs, wallet: &WalletArgs, options: &AddArgs) -> Result<(), Failure> {
    let (netuid, amount) = (NetUid(options.netuid), Tao(options.amount));
    let hotkey = wallet.hotkey_account()?;
    let client = chain.connect().await?;
    let coldkey = wallet.coldkey()?;
    let call = calls::add_stake(&hotkey, netuid, amount);
    let doing = format!("stake {} on subnet {netuid}", tables::tao(amount));
    let outcome = client.submit(&call, &coldkey).await.map_err(not_done(doing))?;
    let (before, after) = around(&client, &outcome, &hotkey, &coldkey.account(), netuid).await?;
    let bought = Alpha(after.0.saturating_sub(before.0));
    let text = format!("{} on subnet {netuid}, staked to {hotkey}", tables::alpha(bought));
    let data = json!({ "netuid": netuid, "hotkey": hotkey, "bought_rao": bought, "stake_rao": after });
    noted(&outcome);
    chain.answer(&text, &submitted(&outcome, data));
    Ok(())
}

async fn remove(chain: &ChainArgs, wallet: &WalletArgs, options: &RemoveArgs) -> Result<(), Failure> {
    let netuid = NetUid(options.netuid);
    let hotkey = wallet.hotkey_account()?;
    let client = chain.connect().await?;
    let coldkey = wallet.coldkey()?;
    let account = coldkey.account();
    let at = client.at_head().await.map_err(not_told)?;
    let held = at.stake(&hotkey, &account, netuid).await.map_err(not_told)?;
    let amount = options.amount.map_or(held, Alpha);
    let doing = format!("unstake {} from subnet {netuid}", tables::alpha(amount));
    if amount > held || held.is_zero() {
        let why = format!("could not {doing}: {hotkey} holds {} of the coldkey's there", tables::alpha(held));
        return Err(Failure::new(why, "`myelin stake list` shows what there is"));
    }
    let call = calls::remove_stake(&hotkey, netuid, amount);
    let outcome = client.submit(&call, &coldkey).await.map_err(not_done(doing))?;
    let (before, after) = around(&client, &outcome, &hotkey, &account, netuid).await?;
    let sold = Alpha(before.0.saturating_sub(after.0));
    let balance = client.at_hash(outcome.block).await.map_err(not_told)?.balance(&account).await.map_err(not_told)?;
    let text = format!("{} sold on subnet {netuid}; the coldkey has {}", tables::alpha(sold), tables::tao(balance));
    let data = json!({
        "netuid": netuid,
        "hotkey": hotkey,
        "sold_rao": sold,
        "stake_rao": after,
        "balance_rao": balance,
    });
    noted(&outcome);
    chain.answer(&text, &submitted(&outcome, data));
    Ok(())
}

async fn list(chain: &ChainArgs, wallet: &WalletArgs, options: &ListArgs) -> Result<(), Failure> {
    let coldkey = options.address.map_or_else(|| wallet.coldkey_account(), Ok)?;
    let at = chain.connect().await?.at_head().await.map_err(not_told)?;
    let mut stakes = Vec::new();
    for stake in at.stakes_of(&coldkey).await.map_err(not_told)? {
        let price = at.price(stake.netuid).await.map_err(not_told)?;
        stakes.push((stake, price));
    }
    if stakes.is_empty() {
        eprintln!("{coldkey} has nothing staked");
    }
    chain.answer(&tables::stakes(&stakes).to_string(), &tables::stakes_data(&stakes));
    Ok(())
}

/// A position before the block of a call, and after it.
async fn around(
    client: &Client,
    outcome: &Outcome,
    hotkey: &AccountId,
    coldkey: &AccountId,
    netuid: NetUid,
) -> Result<(Alpha, Alpha), Failure> {
    let after = client.at_hash(outcome.block).await.map_err(not_told)?;
    let before = client.at_hash(after.parent_hash()).await.map_err(not_told)?;
    let (before, after) = tokio::try_join!(before.stake(hotkey, coldkey, netuid), after.stake(hotkey, coldkey, netuid))
        .map_err(not_told)?;
    Ok((before, after))
}

fn noted(outcome: &Outcome) {
    eprintln!("in block {}, for a fee of {}", outcome.number, tables::tao(outcome.fee));
}
