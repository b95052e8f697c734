//! What an account may ask of the chain. A function for each call people make; the rest can be
//! made by name.

use crate::Value;
use myelin_primitives::{
    commitments::{CommitmentInfo, Data},
    Alpha, MechId, NetUid, Tao, Uid,
};
use myelin_wallet::AccountId;
use std::{fmt, net::IpAddr};
use subxt::{ext::scale_value::Composite, tx::DynamicPayload};

const CHAIN: &str = "SubtensorModule";
const ADMIN: &str = "AdminUtils";

/// A call with its arguments. Its types are the chain's: they are checked when it is submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pallet: String,
    name: String,
    arguments: Composite<()>,
}

impl Call {
    /// Any call, its arguments by name.
    pub fn new<Name: Into<String>>(
        pallet: &str,
        name: &str,
        arguments: impl IntoIterator<Item = (Name, Value)>,
    ) -> Self {
        Self { pallet: pallet.to_owned(), name: name.to_owned(), arguments: Composite::named(arguments) }
    }

    /// Any call, its arguments in the chain's order.
    pub fn in_order(pallet: &str, name: &str, arguments: impl IntoIterator<Item = Value>) -> Self {
        Self { pallet: pallet.to_owned(), name: name.to_owned(), arguments: Composite::unnamed(arguments) }
    }

    /// The pallet's name and the call's.
    pub(crate) fn place(&self) -> (&str, &str) {
        (&self.pallet, &self.name)
    }

    pub(crate) fn payload(&self) -> DynamicPayload<Composite<()>> {
        subxt::tx::dynamic(self.pallet.clone(), self.name.clone(), self.arguments.clone())
    }

    /// The call as an argument of another.
    fn into_value(self) -> Value {
        self.payload().into_value()
    }
}

/// The pallet's name and the call's, as in `SubtensorModule.add_stake`.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.pallet, self.name)
    }
}

fn number(number: impl Into<u128>) -> Value {
    Value::u128(number.into())
}

fn account(account: &AccountId) -> Value {
    Value::from_bytes(account.0)
}

/// Where a balance goes: an account among other kinds of addresses.
fn address(to: &AccountId) -> Value {
    Value::unnamed_variant("Id", [account(to)])
}

fn netuid(netuid: NetUid) -> Value {
    number(netuid.0)
}

fn list(numbers: impl IntoIterator<Item = u16>) -> Value {
    Value::unnamed_composite(numbers.into_iter().map(number))
}

/// An amount that may be left out.
fn optional(value: Option<Value>) -> Value {
    match value {
        Some(value) => Value::unnamed_variant("Some", [value]),
        None => Value::unnamed_variant("None", []),
    }
}

// Balances.

/// Sends TAO, but never so much that the sender's account would cease to be.
pub fn transfer_keep_alive(to: &AccountId, amount: Tao) -> Call {
    Call::new("Balances", "transfer_keep_alive", [("dest", address(to)), ("value", number(amount.0))])
}

/// Sends TAO, even the last.
pub fn transfer_allow_death(to: &AccountId, amount: Tao) -> Call {
    Call::new("Balances", "transfer_allow_death", [("dest", address(to)), ("value", number(amount.0))])
}

/// Sends everything there is.
pub fn transfer_all(to: &AccountId, keep_alive: bool) -> Call {
    Call::new("Balances", "transfer_all", [("dest", address(to)), ("keep_alive", Value::bool(keep_alive))])
}

/// Sets what an account holds; for the sudo key.
pub fn force_set_balance(who: &AccountId, free: Tao) -> Call {
    Call::new("Balances", "force_set_balance", [("who", address(who)), ("new_free", number(free.0))])
}

// Stake.

/// Buys a subnet's alpha for TAO and stakes it to a hotkey.
pub fn add_stake(hotkey: &AccountId, subnet: NetUid, amount: Tao) -> Call {
    let arguments = [("hotkey", account(hotkey)), ("netuid", netuid(subnet)), ("amount_staked", number(amount.0))];
    Call::new(CHAIN, "add_stake", arguments)
}

/// The same at no worse a price than `limit` for one alpha; a part of it, if that is allowed.
pub fn add_stake_limit(hotkey: &AccountId, subnet: NetUid, amount: Tao, limit: Tao, allow_partial: bool) -> Call {
    let arguments = [
        ("hotkey", account(hotkey)),
        ("netuid", netuid(subnet)),
        ("amount_staked", number(amount.0)),
        ("limit_price", number(limit.0)),
        ("allow_partial", Value::bool(allow_partial)),
    ];
    Call::new(CHAIN, "add_stake_limit", arguments)
}

