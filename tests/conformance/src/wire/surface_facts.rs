//! Facts of single items, read from a description.

use super::chain::hexed;
use super::surface::{Call, Constant, Extension, Field, Storage, Type, Variant};
use super::types::{self, Name};
use super::{Choice, Fact, Facts, Part};
use polkadot_sdk::sp_runtime::traits::AccountIdConversion;
use serde_json::Value;
use std::collections::BTreeMap;

/// Aliases of a description that metadata shows as types of their own, not as their integer.
const SHOWN_AS_THEMSELVES: [&str; 4] = ["Percent", "Perbill", "Perquintill", "Permill"];

/// Names of stock settings that are constants in metadata, under the same name there.
const STOCK_CONSTANTS: [&str; 17] = [
    "BlockHashCount",
    "SS58Prefix",
    "MinimumPeriod",
    "SlotDuration_ms",
    "MaxAuthorities",
    "MaxNominators",
    "MaxSetIdSessionEntries",
    "ExistentialDeposit",
    "MaxLocks",
    "MaxReserves",
    "MaxFreezes",
    "OperationalFeeMultiplier",
    "DepositBase",
    "DepositFactor",
    "MaxSignatories",
    "MaxScheduledPerBlock",
    "EnterDuration",
];

/// A setting that the stock pallet of this name does not show.
const NO_CONSTANT: (&str, &str) = ("Aura", "MaxAuthorities");

/// The words that a description's types are written in.
pub struct Words<'a> {
    pub aliases: &'a BTreeMap<String, String>,
    pub types: &'a BTreeMap<String, Type>,
}

impl Words<'_> {
    /// A type as metadata would name it.
    pub fn name(&self, text: &str) -> Result<Name, String> {
        self.resolved(types::parse(text)?)
    }

    fn resolved(&self, name: Name) -> Result<Name, String> {
        let of = name.of.into_iter().map(|inner| self.resolved(inner)).collect::<Result<_, _>>()?;
        let is_own = SHOWN_AS_THEMSELVES.contains(&name.word.as_str());
        let alias = self.aliases.get(&name.word).filter(|_| !is_own);
        match alias.or_else(|| self.types.get(&name.word).and_then(|ty| ty.of.as_ref())) {
            Some(meant) => self.name(meant),
            None => Ok(Name { of, ..name }),
        }
    }

    pub fn parts(&self, fields: &[Field]) -> Result<Vec<Part>, String> {
        let part = |field: &Field| Ok(Part { name: field.name.clone().unwrap_or_default(), ty: self.name(&field.ty)? });
        fields.iter().map(part).collect()
    }
}

/// Every word of every type in an item's facts.
pub fn words_in(facts: &Facts) -> Vec<String> {
    let mut words = Vec::new();
    for fact in facts.values() {
        match fact {
            Fact::Word(_) => {}
            Fact::Type(ty) => words.extend(ty.words().into_iter().map(str::to_string)),
            Fact::Parts(parts) => words.extend(words_of(parts)),
            Fact::Choices(choices) => choices.iter().for_each(|choice| words.extend(words_of(&choice.parts))),
        }
    }
    words
}

fn words_of(parts: &[Part]) -> impl Iterator<Item = String> + '_ {
    parts.iter().flat_map(|part| part.ty.words()).map(str::to_string)
}

pub fn extension(words: &Words, order: usize, extension: &Extension) -> Result<Facts, String> {
    // A type, and what it stands for after it. Hashes count as their bytes.
    let first = |text: &str| words.name(&text.split(' ').next().unwrap_or(text).replace("H256", "[u8; 32]"));
    Ok(Facts::from([
        ("order", Fact::word(order)),
        ("extra", Fact::Type(first(&extension.extra)?)),
        ("signed", Fact::Type(first(&extension.additional_signed)?)),
    ]))
}

pub fn call(words: &Words, call: &Call) -> Result<Facts, String> {
    let mut facts = Facts::from([
        ("index", Fact::word(call.index)),
        ("args", Fact::Parts(words.parts(&call.args)?)),
        ("class", Fact::word(&call.dispatch_class)),
    ]);
    // Whatever else it says depends on the arguments.
    if ["fee", "Pays::No"].contains(&call.pays.as_str()) {
        facts.insert("pays", Fact::word(&call.pays));
    }
    Ok(facts)
}

