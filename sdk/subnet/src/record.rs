//! What a validator did in an epoch: every question it put, every answer it got, every score it
//! gave. The root of their Merkle tree goes on chain with the weights, so that afterwards nothing
//! can be added, dropped or judged anew.

use crate::{EpochSecret, Score, Subnet};
use codec::Encode;
use myelin_primitives::NetUid;
use myelin_wallet::AccountId;
use rs_merkle::{algorithms::Sha256, Hasher, MerkleTree};
use serde::{Deserialize, Serialize};

/// The first words of the commitment, so that a reader knows what the root is of.
pub const COMMITMENT_TAG: &[u8] = b"myelin/contributions/1";

/// One epoch's work of one validator, as it publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The name of the subnet's request.
    pub task: String,
    pub netuid: u16,
    pub epoch: u64,
    pub validator: AccountId,
    /// What the questions follow from.
    #[serde(with = "secret_as_hex")]
    pub secret: EpochSecret,
    /// In the order they were asked.
    pub leaves: Vec<Leaf>,
}

/// One question and what came of it. The question itself follows from the record's secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    pub round: u32,
    /// Which of the round's questions to this miner.
    pub index: u32,
    pub uid: u16,
    pub miner: AccountId,
    /// The answer as compact JSON; none if there was none.
    pub answer: Option<String>,
    /// In parts per million.
    pub score: Score,
}

/// A score that somebody else cannot confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub leaf: usize,
    pub uid: u16,
    pub recorded: Score,
    pub found: Score,
}

impl Record {
    /// The root of the tree over the record's head and its leaves.
    pub fn root(&self) -> [u8; 32] {
        // The first byte keeps heads, leaves and inner nodes (64 bytes) apart.
        let head = (0u8, &self.task, self.netuid, self.epoch, self.validator.0, self.secret.0).encode();
        let leaves = self
            .leaves
            .iter()
            .map(|leaf| (1u8, leaf.round, leaf.index, leaf.uid, leaf.miner.0, &leaf.answer, leaf.score.ppm()).encode());
        let hashes: Vec<[u8; 32]> = std::iter::once(head).chain(leaves).map(|bytes| Sha256::hash(&bytes)).collect();
        // A tree over at least the head has a root.
        MerkleTree::<Sha256>::from_leaves(&hashes).root().unwrap_or_default()
    }

    /// What is committed on chain beside the root: the tag, the epoch, and how many leaves there are.
    pub fn label(&self) -> Vec<u8> {
        let count = u32::try_from(self.leaves.len()).unwrap_or(u32::MAX);
        [COMMITMENT_TAG, &self.epoch.to_le_bytes(), &count.to_le_bytes()].concat()
    }

    /// The epoch and the number of leaves that a committed label speaks of, if it is one.
    pub fn read_label(label: &[u8]) -> Option<(u64, u32)> {
        let (epoch, count) = label.strip_prefix(COMMITMENT_TAG)?.split_at_checked(8)?;
        Some((u64::from_le_bytes(epoch.try_into().ok()?), u32::from_le_bytes(count.try_into().ok()?)))
    }

    /// Makes every item again, judges every answer again, and lists what differs.
    pub fn judge_again<S: Subnet>(&self, subnet: &S) -> Vec<Difference> {
        let found = self.leaves.iter().map(|leaf| {
            let seed = self.secret.seed(leaf.round, &leaf.miner, leaf.index);
            judge::<S>(subnet, &subnet.item(&seed), leaf.answer.as_deref())
        });
        let compared = self.leaves.iter().zip(found).enumerate();
        compared
            .filter(|(_, (leaf, found))| leaf.score != *found)
            .map(|(position, (leaf, found))| Difference { leaf: position, uid: leaf.uid, recorded: leaf.score, found })
            .collect()
    }
}

/// The score of an answer as recorded; none and what cannot be read score zero.
pub(crate) fn judge<S: Subnet>(subnet: &S, item: &S::Item, answer: Option<&str>) -> Score {
    let answer = answer.and_then(|text| serde_json::from_str::<S::Answer>(text).ok());
    answer.map_or(Score::ZERO, |answer| subnet.score(item, &answer))
}

impl Record {
    pub fn netuid(&self) -> NetUid {
        NetUid(self.netuid)
    }
}

mod secret_as_hex {
    use super::EpochSecret;
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(secret: &EpochSecret, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(secret.0))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EpochSecret, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut bytes = [0; 32];
        hex::decode_to_slice(&text, &mut bytes).map_err(D::Error::custom)?;
        Ok(EpochSecret(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The right answer is the seed's first byte.
    struct FirstByte;

    impl Subnet for FirstByte {
        type Item = u8;
        type Question = ();
        type Answer = u8;
        const NAME: &'static str = "FirstByte";

        fn item(&self, seed: &crate::Seed) -> u8 {
            seed[0]
        }
        fn question(&self, _: &u8) {}
        fn score(&self, item: &u8, answer: &u8) -> Score {
            Score::share(usize::from(item == answer), 1)
        }
    }

    fn record() -> Record {
        let secret = EpochSecret([9; 32]);
        let miner = AccountId([1; 32]);
        let right = secret.seed(0, &miner, 0)[0].to_string();
        let leaf = |index, answer: Option<&str>, score| Leaf {
            round: 0,
            index,
            uid: 4,
            miner,
            answer: answer.map(str::to_string),
            score,
        };
        Record {
            task: FirstByte::NAME.to_string(),
            netuid: 1,
            epoch: 7,
            validator: AccountId([2; 32]),
            secret,
            leaves: vec![
                leaf(0, Some(&right), Score::FULL),
                leaf(1, None, Score::ZERO),
                leaf(2, Some("not a number"), Score::ZERO),
            ],
        }
    }

    #[test]
    fn an_honest_record_is_judged_the_same_again() {
        assert_eq!(record().judge_again(&FirstByte), []);
    }

    #[test]
    fn a_score_that_was_made_up_is_found() {
        let mut record = record();
        record.leaves[1].score = Score::FULL;
        let expected = Difference { leaf: 1, uid: 4, recorded: Score::FULL, found: Score::ZERO };
        assert_eq!(record.judge_again(&FirstByte), [expected]);
    }

    #[test]
    fn whatever_is_changed_changes_the_root() {
        let root = record().root();
        type Change = fn(&mut Record);
        let changes: [Change; 8] = [
            |record| record.leaves[0].score = Score::ZERO,
            |record| record.leaves[0].answer = None,
            |record| record.leaves.swap(0, 1),
            |record| drop(record.leaves.pop()),
            |record| record.leaves.push(record.leaves[0].clone()),
            |record| record.secret.0[0] = 1,
            |record| record.epoch = 8,
            |record| record.validator = AccountId([3; 32]),
        ];
        for (position, change) in changes.into_iter().enumerate() {
            let mut changed = record();
            change(&mut changed);
            assert_ne!(changed.root(), root, "change {position} is not seen");
        }
    }

    #[test]
    fn a_record_survives_json() {
        let text = serde_json::to_string(&record()).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record());
    }

    #[test]
    fn a_label_names_its_epoch_and_size() {
        assert_eq!(Record::read_label(&record().label()), Some((7, 3)));
        assert_eq!(Record::read_label(b"something else"), None);
        assert_eq!(Record::read_label(COMMITMENT_TAG), None);
    }
}
