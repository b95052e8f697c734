//! Weights, set openly, promised by their hash, or encrypted.

use super::{
    cast::{hotkey, young_subnet},
    effects::{announces, sets},
    stage::Stage,
};
use codec::Compact;
use myelin_primitives::{MechId, NetUid, StorageIndex, Uid};
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{
    self as subtensor,
    weights::{Ciphertext, Revealed},
    SubnetEpochIndex,
};
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256};

type Call = subtensor::Call<Runtime>;
type Error = subtensor::Error<Runtime>;
type Event = subtensor::Event<Runtime>;

/// There is one mechanism, this is not it.
const SECOND: MechId = MechId(1);
const TEMPO: u16 = 30;

/// A subnet where seats may set weights in every block.
fn subnet(stage: &mut Stage) -> NetUid {
    let netuid = young_subnet(stage);
    let call = Admin::<Runtime>::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 0 };
    stage.as_root(call).expect("root may");
    netuid
}

/// The same with short epochs and commit-reveal, after one of them.
fn subnet_with_commits(stage: &mut Stage) -> NetUid {
    let netuid = subnet(stage);
    stage.as_root(Admin::<Runtime>::sudo_set_tempo { netuid, tempo: TEMPO }).expect("root may");
    let call = Admin::<Runtime>::sudo_set_commit_reveal_weights_enabled { netuid, enabled: true };
    stage.as_root(call).expect("root may");
    pass_epoch(stage, netuid);
    netuid
}

fn pass_epoch(stage: &mut Stage, netuid: NetUid) {
    let index = SubnetEpochIndex::<Runtime>::get(netuid);
    while SubnetEpochIndex::<Runtime>::get(netuid) == index {
        stage.pass(1);
    }
}

pub fn set_openly(stage: &mut Stage) {
    let netuid = subnet(stage);
    let (owner, version_key) = (hotkey("owner"), 0);
    let row = move || subtensor::weights::row::<Runtime>(netuid.into(), Uid(0));

    let set = |dests: &[u16]| Call::set_weights { netuid, dests: dests.to_vec(), weights: vec![9], version_key };
    stage.succeeds(owner.clone(), set(&[1]), sets("SubtensorModule.Weights", row, vec![(1, u16::MAX)]));
    stage.fails(owner.clone(), set(&[1, 2]), Error::WeightVecNotEqualSize);
    stage.fails(owner.clone(), set(&[77]), Error::UidVecContainInvalidOne);

    let (dests, weights) = (vec![2], vec![9]);
    let set = |mecid| Call::set_mechanism_weights {
        netuid,
        mecid,
        dests: dests.clone(),
        weights: weights.clone(),
        version_key,
    };
    stage.succeeds(owner.clone(), set(MechId::MAIN), sets("SubtensorModule.Weights", row, vec![(2, u16::MAX)]));
    stage.fails(owner.clone(), set(SECOND), Error::MechanismDoesNotExist);

    let set = |keys: &[u64]| Call::batch_set_weights {
        netuids: vec![Compact(netuid)],
        weights: vec![vec![(Compact(1), Compact(9))]],
        version_keys: keys.iter().copied().map(Compact).collect(),
    };
    stage.succeeds(owner.clone(), set(&[0]), sets("SubtensorModule.Weights", row, vec![(1, u16::MAX)]));
    stage.fails(owner, set(&[]), Error::InputLengthsUnequal);
}

/// The owner's weight of one miner, and the salt that hides it.
struct Secret {
    netuid: NetUid,
    salt: u16,
}

impl Secret {
    fn hash(&self) -> H256 {
        let revealed = Revealed { uids: &[1], values: &[9], salt: &[self.salt], version_key: 0 };
        revealed.hash(&hotkey("owner"), self.netuid.into())
    }

    fn revealed(&self) -> Call {
        let (uids, values, salt) = (vec![1], vec![9], vec![self.salt]);
        Call::reveal_weights { netuid: self.netuid, uids, values, salt, version_key: 0 }
    }

    fn revealed_on(&self, mecid: MechId) -> Call {
        let (uids, values, salt) = (vec![1], vec![9], vec![self.salt]);
        Call::reveal_mechanism_weights { netuid: self.netuid, mecid, uids, values, salt, version_key: 0 }
    }
}

