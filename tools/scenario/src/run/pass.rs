//! Blocks and epochs that pass.

use super::{Progress, Stage, Trouble};
use myelin_client::dev::Until;

const CHAIN: &str = "SubtensorModule";

impl Stage<'_> {
    /// Lets so many blocks pass, those in which validators set weights among them.
    pub(super) async fn pass_blocks(&mut self, blocks: u32) -> Result<(), Trouble> {
        let begin = self.head().await?.number();
        let end = begin.saturating_add(blocks.into());
        loop {
            let at = self.head().await?;
            let head = at.number();
            if head >= end {
                return Ok(());
            }
            let epoch = at.next_epoch(self.netuid).await?.filter(|block| *block > head);
            let stop = epoch.map_or(end, |block| block.min(end));
            let count = u32::try_from(stop.saturating_sub(head)).unwrap_or(u32::MAX);
            self.dev.mine(count.max(1)).await?;
            self.weigh_if_due().await?;
        }
    }

    /// Lets the next epoch come, and stops in its block.
    pub(super) async fn next_epoch(&mut self) -> Result<(), Trouble> {
        let head = self.dev.mine_until(&Until::Epoch { netuid: self.netuid }, None).await?;
        let index = self.epoch().await?;
        (self.tell)(Progress::Epoch { index, block: head.number });
        Ok(())
    }

    /// How many epochs of the subnet have come.
    pub(super) async fn epoch(&self) -> Result<u64, Trouble> {
        let index: Option<u64> = self.head().await?.storage(CHAIN, "SubnetEpochIndex", &[&self.netuid]).await?;
        Ok(index.unwrap_or(0))
    }

    /// Validators set weights, if an epoch has come since they last did.
    pub(super) async fn weigh_if_due(&mut self) -> Result<(), Trouble> {
        match self.epoch().await? > self.minds.epoch {
            true => self.all_weigh(false).await,
            false => Ok(()),
        }
    }

    /// Lets the epoch come before which hyperparameters are frozen, if they are in the next block.
    pub(super) async fn leave_freeze(&self) -> Result<(), Trouble> {
        let at = self.head().await?;
        let window: Option<u16> = at.storage(CHAIN, "AdminFreezeWindow", &[]).await?;
        let Some(epoch) = at.next_epoch(self.netuid).await? else { return Ok(()) };
        // One block more than the chain counts: the call comes in the next one.
        let left = epoch.saturating_sub(at.number()).saturating_sub(1);
        if left <= u64::from(window.unwrap_or(0)) {
            self.dev.mine_until(&Until::Epoch { netuid: self.netuid }, None).await?;
        }
        Ok(())
    }
}
