//! Words that may not appear: unfinished code anywhere, the wire's misspellings inside the house.

use super::sources::Source;
use super::Finding;
use proc_macro2::TokenTree;

/// Spellings the wire has and nobody should learn from us.
const MISSPELLINGS: [&str; 2] = ["Mechansim", "NormalizedStar"];
const UNFINISHED: [&str; 2] = ["todo", "unimplemented"];

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        findings.extend(unfinished(source));
        if !may_misspell(&source.path) {
            findings.extend(misspelt(source));
        }
    }
    findings
}

/// `todo!`, `unimplemented!` and `#[ignore]`, as code; comments and strings may name them.
fn unfinished(source: &Source) -> Vec<Finding> {
    let tokens = source.flat_tokens();
    let mut findings = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Ident(word) = token else { continue };
        let word = word.to_string();
        let is_macro = matches!(tokens.get(at + 1), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
        let written = if UNFINISHED.contains(&word.as_str()) && is_macro {
            format!("{word}!")
        } else if word == "ignore" && is_in_attribute(&tokens, at) {
            "#[ignore]".to_string()
        } else {
            continue;
        };
        let place = format!("{}:{}", source.path, token.span().start().line);
        findings.push(Finding::error("finished", place, format!("`{written}`: finish it or leave it out")));
    }
    findings
}

/// Whether the token is the first of a bracket behind a `#`.
fn is_in_attribute(tokens: &[TokenTree], at: usize) -> bool {
    let Some(before) = at.checked_sub(2).and_then(|start| tokens.get(start..at)) else { return false };
    matches!(before, [TokenTree::Punct(hash), TokenTree::Group(group)]
        if hash.as_char() == '#' && group.delimiter() == proc_macro2::Delimiter::Bracket)
}

fn misspelt(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, text) in source.text.lines().enumerate() {
        for word in MISSPELLINGS.iter().filter(|word| text.contains(**word)) {
            let place = format!("{}:{}", source.path, line + 1);
            let message = format!("`{word}` is the wire's spelling; use our own word here");
            findings.push(Finding::error("spelling", place, message));
        }
    }
    findings
}

/// The files that touch the wire: a pallet's shell, the runtime's interfaces, the tests of both.
fn may_misspell(path: &str) -> bool {
    let is_shell_file = || {
        let Some((_, inside)) = path.strip_prefix("chain/pallets/").and_then(|rest| rest.split_once("/src/")) else {
            return false;
        };
        let file = inside.rsplit('/').next().unwrap_or(inside);
        inside == "lib.rs"
            || inside.starts_with("storage/")
            || inside.starts_with("pallet/")
            || inside.starts_with("calls/")
            || matches!(file, "calls.rs" | "events.rs" | "errors.rs" | "storage.rs")
    };
    path.starts_with("chain/runtime/")
        || path.starts_with("tests/conformance/")
        || path == file_of_this()
        || is_shell_file()
}

/// This file has to name what it looks for.
fn file_of_this() -> &'static str {
    "xtask/src/tidy/wording.rs"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&[Source::parse(path, text.to_string())]).iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn unfinished_code_is_found_but_may_be_named() {
        assert_eq!(rules("core/x/src/lib.rs", "fn a() { todo!() }"), ["finished"]);
        assert_eq!(rules("core/x/src/lib.rs", "#[test]\n#[ignore]\nfn a() {}"), ["finished"]);
        assert_eq!(rules("core/x/src/lib.rs", "/// Not a `todo!`.\nfn ignore() {}").len(), 0);
    }

    #[test]
    fn the_wires_spelling_stays_in_the_shell() {
        let text = "const A: &str = \"LastMechansimStepBlock\";";
        assert_eq!(rules("chain/pallets/subtensor/src/epoch/storage.rs", text).len(), 0);
        assert_eq!(rules("chain/pallets/subtensor/src/epoch/run.rs", text), ["spelling"]);
    }
}
