//! A subnet with people on it.

use super::*;
use myelin_primitives::{StorageIndex, Uid};
use myelin_runtime::editing::{populate, Person, Population};
use subtensor::{epoch, keys, neurons, stake, weights};

fn somebody(name: &str) -> Person {
    Person { coldkey: person(name), hotkey: person(&format!("{name}'s hotkey")) }
}

fn population(validators: usize, miners: usize) -> Population {
    let people = |role: &str, count| (0..count).map(|number| somebody(&format!("{role} {number}"))).collect();
    Population {
        owner: somebody("owner"),
        validators: people("validator", validators),
        miners: people("miner", miners),
        cabals: 0,
        cabal_stake_ppm: 0,
        commit_reveal: false,
        tempo: 10,
        weights: true,
    }
}

fn incentives(netuid: NetUid) -> Vec<u16> {
    subtensor::Incentive::<Runtime>::get(StorageIndex::from(netuid))
}

#[test]
fn a_full_subnet_with_cabals_pays_its_people_from_the_first_epoch_on() {
    let recipe = Population { cabals: 3, cabal_stake_ppm: 300_000, commit_reveal: true, ..population(64, 191) };
    story(|| {
        let netuid = populate(&recipe).unwrap();
        check();
        assert_eq!(neurons::count::<Runtime>(netuid), 256);
        for _ in 0..2 {
            pass(10);
            check();
        }
        assert_eq!(subtensor::SubnetEpochIndex::<Runtime>::get(netuid), 2);

        let (incentives, dividends) = (incentives(netuid), subtensor::Dividends::<Runtime>::get(netuid));
        let emission = subtensor::Emission::<Runtime>::get(netuid);
        for number in 0..64 {
            let uid = recipe.uid_of_validator(number);
            assert!(epoch::has_permit::<Runtime>(netuid, uid), "validator {number}");
            assert!(dividends[uid.index()] > 0 && emission[uid.index()].rao() > 0, "validator {number}");
            assert_eq!(incentives[uid.index()], 0, "validator {number} is nobody's miner");
        }
        for number in 0..191 {
            let uid = recipe.uid_of_miner(number);
            assert!(incentives[uid.index()] > 0 && emission[uid.index()].rao() > 0, "miner {number}");
            assert!(stake::of_hotkey::<Runtime>(&recipe.miners[number].hotkey, netuid).rao() > 0, "miner {number}");
        }
        let of_cabals = (0..191).filter(|number| recipe.cabal_of_miner(*number).is_some());
        assert_eq!(of_cabals.count(), 57);
        assert!(incentives[recipe.uid_of_miner(0).index()] > incentives[recipe.uid_of_miner(190).index()]);
    });
}

#[test]
fn cabals_weigh_their_own_and_the_others_weigh_everyone() {
    let recipe = Population { cabals: 2, cabal_stake_ppm: 400_000, ..population(10, 20) };
    story(|| {
        let netuid = populate(&recipe).unwrap();
        let row = |number| weights::row::<Runtime>(StorageIndex::from(netuid), recipe.uid_of_validator(number));
        assert_eq!(row(0).len(), 20);
        assert_eq!(row(0)[0], (11, 65_535), "the first miner is the best");
        assert_eq!(row(5), row(0), "and they agree about it");
        for (number, cabal) in [(6, 0), (7, 1), (8, 0), (9, 1)] {
            assert_eq!(recipe.cabal_of_validator(number), Some(cabal));
            let own = (0..20).filter(|miner| recipe.cabal_of_miner(*miner) == Some(cabal));
            let own: Vec<_> = own.map(|miner| (recipe.uid_of_miner(miner).0, 65_535)).collect();
            assert_eq!((own.len(), row(number)), (4, own));
        }
        let in_cabals: u64 =
            recipe.validators[6..].iter().map(|who| stake::of_hotkey::<Runtime>(&who.hotkey, netuid).rao()).sum();
        assert!(in_cabals.abs_diff(4_000 * TAO) < 10, "{in_cabals} of 10000 alpha");
    });
}

