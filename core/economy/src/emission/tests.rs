use super::*;
use crate::issuance::block_emission;
use alloc::vec;
use myelin_primitives::fixed_point::{ratio_u64, I96F32, U64F64};
use myelin_primitives::{Alpha, Tao};

/// The default weight of root stake.
const TAO_WEIGHT: u64 = 971_718_665_099_567_868;
const OWNER_CUT: u16 = 11_796;

fn omega() -> U96F32 {
    ratio_u64(TAO_WEIGHT)
}

fn tenths(count: u32) -> I96F32 {
    I96F32::from_num(count) / 10
}

fn candidate(price_tenths: u32) -> Candidate {
    Candidate { moving_price: tenths(price_tenths), miner_burned: U96F32::ZERO, is_enabled: true }
}

fn burning(price_tenths: u32) -> Candidate {
    Candidate { miner_burned: U96F32::ONE, ..candidate(price_tenths) }
}

fn switched_off(price_tenths: u32) -> Candidate {
    Candidate { is_enabled: false, ..candidate(price_tenths) }
}

/// Shares in thousandths, rounded.
fn thousandths(candidates: &[Candidate]) -> Vec<u32> {
    subnet_shares(candidates).iter().map(|share| (*share * 1000).round().to_num()).collect()
}

#[test]
fn an_old_subnet_injects_little_and_buys_much() {
    let issuance = Alpha(2_000_000_000_000_000);
    let root_tao = Tao(5_000_000_000_000_000);
    assert_eq!(omega().to_bits(), 226_245_882);
    let proportion = root_proportion(root_tao, issuance, omega());
    assert_eq!(proportion.to_bits(), 499_795_427);
    let emission = Alpha(block_emission(issuance.rao()));
    assert_eq!(emission, Alpha(1_000_000_000));
    let price = U64F64::from_bits(42_949_672 << 32);
    let terms = terms(U96F32::from_num(7_812_500), price, proportion, emission);
    let expected =
        Terms { tao_in: Tao(1_163_676), alpha_in: Alpha(116_367_690), excess_tao: Tao(6_648_823), alpha_out: emission };
    assert_eq!(terms, expected);
    let after = Alpha(issuance.rao() + 116_367_690 + 1_000_000_000);
    let proportion = root_proportion(root_tao, after, omega());
    assert_eq!(proportion.to_bits(), 499_795_181);
    let expected = AlphaOut {
        owner: Alpha(179_995_422),
        server: Alpha(410_002_288),
        validator: Alpha(362_291_292),
        root: Alpha(47_710_996),
    };
    assert_eq!(split_alpha_out(emission, Some(OWNER_CUT), proportion), expected);
}

#[test]
fn a_young_subnet_injects_all_it_gets() {
    let issuance = Alpha(1_000_000_000_000);
    let root_tao = Tao(5_000_000_000_000_000);
    let proportion = root_proportion(root_tao, issuance, omega());
    assert_eq!(proportion.to_bits(), 4_278_722_163);
    let emission = Alpha(1_000_000_000);
    let terms = terms(U96F32::from_num(500_000_000), U64F64::ONE, proportion, emission);
    assert_eq!((terms.tao_in, terms.alpha_in), (Tao(500_000_000), Alpha(500_000_000)));
    assert_eq!(terms.excess_tao, Tao::ZERO);
    let after = Alpha(issuance.rao() + 500_000_000 + 1_000_000_000);
    let proportion = root_proportion(root_tao, after, omega());
    assert_eq!(proportion.to_bits(), 4_278_697_888);
    let expected = AlphaOut {
        owner: Alpha(179_995_422),
        server: Alpha(410_002_288),
        validator: Alpha(1_553_095),
        root: Alpha(408_449_193),
    };
    assert_eq!(split_alpha_out(emission, Some(OWNER_CUT), proportion), expected);
}

#[test]
fn without_an_owner_cut_miners_get_half() {
    let split = split_alpha_out(Alpha(1_000_000_000), None, U96F32::ZERO);
    assert_eq!((split.owner, split.server), (Alpha::ZERO, Alpha(500_000_000)));
    assert_eq!((split.validator, split.root), (Alpha(500_000_000), Alpha::ZERO));
}

