//! How long files and functions are, in the production code of `core/` and `chain/`.

use super::sources::Source;
use super::{Finding, Level};
use serde::Serialize;
use std::fmt;
use syn::visit::Visit;

const FILE_GOAL: usize = 500;
const FUNCTION_GOAL: usize = 100;
const P95_GOAL: usize = 50;
/// Past this many times the goal it is no longer a warning.
const LIMIT_FACTOR: usize = 2;

/// The figures, and what they were taken from.
#[derive(Serialize)]
pub struct Lengths {
    longest_file: Option<Length>,
    longest_function: Option<Length>,
    p95_function_lines: usize,
    functions: usize,
    files: usize,
    lines: usize,
    #[serde(skip)]
    pub over_goal: Vec<Finding>,
}

/// One file or function, and how many lines it has.
#[derive(Clone, Serialize)]
struct Length {
    place: String,
    name: String,
    lines: usize,
}

impl Lengths {
    pub fn of(sources: &[Source]) -> Self {
        let is_measured = |source: &&Source| {
            !source.is_test && (source.path.starts_with("core/") || source.path.starts_with("chain/"))
        };
        let measured: Vec<&Source> = sources.iter().filter(is_measured).collect();
        let files: Vec<Length> = measured.iter().map(|source| file_length(source)).collect();
        let mut functions: Vec<Length> = measured.iter().flat_map(|source| function_lengths(source)).collect();
        functions.sort_by_key(|function| function.lines);

        let counted = || files.iter().filter(|file| !is_call_list(&file.place));
        let mut over_goal: Vec<Finding> = counted().filter_map(|file| over("file", file, FILE_GOAL)).collect();
        over_goal.extend(functions.iter().filter_map(|function| over("function", function, FUNCTION_GOAL)));
        Self {
            longest_file: counted().max_by_key(|file| file.lines).cloned(),
            longest_function: functions.last().cloned(),
            p95_function_lines: percentile_95(&functions),
            functions: functions.len(),
            files: files.len(),
            lines: files.iter().map(|file| file.lines).sum(),
            over_goal,
        }
    }
}

impl fmt::Display for Lengths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "core/ and chain/: {} files, {} lines, {} functions", self.files, self.lines, self.functions)?;
        if let Some(file) = &self.longest_file {
            writeln!(f, "longest file      {:>4} lines (goal {FILE_GOAL})  {}", file.lines, file.place)?;
        }
        if let Some(function) = &self.longest_function {
            let Length { lines, name, place } = function;
            writeln!(f, "longest function  {lines:>4} lines (goal {FUNCTION_GOAL})  {name}, {place}")?;
        }
        write!(f, "p95 function      {:>4} lines (goal {P95_GOAL})", self.p95_function_lines)
    }
}

/// A list of calls is as long as the wire's; everything else can be divided.
fn is_call_list(path: &str) -> bool {
    path.ends_with("/calls.rs")
}

fn over(what: &str, length: &Length, goal: usize) -> Option<Finding> {
    if length.lines <= goal {
        return None;
    }
    let level = if length.lines > goal * LIMIT_FACTOR { Level::Error } else { Level::Warning };
    let message = format!("{what} `{}` has {} lines, the goal is {goal}", length.name, length.lines);
    Some(Finding { rule: "length", level, place: length.place.clone(), message })
}

/// All lines of a file that are not tests.
fn file_length(source: &Source) -> Length {
    let lines = (1..=source.text.lines().count()).filter(|line| !source.is_test_line(*line)).count();
    let name = source.path.rsplit('/').next().unwrap_or(&source.path).to_string();
    Length { place: source.path.clone(), name, lines }
}

/// Every function with a body, from its signature to its closing brace.
fn function_lengths(source: &Source) -> Vec<Length> {
    let mut functions = Functions { source, found: Vec::new() };
    if let Some(syntax) = &source.syntax {
        functions.visit_file(syntax);
    }
    functions.found
}

struct Functions<'a> {
    source: &'a Source,
    found: Vec<Length>,
}

impl Functions<'_> {
    fn add(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let first = signature.fn_token.span.start().line;
        let last = body.brace_token.span.close().end().line;
        if !self.source.is_test_line(first) {
            let place = format!("{}:{first}", self.source.path);
            self.found.push(Length { place, name: signature.ident.to_string(), lines: last + 1 - first });
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.add(&item.sig, body);
        }
        syn::visit::visit_trait_item_fn(self, item);
    }

    /// `impl_runtime_apis! { ... }` and its like hold ordinary items.
    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        if let Ok(inner) = syn::parse2::<syn::File>(item.mac.tokens.clone()) {
            // The items live only in this call; `visit_file` borrows them for as long.
            let mut functions = Functions { source: self.source, found: Vec::new() };
            functions.visit_file(&inner);
            self.found.append(&mut functions.found);
        }
    }
}

/// The length that 95 of 100 functions do not exceed; 0 without functions. Takes them sorted.
fn percentile_95(functions: &[Length]) -> usize {
    let rank = (functions.len() * 95).div_ceil(100);
    rank.checked_sub(1).and_then(|at| functions.get(at)).map_or(0, |function| function.lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::parse("core/x/src/lib.rs", text.to_string())
    }

    #[test]
    fn tests_do_not_count() {
        let text = "fn a() {\n}\n#[cfg(test)]\nmod tests {\n    fn b() {\n\n\n    }\n}\n";
        let lengths = Lengths::of(&[source(text)]);
        assert_eq!(lengths.lines, 2);
        assert_eq!(lengths.longest_function.map(|function| function.lines), Some(2));
    }

    #[test]
    fn over_the_goal_warns_and_over_twice_the_goal_fails() {
        let levels = |body: usize| {
            let text = format!("fn a() {{\n{}}}\n", "let _ = 1;\n".repeat(body));
            Lengths::of(&[source(&text)]).over_goal.iter().map(|finding| finding.level).collect::<Vec<_>>()
        };
        assert!(levels(98).is_empty());
        assert!(levels(99) == [Level::Warning]);
        assert!(levels(199) == [Level::Error]);
    }

    #[test]
    fn functions_inside_item_macros_count() {
        let lengths = Lengths::of(&[source("apis! {\n impl X for Y {\n fn a() {\n\n }\n }\n}\n")]);
        assert_eq!(lengths.functions, 1);
    }
}
