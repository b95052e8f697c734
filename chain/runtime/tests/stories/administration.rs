//! Who may change a hyperparameter, when, how often, and to what.

use crate::world::{person, refused, story, World};
use myelin_primitives::{
    hyperparameters::{Call, Parameter, Value, ROWS},
    MechId, NetUid, Tao,
};
use myelin_runtime::{AccountId, Runtime};
use pallet_admin_utils::{Call as Admin, Error as AdminError};
use pallet_subtensor::{self as subtensor, Error};
use polkadot_sdk::{
    frame_support::traits::{GetCallIndex, GetCallName},
    sp_runtime::{traits::BadOrigin, DispatchError, DispatchResult},
};

type AdminCall = Admin<Runtime>;

fn refused_by_admin(error: AdminError<Runtime>) -> DispatchResult {
    Err(DispatchError::from(error))
}

/// A subnet of `owner` some blocks after its creation, far from its epoch.
fn subnet(world: &mut World) -> (NetUid, AccountId) {
    let netuid = world.create_subnet("owner", 3);
    let epoch = subtensor::LastEpochBlock::<Runtime>::get(netuid) + 360;
    world.pass_to(epoch);
    world.pass(1);
    (netuid, person("owner"))
}

fn serving(netuid: NetUid, serving_rate_limit: u64) -> AdminCall {
    Admin::sudo_set_serving_rate_limit { netuid, serving_rate_limit }
}

#[test]
fn a_stranger_cannot_set_kappa() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        let call = || AdminCall::sudo_set_kappa { netuid, kappa: 40_000 };
        assert_eq!(world.call(&person("stranger"), call()), Err(BadOrigin.into()));
        assert_eq!(world.call(&owner, call()), Err(BadOrigin.into()), "kappa is root's alone");
        assert_eq!(world.as_root(call()), Ok(()));
        assert_eq!(subtensor::Kappa::<Runtime>::get(netuid), 40_000);
    });
}

#[test]
fn an_owner_sets_its_own_subnet_and_no_other() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        world.pass(7_200);
        let other = world.create_subnet("another owner", 3);
        let call = AdminCall::sudo_set_immunity_period { netuid, immunity_period: 77 };
        assert_eq!(world.call(&owner, call), Ok(()));
        assert_eq!(subtensor::ImmunityPeriod::<Runtime>::get(netuid), 77);
        let call = AdminCall::sudo_set_immunity_period { netuid: other, immunity_period: 77 };
        assert_eq!(world.call(&owner, call), Err(BadOrigin.into()));
    });
}

#[test]
fn a_change_is_announced() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        world.call(&owner, serving(netuid, 10)).expect("the owner may");
        let announced = subtensor::Event::<Runtime>::ServingRateLimitSet(netuid, 10);
        assert!(world.events().contains(&announced.into()));
        let call = AdminCall::sudo_set_yuma3_enabled { netuid, enabled: false };
        world.call(&owner, call).expect("the owner may");
        let announced = pallet_admin_utils::Event::<Runtime>::Yuma3EnableToggled { netuid, enabled: false };
        assert!(world.events().contains(&announced.into()));
    });
}

#[test]
fn the_owner_waits_two_tempos_between_changes() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        world.call(&owner, serving(netuid, 10)).expect("the first change is free");
        let changed = world.now();
        let other = AdminCall::sudo_set_rho { netuid, rho: 3 };
        assert_eq!(world.call(&owner, other), Ok(()), "another hyperparameter is counted by itself");

        world.pass_to(changed + 719);
        assert_eq!(world.call(&owner, serving(netuid, 20)), refused(Error::TxRateLimitExceeded));
        assert_eq!(world.as_root(serving(netuid, 30)), Ok(()), "root does not wait, nor make the owner wait");
        world.pass(1);
        assert_eq!(world.call(&owner, serving(netuid, 20)), Ok(()));
    });
}

