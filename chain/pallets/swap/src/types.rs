//! What the pallet stores, and what its retired calls take.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use myelin_economy::pool::EVEN_WEIGHT;
use polkadot_sdk::sp_runtime::Perquintill;
use scale_info::TypeInfo;

/// How much the TAO side of a pool weighs; the alpha side has the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Balancer {
    pub quote: Perquintill,
}

impl Balancer {
    /// Weight of the TAO side in parts of `10^18`.
    pub fn tao_weight(&self) -> u64 {
        self.quote.deconstruct()
    }
}

impl Default for Balancer {
    /// Both sides weigh the same.
    fn default() -> Self {
        Self { quote: Perquintill::from_parts(EVEN_WEIGHT) }
    }
}

/// A price step of the pools there once were.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct TickIndex(i32);

/// A position in the pools there once were.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PositionId(u128);
