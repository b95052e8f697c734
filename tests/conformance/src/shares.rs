//! Share pools, operation by operation, and the decimal float they count in.

use crate::reading::Place;
use crate::report::{Checked, Difference, FileReport};
use myelin_economy::shares::{SafeFloat, SharePool};
use myelin_primitives::Alpha;
use serde_json::{json, Value};
use std::collections::BTreeMap;

pub fn check(file: &Value, report: &mut FileReport) {
    report.each(file["cases"].as_array().map_or(&[], Vec::as_slice), case);
    if !file["float_ops"].is_null() {
        // Not one of the listed cases, and counted as one more.
        let operations = Place::root(file).field("float_ops");
        report.case("float_ops", || operations.list()?.iter().try_for_each(float_operation));
    }
}

/// A mantissa and an exponent, side by side from `first` on.
fn float(row: &Place, first: usize) -> Result<SafeFloat, Difference> {
    Ok(SafeFloat { mantissa: row.at(first).wide()?, exponent: row.at(first + 1).signed()? })
}

fn written(float: SafeFloat) -> Value {
    json!([float.mantissa.to_string(), float.exponent])
}

fn float_operation(row: &Place) -> Checked {
    let operand = |name| float(&row.field(name), 0);
    let optional = |result: Option<SafeFloat>| result.map_or(Value::Null, written);
    let operation = row.field("op");
    let found = match operation.text()? {
        "to_u64" => operand("a")?.to_u64().into(),
        "from_u64" => written(SafeFloat::from(row.field("x").number::<u64>()?)),
        "from_u64f64_bits" => written(SafeFloat::from_u64f64_bits(row.field("bits").wide()?)),
        "add" => optional(operand("a")?.checked_add(operand("b")?)),
        "sub" => optional(operand("a")?.checked_sub(operand("b")?)),
        "muldiv" => optional(operand("x")?.mul_div(operand("a")?, operand("b")?)),
        _ => return Err(operation.unreadable("an operation of the decimal float")),
    };
    row.field("result").same(found)
}

fn case(case: &Place) -> Checked {
    let mut hotkey = Hotkey::default();
    for step in case.field("steps").list()? {
        hotkey.perform(&step)?;
        hotkey.compare(&step.field("state"))?;
    }
    Ok(())
}

/// A hotkey's pool with its holders, as a chain would store it.
#[derive(Default)]
struct Hotkey {
    pool: SharePool,
    shares: BTreeMap<u64, SafeFloat>,
}

impl Hotkey {
    fn share(&self, coldkey: u64) -> SafeFloat {
        self.shares.get(&coldkey).copied().unwrap_or_default()
    }

    fn store(&mut self, coldkey: u64, share: SafeFloat) {
        self.shares.insert(coldkey, share);
        self.shares.retain(|_, share| !share.is_zero());
    }

    fn perform(&mut self, step: &Place) -> Checked {
        let coldkey = || step.field("coldkey").number::<u64>();
        let amount = || step.field("amount").number().map(Alpha);
        let operation = step.field("op");
        match operation.text()? {
            "add" => {
                let holding = self.pool.add(self.share(coldkey()?), amount()?);
                self.pool = holding.pool;
                self.store(coldkey()?, holding.share);
            }
            "remove" => {
                if let Some(holding) = self.pool.remove(self.share(coldkey()?), amount()?) {
                    self.pool = holding.pool;
                    self.store(coldkey()?, holding.share);
                }
            }
            "add_for_all" => self.pool = self.pool.add_for_all(amount()?),
            "remove_for_all" => self.pool = self.pool.remove_for_all(amount()?),
            "precision_test" => step.field("result").same(self.pool.can_add(amount()?))?,
            "set_legacy_share" => self.set_legacy(coldkey()?, step)?,
            _ => return Err(operation.unreadable("an operation of a share pool")),
        }
        Ok(())
    }

    /// A share and a denominator in the format they were stored in before.
    fn set_legacy(&mut self, coldkey: u64, step: &Place) -> Checked {
        self.pool.denominator = SafeFloat::from_u64f64_bits(step.field("denominator_u64f64_bits").wide()?);
        self.pool.total = Alpha(step.field("total").number()?);
        self.store(coldkey, SafeFloat::from_u64f64_bits(step.field("share_u64f64_bits").wide()?));
        Ok(())
    }

    fn compare(&self, state: &Place) -> Checked {
        let row = |(coldkey, share): (&u64, &SafeFloat)| json!([coldkey, share.mantissa.to_string(), share.exponent]);
        state.field("total").same(self.pool.total.rao())?;
        state.field("denominator").same(written(self.pool.denominator))?;
        state.field("shares").same(self.shares.iter().map(row).collect::<Vec<_>>())?;
        let worth = |(coldkey, share): (&u64, &SafeFloat)| json!([coldkey, self.pool.value(*share).rao()]);
        state.field("values").same(self.shares.iter().map(worth).collect::<Vec<_>>())
    }
}
