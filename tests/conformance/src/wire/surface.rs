//! A description of the reference chain's wire, as JSON, and the items in it.

use super::surface_facts::{self, Words};
use super::{Fact, Facts, Items, Section, Tier};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The part of the description that metadata can answer for.
#[derive(Deserialize)]
pub struct Surface {
    pub runtime_version: BTreeMap<String, Value>,
    pub primitives: Primitives,
    pub extrinsic: Extrinsic,
    pub pallets: Vec<Pallet>,
    pub types: BTreeMap<String, Type>,
    pub runtime_apis: Vec<Api>,
    pub stock_runtime_apis: Vec<StockApi>,
}

#[derive(Deserialize)]
pub struct Primitives {
    pub aliases: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub struct Extrinsic {
    pub transaction_extensions: Vec<Extension>,
}

#[derive(Deserialize)]
pub struct Extension {
    pub identifier: String,
    pub extra: String,
    pub additional_signed: String,
}

#[derive(Deserialize)]
pub struct Pallet {
    pub name: String,
    pub index: u8,
    pub storage_prefix: Option<String>,
    #[serde(default)]
    pub config: BTreeMap<String, Value>,
    #[serde(default)]
    pub calls: Vec<Call>,
    #[serde(default)]
    pub storage: Vec<Storage>,
    #[serde(default)]
    pub constants: Vec<Constant>,
    #[serde(default)]
    pub events: Vec<Variant>,
    #[serde(default)]
    pub errors: Vec<Variant>,
}

#[derive(Deserialize)]
pub struct Call {
    pub index: u8,
    pub name: String,
    pub args: Vec<Field>,
    pub pays: String,
    pub dispatch_class: String,
    pub tier: Tier,
    /// Set where only some builds have the call.
    pub feature_gated: Option<Value>,
}

#[derive(Deserialize)]
pub struct Storage {
    pub name: String,
    pub hashers: Vec<String>,
    pub keys: Vec<String>,
    pub value: String,
    pub query: String,
    pub default_scale: Option<String>,
    pub prefix: String,
    pub tier: Tier,
}

#[derive(Deserialize)]
pub struct Constant {
    pub name: String,
    #[serde(rename = "type")]
    pub ty: String,
    pub value: Value,
}

#[derive(Deserialize)]
pub struct Variant {
    /// A number, or a span of them as words.
    pub index: Value,
    pub name: String,
    #[serde(default)]
    pub fields: Vec<Field>,
}

#[derive(Deserialize)]
pub struct Field {
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub ty: String,
}

#[derive(Deserialize)]
pub struct Type {
    pub kind: String,
    #[serde(default)]
    pub fields: Vec<Field>,
    #[serde(default)]
    pub variants: Vec<Variant>,
    pub of: Option<String>,
}

#[derive(Deserialize)]
pub struct Api {
    pub name: String,
    pub id: String,
    pub version: u32,
    pub methods: Vec<Method>,
}

#[derive(Deserialize)]
pub struct Method {
    pub name: String,
    pub args: Vec<Field>,
    pub returns: String,
    pub tier: Tier,
}

#[derive(Deserialize)]
pub struct StockApi {
    pub name: String,
    pub id: String,
    pub methods: Vec<String>,
}

/// What was described, and how much each item matters.
pub struct Described {
    pub items: Items,
    pub tiers: BTreeMap<(Section, String), Tier>,
}

/// Stock pallets and interfaces of the third tier by its definition: other machines' code.
const OF_TIER_C: [&str; 9] = [
    "Ethereum",
    "EVM",
    "EVMChainId",
    "BaseFee",
    "Contracts",
    "EthereumRuntimeRPCApi",
    "ConvertTransactionRuntimeApi",
    "ContractsApi",
    "BabeApi",
];

/// Stock pallets and interfaces that no everyday action of the first tier needs.
const OF_TIER_B: [&str; 7] = [
    "RandomnessCollectiveFlip",
    "Multisig",
    "Preimage",
    "Scheduler",
    "SafeMode",
    "GenesisBuilder",
    "TransactionPaymentCallApi",
];

impl Surface {
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
        serde_json::from_str(&text).map_err(|why| format!("{}: {why}", path.display()))
    }

    /// Everything described, by the facts the chain is read for too.
    pub fn described(&self) -> Result<Described, String> {
        let words = Words { aliases: &self.primitives.aliases, types: &self.types };
        let mut into = Described { items: Items::new(), tiers: BTreeMap::new() };
        for (name, value) in &self.runtime_version {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            into.add(Section::Version, name.clone(), Tier::A, Facts::from([("value", Fact::Word(value))]));
        }
        for (order, extension) in self.extrinsic.transaction_extensions.iter().enumerate() {
            let facts = surface_facts::extension(&words, order, extension)?;
            into.add(Section::Extension, extension.identifier.clone(), Tier::A, facts);
        }
        for pallet in &self.pallets {
            of_pallet(&words, pallet, &mut into)?;
        }
        self.apis(&words, &mut into)?;
        self.all_types(&words, &mut into)?;
        Ok(into)
    }

