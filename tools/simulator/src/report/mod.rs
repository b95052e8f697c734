//! One HTML file that tells of a scenario: tables, plots drawn as SVG, and the scenario itself. It
//! asks the network for nothing.

mod svg;

use crate::{
    engine::{CoreEngine, Epoch},
    scenario::Scenario,
    search::BreakEven,
    statistics::{gini, nakamoto},
    verdict::Verdict,
    world::{History, World},
};
use svg::{Chart, Heat, Series};

/// What a report is made of.
pub struct Report<'a> {
    pub scenario: &'a Scenario,
    /// The scenario as it was written, to repeat it.
    pub text: &'a str,
    /// The command that made the report.
    pub command: &'a str,
    /// Nothing of the scenario's own people where nobody attacks.
    pub verdicts: &'a [Verdict],
    pub searches: &'a [(&'static str, BreakEven)],
}

/// A run that was watched to its end.
struct Watched {
    history: History,
    last: Epoch,
}

impl Report<'_> {
    pub fn html(&self) -> String {
        let seed = self.scenario.run.seeds.first().copied().unwrap_or(1);
        let watched = watch(self.scenario, seed);
        let mut page = String::new();
        page.push_str(&head(&self.scenario.name));
        page.push_str(&format!("<h1>{}</h1>\n", escaped(&self.scenario.name)));
        page.push_str(&format!(
            "<p>{} epochs of {} blocks, of which the first {} are not counted; plots show seed {seed}, tables all {} \
             seeds.</p>\n",
            self.scenario.run.epochs,
            self.scenario.settings.rules().params.tempo,
            self.scenario.run.warmup,
            self.scenario.run.seeds.len(),
        ));
        page.push_str(&self.verdict_table());
        page.push_str(&self.search_plots());
        page.push_str(&self.plots(&watched));
        page.push_str(&format!(
            "<h2>To repeat it</h2>\n<pre>{}</pre>\n<pre>{}</pre>\n</main></body></html>\n",
            escaped(self.command),
            escaped(self.text)
        ));
        page
    }

    fn verdict_table(&self) -> String {
        if self.verdicts.is_empty() {
            return String::new();
        }
        let mut table = "<h2>Does cheating pay?</h2>\n<table><tr><th>attack</th><th>gain, of the honest income</th>\
                         <th>alpha a tempo</th><th>in words</th><th></th></tr>\n"
            .to_owned();
        for verdict in self.verdicts {
            let class = match verdict.pays() {
                Some(true) => "pays",
                Some(false) => "loses",
                None => "open",
            };
            let mark = match (verdict.most, verdict.passes()) {
                (None, _) => "",
                (Some(_), true) => "kept",
                (Some(_), false) => "broken",
            };
            table.push_str(&format!(
                "<tr class={class}><td>{}</td><td class=number>{}</td><td class=number>{:+.3}</td><td>{}</td>\
                 <td>{mark}</td></tr>\n",
                verdict.attack.name,
                percent(verdict),
                verdict.gain.mean,
                escaped(&verdict.sentence()),
            ));
        }
        table.push_str("</table>\n");
        table
    }

    fn search_plots(&self) -> String {
        let mut plots = String::new();
        for (attack, found) in self.searches {
            let points = found.tried.iter().map(|point| (point.value, 100.0 * point.relative.mean)).collect();
            let title = format!("{attack}: gain in % of the honest income, by {}", found.knob.name);
            let chart = Chart { title: &title, across: found.knob.name, zero: true };
            plots
                .push_str(&figure(&chart.lines(&[Series { name: attack, points }]), &format!("{}.", found.sentence())));
        }
        plots
    }

    fn plots(&self, watched: &Watched) -> String {
        let Watched { history, last } = watched;
        let groups = self.scenario.validators.len();
        let over_time = |of: &[crate::world::Group]| -> Vec<(String, Vec<(f64, f64)>)> {
            let points = |group: &crate::world::Group| {
                group.by_epoch.iter().enumerate().map(|(epoch, alpha)| (epoch as f64, *alpha)).collect()
            };
            of.iter().map(|group| (group.name.clone(), points(group))).collect()
        };
        let drawn = |lines: Vec<(String, Vec<(f64, f64)>)>, title: &str| {
            let series: Vec<Series> =
                lines.iter().map(|(name, points)| Series { name, points: points.clone() }).collect();
            Chart { title, across: "epoch", zero: true }.lines(&series)
        };
        let mut plots = "<h2>The subnet</h2>\n<div class=plots>\n".to_owned();
        let (validators, miners) = history.groups.split_at(groups.min(history.groups.len()));
        plots.push_str(&figure(&drawn(over_time(miners), "Alpha for miners, by group"), ""));
        plots.push_str(&figure(&drawn(over_time(validators), "Alpha for validators, by group"), ""));
        plots.push_str(&figure(&self.scatter(history), "Each dot is a miner: its mean quality and what it earned."));
        plots.push_str(&figure(&self.per_stake(history), "What a tempo brought for 1000 alpha of stake."));
        let first = 1 + history.validators.len();
        let validators: Vec<usize> = (1..first).collect();
        let consensus: Vec<f64> = last.consensus.iter().skip(first).map(|part| f64::from(*part) / 65_535.0).collect();
        let heat = Heat { title: "Consensus of the last epoch, by miner", rows: &["consensus".to_owned()] };
        plots.push_str(&figure(&heat.cells(&[consensus]), ""));
        let names: Vec<String> = validators.iter().map(|seat| format!("uid {seat}")).collect();
        let bonds: Vec<Vec<f64>> = validators.iter().map(|seat| bonds_of(last, *seat, first)).collect();
        let heat = Heat { title: "Bonds after the last epoch: validators by miners", rows: &names };
        plots.push_str(&figure(&heat.cells(&bonds), ""));
        let stakes: Vec<f64> = history.validators.iter().map(|validator| validator.has).collect();
        plots.push_str(&format!(
            "</div>\n<p>Stake: Gini coefficient {:.3}; {} of {} validators together have more than half.</p>\n",
            gini(&stakes),
            nakamoto(&stakes),
            stakes.len()
        ));
        plots
    }

    fn scatter(&self, history: &History) -> String {
        let group = |(at, told): (usize, &crate::scenario::Miners)| {
            let own = history.miners.iter().filter(move |miner| miner.group == at);
            (told.name.clone(), own.map(|miner| (miner.has, miner.earned)).collect::<Vec<_>>())
        };
        let groups: Vec<_> = self.scenario.miners.iter().enumerate().map(group).collect();
        let series: Vec<Series> = groups.iter().map(|(name, points)| Series { name, points: points.clone() }).collect();
        Chart { title: "Alpha a tempo, by quality", across: "quality", zero: true }.dots(&series)
    }

    fn per_stake(&self, history: &History) -> String {
        let bars: Vec<(String, f64)> = self
            .scenario
            .validators
            .iter()
            .enumerate()
            .map(|(at, group)| {
                let own = history.validators.iter().filter(|validator| validator.group == at);
                let (stake, earned) = own.fold((0.0, 0.0), |sum, one| (sum.0 + one.has, sum.1 + one.earned));
                (group.name.clone(), if stake > 0.0 { 1000.0 * earned / stake } else { 0.0 })
            })
            .collect();
        svg::bars("Alpha a tempo for 1000 alpha of stake", &bars)
    }
}

