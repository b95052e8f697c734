//! The extrinsic as blocks and the pool carry it: the stock one, decoded to a bounded depth.
//!
//! A call may hold calls (batches, proxies, sudo), and decoding or dispatching them recurses. The stock
//! limit of 256 levels is more than a native stack is asked to bear, and the wire's limit is 8. The
//! limit sits in `Decode` itself, so nothing that comes from outside gets around it: neither a
//! transaction offered to the pool nor a block offered for import.

use crate::{acting, AccountId, Address, RuntimeCall, Signature, TransactionExtensions};
use alloc::vec::Vec;
use codec::{Compact, Decode, DecodeLimit, DecodeWithMemTracking, Encode, Error, Input};
use polkadot_sdk::{
    frame_support::{
        dispatch::{DispatchInfo, GetDispatchInfo},
        traits::{InherentBuilder, SignedTransactionBuilder},
    },
    sp_runtime::{
        generic,
        traits::{Checkable, ExtrinsicCall, ExtrinsicLike, ExtrinsicMetadata, LazyExtrinsic, Lookup},
        transaction_validity::TransactionValidityError,
        OpaqueExtrinsic,
    },
};
use scale_info::TypeInfo;

/// How deep sequences and boxes may nest inside one extrinsic.
pub const MAX_DECODE_DEPTH: u32 = 8;

type Inner = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TransactionExtensions>;

/// A transaction or an inherent, unchecked.
///
/// Clients see the stock type: the same bytes, and the same type in the metadata.
#[derive(Clone, Debug, PartialEq, Eq, Encode, serde::Serialize)]
#[serde(transparent)]
pub struct UncheckedExtrinsic(Inner);

impl UncheckedExtrinsic {
    /// A transaction signed by the account behind `address`.
    pub fn new_signed(
        call: RuntimeCall,
        address: Address,
        signature: Signature,
        extensions: TransactionExtensions,
    ) -> Self {
        Self(Inner::new_signed(call, address, signature, extensions))
    }

    /// An inherent, in the version 4 that clients of this wire expect.
    pub fn new_bare(call: RuntimeCall) -> Self {
        Self(Inner::new_bare_legacy(call))
    }

    /// The signature, its signer and the extensions, the call.
    pub fn into_parts(self) -> (generic::Preamble<Address, Signature, TransactionExtensions>, RuntimeCall) {
        (self.0.preamble, self.0.function)
    }
}

impl Decode for UncheckedExtrinsic {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        Inner::decode_with_depth_limit(MAX_DECODE_DEPTH, input).map(Self)
    }
}

impl DecodeWithMemTracking for UncheckedExtrinsic {}

impl LazyExtrinsic for UncheckedExtrinsic {
    /// Takes the bytes of a block's body, which come without their length before them.
    fn decode_unprefixed(data: &[u8]) -> Result<Self, Error> {
        let length = u32::try_from(data.len()).map_err(|_| Error::from("Extrinsic too long"))?;
        let mut prefixed: Vec<u8> = Compact(length).encode();
        prefixed.extend_from_slice(data);
        Inner::decode_all_with_depth_limit(MAX_DECODE_DEPTH, &mut prefixed.as_slice()).map(Self)
    }
}

impl From<UncheckedExtrinsic> for OpaqueExtrinsic {
    fn from(extrinsic: UncheckedExtrinsic) -> Self {
        extrinsic.0.into()
    }
}

impl TypeInfo for UncheckedExtrinsic {
    type Identity = <Inner as TypeInfo>::Identity;

    fn type_info() -> scale_info::Type {
        Inner::type_info()
    }
}

impl ExtrinsicLike for UncheckedExtrinsic {
    fn is_bare(&self) -> bool {
        self.0.is_bare()
    }
}

impl ExtrinsicCall for UncheckedExtrinsic {
    type Call = RuntimeCall;

    fn call(&self) -> &RuntimeCall {
        self.0.call()
    }

    fn into_call(self) -> RuntimeCall {
        self.0.into_call()
    }
}

impl ExtrinsicMetadata for UncheckedExtrinsic {
    const VERSIONS: &'static [u8] = <Inner as ExtrinsicMetadata>::VERSIONS;
    type TransactionExtensionPipelines = <Inner as ExtrinsicMetadata>::TransactionExtensionPipelines;
}

impl InherentBuilder for UncheckedExtrinsic {
    fn new_inherent(call: RuntimeCall) -> Self {
        Self::new_bare(call)
    }
}

impl SignedTransactionBuilder for UncheckedExtrinsic {
    type Address = Address;
    type Signature = Signature;
    type Extension = TransactionExtensions;

    fn new_signed_transaction(
        call: RuntimeCall,
        address: Address,
        signature: Signature,
        extensions: TransactionExtensions,
    ) -> Self {
        Self::new_signed(call, address, signature, extensions)
    }
}

impl GetDispatchInfo for UncheckedExtrinsic {
    fn get_dispatch_info(&self) -> DispatchInfo {
        self.0.get_dispatch_info()
    }
}

impl<Accounts> Checkable<Accounts> for UncheckedExtrinsic
where
    Accounts: Lookup<Source = Address, Target = AccountId>,
{
    type Checked = <Inner as Checkable<Accounts>>::Checked;

    fn check(self, accounts: &Accounts) -> Result<Self::Checked, TransactionValidityError> {
        match self.0.preamble {
            generic::Preamble::Signed(signer, signature, extensions) if acting::passes(&signature) => {
                let format = generic::ExtrinsicFormat::Signed(accounts.lookup(signer)?, extensions);
                Ok(generic::CheckedExtrinsic { format, function: self.0.function })
            }
            preamble => Inner { preamble, ..self.0 }.check(accounts),
        }
    }
}

/// A call that comes by itself, as an argument of a runtime API: decoded to the same depth.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct BoundedCall(pub RuntimeCall);

impl Decode for BoundedCall {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        RuntimeCall::decode_with_depth_limit(MAX_DECODE_DEPTH, input).map(Self)
    }
}

impl TypeInfo for BoundedCall {
    type Identity = <RuntimeCall as TypeInfo>::Identity;

    fn type_info() -> scale_info::Type {
        RuntimeCall::type_info()
    }
}
