//! Weights by decree.

use super::*;
use myelin_primitives::{MechId, StorageIndex, Uid};
use subtensor::{neurons, weights};

const MAIN: MechId = MechId::MAIN;

/// Four more seats on the subnet of the genesis.
fn seat_four() {
    for name in ["one", "two", "three", "four"] {
        neurons::append::<Runtime>(ALPHA_NET, &person(name)).unwrap();
    }
}

#[test]
fn a_row_is_written_as_if_it_had_been_set_now() {
    story(|| {
        seat_four();
        pass(3);
        editing::set_weights(ALPHA_NET, MAIN, Uid(2), &[(1, 100), (4, 200)]).unwrap();
        let index = StorageIndex::from(ALPHA_NET);
        assert_eq!(weights::row::<Runtime>(index, Uid(2)), [(1, 32_768), (4, 65_535)], "scaled as ever");
        assert_eq!(weights::last_set::<Runtime>(index, Uid(2)), 4);
        assert_eq!(weights::last_set::<Runtime>(index, Uid(1)), 1, "when it was seated");

        editing::set_weights(ALPHA_NET, MAIN, Uid(2), &[]).unwrap();
        assert_eq!(weights::row::<Runtime>(index, Uid(2)), []);
    });
}

#[test]
fn neither_limit_nor_permit_nor_commit_reveal_is_asked_for() {
    story(|| {
        seat_four();
        editing::set_hyperparameter(Some(ALPHA_NET), "commit_reveal_weights_enabled", true.into()).unwrap();
        editing::set_hyperparameter(Some(ALPHA_NET), "weights_version_key", 77.into()).unwrap();
        editing::set_hyperparameter(None, "stake_threshold", 1_000.into()).unwrap();
        for value in 1..4 {
            editing::set_weights(ALPHA_NET, MAIN, Uid(4), &[(0, value), (1, 3)]).unwrap();
        }
        assert_eq!(weights::row::<Runtime>(StorageIndex::from(ALPHA_NET), Uid(4)), [(0, 65_535), (1, 65_535)]);
    });
}

#[test]
fn another_mechanism_has_rows_of_its_own() {
    story(|| {
        seat_four();
        let said = refused(|| editing::set_weights(ALPHA_NET, MechId(1), Uid(0), &[(1, 1)]));
        assert_eq!(said, "subnet 1 has no mechanism 1; counted from 0, it has 1");
        editing::set_hyperparameter(Some(ALPHA_NET), "min_allowed_uids", 5.into()).unwrap();
        editing::set_hyperparameter(Some(ALPHA_NET), "max_allowed_uids", 128.into()).unwrap();
        editing::set_hyperparameter(Some(ALPHA_NET), "mechanism_count", 2.into()).unwrap();
        editing::set_weights(ALPHA_NET, MechId(1), Uid(0), &[(1, 1)]).unwrap();
        let (main, second) = (StorageIndex::from(ALPHA_NET), StorageIndex::of(ALPHA_NET, MechId(1)));
        assert_eq!(weights::row::<Runtime>(second, Uid(0)), [(1, 65_535)]);
        assert_eq!(weights::row::<Runtime>(main, Uid(0)), []);
    });
}

#[test]
fn rows_nobody_could_give_are_refused() {
    story(|| {
        seat_four();
        let set =
            |netuid, uid, row: &[(u16, u16)]| refused(|| editing::set_weights(NetUid(netuid), MAIN, Uid(uid), row));
        assert_eq!(set(9, 0, &[]), "there is no subnet 9");
        assert_eq!(set(0, 0, &[]), "nobody sets weights on root");
        assert_eq!(set(1, 5, &[]), "subnet 1 has no neuron with uid 5; counted from 0, it has 5");
        assert_eq!(set(1, 0, &[(1, 1), (300, 1)]), "subnet 1 has no neuron with uid 300; counted from 0, it has 5");
        assert_eq!(set(1, 0, &[(1, 1), (2, 1), (1, 1)]), "the weights name uid 1 twice");
    });
}
