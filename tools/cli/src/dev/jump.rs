//! Blocks that are ordered: how many, or until something holds.

use super::{desk::Desk, goal, interrupt, parse};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use myelin_client::{dev::Until, Head, ReadError};
use myelin_primitives::{NetUid, Uid};
use myelin_up::Failure;
use std::{
    future::Future,
    io::{self, IsTerminal},
    pin::pin,
    time::Duration,
};

/// How often the head is asked for while blocks are made. Shorter jumps show no bar.
const EVERY: Duration = Duration::from_millis(250);

#[derive(Args)]
pub struct MineArgs {
    /// How many blocks.
    #[arg(value_name = "N", default_value_t = 1)]
    count: u32,
}

#[derive(Args)]
pub struct UntilArgs {
    #[command(subcommand)]
    condition: Condition,
    /// Give up after so many blocks [default: 100000].
    #[arg(long, value_name = "BLOCKS", global = true)]
    at_most: Option<u32>,
}

#[derive(Subcommand)]
enum Condition {
    /// The head is the block of this height.
    Block {
        #[arg(value_name = "N")]
        number: u64,
    },
    /// The chain's clock shows this or later, as 2026-07-01T12:00:00Z or in milliseconds since 1970.
    Time {
        #[arg(value_name = "TIME", value_parser = parse::moment)]
        time: u64,
    },
    /// The next epoch of a subnet has come.
    Epoch {
        /// The subnet.
        #[arg(long, value_name = "NETUID")]
        netuid: u16,
    },
    /// So many epochs of a subnet have come since it began.
    EpochIndex {
        /// The subnet.
        #[arg(long, value_name = "NETUID")]
        netuid: u16,
        /// How many.
        #[arg(long, value_name = "N")]
        index: u64,
    },
    /// What was committed in an epoch of a subnet can be revealed.
    RevealDue {
        /// The subnet.
        #[arg(long, value_name = "NETUID")]
        netuid: u16,
        /// The epoch of the commit; the present one if not said.
        #[arg(long, value_name = "EPOCH")]
        committed: Option<u64>,
    },
    /// A seat is no longer protected from being taken.
    NotImmune {
        /// The subnet.
        #[arg(long, value_name = "NETUID")]
        netuid: u16,
        /// The seat.
        #[arg(long, value_name = "UID")]
        uid: u16,
    },
    /// A seat may set weights again.
    RateLimitOver {
        /// The subnet.
        #[arg(long, value_name = "NETUID")]
        netuid: u16,
        /// The seat.
        #[arg(long, value_name = "UID")]
        uid: u16,
    },
}

impl From<&Condition> for Until {
    fn from(condition: &Condition) -> Self {
        match *condition {
            Condition::Block { number } => Self::Block(number),
            Condition::Time { time } => Self::Time(time),
            Condition::Epoch { netuid } => Self::Epoch { netuid: NetUid(netuid) },
            Condition::EpochIndex { netuid, index } => Self::EpochIndex { netuid: NetUid(netuid), index },
            Condition::RevealDue { netuid, committed } => Self::RevealDue { netuid: NetUid(netuid), committed },
            Condition::NotImmune { netuid, uid } => Self::NotImmune { netuid: NetUid(netuid), uid: Uid(uid) },
            Condition::RateLimitOver { netuid, uid } => Self::RateLimitOver { netuid: NetUid(netuid), uid: Uid(uid) },
        }
    }
}

pub async fn mine(desk: &Desk<'_>, args: &MineArgs) -> Result<(), Failure> {
    let from = desk.client.at_head().await.map_err(|error| desk.refused(error))?.number();
    let goal = from.saturating_add(args.count.into());
    let head = watched(desk, from, Some(goal), desk.dev.mine(args.count)).await?;
    desk.stands(head);
    Ok(())
}

pub async fn until(desk: &Desk<'_>, args: &UntilArgs) -> Result<(), Failure> {
    let until = Until::from(&args.condition);
    let at = desk.client.at_head().await.map_err(|error| desk.refused(error))?;
    // Only for the bar: what cannot be foreseen is waited for all the same.
    let goal = goal::of(&at, &until).await.unwrap_or(None);
    let head = watched(desk, at.number(), goal, desk.dev.mine_until(&until, args.at_most)).await?;
    desk.stands(head);
    Ok(())
}

/// Waits for an order and shows how far it is. Interrupted, it calls the order off and says where
/// the chain stands.
async fn watched(
    desk: &Desk<'_>,
    from: u64,
    goal: Option<u64>,
    order: impl Future<Output = Result<Head, ReadError>>,
) -> Result<Head, Failure> {
    let bar = bar(goal.map(|goal| goal.saturating_sub(from)));
    let mut ticks = tokio::time::interval(EVERY);
    ticks.reset();
    let (mut order, mut interrupted) = (pin!(order), pin!(interrupt::requested()));
    let mut is_called_off = false;
    let outcome = loop {
        tokio::select! {
            outcome = &mut order => break outcome,
            () = &mut interrupted, if !is_called_off => {
                is_called_off = true;
                desk.dev.call_off().await.map_err(|error| desk.refused(error))?;
            }
            _ = ticks.tick() => {
                // The bar can wait for the next look.
                if let Ok(at) = desk.client.at_head().await {
                    bar.set_position(at.number().saturating_sub(from));
                }
            }
        }
    };
    bar.finish_and_clear();
    match outcome {
        Err(ReadError::Declined { reason, hint }) if is_called_off => {
            let at = desk.client.at_head().await.map_err(|error| desk.refused(error))?;
            let reason = reason.split(';').next().unwrap_or_default();
            Err(Failure::new(format!("{reason}: the chain stands at block {}", at.number()), hint))
        }
        outcome => outcome.map_err(|error| desk.refused(error)),
    }
}

/// A bar for those who watch, nothing in a pipe. Where the end cannot be foreseen, it counts.
fn bar(blocks: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match blocks {
        Some(blocks) => (ProgressBar::new(blocks), "{bar:40} {pos}/{len} blocks, {eta} left"),
        None => (ProgressBar::no_length(), "{spinner} {pos} blocks in {elapsed}"),
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.with_style(style)
}
