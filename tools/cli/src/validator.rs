//! `myelin validator`: asks miners, judges them, sets weights, and publishes all of it.

use crate::{
    connect::{not_told, ChainArgs, WalletArgs},
    neuron, tables,
};
use clap::Args;
use myelin_client::Client;
use myelin_primitives::NetUid;
use myelin_subnet::{
    publish::Publication,
    state,
    validator::{Event, MinerRound, Report, Settings},
    Conduct, Validator,
};
use myelin_up::Failure;
use myelin_vision::Vision;
use myelin_wallet::Keypair;
use serde_json::{json, Value};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::mpsc;

/// Ask a subnet's miners, judge them, and set weights.
#[derive(Args)]
pub struct ValidatorArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// Rounds in each epoch.
    #[arg(long, value_name = "COUNT", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Questions to each miner in a round.
    #[arg(long, value_name = "COUNT", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1000))]
    questions: u32,
    /// Where its secret and what it thinks of miners are kept; of one validator only
    /// [default: ./.myelin/validators/HOTKEY].
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// Where its records are read; port 0 takes the one announced before, else a free one.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.3:0")]
    listen: SocketAddr,
    /// Give all weight to the miner found worst, to see what that costs.
    #[arg(long)]
    lie: bool,
    #[command(flatten)]
    chain: ChainArgs,
    #[command(flatten)]
    wallet: WalletArgs,
}

pub async fn run(args: ValidatorArgs) -> Result<(), Failure> {
    let netuid = NetUid(args.netuid);
    let hotkey = args.wallet.hotkey()?;
    let account = hotkey.account();
    let client = args.chain.connect().await?;
    let at = client.at_head().await.map_err(not_told)?;
    let uid = neuron::seat(&at, netuid, &account).await?;

    let folder = args.state.clone().unwrap_or_else(|| Path::new("./.myelin/validators").join(account.to_string()));
    let secret = state::secret(&folder.join("secret"))
        .map_err(|error| Failure::new(error.to_string(), "see to that file, or name another folder with `--state`"))?;
    let settings = Settings { rounds: args.rounds, questions: args.questions, ..Settings::on(netuid) };
    let mut validator = Validator::new(Arc::new(Vision::new()), client.clone(), hotkey.clone(), secret, settings);
    let standing = folder.join(format!("standing-{netuid}.json"));
    if let Some(known) = state::read_standing(&standing) {
        validator.resume(known);
    }
    if args.lie {
        validator.set_conduct(Conduct::Lying);
    }
    let listen = neuron::listen(&at, netuid, &account, args.listen).await?;
    let publication = Publication::serve(validator.library().clone(), listen)
        .await
        .map_err(|cause| Failure::unexpected(&format!("publish records at {listen}"), cause))?;
    let address = publication.address();
    let text = format!("uid {uid} validates subnet {netuid} until interrupted (Ctrl-C); records at {address}");
    args.chain.tell(&text, &json!({ "event": "ready", "uid": uid, "hotkey": account, "address": address }));

    let (send, events) = mpsc::unbounded_channel();
    let desk = Desk { chain: args.chain, client, hotkey, netuid, address, standing };
    // Nobody listens only once the desk is gone, and then nothing can be told.
    let working = validator.run(neuron::until_interrupted(), move |event| drop(send.send(event)));
    tokio::join!(working, desk.work(events));
    Ok(())
}

/// Where events are told, and what follows from them is done.
struct Desk {
    chain: ChainArgs,
    client: Client,
    hotkey: Keypair,
    netuid: NetUid,
    /// Where its records are read.
    address: SocketAddr,
    /// The file.
    standing: PathBuf,
}

impl Desk {
    async fn work(self, mut events: mpsc::UnboundedReceiver<Event>) {
        while let Some(event) = events.recv().await {
            match event {
                Event::Asked { block, round } => self.asked(block, round.round, &round.miners),
                Event::Reported { block, report, standing } => {
                    self.reported(block, &report);
                    if let Err(cause) = state::write_standing(&self.standing, &standing) {
                        eprintln!("note: could not write {}: {cause}", self.standing.display());
                    }
                    self.announce().await;
                }
                Event::Failed { block, error } => {
                    let text = format!("block {block}: {error}");
                    self.chain.tell(&text, &json!({ "event": "failed", "block": block, "error": error.to_string() }));
                }
            }
        }
    }

    /// Says on chain where its records are read, once there are some: before that, others would take
    /// its axon for a miner's.
    async fn announce(&self) {
        let announced = match self.client.at_head().await {
            Ok(at) => myelin_subnet::miner::announce(&self.client, &at, &self.hotkey, self.netuid, self.address).await,
            Err(error) => Err(error.into()),
        };
        match announced {
            Ok(true) => {
                let text = format!("announced that its records are read at {}", self.address);
                self.chain.tell(&text, &json!({ "event": "announced", "address": self.address }));
            }
            Ok(false) => {}
            // Tried again after the next report.
            Err(error) => eprintln!("note: {error}"),
        }
    }

    fn asked(&self, block: u64, round: u32, miners: &[MinerRound]) {
        let mut lines = vec![format!("block {block}: round {round}, {} miners", miners.len())];
        lines.extend(miners.iter().map(line));
        let miners: Vec<Value> = miners.iter().map(data).collect();
        let data = json!({ "event": "round", "block": block, "round": round, "miners": miners });
        self.chain.tell(&lines.join("\n"), &data);
    }

    fn reported(&self, block: u64, report: &Report) {
        let root = format!("0x{}", hex::encode(report.root));
        let weights: Vec<String> = report.weights.iter().map(|(uid, weight)| format!("{uid}: {weight}")).collect();
        let text = format!("block {block}: weights {} set in block {}; root {root}", weights.join(", "), report.block);
        let data = json!({
            "event": "report",
            "block": block,
            "set_in": report.block,
            "weights": report.weights,
            "root": root,
        });
        self.chain.tell(&text, &data);
    }
}

fn line(miner: &MinerRound) -> String {
    let score = miner.score.as_f64();
    let told = format!("  uid {}: {score:.3}, {} of {} answered", miner.uid, miner.answered, miner.asked);
    match &miner.reason {
        Some(reason) => format!("{told} ({})", tables::text(reason.bytes())),
        None => told,
    }
}

fn data(miner: &MinerRound) -> Value {
    json!({
        "uid": miner.uid,
        "hotkey": miner.hotkey,
        "asked": miner.asked,
        "answered": miner.answered,
        "score_ppm": miner.score,
        "reason": miner.reason,
    })
}
