//! The live table, drawn from a scene.

use super::scene::{Row as Neuron, Scene};
use ratatui::{
    layout::{Constraint, Layout, Rect},
    style::{Color, Modifier, Style, Stylize},
    text::{Line, Span},
    widgets::{Block, Cell, Gauge, Paragraph, Row, Table, Wrap},
    Frame,
};

/// Title, width, and whether it holds figures.
const COLUMNS: [(&str, u16, bool); 11] = [
    ("uid", 3, true),
    ("role", 9, false),
    ("name", 12, false),
    ("", 6, false),
    ("accuracy", 8, true),
    ("incentive", 9, true),
    ("dividends", 9, true),
    ("vtrust", 6, true),
    ("emission α", 10, true),
    ("at price τ", 10, true),
    ("stake α", 10, true),
];

pub fn draw(frame: &mut Frame, scene: &Scene) {
    let rows = u16::try_from(scene.rows.len()).unwrap_or(u16::MAX).saturating_add(3);
    let [top, countdown, table, split, story, keys] = Layout::vertical([
        Constraint::Length(2),
        Constraint::Length(1),
        Constraint::Length(rows),
        Constraint::Length(1),
        Constraint::Min(3),
        Constraint::Length(3),
    ])
    .areas(frame.area());
    draw_top(frame, top, scene);
    draw_countdown(frame, countdown, scene);
    draw_neurons(frame, table, scene);
    draw_split(frame, split, scene);
    draw_story(frame, story, scene);
    draw_keys(frame, keys, scene);
}

fn draw_top(frame: &mut Frame, area: Rect, scene: &Scene) {
    let title = Line::from(vec![
        "Myelin".bold().cyan(),
        format!("  block {}  paid epochs {}  1 α = {:.4} τ", scene.block, scene.epochs, scene.price).into(),
    ]);
    let places = Line::from(format!("rpc {}  wallets {}", scene.rpc, scene.wallets)).dim();
    frame.render_widget(Paragraph::new(vec![title, places]), area);
}

fn draw_countdown(frame: &mut Frame, area: Rect, scene: &Scene) {
    let length = scene.ends.saturating_sub(scene.begins).max(1);
    let passed = scene.block.saturating_sub(scene.begins).min(length);
    let left = length.saturating_sub(passed);
    let gauge = Gauge::default()
        .ratio(passed as f64 / length as f64)
        .label(format!("{left} blocks to the next epoch"))
        .gauge_style(Style::new().fg(Color::DarkGray).bg(Color::Black));
    frame.render_widget(gauge, area);
}

/// What a narrow terminal does without: the role follows from the name, the worth from the price.
const WIDE_ONLY: [&str; 2] = ["role", "at price τ"];

fn draw_neurons(frame: &mut Frame, area: Rect, scene: &Scene) {
    let needed: u16 = COLUMNS.iter().map(|(_, width, _)| width.saturating_add(1)).sum();
    let shown = COLUMNS.map(|(title, ..)| area.width > needed || !WIDE_ONLY.contains(&title));
    let kept = |cells: [Cell<'static>; COLUMNS.len()]| {
        Row::new(cells.into_iter().zip(shown).filter_map(|(cell, is_shown)| is_shown.then_some(cell)))
    };
    let header = kept(COLUMNS.map(|(title, _, is_figure)| match is_figure {
        true => figure(title.to_string()),
        false => Cell::from(title),
    }));
    let rows = scene.rows.iter().map(|neuron| kept(cells(neuron, scene.price)).style(style(neuron)));
    let widths = COLUMNS.iter().zip(shown).filter(|(_, is_shown)| *is_shown);
    let table = Table::new(rows, widths.map(|((_, width, _), _)| Constraint::Length(*width)))
        .header(header.style(Style::new().add_modifier(Modifier::BOLD)))
        .block(Block::bordered().title(" who earned what in the last epoch "));
    frame.render_widget(table, area);
}

fn style(neuron: &Neuron) -> Style {
    match (neuron.state, neuron.role) {
        ("lying", _) => Style::new().fg(Color::Red),
        ("dead", _) => Style::new().fg(Color::DarkGray),
        (_, "validator") => Style::new().fg(Color::Cyan),
        (_, "miner") => Style::new().fg(Color::Green),
        _ => Style::new(),
    }
}

