//! Subnets built at once, with everybody on them.

use super::{
    seal::{Sealed, Sealer},
    until::{Until, MOST_BLOCKS},
};
use crate::failure::Failure;
use myelin_runtime::{
    editing::{self, Person, Population},
    AccountId,
};
use polkadot_sdk::sp_core::{crypto::Pair as _, sr25519::Pair};
use serde::Deserialize;

/// How many epochs a recipe may ask for.
const MOST_EPOCHS: u32 = 100;

/// What a subnet is built of. Accounts are `//Owner`, `//Validator0` ..., `//Miner0` ..., which are
/// hotkeys; the coldkey of X is `X//coldkey`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// Seats that are taken, the owner's among them.
    pub uids: u16,
    /// How many of them are validators.
    pub validators: u16,
    /// Groups of validators that weigh only their own miners.
    pub cabals: u16,
    /// The share of the validators' stake that the cabals hold together.
    pub cabal_stake: f64,
    /// Whether weights are committed before they are revealed.
    pub commit_reveal: bool,
    /// Blocks between two epochs.
    pub tempo: u16,
    /// Whether the validators have weights.
    pub weights: bool,
    /// Epochs that are run after it is built.
    pub epochs: u32,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            uids: 64,
            validators: 16,
            cabals: 0,
            cabal_stake: 0.3,
            commit_reveal: false,
            tempo: 360,
            weights: true,
            epochs: 1,
        }
    }
}

impl Sealer {
    /// Builds a subnet and runs its first epochs; gives the head and the netuid.
    pub async fn populate(&self, recipe: Recipe) -> Result<(Sealed, u16), Failure> {
        if recipe.epochs > MOST_EPOCHS {
            return Err(Failure::new(
                format!("{} epochs are too many", recipe.epochs),
                format!("at most {MOST_EPOCHS}"),
            ));
        }
        if recipe.epochs > 0 {
            self.own_time()?;
        }
        let population = recipe.population()?;
        let (mut sealed, netuid) = self.edit(move || editing::populate(&population)).await?;
        for _ in 0..recipe.epochs {
            sealed = self.mine_until(Until::Epoch { netuid: netuid.0 }, MOST_BLOCKS).await?;
        }
        Ok((sealed, netuid.0))
    }
}

impl Recipe {
    fn population(&self) -> Result<Population, Failure> {
        const WHOLE_PPM: f64 = 1_000_000.0;
        let beside_miners = self.validators.saturating_add(1);
        let Some(miners) = self.uids.checked_sub(beside_miners) else {
            return Err(Failure::new(
                format!("{} seats are too few for the owner and {} validators", self.uids, self.validators),
                "`uids` counts every seat",
            ));
        };
        if !(0.0..=1.0).contains(&self.cabal_stake) {
            return Err(Failure::new(format!("`cabal_stake` is a share from 0 to 1, not {}", self.cabal_stake), ""));
        }
        Ok(Population {
            owner: person("Owner".into())?,
            validators: (0..self.validators)
                .map(|number| person(format!("Validator{number}")))
                .collect::<Result<_, _>>()?,
            miners: (0..miners).map(|number| person(format!("Miner{number}"))).collect::<Result<_, _>>()?,
            cabals: self.cabals,
            cabal_stake_ppm: (self.cabal_stake * WHOLE_PPM).round() as u32,
            commit_reveal: self.commit_reveal,
            tempo: self.tempo,
            weights: self.weights,
        })
    }
}

fn person(name: String) -> Result<Person, Failure> {
    Ok(Person { hotkey: account(&format!("//{name}"))?, coldkey: account(&format!("//{name}//coldkey"))? })
}

fn account(uri: &str) -> Result<AccountId, Failure> {
    let pair =
        Pair::from_string(uri, None).map_err(|cause| Failure::unexpected("derive a key", format!("{cause:?}")))?;
    Ok(pair.public().into())
}
