//! The target `pool`; see the crate's front page.
#![forbid(unsafe_code)]

#[test]
fn pool() {
    bolero::check!().with_type().with_iterations(myelin_fuzz::TRIES).for_each(myelin_fuzz::pool::check);
}
