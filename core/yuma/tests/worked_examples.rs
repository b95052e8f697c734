//! Small subnets worked out by hand, told as stories.
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // a panic is a message here

use myelin_primitives::{fixed_point::I32F32, Uid};
use myelin_yuma::{
    activity_cutoff, mechanism_epoch, stake, LiquidAlpha, MechanismInput, MechanismOutcome, Seat, StoredRow,
    SubnetParams,
};

const REGISTERED: u64 = 100;
const UPDATED: u64 = 5000;
const TEMPO: u16 = 360;

const CLASSIC: SubnetParams = SubnetParams {
    kappa: 32_767,
    bonds_penalty: 65_535,
    bonds_moving_average: 900_000,
    yuma3: false,
    liquid_alpha: None,
    max_allowed_validators: 64,
    stake_threshold: 0,
    tempo: TEMPO,
    activity_cutoff_blocks: 5000,
};
const YUMA3: SubnetParams = SubnetParams { yuma3: true, ..CLASSIC };
const LIQUID: SubnetParams =
    SubnetParams { liquid_alpha: Some(LiquidAlpha { low: 45_875, high: 58_982, steepness: 1000 }), ..YUMA3 };

/// A subnet whose staked seats are validators, everybody being active and long registered.
struct Subnet {
    params: SubnetParams,
    seats: Vec<Seat>,
    owner: Option<Uid>,
    last_update: Vec<u64>,
    weights: Vec<StoredRow>,
    bonds: Vec<StoredRow>,
    earliest_commit: Option<Vec<u64>>,
    now: u64,
    last_step_block: u64,
    emission: u64,
}

impl Subnet {
    fn with(params: SubnetParams, stakes: &[u64]) -> Self {
        let seat = |alpha: &u64| Seat {
            stake: stake::weight(*alpha, 0, 0),
            registered_at: REGISTERED,
            had_permit: *alpha > 0,
        };
        Self {
            params,
            seats: stakes.iter().map(seat).collect(),
            owner: None,
            last_update: vec![UPDATED; stakes.len()],
            weights: vec![vec![]; stakes.len()],
            bonds: vec![vec![]; stakes.len()],
            earliest_commit: None,
            now: UPDATED + 100,
            last_step_block: 0,
            emission: 1_000_000_000,
        }
    }

    /// Three validators, three miners.
    fn three_by_three(params: SubnetParams) -> Self {
        Self::with(params, &[5_000_000_000_000, 3_000_000_000_000, 2_000_000_000_000, 0, 0, 0])
            .weighing(0, &[(3, 65535), (4, 32768), (5, 16384)])
            .weighing(1, &[(3, 65535), (4, 65535), (5, 0)])
            .weighing(2, &[(3, 0), (4, 21845), (5, 65535)])
    }

    /// Four validators with growing stake, who all see the same in four miners.
    fn four_by_four() -> Self {
        let row = [(4, 16383), (5, 32767), (6, 49149), (7, 65535)];
        let subnet = Self::with(CLASSIC, &[1, 2, 3, 4, 0, 0, 0, 0]);
        (0..4).fold(subnet, |subnet, uid| subnet.weighing(uid, &row))
    }

    fn weighing(mut self, uid: usize, row: &[(u16, u16)]) -> Self {
        self.weights[uid] = row.to_vec();
        self
    }

    fn epoch(&self) -> MechanismOutcome {
        mechanism_epoch(&MechanismInput {
            now: self.now,
            last_step_block: self.last_step_block,
            seats: &self.seats,
            owner: self.owner,
            last_update: &self.last_update,
            weights: &self.weights,
            bonds: &self.bonds,
            earliest_commit: self.earliest_commit.as_deref(),
            emission: self.emission,
            params: &self.params,
        })
    }

    /// Runs an epoch and keeps what it decides; the next one is a tempo later.
    fn live(&mut self) -> MechanismOutcome {
        let outcome = self.epoch();
        self.bonds.clone_from(&outcome.bonds);
        for (seat, permit) in self.seats.iter_mut().zip(&outcome.validator_permit) {
            seat.had_permit = *permit;
        }
        self.last_step_block = self.now;
        self.now += u64::from(TEMPO);
        outcome
    }
}

fn bits(values: &[I32F32]) -> Vec<i64> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// The stored bonds of three validators in three miners; an absent one is zero.
fn bonds_of_three(outcome: &MechanismOutcome) -> [[u16; 3]; 3] {
    [0, 1, 2].map(|uid| {
        [3, 4, 5].map(|miner| {
            let bond = outcome.bonds[uid].iter().find(|(column, _)| *column == miner);
            bond.map_or(0, |(_, bond)| *bond)
        })
    })
}

