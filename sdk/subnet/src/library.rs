//! The records a validator has published, newest last, and no more than fit into a bounded shelf.

use crate::Record;
use serde::{Deserialize, Serialize};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// How many epochs stay on the shelf.
const KEPT: usize = 64;

/// A record, and the block from which the chain holds its root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub committed_in: u64,
    pub record: Record,
}

/// A validator's published records; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Library(Arc<Mutex<VecDeque<Arc<Published>>>>);

impl Library {
    pub fn add(&self, record: Record, committed_in: u64) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.retain(|published| published.record.epoch != record.epoch);
        shelf.push_back(Arc::new(Published { committed_in, record }));
        while shelf.len() > KEPT {
            shelf.pop_front();
        }
    }

    /// The record of that epoch.
    pub fn of_epoch(&self, epoch: u64) -> Option<Arc<Published>> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.iter().find(|published| published.record.epoch == epoch).cloned()
    }

    /// The newest record.
    pub fn latest(&self) -> Option<Arc<Published>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).back().cloned()
    }
}
