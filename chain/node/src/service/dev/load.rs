//! Beginning from a state in a file, and writing one.

use super::{
    press::Press,
    seal::{Sealed, Sealer},
    state_file::StateFile,
};
use crate::{failure::Failure, identity::Identity};
use futures::FutureExt;
use polkadot_sdk::{
    sc_client_api::{BlockBackend, StorageProvider},
    sc_consensus::{ImportedState, StateAction, StorageChanges},
    sp_blockchain::{Error as ChainError, HeaderBackend},
    sp_consensus_aura::Slot,
    sp_state_machine::{KeyValueStates, KeyValueStorageLevel},
};

impl Sealer {
    /// The head's state, with all it takes to begin a chain from it.
    pub async fn dump(&self) -> Result<StateFile, Failure> {
        self.ask(|press, _| {
            let told = press.dump().map_err(|cause| Failure::unexpected("read the state", cause));
            async move { told }.boxed()
        })
        .await
    }

    /// Goes to a state in a file, from wherever the chain is, and makes a block on top of it; the
    /// blocks and snapshots there were are gone.
    pub async fn load(&self, file: StateFile) -> Result<Sealed, Failure> {
        self.own_time()?;
        self.begin_from(file).await
    }

    /// As [`Self::load`], for a chain that has not begun: nothing of anyone's is lost there.
    pub(crate) async fn begin_from(&self, file: StateFile) -> Result<Sealed, Failure> {
        self.ask(move |press, _| press.load(file).boxed()).await
    }
}

impl Press {
    fn dump(&self) -> Result<StateFile, ChainError> {
        let head = self.head();
        let missing = || ChainError::UnknownBlock(head.number.to_string());
        let state = self.client.storage_pairs(head.hash, None, None)?;
        Ok(StateFile {
            runtime: Identity::ours().clone(),
            genesis: self.client.info().genesis_hash,
            slot_duration_ms: self.slot_duration.as_millis(),
            clock: self.clock.map(u64::from),
            header: self.client.header(head.hash)?.ok_or_else(missing)?,
            body: self.client.block_body(head.hash)?.ok_or_else(missing)?,
            state: state.map(|(key, value)| (key.0, value.0)).collect(),
        })
    }

    async fn load(&mut self, file: StateFile) -> Result<Sealed, Failure> {
        let failed = |cause: ChainError| Failure::unexpected("take the state from the file", cause);
        if file.genesis != self.client.info().genesis_hash {
            return Err(Failure::new(
                format!(
                    "the state is of a chain with another genesis: its slots last {} ms, this one's {} ms",
                    file.slot_duration_ms,
                    self.slot_duration.as_millis()
                ),
                "start a chain from the file itself: `myelin dev --load FILE`",
            ));
        }
        if self.first > 0 {
            return Err(Failure::new(
                format!("this chain began from a file itself, at block {}", self.first),
                "start another chain from the other file",
            ));
        }
        let parent = self.client.info().genesis_hash;
        self.go_back(0).await?;
        self.snapshots.forget();
        self.clock = file.clock.map(Slot::from);
        if file.block() > 0 {
            let hash = file.header.hash();
            let top = KeyValueStorageLevel {
                state_root: Vec::new(),
                parent_storage_keys: Vec::new(),
                key_values: file.state,
            };
            let state = ImportedState { block: hash, state: KeyValueStates(vec![top]) };
            let action = StateAction::ApplyChanges(StorageChanges::Import(state));
            self.import(file.header, file.body, action).await.map_err(failed)?;
            self.settle(hash, parent).await;
            // Official clients read the head by its parent's rules, so it must have a parent.
            self.first = self.seal_one().await.map_err(failed)?.number;
        }
        Ok(self.head())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chain_spec::Options,
        dev::{spawn, tests::let_go_of, Chain, Config, Storage},
    };
    use polkadot_sdk::sp_keyring::Sr25519Keyring::Ferdie;

    fn ask<T>(verb: impl std::future::Future<Output = T>) -> T {
        futures::executor::block_on(verb)
    }

    /// A chain with a story, and its state as it would come from a file.
    fn told() -> (Chain, Vec<u8>) {
        let chain = spawn(Config::quiet()).unwrap();
        chain.seal(150).unwrap();
        ask(chain.sealer().faucet(Ferdie.to_account_id(), 5_000_000)).unwrap();
        let bytes = ask(chain.sealer().dump()).unwrap().to_bytes().unwrap();
        (chain, bytes)
    }

    fn read(bytes: &[u8]) -> StateFile {
        StateFile::from_bytes(bytes).unwrap()
    }

    #[test]
    fn a_chain_begun_from_a_file_goes_on_as_the_one_it_was_taken_from() {
        let (one, file) = told();
        let other = spawn(Config::quiet()).unwrap();
        let head = ask(other.sealer().load(read(&file))).unwrap();
        assert_eq!((head.number, head.hash), (152, one.seal(1).unwrap().hash));
        assert_eq!(other.seal(250).unwrap().hash, one.seal(250).unwrap().hash);
        assert_eq!(ask(other.sealer().dump()).unwrap(), ask(one.sealer().dump()).unwrap());
    }

