//! What an epoch's alpha comes to for each validator: shared with its parents, then divided
//! between alpha and root, then between the validator and its nominators.

use super::part_u16;
use alloc::vec::Vec;
use myelin_primitives::fixed_point::{ratio_u64, safe_div, U96F32};
use myelin_primitives::Alpha;

/// A hotkey's own stake, nothing inherited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stakes {
    /// On the subnet.
    pub alpha: Alpha,
    /// On the root network.
    pub root: Alpha,
}

/// A hotkey that lends a validator part of its stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The part it lends, of `2^64 - 1`.
    pub proportion: u64,
    pub stakes: Stakes,
    /// Whether the same coldkey owns both; then nothing is taken on the way.
    pub has_same_owner: bool,
}

/// A validator, as far as sharing its dividend depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Validator<'a> {
    pub stakes: Stakes,
    /// The parts it lends to children itself, of `2^64 - 1`.
    pub lent: &'a [u64],
    pub parents: &'a [Parent],
    /// What it keeps of its parents' parts, of `2^16 - 1`.
    pub childkey_take: u16,
}

/// A validator's dividend, shared. The parts are weights for [`divide_buckets`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FamilySplit {
    /// One part for each parent, in their order.
    pub parents: Vec<Alpha>,
    /// What stays with the validator.
    pub validator: Alpha,
    /// Alpha to be recycled.
    pub burned: Alpha,
}

/// A hotkey the buckets pay to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The sum of the parts [`split_dividend`] gave it.
    pub weight: Alpha,
    pub stakes: Stakes,
}

/// What the buckets pay to one hotkey, before its take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dividend {
    pub alpha: U96F32,
    pub root: U96F32,
}

/// A dividend between a validator and its nominators, each part rounded down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub take: Alpha,
    pub rest: Alpha,
}

/// What waited for an epoch, by whom it was meant for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub server: Alpha,
    pub validator: Alpha,
    pub root: Alpha,
}

/// What is left to divide once miners have theirs: for validators, and for those who stake on root.
/// Without miners to pay, validators divide their part too.
///
/// Miners are paid by their part of the whole. Where a mechanism has miners but no dividends that
/// is all of its share, and another mechanism's validators would divide the same alpha once more:
/// so nobody gets of what is not left.
pub fn buckets(waiting: &Waiting, miners: Alpha) -> (Alpha, Alpha) {
    let Waiting { server, validator, root } = *waiting;
    let whole = server.saturating_add(validator).saturating_add(root);
    let left = whole.saturating_sub(miners);
    let meant = if miners.is_zero() { validator.saturating_add(server) } else { validator };
    let root = root.min(left);
    (meant.min(left.saturating_sub(root)), root)
}

/// Shares a validator's dividend with its parents, by the stake each of them stands for.
///
/// A parent of another owner pays the validator's take and the chain's burn from its part.
pub fn split_dividend(
    dividend: Alpha,
    validator: &Validator<'_>,
    tao_weight: U96F32,
    childkey_burn: u64,
) -> FamilySplit {
    let contributions: Vec<U96F32> = validator
        .parents
        .iter()
        .map(|parent| weighted_part(&parent.stakes, ratio_u64(parent.proportion), tao_weight))
        .collect();
    let own = floored(own_contribution(validator, tao_weight));
    let all = contributions.iter().fold(own, |sum, part| sum.saturating_add(*part));
    let dividend = U96F32::from_num(dividend.rao());
    let (take, burn) = (part_u16(validator.childkey_take), ratio_u64(childkey_burn));
    let mut split = FamilySplit::default();
    let mut kept = dividend;
    for (parent, contribution) in validator.parents.iter().zip(contributions) {
        let part = dividend.saturating_mul(safe_div(contribution, all));
        kept = kept.saturating_sub(part);
        if parent.has_same_owner {
            split.parents.push(alpha(part));
            continue;
        }
        let (burned, taken) = (burn.saturating_mul(part), take.saturating_mul(part));
        // Both are measured on the whole part; the take comes out of what the burn left.
        let left = part.saturating_sub(burned);
        let taken = taken.min(left);
        split.burned = split.burned.saturating_add(alpha(burned));
        split.parents.push(alpha(left.saturating_sub(taken)));
        kept = kept.saturating_add(taken);
    }
    split.validator = alpha(kept);
    split
}

/// Pays the buckets out: each dividend counts partly for the hotkey's alpha, partly for its root
/// stake, and each bucket is divided by those parts. A bucket nobody has a part of is lost.
pub fn divide_buckets(
    recipients: &[Recipient],
    validator_bucket: Alpha,
    root_bucket: Alpha,
    tao_weight: U96F32,
) -> Vec<Dividend> {
    let parts: Vec<Dividend> = recipients.iter().map(|recipient| parts_of(recipient, tao_weight)).collect();
    let sum = parts.iter().fold(Dividend::default(), |sum, part| Dividend {
        alpha: sum.alpha.saturating_add(part.alpha),
        root: sum.root.saturating_add(part.root),
    });
    let validator_bucket = U96F32::from_num(validator_bucket.rao());
    let root_bucket = U96F32::from_num(root_bucket.rao());
    parts
        .iter()
        .map(|part| Dividend {
            alpha: validator_bucket.saturating_mul(safe_div(part.alpha, sum.alpha)),
            root: root_bucket.saturating_mul(safe_div(part.root, sum.root)),
        })
        .collect()
}

/// Leaves a validator its take; the rest is for all who stake behind it.
pub fn delegate_take(amount: U96F32, take_u16: u16) -> Taken {
    let take = part_u16(take_u16).saturating_mul(amount);
    Taken { take: alpha(take), rest: alpha(amount.saturating_sub(take)) }
}

/// The part of an epoch's miner emission that was withheld; zero where there was none.
pub fn burned_share(withheld: Alpha, all: Alpha) -> U96F32 {
    safe_div(U96F32::from_num(withheld.rao()), U96F32::from_num(all.rao()))
}

/// What a validator contributes to its own dividend: the stake it does not lend.
fn own_contribution(validator: &Validator<'_>, tao_weight: U96F32) -> U96F32 {
    let lent = validator.lent.iter().fold(U96F32::ZERO, |sum, part| sum.saturating_add(ratio_u64(*part)));
    weighted_part(&validator.stakes, U96F32::ONE.saturating_sub(lent), tao_weight)
}

/// `alpha * part + root * part * omega`.
fn weighted_part(stakes: &Stakes, part: U96F32, tao_weight: U96F32) -> U96F32 {
    let root = U96F32::from_num(stakes.root.rao()).saturating_mul(part).saturating_mul(tao_weight);
    U96F32::from_num(stakes.alpha.rao()).saturating_mul(part).saturating_add(root)
}

/// The parts of a dividend that its owner's alpha and root stake stand for.
fn parts_of(recipient: &Recipient, tao_weight: U96F32) -> Dividend {
    let root_weight = U96F32::from_num(recipient.stakes.root.rao()).saturating_mul(tao_weight);
    let all_weight = root_weight.saturating_add(U96F32::from_num(recipient.stakes.alpha.rao()));
    let dividend = U96F32::from_num(recipient.weight.rao());
    let root = dividend.saturating_mul(safe_div(root_weight, all_weight));
    Dividend { alpha: dividend.saturating_sub(root), root }
}

fn floored(value: U96F32) -> U96F32 {
    U96F32::from_num(alpha(value).rao())
}

fn alpha(value: U96F32) -> Alpha {
    Alpha(value.saturating_to_num())
}
