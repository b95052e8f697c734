//! `cargo xtask docs`: what the documents show and a program computes, tables and pictures. Each
//! maker is an example of some package here; it prints one JSON object for each thing it made.

use crate::workspace::{output_of, succeed, Workspace};
use anyhow::{bail, Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::process::Command;

/// The examples that make something for the documents.
const MAKERS: [&str; 2] = ["consensus_guide", "attacks_guide"];

#[derive(clap::Args)]
pub struct Options {
    /// Write nothing; fail where a document is not what the code makes
    #[arg(long)]
    check: bool,
}

/// What a maker prints: a whole file, or a block of one.
#[derive(Deserialize)]
struct Made {
    /// From the repository's root.
    file: String,
    /// Which block of the file; without it the text is the file.
    block: Option<String>,
    text: String,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut changed = Vec::new();
    for (file, text) in documents(workspace)? {
        let path = workspace.root.join(&file);
        // A picture may not be there yet.
        if std::fs::read_to_string(&path).is_ok_and(|committed| committed == text) {
            continue;
        }
        if !options.check {
            let folder = path.parent().context("a document without a folder")?;
            std::fs::create_dir_all(folder)?;
            std::fs::write(&path, text).with_context(|| format!("could not write {file}"))?;
            println!("wrote {file}");
        }
        changed.push(file);
    }
    if options.check && !changed.is_empty() {
        bail!("not what the code makes: {}; `cargo xtask docs` makes it so", changed.join(", "));
    }
    if changed.is_empty() {
        println!("every document is what the code makes");
    }
    Ok(())
}

/// Each document that something is made for, as it should be.
fn documents(workspace: &Workspace) -> Result<BTreeMap<String, String>> {
    let mut documents = BTreeMap::new();
    for maker in MAKERS {
        let mut build = workspace.cargo(["build", "--quiet", "--release", "--workspace", "--example", maker])?;
        succeed(&mut build)?;
        let name = format!("{maker}{}", std::env::consts::EXE_SUFFIX);
        let answer = output_of(&mut Command::new(workspace.target.join("release/examples").join(name)))?;
        for line in answer.lines() {
            let made: Made = serde_json::from_str(line).with_context(|| format!("`{maker}` printed `{line}`"))?;
            let text = match made.block {
                None => made.text,
                Some(block) => {
                    let document = match documents.remove(&made.file) {
                        Some(document) => document,
                        None => std::fs::read_to_string(workspace.root.join(&made.file))
                            .with_context(|| format!("could not read {}", made.file))?,
                    };
                    with_block(&document, &block, &made.text).with_context(|| format!("in {}", made.file))?
                }
            };
            documents.insert(made.file, text);
        }
    }
    Ok(documents)
}

/// The document with the text between the block's markers replaced.
fn with_block(document: &str, block: &str, text: &str) -> Result<String> {
    let (start, end) = (format!("<!-- {block}: made by code -->\n"), "<!-- end -->\n");
    let (before, rest) = document.split_once(&start).with_context(|| format!("no place for `{block}`"))?;
    let (_, after) = rest.split_once(end).with_context(|| format!("`{block}` does not end"))?;
    Ok(format!("{before}{start}{text}{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_replaced_and_nothing_else() {
        let document =
            "a\n<!-- one: made by code -->\nold\n<!-- end -->\nb\n<!-- two: made by code -->\n<!-- end -->\n";
        let written = with_block(document, "one", "new\n").unwrap();
        assert_eq!(written, document.replace("old", "new"));
        assert_eq!(with_block(&written, "one", "new\n").unwrap(), written);
        assert!(with_block(document, "three", "new\n").is_err());
        assert!(with_block("<!-- one: made by code -->\nold", "one", "new\n").is_err());
    }
}