    #[test]
    fn a_loaded_chain_is_gone_back_to_but_not_below() {
        let (_, file) = told();
        let chain = spawn(Config::quiet()).unwrap();
        chain.seal(7).unwrap();
        ask(chain.sealer().snapshot()).unwrap();
        let loaded = ask(chain.sealer().load(read(&file))).unwrap();
        assert!(ask(chain.sealer().revert(1)).unwrap_err().what.contains("gone"));
        let snapshot = ask(chain.sealer().snapshot()).unwrap();
        for _ in 0..2 {
            chain.seal(20).unwrap();
            assert_eq!(ask(chain.sealer().revert(snapshot)).unwrap().hash, loaded.hash);
        }
        let below = ask(chain.sealer().revert_to_block(20)).unwrap_err();
        assert!(below.what.contains("its first, block 152"), "{below}");
        assert_eq!(chain.seal(1).unwrap().number, 153);
        let again = ask(chain.sealer().load(read(&file))).unwrap_err();
        assert!(again.what.contains("began from a file itself"), "{again}");
        assert_eq!(chain.client().info().best_number, 153);
    }

    #[test]
    fn a_loaded_chain_is_found_again_in_its_folder() {
        let (_, file) = told();
        let folder = tempfile::tempdir().unwrap();
        let kept = || Config { storage: Storage::At(folder.path().into()), ..Config::quiet() };
        let chain = spawn(kept()).unwrap();
        ask(chain.sealer().load(read(&file))).unwrap();
        chain.seal(9).unwrap();
        drop(chain);
        let_go_of(&folder);
        let again = spawn(kept()).unwrap();
        assert_eq!(again.client().info().best_number, 161);
        assert_eq!(ask(again.sealer().revert_to_block(152)).unwrap().number, 152);
        assert!(ask(again.sealer().revert_to_block(151)).is_err());
    }

    #[test]
    fn a_new_chain_begins_from_a_file_and_one_with_blocks_refuses() {
        let genesis = Options { slot_duration_ms: Some(500), ..Options::default() };
        let quick = spawn(Config { genesis, ..Config::quiet() }).unwrap();
        let head = quick.seal(12).unwrap();
        let file = ask(quick.sealer().dump()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let from_file =
            || Config { state: Some(file.clone()), storage: Storage::At(folder.path().into()), ..Config::quiet() };
        let chain = spawn(from_file()).unwrap();
        assert_eq!(chain.client().info().best_number, head.number + 1);
        drop(chain);
        let_go_of(&folder);
        let refusal = spawn(from_file()).err().unwrap();
        assert!(refusal.what.contains("has blocks already"), "{refusal}");
        assert!(refusal.hint.contains("another folder"));
    }

    #[test]
    fn a_clock_that_was_set_is_in_the_file() {
        let chain = spawn(Config::quiet()).unwrap();
        chain.seal(3).unwrap();
        let then = ask(chain.sealer().advance_time(86_400_000)).unwrap();
        let file = ask(chain.sealer().dump()).unwrap();
        let other = spawn(Config::quiet()).unwrap();
        ask(other.sealer().load(file)).unwrap();
        chain.seal(1).unwrap();
        assert_eq!(ask(other.sealer().next_time()).unwrap(), then + 12_000);
        assert_eq!(other.client().info().best_hash, chain.client().info().best_hash);
    }

    #[test]
    fn a_file_that_cannot_be_used_is_refused_and_the_chain_stays_as_it_was() {
        let (_, file) = told();
        let refusal = |bytes: &[u8]| StateFile::from_bytes(bytes).unwrap_err().what;
        assert!(refusal(b"").contains("no state file"));
        assert!(refusal(b"{\"name\": \"Bittensor\"}").contains("no state file"));
        for length in [13, 14, 40, file.len() - 33, file.len() - 1] {
            assert!(refusal(&file[..length]).contains("cut short"), "{length}");
        }
        let mut other = file.clone();
        other[13] = 9;
        assert!(refusal(&other).contains("format 9"));
        let mut damaged = file.clone();
        damaged[200] ^= 1;
        assert!(refusal(&damaged).contains("damaged"));
        let mut foreign = read(&file);
        foreign.runtime.spec_version = 424;
        assert!(refusal(&foreign.to_bytes().unwrap()).contains("424"));

        let genesis = Options { slot_duration_ms: Some(500), ..Options::default() };
        let quick = spawn(Config { genesis, ..Config::quiet() }).unwrap();
        let head = quick.seal(5).unwrap();
        let genesis = ask(quick.sealer().load(read(&file))).unwrap_err();
        assert!(genesis.what.contains("12000 ms"), "{genesis}");
        let mut false_state = read(&file);
        false_state.state.pop();
        let chain = spawn(Config::quiet()).unwrap();
        assert!(ask(chain.sealer().load(false_state)).is_err());
        assert_eq!(quick.client().info().best_hash, head.hash);
    }
}
