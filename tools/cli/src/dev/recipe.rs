//! Fixtures: by their name, or as a file says.

use clap::Args;
use myelin_client::dev::{Recipe, FIXTURES};
use myelin_up::Failure;
use serde_json::Value;
use std::{fs, path::Path};
use toml_edit::{ImDocument, Item};

/// A subnet to be built on the chain that runs.
#[derive(Args)]
pub struct PopulateArgs {
    /// small, full, cabals, or a TOML file with the fields that the options below are named for.
    #[arg(long, value_name = "NAME|FILE")]
    fixture: Option<String>,
    /// Seats that are taken [default: 64].
    #[arg(long, value_name = "COUNT")]
    uids: Option<u16>,
    /// How many of them are validators [default: 16].
    #[arg(long, value_name = "COUNT")]
    validators: Option<u16>,
    /// Groups of validators that weigh only their own miners [default: 0].
    #[arg(long, value_name = "COUNT")]
    cabals: Option<u16>,
    /// The share of the validators' stake that the cabals hold together [default: 0.3].
    #[arg(long, value_name = "SHARE")]
    cabal_stake: Option<f64>,
    /// Whether weights are committed before they are revealed [default: false].
    #[arg(long, value_name = "BOOL")]
    commit_reveal: Option<bool>,
    /// Blocks between two epochs [default: 360].
    #[arg(long, value_name = "BLOCKS")]
    tempo: Option<u16>,
    /// Whether the validators have set weights [default: true].
    #[arg(long, value_name = "BOOL")]
    weights: Option<bool>,
    /// Epochs that are run after it is built [default: 1].
    #[arg(long, value_name = "COUNT")]
    epochs: Option<u32>,
}

impl PopulateArgs {
    /// The fixture that is named, or the default, with what is said besides.
    pub fn recipe(&self) -> Result<Recipe, Failure> {
        let base = self.fixture.as_deref().map_or_else(|| Ok(Recipe::default()), named)?;
        Ok(Recipe {
            uids: self.uids.unwrap_or(base.uids),
            validators: self.validators.unwrap_or(base.validators),
            cabals: self.cabals.unwrap_or(base.cabals),
            cabal_stake: self.cabal_stake.unwrap_or(base.cabal_stake),
            commit_reveal: self.commit_reveal.unwrap_or(base.commit_reveal),
            tempo: self.tempo.unwrap_or(base.tempo),
            weights: self.weights.unwrap_or(base.weights),
            epochs: self.epochs.unwrap_or(base.epochs),
        })
    }
}

/// The fixture of that name, or the one in that file.
pub fn named(name: &str) -> Result<Recipe, Failure> {
    let unknown = match Recipe::named(name) {
        Ok(recipe) => return Ok(recipe),
        Err(unknown) => unknown,
    };
    let path = Path::new(name);
    if !path.exists() {
        return Err(Failure::new(
            format!("{unknown}, and no file of that name"),
            "write a TOML file with uids = 32, say",
        ));
    }
    let text = fs::read_to_string(path)
        .map_err(|cause| Failure::new(format!("could not read {name}: {cause}"), "check its permissions"))?;
    read(&text).map_err(|cause| {
        let named = FIXTURES.join(", ");
        Failure::new(format!("{name} is no fixture: {cause}"), format!("`--fixture` also knows {named}"))
    })
}

/// A flat table of numbers and yes or no; whatever a recipe does not know is refused by name.
fn read(text: &str) -> Result<Recipe, String> {
    let document = ImDocument::parse(text).map_err(|cause| first_line(&cause.to_string()))?;
    let mut fields = serde_json::Map::new();
    for (name, item) in document.iter() {
        fields.insert(name.to_owned(), value(item).ok_or_else(|| format!("`{name}` is no number and no yes or no"))?);
    }
    serde_json::from_value(Value::Object(fields)).map_err(|cause| cause.to_string())
}

fn value(item: &Item) -> Option<Value> {
    let integer = item.as_integer().map(Value::from);
    integer.or_else(|| item.as_float().map(Value::from)).or_else(|| item.as_bool().map(Value::from))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_differs() {
        let read = read("uids = 32\ncabal_stake = 0.25\nweights = false").unwrap();
        assert_eq!(read, Recipe { uids: 32, cabal_stake: 0.25, weights: false, ..Recipe::default() });
    }

    #[test]
    fn what_a_recipe_does_not_know_is_named() {
        assert!(read("miners = 3").unwrap_err().contains("miners"));
        assert!(read("uids = \"many\"").unwrap_err().contains("uids"));
        assert!(read("uids = 99999999").is_err());
        assert!(read("uids =").is_err());
    }

    #[test]
    fn a_name_that_is_none_tells_those_there_are() {
        let failure = named("large").unwrap_err();
        assert!(failure.what.contains("large") && failure.what.contains("small, full, cabals"), "{failure}");
    }
}
