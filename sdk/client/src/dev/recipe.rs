//! Subnets built at once, with everybody on them.

use crate::Head;
use myelin_primitives::NetUid;
use serde::{Deserialize, Serialize};

/// What a subnet is built of. Whatever is not said is as in [`Recipe::default`]; what is said and
/// unknown is refused.
///
/// Accounts are `//Owner`, `//Validator0` …, `//Miner0` …; the coldkey of X is `X//coldkey`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// Seats that are taken.
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
    /// Whether the validators have set weights.
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

/// The recipes that have a name.
pub const FIXTURES: [&str; 3] = ["small", "full", "cabals"];

/// There is no recipe of that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no fixture `{name}`: there are {}", FIXTURES.join(", "))]
pub struct NoSuchFixture {
    /// What was asked for.
    pub name: String,
}

impl Recipe {
    /// A recipe of [`FIXTURES`].
    pub fn named(name: &str) -> Result<Self, NoSuchFixture> {
        let full = Self { uids: 256, validators: 64, ..Self::default() };
        match name {
            "small" => Ok(Self { uids: 16, validators: 4, ..full }),
            "full" => Ok(full),
            "cabals" => Ok(Self { cabals: 3, commit_reveal: true, ..full }),
            _ => Err(NoSuchFixture { name: name.to_owned() }),
        }
    }
}

/// A subnet that was built by a recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Populated {
    /// The subnet.
    pub netuid: NetUid,
    /// The block in which it was complete.
    #[serde(flatten)]
    pub head: Head,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hash;

    #[test]
    fn a_recipe_says_everything_and_may_be_told_in_part() {
        let whole = r#"{"uids":64,"validators":16,"cabals":0,"cabal_stake":0.3,"commit_reveal":false,"tempo":360,"weights":true,"epochs":1}"#;
        assert_eq!(serde_json::to_string(&Recipe::default()).unwrap(), whole);
        let part: Recipe = serde_json::from_str(r#"{"uids":16,"commit_reveal":true}"#).unwrap();
        assert_eq!(part, Recipe { uids: 16, commit_reveal: true, ..Recipe::default() });
    }

    #[test]
    fn an_unknown_ingredient_is_refused_by_name() {
        let refusal = serde_json::from_str::<Recipe>(r#"{"miners":3}"#).unwrap_err().to_string();
        assert!(refusal.contains("miners"), "{refusal}");
    }

    #[test]
    fn fixtures_are_found_by_name_and_others_are_not() {
        assert!(FIXTURES.into_iter().all(|name| Recipe::named(name).is_ok()));
        let cabals = Recipe::named("cabals").unwrap();
        assert_eq!((cabals.uids, cabals.validators, cabals.cabals, cabals.commit_reveal), (256, 64, 3, true));
        assert!(Recipe::named("large").unwrap_err().to_string().contains("there are small, full, cabals"));
    }

    #[test]
    fn what_was_built_reads_back_in_one_piece() {
        let populated = Populated { netuid: NetUid(2), head: Head { number: 361, hash: Hash::default() } };
        let json = serde_json::to_value(populated).unwrap();
        assert_eq!((json["netuid"].as_u64(), json["number"].as_u64()), (Some(2), Some(361)));
        assert_eq!(serde_json::from_value::<Populated>(json).unwrap(), populated);
    }
}
