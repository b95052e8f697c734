//! Who acts in a history. Their keys are ed25519, whose signatures do not vary from run to run.

use codec::Encode;
use myelin_runtime::{AccountId, RuntimeCall, SignedPayload, TransactionExtensions, UncheckedExtrinsic, VERSION};
use polkadot_sdk::{
    sp_core::{ed25519, Pair, H256},
    sp_runtime::{generic::Era, MultiSignature, MultiSigner, traits::IdentifyAccount},
};

pub struct Actor {
    pair: ed25519::Pair,
    nonce: u32,
}

impl Actor {
    pub fn named(name: &str) -> Self {
        let seed = polkadot_sdk::sp_core::blake2_256(name.as_bytes());
        Self { pair: ed25519::Pair::from_seed(&seed), nonce: 0 }
    }

    pub fn account(&self) -> AccountId {
        MultiSigner::from(self.pair.public()).into_account()
    }

    /// The call as a transaction of this actor.
    pub fn sign(&mut self, call: RuntimeCall, genesis: H256) -> UncheckedExtrinsic {
        let extensions: TransactionExtensions = myelin_runtime::extensions::for_signing(Era::Immortal, self.nonce, 0);
        let implicit = myelin_runtime::extensions::implicit_for_signing(VERSION.spec_version, VERSION.transaction_version, genesis, genesis);
        let payload = SignedPayload::from_raw(call.clone(), extensions.clone(), implicit);
        let signature = payload.using_encoded(|bytes| MultiSignature::from(self.pair.sign(bytes)));
        self.nonce += 1;
        UncheckedExtrinsic::new_signed(call, self.account().into(), signature, extensions)
    }
}
