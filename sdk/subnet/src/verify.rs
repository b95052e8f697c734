//! Holding a validator's published record against what the chain holds of it, and judging its
//! answers again. Nothing the validator says is believed: the committed bytes come in proven.

use crate::{record::Difference, Published, Record, Score, Subnet};
use codec::DecodeAll;
use myelin_primitives::{
    commitments::{Data, Registration},
    NetUid,
};
use myelin_wallet::AccountId;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whose record was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    pub netuid: NetUid,
    pub validator: AccountId,
    /// None where the newest will do.
    pub epoch: Option<u64>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// In the order of their uids, as the record has them.
    pub miners: Vec<Asked>,
    /// Whether the answers were judged again, which takes a known task.
    pub is_judged: bool,
    /// All that is not as it should be; empty for an honest record.
    pub disagreements: Vec<Disagreement>,
}

/// What the record says of one miner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    pub uid: u16,
    pub hotkey: AccountId,
    pub asked: u64,
    pub answered: u64,
    /// The mean of the recorded scores.
    pub score: Score,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Disagreement {
    #[error("the record is of validator {found}, not of {expected}")]
    Validator { expected: AccountId, found: AccountId },
    #[error("the record is of subnet {found}, not of {expected}")]
    Subnet { expected: u16, found: u16 },
    #[error("the record is of epoch {found}, not of {expected}")]
    Epoch { expected: u64, found: u64 },
    #[error("the chain holds no commitment of the validator at that block")]
    NoCommitment,
    #[error("the validator's commitment at that block is to something else")]
    OtherCommitment,
    #[error("the chain holds a root of epoch {committed}, the record is of epoch {found}")]
    CommittedEpoch { committed: u64, found: u64 },
    #[error("the chain holds a root over {committed} answers, the record has {found}")]
    CommittedCount { committed: u32, found: usize },
    #[error("the root differs: {committed} on chain, {found} of the record")]
    Root { committed: String, found: String },
    #[error(
        "the score of leaf {leaf} differs (uid {uid}, round {round}, question {question}): \
         recorded {}, found {}", recorded.as_f64(), found.as_f64()
    )]
    Score { leaf: usize, uid: u16, round: u32, question: u32, recorded: Score, found: Score },
}

impl Verdict {
    /// Whether there is nothing to object to.
    pub fn is_confirmed(&self) -> bool {
        self.disagreements.is_empty()
    }

    /// How many questions the record has.
    pub fn asked(&self) -> u64 {
        self.miners.iter().fold(0, |sum, miner| sum.saturating_add(miner.asked))
    }

    /// How many of them were answered.
    pub fn answered(&self) -> u64 {
        self.miners.iter().fold(0, |sum, miner| sum.saturating_add(miner.answered))
    }
}

/// Compares a record with what was asked for and with the proven bytes of the validator's
/// commitment (none where the chain holds none), and judges its answers again if they are to this
/// subnet's questions.
pub fn verify<S: Subnet>(subnet: &S, published: &Published, expected: &Expected, committed: Option<&[u8]>) -> Verdict {
    let record = &published.record;
    let is_judged = record.task == S::NAME;
    let mut disagreements = with_the_request(record, expected);
    disagreements.extend(with_the_chain(record, committed));
    if is_judged {
        let differences = record.judge_again(subnet);
        disagreements.extend(differences.iter().filter_map(|difference| of_score(record, difference)));
    }
    Verdict { miners: miners(record), is_judged, disagreements }
}

fn with_the_request(record: &Record, expected: &Expected) -> Vec<Disagreement> {
    let mut found = Vec::new();
    if record.validator != expected.validator {
        found.push(Disagreement::Validator { expected: expected.validator, found: record.validator });
    }
    if record.netuid() != expected.netuid {
        found.push(Disagreement::Subnet { expected: expected.netuid.0, found: record.netuid });
    }
    if let Some(epoch) = expected.epoch.filter(|epoch| *epoch != record.epoch) {
        found.push(Disagreement::Epoch { expected: epoch, found: record.epoch });
    }
    found
}