#[test]
fn the_freeze_window_refuses_everyone() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        let epoch = subtensor::LastEpochBlock::<Runtime>::get(netuid) + 360;
        world.pass_to(epoch - 10);
        assert_eq!(world.as_root(serving(netuid, 10)), Ok(()), "ten blocks before the epoch it is still open");
        world.pass(1);
        let closed = refused(Error::AdminActionProhibitedDuringWeightsWindow);
        assert_eq!(world.call(&owner, serving(netuid, 20)), closed);
        assert_eq!(world.as_root(serving(netuid, 20)), closed);
        let call = AdminCall::sudo_set_kappa { netuid, kappa: 1 };
        assert_eq!(world.as_root(call), Ok(()), "what does not freeze stays open");

        world.as_root(AdminCall::sudo_set_admin_freeze_window { window: 0 }).expect("the network's own do not freeze");
        assert_eq!(world.as_root(serving(netuid, 20)), Ok(()));
    });
}

#[test]
fn a_refused_value_costs_the_owner_no_wait() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        let call = |interval| AdminCall::sudo_set_commit_reveal_weights_interval { netuid, interval };
        assert_eq!(world.call(&owner, call(0)), refused(Error::RevealPeriodTooSmall));
        assert_eq!(world.call(&owner, call(101)), refused(Error::RevealPeriodTooLarge));
        assert_eq!(world.call(&owner, call(100)), Ok(()));
    });
}

#[test]
fn the_owner_is_held_to_narrower_bounds_than_root() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        let bonds = |bonds_moving_average| AdminCall::sudo_set_bonds_moving_average { netuid, bonds_moving_average };
        assert_eq!(world.call(&owner, bonds(975_001)), refused_by_admin(AdminError::BondsMovingAverageMaxReached));
        assert_eq!(world.as_root(bonds(975_001)), Ok(()));
        let steepness = |steepness| AdminCall::sudo_set_alpha_sigmoid_steepness { netuid, steepness };
        assert_eq!(world.call(&owner, steepness(-1)), refused_by_admin(AdminError::NegativeSigmoidSteepness));
        assert_eq!(world.as_root(steepness(-1)), Ok(()));
    });
}

#[test]
fn prices_of_seats_cannot_cross() {
    story(|world| {
        let (netuid, _) = subnet(world);
        let dearest = |max_burn| AdminCall::sudo_set_max_burn { netuid, max_burn: Tao(max_burn) };
        let cheapest = |min_burn| AdminCall::sudo_set_min_burn { netuid, min_burn: Tao(min_burn) };
        let out = refused_by_admin(AdminError::ValueNotInBounds);
        assert_eq!(world.as_root(dearest(100_000_000)), out);
        assert_eq!(world.as_root(dearest(100_000_001)), Ok(()));
        assert_eq!(world.as_root(cheapest(100_000_001)), out);
        assert_eq!(world.as_root(cheapest(1_000_000_000)), out);
        assert_eq!(world.as_root(cheapest(100_000_000)), Ok(()));
    });
}

#[test]
fn alpha_values_need_liquid_alpha_and_each_other() {
    story(|world| {
        let (netuid, _) = subnet(world);
        let call = |alpha_low, alpha_high| AdminCall::sudo_set_alpha_values { netuid, alpha_low, alpha_high };
        assert_eq!(world.as_root(call(2_000, 50_000)), refused(Error::LiquidAlphaDisabled));
        world.as_root(AdminCall::sudo_set_liquid_alpha_enabled { netuid, enabled: true }).expect("root may");
        assert_eq!(world.as_root(call(1_637, 1_637)), refused(Error::AlphaHighTooLow));
        assert_eq!(world.as_root(call(1_637, 50_000)), refused(Error::AlphaLowOutOfRange));
        assert_eq!(world.as_root(call(50_001, 50_000)), refused(Error::AlphaLowOutOfRange));
        assert_eq!(world.as_root(call(50_000, 50_000)), Ok(()));
        assert_eq!(subtensor::AlphaValues::<Runtime>::get(netuid), (50_000, 50_000));
    });
}

