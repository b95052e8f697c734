//! The guide's example: three validators, three miners, and one of the validators favours a friend.

use super::small_subnet::{parts_of_u16, Subnet, CLASSIC, YUMA3};
use myelin_primitives::fixed_point::I32F32;
use myelin_yuma::{explain::Link, Explanation, SubnetParams};
use std::fmt::Write;

const VALIDATORS: [&str; 3] = ["Ada", "Ben", "Cleo"];
const MINERS: [&str; 3] = ["Xeno", "Yuki", "Zora"];
const STAKES: [u64; 3] = [450, 350, 200];
/// What the epoch hands out, in alpha.
const EMISSION: u64 = 100;

// Weights in percent: the chain divides a row by its sum, so any unit does.
const ADA: [u16; 3] = [50, 30, 20];
const BEN: [u16; 3] = [40, 40, 20];
/// What Cleo would say by her own measurements, and what she says for her friend's sake.
const CLEO_HONEST: [u16; 3] = [40, 30, 30];
const CLEO_LYING: [u16; 3] = [0, 0, 100];

/// Seats of the validators come first.
const FIRST_MINER: usize = 3;

pub fn all() -> Vec<(&'static str, String)> {
    let first = village(&YUMA3, &CLEO_LYING).explain();
    let honest = village(&YUMA3, &CLEO_HONEST).explain();
    vec![
        ("weights", weights(&first)),
        ("consensus", consensus(&first)),
        ("clipped", clipped(&first)),
        ("incentive", incentive(&first, &honest)),
        ("dividends", dividends(&first)),
        ("bonds", bonds()),
        ("kappa", kappa()),
        ("lie", lie()),
    ]
}

fn village(params: &SubnetParams, cleo: &[u16; 3]) -> Subnet {
    let mut subnet = Subnet::new(params.clone(), &STAKES, MINERS.len(), EMISSION);
    subnet.weigh(0, &ADA);
    subnet.weigh(1, &BEN);
    subnet.weigh(2, cleo);
    subnet
}

/// A table with its first column to the left and all others to the right.
fn table(titles: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n|---|{}\n", titles.join(" | "), "---:|".repeat(titles.len() - 1));
    for row in rows {
        writeln!(text, "| {} |", row.join(" | ")).unwrap();
    }
    text
}

fn number(value: I32F32) -> String {
    format!("{:.4}", value.to_num::<f64>())
}

fn percent(value: I32F32) -> String {
    format!("{:.0} %", value.to_num::<f64>() * 100.0)
}

fn alpha(rao: u64) -> String {
    format!("{:.4} α", rao as f64 / 1e9)
}

fn named<'a>(names: [&'static str; 3], seats: &'a [Explanation]) -> impl Iterator<Item = (String, &'a Explanation)> {
    names.into_iter().map(str::to_owned).zip(seats)
}

fn validators(seats: &[Explanation]) -> impl Iterator<Item = (String, &Explanation)> {
    named(VALIDATORS, seats)
}

fn miners(seats: &[Explanation]) -> impl Iterator<Item = (String, &Explanation)> {
    named(MINERS, &seats[FIRST_MINER..])
}

/// A value of a validator's link to each miner, and what stands where there is none.
fn by_miner(seat: &Explanation, value: impl Fn(&Link) -> String) -> Vec<String> {
    (FIRST_MINER..FIRST_MINER + MINERS.len())
        .map(|miner| {
            let link = seat.as_validator.links.iter().find(|link| link.miner.index() == miner);
            link.map_or_else(|| "–".to_owned(), &value)
        })
        .collect()
}

fn weights(seats: &[Explanation]) -> String {
    let row = |(name, seat): (String, &Explanation)| {
        let given = by_miner(seat, |link| number(link.counted.unwrap()));
        [vec![name, format!("{} α", seat.stake / 1_000_000_000), percent(seat.active_stake)], given].concat()
    };
    table(&["", "stake", "its say", "on Xeno", "on Yuki", "on Zora"], validators(seats).map(row))
}

fn consensus(seats: &[Explanation]) -> String {
    let row = |(name, seat): (String, &Explanation)| {
        let side = &seat.as_miner;
        let mut votes: Vec<(I32F32, I32F32)> =
            side.links.iter().map(|link| (link.counted.unwrap(), link.stake)).collect();
        votes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let told: Vec<_> =
            votes.iter().map(|(weight, stake)| format!("{} by {}", number(*weight), percent(*stake))).collect();
        vec![name, told.join(", "), number(side.consensus), percent(side.support)]
    };
    table(&["", "weights, highest first", "consensus", "stake behind it"], miners(seats).map(row))
}

