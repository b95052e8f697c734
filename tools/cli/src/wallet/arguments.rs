//! What the wallet commands have in common on the command line.

use clap::Args;
use myelin_wallet::{
    wallet::{default_root, expand_home, DEFAULT_NAME},
    Overwrite, Public, Scheme, Secret, SecretString, Wallet, WalletError,
};
use std::{env, path::PathBuf};

/// Which wallet and which of its hotkeys.
#[derive(Args)]
pub struct Place {
    /// The wallets' folder [default: $BT_WALLET_PATH, else ~/.bittensor/wallets].
    #[arg(long, short = 'p', visible_alias = "wallet-path", value_name = "DIR", global = true)]
    path: Option<PathBuf>,
    /// The wallet's name, or NAME/HOTKEY [default: $BT_WALLET, else default].
    #[arg(long, short = 'w', visible_alias = "wallet-name", value_name = "NAME", global = true)]
    name: Option<String>,
    /// The hotkey's name [default: $BT_WALLET_HOTKEY, else default].
    #[arg(long, short = 'H', visible_alias = "wallet-hotkey", value_name = "NAME", global = true)]
    hotkey: Option<String>,
}

impl Place {
    /// The folder of wallets.
    pub fn root(&self) -> PathBuf {
        self.path.as_deref().map_or_else(default_root, expand_home)
    }

    /// The wallet that is meant.
    pub fn wallet(&self) -> Wallet {
        let (name, hotkey) = names(self.name.clone(), self.hotkey.clone(), |variable| env::var(variable).ok());
        Wallet::at(self.root(), &name, &hotkey)
    }
}

/// What was said, else what the environment says, else the default. One slash in the name divides
/// it from the hotkey's, if that was not said apart.
fn names(name: Option<String>, hotkey: Option<String>, variable: impl Fn(&str) -> Option<String>) -> (String, String) {
    let set = |names: &[&str]| names.iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    let name = name.or_else(|| set(&["BT_WALLET", "BT_WALLET_NAME"])).unwrap_or_else(|| DEFAULT_NAME.to_owned());
    match (name.split_once('/'), hotkey) {
        (Some((cold, hot)), None) if !hot.contains('/') => (cold.to_owned(), hot.to_owned()),
        (_, Some(hotkey)) => (name, hotkey),
        (_, None) => (name, set(&["BT_WALLET_HOTKEY"]).unwrap_or_else(|| DEFAULT_NAME.to_owned())),
    }
}

/// One of a wallet's two keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Coldkey,
    Hotkey,
}

impl Key {
    /// The hotkey if the flag asks for it.
    pub fn hotkey_if(flag: bool) -> Self {
        if flag {
            Self::Hotkey
        } else {
            Self::Coldkey
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Coldkey => "coldkey",
            Self::Hotkey => "hotkey",
        }
    }

    /// Its private file.
    pub fn path(self, wallet: &Wallet) -> PathBuf {
        match self {
            Self::Coldkey => wallet.coldkey_path(),
            Self::Hotkey => wallet.hotkey_path(),
        }
    }

    pub fn public(self, wallet: &Wallet) -> Result<Public, WalletError> {
        match self {
            Self::Coldkey => wallet.coldkey_public(),
            Self::Hotkey => wallet.hotkey_public(),
        }
    }

    pub fn is_sealed(self, wallet: &Wallet) -> Result<bool, WalletError> {
        match self {
            Self::Coldkey => wallet.coldkey_is_sealed(),
            Self::Hotkey => wallet.hotkey_is_sealed(),
        }
    }

    pub fn secret(self, wallet: &Wallet, password: Option<&SecretString>) -> Result<Secret, WalletError> {
        match self {
            Self::Coldkey => wallet.coldkey_secret(password),
            Self::Hotkey => wallet.hotkey_secret(password),
        }
    }
}

/// Where the password of an existing key comes from.
#[derive(Args)]
pub struct OpenArgs {
    /// Read the key's password from the first line of FILE instead of BT_WALLET_PASSWORD or the terminal.
    #[arg(long, visible_alias = "wallet-password-file", value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// Where a new coldkey's password comes from.
#[derive(Args)]
pub struct ColdkeyPasswordArgs {
    /// Read the new password from the first line of FILE instead of BT_WALLET_PASSWORD or the terminal.
    #[arg(long, visible_alias = "wallet-password-file", value_name = "FILE", conflicts_with = "no_password")]
    pub password_file: Option<PathBuf>,
    /// Keep the coldkey without a password: whoever reads its file owns what it holds.
    #[arg(long)]
    pub no_password: bool,
}

/// Where a new hotkey's password comes from. Most have none: the machine that mines reads them alone.
#[derive(Args)]
pub struct HotkeyPasswordArgs {
    /// Seal the hotkey with a password from BT_WALLET_PASSWORD or the terminal.
    #[arg(long)]
    pub use_password: bool,
    /// Seal the hotkey with the password on the first line of FILE.
    #[arg(long, visible_alias = "wallet-password-file", value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// How the key signs, and whether it may replace another.
#[derive(Args)]
pub struct KeyArgs {
    /// How the key signs: sr25519 or ed25519.
    #[arg(long, visible_alias = "crypto-type", value_name = "SCHEME", value_parser = scheme, default_value = "sr25519")]
    pub scheme: Scheme,
    /// Replace the files that exist. The keys in them are lost unless their phrases were kept.
    #[arg(long)]
    pub overwrite: bool,
}

impl KeyArgs {
    pub fn overwrite(&self) -> Overwrite {
        if self.overwrite {
            Overwrite::Yes
        } else {
            Overwrite::No
        }
    }
}

/// A scheme's name, or the number that stands for it in keyfiles.
pub fn scheme(text: &str) -> Result<Scheme, String> {
    [Scheme::Sr25519, Scheme::Ed25519]
        .into_iter()
        .find(|scheme| text == scheme.to_string() || text == scheme.code().to_string())
        .ok_or_else(|| "neither sr25519 nor ed25519".to_owned())
}
