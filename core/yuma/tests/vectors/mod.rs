//! Reading the recorded epochs, and living through them: what the chain would keep between two
//! epochs is kept here.

use myelin_yuma::{
    activity_cutoff, aggregate, mechanism_epoch, split_emission, stake, LiquidAlpha, MechanismInput, MechanismOutcome,
    Seat, StoredRow, SubnetOutcome, SubnetParams,
};
use serde_json::Value;

/// All recorded cases.
pub fn cases() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/vectors/epoch_vectors.json");
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut file: Value = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    let Value::Array(cases) = file["cases"].take() else { panic!("{path} holds no cases") };
    assert_eq!(file["case_count"], cases.len());
    cases
}

pub fn amount(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no amount"))
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub fn amounts(value: &Value) -> Vec<u64> {
    list(value).iter().map(amount).collect()
}

fn small<T: TryFrom<i64>>(value: &Value) -> T {
    let number = value.as_i64().and_then(|number| T::try_from(number).ok());
    number.unwrap_or_else(|| panic!("{value} is out of range"))
}

fn row(value: &Value) -> StoredRow {
    list(value).iter().map(|entry| (small(&entry[0]), small(&entry[1]))).collect()
}

/// Rows keyed by uid, as a list of `count`.
pub fn rows(value: &Value, count: usize) -> Vec<StoredRow> {
    (0..count).map(|uid| row(&value[uid.to_string()])).collect()
}

pub struct Mechanism {
    pub last_update: Vec<u64>,
    pub weights: Vec<StoredRow>,
    pub bonds: Vec<StoredRow>,
    pub earliest_commit: Vec<u64>,
}

impl Mechanism {
    fn read(value: &Value, count: usize, params: &Value) -> Self {
        let mut earliest_commit = vec![u64::MAX; count];
        for commit in list(&value["hash_commits"]).iter().chain(list(&value["timelocked_commits"])) {
            let period = params["reveal_period_epochs"].as_u64().unwrap_or(1);
            let expires_after = amount(&commit["commit_epoch"]) + period;
            if params["subnet_epoch_index"].as_u64().unwrap_or(0) <= expires_after {
                let earliest = &mut earliest_commit[small::<usize>(&commit["uid"])];
                *earliest = amount(&commit["commit_block"]).min(*earliest);
            }
        }
        Self {
            last_update: amounts(&value["last_update"]),
            weights: rows(&value["weights"], count),
            bonds: rows(&value["bonds"], count),
            earliest_commit,
        }
    }

    fn updated(&mut self, uid: usize, block: u64) {
        let length = self.last_update.len().max(uid + 1);
        self.last_update.resize(length, 0);
        self.last_update[uid] = block;
    }
}

/// A subnet as it stands between two epochs.
pub struct World<'a> {
    case: &'a Value,
    hotkeys: Vec<u64>,
    registered_at: Vec<u64>,
    permits: Vec<bool>,
    last_step_block: u64,
    pub mechanisms: Vec<Mechanism>,
    params: SubnetParams,
}

impl<'a> World<'a> {
    pub fn read(case: &'a Value) -> Self {
        let given = &case["params"];
        let seats = list(&case["seats"]);
        let flag = |value: &Value| value.as_bool().unwrap_or_else(|| panic!("{value} is no flag"));
        let liquid = LiquidAlpha {
            low: small(&given["alpha_low"]),
            high: small(&given["alpha_high"]),
            steepness: small(&given["alpha_sigmoid_steepness"]),
        };
        let tempo = small(&given["tempo"]);
        let params = SubnetParams {
            kappa: small(&given["kappa"]),
            bonds_penalty: small(&given["bonds_penalty"]),
            bonds_moving_average: amount(&given["bonds_moving_average"]),
            yuma3: flag(&given["yuma3"]),
            liquid_alpha: flag(&given["liquid_alpha"]).then_some(liquid),
            max_allowed_validators: small(&given["max_allowed_validators"]),
            stake_threshold: amount(&given["stake_threshold"]),
            tempo,
            activity_cutoff_blocks: activity_cutoff(tempo, small(&given["activity_cutoff_factor_milli"])),
        };
        let mechanisms = list(&case["mechanisms"]);
        Self {
            case,
            hotkeys: seats.iter().map(|seat| amount(&seat["hotkey"])).collect(),
            registered_at: seats.iter().map(|seat| amount(&seat["registered"])).collect(),
            permits: seats.iter().map(|seat| flag(&seat["permit"])).collect(),
            last_step_block: amount(&given["last_mechanism_step_block"]),
            mechanisms: mechanisms.iter().map(|one| Mechanism::read(one, seats.len(), given)).collect(),
            params,
        }
    }

