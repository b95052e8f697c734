//! Changing the state by the rules' own functions, outside any call.
//!
//! What a test wants to be so (a stake, a row of weights, a hyperparameter) often takes many calls
//! that each have their own conditions. The functions behind those calls are run over the state the
//! next block will begin with, and what they changed is written there as raw storage, by root, in
//! that block, which holds nothing else. So everyone who executes the block comes to the same state.

use super::{
    acting::Write,
    press::Press,
    seal::{Sealed, Sealer},
};
use crate::{failure::Failure, service::Hash};
use futures::FutureExt;
use myelin_primitives::Tao;
use myelin_runtime::{editing, AccountId, Balances, Runtime};
use polkadot_sdk::{
    frame_system,
    sc_client_api::{Backend as _, TrieCacheContext},
    sc_executor::with_externalities_safe,
    sp_blockchain::Error as ChainError,
    sp_io::hashing::twox_128,
    sp_state_machine::{Backend as _, Ext, OverlayedChanges},
};
use std::{collections::BTreeMap, fmt::Display, panic::AssertUnwindSafe};

type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

impl Sealer {
    /// Runs `work` over the state that the next block begins with and writes, in that block, what
    /// it changed. Transactions that wait go into blocks of their own before. Where `work` refuses,
    /// nothing is changed.
    pub async fn edit<T, E>(&self, work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<(Sealed, T), Failure>
    where
        T: Send + 'static,
        E: Display + Send + 'static,
    {
        self.ask(move |press, _| press.edit(work).boxed()).await
    }

    /// Lets `who` own exactly `rao`; both counts of what was issued go with it.
    pub async fn set_balance(&self, who: AccountId, rao: u64) -> Result<Sealed, Failure> {
        let (sealed, ()) = self.edit(move || editing::set_balance(&who, Tao(rao))).await?;
        Ok(sealed)
    }

    /// Gives `who` so much more.
    pub async fn faucet(&self, who: AccountId, rao: u64) -> Result<Sealed, Failure> {
        let more = move || {
            let total = Balances::free_balance(&who).checked_add(rao).ok_or("nobody can own that much")?;
            editing::set_balance(&who, Tao(total)).map_err(|refusal| refusal.to_string())
        };
        let (sealed, ()) = self.edit::<(), String>(more).await?;
        Ok(sealed)
    }
}

impl Press {
    async fn edit<T: Send, E: Display + Send>(
        &mut self,
        work: impl FnOnce() -> Result<T, E> + Send,
    ) -> Result<(Sealed, T), Failure> {
        let failed = |cause: ChainError| Failure::unexpected("change the state", cause);
        self.seal_ready().await.map_err(failed)?;
        let (told, writes) = self.rehearse(work)?;
        let sealed = self.write_alone(writes).await?;
        Ok((sealed, told))
    }

    /// What `work` would change in the next block, and what it tells.
    fn rehearse<T, E: Display>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<(T, Vec<Write>), Failure> {
        let failed = |cause: &dyn Display| Failure::unexpected("change the state", cause);
        let before = self.opened().map_err(|cause| failed(&cause))?;
        let head: Hash = self.head().hash;
        let state = self.backend.state_at(head, TrieCacheContext::Untrusted).map_err(|cause| failed(&cause))?;
        let mut overlay = OverlayedChanges::default();
        before.iter().for_each(|(key, value)| overlay.set_storage(key.clone(), value.clone()));
        let told = with_externalities_safe(&mut Ext::new(&mut overlay, &state, None), AssertUnwindSafe(work))
            .map_err(|cause| failed(&cause))?
            .map_err(|cause| Failure::new(cause.to_string(), ""))?;
        let payer = frame_system::Account::<Runtime>::hashed_key_for(self.sudo()?);
        let mut writes = Vec::new();
        for (key, value) in overlay.changes_mut() {
            let value = value.value().cloned();
            let same = match before.get(key) {
                Some(earlier) => *earlier == value,
                None => state.storage(key).map_err(|cause| failed(&cause))? == value,
            };
            if *key == payer && !same {
                return Err(Failure::new(
                    "the account that holds sudo makes the change itself, so its own balance cannot be set",
                    "send TAO to it, or away from it",
                ));
            }
            if !same && !is_of_the_block(key) {
                writes.push((key.clone(), value));
            }
        }
        Ok((told, writes))
    }

