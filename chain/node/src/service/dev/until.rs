//! What blocks are made for: until something holds.
//!
//! Nothing is computed ahead. After each block the chain itself is asked, so a condition that
//! something else brings about sooner or later than expected is still met in the right block.

use super::{
    press::Press,
    seal::{Patience, Sealed},
};
use crate::{failure::Failure, service::Hash};
use codec::{Decode, Encode};
use polkadot_sdk::{
    sc_client_api::{StorageKey, StorageProvider},
    sp_io::hashing::{twox_128, twox_64},
};
use serde::Deserialize;

/// How many blocks one order may ask for.
pub const MOST_BLOCKS: u32 = 100_000;

/// What blocks are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Until {
    /// The head is the block of this height.
    Block(u32),
    /// Chain time of the head is this or later, in milliseconds since 1970.
    Time(u64),
    /// The subnet's next epoch has come.
    Epoch {
        /// The subnet.
        netuid: u16,
    },
    /// So many epochs of the subnet have come since it began.
    EpochIndex {
        /// The subnet.
        netuid: u16,
        /// How many.
        index: u64,
    },
    /// What was committed in that epoch of the subnet can be revealed.
    RevealDue {
        /// The subnet.
        netuid: u16,
        /// The epoch of the commit; the present one if not said.
        #[serde(default)]
        committed: Option<u64>,
    },
    /// In the next block the seat is no longer protected from being taken.
    NotImmune {
        /// The subnet.
        netuid: u16,
        /// The seat.
        uid: u16,
    },
    /// In the next block the seat may set weights again.
    RateLimitOver {
        /// The subnet.
        netuid: u16,
        /// The seat.
        uid: u16,
    },
}

/// A condition with everything that is known when the order comes.
#[derive(Clone, Copy, Debug)]
enum Goal {
    Block(u64),
    Time(u64),
    Epochs { netuid: u16, index: u64 },
    NotImmune { netuid: u16, uid: u16 },
    WeightsAgain { netuid: u16, uid: u16 },
}

impl Press {
    /// Makes blocks until `until` holds, at most `at_most` of them; none if it holds already.
    pub async fn mine_until(&mut self, until: Until, at_most: u32, patience: Patience) -> Result<Sealed, Failure> {
        let at_most = at_most.min(MOST_BLOCKS);
        let begin = self.head();
        let goal = self.goal(until, at_most)?;
        let mut head = begin;
        while !self.holds(goal, head)? {
            let made = head.number.saturating_sub(begin.number);
            if made >= at_most {
                return Err(Failure::new(
                    format!("{until:?} does not hold after {made} blocks; the head is block {}", head.number),
                    "ask again to go on, or for more blocks at once",
                ));
            }
            patience.check(made)?;
            head = self.next().await?;
        }
        Ok(head)
    }

    /// One block, and a pause for others: a node that is told to stop does so between two blocks.
    pub async fn next(&mut self) -> Result<Sealed, Failure> {
        let sealed = self.seal_one().await.map_err(|cause| Failure::unexpected("seal a block", cause))?;
        tokio::task::yield_now().await;
        Ok(sealed)
    }

