//! New keys.

use super::{
    arguments::{ColdkeyPasswordArgs, HotkeyPasswordArgs, Key, KeyArgs, Place},
    ask, cannot_write, Answer,
};
use clap::Args;
use myelin_up::Failure;
use myelin_wallet::{
    mnemonic::DEFAULT_WORDS, CreateError, ExposeSecret, KeyError, Public, Secret, SecretString, Wallet,
};
use serde_json::{json, Value};
use std::io::{self, IsTerminal};

/// Where a new key comes from.
#[derive(Args)]
pub struct SourceArgs {
    #[command(flatten)]
    pub key: KeyArgs,
    /// How many words the phrase has: 12, 15, 18, 21 or 24.
    #[arg(long, visible_alias = "n-words", default_value_t = DEFAULT_WORDS)]
    words: usize,
    /// Take a development key everybody knows, such as //Alice, instead of a new one.
    #[arg(long, conflicts_with = "words")]
    uri: Option<String>,
    /// Show the phrase even where it may be recorded: in the JSON answer, or off a terminal.
    #[arg(long)]
    show_mnemonic: bool,
}

#[derive(Args)]
pub struct CreateArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    password: ColdkeyPasswordArgs,
}

#[derive(Args)]
pub struct NewColdkeyArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    password: ColdkeyPasswordArgs,
}

#[derive(Args)]
pub struct NewHotkeyArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    password: HotkeyPasswordArgs,
}

pub fn both(place: &Place, args: &CreateArgs, json: bool) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    // Both are looked at before either is written, so that a refusal leaves nothing half done.
    refuse_if_exists(&wallet, Key::Coldkey, &args.source.key)?;
    refuse_if_exists(&wallet, Key::Hotkey, &args.source.key)?;
    let cold = make(&args.source)?;
    let hot = make(&args.source)?;
    let password = ask::for_new_coldkey(&args.password)?;
    let written = [
        write(&wallet, Key::Coldkey, &cold, password.as_ref(), &args.source.key)?,
        write(&wallet, Key::Hotkey, &hot, None, &args.source.key)?,
    ];
    Ok(reveal(answer(&wallet, &written), &written, json, args.source.show_mnemonic))
}

pub fn coldkey(place: &Place, args: &NewColdkeyArgs, json: bool) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    refuse_if_exists(&wallet, Key::Coldkey, &args.source.key)?;
    let secret = make(&args.source)?;
    let password = ask::for_new_coldkey(&args.password)?;
    let written = [write(&wallet, Key::Coldkey, &secret, password.as_ref(), &args.source.key)?];
    Ok(reveal(answer(&wallet, &written), &written, json, args.source.show_mnemonic))
}

pub fn hotkey(place: &Place, args: &NewHotkeyArgs, json: bool) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    refuse_if_exists(&wallet, Key::Hotkey, &args.source.key)?;
    let secret = make(&args.source)?;
    let password = ask::for_new_hotkey(&args.password)?;
    let written = [write(&wallet, Key::Hotkey, &secret, password.as_ref(), &args.source.key)?];
    Ok(reveal(answer(&wallet, &written), &written, json, args.source.show_mnemonic))
}

/// A key that was just written.
pub struct Written<'a> {
    key: Key,
    secret: &'a Secret,
    is_sealed: bool,
}

/// Asked before anybody types a password; the write asks again, in one step with itself.
pub fn refuse_if_exists(wallet: &Wallet, key: Key, args: &KeyArgs) -> Result<(), Failure> {
    let path = key.path(wallet);
    if !args.overwrite && path.symlink_metadata().is_ok() {
        return Err(cannot_write(&CreateError::Exists { path }));
    }
    Ok(())
}

pub fn write<'a>(
    wallet: &Wallet,
    key: Key,
    secret: &'a Secret,
    password: Option<&SecretString>,
    args: &KeyArgs,
) -> Result<Written<'a>, Failure> {
    match key {
        Key::Coldkey => wallet.create_coldkey(secret, password, args.overwrite()),
        Key::Hotkey => wallet.create_hotkey(secret, password, args.overwrite()),
    }
    .map_err(|error| cannot_write(&error))?;
    Ok(Written { key, secret, is_sealed: password.is_some() })
}

/// Says where the keys are, and nothing secret.
pub fn answer(wallet: &Wallet, written: &[Written<'_>]) -> Answer {
    let mut data = json!({ "success": true, "name": wallet.name(), "hotkey_name": wallet.hotkey_name() });
    let mut lines = Vec::new();
    for Written { key, secret, is_sealed } in written {
        let path = key.path(wallet).display().to_string();
        lines.push(format!("{:<7}  {}  {path}", key.word(), secret.keypair().account()));
        let mut described = describe(&Public::from(secret.keypair()));
        insert(&mut described, "path", path.into());
        insert(&mut described, "encrypted", (*is_sealed).into());
        insert(&mut data, key.word(), described);
    }
    Answer::new(lines, data)
}

/// Shows the phrases of new keys to a person, once; to a file or a pipe only if that was asked for.
fn reveal(mut answer: Answer, written: &[Written<'_>], json: bool, show_mnemonic: bool) -> Answer {
    for Written { key, secret, .. } in written {
        let Some(phrase) = secret.phrase() else { continue };
        if json && show_mnemonic {
            if let Some(described) = answer.data.get_mut(key.word()) {
                insert(described, "mnemonic", phrase.expose_secret().into());
            }
        } else if !json && (show_mnemonic || io::stderr().is_terminal()) {
            show_phrase(*key, phrase);
        } else {
            let flag = if *key == Key::Hotkey { " --use-hotkey" } else { "" };
            eprintln!("note: the {}'s phrase was not shown; `wallet show-mnemonic{flag}` shows it", key.word());
        }
    }
    answer
}

/// Sets a field of a JSON object.
pub fn insert(object: &mut Value, field: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(field.to_owned(), value);
    }
}

fn show_phrase(key: Key, phrase: &SecretString) {
    eprintln!("The {}'s phrase. Write it down and keep it from others: it is the only way", key.word());
    eprintln!("back if the file or its password is lost, and whoever has it owns the key.");
    eprintln!();
    eprintln!("    {}", phrase.expose_secret());
    eprintln!();
}

/// The fields by which a key is known in JSON answers.
pub fn describe(public: &Public) -> Value {
    json!({ "ss58": public.account, "crypto_type": public.scheme.code() })
}

fn make(args: &SourceArgs) -> Result<Secret, Failure> {
    let made = match &args.uri {
        Some(uri) => well_known(uri)?,
        None => return Secret::generate(args.words, args.key.scheme).map_err(|error| cannot_make(&error)),
    };
    Secret::from_uri(made, args.key.scheme).map_err(|error| cannot_make(&error))
}

/// An argument is seen by the whole machine and kept in histories, so it must not hold a secret.
fn well_known(uri: &str) -> Result<&str, Failure> {
    if uri.starts_with('/') && !uri.contains("///") {
        return Ok(uri);
    }
    Err(Failure::new(
        "could not take that URI: phrases, seeds and passwords are secrets, and arguments are not",
        "`--uri` is for development keys such as //Alice; bring yours back with `regen-coldkey` or `regen-hotkey`",
    ))
}

pub fn cannot_make(error: &KeyError) -> Failure {
    Failure::new(format!("could not make the key: {error}"), error.hint())
}
