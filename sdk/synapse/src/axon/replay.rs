//! Which nonces have been used: each client's newest, and for clients forgotten a floor.
//!
//! A request counts only if its nonce is above everything its client has used. Memory is bounded:
//! a caller with too many clients loses the one heard from longest ago, and so does the axon with
//! its callers. Forgetting stays safe because the newest nonce that is forgotten becomes a floor:
//! a client nobody remembers must be above the floor of its caller and of the axon. The axon's floor
//! starts at its own start, so a restart forgets nothing that could be used again either.

use lru::LruCache;
use myelin_wallet::AccountId;

/// The nonces seen.
pub struct Replay {
    callers: LruCache<AccountId, Clients>,
    floor: i64,
    most_callers: usize,
    most_clients: usize,
}

/// One caller's clients by their uuid.
struct Clients {
    newest: LruCache<Box<str>, i64>,
    floor: i64,
}

impl Replay {
    /// Nothing seen, and nothing from before `started_ns` acceptable.
    pub fn new(started_ns: i64, most_callers: usize, most_clients: usize) -> Self {
        Self { callers: LruCache::unbounded(), floor: started_ns.saturating_sub(1), most_callers, most_clients }
    }

    /// Whether the nonce is above all that this client has used.
    pub fn is_fresh(&self, caller: &AccountId, client: &str, nonce: i64) -> bool {
        let used = match self.callers.peek(caller) {
            None => self.floor,
            Some(clients) => clients.newest.peek(client).copied().unwrap_or(clients.floor),
        };
        nonce > used
    }

    /// Uses the nonce up; false if it is not fresh.
    pub fn admit(&mut self, caller: &AccountId, client: &str, nonce: i64) -> bool {
        if !self.is_fresh(caller, client, nonce) {
            return false;
        }
        let floor = self.floor;
        let most_clients = self.most_clients;
        let clients = self.callers.get_or_insert_mut(*caller, || Clients { newest: LruCache::unbounded(), floor });
        clients.newest.put(client.into(), nonce);
        while clients.newest.len() > most_clients {
            let Some((_, forgotten)) = clients.newest.pop_lru() else { break };
            clients.floor = clients.floor.max(forgotten);
        }
        while self.callers.len() > self.most_callers {
            let Some((_, forgotten)) = self.callers.pop_lru() else { break };
            let newest = forgotten.newest.iter().map(|(_, nonce)| *nonce).max().unwrap_or(i64::MIN);
            self.floor = self.floor.max(forgotten.floor).max(newest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    const ALICE: AccountId = AccountId([1; 32]);
    const BOB: AccountId = AccountId([2; 32]);
    const CAROL: AccountId = AccountId([3; 32]);

    #[test]
    fn a_nonce_counts_once_per_client() {
        let mut replay = Replay::new(100, 8, 8);
        assert!(replay.admit(&ALICE, "one", 105));
        assert!(!replay.admit(&ALICE, "one", 105));
        assert!(!replay.admit(&ALICE, "one", 104));
        assert!(replay.admit(&ALICE, "two", 105));
        assert!(replay.admit(&ALICE, "one", 106));
        assert!(replay.admit(&BOB, "one", 105));
    }

    #[test]
    fn nothing_from_before_the_start_counts() {
        let mut replay = Replay::new(100, 8, 8);
        assert!(!replay.admit(&ALICE, "one", 99));
        assert!(replay.admit(&ALICE, "one", 100));
    }

    #[test]
    fn a_forgotten_client_leaves_a_floor_for_its_caller_alone() {
        let mut replay = Replay::new(100, 8, 1);
        assert!(replay.admit(&ALICE, "one", 200));
        assert!(replay.admit(&ALICE, "two", 150));
        assert!(!replay.admit(&ALICE, "one", 200));
        assert!(replay.admit(&ALICE, "one", 201));
        assert!(replay.admit(&BOB, "one", 150));
    }

    #[test]
    fn a_forgotten_caller_leaves_a_floor_for_strangers_but_not_for_the_known() {
        let mut replay = Replay::new(100, 2, 8);
        assert!(replay.admit(&ALICE, "one", 200));
        assert!(replay.admit(&BOB, "one", 150));
        assert!(replay.admit(&CAROL, "one", 150));
        assert!(!replay.admit(&ALICE, "one", 200));
        assert!(replay.admit(&BOB, "one", 151));
        assert!(replay.admit(&ALICE, "one", 201));
    }

    proptest! {
        #[test]
        fn no_request_is_ever_admitted_twice(requests in prop::collection::vec((0u8..5, 0u8..4, 0i64..60), 0..400)) {
            let mut replay = Replay::new(0, 3, 2);
            let mut admitted = HashSet::new();
            for (caller, client, nonce) in requests {
                if replay.admit(&AccountId([caller; 32]), &client.to_string(), nonce) {
                    prop_assert!(admitted.insert((caller, client, nonce)));
                }
                prop_assert!(replay.callers.len() <= 3);
                prop_assert!(replay.callers.iter().all(|(_, clients)| clients.newest.len() <= 2));
            }
        }
    }
}
