//! What a proxy may do for the account it stands for.
//!
//! Calls are listed by name, so that a call is covered from the day it exists: a proxy barred from
//! moving stake must not gain that power because the call came later than the list.

use crate::RuntimeCall;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
    frame_support::traits::{GetCallMetadata, InstanceFilter},
    *,
};
use scale_info::TypeInfo;

/// Transfers below this amount of rao (half a token) are small.
const SMALL_TRANSFER_LIMIT_RAO: u64 = 500_000_000;

#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum ProxyType {
    #[default]
    #[codec(index = 0)]
    Any,
    #[codec(index = 1)]
    Owner,
    #[codec(index = 2)]
    NonCritical,
    #[codec(index = 3)]
    NonTransfer,
    #[codec(index = 4)]
    Senate,
    #[codec(index = 5)]
    NonFungible,
    #[codec(index = 6)]
    Triumvirate,
    #[codec(index = 7)]
    Governance,
    #[codec(index = 8)]
    Staking,
    #[codec(index = 9)]
    Registration,
    #[codec(index = 10)]
    Transfer,
    #[codec(index = 11)]
    SmallTransfer,
    #[codec(index = 12)]
    RootWeights,
    #[codec(index = 13)]
    ChildKeys,
    #[codec(index = 14)]
    SudoUncheckedSetCode,
    #[codec(index = 15)]
    SwapHotkey,
    #[codec(index = 16)]
    SubnetLeaseBeneficiary,
    #[codec(index = 17)]
    RootClaim,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        let named = Named::from(call);
        match self {
            Self::Any => true,
            Self::Owner => {
                (named.is_of("AdminUtils") || named.is_subtensor(&SUBNET_DESCRIPTION))
                    && !named.is_admin(&OWNER_HOTKEY_SETTERS)
            }
            Self::NonCritical => !named.is_of("Sudo") && !named.is_subtensor(&CRITICAL),
            Self::NonTransfer => {
                !named.is_of("Balances")
                    && !named.is_subtensor(&["transfer_stake"])
                    && !named.is_subtensor(&COLDKEY_SWAP)
            }
            Self::NonFungible => {
                !named.is_of("Balances")
                    && ![&STAKING[..], &MORE_FUNGIBLE, &COLDKEY_SWAP, &HOTKEY_SWAP]
                        .iter()
                        .any(|barred| named.is_subtensor(barred))
            }
            Self::Staking => named.is_subtensor(&STAKING) || named.is_subtensor(&["set_root_claim_type"]),
            Self::Registration => named.is_subtensor(&["burned_register", "register", "register_limit"]),
            Self::Transfer => named.is_in("Balances", &TRANSFERS) || named.is_subtensor(&["transfer_stake"]),
            Self::SmallTransfer => transferred_rao(call).is_some_and(|rao| rao < SMALL_TRANSFER_LIMIT_RAO),
            Self::ChildKeys => named.is_subtensor(&["set_children", "set_childkey_take"]),
            Self::SudoUncheckedSetCode => is_unchecked_set_code(call),
            Self::SwapHotkey => named.is_subtensor(&HOTKEY_SWAP),
            Self::SubnetLeaseBeneficiary => {
                named.is_subtensor(&["start_call"]) || named.is_admin(&LEASED_SUBNET_SETTERS)
            }
            Self::RootClaim => named.is_subtensor(&["claim_root"]),
            Self::Senate | Self::Triumvirate | Self::Governance | Self::RootWeights => false,
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        match (self, other) {
            (left, right) if left == right => true,
            (Self::Any, _) => true,
            (Self::NonTransfer, Self::Any | Self::Transfer | Self::SmallTransfer) => false,
            (Self::NonTransfer, _) => true,
            (Self::Transfer, Self::SmallTransfer) => true,
            _ => false,
        }
    }
}

/// What a subnet says about itself.
const SUBNET_DESCRIPTION: [&str; 2] = ["set_subnet_identity", "update_symbol"];

/// Owner settings that would hand the subnet to another key.
const OWNER_HOTKEY_SETTERS: [&str; 2] = ["sudo_set_sn_owner_hotkey", "sudo_set_subnet_owner_hotkey"];

