//! What people do beside trading and judging.

use super::{Turmoil, PEOPLE, SPARE};
use crate::{
    actors::Who,
    plot::{found, sudo, transfer, Intent},
};
use myelin_primitives::{
    commitments::{CommitmentInfo, Data},
    records::SubnetIdentityV3,
    NetUid, Tao,
};
use myelin_runtime::RuntimeCall;
use pallet_subtensor::Call as Subtensor;
use polkadot_sdk::{pallet_balances, sp_core::H256, sp_io::hashing::blake2_256};

pub fn register(netuid: NetUid, hotkey: Who) -> RuntimeCall {
    Subtensor::burned_register { netuid, hotkey: hotkey.account() }.into()
}

impl Turmoil {
    /// The next thing somebody tries.
    pub(super) fn act(&mut self) -> Intent {
        match self.below(100) {
            0..=21 => self.invest(),
            22..=35 => self.divest(),
            36..=45 => self.shift(),
            46..=50 => self.claim(),
            51..=66 => self.judge(),
            67..=74 => self.take_seat(),
            75..=80 => self.delegate(),
            81..=84 => self.pay(),
            85..=88 => self.announce(),
            89..=91 => self.swap_keys(),
            92 => self.found_or_end(),
            93 => self.run_subnet(),
            94 => self.change_other_rule(),
            _ => self.change_rule(),
        }
    }

    fn take_seat(&mut self) -> Intent {
        let (hotkey, netuid) = (self.hotkey(), self.dynamic());
        let coldkey = self.owner_of(hotkey);
        let seat = hotkey.account();
        let call: RuntimeCall = match self.below(8) {
            0 => Subtensor::root_register { hotkey: seat }.into(),
            1 => Subtensor::register_limit { netuid, hotkey: seat, limit_price: self.amount() }.into(),
            2 => {
                let (block_number, nonce, work, coldkey) = (0, 0, Vec::new(), coldkey.account());
                Subtensor::register { netuid, block_number, nonce, work, hotkey: seat, coldkey }.into()
            }
            3 => Subtensor::try_associate_hotkey { hotkey: seat }.into(),
            _ => register(netuid, hotkey),
        };
        (coldkey, call)
    }

    fn delegate(&mut self) -> Intent {
        let netuid = self.subnet();
        let hotkey = self.seated(netuid);
        let coldkey = self.owner_of(hotkey);
        let take = self.below(13_000) as u16;
        let account = hotkey.account();
        let call = match self.below(8) {
            0 => Subtensor::decrease_take { hotkey: account, take },
            1 => Subtensor::increase_take { hotkey: account, take },
            2 => Subtensor::set_childkey_take { hotkey: account, netuid, take },
            3 => Subtensor::set_auto_parent_delegation_enabled { hotkey: account, enabled: self.once_in(2) },
            4 => {
                let call = Subtensor::set_coldkey_auto_stake_hotkey { netuid, hotkey: account };
                return (self.coldkey(), call.into());
            }
            _ => {
                let count = self.below(4);
                let children = (0..count).map(|_| (u64::MAX / (count as u64 + 1), self.seated(netuid).account()));
                Subtensor::set_children { hotkey: account, netuid, children: children.collect() }
            }
        };
        (coldkey, call.into())
    }

    fn pay(&mut self) -> Intent {
        let (from, to) = (self.coldkey(), self.any_coldkey());
        let amount = self.amount();
        let call: RuntimeCall = match self.below(6) {
            // Now and then so much that only dust is left, and an account ends.
            0 => {
                let value = self.balance(from).saturating_sub(self.amount());
                pallet_balances::Call::transfer_allow_death { dest: to.account().into(), value }.into()
            }
            1 => pallet_balances::Call::transfer_all { dest: to.account().into(), keep_alive: false }.into(),
            2 => transfer(self.hotkey(), amount),
            _ => transfer(to, amount),
        };
        // The rich keep others alive.
        if self.once_in(2) {
            return (Who::Owner, transfer(to, amount.max(100_000_000_000)));
        }
        (from, call)
    }

