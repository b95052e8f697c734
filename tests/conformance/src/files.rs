//! Which files are vectors, and of which kind: by what they hold, never by what they are called.

use crate::report::FileReport;
use crate::{coinbase, epoch, shares, swap};
use serde_json::{json, Value};
use std::path::Path;

/// What became of a file that could be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    Checked(FileReport),
    Skipped { file: String, why: String },
}

/// A file, or a folder, that cannot be read, or is not what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct BadFile {
    pub file: String,
    pub why: String,
}

/// Checks the cases of a whole file, adding to its report.
type Check = fn(&Value, &mut FileReport);

/// The `format` of each kind of file.
const FORMATS: [(&str, Check); 4] = [
    ("epoch vectors v1", epoch::check),
    ("coinbase vectors v1", coinbase::check),
    ("swap vectors v1", swap::check),
    ("share pool vectors v1", shares::check),
];

/// Checks every `*.json` file of a folder, in the order of their names. A bad file takes nothing
/// from the others; a folder without any such file is bad itself.
pub fn folder(path: &Path) -> Result<Vec<Result<Finding, BadFile>>, BadFile> {
    let bad = |why: String| BadFile { file: path.display().to_string(), why };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| bad(error.to_string()))? {
        let file = entry.map_err(|error| bad(error.to_string()))?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(bad("there is no *.json file in this folder".into()));
    }
    files.sort();
    Ok(files.iter().map(|path| file(path)).collect())
}

/// Checks one file.
pub fn file(path: &Path) -> Result<Finding, BadFile> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match checked(&file, path) {
        Ok(finding) => Ok(finding),
        Err(why) => Err(BadFile { file, why }),
    }
}

fn checked(file: &str, path: &Path) -> Result<Finding, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let content: Value = serde_json::from_slice(&bytes).map_err(|error| format!("not whole JSON: {error}"))?;
    let skipped = |why: String| Ok(Finding::Skipped { file: file.into(), why });
    let Some(format) = content["format"].as_str() else {
        return skipped("it names no format".into());
    };
    let Some((_, check)) = FORMATS.iter().find(|(known, _)| *known == format) else {
        return skipped(format!("its format, `{format}`, is none that is checked here"));
    };
    if !content["cases"].is_array() {
        return Err(format!("it says it holds {format}, but has no list of cases"));
    }
    let mut report = FileReport::new(file);
    check(&content, &mut report);
    Ok(Finding::Checked(report))
}

impl Finding {
    pub fn is_exact(&self) -> bool {
        !matches!(self, Self::Checked(report) if report.mismatched > 0)
    }

    /// One object on one line, as `--json` prints it.
    pub fn json(&self) -> serde_json::Result<String> {
        match self {
            Self::Checked(report) => serde_json::to_string(report),
            Self::Skipped { file, why } => Ok(json!({"file": file, "skipped": why}).to_string()),
        }
    }
}
