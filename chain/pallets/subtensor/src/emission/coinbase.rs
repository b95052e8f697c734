//! One block's TAO and alpha, from the mint to the subnets.

use super::{
    buckets::{self, Division},
    distribute,
    drain::{self, Drained, Due},
    prices::{self, RootStake},
    standing::Standing,
};
use crate::{epoch, pool, Config, MinerBurned, SubnetAlphaInEmission, SubnetExcessTao, SubnetTaoInEmission};
use alloc::vec::Vec;
use myelin_economy::{
    emission::{self as rules, Candidate, Terms},
    issuance,
    pool::Market,
};
use myelin_primitives::{
    fixed_point::{I96F32, U64F64},
    Alpha, NetUid, Tao,
};
use polkadot_sdk::frame_support::traits::Imbalance;

/// What an epoch touched, for the block's weight.
pub struct EpochSize {
    pub seats: u16,
    /// Weights that were stored.
    pub weights: u64,
    /// Hotkeys that were paid a dividend, be it nothing.
    pub paid: u64,
}

/// A subnet that is emitted to, with what a block looks at more than once.
pub struct Emitted {
    pub netuid: NetUid,
    pub standing: Standing,
    /// The block of its first emission.
    pub first_block: u64,
    /// Its moving price before this block.
    pub moving_price: I96F32,
    /// How its alpha trades before this block.
    market: Market,
}

impl Emitted {
    fn is_dynamic(&self) -> bool {
        matches!(self.market, Market::Dynamic(_))
    }

    /// The price of its alpha at this moment.
    pub fn price_now<T: Config>(&self) -> U64F64 {
        let market = if self.is_dynamic() { pallet_swap::dynamic_market::<T>(self.netuid) } else { self.market };
        market.price()
    }

    /// Its alpha, in the pool and outside.
    fn alpha_issuance<T: Config>(&self) -> Alpha {
        match &self.market {
            Market::Dynamic(market) => market.alpha.saturating_add(pool::outstanding::<T>(self.netuid)),
            Market::Stable => pool::alpha_issuance::<T>(self.netuid),
        }
    }
}

/// The subnets that are emitted to: started, tradable and open for registration.
pub fn eligible<T: Config>(standings: &[Standing]) -> Vec<Emitted> {
    standings
        .iter()
        .filter(|standing| standing.is_open && !standing.netuid.is_root())
        .filter_map(emitted::<T>)
        .collect()
}

fn emitted<T: Config>(standing: &Standing) -> Option<Emitted> {
    let netuid = standing.netuid;
    Some(Emitted {
        netuid,
        standing: *standing,
        first_block: standing.first_block?,
        moving_price: prices::moving_price::<T>(netuid),
        market: if standing.is_dynamic { pallet_swap::dynamic_market::<T>(netuid) } else { Market::Stable },
    })
}

/// Divides the block's TAO and alpha over the subnets, then takes the slots of the epochs that are
/// due.
pub fn run<T: Config>(credit: pool::TaoCredit<T>, now: u64, standings: &[Standing], eligible: &[Emitted]) -> Due {
    let candidates: Vec<Candidate> = eligible.iter().map(candidate::<T>).collect();
    let keeps_root_alpha = rules::has_root_sell(candidates.iter().map(|candidate| candidate.moving_price));
    let terms = terms::<T>(Tao(credit.peek()), eligible, &candidates);

    let mut credit = credit;
    for (subnet, terms) in eligible.iter().zip(&terms) {
        credit = inject::<T>(credit, subnet, terms);
    }
    pool::retire::<T>(credit);
    let division = Division::now::<T>(keeps_root_alpha);
    for (subnet, terms) in eligible.iter().zip(&terms) {
        buckets::fill::<T>(&subnet.standing, terms.alpha_out, division);
    }
    drain::drain_due::<T>(now, standings)
}

/// Runs the epochs and pays what waited for them.
pub fn pay_due<T: Config>(now: u64, drained: &[Drained]) -> Vec<EpochSize> {
    drained
        .iter()
        .map(|drained| {
            let size = distribute::pay::<T>(drained);
            epoch::note_step::<T>(drained.netuid, now);
            size
        })
        .collect()
}

fn candidate<T: Config>(subnet: &Emitted) -> Candidate {
    Candidate {
        moving_price: if subnet.is_dynamic() { subnet.moving_price } else { I96F32::ONE },
        miner_burned: MinerBurned::<T>::get(subnet.netuid).get(),
        is_enabled: subnet.standing.is_enabled,
    }
}

fn terms<T: Config>(emission: Tao, eligible: &[Emitted], candidates: &[Candidate]) -> Vec<Terms> {
    let root = RootStake::now::<T>();
    let mut last_look = None;
    let terms = eligible
        .iter()
        .zip(rules::subnet_shares(candidates))
        .map(|(subnet, share)| {
            let issued = subnet.alpha_issuance::<T>();
            let alpha_emission = issuance::block_emission(issued.rao());
            last_look = Some(alpha_emission);
            rules::terms(
                rules::tao_of_share(emission, share),
                subnet.market.price(),
                root.proportion_of(issued),
                Alpha(alpha_emission),
            )
        })
        .collect();
    last_look.into_iter().for_each(super::block::note_emission::<T>);
    terms
}

/// Puts a subnet's TAO and alpha into its pool and spends the excess on alpha. The purchase comes
/// first: it sees the new weights but not yet the new reserves.
fn inject<T: Config>(credit: pool::TaoCredit<T>, subnet: &Emitted, terms: &Terms) -> pool::TaoCredit<T> {
    let (netuid, mut market) = (subnet.netuid, subnet.market);
    let (tao_in, alpha_in) = pallet_swap::accept_liquidity::<T>(netuid, &mut market, terms.tao_in, terms.alpha_in);
    pool::begin_block::<T>(netuid);
    SubnetExcessTao::<T>::insert(netuid, Tao::ZERO);
    SubnetTaoInEmission::<T>::insert(netuid, Tao::ZERO);

    let (credit, is_paid) = pool::collect::<T>(credit, netuid, terms.excess_tao);
    if is_paid {
        // Where the pool refuses, the TAO stays on the subnet's account, outside the reserve.
        if let Ok(bought) = pool::buy_for_chain::<T>(netuid, &market, terms.excess_tao) {
            SubnetExcessTao::<T>::insert(netuid, bought.paid_in);
        }
    }

    SubnetAlphaInEmission::<T>::insert(netuid, alpha_in);
    pool::inject_alpha::<T>(netuid, alpha_in);
    let (credit, is_paid) = pool::collect::<T>(credit, netuid, tao_in);
    if is_paid {
        pool::inject_tao::<T>(netuid, tao_in);
        SubnetTaoInEmission::<T>::insert(netuid, tao_in);
    }
    credit
}
