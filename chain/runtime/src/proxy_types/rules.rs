//! The rule of each kind of proxy. Calls are listed by name, so that a call is covered from the day it
//! exists: a proxy barred from moving stake must not gain that power because the call came later than
//! the list.

use super::ProxyType;
use crate::RuntimeCall;
use myelin_views::FilterMode;
use polkadot_sdk::{
    frame_support::traits::{CallMetadata, GetCallMetadata},
    *,
};

/// Transfers below this amount of rao (half a token) are small.
pub(super) const SMALL_TRANSFER_LIMIT_RAO: u64 = 500_000_000;

pub(super) const ADMIN: &str = "AdminUtils";
pub(super) const BALANCES: &str = "Balances";
pub(super) const SUBTENSOR: &str = "SubtensorModule";
pub(super) const SUDO: &str = "Sudo";
pub(super) const SYSTEM: &str = "System";

/// A list of calls and how it is meant.
pub(super) struct Rule {
    pub mode: FilterMode,
    pub listed: &'static [Listed],
    /// Taken off the list again.
    pub exceptions: &'static [Listed],
}

/// Calls of one pallet.
pub(super) enum Listed {
    All(&'static str),
    These(&'static str, &'static [&'static str]),
    /// A transfer of less than the limit; last is the argument that says how much.
    Small(&'static str, &'static str, &'static str),
    /// Setting the runtime's code as root, whatever it weighs.
    UncheckedSetCode,
}

use Listed::{All, Small, These, UncheckedSetCode};

impl Rule {
    const EVERYTHING: Self = Self { mode: FilterMode::AllowAll, listed: &[], exceptions: &[] };
    const NOTHING: Self = Self { mode: FilterMode::DenyAll, listed: &[], exceptions: &[] };

    const fn only(listed: &'static [Listed]) -> Self {
        Self { mode: FilterMode::Allow, listed, exceptions: &[] }
    }

    const fn all_but(listed: &'static [Listed]) -> Self {
        Self { mode: FilterMode::Deny, listed, exceptions: &[] }
    }

    pub fn allows(&self, call: &RuntimeCall) -> bool {
        let names = call.get_call_metadata();
        let is_in = |list: &[Listed]| list.iter().any(|listed| listed.covers(&names, call));
        let is_listed = || is_in(self.listed) && !is_in(self.exceptions);
        match self.mode {
            FilterMode::AllowAll => true,
            FilterMode::DenyAll => false,
            FilterMode::Allow => is_listed(),
            FilterMode::Deny => !is_listed(),
        }
    }
}

impl Listed {
    fn covers(&self, names: &CallMetadata, call: &RuntimeCall) -> bool {
        match self {
            All(pallet) => names.pallet_name == *pallet,
            These(pallet, calls) => names.pallet_name == *pallet && calls.contains(&names.function_name),
            Small(pallet, name, _) => {
                names.pallet_name == *pallet
                    && names.function_name == *name
                    && transferred_rao(call).is_some_and(|rao| rao < SMALL_TRANSFER_LIMIT_RAO)
            }
            UncheckedSetCode => is_unchecked_set_code(call),
        }
    }
}

impl ProxyType {
    pub(super) fn rule(self) -> Rule {
        match self {
            Self::Any => Rule::EVERYTHING,
            Self::Owner => Rule {
                exceptions: &[These(ADMIN, &OWNER_HOTKEY_SETTERS)],
                ..Rule::only(&[All(ADMIN), These(SUBTENSOR, &SUBNET_DESCRIPTION)])
            },
            Self::NonCritical => {
                Rule::all_but(&[These(SUBTENSOR, &SEATS_LOST), All(SUDO), These(SUBTENSOR, &ANNOUNCED_SWAP)])
            }
            Self::NonTransfer => Rule::all_but(&[
                All(BALANCES),
                These(SUBTENSOR, &["transfer_stake"]),
                These(SUBTENSOR, &COLDKEY_SWAP),
                These(SUBTENSOR, &ANNOUNCED_SWAP),
            ]),
            Self::NonFungible => Rule::all_but(&[
                All(BALANCES),
                These(SUBTENSOR, &STAKING),
                These(SUBTENSOR, &MORE_FUNGIBLE),
                These(SUBTENSOR, &COLDKEY_SWAP),
                These(SUBTENSOR, &ANNOUNCED_SWAP),
                These(SUBTENSOR, &HOTKEY_SWAP),
            ]),
            Self::Staking => Rule::only(&[These(SUBTENSOR, &STAKING), These(SUBTENSOR, &["set_root_claim_type"])]),
            Self::Registration => Rule::only(&[These(SUBTENSOR, &["burned_register", "register", "register_limit"])]),
            Self::Transfer => Rule::only(&[These(BALANCES, &TRANSFERS), These(SUBTENSOR, &["transfer_stake"])]),
            Self::SmallTransfer => Rule::only(&[
                Small(BALANCES, "transfer_keep_alive", "value"),
                Small(BALANCES, "transfer_allow_death", "value"),
                Small(SUBTENSOR, "transfer_stake", "alpha_amount"),
            ]),
            Self::ChildKeys => Rule::only(&[These(SUBTENSOR, &["set_children", "set_childkey_take"])]),
            Self::SudoUncheckedSetCode => Rule::only(&[UncheckedSetCode]),
            Self::SwapHotkey => Rule::only(&[These(SUBTENSOR, &HOTKEY_SWAP)]),
            Self::SubnetLeaseBeneficiary => {
                Rule::only(&[These(SUBTENSOR, &["start_call"]), These(ADMIN, &LEASED_SUBNET_SETTERS)])
            }
            Self::RootClaim => Rule::only(&[These(SUBTENSOR, &["claim_root"])]),
            Self::Senate | Self::Triumvirate | Self::Governance | Self::RootWeights => Rule::NOTHING,
        }
    }
}

/// What a subnet says about itself.
const SUBNET_DESCRIPTION: [&str; 2] = ["set_subnet_identity", "update_symbol"];

/// Owner settings that would hand the subnet to another key.
const OWNER_HOTKEY_SETTERS: [&str; 2] = ["sudo_set_sn_owner_hotkey", "sudo_set_subnet_owner_hotkey"];

/// Calls that end a subnet, or that may cost somebody a seat.
const SEATS_LOST: [&str; 3] = ["dissolve_network", "root_register", "burned_register"];

/// Moving all a coldkey owns to another, at once.
const COLDKEY_SWAP: [&str; 2] = ["schedule_swap_coldkey", "swap_coldkey"];

/// The same, step by step.
const ANNOUNCED_SWAP: [&str; 4] =
    ["announce_coldkey_swap", "swap_coldkey_announced", "clear_coldkey_swap_announcement", "dispute_coldkey_swap"];

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
