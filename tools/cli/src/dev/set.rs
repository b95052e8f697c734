//! Changing what an account has, what seats say and what a subnet is set to, as no call could.

use super::{
    cast::FIRST_SUBNET,
    desk::{refused, Desk},
    parse::{self, Named},
};
use crate::tables;
use clap::Args;
use myelin_client::{amount, dev::Dev, Head};
use myelin_primitives::{
    hyperparameters::{Scope, ROWS},
    Alpha, MechId, NetUid, Tao, Uid,
};
use myelin_up::Failure;
use serde_json::Value;

#[derive(Args)]
pub struct AmountArgs {
    /// An address, 0x and 64 hex digits, or a path such as //Alice.
    #[arg(value_name = "ACCOUNT", value_parser = parse::account)]
    account: Named,
    /// How much TAO.
    #[arg(value_name = "TAO", value_parser = amount::parse)]
    amount: u64,
}

#[derive(Args)]
pub struct StakeArgs {
    /// Whom the stake is on: an address, hex, or a path such as //Alice.
    #[arg(value_name = "HOTKEY", value_parser = parse::account)]
    hotkey: Named,
    /// Whose it is.
    #[arg(value_name = "COLDKEY", value_parser = parse::account)]
    coldkey: Named,
    /// The subnet.
    #[arg(value_name = "NETUID")]
    netuid: u16,
    /// How much it is to be: TAO on root, alpha elsewhere.
    #[arg(value_name = "AMOUNT", value_parser = amount::parse)]
    amount: u64,
}

#[derive(Args)]
pub struct WeightsArgs {
    /// The subnet.
    #[arg(value_name = "NETUID")]
    netuid: u16,
    /// The seat whose weights they are.
    #[arg(value_name = "UID")]
    uid: u16,
    /// What it gives to each: UID=WEIGHT with weights up to 65535. None takes all its weights away.
    #[arg(value_name = "UID=WEIGHT", value_parser = parse::weight)]
    weights: Vec<(Uid, u16)>,
    /// The mechanism.
    #[arg(long, value_name = "ID", default_value_t = 0)]
    mechanism: u8,
}

#[derive(Args)]
pub struct SetArgs {
    /// The hyperparameter, as `myelin subnet hyperparameters` spells it.
    #[arg(value_name = "NAME")]
    name: String,
    /// A number, true or false.
    #[arg(value_name = "VALUE")]
    value: String,
    /// The subnet [default: 1]. Settings of the whole network have none.
    #[arg(long, value_name = "NETUID")]
    netuid: Option<u16>,
}

pub async fn balance(desk: &Desk<'_>, args: &AmountArgs) -> Result<(), Failure> {
    let (account, amount) = (&args.account, Tao(args.amount));
    let head = desk.dev.set_balance(&account.account, amount).await.map_err(|error| desk.refused(error))?;
    desk.done(&format!("{} has {}", account.name, tables::tao(amount)), head);
    Ok(())
}

pub async fn faucet(desk: &Desk<'_>, args: &AmountArgs) -> Result<(), Failure> {
    let (account, amount) = (&args.account, Tao(args.amount));
    let head = desk.dev.faucet(&account.account, amount).await.map_err(|error| desk.refused(error))?;
    desk.done(&format!("{} was given {}", account.name, tables::tao(amount)), head);
    Ok(())
}

pub async fn stake(desk: &Desk<'_>, args: &StakeArgs) -> Result<(), Failure> {
    let (hotkey, coldkey, netuid) = (&args.hotkey, &args.coldkey, NetUid(args.netuid));
    let set = desk.dev.set_stake(&hotkey.account, &coldkey.account, netuid, args.amount).await;
    let head = set.map_err(|error| desk.refused(error))?;
    let amount = match netuid.is_root() {
        true => tables::tao(Tao(args.amount)),
        false => tables::alpha(Alpha(args.amount)),
    };
    desk.done(&format!("{} has {amount} on {} in subnet {netuid}", coldkey.name, hotkey.name), head);
    Ok(())
}

pub async fn weights(desk: &Desk<'_>, args: &WeightsArgs) -> Result<(), Failure> {
    let (netuid, mechanism, uid) = (NetUid(args.netuid), MechId(args.mechanism), Uid(args.uid));
    let set = desk.dev.set_weights(netuid, mechanism, uid, &args.weights).await;
    let head = set.map_err(|error| desk.refused(error))?;
    desk.done(&format!("seat {uid} of subnet {netuid} weighs {} others", args.weights.len()), head);
    Ok(())
}

pub async fn hyperparameter(desk: &Desk<'_>, args: &SetArgs) -> Result<(), Failure> {
    let head =
        one(&desk.dev, desk.client.url(), args.netuid.map(NetUid), &args.name, parse::value(&args.value)).await?;
    desk.done(&format!("{} is {}", args.name, args.value), head);
    Ok(())
}

/// Sets a hyperparameter: of the subnet, the first if none is named, unless it is the network's own.
pub async fn one(dev: &Dev, url: &str, netuid: Option<NetUid>, name: &str, value: Value) -> Result<Head, Failure> {
    let row = ROWS.iter().find(|row| row.name == name);
    let is_of_network = row.is_some_and(|row| row.scope == Scope::Network);
    let subnet = (!is_of_network).then(|| netuid.unwrap_or(FIRST_SUBNET));
    let set = dev.set_hyperparameter(subnet, name, value).await;
    set.map_err(|error| refused(url, error).while_doing(&format!("set {name}")))
}