fn with_the_chain(record: &Record, committed: Option<&[u8]>) -> Vec<Disagreement> {
    let Some(committed) = committed else { return vec![Disagreement::NoCommitment] };
    let Some((epoch, count, root)) = read_commitment(committed) else { return vec![Disagreement::OtherCommitment] };
    let mut found = Vec::new();
    if epoch != record.epoch {
        found.push(Disagreement::CommittedEpoch { committed: epoch, found: record.epoch });
    }
    if usize::try_from(count) != Ok(record.leaves.len()) {
        found.push(Disagreement::CommittedCount { committed: count, found: record.leaves.len() });
    }
    let own = record.root();
    if root != own {
        let hex = |root: [u8; 32]| format!("0x{}", hex::encode(root));
        found.push(Disagreement::Root { committed: hex(root), found: hex(own) });
    }
    found
}

/// The epoch, the number of leaves and the root that a commitment speaks of, if it is one to a record.
fn read_commitment(bytes: &[u8]) -> Option<(u64, u32, [u8; 32])> {
    let registration = Registration::decode_all(&mut &*bytes).ok()?;
    // As validators write it: the label, then the root, and nothing else.
    let [Data::Raw(label), Data::Sha256(root)] = registration.info.fields.as_slice() else { return None };
    let (epoch, count) = Record::read_label(label.as_slice())?;
    Some((epoch, count, *root))
}

fn of_score(record: &Record, difference: &Difference) -> Option<Disagreement> {
    let leaf = record.leaves.get(difference.leaf)?;
    Some(Disagreement::Score {
        leaf: difference.leaf,
        uid: leaf.uid,
        round: leaf.round,
        question: leaf.index,
        recorded: difference.recorded,
        found: difference.found,
    })
}

