//! Staking calls, dispatched as they are on a world of three pools and the root network.

use crate::{
    coinbase::{balances_of, check_call, list},
    reading::Place,
    report::{Checked, Difference},
    world::{self, inside, obstacle, read, same, Account, Initial, World},
};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::{Runtime, RuntimeCall};
use pallet_subtensor::{self as subtensor, root::RootClaimTypeEnum, Call};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};

/// One case: its calls, one after another in one block, and the stakes it ends with.
pub fn case(case: &Place) -> Checked {
    let case = case.value();
    let initial: Initial = read("initial", &case["initial"])?;
    let mut world = World::of(&initial)?;
    world.open(initial.block);
    let accounts = &case["initial"]["balances"];
    for (place, step) in list(&case["steps"]).iter().enumerate() {
        check_step(&mut world, accounts, step).map_err(|found| inside(format!("steps[{place}]"), found))?;
    }
    world.within(|| same("final_pools", &case["final_pools"], &world::pools()))
}

fn check_step(world: &mut World, accounts: &Value, step: &Value) -> Checked {
    let before = world.within(|| state(accounts))?;
    check_call(world, step)?;
    let after = world.within(|| state(accounts))?;
    match &step["after"] {
        // A failed call changes nothing.
        Value::Null => same("after", &before, &after),
        recorded => same("after", recorded, &after),
    }
}

fn state(accounts: &Value) -> Result<Value, Difference> {
    let globals = world::globals();
    let subnets: Vec<_> = world::subnets()
        .into_iter()
        .map(|subnet| {
            let (tao, account) = (subnet.tao_reserve, subnet.subnet_account_balance);
            (subnet.netuid, tao, subnet.alpha_in, subnet.alpha_out, subnet.user_flow, account)
        })
        .collect();
    let root_account = world::balance(&subtensor::pool::account::<Runtime>(NetUid::ROOT));
    let stakes: Vec<_> =
        world::pools().into_iter().map(|pool| (pool.hotkey, pool.netuid, pool.total, pool.stakes)).collect();
    Ok(json!({
        "balances": balances_of(accounts)?,
        "root": [globals.subnet0_tao, globals.subnet0_alpha_out, root_account],
        "stakes": stakes,
        "subnets": subnets,
        "total_issuance": globals.total_issuance,
        "total_stake": globals.total_stake,
    }))
}

/// The fields of a recorded call, by name.
struct Record<'a>(&'a Value);

impl Record<'_> {
    fn field<A: DeserializeOwned>(&self, name: &str) -> Result<A, Difference> {
        read(name, &self.0[name])
    }

    fn account(&self, name: &str) -> Result<myelin_runtime::AccountId, Difference> {
        self.field::<Account>(name).map(|account| account.0)
    }

    fn netuid(&self, name: &str) -> Result<NetUid, Difference> {
        self.field(name).map(NetUid)
    }

    fn netuids<A: FromIterator<NetUid>>(&self) -> Result<A, Difference> {
        Ok(self.field::<Vec<u16>>("netuids")?.into_iter().map(NetUid).collect())
    }

    fn alpha(&self) -> Result<Alpha, Difference> {
        self.field("alpha").map(Alpha)
    }

    fn tao(&self) -> Result<Tao, Difference> {
        self.field("tao").map(Tao)
    }

    fn limit(&self) -> Result<Tao, Difference> {
        self.field("limit_price").map(Tao)
    }

    fn limit_if_any(&self) -> Result<Option<Tao>, Difference> {
        Ok(self.field::<Option<u64>>("limit_price")?.map(Tao))
    }
}

/// A recorded call, and the coldkey that signs it.
pub fn call_of(record: &Value) -> Result<(Account, RuntimeCall), Difference> {
    let record = Record(record);
    let name: String = record.field("call")?;
    let call = match name.as_str() {
        "move_stake" | "transfer_stake" | "swap_stake" | "swap_stake_limit" => shift(&record, &name)?,
        "recycle_alpha" | "burn_alpha" | "add_stake_burn" => sink(&record, &name)?,
        "set_children" | "claim_root" | "set_root_claim_type" => choice(&record, &name)?,
        _ => stake(&record, &name)?,
    };
    Ok((record.field("coldkey")?, call.into()))
}

