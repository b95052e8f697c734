//! `myelin wallet`: keys made, brought back, listed and signed with, in files other tools read too.
//! No secret is ever an argument: phrases and passwords come from a terminal, a file or standard
//! input. Standard output has the answer and no secret, unless one was asked for by name.

mod arguments;
mod ask;
mod create;
mod regen;
mod show;
mod sign;

use arguments::Place;
use clap::{Args, Subcommand};
use myelin_up::Failure;
use myelin_wallet::{wallet::Warning, CreateError, WalletError};
use serde_json::{json, Value};

/// Keys and the wallets they are kept in.
#[derive(Args)]
pub struct WalletArgs {
    #[command(flatten)]
    place: Place,
    /// Answer with one JSON document on standard output.
    #[arg(long, visible_alias = "json-output", global = true)]
    json: bool,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Make a coldkey and a hotkey.
    Create(create::CreateArgs),
    /// Make a coldkey: it owns what the wallet holds.
    NewColdkey(create::NewColdkeyArgs),
    /// Make a hotkey: it mines and validates for the coldkey.
    NewHotkey(create::NewHotkeyArgs),
    /// Bring a coldkey back from its phrase, its seed or a browser wallet's export.
    RegenColdkey(regen::RegenColdkeyArgs),
    /// Bring a hotkey back from its phrase, its seed or a browser wallet's export.
    RegenHotkey(regen::RegenHotkeyArgs),
    /// Write a coldkey's public file alone, to look at what it owns.
    RegenColdkeypub(regen::RegenPublicArgs),
    /// Write a hotkey's public file alone.
    RegenHotkeypub(regen::RegenPublicArgs),
    /// List all wallets and their hotkeys.
    List,
    /// Show a wallet's addresses and files.
    Show,
    /// Show the phrase a key was made from. Whoever sees it owns the key.
    ShowMnemonic(show::ShowMnemonicArgs),
    /// Sign a message.
    Sign(sign::SignArgs),
    /// Verify a message's signature.
    Verify(sign::VerifyArgs),
}

/// What a command has to say: lines for people, the same as data, and whether it is bad news.
struct Answer {
    lines: Vec<String>,
    data: Value,
    failure: Option<Failure>,
}

impl Answer {
    fn new(lines: Vec<String>, data: Value) -> Self {
        Self { lines, data, failure: None }
    }
}

/// Does what was asked and prints the answer.
pub fn run(args: WalletArgs) -> Result<(), Failure> {
    let outcome = act(&args);
    let (data, result) = match outcome {
        Ok(answer) => {
            if !args.json {
                answer.lines.iter().for_each(|line| println!("{line}"));
            }
            (answer.data, answer.failure.map_or(Ok(()), Err))
        }
        Err(failure) => (json!({ "error": failure.what, "help": failure.hint }), Err(failure)),
    };
    if args.json {
        println!("{data:#}");
    }
    result
}

fn act(args: &WalletArgs) -> Result<Answer, Failure> {
    let place = &args.place;
    match &args.action {
        Action::Create(options) => create::both(place, options, args.json),
        Action::NewColdkey(options) => create::coldkey(place, options, args.json),
        Action::NewHotkey(options) => create::hotkey(place, options, args.json),
        Action::RegenColdkey(options) => regen::coldkey(place, options),
        Action::RegenHotkey(options) => regen::hotkey(place, options),
        Action::RegenColdkeypub(options) => regen::coldkey_public(place, options),
        Action::RegenHotkeypub(options) => regen::hotkey_public(place, options),
        Action::List => show::list(place),
        Action::Show => show::show(place),
        Action::ShowMnemonic(options) => show::mnemonic(place, options),
        Action::Sign(options) => sign::sign(place, options),
        Action::Verify(options) => sign::verify(place, options),
    }
}

fn cannot_read(error: &WalletError) -> Failure {
    let hint = match error {
        WalletError::NeedsPassword { .. } => {
            "give `--password-file`, set BT_WALLET_PASSWORD, or run it at a terminal".to_owned()
        }
        WalletError::Missing { .. } => {
            "`myelin wallet list` shows what there is; see also `--name`, `--hotkey` and `--path`".to_owned()
        }
        other => other.hint(),
    };
    Failure::new(format!("could not read the key: {error}"), hint)
}

fn cannot_write(error: &CreateError) -> Failure {
    let hint = match error {
        CreateError::Exists { .. } => {
            "choose another name, or give `--overwrite`, which destroys the key that is there now"
        }
        other => other.hint(),
    };
    Failure::new(format!("could not write the key: {error}"), hint)
}

fn warn(warnings: &[Warning]) {
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
}
