//! Executes one random history with the runtime as Wasm, in the stock executor, and reports its
//! state roots. Apart from the native program, so that the build with every check on need not
//! compile a Wasm compiler.
#![forbid(unsafe_code)]
// Test code: a panic here is how a history says what went wrong.
#![allow(clippy::unwrap_used)]

use clap::Parser;
use myelin_determinism::{
    report::{self, Options},
    Execute,
};
use polkadot_sdk::{
    sc_executor::WasmExecutor,
    sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
    sp_io::{hashing::blake2_256, SubstrateHostFunctions, TestExternalities},
};
use std::path::PathBuf;

/// Executes one random history in Wasm and reports its state roots.
#[derive(Parser)]
struct Arguments {
    /// The runtime to execute; `cargo xtask wasm` builds one
    blob: PathBuf,
    #[command(flatten)]
    options: Options,
}

/// A runtime as Wasm.
struct Wasm {
    executor: WasmExecutor<SubstrateHostFunctions>,
    blob: Vec<u8>,
    hash: Vec<u8>,
}

impl Wasm {
    fn new(blob: Vec<u8>) -> Self {
        Self { executor: WasmExecutor::default(), hash: blake2_256(&blob).to_vec(), blob }
    }
}

impl Execute for Wasm {
    fn call(&mut self, state: &mut TestExternalities, method: &str, data: &[u8]) -> Vec<u8> {
        let code_fetcher = &WrappedRuntimeCode(self.blob.as_slice().into());
        let code = RuntimeCode { code_fetcher, heap_pages: None, hash: self.hash.clone() };
        let (answer, native) =
            self.executor.call(&mut state.ext(), &code, method, data, CallContext::Onchain { import: true });
        assert!(!native, "{method} did not run in Wasm");
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let mut runtime = Wasm::new(std::fs::read(&arguments.blob)?);
    report::print(&arguments.options, &mut runtime)
}
