//! What the rules of a chain look like at some version: names, types, storage keys, errors.

use crate::{DispatchFailure, Hash, ReadError};
use subxt::{
    client::OfflineClientAtBlockImpl,
    config::{substrate, Config, DefaultTransactionExtensions},
    dynamic::Value,
    ext::scale_value::{Composite, ValueDef},
    metadata::{ArcMetadata, Metadata},
    utils::{AccountId32, MultiAddress, MultiSignature},
    OfflineClient,
};

/// What this network's extrinsics and headers are made of. Its own transaction extensions carry
/// no bytes, so the stock ones are all there is to fill in.
#[derive(Clone, Debug)]
pub struct BittensorConfig {
    pub(crate) genesis: Hash,
    pub(crate) spec_version: u32,
    pub(crate) transaction_version: u32,
    pub(crate) metadata: ArcMetadata,
}

impl Config for BittensorConfig {
    type AccountId = AccountId32;
    type Address = MultiAddress<AccountId32, ()>;
    type Signature = MultiSignature;
    type Hasher = substrate::BlakeTwo256;
    type Header = substrate::SubstrateHeader<substrate::H256>;
    type TransactionExtensions = DefaultTransactionExtensions<Self>;
    type AssetId = u32;

    fn genesis_hash(&self) -> Option<substrate::H256> {
        Some(self.genesis.into())
    }

    fn spec_and_transaction_version_for_block_number(&self, _: u64) -> Option<(u32, u32)> {
        Some((self.spec_version, self.transaction_version))
    }

    fn metadata_for_spec_version(&self, _: u32) -> Option<ArcMetadata> {
        Some(self.metadata.clone())
    }
}

pub(crate) type Rules = subxt::client::ClientAtBlock<BittensorConfig, OfflineClientAtBlockImpl<BittensorConfig>>;

/// The rules of a chain, as its metadata tells them.
pub(crate) struct Runtime {
    pub(crate) genesis: Hash,
    pub(crate) spec_version: u32,
    pub(crate) metadata: ArcMetadata,
    rules: Rules,
}

impl Runtime {
    pub(crate) fn new(config: BittensorConfig) -> Result<Self, ReadError> {
        let BittensorConfig { genesis, spec_version, .. } = config;
        let metadata = config.metadata.clone();
        // A client of one version: whichever block it is asked about, its rules are these.
        let rules = OfflineClient::new_with_config(config)
            .at_block(0u64)
            .map_err(|cause| ReadError::undecodable("metadata", cause))?;
        Ok(Self { genesis, spec_version, metadata, rules })
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The error that is told by name, as in `SubtensorModule.NotEnoughStake`; none if the chain
    /// has no such error.
    pub(crate) fn failure_named(&self, name: &str) -> Option<DispatchFailure> {
        let (pallet, name) = name.split_once('.')?;
        let variant = self.metadata.pallet_by_name(pallet)?.error_variants()?.iter().find(|one| one.name == name)?;
        let docs = one_line(&variant.docs);
        Some(DispatchFailure { pallet: pallet.to_owned(), name: name.to_owned(), docs })
    }

    /// The error a `DispatchError` value stands for.
    pub(crate) fn failure(&self, error: &Value) -> DispatchFailure {
        failure(&self.metadata, error)
    }
}

fn failure(metadata: &Metadata, error: &Value) -> DispatchFailure {
    match &error.value {
        ValueDef::Variant(variant) if variant.name == "Module" => {
            module_error(metadata, &variant.values).unwrap_or_else(|| unnamed(error.to_string()))
        }
        _ => own_failure(error),
    }
}

/// An error of the runtime itself. `Token(FundsUnavailable)` names the kind, and which of the kind.
fn own_failure(error: &Value) -> DispatchFailure {
    let ValueDef::Variant(variant) = &error.value else {
        return unnamed(error.to_string());
    };
    let inner = variant.values.values().next().and_then(|value| match &value.value {
        ValueDef::Variant(inner) => Some(inner.name.clone()),
        _ => None,
    });
    match inner {
        Some(name) => DispatchFailure { docs: told(&variant.name, &name), pallet: variant.name.clone(), name },
        None => DispatchFailure { docs: told("", &variant.name), ..unnamed(variant.name.clone()) },
    }
}

fn unnamed(name: String) -> DispatchFailure {
    DispatchFailure { pallet: "Runtime".into(), name, docs: String::new() }
}

/// The runtime's own errors have no documentation in metadata; these are the ones people meet.
fn told(kind: &str, name: &str) -> String {
    match (kind, name) {
        ("", "BadOrigin") => "The signer may not do this; sign with the owner's or the sudo key.",
        ("Token", "FundsUnavailable") => "The account cannot spend that much; send less or fund it.",
        ("Token", "NotExpendable") => "The account would fall under the existential deposit; send less.",
        ("Token", "BelowMinimum") => "The receiver would hold less than the existential deposit; send more.",
        ("Arithmetic", "Underflow") => "The account holds less than that; send less or fund it.",
        ("Arithmetic", _) => "A number is larger than the chain can reckon with; give a smaller one.",
        _ => "",
    }
    .to_owned()
}

/// The pallet's index and the error's, which is the first of its four bytes.
fn module_error(metadata: &Metadata, values: &Composite<()>) -> Option<DispatchFailure> {
    // The variant holds one `ModuleError { index, error }`, or its fields themselves.
    let fields: Vec<&Value> = match values.values().next().map(|first| &first.value) {
        Some(ValueDef::Composite(fields)) if values.len() == 1 => fields.values().collect(),
        _ => values.values().collect(),
    };
    let index = number(fields.first()?)?;
    let error = number(fields.get(1)?)?;
    let pallet = metadata.pallet_by_error_index(u8::try_from(index).ok()?)?;
    let variant = pallet.error_variant_by_index(u8::try_from(error).ok()?)?;
    Some(DispatchFailure {
        pallet: pallet.name().to_owned(),
        name: variant.name.clone(),
        docs: one_line(&variant.docs),
    })
}

/// A number, or the first one in what wraps it.
pub(crate) fn number(value: &Value) -> Option<u128> {
    match &value.value {
        ValueDef::Composite(inner) => number(inner.values().next()?),
        _ => value.as_u128(),
    }
}

fn one_line(docs: &[String]) -> String {
    docs.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_runtime_itself_have_a_name_and_a_way_out() {
        let token = Value::unnamed_variant("Token", [Value::unnamed_variant("FundsUnavailable", [])]);
        let failure = own_failure(&token);
        assert_eq!((failure.pallet.as_str(), failure.name.as_str()), ("Token", "FundsUnavailable"));
        assert_eq!(failure.hint(), "send less or fund it");
        let failure = own_failure(&Value::unnamed_variant("BadOrigin", []));
        assert_eq!((failure.pallet.as_str(), failure.name.as_str()), ("Runtime", "BadOrigin"));
        assert_eq!(failure.reason(), "The signer may not do this");
    }

    #[test]
    fn a_wrapped_number_is_found() {
        let wrapped = Value::unnamed_composite([Value::u128(7), Value::u128(0)]);
        assert_eq!(number(&wrapped), Some(7));
        assert_eq!(number(&Value::bool(true)), None);
    }
}
