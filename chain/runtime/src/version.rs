//! Which runtime this is, as clients and nodes see it.

use crate::apis::RUNTIME_API_VERSIONS;
use alloc::borrow::Cow;
use polkadot_sdk::*;
use sp_version::RuntimeVersion;

// The attribute reads the number from the source, where a macro can still put it.
macro_rules! version {
    ($spec_version:tt) => {
        /// The wire's name and number: clients choose their codecs by them.
        #[sp_version::runtime_version]
        pub const VERSION: RuntimeVersion = RuntimeVersion {
            spec_name: Cow::Borrowed("node-subtensor"),
            impl_name: Cow::Borrowed("node-subtensor"),
            authoring_version: 1,
            spec_version: $spec_version,
            impl_version: 1,
            apis: RUNTIME_API_VERSIONS,
            transaction_version: 1,
            system_version: 1,
        };
    };
}

#[cfg(not(feature = "next-spec"))]
version!(425);
#[cfg(feature = "next-spec")]
version!(426);
