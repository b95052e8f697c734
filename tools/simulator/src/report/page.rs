//! The page around the pictures: its head, its looks, and what stands around a plot.

/// Colours that are told apart; more groups than that share them.
pub const COLOURS: usize = 10;

/// All of the page's looks, in the light and in the dark. Pictures take their colours from here.
const STYLE: &str = include_str!("style.css");

pub fn head(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=en><head><meta charset=utf-8>\
         <meta name=viewport content=\"width=device-width,initial-scale=1\">\
         <meta name=color-scheme content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style></head>\n\
         <body><main>\n<h1>{title}</h1>\n",
        title = escaped(title)
    )
}

pub const FOOT: &str = "</main></body></html>\n";

/// What a plot shows, and what its colours mean.
#[derive(Default)]
pub struct Caption<'a> {
    pub title: &'a str,
    /// Names with the number of their colour, and whether the line is dashed.
    pub keys: Vec<(&'a str, usize, bool)>,
    /// What is to be known beyond it.
    pub words: &'a str,
}

/// A plot with its title, its legend and its words.
pub fn figure(caption: &Caption, drawing: &str) -> String {
    let key = |(name, colour, is_dashed): &(&str, usize, bool)| {
        let dashed = if *is_dashed { " dashed" } else { "" };
        format!("<span><i class=\"k{}{dashed}\"></i>{}</span>", colour % COLOURS, escaped(name))
    };
    let keys: String = caption.keys.iter().map(key).collect();
    let legend = if keys.is_empty() { String::new() } else { format!("<div class=\"legend\">{keys}</div>") };
    let words = match caption.words {
        "" => String::new(),
        words => format!("<figcaption>{}</figcaption>", escaped(words)),
    };
    format!("<figure><h3>{}</h3>{legend}{drawing}{words}</figure>\n", escaped(caption.title))
}

/// The frame of a drawing; a title is read out where pictures are not seen.
pub fn picture(title: &str, width: f64, height: f64, body: &str) -> String {
    format!("<svg viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{}\">{body}</svg>", escaped(title))
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A number with as few digits as tell it from its neighbours.
pub fn number(value: f64) -> String {
    let size = if value < 0.0 { -value } else { value };
    let digits = match size {
        _ if size == 0.0 || size >= 100.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 0.1 => 2,
        _ => 4,
    };
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.0, 0.25, 12.5, 65_535.0, 0.001, -3.0].map(number), ["0", "0.25", "12.5", "65535", "0.001", "-3"]);
    }

    #[test]
    fn a_legend_names_each_colour() {
        let keys = vec![("a & b", 0, false), ("c", 11, true)];
        let figure = figure(&Caption { title: "t", keys, words: "" }, "");
        assert!(figure.contains("<i class=\"k0\"></i>a &amp; b"), "{figure}");
        assert!(figure.contains("<i class=\"k1 dashed\"></i>c"), "{figure}");
    }
}
