//! Transactions of a development chain's own: as any account, and as root.
//!
//! State is changed by ordinary calls in ordinary blocks, so the rules are written once. What no
//! call does is written as raw storage, by the call that exists for it.

use super::{press::Press, seal::Sealed};
use crate::{failure::Failure, service::Hash};
use codec::{Decode, DecodeLimit, Encode};
use myelin_runtime::{
    acting, editing, transaction_extensions, utility, AccountId, RuntimeCall, RuntimeError, RuntimeEvent,
    UncheckedExtrinsic, MAX_DECODE_DEPTH,
};
use polkadot_sdk::substrate_frame_rpc_system::AccountNonceApi;
use polkadot_sdk::{
    frame_system::{self, EventRecord, Phase},
    pallet_sudo,
    sc_client_api::{BlockBackend, StorageKey, StorageProvider},
    sc_transaction_pool_api::{TransactionPool, TransactionSource},
    sp_api::ProvideRuntimeApi,
    sp_io::hashing::twox_128,
    sp_runtime::{generic::Era, traits::Hash as _, DispatchError, OpaqueExtrinsic},
};

/// A storage key and the value to write there; none removes it.
pub type Write = (Vec<u8>, Option<Vec<u8>>);

impl Press {
    /// Makes `call` as `who`, in the block after those of the transactions that wait.
    pub async fn act(&mut self, who: AccountId, call: RuntimeCall) -> Result<Sealed, Failure> {
        let failed = |cause: &dyn std::fmt::Display| Failure::unexpected("make the call", cause);
        self.seal_ready().await.map_err(|cause| failed(&cause))?;
        let transaction = self.extrinsic(who, call)?;
        let sent = self.pool.submit_one(self.head().hash, TransactionSource::Local, transaction).await;
        let hash = sent.map_err(|cause| Failure::new(format!("the call was refused: {cause}"), ""))?;
        let sealed = self.next().await?;
        self.outcome(sealed.hash, hash)?;
        Ok(sealed)
    }

    /// Makes `call` as root, as [`Self::act`] does, through the account that holds sudo.
    pub async fn act_as_root(&mut self, call: RuntimeCall) -> Result<Sealed, Failure> {
        let (key, call) = self.as_root(call)?;
        self.act(key, call).await
    }

    /// Writes raw storage, all in one block. The runtime does not see what changes, so its copies of
    /// other items are forgotten with it; it makes them anew.
    pub async fn write(&mut self, writes: Vec<Write>) -> Result<Sealed, Failure> {
        let Some(call) = writing(writes) else { return Ok(self.head()) };
        let forgetting = editing::copies().into_iter().map(|prefix| {
            RuntimeCall::System(frame_system::Call::kill_prefix { prefix: prefix.to_vec(), subkeys: MOST_COPIES })
        });
        let calls = forgetting.chain([call]).collect();
        self.act_as_root(RuntimeCall::Utility(utility::Call::batch_all { calls })).await
    }

    /// Writes raw storage in a block that holds nothing else.
    pub async fn write_alone(&mut self, writes: Vec<Write>) -> Result<Sealed, Failure> {
        let Some(call) = writing(writes) else { return Ok(self.head()) };
        let failed = |cause: &dyn std::fmt::Display| Failure::unexpected("write the state", cause);
        let (key, call) = self.as_root(call)?;
        let transaction = self.extrinsic(key, call)?;
        let hash = Hashing::hash(&transaction.encode());
        let sealed = self.seal_only(transaction).await.map_err(|cause| failed(&cause))?;
        self.outcome(sealed.hash, hash)?;
        Ok(sealed)
    }