fn watch(scenario: &Scenario, seed: u64) -> Watched {
    let mut world = World::new(scenario, seed, CoreEngine::new(scenario));
    for _ in 0..scenario.run.epochs {
        world.pass();
    }
    let last = crate::engine::Engine::epoch(world.engine()).clone();
    Watched { history: world.finish(), last }
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

/// The relative gain with its interval.
pub fn percent(verdict: &Verdict) -> String {
    let mean = 100.0 * verdict.relative.mean;
    match verdict.relative.half {
        _ if !verdict.is_relative() => "earns nothing honestly".to_owned(),
        Some(half) => format!("{mean:+.1} % ± {:.1}", 100.0 * half),
        None => format!("{mean:+.1} %, one run"),
    }
}

fn figure(drawing: &str, words: &str) -> String {
    format!("<figure>{drawing}<figcaption>{}</figcaption></figure>\n", escaped(words))
}

fn head(title: &str) -> String {
    const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;color:#1d2530;background:#fff;margin:0}\
        main{max-width:1080px;margin:0 auto;padding:24px}table{border-collapse:collapse;width:100%}\
        th,td{text-align:left;padding:6px 10px;border-bottom:1px solid #dde3ea;vertical-align:top}\
        .number{white-space:nowrap;font-variant-numeric:tabular-nums}.pays td:first-child{color:#b3261e;font-weight:600}\
        .loses td:first-child{color:#1b6e3c;font-weight:600}.open td:first-child{color:#7a5b00;font-weight:600}\
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(460px,1fr));gap:16px}\
        figure{margin:0 0 8px}figcaption{color:#5b6675;font-size:13px}\
        pre{background:#f4f6f8;padding:12px;overflow-x:auto;font-size:13px}svg{width:100%;height:auto}";
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>{}</title><style>{STYLE}</style></head><body><main>\n",
        escaped(title)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{attacks, scenario::TEMPLATE};

    fn html() -> String {
        let mut scenario: Scenario = TEMPLATE.parse().unwrap();
        scenario.name = "<graded> & fair".to_owned();
        (scenario.run.epochs, scenario.run.warmup, scenario.run.seeds) = (8, 2, vec![1, 2]);
        let verdicts = [Verdict::of(attacks::named("lazy").unwrap(), &scenario).unwrap()];
        let report =
            Report { scenario: &scenario, text: TEMPLATE, command: "myelin sim", verdicts: &verdicts, searches: &[] };
        report.html()
    }

    #[test]
    fn a_report_is_the_same_every_time_and_asks_for_nothing() {
        let page = html();
        assert_eq!(page, html());
        for outside in ["src=", "href=", "@import", "url(", "<script"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert_eq!(page.matches("<svg").count(), 6);
        assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    }

    #[test]
    fn what_people_write_is_not_taken_for_markup() {
        assert!(html().contains("<h1>&lt;graded&gt; &amp; fair</h1>"));
    }

    #[test]
    fn nothing_in_a_plot_is_not_a_number() {
        let page = html();
        assert!(!page.contains("NaN") && !page.contains("inf"));
    }
}
