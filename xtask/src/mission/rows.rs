//! The rows: what is claimed, which issue brings it, what proves it, and how it stands.
//! To turn a row green, name its proofs and record it; from then on it may not turn back.

use serde::Serialize;
use std::fmt;

pub struct Row {
    pub row: &'static str,
    /// What a reader may rely on once the row is green.
    pub claim: &'static str,
    /// The issue that brings it.
    pub issue: char,
    pub recorded: State,
    /// All of them must pass.
    pub proofs: &'static [Proof],
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Green,
    Red,
}

pub enum Proof {
    /// A test, by the package it is in and its own name, without the modules around it.
    Test { package: &'static str, name: &'static str },
    /// A command of this program that ends well.
    Command(&'static [&'static str]),
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Test { package, name } => write!(f, "cargo test -p {package} {name}"),
            Self::Command(words) => write!(f, "cargo xtask {}", words.join(" ")),
        }
    }
}

/// A row that is not true yet; its proofs, if any, are the ones it waits for.
const fn red(row: &'static str, issue: char, claim: &'static str, proofs: &'static [Proof]) -> Row {
    Row { row, claim, issue, recorded: State::Red, proofs }
}

/// A row that is true, and has to stay so.
const fn green(row: &'static str, issue: char, claim: &'static str, proofs: &'static [Proof]) -> Row {
    Row { row, claim, issue, recorded: State::Green, proofs }
}

/// A story told to the real binary.
const fn told(name: &'static str) -> Proof {
    Proof::Test { package: "myelin-e2e", name }
}

/// A test of the simulator.
const fn simulated(name: &'static str) -> Proof {
    Proof::Test { package: "myelin-simulator", name }
}

/// A test of the real runtime.
const fn story(name: &'static str) -> Proof {
    Proof::Test { package: "myelin-runtime", name }
}

pub const ROWS: [Row; 17] = [
    green(
        "chain ledger",
        'A',
        "authorities agree on one ledger, finalise it, and outlive a crash",
        &[
            Proof::Test {
                package: "myelin-e2e",
                name: "two_authorities_finalise_a_third_node_follows_and_a_killed_one_returns",
            },
            Proof::Test { package: "myelin-e2e", name: "a_signed_transfer_is_included_final_and_seen_in_events" },
        ],
    ),
    green(
        "TAO",
        'A',
        "issuance follows the halving curve, and every block conserves it",
        &[
            Proof::Test { package: "myelin-conformance", name: "every_recorded_vector_is_repeated_exactly" },
            story("issuance_is_conserved_every_block"),
        ],
    ),
    green(
        "subnets",
        'A',
        "anyone can create a subnet with a token, a pool and rules of its own",
        &[
            story("the_lock_becomes_the_pool"),
            story("a_subnet_is_started_once_and_by_its_owner"),
            story("an_owner_sets_its_own_subnet_and_no_other"),
        ],
    ),
    green(
        "miners",
        'B',
        "miners answer real requests, and the better ones earn more",
        &[told("three_paid_epochs_split_41_41_18_and_the_better_miners_earn_more")],
    ),
    green(
        "validators",
        'B',
        "validators score miners, set weights that the chain takes, and can be checked afterwards",
        &[
            told("three_paid_epochs_split_41_41_18_and_the_better_miners_earn_more"),
            told("a_validators_record_is_confirmed_and_a_changed_one_is_not"),
        ],
    ),
    green(
        "consensus scoring",
        'A',
        "a validator that disagrees with the majority by stake earns less",
        &[
            story("a_validator_that_disagrees_earns_less"),
            told("over_sixteen_epochs_a_liar_and_its_nominator_lose_and_consensus_holds"),
        ],
    ),
    green(
        "41/41/18",
        'A',
        "an epoch pays 41 % to miners, 41 % to validators, 18 % to the owner",
        &[story("emission_splits_41_41_18")],
    ),
    green(
        "staking and delegation",
        'A',
        "a nominator shares its validator's dividends, and a miner can sell what it earned",
        &[
            story("a_nominator_shares_its_validators_dividends"),
            story("a_miner_sells_its_alpha_and_ends_with_more_tao"),
        ],
    ),
    green(
        "penalties",
        'A',
        "lying and idling cost the neuron and whoever backs it",
        &[
            story("its_nominators_earn_less_too"),
            story("a_dead_miner_falls_to_zero"),
            told("over_sixteen_epochs_a_liar_and_its_nominator_lose_and_consensus_holds"),
        ],
    ),
    green(
        "subnet creators",
        'D',
        "an owner sets rules of its own subnet; on a development chain, epochs are tested without waiting for them",
        &[
            story("an_owner_sets_its_own_subnet_and_no_other"),
            told("every_example_passes_and_leaves_the_chain_as_it_was"),
            told("what_does_not_come_true_fails_and_says_what_was_seen"),
            Proof::Command(&["conformance", "devnet"]),
        ],
    ),
    green(
        "governance",
        'A',
        "who may change what is checked: root, subnet owner, nobody else",
        &[story("a_stranger_cannot_set_kappa"), story("the_freeze_window_refuses_everyone")],
    ),
    green(
        "SDK",
        'B',
        "wallet, client, axon and dendrite in Rust, on the protocol others speak",
        &[
            Proof::Command(&["conformance", "axon"]),
            Proof::Command(&["conformance", "up"]),
            told("a_client_goes_on_when_its_node_comes_back"),
            told("a_wallet_is_created_listed_and_signs"),
        ],
    ),
    green(
        "local mechanism testing",
        'F',
        "the simulator says whether an incentive mechanism can be gamed",
        &[
            told("dividends_are_the_chains_own_after_the_same_calls_bit_for_bit"),
            simulated("the_same_seeds_give_the_same_bytes_on_any_number_of_threads"),
            simulated("a_cabal_needs_about_half_of_the_stake"),
            Proof::Test { package: "myelin-simulator-runtime", name: "under_yuma3_in_the_open" },
        ],
    ),
    green(
        "local to test to main",
        'D',
        "the same programs and commands run a subnet on a development chain and on a network of authorities",
        &[told("the_same_subnet_runs_on_a_development_chain_and_on_a_network_of_authorities")],
    ),
    green(
        "non-text subnets",
        'B',
        "a subnet on images works like any other",
        &[
            Proof::Test {
                package: "myelin-vision",
                name: "the_kinds_are_told_apart_by_what_they_read_and_the_copier_earns_nothing",
            },
            told("the_same_seed_gives_the_same_figures_and_another_seed_others"),
        ],
    ),
    red("explorer", 'E', "what the chain knows can be read, and every payout explained", &[]),
    green(
        "commodity hardware",
        'B',
        "two cores carry a busy subnet's tempo within a second, and a whole network beside",
        &[
            Proof::Command(&["bench", "node", "--check"]),
            told("three_paid_epochs_split_41_41_18_and_the_better_miners_earn_more"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_green_row_names_its_proof() {
        for row in &ROWS {
            assert!(row.recorded == State::Red || !row.proofs.is_empty(), "{} is green without a proof", row.row);
        }
    }

    #[test]
    fn rows_have_names_of_their_own() {
        let mut names: Vec<&str> = ROWS.iter().map(|row| row.row).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ROWS.len());
    }
}
