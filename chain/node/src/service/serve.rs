//! JSON-RPC on sockets, for a development node.
//!
//! Substrate's own server leaves Nagle's algorithm on: a message that follows another waits some
//! 40 ms until the client acknowledges the first, which is far longer than a block takes here.
//! jsonrpsee's server, which that one is built on, switches it off. A node with a network keeps
//! Substrate's, for its rate limits and metrics.

use crate::failure::Failure;
use jsonrpsee::{
    core::BoxError,
    server::{
        middleware::{
            http::{HostFilterLayer, ProxyGetRequestLayer},
            rpc::{RpcServiceBuilder, RpcServiceT},
        },
        PingConfig, RandomStringIdProvider, Server, ServerHandle,
    },
    types::Request,
    RpcModule,
};
use polkadot_sdk::{
    sc_rpc::DenyUnsafe,
    sc_service::config::{RpcConfiguration, RpcEndpoint},
    sc_service::RpcMethods,
};
use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tokio::runtime::Handle;
use tower::ServiceBuilder;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// What listens; it ends when dropped.
pub(super) struct Served {
    pub addresses: Vec<SocketAddr>,
    /// A server stops when its handle is dropped.
    servers: Vec<ServerHandle>,
}

/// Listens wherever the configuration says, which may be nowhere.
pub(super) fn serve(config: &RpcConfiguration, threads: &Handle, mut module: RpcModule<()>) -> Result<Served, Failure> {
    list_methods(&mut module)?;
    let mut served = Served { addresses: Vec::new(), servers: Vec::new() };
    for endpoint in config.addr.iter().flatten() {
        if endpoint.rate_limit.is_some() {
            return Err(Failure::new("a development chain knows no rate limit", "leave `--rpc-rate-limit` out"));
        }
        let listener = match TcpListener::bind(endpoint.listen_addr) {
            Ok(listener) => listener,
            Err(_) if endpoint.is_optional => continue,
            Err(cause) => return Err(unserved(endpoint.listen_addr, cause)),
        };
        let (address, server) = listen(endpoint, listener, module.clone(), threads)
            .map_err(|cause| unserved(endpoint.listen_addr, cause))?;
        served.addresses.push(address);
        served.servers.push(server);
    }
    Ok(served)
}

fn unserved(address: SocketAddr, cause: impl std::fmt::Display) -> Failure {
    Failure::new(format!("could not serve JSON-RPC at {address}: {cause}"), "try another `--rpc-port`")
}

/// Lets clients ask for the names of all methods.
fn list_methods(module: &mut RpcModule<()>) -> Result<(), Failure> {
    const ITSELF: &str = "rpc_methods";
    let mut methods: Vec<_> = module.method_names().chain([ITSELF]).collect();
    methods.sort_unstable();
    let answer = serde_json::json!({ "methods": methods });
    let added = module.register_method(ITSELF, move |_, _, _| answer.clone());
    added.map(drop).map_err(|cause| Failure::unexpected("set up JSON-RPC", cause))
}

fn listen(
    endpoint: &RpcEndpoint,
    listener: TcpListener,
    module: RpcModule<()>,
    threads: &Handle,
) -> Result<(SocketAddr, ServerHandle), BoxError> {
    const MEGABYTE: u32 = 1024 * 1024;
    const PING_EVERY: Duration = Duration::from_secs(30);
    const SILENT_FOR: Duration = Duration::from_secs(60);
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let power = unsafe_methods(&address, endpoint.rpc_methods);

    let hosts = endpoint.cors.is_some().then(|| hosts(address)).transpose()?;
    let middleware = ServiceBuilder::new()
        .option_layer(hosts)
        .layer(ProxyGetRequestLayer::new("/health", "system_health")?)
        .layer(origins(endpoint.cors.as_deref())?);
    let _inside = threads.enter();
    let server = Server::builder()
        .max_request_body_size(endpoint.max_payload_in_mb.saturating_mul(MEGABYTE))
        .max_response_body_size(endpoint.max_payload_out_mb.saturating_mul(MEGABYTE))
        .max_connections(endpoint.max_connections)
        .max_subscriptions_per_connection(endpoint.max_subscriptions_per_connection)
        .set_message_buffer_capacity(endpoint.max_buffer_capacity_per_connection)
        .set_batch_request_config(endpoint.batch_config)
        .enable_ws_ping(PingConfig::new().ping_interval(PING_EVERY).inactive_limit(SILENT_FOR).max_failures(3))
        .set_id_provider(RandomStringIdProvider::new(16))
        .set_http_middleware(middleware)
        .set_rpc_middleware(RpcServiceBuilder::new().layer_fn(move |inner| Empowered { inner, power }))
        .custom_tokio_runtime(threads.clone())
        .build_from_tcp(listener)?;
    Ok((address, server.start(module)))
}

/// Tells each request whether it may have power over the node. Substrate's methods look there, and
/// panic where nothing is said: what a module's own extensions say does not reach a socket's requests.
#[derive(Clone)]
struct Empowered<S> {
    inner: S,
    power: DenyUnsafe,
}

impl<'a, S: RpcServiceT<'a>> RpcServiceT<'a> for Empowered<S> {
    type Future = S::Future;

    fn call(&self, mut request: Request<'a>) -> Self::Future {
        request.extensions_mut().insert(self.power);
        self.inner.call(request)
    }
}

/// Whether methods that give power over the node are refused.
fn unsafe_methods(address: &SocketAddr, methods: RpcMethods) -> DenyUnsafe {
    match methods {
        RpcMethods::Unsafe => DenyUnsafe::No,
        RpcMethods::Auto if address.ip().is_loopback() => DenyUnsafe::No,
        _ => DenyUnsafe::Yes,
    }
}

/// Only these names of this machine are answered, so that no page can reach the node by a name of
/// its own.
fn hosts(address: SocketAddr) -> Result<HostFilterLayer, BoxError> {
    let hosts = ["localhost", "127.0.0.1", "[::1]"].map(|host| format!("{host}:{}", address.port()));
    Ok(HostFilterLayer::new(hosts)?)
}

/// Which pages may ask; all where nothing is said.
fn origins(allowed: Option<&[String]>) -> Result<CorsLayer, BoxError> {
    let Some(allowed) = allowed else { return Ok(CorsLayer::permissive()) };
    let allowed = allowed.iter().map(|origin| origin.parse()).collect::<Result<Vec<_>, _>>()?;
    Ok(CorsLayer::new().allow_origin(AllowOrigin::list(allowed)))
}