/// Sells staked alpha for TAO.
pub fn remove_stake(hotkey: &AccountId, subnet: NetUid, amount: Alpha) -> Call {
    let arguments = [("hotkey", account(hotkey)), ("netuid", netuid(subnet)), ("amount_unstaked", number(amount.0))];
    Call::new(CHAIN, "remove_stake", arguments)
}

/// The same at no worse a price than `limit` for one alpha; a part of it, if that is allowed.
pub fn remove_stake_limit(hotkey: &AccountId, subnet: NetUid, amount: Alpha, limit: Tao, allow_partial: bool) -> Call {
    let arguments = [
        ("hotkey", account(hotkey)),
        ("netuid", netuid(subnet)),
        ("amount_unstaked", number(amount.0)),
        ("limit_price", number(limit.0)),
        ("allow_partial", Value::bool(allow_partial)),
    ];
    Call::new(CHAIN, "remove_stake_limit", arguments)
}

/// Sells all that is staked to a hotkey on a subnet, at no worse a price than `limit` if one is given.
pub fn remove_stake_full_limit(hotkey: &AccountId, subnet: NetUid, limit: Option<Tao>) -> Call {
    let limit = optional(limit.map(|limit| number(limit.0)));
    let arguments = [("hotkey", account(hotkey)), ("netuid", netuid(subnet)), ("limit_price", limit)];
    Call::new(CHAIN, "remove_stake_full_limit", arguments)
}

/// Moves stake to another hotkey, another subnet, or both.
pub fn move_stake(from: (&AccountId, NetUid), onto: (&AccountId, NetUid), amount: Alpha) -> Call {
    let arguments = [
        ("origin_hotkey", account(from.0)),
        ("destination_hotkey", account(onto.0)),
        ("origin_netuid", netuid(from.1)),
        ("destination_netuid", netuid(onto.1)),
        ("alpha_amount", number(amount.0)),
    ];
    Call::new(CHAIN, "move_stake", arguments)
}

/// Lowers what a hotkey keeps of what its nominators earn, of 65535.
pub fn decrease_take(hotkey: &AccountId, take: u16) -> Call {
    Call::new(CHAIN, "decrease_take", [("hotkey", account(hotkey)), ("take", number(take))])
}

/// Raises it.
pub fn increase_take(hotkey: &AccountId, take: u16) -> Call {
    Call::new(CHAIN, "increase_take", [("hotkey", account(hotkey)), ("take", number(take))])
}

// Subnets and seats.

/// Creates a subnet; the hotkey takes its first seat.
pub fn register_network(hotkey: &AccountId) -> Call {
    Call::new(CHAIN, "register_network", [("hotkey", account(hotkey))])
}

/// Starts a subnet's trade and emission.
pub fn start_call(subnet: NetUid) -> Call {
    Call::new(CHAIN, "start_call", [("netuid", netuid(subnet))])
}

/// Buys a hotkey a seat on a subnet.
pub fn burned_register(subnet: NetUid, hotkey: &AccountId) -> Call {
    Call::new(CHAIN, "burned_register", [("netuid", netuid(subnet)), ("hotkey", account(hotkey))])
}

/// The same, unless the seat costs more than `limit`.
pub fn register_limit(subnet: NetUid, hotkey: &AccountId, limit: Tao) -> Call {
    let arguments = [("netuid", netuid(subnet)), ("hotkey", account(hotkey)), ("limit_price", number(limit.0))];
    Call::new(CHAIN, "register_limit", arguments)
}

/// Takes a seat on the root network.
pub fn root_register(hotkey: &AccountId) -> Call {
    Call::new(CHAIN, "root_register", [("hotkey", account(hotkey))])
}

