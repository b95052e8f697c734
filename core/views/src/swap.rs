//! Prices and trades that were only thought of. Nothing here is compact.

use codec::{Decode, Encode};
use myelin_primitives::{Alpha, NetUid, Tao};
use scale_info::TypeInfo;

/// What a trade would have done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SimSwapResult {
    /// TAO that enters the pool, or comes out of it.
    pub tao_amount: Tao,
    /// Alpha that comes out of the pool, or enters it.
    pub alpha_amount: Alpha,
    pub tao_fee: Tao,
    pub alpha_fee: Alpha,
    /// TAO lost against the price before the trade.
    pub tao_slippage: Tao,
    /// Alpha lost against the price before the trade.
    pub alpha_slippage: Alpha,
}

/// The price of a subnet's alpha.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetPrice {
    pub netuid: NetUid,
    /// TAO per alpha, times 1e9.
    pub price: u64,
}
