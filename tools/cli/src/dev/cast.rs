//! Who is on a development chain: what the chain knows of each account, and the path of the
//! development phrase that leads to its key.

use super::parse::derived;
use futures::{stream, StreamExt, TryStreamExt};
use myelin_client::{At, ReadError};
use myelin_primitives::{NetUid, Tao};
use myelin_wallet::AccountId;
use serde_json::{json, Value};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt,
};

/// The accounts every development chain begins with.
const EVERYBODY: [&str; 9] =
    ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie", "//One", "//Two", "//Three"];
/// Questions on their way at once.
const AT_ONCE: usize = 32;
/// The first subnet, and what hyperparameters belong to where no other is named.
pub const FIRST_SUBNET: NetUid = NetUid(1);

/// What somebody is; the order is the one they are listed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Sudo,
    Owner(NetUid),
    Validator(NetUid, u16),
    Miner(NetUid, u16),
    /// Stakes to hotkeys of others.
    Nominator,
    /// Owns hotkeys that have a seat.
    Coldkey,
    /// Has TAO and nothing to do.
    Funded,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sudo => f.write_str("sudo"),
            Self::Owner(netuid) => write!(f, "owner of {netuid}"),
            Self::Validator(netuid, uid) => write!(f, "validator {netuid}/{uid}"),
            Self::Miner(netuid, uid) => write!(f, "miner {netuid}/{uid}"),
            Self::Nominator => f.write_str("nominator"),
            Self::Coldkey => f.write_str("coldkey"),
            Self::Funded => f.write_str("funded"),
        }
    }
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Person {
    pub account: AccountId,
    /// The path of the development phrase; none for accounts that are nobody's.
    pub path: Option<String>,
    /// Never empty; in their order.
    pub roles: Vec<Role>,
    pub free: Tao,
}

impl Person {
    pub fn data(&self) -> Value {
        let roles: Vec<String> = self.roles.iter().map(ToString::to_string).collect();
        json!({ "address": self.account, "uri": self.path, "roles": roles, "free_rao": self.free })
    }

