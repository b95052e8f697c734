//! Which requests have been received: each sender's recent nonces, and a floor under the forgotten.
//!
//! A nonce may come out of order but once. What is too old to be accepted is forgotten, and so are the
//! oldest where there are too many; the newest of the forgotten is a floor below which nothing counts.

use lru::LruCache;
use myelin_wallet::AccountId;
use std::collections::BTreeSet;

/// Senders remembered at once.
const MOST_SENDERS: usize = 1024;

/// Nonces remembered of one sender: it may send so many requests within the window.
const MOST_NONCES: usize = 1024;

/// The nonces received.
pub struct Seen {
    senders: LruCache<AccountId, Nonces>,
    floor: i64,
}

struct Nonces {
    used: BTreeSet<i64>,
    floor: i64,
}

impl Seen {
    /// Nothing received, and nothing from before the start acceptable: another process may have.
    pub fn new(started_ns: i64) -> Self {
        Self { senders: LruCache::unbounded(), floor: started_ns.saturating_sub(1) }
    }

    /// Uses the nonce up; false if it was used, or may have been. Nonces before `stale` are refused elsewhere.
    pub fn admit(&mut self, sender: &AccountId, nonce: i64, stale: i64) -> bool {
        let floor = self.floor;
        let known = self.senders.peek(sender);
        if nonce <= known.map_or(floor, |nonces| nonces.floor) || known.is_some_and(|known| known.used.contains(&nonce))
        {
            return false;
        }
        let nonces = self.senders.get_or_insert_mut(*sender, || Nonces { used: BTreeSet::new(), floor });
        nonces.used.insert(nonce);
        while nonces.used.len() > MOST_NONCES || nonces.used.first().is_some_and(|oldest| *oldest < stale) {
            let Some(oldest) = nonces.used.pop_first() else { break };
            nonces.floor = nonces.floor.max(oldest);
        }
        while self.senders.len() > MOST_SENDERS {
            let Some((_, forgotten)) = self.senders.pop_lru() else { break };
            self.floor = self.floor.max(forgotten.used.last().copied().unwrap_or(forgotten.floor));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(number: u64) -> AccountId {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        AccountId(bytes)
    }

    #[test]
    fn nonces_count_once_in_any_order() {
        let mut seen = Seen::new(100);
        let admitted = [105, 103, 105, 104, 103, 99].map(|nonce| seen.admit(&sender(1), nonce, 0));
        assert_eq!(admitted, [true, true, false, true, false, false]);
        assert!(seen.admit(&sender(2), 105, 0));
    }

    #[test]
    fn what_is_forgotten_of_a_sender_cannot_come_again() {
        let mut seen = Seen::new(0);
        for nonce in 1..=MOST_NONCES as i64 + 10 {
            assert!(seen.admit(&sender(1), nonce, 0));
        }
        assert!(!seen.admit(&sender(1), 5, 0));
        assert!(seen.admit(&sender(1), 10_000, 9_000));
        assert!(!seen.admit(&sender(1), 1_030, 0));
        assert_eq!(seen.senders.peek(&sender(1)).unwrap().used.len(), 1);
    }

    #[test]
    fn a_forgotten_sender_cannot_come_again_with_what_it_sent() {
        let mut seen = Seen::new(0);
        for number in 0..=MOST_SENDERS as u64 {
            assert!(seen.admit(&sender(number), 50, 0));
        }
        assert_eq!(seen.senders.len(), MOST_SENDERS);
        assert!(!seen.admit(&sender(0), 50, 0));
        assert!(seen.admit(&sender(0), 51, 0));
    }
}
