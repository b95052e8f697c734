//! Every room's invariants, one after another, and the books of them all together. Tests run them
//! after each block, a development chain on request.

mod books;

pub use books::{sums, Rule, Sum};

use crate::{delegation, emission, epoch, keys, neurons, params, pool, roll, root, stake, subnets, weights, Config};
use alloc::{format, string::String};

/// A room's name and its invariants.
type Room = (&'static str, fn() -> Result<(), String>);

/// The first thing that does not hold, named with its room.
pub fn all<T: Config>() -> Result<(), String> {
    let rooms: [Room; 15] = [
        ("params", params::checks::check::<T>),
        ("pool", pool::checks::check::<T>),
        ("swap", pallet_swap::checks::check::<T>),
        ("commitments", pallet_commitments::checks::check::<T>),
        ("keys", keys::checks::check::<T>),
        ("delegation", delegation::checks::check::<T>),
        ("stake", stake::checks::check::<T>),
        ("root", root::checks::check::<T>),
        ("neurons", neurons::checks::check::<T>),
        ("roll", roll::checks::check::<T>),
        ("weights", weights::checks::check::<T>),
        ("subnets", subnets::checks::check::<T>),
        ("epoch", epoch::checks::check::<T>),
        ("emission", emission::checks::check::<T>),
        ("books", books::check::<T>),
    ];
    for (room, check) in rooms {
        check().map_err(|broken| format!("{room}: {broken}"))?;
    }
    Ok(())
}