#[test]
fn a_pool_without_a_price_gets_tao_and_no_alpha() {
    let terms = terms(U96F32::from_num(100), U64F64::ZERO, U96F32::ONE, Alpha(1000));
    assert_eq!((terms.tao_in, terms.alpha_in, terms.excess_tao), (Tao(100), Alpha(0), Tao(0)));
}

#[test]
fn shares_go_by_price() {
    assert_eq!(thousandths(&[candidate(1), candidate(3)]), [250, 750]);
}

#[test]
fn a_subnet_that_burns_its_miners_pay_has_no_share() {
    assert_eq!(thousandths(&[candidate(1), burning(3)]), [1000, 0]);
}

#[test]
fn where_all_burn_price_alone_decides() {
    assert_eq!(thousandths(&[burning(1), burning(3)]), [250, 750]);
}

#[test]
fn a_subnet_switched_off_leaves_its_share_to_the_others() {
    assert_eq!(thousandths(&[candidate(1), switched_off(3)]), [1000, 0]);
    assert_eq!(thousandths(&[switched_off(1), switched_off(3)]), [0, 0]);
}

#[test]
fn without_prices_nobody_has_a_share() {
    assert_eq!(thousandths(&[candidate(0), candidate(0)]), [0, 0]);
    assert!(subnet_shares(&[]).is_empty());
}

#[test]
fn root_sells_only_when_prices_sum_to_more_than_one() {
    let one_rao = I96F32::from_bits(1);
    assert!(!has_root_sell([I96F32::ONE / 4 * 3, I96F32::ONE / 4]));
    assert!(has_root_sell([I96F32::ONE / 4 * 3, I96F32::ONE / 4, one_rao]));
}

#[test]
fn a_moving_price_starts_slowly() {
    let smoothing = I96F32::from_bits(12_885);
    let half = U64F64::ONE / 2;
    let age = blocks_since_start(8200, 1001);
    assert_eq!(age, 7200);
    let price = moving_price(I96F32::ZERO, half, age, 201_600, smoothing);
    assert_eq!(price, I96F32::from_bits(222));
}

#[test]
fn a_spot_price_above_one_counts_as_one() {
    let smoothing = I96F32::from_bits(12_885);
    let step = |spot: u32| moving_price(tenths(5), U64F64::from_num(spot), 7200, 201_600, smoothing);
    assert_eq!(step(3), step(1));
}

#[test]
fn a_parent_of_another_owner_pays_the_childkey_take() {
    let stakes = Stakes { alpha: Alpha(5_000_000), root: Alpha(0) };
    let split = |has_same_owner| {
        let parents = [Parent { proportion: u64::MAX, stakes, has_same_owner }];
        let child = Validator { stakes, lent: &[], parents: &parents, childkey_take: OWNER_CUT };
        split_dividend(Alpha(1000), &child, omega(), 0)
    };
    let other = split(false);
    assert_eq!((other.parents, other.validator), (vec![Alpha(410)], Alpha(589)));
    let same = split(true);
    assert_eq!((same.parents, same.validator), (vec![Alpha(500)], Alpha(500)));
}

#[test]
fn the_childkey_burn_comes_out_of_the_parents_part() {
    let stakes = Stakes { alpha: Alpha(5_000_000), root: Alpha(0) };
    let parents = [Parent { proportion: u64::MAX, stakes, has_same_owner: false }];
    let child = Validator { stakes, lent: &[], parents: &parents, childkey_take: 0 };
    let split = split_dividend(Alpha(1000), &child, omega(), u64::MAX / 2);
    assert_eq!((split.parents, split.validator), (vec![Alpha(250)], Alpha(500)));
    assert_eq!(split.burned, Alpha(249));
}

const WAITING: Waiting = Waiting { server: Alpha(100), validator: Alpha(80), root: Alpha(20) };

#[test]
fn without_weights_validators_divide_the_miners_part_too() {
    assert_eq!(buckets(&WAITING, Alpha(0)), (Alpha(180), Alpha(20)));
    assert_eq!(buckets(&WAITING, Alpha(1)), (Alpha(80), Alpha(20)));
    assert_eq!(buckets(&WAITING, Alpha(100)), (Alpha(80), Alpha(20)));
}

