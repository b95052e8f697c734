//! What one subnet gets in one block: TAO and alpha for its pool, alpha for its people.

use super::part_u16;
use myelin_primitives::fixed_point::{safe_div, U64F64, U96F32};
use myelin_primitives::{Alpha, Tao};

const HALF: U96F32 = U96F32::from_bits(1 << 31);

/// A subnet's emission for one block, all rounded down to rao.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// TAO that enters the pool's reserve.
    pub tao_in: Tao,
    /// Alpha that enters the pool's reserve beside it.
    pub alpha_in: Alpha,
    /// TAO that buys alpha, because the pool may not take more alpha at this price.
    pub excess_tao: Tao,
    /// Alpha for the owner, the miners, the validators and root.
    pub alpha_out: Alpha,
}

/// Where the alpha of one block goes, each part rounded down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlphaOut {
    pub owner: Alpha,
    pub server: Alpha,
    pub validator: Alpha,
    pub root: Alpha,
}

/// The weight of root's stake against a subnet's alpha: `w / (w + A)` with `w = T * omega`.
pub fn root_proportion(root_tao: Tao, alpha_issuance: Alpha, tao_weight: U96F32) -> U96F32 {
    let weighted = U96F32::from_num(root_tao.rao()).saturating_mul(tao_weight);
    safe_div(weighted, weighted.saturating_add(U96F32::from_num(alpha_issuance.rao())))
}

/// What a subnet's TAO comes to, at the pool's price.
///
/// The pool takes as much alpha as the TAO is worth, but at most root's proportion of what the
/// block emits; the TAO that then lacks alpha beside it is the excess.
pub fn terms(tao: U96F32, price: U64F64, root_proportion: U96F32, alpha_emission: Alpha) -> Terms {
    let price = U96F32::saturating_from_num(price);
    let most = root_proportion.saturating_mul(U96F32::from_num(alpha_emission.rao()));
    let wanted = safe_div(tao, price);
    let (alpha_in, tao_in) = if wanted > most { (most, most.saturating_mul(price)) } else { (wanted, tao) };
    Terms {
        tao_in: Tao(floor(tao_in)),
        alpha_in: Alpha(floor(alpha_in)),
        excess_tao: Tao(floor(tao.saturating_sub(tao_in))),
        alpha_out: alpha_emission,
    }
}

/// Splits a block's alpha: the owner's cut first, then halves for miners and for validators; root
/// gets its proportion of the validators' half. The proportion is the one after this block's mint.
pub fn split_alpha_out(alpha_out: Alpha, owner_cut_u16: Option<u16>, root_proportion: U96F32) -> AlphaOut {
    let minted = U96F32::from_num(alpha_out.rao());
    let owner = owner_cut_u16.map_or(U96F32::ZERO, |cut| minted.saturating_mul(part_u16(cut)));
    let rest = minted.saturating_sub(owner);
    let root = root_proportion.saturating_mul(rest).saturating_mul(HALF);
    let server = rest.saturating_mul(HALF);
    let validator = rest.saturating_sub(server).saturating_sub(root);
    AlphaOut {
        owner: Alpha(floor(owner)),
        server: Alpha(floor(server)),
        validator: Alpha(floor(validator)),
        root: Alpha(floor(root)),
    }
}

fn floor(value: U96F32) -> u64 {
    value.saturating_to_num()
}
