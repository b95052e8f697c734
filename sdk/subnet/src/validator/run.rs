//! Following a chain: every new head may bring a duty.

use super::{Report, Round, Validator, ValidatorError};
use crate::{schedule::Duty, Standing, Subnet};
use futures::StreamExt;
use tokio::sync::watch;

/// What happened, for whoever watches.
#[derive(Debug)]
pub enum Event {
    Asked {
        block: u64,
        round: Round,
    },
    /// With what it thinks of each miner now, for keeping.
    Reported {
        block: u64,
        report: Report,
        standing: Standing,
    },
    /// Something due could not be done; it is tried again at the next block.
    Failed {
        block: u64,
        error: ValidatorError,
    },
}

impl<S: Subnet> Validator<S> {
    /// Does what is due at each new head until `stop` says true or its sender is gone. What fails
    /// is told and tried again: a chain that is away for a while ends nothing.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>, mut tell: impl FnMut(Event) + Send) {
        let mut heads = self.client.heads();
        loop {
            let head = tokio::select! {
                head = heads.next() => head,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            match head {
                Some(Ok(head)) => {
                    if let Err(error) = self.serve(head.hash, &mut tell).await {
                        tell(Event::Failed { block: head.number, error });
                    }
                }
                Some(Err(error)) => tell(Event::Failed { block: 0, error: error.into() }),
                None => return,
            }
        }
    }

    async fn serve(
        &mut self,
        head: myelin_client::Hash,
        tell: &mut (impl FnMut(Event) + Send),
    ) -> Result<(), ValidatorError> {
        let at = self.client.at_hash(head).await?;
        let block = at.number();
        match self.duty(&at).await? {
            Some(Duty::Round(round)) => {
                let round = self.ask(&at, round).await?;
                tell(Event::Asked { block, round });
            }
            Some(Duty::Report) => {
                let report = self.report(&at).await?;
                tell(Event::Reported { block, report, standing: self.standing.clone() });
            }
            None => {}
        }
        Ok(())
    }
}
