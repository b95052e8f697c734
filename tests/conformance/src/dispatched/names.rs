//! Names of calls, events and errors, read from metadata by what they are on the wire.

use crate::wire::chain;
use codec::Encode;
use frame_metadata::v15::{PalletMetadata, RuntimeMetadataV15};
use myelin_runtime::{RuntimeCall, RuntimeEvent};
use polkadot_sdk::{
    sp_io::TestExternalities,
    sp_runtime::{DispatchError, ModuleError},
};
use scale_info::form::PortableForm;
use std::collections::BTreeMap;

/// Names such as `Balances.Transfer` by the index of the pallet and the index in it.
pub struct Names {
    calls: ByIndex,
    events: ByIndex,
    errors: ByIndex,
}

type ByIndex = BTreeMap<(u8, u8), String>;

impl Names {
    /// Reading metadata takes a chain, whichever.
    pub fn read() -> Self {
        let metadata = TestExternalities::default().execute_with(chain::metadata);
        Self {
            calls: by_index(&metadata, |pallet| pallet.calls.as_ref().map(|calls| calls.ty.id)),
            events: by_index(&metadata, |pallet| pallet.event.as_ref().map(|events| events.ty.id)),
            errors: by_index(&metadata, |pallet| pallet.error.as_ref().map(|errors| errors.ty.id)),
        }
    }

    /// All calls there are.
    pub fn calls(&self) -> impl Iterator<Item = &str> {
        self.calls.values().map(String::as_str)
    }

    pub fn call(&self, call: &RuntimeCall) -> &str {
        &self.calls[&leading(call)]
    }

    pub fn event(&self, event: &RuntimeEvent) -> &str {
        &self.events[&leading(event)]
    }

    /// A pallet's error by its name there; others by the name they have everywhere.
    pub fn error(&self, error: DispatchError) -> String {
        match error {
            DispatchError::Module(ModuleError { index, error: [first, ..], .. }) => {
                self.errors[&(index, first)].clone()
            }
            DispatchError::Token(error) => format!("Token.{error:?}"),
            DispatchError::Arithmetic(error) => format!("Arithmetic.{error:?}"),
            other => format!("{other:?}"),
        }
    }
}

/// The first two bytes: which pallet, and which of its variants.
fn leading(thing: &impl Encode) -> (u8, u8) {
    let bytes = thing.encode();
    (bytes[0], bytes[1])
}

fn by_index(metadata: &RuntimeMetadataV15, ty: impl Fn(&PalletMetadata<PortableForm>) -> Option<u32>) -> ByIndex {
    let of_pallet = |pallet| ty(pallet).map_or(&[][..], |id| chain::variants(&metadata.types, id));
    let named = metadata.pallets.iter().flat_map(|pallet| {
        let name = move |variant: &scale_info::Variant<PortableForm>| format!("{}.{}", pallet.name, variant.name);
        of_pallet(pallet).iter().map(move |variant| ((pallet.index, variant.index), name(variant)))
    });
    named.collect()
}
