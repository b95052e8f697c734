//! Hyperparameters as data: one row each, which the setters, the views, the command line and the
//! documentation all read. [`rows`] holds the table, this file says what a row is.

mod rows;

pub use rows::{Parameter, ROWS};

use crate::fixed_point::{StoredI64F64, StoredI96F32, StoredU64F64};
use crate::{MechId, Tao};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A value of a hyperparameter, in the type the chain stores it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Value {
    Bool(bool),
    U8(u8),
    U16(u16),
    I16(i16),
    U32(u32),
    U64(u64),
    Tao(Tao),
    /// A lower and an upper bound.
    Pair(u16, u16),
    /// The bits of a number with 64 binary digits after the point.
    U64F64(u128),
    /// The bits of a signed number with 64 binary digits after the point.
    I64F64(i128),
    /// The bits of a signed number with 32 binary digits after the point.
    I96F32(i128),
    /// Nothing is stored until somebody sets it (an account, a list).
    Absent,
}

/// Values enter the table's checks in the type the chain stores them in.
macro_rules! value_from {
    ($($variant:ident: $inner:ty, $value:pat => $kept:expr;)+) => {$(
        impl From<$inner> for Value {
            fn from($value: $inner) -> Self {
                Self::$variant($kept)
            }
        }
    )+};
}

value_from! {
    Bool: bool, value => value;
    U8: u8, value => value;
    U8: MechId, value => value.0;
    U16: u16, value => value;
    I16: i16, value => value;
    U32: u32, value => value;
    U64: u64, value => value;
    Tao: Tao, value => value;
    U64F64: StoredU64F64, value => value.bits;
    I64F64: StoredI64F64, value => value.bits;
    I96F32: StoredI96F32, value => value.bits;
}

impl From<(u16, u16)> for Value {
    fn from((low, high): (u16, u16)) -> Self {
        Self::Pair(low, high)
    }
}

/// Whether each subnet has its own value or the network has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Subnet,
    Network,
}

/// Who may change a hyperparameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setter {
    /// The subnet's owner, or root.
    Owner,
    /// Root alone.
    Root,
    /// Nobody: the call is kept for its index and always fails.
    Nobody,
}

/// How long somebody waits between two changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Not at all.
    None,
    /// The owner waits some tempos, counted for each subnet and hyperparameter.
    OwnerTempos(Hyperparameter),
    /// The owner waits some tempos, counted for each owner and subnet.
    VersionKeyTempos,
    /// The owner waits that many blocks, counted for each owner and subnet.
    OwnerBlocks(u64),
    /// Everybody waits that many blocks, counted for each subnet.
    Blocks(u64),
}

impl Wait {
    /// The wait in blocks, where it is not counted in tempos.
    pub const fn blocks(self) -> u64 {
        match self {
            Self::OwnerBlocks(blocks) | Self::Blocks(blocks) => blocks,
            Self::None | Self::OwnerTempos(_) | Self::VersionKeyTempos => 0,
        }
    }
}

/// The call that sets a hyperparameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Name of the pallet on the wire.
    pub pallet: &'static str,
    pub index: u8,
    pub name: &'static str,
}

/// Everything there is to know about one hyperparameter beside its present value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub parameter: Parameter,
    /// How people and tools spell it.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// Name of the storage item that holds it.
    pub storage: &'static str,
    pub scope: Scope,
    /// What is read while nobody has set it.
    pub default: Value,
    /// What a new subnet starts with, where that differs from the default.
    pub new_subnet: Option<Value>,
    /// Least and greatest admissible value.
    pub bounds: Option<(Value, Value)>,
    /// Narrower bounds for the owner.
    pub owner_bounds: Option<(Value, Value)>,
    pub setter: Setter,
    /// Whether the freeze before an epoch holds for it; it then holds for root too.
    pub freezes: bool,
    pub wait: Wait,
    pub call: Option<Call>,
}

impl Row {
    /// Whether `value` lies within the bounds that hold for everybody.
    pub fn admits(&self, value: Value) -> bool {
        within(self.bounds, value)
    }

    /// Whether `value` also lies within the bounds that hold for an owner.
    pub fn admits_from_owner(&self, value: Value) -> bool {
        within(self.bounds, value) && within(self.owner_bounds, value)
    }

    /// What a subnet created now reads.
    pub const fn for_new_subnet(&self) -> Value {
        match self.new_subnet {
            Some(value) => value,
            None => self.default,
        }
    }

    const fn new(scope: Scope, name: &'static str, storage: &'static str, default: Value) -> Self {
        Self {
            parameter: Parameter::Tempo,
            name,
            about: "",
            storage,
            scope,
            default,
            new_subnet: None,
            bounds: None,
            owner_bounds: None,
            setter: Setter::Root,
            freezes: false,
            wait: Wait::None,
            call: None,
        }
    }

    /// A hyperparameter each subnet has its own value of.
    const fn subnet(name: &'static str, storage: &'static str, default: Value) -> Self {
        Self::new(Scope::Subnet, name, storage, default)
    }

