//! One block's TAO and alpha, from the mint to the subnets.

use super::{
    buckets, distribute, drain,
    prices::{self, RootStake},
};
use crate::{
    epoch, pool, subnets, Config, MinerBurned, NetworkRegistrationAllowed, SubnetAlphaInEmission,
    SubnetEmissionEnabled, SubnetExcessTao, SubnetTaoInEmission,
};
use alloc::vec::Vec;
use myelin_economy::emission::{self as rules, Candidate, Terms};
use myelin_primitives::{fixed_point::I96F32, Alpha, NetUid, Tao};
use polkadot_sdk::frame_support::traits::Imbalance;

/// What an epoch touched, for the block's weight.
pub struct EpochSize {
    pub seats: u16,
    pub weights: u64,
}

/// The subnets that are emitted to: started, tradable and open for registration.
pub fn eligible<T: Config>(netuids: &[NetUid]) -> Vec<NetUid> {
    netuids
        .iter()
        .copied()
        .filter(|netuid| {
            !netuid.is_root()
                && subnets::first_emission_block::<T>(*netuid).is_some()
                && subnets::is_started::<T>(*netuid)
                && NetworkRegistrationAllowed::<T>::get(netuid)
        })
        .collect()
}

/// Divides the block's TAO and alpha over the subnets, then runs and pays the epochs that are due.
pub fn run<T: Config>(
    credit: pool::TaoCredit<T>,
    now: u64,
    netuids: &[NetUid],
    eligible: &[NetUid],
) -> Vec<EpochSize> {
    let candidates: Vec<Candidate> = eligible.iter().map(|netuid| candidate::<T>(*netuid)).collect();
    let keeps_root_alpha = rules::has_root_sell(candidates.iter().map(|candidate| candidate.moving_price));
    let terms = terms::<T>(Tao(credit.peek()), eligible, &candidates);

    let mut credit = credit;
    for (netuid, terms) in eligible.iter().zip(&terms) {
        credit = inject::<T>(credit, *netuid, terms);
    }
    pool::retire::<T>(credit);
    let root = RootStake::now::<T>();
    for (netuid, terms) in eligible.iter().zip(&terms) {
        buckets::fill::<T>(*netuid, terms.alpha_out, root, keeps_root_alpha);
    }

    drain::drain_due::<T>(now, netuids)
        .into_iter()
        .map(|drained| {
            let size = distribute::pay::<T>(&drained);
            epoch::note_step::<T>(drained.netuid, now);
            size
        })
        .collect()
}

fn candidate<T: Config>(netuid: NetUid) -> Candidate {
    let is_dynamic = subnets::is_dynamic::<T>(netuid);
    Candidate {
        moving_price: if is_dynamic { prices::moving_price::<T>(netuid) } else { I96F32::ONE },
        miner_burned: MinerBurned::<T>::get(netuid).get(),
        is_enabled: SubnetEmissionEnabled::<T>::get(netuid),
    }
}

fn terms<T: Config>(emission: Tao, eligible: &[NetUid], candidates: &[Candidate]) -> Vec<Terms> {
    let root = RootStake::now::<T>();
    eligible
        .iter()
        .zip(rules::subnet_shares(candidates))
        .map(|(netuid, share)| {
            let alpha_emission = super::block::block_emission::<T>(pool::alpha_issuance::<T>(*netuid).rao());
            rules::terms(
                rules::tao_of_share(emission, share),
                pallet_swap::price::<T>(*netuid),
                root.proportion::<T>(*netuid),
                Alpha(alpha_emission),
            )
        })
        .collect()
}

/// Puts a subnet's TAO and alpha into its pool and spends the excess on alpha. The purchase comes
/// first: it sees the new weights but not yet the new reserves.
fn inject<T: Config>(credit: pool::TaoCredit<T>, netuid: NetUid, terms: &Terms) -> pool::TaoCredit<T> {
    let (tao_in, alpha_in) = pallet_swap::accept_liquidity::<T>(netuid, terms.tao_in, terms.alpha_in);
    pool::begin_block::<T>(netuid);
    SubnetExcessTao::<T>::insert(netuid, Tao::ZERO);
    SubnetTaoInEmission::<T>::insert(netuid, Tao::ZERO);

    let (credit, is_paid) = pool::collect::<T>(credit, netuid, terms.excess_tao);
    if is_paid {
        // Where the pool refuses, the TAO stays on the subnet's account, outside the reserve.
        if let Ok(bought) = pool::buy_for_chain::<T>(netuid, terms.excess_tao) {
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