/// Tells what a subnet is about.
pub fn set_subnet_identity(subnet: NetUid, identity: &myelin_primitives::records::SubnetIdentityV3) -> Call {
    let text = |bytes: &Vec<u8>| Value::from_bytes(bytes);
    let arguments = [
        ("netuid", netuid(subnet)),
        ("subnet_name", text(&identity.subnet_name)),
        ("github_repo", text(&identity.github_repo)),
        ("subnet_contact", text(&identity.subnet_contact)),
        ("subnet_url", text(&identity.subnet_url)),
        ("discord", text(&identity.discord)),
        ("description", text(&identity.description)),
        ("logo_url", text(&identity.logo_url)),
        ("additional", text(&identity.additional)),
    ];
    Call::new(CHAIN, "set_subnet_identity", arguments)
}

// What neurons do; each is free.

/// Announces where a hotkey serves.
pub fn serve_axon(subnet: NetUid, version: u32, ip: IpAddr, port: u16, protocol: u8) -> Call {
    let (bits, kind) = match ip {
        IpAddr::V4(ip) => (u128::from(u32::from(ip)), 4u8),
        IpAddr::V6(ip) => (u128::from(ip), 6),
    };
    let arguments = [
        ("netuid", netuid(subnet)),
        ("version", number(version)),
        ("ip", number(bits)),
        ("port", number(port)),
        ("ip_type", number(kind)),
        ("protocol", number(protocol)),
        ("placeholder1", number(0u8)),
        ("placeholder2", number(0u8)),
    ];
    Call::new(CHAIN, "serve_axon", arguments)
}

/// Gives weights in the subnet's main mechanism.
pub fn set_weights(subnet: NetUid, weights: &[(Uid, u16)], version: u64) -> Call {
    let arguments = [
        ("netuid", netuid(subnet)),
        ("dests", list(weights.iter().map(|(uid, _)| uid.0))),
        ("weights", list(weights.iter().map(|(_, weight)| *weight))),
        ("version_key", number(version)),
    ];
    Call::new(CHAIN, "set_weights", arguments)
}

/// Gives weights in a mechanism of a subnet.
pub fn set_mechanism_weights(subnet: NetUid, mechanism: MechId, weights: &[(Uid, u16)], version: u64) -> Call {
    let arguments = [
        ("netuid", netuid(subnet)),
        ("mecid", number(mechanism.0)),
        ("dests", list(weights.iter().map(|(uid, _)| uid.0))),
        ("weights", list(weights.iter().map(|(_, weight)| *weight))),
        ("version_key", number(version)),
    ];
    Call::new(CHAIN, "set_mechanism_weights", arguments)
}

/// Publishes up to three short fields, to be held to them later.
pub fn set_commitment(subnet: NetUid, info: &CommitmentInfo) -> Call {
    let fields = Value::unnamed_composite(info.fields.as_slice().iter().map(field));
    let info = Value::named_composite([("fields", fields)]);
    Call::new("Commitments", "set_commitment", [("netuid", netuid(subnet)), ("info", info)])
}

fn field(data: &Data) -> Value {
    let bytes = |name: &str, bytes: &[u8]| Value::unnamed_variant(name, [Value::from_bytes(bytes)]);
    match data {
        Data::None => Value::unnamed_variant("None", []),
        Data::Raw(raw) => bytes(&format!("Raw{}", raw.as_slice().len()), raw.as_slice()),
        Data::BlakeTwo256(hash) => bytes("BlakeTwo256", hash),
        Data::Sha256(hash) => bytes("Sha256", hash),
        Data::Keccak256(hash) => bytes("Keccak256", hash),
        Data::ShaThree256(hash) => bytes("ShaThree256", hash),
        Data::TimelockEncrypted { encrypted, reveal_round } => {
            let fields =
                [("encrypted", Value::from_bytes(encrypted.as_slice())), ("reveal_round", number(*reveal_round))];
            Value::named_variant("TimelockEncrypted", fields)
        }
        Data::ResetBondsFlag => Value::unnamed_variant("ResetBondsFlag", []),
        Data::BigRaw(raw) => bytes("BigRaw", raw.as_slice()),
    }
}

// What carries other calls.

/// Does a call as the network itself; for the sudo key.
pub fn sudo(inner: Call) -> Call {
    Call::new("Sudo", "sudo", [("call", inner.into_value())])
}

/// Does calls one after the other, all of them or none.
pub fn batch_all(calls: impl IntoIterator<Item = Call>) -> Call {
    let calls = Value::unnamed_composite(calls.into_iter().map(Call::into_value));
    Call::new("Utility", "batch_all", [("calls", calls)])
}

