//! The methods a node answers beside Substrate's own.

use super::{
    dev::{self, Sealer},
    Backend, Block, Client, Pool,
};
use futures::StreamExt;
use jsonrpsee::{Methods, RpcModule};
use polkadot_sdk::{
    pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer},
    sc_rpc::{
        self,
        author::AuthorApiServer,
        chain::ChainApiServer,
        state::{ChildStateApiServer, StateApiServer},
        system::{error::Error as SystemError, Health, NodeRole, Request, SyncState, SystemApiServer as _, SystemInfo},
    },
    sc_service::{config::Configuration, Error as ServiceError},
    sc_utils::mpsc::{tracing_unbounded, TracingUnboundedReceiver},
    sp_blockchain::HeaderBackend,
    sp_core::traits::SpawnNamed,
    sp_keystore::KeystorePtr,
    substrate_frame_rpc_system::{System, SystemApiServer},
};
use serde_json::Value;
use std::{future::Future, sync::Arc};

/// The second generation of Substrate's methods.
mod v2 {
    pub use polkadot_sdk::sc_rpc_spec_v2::{
        archive::{Archive, ArchiveApiServer as _},
        chain_head::{ChainHead, ChainHeadApiServer as _, ChainHeadConfig},
        chain_spec::{ChainSpec, ChainSpecApiServer as _},
        transaction::{
            Transaction, TransactionApiServer as _, TransactionBroadcast, TransactionBroadcastApiServer as _,
        },
    };
}
use v2::*;

/// What the methods answer from.
pub(super) struct Parts<'a> {
    pub client: Arc<Client>,
    pub backend: Arc<Backend>,
    pub pool: Arc<Pool>,
    pub keystore: KeystorePtr,
    pub config: &'a Configuration,
    pub spawner: Arc<dyn SpawnNamed>,
}

/// Nonces and fees, on every node.
pub(super) fn common(client: Arc<Client>, pool: Arc<Pool>) -> Result<RpcModule<()>, ServiceError> {
    let mut module = RpcModule::new(());
    merge(&mut module, System::new(client.clone(), pool).into_rpc())?;
    merge(&mut module, TransactionPayment::new(client).into_rpc())?;
    Ok(module)
}

/// Every method of a development node, and what answers `system_*` there. A node with a
/// network gets the same from `sc_service::spawn_tasks`, which cannot do without one.
pub(super) fn stand_alone(
    parts: Parts,
    sealer: Sealer,
) -> Result<(RpcModule<()>, impl Future<Output = ()>), ServiceError> {
    let Parts { client, backend, pool, keystore, config, spawner } = parts;
    let spec = &config.chain_spec;
    let genesis = client.info().genesis_hash;
    let (asking, asked) = tracing_unbounded("mpsc_system_rpc", 10_000);
    let info = SystemInfo {
        chain_name: spec.name().into(),
        impl_name: config.impl_name.clone(),
        impl_version: config.impl_version.clone(),
        properties: spec.properties(),
        chain_type: spec.chain_type(),
    };

    let mut module = common(client.clone(), pool.clone())?;
    merge(&mut module, dev::verbs(client.clone(), sealer)?)?;
    merge(&mut module, sc_rpc::system::System::new(info, asking).into_rpc())?;
    merge(&mut module, sc_rpc::chain::new_full(client.clone(), spawner.clone()).into_rpc())?;
    let (state, child_state) = sc_rpc::state::new_full(client.clone(), spawner.clone(), None);
    merge(&mut module, state.into_rpc())?;
    merge(&mut module, child_state.into_rpc())?;
    let author = sc_rpc::author::Author::new(client.clone(), pool.clone(), keystore, spawner.clone());
    merge(&mut module, author.into_rpc())?;

    let spec_name = spec.name().to_owned();
    merge(&mut module, v2::ChainSpec::new(spec_name, genesis, spec.properties()).into_rpc())?;
    let transaction = v2::Transaction::new(client.clone(), pool.clone(), spawner.clone(), None).into_rpc();
    merge(&mut module, transaction)?;
    let broadcast = v2::TransactionBroadcast::new(client.clone(), pool, spawner.clone(), BROADCASTS);
    merge(&mut module, broadcast.into_rpc())?;
    let limits = v2::ChainHeadConfig::default();
    let chain_head = v2::ChainHead::new(client.clone(), backend.clone(), spawner.clone(), limits);
    merge(&mut module, chain_head.into_rpc())?;
    let archive = v2::Archive::new(client.clone(), backend, genesis, spawner);
    merge(&mut module, archive.into_rpc())?;
    Ok((module, alone(client, asked)))
}

/// How many transactions one connection may have broadcast at a time, as in `sc_service`.
const BROADCASTS: usize = 16;

fn merge(module: &mut RpcModule<()>, other: impl Into<Methods>) -> Result<(), ServiceError> {
    module.merge(other).map_err(|cause| ServiceError::Application(cause.into()))
}

/// Answers `system_*` for a node that has no network.
pub(super) async fn alone(client: Arc<Client>, mut requests: TracingUnboundedReceiver<Request<Block>>) {
    let refusal = || SystemError::MalformattedPeerArg("a development chain has no network".into());
    while let Some(request) = requests.next().await {
        // An asker that has gone away needs no answer, hence the ignored results.
        match request {
            Request::Health(asker) => {
                let _ = asker.send(Health { peers: 0, is_syncing: false, should_have_peers: false });
            }
            Request::LocalPeerId(asker) => {
                let _ = asker.send(String::new());
            }
            Request::LocalListenAddresses(asker) | Request::NetworkReservedPeers(asker) => {
                let _ = asker.send(Vec::new());
            }
            Request::Peers(asker) => {
                let _ = asker.send(Vec::new());
            }
            Request::NetworkState(asker) => {
                let _ = asker.send(Value::Null);
            }
            Request::NetworkAddReservedPeer(_, asker) | Request::NetworkRemoveReservedPeer(_, asker) => {
                let _ = asker.send(Err(refusal()));
            }
            Request::NodeRoles(asker) => {
                let _ = asker.send(vec![NodeRole::Authority]);
            }
            Request::SyncState(asker) => {
                let best = client.info().best_number;
                let _ = asker.send(SyncState { starting_block: best, current_block: best, highest_block: best });
            }
        }
    }
}