#[test]
fn people_come_with_their_keys_a_purse_and_a_seat_taken_now() {
    let recipe = Population { tempo: 360, weights: false, ..population(2, 3) };
    story(|| {
        pass(6);
        let netuid = populate(&recipe).unwrap();
        assert_eq!(netuid, NetUid(2));
        let everyone = std::iter::once(&recipe.owner).chain(&recipe.validators).chain(&recipe.miners);
        for (uid, who) in (0..).map(Uid).zip(everyone) {
            assert_eq!(neurons::uid_of::<Runtime>(netuid, &who.hotkey), Some(uid));
            assert_eq!(keys::owner_of::<Runtime>(&who.hotkey), Some(who.coldkey.clone()));
            assert_eq!(Balances::free_balance(&who.coldkey), 100 * TAO);
            assert!((6..=7).contains(&neurons::registered_at::<Runtime>(netuid, uid)));
            assert_eq!(weights::row::<Runtime>(StorageIndex::from(netuid), uid), []);
        }
        assert_eq!(subtensor::subnets::owner::<Runtime>(netuid), Some(recipe.owner.coldkey.clone()));
        assert_eq!(subtensor::Tempo::<Runtime>::get(netuid), 360);
        assert!(!subtensor::CommitRevealWeightsEnabled::<Runtime>::get(netuid));
        assert!(subtensor::subnets::is_started::<Runtime>(netuid));
        assert!(subtensor::SubnetEmissionEnabled::<Runtime>::get(netuid));
        assert!(!subtensor::subnets::is_of_genesis::<Runtime>(netuid));
        assert_eq!(System::block_number(), 7);
    });
}

#[test]
fn it_can_be_done_again_at_once_by_the_same_people() {
    let recipe = population(2, 3);
    story(|| {
        let one = populate(&recipe).unwrap();
        let other = populate(&recipe).unwrap();
        assert_eq!((one, other), (NetUid(2), NetUid(3)));
        pass(12);
        assert!(incentives(one)[3] > 0 && incentives(other)[3] > 0);
        assert_eq!(subtensor::NetworkLastLockCost::<Runtime>::get().rao(), 1_000 * TAO, "no price was paid");
    });
}

#[test]
fn a_subnet_of_the_owner_alone_is_one() {
    story(|| {
        let netuid = populate(&population(0, 0)).unwrap();
        assert_eq!(neurons::count::<Runtime>(netuid), 1);
        pass(11);
    });
}

#[test]
fn it_ends_as_any_subnet_does() {
    let recipe = population(3, 4);
    story(|| {
        let netuid = populate(&recipe).unwrap();
        pass(12);
        subtensor::subnets::dissolve::<Runtime>(netuid).unwrap();
        check();
        assert!(!subtensor::subnets::exists::<Runtime>(netuid));
        let validator = &recipe.validators[0];
        assert!(Balances::free_balance(&validator.coldkey) > 100 * TAO, "the pool was paid out");
        assert_eq!(populate(&recipe), Ok(netuid), "and there is room again");
    });
}

#[test]
fn a_chain_whose_first_block_has_not_begun_can_be_populated_too() {
    genesis_state().execute_with(|| {
        let netuid = populate(&population(2, 3)).unwrap();
        open_block();
        check();
        pass(11);
        assert!(incentives(netuid)[3] > 0);
        check();
    });
}

#[test]
fn more_than_a_subnet_holds_is_refused() {
    story(|| {
        let said = refused(|| populate(&population(64, 200)));
        assert_eq!(said, "a subnet has 256 seats; the owner, 64 validators and 200 miners would take 265");
        let said = refused(|| populate(&Population { tempo: 0, ..population(1, 1) }));
        assert_eq!(said, "with a tempo of 0 there would never be an epoch");

        let cabals = |cabals, cabal_stake_ppm, validators, miners| {
            refused(|| populate(&Population { cabals, cabal_stake_ppm, ..population(validators, miners) }))
        };
        let said = cabals(3, 300_000, 3, 9);
        assert_eq!(said, "3 cabals need a validator each and somebody else for the rest of the stake: 4, not 3");
        assert_eq!(cabals(3, 1_000_000, 2, 9), "3 cabals need a validator each: 3, not 2");
        assert_eq!(cabals(3, 300_000, 9, 3), "3 cabals need a miner each and somebody else: 4, not 3");
        assert!(cabals(1, 0, 9, 9).contains("more than nothing"));
        assert!(cabals(1, 1_000_001, 9, 9).contains("at most all"));
    });
}

#[test]
fn keys_that_are_taken_are_refused() {
    story(|| {
        let mut twice = population(2, 2);
        twice.miners[1] = twice.validators[0].clone();
        assert!(refused(|| populate(&twice)).ends_with("would have two seats"));

        keys::associate::<Runtime>(&person("thief"), &somebody("miner 1").hotkey).unwrap();
        assert!(refused(|| populate(&population(2, 2))).contains("belongs to another coldkey"));

        let mut of_a_pool = population(2, 2);
        of_a_pool.owner.hotkey = subtensor::pool::account::<Runtime>(ALPHA_NET);
        assert!(refused(|| populate(&of_a_pool)).ends_with("is the account of a subnet"));

        editing::set_hyperparameter(None, "subnet_limit", 1.into()).unwrap();
        let said = refused(|| populate(&population(1, 1)));
        assert_eq!(said, "there is no room beside 1 where `subnet_limit` is 1; raise it or dissolve a subnet");
    });
}
