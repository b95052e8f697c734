//! An epoch of a real chain, explained from outside.

use myelin_client::{calls, Call, Client};
use myelin_e2e::node::Node;
use myelin_explain::{cost_of_disagreement, story, Epoch, Names};
use myelin_primitives::{MechId, NetUid, Tao, Uid};
use myelin_wallet::{AccountId, Keypair, Scheme};
use std::time::Duration;

/// Validators and what is staked to them; the first three agree, the last one does not.
const VALIDATORS: [(&str, u64); 4] = [("anna", 800), ("boris", 600), ("clara", 400), ("dissenter", 500)];
const MINERS: [&str; 3] = ["good", "fair", "poor"];

fn key(name: &str) -> Keypair {
    Keypair::from_uri(&format!("//{name}"), Scheme::Sr25519).unwrap()
}

fn hotkey(name: &str) -> AccountId {
    key(name).account()
}

/// A subnet of Alice's with everybody seated, one epoch old.
struct Market {
    client: Client,
    netuid: NetUid,
}

impl Market {
    async fn open(client: Client) -> Self {
        let alice = key("Alice");
        client.submit(&calls::register_network(&hotkey("owner")), &alice).await.unwrap();
        let subnets = client.at_head().await.unwrap().subnets().await.unwrap();
        let netuid = subnets.iter().map(|subnet| NetUid(subnet.netuid.0)).max().unwrap();
        let market = Self { client, netuid };
        for setting in [
            calls::set_commit_reveal(netuid, false),
            calls::set_subnet_emission(netuid, true),
            calls::set_weights_rate_limit(netuid, 0),
            calls::set_for_subnet("sudo_set_max_allowed_validators", netuid, myelin_client::Value::u128(5)),
        ] {
            market.done(&calls::sudo(setting), "Alice").await;
        }
        market.done(&calls::start_call(netuid), "Alice").await;
        for name in VALIDATORS.map(|(name, _)| name).iter().chain(&MINERS) {
            market.done(&calls::burned_register(netuid, &hotkey(name)), "Alice").await;
        }
        for (name, stake) in VALIDATORS {
            market.done(&calls::add_stake(&hotkey(name), netuid, Tao::whole(stake)), "Alice").await;
        }
        market.done(&calls::add_stake(&hotkey("dissenter"), netuid, Tao::whole(100)), "Bob").await;
        market.pass_epoch().await;
        market
    }

    async fn done(&self, call: &Call, who: &str) {
        self.client.submit(call, &key(who)).await.unwrap_or_else(|failed| panic!("{call}: {failed}"));
    }

    /// Seals blocks until the next epoch has run.
    async fn pass_epoch(&self) {
        let head = self.client.at_head().await.unwrap();
        let next = head.next_epoch(self.netuid).await.unwrap().unwrap();
        let blocks = u32::try_from(next - head.number()).unwrap();
        self.client.dev().seal(blocks).await.unwrap();
    }

    async fn uid(&self, name: &str) -> Uid {
        self.client.at_head().await.unwrap().uid_of(self.netuid, &hotkey(name)).await.unwrap().unwrap()
    }

    async fn weigh(&self, validator: &str, weights: [u16; 3]) {
        let mut row = Vec::new();
        for (miner, weight) in MINERS.iter().zip(weights) {
            row.push((self.uid(miner).await, weight));
        }
        self.done(&calls::set_mechanism_weights(self.netuid, MechId::MAIN, &row, 0), validator).await;
    }

    async fn explained(&self, as_of: Option<u64>) -> Epoch {
        let epoch = myelin_explain::epoch(&self.client, self.netuid, as_of).await.unwrap();
        assert_eq!(epoch.difference, None);
        epoch
    }
}

