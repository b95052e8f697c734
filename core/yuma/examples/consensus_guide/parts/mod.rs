//! All that is made for the guide.

mod pictures;
mod small_subnet;
mod tables;

/// Where the tables go.
pub const GUIDE: &str = "docs/guide/consensus.md";

/// A whole file, or a block between markers of one.
pub struct Part {
    /// From the repository's root.
    pub file: String,
    pub block: Option<&'static str>,
    pub text: String,
}

pub fn all() -> Vec<Part> {
    let block = |(name, text): (&'static str, String)| Part { file: GUIDE.to_owned(), block: Some(name), text };
    let picture =
        |(name, text): (&str, String)| Part { file: format!("docs/guide/images/{name}.svg"), block: None, text };
    tables::all().into_iter().map(block).chain(pictures::all().into_iter().map(picture)).collect()
}