/// Calls that cannot be undone, or that cost a seat.
const CRITICAL: [&str; 7] = [
    "dissolve_network",
    "root_register",
    "burned_register",
    "announce_coldkey_swap",
    "swap_coldkey_announced",
    "clear_coldkey_swap_announcement",
    "dispute_coldkey_swap",
];

/// Every way to move all a coldkey owns to another.
const COLDKEY_SWAP: [&str; 6] = [
    "schedule_swap_coldkey",
    "swap_coldkey",
    "announce_coldkey_swap",
    "swap_coldkey_announced",
    "clear_coldkey_swap_announcement",
    "dispute_coldkey_swap",
];

const HOTKEY_SWAP: [&str; 2] = ["swap_hotkey", "swap_hotkey_v2"];

/// Staking that stays with the same coldkey.
const STAKING: [&str; 10] = [
    "add_stake",
    "add_stake_limit",
    "remove_stake",
    "remove_stake_limit",
    "remove_stake_full_limit",
    "unstake_all",
    "unstake_all_alpha",
    "swap_stake",
    "swap_stake_limit",
    "move_stake",
];

/// What else moves or spends tokens.
const MORE_FUNGIBLE: [&str; 3] = ["transfer_stake", "burned_register", "root_register"];

const TRANSFERS: [&str; 3] = ["transfer_keep_alive", "transfer_allow_death", "transfer_all"];

/// The settings of a leased subnet its beneficiary may change.
const LEASED_SUBNET_SETTERS: [&str; 22] = [
    "sudo_set_serving_rate_limit",
    "sudo_set_min_difficulty",
    "sudo_set_max_difficulty",
    "sudo_set_weights_version_key",
    "sudo_set_adjustment_alpha",
    "sudo_set_immunity_period",
    "sudo_set_min_allowed_weights",
    "sudo_set_kappa",
    "sudo_set_rho",
    "sudo_set_activity_cutoff",
    "sudo_set_network_registration_allowed",
    "sudo_set_network_pow_registration_allowed",
    "sudo_set_max_burn",
    "sudo_set_bonds_moving_average",
    "sudo_set_bonds_penalty",
    "sudo_set_commit_reveal_weights_enabled",
    "sudo_set_liquid_alpha_enabled",
    "sudo_set_alpha_values",
    "sudo_set_commit_reveal_weights_interval",
    "sudo_set_toggle_transfer",
    "sudo_set_subnet_emission_enabled",
    "sudo_set_min_childkey_take_per_subnet",
];

/// A call by the names the metadata gives it.
struct Named {
    pallet: &'static str,
    function: &'static str,
}

impl From<&RuntimeCall> for Named {
    fn from(call: &RuntimeCall) -> Self {
        let names = call.get_call_metadata();
        Self { pallet: names.pallet_name, function: names.function_name }
    }
}

impl Named {
    fn is_of(&self, pallet: &str) -> bool {
        self.pallet == pallet
    }

    fn is_in(&self, pallet: &str, functions: &[&str]) -> bool {
        self.is_of(pallet) && functions.contains(&self.function)
    }

    fn is_subtensor(&self, functions: &[&str]) -> bool {
        self.is_in("SubtensorModule", functions)
    }

    fn is_admin(&self, functions: &[&str]) -> bool {
        self.is_in("AdminUtils", functions)
    }
}

/// The amount a transfer of TAO or of stake moves, if the call is one.
fn transferred_rao(call: &RuntimeCall) -> Option<u64> {
    match call {
        RuntimeCall::Balances(
            pallet_balances::Call::transfer_keep_alive { value, .. }
            | pallet_balances::Call::transfer_allow_death { value, .. },
        ) => Some(*value),
        // Alpha counts like TAO here: it is the amount of the call that must be small.
        RuntimeCall::SubtensorModule(pallet_subtensor::Call::transfer_stake { alpha_amount, .. }) => {
            Some(alpha_amount.rao())
        }
        _ => None,
    }
}

fn is_unchecked_set_code(call: &RuntimeCall) -> bool {
    match call {
        RuntimeCall::Sudo(pallet_sudo::Call::sudo_unchecked_weight { call, .. }) => {
            matches!(**call, RuntimeCall::System(frame_system::Call::set_code { .. }))
        }
        _ => false,
    }
}
