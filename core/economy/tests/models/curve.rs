//! The curve of a pool, `x^w1 * y^w2`, in whole numbers of any length.

use myelin_economy::pool::{Bought, Pool, Sold};
use num_bigint::BigUint;

/// What a trade knows of the reserve that pays: eighteen digits, and 64 bits of the quotient they
/// are read as. In parts of `10^20`: `10^-18 + 2^-64`, rounded up.
pub const BLUR: u128 = 106;
const BLUR_UNIT: u128 = 100_000_000_000_000_000_000;

/// The hundredth parts of a pool's weight, alpha's first, where it is a whole number of them.
fn exponents(pool: &Pool) -> Option<(u32, u32)> {
    const HUNDREDTH: u64 = 10_000_000_000_000_000;
    let tao = u32::try_from(pool.tao_weight / HUNDREDTH).ok()?;
    if !pool.tao_weight.is_multiple_of(HUNDREDTH) || !(1..100).contains(&tao) {
        return None;
    }
    let divisor = (1..=tao).rev().find(|divisor| tao % divisor == 0 && 100 % divisor == 0)?;
    Some(((100 - tao) / divisor, tao / divisor))
}

/// A trade as the curve sees it: the reserve that pays and the one that is paid into, each before
/// and after, and their exponents.
struct Step {
    paying: (u64, u64, u32),
    paid: (u64, u64, u32),
}

impl Step {
    fn level(&self, paying: BigUint, paid: u64) -> BigUint {
        paying.pow(self.paying.2) * BigUint::from(paid).pow(self.paid.2)
    }

    /// The pool is at least where it was, but for the last digit of the reserve that pays; and it
    /// keeps less than a rao more than that.
    fn check(&self) -> Result<(), String> {
        let (before, after, _) = self.paying;
        let sharp = |reserve: u64, blur: u64| {
            BigUint::from(reserve) * BigUint::from(BLUR_UNIT) + BigUint::from(blur) * BigUint::from(BLUR)
        };
        let was = self.level(sharp(before, 0), self.paid.0);
        if self.level(sharp(after, before), self.paid.1) < was {
            return Err(format!("paid more than the curve: {before} became {after}, {:?}", self.paid));
        }
        if after > 1 && self.level(sharp(after - 1, 0), self.paid.1) > was {
            return Err(format!("paid a rao less than the curve: {before} became {after}, {:?}", self.paid));
        }
        Ok(())
    }
}

/// Whether a purchase paid what the curve says; pools with weights of many digits are not looked at.
pub fn check_buy(pool: &Pool, bought: &Bought) -> Result<(), String> {
    let Some((alpha, tao)) = exponents(pool) else { return Ok(()) };
    let Some(filled) = pool.tao.checked_add(bought.paid_in) else { return Ok(()) };
    let left = pool.alpha.checked_sub(bought.out).ok_or("paid more than there was")?;
    Step { paying: (pool.alpha.rao(), left.rao(), alpha), paid: (pool.tao.rao(), filled.rao(), tao) }.check()
}

/// The same for a sale.
pub fn check_sell(pool: &Pool, sold: &Sold) -> Result<(), String> {
    let Some((alpha, tao)) = exponents(pool) else { return Ok(()) };
    let Some(filled) = pool.alpha.checked_add(sold.paid_in) else { return Ok(()) };
    let left = pool.tao.checked_sub(sold.out).ok_or("paid more than there was")?;
    Step { paying: (pool.tao.rao(), left.rao(), tao), paid: (pool.alpha.rao(), filled.rao(), alpha) }.check()
}