    /// A hyperparameter the network has one value of.
    const fn network(name: &'static str, storage: &'static str, default: Value) -> Self {
        Self::new(Scope::Network, name, storage, default)
    }

    const fn described(mut self, parameter: Parameter, about: &'static str) -> Self {
        self.parameter = parameter;
        self.about = about.trim_ascii(); // a doc line begins with a space
        self
    }

    const fn opens_with(mut self, value: Value) -> Self {
        self.new_subnet = Some(value);
        self
    }

    const fn bounded(mut self, least: Value, greatest: Value) -> Self {
        self.bounds = Some((least, greatest));
        self
    }

    const fn owner_bounded(mut self, least: Value, greatest: Value) -> Self {
        self.owner_bounds = Some((least, greatest));
        self
    }

    const fn freezes(mut self) -> Self {
        self.freezes = true;
        self
    }

    /// The owner may set it too, under `wait`.
    const fn owner(mut self, wait: Wait) -> Self {
        self.setter = Setter::Owner;
        self.wait = wait;
        self
    }

    /// The owner may set it too, while it is not frozen and once in some tempos.
    const fn tuned(self, hyperparameter: Hyperparameter) -> Self {
        self.owner(Wait::OwnerTempos(hyperparameter)).freezes()
    }

    const fn nobody(mut self) -> Self {
        self.setter = Setter::Nobody;
        self
    }

    const fn call(mut self, pallet: &'static str, index: u8, name: &'static str) -> Self {
        self.call = Some(Call { pallet, index, name });
        self
    }

    /// Set by this call of the administration pallet.
    const fn admin(self, index: u8, name: &'static str) -> Self {
        self.call("AdminUtils", index, name)
    }
}

/// Bounds and value must be of one type; a value of another type lies outside.
fn within(bounds: Option<(Value, Value)>, value: Value) -> bool {
    bounds.is_none_or(|(least, greatest)| least <= value && value <= greatest)
}

/// The hyperparameters an owner's changes are counted for, as the rate limits key them. The order
/// is the wire's.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Hyperparameter {
    #[default]
    Unknown = 0,
    ServingRateLimit = 1,
    MaxDifficulty = 2,
    AdjustmentAlpha = 3,
    MaxWeightLimit = 4,
    ImmunityPeriod = 5,
    MinAllowedWeights = 6,
    Kappa = 7,
    Rho = 8,
    ActivityCutoff = 9,
    PowRegistrationAllowed = 10,
    MinBurn = 11,
    MaxBurn = 12,
    BondsMovingAverage = 13,
    BondsPenalty = 14,
    CommitRevealEnabled = 15,
    LiquidAlphaEnabled = 16,
    AlphaValues = 17,
    WeightCommitInterval = 18,
    TransferEnabled = 19,
    AlphaSigmoidSteepness = 20,
    Yuma3Enabled = 21,
    BondsResetEnabled = 22,
    ImmuneNeuronLimit = 23,
    RecycleOrBurn = 24,
    MaxAllowedUids = 25,
    BurnHalfLife = 26,
    BurnIncreaseMult = 27,
    SubnetEmissionEnabled = 28,
    MinChildkeyTake = 29,
    ActivityCutoffFactorMilli = 30,
    TriggerEpoch = 31,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_finds_its_own_row() {
        for row in ROWS {
            assert_eq!(row.parameter.row(), row);
            assert!(!row.about.is_empty(), "{} says nothing about itself", row.name);
        }
    }

    #[test]
    fn names_and_calls_are_used_once() {
        for (position, row) in ROWS.iter().enumerate() {
            for other in &ROWS[position + 1..] {
                assert_ne!(row.name, other.name);
                assert!(row.call.is_none() || row.call != other.call, "{} shares its call", row.name);
            }
        }
    }

    #[test]
    fn defaults_and_opening_values_lie_within_their_bounds() {
        for row in ROWS {
            assert!(row.admits(row.default), "{}", row.name);
            assert!(row.admits_from_owner(row.for_new_subnet()), "{}", row.name);
        }
    }

    #[test]
    fn a_value_of_another_type_is_out_of_bounds() {
        assert!(Parameter::RevealPeriodEpochs.row().admits(Value::U64(100)));
        assert!(!Parameter::RevealPeriodEpochs.row().admits(Value::U64(101)));
        assert!(!Parameter::RevealPeriodEpochs.row().admits(Value::U16(50)));
    }

    #[test]
    fn an_owner_is_held_to_narrower_bounds_than_root() {
        let row = Parameter::BondsMovingAverage.row();
        assert!(row.admits(Value::U64(975_001)));
        assert!(!row.admits_from_owner(Value::U64(975_001)));
    }

    #[test]
    fn only_the_owners_of_subnets_are_made_to_wait() {
        for row in ROWS.iter().filter(|row| row.wait != Wait::None) {
            assert_eq!((row.scope, row.setter), (Scope::Subnet, Setter::Owner), "{}", row.name);
        }
    }
}
