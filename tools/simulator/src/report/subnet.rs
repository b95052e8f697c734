//! The subnet as it is where nobody attacks.

use super::{
    axes::Axes,
    chart::{Chart, Series},
    duels::rate,
    heat::{Heat, Labels},
};
use crate::{
    engine::{Engine, Epoch, Ground},
    scenario::Scenario,
    statistics::{gini, nakamoto},
    world::{History, World},
};
use myelin_toml::Invalid;

/// More columns than a picture of all epochs has.
const MOST_COLUMNS: usize = 80;

/// A run that was watched to its end.
pub struct Watched {
    pub history: History,
    last: Epoch,
    /// How unequal stakes and earnings were, and how few had most of them, epoch by epoch.
    wealth: [Wealth; 3],
    /// The mean consensus on each miner, in as many columns as are drawn.
    consensus: Vec<Vec<f64>>,
}

#[derive(Default)]
struct Wealth {
    gini: Vec<f64>,
    nakamoto: Vec<f64>,
}

impl Wealth {
    fn note(&mut self, amounts: &[u64]) {
        let amounts: Vec<f64> = amounts.iter().map(|rao| *rao as f64).collect();
        self.gini.push(gini(&amounts));
        self.nakamoto.push(nakamoto(&amounts) as f64);
    }
}

pub fn watch(ground: &dyn Ground, scenario: &Scenario, seed: u64) -> Result<Watched, Invalid> {
    let engine = ground.engine(scenario).map_err(|cause| Invalid::new(cause, ""))?;
    let mut world = World::new(scenario, seed, engine);
    let epochs = scenario.run.epochs as usize;
    let first = 1 + scenario.validators.iter().map(|group| usize::from(group.count)).sum::<usize>();
    let columns = epochs.min(MOST_COLUMNS);
    let mut wealth: [Wealth; 3] = Default::default();
    let mut consensus = vec![vec![0.0; columns]; scenario.seats().saturating_sub(first)];
    // Where columns do not divide epochs, some are the mean of one more.
    let of_column = |column: usize| ((column + 1) * epochs).div_ceil(columns) - (column * epochs).div_ceil(columns);
    for epoch in 0..epochs {
        world.pass();
        let (engine, column) = (world.engine(), epoch * columns / epochs);
        let decided = engine.epoch();
        let within = |amounts: &[u64]| amounts.get(1..first).map(<[u64]>::to_vec).unwrap_or_default();
        let of_miners = decided.mined.get(first..).unwrap_or_default();
        let [stakes, validated, mined] = &mut wealth;
        stakes.note(&within(engine.stakes()));
        validated.note(&within(&decided.validated));
        mined.note(of_miners);
        for (row, part) in consensus.iter_mut().zip(decided.consensus.iter().skip(first)) {
            row[column] += f64::from(*part) / 65_535.0 / of_column(column) as f64;
        }
    }
    let last = world.engine().epoch().clone();
    Ok(Watched { history: world.finish(), last, wealth, consensus })
}

pub fn plots(scenario: &Scenario, watched: &Watched) -> String {
    let mut plots = "<div class=plots>\n".to_owned();
    plots.push_str(&emission(watched));
    plots.push_str(&by_quality(scenario, watched));
    plots.push_str(&each_miner(scenario, watched));
    plots.push_str(&dividends(scenario, watched));
    plots.push_str(&inequality(scenario, watched));
    plots.push_str(&few(scenario, watched));
    plots.push_str(&consensus(scenario, watched));
    plots.push_str(&bonds(scenario, watched));
    plots.push_str("</div>\n");
    plots
}

/// Groups as they are coloured: validators first, then miners.
fn colour_of_miners(scenario: &Scenario) -> usize {
    scenario.validators.len()
}

fn emission(watched: &Watched) -> String {
    let groups = watched.history.groups.iter().enumerate();
    let series: Vec<Series> =
        groups.map(|(at, group)| Series::by_epoch(&group.name, at, group.by_epoch.iter().copied())).collect();
    let axes = Axes { across: "epoch", up: "alpha a tempo" };
    let words = "From below: validators, then miners. The owner's part is left out.";
    Chart { title: "Who gets what is emitted", axes, zero: true, words, warmup: 0 }.stacked(&series)
}

fn by_quality(scenario: &Scenario, watched: &Watched) -> String {
    let group = |(at, told): (usize, &crate::scenario::Miners)| {
        let own = watched.history.miners.iter().filter(|miner| miner.group == at);
        Series::new(&told.name, colour_of_miners(scenario) + at, own.map(|miner| (miner.has, miner.earned)).collect())
    };
    let series: Vec<Series> = scenario.miners.iter().enumerate().map(group).collect();
    let axes = Axes { across: "mean quality", up: "alpha a tempo" };
    let words = "A dot is a miner: how good it was and what it earned, on the mean of all epochs that count.";
    Chart { title: "Incentive by quality", axes, zero: true, words, warmup: 0 }.dots(&series)
}

