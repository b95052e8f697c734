//! The examples for `curl` in the guide to local networks, one after the other on one chain: each is
//! there to be typed, so each must be answered.

use super::Held;
use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// The section whose blocks are tried, and the one that ends it.
const BEGINS: &str = "## Every verb, by JSON-RPC";
const ENDS: &str = "## From the shell";

/// Tries each command of the guide, and tells whether it was answered.
pub fn try_all(
    guide: &Path,
    myelin: &Path,
    logs: &Path,
    tell: &mut dyn FnMut(String, bool) -> Result<()>,
) -> Result<()> {
    let text = std::fs::read_to_string(guide).with_context(|| format!("could not read {}", guide.display()))?;
    let mut blocks = blocks(&text)?.into_iter();
    let definition = blocks.next().context("the guide does not say what `dev` is")?;
    let (_chain, url) = chain(myelin, logs)?;
    let answer = |command: &String| {
        let script = format!("set -euo pipefail\n{definition}\n{command}");
        let ended = Command::new("bash")
            .args(["-c", &script])
            .current_dir(logs)
            .env("URL", &url)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .context("could not run bash")?;
        let said = String::from_utf8_lossy(&ended.stdout);
        let answered = ended.status.success() && is_answered(&said, command.contains('>'));
        if !answered {
            eprintln!("{command}: {}", said.trim());
        }
        tell(command.clone(), answered)
    };
    let commands: Vec<String> = blocks.flat_map(commands).collect();
    ensure!(!commands.is_empty(), "the guide has no examples");
    commands.iter().try_for_each(answer)
}

/// The blocks of shell commands in that section.
fn blocks(text: &str) -> Result<Vec<&str>> {
    let section = text.split_once(BEGINS).and_then(|(_, rest)| rest.split_once(ENDS)).map(|(section, _)| section);
    let Some(section) = section else { bail!("the guide has no section between `{BEGINS}` and `{ENDS}`") };
    Ok(section.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block).collect())
}

/// The commands of a block; one goes on after a bar or a backslash.
fn commands(block: &str) -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    for line in block.lines().filter(|line| !line.trim().is_empty()) {
        match commands.last_mut() {
            Some(last) if last.ends_with(['|', '\\']) => *last = format!("{last}\n{line}"),
            _ => commands.push(line.to_owned()),
        }
    }
    commands
}

/// Whether every line is an answer and no error; silence is one only where it was sent to a file.
fn is_answered(said: &str, to_file: bool) -> bool {
    let mut lines = said.lines().filter(|line| !line.trim().is_empty()).peekable();
    let is_answer = |line: &str| serde_json::from_str(line).is_ok_and(|answer: Value| answer.get("result").is_some());
    (to_file || lines.peek().is_some()) && lines.all(is_answer)
}

/// A chain on a free port, and where it answers HTTP.
fn chain(myelin: &Path, logs: &Path) -> Result<(Held, String)> {
    let log = logs.join("guide.log");
    let mut child = Command::new(myelin)
        .args(["dev", "--port", "0", "--json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(&log)?)
        .spawn()
        .context("could not run `myelin dev`")?;
    let stdout = child.stdout.take().context("`myelin dev` has no output")?;
    let held = Held(child);
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line)?;
    let said: Value = serde_json::from_str(&line)
        .with_context(|| format!("`myelin dev` said `{}`; see {}", line.trim(), log.display()))?;
    let url = said.get("http").and_then(Value::as_str).context("`myelin dev` does not say where it answers HTTP")?;
    Ok((held, url.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_taken_from_the_section_only_and_whole() {
        let text = format!(
            "```sh\nmyelin dev\n```\n{BEGINS}\n```sh\ndev() {{ curl; }}\n```\ntext\n```json\nno\n```\n\
             ```sh\ndev mine\n\ndev dump |\n    wc\n```\n{ENDS}\n```sh\nmyelin dev mine\n```\n"
        );
        let blocks = blocks(&text).unwrap();
        assert_eq!(blocks[0], "dev() { curl; }\n");
        assert_eq!(commands(blocks[1]), ["dev mine", "dev dump |\n    wc"]);
        assert_eq!(blocks.len(), 2);
    }

    #[test]
    fn an_error_is_no_answer_and_neither_is_silence() {
        assert!(is_answered("{\"result\":null}\n{\"result\":7}\n", false));
        assert!(!is_answered("{\"result\":7}\n{\"error\":{\"code\":-32000}}\n", false));
        assert!(!is_answered("", false));
        assert!(is_answered("", true));
        assert!(!is_answered("curl: (7)", true));
    }
}
