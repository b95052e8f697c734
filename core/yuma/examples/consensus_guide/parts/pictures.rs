//! The guide's two pictures.

use super::small_subnet::{parts_of_u16, Subnet, CLASSIC, YUMA3};
use myelin_yuma::SubnetParams;
use plotters::coord::Shift;
use plotters::prelude::*;

// Told apart by people who see fewer colours, too.
const BLUE: RGBColor = RGBColor(0, 114, 178);
const ORANGE: RGBColor = RGBColor(213, 94, 0);
const GREEN: RGBColor = RGBColor(0, 138, 100);
const GREY: RGBColor = RGBColor(90, 90, 90);
const FAINT: RGBColor = RGBColor(225, 225, 225);

const FONT: &str = "sans-serif";
/// Lines are drawn to whole points; this many to the pixel keep them smooth.
const SCALE: u32 = 2;
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Points = Vec<(f64, f64)>;

pub fn all() -> Vec<(&'static str, String)> {
    vec![("coalition", coalition()), ("bonds", bonds())]
}

/// One line of a picture.
struct Line {
    name: &'static str,
    colour: RGBColor,
    width: u32,
    is_dashed: bool,
    points: Points,
}

fn draw((width, height): (u32, u32), paint: impl Fn(&Area)) -> String {
    let mut text = String::new();
    let (fine_width, fine_height) = (width * SCALE, height * SCALE);
    {
        let area = SVGBackend::with_string(&mut text, (fine_width, fine_height)).into_drawing_area();
        area.fill(&WHITE).unwrap();
        paint(&area);
        area.present().unwrap();
    }
    let fine = format!("width=\"{fine_width}\" height=\"{fine_height}\" viewBox");
    assert!(text.contains(&fine), "{:?}", text.lines().next());
    text.replacen(&fine, &format!("width=\"{width}\" height=\"{height}\" viewBox"), 1)
}

fn font(size: u32) -> TextStyle<'static> {
    (FONT, size * SCALE).into_font().color(&BLACK)
}

/// What a coalition earns that gives half of its weight to a miner that does nothing.
fn coalition() -> String {
    const STEPS: u64 = 200;
    let kappas = [(0.4, "kappa 0.4", GREEN, 6), (0.5, "kappa 0.5", BLUE, 4), (0.6, "kappa 0.6", ORANGE, 2)];
    let mut lines: Vec<Line> = kappas
        .into_iter()
        .map(|(kappa, name, colour, width)| {
            let earned = |step| (step as f64 * 100.0 / STEPS as f64, coalition_earns(kappa, step, STEPS));
            Line { name, colour, width, is_dashed: false, points: (1..STEPS).map(earned).collect() }
        })
        .collect();
    let honest = vec![(0.0, 0.0), (100.0, 50.0)];
    lines.push(Line { name: "the same stake, honest", colour: GREY, width: 2, is_dashed: true, points: honest });
    draw((820, 520), |area| {
        let title = "What a dishonest coalition earns";
        let axes =
            Axes { title, x: "stake of the coalition, % of all", y: "what it earns, % of the emission", percent: true };
        chart(area, &axes, (100.0, 100.0), &lines, Some(SeriesLabelPosition::UpperLeft));
    })
}

/// Percent of the emission, as validator and by its own miner, once bonds have settled.
fn coalition_earns(kappa: f64, part: u64, whole: u64) -> f64 {
    const EPOCHS: usize = 30;
    const HONEST: usize = 0;
    const COALITION: usize = 1;
    const OWN_MINER: usize = 4;
    let params = SubnetParams { kappa: parts_of_u16(kappa), ..YUMA3 };
    let mut subnet = Subnet::new(params, &[whole - part, part], 3, 100);
    subnet.weigh(HONEST, &[60, 40, 0]);
    subnet.weigh(COALITION, &[30, 20, 50]);
    let outcome = (0..EPOCHS).map(|_| subnet.live()).last().unwrap();
    let total: u64 = outcome.emission.iter().sum();
    (outcome.emission[COALITION] + outcome.emission[OWN_MINER]) as f64 * 100.0 / total as f64
}