fn each_miner(scenario: &Scenario, watched: &Watched) -> String {
    let groups = watched.history.groups.iter().skip(scenario.validators.len()).zip(&scenario.miners).enumerate();
    let series: Vec<Series> = groups
        .map(|(at, (group, told))| {
            let each = group.by_epoch.iter().map(|alpha| alpha / f64::from(told.count.max(1)));
            Series::by_epoch(&group.name, colour_of_miners(scenario) + at, each)
        })
        .collect();
    let axes = Axes { across: "epoch", up: "alpha a tempo for each miner" };
    Chart { title: "What a miner earns", axes, zero: true, words: "", warmup: scenario.run.warmup }.lines(&series)
}

fn dividends(scenario: &Scenario, watched: &Watched) -> String {
    let groups = watched.history.groups.iter().take(scenario.validators.len()).enumerate();
    let series: Vec<Series> =
        groups.map(|(at, group)| Series::by_epoch(&group.name, at, rate(group)).after(scenario.run.warmup)).collect();
    let axes = Axes { across: "epoch", up: "alpha a tempo for 1000 alpha of stake" };
    Chart { title: "What stake earns", axes, zero: false, words: "", warmup: 0 }.lines(&series)
}

const WEALTH: [(&str, usize); 3] = [("stake", 0), ("validators' earnings", 4), ("miners' earnings", 1)];

fn inequality(scenario: &Scenario, watched: &Watched) -> String {
    let series = watched.wealth.iter().zip(WEALTH);
    let series: Vec<Series> =
        series.map(|(wealth, (name, colour))| Series::by_epoch(name, colour, wealth.gini.iter().copied())).collect();
    let axes = Axes { across: "epoch", up: "Gini coefficient" };
    let words = "0 where all have the same, toward 1 where one has all.";
    Chart { title: "How unequal it is", axes, zero: true, words, warmup: scenario.run.warmup }.lines(&series)
}

fn few(scenario: &Scenario, watched: &Watched) -> String {
    let series = watched.wealth.iter().zip(WEALTH);
    let series: Vec<Series> = series
        .map(|(wealth, (name, colour))| Series::by_epoch(name, colour, wealth.nakamoto.iter().copied()))
        .collect();
    let axes = Axes { across: "epoch", up: "people (Nakamoto coefficient)" };
    let words = "How few together have more than half.";
    Chart { title: "How few have most of it", axes, zero: true, words, warmup: scenario.run.warmup }.lines(&series)
}

fn consensus(scenario: &Scenario, watched: &Watched) -> String {
    let epochs = scenario.run.epochs as usize;
    let mark =
        |part: usize| (format!("epoch {}", epochs * part / 4), watched.consensus.first().map_or(0, Vec::len) / 4);
    let columns: Labels = if epochs >= 8 { (0..4).map(mark).collect() } else { Vec::new() };
    let words = "A row is a miner, a column a tempo or the mean of some.";
    Heat { title: "Consensus on each miner", rows: names_of_miners(scenario), columns, words }.cells(&watched.consensus)
}

fn bonds(scenario: &Scenario, watched: &Watched) -> String {
    let validators = watched.history.validators.len();
    let (first, last) = (1 + validators, &watched.last);
    let cells: Vec<Vec<f64>> = (1..first).map(|seat| bonds_of(last, seat, first)).collect();
    let rows = scenario.validators.iter().map(|group| (group.name.clone(), group.count.into())).collect();
    let words = "A row is a validator, a column a miner, in the order of their seats.";
    let columns = names_of_miners(scenario);
    Heat { title: "Bonds after the last epoch", rows, columns, words }.cells(&cells)
}

fn names_of_miners(scenario: &Scenario) -> Labels {
    scenario.miners.iter().map(|group| (group.name.clone(), group.count.into())).collect()
}

/// A row of bonds as parts of the whole range, one for each miner.
fn bonds_of(epoch: &Epoch, seat: usize, first: usize) -> Vec<f64> {
    let mut row = vec![0.0; epoch.consensus.len().saturating_sub(first)];
    for (miner, bond) in epoch.bonds.get(seat).into_iter().flatten() {
        if let Some(cell) = usize::from(*miner).checked_sub(first).and_then(|miner| row.get_mut(miner)) {
            *cell = f64::from(*bond) / 65_535.0;
        }
    }
    row
}
