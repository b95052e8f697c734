//! What there is.

use super::{
    arguments::{Key, OpenArgs, Place},
    ask, cannot_read,
    create::{describe, insert},
    warn, Answer,
};
use clap::Args;
use myelin_up::Failure;
use myelin_wallet::{list as wallets_in, ExposeSecret, Public, Wallet};
use serde_json::{json, Value};

const UNKNOWN: &str = "(its public file is missing)";

#[derive(Args)]
pub struct ShowMnemonicArgs {
    /// The hotkey's instead of the coldkey's.
    #[arg(long)]
    use_hotkey: bool,
    #[command(flatten)]
    password: OpenArgs,
}

pub fn list(place: &Place) -> Result<Answer, Failure> {
    let root = place.root();
    let mut lines = Vec::new();
    let mut coldkeys = Vec::new();
    for entry in wallets_in(&root).map_err(|error| cannot_read(&error))? {
        let cold = Wallet::at(&root, &entry.name, "default").coldkey_public().ok();
        lines.push(format!("{}  {}", entry.name, address(cold)));
        let mut hotkeys = Vec::new();
        for (name, _) in &entry.hotkeys {
            let hot = Wallet::at(&root, &entry.name, name).hotkey_public().ok();
            lines.push(format!("  {name}  {}", address(hot)));
            hotkeys.push(named("name", name, hot));
        }
        let mut coldkey = named("coldkey", &entry.name, cold);
        insert(&mut coldkey, "hotkeys", hotkeys.into());
        coldkeys.push(coldkey);
    }
    if coldkeys.is_empty() {
        eprintln!("note: no wallets in {}; `myelin wallet create` makes one", root.display());
    }
    // Other tools keep these too; their lists are part of the answer's shape.
    let data = json!({
        "path": root.display().to_string(), "coldkeys": coldkeys, "multisigs": [], "addresses": [], "proxies": [],
    });
    Ok(Answer::new(lines, data))
}

pub fn show(place: &Place) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    warn(&wallet.warnings());
    let cold = wallet.coldkey_public().map_err(|error| cannot_read(&error))?;
    let mut lines = vec![format!("wallet   {}  {}", wallet.name(), wallet.folder().display())];
    let mut data = json!({ "name": wallet.name(), "path": wallet.folder().display().to_string() });
    lines.push(line(&wallet, Key::Coldkey, cold));
    insert(&mut data, "coldkey", described(&wallet, Key::Coldkey, cold));
    // A wallet may have no hotkey yet, or none of that name.
    let hot = wallet.hotkey_public().ok();
    if let Some(hot) = hot {
        lines.push(line(&wallet, Key::Hotkey, hot));
    }
    insert(&mut data, "hotkey_name", wallet.hotkey_name().into());
    insert(&mut data, "hotkey", hot.map_or(Value::Null, |hot| described(&wallet, Key::Hotkey, hot)));
    Ok(Answer::new(lines, data))
}

pub fn mnemonic(place: &Place, args: &ShowMnemonicArgs) -> Result<Answer, Failure> {
    let key = Key::hotkey_if(args.use_hotkey);
    let secret = ask::open(&place.wallet(), key, args.password.password_file.as_deref())?;
    let phrase = secret.phrase().ok_or_else(|| {
        Failure::new(
            format!("could not show the {}'s phrase: the key was not made from one", key.word()),
            "keep a copy of its file instead",
        )
    })?;
    let mut data = describe(&Public::from(secret.keypair()));
    insert(&mut data, "mnemonic", phrase.expose_secret().into());
    Ok(Answer::new(vec![phrase.expose_secret().to_owned()], data))
}

fn address(public: Option<Public>) -> String {
    public.map_or_else(|| UNKNOWN.to_owned(), |public| public.account.to_string())
}

fn named(field: &str, name: &str, public: Option<Public>) -> Value {
    let mut entry = public.map_or_else(|| json!({ "ss58": null, "crypto_type": null }), |public| describe(&public));
    insert(&mut entry, field, name.into());
    entry
}

/// Whether the private file is there, and whether it has a password.
fn state(wallet: &Wallet, key: Key) -> Option<bool> {
    key.is_sealed(wallet).ok()
}

fn line(wallet: &Wallet, key: Key, public: Public) -> String {
    let state = match state(wallet, key) {
        Some(true) => "under a password",
        Some(false) => "without a password",
        None => "public half only",
    };
    format!("{:<7}  {}  {}  {state}", key.word(), public.account, public.scheme)
}

fn described(wallet: &Wallet, key: Key, public: Public) -> Value {
    let mut entry = describe(&public);
    insert(&mut entry, "path", key.path(wallet).display().to_string().into());
    insert(&mut entry, "encrypted", state(wallet, key).map_or(Value::Null, Value::from));
    entry
}
