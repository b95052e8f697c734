//! Reads every Rust file of the repository once, and knows which lines of it are tests; and the
//! tests that are written in Python.

use super::Finding;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use proc_macro2::{TokenStream, TokenTree};
use std::path::{Path, PathBuf};
use syn::spanned::Spanned;

/// One file, parsed.
pub struct Source {
    /// From the repository's root, with forward slashes.
    pub path: String,
    pub text: String,
    pub tokens: TokenStream,
    pub syntax: Option<syn::File>,
    /// The whole file is test code: in a `tests` folder, or only declared under `#[cfg(test)]`.
    pub is_test: bool,
    /// Lines (first and last, from 1) of the `#[cfg(test)]` items in it.
    pub test_lines: Vec<(usize, usize)>,
    failure: Option<String>,
}

impl Source {
    pub fn parse(path: &str, text: String) -> Self {
        let tokens = text.parse::<TokenStream>();
        let syntax = syn::parse_file(&text);
        let failure = syntax.as_ref().err().map(|error| error.to_string());
        let syntax = syntax.ok();
        let test_lines = syntax.iter().flat_map(|file| test_lines(&file.items)).collect();
        let is_test = is_test_path(path);
        Self { path: path.to_string(), text, tokens: tokens.unwrap_or_default(), syntax, is_test, test_lines, failure }
    }

    /// Whether a line belongs to a test.
    pub fn is_test_line(&self, line: usize) -> bool {
        self.is_test || self.test_lines.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }

    pub fn parse_failure(&self) -> Option<Finding> {
        let failure = self.failure.as_ref()?;
        Some(Finding::error("parses", self.path.clone(), format!("cannot be read as Rust: {failure}")))
    }

    /// Every token of the file, those inside groups and macros included, in reading order.
    pub fn flat_tokens(&self) -> Vec<TokenTree> {
        let mut flat = Vec::new();
        flatten(self.tokens.clone(), &mut flat);
        flat
    }
}

/// Every Rust file below a package, and below the folder of shared tests.
pub fn read(workspace: &Workspace) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut folders: Vec<PathBuf> = workspace.packages.iter().map(|package| package.folder().to_path_buf()).collect();
    folders.push(workspace.root.join("tests"));
    let mut files = Vec::new();
    for folder in folders {
        gather(&folder, "rs", &workspace.target, &mut files)?;
    }
    files.sort();
    files.dedup();
    for file in files {
        let (path, text) = load(workspace, &file)?;
        sources.push(Source::parse(&path, text));
    }
    mark_test_modules(&mut sources);
    Ok(sources)
}

/// Path and text of every Python file below the folders of shared tests and of examples.
pub fn python_tests(workspace: &Workspace) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for folder in ["tests", "examples"] {
        gather(&workspace.root.join(folder), "py", &workspace.target, &mut files)?;
    }
    files.sort();
    files.iter().map(|file| load(workspace, file)).collect()
}

fn load(workspace: &Workspace, file: &Path) -> Result<(String, String)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    Ok((workspace.shown(file).replace('\\', "/"), text))
}

fn gather(folder: &Path, wanted: &str, target: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    // Neither what is built nor what somebody installed there is ours.
    let is_foreign = folder.file_name().is_some_and(|name| name == "target" || name.to_string_lossy().starts_with('.'));
    if folder == target || is_foreign || !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, wanted, target, files)?;
        } else if path.extension().is_some_and(|extension| extension == wanted) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_test_path(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches" | "examples"))
}

/// A file declared as `#[cfg(test)] mod name;` is a test from its first line to its last.
fn mark_test_modules(sources: &mut [Source]) {
    let mut prefixes: Vec<String> = Vec::new();
    for source in sources.iter() {
        let Some(syntax) = &source.syntax else { continue };
        for item in &syntax.items {
            let syn::Item::Mod(module) = item else { continue };
            if module.content.is_none() && is_test_only(&module.attrs) {
                prefixes.push(format!("{}/{}", module_folder(&source.path), module.ident));
            }
        }
    }
    for source in sources {
        let is_below = |prefix: &String| {
            source.path.strip_prefix(prefix.as_str()).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        source.is_test |= prefixes.iter().any(is_below);
    }
}

/// The folder in which a file's child modules lie.
fn module_folder(path: &str) -> String {
    for root in ["/lib.rs", "/main.rs", "/mod.rs"] {
        if let Some(folder) = path.strip_suffix(root) {
            return folder.to_string();
        }
    }
    path.trim_end_matches(".rs").to_string()
}

fn test_lines(items: &[syn::Item]) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    for item in items {
        let attributes = attributes_of(item);
        if is_test_only(attributes) {
            let first = attributes.first().map_or(item.span(), |attribute| attribute.span());
            lines.push((first.start().line, item.span().end().line));
        } else if let syn::Item::Mod(syn::ItemMod { content: Some((_, inner)), .. }) = item {
            lines.extend(test_lines(inner));
        }
    }
    lines
}

/// `#[test]`, `#[cfg(test)]`, `#[cfg(any(test, ...))]`; not `#[cfg(not(test))]`.
fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return attribute.path().is_ident("test") };
        let mut words = Vec::new();
        flatten(list.tokens.clone(), &mut words);
        let has = |word: &str| words.iter().any(|token| matches!(token, TokenTree::Ident(ident) if ident == word));
        attribute.path().is_ident("cfg") && has("test") && !has("not")
    })
}

fn attributes_of(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn flatten(tokens: TokenStream, flat: &mut Vec<TokenTree>) {
    for token in tokens {
        let inner = if let TokenTree::Group(group) = &token { Some(group.stream()) } else { None };
        flat.push(token);
        if let Some(inner) = inner {
            flatten(inner, flat);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_test_modules_are_known() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n#[cfg(not(test))]\nfn c() {}\n";
        let source = Source::parse("core/x/src/lib.rs", text.to_string());
        let tests: Vec<usize> = (1..=7).filter(|line| source.is_test_line(*line)).collect();
        assert_eq!(tests, [2, 3, 4, 5]);
    }

    #[test]
    fn a_file_declared_for_tests_only_is_a_test() {
        let root = Source::parse("core/x/src/lib.rs", "#[cfg(test)]\nmod oracle;\nmod rule;\n".to_string());
        let oracle = Source::parse("core/x/src/oracle.rs", String::new());
        let rule = Source::parse("core/x/src/rule.rs", String::new());
        let mut sources = [root, oracle, rule];
        mark_test_modules(&mut sources);
        assert_eq!(sources.map(|source| source.is_test), [false, true, false]);
    }
}
