//! The state between two blocks, and what a block does to it.

use crate::models::book::{Book, Event};
use crate::models::curve::{check_buy, check_sell};
use myelin_economy::emission::{
    blocks_since_start, has_root_sell, moving_price, root_proportion, split_alpha_out, subnet_shares, tao_of_share,
    terms, AlphaOut, Candidate, Terms,
};
use myelin_economy::issuance::{block_emission, minted};
use myelin_economy::pool::{FeeRate, Pool, NO_CEILING, NO_FLOOR};
use myelin_primitives::fixed_point::{ratio_u64, I96F32, U96F32};
use myelin_primitives::{Alpha, Tao};
use proptest::{collection::vec, prelude::*};

pub const HOTKEYS: usize = 4;
/// The first holder of a hotkey is its owner.
pub const HOLDERS: usize = 3;
pub const TEMPO: u64 = 5;
const OWNER_CUT: u16 = 11_796;

/// What somebody does in a block: amounts are thousandths of what is at hand.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    Stake { hotkey: usize, holder: usize, part: u64 },
    Unstake { hotkey: usize, holder: usize, part: u64 },
    Nothing,
}

/// How a chain begins.
#[derive(Clone, Debug)]
pub struct Start {
    pub purse: u64,
    pub root_tao: u64,
    pub subnets: Vec<StartOfSubnet>,
}

#[derive(Clone, Debug)]
pub struct StartOfSubnet {
    pub pool: (u64, u64, u64),
    pub price: u64,
    pub is_enabled: bool,
    pub has_owner_cut: bool,
    /// What each hotkey has on root, and takes from those who stake behind it.
    pub hotkeys: Vec<(u64, u16)>,
    /// A row of weights for each hotkey.
    pub weights: Vec<Vec<u16>>,
    /// Which hotkey lends which part of its stake to which other.
    pub links: Vec<(usize, usize, u64)>,
}

pub fn start() -> impl Strategy<Value = Start> {
    let reserve = || 1_000_000_000_u64..1_000_000_000_000_000;
    let pool = (reserve(), reserve(), 20..=80_u64);
    let hotkeys = vec((0..100_000_000_000_000_u64, any::<u16>()), HOTKEYS);
    let weights = vec(vec(prop_oneof![Just(0), any::<u16>()], HOTKEYS), HOTKEYS);
    let links = vec((0..HOTKEYS, 0..HOTKEYS, any::<u64>()), 0..3);
    let subnet = (pool, any::<u32>(), prop::bool::weighted(0.8), any::<bool>(), hotkeys, weights, links).prop_map(
        |(pool, price, is_enabled, has_owner_cut, hotkeys, weights, links)| StartOfSubnet {
            pool,
            price: price.into(),
            is_enabled,
            has_owner_cut,
            hotkeys,
            weights,
            links,
        },
    );
    (0..1_000_000_000_000_000_u64, 0..5_000_000_000_000_000_u64, vec(subnet, 1..=3))
        .prop_map(|(purse, root_tao, subnets)| Start { purse, root_tao, subnets })
}

pub struct Subnet {
    pub start: StartOfSubnet,
    pub pool: Pool,
    /// All alpha ever issued and not recycled, counted where it is minted.
    issued: u64,
    pub alpha_out: u64,
    pub pending: AlphaOut,
    pub moving_price: I96F32,
    pub miner_burned: U96F32,
    /// One book for each hotkey.
    pub books: Vec<Book>,
    /// Alpha the chain bought, and nobody holds.
    pub protocol: u64,
    /// Promised to root stake, until it is claimed.
    pub claimable: u64,
    /// Burned, or left by rounding: outstanding and nobody's. What rounding overpaid, it lacks.
    pub unassigned: i128,
    pub recycled: u64,
    pub paid_to_miners: u64,
    pub paid_to_validators: u64,
}

pub struct Chain {
    issuance: u64,
    purse: u64,
    pub author: u64,
    pub root_tao: u64,
    /// On a subnet's account, outside its reserve: what a purchase of the chain could not spend.
    stray: u64,
    pub tao_weight: U96F32,
    pub subnets: Vec<Subnet>,
}

impl Subnet {
    fn new(start: StartOfSubnet) -> Self {
        let (tao, alpha, hundredths) = start.pool;
        Self {
            pool: Pool { tao: Tao(tao), alpha: Alpha(alpha), tao_weight: hundredths * 10_000_000_000_000_000 },
            issued: alpha,
            alpha_out: 0,
            pending: AlphaOut::default(),
            moving_price: I96F32::from_bits(start.price.into()),
            miner_burned: U96F32::ZERO,
            books: vec![Book::of(HOLDERS); HOTKEYS],
            protocol: 0,
            claimable: 0,
            unassigned: 0,
            recycled: 0,
            paid_to_miners: 0,
            paid_to_validators: 0,
            start,
        }
    }