/// Does calls one after the other, until one fails.
pub fn batch(calls: impl IntoIterator<Item = Call>) -> Call {
    let calls = Value::unnamed_composite(calls.into_iter().map(Call::into_value));
    Call::new("Utility", "batch", [("calls", calls)])
}

// Settings. Subnet owners may make some of these themselves; the others go through `sudo`.

/// Any setter of `AdminUtils` that takes a subnet and a value, by its name (`sudo_set_tempo`).
pub fn set_for_subnet(setter: &str, subnet: NetUid, value: Value) -> Call {
    Call::in_order(ADMIN, setter, [netuid(subnet), value])
}

/// Any setter of `AdminUtils` that takes one value.
pub fn set_for_all(setter: &str, value: Value) -> Call {
    Call::in_order(ADMIN, setter, [value])
}

/// Blocks between a subnet's epochs; for the sudo key.
pub fn sudo_set_tempo(subnet: NetUid, tempo: u16) -> Call {
    set_for_subnet("sudo_set_tempo", subnet, number(tempo))
}

/// Whether weights are committed before they are revealed.
pub fn set_commit_reveal(subnet: NetUid, enabled: bool) -> Call {
    set_for_subnet("sudo_set_commit_reveal_weights_enabled", subnet, Value::bool(enabled))
}

/// Blocks between two weight settings of a validator; for the sudo key.
pub fn set_weights_rate_limit(subnet: NetUid, blocks: u64) -> Call {
    set_for_subnet("sudo_set_weights_set_rate_limit", subnet, number(blocks))
}

/// Blocks between two announcements of an axon.
pub fn set_serving_rate_limit(subnet: NetUid, blocks: u64) -> Call {
    set_for_subnet("sudo_set_serving_rate_limit", subnet, number(blocks))
}

/// Whether a subnet's pool receives emission; for the sudo key.
pub fn set_subnet_emission(subnet: NetUid, enabled: bool) -> Call {
    set_for_subnet("sudo_set_subnet_emission_enabled", subnet, Value::bool(enabled))
}

/// Blocks before a new subnet may be started; for the sudo key.
pub fn set_start_call_delay(blocks: u64) -> Call {
    set_for_all("sudo_set_start_call_delay", number(blocks))
}

/// Blocks between two new subnets; for the sudo key.
pub fn set_network_rate_limit(blocks: u64) -> Call {
    set_for_all("sudo_set_network_rate_limit", number(blocks))
}

/// Seats that may be taken in a block; for the sudo key.
pub fn set_max_registrations_per_block(subnet: NetUid, seats: u16) -> Call {
    set_for_subnet("sudo_set_max_registrations_per_block", subnet, number(seats))
}

/// Seats that ought to be taken in an interval; three times as many may. For the sudo key.
pub fn set_target_registrations(subnet: NetUid, seats: u16) -> Call {
    set_for_subnet("sudo_set_target_registrations_per_interval", subnet, number(seats))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_shows_its_name_and_not_its_arguments() {
        assert_eq!(start_call(NetUid(3)).to_string(), "SubtensorModule.start_call");
        assert_eq!(sudo(sudo_set_tempo(NetUid(3), 10)).to_string(), "Sudo.sudo");
    }

    #[test]
    fn weights_become_two_lists_of_one_length() {
        let call = set_weights(NetUid(1), &[(Uid(4), 10), (Uid(9), 20)], 0);
        let list = |numbers: &[u128]| Value::unnamed_composite(numbers.iter().map(|number| Value::u128(*number)));
        let Composite::Named(arguments) = call.arguments else { panic!("by name") };
        assert_eq!(arguments[1], ("dests".to_owned(), list(&[4, 9])));
        assert_eq!(arguments[2], ("weights".to_owned(), list(&[10, 20])));
    }

    #[test]
    fn an_axon_of_either_kind_is_announced_as_a_number() {
        let ip = |call: Call| match call.arguments {
            Composite::Named(arguments) => (arguments[2].1.as_u128(), arguments[4].1.as_u128()),
            Composite::Unnamed(_) => (None, None),
        };
        let four = serve_axon(NetUid(1), 1, "127.0.0.1".parse().unwrap(), 8091, 4);
        assert_eq!(ip(four), (Some(0x7f00_0001), Some(4)));
        let six = serve_axon(NetUid(1), 1, "::1".parse().unwrap(), 8091, 4);
        assert_eq!(ip(six), (Some(1), Some(6)));
    }
}
