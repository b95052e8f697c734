//! What `myelin explain` prints for people.

use comfy_table::{presets, CellAlignment, Table, TableComponent};
use myelin_explain::{Bond, Clip, Epoch, Loss, Mechanism, Seat};
use myelin_primitives::{Alpha, Uid};
use std::collections::BTreeSet;

/// Rao in a whole token.
const WHOLE: f64 = 1e9;

/// The epoch as a whole: its story, and a row for each seat.
pub fn epoch(epoch: &Epoch, losses: &[Loss], story: &[String]) {
    story.iter().for_each(|line| println!("{line}"));
    println!();
    let mut table = table(&[
        "uid",
        "hotkey",
        "role",
        "stake",
        "median",
        "trust",
        "as miner",
        "as validator",
        "cost of disagreeing",
    ]);
    for seat in &epoch.seats {
        let loss = losses.iter().find(|loss| loss.validator == seat.uid);
        table.add_row([
            seat.uid.to_string(),
            short(&seat.hotkey.to_string()),
            role(seat).to_owned(),
            percent(seat.stake_share),
            fraction(seat.consensus),
            if seat.voting_share > 0.0 { fraction(seat.validator_trust) } else { String::new() },
            some_alpha(seat.as_miner),
            some_alpha(seat.as_validator),
            loss.map_or_else(String::new, |loss| tao(loss.tao_rao)),
        ]);
    }
    println!("{table}");
}

/// One seat: what it earned, what it said, what was said about it.
pub fn seat(epoch: &Epoch, seat: &Seat, loss: Option<&Loss>) {
    println!(
        "subnet {}, seat {}, epoch at block {} (the one before: {})\n",
        epoch.netuid, seat.uid, epoch.block, epoch.previous
    );
    println!("{}\n", facts(epoch, seat, loss));
    for mechanism in &epoch.mechanisms {
        if epoch.mechanisms.len() > 1 {
            println!(
                "mechanism {}: {} of the epoch's {}\n",
                mechanism.mechanism,
                alpha(mechanism.emission),
                alpha(epoch.emission)
            );
        }
        match given(mechanism, seat.uid) {
            Some(table) => println!("the weights it gave, and what enough stake made of them\n{table}\n"),
            None if seat.voting_share > 0.0 => println!("it gave no weights that count\n"),
            None => {}
        }
        if let Some(table) = received(epoch, mechanism, seat.uid) {
            println!("the weights it got: the median is {}\n{table}\n", fraction(at(&mechanism.consensus, seat.uid)));
        }
    }
}

fn facts(epoch: &Epoch, seat: &Seat, loss: Option<&Loss>) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let mut fact = |name: &str, value: String| {
        table.add_row([name.to_owned(), value]);
    };
    fact("hotkey", seat.hotkey.to_string());
    fact("coldkey", seat.coldkey.to_string());
    fact("role", role(seat).to_owned());
    let stake = format!(
        "{} and {} on root, {} of the subnet's",
        alpha(seat.alpha_stake),
        tao(signed(seat.root_stake.rao())),
        percent(seat.stake_share)
    );
    fact("stake that counts", stake);
    if seat.voting_share > 0.0 {
        fact("its say", format!("{} of the active validators'", percent(seat.voting_share)));
    }
    // Not the stored emission: where mechanisms share it, that is an average and no sum.
    let earned = seat.as_miner.saturating_add(seat.as_validator);
    fact("earned", format!("{}, worth {}", alpha(earned), worth(epoch, earned)));
    if !seat.as_miner.is_zero() {
        fact("  as miner", format!("{} for {} of the incentive", alpha(seat.as_miner), percent(seat.incentive)));
    }
    if !seat.as_validator.is_zero() {
        let for_what = match seat.dividends {
            0.0 => "its stake alone, as no weights counted".to_owned(),
            dividends => format!("{} of the dividends", percent(dividends)),
        };
        let nominators = seat.nominators.map_or_else(String::new, |count| format!(", nominators: {count}"));
        fact("  as validator", format!("{} for {for_what}{nominators}", alpha(seat.as_validator)));
    }
    if seat.voting_share > 0.0 {
        fact("validator trust", format!("{} of its weights were within the median", percent(seat.validator_trust)));
    }
    if let Some(loss) = loss {
        fact("cost of disagreeing", cost(loss));
    }
    table
}

fn cost(loss: &Loss) -> String {
    match loss.alpha_rao {
        0 => "nothing".to_owned(),
        1.. => format!(
            "{}, worth {}: agreeing would have earned {}",
            signed_alpha(loss.alpha_rao),
            tao(loss.tao_rao),
            alpha(loss.by_agreeing)
        ),
        _ => format!("none: it earned {} more than by agreeing", signed_alpha(loss.alpha_rao.saturating_neg())),
    }
}