    fn goal(&self, until: Until, at_most: u32) -> Result<Goal, Failure> {
        let head = self.head();
        match until {
            Until::Block(number) if number < head.number => Err(Failure::new(
                format!("block {number} is past: the head is block {}", head.number),
                "a revert goes back",
            )),
            Until::Block(number) if number.saturating_sub(head.number) > at_most => Err(Failure::new(
                format!("block {number} is {} blocks away, more than {at_most}", number.saturating_sub(head.number)),
                format!("one order makes at most {MOST_BLOCKS}"),
            )),
            Until::Block(number) => Ok(Goal::Block(number.into())),
            Until::Time(ms) => Ok(Goal::Time(ms)),
            Until::Epoch { netuid } => {
                let index = self.epochs(head.hash, netuid)?.saturating_add(1);
                self.epoch_goal(head.hash, netuid, index)
            }
            Until::EpochIndex { netuid, index } => {
                let now = self.epochs(head.hash, netuid)?;
                if index < now {
                    return Err(Failure::new(
                        format!("epoch {index} of subnet {netuid} is past: it is in epoch {now}"),
                        "a revert goes back",
                    ));
                }
                self.epoch_goal(head.hash, netuid, index)
            }
            Until::RevealDue { netuid, committed } => {
                let committed = match committed {
                    Some(epoch) => epoch,
                    None => self.epochs(head.hash, netuid)?,
                };
                let period: u64 = self.read(head.hash, "RevealPeriodEpochs", &twox_64_concat(netuid))?.unwrap_or(1);
                self.epoch_goal(head.hash, netuid, committed.saturating_add(period))
            }
            Until::NotImmune { netuid, uid } => {
                self.seat(head.hash, netuid, uid).map(|()| Goal::NotImmune { netuid, uid })
            }
            Until::RateLimitOver { netuid, uid } => {
                self.seat(head.hash, netuid, uid).map(|()| Goal::WeightsAgain { netuid, uid })
            }
        }
    }

    /// A subnet without tempo has no epochs to wait for.
    fn epoch_goal(&self, at: Hash, netuid: u16, index: u64) -> Result<Goal, Failure> {
        let tempo: u16 = self.read(at, "Tempo", &netuid.encode())?.unwrap_or(360);
        if tempo == 0 && self.epochs(at, netuid)? < index {
            return Err(Failure::new(
                format!("subnet {netuid} has no epochs: its tempo is 0"),
                "give it a tempo first",
            ));
        }
        Ok(Goal::Epochs { netuid, index })
    }

    fn holds(&self, goal: Goal, head: Sealed) -> Result<bool, Failure> {
        let at = head.hash;
        let next = u64::from(head.number).saturating_add(1);
        Ok(match goal {
            Goal::Block(number) => u64::from(head.number) >= number,
            Goal::Time(ms) => self.read_of::<u64>(at, "Timestamp", "Now", &[])?.unwrap_or(0) >= ms,
            Goal::Epochs { netuid, index } => self.epochs(at, netuid)? >= index,
            Goal::NotImmune { netuid, uid } => {
                let since: u64 = self.read(at, "BlockAtRegistration", &(netuid, uid).encode())?.unwrap_or(0);
                let immunity: u16 = self.read(at, "ImmunityPeriod", &netuid.encode())?.unwrap_or(4096);
                next.saturating_sub(since) >= u64::from(immunity)
            }
            Goal::WeightsAgain { netuid, uid } => {
                let seats: Vec<u64> = self.read(at, "LastUpdate", &netuid.encode())?.unwrap_or_default();
                let last = seats.get(usize::from(uid)).copied().unwrap_or(0);
                let limit: u64 = self.read(at, "WeightsSetRateLimit", &netuid.encode())?.unwrap_or(100);
                last == 0 || next.saturating_sub(last) >= limit
            }
        })
    }

    /// How many epochs of the subnet have come.
    fn epochs(&self, at: Hash, netuid: u16) -> Result<u64, Failure> {
        if !self.read(at, "NetworksAdded", &netuid.encode())?.unwrap_or(false) {
            return Err(Failure::new(format!("there is no subnet {netuid}"), "register it first"));
        }
        Ok(self.read(at, "SubnetEpochIndex", &netuid.encode())?.unwrap_or(0))
    }

    fn seat(&self, at: Hash, netuid: u16, uid: u16) -> Result<(), Failure> {
        let seats: u16 = self.read(at, "SubnetworkN", &netuid.encode())?.unwrap_or(0);
        if uid < seats {
            return Ok(());
        }
        Err(Failure::new(format!("subnet {netuid} has no seat {uid}: it has {seats}"), "register a neuron first"))
    }

