//! A round: every miner of the sample gets questions of its own, and its answers are judged.

use super::{Validator, ValidatorError};
use crate::{
    record::{judge, Leaf},
    seats::{MinerSeat, Seats},
    seeds::EpochSecret,
    wire::Ask,
    Score, Seed, Subnet,
};
use futures::{stream, StreamExt};
use myelin_client::At;
use myelin_primitives::Uid;
use myelin_synapse::Target;
use myelin_wallet::AccountId;
use rand_chacha::{
    rand_core::{RngCore, SeedableRng},
    ChaCha8Rng,
};

/// What came of a round.
#[derive(Clone, Debug)]
pub struct Round {
    pub round: u32,
    /// In the order of their uids.
    pub miners: Vec<MinerRound>,
}

/// What came of asking one miner.
#[derive(Clone, Debug)]
pub struct MinerRound {
    pub uid: Uid,
    pub hotkey: AccountId,
    pub asked: u32,
    pub answered: u32,
    /// The mean of its scores; an answer that did not come scores zero.
    pub score: Score,
    /// Why an answer did not come, if one did not: the last reason.
    pub reason: Option<String>,
}

struct Question {
    seat: MinerSeat,
    index: u32,
    seed: Seed,
}

struct Answered {
    leaf: Leaf,
    reason: Option<String>,
}

impl<S: Subnet> Validator<S> {
    /// Asks the miners and judges what they answer. Silence, however long, costs a miner its score
    /// and the round no more than the timeout.
    pub async fn ask(&mut self, at: &At, round: u32) -> Result<Round, ValidatorError> {
        // Tried once: a permit comes with an epoch, not with a second look.
        self.work.progress.round = Some(round);
        let seats = Seats::read(at, self.settings.netuid).await?;
        if !seats.validators.contains(&self.account()) {
            return Err(ValidatorError::NoPermit { hotkey: self.account(), netuid: self.settings.netuid });
        }
        self.standing.keep(|hotkey| seats.miners.iter().any(|seat| seat.hotkey == *hotkey));
        let secret = self.secret.of_epoch(self.settings.netuid, self.work.epoch);
        let own = self.account();
        let miners = sample(seats.miners, self.settings.sample, &secret.seed(round, &own, u32::MAX));

        let questions = miners.iter().flat_map(|seat| questions_to(*seat, round, self.settings.questions, &secret));
        let this = &*self;
        let mut answers: Vec<Answered> = stream::iter(questions)
            .map(|question| this.put(round, question))
            .buffer_unordered(this.settings.concurrency.max(1))
            .collect()
            .await;
        // Answers arrive in any order; the record has one.
        answers.sort_by_key(|answered| (answered.leaf.uid, answered.leaf.index));

        let outcome = Round { round, miners: miners.iter().map(|seat| summary(seat, &answers)).collect() };
        for miner in &outcome.miners {
            self.standing.learn(miner.hotkey, miner.score, self.settings.memory);
        }
        self.work.leaves.extend(answers.into_iter().map(|answered| answered.leaf));
        Ok(outcome)
    }

    async fn put(&self, round: u32, question: Question) -> Answered {
        let Question { seat, index, seed } = question;
        let item = self.subnet.item(&seed);
        let ask = Ask::<S> { question: self.subnet.question(&item), answer: None };
        let target = Target { hotkey: seat.hotkey, address: seat.address };
        let (answer, reason) = match self.dendrite.call(&target, &ask, self.settings.timeout).await {
            Ok(reply) => match reply.body.answer.map(|answer| serde_json::to_string(&answer)) {
                Some(Ok(answer)) => (Some(answer), None),
                Some(Err(cause)) => (None, Some(format!("its answer cannot be recorded: {cause}"))),
                None => (None, Some("it replied without an answer".to_string())),
            },
            Err(cause) => (None, Some(cause.to_string())),
        };
        // From the recorded text, so that whoever judges again later judges the same.
        let score = judge(self.subnet.as_ref(), &item, answer.as_deref());
        Answered { leaf: Leaf { round, index, uid: seat.uid.0, miner: seat.hotkey, answer, score }, reason }
    }
}

fn questions_to(seat: MinerSeat, round: u32, count: u32, secret: &EpochSecret) -> impl Iterator<Item = Question> {
    let secret = *secret;
    (0..count).map(move |index| Question { seat, index, seed: secret.seed(round, &seat.hotkey, index) })
}

/// So many of the miners, drawn by the seed and back in the order of their uids.
fn sample(mut miners: Vec<MinerSeat>, most: usize, seed: &Seed) -> Vec<MinerSeat> {
    let mut random = ChaCha8Rng::from_seed(*seed);
    while miners.len() > most {
        let left = miners.len() as u64;
        // The bias of the remainder is below 2^-48 for any number of seats there can be.
        let drawn = random.next_u64().checked_rem(left).unwrap_or(0);
        miners.swap_remove(drawn as usize);
    }
    miners.sort_by_key(|seat| seat.uid);
    miners
}

fn summary(seat: &MinerSeat, answers: &[Answered]) -> MinerRound {
    let own: Vec<&Answered> = answers.iter().filter(|answered| answered.leaf.miner == seat.hotkey).collect();
    let asked = own.len() as u64;
    let total: u64 = own.iter().map(|answered| u64::from(answered.leaf.score.ppm())).sum();
    let mean = total.checked_div(asked).unwrap_or(0);
    MinerRound {
        uid: seat.uid,
        hotkey: seat.hotkey,
        asked: own.len() as u32,
        answered: own.iter().filter(|answered| answered.leaf.answer.is_some()).count() as u32,
        score: Score::from_ppm(mean as u32),
        reason: own.iter().rev().find_map(|answered| answered.reason.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(count: u16) -> Vec<MinerSeat> {
        let address = "127.0.0.2:1".parse().unwrap();
        (0..count).map(|uid| MinerSeat { uid: Uid(uid), hotkey: AccountId([uid as u8; 32]), address }).collect()
    }

    #[test]
    fn a_sample_has_no_one_twice_and_depends_on_the_seed() {
        let first = sample(seats(50), 10, &[1; 32]);
        assert_eq!(first.len(), 10);
        assert!(first.windows(2).all(|pair| pair[0].uid < pair[1].uid));
        assert_ne!(first, sample(seats(50), 10, &[2; 32]));
        assert_eq!(first, sample(seats(50), 10, &[1; 32]));
    }

    #[test]
    fn few_miners_are_all_asked() {
        assert_eq!(sample(seats(4), 10, &[1; 32]), seats(4));
    }
}
