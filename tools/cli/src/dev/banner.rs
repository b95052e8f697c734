//! What `myelin dev` says once its chain answers: who is there, where, and what to try.

use super::{
    cast::{Cast, Person, Role, FIRST_SUBNET},
    parse::shown_moment,
};
use crate::tables;
use comfy_table::CellAlignment::{Left, Right};
use myelin_client::amount;
use serde_json::{json, Value};

/// The phrase everybody knows; all keys of a development chain are derived from it.
pub const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
/// How many people of one kind are listed; `myelin dev accounts` lists them all.
const LISTED: usize = 6;
/// What clients look for when nobody tells them where a chain is.
const DEFAULT_URL: &str = "ws://127.0.0.1:9944";

/// A chain that is ready.
pub struct Ready<'a> {
    pub url: &'a str,
    pub block: u64,
    /// Chain time of the next block, in milliseconds since 1970.
    pub time: u64,
    /// When blocks are made, in words.
    pub pace: &'a str,
    pub cast: &'a Cast,
    /// Where wallets were written, if anywhere.
    pub wallets: Option<String>,
}

impl Ready<'_> {
    /// The same address for those who ask once and do not listen.
    fn http(&self) -> String {
        self.url.replacen("ws://", "http://", 1)
    }

    /// Everything a script waits for.
    pub fn data(&self) -> Value {
        let people: Vec<Value> = self.cast.people.iter().map(Person::data).collect();
        json!({
            "url": self.url,
            "http": self.http(),
            "block": self.block,
            "next_time_ms": self.time,
            "netuids": self.cast.netuids,
            "accounts": people,
            "mnemonic": PHRASE,
            "wallets": self.wallets,
        })
    }

    /// The same for people.
    pub fn text(&self) -> String {
        let netuids: Vec<String> = self.cast.netuids.iter().map(ToString::to_string).collect();
        let mut lines = vec![
            format!("Myelin {}, a development chain", env!("CARGO_PKG_VERSION")),
            String::new(),
            format!("rpc       {}  {}", self.url, self.http()),
            format!("blocks    {}; the head is block {}", self.pace, self.block),
            format!("time      virtual; the next block comes at {}", shown_moment(self.time)),
            format!("subnets   {}", netuids.join(", ")),
        ];
        if let Some(folder) = &self.wallets {
            lines.push(format!("wallets   {folder}"));
        }
        let (listed, left_out) = listed(&self.cast.people);
        lines.push(String::new());
        lines.push(table(&listed));
        if left_out > 0 {
            lines.push(format!("and {left_out} more: `myelin dev accounts` lists them all"));
        }
        lines.push(String::new());
        lines.push(format!("phrase    {PHRASE}"));
        lines.push("          Everybody knows these keys: never send them anything of value.".to_owned());
        lines.push(String::new());
        lines.push("try       in another terminal".to_owned());
        if self.url != DEFAULT_URL {
            lines.push(format!("          export MYELIN_URL={}", self.url));
        }
        // The last subnet is the one a fixture built, where there is one.
        let netuid = self.cast.netuids.last().copied().unwrap_or(FIRST_SUBNET);
        lines.push("          myelin dev mine 10".to_owned());
        lines.push(format!("          myelin dev until epoch --netuid {netuid}"));
        lines.push("          myelin dev snapshot".to_owned());
        lines.push(format!("          myelin metagraph --netuid {netuid}"));
        lines.push("          Ctrl-C ends the chain.".to_owned());
        lines.join("\n")
    }
}

/// The first few of each kind, and how many that leaves out. Coldkeys that are nothing else are
/// not listed: their path is that of their hotkey with `//coldkey` behind it.
fn listed(people: &[Person]) -> (Vec<&Person>, usize) {
    let (mut validators, mut miners) = (0usize, 0usize);
    let mut listed = Vec::new();
    for person in people {
        let is_listed = match person.roles.first() {
            Some(Role::Validator(..)) => is_among_first(&mut validators),
            Some(Role::Miner(..)) => is_among_first(&mut miners),
            Some(Role::Coldkey) => false,
            _ => true,
        };
        if is_listed {
            listed.push(person);
        }
    }
    let left_out = people.len().saturating_sub(listed.len());
    (listed, left_out)
}

fn is_among_first(seen: &mut usize) -> bool {
    *seen = seen.saturating_add(1);
    *seen <= LISTED
}

/// People, a line each.
pub fn table(people: &[&Person]) -> String {
    let mut table = tables::table(&[("key", Left), ("roles", Left), ("TAO", Right), ("address", Left)]);
    for person in people {
        table.add_row([
            person.path.clone().unwrap_or_else(|| "-".to_owned()),
            person.shown_roles(),
            amount::to_decimals(person.free.0, 4),
            person.account.to_string(),
        ]);
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::parse::derived;
    use myelin_primitives::{NetUid, Tao};
    use myelin_wallet::{Keypair, Scheme};

    fn cast(miners: u16) -> Cast {
        let person = |path: String, role| Person {
            account: derived(&path).unwrap(),
            path: Some(path),
            roles: vec![role],
            free: Tao::whole(5),
        };
        let mut people = vec![person("//Alice".into(), Role::Sudo)];
        people.extend((0..miners).map(|uid| person(format!("//Miner{uid}"), Role::Miner(NetUid(1), uid))));
        people.push(person("//Miner0//coldkey".into(), Role::Coldkey));
        Cast { netuids: vec![NetUid(0), NetUid(1)], people }
    }

    fn ready(cast: &Cast) -> Ready<'_> {
        Ready { url: "ws://127.0.0.1:40001", block: 0, time: 12_000, pace: "at will", cast, wallets: None }
    }

    #[test]
    fn the_phrase_is_the_one_paths_are_derived_from() {
        let alice = Keypair::from_uri(&format!("{PHRASE}//Alice"), Scheme::Sr25519).unwrap();
        assert_eq!(alice.account(), derived("//Alice").unwrap());
    }

    #[test]
    fn a_full_subnet_is_told_in_a_screen_and_counted_beyond() {
        let text = ready(&cast(20)).text();
        assert!(text.contains("//Alice") && text.contains("//Miner5"), "{text}");
        assert!(!text.contains("//Miner6"), "{text}");
        assert!(text.contains("and 15 more"), "{text}");
        assert!(!ready(&cast(6)).text().contains("//Miner0//coldkey"));
    }

    #[test]
    fn another_url_than_the_usual_is_told_to_other_terminals() {
        let cast = cast(0);
        assert!(ready(&cast).text().contains("export MYELIN_URL=ws://127.0.0.1:40001"));
        assert!(!Ready { url: DEFAULT_URL, ..ready(&cast) }.text().contains("export"));
    }

    #[test]
    fn a_script_is_told_everything_in_one_object() {
        let data = ready(&cast(1)).data();
        assert_eq!(data["url"], "ws://127.0.0.1:40001");
        assert_eq!(data["http"], "http://127.0.0.1:40001");
        assert_eq!(data["netuids"], json!([0, 1]));
        assert_eq!(data["accounts"][1]["uri"], "//Miner0");
        assert_eq!(data["accounts"][1]["roles"], json!(["miner 1/0"]));
        assert_eq!(data["mnemonic"], PHRASE);
    }
}
