//! Announcing where a neuron serves, and where it shows its metrics.

use super::uid_of;
use crate::{now, Axons, Config, Error, Event, NeuronCertificates, Pallet, Prometheus, ServingRateLimit};
use alloc::vec::Vec;
use core::net::{Ipv4Addr, Ipv6Addr};
use myelin_primitives::{
    records::{AxonInfo, NeuronCertificate, PrometheusInfo},
    NetUid,
};
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::{AccountId32, DispatchResult},
};

/// Announces where the seated hotkey serves.
pub fn serve_axon<T: Config>(hotkey: &AccountId32, netuid: NetUid, axon: AxonInfo) -> DispatchResult {
    ensure_seated::<T>(hotkey, netuid)?;
    check_axon::<T>(&axon)?;
    let last = Axons::<T>::get(netuid, hotkey).map(|announced| announced.block);
    ensure_not_too_soon::<T>(netuid, last)?;

    Axons::<T>::insert(netuid, hotkey, AxonInfo { block: now::<T>(), ..axon });
    Pallet::<T>::deposit_event(Event::AxonServed(netuid, hotkey.clone()));
    Ok(())
}

/// The same, with the key that connections there are secured with. Bytes that are none are passed
/// over: the endpoint is announced, and what was known of its key stays.
pub fn serve_axon_tls<T: Config>(
    hotkey: &AccountId32,
    netuid: NetUid,
    axon: AxonInfo,
    certificate: Vec<u8>,
) -> DispatchResult {
    serve_axon::<T>(hotkey, netuid, axon)?;
    if let Ok(certificate) = NeuronCertificate::try_from(certificate) {
        NeuronCertificates::<T>::insert(netuid, hotkey, certificate);
    }
    Ok(())
}

/// Announces where the seated hotkey shows its metrics. Here a bad address is noticed before a
/// missing seat, as the wire has it.
pub fn serve_prometheus<T: Config>(hotkey: &AccountId32, netuid: NetUid, metrics: PrometheusInfo) -> DispatchResult {
    check_prometheus::<T>(&metrics)?;
    ensure_seated::<T>(hotkey, netuid)?;
    let last = Prometheus::<T>::get(netuid, hotkey).map(|announced| announced.block);
    ensure_not_too_soon::<T>(netuid, last)?;

    Prometheus::<T>::insert(netuid, hotkey, PrometheusInfo { block: now::<T>(), ..metrics });
    Pallet::<T>::deposit_event(Event::PrometheusServed(netuid, hotkey.clone()));
    Ok(())
}

/// Whether the endpoint is one that others could reach. An axon may take its address back: 0.
pub fn check_axon<T: Config>(axon: &AxonInfo) -> Result<(), Error<T>> {
    check_address(axon.ip_type, axon.ip)?;
    ensure!(axon.port != 0, Error::<T>::InvalidPort);
    Ok(())
}

/// The same for metrics, which need an address.
pub fn check_prometheus<T: Config>(metrics: &PrometheusInfo) -> Result<(), Error<T>> {
    check_address(metrics.ip_type, metrics.ip)?;
    ensure!(metrics.ip != 0, Error::<T>::InvalidIpAddress);
    ensure!(metrics.port != 0, Error::<T>::InvalidPort);
    Ok(())
}

fn check_address<T: Config>(ip_type: u8, ip: u128) -> Result<(), Error<T>> {
    let is_reachable = match ip_type {
        4 => ip < u128::from(u32::from(Ipv4Addr::BROADCAST)) && ip != u128::from(u32::from(Ipv4Addr::LOCALHOST)),
        6 => ip != u128::MAX && ip != u128::from(Ipv6Addr::LOCALHOST),
        _ => return Err(Error::<T>::InvalidIpType),
    };
    ensure!(is_reachable, Error::<T>::InvalidIpAddress);
    Ok(())
}

fn ensure_seated<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> DispatchResult {
    ensure!(uid_of::<T>(netuid, hotkey).is_some(), Error::<T>::HotKeyNotRegisteredInNetwork);
    Ok(())
}

/// What was announced in the genesis block, or never, limits nobody.
fn ensure_not_too_soon<T: Config>(netuid: NetUid, last: Option<u64>) -> DispatchResult {
    let last = last.unwrap_or_default();
    let passed = now::<T>().saturating_sub(last);
    ensure!(last == 0 || passed >= ServingRateLimit::<T>::get(netuid), Error::<T>::ServingRateLimitExceeded);
    Ok(())
}

/// Seat, record and limit; the record and a key are written.
pub fn cost_of_serve<T: Config>() -> Weight {
    crate::cost::Work::of(9, 3).computing(10_000).weight::<T>()
}
