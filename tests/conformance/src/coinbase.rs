//! Whole blocks of small worlds, in the real runtime, and the emission curve.

use crate::{
    calls::call_of,
    reading::Place,
    report::{Checked, Difference, FileReport},
    world::{self, inside, obstacle, read, records::Pool, same, Account, World},
};
use myelin_economy::issuance::block_emission;
use myelin_primitives::{MechId, NetUid, StorageIndex};
use myelin_runtime::Runtime;
use pallet_subtensor as subtensor;
use polkadot_sdk::sp_core::H256;
use serde::Deserialize;
use serde_json::{json, Value};
use std::collections::BTreeMap;

pub fn check(file: &Value, report: &mut FileReport) {
    report.each(list(&file["cases"]), case);
    if !file["emission_curve"].is_null() {
        // Not one of the listed cases, and counted as one more.
        report.case("emission_curve", || emission_curve(&Place::root(file).field("emission_curve")));
    }
}

/// Rows of issuance and block emission.
fn emission_curve(rows: &Place) -> Checked {
    rows.list()?.iter().try_for_each(|row| row.at(1).same(block_emission(row.at(0).number()?)))
}

/// One case: its blocks, the calls between them, and the state it ends in.
fn case(case: &Place) -> Checked {
    let case = case.value();
    let mut world = World::of(&read("initial", &case["initial"])?)?;
    world.within(|| same("initial.subnet_state", &case["initial"]["subnet_state"], &world::subnets()))?;
    for (place, block) in list(&case["blocks"]).iter().enumerate() {
        check_block(&mut world, block).map_err(|found| inside(format!("blocks[{place}]"), found))?;
    }
    world.within(|| check_final(&case["final"])).map_err(|found| inside("final", found))
}

fn check_block(world: &mut World, block: &Value) -> Checked {
    world.begin(read("block", &block["block"])?, hash(&block["parent_hash"])?);
    world.within(|| {
        same("globals", &block["globals"], &world::globals())?;
        same("subnets", &block["subnets"], &world::subnets())?;
        check_slots(&block["epochs"])?;
        for (place, epoch) in list(&block["epochs"]).iter().enumerate() {
            check_epoch(epoch).map_err(|found| inside(format!("epochs[{place}]"), found))?;
        }
        check_claims(&block["root_claims"])?;
        match &block["root_pools"] {
            Value::Null => Ok(()),
            pools => same("root_pools", pools, &stakes_on(NetUid::ROOT)),
        }
    })?;
    for (place, record) in list(&block["calls_after_block"]).iter().enumerate() {
        check_call(world, record).map_err(|found| inside(format!("calls_after_block[{place}]"), found))?;
    }
    let after = &block["after_calls"];
    if after.is_null() {
        return Ok(());
    }
    world
        .within(|| {
            same("globals", &after["globals"], &world::globals())?;
            same("subnets", &after["subnets"], &traded_subnets())?;
            same("balances", &after["balances"], &balances_of(&after["balances"])?)
        })
        .map_err(|found| inside("after_calls", found))
}

/// Makes the recorded call and compares its answer.
pub fn check_call(world: &mut World, record: &Value) -> Checked {
    let (coldkey, call) = call_of(record)?;
    let answer = world.call(&coldkey, call);
    same("result", &record["result"], &answer)
}

/// What calls can change of the subnets.
fn traded_subnets() -> Vec<Value> {
    let subnets = world::subnets().into_iter();
    subnets
        .map(|subnet| {
            json!({
                "netuid": subnet.netuid,
                "alpha_in": subnet.alpha_in,
                "alpha_out": subnet.alpha_out,
                "price_raw_u64f64": subnet.price_raw_u64f64,
                "subnet_account_balance": subnet.subnet_account_balance,
                "tao_reserve": subnet.tao_reserve,
                "user_flow": subnet.user_flow,
                "volume": subnet.volume,
            })
        })
        .collect()
}

