//! The state of a chain as vectors write it down. The same records are read from a file and read
//! back from the chain, so that one comparison covers every field.

use myelin_economy::shares::SafeFloat;
use myelin_runtime::AccountId;
use polkadot_sdk::sp_io::hashing::blake2_256;
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;

/// An account: small ones are written as the number in their last eight bytes, others in hex.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account(pub AccountId);

impl Account {
    /// The account of a small number: twenty-four zero bytes, then the number.
    pub fn numbered(number: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[24..].copy_from_slice(&number.to_be_bytes());
        Self(AccountId::new(bytes))
    }

    /// An account that lies anywhere among all accounts, as those of people do.
    pub fn hashed(kind: &[u8], number: u16) -> Self {
        Self(AccountId::new(blake2_256(&[kind, &number.to_be_bytes()].concat())))
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u64),
            Hex(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(number) => Ok(Self::numbered(number)),
            Written::Hex(text) => {
                let mut bytes = [0; 32];
                hex::decode_to_slice(text.trim_start_matches("0x"), &mut bytes).map_err(D::Error::custom)?;
                Ok(Self(AccountId::new(bytes)))
            }
        }
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: &[u8; 32] = self.0.as_ref();
        match bytes.split_at(24) {
            ([0, ..], number) if bytes[..24] == [0; 24] => {
                serializer.serialize_u64(number.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
            }
            _ => serializer.serialize_str(&format!("0x{}", hex::encode(bytes))),
        }
    }
}

/// A number wider than 64 bits, written as decimal text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wide(pub i128);

impl Wide {
    /// The bits of an unsigned fixed-point number; those of a signed one go in as they are.
    pub fn unsigned(bits: u128) -> Self {
        Self(bits as i128)
    }

    pub fn bits(self) -> u128 {
        self.0 as u128
    }
}

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Wide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A decimal float as `[mantissa, exponent]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Float(pub Wide, pub i64);

impl From<SafeFloat> for Float {
    fn from(float: SafeFloat) -> Self {
        Self(Wide::unsigned(float.mantissa), float.exponent)
    }
}

impl From<Float> for SafeFloat {
    fn from(Float(mantissa, exponent): Float) -> Self {
        Self { mantissa: mantissa.bits(), exponent }
    }
}

/// The complete state before the first block.
#[derive(Clone, Debug, Deserialize)]
pub struct Initial {
    pub block: u32,
    pub globals: Globals,
    pub params: Params,
    pub root_subnet_account_balance: u64,
    pub subnet_config: Vec<SubnetConfig>,
    pub subnet_state: Vec<SubnetState>,
    pub hotkeys: Vec<Hotkey>,
    pub owned_hotkeys: Vec<(Account, Vec<Account>)>,
    pub staking_hotkeys: Vec<(Account, Vec<Account>)>,
    pub child_links: Vec<ChildLink>,
    pub childkey_takes: Vec<ChildkeyTake>,
    pub auto_stake: Vec<AutoStake>,
    pub pools: Vec<Pool>,
    pub root_claim_types: Vec<(Account, RootClaimType)>,
    pub root_claims: RootClaims,
    pub auto_claim_index: Vec<Account>,
    pub balances: Vec<(Account, u64)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Globals {
    pub balances_issuance: u64,
    pub subnet0_alpha_out: u64,
    pub subnet0_tao: u64,
    pub total_issuance: u64,
    pub total_stake: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Params {
    pub block_author: Option<Account>,
    pub ck_burn: u64,
    pub existential_deposit: u64,
    pub max_epochs_per_block: u8,
    pub nominator_min_required_stake: u64,
    pub num_root_claim: u64,
    pub pending_child_key_cooldown: u64,
    pub stake_threshold: u64,
    pub subnet_moving_alpha_raw_i96f32: Wide,
    pub subnet_owner_cut: u16,
    pub tao_weight: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct SubnetConfig {
    pub netuid: u16,
    pub mechanism: u16,
    pub owner_coldkey: Account,
    pub owner_hotkey: Account,
    pub first_emission_block: Option<u64>,
    pub subtoken_enabled: bool,
    pub registration_allowed: bool,
    pub emission_enabled: bool,
    pub transfers_enabled: bool,
    pub owner_cut_enabled: bool,
    pub recycle_or_burn: Option<String>,
    pub tempo: u16,
    pub activity_cutoff_factor_milli: u32,
    pub alpha_high: u16,
    pub alpha_low: u16,
    pub alpha_sigmoid_steepness: i16,
    pub bonds_moving_average: u64,
    pub bonds_penalty: u16,
    pub commit_reveal: bool,
    pub ema_price_halving_blocks: u64,
    pub fee_rate: u16,
    pub kappa: u16,
    pub liquid_alpha: bool,
    pub max_allowed_validators: u16,
    pub root_claim_threshold_raw_i96f32: Wide,
    pub yuma3: bool,
    pub seats: Vec<Seat>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Seat {
    pub uid: u16,
    pub hotkey: Account,
    pub registered: u64,
    pub last_update: u64,
    pub permit: bool,
    pub weights: Vec<(u16, u16)>,
    pub bonds: Vec<(u16, u16)>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SubnetState {
    pub netuid: u16,
    pub alpha_in: u64,
    pub alpha_in_emission: u64,
    pub alpha_out: u64,
    pub alpha_out_emission: u64,
    pub blocks_since_last_step: u64,
    pub epoch_index: u64,
    pub excess_tao: u64,
    pub last_epoch_block: u64,
    pub last_mechanism_step_block: u64,
    pub miner_burned_raw_u96f32: Wide,
    pub moving_price_raw_i96f32: Wide,
    pub pending_epoch_at: u64,
    pub pending_owner_cut: u64,
    pub pending_root: u64,
    pub pending_server: u64,
    pub pending_validator: u64,
    pub price_raw_u64f64: Wide,
    pub protocol_alpha: u64,
    pub protocol_flow: i64,
    pub root_prop_raw_u96f32: Wide,
    pub root_sell_tao: u64,
    pub subnet_account_balance: u64,
    pub tao_in_emission: u64,
    pub tao_reserve: u64,
    pub tao_weight_parts_1e18: u64,
    pub user_flow: i64,
    pub volume: Wide,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Hotkey {
    pub hotkey: Account,
    /// Zero where nobody owns it.
    pub owner: Account,
    pub is_delegate_entry: bool,
    pub delegate_take: u16,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChildLink {
    pub netuid: u16,
    pub parent: Account,
    pub child: Account,
    pub proportion: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ChildkeyTake {
    pub netuid: u16,
    pub hotkey: Account,
    pub take: u16,
}

/// On which hotkey a coldkey's mined alpha of a subnet is staked.
#[derive(Clone, Debug, Deserialize)]
pub struct AutoStake {
    pub netuid: u16,
    pub coldkey: Account,
    pub hotkey: Account,
}

/// The stake of one hotkey on one subnet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pool {
    pub netuid: u16,
    pub hotkey: Account,
    pub total: u64,
    pub denominator: Float,
    pub shares: Vec<(Account, Wide, i64)>,
    pub stakes: Vec<(Account, u64)>,
}

/// What a coldkey wants its root dividends as.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RootClaimType {
    Swap,
    Keep,
    KeepSubnets(BTreeSet<u16>),
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RootClaims {
    /// `[hotkey, netuid, rate]`
    pub claimable_rates: Vec<(Account, u16, Wide)>,
    /// `[netuid, hotkey, coldkey, amount]`
    pub claimed: Vec<(u16, Account, Account, Wide)>,
}
