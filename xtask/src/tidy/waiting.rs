//! Tests wait for what happens, not for time to pass: a sleep is too short on a busy machine and too
//! long on every other.

use super::sources::{self, Source};
use super::Finding;
use crate::workspace::Workspace;
use anyhow::Result;
use proc_macro2::TokenTree;

/// What lets a thread or a task do nothing for a while.
const RUST: [&str; 3] = ["sleep", "sleep_until", "park_timeout"];

/// The tests that must let time pass, and why nothing can be waited for instead. One belongs here if
/// it is about a network that does not answer.
const ALLOWED: [(&str, &str); 1] =
    [("tests/conformance/axon/neuron.py", "the official axon does not tell when its port is open, so it is tried")];

pub fn check(workspace: &Workspace, sources: &[Source]) -> Result<Vec<Finding>> {
    let mut found: Vec<Place> = sources.iter().flat_map(in_rust).collect();
    for (path, text) in sources::python_tests(workspace)? {
        found.extend(in_python(&path, &text));
    }
    Ok(judged(&found))
}

/// Where a test sleeps.
struct Place {
    path: String,
    line: usize,
}

/// Sleeps that nobody allowed, and permissions that nobody uses.
fn judged(found: &[Place]) -> Vec<Finding> {
    let is_allowed = |place: &&Place| ALLOWED.iter().any(|(path, _)| place.path == *path);
    let sleeping = found.iter().filter(|place| !is_allowed(place)).map(|Place { path, line }| {
        let message = "a test sleeps: wait for what it waits for; on a devnet, time is `mine_until`".to_owned();
        Finding::error("waiting", format!("{path}:{line}"), message)
    });
    let unused = ALLOWED.iter().filter(|(path, _)| !found.iter().any(|place| place.path == *path)).map(|(path, _)| {
        Finding::error(
            "waiting",
            (*path).to_owned(),
            "it sleeps no more: take it off the list in `tidy/waiting.rs`".into(),
        )
    });
    sleeping.chain(unused).collect()
}

/// Such words as code; comments, strings and names of tests may have them.
fn in_rust(source: &Source) -> Vec<Place> {
    let tokens = source.flat_tokens();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Ident(word) = token else { continue };
        let line = token.span().start().line;
        let is_defined = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_fn);
        if RUST.iter().any(|sleep| word == sleep) && !is_defined && source.is_test_line(line) {
            found.push(Place { path: source.path.clone(), line });
        }
    }
    found
}

fn is_fn(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if word == "fn")
}

/// `sleep` where it is called or imported, by whatever module.
fn in_python(path: &str, text: &str) -> Vec<Place> {
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let code = line.split('#').next().unwrap_or_default();
        let imports = code.trim_start().starts_with("from ") && code.contains(" import ");
        let is_word = |place: usize| {
            let letter = |found: Option<char>| found.is_some_and(|found| found.is_alphanumeric() || found == '_');
            let after = code[place + "sleep".len()..].chars().next();
            !letter(code[..place].chars().next_back()) && !letter(after) && (after == Some('(') || imports)
        };
        code.match_indices("sleep").any(|(place, _)| is_word(place))
    });
    lines.map(|(line, _)| Place { path: path.to_owned(), line: line + 1 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let found = match path.ends_with(".py") {
            true => in_python(path, text),
            false => in_rust(&Source::parse(path, text.to_string())),
        };
        found.into_iter().map(|place| place.line).collect()
    }

    #[test]
    fn a_test_that_sleeps_is_found_by_whatever_name_it_calls_it() {
        let text = "use tokio::time::sleep;\nfn a() {\n    std::thread::sleep(MOMENT);\n    thread::park_timeout(MOMENT);\n}\n";
        assert_eq!(lines("tools/x/tests/all.rs", text), [1, 3, 4]);
        let text = "fn a() { sleep(MOMENT) }\n#[cfg(test)]\nmod tests {\n    fn b() { retry(|| sleep(MOMENT)) }\n}\n";
        assert_eq!(lines("sdk/x/src/lib.rs", text), [4]);
        let text = "import time\nfrom asyncio import gather, sleep\n\ntime.sleep(1)\nawait asyncio.sleep(0.1)\n";
        assert_eq!(lines("examples/pytest/test_x.py", text), [2, 4, 5]);
    }

    #[test]
    fn sleeping_may_be_named_and_programs_may_do_it() {
        assert!(lines("tools/x/tests/all.rs", "// sleep(1)\nfn sleep() { say(\"sleep(1)\") }\n").is_empty());
        assert!(lines("sdk/x/src/lib.rs", "async fn a() { sleep(MOMENT).await }\n").is_empty());
        let text = "\"\"\"A test that does not sleep.\"\"\"\nx = 1  # time.sleep(1)\nasleep(3)\nnot_sleep = 4\n";
        assert!(lines("examples/pytest/test_x.py", text).is_empty());
    }

    #[test]
    fn only_who_is_on_the_list_sleeps_and_the_list_holds_no_other() {
        let (listed, _) = ALLOWED[0];
        let place = |path: &str| Place { path: path.to_owned(), line: 7 };
        assert!(judged(&ALLOWED.map(|(path, _)| place(path))).is_empty());
        let found = judged(&[place("tests/x/tests/all.rs")]);
        let places: Vec<&str> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["tests/x/tests/all.rs:7", listed]);
    }
}
