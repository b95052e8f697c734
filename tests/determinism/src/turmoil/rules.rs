//! Rules that let much happen in few blocks, and rules that change on the way.

use super::Turmoil;
use crate::{
    actors::Who,
    plot::{sudo, Intent},
};
use myelin_primitives::{MechId, NetUid, Tao};
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{params::RecycleOrBurnEnum, subnets, Call as Subtensor};

/// No waiting between two calls of the same kind, and subnets that nobody is afraid to lose.
pub fn of_the_network(subnets: u16) -> Vec<Intent> {
    vec![
        sudo(Admin::sudo_set_admin_freeze_window { window: 0 }),
        sudo(Admin::sudo_set_owner_hparam_rate_limit { epochs: 0 }),
        sudo(Admin::sudo_set_tx_rate_limit { tx_rate_limit: 0 }),
        sudo(Admin::sudo_set_tx_delegate_take_rate_limit { tx_rate_limit: 0 }),
        sudo(Subtensor::sudo_set_tx_childkey_take_rate_limit { tx_rate_limit: 0 }),
        sudo(Admin::sudo_set_network_rate_limit { rate_limit: 0 }),
        sudo(Admin::sudo_set_network_immunity_period { immunity_period: 50 }),
        sudo(Admin::sudo_set_network_min_lock_cost { lock_cost: Tao::whole(10) }),
        sudo(Admin::sudo_set_lock_reduction_interval { interval: 20 }),
        sudo(Admin::sudo_set_subnet_limit { max_subnets: subnets }),
        sudo(Subtensor::set_pending_childkey_cooldown { cooldown: 5 }),
        sudo(Admin::sudo_set_coldkey_swap_announcement_delay { duration: 5 }),
        sudo(Admin::sudo_set_coldkey_swap_reannouncement_delay { duration: 5 }),
        sudo(Subtensor::sudo_set_num_root_claims { new_value: 10 }),
    ]
}

impl Turmoil {
    /// Makes the rules of new subnets quick, and starts them.
    pub(super) fn settle(&mut self) -> Vec<Intent> {
        let mut intents = Vec::new();
        for netuid in subnets::all::<Runtime>() {
            let birth = (netuid, subnets::registered_at::<Runtime>(netuid));
            if netuid.is_root() || !self.settled.insert(birth) {
                continue;
            }
            intents.extend(of_a_subnet(netuid));
            let owner = subnets::owner::<Runtime>(netuid).and_then(|owner| self.who(&owner));
            intents.extend(owner.map(|owner| (owner, Subtensor::start_call { netuid }.into())));
        }
        intents
    }