fn clipped(seats: &[Explanation]) -> String {
    let row = |(name, seat): (String, &Explanation)| {
        let kept = by_miner(seat, |link| {
            let kept = number(link.kept);
            if link.clipped == I32F32::ZERO {
                kept
            } else {
                format!("**{kept}**")
            }
        });
        [vec![name], kept, vec![number(seat.as_validator.trust)]].concat()
    };
    table(&["", "on Xeno", "on Yuki", "on Zora", "trust"], validators(seats).map(row))
}

fn incentive(seats: &[Explanation], honest: &[Explanation]) -> String {
    let row = |((name, seat), (_, honest)): ((String, &Explanation), (String, &Explanation))| {
        let side = &seat.as_miner;
        let mut row: Vec<String> = (0..VALIDATORS.len())
            .map(|validator| {
                let link = side.links.iter().find(|link| link.validator.index() == validator);
                link.map_or_else(|| "–".to_owned(), |link| number(link.backing))
            })
            .collect();
        row.insert(0, name);
        row.extend([number(side.rank), number(side.incentive), alpha(side.emission), alpha(honest.as_miner.emission)]);
        row
    };
    table(
        &["", "from Ada", "from Ben", "from Cleo", "rank", "incentive", "paid", "with an honest Cleo"],
        miners(seats).zip(miners(honest)).map(row),
    )
}

fn dividends(seats: &[Explanation]) -> String {
    let row = |(name, seat): (String, &Explanation)| {
        let side = &seat.as_validator;
        let earned = by_miner(seat, |link| number(link.earned));
        let sums = vec![number(side.earned), number(side.backed), number(side.dividends), alpha(side.emission)];
        [vec![name], earned, sums].concat()
    };
    let titles = ["", "by Xeno", "by Yuki", "by Zora", "earned", "times stake", "dividends", "paid"];
    table(&titles, validators(seats).map(row))
}

/// The bonds as stored, after one epoch and after many, under either rule.
fn bonds() -> String {
    const EPOCHS: [(u32, &str); 2] = [(1, "after 1 epoch"), (30, "after 30 epochs")];
    let mut rows = Vec::new();
    for (rule, params) in [("Yuma3", &YUMA3), ("classic", &CLASSIC)] {
        for (epochs, when) in EPOCHS {
            let mut subnet = village(params, &CLEO_LYING);
            (1..epochs).for_each(|_| {
                subnet.live();
            });
            for (name, seat) in validators(&subnet.explain()) {
                let bonds = by_miner(seat, |link| format!("{:.4}", f64::from(link.bond_after) / 65_535.0));
                rows.push([vec![format!("{rule}, {when}: {name}")], bonds].concat());
            }
        }
    }
    table(&["", "in Xeno", "in Yuki", "in Zora"], rows)
}

fn kappa() -> String {
    let row = |kappa: f64| {
        let params = SubnetParams { kappa: parts_of_u16(kappa), ..YUMA3 };
        let seats = village(&params, &CLEO_LYING).explain();
        let consensus = miners(&seats).map(|(_, seat)| number(seat.as_miner.consensus));
        [vec![format!("{kappa}")], consensus.collect()].concat()
    };
    table(&["kappa", "Xeno", "Yuki", "Zora"], [0.1, 0.3, 0.5, 0.9].map(row))
}

/// Cleo weighs honestly for some epochs, then favours her friend; against a Cleo who never does.
fn lie() -> String {
    const HONEST_EPOCHS: u32 = 30;
    const AFTER: [u32; 5] = [1, 2, 5, 10, 20];
    let paid_to_cleo = |params: &SubnetParams, weights: &[u16; 3]| -> Vec<String> {
        let mut subnet = village(params, &CLEO_HONEST);
        (0..HONEST_EPOCHS).for_each(|_| {
            subnet.live();
        });
        subnet.weigh(2, weights);
        let epochs = 1..=AFTER[AFTER.len() - 1];
        let paid = epochs.map(|epoch| (epoch, subnet.live().emission[2]));
        paid.filter(|(epoch, _)| AFTER.contains(epoch)).map(|(_, paid)| alpha(paid)).collect()
    };
    let columns = [(&YUMA3, &CLEO_HONEST), (&YUMA3, &CLEO_LYING), (&CLASSIC, &CLEO_HONEST), (&CLASSIC, &CLEO_LYING)]
        .map(|(params, weights)| paid_to_cleo(params, weights));
    let row = |(at, epoch): (usize, &u32)| {
        let paid = columns.iter().map(|column| column[at].clone());
        std::iter::once(epoch.to_string()).chain(paid).collect()
    };
    let titles = ["epochs of lying", "Yuma3, honest", "Yuma3, lying", "classic, honest", "classic, lying"];
    table(&titles, AFTER.iter().enumerate().map(row))
}
