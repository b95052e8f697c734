//! Keys brought back from what their owner kept.

use super::{
    arguments::{ColdkeyPasswordArgs, HotkeyPasswordArgs, Key, KeyArgs, Place},
    ask, cannot_write,
    create::{answer, cannot_make, refuse_if_exists, write},
    Answer,
};
use clap::Args;
use myelin_up::Failure;
use myelin_wallet::{keyfile, AccountId, ExposeSecret, Public, Secret};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Where the old key comes from. Without any of these the phrase is asked for, or read from standard
/// input if that is no terminal.
#[derive(Args)]
#[group(multiple = false)]
struct Kept {
    /// Read the phrase from FILE; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    mnemonic_file: Option<PathBuf>,
    /// Read the seed, 64 hex digits, from FILE; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    seed_file: Option<PathBuf>,
    /// Read the private key in hex from FILE; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    private_key_file: Option<PathBuf>,
    /// Import the account a browser wallet exported to FILE.
    #[arg(long, value_name = "FILE")]
    json_path: Option<PathBuf>,
}

#[derive(Args)]
pub struct RegenColdkeyArgs {
    #[command(flatten)]
    kept: Kept,
    /// Read the export's password from the first line of FILE instead of the terminal.
    #[arg(long, value_name = "FILE", requires = "json_path")]
    json_password_file: Option<PathBuf>,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    password: ColdkeyPasswordArgs,
}

#[derive(Args)]
pub struct RegenHotkeyArgs {
    #[command(flatten)]
    kept: Kept,
    /// Read the export's password from the first line of FILE instead of the terminal.
    #[arg(long, value_name = "FILE", requires = "json_path")]
    json_password_file: Option<PathBuf>,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    password: HotkeyPasswordArgs,
}

#[derive(Args)]
pub struct RegenPublicArgs {
    /// The key's address.
    #[arg(long, value_name = "ADDRESS", required_unless_present = "public_key", conflicts_with = "public_key")]
    ss58: Option<AccountId>,
    /// The key's public half, 64 hex digits.
    #[arg(long, visible_alias = "public-key-hex", value_name = "HEX", value_parser = public_key)]
    public_key: Option<AccountId>,
    #[command(flatten)]
    key: KeyArgs,
}

pub fn coldkey(place: &Place, args: &RegenColdkeyArgs) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    refuse_if_exists(&wallet, Key::Coldkey, &args.key)?;
    let secret = kept(&args.kept, args.json_password_file.as_ref(), &args.key)?;
    let password = ask::for_new_coldkey(&args.password)?;
    let written = write(&wallet, Key::Coldkey, &secret, password.as_ref(), &args.key)?;
    Ok(answer(&wallet, &[written]))
}

pub fn hotkey(place: &Place, args: &RegenHotkeyArgs) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    refuse_if_exists(&wallet, Key::Hotkey, &args.key)?;
    let secret = kept(&args.kept, args.json_password_file.as_ref(), &args.key)?;
    let password = ask::for_new_hotkey(&args.password)?;
    let written = write(&wallet, Key::Hotkey, &secret, password.as_ref(), &args.key)?;
    Ok(answer(&wallet, &[written]))
}

pub fn coldkey_public(place: &Place, args: &RegenPublicArgs) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    let public = Public { account: account(args)?, scheme: args.key.scheme };
    wallet.create_coldkey_public(&public, args.key.overwrite()).map_err(|error| cannot_write(&error))?;
    Ok(public_answer(&public, &wallet.coldkey_public_path()))
}

pub fn hotkey_public(place: &Place, args: &RegenPublicArgs) -> Result<Answer, Failure> {
    let wallet = place.wallet();
    let public = Public { account: account(args)?, scheme: args.key.scheme };
    wallet.create_hotkey_public(&public, args.key.overwrite()).map_err(|error| cannot_write(&error))?;
    Ok(public_answer(&public, &wallet.hotkey_public_path()))
}

fn public_answer(public: &Public, path: &Path) -> Answer {
    let path = path.display().to_string();
    let line = format!("{}  {path}", public.account);
    let data = json!({ "success": true, "ss58": public.account, "crypto_type": public.scheme.code(), "path": path });
    Answer::new(vec![line], data)
}

/// A public key in hex; it is not secret, so it may be an argument.
fn public_key(text: &str) -> Result<AccountId, String> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut bytes)
        .map(|()| AccountId(bytes))
        .map_err(|_| "not 64 hex digits".to_owned())
}

fn account(args: &RegenPublicArgs) -> Result<AccountId, Failure> {
    args.ss58.or(args.public_key).ok_or_else(|| Failure::new("neither an address nor a public key was given", ""))
}

fn kept(kept: &Kept, export_password: Option<&PathBuf>, key: &KeyArgs) -> Result<Secret, Failure> {
    if let Some(file) = &kept.json_path {
        return import(file, export_password);
    }
    let made = if let Some(file) = &kept.seed_file {
        Secret::from_seed_hex(ask::secret_text(Some(file), "seed")?.expose_secret(), key.scheme)
    } else if let Some(file) = &kept.private_key_file {
        Secret::from_private_key_hex(ask::secret_text(Some(file), "private key")?.expose_secret(), key.scheme)
    } else {
        let phrase = ask::secret_text(kept.mnemonic_file.as_deref(), "phrase")?;
        Secret::from_mnemonic(phrase.expose_secret(), key.scheme)
    };
    made.map_err(|error| cannot_make(&error))
}

/// The export says itself how its key signs.
fn import(file: &Path, password_file: Option<&PathBuf>) -> Result<Secret, Failure> {
    let export = ask::secret_text(Some(file), "export")?;
    let password = ask::existing_password(password_file.map(PathBuf::as_path), "password of the export")?;
    keyfile::import(export.expose_secret().as_bytes(), &password)
        .map_err(|error| Failure::new(format!("could not import {}: {error}", file.display()), error.hint()))
}
