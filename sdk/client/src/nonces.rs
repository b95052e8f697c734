//! Which number the next call of an account bears.

use myelin_wallet::AccountId;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

/// The numbers of calls on their way, by account.
///
/// The node counts what lies in its pool, but not at every instant: while it takes over a new
/// block a waiting call may be missing from its count. So numbers on their way are never given
/// twice, and those that came to an end, well or badly, are forgotten: the node knows best then.
#[derive(Default)]
pub(crate) struct Nonces(Mutex<HashMap<AccountId, Arc<Account>>>);

#[derive(Default)]
pub(crate) struct Account {
    /// Held from asking for a number until the call bears it into the pool.
    pub(crate) turn: tokio::sync::Mutex<()>,
    underway: Mutex<BTreeSet<u64>>,
}

impl Nonces {
    pub(crate) fn of(&self, account: &AccountId) -> Arc<Account> {
        let mut accounts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        accounts.entry(*account).or_default().clone()
    }
}

impl Account {
    /// The next number that is on no call underway, `next` by the node's count.
    pub(crate) fn reserve(self: &Arc<Self>, next: u64) -> Reserved {
        let mut underway = self.underway.lock().unwrap_or_else(PoisonError::into_inner);
        let mut nonce = next;
        while underway.contains(&nonce) {
            nonce = nonce.saturating_add(1);
        }
        underway.insert(nonce);
        Reserved { nonce, account: self.clone() }
    }
}

/// A number given to a call, until the call's end is known.
pub(crate) struct Reserved {
    pub(crate) nonce: u64,
    account: Arc<Account>,
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.account.underway.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.nonce);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_given_twice_while_its_call_is_underway() {
        let account = Nonces::default().of(&AccountId([1; 32]));
        let first = account.reserve(5);
        // The node does not count the first yet, then does.
        let second = account.reserve(5);
        let third = account.reserve(7);
        assert_eq!([first.nonce, second.nonce, third.nonce], [5, 6, 7]);
        drop(second);
        assert_eq!(account.reserve(6).nonce, 6, "the second was refused: its number is free again");
    }
}
