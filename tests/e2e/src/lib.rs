//! Real nodes as child processes, and a client to talk to them.
//!
//! Every wait has a deadline, every node listens on loopback only, and a node dies with the
//! value that started it.

#![forbid(unsafe_code)]
// Test code: a panic here is how a story says what went wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

pub mod client;
pub mod dev;
pub mod node;
pub mod up;
pub mod wire;

use std::{future::Future, path::PathBuf, time::Duration};

/// Longer than anything here takes on a slow and busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// The `myelin` binary: the one `MYELIN_BIN` names, or the one built beside this test.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("MYELIN_BIN") {
        return path.into();
    }
    let test = std::env::current_exe().expect("a running test has an executable");
    let profile = test.parent().and_then(|deps| deps.parent()).expect("tests lie in `deps`");
    profile.join(format!("myelin{}", std::env::consts::EXE_SUFFIX))
}

/// Waits for `future`, but not for ever.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future)
        .await
        .unwrap_or_else(|_| panic!("waited {} s for {what}", PATIENCE.as_secs()))
}
