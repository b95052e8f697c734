//! What an epoch pays out of the buckets.

use super::chain::{Subnet, HOTKEYS, TEMPO};
use crate::models::book::Event;
use myelin_economy::emission::{
    accrue, buckets, burned_share, delegate_take, divide_buckets, split_dividend, Accrual, AlphaOut, Dividend, Parent,
    Recipient, Stakes, Validator, Waiting,
};
use myelin_primitives::fixed_point::U96F32;
use myelin_primitives::Alpha;
use myelin_yuma::{mechanism_epoch, stake, MechanismInput, MechanismOutcome, Seat, StoredRow, SubnetParams};

const CHILDKEY_TAKE: u16 = 11_796;

impl Subnet {
    pub fn epoch(&mut self, block: u64, tao_weight: U96F32) -> Result<(), String> {
        let pending = std::mem::take(&mut self.pending);
        let waiting = Waiting { server: pending.server, validator: pending.validator, root: pending.root };
        let emission = pending.server.rao() + pending.validator.rao() + pending.root.rao();
        let outcome = self.judge(block, emission);
        let mined: u64 = outcome.server_emission.iter().sum();
        let (validators, root) = buckets(&waiting, Alpha(mined));
        let recipients = self.recipients(&outcome, tao_weight);
        let divided = divide_buckets(&recipients, validators, root, tao_weight);

        let mut paid = self.stake(0, 0, pending.owner)?;
        paid += self.pay_miners(&outcome, mined)?;
        for (hotkey, dividend) in divided.iter().copied().enumerate() {
            paid += self.pay_validator(hotkey, dividend)?;
        }
        self.unassigned += i128::from(sum(&pending)) - i128::from(paid);
        let handed_out = paid + outcome.server_emission[0];
        if handed_out > sum(&pending) {
            return Err(format!("handed out {handed_out} of {pending:?}"));
        }
        Ok(())
    }

    fn stakes(&self, hotkey: usize) -> Stakes {
        Stakes { alpha: self.books[hotkey].pool.total, root: Alpha(self.start.hotkeys[hotkey].0) }
    }

    fn judge(&self, block: u64, emission: u64) -> MechanismOutcome {
        let seat = |hotkey: usize| {
            let Stakes { alpha, root } = self.stakes(hotkey);
            Seat {
                stake: stake::weight(alpha.rao(), root.rao(), 971_718_665_099_567_868),
                registered_at: 0,
                had_permit: hotkey < 3,
            }
        };
        let seats: Vec<_> = (0..HOTKEYS).map(seat).collect();
        let row = |row: &Vec<u16>| row.iter().enumerate().map(|(column, weight)| (column as u16, *weight)).collect();
        let weights: Vec<StoredRow> = self.start.weights.iter().map(row).collect();
        mechanism_epoch(&MechanismInput {
            now: block,
            last_step_block: 0,
            seats: &seats,
            owner: None,
            last_update: &[block; HOTKEYS],
            weights: &weights,
            bonds: &[],
            earliest_commit: None,
            emission,
            params: &SubnetParams {
                kappa: 32_767,
                bonds_penalty: u16::MAX,
                bonds_moving_average: 900_000,
                yuma3: true,
                liquid_alpha: None,
                max_allowed_validators: 64,
                stake_threshold: 0,
                tempo: TEMPO as u16,
                activity_cutoff_blocks: 5000,
            },
        })
    }

    /// Each hotkey with the weight that its own dividend and its children's give it.
    fn recipients(&self, outcome: &MechanismOutcome, tao_weight: U96F32) -> Vec<Recipient> {
        let mut weights = [0_u64; HOTKEYS];
        let links = || self.start.links.iter().filter(|(parent, child, _)| parent != child);
        for (hotkey, dividend) in outcome.validator_emission.iter().enumerate() {
            let above: Vec<_> = links().filter(|(_, child, _)| *child == hotkey).collect();
            let parent = |(parent, _, proportion): &&(usize, usize, u64)| Parent {
                proportion: *proportion,
                stakes: self.stakes(*parent),
                has_same_owner: parent % 2 == hotkey % 2,
            };
            let parents: Vec<_> = above.iter().map(parent).collect();
            let lent: Vec<_> = links().filter(|(parent, ..)| *parent == hotkey).map(|link| link.2).collect();
            let validator =
                Validator { stakes: self.stakes(hotkey), lent: &lent, parents: &parents, childkey_take: CHILDKEY_TAKE };
            let split = split_dividend(Alpha(*dividend), &validator, tao_weight, 0);
            for ((parent, ..), part) in above.iter().zip(&split.parents) {
                weights[*parent] += part.rao();
            }
            weights[hotkey] += split.validator.rao();
        }
        let recipient =
            |(hotkey, weight): (usize, &u64)| Recipient { weight: Alpha(*weight), stakes: self.stakes(hotkey) };
        weights.iter().enumerate().map(recipient).collect()
    }

    /// Pays every miner but the owner's hotkey, the first, whose pay is burned.
    fn pay_miners(&mut self, outcome: &MechanismOutcome, mined: u64) -> Result<u64, String> {
        self.miner_burned = burned_share(Alpha(outcome.server_emission[0]), Alpha(mined));
        let mut paid = 0;
        for (hotkey, amount) in outcome.server_emission.iter().enumerate().skip(1) {
            paid += self.stake(hotkey, 0, Alpha(*amount))?;
        }
        self.paid_to_miners += paid;
        Ok(paid)
    }

    fn pay_validator(&mut self, hotkey: usize, dividend: Dividend) -> Result<u64, String> {
        let (root_stake, take) = self.start.hotkeys[hotkey];
        let (alpha, root) = (delegate_take(dividend.alpha, take), delegate_take(dividend.root, take));
        let mut paid = self.stake(hotkey, 0, alpha.take)? + self.stake(hotkey, 0, root.take)?;
        if self.books[hotkey].happen(Event::Dividend(alpha.rest.rao()))? {
            paid += alpha.rest.rao();
        }
        match accrue(root.rest, Alpha(root_stake)) {
            Accrual::Claimable(_) => {
                self.claimable += root.rest.rao();
                paid += root.rest.rao();
            }
            Accrual::PaidToOwner => paid += self.stake(hotkey, 0, root.rest)?,
        }
        self.paid_to_validators += paid;
        Ok(paid)
    }
}

fn sum(buckets: &AlphaOut) -> u64 {
    [buckets.owner, buckets.server, buckets.validator, buckets.root].iter().map(|bucket| bucket.rao()).sum()
}
