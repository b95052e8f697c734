//! The development chain under everything.

use crate::failure::Failure;
use myelin_node::dev::{self, Chain, Config, Seal, Storage};
use std::{net::TcpListener, path::Path};

pub struct LocalChain {
    chain: Chain,
    url: String,
}

impl LocalChain {
    /// Starts the chain, or continues the one in that folder. It seals a block for each
    /// transaction, and otherwise only when told to.
    pub fn start(folder: Option<&Path>, rpc_port: u16) -> Result<Self, Failure> {
        // The node would say so too, but without naming the flag.
        if rpc_port != 0 && TcpListener::bind(("127.0.0.1", rpc_port)).is_err() {
            return Err(Failure::new(
                format!("port {rpc_port} is in use"),
                "`--rpc-port 0` takes a free one; or stop what is listening there",
            ));
        }
        let storage = folder.map_or(Storage::Memory, |folder| Storage::At(folder.to_path_buf()));
        let config = Config { seal: Seal::OnTransaction, storage, rpc_port: Some(rpc_port), ..Config::quiet() };
        let chain = dev::spawn(config)?;
        let url = chain.rpc_url().ok_or_else(|| Failure::new("the chain serves no JSON-RPC", ""))?;
        Ok(Self { chain, url })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub async fn seal(&self, blocks: u64) -> Result<(), Failure> {
        let blocks = u32::try_from(blocks).map_err(|_| Failure::new("too many blocks at once", ""))?;
        if blocks > 0 {
            self.chain.sealer().seal(blocks).await?;
        }
        Ok(())
    }
}