    /// Some rule or other, by root or by the owner of the subnet.
    pub(super) fn change_rule(&mut self) -> Intent {
        let (netuid, on) = (self.dynamic(), self.once_in(2));
        let any = self.below(1 << 16) as u16;
        let few = 1 + self.below(20) as u16;
        let call: Admin<Runtime> = match self.below(28) {
            0 => Admin::sudo_set_tempo { netuid, tempo: few + 5 },
            1 => Admin::sudo_set_kappa { netuid, kappa: any },
            2 => Admin::sudo_set_immunity_period { netuid, immunity_period: few },
            3 => Admin::sudo_set_max_allowed_validators { netuid, max_allowed_validators: few },
            4 => Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: on },
            5 => Admin::sudo_set_liquid_alpha_enabled { netuid, enabled: on },
            6 => Admin::sudo_set_yuma3_enabled { netuid, enabled: on },
            7 => Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(1 + self.below(2) as u8) },
            8 => {
                let split = on.then(|| vec![any, u16::MAX - any]);
                Admin::sudo_set_mechanism_emission_split { netuid, maybe_split: split }
            }
            9 => {
                let recycle_or_burn = if on { RecycleOrBurnEnum::Recycle } else { RecycleOrBurnEnum::Burn };
                Admin::sudo_set_recycle_or_burn { netuid, recycle_or_burn }
            }
            10 => Admin::sudo_set_ck_burn { burn: u64::from(any) << 48 },
            11 => Admin::sudo_set_nominator_min_required_stake { min_stake: u64::from(few) * 100_000 },
            12 => Admin::sudo_set_owner_cut_enabled { netuid, enabled: on },
            13 => Admin::sudo_set_subnet_emission_enabled { netuid, enabled: !self.once_in(8) },
            14 => Admin::sudo_set_bonds_penalty { netuid, bonds_penalty: any },
            15 => Admin::sudo_set_bonds_reset_enabled { netuid, enabled: on },
            16 => Admin::sudo_trim_to_max_allowed_uids { netuid, max_n: 4 + few },
            17 => Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 8 + few },
            18 => Admin::sudo_set_toggle_transfer { netuid, toggle: !self.once_in(8) },
            19 => Admin::sudo_set_max_epochs_per_block { max_epochs_per_block: 1 + self.below(4) as u8 },
            20 => Admin::sudo_set_subnet_owner_cut { subnet_owner_cut: any / 2 },
            21 => Admin::sudo_set_min_burn { netuid, min_burn: Tao(u64::from(any) * 100) },
            22 => Admin::sudo_set_weights_version_key { netuid, weights_version_key: u64::from(self.once_in(20)) },
            23 => Admin::sudo_set_sn_owner_hotkey { netuid, hotkey: self.seated(netuid).account() },
            24 => Admin::sudo_set_stake_threshold { min_stake: u64::from(few) },
            25 => Admin::sudo_set_min_childkey_take_per_subnet { netuid, take: any / 8 },
            26 => Admin::sudo_set_network_registration_allowed { netuid, registration_allowed: !self.once_in(8) },
            _ => Admin::sudo_set_alpha_values { netuid, alpha_low: any / 2, alpha_high: any / 2 + 20_000 },
        };
        if self.once_in(4) {
            (self.owner_of_subnet(netuid), call.into())
        } else {
            sudo(call)
        }
    }

    /// Rules that other pallets keep.
    pub(super) fn change_other_rule(&mut self) -> Intent {
        let netuid = self.dynamic();
        match self.below(3) {
            0 => sudo(pallet_swap::Call::set_fee_rate { netuid, rate: self.below(10_100) as u16 }),
            1 => sudo(Subtensor::sudo_set_root_claim_threshold { netuid, new_value: self.amount() % 11_000_000 }),
            _ => (Who::Owner, Subtensor::sudo_set_num_root_claims { new_value: 50 }.into()),
        }
    }
}

fn of_a_subnet(netuid: NetUid) -> Vec<Intent> {
    vec![
        sudo(Admin::sudo_set_tempo { netuid, tempo: 8 + netuid.0 }),
        sudo(Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: netuid.0 % 2 == 0 }),
        sudo(Admin::sudo_set_commit_reveal_weights_interval { netuid, interval: 1 }),
        sudo(Admin::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 0 }),
        sudo(Admin::sudo_set_serving_rate_limit { netuid, serving_rate_limit: 0 }),
        sudo(Admin::sudo_set_subnet_emission_enabled { netuid, enabled: true }),
        sudo(Admin::sudo_set_subtoken_enabled { netuid, subtoken_enabled: true }),
        sudo(Admin::sudo_set_network_registration_allowed { netuid, registration_allowed: true }),
        sudo(Admin::sudo_set_max_registrations_per_block { netuid, max_registrations_per_block: 20 }),
        sudo(Admin::sudo_set_target_registrations_per_interval { netuid, target_registrations_per_interval: 100 }),
        sudo(Admin::sudo_set_immunity_period { netuid, immunity_period: 5 }),
        sudo(Admin::sudo_set_min_allowed_weights { netuid, min_allowed_weights: 1 }),
        sudo(Admin::sudo_set_min_allowed_uids { netuid, min_allowed_uids: 4 }),
        sudo(Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 16 }),
        sudo(Admin::sudo_set_bonds_moving_average { netuid, bonds_moving_average: 500_000 }),
    ]
}
