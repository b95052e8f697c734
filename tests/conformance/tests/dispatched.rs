//! Every call of ours works when it is made, and refuses by a name.
#![forbid(unsafe_code)]

use myelin_conformance::{dispatched, wire::ledger};

/// What `cargo xtask wire` wrote.
const KEPT: &str = include_str!("../dispatched.txt");

#[test]
fn every_call_was_seen_to_work_and_to_refuse() {
    let book = dispatched::book();
    assert_eq!(book.complaints(), [""; 0], "calls that do not do what their scenes say");
    assert_eq!(book.gaps(), [""; 0], "calls without a scene that proves them");
    assert_eq!(book.stale(), [""; 0], "calls said to be beyond proof that are not");
    let changes = ledger::difference(KEPT, &dispatched::written(&book));
    assert_eq!(changes, [""; 0], "`cargo xtask wire` writes it again");
}
