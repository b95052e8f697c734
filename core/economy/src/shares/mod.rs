//! Shares: which part of a hotkey's alpha on a subnet belongs to which coldkey.
//!
//! A hotkey's pool has a total and a denominator; a coldkey holds a share of the denominator. A
//! dividend for everybody raises the total only. All functions take values and give back values:
//! the caller stores what changed, and deletes what became zero.

mod safe_float;

pub use safe_float::SafeFloat;

use myelin_primitives::Alpha;

/// The pool of one hotkey on one subnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharePool {
    /// All the alpha behind the hotkey, of all its holders.
    pub total: Alpha,
    /// What the shares of all holders add up to.
    pub denominator: SafeFloat,
}

/// A pool and one holder's share of it, after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    pub pool: SharePool,
    pub share: SafeFloat,
}

impl SharePool {
    /// What a share is worth: `floor(V * s / D)`, and nothing where that has no answer.
    pub fn value(&self, share: SafeFloat) -> Alpha {
        let worth = SafeFloat::from(self.total.rao()).mul_div(share, self.denominator);
        Alpha(worth.map_or(0, SafeFloat::to_u64))
    }

    /// Whether `amount` would buy a share at all: the precision test made before staking.
    ///
    /// A pool whose holders lost everything refuses: it has shares left, but they are worth nothing.
    pub fn can_add(&self, amount: Alpha) -> bool {
        self.denominator.is_zero() || !self.shares_for(amount).is_zero()
    }

    /// Adds `amount` for the holder of `share`.
    pub fn add(&self, share: SafeFloat, amount: Alpha) -> Holding {
        if amount.is_zero() {
            return self.take_out(share, amount);
        }
        let total = self.total.saturating_add(amount);
        if self.denominator.is_zero() {
            return first_holding(total, amount);
        }
        let part = self.shares_for(amount);
        let denominator = self.denominator.checked_add(part).unwrap_or(self.denominator);
        let share = share.checked_add(part).unwrap_or(share);
        Holding { pool: Self { total, denominator }, share }
    }

    /// Takes `amount` out for the holder of `share`, or nothing when the share is worth less.
    pub fn remove(&self, share: SafeFloat, amount: Alpha) -> Option<Holding> {
        (self.value(share) >= amount).then(|| self.take_out(share, amount))
    }

    /// A dividend for every holder: the total rises, no share moves.
    pub fn add_for_all(&self, amount: Alpha) -> Self {
        Self { total: self.total.saturating_add(amount), ..*self }
    }

    /// A loss of every holder: the total falls, no share moves.
    pub fn remove_for_all(&self, amount: Alpha) -> Self {
        Self { total: self.total.saturating_sub(amount), ..*self }
    }

    fn take_out(&self, share: SafeFloat, amount: Alpha) -> Holding {
        let total = self.total.saturating_sub(amount);
        if self.denominator.is_zero() {
            return first_holding(total, amount);
        }
        let part = self.shares_for(amount);
        let denominator = self.denominator.checked_sub(part).unwrap_or(self.denominator);
        let share = share.checked_sub(part).unwrap_or(share);
        Holding { pool: Self { total, denominator }, share }
    }

    /// The shares that stand for `amount` now: `q = amount * D / V`, zero where that has no answer.
    fn shares_for(&self, amount: Alpha) -> SafeFloat {
        SafeFloat::from(amount.rao()).mul_div(self.denominator, SafeFloat::from(self.total.rao())).unwrap_or_default()
    }
}

/// The first holder's amount is the measure of all later shares.
fn first_holding(total: Alpha, amount: Alpha) -> Holding {
    let share = SafeFloat::from(amount.rao());
    Holding { pool: SharePool { total, denominator: share }, share }
}

#[cfg(test)]
mod tests;
