//! Each attack beside the same player's honest play, tempo by tempo.

use super::{
    axes::Axes,
    chart::{Chart, Series},
    page::{escaped, number},
    verdicts::mark,
};
use crate::{
    attacks::RESERVED,
    scenario::Scenario,
    verdict::Verdict,
    world::{Group, History},
};

/// The player in the attacked and in the honest world; others' colours begin after them.
const ATTACKING: usize = 1;
const HONEST: usize = 2;

pub fn all(scenario: &Scenario, verdicts: &[Verdict]) -> String {
    verdicts.iter().map(|verdict| one(scenario, verdict)).collect()
}

/// Folded up unless it pays.
fn one(scenario: &Scenario, verdict: &Verdict) -> String {
    let Some((attack, honest)) = &verdict.example else { return String::new() };
    let (class, word) = mark(verdict);
    let open = if verdict.pays() == Some(false) { "" } else { " open" };
    let mut plots = earned(scenario, attack, honest);
    plots.push_str(&dividends(scenario, attack, honest));
    plots.push_str(&so_far(scenario, attack, honest));
    format!(
        "<details{open}><summary><code>{}</code> <span class=\"mark {class}\">{word}</span></summary><p>{}</p>{}\
         <div class=\"plots\">\n{plots}</div></details>\n",
        verdict.attack.name,
        escaped(&verdict.sentence()),
        payers(verdict)
    )
}

fn payers(verdict: &Verdict) -> String {
    let payer = |payer: &crate::verdict::Payer| {
        format!("{} {} ({} %)", escaped(&payer.name), number(payer.loss.mean), number(100.0 * payer.part))
    };
    let payers: Vec<String> = verdict.payers.iter().map(payer).collect();
    match payers.is_empty() {
        true => "<p class=\"facts\">Nobody surely loses by it.</p>".to_owned(),
        false => format!("<p class=\"facts\">Who loses by it, alpha a tempo: {}.</p>", payers.join("; ")),
    }
}

fn earned(scenario: &Scenario, attack: &History, honest: &History) -> String {
    let axes = Axes { across: "epoch", up: "alpha a tempo, before costs" };
    let warmup = scenario.run.warmup;
    let chart = Chart { title: "What the player earns", axes, zero: true, words: "", warmup };
    let honestly = Series::by_epoch("playing honestly", HONEST, income(honest)).dashed();
    chart.lines(&[Series::by_epoch("attacking", ATTACKING, income(attack)), honestly])
}

/// Beside the validators that do not cheat; nothing where the player has no stake.
fn dividends(scenario: &Scenario, attack: &History, honest: &History) -> String {
    let player = |history: &History| {
        let own =
            history.groups.iter().find(|group| is_players(group) && group.staked.iter().any(|alpha| *alpha > 0.0));
        own.map(rate)
    };
    let (Some(cheating), Some(playing)) = (player(attack), player(honest)) else { return String::new() };
    let mut series = vec![
        Series::by_epoch("the attacker", ATTACKING, cheating),
        Series::by_epoch("the same, honest", HONEST, playing).dashed(),
    ];
    let others = attack.groups.iter().take(scenario.validators.len()).filter(|group| !is_players(group));
    series.extend(others.enumerate().map(|(at, group)| Series::by_epoch(&group.name, HONEST + 1 + at, rate(group))));
    let series: Vec<Series> = series.into_iter().map(|one| one.after(scenario.run.warmup)).collect();
    let axes = Axes { across: "epoch", up: "alpha a tempo for 1000 alpha of stake" };
    let words = "All but the dashed line are of the world in which somebody cheats.";
    Chart { title: "Dividends", axes, zero: false, words, warmup: 0 }.lines(&series)
}

fn so_far(scenario: &Scenario, attack: &History, honest: &History) -> String {
    let warmup = scenario.run.warmup as usize;
    let saved = (cost(honest) - cost(attack)) / f64::from(attack.epochs.max(1));
    let differences = income(attack).into_iter().zip(income(honest)).skip(warmup);
    let mut sums = (0.0, 0.0);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (at, (attacking, playing)) in differences.enumerate() {
        sums = (sums.0 + attacking - playing, sums.1 + attacking - playing + saved);
        before.push(((warmup + at) as f64, sums.0));
        after.push(((warmup + at) as f64, sums.1));
    }
    let axes = Axes { across: "epoch", up: "alpha, attacking less honest" };
    let chart = Chart { title: "What it has brought so far", axes, zero: true, words: "", warmup: 0 };
    chart.lines(&[Series::new("after costs", ATTACKING, after), Series::new("before costs", 6, before).dashed()])
}

fn is_players(group: &Group) -> bool {
    group.name.starts_with(RESERVED)
}

fn income(history: &History) -> Vec<f64> {
    let mut sums = Vec::new();
    for group in history.groups.iter().filter(|group| is_players(group)) {
        sums.resize(group.by_epoch.len().max(sums.len()), 0.0);
        sums.iter_mut().zip(&group.by_epoch).for_each(|(sum, alpha)| *sum += alpha);
    }
    sums
}

fn cost(history: &History) -> f64 {
    history.groups.iter().filter(|group| is_players(group)).map(|group| group.cost).sum()
}

/// What a tempo brings for 1000 alpha of stake.
pub fn rate(group: &Group) -> Vec<f64> {
    let each = |(earned, staked): (&f64, &f64)| if *staked > 0.0 { 1000.0 * earned / staked } else { 0.0 };
    group.by_epoch.iter().zip(&group.staked).map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(income: [f64; 3], cost: f64) -> History {
        let own = Group { name: "attacker".into(), cost, by_epoch: income.to_vec(), ..Default::default() };
        let other = Group { name: "good".into(), by_epoch: vec![9.0; 3], ..Default::default() };
        History { groups: vec![other, own], epochs: 2, ..Default::default() }
    }

    #[test]
    fn only_the_players_own_groups_are_its_income() {
        assert_eq!(income(&history([1.0, 2.0, 3.0], 0.0)), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn a_rate_is_for_a_thousand_alpha() {
        let group = Group { by_epoch: vec![5.0, 5.0], staked: vec![500.0, 0.0], ..Default::default() };
        assert_eq!(rate(&group), [10.0, 0.0]);
    }

    #[test]
    fn what_it_has_brought_counts_costs_and_leaves_the_warmup_out() {
        let mut scenario = Scenario::default();
        scenario.run.warmup = 1;
        let drawn = so_far(&scenario, &history([99.0, 2.0, 2.0], 0.0), &history([0.0, 1.0, 1.0], 4.0));
        // Two epochs of one alpha more and two alpha of costs less: six, at the top of the plot.
        assert!(drawn.contains("epoch") && drawn.contains("428.0,24.0"), "{drawn}");
    }
}
