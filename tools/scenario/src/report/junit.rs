//! The report as JUnit's XML, which services that collect the outcomes of tests read: a suite for
//! the scenario, and a case for each step.
//!
//! Written by hand: the crates that write it bring a calendar and an XML library for these few
//! lines, which have neither dates nor anything to parse.

use super::{Outcome, Report, Seen, StepReport};
use std::fmt::Write;

impl Report {
    /// The report as JUnit's XML.
    pub fn to_junit(&self) -> String {
        let count = |outcome| self.steps.iter().filter(|step| step.outcome == outcome).count();
        let mut counts = format!("tests=\"{}\"", self.steps.len());
        for (name, outcome) in
            [("failures", Outcome::Failed), ("errors", Outcome::Broken), ("skipped", Outcome::Skipped)]
        {
            counts = format!("{counts} {name}=\"{}\"", count(outcome));
        }
        let name = attribute(&self.scenario);
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        // Writing to a text cannot fail.
        let _ = writeln!(xml, "  <testsuite name=\"{name}\" {counts} time=\"{:.3}\">", self.seconds);
        for step in &self.steps {
            let says = match step.line {
                Some(line) => attribute(&format!("line {line}: {}", step.says)),
                None => attribute(&step.says),
            };
            let _ = write!(xml, "    <testcase classname=\"{name}\" name=\"{says}\" time=\"{:.3}\"", step.seconds);
            xml.push_str(&inside(step));
        }
        xml.push_str("  </testsuite>\n</testsuites>\n");
        xml
    }
}

fn inside(step: &StepReport) -> String {
    let element = |name: &str, message: &str, told: &str| {
        let (message, told) = (attribute(message), attribute(told));
        format!(">\n      <{name} message=\"{message}\">{told}</{name}>\n    </testcase>\n")
    };
    match step.outcome {
        Outcome::Passed => "/>\n".to_owned(),
        Outcome::Skipped => ">\n      <skipped/>\n    </testcase>\n".to_owned(),
        Outcome::Broken => element("error", &step.why, &step.hint),
        Outcome::Failed => {
            let line = |seen: &Seen| format!("epoch {}, block {}: {}", seen.epoch, seen.block, seen.what.join("; "));
            let told: Vec<String> = step.seen.iter().map(line).collect();
            element("failure", told.last().map_or("", String::as_str), &told.join("\n"))
        }
    }
}

/// Text that may stand in an attribute or between elements. Characters that XML cannot hold at
/// all become spaces.
fn attribute(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{super::tests::of_every_outcome, *};

    #[test]
    fn every_outcome_has_its_element() {
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="mixed &lt;fortune&gt;" tests="4" failures="1" errors="1" skipped="1" time="1.500">
    <testcase classname="mixed &lt;fortune&gt;" name="line 9: 2 epochs pass" time="0.500"/>
    <testcase classname="mixed &lt;fortune&gt;" name="line 12: miner-1: incentive is at least 0.2 within 1 epoch" time="0.250">
      <failure message="epoch 4, block 505: miner-1: incentive 0.15">epoch 3, block 404: miner-1: incentive 0.1&#10;epoch 4, block 505: miner-1: incentive 0.15</failure>
    </testcase>
    <testcase classname="mixed &lt;fortune&gt;" name="line 14: a &amp; b send &quot;&lt;0&gt;&quot;" time="0.000">
      <error message="they hold less">ask for less</error>
    </testcase>
    <testcase classname="mixed &lt;fortune&gt;" name="line 16: 10 blocks pass" time="0.000">
      <skipped/>
    </testcase>
  </testsuite>
</testsuites>
"#;
        assert_eq!(of_every_outcome().to_junit(), expected);
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(attribute("a\u{0}b\u{7}\n\u{ffff}é"), "a b &#10; é");
    }
}
