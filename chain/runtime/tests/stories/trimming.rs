//! A subnet gives up seats.

use crate::{
    market::{hotkey, usual},
    world::{refused, story, World},
};
use myelin_primitives::{NetUid, StorageIndex, Uid};
use myelin_runtime::Runtime;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, neurons, weights, Error};

type AdminCall = Admin<Runtime>;

const FAIR: &[u16] = &[60, 30, 10];
const HONEST: &[(&str, &[u16])] = &[("anna", FAIR), ("boris", FAIR), ("clara", FAIR)];

fn trim(netuid: NetUid, max_n: u16) -> AdminCall {
    Admin::sudo_trim_to_max_allowed_uids { netuid, max_n }
}

/// Lets the subnet go down to two seats, and nobody be spared for being new.
fn may_shrink(world: &mut World, netuid: NetUid) {
    world.as_root(AdminCall::sudo_set_immunity_period { netuid, immunity_period: 0 }).expect("root may");
    world.as_root(AdminCall::sudo_set_min_allowed_uids { netuid, min_allowed_uids: 2 }).expect("root may");
}

#[test]
fn trimming_takes_the_lowest_earners_and_the_rest_move_up() {
    story(|world| {
        let mut market = usual(world);
        market.pass_tempo(world, HONEST);
        let netuid = market.netuid;
        may_shrink(world, netuid);
        let seats = neurons::hotkeys::<Runtime>(netuid);
        let earned = subtensor::Emission::<Runtime>::get(netuid);
        // The owner's seat earned nothing, and is spared all the same.
        let poorest = (1..seats.len()).min_by_key(|uid| earned[*uid]).expect("there are seats");
        assert_eq!(seats[poorest], hotkey("clara"), "whose stake bought the least alpha");
        assert_eq!(world.as_root(trim(netuid, 6)), Ok(()));

        let mut left = seats.clone();
        left.remove(poorest);
        assert_eq!(neurons::hotkeys::<Runtime>(netuid), left);
        assert_eq!(neurons::uid_of::<Runtime>(netuid, &hotkey("clara")), None);
        for (uid, seated) in left.iter().enumerate() {
            assert_eq!(neurons::uid_of::<Runtime>(netuid, seated), Some(Uid(uid as u16)));
        }
        let mut still_earned = earned;
        still_earned.remove(poorest);
        assert_eq!(subtensor::Emission::<Runtime>::get(netuid), still_earned);
        assert_eq!(subtensor::MaxAllowedUids::<Runtime>::get(netuid), 6);
        let opinion = weights::row::<Runtime>(StorageIndex::from(netuid), market.uid("anna"));
        let judged: Vec<u16> = opinion.into_iter().map(|(uid, _)| uid).collect();
        assert_eq!(judged, [3, 4, 5], "the miners moved up by one");

        world.pass(360);
        assert_eq!(subtensor::Emission::<Runtime>::get(netuid).len(), 6);
        assert_eq!(subtensor::Incentive::<Runtime>::get(StorageIndex::from(netuid))[..3], [0, 0, 0]);
        assert!(subtensor::Incentive::<Runtime>::get(StorageIndex::from(netuid))[3] > 0);
    });
}

#[test]
fn a_young_subnet_is_not_trimmed() {
    story(|world| {
        let market = usual(world);
        let netuid = market.netuid;
        world.as_root(AdminCall::sudo_set_min_allowed_uids { netuid, min_allowed_uids: 2 }).expect("root may");
        assert_eq!(world.as_root(trim(netuid, 6)), refused(Error::TrimmingWouldExceedMaxImmunePercentage));
        assert_eq!(world.as_root(trim(netuid, 1)), refused(Error::InvalidValue));
        assert_eq!(world.as_root(trim(netuid, 257)), refused(Error::InvalidValue));
    });
}
