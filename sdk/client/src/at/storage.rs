//! What the state holds under a name.

use super::At;
use crate::{
    client::{from_hex, to_hex},
    rpc::Params,
    runtime::Runtime,
    ReadError,
};
use codec::{Decode, DecodeAll, Encode};
use serde::Deserialize;
use subxt::{
    ext::frame_decode::storage::{
        decode_storage_key_with_info, encode_storage_key_with_info, StorageInfo, StorageTypeInfo,
    },
    utils::Static,
};

/// Keys per question, and values per answer.
const PAGE: u32 = 500;

/// A key of a map: anything the codec knows. The hasher it goes through is the chain's affair.
pub trait Key: Sync {
    /// The key's own bytes.
    fn bytes(&self) -> Vec<u8>;
}

impl<T: Encode + Sync + ?Sized> Key for T {
    fn bytes(&self) -> Vec<u8> {
        self.encode()
    }
}

/// Bytes that are encoded already.
struct Raw(Vec<u8>);

impl Encode for Raw {
    fn encode(&self) -> Vec<u8> {
        self.0.clone()
    }

    fn encode_to<O: codec::Output + ?Sized>(&self, output: &mut O) {
        output.write(&self.0);
    }
}

#[derive(Deserialize)]
struct Changes {
    changes: Vec<(String, Option<String>)>,
}

impl At {
    /// The value of an item: the chain's default where nothing was written, if the item has one.
    pub async fn storage<V: Decode>(
        &self,
        pallet: &str,
        item: &str,
        keys: &[&dyn Key],
    ) -> Result<Option<V>, ReadError> {
        let bytes = self.storage_bytes(pallet, item, keys).await?;
        let item = Item::of(self.runtime().await?, pallet, item)?;
        bytes.map(|bytes| item.decode(&bytes)).transpose()
    }

    /// The same as its bytes.
    pub async fn storage_bytes(
        &self,
        pallet: &str,
        item: &str,
        keys: &[&dyn Key],
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let runtime = self.runtime().await?;
        let item = Item::of(runtime, pallet, item)?;
        let key = item.key(keys)?;
        let written = self.raw_storage(&key).await?;
        Ok(written.or_else(|| item.info.default_value.as_ref().map(|bytes| bytes.to_vec())))
    }

    /// The key under which the state keeps an item, for proofs and raw reads.
    pub async fn storage_key(&self, pallet: &str, item: &str, keys: &[&dyn Key]) -> Result<Vec<u8>, ReadError> {
        Item::of(self.runtime().await?, pallet, item)?.key(keys)
    }

    /// The bytes under a key of the state's own.
    pub async fn raw_storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        let asked = Params::of((to_hex(key), self.hash()))?;
        let answer: Option<String> = self.client().rpc.ask("state_getStorageAt", asked).await?;
        answer.map(|value| from_hex("state_getStorageAt", &value)).transpose()
    }

    /// The entries of a map, or of its part under the first keys, in the order of the state. The
    /// keys that were not given come as `K`: a tuple where they are several.
    pub async fn storage_map<K: Decode, V: Decode>(
        &self,
        pallet: &str,
        item: &str,
        first: &[&dyn Key],
    ) -> Result<Vec<(K, V)>, ReadError> {
        let item = Item::of(self.runtime().await?, pallet, item)?;
        let prefix = to_hex(&item.prefix(first)?);
        let mut entries = Vec::new();
        let mut last = prefix.clone();
        loop {
            let keys = self.keys_after(&prefix, &last).await?;
            let Some(newest) = keys.last() else { return Ok(entries) };
            last = newest.clone();
            for (key, value) in self.values(&keys).await? {
                let key = from_hex("a storage key", &key)?;
                let rest = item.decode(&item.rest_of_key(&key, first.len())?)?;
                entries.push((rest, item.decode(&from_hex("a storage value", &value)?)?));
            }
            if keys.len() < PAGE as usize {
                return Ok(entries);
            }
        }
    }

    /// Everything the state holds, in its order; `told` hears how much has come so far.
    pub async fn whole_state(&self, told: impl Fn(usize)) -> Result<Vec<(Vec<u8>, Vec<u8>)>, ReadError> {
        const NOTHING: &str = "0x";
        let mut entries = Vec::new();
        let mut last = NOTHING.to_owned();
        loop {
            let keys = self.keys_after(NOTHING, &last).await?;
            let Some(newest) = keys.last() else { return Ok(entries) };
            last = newest.clone();
            let values = self.values(&keys).await?;
            // What is left out would be missing from every sum.
            if values.len() != keys.len() {
                let reason = format!("{} values came for {} keys", values.len(), keys.len());
                return Err(ReadError::undecodable("state_queryStorageAt", reason));
            }
            for (key, value) in values {
                entries.push((from_hex("a storage key", &key)?, from_hex("a storage value", &value)?));
            }
            told(entries.len());
        }
    }

    /// The next keys under a prefix after the last one seen.
    async fn keys_after(&self, prefix: &str, last: &str) -> Result<Vec<String>, ReadError> {
        let page = Params::of((prefix, PAGE, last, self.hash()))?;
        self.client().rpc.ask("state_getKeysPaged", page).await
    }

    async fn values(&self, keys: &[String]) -> Result<Vec<(String, String)>, ReadError> {
        let asked = Params::of((keys, self.hash()))?;
        let sets: Vec<Changes> = self.client().rpc.ask("state_queryStorageAt", asked).await?;
        let changes = sets.into_iter().flat_map(|set| set.changes);
        Ok(changes.filter_map(|(key, value)| value.map(|value| (key, value))).collect())
    }
}