pub fn committed_and_revealed(stage: &mut Stage) {
    let netuid = subnet_with_commits(stage);
    let secret = |salt| Secret { netuid, salt };
    let index = StorageIndex::from(netuid);
    let owner = hotkey("owner");
    let committed = |secret: &Secret| announces(Event::WeightsCommitted(hotkey("owner"), index, secret.hash()));

    let commit = |secret: &Secret| Call::commit_weights { netuid, commit_hash: secret.hash() };
    stage.succeeds(owner.clone(), commit(&secret(1)), committed(&secret(1)));
    stage.fails("stranger", commit(&secret(1)), Error::HotKeyNotRegisteredInSubNet);

    let commit = |mecid| Call::commit_mechanism_weights { netuid, mecid, commit_hash: secret(2).hash() };
    stage.succeeds(owner.clone(), commit(MechId::MAIN), committed(&secret(2)));
    stage.fails(owner.clone(), commit(SECOND), Error::MechanismDoesNotExist);

    let commit = |secrets: &[Secret]| Call::batch_commit_weights {
        netuids: vec![Compact(netuid); 2],
        commit_hashes: secrets.iter().map(Secret::hash).collect(),
    };
    stage.succeeds(owner.clone(), commit(&[secret(3), secret(4)]), committed(&secret(4)));
    stage.fails(owner.clone(), commit(&[]), Error::InputLengthsUnequal);

    stage.fails(owner.clone(), secret(1).revealed(), Error::RevealTooEarly);
    stage.fails(owner.clone(), secret(5).revealed(), Error::InvalidRevealCommitHashNotMatch);
    stage.fails(owner, secret(2).revealed_on(SECOND), Error::NoWeightsCommitFound);
    revealed(stage, netuid);
}

fn revealed(stage: &mut Stage, netuid: NetUid) {
    let secret = |salt| Secret { netuid, salt };
    let (owner, index) = (hotkey("owner"), StorageIndex::from(netuid));
    pass_epoch(stage, netuid);
    let shown = |secret: &Secret| announces(Event::WeightsRevealed(hotkey("owner"), index, secret.hash()));
    stage.succeeds(owner.clone(), secret(1).revealed(), shown(&secret(1)));
    stage.succeeds(owner.clone(), secret(2).revealed_on(MechId::MAIN), shown(&secret(2)));

    let reveal = |salts: &[u16]| Call::batch_reveal_weights {
        netuid,
        uids_list: vec![vec![1]; 2],
        values_list: vec![vec![9]; 2],
        salts_list: salts.iter().map(|salt| vec![*salt]).collect(),
        version_keys: vec![0; 2],
    };
    stage.fails(owner.clone(), reveal(&[3]), Error::InputLengthsUnequal);
    let hashes = vec![secret(3).hash(), secret(4).hash()];
    stage.succeeds(owner.clone(), reveal(&[3, 4]), announces(Event::WeightsBatchRevealed(owner, netuid, hashes)));
}

pub fn encrypted(stage: &mut Stage) {
    let netuid = subnet_with_commits(stage);
    let (owner, index, reveal_round) = (hotkey("owner"), StorageIndex::from(netuid), 1_000);
    let ciphertext = |byte| Ciphertext::try_from(vec![byte; 291]).expect("short enough");
    let waits = |byte: u8| {
        let hash = H256(blake2_256(&ciphertext(byte)));
        announces(Event::TimelockedWeightsCommitted(hotkey("owner"), index, hash, reveal_round))
    };

    let commit = |commit_reveal_version| Call::commit_timelocked_weights {
        netuid,
        commit: ciphertext(1),
        reveal_round,
        commit_reveal_version,
    };
    stage.succeeds(owner.clone(), commit(4), waits(1));
    stage.fails(owner.clone(), commit(3), Error::IncorrectCommitRevealVersion);

    let commit = |mecid, commit_reveal_version| Call::commit_timelocked_mechanism_weights {
        netuid,
        mecid,
        commit: ciphertext(2),
        reveal_round,
        commit_reveal_version,
    };
    stage.succeeds(owner.clone(), commit(MechId::MAIN, 4), waits(2));
    stage.fails(owner.clone(), commit(SECOND, 4), Error::MechanismDoesNotExist);

    let commit = |mecid| Call::commit_crv3_mechanism_weights { netuid, mecid, commit: ciphertext(3), reveal_round };
    stage.succeeds(owner.clone(), commit(MechId::MAIN), waits(3));
    stage.fails(owner.clone(), commit(SECOND), Error::MechanismDoesNotExist);

    let enabled = false;
    stage.as_root(Admin::<Runtime>::sudo_set_commit_reveal_weights_enabled { netuid, enabled }).expect("root may");
    stage.fails(owner, commit(MechId::MAIN), Error::CommitRevealDisabled);
}
