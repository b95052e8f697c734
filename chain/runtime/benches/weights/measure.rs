//! Measuring a call: the time it takes, what it reads and writes, and what it says of that itself.

use crate::scene::{build, Made, Subnets};
use polkadot_sdk::{
    frame_support::{dispatch::GetDispatchInfo, weights::Weight},
    sp_io::{hashing::twox_128, TestExternalities},
    sp_runtime::{traits::Dispatchable, StateVersion},
    *,
};
use std::time::{Duration, Instant};

/// Each round is long enough for a hundredth part to be somebody, if the call is not long itself.
const RUNS_OF_A_ROUND: usize = 200;
const LEAST_RUNS_OF_A_ROUND: usize = 20;
const TIME_OF_A_ROUND: Duration = Duration::from_millis(400);
/// The quietest round counts: whoever else uses the machine does not do so all the time.
const ROUNDS: usize = 5;

/// What a call says it costs, and what it does.
pub struct Figures {
    pub declared: Weight,
    /// What is left of that after the call gave back what it did not need.
    pub charged: Weight,
    pub microseconds: f64,
    pub runs: usize,
    pub reads: usize,
    pub writes: usize,
    /// Bytes of the trie's nodes it read.
    pub proof: usize,
}

/// Measures a call on a chain of these subnets.
pub fn call(subnets: Subnets, prepare: impl FnOnce() -> Made) -> Figures {
    let (mut state, (origin, call)) = build(subnets, prepare);
    let info = state.execute_with(|| call.get_dispatch_info());
    let declared = info.call_weight;
    let refusal = |error| -> Weight { panic!("{call:?} is refused: {error:?}") };
    work(&mut state, declared, || {
        let done = call.clone().dispatch(origin.clone());
        done.map_or_else(|refused| refusal(refused.error), |post| post.calc_actual_weight(&info))
    })
}

/// Measures work that says afterwards what it cost.
pub fn work(state: &mut TestExternalities, declared: Weight, act: impl Fn() -> Weight) -> Figures {
    let recorder = Default::default();
    state.reset_overlay();
    let charged = state.execute_with_recorder(Clone::clone(&recorder), &act);
    let reads = recorder.recorded_keys().values().map(|keys| keys.len()).sum();
    let proof = recorder.estimate_encoded_size();
    let writes = writes(state);

    let first = timed(state, &act);
    let fitting = (TIME_OF_A_ROUND.as_nanos() / first.as_nanos().max(1)) as usize;
    let runs = fitting.clamp(LEAST_RUNS_OF_A_ROUND, RUNS_OF_A_ROUND);
    let slowest = (0..ROUNDS).map(|_| hundredth((0..runs).map(|_| timed(state, &act)).collect())).min().unwrap();
    state.reset_overlay();
    Figures {
        declared,
        charged,
        microseconds: slowest.as_nanos() as f64 / 1e3,
        runs: runs * ROUNDS,
        reads,
        writes,
        proof,
    }
}

/// The work, and what its changes cost the trie at the end of the block. Committed state under an
/// empty overlay: nothing is read for free.
fn timed(state: &mut TestExternalities, act: impl Fn() -> Weight) -> Duration {
    state.reset_overlay();
    state.execute_with(|| {
        let (start, waited) = (Instant::now(), waited());
        act();
        sp_io::storage::root(StateVersion::V1);
        let elapsed = start.elapsed();
        elapsed.saturating_sub(self::waited() - waited)
    })
}

/// How long this thread has waited for a processor so far: other programs are not what is measured.
/// Where the system does not say, they are measured too.
fn waited() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().nth(1).and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// The time that one run in a hundred exceeds.
fn hundredth(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[(times.len() * 99).div_ceil(100) - 1]
}

/// Values changed, but for events, which the frame pays for, and what it keeps for itself while a
/// call runs.
fn writes(state: &TestExternalities) -> usize {
    let events = ["Events", "EventCount"].map(|item| [twox_128(b"System"), twox_128(item.as_bytes())].concat());
    let counts = |key: &Vec<u8>| !key.starts_with(b":") && !events.contains(key);
    state.overlayed_changes().changes().filter(|(key, _)| counts(key)).count()
}