/// What a validator said, by miner, and what came of it; bonds of weights it no longer gives pay too.
fn given(mechanism: &Mechanism, validator: Uid) -> Option<Table> {
    let titles = [
        "miner",
        "weight",
        "median",
        "counted",
        "clipped",
        "bond before",
        "bond after",
        "miner's incentive",
        "paid it",
    ];
    let mut table = table(&titles);
    let weighed = mechanism.weights_of(validator).map(|weight| weight.miner);
    let bonded = mechanism.bonds_of(validator).map(|bond| bond.miner);
    for miner in weighed.chain(bonded).collect::<BTreeSet<Uid>>() {
        let weight = mechanism.weights_of(validator).find(|weight| weight.miner == miner);
        let bond = mechanism.bonds_of(validator).find(|bond| bond.miner == miner);
        let clip = mechanism.clips_of(validator).find(|clip| clip.miner == miner);
        let weight = weight.map_or(0.0, |weight| weight.weight);
        table.add_row([
            miner.to_string(),
            fraction(weight),
            fraction(at(&mechanism.consensus, miner)),
            fraction(clip.map_or(weight, |clip| clip.to)),
            lost(clip),
            bond_before(bond),
            bond_after(bond),
            percent(at(&mechanism.incentive, miner)),
            bond.map_or_else(String::new, |bond| some_alpha(bond.paid)),
        ]);
    }
    (!table.is_empty()).then_some(table)
}

/// What validators said of a miner, by validator.
fn received(epoch: &Epoch, mechanism: &Mechanism, miner: Uid) -> Option<Table> {
    let titles =
        ["validator", "its say", "weight", "counted", "clipped", "bond before", "bond after", "paid the miner"];
    let mut table = table(&titles);
    for weight in mechanism.weights.iter().filter(|weight| weight.miner == miner) {
        let bond = mechanism.bonds_of(weight.validator).find(|bond| bond.miner == miner);
        let clip = mechanism.clips_of(weight.validator).find(|clip| clip.miner == miner);
        table.add_row([
            weight.validator.to_string(),
            epoch.seat(weight.validator).map_or_else(String::new, |seat| percent(seat.voting_share)),
            fraction(weight.weight),
            fraction(clip.map_or(weight.weight, |clip| clip.to)),
            lost(clip),
            bond_before(bond),
            bond_after(bond),
            some_alpha(weight.paid),
        ]);
    }
    (!table.is_empty()).then_some(table)
}

/// Names on the left, numbers on the right.
fn table(titles: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::UTF8_HORIZONTAL_ONLY)
        .remove_style(TableComponent::HorizontalLines)
        .remove_style(TableComponent::MiddleIntersections)
        .set_header(titles);
    for (column, title) in table.column_iter_mut().zip(titles) {
        if !matches!(*title, "hotkey" | "role") {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn role(seat: &Seat) -> &'static str {
    match (seat.is_validator && seat.stake_share > 0.0, seat.incentive > 0.0) {
        (true, _) if !seat.is_active => "validator, inactive",
        (true, true) => "validator and miner",
        (true, false) => "validator",
        (false, true) => "miner",
        (false, false) if seat.stake_share > 0.0 => "staked, no permit",
        (false, false) => "none",
    }
}

fn at(values: &[f64], uid: Uid) -> f64 {
    values.get(uid.index()).copied().unwrap_or_default()
}

fn lost(clip: Option<&Clip>) -> String {
    clip.map_or_else(String::new, |clip| format!("-{:.4}", clip.from - clip.to))
}

fn bond_before(bond: Option<&Bond>) -> String {
    fraction(bond.map_or(0.0, |bond| bond.before))
}

fn bond_after(bond: Option<&Bond>) -> String {
    fraction(bond.map_or(0.0, |bond| bond.after))
}

fn fraction(value: f64) -> String {
    format!("{value:.4}")
}

fn percent(value: f64) -> String {
    format!("{:.2} %", value * 100.0)
}

fn alpha(amount: Alpha) -> String {
    signed_alpha(signed(amount.rao()))
}

fn signed_alpha(rao: i64) -> String {
    format!("{:.4} α", rao as f64 / WHOLE)
}

/// Nothing where nothing was earned, so that the eye finds who earned something.
fn some_alpha(amount: Alpha) -> String {
    if amount.is_zero() {
        String::new()
    } else {
        alpha(amount)
    }
}

fn tao(rao: i64) -> String {
    format!("{:.4} τ", rao as f64 / WHOLE)
}

fn worth(epoch: &Epoch, amount: Alpha) -> String {
    tao(epoch.worth(signed(amount.rao())))
}

fn signed(rao: u64) -> i64 {
    i64::try_from(rao).unwrap_or(i64::MAX)
}

/// The ends of an address: enough to recognise it.
fn short(address: &str) -> String {
    match (address.get(..6), address.get(address.len().saturating_sub(4)..)) {
        (Some(start), Some(end)) if address.len() > 12 => format!("{start}…{end}"),
        _ => address.to_owned(),
    }
}
