//! What every epoch paid to every hotkey, from the drained buckets and the recorded consensus.
//!
//! Left out are epochs after the first users' call of a case, whose stakes are not all recorded,
//! the case where claims are kept as stake, for the same reason, and epochs with a seat that both mines and validates, whose two wages are recorded as one sum.

use crate::chain::{Chain, World};
use crate::vectors::{amount, file, wide};
use myelin_economy::emission::{
    accrue, delegate_take, divide_buckets, split_dividend, validator_bucket, Accrual, Parent, Recipient, Stakes,
    Validator,
};
use myelin_primitives::fixed_point::I96F32;
use myelin_primitives::Alpha;
use serde_json::Value;
use std::collections::BTreeMap;

type Hotkey = u64;
type Netuid = u64;

const DEFAULT_TAKE: u64 = 11_796;

/// Who stakes how much where, and what has accrued for root.
struct Ledger<'a> {
    initial: &'a Value,
    totals: BTreeMap<(Netuid, Hotkey), Alpha>,
    rates: BTreeMap<(Netuid, Hotkey), I96F32>,
}

impl<'a> Ledger<'a> {
    fn of(initial: &'a Value) -> Self {
        let mut ledger = Self { initial, totals: BTreeMap::new(), rates: BTreeMap::new() };
        ledger.read_pools(&initial["pools"]);
        ledger.read_rates(&initial["root_claims"]);
        ledger
    }

    fn read_pools(&mut self, pools: &Value) {
        for pool in pools.as_array().into_iter().flatten() {
            let key = (amount(&pool["netuid"]), amount(&pool["hotkey"]));
            self.totals.insert(key, Alpha(amount(&pool["total"])));
        }
    }

    fn read_rates(&mut self, claims: &Value) {
        for row in claims["claimable_rates"].as_array().into_iter().flatten() {
            let rate = I96F32::from_bits(wide(&row[2]) as i128);
            self.rates.insert((amount(&row[1]), amount(&row[0])), rate);
        }
    }

    fn stakes(&self, netuid: Netuid, hotkey: Hotkey) -> Stakes {
        let total = |netuid| self.totals.get(&(netuid, hotkey)).copied().unwrap_or_default();
        Stakes { alpha: total(netuid), root: total(0) }
    }

    fn hotkey(&self, hotkey: Hotkey) -> Option<&'a Value> {
        self.initial["hotkeys"].as_array().unwrap().iter().find(|row| row["hotkey"] == hotkey)
    }

    fn owner(&self, hotkey: Hotkey) -> &'a Value {
        &self.hotkey(hotkey).unwrap()["owner"]
    }

    fn delegate_take(&self, hotkey: Hotkey) -> u16 {
        self.hotkey(hotkey).map_or(DEFAULT_TAKE, |row| amount(&row["delegate_take"])) as u16
    }

    /// The rows of a list that concern one subnet.
    fn rows(&self, list: &str, netuid: Netuid) -> Vec<&'a Value> {
        let rows = self.initial[list].as_array().unwrap().iter();
        rows.filter(|row| row["netuid"] == netuid).collect()
    }

    fn childkey_take(&self, netuid: Netuid, hotkey: Hotkey) -> u16 {
        let rows = self.rows("childkey_takes", netuid);
        rows.iter().find(|row| row["hotkey"] == hotkey).map_or(0, |row| amount(&row["take"])) as u16
    }

    /// The weights of an epoch's dividends, shared with the parents.
    fn weights(&self, world: &World, netuid: Netuid, dividends: &BTreeMap<Hotkey, Alpha>) -> BTreeMap<Hotkey, Alpha> {
        let links = self.rows("child_links", netuid);
        let burn = amount(&self.initial["params"]["ck_burn"]);
        let mut weights: BTreeMap<Hotkey, Alpha> = BTreeMap::new();
        for (hotkey, dividend) in dividends {
            let above: Vec<_> = links.iter().filter(|link| link["child"] == *hotkey).collect();
            let parents: Vec<Parent> = above
                .iter()
                .map(|link| Parent {
                    proportion: amount(&link["proportion"]),
                    stakes: self.stakes(netuid, amount(&link["parent"])),
                    has_same_owner: self.owner(amount(&link["parent"])) == self.owner(*hotkey),
                })
                .collect();
            let below = links.iter().filter(|link| link["parent"] == *hotkey);
            let lent: Vec<u64> = below.map(|link| amount(&link["proportion"])).collect();
            let validator = Validator {
                stakes: self.stakes(netuid, *hotkey),
                lent: &lent,
                parents: &parents,
                childkey_take: self.childkey_take(netuid, *hotkey),
            };
            let split = split_dividend(*dividend, &validator, world.tao_weight, burn);
            let names = above.iter().map(|link| amount(&link["parent"])).chain([*hotkey]);
            for (name, part) in names.zip(split.parents.into_iter().chain([split.validator])) {
                let weight = weights.entry(name).or_default();
                *weight = weight.saturating_add(part);
            }
        }
        weights
    }
}

