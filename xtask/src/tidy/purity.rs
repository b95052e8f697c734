//! `core/` is plain arithmetic: no floats in its sources, and no crate below it that is not listed.

use super::sources::Source;
use super::Finding;
use crate::workspace::{output_of, Workspace};
use anyhow::Result;
use proc_macro2::TokenTree;

const CORE: &str = "core/";

/// All that `core/` may be built from, macros and what only they need apart: the codec and its
/// type information with what they bring, fixed-point and wide integers.
const ALLOWED: [&str; 31] = [
    "arrayvec",
    "az",
    "byte-slice-cast",
    "bytemuck",
    "byteorder",
    "cfg-if",
    "const_format",
    "crunchy",
    "derive_more",
    "fixed",
    "fixed-hash",
    "getrandom",
    "half",
    "hex",
    "konst",
    "konst_macro_rules",
    "libc",
    "parity-scale-codec",
    "ppv-lite86",
    "primitive-types",
    "rand",
    "rand_chacha",
    "rand_core",
    "rustc-hex",
    "scale-info",
    "serde",
    "serde_core",
    "static_assertions",
    "typenum",
    "uint",
    "zerocopy",
];

pub fn check(workspace: &Workspace, sources: &[Source]) -> Result<Vec<Finding>> {
    let mut findings: Vec<_> = sources.iter().filter(|source| source.path.starts_with(CORE)).flat_map(floats).collect();
    findings.extend(foreign_crates(workspace)?);
    Ok(findings)
}

/// Float types and literals outside tests.
fn floats(source: &Source) -> Vec<Finding> {
    let tokens = source.flat_tokens();
    let mut findings = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_float = match token {
            TokenTree::Ident(word) => *word == "f32" || *word == "f64",
            TokenTree::Literal(literal) => is_float(&literal.to_string()) && !is_field(&tokens, at),
            _ => false,
        };
        let line = token.span().start().line;
        if is_float && !source.is_test_line(line) {
            let message = format!("`{token}`: machines round floats each in their own way; use fixed point");
            findings.push(Finding::error("floats", format!("{}:{line}", source.path), message));
        }
    }
    findings
}

fn is_float(literal: &str) -> bool {
    matches!(syn::parse_str::<syn::Lit>(literal), Ok(syn::Lit::Float(_)))
}

/// Whether the literal behind a single dot names fields: the `0.1` of `pair.0.1`.
fn is_field(tokens: &[TokenTree], at: usize) -> bool {
    let is_dot = |back: usize| {
        let token = at.checked_sub(back).and_then(|place| tokens.get(place));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == '.')
    };
    is_dot(1) && !is_dot(2)
}

/// Crates that `cargo tree` finds below a package of `core/` and nobody allowed.
fn foreign_crates(workspace: &Workspace) -> Result<Vec<Finding>> {
    let core = workspace.packages.iter().filter(|package| workspace.shown(&package.manifest_path).starts_with(CORE));
    let core: Vec<_> = core.collect();
    let mut findings = Vec::new();
    for package in &core {
        let edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
        let tree = output_of(workspace.cargo(["tree", "--package", &package.name])?.args(edges))?;
        for name in foreign(&tree, &core.iter().map(|package| package.name.as_str()).collect::<Vec<_>>()) {
            let message = format!("brings `{name}` into the core; what may be there is listed in `tidy/purity.rs`");
            findings.push(Finding::error("purity", workspace.shown(&package.manifest_path), message));
        }
    }
    Ok(findings)
}

/// The names in a tree that are neither allowed nor the core's own, each once.
fn foreign<'a>(tree: &'a str, own: &[&str]) -> Vec<&'a str> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let mut foreign: Vec<_> = names.filter(|name| !ALLOWED.contains(name) && !own.contains(name)).collect();
    foreign.sort_unstable();
    foreign.dedup();
    foreign
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let source = Source::parse("core/yuma/src/rewards.rs", text.to_string());
        floats(&source).into_iter().map(|finding| finding.place).collect()
    }

    #[test]
    fn float_types_and_literals_are_found_where_they_stand() {
        assert_eq!(found("fn share(x: u64) {\n    x as f64;\n}"), ["core/yuma/src/rewards.rs:2"]);
        assert_eq!(
            found("const HALF: T = t(0.5);\nconst RANGE: R = 0..1e3;"),
            ["core/yuma/src/rewards.rs:1", "core/yuma/src/rewards.rs:2"]
        );
    }

    #[test]
    fn fields_numbers_in_words_and_tests_are_no_floats() {
        assert!(found("fn f(p: P) -> u8 { p.0.1 }\nconst HALF: I32F32 = I32F32::lit(\"0.5\"); // 0.5").is_empty());
        assert!(found("#[cfg(test)]\nmod tests {\n    const HALF: f64 = 0.5;\n}").is_empty());
    }

    #[test]
    fn a_crate_of_substrate_below_the_core_is_named() {
        let tree = "myelin-yuma v0.1.0 (/somewhere)\nfixed v1.31.0\nsp-core v40.0.0\nsp-core v40.0.0\n";
        assert_eq!(foreign(tree, &["myelin-yuma"]), ["sp-core"]);
    }
}
