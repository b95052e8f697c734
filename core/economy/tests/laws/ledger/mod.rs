//! A small chain, lived through block by block with the functions of the core: whatever it emits,
//! pays and trades, issuance is where it went.

mod chain;
mod epoch;

use chain::{Act, Chain, HOLDERS, HOTKEYS};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use proptest::{collection::vec, prelude::*};

fn act() -> impl Strategy<Value = Act> {
    let hotkey = 0..HOTKEYS;
    let holder = 0..HOLDERS;
    prop_oneof![
        3 => (hotkey.clone(), holder.clone(), 1..1000_u64).prop_map(|(hotkey, holder, part)| Act::Stake { hotkey, holder, part }),
        3 => (hotkey, holder, 1..=1000_u64).prop_map(|(hotkey, holder, part)| Act::Unstake { hotkey, holder, part }),
        4 => Just(Act::Nothing),
    ]
}

proptest! {
    #[test]
    fn issuance_and_pending_and_pools_and_stake_add_up(
        start in chain::start(), acts in vec((0..3_usize, act()), 1..60),
    ) {
        let mut chain = Chain::new(start);
        for (block, (place, act)) in (1..).zip(acts) {
            prop_assert_eq!(chain.live(block, place, act), Ok(()), "block {}", block);
            let books = chain.balance();
            prop_assert!(books.is_ok(), "block {block}: {books:?}");
        }
    }
}

#[test]
fn a_chain_comes_to_emit_and_pay_and_trade() {
    let mut runner = TestRunner::deterministic();
    let mut seen = [0_u32; 7];
    for _ in 0..50 {
        let tree = (chain::start(), vec((0..3_usize, act()), 40..60)).new_tree(&mut runner).unwrap();
        let (start, acts) = tree.current();
        let mut chain = Chain::new(start);
        for (block, (place, act)) in (1..).zip(acts) {
            chain.live(block, place, act).unwrap();
        }
        let subnets = || chain.subnets.iter();
        for (count, holds) in seen.iter_mut().zip([
            chain.author > 0,
            subnets().any(|subnet| subnet.protocol > 0),
            subnets().any(|subnet| subnet.claimable > 0),
            subnets().any(|subnet| subnet.recycled > 0),
            subnets().any(|subnet| subnet.unassigned > 1_000_000),
            subnets().any(|subnet| subnet.paid_to_miners > 0 && subnet.paid_to_validators > 0),
            subnets().any(|subnet| subnet.books.iter().filter(|book| !book.pool.total.is_zero()).count() > 1),
        ]) {
            *count += u32::from(holds);
        }
    }
    assert!(seen.iter().all(|count| *count >= 5), "{seen:?}");
}