/// How the bonds of three validators in one miner grow, under either rule.
fn bonds() -> String {
    draw((980, 470), |area| {
        let (left, right) = area.split_horizontally(490 * SCALE);
        for (area, title, params, labels) in [
            (left, "Yuma3: each bond follows its weight", YUMA3, Some(SeriesLabelPosition::UpperLeft)),
            (right, "Classic: bonds share the miner by stake", CLASSIC, None),
        ] {
            let axes = Axes { title, x: "epoch", y: "bond as stored, of 1", percent: false };
            chart(&area, &axes, (60.0, 1.1), &bond_lines(&params), labels);
        }
    })
}

fn bond_lines(params: &SubnetParams) -> Vec<Line> {
    const EPOCHS: u32 = 60;
    const ARRIVES: u32 = 15;
    const LEAVES: u32 = 40;
    const OPINION: [u16; 2] = [60, 40];
    const ELSEWHERE: [u16; 2] = [0, 100];
    let mut subnet = Subnet::new(params.clone(), &[55, 25, 20], OPINION.len(), 100);
    let watched = 3; // the first miner's seat
    let mut lines = [
        ("55 % of the stake", BLUE, 6),
        ("25 %, turns away after epoch 40", ORANGE, 3),
        ("20 %, comes at epoch 15", GREEN, 3),
    ]
    .map(|(name, colour, width)| Line { name, colour, width, is_dashed: false, points: vec![(0.0, 0.0)] });
    for epoch in 1..=EPOCHS {
        subnet.weigh(0, &OPINION);
        subnet.weigh(1, if epoch <= LEAVES { &OPINION } else { &ELSEWHERE });
        subnet.weigh(2, if epoch >= ARRIVES { &OPINION } else { &ELSEWHERE });
        let outcome = subnet.live();
        for (line, row) in lines.iter_mut().zip(&outcome.bonds) {
            let bond = row.iter().find(|(miner, _)| *miner == watched).map_or(0, |(_, bond)| *bond);
            line.points.push((f64::from(epoch), f64::from(bond) / 65_535.0));
        }
    }
    lines.into()
}

struct Axes<'a> {
    title: &'a str,
    x: &'a str,
    y: &'a str,
    /// Whether labels are whole percents; decimals otherwise.
    percent: bool,
}

fn chart(area: &Area, axes: &Axes, (x_end, y_end): (f64, f64), lines: &[Line], labels: Option<SeriesLabelPosition>) {
    let mut chart = ChartBuilder::on(area)
        .caption(axes.title, font(20))
        .margin(16 * SCALE)
        .x_label_area_size(48 * SCALE)
        .y_label_area_size(60 * SCALE)
        .build_cartesian_2d(0.0..x_end, 0.0..y_end)
        .unwrap();
    chart
        .configure_mesh()
        .x_desc(axes.x)
        .y_desc(axes.y)
        .axis_desc_style(font(16))
        .label_style(font(14))
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT.stroke_width(SCALE))
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| if axes.percent { format!("{y:.0}") } else { format!("{y:.1}") })
        .axis_style(GREY.stroke_width(SCALE))
        .set_all_tick_mark_size(5 * SCALE)
        .draw()
        .unwrap();
    for line in lines {
        let style = ShapeStyle { color: line.colour.to_rgba(), filled: false, stroke_width: line.width * SCALE };
        let points = line.points.iter().copied();
        let drawn = if line.is_dashed {
            chart.draw_series(DashedLineSeries::new(points, 8 * SCALE, 6 * SCALE, style)).unwrap()
        } else {
            chart.draw_series(LineSeries::new(points, style)).unwrap()
        };
        drawn.label(line.name).legend(move |(x, y)| PathElement::new([(x, y), (x + 24 * SCALE as i32, y)], style));
    }
    if let Some(position) = labels {
        chart
            .configure_series_labels()
            .position(position)
            .margin(10 * SCALE)
            .legend_area_size(34 * SCALE)
            .background_style(WHITE.mix(0.9))
            .border_style(FAINT.stroke_width(SCALE))
            .label_font(font(14))
            .draw()
            .unwrap();
    }
}
