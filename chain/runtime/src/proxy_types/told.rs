//! The rules of proxies as wallets are told them.

use super::{
    rules::{Listed, Rule, ADMIN, BALANCES, SMALL_TRANSFER_LIMIT_RAO, SUBTENSOR, SUDO, SYSTEM},
    ProxyType,
};
use crate::{AllPalletsWithSystem, Runtime};
use alloc::{format, vec, vec::Vec};
use codec::Decode;
use myelin_views::{CallCondition, CallInfo, FilterMode, ProxyFilterInfo, ProxyTypeInfo};
use polkadot_sdk::{
    frame_support::traits::{GetCallIndex, GetCallName, PalletsInfoAccess},
    *,
};

/// Every kind of proxy, by its number.
pub fn kinds() -> Vec<ProxyTypeInfo> {
    numbered()
        .map(|(index, kind)| ProxyTypeInfo { name: name(kind), index, deprecated: is_deprecated(&kind.rule()) })
        .collect()
}

/// What that kind of proxy may do, or what each of them may.
pub fn filters(of: Option<u8>) -> Vec<ProxyFilterInfo> {
    let wanted = numbered().filter(|(index, _)| of.is_none_or(|of| of == *index));
    wanted.map(|(index, kind)| filter(index, kind)).collect()
}

fn filter(index: u8, kind: ProxyType) -> ProxyFilterInfo {
    let rule = kind.rule();
    ProxyFilterInfo {
        proxy_type: index,
        name: name(kind),
        deprecated: is_deprecated(&rule),
        filter_mode: rule.mode,
        calls: rule.listed.iter().flat_map(calls).collect(),
        exceptions: rule.exceptions.iter().flat_map(calls).collect(),
    }
}

/// The kinds are numbered without gaps.
fn numbered() -> impl Iterator<Item = (u8, ProxyType)> {
    (0..=u8::MAX).map_while(|index| Some((index, ProxyType::decode(&mut [index].as_slice()).ok()?)))
}

fn name(kind: ProxyType) -> Vec<u8> {
    format!("{kind:?}").into_bytes()
}

/// A kind that may do nothing is only kept for its number.
fn is_deprecated(rule: &Rule) -> bool {
    rule.mode == FilterMode::DenyAll
}

/// What is listed, call by call. What this chain does not have is left out.
fn calls(listed: &Listed) -> Vec<CallInfo> {
    match listed {
        Listed::All(pallet) => call(pallet, None, None).into_iter().collect(),
        Listed::These(pallet, names) => names.iter().filter_map(|name| call(pallet, Some(name), None)).collect(),
        Listed::Small(pallet, name, amount) => {
            let limit = u128::from(SMALL_TRANSFER_LIMIT_RAO);
            let condition = CallCondition::ParamLessThan { param_name: amount.as_bytes().to_vec(), limit };
            call(pallet, Some(name), Some(condition)).into_iter().collect()
        }
        Listed::UncheckedSetCode => {
            let condition = CallCondition::NestedCallMustBe {
                pallet_name: SYSTEM.as_bytes().to_vec(),
                call_name: b"set_code".to_vec(),
            };
            call(SUDO, Some("sudo_unchecked_weight"), Some(condition)).into_iter().collect()
        }
    }
}

fn call(pallet: &str, name: Option<&str>, condition: Option<CallCondition>) -> Option<CallInfo> {
    let call_index = match name {
        Some(name) => Some(index_of_call(pallet, name)?),
        None => None,
    };
    Some(CallInfo {
        pallet_name: pallet.as_bytes().to_vec(),
        pallet_index: index_of(pallet)?,
        call_name: name.map(|name| name.as_bytes().to_vec()),
        call_index,
        condition,
    })
}

fn index_of(pallet: &str) -> Option<u8> {
    let found = AllPalletsWithSystem::infos().into_iter().find(|info| info.name == pallet)?;
    u8::try_from(found.index).ok()
}

fn index_of_call(pallet: &str, name: &str) -> Option<u8> {
    let calls = match pallet {
        ADMIN => numbers::<pallet_admin_utils::Call<Runtime>>(),
        BALANCES => numbers::<pallet_balances::Call<Runtime>>(),
        SUBTENSOR => numbers::<pallet_subtensor::Call<Runtime>>(),
        SUDO => numbers::<pallet_sudo::Call<Runtime>>(),
        _ => vec![],
    };
    calls.into_iter().find(|(known, _)| *known == name).map(|(_, index)| index)
}

fn numbers<Call: GetCallName + GetCallIndex>() -> Vec<(&'static str, u8)> {
    Call::get_call_names().iter().copied().zip(Call::get_call_indices().iter().copied()).collect()
}
