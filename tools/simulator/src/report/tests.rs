use super::*;
use crate::{
    attacks,
    engine::Core,
    scenario::TEMPLATE,
    search::{Knob, Point},
    statistics::Estimate,
};
use std::sync::LazyLock;

static PAGE: LazyLock<String> = LazyLock::new(html);

fn html() -> String {
    let mut scenario: Scenario = TEMPLATE.parse().unwrap();
    scenario.name = "<graded> & fair".to_owned();
    (scenario.run.epochs, scenario.run.warmup, scenario.run.seeds) = (8, 2, vec![7, 9]);
    let attack = attacks::named("lazy").unwrap();
    let verdicts = [Verdict::of(&Core, attack, &scenario).unwrap()];
    let point = |value| Point { value, relative: Estimate { mean: value - 1.5, half: Some(0.1) } };
    let found = BreakEven { knob: Knob::named("cost").unwrap(), tried: vec![point(1.0), point(2.0)] };
    let searches = [("lazy", found)];
    let command = "myelin sim attack lazy --scenario <file>";
    let (text, verdicts, searches) = (TEMPLATE, &verdicts, &searches);
    Report { ground: &Core, scenario: &scenario, text, command, verdicts, searches }.html().unwrap()
}

#[test]
fn a_report_is_the_same_every_time_and_asks_for_nothing() {
    let page = &*PAGE;
    assert_eq!(*page, html());
    for outside in ["src=", "href=", "@import", "url(", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_report_shows_verdicts_searches_duels_and_the_subnet() {
    let page = &*PAGE;
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    // A slash after a bare value would belong to the value, and the shape would not end.
    let bare =
        page.split("<svg").skip(1).any(|svg| svg.split("</svg>").next().unwrap().replace("=\"", "").contains('='));
    assert!(!bare, "an attribute without quotes");
    // Intervals, one search, three of a duel, eight of the subnet.
    assert_eq!(page.matches("<svg").count(), 1 + 1 + 3 + 8);
    for title in ["What each attack brings", "lazy, by cost", "Dividends", "Bonds after the last epoch"] {
        assert!(page.contains(&format!("<h3>{title}</h3>")), "{title}");
    }
}

#[test]
fn a_report_says_how_to_repeat_it() {
    let page = &*PAGE;
    assert!(page.contains("<code>myelin sim attack lazy --scenario &lt;file&gt;</code>"));
    assert!(page.contains("<dt>Seeds</dt><dd>7, 9</dd>"));
    assert!(page.contains(&escaped(TEMPLATE)));
}

#[test]
fn what_people_write_is_not_taken_for_markup() {
    assert!(PAGE.contains("<h1>&lt;graded&gt; &amp; fair</h1>"));
}

#[test]
fn nothing_in_a_plot_is_not_a_number() {
    let page = &*PAGE;
    assert!(!page.contains("NaN") && !page.contains("inf,") && !page.contains("\"inf"));
}

#[test]
fn every_colour_and_kind_of_line_is_in_the_style() {
    let page = &*PAGE;
    let (style, body) = page.split_once("</style>").unwrap();
    for class in body.split("class=").skip(1) {
        let class = class.trim_start_matches('"').split(['"', '>', '/']).next().unwrap();
        let names = class.split(' ').take(2).filter(|name| !name.is_empty() && !name.contains('='));
        for name in names {
            assert!(style.contains(&format!(".{name}")), "{name}");
        }
    }
}
