//! A hotkey's holders, and what each of them owns after whatever happens.

use myelin_economy::shares::{SafeFloat, SharePool};
use myelin_primitives::Alpha;

/// A share or their sum is known to twenty digits: what one operation may be off by, in parts of it.
const DIGITS: f64 = 1e-20;

/// Something that happens to a pool. Holders are numbered.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    Stake(usize, u64),
    Unstake(usize, u64),
    /// Everything the holder's share is worth.
    Leave(usize),
    Dividend(u64),
}

#[derive(Clone, Debug, Default)]
pub struct Book {
    pub pool: SharePool,
    pub shares: Vec<SafeFloat>,
    /// By how much all shares together may differ from their sum as the pool knows it.
    blur: f64,
}

fn number(value: SafeFloat) -> f64 {
    value.mantissa as f64 * 10f64.powi(value.exponent.clamp(-300, 300) as i32)
}

impl Book {
    pub fn of(holders: usize) -> Self {
        Self { shares: vec![SafeFloat::ZERO; holders], ..Self::default() }
    }

    fn worth(&self) -> Vec<i128> {
        self.shares.iter().map(|share| self.pool.value(*share).rao().into()).collect()
    }

    /// What the digits of shares may hide, in rao. It is nothing until dividends have made what a
    /// large holder left behind worth many times what it was.
    pub fn hidden(&self) -> i128 {
        let denominator = number(self.pool.denominator);
        if denominator > 0.0 {
            (self.pool.total.rao() as f64 / denominator * self.blur).min(u64::MAX as f64) as i128
        } else {
            0
        }
    }

    /// Lets it happen, unless the pool refuses; says whether it did, or which promise was broken.
    pub fn happen(&mut self, event: Event) -> Result<bool, String> {
        let (before, total, hidden) = (self.worth(), self.pool.total, self.hidden());
        // Whoever comes first owns what was there before anybody.
        let found = if self.pool.denominator.is_zero() { i128::from(total.rao()) } else { 0 };
        // Whose holding changes by how much, and the total.
        let (holder, change) = match event {
            Event::Stake(holder, amount) => {
                let share = *self.shares.get(holder).ok_or("nobody of that number")?;
                if !self.pool.can_add(Alpha(amount)) || total.checked_add(Alpha(amount)).is_none() {
                    return Ok(false);
                }
                let after = self.pool.add(share, Alpha(amount));
                (self.pool, self.shares[holder]) = (after.pool, after.share);
                (Some((holder, i128::from(amount) + if amount > 0 { found } else { 0 })), i128::from(amount))
            }
            Event::Unstake(holder, amount) => {
                let share = *self.shares.get(holder).ok_or("nobody of that number")?;
                let Some(after) = self.pool.remove(share, Alpha(amount)) else {
                    return if i128::from(amount) <= before[holder] {
                        Err("kept what it owes".into())
                    } else {
                        Ok(false)
                    };
                };
                (self.pool, self.shares[holder]) = (after.pool, after.share);
                (Some((holder, -i128::from(amount))), -i128::from(amount))
            }
            Event::Leave(holder) => {
                let worth = before.get(holder).copied().ok_or("nobody of that number")?;
                return self.happen(Event::Unstake(holder, worth as u64));
            }
            Event::Dividend(amount) => {
                if total.checked_add(Alpha(amount)).is_none() {
                    return Ok(false);
                }
                self.pool = self.pool.add_for_all(Alpha(amount));
                (None, i128::from(amount))
            }
        };
        // Both the sum of shares and the holder's own were rounded, before or after.
        self.blur += 4.0 * DIGITS * number(self.pool.denominator).max(self.sum_of_shares());
        self.check(event, &before, total, hidden, change, holder)?;
        Ok(true)
    }

    fn sum_of_shares(&self) -> f64 {
        self.shares.iter().map(|share| number(*share)).sum()
    }

    fn check(
        &self,
        event: Event,
        before: &[i128],
        total: Alpha,
        hidden: i128,
        change: i128,
        holder: Option<(usize, i128)>,
    ) -> Result<(), String> {
        let (after, hidden) = (self.worth(), self.hidden().max(hidden));
        let now = i128::from(self.pool.total.rao());
        if now != (i128::from(total.rao()) + change).max(0) {
            return Err(format!("{event:?} took the total from {total:?} to {now}"));
        }
        let owned: i128 = after.iter().sum();
        if owned > now + hidden {
            return Err(format!("after {event:?} the holders own {owned} of {now}, hidden {hidden}"));
        }
        for (place, (before, after)) in before.iter().zip(&after).enumerate() {
            let expected = match holder {
                Some((holder, change)) if holder == place => before + change,
                Some(_) => *before,
                None if *after < *before => return Err(format!("{event:?} cost holder {place}: {before} to {after}")),
                None => continue,
            };
            // One rao: the worth is rounded down, before and after.
            if (after - expected).abs() > 1 + hidden {
                let message = format!("{event:?}: holder {place} owned {before}, should own {expected}, owns {after}");
                return Err(format!("{message}; hidden {hidden}"));
            }
        }
        Ok(())
    }
}
