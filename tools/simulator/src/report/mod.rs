//! One HTML file that tells of a scenario: tables, plots drawn as SVG, and the scenario itself. It
//! asks the network for nothing, runs no code, and is the same for the same seeds.

mod axes;
mod chart;
mod duels;
mod heat;
mod page;
mod searches;
mod subnet;
mod sweeps;
mod verdicts;

use crate::{engine::Ground, scenario::Scenario, search::BreakEven, verdict::Verdict};
use myelin_toml::Invalid;
use page::{escaped, FOOT};
pub use sweeps::of_sweep;

/// What a report is made of.
pub struct Report<'a> {
    /// Where its plots are played.
    pub ground: &'a dyn Ground,
    pub scenario: &'a Scenario,
    /// The scenario as it was written, to repeat it.
    pub text: &'a str,
    /// The command that made the report.
    pub command: &'a str,
    /// Nothing of the scenario's own people where nobody attacks.
    pub verdicts: &'a [Verdict],
    pub searches: &'a [(&'static str, BreakEven)],
}

impl Report<'_> {
    pub fn html(&self) -> Result<String, Invalid> {
        let (scenario, seeds) = (self.scenario, &self.scenario.run.seeds);
        let seed = seeds.first().copied().unwrap_or(1);
        let watched = subnet::watch(self.ground, scenario, seed)?;
        let mut page = page::head(&scenario.name);
        page.push_str(&format!(
            "<p class=\"facts\">{} epochs of {} blocks, of which the first {} are not counted. Plots over time show seed {seed}; \
             verdicts are of {}.</p>\n",
            scenario.run.epochs,
            scenario.settings.rules().params.tempo,
            scenario.run.warmup,
            if seeds.len() == 1 { "it alone".to_owned() } else { format!("{} seeds", seeds.len()) },
        ));
        if !self.verdicts.is_empty() {
            page.push_str("<h2>Does cheating pay?</h2>\n");
            page.push_str(&verdicts::intervals(self.verdicts));
            page.push_str(&verdicts::table(self.verdicts));
        }
        if !self.searches.is_empty() {
            let plots = searches::plots(self.searches);
            page.push_str(&format!("<h2>Where does it pay?</h2>\n<div class=\"plots\">\n{plots}</div>\n"));
        }
        if !self.verdicts.is_empty() {
            page.push_str("<h2>Cheating beside playing honestly</h2>\n");
            page.push_str(&duels::all(scenario, self.verdicts));
        }
        page.push_str("<h2>The subnet where nobody attacks</h2>\n");
        if let Some(fault) = &watched.history.fault {
            page.push_str(&format!("<p class=\"broken\">The run ended early: {}.</p>\n", escaped(&fault.to_string())));
        }
        page.push_str(&subnet::plots(scenario, &watched));
        page.push_str(&self.repeat());
        page.push_str(FOOT);
        Ok(page)
    }

    fn repeat(&self) -> String {
        repeat(self.scenario, self.command, self.text)
    }
}

/// All that it takes to make the same report once more.
fn repeat(scenario: &Scenario, command: &str, text: &str) -> String {
    let seeds: Vec<String> = scenario.run.seeds.iter().map(u64::to_string).collect();
    format!(
        "<h2>To repeat it</h2>\n<dl><dt>Command</dt><dd><code>{}</code></dd><dt>Seeds</dt><dd>{}</dd>\
         <dt>Version</dt><dd>myelin {}</dd></dl>\n<pre>{}</pre>\n",
        escaped(command),
        seeds.join(", "),
        env!("CARGO_PKG_VERSION"),
        escaped(text)
    )
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

#[cfg(test)]
mod tests;
