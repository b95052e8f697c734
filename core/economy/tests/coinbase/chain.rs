//! A chain between two blocks, as far as emission reads and writes it.

use crate::vectors::{amount, wide};
use myelin_economy::emission::{
    blocks_since_start, has_root_sell, moving_price, root_proportion, split_alpha_out, subnet_shares, tao_of_share,
    terms, AlphaOut, Candidate, Terms,
};
use myelin_economy::issuance::{block_emission, minted};
use myelin_economy::pool::{FeeRate, Pool, NO_CEILING};
use myelin_primitives::fixed_point::{ratio_u64, I96F32, U64F64, U96F32};
use myelin_primitives::{Alpha, Tao};
use serde_json::Value;

/// What never changes in a case.
pub struct World<'a> {
    pub configs: &'a [Value],
    pub tao_weight: U96F32,
    pub owner_cut_u16: u16,
    pub smoothing: I96F32,
}

impl<'a> World<'a> {
    pub fn of(initial: &'a Value) -> Self {
        let params = &initial["params"];
        Self {
            configs: initial["subnet_config"].as_array().unwrap(),
            tao_weight: ratio_u64(amount(&params["tao_weight"])),
            owner_cut_u16: amount(&params["subnet_owner_cut"]) as u16,
            smoothing: I96F32::from_bits(wide(&params["subnet_moving_alpha_raw_i96f32"]) as i128),
        }
    }

    pub fn is_eligible(&self, place: usize) -> bool {
        let config = &self.configs[place];
        let started = !config["first_emission_block"].is_null();
        started && config["subtoken_enabled"] == true && config["registration_allowed"] == true
    }
}

/// The part of a subnet's state that emission reads and writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Subnet {
    pub pool: Pool,
    pub alpha_out: Alpha,
    pub moving_price: I96F32,
    pub miner_burned: U96F32,
    pub protocol_alpha: u64,
    pub pending: [u64; 4],
}

impl Subnet {
    pub fn of(record: &Value) -> Self {
        let pending = ["owner_cut", "server", "validator", "root"];
        Self {
            pool: Pool {
                tao: Tao(amount(&record["tao_reserve"])),
                alpha: Alpha(amount(&record["alpha_in"])),
                tao_weight: amount(&record["tao_weight_parts_1e18"]),
            },
            alpha_out: Alpha(amount(&record["alpha_out"])),
            moving_price: I96F32::from_bits(wide(&record["moving_price_raw_i96f32"]) as i128),
            miner_burned: U96F32::from_bits(wide(&record["miner_burned_raw_u96f32"])),
            protocol_alpha: amount(&record["protocol_alpha"]),
            pending: pending.map(|bucket| amount(&record[format!("pending_{bucket}")])),
        }
    }

    pub fn issuance(&self) -> Alpha {
        self.pool.alpha.saturating_add(self.alpha_out)
    }

    /// Injects and buys; gives back the terms as they were carried out.
    pub fn inject(&mut self, terms: Terms) -> Terms {
        let weight = self.pool.weights_after_liquidity(terms.tao_in, terms.alpha_in);
        let terms = match weight {
            Some(tao_weight) => {
                self.pool.tao_weight = tao_weight;
                terms
            }
            None => Terms { tao_in: Tao::ZERO, alpha_in: Alpha::ZERO, ..terms },
        };
        if let Ok(bought) = self.pool.buy(terms.excess_tao, FeeRate::NONE, NO_CEILING) {
            self.pool = self.pool.after_buy(&bought);
            self.alpha_out = self.alpha_out.saturating_add(bought.out);
            self.protocol_alpha += bought.out.rao();
        }
        self.pool.tao = self.pool.tao.saturating_add(terms.tao_in);
        self.pool.alpha = self.pool.alpha.saturating_add(terms.alpha_in);
        terms
    }

