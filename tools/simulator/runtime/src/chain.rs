//! Blocks on state in memory.

use codec::Encode;
use myelin_runtime::{
    genesis::{genesis_config, GenesisParameters},
    AllPalletsWithSystem, RuntimeCall, RuntimeOrigin, System,
};
use polkadot_sdk::{
    frame_support::{
        storage::with_storage_layer,
        traits::{OnFinalize, OnInitialize},
    },
    pallet_timestamp,
    sp_consensus_aura::AURA_ENGINE_ID,
    sp_core::H256,
    sp_io::{hashing::blake2_256, TestExternalities},
    sp_runtime::{traits::Dispatchable, BuildStorage, Digest, DigestItem},
};

/// 2026-01-01, in milliseconds: simulated chains have a time of their own.
const GENESIS_MS: u64 = 1_767_225_600_000;
const SLOT_MS: u64 = 12_000;

/// A chain nobody authors, one block of which is open.
pub struct Chain {
    state: TestExternalities,
    number: u32,
    parent: H256,
}

impl Chain {
    /// A chain whose first block is open.
    pub fn new() -> Self {
        let storage = genesis_config(GenesisParameters::dev()).build_storage();
        let storage = storage.expect("a development chain's genesis is the same every time, and builds; qed");
        let mut chain = Self { state: TestExternalities::new(storage), number: 0, parent: H256::zero() };
        chain.begin();
        chain
    }

    pub fn block(&self) -> u64 {
        self.number.into()
    }

    /// Closes the block and begins the next.
    pub fn pass(&mut self) {
        let number = self.number;
        self.state.execute_with(|| <AllPalletsWithSystem as OnFinalize<_>>::on_finalize(number));
        // Nobody looks at headers: computing a state root each block would be most of the time.
        self.parent = H256(blake2_256(&number.encode()));
        self.begin();
    }

    fn begin(&mut self) {
        self.number += 1;
        let (number, parent) = (self.number, self.parent);
        let slot = GENESIS_MS / SLOT_MS + u64::from(number);
        let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
        self.state.execute_with(|| {
            System::reset_events();
            System::initialize(&number, &parent, &digest);
            <AllPalletsWithSystem as OnInitialize<_>>::on_initialize(number);
            let inherent = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: slot * SLOT_MS });
            let _ = inherent.dispatch(RuntimeOrigin::none()); // the slot follows the last one's, so it is taken
        });
    }

    /// Writes what changed down. Without it every entry that ever was stays a mark that it is gone, and whatever walks
    /// a prefix walks over all of them.
    pub fn settle(&mut self) {
        // The state is in memory, so there is nothing that could fail.
        let settled = self.state.commit_all();
        debug_assert!(settled.is_ok(), "{settled:?}");
    }

    /// Reads or edits the state.
    pub fn within<R>(&mut self, what: impl FnOnce() -> R) -> R {
        self.state.execute_with(what)
    }

    /// What the call does; a failed one leaves nothing behind. Says whether it was done.
    pub fn dispatch(&mut self, origin: RuntimeOrigin, call: RuntimeCall) -> bool {
        self.state.execute_with(|| {
            with_storage_layer(|| call.dispatch(origin).map(|_| ()).map_err(|failed| failed.error)).is_ok()
        })
    }
}
