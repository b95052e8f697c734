//! What others would have to sign, and what nobody could: calls as any account, raw storage.

use super::{
    calls,
    desk::Desk,
    parse::{self, Named},
};
use clap::Args;
use myelin_up::Failure;
use serde_json::json;

/// Who makes a call.
#[derive(Clone, Debug)]
enum Actor {
    Root,
    Account(Named),
}

fn actor(text: &str) -> Result<Actor, String> {
    match text {
        "root" => Ok(Actor::Root),
        _ => parse::account(text).map(Actor::Account),
    }
}

#[derive(Args)]
pub struct ActArgs {
    /// An address, 0x and 64 hex digits, a path such as //Alice, or root.
    #[arg(value_name = "ACCOUNT", value_parser = actor)]
    account: Actor,
    /// The call by its name, as SubtensorModule.start_call, or all of it encoded, as 0x and hex digits.
    #[arg(value_name = "PALLET.CALL|0xCALL")]
    call: String,
    /// Its arguments by name, as {"netuid": 1}, or in order, as [1]. Addresses and paths are accounts, {"Id": "//Bob"} is
    /// a variant with a field.
    #[arg(value_name = "JSON")]
    arguments: Option<String>,
}

#[derive(Args)]
pub struct StorageArgs {
    /// A key in hex, or PALLET.ITEM for an item that is no map.
    #[arg(value_name = "KEY")]
    key: String,
    /// What to write there, in hex; without it, what is there is shown.
    #[arg(value_name = "VALUE", value_parser = parse::bytes, conflicts_with = "remove")]
    value: Option<Bytes>,
    /// Remove what is there.
    #[arg(long)]
    remove: bool,
}

/// One argument, not a list of them.
type Bytes = std::vec::Vec<u8>;

pub async fn act_as(desk: &Desk<'_>, args: &ActArgs) -> Result<(), Failure> {
    let account = match &args.account {
        Actor::Root => None,
        Actor::Account(named) => Some(&named.account),
    };
    let (name, made) = match parse::bytes(&args.call) {
        Ok(call) => ("the call".to_owned(), desk.dev.act_encoded(account, &call).await),
        Err(_) => {
            let call = calls::read(&args.call, args.arguments.as_deref().unwrap_or("{}"))?;
            let made = match account {
                Some(account) => desk.dev.act_as(account, &call).await,
                None => desk.dev.act_as_root(&call).await,
            };
            (call.to_string(), made)
        }
    };
    let head = made.map_err(|error| desk.refused(error).while_doing(&format!("make {name}")))?;
    desk.done(&name, head);
    Ok(())
}

pub async fn storage(desk: &Desk<'_>, args: &StorageArgs) -> Result<(), Failure> {
    let key = key(desk, &args.key).await?;
    if args.value.is_none() && !args.remove {
        return show(desk, &key).await;
    }
    let write = vec![(key, args.value.clone())];
    let head = desk.dev.set_storage(write).await.map_err(|error| desk.refused(error))?;
    desk.done(if args.remove { "removed" } else { "written" }, head);
    Ok(())
}

async fn key(desk: &Desk<'_>, text: &str) -> Result<Vec<u8>, Failure> {
    let hint = "a key is 0x and hex digits, or PALLET.ITEM as in Sudo.Key";
    match text.split_once('.') {
        Some((pallet, item)) => {
            let at = desk.client.at_head().await.map_err(|error| desk.refused(error))?;
            at.storage_key(pallet, item, &[]).await.map_err(|error| Failure::new(error.to_string(), hint))
        }
        None => parse::bytes(text).map_err(|cause| Failure::new(format!("`{text}` is no key: {cause}"), hint)),
    }
}

async fn show(desk: &Desk<'_>, key: &[u8]) -> Result<(), Failure> {
    let at = desk.client.at_head().await.map_err(|error| desk.refused(error))?;
    let value = at.raw_storage(key).await.map_err(|error| desk.refused(error))?;
    let shown = value.map(|value| format!("0x{}", hex::encode(value)));
    if shown.is_none() {
        eprintln!("nothing is there");
    }
    let data = json!({ "key": format!("0x{}", hex::encode(key)), "value": shown, "block": at.number() });
    if shown.is_some() || desk.chain.wants_data() {
        desk.chain.answer(&shown.unwrap_or_default(), &data);
    }
    Ok(())
}