/// Dividends and the miners' sum of an epoch; nothing if a seat's wage mixes both.
fn wages(epoch: &Value, seats: &[Value]) -> Option<(BTreeMap<Hotkey, Alpha>, Alpha)> {
    let (mut dividends, mut mined) = (BTreeMap::new(), Alpha::ZERO);
    for seat in seats {
        let uid = amount(&seat["uid"]) as usize;
        let wage = Alpha(amount(&epoch["emission"][uid]));
        match (amount(&epoch["incentive"][uid]), amount(&epoch["dividends"][uid])) {
            (0, _) => {
                dividends.insert(amount(&seat["hotkey"]), wage);
            }
            (_, 0) => mined = mined.saturating_add(wage),
            _ => return None,
        }
    }
    Some((dividends, mined))
}

/// The hotkeys that were paid something.
fn paid(list: &Value) -> BTreeMap<Hotkey, u64> {
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| (amount(&row[0]), amount(&row[1]))).filter(|(_, paid)| *paid > 0).collect()
}

/// Recomputes one epoch; whether it could be compared.
fn compare(ledger: &mut Ledger, world: &World, epoch: &Value, buckets: [u64; 4], name: &str) -> bool {
    let netuid = amount(&epoch["netuid"]);
    let config = world.configs.iter().find(|config| config["netuid"] == netuid).unwrap();
    let Some((dividends, mined)) = wages(epoch, config["seats"].as_array().unwrap()) else {
        return false;
    };
    let [_, server, validator, root] = buckets.map(Alpha);
    let recipients: Vec<(Hotkey, Recipient)> = ledger
        .weights(world, netuid, &dividends)
        .into_iter()
        .map(|(hotkey, weight)| (hotkey, Recipient { weight, stakes: ledger.stakes(netuid, hotkey) }))
        .collect();
    let values: Vec<Recipient> = recipients.iter().map(|(_, recipient)| *recipient).collect();
    let validators = validator_bucket(validator, server, mined);
    let divided = divide_buckets(&values, validators, root, world.tao_weight);
    let (mut alpha, mut for_root) = (BTreeMap::new(), BTreeMap::new());
    for ((hotkey, recipient), dividend) in recipients.iter().zip(divided) {
        let take = ledger.delegate_take(*hotkey);
        let rest = delegate_take(dividend.root, take).rest;
        alpha.insert(*hotkey, delegate_take(dividend.alpha, take).rest.rao());
        for_root.insert(*hotkey, rest.rao());
        if let Accrual::Claimable(increment) = accrue(rest, recipient.stakes.root) {
            *ledger.rates.entry((netuid, *hotkey)).or_default() += increment;
        }
    }
    alpha.retain(|_, paid| *paid > 0);
    for_root.retain(|_, paid| *paid > 0);
    assert_eq!(alpha, paid(&epoch["alpha_dividends"]), "{name}");
    assert_eq!(for_root, paid(&epoch["root_alpha_dividends"]), "{name}");
    true
}

#[test]
fn every_recorded_epoch_pays_what_the_reference_paid() {
    let record = file("coinbase_vectors.json");
    let (mut compared, mut rates) = (0, 0);
    for case in record["cases"].as_array().unwrap() {
        let keeps_claims = !case["initial"]["root_claim_types"].as_array().unwrap().is_empty();
        if keeps_claims {
            continue;
        }
        let world = World::of(&case["initial"]);
        let mut chain = Chain::of(&case["initial"], &case["initial"]["subnet_state"]);
        let mut ledger = Ledger::of(&case["initial"]);
        for after in case["blocks"].as_array().unwrap() {
            chain.emit(&world, amount(&after["block"]));
            let mut mixed = false;
            for epoch in after["epochs"].as_array().into_iter().flatten() {
                let name = format!("{} block {} subnet {}", case["name"], after["block"], epoch["netuid"]);
                let place = amount(&epoch["netuid"]) as usize - 1;
                if compare(&mut ledger, &world, epoch, chain.subnets[place].pending, &name) {
                    compared += 1;
                } else {
                    mixed = true;
                }
                ledger.read_pools(&epoch["pools"]);
            }
            ledger.read_pools(&after["root_pools"]);
            if let (Some(claims), false) = (after.get("root_claims"), mixed) {
                let mut recorded = Ledger { totals: BTreeMap::new(), rates: BTreeMap::new(), ..ledger };
                recorded.read_rates(claims);
                let known = |rates: &BTreeMap<_, I96F32>| {
                    let rates = rates.iter().filter(|(_, rate)| **rate > I96F32::ZERO);
                    rates.map(|(key, rate)| (*key, *rate)).collect::<BTreeMap<_, _>>()
                };
                assert_eq!(known(&ledger.rates), known(&recorded.rates), "{} {}", case["name"], after["block"]);
                rates += 1;
            } else if mixed {
                ledger.read_rates(&after["root_claims"]);
            }
            if after.get("calls_after_block").is_some() {
                break;
            }
            chain = Chain::after(after);
        }
    }
    assert_eq!((compared, rates), (98, 96));
}
