//! Fields of cells: the stronger the colour, the greater the number.

use super::{
    axes::WIDTH,
    page::{escaped, figure, number, picture, Caption},
};

/// How many strengths of colour are told apart.
const SHADES: usize = 14;
const LEFT: f64 = 84.0;
const TOP: f64 = 6.0;
const RIGHT: f64 = 6.0;

/// Names along an edge, each for so many cells in a row.
pub type Labels = Vec<(String, usize)>;

pub struct Heat<'a> {
    pub title: &'a str,
    pub rows: Labels,
    /// Under the cells; as many names as there are stand there.
    pub columns: Labels,
    pub words: &'a str,
}

impl Heat<'_> {
    pub fn cells(&self, cells: &[Vec<f64>]) -> String {
        let columns = cells.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
        let size = ((WIDTH - LEFT - RIGHT) / columns, (210.0 / cells.len().max(1) as f64).clamp(2.0, 22.0));
        let bottom = TOP + size.1 * cells.len() as f64;
        let most = cells.iter().flatten().copied().fold(0.0, f64::max);
        let mut body = shades(cells, most, size);
        let mut row = 0.0;
        for (name, count) in &self.rows {
            let (from, to) = (TOP + row * size.1, TOP + (row + *count as f64) * size.1);
            body.push_str(&format!(
                "<line x1=\"0\" y1=\"{to:.1}\" x2=\"{:.1}\" y2=\"{to:.1}\" class=\"rule\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" class=\"t\">{}</text>",
                WIDTH - RIGHT,
                LEFT - 6.0,
                (from + to) / 2.0 + 4.0,
                escaped(&shortened(name))
            ));
            row += *count as f64;
        }
        let mut column = 0.0;
        for (name, count) in &self.columns {
            let middle = LEFT + (column + *count as f64 / 2.0) * size.0;
            column += *count as f64;
            body.push_str(&format!(
                "<line x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\" class=\"rule\"/>\
                 <text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" class=\"t\">{}</text>",
                bottom + 15.0,
                escaped(&shortened(name)),
                x = LEFT + column * size.0
            ));
        }
        let words = format!("Nothing is empty, {} the strongest. {}", number(most), self.words);
        let caption = Caption { title: self.title, words: words.trim(), ..Default::default() };
        figure(&caption, &picture(self.title, WIDTH, bottom + 24.0, &body))
    }
}

/// One shape for each strength; neighbours of the same strength are one piece of it.
fn shades(cells: &[Vec<f64>], most: f64, (width, height): (f64, f64)) -> String {
    let mut shapes = vec![String::new(); SHADES + 1];
    let shade = |value: &f64| if most > 0.0 { (value / most * SHADES as f64).round() as usize } else { 0 };
    for (row, values) in cells.iter().enumerate() {
        let mut column = 0;
        for piece in values.chunk_by(|one, next| shade(one) == shade(next)) {
            let (x, y) = (LEFT + column as f64 * width, TOP + row as f64 * height);
            let wide = piece.len() as f64 * width;
            if let Some(shape) = piece.first().and_then(|value| shapes.get_mut(shade(value))) {
                shape.push_str(&format!("M{x:.1} {y:.1}h{wide:.1}v{height:.1}h-{wide:.1}z"));
            }
            column += piece.len();
        }
    }
    let drawn = shapes.iter().enumerate().skip(1).filter(|(_, shape)| !shape.is_empty());
    drawn
        .map(|(shade, shape)| {
            format!("<path d=\"{shape}\" class=\"heat\" fill-opacity=\"{:.2}\"/>", shade as f64 / SHADES as f64)
        })
        .collect()
}

/// As many letters as there is room for.
fn shortened(name: &str) -> String {
    const ROOM: usize = 13;
    match name.chars().count() > ROOM {
        true => format!("{}…", name.chars().take(ROOM - 1).collect::<String>()),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_strength_are_one_piece() {
        let drawn = shades(&[vec![1.0, 1.0, 0.0, 0.5]], 1.0, (10.0, 5.0));
        assert_eq!(drawn.matches('M').count(), 2);
        assert!(drawn.contains("M84.0 6.0h20.0v5.0h-20.0z"), "{drawn}");
    }

    #[test]
    fn a_field_of_zeros_is_empty() {
        assert_eq!(shades(&[vec![0.0; 3]], 0.0, (1.0, 1.0)), "");
    }
}