fn stake(record: &Record, name: &str) -> Result<Call<Runtime>, Difference> {
    let hotkey = record.account("hotkey")?;
    Ok(match name {
        "add_stake" => Call::add_stake { hotkey, netuid: record.netuid("netuid")?, amount_staked: record.tao()? },
        "add_stake_limit" => Call::add_stake_limit {
            hotkey,
            netuid: record.netuid("netuid")?,
            amount_staked: record.tao()?,
            limit_price: record.limit()?,
            allow_partial: record.field("allow_partial")?,
        },
        "remove_stake" => {
            Call::remove_stake { hotkey, netuid: record.netuid("netuid")?, amount_unstaked: record.alpha()? }
        }
        "remove_stake_limit" => Call::remove_stake_limit {
            hotkey,
            netuid: record.netuid("netuid")?,
            amount_unstaked: record.alpha()?,
            limit_price: record.limit()?,
            allow_partial: record.field("allow_partial")?,
        },
        "remove_stake_full_limit" => Call::remove_stake_full_limit {
            hotkey,
            netuid: record.netuid("netuid")?,
            limit_price: record.limit_if_any()?,
        },
        "unstake_all" => Call::unstake_all { hotkey },
        "unstake_all_alpha" => Call::unstake_all_alpha { hotkey },
        other => return Err(obstacle("call", format!("no call is named {other}"))),
    })
}

fn shift(record: &Record, name: &str) -> Result<Call<Runtime>, Difference> {
    let origin_netuid = record.netuid("origin_netuid")?;
    let destination_netuid = record.netuid("destination_netuid")?;
    let alpha_amount = record.alpha()?;
    Ok(match name {
        "move_stake" => Call::move_stake {
            origin_hotkey: record.account("origin_hotkey")?,
            destination_hotkey: record.account("destination_hotkey")?,
            origin_netuid,
            destination_netuid,
            alpha_amount,
        },
        "transfer_stake" => Call::transfer_stake {
            destination_coldkey: record.account("destination_coldkey")?,
            hotkey: record.account("hotkey")?,
            origin_netuid,
            destination_netuid,
            alpha_amount,
        },
        "swap_stake" => {
            Call::swap_stake { hotkey: record.account("hotkey")?, origin_netuid, destination_netuid, alpha_amount }
        }
        _ => Call::swap_stake_limit {
            hotkey: record.account("hotkey")?,
            origin_netuid,
            destination_netuid,
            alpha_amount,
            limit_price: record.limit()?,
            allow_partial: record.field("allow_partial")?,
        },
    })
}

fn sink(record: &Record, name: &str) -> Result<Call<Runtime>, Difference> {
    let (hotkey, netuid) = (record.account("hotkey")?, record.netuid("netuid")?);
    Ok(match name {
        "recycle_alpha" => Call::recycle_alpha { hotkey, amount: record.alpha()?, netuid },
        "burn_alpha" => Call::burn_alpha { hotkey, amount: record.alpha()?, netuid },
        _ => Call::add_stake_burn { hotkey, netuid, amount: record.tao()?, limit: record.limit_if_any()? },
    })
}

fn choice(record: &Record, name: &str) -> Result<Call<Runtime>, Difference> {
    Ok(match name {
        "set_children" => Call::set_children {
            hotkey: record.account("hotkey")?,
            netuid: record.netuid("netuid")?,
            children: record
                .field::<Vec<(u64, Account)>>("children")?
                .into_iter()
                .map(|(proportion, child)| (proportion, child.0))
                .collect(),
        },
        "claim_root" => Call::claim_root { subnets: record.netuids()? },
        _ => Call::set_root_claim_type {
            new_root_claim_type: match record.field::<String>("type")?.as_str() {
                "swap" => RootClaimTypeEnum::Swap,
                "keep" => RootClaimTypeEnum::Keep,
                "keep_subnets" => RootClaimTypeEnum::KeepSubnets { subnets: record.netuids()? },
                other => return Err(obstacle("type", format!("no claim type is named {other}"))),
            },
        },
    })
}