    /// All roles in a line.
    pub fn shown_roles(&self) -> String {
        self.roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// The subnets of a chain and everybody on it, those who have most to say first.
pub struct Cast {
    pub netuids: Vec<NetUid>,
    pub people: Vec<Person>,
}

impl Cast {
    /// Asks the chain at a block.
    pub async fn of(at: &At) -> Result<Self, ReadError> {
        let mut roles = Roles::default();
        if let Some(sudo) = at.storage::<AccountId>("Sudo", "Key", &[]).await? {
            roles.add(sudo, Role::Sudo);
        }
        let mut netuids = Vec::new();
        for subnet in at.subnets().await? {
            netuids.push(subnet.netuid);
            if !subnet.netuid.is_root() {
                roles.add(subnet.owner_coldkey, Role::Owner(subnet.netuid));
                roles.add_seats(at, subnet.netuid).await?;
            }
        }
        roles.add_nominators(at).await?;
        let known = paths(&roles);
        for path in EVERYBODY {
            if let Some((account, _)) = known.iter().find(|(_, known)| known.as_str() == path) {
                roles.0.entry(*account).or_default();
            }
        }
        let people = roles.0.into_iter().map(|(account, roles)| {
            let path = known.get(&account).cloned();
            async move {
                let free = at.balance(&account).await?;
                Ok(person(account, path, roles, free))
            }
        });
        let people: Vec<Option<Person>> = stream::iter(people).buffer_unordered(AT_ONCE).try_collect().await?;
        let mut people: Vec<Person> = people.into_iter().flatten().collect();
        people.sort_by(|one, other| one.roles.cmp(&other.roles).then_with(|| by_path(one).cmp(&by_path(other))));
        Ok(Self { netuids, people })
    }
}

/// Whoever has neither a role nor anything to spend is nobody.
fn person(account: AccountId, path: Option<String>, mut roles: Vec<Role>, free: Tao) -> Option<Person> {
    if roles.is_empty() && free > Tao::ZERO {
        roles.push(Role::Funded);
    }
    roles.sort_unstable();
    roles.dedup();
    (!roles.is_empty()).then_some(Person { account, path, roles, free })
}

/// As everybody lists them, Alice first; then the rest by their path, the ninth before the tenth.
fn by_path(person: &Person) -> (usize, usize, Option<&String>) {
    let place = EVERYBODY.iter().position(|path| person.path.as_deref() == Some(*path));
    let length = person.path.as_ref().map_or(0, String::len);
    (place.unwrap_or(EVERYBODY.len()), length, person.path.as_ref())
}

#[derive(Default)]
struct Roles(BTreeMap<AccountId, Vec<Role>>);

impl Roles {
    /// The account of zeros stands for nobody: the first subnet belongs to it at genesis.
    fn add(&mut self, account: AccountId, role: Role) {
        if account != AccountId::default() {
            self.0.entry(account).or_default().push(role);
        }
    }

    async fn add_seats(&mut self, at: &At, netuid: NetUid) -> Result<(), ReadError> {
        for seat in at.neurons_lite(netuid).await? {
            let role = match seat.validator_permit {
                true => Role::Validator(netuid, seat.uid),
                false => Role::Miner(netuid, seat.uid),
            };
            self.add(seat.hotkey, role);
            self.add(seat.coldkey, Role::Coldkey);
        }
        Ok(())
    }

    async fn add_nominators(&mut self, at: &At) -> Result<(), ReadError> {
        const CHAIN: &str = "SubtensorModule";
        let owners: Vec<(AccountId, AccountId)> = at.storage_map(CHAIN, "Owner", &[]).await?;
        let owners: HashMap<AccountId, AccountId> = owners.into_iter().collect();
        let stakes: Vec<(AccountId, Vec<AccountId>)> = at.storage_map(CHAIN, "StakingHotkeys", &[]).await?;
        for (coldkey, hotkeys) in stakes {
            if hotkeys.iter().any(|hotkey| owners.get(hotkey).is_some_and(|owner| *owner != coldkey)) {
                self.add(coldkey, Role::Nominator);
            }
        }
        Ok(())
    }
}

/// The paths that lead to these accounts, as far as they are the ones development chains use: those
/// of everybody, of a fixture's owner, validators and miners, and of the coldkeys that belong to them.
fn paths(roles: &Roles) -> HashMap<AccountId, String> {
    let mut known = HashMap::new();
    let mut sought: HashSet<AccountId> = roles.0.keys().copied().collect();
    let mut try_path = |path: &str| {
        let Ok(account) = derived(path) else { return false };
        known.insert(account, path.to_owned());
        sought.remove(&account)
    };
    for path in EVERYBODY {
        try_path(path);
        try_path(&format!("{path}//hotkey"));
    }
    let mut pair = |path: String| {
        let coldkey = try_path(&format!("{path}//coldkey"));
        try_path(&path) || coldkey
    };
    pair("//Owner".to_owned());
    for kind in ["//Validator", "//Miner"] {
        // They are numbered without a gap, so the first that is not there is beyond the last.
        (0..u16::MAX).take_while(|number| pair(format!("{kind}{number}"))).for_each(drop);
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(path: &str, roles: &[Role], free: u64) -> Option<Person> {
        person(derived(path).unwrap(), Some(path.to_owned()), roles.to_vec(), Tao(free))
    }

    #[test]
    fn whoever_has_no_role_and_no_tao_is_left_out() {
        assert!(somebody("//Alice", &[], 0).is_none());
        assert_eq!(somebody("//Alice", &[], 1).unwrap().roles, [Role::Funded]);
    }

    #[test]
    fn roles_are_told_once_and_in_their_order() {
        let seat = Role::Validator(NetUid(1), 3);
        let person = somebody("//Alice", &[Role::Coldkey, seat, Role::Sudo, Role::Coldkey], 0).unwrap();
        assert_eq!(person.shown_roles(), "sudo, validator 1/3, coldkey");
    }

    #[test]
    fn the_paths_of_a_fixture_are_found_up_to_the_last() {
        let mut roles = Roles::default();
        for path in ["//Validator0", "//Validator1//coldkey", "//Miner0", "//Owner//coldkey", "//Bob"] {
            roles.add(derived(path).unwrap(), Role::Coldkey);
        }
        let known = paths(&roles);
        for account in roles.0.keys() {
            assert!(known.contains_key(account), "{account}");
        }
    }
}
