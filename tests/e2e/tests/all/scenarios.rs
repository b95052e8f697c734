//! Scenarios told to a node that runs.

use crate::network::Ground;
use myelin_client::Client;
use myelin_e2e::{node::Node, within, PATIENCE};
use myelin_primitives::{Alpha, Tao};
use myelin_scenario::{run, run_and_restore, Outcome, Report, Scenario, Verb};
use std::path::Path;

const DEV: [&str; 4] = ["--chain", "dev", "--rpc-port", "0"];

async fn client_of(node: &Node) -> Client {
    Client::connect(&node.url, PATIENCE).await.unwrap_or_else(|cause| panic!("{cause}"))
}

async fn told(client: &Client, scenario: &Scenario) -> Report {
    within("a scenario to end", run_and_restore(client, scenario, &mut |_| {})).await
}

fn outcomes(report: &Report) -> Vec<Outcome> {
    report.steps.iter().map(|step| step.outcome).collect()
}

#[tokio::test]
async fn every_example_passes_and_leaves_the_chain_as_it_was() {
    let node = Node::start(&DEV);
    let client = client_of(&node).await;
    client.dev().mine(3).await.unwrap();
    let before = client.at_head().await.unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let scenario = Scenario::load(&file).unwrap_or_else(|cause| panic!("{cause}"));
        let report = told(&client, &scenario).await;
        assert!(report.passed(), "{report}");
        assert_eq!(client.at_head().await.unwrap().hash(), before.hash(), "after {}", scenario.name);
    }
}

#[tokio::test]
async fn what_does_not_come_true_fails_and_says_what_was_seen() {
    let node = Node::start(&DEV);
    let client = client_of(&node).await;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/must_fail.toml");
    let scenario = Scenario::load(&file).unwrap_or_else(|cause| panic!("{cause}"));
    let report = told(&client, &scenario).await;
    // The opening passes, and so does what is expected after the failure.
    assert_eq!(outcomes(&report), [Outcome::Passed, Outcome::Failed, Outcome::Passed], "{report}");
    let failed = &report.steps[1];
    assert_eq!(failed.seen.len(), 3, "once at once, and after two epochs: {report}");
    assert_eq!(failed.seen[2].what, ["worse: incentive 0.24999", "better: incentive 0.75"].map(str::to_owned));
    assert!(report.to_junit().contains("failures=\"1\" errors=\"0\" skipped=\"0\""));
}

#[tokio::test]
async fn a_step_that_cannot_be_made_breaks_the_story_and_the_rest_is_skipped() {
    let node = Node::start(&DEV);
    let client = client_of(&node).await;
    let scenario = Scenario::named("a miner sends what it does not hold")
        .with("tempo", 50)
        .with("weights_rate_limit", 0)
        .validator("validator-1", Alpha::whole(100))
        .miner("miner-1")
        .step(Verb::Transfer { from: "miner-1".into(), onto: "validator-1".into(), amount: Tao::whole(5_000) })
        .epochs(1);
    let report = within("a scenario to end", run(&client, &scenario, &mut |_| {})).await;
    assert_eq!(outcomes(&report), [Outcome::Passed, Outcome::Broken, Outcome::Skipped], "{report}");
    assert!(report.steps[1].why.contains("Balances.transfer_keep_alive"), "{report}");
    assert!(client.at_head().await.unwrap().number() > 0, "the chain stays where the story ended");
}

#[tokio::test]
async fn a_chain_that_is_not_for_development_is_left_alone() {
    let ground = Ground::with(&[]);
    let node = ground.seat("alice", Some("--alice")).take(&ground.spec, None);
    let client = client_of(&node).await;
    let scenario = Scenario::named("x").validator("validator-1", Alpha::whole(1)).epochs(1);
    let report = told(&client, &scenario).await;
    assert_eq!(outcomes(&report), [Outcome::Broken, Outcome::Skipped], "{report}");
    assert!(report.steps[0].why.contains("not a development chain"), "{report}");
}
