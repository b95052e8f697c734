//! Who acts in a history. Their keys are ed25519, whose signatures do not vary from run to run.

use codec::Encode;
use myelin_runtime::{
    transaction_extensions, AccountId, RuntimeCall, SignedPayload, UncheckedExtrinsic,
};
use polkadot_sdk::{
    sp_core::{ed25519, Pair},
    sp_io::hashing::blake2_256,
    sp_runtime::{generic::Era, traits::IdentifyAccount, MultiSignature, MultiSigner},
};
use std::collections::BTreeMap;

/// Somebody in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Founds the subnets, and holds sudo.
    Owner,
    /// The hotkey of the owner's n-th subnet.
    OwnersHotkey(usize),
    /// The owner of the n-th neuron.
    Coldkey(usize),
    /// The n-th neuron itself.
    Hotkey(usize),
    /// Trades and nominates.
    Person(usize),
}

impl Who {
    /// The public half of the key.
    pub fn account(self) -> AccountId {
        MultiSigner::from(self.pair().public()).into_account()
    }

    fn pair(self) -> ed25519::Pair {
        ed25519::Pair::from_seed(&blake2_256(format!("{self:?}").as_bytes()))
    }
}

/// The keys that have signed, and how often.
#[derive(Default)]
pub struct Signers(BTreeMap<Who, (ed25519::Pair, u32)>);

impl Signers {
    /// The call as the next transaction of `who`; to be called inside the state it is meant for.
    pub fn sign(&mut self, who: Who, call: RuntimeCall) -> UncheckedExtrinsic {
        let (pair, nonce) = self.0.entry(who).or_insert_with(|| (who.pair(), 0));
        let extensions = transaction_extensions(Era::Immortal, *nonce, 0);
        let payload = SignedPayload::new(call, extensions).unwrap();
        let signature = payload.using_encoded(|bytes| MultiSignature::from(pair.sign(bytes)));
        let (call, extensions, _) = payload.deconstruct();
        UncheckedExtrinsic::new_signed(call, who.account().into(), signature, extensions)
    }

    /// The last transaction of `who` is in a block: the next one has another nonce.
    pub fn included(&mut self, who: Who) {
        if let Some((_, nonce)) = self.0.get_mut(&who) {
            *nonce += 1;
        }
    }
}