    pub fn collect(&mut self, split: AlphaOut, root_sells: bool) {
        let root = split.root.rao();
        let kept = if root_sells { root } else { 0 };
        let parts = [split.owner.rao(), split.server.rao(), split.validator.rao(), kept];
        for (bucket, part) in self.pending.iter_mut().zip(parts) {
            *bucket += part;
        }
        self.alpha_out = self.alpha_out.saturating_sub(Alpha(root - kept));
    }
}

/// A chain between two blocks.
pub struct Chain {
    pub issuance: Tao,
    pub ledger_issuance: Tao,
    pub root_tao: Tao,
    pub subnets: Vec<Subnet>,
}

impl Chain {
    pub fn of(state: &Value, subnets: &Value) -> Self {
        let globals = &state["globals"];
        Self {
            issuance: Tao(amount(&globals["total_issuance"])),
            ledger_issuance: Tao(amount(&globals["balances_issuance"])),
            root_tao: Tao(amount(&globals["subnet0_tao"])),
            subnets: subnets.as_array().unwrap().iter().map(Subnet::of).collect(),
        }
    }

    /// The recorded state after a block and after the calls made in it.
    pub fn after(block: &Value) -> Self {
        let mut chain = Self::of(block, &block["subnets"]);
        let Some(state) = block.get("after_calls") else { return chain };
        for (subnet, record) in chain.subnets.iter_mut().zip(state["subnets"].as_array().unwrap()) {
            subnet.pool.tao = Tao(amount(&record["tao_reserve"]));
            subnet.pool.alpha = Alpha(amount(&record["alpha_in"]));
            subnet.alpha_out = Alpha(amount(&record["alpha_out"]));
        }
        Self { subnets: chain.subnets, ..Self::of(state, &Value::Array(Vec::new())) }
    }

    /// One block of emission; the terms carried out, for the eligible subnets.
    pub fn emit(&mut self, world: &World, block: u64) -> Vec<Option<Terms>> {
        let eligible: Vec<usize> = (0..self.subnets.len()).filter(|place| world.is_eligible(*place)).collect();
        let candidates: Vec<Candidate> = eligible
            .iter()
            .map(|place| Candidate {
                moving_price: self.subnets[*place].moving_price,
                miner_burned: self.subnets[*place].miner_burned,
                is_enabled: world.configs[*place]["emission_enabled"] == true,
            })
            .collect();
        let root_sells = has_root_sell(candidates.iter().map(|candidate| candidate.moving_price));
        let credit = minted(self.issuance, self.ledger_issuance);
        let mut done = vec![None; self.subnets.len()];
        let mut spent = 0;
        for (place, share) in eligible.into_iter().zip(subnet_shares(&candidates)) {
            let config = &world.configs[place];
            let subnet = &mut self.subnets[place];
            let emission = Alpha(block_emission(subnet.issuance().rao()));
            let proportion = root_proportion(self.root_tao, subnet.issuance(), world.tao_weight);
            let tao = tao_of_share(credit, share);
            let carried_out = subnet.inject(terms(tao, subnet.pool.price(), proportion, emission));
            subnet.alpha_out = subnet.alpha_out.saturating_add(emission);
            let proportion = root_proportion(self.root_tao, subnet.issuance(), world.tao_weight);
            let cut = (config["owner_cut_enabled"] == true).then_some(world.owner_cut_u16);
            subnet.collect(split_alpha_out(emission, cut, proportion), root_sells);
            let age = blocks_since_start(block, amount(&config["first_emission_block"]));
            let halving = amount(&config["ema_price_halving_blocks"]);
            let spot: U64F64 = subnet.pool.price();
            subnet.moving_price = moving_price(subnet.moving_price, spot, age, halving, world.smoothing);
            spent += carried_out.tao_in.rao() + carried_out.excess_tao.rao();
            done[place] = Some(carried_out);
        }
        self.issuance = self.issuance.saturating_add(Tao(spent));
        done
    }
}
