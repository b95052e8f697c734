//! The end of a validator's epoch: weights on chain, and the root of what they rest on.

use super::{Conduct, Validator, ValidatorError};
use crate::{record::Record, seats::Seats, standing::Weight, Subnet};
use myelin_client::{calls, At};
use myelin_primitives::{
    commitments::{CommitmentInfo, Data},
    MechId, Uid,
};
use myelin_wallet::AccountId;

/// What a validator told the chain.
#[derive(Clone, Debug)]
pub struct Report {
    /// Seat and weight, as sent.
    pub weights: Vec<Weight>,
    /// The block that took the weights.
    pub block: u64,
    /// The root over the epoch's questions, answers and scores.
    pub root: [u8; 32],
}

impl<S: Subnet> Validator<S> {
    /// Sets weights, looks whether the chain has them, and commits to the record of the epoch.
    pub async fn report(&mut self, at: &At) -> Result<Report, ValidatorError> {
        let (weights, block) = match self.work.weights.clone() {
            Some(taken) => taken,
            None => {
                let uid = self.own_uid(at).await?;
                let seats = Seats::read(at, self.settings.netuid).await?;
                if !seats.validators.contains(&self.account()) {
                    // Nothing to try again in this epoch.
                    self.work.progress.reported = true;
                    return Err(ValidatorError::NoPermit { hotkey: self.account(), netuid: self.settings.netuid });
                }
                let weights = self.weights(&seats)?;
                let block = self.set_weights(at, uid, &weights).await?;
                self.work.weights.insert((weights, block)).clone()
            }
        };
        let root = self.commit(at).await?;
        self.work.progress.reported = true;
        Ok(Report { weights, block, root })
    }

    /// What it would say now.
    pub fn weights(&self, seats: &Seats) -> Result<Vec<Weight>, ValidatorError> {
        let miners: Vec<(Uid, AccountId)> = seats.miners.iter().map(|seat| (seat.uid, seat.hotkey)).collect();
        let weights = match self.conduct {
            Conduct::Honest => self.standing.weights(self.subnet.as_ref(), &miners),
            Conduct::Lying => self.standing.upside_down(&miners),
        };
        (!weights.is_empty()).then_some(weights).ok_or(ValidatorError::NothingToSay)
    }

    async fn set_weights(&self, at: &At, uid: Uid, weights: &[Weight]) -> Result<u64, ValidatorError> {
        let netuid = self.settings.netuid;
        let version = at.storage("SubtensorModule", "WeightsVersionKey", &[&netuid]).await?.unwrap_or(0u64);
        let call = calls::set_mechanism_weights(netuid, MechId::MAIN, weights, version);
        let outcome = self.client.submit(&call, &self.hotkey).await?;
        let after = self.client.at_hash(outcome.block).await?;
        let rows = after.weights(netuid, MechId::MAIN).await?;
        let taken = rows.into_iter().find(|(from, _)| *from == uid).map(|(_, row)| row).unwrap_or_default();
        let same_seats =
            taken.len() == weights.len() && weights.iter().all(|(seat, _)| taken.iter().any(|(to, _)| to == seat));
        if same_seats {
            Ok(outcome.number)
        } else {
            Err(ValidatorError::NotTaken { uid: uid.0, block: outcome.number })
        }
    }

    async fn commit(&mut self, at: &At) -> Result<[u8; 32], ValidatorError> {
        let record = Record {
            task: S::NAME.to_string(),
            netuid: self.settings.netuid.0,
            epoch: self.work.epoch,
            validator: self.account(),
            secret: self.secret.of_epoch(self.settings.netuid, self.work.epoch),
            leaves: self.work.leaves.clone(),
        };
        let root = record.root();
        let call = calls::set_commitment(self.settings.netuid, &commitment(&record, root));
        let outcome = self.client.submit(&call, &self.hotkey).await?;
        // Published only once the chain holds the root, so that a record never precedes its proof.
        self.library.add(record, outcome.number.max(at.number()));
        Ok(root)
    }
}

/// The label and the root, as the chain takes them.
fn commitment(record: &Record, root: [u8; 32]) -> CommitmentInfo {
    let fields = Data::raw(&record.label()).into_iter().chain([Data::Sha256(root)]).collect::<Vec<_>>();
    // Two fields where three fit.
    CommitmentInfo { fields: fields.try_into().unwrap_or_default() }
}
