//! Hyperparameters as a scenario names them, and the rules an epoch follows from them.

use myelin_primitives::hyperparameters::{Parameter, Row, Setter, Value, ROWS};
use myelin_toml::{instead_of, Invalid};
use myelin_yuma::{activity_cutoff, LiquidAlpha, SubnetParams};
use std::collections::BTreeMap;

/// The hyperparameters that make a difference to a simulated subnet.
const SIMULATED: [Parameter; 18] = [
    Parameter::Tempo,
    Parameter::Kappa,
    Parameter::ActivityCutoffFactor,
    Parameter::BondsMovingAverage,
    Parameter::BondsPenalty,
    Parameter::Yuma3,
    Parameter::LiquidAlpha,
    Parameter::AlphaValues,
    Parameter::AlphaSigmoidSteepness,
    Parameter::MinAllowedWeights,
    Parameter::CommitReveal,
    Parameter::RevealPeriodEpochs,
    Parameter::MaxAllowedUids,
    Parameter::MaxAllowedValidators,
    Parameter::OwnerCutEnabled,
    Parameter::SubnetOwnerCut,
    Parameter::StakeThreshold,
    Parameter::SubnetEmission,
];

/// Those that order when weights are heard, and who has a seat: changed in between, they would
/// begin tempos, commits and seats anew.
const FROM_THE_BEGINNING: [Parameter; 4] =
    [Parameter::Tempo, Parameter::CommitReveal, Parameter::RevealPeriodEpochs, Parameter::MaxAllowedUids];

/// A name that is easier to write.
const ALSO: [(&str, &str); 2] =
    [("commit_reveal", "commit_reveal_weights_enabled"), ("reveal_period", "commit_reveal_period")];

/// What a scenario says of hyperparameters; all others are as in a new subnet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings(BTreeMap<Parameter, Value>);

/// The rules of a subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub params: SubnetParams,
    /// Where weights are hidden first, for how many epochs.
    pub reveal_period: Option<u64>,
    /// The owner's cut, if it gets one, of 65535.
    pub owner_cut: Option<u16>,
    pub min_allowed_weights: u16,
    pub max_allowed_uids: u16,
}

impl Settings {
    /// Changes one of them, by its name on the chain.
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), Invalid> {
        let row = row(name)?;
        let value = typed(row.default, value)
            .ok_or_else(|| Invalid::new(format!("`{name}` cannot be {}", shown(value)), kind_of(row.default)))?;
        if !row.admits(value) {
            let bounds = row.bounds.map(|(least, most)| format!("it is {} to {}", shown(least), shown(most)));
            return Err(Invalid::new(format!("`{name}` cannot be {}", shown(value)), bounds.unwrap_or_default()));
        }
        self.0.insert(row.parameter, value);
        Ok(())
    }

    /// The same with one of them as told; it is for whoever knows its type and bounds.
    pub(super) fn with(mut self, parameter: Parameter, value: Value) -> Self {
        self.0.insert(parameter, value);
        self
    }

    /// The same with all that `others` says.
    pub fn overruled(&self, others: &Self) -> Self {
        let told = self.0.iter().chain(&others.0);
        Self(told.map(|(parameter, value)| (*parameter, *value)).collect())
    }

    /// One that the owner of a subnet may not set, if there is any.
    pub fn beyond_owners(&self) -> Option<&'static str> {
        self.0.keys().map(|parameter| parameter.row()).find(|row| row.setter != Setter::Owner).map(|row| row.name)
    }

    /// Whether it has one that holds from the beginning or not at all.
    pub(super) fn holds_from_the_beginning(&self) -> bool {
        FROM_THE_BEGINNING.iter().any(|parameter| self.0.contains_key(parameter))
    }

    pub fn get(&self, parameter: Parameter) -> Value {
        self.0.get(&parameter).copied().unwrap_or_else(|| parameter.row().for_new_subnet())
    }

    /// What was told, by name.
    pub fn told(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        self.0.iter().map(|(parameter, value)| (parameter.row().name, shown(*value)))
    }

    pub fn rules(&self) -> Rules {
        let tempo = self.u16(Parameter::Tempo);
        let (low, high) = match self.get(Parameter::AlphaValues) {
            Value::Pair(low, high) => (low, high),
            _ => (0, 0),
        };
        let steepness = match self.get(Parameter::AlphaSigmoidSteepness) {
            Value::I16(steepness) => steepness,
            _ => 0,
        };
        let factor = u32::try_from(self.u64(Parameter::ActivityCutoffFactor)).unwrap_or(u32::MAX);
        let params = SubnetParams {
            kappa: self.u16(Parameter::Kappa),
            bonds_penalty: self.u16(Parameter::BondsPenalty),
            bonds_moving_average: self.u64(Parameter::BondsMovingAverage),
            yuma3: self.is_on(Parameter::Yuma3),
            liquid_alpha: self.is_on(Parameter::LiquidAlpha).then_some(LiquidAlpha { low, high, steepness }),
            max_allowed_validators: self.u16(Parameter::MaxAllowedValidators),
            stake_threshold: self.u64(Parameter::StakeThreshold),
            tempo,
            activity_cutoff_blocks: activity_cutoff(tempo, factor),
        };
        Rules {
            params,
            reveal_period: self.is_on(Parameter::CommitReveal).then(|| self.u64(Parameter::RevealPeriodEpochs)),
            owner_cut: self.is_on(Parameter::OwnerCutEnabled).then(|| self.u16(Parameter::SubnetOwnerCut)),
            min_allowed_weights: self.u16(Parameter::MinAllowedWeights),
            max_allowed_uids: self.u16(Parameter::MaxAllowedUids),
        }
    }

    fn is_on(&self, parameter: Parameter) -> bool {
        self.get(parameter) == Value::Bool(true)
    }

    fn u64(&self, parameter: Parameter) -> u64 {
        match self.get(parameter) {
            Value::U8(value) => value.into(),
            Value::U16(value) => value.into(),
            Value::U32(value) => value.into(),
            Value::U64(value) => value,
            _ => 0,
        }
    }

    fn u16(&self, parameter: Parameter) -> u16 {
        u16::try_from(self.u64(parameter)).unwrap_or(u16::MAX)
    }
}