#[test]
fn liquid_alpha_builds_the_bonds_of_agreed_weights_at_nearly_the_low_rate() {
    let outcome = Subnet::three_by_three(LIQUID).epoch();
    assert_eq!(bits(&outcome.workings.dividends)[..3], [2_655_970_002, 1_261_456_009, 377_541_284]);
    assert_eq!(outcome.dividends[..3], [40526, 19247, 5760]);
    assert_eq!(outcome.validator_emission[..3], [309_195_602, 146_852_807, 43_951_590]);
    assert_eq!(bonds_of_three(&outcome), [[26264, 13132, 6566], [22981, 13132, 0], [0, 11490, 6566]]);
}

#[test]
fn half_a_penalty_leaves_dissenters_half_of_their_excess() {
    let params = SubnetParams { bonds_penalty: 32_768, ..CLASSIC };
    let outcome = Subnet::three_by_three(params).epoch();
    assert_eq!(bits(&outcome.workings.dividends)[..3], [2_416_983_489, 1_348_510_360, 529_473_446]);
    assert_eq!(outcome.dividends[..3], [36879, 20576, 8079]);
    assert_eq!(outcome.validator_emission[..3], [281_373_910, 156_987_267, 61_638_821]);
    assert_eq!(outcome.server_emission[3..], [267_542_385, 171_053_645, 61_403_968]);
    assert_eq!(bonds_of_three(&outcome), [[65535, 65535, 52428], [34406, 54065, 0], [0, 22937, 65535]]);
}

#[test]
fn classic_bonds_remember_the_first_epoch_in_the_second() {
    let mut subnet = Subnet::three_by_three(CLASSIC);
    subnet.live();
    subnet = subnet.weighing(0, &[(3, 32768), (4, 65535), (5, 16384)]);
    let outcome = subnet.epoch();
    assert_eq!(bits(&outcome.workings.consensus)[3..], [1_227_144_212, 2_454_250_976, 613_572_106]);
    assert_eq!(bits(&outcome.workings.incentive)[3..], [1_205_613_891, 2_561_897_327, 527_456_077]);
    assert_eq!(outcome.incentive[3..], [18395, 39090, 8048]);
    assert_eq!(outcome.server_emission[3..], [140_351_929, 298_244_101, 61_403_968]);
    assert_eq!(bits(&outcome.workings.dividends)[..3], [2_496_743_007, 1_207_309_184, 590_915_103]);
    assert_eq!(outcome.validator_emission[..3], [290_659_140, 140_549_287, 68_791_571]);
    assert_eq!(bonds_of_three(&outcome), [[65535, 65535, 65535], [34876, 38764, 0], [0, 21640, 26213]]);
}

#[test]
fn yuma3_bonds_remember_the_first_epoch_in_the_second() {
    let mut subnet = Subnet::three_by_three(YUMA3);
    let first = subnet.live();
    assert_eq!(bonds_of_three(&first), [[3744, 1872, 936], [3276, 1872, 0], [0, 1638, 936]]);
    subnet = subnet.weighing(0, &[(3, 32768), (4, 65535), (5, 16384)]);
    let outcome = subnet.epoch();
    assert_eq!(bits(&outcome.workings.dividends)[..3], [2_599_890_691, 1_232_832_358, 462_244_246]);
    assert_eq!(outcome.validator_emission[..3], [302_667_111, 143_520_575, 53_812_312]);
    assert_eq!(bonds_of_three(&outcome), [[5242, 5429, 1778], [4820, 4961, 0], [0, 3112, 1778]]);
}

#[test]
fn without_weights_the_stake_takes_the_emission() {
    let mut subnet = Subnet::three_by_three(CLASSIC);
    subnet.weights.iter_mut().for_each(Vec::clear);
    let outcome = subnet.epoch();
    assert_eq!(outcome.validator_emission, [500_000_000, 299_999_999, 199_999_999, 0, 0, 0]);
    assert_eq!(outcome.emission, outcome.validator_emission);
    assert_eq!(outcome.server_emission, [0; 6]);
    assert_eq!((outcome.incentive, outcome.dividends), (vec![0; 6], vec![0; 6]));
}

#[test]
fn validators_who_agree_hold_bonds_in_proportion_to_their_stake_and_lose_them_when_they_fall_silent() {
    let mut subnet = Subnet::four_by_four();
    let bonds = |outcome: &MechanismOutcome| -> Vec<u16> {
        (0..4)
            .map(|uid| {
                let row = &outcome.bonds[uid];
                assert_eq!(row.len(), 4);
                assert!(row.iter().all(|(_, bond)| *bond == row[0].1), "one bond in every miner");
                row[0].1
            })
            .collect()
    };
    assert_eq!(bonds(&subnet.live()), [16383, 32767, 49151, 65535]);
    subnet = subnet.weighing(0, &[(0, 65535)]);
    assert_eq!(bonds(&subnet.live()), [14582, 32767, 49151, 65535]);
    subnet = subnet.weighing(1, &[(1, 65535)]);
    assert_eq!(bonds(&subnet.live()), [12603, 28321, 49151, 65535]);
}

