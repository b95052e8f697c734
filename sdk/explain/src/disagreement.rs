//! What it cost a validator to think otherwise than the stake did.

use crate::result::Epoch;
use myelin_primitives::{
    fixed_point::{proportion_u16, I32F32},
    Alpha, Uid,
};
use myelin_yuma::{max_upscale, StoredRow};
use serde::Serialize;

/// A validator's dividends, as they were and as they would have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    pub validator: Uid,
    /// What it earned as a validator, together with those who stake to it.
    pub earned: Alpha,
    /// What it would have earned by agreeing.
    pub by_agreeing: Alpha,
    /// How much less it earned, in rao of alpha; negative where disagreeing paid.
    pub alpha_rao: i64,
    /// The same at the pool's price, in rao of TAO.
    pub tao_rao: i64,
}

/// What the validator would have earned in that epoch had its weights been the consensus, against
/// what it did earn; for itself and its nominators together. `None` for seats whose weights could
/// not have counted: without a permit, or without stake above the threshold.
///
/// The epoch runs once more with nothing changed but the validator's rows of weights, as if set in
/// the block before. That answers for this epoch alone:
/// - Its bonds stay what they were. A validator that had agreed all along would hold others, and
///   the new weights move them only by what one epoch moves.
/// - Its weights become what the others made of the miners. With them the medians, the miners'
///   incentive and everybody else's dividends move a little too; all of that is in the figure.
/// - It could not have known the consensus in advance. This is the price of the difference, not
///   advice to copy: bonds pay whoever sees a miner's worth before the others do.
/// - The dividends are compared before they are shared with parents, and before root's part in
///   them and the validator's take are told apart.
/// - A validator that set no weights, or has been inactive, is compared with one that did: then
///   the figure is what its silence cost.
pub fn cost_of_disagreement(epoch: &Epoch, uid: Uid) -> Option<Loss> {
    let seat = epoch.seat(uid)?;
    if !seat.is_validator || seat.stake_share <= 0.0 {
        return None;
    }
    let mut inputs = epoch.inputs.clone();
    let owner = inputs.owner;
    let before = inputs.block.saturating_sub(1);
    for (stored, outcome) in inputs.mechanisms.iter_mut().zip(&epoch.ran.mechanisms) {
        let row = agreeing_row(&outcome.workings.consensus, uid, owner == Some(uid));
        if !row.is_empty() {
            put(&mut stored.weights, uid, row);
            put(&mut stored.last_update, uid, before);
        }
    }
    let dividends = |emission: &[u64]| emission.get(uid.index()).copied().unwrap_or_default();
    let earned = dividends(&epoch.ran.whole.validator_emission);
    let by_agreeing = dividends(&inputs.run(epoch.emission).whole.validator_emission);
    let alpha_rao = difference(by_agreeing, earned);
    Some(Loss {
        validator: uid,
        earned: Alpha(earned),
        by_agreeing: Alpha(by_agreeing),
        alpha_rao,
        tao_rao: epoch.worth(alpha_rao),
    })
}

/// The consensus as a validator would have submitted it: nothing on itself, except the owner.
fn agreeing_row(consensus: &[I32F32], uid: Uid, may_weigh_itself: bool) -> StoredRow {
    let (miners, weights): (Vec<u16>, Vec<u16>) = (0..=u16::MAX)
        .zip(consensus)
        .filter(|(miner, weight)| **weight > I32F32::ZERO && (may_weigh_itself || *miner != uid.0))
        .map(|(miner, weight)| (miner, proportion_u16(*weight)))
        .unzip();
    miners.into_iter().zip(max_upscale(&weights)).filter(|(_, weight)| *weight > 0).collect()
}

/// Writes one seat's entry of a list that may be too short to have it.
fn put<V: Clone + Default>(list: &mut Vec<V>, uid: Uid, value: V) {
    if list.len() <= uid.index() {
        list.resize(uid.index().saturating_add(1), V::default());
    }
    if let Some(entry) = list.get_mut(uid.index()) {
        *entry = value;
    }
}

fn difference(more: u64, less: u64) -> i64 {
    let difference = i128::from(more).saturating_sub(i128::from(less));
    i64::try_from(difference).unwrap_or(if difference < 0 { i64::MIN } else { i64::MAX })
}