/// The row of a hyperparameter that is simulated.
fn row(name: &str) -> Result<&'static Row, Invalid> {
    let full = ALSO.iter().find(|(short, _)| *short == name).map_or(name, |(_, full)| full);
    let known = || SIMULATED.iter().map(|parameter| parameter.row());
    if let Some(row) = known().find(|row| row.name == full) {
        return Ok(row);
    }
    let what = match ROWS.iter().any(|row| row.name == full) {
        true => format!("`{name}` makes no difference to a simulated subnet"),
        false => format!("there is no hyperparameter `{name}`"),
    };
    Err(Invalid::new(what, instead_of(name, known().map(|row| row.name))))
}

/// A whole number in the type that the chain keeps it in; anything else as it is.
fn typed(kind: Value, value: Value) -> Option<Value> {
    Some(match (kind, value) {
        (Value::U8(_), Value::U64(value)) => Value::U8(value.try_into().ok()?),
        (Value::U16(_), Value::U64(value)) => Value::U16(value.try_into().ok()?),
        (Value::U32(_), Value::U64(value)) => Value::U32(value.try_into().ok()?),
        (Value::I16(_), Value::U64(value)) => Value::I16(value.try_into().ok()?),
        (kind, value) if std::mem::discriminant(&kind) == std::mem::discriminant(&value) => value,
        _ => return None,
    })
}

fn kind_of(value: Value) -> &'static str {
    match value {
        Value::Bool(_) => "it is true or false",
        Value::U16(_) => "it is a whole number up to 65535",
        Value::I16(_) => "it is a whole number from -32768 to 32767",
        Value::Pair(..) => "it is two whole numbers up to 65535, as in [45875, 58982]",
        _ => "it is a whole number, not negative",
    }
}

fn shown(value: Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::U8(value) => value.to_string(),
        Value::U16(value) => value.to_string(),
        Value::I16(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        Value::Pair(low, high) => format!("[{low}, {high}]"),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, value: Value) -> String {
        let invalid = Settings::default().set(name, value).unwrap_err();
        format!("{invalid}; {}", invalid.hint)
    }

    #[test]
    fn whatever_is_not_told_is_as_in_a_new_subnet() {
        let rules = Settings::default().rules();
        assert_eq!((rules.params.tempo, rules.params.kappa), (360, 32_767));
        assert!(rules.params.yuma3 && rules.params.liquid_alpha.is_none());
        assert_eq!((rules.reveal_period, rules.owner_cut), (Some(1), Some(11_796)));
        assert_eq!((rules.min_allowed_weights, rules.params.max_allowed_validators), (1, 64));
    }

    #[test]
    fn a_hyperparameter_is_set_by_its_name_or_the_short_one() {
        let mut settings = Settings::default();
        settings.set("commit_reveal", Value::Bool(false)).unwrap();
        settings.set("kappa", Value::U64(40_000)).unwrap();
        assert_eq!(settings.rules().reveal_period, None);
        assert_eq!(settings.rules().params.kappa, 40_000);
    }

    #[test]
    fn what_it_cannot_be_is_said() {
        assert_eq!(refusal("kapa", Value::U64(1)), "there is no hyperparameter `kapa`; did you mean `kappa`?");
        assert_eq!(refusal("kappa", Value::U64(65_536)), "`kappa` cannot be 65536; it is a whole number up to 65535");
        assert_eq!(refusal("reveal_period", Value::U64(101)), "`reveal_period` cannot be 101; it is 1 to 100");
        let idle = refusal("burn_half_life", Value::U64(7));
        assert!(idle.starts_with("`burn_half_life` makes no difference to a simulated subnet"), "{idle}");
    }
}