    /// The call as root's, and who must make it.
    fn as_root(&self, call: RuntimeCall) -> Result<(AccountId, RuntimeCall), Failure> {
        Ok((self.sudo()?, RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: Box::new(call) })))
    }

    /// Who holds sudo.
    pub fn sudo(&self) -> Result<AccountId, Failure> {
        let key: Option<AccountId> = self.value(self.head().hash, &storage_value("Sudo", "Key"))?;
        key.ok_or_else(|| Failure::new("nobody holds sudo on this chain", ""))
    }

    /// The call as a transaction of `who`, with the account's next nonce.
    fn extrinsic(&self, who: AccountId, call: RuntimeCall) -> Result<OpaqueExtrinsic, Failure> {
        let failed = |cause: &dyn std::fmt::Display| Failure::unexpected("make the call", cause);
        let head = self.head().hash;
        let nonce = self.client.runtime_api().account_nonce(head, who.clone()).map_err(|cause| failed(&cause))?;
        let bytes = extrinsic(who, nonce, call);
        OpaqueExtrinsic::try_from_encoded_extrinsic(&bytes).map_err(|_| failed(&"it does not decode"))
    }

    fn value<T: Decode>(&self, at: Hash, key: &[u8]) -> Result<Option<T>, Failure> {
        let unreadable = |cause: &dyn std::fmt::Display| Failure::unexpected("read the state", cause);
        let value = self.client.storage(at, &StorageKey(key.to_vec())).map_err(|cause| unreadable(&cause))?;
        let Some(value) = value else { return Ok(None) };
        T::decode(&mut &value.0[..]).map(Some).map_err(|cause| unreadable(&cause))
    }

    /// What became of the transaction `hash` in that block.
    fn outcome(&self, block: Hash, hash: Hash) -> Result<(), Failure> {
        let body = self.client.block_body(block).map_err(|cause| Failure::unexpected("read the block", cause))?;
        let hashing = |extrinsic: &OpaqueExtrinsic| Hashing::hash(&extrinsic.encode());
        let place = body.unwrap_or_default().iter().position(|extrinsic| hashing(extrinsic) == hash);
        let place = place.and_then(|place| u32::try_from(place).ok());
        let Some(place) = place else {
            return Err(Failure::new("the call did not come into the block", "others of the same account may wait"));
        };
        let events: Option<Vec<Box<EventRecord<RuntimeEvent, Hash>>>> =
            self.value(block, &storage_value("System", "Events"))?;
        let own = events.into_iter().flatten().filter(|record| record.phase == Phase::ApplyExtrinsic(place));
        for record in own {
            let error = match record.event {
                RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { dispatch_error, .. }) => dispatch_error,
                RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result: Err(error) }) => error,
                _ => continue,
            };
            return Err(Failure::new(format!("the call failed: {}", name_of(error)), ""));
        }
        Ok(())
    }
}

/// Of each item at most: one a subnet.
const MOST_COPIES: u32 = 512;

/// The call, for root, that writes all of it; none where there is nothing to write.
fn writing(writes: Vec<Write>) -> Option<RuntimeCall> {
    let set = writes.iter().filter_map(|(key, value)| Some((key.clone(), value.clone()?))).collect::<Vec<_>>();
    let kill = writes.into_iter().filter(|(_, value)| value.is_none()).map(|(key, _)| key).collect::<Vec<_>>();
    let mut calls = Vec::new();
    if !set.is_empty() {
        calls.push(RuntimeCall::System(frame_system::Call::set_storage { items: set }));
    }
    if !kill.is_empty() {
        calls.push(RuntimeCall::System(frame_system::Call::kill_storage { keys: kill }));
    }
    match calls.len() {
        0 | 1 => calls.pop(),
        _ => Some(RuntimeCall::Utility(utility::Call::batch_all { calls })),
    }
}

type Hashing = polkadot_sdk::sp_runtime::traits::BlakeTwo256;

/// A call from its bytes.
pub(super) fn decode_call(bytes: &[u8]) -> Result<RuntimeCall, Failure> {
    RuntimeCall::decode_all_with_depth_limit(MAX_DECODE_DEPTH, &mut &bytes[..])
        .map_err(|cause| Failure::new(format!("this is no call of the chain: {cause}"), "encode it by its metadata"))
}

fn extrinsic(who: AccountId, nonce: u32, call: RuntimeCall) -> Vec<u8> {
    let extensions = transaction_extensions(Era::Immortal, nonce, 0);
    UncheckedExtrinsic::new_signed(call, who.into(), acting::mark(), extensions).encode()
}

