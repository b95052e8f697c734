//! `myelin up` without a terminal: so many paid epochs, a report, and perhaps staying up.

use crate::{
    cast::{Person, Role},
    failure::Failure,
    network::{Network, Step},
    screen, Report, UpArgs,
};
use myelin_wallet::AccountId;
use std::{
    io::{IsTerminal, Write},
    time::Duration,
};

/// Paid epochs when nobody says how many and nobody watches.
const EPOCHS: u32 = 3;
/// Wall time of a block while held: official clients' transactions live 128 blocks.
const HELD_PACE: Duration = Duration::from_millis(250);

/// Runs the network as the arguments say.
pub async fn run(args: UpArgs) -> Result<(), Failure> {
    let mut network = Network::open(&args, &mut |step| say(&step)).await?;
    eprintln!("{}", banner(&network));
    let is_watched = !args.json && std::io::stdout().is_terminal() && std::io::stdin().is_terminal();
    if is_watched && !args.hold {
        let report = screen::watch(&mut network, &args).await?;
        return print(&report, false);
    }
    let epochs = args.epochs.unwrap_or(EPOCHS);
    while network.audits().len() < epochs as usize {
        let advance = network.advance(u64::MAX).await?;
        for trouble in advance.troubles {
            eprintln!("note: {trouble}");
        }
        if let Some(epoch) = advance.epoch {
            eprintln!("epoch at block {}: {}", epoch.block, if epoch.weights_counted() { "paid" } else { "warm-up" });
        }
    }
    let report = Report::of(&network, args.seed);
    print(&report, args.json)?;
    if args.hold {
        hold(&mut network).await?;
    }
    Ok(())
}

fn print(report: &Report, json: bool) -> Result<(), Failure> {
    let text = if json {
        serde_json::to_string(report).map_err(|cause| Failure::unexpected("write the report", cause))?
    } else {
        report.to_string()
    };
    let mut out = std::io::stdout();
    // A reader that went away is no failure of the network.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    Ok(())
}

async fn hold(network: &mut Network) -> Result<(), Failure> {
    eprintln!("up at {} until interrupted (Ctrl-C)", network.rpc_url());
    network.set_pace(Some(HELD_PACE));
    loop {
        tokio::select! {
            advance = network.advance(1) => {
                for trouble in advance?.troubles {
                    eprintln!("note: {trouble}");
                }
            }
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}

/// Who is here, where, and what to try next.
fn banner(network: &Network) -> String {
    let mut lines =
        vec![format!("rpc        {}", network.rpc_url()), format!("wallets    {}", network.wallets().display())];
    for person in &network.cast {
        let address = network.address_of(person.name).map_or_else(String::new, |address| address.to_string());
        lines.push(format!("{:<10} {:<12} {} {address}", person.role_name(), person.name, shown_key(person)));
    }
    let program = std::env::current_exe().map_or_else(|_| "myelin".to_string(), |path| path.display().to_string());
    lines.push(format!("try        {program} metagraph --netuid {} --url {}", network.netuid, network.rpc_url()));
    lines.join("\n")
}

/// What other commands show somebody by: the hotkey, or the coldkey where nothing else is used.
fn shown_key(person: &Person) -> AccountId {
    match person.role {
        Role::Nominator { .. } => person.account(),
        _ => person.neuron(),
    }
}

fn say(step: &Step) {
    match step {
        Step::Chain { url } => eprintln!("chain: {url}"),
        Step::Wallets { folder } => eprintln!("wallets: {folder}"),
        Step::Training { kind } => eprintln!("miner {kind}: learning"),
        Step::Trained { kind, accuracy } => {
            eprintln!("miner {kind}: reads {:.1}% of unseen digits", accuracy.as_f64() * 100.0)
        }
        Step::Doing(what) => eprintln!("{what}"),
        Step::Ready => eprintln!("ready"),
    }
}