    fn read<T: Decode>(&self, at: Hash, item: &str, key: &[u8]) -> Result<Option<T>, Failure> {
        self.read_of(at, "SubtensorModule", item, key)
    }

    fn read_of<T: Decode>(&self, at: Hash, pallet: &str, item: &str, key: &[u8]) -> Result<Option<T>, Failure> {
        let unreadable = |cause: &dyn std::fmt::Display| Failure::unexpected(&format!("read {item}"), cause);
        let key = storage_key(pallet, item, key);
        let value = self.client.storage(at, &StorageKey(key)).map_err(|cause| unreadable(&cause))?;
        let Some(value) = value else { return Ok(None) };
        T::decode(&mut &value.0[..]).map(Some).map_err(|cause| unreadable(&cause))
    }
}

fn storage_key(pallet: &str, item: &str, key: &[u8]) -> Vec<u8> {
    [&twox_128(pallet.as_bytes())[..], &twox_128(item.as_bytes()), key].concat()
}

fn twox_64_concat(netuid: u16) -> Vec<u8> {
    let key = netuid.encode();
    [&twox_64(&key)[..], &key].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use myelin_primitives::{NetUid, StorageIndex, Uid};
    use myelin_runtime::Runtime;

    const NETUID: NetUid = NetUid(7);

    #[test]
    fn what_is_read_is_stored_under_the_same_keys() {
        use pallet_subtensor as pallet;
        let key = |item, key: Vec<u8>| storage_key("SubtensorModule", item, &key);
        let id = 7u16.encode();
        let pairs = [
            (key("Tempo", id.clone()), pallet::Tempo::<Runtime>::hashed_key_for(NETUID)),
            (key("NetworksAdded", id.clone()), pallet::NetworksAdded::<Runtime>::hashed_key_for(NETUID)),
            (key("SubnetEpochIndex", id.clone()), pallet::SubnetEpochIndex::<Runtime>::hashed_key_for(NETUID)),
            (key("SubnetworkN", id.clone()), pallet::SubnetworkN::<Runtime>::hashed_key_for(NETUID)),
            (key("ImmunityPeriod", id.clone()), pallet::ImmunityPeriod::<Runtime>::hashed_key_for(NETUID)),
            (key("WeightsSetRateLimit", id.clone()), pallet::WeightsSetRateLimit::<Runtime>::hashed_key_for(NETUID)),
            (key("LastUpdate", id), pallet::LastUpdate::<Runtime>::hashed_key_for(StorageIndex(7))),
            (
                key("RevealPeriodEpochs", twox_64_concat(7)),
                pallet::RevealPeriodEpochs::<Runtime>::hashed_key_for(NETUID),
            ),
            (
                key("BlockAtRegistration", (7u16, 3u16).encode()),
                pallet::BlockAtRegistration::<Runtime>::hashed_key_for(NETUID, Uid(3)),
            ),
        ];
        for (ours, theirs) in pairs {
            assert_eq!(ours, theirs);
        }
    }

    mod mining {
        use crate::dev::{spawn, Config, Seal, Until, GENESIS_TIME_MS};
        use std::time::Duration;

        fn ask<T>(verb: impl std::future::Future<Output = T>) -> T {
            futures::executor::block_on(verb)
        }

        #[test]
        fn blocks_are_made_until_a_height_and_not_beyond() {
            let chain = spawn(Config::quiet()).unwrap();
            assert_eq!(ask(chain.sealer().mine_until(Until::Block(7), 100)).unwrap().number, 7);
            assert_eq!(ask(chain.sealer().mine_until(Until::Block(7), 100)).unwrap().number, 7);
            let past = ask(chain.sealer().mine_until(Until::Block(6), 100)).unwrap_err();
            assert!(past.what.contains("is past"), "{past}");
            let far = ask(chain.sealer().mine_until(Until::Block(1000), 100)).unwrap_err();
            assert!(far.what.contains("993 blocks away"), "{far}");
            assert_eq!(chain.seal(0).unwrap().number, 7);
        }

        #[test]
        fn blocks_are_made_until_a_time() {
            let chain = spawn(Config::quiet()).unwrap();
            let hour = Until::Time(GENESIS_TIME_MS + 3_600_000);
            assert_eq!(ask(chain.sealer().mine_until(hour, 1000)).unwrap().number, 300);
        }

        #[test]
        fn blocks_are_made_until_the_next_epoch_and_until_a_later_one() {
            let chain = spawn(Config::quiet()).unwrap();
            let first = ask(chain.sealer().mine_until(Until::Epoch { netuid: 1 }, 1000)).unwrap();
            let second = ask(chain.sealer().mine_until(Until::Epoch { netuid: 1 }, 1000)).unwrap();
            assert_eq!((first.number, second.number), (100, 200)); // the first subnet has a tempo of its own
            let fourth = ask(chain.sealer().mine_until(Until::EpochIndex { netuid: 1, index: 4 }, 1000)).unwrap();
            assert_eq!(fourth.number, 400);
            let past = ask(chain.sealer().mine_until(Until::EpochIndex { netuid: 1, index: 2 }, 1000)).unwrap_err();
            assert!(past.what.contains("is past"), "{past}");
            let due = ask(chain.sealer().mine_until(Until::RevealDue { netuid: 1, committed: None }, 1000)).unwrap();
            assert_eq!(due.number, 500);
        }

        #[test]
        fn what_is_not_there_cannot_be_waited_for() {
            let chain = spawn(Config::quiet()).unwrap();
            let no_subnet = ask(chain.sealer().mine_until(Until::Epoch { netuid: 77 }, 10)).unwrap_err();
            assert!(no_subnet.what.contains("no subnet 77"), "{no_subnet}");
            let seat = Until::NotImmune { netuid: 1, uid: 200 };
            let no_seat = ask(chain.sealer().mine_until(seat, 10)).unwrap_err();
            assert!(no_seat.what.contains("no seat 200"), "{no_seat}");
            assert_eq!(chain.seal(0).unwrap().number, 0);
        }

        #[test]
        fn a_long_order_can_be_called_off_and_its_blocks_stay() {
            let chain = spawn(Config::quiet()).unwrap();
            let outcome = ask(async {
                let long = chain.sealer().seal(crate::dev::MOST_BLOCKS);
                let stop = async {
                    // Once this is answered too, the long order has been called off, not finished.
                    chain.sealer().call_off();
                };
                futures::join!(long, stop).0
            });
            assert!(outcome.unwrap_err().what.contains("called off after"));
            assert!(chain.seal(1).unwrap().number < 100_000);
        }

        #[test]
        fn a_chain_sealed_by_the_clock_refuses_to_have_its_time_moved() {
            let chain = spawn(Config { seal: Seal::Every(Duration::from_secs(3600)), ..Config::quiet() }).unwrap();
            let sealer = chain.sealer();
            let refusals = [
                ask(sealer.mine_until(Until::Block(3), 10)).unwrap_err(),
                ask(sealer.advance_time(1)).unwrap_err(),
                ask(sealer.snapshot()).unwrap_err(),
                ask(sealer.revert_to_block(0)).unwrap_err(),
            ];
            for refusal in refusals {
                assert!(refusal.what.contains("its time cannot be moved"), "{refusal}");
            }
        }

        #[test]
        fn the_clock_cannot_be_set_back_nor_beyond_all_reason() {
            let chain = spawn(Config::quiet()).unwrap();
            chain.seal(10).unwrap();
            let back = ask(chain.sealer().set_time(GENESIS_TIME_MS)).unwrap_err();
            assert!(back.what.contains("at the earliest"), "{back}");
            let far = ask(chain.sealer().set_time(u64::MAX)).unwrap_err();
            assert!(far.what.contains("hundred years"), "{far}");
            assert_eq!(ask(chain.sealer().next_time()).unwrap(), GENESIS_TIME_MS + 11 * 12_000);
        }
    }
}
