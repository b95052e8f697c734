//! What a run comes to: the split, what everybody earned, and whether the books balance.

use crate::network::{EpochAudit, Network};
use myelin_primitives::Alpha;
use serde::Serialize;
use std::fmt;

/// The outcome of a run over its paid epochs.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub seed: u64,
    /// Epochs paid before the first weights counted; in these validators get the miners' part too.
    pub warmup_epochs: u32,
    /// Epochs paid since.
    pub epochs: u32,
    /// The blocks that paid them.
    pub paid_blocks: Vec<u64>,
    pub split: Split,
    /// Alpha (in rao) that left the pending buckets and reached no hotkey.
    pub uncredited_rao: u64,
    /// TAO (in rao) that the curve emits and that never came into being.
    pub recycled_rao: u64,
    pub neurons: Vec<Neuron>,
    pub issuance_ok: bool,
    pub rpc: String,
}

/// Who got which share of what was paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Split {
    pub miners: f64,
    pub validators: f64,
    pub owner: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Neuron {
    pub uid: u16,
    pub role: &'static str,
    pub name: &'static str,
    pub hotkey: String,
    /// A miner's share of digits right on a held-out set.
    pub accuracy: Option<f64>,
    /// In the last epoch, as a share of 1.
    pub incentive: f64,
    /// In the last epoch, as a share of 1.
    pub dividends: f64,
    /// Alpha (in rao) earned in all epochs of the report.
    pub emission_rao: u64,
    /// Alpha (in rao) at the hotkey in the end.
    pub stake_rao: u64,
}

impl Report {
    pub fn of(network: &Network, seed: u64) -> Self {
        let audits = network.audits();
        let sum = |of: fn(&EpochAudit) -> u64| audits.iter().map(of).fold(0, u64::saturating_add);
        Self {
            seed,
            warmup_epochs: network.warmup_epochs(),
            epochs: u32::try_from(audits.len()).unwrap_or(u32::MAX),
            paid_blocks: audits.iter().map(|audit| audit.block).collect(),
            split: split(audits),
            uncredited_rao: sum(|audit| audit.uncredited.0),
            recycled_rao: sum(|audit| audit.recycled.0),
            neurons: neurons(network),
            issuance_ok: audits.iter().all(|audit| audit.issuance_ok),
            rpc: network.rpc_url().to_string(),
        }
    }
}

/// The shares of miners, validators and owner in everything those epochs paid.
pub fn split(audits: &[EpochAudit]) -> Split {
    let earned = |role| audits.iter().fold(Alpha::ZERO, |sum, audit| sum.saturating_add(audit.earned_by(role)));
    let [miners, validators, owner] = ["miner", "validator", "owner"].map(|role| earned(role).0 as f64);
    let all = miners + validators + owner;
    if all == 0.0 {
        return Split::default();
    }
    Split { miners: miners / all, validators: validators / all, owner: owner / all }
}

fn neurons(network: &Network) -> Vec<Neuron> {
    let audits = network.audits();
    let Some(last) = audits.last() else { return Vec::new() };
    let earned = |uid: u16| {
        let of_uid = audits.iter().flat_map(|audit| &audit.neurons).filter(|paid| paid.uid == uid);
        of_uid.fold(Alpha::ZERO, |sum, paid| sum.saturating_add(paid.earned))
    };
    let accuracy = |name: &str| {
        let miner = network.miners.iter().find(|miner| miner.name == name)?;
        Some(miner.accuracy.as_f64())
    };
    last.neurons
        .iter()
        .map(|paid| Neuron {
            uid: paid.uid,
            role: paid.role,
            name: paid.name,
            hotkey: paid.hotkey.to_string(),
            accuracy: accuracy(paid.name),
            incentive: paid.incentive,
            dividends: paid.dividends,
            emission_rao: earned(paid.uid).0,
            stake_rao: paid.stake.0,
        })
        .collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Split { miners, validators, owner } = self.split;
        writeln!(
            f,
            "{:>3}  {:<10} {:<12} {:>8} {:>9} {:>9} {:>12} {:>12}",
            "uid", "role", "name", "accuracy", "incentive", "dividends", "earned α", "stake α"
        )?;
        for neuron in &self.neurons {
            let accuracy = neuron.accuracy.map_or_else(|| "-".to_string(), |share| format!("{:.1}%", share * 100.0));
            writeln!(
                f,
                "{:>3}  {:<10} {:<12} {accuracy:>8} {:>9.4} {:>9.4} {:>12.4} {:>12.4}",
                neuron.uid,
                neuron.role,
                neuron.name,
                neuron.incentive,
                neuron.dividends,
                tokens(neuron.emission_rao),
                tokens(neuron.stake_rao),
            )?;
        }
        writeln!(f)?;
        writeln!(
            f,
            "{} paid epochs after {} of warm-up: miners {:.2}%, validators {:.2}%, owner {:.2}%",
            self.epochs,
            self.warmup_epochs,
            miners * 100.0,
            validators * 100.0,
            owner * 100.0
        )?;
        let books = if self.issuance_ok { "the books balance" } else { "THE BOOKS DO NOT BALANCE" };
        write!(f, "{books}: {} α-rao uncredited, {:.4} τ recycled", self.uncredited_rao, tokens(self.recycled_rao))
    }
}

fn tokens(rao: u64) -> f64 {
    rao as f64 / 1e9
}
