//! One block's TAO and alpha, from the mint to the subnets.

use super::{
    buckets::{self, Division},
    distribute,
    drain::{self, Drained, Due},
    prices::{self, RootStake},
};
use crate::{
    epoch, pool, subnets, Config, MinerBurned, NetworkRegistrationAllowed, SubnetAlphaInEmission,
    SubnetEmissionEnabled, SubnetExcessTao, SubnetTaoInEmission,
};
use alloc::vec::Vec;
use myelin_economy::{
    emission::{self as rules, Candidate, Terms},
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
pub fn eligible<T: Config>(netuids: &[NetUid]) -> Vec<Emitted> {
    netuids.iter().filter(|netuid| !netuid.is_root()).filter_map(|netuid| emitted::<T>(*netuid)).collect()
}

fn emitted<T: Config>(netuid: NetUid) -> Option<Emitted> {
    let first_block = subnets::first_emission_block::<T>(netuid)?;
    let is_open = subnets::is_started::<T>(netuid) && NetworkRegistrationAllowed::<T>::get(netuid);
    is_open.then(|| Emitted {
        netuid,
        first_block,
        moving_price: prices::moving_price::<T>(netuid),
        market: pallet_swap::market::<T>(netuid),
    })
}

/// Divides the block's TAO and alpha over the subnets, then takes the slots of the epochs that are
/// due.
pub fn run<T: Config>(credit: pool::TaoCredit<T>, now: u64, netuids: &[NetUid], eligible: &[Emitted]) -> Due {
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
        buckets::fill::<T>(subnet.netuid, terms.alpha_out, division);
    }
    drain::drain_due::<T>(now, netuids)
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
        is_enabled: SubnetEmissionEnabled::<T>::get(subnet.netuid),
    }
}

fn terms<T: Config>(emission: Tao, eligible: &[Emitted], candidates: &[Candidate]) -> Vec<Terms> {
    let root = RootStake::now::<T>();
    eligible
        .iter()
        .zip(rules::subnet_shares(candidates))
        .map(|(subnet, share)| {
            let issuance = subnet.alpha_issuance::<T>();
            let alpha_emission = super::block::block_emission::<T>(issuance.rao());
            rules::terms(
                rules::tao_of_share(emission, share),
                subnet.market.price(),
                root.proportion_of(issuance),
                Alpha(alpha_emission),
            )
        })
        .collect()
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