pub fn storage(words: &Words, item: &Storage) -> Result<Facts, String> {
    let keys = item.keys.iter().map(|key| Ok(Part { name: String::new(), ty: words.name(key)? }));
    let mut facts = Facts::from([
        ("hashers", Fact::Word(item.hashers.join(" "))),
        ("keys", Fact::Parts(keys.collect::<Result<_, String>>()?)),
        ("value", Fact::Type(words.name(&item.value)?)),
        ("query", Fact::word(&item.query)),
        ("prefix", Fact::word(&item.prefix)),
    ]);
    let nothing = (item.query == "OptionQuery").then_some("0x00");
    if let Some(default) = item.default_scale.as_deref().or(nothing) {
        facts.insert("default", Fact::word(default));
    }
    Ok(facts)
}

pub fn constant(words: &Words, constant: &Constant) -> Result<Facts, String> {
    let ty = words.name(&constant.ty)?;
    let bytes = encoded(&ty, &constant.value)
        .ok_or_else(|| format!("{}: {} is no {ty} that can be written", constant.name, constant.value))?;
    Ok(Facts::from([("type", Fact::Type(ty)), ("value", Fact::Word(hexed(&bytes)))]))
}

/// The bytes of a value that is written in JSON.
fn encoded(ty: &Name, value: &Value) -> Option<Vec<u8>> {
    if let Some(ascii) = value.get("ascii") {
        return Some(ascii.as_str()?.as_bytes().to_vec());
    }
    if let Some(id) = value.get("account_from_pallet_id") {
        let id = <[u8; 8]>::try_from(id.as_str()?.as_bytes()).ok()?;
        let account: [u8; 32] = polkadot_sdk::frame_support::PalletId(id).into_account_truncating();
        return Some(account.to_vec());
    }
    let width = match ty.word.as_str() {
        "bool" => return Some(vec![u8::from(value.as_bool()?)]),
        "u8" | "Percent" => 1,
        "u16" | "i16" => 2,
        "u32" => 4,
        "u64" => 8,
        _ => return None,
    };
    let bytes = value.as_i64().map(i64::to_le_bytes).or_else(|| value.as_u64().map(u64::to_le_bytes))?;
    Some(bytes[..width].to_vec())
}

/// The settings of a stock pallet that show as constants. Their types are stock too; what is
/// compared is the number, by its bytes without the zeros behind.
pub fn stock_constants(pallet: &str, config: &BTreeMap<String, Value>) -> Vec<(String, Facts)> {
    let is_shown = |name: &str| STOCK_CONSTANTS.contains(&name) && (pallet, name) != NO_CONSTANT;
    let shown = config.iter().filter(|(name, _)| is_shown(name));
    let number = |(name, value): (&String, &Value)| {
        let name = name.strip_suffix("_ms").unwrap_or(name).to_string();
        Some((name, Facts::from([("number", Fact::word(value.as_u64()?))])))
    };
    shown.filter_map(number).collect()
}

pub fn variant(words: &Words, variant: &Variant) -> Result<Facts, String> {
    let fields = Fact::Parts(words.parts(&variant.fields)?);
    Ok(Facts::from([("index", Fact::word(&variant.index)), ("fields", fields)]))
}

pub fn record(words: &Words, ty: &Type) -> Result<Facts, String> {
    if ty.variants.is_empty() {
        return Ok(Facts::from([("fields", Fact::Parts(words.parts(&ty.fields)?))]));
    }
    let mut choices = Vec::new();
    for one in &ty.variants {
        match one.index.as_str() {
            Some(span) => choices.extend(raw_bytes(span)?),
            None => {
                let (index, name) = (one.index.to_string(), one.name.clone());
                choices.push(Choice { index, name, parts: words.parts(&one.fields)? });
            }
        }
    }
    Ok(Facts::from([("variants", Fact::Choices(choices))]))
}

/// The variants `Raw0`, `Raw1` and so on, described together as a span of indices: each is so many
/// bytes as its index is above the first.
fn raw_bytes(span: &str) -> Result<Vec<Choice>, String> {
    let ends: Option<(usize, usize)> =
        span.split_once("..").and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    let (first, last) = ends.ok_or_else(|| format!("`{span}` is no span of indices"))?;
    let one = |index: usize| {
        let length = (index - first).to_string();
        let bytes = Name { word: "[]".into(), of: vec![Name::word("u8")], length: Some(length.clone()) };
        let parts = vec![Part { name: String::new(), ty: bytes }];
        Choice { index: index.to_string(), name: format!("Raw{length}"), parts }
    };
    Ok((first..=last).map(one).collect())
}