    fn apis(&self, words: &Words, into: &mut Described) -> Result<(), String> {
        for api in &self.runtime_apis {
            let tier = api.methods.iter().map(|method| method.tier).min().unwrap_or(Tier::C);
            let facts = Facts::from([("id", Fact::word(&api.id)), ("version", Fact::word(api.version))]);
            into.add(Section::Api, api.name.clone(), tier, facts);
            for method in &api.methods {
                let facts = Facts::from([
                    ("args", Fact::Parts(words.parts(&method.args)?)),
                    ("returns", Fact::Type(words.name(&method.returns)?)),
                ]);
                into.add(Section::Method, format!("{}.{}", api.name, method.name), method.tier, facts);
            }
        }
        for api in &self.stock_runtime_apis {
            let tier = stock_tier(&api.name);
            into.add(Section::Api, api.name.clone(), tier, Facts::from([("id", Fact::word(&api.id))]));
            for method in &api.methods {
                into.add(Section::Method, format!("{}.{method}", api.name), tier, Facts::new());
            }
        }
        Ok(())
    }

    /// Types matter as much as the most important item that names them, through other types too.
    fn all_types(&self, words: &Words, into: &mut Described) -> Result<(), String> {
        let mut tiers: BTreeMap<String, Tier> = BTreeMap::new();
        let mut found: Vec<(String, Tier)> = Vec::new();
        for (item, facts) in &into.items {
            let tier = into.tiers.get(item).copied().unwrap_or(Tier::C);
            found.extend(surface_facts::words_in(facts).into_iter().map(|word| (word, tier)));
        }
        while let Some((word, tier)) = found.pop() {
            let Some(ty) = self.types.get(&word) else { continue };
            if tiers.get(&word).is_some_and(|known| *known <= tier) {
                continue;
            }
            tiers.insert(word, tier);
            let fields = ty.fields.iter().chain(ty.variants.iter().flat_map(|variant| &variant.fields));
            for text in fields.map(|field| &field.ty).chain(&ty.of) {
                found.extend(words.name(text)?.words().into_iter().map(|word| (word.to_string(), tier)));
            }
        }
        for (name, ty) in &self.types {
            // An alias has no record of its own: it is compared where it is used.
            if ty.kind != "alias" {
                let tier = tiers.get(name).copied().unwrap_or(Tier::C);
                into.add(Section::Type, name.clone(), tier, surface_facts::record(words, ty)?);
            }
        }
        Ok(())
    }
}

impl Described {
    fn add(&mut self, section: Section, name: String, tier: Tier, facts: Facts) {
        self.tiers.insert((section, name.clone()), tier);
        self.items.insert((section, name), facts);
    }
}

fn stock_tier(name: &str) -> Tier {
    match name {
        name if OF_TIER_C.contains(&name) => Tier::C,
        name if OF_TIER_B.contains(&name) => Tier::B,
        _ => Tier::A,
    }
}

fn of_pallet(words: &Words, pallet: &Pallet, into: &mut Described) -> Result<(), String> {
    let named = |name: &str| format!("{}.{name}", pallet.name);
    let tiers = pallet.calls.iter().map(|call| call.tier).chain(pallet.storage.iter().map(|item| item.tier));
    // Where no tier is written, a thing matters as much as the best of its pallet.
    let best = tiers.min().unwrap_or_else(|| stock_tier(&pallet.name));
    let mut facts = Facts::from([("index", Fact::word(pallet.index))]);
    if let (Some(prefix), false) = (&pallet.storage_prefix, pallet.storage.is_empty()) {
        facts.insert("prefix", Fact::word(prefix));
    }
    into.add(Section::Pallet, pallet.name.clone(), best, facts);
    for call in pallet.calls.iter().filter(|call| call.feature_gated.is_none()) {
        into.add(Section::Call, named(&call.name), call.tier, surface_facts::call(words, call)?);
    }
    for item in &pallet.storage {
        into.add(Section::Storage, named(&item.name), item.tier, surface_facts::storage(words, item)?);
    }
    for constant in &pallet.constants {
        into.add(Section::Constant, named(&constant.name), best, surface_facts::constant(words, constant)?);
    }
    for (name, facts) in surface_facts::stock_constants(&pallet.name, &pallet.config) {
        into.add(Section::Constant, named(&name), best, facts);
    }
    for event in &pallet.events {
        into.add(Section::Event, named(&event.name), best, surface_facts::variant(words, event)?);
    }
    for error in &pallet.errors {
        into.add(Section::Error, named(&error.name), best, surface_facts::variant(words, error)?);
    }
    Ok(())
}
