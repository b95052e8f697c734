//! Where the seeds of items come from. A validator keeps one secret; each epoch has a secret made
//! of it, and each question a seed made of that. Publishing an epoch's secret therefore reveals
//! that epoch's questions and nothing else.

use blake2b_simd::Params;
use myelin_primitives::NetUid;
use myelin_wallet::{mnemonic, AccountId, ExposeSecret, MnemonicError};
use std::fmt;

use crate::Seed;

/// What a validator's items are made from. Whoever knows it knows every question beforehand.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A secret of the system's randomness.
    pub fn random() -> Result<Self, MnemonicError> {
        // Twenty-four words stand for as many random bits as a secret has.
        let words = mnemonic::generate(24)?;
        Ok(Self(hash(b"myelin/secret", &[words.expose_secret().as_bytes()])))
    }

    /// For the file it is kept in.
    pub(crate) fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// What the questions of one epoch are made from; says nothing about another's.
    pub fn of_epoch(&self, netuid: NetUid, epoch: u64) -> EpochSecret {
        EpochSecret(hash(b"myelin/epoch", &[&self.0, &netuid.0.to_le_bytes(), &epoch.to_le_bytes()]))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What the questions of one epoch were made from; published once the epoch's weights are set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EpochSecret(pub [u8; 32]);

impl EpochSecret {
    /// The seed of the `index`-th question to `miner` in that round of the epoch.
    pub fn seed(&self, round: u32, miner: &AccountId, index: u32) -> Seed {
        hash(b"myelin/item", &[&self.0, &round.to_le_bytes(), &miner.0, &index.to_le_bytes()])
    }
}

impl fmt::Debug for EpochSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EpochSecret(..)")
    }
}

/// Every part has a fixed length or is the only one, so no two lists of parts read as the same bytes.
fn hash(purpose: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut state = Params::new().hash_length(32).personal(purpose).to_state();
    for part in parts {
        state.update(part);
    }
    let mut seed = [0; 32];
    seed.copy_from_slice(state.finalize().as_bytes());
    seed
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINER: AccountId = AccountId([7; 32]);

    #[test]
    fn every_question_has_a_seed_of_its_own() {
        let secret = Secret::new([1; 32]);
        let epoch = secret.of_epoch(NetUid(1), 5);
        let seeds = [
            epoch.seed(0, &MINER, 0),
            epoch.seed(0, &MINER, 1),
            epoch.seed(1, &MINER, 0),
            epoch.seed(0, &AccountId([8; 32]), 0),
            secret.of_epoch(NetUid(1), 6).seed(0, &MINER, 0),
            secret.of_epoch(NetUid(2), 5).seed(0, &MINER, 0),
            Secret::new([2; 32]).of_epoch(NetUid(1), 5).seed(0, &MINER, 0),
        ];
        for (position, seed) in seeds.iter().enumerate() {
            assert!(!seeds[..position].contains(seed), "seed {position} repeats an earlier one");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret::new([1; 32])), "Secret(..)");
    }
}