    /// Lives through one step: the changes before it, the epoch, and what the epoch leaves behind.
    pub fn step(&mut self, input: &Value) -> (Vec<MechanismOutcome>, SubnetOutcome) {
        for change in list(&input["replace_seat"]) {
            self.replace_seat(change);
        }
        for change in list(&input["set_weights"]) {
            let mechanism = &mut self.mechanisms[small::<usize>(&change["mechanism"])];
            let uid: usize = small(&change["uid"]);
            mechanism.weights[uid] = row(&change["row"]);
            mechanism.updated(uid, amount(&input["set_weights_at_block"]));
        }
        let split = self.case["params"].get("mechanism_emission_split");
        let split: Option<Vec<u16>> = split.map(|split| list(split).iter().map(small).collect());
        let emissions = split_emission(amount(&input["emission"]), self.mechanisms.len() as u8, split.as_deref());
        let now = amount(&input["block"]);
        let seats = self.seats();
        let epochs = self.mechanisms.iter().zip(&emissions);
        let outcomes: Vec<_> = epochs.map(|(one, emission)| self.epoch(one, &seats, now, *emission)).collect();
        let subnet = aggregate(&outcomes, &emissions);

        self.last_step_block = now;
        self.permits.clone_from(&subnet.validator_permit);
        for (mechanism, outcome) in self.mechanisms.iter_mut().zip(&outcomes) {
            mechanism.bonds.clone_from(&outcome.bonds);
        }
        (outcomes, subnet)
    }

    fn epoch(&self, mechanism: &Mechanism, seats: &[Seat], now: u64, emission: u64) -> MechanismOutcome {
        let given = &self.case["params"];
        mechanism_epoch(&MechanismInput {
            now,
            last_step_block: self.last_step_block,
            seats,
            owner: given["owner_uid"].as_u64().map(|uid| (uid as u16).into()),
            last_update: &mechanism.last_update,
            weights: &mechanism.weights,
            bonds: &mechanism.bonds,
            earliest_commit: (given["commit_reveal"] == true).then_some(&mechanism.earliest_commit),
            emission,
            params: &self.params,
        })
    }

    fn replace_seat(&mut self, change: &Value) {
        let (uid, block) = (small::<usize>(&change["uid"]), amount(&change["block"]));
        self.hotkeys[uid] = amount(&change["hotkey"]);
        self.registered_at[uid] = block;
        self.permits[uid] = false;
        for mechanism in &mut self.mechanisms {
            mechanism.weights[uid].clear();
            mechanism.bonds[uid].clear();
            for entry in mechanism.weights.iter_mut().flatten().filter(|(column, _)| usize::from(*column) == uid) {
                entry.1 = 0;
            }
            mechanism.updated(uid, block);
        }
    }

    fn seats(&self) -> Vec<Seat> {
        let seat = |(uid, hotkey): (usize, &u64)| Seat {
            stake: stake::weight(
                self.inherited(*hotkey, "alpha"),
                self.inherited(*hotkey, "root"),
                amount(&self.case["params"]["tao_weight"]),
            ),
            registered_at: self.registered_at[uid],
            had_permit: self.permits[uid],
        };
        self.hotkeys.iter().enumerate().map(seat).collect()
    }

    /// Stake of one kind that a hotkey holds itself.
    fn own(&self, hotkey: u64, kind: &str) -> u64 {
        let holders = list(&self.case["seats"]).iter().chain(list(&self.case["stake_without_seat"]));
        holders.filter(|holder| holder["hotkey"] == hotkey).map(|holder| amount(&holder[kind])).sum()
    }

    fn inherited(&self, hotkey: u64, kind: &str) -> u64 {
        let links = list(&self.case["child_links"]);
        let of = |role: &'static str| links.iter().filter(move |link| link[role] == hotkey);
        let children: Vec<_> = of("parent").map(|link| amount(&link["proportion"])).collect();
        let parents: Vec<_> =
            of("child").map(|link| (amount(&link["proportion"]), self.own(amount(&link["parent"]), kind))).collect();
        stake::inherited(self.own(hotkey, kind), &children, &parents)
    }
}
