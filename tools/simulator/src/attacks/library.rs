//! The attacks themselves.

use super::{copying, favouring, seating, staking, Attack, Measure};
use crate::scenario::Validating;

/// All of them.
pub static ALL: &[Attack] = &[
    Attack {
        name: "copy-rows",
        does: "hands in the mean of all rows it can read and looks at nobody",
        instead: "looks at every miner",
        arrange: |scenario| copying::duel(scenario, Validating::CopyRows { delay: 0 }),
        measure: Measure::Stake,
    },
    Attack {
        name: "copy-late",
        does: "hands in the mean of all rows as it could be read some tempos ago",
        instead: "looks at every miner",
        arrange: |scenario| copying::duel(scenario, Validating::CopyRows { delay: scenario.attacker.delay }),
        measure: Measure::Stake,
    },
    Attack {
        name: "copy-consensus",
        does: "hands in the consensus of the last epoch",
        instead: "looks at every miner",
        arrange: |scenario| copying::duel(scenario, Validating::CopyConsensus),
        measure: Measure::Stake,
    },
    Attack {
        name: "early-reveal",
        does: "hands in what a validator shows it before the chain shows it to all",
        instead: "looks at every miner",
        arrange: copying::early,
        measure: Measure::Stake,
    },
    Attack {
        name: "lazy",
        does: "looks once and hands in the same row ever after",
        instead: "looks at every miner",
        arrange: |scenario| copying::duel(scenario, Validating::Lazy),
        measure: Measure::Stake,
    },
    Attack {
        name: "cabal",
        does: "gives all its weight to miners of its own that do nothing",
        instead: "judges all miners alike while its own work",
        arrange: favouring::cabal,
        measure: Measure::Stake,
    },
    Attack {
        name: "self-dealing",
        does: "owns the subnet, sets hyperparameters to its own good and gives all its weight to miners of its own that do nothing",
        instead: "leaves them as they are and judges all miners alike while its own work",
        arrange: favouring::self_dealing,
        measure: Measure::Stake,
    },
    Attack {
        name: "bribe",
        does: "pays validators to give a part of their weight to miners of its own that do nothing",
        instead: "pays nobody and lets its miners work",
        arrange: favouring::bribe,
        measure: Measure::Cost,
    },
    Attack {
        name: "stake-loan",
        does: "borrows stake for the block in which an epoch looks",
        instead: "holds as much on the mean of all blocks",
        arrange: staking::loan,
        measure: Measure::Cost,
    },
    Attack {
        name: "bond-front-run",
        does: "gives weight to what miners will be before anybody can see it",
        instead: "judges them as they are",
        arrange: staking::front_run,
        measure: Measure::Stake,
    },
    Attack {
        name: "sybils",
        does: "fills seats with miners that do nothing beside its one real miner",
        instead: "has the one real miner alone",
        arrange: seating::sybils,
        measure: Measure::Cost,
    },
    Attack {
        name: "underweight",
        does: "leaves the smallest group of miners out of its row",
        instead: "judges all miners alike, its own too",
        arrange: favouring::underweight,
        measure: Measure::Stake,
    },
];
