use super::*;
use std::time::Instant;

fn start(script: &str) -> Start {
    Start { command: ["sh", "-c", script].map(str::to_owned).to_vec(), timeout: Duration::from_secs(1), folder: None }
}

/// What comes of asking a script twice.
fn asked(script: &str) -> Result<Vec<f64>, String> {
    let mut process = Process::start(&start(script))?;
    let look = Look { epoch: 3, validator: ("large", 2), seen: &[0.5, 0.25], remembered: &[0.5, 0.5] };
    let mut merits = Vec::new();
    process.merits(&look, &mut merits)?;
    process.merits(&look, &mut merits).map(|()| merits)
}

fn fault(script: &str) -> String {
    asked(script).unwrap_err()
}

/// The fault of answering each question with that text.
fn fault_of_answer(text: &str) -> String {
    fault(&format!("while read -r line; do printf '%s\\n' '{text}'; done"))
}

#[test]
fn a_process_is_asked_look_by_look() {
    let script =
        r#"while read -r line; do case "$line" in *'"group":"large"'*) echo '{"merits": [1, 0.5]}';; esac; done"#;
    assert_eq!(asked(script), Ok(vec![1.0, 0.5]));
}

#[test]
fn a_wrong_number_of_merits_is_said() {
    assert_eq!(fault_of_answer(r#"{"merits": [1]}"#), "the scorer gave 1 merits for 2 miners");
    assert_eq!(fault_of_answer(r#"{"merits": []}"#), "the scorer gave 0 merits for 2 miners");
    assert_eq!(fault_of_answer(r#"{"merits": [1, 2, 3]}"#), "the scorer gave 3 merits for 2 miners");
}

#[test]
fn a_merit_that_is_no_sensible_number_is_said_with_its_miner() {
    let wanted = "it is a number from zero up to 1e300";
    for wrong in ["-1", "-0.001", "1e301", "null", "\"1\"", "true", "[1]"] {
        let said = fault_of_answer(&format!(r#"{{"merits": [1, {wrong}]}}"#));
        assert_eq!(said, format!("the scorer gave miner 1 the merit {}; {wanted}", wrong.replace("1e301", "1e+301")));
    }
}

#[test]
fn what_python_writes_for_no_number_is_no_json() {
    for wrong in ["NaN", "Infinity", "-Infinity"] {
        let said = fault_of_answer(&format!(r#"{{"merits": [1, {wrong}]}}"#));
        assert!(said.starts_with("the scorer's answer is no JSON"), "{said}");
    }
}

#[test]
fn a_number_beyond_all_numbers_is_refused() {
    // Whether it is no JSON or too great hangs on how the JSON crate was built.
    assert!(fault_of_answer(r#"{"merits": [1, 1e999]}"#).contains("1e"));
}

#[test]
fn what_is_not_an_answer_is_shown() {
    assert_eq!(fault_of_answer(r#"{"scores": []}"#), r#"the scorer's answer has no list `merits`: {"scores": []}"#);
    assert_eq!(fault_of_answer("[1, 1]"), "the scorer's answer has no list `merits`: [1, 1]");
    let said = fault_of_answer("loading the model");
    assert!(said.starts_with("the scorer's answer is no JSON") && said.ends_with(": loading the model"), "{said}");
    assert!(fault_of_answer("").starts_with("the scorer's answer is no JSON"));
    assert_eq!(fault("read -r line; printf '\\377\\n'; read -r line"), "the scorer's answer is no text");
}

#[test]
fn an_endless_line_is_not_read_to_its_end() {
    let said = fault("read -r line; tr '\\0' '1' < /dev/zero");
    assert_eq!(said, "the scorer's answer is longer than 1048576 bytes");
}

#[test]
fn who_talks_unasked_is_stopped_before_answers_and_questions_mix() {
    let said = fault(r#"while read -r line; do echo '{"merits": [1, 1]}'; echo 'done with it'; sleep 0.1; done"#);
    // The line too many comes a moment after the first: it is met by the second question, or is its answer.
    assert!(said.ends_with(": done with it"), "{said}");
}

#[test]
fn who_answers_without_reading_is_found_out() {
    let mut process = Process::start(&start(r#"while :; do echo '{"merits": [1, 1]}'; done"#)).unwrap();
    // At the latest when the pipe is full, which long questions do soon.
    let group = "g".repeat(20_000);
    let look = Look { epoch: 3, validator: (&group, 2), seen: &[0.5, 0.25], remembered: &[0.5, 0.5] };
    let said = (0..1000).find_map(|_| process.merits(&look, &mut Vec::new()).err()).unwrap();
    let unasked = r#"the scorer said more than it was asked: {"merits": [1, 1]}"#;
    assert!([unasked, "the scorer did not read within 1 s"].contains(&said.as_str()), "{said}");
}

#[test]
fn a_scorer_that_ends_tells_how() {
    assert_eq!(fault("read -r line; exit 7"), "the scorer ended by itself (exit status: 7)");
    assert_eq!(fault("exit 0"), "the scorer ended by itself (exit status: 0)");
    assert!(fault("read -r line; kill -SEGV $$").starts_with("the scorer ended by itself (signal: 11"));
    let answered_once = r#"read -r line; echo '{"merits": [1, 1]}'; exit 3"#;
    assert_eq!(fault(answered_once), "the scorer ended by itself (exit status: 3)");
}

#[test]
fn a_scorer_that_hangs_or_reads_nothing_is_not_waited_for_long() {
    let since = Instant::now();
    assert_eq!(fault("read -r line; exec sleep 60"), "the scorer did not answer within 1 s");
    assert_eq!(fault("exec 1>&-; exec sleep 60"), "the scorer closed its input or output and went on");
    // More than a pipe holds, to one who never looks.
    let mut process = Process::start(&start("exec sleep 60")).unwrap();
    let seen = vec![0.123_456_789_012_345; 10_000];
    let look = Look { epoch: 0, validator: ("large", 1), seen: &seen, remembered: &seen };
    assert_eq!(process.merits(&look, &mut Vec::new()).unwrap_err(), "the scorer did not read within 1 s");
    drop(process);
    assert!(since.elapsed() < Duration::from_secs(8), "{:?}", since.elapsed());
}

#[test]
fn the_last_lines_of_a_traceback_stand_below_the_fault() {
    let said = fault("read -r line; echo 'Traceback:' >&2; echo 'ValueError: oh' >&2; exit 1");
    assert_eq!(
        said,
        "the scorer ended by itself (exit status: 1); its last words:\n    Traceback:\n    ValueError: oh"
    );
    let said = fault("read -r line; echo 'slow today' >&2; exec sleep 60");
    assert_eq!(said, "the scorer did not answer within 1 s; its last words:\n    slow today");
}

#[test]
fn a_flood_of_errors_neither_stops_the_process_nor_fills_the_memory() {
    let flood = "yes 'a warning that nobody reads' | head -n 100000 >&2";
    let script = format!(r#"{flood}; while read -r line; do {flood}; echo '{{"merits": [1, 1]}}'; done"#);
    let mut patient = start(&script);
    patient.timeout = Duration::from_secs(20);
    let mut process = Process::start(&patient).unwrap();
    let look = Look { epoch: 3, validator: ("large", 2), seen: &[0.5, 0.25], remembered: &[0.5, 0.5] };
    let mut merits = Vec::new();
    process.merits(&look, &mut merits).unwrap();
    assert_eq!(merits, [1.0, 1.0]);
    let said = fault("read -r line; yes long | head -c 10000000 | tr '\\n' ' ' >&2; exit 1");
    assert!(said.lines().count() == 13 && said.len() < 6000, "{} bytes", said.len());
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let command = vec!["there-is-no-such-program".to_owned()];
    let said = Process::start(&Start { command, timeout: Duration::from_secs(1), folder: None }).err().unwrap();
    assert!(said.starts_with("the scorer `there-is-no-such-program` could not be started"), "{said}");
}

#[test]
fn a_scorer_runs_where_its_scenario_is() {
    let mut beside =
        start("while read -r line; do printf '{\"merits\": [1, %s]}\\n' \"$(ls | grep -c tests.rs)\"; done");
    beside.folder = Some(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scoring/process"));
    let look = Look { epoch: 0, validator: ("large", 1), seen: &[0.5, 0.25], remembered: &[0.5, 0.5] };
    let mut merits = Vec::new();
    Process::start(&beside).unwrap().merits(&look, &mut merits).unwrap();
    assert_eq!(merits, [1.0, 1.0]);
}

#[cfg(target_os = "linux")]
#[test]
fn no_process_is_left_behind_not_even_its_corpse() {
    for script in ["exec sleep 60", "read -r line; exit 7", r#"read -r line; echo '{"merits": [1, 1]}'; exec sleep 60"#]
    {
        let mut process = Process::start(&start(script)).unwrap();
        let place = format!("/proc/{}", process.child.id());
        let look = Look { epoch: 0, validator: ("large", 1), seen: &[1.0, 1.0], remembered: &[1.0, 1.0] };
        let _ = process.merits(&look, &mut Vec::new());
        drop(process);
        assert!(!std::path::Path::new(&place).exists(), "{script}");
    }
}