#[test]
fn an_epoch_without_emission_decides_everything_else() {
    let mut subnet = Subnet::three_by_three(YUMA3);
    let paid = subnet.epoch();
    subnet.emission = 0;
    let unpaid = subnet.epoch();
    assert_eq!(unpaid.emission.iter().chain(&unpaid.server_emission).chain(&unpaid.validator_emission).sum::<u64>(), 0);
    assert_eq!((unpaid.consensus, unpaid.bonds), (paid.consensus, paid.bonds));
    assert_eq!((unpaid.validator_permit, unpaid.workings), (paid.validator_permit, paid.workings));
}

#[test]
fn an_empty_subnet_decides_nothing() {
    assert_eq!(Subnet::with(CLASSIC, &[]).epoch(), MechanismOutcome::default());
    assert_eq!(Subnet::with(LIQUID, &[]).epoch(), MechanismOutcome::default());
}

#[test]
fn weights_given_in_the_block_of_a_registration_are_not_meant_for_the_newcomer() {
    let mut subnet = Subnet::three_by_three(CLASSIC);
    subnet.seats[4].registered_at = UPDATED;
    assert_eq!(subnet.epoch().incentive[4], 0);
    subnet.seats[4].registered_at = UPDATED - 1;
    assert!(subnet.epoch().incentive[4] > 0);
}

#[test]
fn weights_committed_before_a_registration_are_not_meant_for_the_newcomer() {
    let mut subnet = Subnet::three_by_three(CLASSIC);
    subnet.seats[4].registered_at = 4000;
    subnet.earliest_commit = Some(vec![3999; 6]);
    assert_eq!(subnet.epoch().incentive[4], 0);
    subnet.earliest_commit = Some(vec![4000; 6]);
    assert!(subnet.epoch().incentive[4] > 0);
}

#[test]
fn an_owner_without_stake_validates_without_influence() {
    let mut subnet = Subnet::three_by_three(CLASSIC).weighing(3, &[(3, 65535), (5, 65535)]);
    let before = subnet.epoch();
    subnet.owner = Some(Uid(3));
    let outcome = subnet.epoch();
    assert!(outcome.validator_permit[3]);
    assert_eq!(outcome.workings.weights.rows().nth(3).map(|row| row.columns), Some(&[3, 5][..]));
    assert!(outcome.validator_trust[3] > 0);
    assert_eq!((outcome.consensus, outcome.incentive), (before.consensus, before.incentive));
}

#[test]
fn a_staked_seat_without_a_permit_waits_one_epoch_for_its_word() {
    let mut subnet = Subnet::three_by_three(CLASSIC);
    subnet.seats[1].had_permit = false;
    let first = subnet.live();
    assert_eq!((first.workings.active_stake[1].to_bits(), first.stake_weight[1]), (0, 19660));
    assert_eq!((first.validator_trust[1], first.validator_permit[1]), (0, true));
    assert!(subnet.epoch().validator_trust[1] > 0);
}

#[test]
fn below_the_threshold_nobody_is_paid_and_only_the_owner_validates() {
    let params = SubnetParams { stake_threshold: u64::MAX, ..CLASSIC };
    let subnet = Subnet { owner: Some(Uid(4)), ..Subnet::three_by_three(params) };
    let outcome = subnet.epoch();
    assert_eq!(outcome.validator_permit, [false, false, false, false, true, false]);
    assert_eq!(outcome.emission, [0; 6]);
    assert_eq!(outcome.stake[0], 5_000_000_000_000, "voting power sees the stake as it is");
}

#[test]
fn a_lone_validator_is_the_consensus() {
    let mut subnet = Subnet::three_by_three(CLASSIC);
    subnet.last_update[1] = 0;
    subnet.last_update[2] = 0;
    subnet.params.activity_cutoff_blocks = activity_cutoff(TEMPO, 1000);
    let outcome = subnet.epoch();
    let workings = outcome.workings;
    let row = workings.weights.rows().next().map(|row| row.values.to_vec());
    assert_eq!(Some(workings.consensus[3..].to_vec()), row);
    assert_eq!(outcome.incentive, outcome.consensus);
}

#[test]
fn a_withdrawn_weight_leaves_a_fading_bond_and_with_liquid_alpha_none() {
    let bond_after = |params: SubnetParams| {
        let mut subnet = Subnet::three_by_three(params);
        let before = bonds_of_three(&subnet.live())[1][0];
        subnet = subnet.weighing(1, &[(4, 65535)]);
        (before, bonds_of_three(&subnet.epoch())[1][0])
    };
    assert_eq!(bond_after(YUMA3), (3276, 2948));
    assert_eq!(bond_after(LIQUID), (22981, 0));
}