#[test]
fn seats_and_mechanisms_share_one_budget() {
    story(|world| {
        let (netuid, _) = subnet(world);
        let mechanisms = |count| AdminCall::sudo_set_mechanism_count { netuid, mechanism_count: MechId(count) };
        let seats = |max_allowed_uids| AdminCall::sudo_set_max_allowed_uids { netuid, max_allowed_uids };
        assert_eq!(world.as_root(mechanisms(2)), refused(Error::TooManyUIDsPerMechanism));
        assert_eq!(world.as_root(seats(128)), Ok(()));
        assert_eq!(world.as_root(mechanisms(0)), refused(Error::InvalidValue));
        assert_eq!(world.as_root(mechanisms(3)), refused(Error::InvalidValue), "two is the network's most");
        assert_eq!(world.as_root(mechanisms(2)), Ok(()));
        assert_eq!(world.as_root(seats(129)), refused(Error::TooManyUIDsPerMechanism));
        let too_few = refused_by_admin(AdminError::MaxAllowedUidsLessThanMinAllowedUids);
        assert_eq!(world.as_root(seats(63)), too_few);
    });
}

#[test]
fn shares_of_mechanisms_make_up_the_whole_and_end_with_their_number() {
    story(|world| {
        let (netuid, _) = subnet(world);
        world.as_root(AdminCall::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 128 }).expect("root may");
        world.as_root(AdminCall::sudo_set_mechanism_count { netuid, mechanism_count: MechId(2) }).expect("root may");
        let split = |shares: &[u16]| AdminCall::sudo_set_mechanism_emission_split {
            netuid,
            maybe_split: Some(shares.to_vec()),
        };
        assert_eq!(world.as_root(split(&[65_534])), refused(Error::InvalidValue));
        assert_eq!(world.as_root(split(&[1, 2, 65_532])), refused(Error::InvalidValue));
        assert_eq!(world.as_root(split(&[5_535, 60_000])), Ok(()));
        world.as_root(AdminCall::sudo_set_mechanism_count { netuid, mechanism_count: MechId(1) }).expect("root may");
        assert_eq!(subtensor::MechanismEmissionSplit::<Runtime>::get(netuid), None);
    });
}

#[test]
fn a_tempo_set_by_root_starts_the_cycle_anew() {
    story(|world| {
        let (netuid, _) = subnet(world);
        world.pass(5);
        assert_eq!(world.as_root(AdminCall::sudo_set_tempo { netuid, tempo: 20 }), Ok(()));
        let began = world.now();
        assert_eq!(subtensor::LastEpochBlock::<Runtime>::get(netuid), began);
        world.pass(20);
        assert_eq!(subtensor::LastEpochBlock::<Runtime>::get(netuid), began + 20);
    });
}

#[test]
fn what_is_retired_always_fails() {
    story(|world| {
        let (netuid, _) = subnet(world);
        let proof_of_work = AdminCall::sudo_set_network_pow_registration_allowed { netuid, registration_allowed: true };
        assert_eq!(world.as_root(proof_of_work), refused_by_admin(AdminError::POWRegistrationDisabled));
        let issuance = AdminCall::sudo_set_total_issuance { total_issuance: Tao(1) };
        assert_eq!(world.as_root(issuance), refused_by_admin(AdminError::Deprecated));
    });
}

#[test]
fn a_subnet_that_is_not_there_is_not_set() {
    story(|world| {
        world.as_root(AdminCall::sudo_set_admin_freeze_window { window: 0 }).expect("root may");
        let call = AdminCall::sudo_set_kappa { netuid: NetUid(77), kappa: 1 };
        assert_eq!(world.as_root(call), refused_by_admin(AdminError::SubnetDoesNotExist));
    });
}

#[test]
fn the_root_network_has_no_price_and_no_cut_of_its_own() {
    story(|world| {
        let netuid = NetUid::ROOT;
        let refusal = refused_by_admin(AdminError::NotPermittedOnRootSubnet);
        world.as_root(AdminCall::sudo_set_admin_freeze_window { window: 0 }).expect("root may");
        assert_eq!(world.as_root(AdminCall::sudo_set_burn_half_life { netuid, burn_half_life: 9 }), refusal);
        assert_eq!(world.as_root(AdminCall::sudo_set_owner_cut_enabled { netuid, enabled: false }), refusal);
        assert_eq!(world.as_root(AdminCall::sudo_set_subnet_emission_enabled { netuid, enabled: true }), refusal);
    });
}

