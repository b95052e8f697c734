//! What the simulator says of a subnet is what a chain says that is told the same.

use myelin_client::{
    calls,
    dev::{Recipe, Until},
    Client,
};
use myelin_e2e::{node::Node, within, PATIENCE};
use myelin_primitives::{MechId, NetUid, Uid};
use myelin_simulator::{
    engine::{CoreEngine, Engine, Epoch},
    world::World,
    Scenario,
};
use myelin_wallet::{Keypair, Scheme};

const EPOCHS: u32 = 4;

/// Nobody is paid, so that stakes stay as they are; validators of every kind, miners who change.
const SCENARIO: &str = r#"
name = "without an economy"
[subnet]
tempo = 20
commit_reveal_weights_enabled = false
kappa = 36000
[[miners]]
name = "good"
count = 6
skill = 0.7
spread = 0.2
drift = 0.1
[[miners]]
name = "idle"
count = 2
strategy = "idle"
[[validators]]
name = "honest"
count = 3
stake = 1234.567
noise = 0.2
[[validators]]
name = "cabal"
stake = 987.654321
noise = 0.1
strategy = "favour"
whom = "idle"
part = 0.7
[[validators]]
name = "copier"
stake = 700
strategy = "copy-rows"
[run]
epochs = 4
seeds = 1
"#;

fn validator(number: usize) -> Keypair {
    Keypair::from_uri(&format!("//Validator{number}"), Scheme::Sr25519).unwrap()
}

/// A subnet on a development chain with the scenario's seats, stakes and rules.
async fn founded(client: &Client, scenario: &Scenario) -> NetUid {
    let dev = client.dev();
    let stakes: Vec<u64> = scenario
        .validators
        .iter()
        .zip(scenario.stakes())
        .flat_map(|(group, rao)| vec![rao; group.count.into()])
        .collect();
    let recipe = Recipe {
        uids: u16::try_from(scenario.seats()).unwrap(),
        validators: u16::try_from(stakes.len()).unwrap(),
        tempo: 20,
        weights: false,
        epochs: 0,
        ..Recipe::default()
    };
    let netuid = within("a subnet", dev.populate(&recipe)).await.unwrap().netuid;
    // A subnet nobody can join is paid nothing.
    let rules = [
        ("weights_set_rate_limit", 0.into()),
        ("kappa", 36_000.into()),
        ("network_registration_allowed", false.into()),
    ];
    for (name, value) in rules {
        dev.set_hyperparameter(Some(netuid), name, value).await.unwrap();
    }
    // What was emitted until then is paid first, and stakes stay as they are set.
    dev.mine_until(&Until::Epoch { netuid }, None).await.unwrap();
    for (number, rao) in stakes.into_iter().enumerate() {
        let coldkey = Keypair::from_uri(&format!("//Validator{number}//coldkey"), Scheme::Sr25519).unwrap();
        dev.set_stake(&validator(number).account(), &coldkey.account(), netuid, rao).await.unwrap();
    }
    netuid
}

/// What the chain's last epoch decided, as far as stakes and weights decide it.
async fn decided(client: &Client, netuid: NetUid) -> Epoch {
    let at = client.at_head().await.unwrap();
    let seats = at.neurons_lite(netuid).await.unwrap();
    let mut bonds = vec![Vec::new(); seats.len()];
    for (uid, row) in at.bonds(netuid, MechId::MAIN).await.unwrap() {
        bonds[usize::from(uid.0)] = row.into_iter().map(|(uid, bond)| (uid.0, bond)).collect();
    }
    Epoch {
        consensus: seats.iter().map(|seat| seat.consensus).collect(),
        incentive: seats.iter().map(|seat| seat.incentive).collect(),
        dividends: seats.iter().map(|seat| seat.dividends).collect(),
        validator_trust: seats.iter().map(|seat| seat.validator_trust).collect(),
        bonds,
        ..Epoch::default()
    }
}

#[tokio::test]
async fn dividends_are_the_chains_own_after_the_same_calls_bit_for_bit() {
    let scenario: Scenario = SCENARIO.parse().unwrap();
    let node = Node::start(&["--chain", "dev", "--rpc-port", "0"]);
    let client = Client::connect(&node.url, PATIENCE).await.unwrap();
    let netuid = founded(&client, &scenario).await;
    let mut world = World::new(&scenario, 3, CoreEngine::new(&scenario));
    for epoch in 1..=EPOCHS {
        world.pass();
        let said = world.engine();
        for seat in (1..scenario.seats()).filter(|seat| !said.row(*seat).is_empty()) {
            let row: Vec<(Uid, u16)> = said.row(seat).iter().map(|(uid, weight)| (Uid(*uid), *weight)).collect();
            let call = calls::set_mechanism_weights(netuid, MechId::MAIN, &row, 0);
            client.submit(&call, &validator(seat - 1)).await.unwrap();
        }
        client.dev().mine_until(&Until::Epoch { netuid }, None).await.unwrap();
        let (said, done) = (said.epoch(), decided(&client, netuid).await);
        assert_eq!(said.consensus, done.consensus, "consensus, epoch {epoch}");
        assert_eq!(said.incentive, done.incentive, "incentive, epoch {epoch}");
        assert_eq!(said.dividends, done.dividends, "dividends, epoch {epoch}");
        assert_eq!(said.validator_trust, done.validator_trust, "validator trust, epoch {epoch}");
        assert_eq!(said.bonds, done.bonds, "bonds, epoch {epoch}");
        assert!(done.dividends.iter().filter(|part| **part > 0).count() >= 3, "dividends that show something");
    }
}
