//! Answers as tables: pure functions of what the chain told.

use comfy_table::{presets, CellAlignment, Table};
use myelin_client::{
    amount,
    views::{DynamicInfo, Metagraph, StakeInfo},
    Hyperparameters,
};
use myelin_primitives::{records::AxonInfo, Alpha, Tao};
use myelin_subnet::verify::Asked;
use myelin_wallet::AccountId;
use serde_json::{json, Value};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Digits after the point in tables; `--json` has every rao.
const DECIMALS: usize = 4;

/// A table without lines, numbers to the right of their column.
pub fn table(columns: &[(&str, CellAlignment)]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(columns.iter().map(|(name, _)| *name));
    for (column, (_, alignment)) in table.column_iter_mut().zip(columns) {
        column.set_cell_alignment(*alignment);
    }
    table
}

use CellAlignment::{Left, Right};

/// TAO with its unit.
pub fn tao(amount: Tao) -> String {
    format!("{} TAO", amount::exact(amount.0))
}

/// Alpha with its unit.
pub fn alpha(amount: Alpha) -> String {
    format!("{} alpha", amount::exact(amount.0))
}

fn short(rao: u64) -> String {
    amount::to_decimals(rao, DECIMALS)
}

/// A share of 65535, as a fraction of one.
fn share(value: u16) -> String {
    let of_ten_thousand = u32::from(value).saturating_mul(10_000) / 65_535;
    if of_ten_thousand >= 10_000 {
        return "1.0000".to_owned();
    }
    format!("0.{of_ten_thousand:0>4}")
}

/// Where an axon is, or a dash.
pub fn endpoint(axon: &AxonInfo) -> String {
    if axon.port == 0 {
        return "-".to_owned();
    }
    match axon.ip_type {
        4 => format!("{}:{}", Ipv4Addr::from(u32::try_from(axon.ip).unwrap_or(0)), axon.port),
        _ => format!("[{}]:{}", Ipv6Addr::from(axon.ip), axon.port),
    }
}

/// A list of bytes as the text it is.
pub fn text(bytes: impl IntoIterator<Item = u8>) -> String {
    let bytes: Vec<u8> = bytes.into_iter().collect();
    // A name may hold anything; what a terminal would obey is left out.
    String::from_utf8_lossy(&bytes).chars().filter(|letter| !letter.is_control()).collect()
}

/// What alpha is worth at a price, the fee and the slip of a sale left out.
pub fn worth(amount: Alpha, price: Tao) -> Tao {
    let rao = u128::from(amount.0).saturating_mul(u128::from(price.0)) / 1_000_000_000;
    Tao(u64::try_from(rao).unwrap_or(u64::MAX))
}

/// The miners of a validator's record.
pub fn asked(miners: &[Asked]) -> Table {
    let columns = [("uid", Right), ("hotkey", Left), ("asked", Right), ("answered", Right), ("mean score", Right)];
    let mut table = table(&columns);
    for miner in miners {
        table.add_row([
            miner.uid.to_string(),
            miner.hotkey.to_string(),
            miner.asked.to_string(),
            miner.answered.to_string(),
            format!("{:.4}", miner.score.as_f64()),
        ]);
    }
    table
}

/// One row of a metagraph; uids are positions in its lists.
struct Seat<'a> {
    uid: usize,
    hotkey: &'a AccountId,
    coldkey: Option<&'a AccountId>,
    stake: u64,
    incentive: u16,
    dividends: u16,
    consensus: u16,
    emission: u64,
    has_permit: bool,
    is_active: bool,
    last_update: u64,
    axon: AxonInfo,
}

fn seats(metagraph: &Metagraph<AccountId>) -> impl Iterator<Item = Seat<'_>> {
    metagraph.hotkeys.iter().enumerate().map(|(uid, hotkey)| Seat {
        uid,
        hotkey,
        coldkey: metagraph.coldkeys.get(uid),
        stake: metagraph.total_stake.get(uid).map_or(0, |stake| stake.0 .0),
        incentive: metagraph.incentives.get(uid).map_or(0, |value| value.0),
        dividends: metagraph.dividends.get(uid).map_or(0, |value| value.0),
        consensus: metagraph.consensus.get(uid).map_or(0, |value| value.0),
        emission: metagraph.emission.get(uid).map_or(0, |value| value.0 .0),
        has_permit: metagraph.validator_permit.get(uid).is_some_and(|permit| *permit),
        is_active: metagraph.active.get(uid).is_some_and(|active| *active),
        last_update: metagraph.last_update.get(uid).map_or(0, |block| block.0),
        axon: metagraph.axons.get(uid).copied().unwrap_or_default(),
    })
}

/// The seats of a subnet.
pub fn metagraph(metagraph: &Metagraph<AccountId>) -> Table {
    let columns = [
        ("uid", Right),
        ("hotkey", Left),
        ("stake", Right),
        ("incentive", Right),
        ("dividends", Right),
        ("consensus", Right),
        ("emission", Right),
        ("permit", Left),
        ("weights set", Right),
        ("axon", Left),
    ];
    let mut table = table(&columns);
    for seat in seats(metagraph) {
        let since = metagraph.block.0.saturating_sub(seat.last_update);
        table.add_row([
            seat.uid.to_string(),
            seat.hotkey.to_string(),
            short(seat.stake),
            share(seat.incentive),
            share(seat.dividends),
            share(seat.consensus),
            short(seat.emission),
            if seat.has_permit { "yes" } else { "" }.to_owned(),
            if seat.has_permit { format!("{since} blocks ago") } else { String::new() },
            endpoint(&seat.axon),
        ]);
    }
    table
}

