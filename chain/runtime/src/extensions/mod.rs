//! What a signed transaction carries and is checked for beside its call, in the wire's order.
//!
//! The identifiers and the bytes are the wire's: era, nonce, tip, metadata-hash mode. Where a stock
//! extension does what the wire wants, it is used as it is.

mod coldkey_swap;
mod nonce;
mod payment;
mod shield;
mod subtensor;
mod sudo;

pub use nonce::CheckNonce;
pub use payment::ChargeTransactionPayment;
pub use shield::{CheckShieldedTxValidity, DrandPriority};
pub use subtensor::SubtensorTransactionExtension;
pub use sudo::SudoTransactionExtension;

use crate::{Balance, Nonce, Runtime};
use polkadot_sdk::{sp_runtime::generic::Era, *};

/// All thirteen. The last five are nested because a tuple of extensions ends at twelve; neither the
/// bytes nor the metadata show the nesting.
pub type TransactionExtensions = (
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckMortality<Runtime>,
    CheckNonce,
    frame_system::CheckWeight<Runtime>,
    ChargeTransactionPayment,
    (
        SudoTransactionExtension,
        CheckShieldedTxValidity,
        SubtensorTransactionExtension,
        DrandPriority,
        frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    ),
);

/// The extensions of an ordinary transaction: what a signer chooses is how long it stays valid, its
/// nonce and its tip.
pub fn transaction_extensions(era: Era, nonce: Nonce, tip: Balance) -> TransactionExtensions {
    (
        frame_system::CheckNonZeroSender::new(),
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckMortality::from(era),
        CheckNonce::from(nonce),
        frame_system::CheckWeight::new(),
        ChargeTransactionPayment::from(tip),
        (
            SudoTransactionExtension,
            CheckShieldedTxValidity,
            SubtensorTransactionExtension,
            DrandPriority,
            frame_metadata_hash_extension::CheckMetadataHash::new(false),
        ),
    )
}