#[tokio::test]
async fn an_epoch_comes_out_again_as_the_chain_stored_it() {
    let node = Node::start(&["--chain", "dev", "--rpc-port", "0"]);
    let client = Client::connect(&node.url, Duration::from_secs(60)).await.unwrap();
    let market = Market::open(client).await;

    let first = market.explained(None).await;
    assert!(first.mechanisms[0].weights.is_empty(), "nobody had a permit before the first epoch");

    for (name, weights) in
        [("anna", [60, 30, 10]), ("boris", [60, 30, 10]), ("clara", [50, 40, 10]), ("dissenter", [5, 5, 90])]
    {
        market.weigh(name, weights).await;
    }
    market.pass_epoch().await;
    let second = market.explained(None).await;
    assert_eq!(second.previous, first.block);
    assert!(!second.emission.is_zero());

    let (dissenter, poor) = (market.uid("dissenter").await, market.uid("poor").await);
    let clips: Vec<_> = second.mechanisms[0].clips_of(dissenter).filter(|clip| clip.miner == poor).collect();
    assert_eq!(clips.len(), 1);
    assert!((clips[0].from - 0.9).abs() < 0.001 && (clips[0].to - 0.1).abs() < 0.001, "{clips:?}");
    let loss = cost_of_disagreement(&second, dissenter).unwrap();
    assert!(loss.alpha_rao > 0 && loss.tao_rao > 0, "{loss:?}");
    assert_eq!(second.seat(dissenter).unwrap().nominators, Some(1), "Alice owns the hotkey, Bob nominates");

    let names = Names::from([(dissenter, "the dissenter".to_owned()), (poor, "the poor miner".to_owned())]);
    let told = story(&second, &names);
    let start = "the dissenter's weight on the poor miner was clipped from 0.90 to 0.10; it and its nominator";
    assert!(told.iter().any(|line| line.starts_with(start)), "{told:#?}");

    // Bonds of the second epoch are where the third begins; and the past can still be asked for.
    market.pass_epoch().await;
    let third = market.explained(None).await;
    assert_eq!(third.previous, second.block);
    assert!(third.mechanisms[0].bonds_of(dissenter).any(|bond| bond.before > 0.0));
    let again = market.explained(Some(third.block - 1)).await;
    assert_eq!(again.block, second.block);
    assert_eq!(again.emission, second.emission);
}

#[tokio::test]
async fn neither_mechanisms_nor_liquid_alpha_nor_root_stake_nor_newcomers_put_it_out() {
    let node = Node::start(&["--chain", "dev", "--rpc-port", "0"]);
    let client = Client::connect(&node.url, Duration::from_secs(60)).await.unwrap();
    let market = Market::open(client).await;
    let number = myelin_client::Value::u128;
    for (setter, value) in [
        ("sudo_set_max_allowed_uids", number(128)),
        ("sudo_set_mechanism_count", number(2)),
        ("sudo_set_liquid_alpha_enabled", myelin_client::Value::bool(true)),
        ("sudo_set_bonds_penalty", number(30_000)),
        ("sudo_set_kappa", number(40_000)),
    ] {
        market.done(&calls::sudo(calls::set_for_subnet(setter, market.netuid, value)), "Alice").await;
    }
    market.done(&calls::add_stake(&hotkey("clara"), NetUid::ROOT, Tao::whole(3_000)), "Bob").await;
    for (round, epoch_block_call) in [(1, true), (2, false), (3, true)] {
        for (name, weights) in
            [("anna", [60, 30, 10 * round]), ("boris", [60, 30 * round, 10]), ("dissenter", [5 * round, 5, 90])]
        {
            market.weigh(name, weights).await;
            let (poor, good) = if name == "dissenter" { (1, 9) } else { (3, round) };
            let second = [(market.uid("poor").await, poor), (market.uid("good").await, good)];
            let call = calls::set_mechanism_weights(market.netuid, MechId(1), &second, 0);
            market.done(&call, name).await;
        }
        if epoch_block_call {
            // The newcomer's registration is the transaction that the epoch's block is made for.
            let head = market.client.at_head().await.unwrap();
            let next = head.next_epoch(market.netuid).await.unwrap().unwrap();
            market.client.dev().seal(u32::try_from(next - head.number() - 1).unwrap()).await.unwrap();
            market.done(&calls::burned_register(market.netuid, &hotkey(&format!("newcomer{round}"))), "Alice").await;
        } else {
            market.pass_epoch().await;
        }
        let epoch = market.explained(None).await;
        assert_eq!(epoch.mechanisms.len(), 2);
        assert!(epoch.mechanisms.iter().all(|mechanism| !mechanism.clips.is_empty()), "round {round}");
        let clara = epoch.seat(market.uid("clara").await).unwrap();
        assert!(clara.root_stake >= Tao::whole(2_900), "{clara:?}");
        assert!(clara.as_validator < Tao::whole(1).0.into(), "clara gave no weights: {clara:?}");
    }
}
