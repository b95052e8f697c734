//! What a roll knows of a seat, and where it learns it.

use crate::{delegation, keys, neurons, root, stake, Config};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use myelin_primitives::{Alpha, NetUid, Uid};
use polkadot_sdk::sp_runtime::AccountId32;

/// A seat, as far as it rarely changes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
    pub hotkey: AccountId32,
    /// The coldkey the hotkey belongs to.
    pub owner: Option<AccountId32>,
    pub registered_at: u64,
    known: u8,
}

/// A seat and the alpha of its hotkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seated {
    pub entry: Entry,
    pub alpha: Alpha,
}

/// Neither parents nor children on the subnet.
pub(super) const ALONE: u8 = 1;
/// Nothing staked on root.
pub(super) const NOT_ON_ROOT: u8 = 1 << 1;
/// What the hotkey mines is staked to itself, and its owner has it on the list of those it stakes to.
const MINES_FOR_ITSELF: u8 = 1 << 2;
/// The subnet is in the hotkey's rates of root dividends.
const RATED: u8 = 1 << 3;

impl Entry {
    /// What the items say of the hotkey now.
    pub(super) fn learn<T: Config>(netuid: NetUid, hotkey: AccountId32, registered_at: u64) -> Self {
        let owner = keys::owner_of::<T>(&hotkey);
        let is_on_root = !stake::of_hotkey::<T>(&hotkey, NetUid::ROOT).is_zero();
        let known = [
            (is_alone::<T>(&hotkey, netuid), ALONE),
            (!is_on_root, NOT_ON_ROOT),
            (mines_for_itself::<T>(owner.as_ref(), &hotkey, netuid), MINES_FOR_ITSELF),
            (root::is_rated::<T>(&hotkey, netuid), RATED),
        ];
        let known = known.iter().filter(|(holds, _)| *holds).fold(0, |sum, (_, flag)| sum | flag);
        Self { hotkey, owner, registered_at, known }
    }

    pub fn is_alone(&self) -> bool {
        self.known & ALONE != 0
    }

    /// Whether there is nothing to look up of it on root. Not so does not say that there is.
    pub fn is_not_on_root(&self) -> bool {
        self.known & NOT_ON_ROOT != 0
    }

    /// Whether there is nothing to look up before its owner is paid what it mined.
    pub fn mines_for_itself(&self) -> bool {
        self.known & MINES_FOR_ITSELF != 0
    }

    /// Whether it need not be looked up that the subnet is in its rates.
    pub fn is_rated(&self) -> bool {
        self.known & RATED != 0
    }

    /// Looks again at what was not known, as far as that comes to hold with time, and says whether
    /// something did.
    pub(super) fn look_again<T: Config>(&mut self, netuid: NetUid) -> bool {
        let before = self.known;
        if !self.is_alone() && is_alone::<T>(&self.hotkey, netuid) {
            self.known |= ALONE;
        }
        if !self.mines_for_itself() && mines_for_itself::<T>(self.owner.as_ref(), &self.hotkey, netuid) {
            self.known |= MINES_FOR_ITSELF;
        }
        if !self.is_rated() && root::is_rated::<T>(&self.hotkey, netuid) {
            self.known |= RATED;
        }
        self.known != before
    }

    /// What was known and may not hold any more is looked up from now on.
    pub(super) fn doubt(&mut self, flag: u8) {
        self.known &= !flag;
    }

    /// What was not known when the roll was made and holds by now costs a look, not a mistake.
    pub(super) fn claims_no_more_than(&self, other: &Self) -> bool {
        let same =
            (&self.hotkey, &self.owner, self.registered_at) == (&other.hotkey, &other.owner, other.registered_at);
        same && self.known & !other.known == 0
    }
}

fn is_alone<T: Config>(hotkey: &AccountId32, netuid: NetUid) -> bool {
    delegation::children_of::<T>(hotkey, netuid).is_empty() && delegation::parents_of::<T>(hotkey, netuid).is_empty()
}

fn mines_for_itself<T: Config>(owner: Option<&AccountId32>, hotkey: &AccountId32, netuid: NetUid) -> bool {
    owner.is_some_and(|owner| {
        stake::destination_of_mined::<T>(owner, hotkey, netuid) == *hotkey
            && stake::hotkeys_of::<T>(owner).contains(hotkey)
    })
}

/// Every seat of the subnet as the items have it.
pub(super) fn gather<T: Config>(netuid: NetUid) -> Vec<Seated> {
    let hotkeys = neurons::hotkeys::<T>(netuid).into_iter().zip(0u16..);
    hotkeys
        .map(|(hotkey, uid)| {
            let alpha = stake::of_hotkey::<T>(&hotkey, netuid);
            let registered_at = neurons::registered_at::<T>(netuid, Uid(uid));
            Seated { entry: Entry::learn::<T>(netuid, hotkey, registered_at), alpha }
        })
        .collect()
}
