//! The books: what was made of TAO and of each subnet's alpha, and everyone who has it.

use crate::{
    pool, root, subnets, AlphaBurnedBetweenFamilies, Config, PendingOwnerCut, PendingRootAlphaDivs,
    PendingServerEmission, PendingValidatorEmission, SubnetTAO, TotalHotkeyAlpha, TotalIssuance, TotalStake,
};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::fmt;
use myelin_primitives::{Alpha, NetUid, Tao};
use polkadot_sdk::frame_support::traits::fungible::Inspect;

/// How what was found may differ from what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Not at all.
    Equal,
    /// It may be less: some is nobody's, by rounding or on purpose.
    AtMost,
}

/// One sum of the books, in rao: a count that is kept, and what it should be the count of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What is counted.
    pub what: &'static str,
    /// The subnet, where it is of one.
    pub netuid: Option<NetUid>,
    /// The count that is kept.
    pub counted: u128,
    /// Where it was found, and how much.
    pub parts: Vec<(&'static str, u128)>,
    /// How the two may differ.
    pub rule: Rule,
}

impl Sum {
    /// All that was found.
    pub fn found(&self) -> u128 {
        self.parts.iter().fold(0, |sum, (_, part)| sum.saturating_add(*part))
    }

    /// What is counted and was not found; negative where more was found.
    pub fn rest(&self) -> i128 {
        let signed = |amount: u128| i128::try_from(amount).unwrap_or(i128::MAX);
        signed(self.counted).saturating_sub(signed(self.found()))
    }

    /// Whether the sum is as its rule wants it.
    pub fn holds(&self) -> bool {
        match self.rule {
            Rule::Equal => self.rest() == 0,
            Rule::AtMost => self.rest() >= 0,
        }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = self.netuid.map(|netuid| format!(" of subnet {netuid}")).unwrap_or_default();
        let parts: Vec<String> = self.parts.iter().map(|(name, amount)| format!("{name} {amount}")).collect();
        let (what, counted, found, parts) = (self.what, self.counted, self.found(), parts.join(", "));
        write!(f, "{what}{of}: {counted} rao counted, {found} found ({parts})")
    }
}

/// Every sum of the books, those of the chain first, then subnet by subnet.
pub fn sums<T: Config>() -> Vec<Sum> {
    let mut all = vec![issuance::<T>(), staked_tao::<T>()];
    let staked = staked_alpha::<T>();
    let claimable = root::claimable::<T>();
    for netuid in subnets::all::<T>() {
        let of = |amounts: &BTreeMap<NetUid, u128>| amounts.get(&netuid).copied().unwrap_or_default();
        if netuid.is_root() {
            all.push(root_stake::<T>(of(&staked)));
            all.push(account::<T>(netuid));
            continue;
        }
        // Genesis writes the first subnet's figures without minting, as the wire has it.
        if !subnets::is_of_genesis::<T>(netuid) {
            all.push(account::<T>(netuid));
        }
        all.push(alpha::<T>(netuid, of(&staked), of(&claimable)));
    }
    all
}

/// The first sum that is not as its rule wants it.
pub fn check<T: Config>() -> Result<(), String> {
    match sums::<T>().iter().find(|sum| !sum.holds()) {
        Some(wrong) => Err(wrong.to_string()),
        None => Ok(()),
    }
}

/// The pallet's count of TAO is not under the ledger's: users' own transfers may lose dust that
/// only the ledger notices.
fn issuance<T: Config>() -> Sum {
    Sum {
        what: "issuance",
        netuid: None,
        counted: TotalIssuance::<T>::get().rao().into(),
        parts: vec![("ledger", T::Currency::total_issuance().into())],
        rule: Rule::AtMost,
    }
}

/// What is staked counts the fees of purchases too, and these never entered a reserve.
fn staked_tao<T: Config>() -> Sum {
    let reserves = subnets::all::<T>().into_iter().map(SubnetTAO::<T>::get);
    let sum = reserves.fold(0_u128, |sum, tao| sum.saturating_add(tao.rao().into()));
    Sum {
        what: "staked TAO",
        netuid: None,
        counted: TotalStake::<T>::get().rao().into(),
        parts: vec![("reserves", sum)],
        rule: Rule::AtMost,
    }
}

/// The subnet's account covers its reserve.
fn account<T: Config>(netuid: NetUid) -> Sum {
    let held = Tao(T::Currency::total_balance(&pool::account::<T>(netuid)));
    Sum {
        what: "account",
        netuid: Some(netuid),
        counted: held.rao().into(),
        parts: vec![("reserve", SubnetTAO::<T>::get(netuid).rao().into())],
        rule: Rule::AtMost,
    }
}

/// On root a unit of stake is a unit of TAO.
fn root_stake<T: Config>(staked: u128) -> Sum {
    Sum {
        what: "root stake",
        netuid: Some(NetUid::ROOT),
        counted: SubnetTAO::<T>::get(NetUid::ROOT).rao().into(),
        parts: vec![("staked", staked)],
        rule: Rule::Equal,
    }
}

/// All alpha outside the pool is somebody's, waits for somebody, or was set apart; what rounding
/// and epochs that could not pay everyone left over is nobody's. What burned between parents and
/// children was paid all the same, so it counts.
fn alpha<T: Config>(netuid: NetUid, staked: u128, claimable: u128) -> Sum {
    let pending: Alpha = [
        PendingServerEmission::<T>::get(netuid),
        PendingValidatorEmission::<T>::get(netuid),
        PendingRootAlphaDivs::<T>::get(netuid),
        PendingOwnerCut::<T>::get(netuid),
    ]
    .into_iter()
    .sum();
    Sum {
        what: "alpha",
        netuid: Some(netuid),
        counted: pool::outstanding::<T>(netuid)
            .saturating_add(AlphaBurnedBetweenFamilies::<T>::get(netuid))
            .rao()
            .into(),
        parts: vec![
            ("staked", staked),
            ("pending", pending.rao().into()),
            ("claimable", claimable),
            ("bought by the chain", pool::bought_by_chain::<T>(netuid).rao().into()),
            ("burned", pallet_alpha_assets::AlphaBurned::<T>::get(netuid).rao().into()),
        ],
        rule: Rule::AtMost,
    }
}

/// What all hotkeys have together, by subnet.
fn staked_alpha<T: Config>() -> BTreeMap<NetUid, u128> {
    let mut by_subnet = BTreeMap::new();
    for (_, netuid, total) in TotalHotkeyAlpha::<T>::iter() {
        let sum: &mut u128 = by_subnet.entry(netuid).or_default();
        *sum = sum.saturating_add(total.rao().into());
    }
    by_subnet
}
