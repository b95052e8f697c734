//! What a tempo pays, and to whom.

use crate::{
    market::{hotkey, usual, Market},
    world::{person, refused, story, tao},
};
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_runtime::{Balances, Runtime, RuntimeEvent};
use pallet_subtensor::{self as subtensor, Call, Error, Event};

const FAIR: &[u16] = &[60, 30, 10];
const HONEST: &[(&str, &[u16])] = &[("anna", FAIR), ("boris", FAIR), ("clara", FAIR)];

/// Shares in parts of ten thousand.
fn per_10_000(part: u64, whole: u64) -> u64 {
    (u128::from(part) * 10_000 / u128::from(whole)) as u64
}

#[test]
fn emission_splits_41_41_18() {
    story(|world| {
        let mut market = usual(world);
        market.pass_tempo(world, HONEST);
        let stakes =
            |market: &Market, names: &[&str]| names.iter().map(|name| market.stake_at(name).rao()).sum::<u64>();
        let (miners, validators) = (["good", "fair", "poor"], ["anna", "boris", "clara"]);
        let before = (stakes(&market, &miners), stakes(&market, &validators), owner_alpha(&market));
        market.pass_tempo(world, HONEST);
        let after = (stakes(&market, &miners), stakes(&market, &validators), owner_alpha(&market));

        let paid = (after.0 - before.0, after.1 - before.1, after.2 - before.2);
        let whole = paid.0 + paid.1 + paid.2;
        assert_eq!(per_10_000(paid.0, whole), 4100, "miners");
        assert_eq!(per_10_000(paid.1, whole), 4100, "validators");
        assert_eq!(per_10_000(paid.2, whole), 1799, "owner: 11796 of 65535");
        let tempo = 360 * 1_000_000_000;
        assert!(whole <= tempo && whole > tempo - 1_000, "one alpha a block, but for dust: {whole}");
    });
}

fn owner_alpha(market: &Market) -> u64 {
    subtensor::stake::of_hotkey::<Runtime>(&hotkey("owner"), market.netuid).rao()
}

#[test]
fn a_better_miner_earns_more() {
    story(|world| {
        let mut market = usual(world);
        market.pass_tempo(world, HONEST);
        assert!(market.emission("good") > market.emission("fair"));
        assert!(market.emission("fair") > market.emission("poor"));
        assert!(market.emission("poor") > Alpha::ZERO);
    });
}

#[test]
fn a_validator_that_disagrees_earns_less() {
    story(|world| {
        let validators = [("anna", tao(500)), ("boris", tao(500)), ("liar", tao(250)), ("clara", tao(250))];
        let mut market = Market::open(world, &validators, &["good", "fair", "poor"]);
        let lies: &[u16] = &[0, 0, 100];
        for _ in 0..2 {
            market.pass_tempo(world, &[("anna", FAIR), ("boris", FAIR), ("liar", lies), ("clara", FAIR)]);
        }
        let (liar, clara) = (market.emission("liar").rao(), market.emission("clara").rao());
        assert!(liar * 2 < clara, "with equal stake the liar earned {liar}, the honest {clara}");
    });
}

#[test]
fn its_nominators_earn_less_too() {
    story(|world| {
        let validators = [("anna", tao(500)), ("boris", tao(500)), ("liar", tao(200)), ("clara", tao(200))];
        let mut market = Market::open(world, &validators, &["good", "fair", "poor"]);
        for (nominator, validator) in [("misled", "liar"), ("wise", "clara")] {
            world.fund(&person(nominator), tao(200));
            world.add_stake(nominator, validator, market.netuid, tao(100));
        }
        let held = |world: &crate::world::World, market: &Market| {
            (market.stake_of(world, "misled", "liar").rao(), market.stake_of(world, "wise", "clara").rao())
        };
        let before = held(world, &market);
        let lies: &[u16] = &[0, 0, 100];
        for _ in 0..2 {
            market.pass_tempo(world, &[("anna", FAIR), ("boris", FAIR), ("liar", lies), ("clara", FAIR)]);
        }
        let after = held(world, &market);
        let (misled, wise) = (after.0 - before.0, after.1 - before.1);
        assert!(misled * 2 < wise, "the liar's nominator earned {misled}, the honest one's {wise}");
    });
}

