//! Who takes part: an owner, three validators, a nominator and four miners, with keys that follow
//! from the seed.

use blake2b_simd::Params;
use myelin_primitives::Tao;
use myelin_subnet::Secret;
use myelin_vision::Kind;
use myelin_wallet::{mnemonic, AccountId, ExposeSecret, Keypair, Scheme, Secret as WalletSecret};

/// What somebody does on the subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Owner,
    Validator {
        /// What it stakes on itself.
        stake: Tao,
        /// Whether it is the one that can be told to lie.
        may_lie: bool,
    },
    Nominator {
        /// What it stakes, and on which validator (by position in the cast).
        stake: Tao,
    },
    Miner(Kind),
}

/// Somebody, with what both keys come from. A nominator's hotkey is never used.
pub struct Person {
    pub name: &'static str,
    pub role: Role,
    pub coldkey: WalletSecret,
    pub hotkey: WalletSecret,
    /// What a validator's questions come from.
    pub secret: Secret,
}

/// TAO each account gets beyond what its role spends: registration, fees.
const POCKET_MONEY: Tao = Tao::whole(20);
/// What the first subnet locks, and some to spare.
const SUBNET_MONEY: Tao = Tao::whole(1_100);

/// Amounts of TAO such that the validators end with some 310, 250 and 110 alpha (the last with its
/// nominator's) out of a pool of 1000 TAO and 1000 alpha: the liar below a fifth, and no honest
/// validator with a majority of its own.
const ROLES: [(&str, Role); 9] = [
    ("owner", Role::Owner),
    ("validator-1", Role::Validator { stake: Tao::whole(450), may_lie: false }),
    ("validator-2", Role::Validator { stake: Tao::whole(800), may_lie: false }),
    ("validator-3", Role::Validator { stake: Tao::whole(350), may_lie: true }),
    ("nominator", Role::Nominator { stake: Tao::whole(200) }),
    ("augmented", Role::Miner(Kind::Augmented)),
    ("neighbour", Role::Miner(Kind::Neighbour)),
    ("plain", Role::Miner(Kind::Plain)),
    ("copier", Role::Miner(Kind::Copier)),
];

/// Everybody, in the order in which they come to the chain.
pub fn cast(seed: u64) -> Result<Vec<Person>, myelin_wallet::KeyError> {
    ROLES.into_iter().map(|(name, role)| Person::new(name, role, seed)).collect()
}

impl Person {
    fn new(name: &'static str, role: Role, seed: u64) -> Result<Self, myelin_wallet::KeyError> {
        let key = |purpose: &str| {
            let bytes = derive(seed, name, purpose);
            let (entropy, _) = bytes.split_at(16);
            WalletSecret::from_mnemonic(mnemonic::from_entropy(entropy)?.expose_secret(), Scheme::Sr25519)
        };
        Ok(Self {
            name,
            role,
            coldkey: key("coldkey")?,
            hotkey: key("hotkey")?,
            secret: Secret::new(derive(seed, name, "questions")),
        })
    }

    pub fn coldkey(&self) -> &Keypair {
        self.coldkey.keypair()
    }

    pub fn hotkey(&self) -> &Keypair {
        self.hotkey.keypair()
    }

    /// The account that pays and owns.
    pub fn account(&self) -> AccountId {
        self.coldkey().account()
    }

    /// The account that works.
    pub fn neuron(&self) -> AccountId {
        self.hotkey().account()
    }

    /// What the person must own before anything else happens.
    pub fn allowance(&self) -> Tao {
        let spends = match self.role {
            Role::Owner => SUBNET_MONEY,
            Role::Validator { stake, .. } | Role::Nominator { stake } => stake,
            Role::Miner(_) => Tao::ZERO,
        };
        spends.saturating_add(POCKET_MONEY)
    }

    pub fn role_name(&self) -> &'static str {
        match self.role {
            Role::Owner => "owner",
            Role::Validator { .. } => "validator",
            Role::Nominator { .. } => "nominator",
            Role::Miner(_) => "miner",
        }
    }
}

fn derive(seed: u64, name: &str, purpose: &str) -> [u8; 32] {
    let mut state = Params::new().hash_length(32).personal(b"myelin/up").to_state();
    state.update(&seed.to_le_bytes()).update(name.as_bytes()).update(b"/").update(purpose.as_bytes());
    let mut bytes = [0; 32];
    bytes.copy_from_slice(state.finalize().as_bytes());
    bytes
}