    /// What the next block changes before its first transaction.
    fn opened(&self) -> Result<Changes, ChainError> {
        let changes = self.open()?.build()?.storage_changes;
        Ok(changes.main_storage_changes.into_iter().collect())
    }
}

/// Whether a key holds what is true of one block only, such as its events.
fn is_of_the_block(key: &[u8]) -> bool {
    let account = [twox_128(b"System"), twox_128(b"Account")].concat();
    key.starts_with(&twox_128(b"System")) && !key.starts_with(&account)
}

#[cfg(test)]
mod tests {
    use crate::dev::{spawn, Chain, Config};
    use myelin_primitives::NetUid;
    use myelin_runtime::{AccountId, Balances, Runtime};
    use pallet_subtensor::params;
    use polkadot_sdk::{
        sc_client_api::{StorageKey, StorageProvider},
        sc_transaction_pool_api::{TransactionPool, TransactionSource},
        sp_blockchain::HeaderBackend,
        sp_keyring::Sr25519Keyring::{Dave, Ferdie},
    };

    const NETUID: NetUid = NetUid(1);

    fn ask<T>(verb: impl std::future::Future<Output = T>) -> T {
        futures::executor::block_on(verb)
    }

    fn kappa(chain: &Chain) -> Vec<u8> {
        let key = StorageKey(pallet_subtensor::Kappa::<Runtime>::hashed_key_for(NETUID));
        chain.client().storage(chain.client().info().best_hash, &key).unwrap().unwrap().0
    }

    #[test]
    fn what_a_rule_changes_is_changed_in_the_next_block() {
        let chain = spawn(Config::quiet()).unwrap();
        let edit = chain.sealer().edit(|| -> Result<u16, String> {
            params::set_kappa::<Runtime>(NETUID, 4_321);
            Ok(7)
        });
        let (sealed, told) = ask(edit).unwrap();
        assert_eq!((sealed.number, told), (1, 7));
        assert_eq!(kappa(&chain), 4_321u16.to_le_bytes());
    }

    #[test]
    fn what_the_block_itself_changes_stays() {
        // Both make the same blocks; on one of them something unrelated is edited in every block.
        let (plain, edited) = (spawn(Config::quiet()).unwrap(), spawn(Config::quiet()).unwrap());
        let issuance = |chain: &Chain| {
            let key = StorageKey(pallet_subtensor::TotalIssuance::<Runtime>::hashed_key().to_vec());
            chain.client().storage(chain.client().info().best_hash, &key).unwrap().unwrap().0
        };
        for number in 0..5u16 {
            plain.seal(1).unwrap();
            let edit = edited.sealer().edit(move || -> Result<(), String> {
                // Read, then written as a whole: the block's own emission must be in it.
                let total = pallet_subtensor::TotalIssuance::<Runtime>::get();
                pallet_subtensor::TotalIssuance::<Runtime>::put(total);
                params::set_kappa::<Runtime>(NETUID, number);
                Ok(())
            });
            ask(edit).unwrap();
        }
        assert_eq!(issuance(&plain), issuance(&edited));
    }

    #[test]
    fn a_refusal_and_a_panic_change_nothing() {
        let chain = spawn(Config::quiet()).unwrap();
        let refused = ask(chain.sealer().edit(|| {
            params::set_kappa::<Runtime>(NETUID, 1);
            Err::<(), _>("not today")
        }));
        assert_eq!(refused.unwrap_err().what, "not today");
        let panicked = ask(chain.sealer().edit(|| -> Result<(), String> { panic!("at once") }));
        assert!(panicked.is_err());
        assert_eq!(chain.client().info().best_number, 0);
    }

    #[test]
    fn transactions_that_wait_go_first_and_are_not_lost() {
        let chain = spawn(Config::quiet()).unwrap();
        let genesis = chain.client().info().best_hash;
        let remark = super::super::acting::tests::remark_of_alice(chain.client(), 0);
        ask(chain.pool().submit_one(genesis, TransactionSource::Local, remark)).unwrap();
        let (sealed, free) = ask(chain.sealer().edit(|| {
            let other: AccountId = Ferdie.to_account_id();
            Ok::<_, String>(Balances::free_balance(other) + Balances::free_balance(Dave.to_account_id()))
        }))
        .unwrap();
        assert_eq!((sealed.number, chain.pool().status().ready), (1, 0));
        assert!(free > 0);
    }
}
