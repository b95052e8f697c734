//! How each pallet is set, one file per subject.

mod accounts;
mod call_filter;
mod consensus;
mod fees;
mod governance;
mod subnets;
mod system;

pub use accounts::{ExistentialDeposit, MAX_FREEZES, MAX_LOCKS, MAX_RESERVES};
pub use call_filter::NoNestedBatches;
pub use fees::{BlockAuthor, FeesToAuthor, LengthToFee, WeightToFee};
pub use system::{BlockLength, BlockWeights, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO};
