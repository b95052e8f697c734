//! What the chain does by itself at the start of a block.

use crate::{
    measure,
    scene::{build, Subnets, ALL, NOW, TAO},
    Case,
};
use myelin_primitives::{Alpha, NetUid};
use myelin_runtime::Runtime;
use pallet_subtensor::{
    emission, LastEpochBlock, PendingRootAlphaDivs, PendingServerEmission, PendingValidatorEmission,
};

pub fn all() -> Vec<Case> {
    let without =
        [1, 16, ALL].map(|count| case(format!("block/{count}"), Subnets { count, seats: 4, validators: 1 }, false));
    let with = [(64, 16), (256, 64), (256, 128)].map(|(seats, validators)| {
        case(format!("block/epoch/{seats}x{validators}"), Subnets { count: 1, seats, validators }, true)
    });
    let wide = case("block/128/epoch/256x64".into(), Subnets { count: ALL, seats: 256, validators: 64 }, true);
    without.into_iter().chain(with).chain([wide]).collect()
}

/// A block step, in which the epoch of the first subnet is due or none is.
fn case(name: String, subnets: Subnets, is_due: bool) -> Case {
    let measure = move || {
        let (mut state, ()) = build(subnets, || {
            if is_due {
                let netuid = NetUid(1);
                LastEpochBlock::<Runtime>::insert(netuid, u64::from(NOW) - 360);
                PendingServerEmission::<Runtime>::insert(netuid, Alpha(200 * TAO));
                PendingValidatorEmission::<Runtime>::insert(netuid, Alpha(150 * TAO));
                PendingRootAlphaDivs::<Runtime>::insert(netuid, Alpha(10 * TAO));
            }
        });
        let charged = state.execute_with(|| emission::block_step::<Runtime>());
        measure::work(&mut state, charged, emission::block_step::<Runtime>)
    };
    Case { name, measure: Box::new(measure) }
}