/// Whose epoch this block was: of those subnets, and of no other, an epoch is recorded.
fn check_slots(epochs: &Value) -> Checked {
    let now = pallet_subtensor::now::<Runtime>();
    let fired = world::netuids().into_iter().filter(|netuid| subtensor::LastEpochBlock::<Runtime>::get(netuid) == now);
    let fired: Vec<Value> = fired.map(|netuid| json!({"netuid": netuid.0})).collect();
    let recorded: Vec<Value> = list(epochs).iter().map(|epoch| json!({"netuid": epoch["netuid"]})).collect();
    same("epochs", &json!(recorded), &fired)
}

/// What an epoch stored, and what it paid.
fn check_epoch(epoch: &Value) -> Checked {
    let netuid = NetUid(read("netuid", &epoch["netuid"])?);
    let stored = json!({
        "netuid": netuid.0,
        "consensus": subtensor::Consensus::<Runtime>::get(netuid),
        "dividends": subtensor::Dividends::<Runtime>::get(netuid),
        "emission": subtensor::Emission::<Runtime>::get(netuid).iter().map(|alpha| alpha.rao()).collect::<Vec<_>>(),
        "incentive": subtensor::Incentive::<Runtime>::get(StorageIndex::of(netuid, MechId::MAIN)),
        "validator_permit": subtensor::ValidatorPermit::<Runtime>::get(netuid),
        "alpha_dividends": paid(&epoch["alpha_dividends"], subtensor::AlphaDividendsPerSubnet::<Runtime>::iter_prefix(netuid)),
        "root_alpha_dividends":
            paid(&epoch["root_alpha_dividends"], subtensor::RootAlphaDividendsPerSubnet::<Runtime>::iter_prefix(netuid)),
        "pools": stakes_on(netuid),
    });
    same("", epoch, &stored)
}

/// A record of what hotkeys were paid. Those who got nothing are listed where the vector lists them:
/// a stored zero and none at all read the same.
fn paid(
    recorded: &Value,
    stored: impl Iterator<Item = (myelin_runtime::AccountId, myelin_primitives::Alpha)>,
) -> Vec<(Account, u64)> {
    let listed = list(recorded).iter().filter_map(|row| Account::deserialize(&row[0]).ok()).map(|hotkey| (hotkey, 0));
    let mut paid: BTreeMap<Account, u64> = listed.collect();
    for (hotkey, alpha) in stored.filter(|(_, alpha)| !alpha.is_zero()) {
        paid.insert(Account(hotkey), alpha.rao());
    }
    paid.into_iter().collect()
}

fn check_claims(recorded: &Value) -> Checked {
    match recorded {
        Value::Null => Ok(()),
        claims => same("root_claims", claims, &world::root_claims()),
    }
}

/// The stakes on a subnet, as a block records them: without shares.
fn stakes_on(netuid: NetUid) -> Vec<Value> {
    let pools = world::pools().into_iter().filter(|pool| pool.netuid == netuid.0);
    pools
        .map(|Pool { netuid, hotkey, total, stakes, .. }| {
            json!({ "netuid": netuid, "hotkey": hotkey, "total": total, "stakes": stakes })
        })
        .collect()
}

fn check_final(last: &Value) -> Checked {
    same("pools", &last["pools"], &world::pools())?;
    check_claims(&last["root_claims"])?;
    same("auto_claim_index", &last["auto_claim_index"], &world::auto_claim_index())?;
    same("child_links", &last["child_links"], &world::child_links())?;
    same("balances", &last["balances"], &balances_of(&last["balances"])?)?;
    let bonds: Vec<Value> = world::netuids()
        .into_iter()
        .map(|netuid| json!({ "netuid": netuid.0, "rows": world::bonds(netuid) }))
        .collect();
    same("bonds", &last["bonds"], &bonds)
}

/// The present balances of the accounts a record lists.
pub fn balances_of(recorded: &Value) -> Result<Vec<(Account, u64)>, Difference> {
    list(recorded)
        .iter()
        .map(|row| {
            let account: Account = read("balances", &row[0])?;
            let free = world::balance(&account.0);
            Ok((account, free))
        })
        .collect()
}

fn hash(text: &Value) -> Result<H256, Difference> {
    let Some(text) = text.as_str() else { return Ok(H256::zero()) };
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.trim_start_matches("0x"), &mut bytes).map_err(|error| obstacle("parent_hash", error))?;
    Ok(H256(bytes))
}

/// The entries of a list; of anything else, none.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
