//! A value for a hyperparameter as somebody writes it, and what the chain stores for it.

use crate::editing::{ensure, Refusal};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use myelin_primitives::{
    fixed_point::{I64F64, I96F32, U64F64},
    hyperparameters::{Row, Value},
    Tao,
};

/// What a hyperparameter is to be: a word of JSON, read without knowing yet for which one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    Bool(bool),
    Integer(i128),
    /// A number with a point, as text: `1.26`.
    Decimal(String),
    /// Numbers in brackets: `[45875, 58982]`.
    List(Vec<i128>),
    /// Anything else: `burn`, an address, `bits:23242897532874035200`.
    Text(String),
}

impl Setting {
    /// Reads a value as JSON or bare text has it. Nothing is refused here: what cannot be a value
    /// of the hyperparameter is refused where that is known.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
        if let Ok(flag) = text.parse() {
            return Self::Bool(flag);
        }
        let plain = without_exponent(text);
        let text = plain.as_deref().unwrap_or(text);
        if let Some(number) = integer(text) {
            return Self::Integer(number);
        }
        let in_brackets = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(list) = in_brackets.or_else(|| text.contains(',').then_some(text)) {
            if let Some(numbers) = list.split(',').map(integer).collect() {
                return Self::List(numbers);
            }
        }
        let is_decimal =
            text.contains('.') && text.chars().all(|letter| letter.is_ascii_digit() || "+-._".contains(letter));
        if is_decimal {
            return Self::Decimal(text.replace('_', ""));
        }
        Self::Text(text.to_string())
    }

    /// The value in the type of the hyperparameter, within the bounds it has for everybody.
    pub(super) fn for_row(&self, row: &Row) -> Result<Value, Refusal> {
        let value = self.typed(row.default).ok_or_else(|| Refusal::new(format!("`{}` is {}", row.name, kind(row))))?;
        ensure(row.admits(value), || format!("`{}` is {}", row.name, kind(row)))?;
        Ok(value)
    }

    fn typed(&self, like: Value) -> Option<Value> {
        Some(match like {
            Value::Bool(_) => match self {
                Self::Bool(flag) => Value::Bool(*flag),
                _ => return None,
            },
            Value::U8(_) => Value::U8(self.whole()?),
            Value::U16(_) => Value::U16(self.whole()?),
            Value::I16(_) => Value::I16(self.whole()?),
            Value::U32(_) => Value::U32(self.whole()?),
            Value::U64(_) => Value::U64(self.whole()?),
            Value::Tao(_) => Value::Tao(Tao(self.whole()?)),
            Value::Pair(..) => match self {
                Self::List(numbers) => match numbers.as_slice() {
                    [low, high] => Value::Pair(u16::try_from(*low).ok()?, u16::try_from(*high).ok()?),
                    _ => return None,
                },
                _ => return None,
            },
            Value::U64F64(_) => Value::U64F64(match self.bits() {
                Some(bits) => bits.parse().ok()?,
                None => self.number()?.parse::<U64F64>().ok()?.to_bits(),
            }),
            Value::I64F64(_) => Value::I64F64(match self.bits() {
                Some(bits) => bits.parse().ok()?,
                None => self.number()?.parse::<I64F64>().ok()?.to_bits(),
            }),
            Value::I96F32(_) => Value::I96F32(match self.bits() {
                Some(bits) => bits.parse().ok()?,
                None => self.number()?.parse::<I96F32>().ok()?.to_bits(),
            }),
            // Not a number: whoever writes it reads it.
            Value::Absent => Value::Absent,
        })
    }

    fn whole<N: TryFrom<i128>>(&self) -> Option<N> {
        match self {
            Self::Integer(number) => N::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The number's digits, with or without a point.
    fn number(&self) -> Option<String> {
        match self {
            Self::Integer(number) => Some(number.to_string()),
            Self::Decimal(digits) => Some(digits.clone()),
            _ => None,
        }
    }

    /// The bits of a fixed-point number, for whoever wants exactly these.
    fn bits(&self) -> Option<&str> {
        match self {
            Self::Text(text) => text.strip_prefix("bits:"),
            _ => None,
        }
    }
}

impl From<bool> for Setting {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i128> for Setting {
    fn from(number: i128) -> Self {
        Self::Integer(number)
    }
}

impl From<&str> for Setting {
    fn from(text: &str) -> Self {
        Self::parse(text)
    }
}

/// An integer as JSON or a programmer writes it.
fn integer(text: &str) -> Option<i128> {
    text.trim().replace('_', "").parse().ok()
}

/// A number as JSON writes small ones, `3e-6`, with its point where it belongs: `0.000003`.
fn without_exponent(text: &str) -> Option<String> {
    /// No hyperparameter has more digits on either side of its point.
    const FARTHEST: i32 = 40;
    let (digits, exponent) = text.split_once(['e', 'E'])?;
    let exponent: i32 = exponent.parse().ok().filter(|places| (-FARTHEST..=FARTHEST).contains(places))?;
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = [whole, fraction].concat();
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()?.saturating_add(exponent);
    let before = "0".repeat(usize::try_from(point.saturating_neg()).unwrap_or_default());
    let point = usize::try_from(point).unwrap_or_default();
    let after = "0".repeat(point.saturating_sub(all.len()));
    let all = [before, all, after].concat();
    let (whole, fraction) = all.split_at(point);
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    })
}

