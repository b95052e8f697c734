//! What the live table shows, taken from the network between two of its steps.

use crate::{
    network::Network,
    report::{split, Split},
};
use myelin_subnet::Conduct;

#[derive(Clone, Debug, Default)]
pub struct Scene {
    pub rpc: String,
    pub wallets: String,
    pub block: u64,
    /// The block of the last epoch.
    pub begins: u64,
    /// The block of the next one.
    pub ends: u64,
    /// Paid epochs so far.
    pub epochs: usize,
    /// TAO for one alpha.
    pub price: f64,
    pub split: Split,
    pub rows: Vec<Row>,
    /// What the last epoch did to whom.
    pub story: Vec<String>,
    /// What the last key did.
    pub notice: String,
    /// What last went wrong for whom.
    pub trouble: String,
}

#[derive(Clone, Debug, Default)]
pub struct Row {
    pub uid: u16,
    pub role: &'static str,
    pub name: &'static str,
    /// What to know about it now: dead, lying.
    pub state: &'static str,
    pub accuracy: Option<f64>,
    pub incentive: f64,
    pub dividends: f64,
    pub validator_trust: f64,
    /// Alpha of the last epoch.
    pub emission: f64,
    /// Alpha at the hotkey.
    pub stake: f64,
}

impl Scene {
    pub fn of(network: &Network, block: u64, begins: u64, ends: u64) -> Self {
        let audits = network.audits();
        Self {
            rpc: network.rpc_url().to_string(),
            wallets: network.wallets().display().to_string(),
            block,
            begins,
            ends,
            epochs: audits.len(),
            price: network.newest().map_or(0.0, |audit| audit.price),
            split: split(audits),
            rows: rows(network),
            ..Self::default()
        }
    }
}

fn rows(network: &Network) -> Vec<Row> {
    let Some(last) = network.newest() else { return waiting(network) };
    last.neurons
        .iter()
        .map(|paid| Row {
            uid: paid.uid,
            role: paid.role,
            name: paid.name,
            state: state(network, paid.name),
            accuracy: accuracy(network, paid.name),
            incentive: paid.incentive,
            dividends: paid.dividends,
            validator_trust: paid.validator_trust,
            emission: tokens(paid.earned.0),
            stake: tokens(paid.stake.0),
        })
        .collect()
}

/// Before anybody was paid: who is there.
fn waiting(network: &Network) -> Vec<Row> {
    let validators = network.validators.iter().map(|validator| ("validator", validator.name));
    let miners = network.miners.iter().map(|miner| ("miner", miner.name));
    std::iter::once(("owner", "owner"))
        .chain(validators)
        .chain(miners)
        .zip(0..)
        .map(|((role, name), uid)| Row {
            uid,
            role,
            name,
            state: state(network, name),
            accuracy: accuracy(network, name),
            ..Row::default()
        })
        .collect()
}

fn state(network: &Network, name: &str) -> &'static str {
    let lies =
        network.validators.iter().any(|validator| validator.name == name && validator.conduct() == Conduct::Lying);
    let is_dead = network.miners.iter().any(|miner| miner.name == name && !miner.is_alive());
    match (lies, is_dead) {
        (true, _) => "lying",
        (_, true) => "dead",
        _ => "",
    }
}

fn accuracy(network: &Network, name: &str) -> Option<f64> {
    network.miners.iter().find(|miner| miner.name == name).map(|miner| miner.accuracy.as_f64())
}

fn tokens(rao: u64) -> f64 {
    rao as f64 / 1e9
}
