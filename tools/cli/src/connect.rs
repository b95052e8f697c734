//! What the commands that ask a chain have in common: the node, the wallet, the answer.

use clap::Args;
use myelin_client::{Client, ConnectError, Outcome, ReadError, SubmitError};
use myelin_up::Failure;
use myelin_wallet::{
    wallet::{default_root, expand_home, DEFAULT_NAME},
    AccountId, ExposeSecret, Keypair, SecretString, Wallet, WalletError,
};
use serde_json::{json, Value};
use std::{
    env, fs,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    time::Duration,
};

/// How long a node may take to answer at all.
const PATIENCE: Duration = Duration::from_secs(5);
const ATTEMPTS: u32 = 3;

/// Which node, and how to answer.
#[derive(Args)]
pub struct ChainArgs {
    /// The node's JSON-RPC [default: $MYELIN_URL, else ws://127.0.0.1:9944].
    #[arg(long, value_name = "URL", global = true)]
    url: Option<String>,
    /// Answer with one JSON document on standard output.
    #[arg(long, visible_alias = "json-output", global = true)]
    json: bool,
}

impl ChainArgs {
    pub async fn connect(&self) -> Result<Client, Failure> {
        let url = self.url.clone().or_else(|| variable("MYELIN_URL"));
        let url = url.unwrap_or_else(|| "ws://127.0.0.1:9944".to_owned());
        Client::connect(&url, PATIENCE).await.map_err(not_connected)
    }

    /// Whether a node was named on the command line.
    pub fn names_a_node(&self) -> bool {
        self.url.is_some()
    }

    /// Whether the answer is for a program.
    pub fn wants_data(&self) -> bool {
        self.json
    }

    /// Prints what happened: a line of data on standard output, or a line for people beside it.
    pub fn tell(&self, text: &str, data: &Value) {
        if self.json {
            let mut out = io::stdout().lock();
            let _ = writeln!(out, "{data}").and_then(|()| out.flush());
        } else {
            eprintln!("{}", text.trim_end());
        }
    }

    /// Prints the answer: a text for people, or the same as data.
    pub fn answer(&self, text: &str, data: &Value) {
        let mut out = io::stdout().lock();
        // Whoever reads the answer may have seen enough, as `head` does: no reason to complain.
        let _ = if self.json { writeln!(out, "{data:#}") } else { writeln!(out, "{}", text.trim_end()) };
    }
}

/// Which wallet, which of its hotkeys, and how it opens.
#[derive(Args)]
pub struct WalletArgs {
    /// The wallets' folder [default: $BT_WALLET_PATH, else ~/.bittensor/wallets].
    #[arg(long, value_name = "DIR", global = true)]
    wallet_path: Option<PathBuf>,
    /// The wallet's name [default: $BT_WALLET, else default].
    #[arg(long, short = 'w', visible_alias = "wallet-name", value_name = "NAME", global = true)]
    wallet: Option<String>,
    /// A hotkey: its name in the wallet, or any address [default: $BT_WALLET_HOTKEY, else default].
    #[arg(long, short = 'H', visible_alias = "wallet-hotkey", value_name = "NAME", global = true)]
    hotkey: Option<String>,
    /// Read the coldkey's password from the first line of FILE instead of BT_WALLET_PASSWORD or the terminal.
    #[arg(long, value_name = "FILE", global = true)]
    password_file: Option<PathBuf>,
}

impl WalletArgs {
    fn wallet(&self) -> Wallet {
        let root = self.wallet_path.as_deref().map_or_else(default_root, expand_home);
        let name = self.wallet.clone().or_else(|| variable("BT_WALLET"));
        let name = name.unwrap_or_else(|| DEFAULT_NAME.to_owned());
        Wallet::at(root, &name, &self.hotkey_name())
    }

    fn hotkey_name(&self) -> String {
        let hotkey = self.hotkey.clone().or_else(|| variable("BT_WALLET_HOTKEY"));
        hotkey.unwrap_or_else(|| DEFAULT_NAME.to_owned())
    }

    /// The coldkey's account, which needs no password.
    pub fn coldkey_account(&self) -> Result<AccountId, Failure> {
        self.wallet().coldkey_account().map_err(|error| not_read(&error))
    }

    /// The hotkey's account: of the address that was given, else of the wallet's.
    pub fn hotkey_account(&self) -> Result<AccountId, Failure> {
        match self.hotkey_name().parse() {
            Ok(account) => Ok(account),
            Err(_) => self.wallet().hotkey_account().map_err(|error| not_read(&error)),
        }
    }

    /// The hotkey, to sign with.
    pub fn hotkey(&self) -> Result<Keypair, Failure> {
        self.wallet().hotkey(None).map_err(|error| not_read(&error))
    }

    /// The coldkey, opened. Someone at a terminal may try a password again.
    pub fn coldkey(&self) -> Result<Keypair, Failure> {
        let wallet = self.wallet();
        if let Some(file) = &self.password_file {
            let content = fs::read_to_string(file).map(SecretString::from).map_err(|cause| {
                Failure::new(format!("could not read {}: {cause}", file.display()), "check its name and permissions")
            })?;
            let password: SecretString = content.expose_secret().lines().next().unwrap_or_default().trim().into();
            return wallet.coldkey(Some(&password)).map_err(|error| not_read(&error));
        }
        let mut outcome = wallet.coldkey(None);
        for _ in 0..ATTEMPTS {
            let needs_asking = match &outcome {
                Err(WalletError::NeedsPassword { .. }) => true,
                Err(error) => error.is_wrong_password() && variable("BT_WALLET_PASSWORD").is_none(),
                Ok(_) => false,
            };
            if !needs_asking || !io::stdin().is_terminal() {
                break;
            }
            let Ok(password) = rpassword::prompt_password("password of the coldkey: ") else { break };
            outcome = wallet.coldkey(Some(&password.into()));
        }
        outcome.map_err(|error| not_read(&error))
    }
}

/// A submission as data; what it adds comes beside it.
pub fn submitted(outcome: &Outcome, mut data: Value) -> Value {
    let submission = json!({
        "block": outcome.number,
        "block_hash": outcome.block,
        "extrinsic": format!("{}-{}", outcome.number, outcome.extrinsic_index),
        "extrinsic_hash": outcome.hash,
        "fee_rao": outcome.fee,
    });
    if let (Some(data), Value::Object(submission)) = (data.as_object_mut(), submission) {
        data.extend(submission);
    }
    data
}

pub fn not_connected(error: ConnectError) -> Failure {
    Failure::new(error.to_string(), error.hint())
}

pub fn not_told(error: ReadError) -> Failure {
    Failure::new(error.to_string(), error.hint())
}

/// Why what was to be done was not.
pub fn not_done(doing: String) -> impl FnOnce(SubmitError) -> Failure {
    move |error| Failure::new(format!("could not {doing}: {error}"), error.hint())
}

fn not_read(error: &WalletError) -> Failure {
    let hint = match error {
        WalletError::NeedsPassword { .. } => {
            "give `--password-file`, set BT_WALLET_PASSWORD, or run it at a terminal".to_owned()
        }
        WalletError::Missing { .. } => {
            "`myelin wallet list` shows what there is; see also `--wallet`, `--hotkey` and `--wallet-path`".to_owned()
        }
        other => other.hint(),
    };
    Failure::new(format!("could not read the key: {error}"), hint)
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
