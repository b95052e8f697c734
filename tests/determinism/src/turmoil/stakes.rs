//! Everything that can be done with stake.

use super::Turmoil;
use crate::{actors::Who, plot::Intent};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::Runtime;
use pallet_subtensor::{root::RootClaimTypeEnum, stake, Call as Subtensor};

impl Turmoil {
    /// More stake: mostly bought with what the coldkey has.
    pub(super) fn invest(&mut self) -> Intent {
        let (coldkey, netuid) = (self.coldkey(), self.subnet());
        let hotkey = if self.once_in(2) { self.backed_by(coldkey) } else { self.hotkey() };
        let hotkey = hotkey.account();
        let amount = if self.once_in(60) { self.balance(coldkey) } else { self.amount() };
        let amount_staked = Tao(amount);
        let call = match self.below(6) {
            0 => {
                let (limit_price, allow_partial) = (Tao(self.limit()), self.once_in(2));
                Subtensor::add_stake_limit { hotkey, netuid, amount_staked, limit_price, allow_partial }
            }
            1 => {
                let limit = self.once_in(2).then(|| Tao(self.limit()));
                Subtensor::add_stake_burn { hotkey, netuid, amount: amount_staked, limit }
            }
            _ => Subtensor::add_stake { hotkey, netuid, amount_staked },
        };
        (coldkey, call.into())
    }

    /// Less stake.
    pub(super) fn divest(&mut self) -> Intent {
        let (coldkey, hotkey, netuid, held) = self.position();
        let hotkey = hotkey.account();
        let amount_unstaked = Alpha(self.part(held));
        let call = match self.below(12) {
            0 => {
                let (limit_price, allow_partial) = (Tao(self.limit()), self.once_in(2));
                Subtensor::remove_stake_limit { hotkey, netuid, amount_unstaked, limit_price, allow_partial }
            }
            1 => {
                let limit_price = self.once_in(2).then(|| Tao(self.limit()));
                Subtensor::remove_stake_full_limit { hotkey, netuid, limit_price }
            }
            2 => Subtensor::unstake_all { hotkey },
            3 => Subtensor::unstake_all_alpha { hotkey },
            4 => Subtensor::recycle_alpha { hotkey, amount: Alpha(self.part(held / 10)), netuid },
            5 => Subtensor::burn_alpha { hotkey, amount: Alpha(self.part(held / 10)), netuid },
            _ => Subtensor::remove_stake { hotkey, netuid, amount_unstaked },
        };
        (coldkey, call.into())
    }

    /// Stake that goes elsewhere.
    pub(super) fn shift(&mut self) -> Intent {
        let (coldkey, hotkey, origin_netuid, held) = self.position();
        let (alpha_amount, destination_netuid) = (Alpha(self.part(held)), self.subnet());
        let destination = self.hotkey();
        let call = match self.below(4) {
            0 => Subtensor::move_stake {
                origin_hotkey: hotkey.account(),
                destination_hotkey: destination.account(),
                origin_netuid,
                destination_netuid: if self.once_in(2) { origin_netuid } else { destination_netuid },
                alpha_amount,
            },
            1 => Subtensor::transfer_stake {
                destination_coldkey: self.coldkey().account(),
                hotkey: hotkey.account(),
                origin_netuid,
                destination_netuid: if self.once_in(2) { origin_netuid } else { destination_netuid },
                alpha_amount,
            },
            2 => Subtensor::swap_stake { hotkey: hotkey.account(), origin_netuid, destination_netuid, alpha_amount },
            _ => Subtensor::swap_stake_limit {
                hotkey: hotkey.account(),
                origin_netuid,
                destination_netuid,
                alpha_amount,
                limit_price: Tao(self.limit()),
                allow_partial: self.once_in(2),
            },
        };
        (coldkey, call.into())
    }

    /// What root earns elsewhere, and how it is wanted.
    pub(super) fn claim(&mut self) -> Intent {
        let coldkey = self.coldkey();
        let some = (0..self.below(7)).map(|_| self.subnet()).collect();
        let call = match self.below(4) {
            0 => Subtensor::set_root_claim_type { new_root_claim_type: RootClaimTypeEnum::Swap },
            1 => Subtensor::set_root_claim_type { new_root_claim_type: RootClaimTypeEnum::Keep },
            2 => {
                Subtensor::set_root_claim_type { new_root_claim_type: RootClaimTypeEnum::KeepSubnets { subnets: some } }
            }
            _ => Subtensor::claim_root { subnets: some },
        };
        (coldkey, call.into())
    }

    /// Somebody's stake: of whom, at whom, where, how much. Often there is some.
    fn position(&mut self) -> (Who, Who, NetUid, u64) {
        let coldkey = self.coldkey();
        let hotkey = self.backed_by(coldkey);
        let held = |netuid| stake::of::<Runtime>(&hotkey.account(), &coldkey.account(), netuid);
        let on: Vec<NetUid> = (0..12).map(NetUid).filter(|netuid| !held(*netuid).is_zero()).collect();
        let netuid = match self.pick(&on) {
            Some(netuid) if !self.once_in(20) => netuid,
            _ => self.subnet(),
        };
        (coldkey, hotkey, netuid, held(netuid).rao())
    }

    /// A price in rao that is sometimes met.
    fn limit(&mut self) -> u64 {
        match self.below(4) {
            0 => u64::MAX,
            1 => 1_000_000_000,
            _ => self.amount(),
        }
    }
}
