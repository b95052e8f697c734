//! Who acts in a history. Their keys are ed25519, whose signatures do not vary from run to run.

use codec::Encode;
use myelin_runtime::{transaction_extensions, AccountId, RuntimeCall, SignedPayload, System, UncheckedExtrinsic};
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

/// The keys that have signed.
#[derive(Default)]
pub struct Signers(BTreeMap<Who, ed25519::Pair>);

impl Signers {
    /// The call as the next transaction of `who`; to be called inside the state it is meant for.
    /// An account that ended begins again at nonce 0, so the state is asked.
    pub fn sign(&mut self, who: Who, call: RuntimeCall) -> UncheckedExtrinsic {
        let pair = self.0.entry(who).or_insert_with(|| who.pair());
        let account = who.account();
        let extensions = transaction_extensions(Era::Immortal, System::account_nonce(&account), 0);
        let payload = SignedPayload::new(call, extensions).unwrap();
        let signature = payload.using_encoded(|bytes| MultiSignature::from(pair.sign(bytes)));
        let (call, extensions, _) = payload.deconstruct();
        UncheckedExtrinsic::new_signed(call, account.into(), signature, extensions)
    }
}
