//! `myelin miner`: a reader of digits at work.

use crate::{
    connect::{not_told, ChainArgs, WalletArgs},
    neuron,
};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use myelin_primitives::NetUid;
use myelin_subnet::{Miner, MinerNode, Score};
use myelin_up::Failure;
use myelin_vision::{held_out_accuracy, Kind, Progress, Reader, Tape, TrainError, Vision, VisionMiner};
use serde_json::json;
use std::{
    io::{self, IsTerminal},
    net::SocketAddr,
    path::PathBuf,
};

/// Answer a subnet's questions.
#[derive(Args)]
pub struct MinerArgs {
    /// The subnet.
    #[arg(long, value_name = "NETUID")]
    netuid: u16,
    /// What it reads with: augmented, nearest-neighbour, plain or copier.
    #[arg(long, value_name = "KIND", default_value_t = Kind::Augmented)]
    kind: Kind,
    /// Where to listen; port 0 takes the one announced before, else a free one.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.2:0")]
    listen: SocketAddr,
    /// Where others reach it, if not where it listens.
    #[arg(long, value_name = "IP:PORT")]
    announce: Option<SocketAddr>,
    /// What the training's chance comes from.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// Where trained networks are kept.
    #[arg(long, value_name = "DIR", default_value = "./.myelin/models")]
    models: PathBuf,
    /// Keep the last answer in FILE, for a copier.
    #[arg(long, value_name = "FILE", conflicts_with = "copy")]
    record: Option<PathBuf>,
    /// The FILE whose answer a copier gives.
    #[arg(long, value_name = "FILE")]
    copy: Option<PathBuf>,
    #[command(flatten)]
    chain: ChainArgs,
    #[command(flatten)]
    wallet: WalletArgs,
}

pub async fn run(args: MinerArgs) -> Result<(), Failure> {
    let netuid = NetUid(args.netuid);
    if args.copy.is_some() != (args.kind == Kind::Copier) {
        return Err(Failure::new("a copier copies a file, and nobody else does", "give `--kind copier --copy FILE`"));
    }
    let hotkey = args.wallet.hotkey()?;
    let account = hotkey.account();
    let client = args.chain.connect().await?;
    let at = client.at_head().await.map_err(not_told)?;
    let uid = neuron::seat(&at, netuid, &account).await?;

    let (kind, seed, models, copy) = (args.kind, args.seed, args.models.clone(), args.copy.clone());
    let learning = tokio::task::spawn_blocking(move || learn(kind, seed, models, copy));
    let learned = learning.await.map_err(|cause| Failure::unexpected("train the miner", cause))?;
    let (miner, accuracy) = learned.map_err(not_trained)?;
    eprintln!("{kind}: reads {:.1}% of unseen digits", accuracy.as_f64() * 100.0);
    let miner = match &args.record {
        Some(file) => miner.recording(Tape::at(file)),
        None => miner,
    };

    // Training takes a while; the chain has moved on.
    let at = client.at_head().await.map_err(not_told)?;
    let listen = neuron::listen(&at, netuid, &account, args.listen).await?;
    let node =
        MinerNode::serve::<Vision, _>(Told(miner), client.clone(), hotkey, netuid, listen, args.announce).await?;
    node.follow(&at).await?;
    node.announce(&at).await?;
    let address = args.announce.unwrap_or(node.address());
    let text = format!("uid {uid} on subnet {netuid} answers at {address} until interrupted (Ctrl-C)");
    let data = json!({ "uid": uid, "hotkey": account, "address": address, "accuracy": accuracy.as_f64() });
    args.chain.tell(&text, &data);
    node.run(neuron::until_interrupted(), |error| eprintln!("note: {error}")).await;
    Ok(())
}

/// A trained miner, and how much of what nobody trained on it reads right.
fn learn(kind: Kind, seed: u64, models: PathBuf, copy: Option<PathBuf>) -> Result<(VisionMiner, Score), TrainError> {
    let reader = match copy {
        Some(file) => Reader::copier(Tape::at(file)),
        None => {
            let bar = bar();
            let show = |progress: Progress| {
                bar.set_length(progress.steps as u64);
                bar.set_position(progress.done as u64);
            };
            let reader = Reader::train(kind, seed, Some(&models), show);
            bar.finish_and_clear();
            reader?
        }
    };
    let miner = VisionMiner::new(reader);
    let accuracy = held_out_accuracy(&miner, None);
    Ok((miner, accuracy))
}

/// A bar for those who watch; nothing in a pipe.
fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("learning {bar:40} {pos}/{len}");
    // Steps are learnt only once training begins; it may find everything done.
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn not_trained(error: TrainError) -> Failure {
    let hint = match &error {
        TrainError::Copier => "give `--copy FILE`",
        TrainError::Network { .. } => "",
        TrainError::Cache { .. } => "see whether that folder can be written, or name another with `--models`",
    };
    Failure::new(error.to_string(), hint)
}

/// A miner that says on standard error what it answers.
struct Told(VisionMiner);

impl Miner<Vision> for Told {
    async fn answer(&self, question: myelin_vision::Question) -> Result<myelin_vision::Answer, String> {
        let answer = self.0.read(&question);
        match &answer {
            Ok(answer) => eprintln!("answered {}", answer.digits),
            Err(reason) => eprintln!("gave no answer: {reason}"),
        }
        answer
    }
}