    fn announce(&mut self) -> Intent {
        let netuid = self.subnet();
        let hotkey = self.seated(netuid);
        let (version, ip, port, ip_type) = (1, 0x0808_0808, 8_091, 4);
        let call: RuntimeCall = match self.below(4) {
            0 => Subtensor::serve_prometheus { netuid, version, ip, port, ip_type }.into(),
            1 => {
                let certificate = vec![1; self.below(70)];
                let (protocol, placeholder1, placeholder2) = (4, 0, 0);
                Subtensor::serve_axon_tls {
                    netuid,
                    version,
                    ip,
                    port,
                    ip_type,
                    protocol,
                    placeholder1,
                    placeholder2,
                    certificate,
                }
                .into()
            }
            2 => {
                let info = CommitmentInfo::of(Data::Raw(vec![5; self.below(64)].try_into().unwrap()));
                RuntimeCall::Commitments(pallet_commitments::Call::set_commitment { netuid, info })
            }
            _ => {
                let (protocol, placeholder1, placeholder2) = (4, 0, 0);
                Subtensor::serve_axon { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2 }
                    .into()
            }
        };
        (hotkey, call)
    }

    fn swap_keys(&mut self) -> Intent {
        let hotkey = self.hotkey();
        let coldkey = self.owner_of(hotkey);
        let (old, new) = (hotkey.account(), self.any_hotkey().account());
        let netuid = self.once_in(2).then(|| self.subnet());
        let other = Who::Coldkey(self.below(PEOPLE + SPARE));
        let call: RuntimeCall = match self.below(10) {
            0..=2 => Subtensor::swap_hotkey { hotkey: old, new_hotkey: new, netuid }.into(),
            3 | 4 => {
                Subtensor::swap_hotkey_v2 { hotkey: old, new_hotkey: new, netuid, keep_stake: self.once_in(2) }.into()
            }
            5 => {
                let (old_coldkey, new_coldkey) = (coldkey.account(), other.account());
                return sudo(Subtensor::swap_coldkey { old_coldkey, new_coldkey, swap_cost: Tao(self.amount()) });
            }
            6 => {
                let new_coldkey_hash = H256(blake2_256(other.account().as_ref()));
                Subtensor::announce_coldkey_swap { new_coldkey_hash }.into()
            }
            7 => Subtensor::swap_coldkey_announced { new_coldkey: other.account() }.into(),
            8 => Subtensor::clear_coldkey_swap_announcement {}.into(),
            _ => return sudo(Subtensor::reset_coldkey_swap { coldkey: coldkey.account() }),
        };
        (coldkey, call)
    }

    /// Each as likely, those that nobody uses yet among them.
    fn any_hotkey(&mut self) -> Who {
        Who::Hotkey(self.below(PEOPLE + SPARE))
    }

    fn found_or_end(&mut self) -> Intent {
        let netuid = self.dynamic();
        match self.below(4) {
            0 => sudo(Subtensor::root_dissolve_network { netuid }),
            1 => (self.coldkey(), Subtensor::root_dissolve_network { netuid }.into()),
            2 => {
                let (hotkey, identity) = (self.any_hotkey().account(), Some(identity()));
                (self.coldkey(), Subtensor::register_network_with_identity { hotkey, identity }.into())
            }
            _ => {
                let subnet = self.below(PEOPLE + SPARE);
                (self.coldkey(), found(subnet))
            }
        }
    }

    fn run_subnet(&mut self) -> Intent {
        let netuid = self.dynamic();
        let owner = self.owner_of_subnet(netuid);
        let call = match self.below(5) {
            0 => Subtensor::set_tempo { netuid, tempo: 360 },
            1 => Subtensor::trigger_epoch { netuid },
            2 => Subtensor::set_activity_cutoff_factor { netuid, factor_milli: 13_889 },
            3 => {
                let told = identity();
                Subtensor::set_subnet_identity {
                    netuid,
                    subnet_name: told.subnet_name,
                    github_repo: told.github_repo,
                    subnet_contact: told.subnet_contact,
                    subnet_url: told.subnet_url,
                    discord: told.discord,
                    description: told.description,
                    logo_url: told.logo_url,
                    additional: told.additional,
                }
            }
            _ => Subtensor::update_symbol { netuid, symbol: "γ".into() },
        };
        (owner, call.into())
    }
}

fn identity() -> SubnetIdentityV3 {
    SubnetIdentityV3 { subnet_name: b"digits".to_vec(), ..Default::default() }
}