#[test]
fn what_miners_have_already_is_not_divided_again() {
    assert_eq!(buckets(&WAITING, Alpha(101)), (Alpha(79), Alpha(20)));
    assert_eq!(buckets(&WAITING, Alpha(190)), (Alpha(0), Alpha(10)));
    assert_eq!(buckets(&WAITING, Alpha(200)), (Alpha(0), Alpha(0)));
}

#[test]
fn buckets_are_divided_by_what_each_stake_stands_for() {
    let validator =
        |alpha, root| Recipient { weight: Alpha(1000), stakes: Stakes { alpha: Alpha(alpha), root: Alpha(root) } };
    let paid = divide_buckets(&[validator(700, 0), validator(0, 9)], Alpha(180), Alpha(20), omega());
    assert_eq!(paid[0], Dividend { alpha: U96F32::from_num(180), root: U96F32::ZERO });
    assert_eq!(paid[1], Dividend { alpha: U96F32::ZERO, root: U96F32::from_num(20) });
    let nobody = divide_buckets(&[validator(700, 0)], Alpha(180), Alpha(20), omega());
    assert_eq!(nobody[0].root, U96F32::ZERO);
}

#[test]
fn a_validator_takes_its_part_of_a_dividend() {
    let taken = delegate_take(U96F32::from_num(362_291_292), OWNER_CUT);
    assert_eq!(taken.take, Alpha(65_210_774));
    assert_eq!(taken.rest, Alpha(297_080_517));
}

#[test]
fn withheld_miner_pay_is_counted() {
    assert_eq!(burned_share(Alpha(7), Alpha(7)), U96F32::ONE);
    assert_eq!(burned_share(Alpha(0), Alpha(0)), U96F32::ZERO);
}

#[test]
fn root_dividends_accrue_per_rao_of_root_stake() {
    let accrual = accrue(Alpha(123_456_789), Alpha(1_000_000_000_000));
    assert_eq!(accrual, Accrual::Claimable(I96F32::from_bits(530_242)));
    let owed = owed(I96F32::from_bits(530_242), Alpha(400_000_000_000), 0);
    assert_eq!(owed.to_num::<u64>(), 49_382_634);
}

#[test]
fn a_dividend_larger_than_the_root_stake_goes_to_the_owner() {
    assert_eq!(accrue(Alpha(11), Alpha(10)), Accrual::PaidToOwner);
    assert_eq!(accrue(Alpha(0), Alpha(0)), Accrual::Claimable(I96F32::ZERO));
    assert_eq!(accrue(Alpha(1), Alpha(0)), Accrual::PaidToOwner);
    assert_eq!(accrue(Alpha(10), Alpha(10)), Accrual::Claimable(I96F32::ONE));
}

#[test]
fn new_root_stake_is_owed_nothing_of_the_past() {
    let rate = I96F32::from_bits(530_242);
    let stake = Alpha(400_000_000_000);
    let claimed = claimed_with(rate, stake);
    assert_eq!(claimed, 49_382_634);
    assert_eq!(owed(rate, stake, claimed.into()).to_num::<u64>(), 0);
    assert_eq!(owed(rate, Alpha(0), 5), I96F32::ZERO);
}

#[test]
fn auto_claims_walk_the_index_by_the_words_of_the_hash() {
    let mut hash = [0u8; 32];
    (hash[7], hash[15], hash[23], hash[31]) = (3, 5, 7, 11);
    // 3 + 3, 6 + 5 = 11, 11 + 7 = 18, 18 + 11 = 29, then the first word again: 29 + 3 = 32.
    assert_eq!(auto_claims(&hash, 100, 5), [6, 11, 18, 29, 32]);
    assert_eq!(auto_claims(&hash, 4, 5), [0, 1, 2, 3]);
    assert_eq!(auto_claims(&[0; 32], 9, 5), [0]);
    assert!(auto_claims(&hash, 0, 5).is_empty());
    assert!(auto_claims(&[255; 32], 3, 0).is_empty());
}
