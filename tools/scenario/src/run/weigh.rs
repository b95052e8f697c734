//! Validators set weights: by real calls, once an epoch, and as soon as they change their mind.

use super::{Stage, Trouble};
use crate::model::{Role, Weights};
use myelin_client::{calls, dev::Until, At};
use myelin_primitives::Uid;
use std::collections::BTreeMap;

const CHAIN: &str = "SubtensorModule";
/// The weight of whoever weighs most.
const FULL: f64 = 65_535.0;

/// What has to be known of a seat before its holder may set weights.
#[derive(Clone, Copy)]
struct Holding {
    uid: Uid,
    permit: bool,
    last_update: u64,
}

/// What all validators of an epoch go by.
pub(super) struct Terms {
    seats: BTreeMap<String, Holding>,
    /// Blocks between two weights of one seat.
    rate_limit: u64,
    /// The version that weights must name.
    version: u64,
}

impl Stage<'_> {
    /// Every validator sets weights. Those who set some too lately wait for their turn if
    /// `patient`, else they keep the old ones.
    pub(super) async fn all_weigh(&mut self, patient: bool) -> Result<(), Trouble> {
        self.minds.epoch = self.epoch().await?;
        let terms = self.terms().await?;
        let people = self.scenario.people.iter();
        let validators = people.filter(|person| matches!(person.role, Role::Validator { .. }));
        for validator in validators {
            self.weighs(&validator.name, &terms, patient).await?;
        }
        // Where validators are more than blocks between epochs, some came meanwhile.
        self.minds.epoch = self.epoch().await?;
        Ok(())
    }

    pub(super) async fn terms(&self) -> Result<Terms, Trouble> {
        let at = self.head().await?;
        let rate_limit: Option<u64> = at.storage(CHAIN, "WeightsSetRateLimit", &[&self.netuid]).await?;
        let version: Option<u64> = at.storage(CHAIN, "WeightsVersionKey", &[&self.netuid]).await?;
        let seats = self.holdings(&at).await?;
        Ok(Terms { seats, rate_limit: rate_limit.unwrap_or(0), version: version.unwrap_or(0) })
    }

    /// One validator sets weights, if it is online and may.
    pub(super) async fn weighs(&self, who: &str, terms: &Terms, patient: bool) -> Result<(), Trouble> {
        if self.minds.offline.contains(who) {
            return Ok(());
        }
        let Some(own) = terms.seats.get(who).filter(|own| own.permit) else { return Ok(()) };
        let weights = self.weights_of(who, &terms.seats);
        if weights.is_empty() {
            return Ok(());
        }
        let next = self.head().await?.number().saturating_add(1);
        if own.last_update != 0 && next.saturating_sub(own.last_update) < terms.rate_limit {
            if !patient {
                return Ok(());
            }
            self.dev.mine_until(&Until::RateLimitOver { netuid: self.netuid, uid: own.uid }, None).await?;
        }
        self.as_hotkey(who, &calls::set_weights(self.netuid, &weights, terms.version)).await
    }

    /// Who of the scenario holds which seat.
    async fn holdings(&self, at: &At) -> Result<BTreeMap<String, Holding>, Trouble> {
        let neurons = at.neurons_lite(self.netuid).await?;
        let holding = |(who, keys): (&String, &super::Keys)| {
            let seat = neurons.iter().find(|neuron| neuron.hotkey == keys.hotkey)?;
            let holding = Holding { uid: Uid(seat.uid), permit: seat.validator_permit, last_update: seat.last_update };
            Some((who.clone(), holding))
        };
        Ok(self.keys.iter().filter_map(holding).collect())
    }

    /// What a validator thinks, by seats; the highest weight is the highest there is.
    fn weights_of(&self, who: &str, seats: &BTreeMap<String, Holding>) -> Vec<(Uid, u16)> {
        let thought: BTreeMap<String, f64> = match self.minds.weights.get(who) {
            None | Some(Weights::None) => BTreeMap::new(),
            Some(Weights::ByQuality) => {
                let online = self.minds.quality.iter().filter(|(name, _)| !self.minds.offline.contains(*name));
                online.map(|(name, quality)| (name.clone(), *quality)).collect()
            }
            Some(Weights::Told(told)) => told
                .iter()
                .flat_map(|(name, weight)| self.scenario.meant_by(name).into_iter().map(move |one| (one, *weight)))
                .collect(),
        };
        scaled(&thought, seats)
    }
}

fn scaled(thought: &BTreeMap<String, f64>, seats: &BTreeMap<String, Holding>) -> Vec<(Uid, u16)> {
    let seated: Vec<(Uid, f64)> =
        thought.iter().filter_map(|(name, weight)| Some((seats.get(name)?.uid, *weight))).collect();
    let most = seated.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    if most <= 0.0 {
        return Vec::new();
    }
    let mut scaled: Vec<(Uid, u16)> =
        seated.into_iter().map(|(uid, weight)| (uid, (weight / most * FULL).round() as u16)).collect();
    scaled.retain(|(_, weight)| *weight > 0);
    scaled.sort_unstable();
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_gets_the_highest_weight_and_who_has_no_seat_none() {
        let seat = |uid| Holding { uid: Uid(uid), permit: false, last_update: 0 };
        let seats = BTreeMap::from([("b".to_owned(), seat(1)), ("a".to_owned(), seat(2)), ("c".to_owned(), seat(3))]);
        let thought = [("a", 0.6), ("b", 0.3), ("c", 0.0), ("late", 9.0)];
        let thought = thought.into_iter().map(|(name, weight)| (name.to_owned(), weight)).collect();
        assert_eq!(scaled(&thought, &seats), [(Uid(1), 32_768), (Uid(2), 65_535)]);
        assert!(scaled(&BTreeMap::from([("c".to_owned(), 0.0)]), &seats).is_empty());
    }
}