#[test]
fn a_nominator_shares_its_validators_dividends() {
    story(|world| {
        let mut market = usual(world);
        world.fund(&person("nominator"), tao(500));
        world.add_stake("nominator", "anna", market.netuid, tao(400));
        let before = market.stake_of(world, "nominator", "anna");
        market.pass_tempo(world, HONEST);
        let after = market.stake_of(world, "nominator", "anna");
        assert!(after > before, "{before} became {after}");
    });
}

#[test]
fn a_dead_miner_falls_to_zero() {
    story(|world| {
        let mut market = usual(world);
        market.pass_tempo(world, HONEST);
        assert!(market.emission("poor") > Alpha::ZERO);
        let dead: &[u16] = &[60, 40, 0];
        market.pass_tempo(world, &[("anna", dead), ("boris", dead), ("clara", dead)]);
        assert_eq!(market.emission("poor"), Alpha::ZERO);
    });
}

#[test]
fn a_miner_sells_its_alpha_and_ends_with_more_tao() {
    story(|world| {
        let mut market = usual(world);
        for _ in 0..2 {
            market.pass_tempo(world, HONEST);
        }
        let before = world.balance(&person("good"));
        let call = subtensor::Call::remove_stake {
            hotkey: hotkey("good"),
            netuid: market.netuid,
            amount_unstaked: market.stake_at("good"),
        };
        world.call(&person("good"), call).expect("the pool buys it");
        let after = world.balance(&person("good"));
        assert!(after > before, "{before} became {after}");
    });
}

#[test]
fn issuance_is_conserved_every_block() {
    story(|world| {
        let mut market = usual(world);
        let counted = || (subtensor::TotalIssuance::<Runtime>::get(), Tao(Balances::total_issuance()));
        for _ in 0..3 {
            let before = counted();
            market.pass_tempo(world, HONEST);
            let after = counted();
            assert_eq!(after.0.rao() - before.0.rao(), after.1.rao() - before.1.rao(), "both counts move together");
            assert!(after.0.rao() - before.0.rao() <= 360 * 1_000_000_000, "at most one TAO a block");
        }
    });
}

#[test]
fn a_miner_chooses_where_its_alpha_is_staked() {
    story(|world| {
        let mut market = usual(world);
        let netuid = market.netuid;
        let choose = |name: &str, netuid| Call::set_coldkey_auto_stake_hotkey { netuid, hotkey: hotkey(name) };
        let good = person("good");
        assert_eq!(world.call(&good, choose("nobody", netuid)), refused(Error::HotKeyNotRegisteredInSubNet));
        assert_eq!(world.call(&good, choose("anna", NetUid(77))), refused(Error::SubnetNotExists));
        assert_eq!(world.call(&good, choose("boris", netuid)), Ok(()));
        assert_eq!(world.call(&good, choose("anna", netuid)), Ok(()), "and may change its mind");
        let event = Event::AutoStakeDestinationSet { coldkey: good.clone(), netuid, hotkey: hotkey("anna") };
        assert!(world.events().contains(&RuntimeEvent::SubtensorModule(event)));
        assert_eq!(world.call(&good, choose("anna", netuid)), refused(Error::SameAutoStakeHotkeyAlreadySet));
        assert!(!subtensor::AutoStakeDestinationColdkeys::<Runtime>::contains_key(hotkey("boris"), netuid));

        let before = market.stake_of(world, "good", "good");
        market.pass_tempo(world, HONEST);
        assert!(market.stake_of(world, "good", "anna") > Alpha::ZERO);
        assert_eq!(market.stake_of(world, "good", "good"), before);
        world.as_root(Call::root_dissolve_network { netuid }).unwrap();
        assert_eq!(subtensor::AutoStakeDestination::<Runtime>::iter().count(), 0, "a dissolved subnet is forgotten");
    });
}