/// A storage item as the metadata describes it.
struct Item<'runtime> {
    pallet: &'runtime str,
    name: &'runtime str,
    runtime: &'runtime Runtime,
    info: StorageInfo<'runtime, u32>,
}

impl<'runtime> Item<'runtime> {
    fn of(runtime: &'runtime Runtime, pallet: &'runtime str, name: &'runtime str) -> Result<Self, ReadError> {
        match runtime.metadata.storage_info(pallet, name) {
            Ok(info) => Ok(Self { pallet, name, runtime, info }),
            Err(cause) => Err(no_such_item(pallet, name, &cause)),
        }
    }

    /// The key of one value.
    fn key(&self, keys: &[&dyn Key]) -> Result<Vec<u8>, ReadError> {
        let (wanted, given) = (self.info.keys.len(), keys.len());
        if wanted != given {
            let reason = format!("it has {wanted} keys, and {given} were given");
            return Err(no_such_item(self.pallet, self.name, &reason));
        }
        self.prefix(keys)
    }

    /// What the keys of all values under the first keys begin with.
    fn prefix(&self, first: &[&dyn Key]) -> Result<Vec<u8>, ReadError> {
        let parts: Vec<_> = first.iter().map(|key| Static(Raw(key.bytes()))).collect();
        let types = self.runtime.metadata.types();
        encode_storage_key_with_info(self.pallet, self.name, parts, &self.info, types)
            .map_err(|cause| no_such_item(self.pallet, self.name, &cause))
    }

    /// The bytes of a key's parts beyond the first ones, freed of their hashes.
    fn rest_of_key(&self, key: &[u8], first: usize) -> Result<Vec<u8>, ReadError> {
        let unreadable = || self.undecodable(&"a key cannot be read back");
        let decoded = decode_storage_key_with_info(&mut &*key, &self.info, self.runtime.metadata.types())
            .map_err(|cause| self.undecodable(&cause))?;
        let mut rest = Vec::new();
        for part in decoded.parts().skip(first) {
            let value = part.value().ok_or_else(unreadable)?;
            rest.extend_from_slice(key.get(value.range()).ok_or_else(unreadable)?);
        }
        Ok(rest)
    }

    fn decode<V: Decode>(&self, bytes: &[u8]) -> Result<V, ReadError> {
        V::decode_all(&mut &*bytes).map_err(|cause| self.undecodable(&cause))
    }

    fn undecodable(&self, cause: &dyn std::fmt::Display) -> ReadError {
        ReadError::undecodable(format!("{}.{}", self.pallet, self.name), cause)
    }
}

fn no_such_item(pallet: &str, item: &str, cause: &dyn std::fmt::Display) -> ReadError {
    ReadError::NoSuchItem { pallet: pallet.to_owned(), item: item.to_owned(), reason: cause.to_string() }
}