    pub fn issuance(&self) -> Alpha {
        self.pool.alpha.saturating_add(Alpha(self.alpha_out))
    }

    pub fn recycle(&mut self, alpha: Alpha) {
        self.alpha_out -= alpha.rao();
        self.issued -= alpha.rao();
        self.recycled += alpha.rao();
    }

    /// Adds to a holding, where the hotkey takes stake; says how much was added.
    pub fn stake(&mut self, hotkey: usize, holder: usize, amount: Alpha) -> Result<u64, String> {
        let happened = self.books[hotkey].happen(Event::Stake(holder, amount.rao()))?;
        Ok(if happened { amount.rao() } else { 0 })
    }

    /// Brings a block's TAO and alpha into the pool; gives back TAO spent and TAO that bought nothing.
    fn inject(&mut self, given: Terms) -> Result<(u64, u64), String> {
        let weight = self.pool.weights_after_liquidity(given.tao_in, given.alpha_in);
        let (tao_in, alpha_in) = weight.map_or((Tao::ZERO, Alpha::ZERO), |_| (given.tao_in, given.alpha_in));
        self.pool.tao_weight = weight.unwrap_or(self.pool.tao_weight);
        let mut stray = given.excess_tao.rao();
        if let Ok(bought) = self.pool.buy(given.excess_tao, FeeRate::NONE, NO_CEILING) {
            check_buy(&self.pool, &bought)?;
            self.pool = self.pool.after_buy(&bought);
            self.alpha_out += bought.out.rao();
            self.protocol += bought.out.rao();
            stray -= bought.paid_in.rao();
        }
        self.pool.tao = self.pool.tao.saturating_add(tao_in);
        self.pool.alpha = self.pool.alpha.saturating_add(alpha_in);
        self.issued += alpha_in.rao();
        Ok((tao_in.rao() + given.excess_tao.rao(), stray))
    }

    fn mint(&mut self, alpha: Alpha, root_tao: Tao, tao_weight: U96F32, root_sells: bool) -> Result<(), String> {
        self.alpha_out += alpha.rao();
        self.issued += alpha.rao();
        let proportion = root_proportion(root_tao, self.issuance(), tao_weight);
        let split = split_alpha_out(alpha, self.start.has_owner_cut.then_some(OWNER_CUT), proportion);
        let parts = [split.owner, split.server, split.validator, split.root];
        let parts: u64 = parts.iter().map(|part| part.rao()).sum();
        let left = alpha.rao().checked_sub(parts).ok_or_else(|| format!("{split:?} out of {alpha:?}"))?;
        self.unassigned += i128::from(left);
        let root = if root_sells { split.root } else { Alpha::ZERO };
        if !root_sells {
            self.recycle(split.root);
        }
        self.pending = AlphaOut {
            owner: self.pending.owner.saturating_add(split.owner),
            server: self.pending.server.saturating_add(split.server),
            validator: self.pending.validator.saturating_add(split.validator),
            root: self.pending.root.saturating_add(root),
        };
        Ok(())
    }

    /// What is outstanding, by what it is for.
    fn accounted(&self) -> i128 {
        let pending = [self.pending.owner, self.pending.server, self.pending.validator, self.pending.root];
        let pending: u64 = pending.iter().map(|bucket| bucket.rao()).sum();
        let staked: u64 = self.books.iter().map(|book| book.pool.total.rao()).sum();
        i128::from(pending + staked + self.protocol + self.claimable) + self.unassigned
    }
}

impl Chain {
    pub fn new(start: Start) -> Self {
        let subnets: Vec<_> = start.subnets.into_iter().map(Subnet::new).collect();
        let in_pools: u64 = subnets.iter().map(|subnet| subnet.pool.tao.rao()).sum();
        Self {
            issuance: start.purse + start.root_tao + in_pools,
            purse: start.purse,
            author: 0,
            root_tao: start.root_tao,
            stray: 0,
            tao_weight: ratio_u64(971_718_665_099_567_868),
            subnets,
        }
    }

    /// One block: emission, epochs where they are due, and what somebody does.
    pub fn live(&mut self, block: u64, place: usize, act: Act) -> Result<(), String> {
        self.emit(block)?;
        if block.is_multiple_of(TEMPO) {
            let tao_weight = self.tao_weight;
            self.subnets.iter_mut().try_for_each(|subnet| subnet.epoch(block, tao_weight))?;
        }
        let place = place % self.subnets.len();
        match act {
            Act::Stake { hotkey, holder, part } => self.stake(place, hotkey, holder, part),
            Act::Unstake { hotkey, holder, part } => self.unstake(place, hotkey, holder, part),
            Act::Nothing => Ok(()),
        }
    }

