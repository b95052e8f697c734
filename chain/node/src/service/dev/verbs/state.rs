//! Any state: who owns what, who acts, what is set, and all of it in a file.

use super::{refused, told, Answer, Seat};
use crate::{
    failure::Failure,
    service::{
        dev::{populate::Recipe, seal::Sealed, state_file::StateFile},
        Hash,
    },
};
use jsonrpsee::types::Params;
use myelin_primitives::{MechId, NetUid, Uid};
use myelin_runtime::{
    editing::{self, Refusal, Setting},
    AccountId,
};
use polkadot_sdk::sp_core::{crypto::Ss58Codec, Bytes};
use serde::Deserialize;
use serde_json::{json, Value};

/// `[account, rao]`: lets the account own exactly that.
pub async fn set_balance(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (who, rao): (Account, u64) = (params.next()?, params.next()?);
    seat.sealer.set_balance(who.0, rao).await.map(told).map_err(refused)
}

/// `[account, rao]`: gives the account so much more.
pub async fn faucet(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (who, rao): (Account, u64) = (params.next()?, params.next()?);
    seat.sealer.faucet(who.0, rao).await.map(told).map_err(refused)
}

/// `[account, call]`: makes the encoded call as that account, without its key.
pub async fn act_as(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (who, call): (Account, Bytes) = (params.next()?, params.next()?);
    seat.sealer.act(who.0, call.0).await.map(told).map_err(refused)
}

/// `[call]`: makes the encoded call as root.
pub async fn act_as_root(params: Params<'static>, seat: Seat) -> Answer {
    let call: Bytes = params.sequence().next()?;
    seat.sealer.act_as_root(call.0).await.map(told).map_err(refused)
}

/// `[hotkey, coldkey, netuid, rao]`: lets so much of the coldkey's be staked there, of alpha, or of
/// TAO on subnet 0.
pub async fn set_stake(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (hotkey, coldkey): (Account, Account) = (params.next()?, params.next()?);
    let (netuid, rao): (u16, u64) = (params.next()?, params.next()?);
    edit(&seat, move || editing::set_stake(&hotkey.0, &coldkey.0, NetUid(netuid), rao)).await
}

/// `[netuid, mechanism, uid, [[uid, weight], ...]]`: lets the seat have these weights.
pub async fn set_weights(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let (netuid, mechanism, uid): (u16, u8, u16) = (params.next()?, params.next()?, params.next()?);
    let row: Vec<(u16, u16)> = params.next()?;
    edit(&seat, move || editing::set_weights(NetUid(netuid), MechId(mechanism), Uid(uid), &row)).await
}

/// `[netuid or null, name, value]`: sets a hyperparameter of a subnet or of the network, whoever else
/// might have to and however often.
pub async fn set_hyperparameter(params: Params<'static>, seat: Seat) -> Answer {
    let mut params = params.sequence();
    let netuid: Option<u16> = params.next()?;
    let (name, value): (String, Value) = (params.next()?, params.next()?);
    let setting = Setting::parse(&value.to_string());
    edit(&seat, move || editing::set_hyperparameter(netuid.map(NetUid), &name, setting)).await
}

/// `[recipe]`: builds a subnet with everybody on it and returns its netuid beside the head.
pub async fn populate(params: Params<'static>, seat: Seat) -> Answer {
    let recipe: Option<Recipe> = params.sequence().optional_next()?;
    let (sealed, netuid) = seat.sealer.populate(recipe.unwrap_or_default()).await.map_err(refused)?;
    Ok(json!({ "netuid": netuid, "hash": sealed.hash, "number": sealed.number }))
}

async fn edit(seat: &Seat, work: impl FnOnce() -> Result<(), Refusal> + Send + 'static) -> Answer {
    let edited: Result<(Sealed, ()), Failure> = seat.sealer.edit(work).await;
    edited.map(|(sealed, ())| told(sealed)).map_err(refused)
}

/// The head's state as a file, in hex.
pub async fn dump(_params: Params<'static>, seat: Seat) -> Answer {
    let file = seat.sealer.dump().await.map_err(refused)?;
    Ok(json!(Bytes(file.to_bytes().map_err(refused)?)))
}

/// `[file]`, in hex: goes to the state in it, makes a block on top, and returns that.
pub async fn load(params: Params<'static>, seat: Seat) -> Answer {
    let bytes: Bytes = params.sequence().next()?;
    let file = StateFile::from_bytes(&bytes.0).map_err(refused)?;
    seat.sealer.load(file).await.map(told).map_err(refused)
}

/// An account by its address or its public key in hex.
struct Account(AccountId);

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let account = match text.strip_prefix("0x") {
            Some(_) => text.parse::<Hash>().ok().map(|bytes| AccountId::new(bytes.0)),
            None => AccountId::from_ss58check(&text).ok(),
        };
        account.map(Self).ok_or_else(|| serde::de::Error::custom("an account is an address or 32 bytes in hex"))
    }
}
