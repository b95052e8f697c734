use super::*;

fn float(mantissa: u128, exponent: i64) -> SafeFloat {
    SafeFloat { mantissa, exponent }
}

/// Alice stakes, then a dividend for all arrives, then Bob stakes.
fn alice_then_bob(alice: u64, dividend: u64, bob: u64) -> (SharePool, SafeFloat, SafeFloat) {
    let first = SharePool::default().add(SafeFloat::ZERO, Alpha(alice));
    let pool = first.pool.add_for_all(Alpha(dividend));
    let second = pool.add(SafeFloat::ZERO, Alpha(bob));
    (second.pool, first.share, second.share)
}

#[test]
fn a_dividend_belongs_to_those_who_held_before_it() {
    let (pool, alice, bob) = alice_then_bob(100, 50, 75);
    assert_eq!(pool.total, Alpha(225));
    assert_eq!(pool.denominator, float(150_000_000_000_000_000_000, -18));
    assert_eq!(alice, float(1_000_000_000_000_000_000_000, -19));
    assert_eq!(bob, float(500_000_000_000_000_000_000, -19));
    assert_eq!((pool.value(alice), pool.value(bob)), (Alpha(150), Alpha(75)));
}

#[test]
fn truncation_may_cost_one_rao_at_once() {
    let (pool, alice, bob) = alice_then_bob(100, 1, 10);
    assert_eq!(pool.denominator, float(109_900_990_099_009_900_990, -18));
    assert_eq!(bob, float(990_099_009_900_990_099_009, -20));
    assert_eq!((pool.value(alice), pool.value(bob)), (Alpha(101), Alpha(9)));
}

#[test]
fn a_full_exit_may_leave_a_share_worth_one_rao() {
    let (pool, alice, bob) = alice_then_bob(1_000_000_000_000, 7, 300_000_000_000);
    let pool = pool.add_for_all(Alpha(13));
    assert_eq!(pool.total, Alpha(1_300_000_000_020));
    assert_eq!(pool.value(alice), Alpha(1_000_000_000_017));
    assert_eq!(pool.value(bob), Alpha(300_000_000_002));
    let left = pool.remove(bob, Alpha(300_000_000_002)).unwrap();
    assert_eq!(left.pool.total, Alpha(1_000_000_000_018));
    assert_eq!(left.pool.value(alice), Alpha(1_000_000_000_016));
    assert_eq!(left.share, float(1_000_000_000_000_000_000_000, -21));
    assert_eq!(left.pool.value(left.share), Alpha(1));
}

#[test]
fn nobody_takes_out_more_than_the_share_is_worth() {
    let (pool, alice, _) = alice_then_bob(100, 0, 100);
    assert_eq!(pool.remove(alice, Alpha(101)), None);
    assert_eq!(pool.remove(SafeFloat::ZERO, Alpha(1)), None);
}

#[test]
fn a_pool_that_lost_everything_takes_no_new_stake() {
    let first = SharePool::default().add(SafeFloat::ZERO, Alpha(100));
    let emptied = first.pool.remove_for_all(Alpha(100));
    assert!(!emptied.can_add(Alpha(5)));
    assert!(SharePool::default().can_add(Alpha(5)));
}

#[test]
fn whole_numbers_become_floats_in_normal_form() {
    assert_eq!(SafeFloat::from(100), float(1_000_000_000_000_000_000_000, -19));
    assert_eq!(SafeFloat::from(u64::MAX), float(184_467_440_737_095_516_150, -1));
    assert_eq!(SafeFloat::from(0), SafeFloat::ZERO);
}

#[test]
fn a_share_is_stored_as_mantissa_then_exponent() {
    use codec::Encode;
    let bytes = float(1, -2).encode();
    assert_eq!(bytes, [&1u128.to_le_bytes()[..], &(-2i64).to_le_bytes()[..]].concat());
}
