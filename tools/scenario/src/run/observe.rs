//! What the chain shows of the subnet.

use super::{Stage, Trouble};
use crate::expect::{Observation, Seat, Totals};
use myelin_primitives::RAO_PER_TOKEN;
use myelin_wallet::AccountId;

impl Stage<'_> {
    /// The subnet at the head, with the balances of those whose are asked about.
    pub(super) async fn observe(&self, purses: &[String]) -> Result<Observation, Trouble> {
        let at = self.head().await?;
        let neurons = at.neurons_lite(self.netuid).await?;
        let mut seen = Observation { block: at.number(), epoch: self.epoch().await?, ..Observation::default() };
        for neuron in &neurons {
            let seat = seat(neuron);
            let totals = &mut seen.totals;
            *totals = Totals {
                incentive: totals.incentive + seat.incentive,
                dividends: totals.dividends + seat.dividends,
                emission: totals.emission + seat.emission,
                stake: totals.stake + seat.stake,
                neurons: totals.neurons + 1.0,
            };
            if let Some((who, _)) = self.keys.iter().find(|(_, keys)| keys.hotkey == neuron.hotkey) {
                seen.seats.insert(who.clone(), seat);
            }
        }
        for who in purses {
            let balance = at.balance(&self.keys(who)?.coldkey).await?;
            seen.balances.insert(who.clone(), whole(balance.0));
        }
        Ok(seen)
    }
}

fn seat(neuron: &myelin_client::views::NeuronInfoLite<AccountId>) -> Seat {
    let share = |share: u16| f64::from(share) / 65_535.0;
    Seat {
        incentive: share(neuron.incentive),
        dividends: share(neuron.dividends),
        consensus: share(neuron.consensus),
        trust: share(neuron.validator_trust),
        emission: whole(neuron.emission.0),
        stake: whole(neuron.stake.iter().map(|(_, stake)| stake.0 .0).fold(0, u64::saturating_add)),
        permit: neuron.validator_permit,
    }
}

fn whole(rao: u64) -> f64 {
    rao as f64 / RAO_PER_TOKEN as f64
}
