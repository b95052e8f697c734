//! `myelin balance`: what an account has.

use crate::{
    connect::{not_told, ChainArgs, WalletArgs},
    tables,
};
use clap::Args;
use myelin_primitives::Tao;
use myelin_up::Failure;
use myelin_wallet::AccountId;
use serde_json::json;

/// Show what an account has, free and staked.
#[derive(Args)]
pub struct BalanceArgs {
    /// The account's address; the wallet's coldkey if none is given.
    #[arg(value_name = "ADDRESS")]
    address: Option<AccountId>,
    #[command(flatten)]
    chain: ChainArgs,
    #[command(flatten)]
    wallet: WalletArgs,
}

pub async fn run(args: BalanceArgs) -> Result<(), Failure> {
    let account = args.address.map_or_else(|| args.wallet.coldkey_account(), Ok)?;
    let at = args.chain.connect().await?.at_head().await.map_err(not_told)?;
    let free = at.balance(&account).await.map_err(not_told)?;
    let mut staked = Tao::ZERO;
    for stake in at.stakes_of(&account).await.map_err(not_told)? {
        let price = at.price(stake.netuid).await.map_err(not_told)?;
        staked = staked.saturating_add(tables::worth(stake.stake, price));
    }
    let total = free.saturating_add(staked);
    let lines = [
        format!("address  {account}"),
        format!("free     {}", tables::tao(free)),
        format!("staked   {} at this block's prices", tables::tao(staked)),
        format!("total    {}", tables::tao(total)),
    ];
    let data = json!({
        "address": account,
        "free_rao": free,
        "staked_rao": staked,
        "total_rao": total,
        "block": at.number(),
    });
    args.chain.answer(&lines.join("\n"), &data);
    Ok(())
}
