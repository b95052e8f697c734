//! How emission divides: no bucket is overdrawn, no share grown.

use crate::{any_price, any_stakes};
use myelin_economy::emission::{
    accrue, auto_claims, claimed_with, delegate_take, divide_buckets, has_root_sell, moving_price, owed,
    root_proportion, split_alpha_out, split_dividend, subnet_shares, tao_of_share, terms, Candidate, Parent, Recipient,
    Validator,
};
use myelin_economy::issuance::{block_emission, minted};
use myelin_primitives::fixed_point::{I96F32, U64F64, U96F32};
use myelin_primitives::{Alpha, Tao};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 4))]

    #[test]
    fn alpha_buckets_never_exceed_the_mint(alpha in any::<u64>(), cut in any::<Option<u16>>(), root in 0u128..=1 << 32) {
        let split = split_alpha_out(Alpha(alpha), cut, U96F32::from_bits(root));
        let sum: u128 = [split.owner, split.server, split.validator, split.root].iter().map(|part| u128::from(part.rao())).sum();
        prop_assert!(sum <= u128::from(alpha));
        prop_assert!(u128::from(alpha) - sum <= 4);
    }

    #[test]
    fn emission_terms_never_exceed_the_share(tao in any::<u32>(), price in any::<u64>(), root in 0u128..=1 << 32) {
        let given = terms(U96F32::from_num(tao), U64F64::from_bits(price.into()), U96F32::from_bits(root), Alpha(1_000_000_000));
        prop_assert!(given.tao_in.rao() + given.excess_tao.rao() <= u64::from(tao));
        prop_assert!(given.alpha_in.rao() <= 1_000_000_000);
    }

    #[test]
    fn shares_of_subnets_never_exceed_one(prices in prop::collection::vec((any::<u32>(), 0u128..=1 << 33, any::<bool>()), 0..12)) {
        let candidates: Vec<Candidate> = prices.into_iter().map(|(price, burned, is_enabled)| Candidate {
            moving_price: I96F32::from_bits(price.into()), miner_burned: U96F32::from_bits(burned), is_enabled,
        }).collect();
        let sum = subnet_shares(&candidates).into_iter().fold(U64F64::ZERO, |sum, share| sum + share);
        prop_assert!(sum <= U64F64::ONE);
    }

    #[test]
    fn a_dividend_is_shared_and_never_grown(
        dividend in any::<u64>(), own in any_stakes(), above in prop::collection::vec((any::<u64>(), any_stakes(), any::<bool>()), 0..6),
        lent in prop::collection::vec(any::<u64>(), 0..6), childkey_take in any::<u16>(), burn in any::<u64>(),
    ) {
        let parents: Vec<Parent> = above.into_iter()
            .map(|(proportion, stakes, has_same_owner)| Parent { proportion, stakes, has_same_owner }).collect();
        let validator = Validator { stakes: own, lent: &lent, parents: &parents, childkey_take };
        let split = split_dividend(Alpha(dividend), &validator, U96F32::from_bits(226_245_882), burn);
        prop_assert_eq!(split.parents.len(), parents.len());
        let parts = split.parents.iter().chain([&split.validator, &split.burned]);
        let sum: u128 = parts.map(|part| u128::from(part.rao())).sum();
        prop_assert!(sum <= u128::from(dividend));
    }

    #[test]
    fn buckets_are_never_overdrawn(
        weights in prop::collection::vec((any::<u64>(), any_stakes(), any::<u16>()), 0..8), alpha in any::<u64>(), root in any::<u64>(),
    ) {
        let recipients: Vec<Recipient> = weights.iter().map(|(weight, stakes, _)| Recipient { weight: Alpha(*weight), stakes: *stakes }).collect();
        let (mut alpha_paid, mut root_paid) = (0u128, 0u128);
        let divided = divide_buckets(&recipients, Alpha(alpha), Alpha(root), U96F32::from_bits(226_245_882));
        for (dividend, (_, _, take)) in divided.into_iter().zip(&weights) {
            for (paid, part) in [(&mut alpha_paid, dividend.alpha), (&mut root_paid, dividend.root)] {
                let taken = delegate_take(part, *take);
                *paid += u128::from(taken.take.rao()) + u128::from(taken.rest.rao());
            }
        }
        prop_assert!(alpha_paid <= u128::from(alpha) && root_paid <= u128::from(root));
    }

    #[test]
    fn no_emission_panics(
        bits in any::<u128>(), other in any::<u128>(), price in any_price(), smoothing in any_price(),
        a in any::<u64>(), b in any::<u64>(), hash in any::<[u8; 32]>(),
    ) {
        let (number, spot) = (U96F32::from_bits(bits), U64F64::from_bits(other));
        let _ = (block_emission(a), minted(Tao(a), Tao(b)), root_proportion(Tao(a), Alpha(b), number));
        let _ = (terms(number, spot, U96F32::from_bits(other), Alpha(a)), split_alpha_out(Alpha(a), Some(b as u16), number));
        let _ = (tao_of_share(Tao(a), spot), moving_price(price, spot, a, b, smoothing), has_root_sell([price, smoothing]));
        let candidate = Candidate { moving_price: price, miner_burned: number, is_enabled: a & 1 == 0 };
        let _ = subnet_shares(&[candidate, Candidate { moving_price: smoothing, ..candidate }]);
        let _ = (accrue(Alpha(a), Alpha(b)), owed(price, Alpha(a), bits), claimed_with(price, Alpha(b)));
        let _ = (delegate_take(number, a as u16), auto_claims(&hash, a, b % 50));
    }
}
