//! A history as it is lived: blocks on a state, one after the other.

use crate::{
    actors::{Signers, Who},
    plot::{Intent, Plot},
    Execute,
};
use codec::{Decode, Encode};
use myelin_primitives::Tao;
use myelin_runtime::{
    genesis::{genesis_config, GenesisParameters},
    Header, RuntimeCall, UncheckedExtrinsic,
};
use polkadot_sdk::{
    frame_support::traits::GetCallMetadata,
    pallet_sudo, pallet_timestamp,
    sp_consensus_aura::AURA_ENGINE_ID,
    sp_core::H256,
    sp_io::TestExternalities,
    sp_runtime::{traits::Header as _, ApplyExtrinsicResult, BuildStorage, Digest, DigestItem, Storage},
};
use std::collections::BTreeMap;

/// 2026-01-01, in milliseconds: a history has a time of its own.
const GENESIS_MS: u64 = 1_767_225_600_000;
const SLOT_MS: u64 = 12_000;

/// A chain in memory, and what becomes of it.
pub struct History {
    state: TestExternalities,
    parent: Header,
    plot: Box<dyn Tell>,
    signers: Signers,
    /// How many calls went which way so far.
    pub tally: Tally,
    /// The same for each call, by its name.
    pub by_call: BTreeMap<String, Tally>,
    /// What was tried in the last block, and what came of it, as a reader of a failure wants it.
    pub last_block: Vec<String>,
}

/// Whoever says what happens in a history: the same at every telling.
pub trait Tell {
    /// Who begins with money.
    fn funded(&self) -> Vec<Who>;

    /// What is tried in the block of that number, in this order. The state is that of the block so
    /// far, to be looked at.
    fn block(&mut self, number: u32) -> Vec<Intent>;
}

/// What became of the signed calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Did what they say.
    pub done: u32,
    /// Went into a block and failed there.
    pub failed: u32,
    /// Turned away at the door.
    pub invalid: u32,
}

impl Tally {
    /// All that was tried.
    pub fn all(&self) -> u32 {
        self.done + self.failed + self.invalid
    }
}

impl History {
    /// The quiet one: subnets at work.
    pub fn new(seed: u64) -> Self {
        Self::told_by(Plot::new(seed))
    }

    pub fn told_by(plot: impl Tell + 'static) -> Self {
        // The code under `:code` is part of the state; whoever executes must see the same one.
        let mut state = TestExternalities::new_with_code(&[], genesis(plot.funded()));
        state.commit_all().unwrap();
        let parent = Header::new(0, H256::zero(), *state.backend.root(), H256::zero(), Digest::default());
        Self {
            state,
            parent,
            plot: Box::new(plot),
            signers: Signers::default(),
            tally: Tally::default(),
            by_call: BTreeMap::new(),
            last_block: Vec::new(),
        }
    }

    /// Executes the next block and returns its state root.
    pub fn next_block(&mut self, runtime: &mut dyn Execute) -> H256 {
        let number = self.parent.number + 1;
        let slot = GENESIS_MS / SLOT_MS + u64::from(number);
        let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
        let header = Header::new(number, H256::zero(), H256::zero(), self.parent.hash(), digest);
        runtime.call(&mut self.state, "Core_initialize_block", &header.encode());

        let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: slot * SLOT_MS });
        let outcome = self.apply(runtime, &UncheckedExtrinsic::new_bare(time));
        assert_eq!(outcome, Ok(Ok(())), "block {number}: the clock does not move");
        self.last_block.clear();
        let plot = &mut self.plot;
        for intent in self.state.execute_with(|| plot.block(number)) {
            self.attempt(runtime, intent);
        }

        let sealed = runtime.call(&mut self.state, "BlockBuilder_finalize_block", &[]);
        self.parent = Header::decode(&mut &sealed[..]).unwrap();
        self.state.commit_all().unwrap();
        let root = *self.state.backend.root();
        assert_eq!(root, self.parent.state_root, "block {number}: the header does not tell its state");
        root
    }

    /// Looks at the state as it is between two blocks.
    pub fn inspect<R>(&mut self, look: impl FnOnce() -> R) -> R {
        self.state.execute_with(look)
    }

    fn attempt(&mut self, runtime: &mut dyn Execute, (who, call): Intent) {
        let name = name_of(&call);
        let told = format!("{who:?} {call:?}");
        let signers = &mut self.signers;
        let extrinsic = self.state.execute_with(|| signers.sign(who, call));
        let outcome = self.apply(runtime, &extrinsic);
        self.last_block.push(format!("{told} -> {outcome:?}"));
        for tally in [&mut self.tally, self.by_call.entry(name).or_default()] {
            let count = match outcome {
                Ok(Ok(())) => &mut tally.done,
                Ok(Err(_)) => &mut tally.failed,
                Err(_) => &mut tally.invalid,
            };
            *count += 1;
        }
    }

    fn apply(&mut self, runtime: &mut dyn Execute, extrinsic: &UncheckedExtrinsic) -> ApplyExtrinsicResult {
        let outcome = runtime.call(&mut self.state, "BlockBuilder_apply_extrinsic", &extrinsic.encode());
        ApplyExtrinsicResult::decode(&mut &outcome[..]).unwrap()
    }
}

/// What a call does; of one that goes through sudo, what it does there.
fn name_of(call: &RuntimeCall) -> String {
    match call {
        RuntimeCall::Sudo(pallet_sudo::Call::sudo { call }) => format!("sudo {}", name_of(call)),
        other => other.get_call_metadata().function_name.to_owned(),
    }
}

fn genesis(funded: Vec<Who>) -> Storage {
    let mut parameters = GenesisParameters::dev();
    parameters.sudo = Who::Owner.account();
    parameters.balances.extend(funded.into_iter().map(|who| (who.account(), Tao::whole(100_000).rao())));
    genesis_config(parameters).build_storage().unwrap()
}
