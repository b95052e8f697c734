//! What the commands show, made from answers that no chain has to give.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

// The binary has no library to test; this part of it needs nothing else of it.
#[allow(dead_code)]
#[path = "../src/tables.rs"]
mod tables;

use myelin_client::views::StakeInfo;
use myelin_primitives::{records::AxonInfo, Alpha, NetUid, Tao};
use myelin_wallet::AccountId;

fn axon(ip: u128, port: u16, ip_type: u8) -> AxonInfo {
    AxonInfo { ip, port, ip_type, ..AxonInfo::default() }
}

#[test]
fn an_axon_is_shown_as_others_would_dial_it() {
    assert_eq!(tables::endpoint(&axon(0x7f00_0001, 8091, 4)), "127.0.0.1:8091");
    assert_eq!(tables::endpoint(&axon(1, 8091, 6)), "[::1]:8091");
    assert_eq!(tables::endpoint(&axon(0, 0, 4)), "-", "it never announced one");
}

#[test]
fn a_name_cannot_command_the_terminal() {
    assert_eq!(tables::text(*b"red\x1b[31m"), "red[31m");
    assert_eq!(tables::text([0xff, b'a']), "\u{fffd}a");
}

#[test]
fn alpha_is_worth_what_its_price_says() {
    assert_eq!(tables::worth(Alpha::whole(3), Tao(500_000_000)), Tao(1_500_000_000));
    assert_eq!(tables::worth(Alpha(1), Tao(999_999_999)), Tao::ZERO, "rounds down");
    assert_eq!(tables::worth(Alpha::MAX, Tao::MAX), Tao::MAX, "and never wraps");
}

#[test]
fn positions_are_a_row_each_and_the_same_as_data_to_the_rao() {
    let stake = |netuid: u16, rao: u64| StakeInfo {
        hotkey: AccountId([7; 32]),
        coldkey: AccountId([8; 32]),
        netuid: NetUid(netuid),
        stake: Alpha(rao),
        is_registered: netuid == 3,
        ..StakeInfo::default()
    };
    let stakes = [(stake(3, 12_400_376_569), Tao(2_000_000_000)), (stake(12, 5), Tao::whole(1))];

    let table = tables::stakes(&stakes).to_string();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    let hotkey = AccountId([7; 32]).to_string();
    assert_eq!(rows[1], ["3", &hotkey, "12.4003", "24.8007", "yes"]);
    assert_eq!(rows[2], ["12", &hotkey, "0.0000", "0.0000", "no"]);
    assert!(table.lines().nth(1).unwrap().starts_with("      3"), "numbers stand to the right:\n{table}");

    let data = tables::stakes_data(&stakes);
    assert_eq!(data[0]["alpha_rao"], 12_400_376_569_u64);
    assert_eq!(data[0]["worth_rao"], 24_800_753_138_u64);
    assert_eq!(data[1]["alpha_rao"], 5);
    assert_eq!(data[1]["hotkey"], hotkey);
}

#[test]
fn nothing_staked_is_an_empty_table_and_an_empty_list() {
    assert_eq!(tables::stakes(&[]).to_string().lines().count(), 1);
    assert_eq!(tables::stakes_data(&[]), serde_json::json!([]));
}

#[test]
fn amounts_carry_their_unit() {
    assert_eq!(tables::tao(Tao(12_500_000_000)), "12.5 TAO");
    assert_eq!(tables::alpha(Alpha(1)), "0.000000001 alpha");
}