#[test]
fn a_new_subnet_starts_with_what_the_table_promises() {
    story(|world| {
        let netuid = NetUid(2);
        world.fund(&person("owner"), Tao::whole(10_000));
        let call = subtensor::Call::register_network { hotkey: person("its hotkey") };
        world.call(&person("owner"), call).expect("the owner can pay");
        let read: [(Parameter, Value); 15] = [
            (Parameter::Tempo, subtensor::Tempo::<Runtime>::get(netuid).into()),
            (Parameter::ImmunityPeriod, subtensor::ImmunityPeriod::<Runtime>::get(netuid).into()),
            (Parameter::MinAllowedWeights, subtensor::MinAllowedWeights::<Runtime>::get(netuid).into()),
            (Parameter::MaxAllowedUids, subtensor::MaxAllowedUids::<Runtime>::get(netuid).into()),
            (Parameter::MaxAllowedValidators, subtensor::MaxAllowedValidators::<Runtime>::get(netuid).into()),
            (Parameter::Yuma3, subtensor::Yuma3On::<Runtime>::get(netuid).into()),
            (Parameter::CommitReveal, subtensor::CommitRevealWeightsEnabled::<Runtime>::get(netuid).into()),
            (Parameter::SubnetEmission, subtensor::SubnetEmissionEnabled::<Runtime>::get(netuid).into()),
            (Parameter::Kappa, subtensor::Kappa::<Runtime>::get(netuid).into()),
            (Parameter::BondsPenalty, subtensor::BondsPenalty::<Runtime>::get(netuid).into()),
            (Parameter::BondsMovingAverage, subtensor::BondsMovingAverage::<Runtime>::get(netuid).into()),
            (Parameter::ServingRateLimit, subtensor::ServingRateLimit::<Runtime>::get(netuid).into()),
            (Parameter::MinBurn, subtensor::MinBurn::<Runtime>::get(netuid).into()),
            (Parameter::BurnIncreaseMult, subtensor::BurnIncreaseMult::<Runtime>::get(netuid).into()),
            (Parameter::AlphaValues, subtensor::AlphaValues::<Runtime>::get(netuid).into()),
        ];
        for (parameter, value) in read {
            assert_eq!(value, parameter.row().for_new_subnet(), "{}", parameter.row().name);
        }
    });
}

#[test]
fn every_administration_call_stands_in_the_table() {
    // Calls that set no hyperparameter of the table: the older name of another, and a retired one.
    const OTHERS: [&str; 2] = ["sudo_set_subnet_owner_hotkey", "sudo_set_total_issuance"];
    for (name, index) in AdminCall::get_call_names().iter().zip(AdminCall::get_call_indices()) {
        let named = Some(Call { pallet: "AdminUtils", index: *index, name });
        assert!(OTHERS.contains(name) || ROWS.iter().any(|row| row.call == named), "{name} has no row");
    }
}

#[test]
fn an_owner_says_when_a_silent_validator_is_inactive() {
    story(|world| {
        let (netuid, owner) = subnet(world);
        let set = |factor_milli| subtensor::Call::set_activity_cutoff_factor { netuid, factor_milli };
        assert_eq!(world.call(&person("stranger"), set(2_000)), Err(BadOrigin.into()));
        for out in [999, 50_001] {
            assert_eq!(world.call(&owner, set(out)), refused(Error::ActivityCutoffFactorMilliOutOfBounds));
        }
        assert_eq!(world.call(&owner, set(1_000)), Ok(()));
        let told = subtensor::Event::<Runtime>::ActivityCutoffFactorMilliSet { netuid, factor_milli: 1_000 };
        assert!(world.events().contains(&told.into()));
        assert_eq!(world.call(&owner, set(2_000)), refused(Error::TxRateLimitExceeded));
        assert_eq!(world.as_root(set(50_000)), Ok(()), "root does not wait");
        assert_eq!(subtensor::ActivityCutoffFactorMilli::<Runtime>::get(netuid), 50_000);
        let nowhere = subtensor::Call::set_activity_cutoff_factor { netuid: NetUid(77), factor_milli: 2_000 };
        assert_eq!(world.as_root(nowhere), refused(Error::SubnetNotExists));

        let epoch = subtensor::LastEpochBlock::<Runtime>::get(netuid) + 3 * 360;
        world.pass_to(epoch - 9);
        assert_eq!(world.call(&owner, set(2_000)), refused(Error::AdminActionProhibitedDuringWeightsWindow));
        assert_eq!(world.as_root(set(2_000)), Ok(()), "nor heed the window");
    });
}