fn cells(neuron: &Neuron, price: f64) -> [Cell<'static>; COLUMNS.len()] {
    let share = |part: f64| if part == 0.0 { "·".to_string() } else { format!("{part:.4}") };
    let accuracy = neuron.accuracy.map_or_else(String::new, |share| format!("{:.1} %", share * 100.0));
    [
        figure(neuron.uid.to_string()),
        Cell::from(neuron.role),
        Cell::from(neuron.name),
        Cell::from(neuron.state),
        figure(accuracy),
        figure(share(neuron.incentive)),
        figure(share(neuron.dividends)),
        figure(share(neuron.validator_trust)),
        figure(format!("{:.4}", neuron.emission)),
        figure(format!("{:.4}", neuron.emission * price)),
        figure(format!("{:.4}", neuron.stake)),
    ]
}

fn figure(text: String) -> Cell<'static> {
    Cell::from(Line::from(text).right_aligned())
}

fn draw_split(frame: &mut Frame, area: Rect, scene: &Scene) {
    let split = scene.split;
    let part = |name: &'static str, share: f64, color| {
        Span::styled(format!("{name} {:.2} %   ", share * 100.0), Style::new().fg(color))
    };
    let line = Line::from(vec![
        "split so far   ".into(),
        part("miners", split.miners, Color::Green),
        part("validators", split.validators, Color::Cyan),
        part("owner", split.owner, Color::Yellow),
    ]);
    frame.render_widget(Paragraph::new(line), area);
}

fn draw_story(frame: &mut Frame, area: Rect, scene: &Scene) {
    let lines: Vec<Line> = scene.story.iter().map(|line| Line::from(line.clone())).collect();
    let block = Block::bordered().title(" what the last epoch did to whom ");
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: true }).block(block), area);
}

/// Short enough for a terminal of 80 columns.
const KEYS: [(&str, &str); 5] = [
    ("k", " kill best miner  "),
    ("l", " validator-3 lies  "),
    ("s", " stake 100 τ on it  "),
    ("n", " next epoch  "),
    ("q", " quit"),
];

fn draw_keys(frame: &mut Frame, area: Rect, scene: &Scene) {
    let keys: Line = KEYS.into_iter().flat_map(|(key, does)| [key.bold(), does.into()]).collect();
    let lines = vec![Line::from(scene.trouble.clone()).dim(), Line::from(scene.notice.clone()).yellow(), keys];
    frame.render_widget(Paragraph::new(lines), area);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Split;
    use ratatui::{backend::TestBackend, Terminal};

    fn shown(scene: &Scene, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test backend has a size");
        terminal.draw(|frame| draw(frame, scene)).expect("a test backend takes everything");
        terminal.backend().to_string()
    }

    fn scene() -> Scene {
        Scene {
            rpc: "ws://127.0.0.1:9944".into(),
            block: 1100,
            begins: 1000,
            ends: 1360,
            epochs: 2,
            price: 2.0,
            split: Split { miners: 0.41, validators: 0.41, owner: 0.18 },
            rows: vec![Neuron {
                uid: 3,
                role: "validator",
                name: "validator-3",
                state: "lying",
                emission: 1.5,
                stake: 110.0,
                ..Neuron::default()
            }],
            story: vec!["validator-3 lost 4.2 τ".into()],
            ..Scene::default()
        }
    }

    #[test]
    fn the_table_names_everybody_and_what_they_earned() {
        let shown = shown(&scene(), 120, 20);
        for expected in [
            "validator-3",
            "lying",
            "1.5000",
            "3.0000",
            "260 blocks to the next epoch",
            "41.00 %",
            "lost 4.2 τ",
            "quit",
        ] {
            assert!(shown.contains(expected), "`{expected}` is missing from\n{shown}");
        }
    }

    #[test]
    fn eighty_columns_show_every_name_and_every_key() {
        let shown = shown(&scene(), 80, 24);
        for expected in ["validator-3", "emission α", "stake α", "kill best miner", "next epoch", "quit"] {
            assert!(shown.contains(expected), "`{expected}` is missing from\n{shown}");
        }
    }

    #[test]
    fn a_small_terminal_shows_less_but_does_not_fail() {
        for (width, height) in [(1, 1), (20, 5), (80, 10)] {
            shown(&scene(), width, height);
        }
    }
}