    fn emit(&mut self, block: u64) -> Result<(), String> {
        let candidate = |subnet: &Subnet| Candidate {
            moving_price: subnet.moving_price,
            miner_burned: subnet.miner_burned,
            is_enabled: subnet.start.is_enabled,
        };
        let candidates: Vec<_> = self.subnets.iter().map(candidate).collect();
        let root_sells = has_root_sell(candidates.iter().map(|candidate| candidate.moving_price));
        let credit = minted(Tao(self.issuance), Tao(self.issuance));
        let root_tao = Tao(self.root_tao);
        let mut spent = 0;
        for (subnet, share) in self.subnets.iter_mut().zip(subnet_shares(&candidates)) {
            let emission = Alpha(block_emission(subnet.issuance().rao()));
            let proportion = root_proportion(root_tao, subnet.issuance(), self.tao_weight);
            let tao = tao_of_share(credit, share);
            let (used, stray) = subnet.inject(terms(tao, subnet.pool.price(), proportion, emission))?;
            subnet.mint(emission, root_tao, self.tao_weight, root_sells)?;
            let age = blocks_since_start(block, 1);
            let smoothing = I96F32::from_bits(12_885);
            subnet.moving_price = moving_price(subnet.moving_price, subnet.pool.price(), age, 201_600, smoothing);
            spent += used;
            self.stray += stray;
        }
        if spent > credit.rao() {
            return Err(format!("spent {spent} of {credit:?}"));
        }
        self.issuance += spent;
        Ok(())
    }

    fn stake(&mut self, place: usize, hotkey: usize, holder: usize, part: u64) -> Result<(), String> {
        let subnet = &mut self.subnets[place];
        let amount = (u128::from(self.purse) * u128::from(part) / 1000) as u64;
        let Ok(bought) = subnet.pool.buy(Tao(amount), FeeRate::DEFAULT, NO_CEILING) else { return Ok(()) };
        check_buy(&subnet.pool, &bought)?;
        if bought.out.is_zero() || !subnet.books[hotkey].pool.can_add(bought.out) {
            return Ok(());
        }
        subnet.pool = subnet.pool.after_buy(&bought);
        subnet.alpha_out += bought.out.rao();
        self.purse -= bought.paid_in.rao() + bought.fee.rao();
        self.author += bought.fee.rao();
        let staked = subnet.stake(hotkey, holder, bought.out)?;
        if staked == 0 {
            return Err("a hotkey that takes stake took none".into());
        }
        Ok(())
    }

    fn unstake(&mut self, place: usize, hotkey: usize, holder: usize, part: u64) -> Result<(), String> {
        let subnet = &mut self.subnets[place];
        let held = subnet.books[hotkey].pool.value(subnet.books[hotkey].shares[holder]);
        let amount = (u128::from(held.rao()) * u128::from(part) / 1000) as u64;
        let Ok(sold) = subnet.pool.sell(Alpha(amount), FeeRate::DEFAULT, NO_FLOOR) else { return Ok(()) };
        check_sell(&subnet.pool, &sold)?;
        let gone = sold.paid_in.rao() + sold.fee.rao();
        if !subnet.books[hotkey].happen(Event::Unstake(holder, gone))? {
            return Err(format!("could not unstake {gone} of {held:?}"));
        }
        subnet.pool = subnet.pool.after_sell(&sold);
        subnet.alpha_out -= sold.paid_in.rao();
        self.purse += sold.out.rao();
        // The fee is sold as well, for the author; or else it stays outstanding and nobody's.
        match subnet.pool.sell(sold.fee, FeeRate::NONE, NO_FLOOR) {
            Ok(fee) => {
                check_sell(&subnet.pool, &fee)?;
                subnet.pool = subnet.pool.after_sell(&fee);
                subnet.alpha_out -= fee.paid_in.rao();
                self.author += fee.out.rao();
                subnet.unassigned += i128::from(sold.fee.rao() - fee.paid_in.rao());
            }
            Err(_) => subnet.unassigned += i128::from(sold.fee.rao()),
        }
        Ok(())
    }

    /// Whether all that was issued is where it should be.
    pub fn balance(&self) -> Result<(), String> {
        let in_pools: u64 = self.subnets.iter().map(|subnet| subnet.pool.tao.rao()).sum();
        let tao = self.purse + self.author + self.root_tao + self.stray + in_pools;
        if tao != self.issuance {
            return Err(format!("{} TAO were issued, {tao} are somewhere", self.issuance));
        }
        for (place, subnet) in self.subnets.iter().enumerate() {
            if subnet.issuance().rao() != subnet.issued {
                return Err(format!(
                    "subnet {place} issued {}, pool and outstanding {:?}",
                    subnet.issued,
                    subnet.issuance()
                ));
            }
            if subnet.accounted() != i128::from(subnet.alpha_out) {
                return Err(format!(
                    "subnet {place}: {} outstanding, {} accounted",
                    subnet.alpha_out,
                    subnet.accounted()
                ));
            }
        }
        Ok(())
    }
}