/// The same as data, in rao and parts of 65535.
pub fn metagraph_data(metagraph: &Metagraph<AccountId>) -> Value {
    let seats: Vec<Value> = seats(metagraph)
        .map(|seat| {
            json!({
                "uid": seat.uid,
                "hotkey": seat.hotkey,
                "coldkey": seat.coldkey,
                "stake_rao": seat.stake,
                "incentive": seat.incentive,
                "dividends": seat.dividends,
                "consensus": seat.consensus,
                "emission_rao": seat.emission,
                "validator_permit": seat.has_permit,
                "active": seat.is_active,
                "last_update": seat.last_update,
                "axon": (seat.axon.port != 0).then(|| endpoint(&seat.axon)),
            })
        })
        .collect();
    json!({
        "netuid": metagraph.netuid,
        "name": text(metagraph.name.iter().map(|byte| byte.0)),
        "block": metagraph.block.0,
        "tempo": metagraph.tempo.0,
        "last_step": metagraph.last_step.0,
        "owner_hotkey": metagraph.owner_hotkey,
        "owner_coldkey": metagraph.owner_coldkey,
        "neurons": seats,
    })
}

/// A subnet with the price of its alpha and of a seat.
pub struct Subnet {
    pub info: DynamicInfo<AccountId>,
    pub price: Tao,
    pub seats: usize,
    pub is_started: bool,
}

/// Every subnet.
pub fn subnets(subnets: &[Subnet]) -> Table {
    let columns = [
        ("netuid", Right),
        ("name", Left),
        ("price (TAO)", Right),
        ("TAO in pool", Right),
        ("alpha in pool", Right),
        ("alpha out", Right),
        ("neurons", Right),
        ("tempo", Right),
        ("started", Left),
    ];
    let mut table = table(&columns);
    for subnet in subnets {
        table.add_row([
            subnet.info.netuid.to_string(),
            text(subnet.info.subnet_name.iter().map(|byte| byte.0)),
            amount::to_decimals(subnet.price.0, 6),
            short(subnet.info.tao_in.0),
            short(subnet.info.alpha_in.0),
            short(subnet.info.alpha_out.0),
            subnet.seats.to_string(),
            subnet.info.tempo.to_string(),
            if subnet.is_started { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table
}

pub fn subnets_data(subnets: &[Subnet]) -> Value {
    let one = |subnet: &Subnet| {
        json!({
            "netuid": subnet.info.netuid,
            "name": text(subnet.info.subnet_name.iter().map(|byte| byte.0)),
            "symbol": text(subnet.info.token_symbol.iter().map(|byte| byte.0)),
            "owner_coldkey": subnet.info.owner_coldkey,
            "owner_hotkey": subnet.info.owner_hotkey,
            "price_rao": subnet.price,
            "tao_in_rao": subnet.info.tao_in,
            "alpha_in_rao": subnet.info.alpha_in,
            "alpha_out_rao": subnet.info.alpha_out,
            "neurons": subnet.seats,
            "tempo": subnet.info.tempo,
            "started": subnet.is_started,
        })
    };
    Value::Array(subnets.iter().map(one).collect())
}

/// Positions of a coldkey, each with the price of its alpha.
pub fn stakes(stakes: &[(StakeInfo<AccountId>, Tao)]) -> Table {
    let columns = [("netuid", Right), ("hotkey", Left), ("alpha", Right), ("worth (TAO)", Right), ("registered", Left)];
    let mut table = table(&columns);
    for (stake, price) in stakes {
        table.add_row([
            stake.netuid.to_string(),
            stake.hotkey.to_string(),
            short(stake.stake.0),
            short(worth(stake.stake, *price).0),
            if stake.is_registered { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table
}

pub fn stakes_data(stakes: &[(StakeInfo<AccountId>, Tao)]) -> Value {
    let one = |(stake, price): &(StakeInfo<AccountId>, Tao)| {
        json!({
            "netuid": stake.netuid,
            "hotkey": stake.hotkey,
            "coldkey": stake.coldkey,
            "alpha_rao": stake.stake,
            "worth_rao": worth(stake.stake, *price),
            "registered": stake.is_registered,
        })
    };
    Value::Array(stakes.iter().map(one).collect())
}

/// The settings of a subnet, a line each.
pub fn hyperparameters(settings: &Hyperparameters) -> Result<(Table, Value), serde_json::Error> {
    let data = serde_json::to_value(settings)?;
    let mut table = table(&[("setting", Left), ("value", Right)]);
    for (name, value) in data.as_object().into_iter().flatten() {
        let shown = match (name.as_str(), value.as_u64()) {
            ("min_burn" | "max_burn", Some(rao)) => tao(Tao(rao)),
            _ => value.to_string(),
        };
        table.add_row([name.clone(), shown]);
    }
    Ok((table, data))
}
