//! A world: the real runtime on the storage a vector describes, one block after another.

mod build;
pub mod records;
mod same;
mod stored;

pub use records::{Account, Initial};
pub use same::{inside, obstacle, read, same};
pub use stored::{auto_claim_index, balance, bonds, child_links, globals, netuids, pools, root_claims, subnets};

use crate::report::Difference;
use codec::Encode;
use myelin_runtime::{AllPalletsWithSystem, RuntimeCall, RuntimeOrigin, System};
use polkadot_sdk::{
    frame_support::traits::OnInitialize,
    sp_consensus_aura::AURA_ENGINE_ID,
    sp_core::H256,
    sp_io::TestExternalities,
    sp_runtime::{traits::Dispatchable, Digest, DigestItem, DispatchError},
};

/// The chain, between two blocks or inside one.
pub struct World {
    chain: TestExternalities,
    has_author: bool,
}

impl World {
    /// The state a vector begins with; the block it names has passed.
    pub fn of(initial: &Initial) -> Result<Self, Difference> {
        let mut chain = TestExternalities::default();
        chain.execute_with(|| build::write(initial)).map_err(|why| obstacle("initial", why))?;
        Ok(Self { chain, has_author: initial.params.block_author.is_some() })
    }

    /// Whatever `told` does, on this world's storage.
    pub fn within<A>(&mut self, told: impl FnOnce() -> A) -> A {
        self.chain.execute_with(told)
    }

    /// Puts everything written so far into the trie: what follows finds an empty overlay.
    pub fn commit(&mut self) -> Result<(), String> {
        self.chain.commit_all()
    }

    /// Whatever `told` does on the committed state, and then takes it back.
    pub fn rehearse<A>(&mut self, told: impl FnOnce() -> A) -> A {
        self.chain.reset_overlay();
        let answer = self.chain.execute_with(told);
        self.chain.reset_overlay();
        answer
    }

    /// Begins the block: everything the runtime does by itself before the first transaction.
    pub fn begin(&mut self, block: u32, parent_hash: H256) {
        let digest = self.digest(block);
        self.within(|| {
            System::reset_events();
            System::initialize(&block, &parent_hash, &digest);
            <AllPalletsWithSystem as OnInitialize<_>>::on_initialize(block);
        });
    }

    /// Opens the block without its step, for calls alone: it only gets its author.
    pub fn open(&mut self, block: u32) {
        let digest = self.digest(block);
        self.within(|| {
            System::set_block_number(block.saturating_sub(1));
            System::initialize(&block, &H256::zero(), &digest);
        });
    }

    /// A slot of the only authority there is; with no author known, no slot.
    fn digest(&self, block: u32) -> Digest {
        let slot = DigestItem::PreRuntime(AURA_ENGINE_ID, u64::from(block).encode());
        Digest { logs: if self.has_author { vec![slot] } else { Vec::new() } }
    }

    /// Dispatches the call as it is: no fee, no extension. The answer is `ok` or the error's name.
    pub fn call(&mut self, who: &Account, call: RuntimeCall) -> String {
        let origin = RuntimeOrigin::signed(who.0.clone());
        match self.within(|| call.dispatch(origin)) {
            Ok(_) => "ok".to_owned(),
            Err(refused) => name_of(refused.error),
        }
    }
}

fn name_of(error: DispatchError) -> String {
    match error {
        DispatchError::Module(error) => error.message.map_or_else(|| format!("{error:?}"), str::to_owned),
        other => format!("{other:?}"),
    }
}