/// What values a hyperparameter takes: the type, and the bounds where they are narrower.
fn kind(row: &Row) -> String {
    let Some((least, greatest)) = row.bounds else {
        return word(row.default).to_string();
    };
    format!("{} from {} to {}", word(row.default), shown(least), shown(greatest))
}

fn word(value: Value) -> &'static str {
    match value {
        Value::Bool(_) => "true or false",
        Value::U8(_) => "a whole number of 8 bits",
        Value::U16(_) => "a whole number of 16 bits",
        Value::I16(_) => "a whole number of 16 bits with a sign",
        Value::U32(_) => "a whole number of 32 bits",
        Value::U64(_) => "a whole number of 64 bits",
        Value::Tao(_) => "an amount in whole rao",
        Value::Pair(..) => "a pair of whole numbers of 16 bits, the lower one first",
        Value::U64F64(_) | Value::I64F64(_) | Value::I96F32(_) => "a number",
        Value::Absent => "no number",
    }
}

fn shown(value: Value) -> String {
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::U8(number) => number.to_string(),
        Value::U16(number) => number.to_string(),
        Value::I16(number) => number.to_string(),
        Value::U32(number) => number.to_string(),
        Value::U64(number) => number.to_string(),
        Value::Tao(amount) => amount.rao().to_string(),
        Value::Pair(low, high) => format!("[{low}, {high}]"),
        Value::U64F64(bits) => U64F64::from_bits(bits).to_string(),
        Value::I64F64(bits) => I64F64::from_bits(bits).to_string(),
        Value::I96F32(bits) => I96F32::from_bits(bits).to_string(),
        Value::Absent => "nothing".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use myelin_primitives::hyperparameters::Parameter;

    #[test]
    fn text_and_json_read_alike() {
        let read = Setting::parse;
        assert_eq!(read("true"), Setting::Bool(true));
        assert_eq!(read("\"true\""), Setting::Bool(true));
        assert_eq!(read("-7"), Setting::Integer(-7));
        assert_eq!(read("1_000"), Setting::Integer(1_000));
        assert_eq!(read("1.26"), Setting::Decimal("1.26".into()));
        assert_eq!(read("[1,2]"), Setting::List(vec![1, 2]));
        assert_eq!(read("1, 2"), Setting::List(vec![1, 2]));
        assert_eq!(read("\"burn\""), Setting::Text("burn".into()));
        assert_eq!(read(""), Setting::Text(String::new()));
    }

    #[test]
    fn an_exponent_moves_the_point() {
        let plain = |text| without_exponent(text).unwrap();
        assert_eq!(plain("3e-6"), "0.000003");
        assert_eq!(plain("1.26e0"), "1.26");
        assert_eq!(plain("-1.5E+1"), "-15");
        assert_eq!(plain("1.25e1"), "12.5");
        assert_eq!(plain("125e-2"), "1.25");
        assert_eq!(plain("0e9"), "0000000000");
        for no in ["e", "e5", "1e", "1e1000", "recycle", "1.2.3e4", "1"] {
            assert_eq!(without_exponent(no), None, "{no}");
        }
        assert_eq!(Setting::parse("2e9"), Setting::Integer(2_000_000_000));
        assert_eq!(Setting::parse("3e-6").for_row(Parameter::SubnetMovingAlpha.row()), Ok(Value::I96F32(12_885)));
        assert_eq!(Setting::parse("recycle"), Setting::Text("recycle".into()));
    }

    #[test]
    fn a_decimal_is_the_nearest_number_the_chain_has() {
        let row = Parameter::BurnIncreaseMult.row();
        assert_eq!(Setting::parse("1.5").for_row(row), Ok(Value::U64F64(3 << 63)));
        assert_eq!(Setting::parse("2").for_row(row), Ok(Value::U64F64(2 << 64)));
        let same = Setting::parse("bits:23242897532874035200");
        assert_eq!(same.for_row(row), Ok(row.default));
    }

    #[test]
    fn what_does_not_fit_the_type_or_the_bounds_is_told_both() {
        let refused =
            |parameter: Parameter, text| Setting::parse(text).for_row(parameter.row()).unwrap_err().to_string();
        assert_eq!(refused(Parameter::Kappa, "70000"), "`kappa` is a whole number of 16 bits");
        assert_eq!(refused(Parameter::Kappa, "0.5"), "`kappa` is a whole number of 16 bits");
        assert_eq!(refused(Parameter::Yuma3, "1"), "`yuma3_enabled` is true or false");
        assert_eq!(
            refused(Parameter::RevealPeriodEpochs, "101"),
            "`commit_reveal_period` is a whole number of 64 bits from 1 to 100"
        );
        assert_eq!(refused(Parameter::BurnIncreaseMult, "3.5"), "`burn_increase_mult` is a number from 1 to 3");
        assert!(refused(Parameter::AlphaValues, "[1, 2, 3]").contains("a pair"));
        assert!(refused(Parameter::AlphaValues, "[9, 100]").contains("from [1638, 1638]"));
    }
}
