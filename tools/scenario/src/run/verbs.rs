//! What each step does.

use super::{Done, Stage, Trouble};
use crate::{
    expect::{judge, Claim, Expectation, Quantity, Than, When, SUBNET},
    model::{Change, Role, Verb},
    report::Seen,
};
use myelin_client::calls;
use myelin_primitives::Alpha;

impl Stage<'_> {
    pub(super) async fn act(&mut self, verb: &Verb) -> Result<Done, Trouble> {
        match verb {
            Verb::Expect(expectation) => return self.expect(expectation).await,
            Verb::Mine(blocks) => self.pass_blocks(*blocks).await?,
            Verb::Epochs(epochs) => {
                for _ in 0..*epochs {
                    self.next_epoch().await?;
                    self.all_weigh(false).await?;
                }
            }
            Verb::AdvanceTime(by) => drop(self.dev.advance_time(*by).await?),
            Verb::Set(settings) => {
                for setting in settings {
                    self.set(setting).await?;
                }
            }
            Verb::Change { who, change } => self.change(who, change).await?,
            Verb::Register(who) => {
                self.register(who).await?;
                if let Some(Role::Validator { stake, .. }) = self.scenario.person(who).map(|person| &person.role) {
                    self.endow(who, *stake).await?;
                }
            }
            Verb::Faucet { who, amount } => {
                for who in self.scenario.meant_by(who) {
                    self.dev.faucet(&self.keys(&who)?.coldkey, *amount).await?;
                }
            }
            Verb::Transfer { from, onto, amount } => {
                for onto in self.scenario.meant_by(onto) {
                    let call = calls::transfer_keep_alive(&self.keys(&onto)?.coldkey, *amount);
                    self.as_coldkey(from, &call).await?;
                }
            }
            Verb::Stake { who, amount } => {
                for who in self.scenario.meant_by(who) {
                    let call = calls::add_stake(&self.keys(&who)?.hotkey, self.netuid, *amount);
                    self.as_coldkey(&who, &call).await?;
                }
            }
            Verb::Unstake { who, amount } => {
                for who in self.scenario.meant_by(who) {
                    let call = calls::remove_stake(&self.keys(&who)?.hotkey, self.netuid, *amount);
                    self.as_coldkey(&who, &call).await?;
                }
            }
            Verb::Snapshot(name) => self.remember(name).await?,
            Verb::Revert(name) => self.go_back(name).await?,
        }
        // Calls take blocks, and an epoch may have come in one of them.
        self.weigh_if_due().await?;
        Ok(Done::plainly())
    }

    /// Lets a validator hold so much alpha.
    pub(super) async fn endow(&self, who: &str, stake: Alpha) -> Result<(), Trouble> {
        if stake.is_zero() {
            return Ok(());
        }
        let keys = self.keys(who)?;
        self.dev.set_stake(&keys.hotkey, &keys.coldkey, self.netuid, stake.0).await?;
        Ok(())
    }

    async fn change(&mut self, who: &str, change: &Change) -> Result<(), Trouble> {
        for who in self.scenario.meant_by(who) {
            match change.online {
                Some(true) => drop(self.minds.offline.remove(&who)),
                Some(false) => drop(self.minds.offline.insert(who.clone())),
                None => {}
            }
            if let Some(quality) = change.quality {
                self.minds.quality.insert(who.clone(), quality);
            }
            if let Some(weights) = &change.weights {
                self.minds.weights.insert(who.clone(), weights.clone());
            }
            // What validators think of miners they say when their turn comes; a validator's own
            // change of mind it says at once.
            let weighs = change.weights.is_some() || change.online == Some(true);
            if weighs && self.minds.weights.contains_key(&who) {
                let terms = self.terms().await?;
                self.weighs(&who, &terms, true).await?;
            }
        }
        Ok(())
    }

    async fn remember(&mut self, name: &str) -> Result<(), Trouble> {
        let snapshot = self.dev.snapshot().await?;
        self.moments.push((name.to_owned(), snapshot, self.minds.clone()));
        Ok(())
    }

    async fn go_back(&mut self, name: &str) -> Result<(), Trouble> {
        let place = self.moments.iter().position(|(moment, ..)| moment == name);
        let found = place.and_then(|place| Some((place, self.moments.get(place)?)));
        let Some((place, (_, snapshot, minds))) = found else {
            return Err(Trouble::new(format!("no moment is called `{name}`"), ""));
        };
        self.minds = minds.clone();
        self.dev.revert(*snapshot).await?;
        self.moments.truncate(place + 1);
        Ok(())
    }

    async fn expect(&mut self, expectation: &Expectation) -> Result<Done, Trouble> {
        let mut done = Done { holds: false, seen: Vec::new() };
        match expectation.when {
            When::Now => done.holds = self.look(expectation, &mut done.seen).await?,
            When::Within(epochs) => {
                done.holds = self.look(expectation, &mut done.seen).await?;
                for _ in 0..epochs {
                    if done.holds {
                        break;
                    }
                    done.holds = self.look_after_epoch(expectation, &mut done.seen).await?;
                }
            }
            When::For(epochs) => {
                done.holds = true;
                for _ in 0..epochs {
                    if !done.holds {
                        break;
                    }
                    done.holds = self.look_after_epoch(expectation, &mut done.seen).await?;
                }
            }
        }
        Ok(done)
    }

    async fn look_after_epoch(&mut self, expectation: &Expectation, seen: &mut Vec<Seen>) -> Result<bool, Trouble> {
        self.next_epoch().await?;
        let holds = self.look(expectation, seen).await?;
        self.all_weigh(false).await?;
        Ok(holds)
    }

    async fn look(&self, expectation: &Expectation, seen: &mut Vec<Seen>) -> Result<bool, Trouble> {
        let meant = match expectation.who.as_str() {
            SUBNET => vec![SUBNET.to_owned()],
            who => self.scenario.meant_by(who),
        };
        let observation = self.observe(&purses(expectation, &meant)).await?;
        let verdict = judge(expectation, &meant, &observation);
        seen.push(Seen { epoch: observation.epoch, block: observation.block, what: verdict.seen });
        Ok(verdict.holds)
    }
}

/// Whose balances have to be read.
fn purses(expectation: &Expectation, meant: &[String]) -> Vec<String> {
    let Claim::Compares { quantity, than, .. } = &expectation.claim else { return Vec::new() };
    let own = meant.iter().filter(|_| *quantity == Quantity::Balance).cloned();
    let other = match than {
        Than::Somebodys { who, quantity: Quantity::Balance, .. } => Some(who.clone()),
        _ => None,
    };
    own.chain(other).collect()
}
