//! The opening price of a new subnet: the median of what the others trade at.

use alloc::vec::Vec;
use myelin_primitives::fixed_point::U64F64;
use myelin_primitives::{Alpha, Tao};

/// The median of the prices above zero: the mean of the two middle ones when their number is
/// even, and one TAO per alpha when there is none.
pub fn median_price(prices: impl IntoIterator<Item = U64F64>) -> U64F64 {
    let mut prices: Vec<U64F64> = prices.into_iter().filter(|price| *price > U64F64::ZERO).collect();
    prices.sort_unstable();
    let middle = prices.len() / 2;
    match (prices.get(middle), prices.len() % 2) {
        (None, _) => U64F64::ONE,
        (Some(price), 1) => *price,
        (Some(upper), _) => {
            let lower = prices.get(middle.saturating_sub(1)).unwrap_or(upper);
            lower.saturating_add(*upper).checked_div_int(2).unwrap_or_default()
        }
    }
}

/// The alpha a new pool opens with, so that `tao` against it trades at `price`; rounds down.
pub fn opening_alpha(tao: Tao, price: U64F64) -> Alpha {
    let alpha = U64F64::from_num(tao.rao()).checked_div(price).unwrap_or_default();
    Alpha(alpha.to_num::<u64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prices in tenths of a TAO, rounded down as the pools round theirs.
    fn prices(tenths: &[u64]) -> Vec<U64F64> {
        tenths.iter().map(|tenth| U64F64::from_num(*tenth) / 10).collect()
    }

    #[test]
    fn a_new_subnet_opens_at_the_middle_price() {
        let price = median_price(prices(&[1, 3, 2]));
        assert_eq!(price, U64F64::from_num(2) / 10);
        assert_eq!(opening_alpha(Tao::whole(1000), price), Alpha::whole(5000));
    }

    #[test]
    fn between_two_subnets_it_opens_half_way() {
        let price = median_price(prices(&[1, 3]));
        assert_eq!(opening_alpha(Tao::whole(1000), price), Alpha::whole(5000));
    }

    #[test]
    fn subnets_without_a_price_do_not_count() {
        assert_eq!(median_price(prices(&[0, 5, 0])), U64F64::from_num(0.5));
        assert_eq!(median_price(prices(&[0])), U64F64::ONE);
        assert_eq!(median_price([]), U64F64::ONE);
    }

    #[test]
    fn a_price_of_zero_sizes_no_pool() {
        assert_eq!(opening_alpha(Tao::MAX, U64F64::ZERO), Alpha::ZERO);
        assert_eq!(median_price([U64F64::MAX, U64F64::MAX]), U64F64::MAX / 2);
    }
}
