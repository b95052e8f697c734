//! One executor with two ways.
//!
//! Where `:code` holds this binary's own [`Identity`], or a Wasm module whose version is
//! ours, runtime calls run natively. Any other module runs in the stock Wasm executor. The
//! marker of another runtime is refused: running our rules on it would fork the chain.

use crate::{
    failure::Failure,
    identity::{Code, Identity},
};
use codec::Encode;
use polkadot_sdk::{
    sc_executor::{
        error::{Error, Result},
        with_externalities_safe, RuntimeVersion, RuntimeVersionOf, WasmExecutor,
    },
    sp_core::traits::{CallContext, CodeExecutor, Externalities, FetchRuntimeCode, ReadRuntimeVersion, RuntimeCode},
    sp_io::SubstrateHostFunctions,
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// How a chain's runtime is to be run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, polkadot_sdk::sc_cli::clap::ValueEnum)]
pub enum Execution {
    /// Natively where the chain's runtime is ours, in Wasm where it is another.
    #[default]
    Native,
    /// Always the Wasm module in the chain's state.
    Wasm,
}

/// Runs runtime calls natively where that is safe and in Wasm otherwise.
#[derive(Clone)]
pub struct Executor {
    wasm: WasmExecutor<SubstrateHostFunctions>,
    execution: Execution,
    /// Every runtime call asks first which way to go; a Wasm module is a megabyte and is not
    /// fetched from the state each time, only the first time its hash is seen.
    ways: Arc<RwLock<HashMap<Vec<u8>, Way>>>,
}

/// How one particular `:code` is run.
#[derive(Clone)]
enum Way {
    Native,
    Wasm(RuntimeVersion),
}

/// More runtimes than a node meets in one life; past it the memory of ways starts afresh.
const REMEMBERED_WAYS: usize = 64;

impl Executor {
    /// An executor over the given Wasm executor.
    pub fn new(wasm: WasmExecutor<SubstrateHostFunctions>, execution: Execution) -> Self {
        Self { wasm, execution, ways: Arc::default() }
    }

    /// Which way the given code goes.
    fn way(&self, ext: &mut dyn Externalities, code: &RuntimeCode) -> Result<Way> {
        // Not a lock anybody panics under, and a map of finished answers is sound regardless.
        let known = self.ways.read().unwrap_or_else(PoisonError::into_inner).get(&code.hash).cloned();
        if let Some(way) = known {
            return Ok(way);
        }
        let way = self.judge(ext, code)?;
        let mut ways = self.ways.write().unwrap_or_else(PoisonError::into_inner);
        if ways.len() >= REMEMBERED_WAYS {
            ways.clear();
        }
        ways.insert(code.hash.clone(), way.clone());
        Ok(way)
    }

    fn judge(&self, ext: &mut dyn Externalities, code: &RuntimeCode) -> Result<Way> {
        let bytes = code.fetch_runtime_code().ok_or_else(|| Error::Other("the state holds no `:code`".into()))?;
        match Identity::read(&bytes) {
            Code::Marker(identity) if identity == *Identity::ours() => Ok(Way::Native),
            Code::Marker(identity) => Err(Error::Other(another_runtime(&identity).what)),
            Code::Unreadable => Err(Error::Other(unreadable_marker().what)),
            Code::Blob => {
                let version = self.wasm.runtime_version(ext, code)?;
                let native = self.execution == Execution::Native && is_ours(&version);
                Ok(if native { Way::Native } else { Way::Wasm(version) })
            }
        }
    }
}

/// Same name and same version mean same rules: whoever changes a rule raises `spec_version`.
fn is_ours(version: &RuntimeVersion) -> bool {
    let ours = &myelin_runtime::VERSION;
    version.spec_name == ours.spec_name
        && version.spec_version == ours.spec_version
        && version.transaction_version == ours.transaction_version
        && version.system_version == ours.system_version
}

/// Refuses, before anything runs, a chain whose `:code` this node cannot honour.
pub fn ensure_runnable(code: &[u8], execution: Execution) -> std::result::Result<(), Failure> {
    match Identity::read(code) {
        Code::Marker(identity) if identity != *Identity::ours() => Err(another_runtime(&identity)),
        Code::Unreadable => Err(unreadable_marker()),
        Code::Marker(_) if execution == Execution::Wasm => Err(Failure::new(
            "this chain runs natively: its state names a runtime and holds no Wasm to execute",
            "leave `--execution wasm` out, or begin a chain with `build-spec --wasm FILE`",
        )),
        Code::Marker(_) | Code::Blob => Ok(()),
    }
}

fn another_runtime(theirs: &Identity) -> Failure {
    Failure::new(
        format!("this chain runs on {theirs}, this binary is {}", Identity::ours()),
        "run the release that made the chain, or begin another one in a new `--base-path`; \
         a chain that is to outlive a release needs a Wasm runtime (`build-spec --wasm FILE`)",
    )
}

fn unreadable_marker() -> Failure {
    Failure::new(
        format!("this chain names its runtime in a form unknown to {}", Identity::ours()),
        "run the release that made the chain, or begin another one in a new `--base-path`",
    )
}

fn run_natively(ext: &mut dyn Externalities, method: &str, data: &[u8]) -> Result<Vec<u8>> {
    // Clients look for these words to tell an old runtime from a broken one.
    with_externalities_safe(ext, || myelin_runtime::api::dispatch(method, data))?
        .ok_or_else(|| Error::Other(format!("Exported method {method} is not found")))
}

impl CodeExecutor for Executor {
    type Error = Error;

    fn call(
        &self,
        ext: &mut dyn Externalities,
        code: &RuntimeCode,
        method: &str,
        data: &[u8],
        context: CallContext,
    ) -> (Result<Vec<u8>>, bool) {
        match self.way(ext, code) {
            Ok(Way::Native) => (run_natively(ext, method, data), true),
            Ok(Way::Wasm(_)) => self.wasm.call(ext, code, method, data, context),
            Err(error) => (Err(error), false),
        }
    }
}

impl RuntimeVersionOf for Executor {
    fn runtime_version(&self, ext: &mut dyn Externalities, code: &RuntimeCode) -> Result<RuntimeVersion> {
        Ok(match self.way(ext, code)? {
            Way::Native => myelin_runtime::VERSION,
            Way::Wasm(version) => version,
        })
    }
}

impl ReadRuntimeVersion for Executor {
    /// Asked when a call wants to replace `:code`. A marker of another runtime has no version
    /// here, so it cannot be set: every node that executes the call must be able to go on.
    fn read_runtime_version(&self, code: &[u8], ext: &mut dyn Externalities) -> std::result::Result<Vec<u8>, String> {
        match Identity::read(code) {
            Code::Marker(identity) if identity == *Identity::ours() => Ok(myelin_runtime::VERSION.encode()),
            Code::Marker(identity) => Err(another_runtime(&identity).what),
            Code::Unreadable => Err(unreadable_marker().what),
            Code::Blob => self.wasm.read_runtime_version(code, ext),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::{
        sp_core::traits::WrappedRuntimeCode, sp_io::hashing::blake2_256, sp_state_machine::BasicExternalities,
    };

    fn executor() -> Executor {
        Executor::new(WasmExecutor::default(), Execution::Native)
    }

    fn call(code: &[u8], method: &str) -> (Result<Vec<u8>>, bool) {
        let fetcher = WrappedRuntimeCode(code.into());
        let hash = blake2_256(code).to_vec();
        let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash };
        let mut state = BasicExternalities::new_empty();
        executor().call(&mut state, &code, method, &[], CallContext::Offchain)
    }

    fn another() -> Identity {
        Identity { ledger: [7; 32], ..Identity::ours().clone() }
    }

    #[test]
    fn our_marker_runs_natively() {
        let (version, native) = call(&Identity::ours().marker(), "Core_version");
        assert!(native);
        assert_eq!(version.unwrap(), myelin_runtime::VERSION.encode());
    }

    #[test]
    fn the_marker_of_another_runtime_runs_nothing() {
        let (result, native) = call(&another().marker(), "Core_version");
        let error = result.unwrap_err().to_string();
        assert!(!native);
        assert!(error.contains(&another().to_string()), "{error}");
        assert!(error.contains(&Identity::ours().to_string()), "{error}");
    }

    #[test]
    fn the_marker_of_another_runtime_cannot_be_set() {
        let mut state = BasicExternalities::new_empty();
        assert!(executor().read_runtime_version(&another().marker(), &mut state).is_err());
        assert!(executor().read_runtime_version(&Identity::ours().marker(), &mut state).is_ok());
    }

    #[test]
    fn a_method_the_runtime_lacks_is_named() {
        let (result, _) = call(&Identity::ours().marker(), "No_such_method");
        let error = result.unwrap_err().to_string();
        assert!(error.contains("Exported method No_such_method is not found"), "{error}");
    }

    #[test]
    fn forcing_wasm_needs_wasm() {
        assert!(ensure_runnable(&Identity::ours().marker(), Execution::Wasm).is_err());
        assert!(ensure_runnable(&Identity::ours().marker(), Execution::Native).is_ok());
        assert!(ensure_runnable(b"\0asm", Execution::Wasm).is_ok());
    }
}
