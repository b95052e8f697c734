//! A wild history: twenty people with a hotkey each try every call there is on five subnets, with
//! whatever amounts; much of it is refused, and some of it is meant to be.

mod acts;
mod rules;
mod stakes;
mod weights;

use crate::{
    actors::Who,
    history::Tell,
    plot::{found, Intent},
};
use myelin_primitives::NetUid;
use myelin_runtime::{AccountId, Balances, Runtime};
use pallet_subtensor::{keys, neurons, stake, subnets, ColdkeySwapAnnouncements};
use rand_chacha::{
    rand_core::{RngCore, SeedableRng},
    ChaCha8Rng,
};
use std::collections::{BTreeMap, BTreeSet};

/// Who acts from the beginning.
const PEOPLE: usize = 20;
/// Keys that nobody uses at first: others are swapped for them.
const SPARE: usize = 6;
const SUBNETS: usize = 5;
/// Rao with which somebody can do most things.
const ENOUGH: u64 = 1_000_000_000;

/// Tells who tries what next, with an eye on the state: most calls should do something.
pub struct Turmoil {
    random: ChaCha8Rng,
    each_block: usize,
    known: BTreeMap<AccountId, Who>,
    /// Subnets whose rules were made quick, by id and birth.
    settled: BTreeSet<(NetUid, u64)>,
    promises: Vec<weights::Promise>,
}

impl Turmoil {
    /// `each_block` calls a block.
    pub fn new(seed: u64, each_block: usize) -> Self {
        let known = everybody().map(|who| (who.account(), who)).collect();
        Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            each_block,
            known,
            settled: BTreeSet::new(),
            promises: Vec::new(),
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.random.next_u32() as usize % bound.max(1)
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let index = self.below(from.len());
        from.get(index).cloned()
    }

    /// From one rao to some hundred tokens, small ones as often as large ones.
    fn amount(&mut self) -> u64 {
        let spread = if self.once_in(4) { 38 } else { 16 };
        self.random.next_u64() >> (26 + self.below(spread))
    }

    /// A part of what there is: often all of it, seldom more.
    fn part(&mut self, of: u64) -> u64 {
        match self.below(8) {
            0 | 1 => of,
            2 => of.saturating_add(self.amount()),
            3 => self.amount(),
            _ => (u128::from(of) * self.below(1_000) as u128 / 1_000) as u64,
        }
    }

    /// Mostly one that has something and is not about to be swapped.
    fn coldkey(&mut self) -> Who {
        let mut coldkey = self.any_coldkey();
        for _ in 0..4 {
            let is_leaving = ColdkeySwapAnnouncements::<Runtime>::contains_key(coldkey.account());
            if (self.balance(coldkey) >= ENOUGH && !is_leaving) || self.once_in(20) {
                break;
            }
            coldkey = self.any_coldkey();
        }
        coldkey
    }

    fn any_coldkey(&mut self) -> Who {
        let number = self.below(PEOPLE + 1);
        if number < PEOPLE {
            Who::Coldkey(number)
        } else {
            Who::Coldkey(PEOPLE + self.below(SPARE))
        }
    }

    fn hotkey(&mut self) -> Who {
        let number = self.below(PEOPLE + 1);
        if number < PEOPLE {
            Who::Hotkey(number)
        } else {
            Who::Hotkey(PEOPLE + self.below(SPARE))
        }
    }

    /// Mostly a subnet that exists, root among them.
    fn subnet(&mut self) -> NetUid {
        if self.once_in(50) {
            return NetUid(self.below(12) as u16);
        }
        self.pick(&subnets::all::<Runtime>()).unwrap_or(NetUid::ROOT)
    }

    /// A subnet that is not root, if there is any.
    fn dynamic(&mut self) -> NetUid {
        let all: Vec<_> = subnets::all::<Runtime>().into_iter().filter(|netuid| !netuid.is_root()).collect();
        self.pick(&all).unwrap_or(NetUid(1))
    }

    /// Mostly the owner of the hotkey.
    fn owner_of(&mut self, hotkey: Who) -> Who {
        let owner = keys::owner_of::<Runtime>(&hotkey.account()).and_then(|owner| self.who(&owner));
        match owner {
            Some(owner) if !self.once_in(30) => owner,
            _ => self.coldkey(),
        }
    }

    /// Mostly a hotkey with a seat on the subnet.
    fn seated(&mut self, netuid: NetUid) -> Who {
        let seated = neurons::hotkeys::<Runtime>(netuid);
        let known: Vec<Who> = seated.iter().filter_map(|hotkey| self.who(hotkey)).collect();
        match self.pick(&known) {
            Some(hotkey) if !self.once_in(30) => hotkey,
            _ => self.hotkey(),
        }
    }

    fn owner_of_subnet(&mut self, netuid: NetUid) -> Who {
        let owner = subnets::owner::<Runtime>(netuid).and_then(|owner| self.who(&owner));
        match owner {
            Some(owner) if !self.once_in(30) => owner,
            _ => self.coldkey(),
        }
    }

    /// A hotkey the coldkey stakes to, mostly.
    fn backed_by(&mut self, coldkey: Who) -> Who {
        let backed = stake::hotkeys_of::<Runtime>(&coldkey.account());
        let known: Vec<Who> = backed.iter().filter_map(|hotkey| self.who(hotkey)).collect();
        match self.pick(&known) {
            Some(hotkey) if !self.once_in(20) => hotkey,
            _ => self.hotkey(),
        }
    }

    fn who(&self, account: &AccountId) -> Option<Who> {
        self.known.get(account).copied()
    }

    fn balance(&self, who: Who) -> u64 {
        Balances::free_balance(who.account())
    }
}

impl Tell for Turmoil {
    fn funded(&self) -> Vec<Who> {
        std::iter::once(Who::Owner).chain(everybody()).collect()
    }

    fn block(&mut self, number: u32) -> Vec<Intent> {
        match number {
            1 => rules::of_the_network(SUBNETS as u16),
            // One subnet is there from genesis.
            2..=5 => vec![(Who::Coldkey(number as usize), found(number as usize))],
            6..=25 => {
                let hotkey = number as usize - 6;
                let seats: Vec<_> = subnets::all::<Runtime>();
                let seat = |netuid| (Who::Coldkey(hotkey), acts::register(netuid, Who::Hotkey(hotkey)));
                let mut intents: Vec<_> = self.settle();
                intents.extend(seats.into_iter().map(seat));
                intents
            }
            _ => {
                let mut intents = self.settle();
                for _ in 0..self.each_block {
                    intents.push(self.act());
                }
                intents
            }
        }
    }
}

fn everybody() -> impl Iterator<Item = Who> {
    (0..PEOPLE + SPARE).flat_map(|number| [Who::Coldkey(number), Who::Hotkey(number), Who::OwnersHotkey(number)])
}