fn miners(record: &Record) -> Vec<Asked> {
    // Asked, answered, and the sum of the scores; no sum of a record that fits in memory overflows.
    let mut tally: BTreeMap<(u16, AccountId), (u64, u64, u64)> = BTreeMap::new();
    for leaf in &record.leaves {
        let (asked, answered, sum) = tally.entry((leaf.uid, leaf.miner)).or_default();
        *asked = asked.saturating_add(1);
        *answered = answered.saturating_add(u64::from(leaf.answer.is_some()));
        *sum = sum.saturating_add(u64::from(leaf.score.ppm()));
    }
    let one = |((uid, hotkey), (asked, answered, sum)): ((u16, AccountId), (u64, u64, u64))| {
        let mean = sum.checked_div(asked).unwrap_or(0);
        let score = Score::from_ppm(u32::try_from(mean).unwrap_or(u32::MAX));
        Asked { uid, hotkey, asked, answered, score }
    };
    tally.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EpochSecret, Leaf, Seed};
    use codec::Encode;
    use myelin_primitives::{commitments::CommitmentInfo, Tao};

    /// The right answer is the seed's first byte.
    struct FirstByte;

    impl Subnet for FirstByte {
        type Item = u8;
        type Question = ();
        type Answer = u8;
        const NAME: &'static str = "FirstByte";

        fn item(&self, seed: &Seed) -> u8 {
            seed[0]
        }
        fn question(&self, _: &u8) {}
        fn score(&self, item: &u8, answer: &u8) -> Score {
            Score::share(usize::from(item == answer), 1)
        }
    }

    const VALIDATOR: AccountId = AccountId([2; 32]);
    const EXPECTED: Expected = Expected { netuid: NetUid(1), validator: VALIDATOR, epoch: Some(7) };

    fn published() -> Published {
        let secret = EpochSecret([9; 32]);
        let leaf = |uid: u8, index, is_answered: bool| {
            let miner = AccountId([uid; 32]);
            let right = secret.seed(0, &miner, index)[0].to_string();
            let score = if is_answered { Score::FULL } else { Score::ZERO };
            Leaf { round: 0, index, uid: u16::from(uid), miner, answer: is_answered.then_some(right), score }
        };
        let record = Record {
            task: FirstByte::NAME.to_string(),
            netuid: 1,
            epoch: 7,
            validator: VALIDATOR,
            secret,
            leaves: vec![leaf(4, 0, true), leaf(4, 1, false), leaf(5, 0, true)],
        };
        Published { committed_in: 1325, record }
    }

    fn registered(fields: Vec<Data>) -> Vec<u8> {
        let info = CommitmentInfo { fields: fields.try_into().unwrap() };
        Registration { deposit: Tao::ZERO, block: 1325, info }.encode()
    }

    /// What the chain holds when the validator has committed to this record.
    fn committed(record: &Record) -> Vec<u8> {
        registered(vec![Data::raw(&record.label()).unwrap(), Data::Sha256(record.root())])
    }

    /// What is said of a record changed after the honest one was committed to.
    fn after(change: impl FnOnce(&mut Record)) -> Vec<Disagreement> {
        let mut published = published();
        let bytes = committed(&published.record);
        change(&mut published.record);
        verify(&FirstByte, &published, &EXPECTED, Some(&bytes)).disagreements
    }

    fn says(disagreements: &[Disagreement], words: &str) -> bool {
        disagreements.iter().any(|disagreement| disagreement.to_string().contains(words))
    }

    #[test]
    fn an_honest_record_is_confirmed_and_tells_how_each_miner_did() {
        let published = published();
        let verdict = verify(&FirstByte, &published, &EXPECTED, Some(&committed(&published.record)));
        assert!(verdict.is_confirmed() && verdict.is_judged, "{verdict:?}");
        assert_eq!((verdict.asked(), verdict.answered()), (3, 2));
        let miner = |uid: u8, asked, answered, ppm| Asked {
            uid: u16::from(uid),
            hotkey: AccountId([uid; 32]),
            asked,
            answered,
            score: Score::from_ppm(ppm),
        };
        assert_eq!(verdict.miners, [miner(4, 2, 1, 500_000), miner(5, 1, 1, 1_000_000)]);
    }

    #[test]
    fn a_score_changed_afterwards_changes_the_root_and_is_named_by_its_leaf() {
        let found = after(|record| record.leaves[1].score = Score::FULL);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(says(&found, "the root differs"), "{found:?}");
        assert!(says(&found, "leaf 1 differs (uid 4, round 0, question 1): recorded 1, found 0"), "{found:?}");
    }

    #[test]
    fn a_made_up_score_is_found_even_where_the_validator_committed_to_it() {
        let mut published = published();
        published.record.leaves[1].score = Score::FULL;
        let verdict = verify(&FirstByte, &published, &EXPECTED, Some(&committed(&published.record)));
        assert_eq!(verdict.disagreements.len(), 1);
        assert!(says(&verdict.disagreements, "leaf 1 differs"));
    }

    #[test]
    fn an_answer_left_out_afterwards_is_noticed() {
        let found = after(|record| drop(record.leaves.pop()));
        assert!(says(&found, "a root over 3 answers, the record has 2"), "{found:?}");
        assert!(says(&found, "the root differs"), "{found:?}");
    }

    #[test]
    fn a_record_of_somebody_or_something_else_is_not_taken() {
        assert!(says(&after(|record| record.validator = AccountId([3; 32])), "the record is of validator"));
        assert!(says(&after(|record| record.netuid = 2), "the record is of subnet 2, not of 1"));
        let found = after(|record| record.epoch = 8);
        assert!(says(&found, "the record is of epoch 8, not of 7"), "{found:?}");
        assert!(says(&found, "a root of epoch 7, the record is of epoch 8"), "{found:?}");
    }

    #[test]
    fn without_a_commitment_to_a_record_nothing_is_proven() {
        let published = published();
        let root = Data::Sha256(published.record.root());
        let cases = [
            (None, Disagreement::NoCommitment),
            (Some(registered(vec![root.clone()])), Disagreement::OtherCommitment),
            (Some(registered(vec![Data::raw(b"hello").unwrap(), root])), Disagreement::OtherCommitment),
            (Some(vec![1, 2, 3]), Disagreement::OtherCommitment),
        ];
        for (bytes, expected) in cases {
            let verdict = verify(&FirstByte, &published, &EXPECTED, bytes.as_deref());
            assert_eq!(verdict.disagreements, [expected]);
        }
    }

    #[test]
    fn answers_to_an_unknown_task_are_not_judged() {
        let mut published = published();
        published.record.task = "SomethingElse".to_string();
        published.record.leaves[1].score = Score::FULL;
        let verdict = verify(&FirstByte, &published, &EXPECTED, Some(&committed(&published.record)));
        assert!(verdict.is_confirmed() && !verdict.is_judged, "{verdict:?}");
    }
}