fn storage_value(pallet: &str, item: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

/// The pallet's name and the error's, as in `Balances.InsufficientBalance`; a sentence for errors that
/// no pallet declares.
fn name_of(error: DispatchError) -> String {
    let sentence: &'static str = error.into();
    let named = RuntimeError::from_dispatch_error(error).map(|error| format!("{error:?}"));
    let parts = named.as_deref().and_then(|named| named.strip_suffix(')')?.split_once('('));
    parts.map_or_else(|| sentence.to_owned(), |(pallet, name)| format!("{pallet}.{name}"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        dev::{spawn, Config},
        service::Client,
    };
    use myelin_runtime::{Balance, Runtime};
    use polkadot_sdk::{
        pallet_balances,
        sp_blockchain::HeaderBackend,
        sp_keyring::Sr25519Keyring::{self, Alice, Bob, Ferdie},
    };

    /// A transaction of Alice's that does nothing.
    pub fn remark_of_alice(_client: &Client, nonce: u32) -> OpaqueExtrinsic {
        let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![1] });
        let bytes = extrinsic(Alice.to_account_id(), nonce, call);
        OpaqueExtrinsic::try_from_encoded_extrinsic(&bytes).unwrap()
    }

    fn ask<T>(verb: impl std::future::Future<Output = T>) -> T {
        futures::executor::block_on(verb)
    }

    fn balance(chain: &crate::dev::Chain, who: Sr25519Keyring) -> u64 {
        let key = StorageKey(frame_system::Account::<Runtime>::hashed_key_for(who.to_account_id()));
        let head = chain.client().info().best_hash;
        let Some(value) = chain.client().storage(head, &key).unwrap() else { return 0 };
        type Account = frame_system::AccountInfo<u32, pallet_balances::AccountData<Balance>>;
        Account::decode(&mut &value.0[..]).unwrap().data.free
    }

    #[test]
    fn a_balance_is_set_and_added_to() {
        let chain = spawn(Config::quiet()).unwrap();
        ask(chain.sealer().set_balance(Ferdie.to_account_id(), 5_000_000)).unwrap();
        assert_eq!(balance(&chain, Ferdie), 5_000_000);
        ask(chain.sealer().faucet(Ferdie.to_account_id(), 6)).unwrap();
        assert_eq!(balance(&chain, Ferdie), 5_000_006);
        assert!(ask(chain.sealer().faucet(Ferdie.to_account_id(), u64::MAX)).is_err());
        assert!(ask(chain.sealer().set_balance(Ferdie.to_account_id(), 77)).is_err(), "less than an account can hold");
        let holder = ask(chain.sealer().faucet(Alice.to_account_id(), 6)).unwrap_err();
        assert!(holder.what.contains("holds sudo"), "{holder}");
        assert_eq!(balance(&chain, Ferdie), 5_000_006);
    }

    #[test]
    fn raw_storage_is_written_and_removed_in_one_block() {
        let chain = spawn(Config::quiet()).unwrap();
        let (one, other) = (b":test:one".to_vec(), b":test:other".to_vec());
        ask(chain.sealer().write(vec![(one.clone(), Some(vec![1])), (other.clone(), Some(vec![2]))])).unwrap();
        let written = ask(chain.sealer().write(vec![(one.clone(), None), (other.clone(), Some(vec![3]))])).unwrap();
        assert_eq!(written.number, 2);
        let read = |key| chain.client().storage(written.hash, &StorageKey(key)).unwrap().map(|value| value.0);
        assert_eq!((read(one), read(other)), (None, Some(vec![3])));
    }

    #[test]
    fn a_call_is_made_as_anybody_and_its_failure_is_told() {
        let chain = spawn(Config::quiet()).unwrap();
        let give = |value| {
            let dest = Ferdie.to_account_id().into();
            RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest, value }).encode()
        };
        let before = balance(&chain, Ferdie);
        ask(chain.sealer().act(Bob.to_account_id(), give(1_000_000))).unwrap();
        assert_eq!(balance(&chain, Ferdie), before + 1_000_000);
        let failed = ask(chain.sealer().act(Bob.to_account_id(), give(u64::MAX))).unwrap_err();
        assert!(failed.what.contains("the call failed"), "{failed}");
        let stranger =
            RuntimeCall::SubtensorModule(pallet_subtensor::Call::start_call { netuid: myelin_primitives::NetUid(99) })
                .encode();
        let unknown = ask(chain.sealer().act(Bob.to_account_id(), stranger)).unwrap_err();
        assert!(unknown.what.contains("the call failed: SubtensorModule."), "{unknown}");
        let noise = ask(chain.sealer().act(Bob.to_account_id(), vec![255, 255])).unwrap_err();
        assert!(noise.what.contains("no call of the chain"), "{noise}");
    }
}
