//! Which calls may be dispatched at all.

use crate::{utility, RuntimeCall};
use polkadot_sdk::frame_support::traits::Contains;

/// A batch may not stand directly inside another one: it would buy nothing but recursion.
pub struct NoNestedBatches;

impl Contains<RuntimeCall> for NoNestedBatches {
    fn contains(call: &RuntimeCall) -> bool {
        batched_calls(call).is_none_or(|calls| calls.iter().all(|inner| batched_calls(inner).is_none()))
    }
}

/// The calls of a batch, if the call is one.
fn batched_calls(call: &RuntimeCall) -> Option<&[RuntimeCall]> {
    match call {
        RuntimeCall::Utility(
            utility::Call::batch { calls } | utility::Call::batch_all { calls } | utility::Call::force_batch { calls },
        ) => Some(calls),
        _ => None,
    }
}
