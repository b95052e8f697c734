//! Secrets on their way in: from a file, the environment, standard input or a person.

use super::{
    arguments::{ColdkeyPasswordArgs, HotkeyPasswordArgs, Key},
    cannot_read,
};
use myelin_up::Failure;
use myelin_wallet::{ExposeSecret, Secret, SecretString, Wallet, WalletError};
use std::{
    env, fs,
    io::{self, IsTerminal, Read},
    os::unix::fs::PermissionsExt,
    path::Path,
};

const FEWEST_LETTERS: usize = 6;
const ATTEMPTS: usize = 3;
/// More than any phrase, seed, password or export takes.
const MOST_BYTES: u64 = 64 * 1024;
const PASSWORD_HINT: &str = "give `--password-file FILE`, set BT_WALLET_PASSWORD, or say `--no-password`";

/// The password a new coldkey is sealed with, or none if none is wanted.
pub fn for_new_coldkey(args: &ColdkeyPasswordArgs) -> Result<Option<SecretString>, Failure> {
    if args.no_password {
        return Ok(None);
    }
    new_password(args.password_file.as_deref(), "coldkey").map(Some)
}

/// The password a new hotkey is sealed with, if it is.
pub fn for_new_hotkey(args: &HotkeyPasswordArgs) -> Result<Option<SecretString>, Failure> {
    if !args.use_password && args.password_file.is_none() {
        return Ok(None);
    }
    new_password(args.password_file.as_deref(), "hotkey").map(Some)
}

/// What the key's file holds. Someone at a terminal may try a password again.
pub fn open(wallet: &Wallet, key: Key, password_file: Option<&Path>) -> Result<Secret, Failure> {
    let read = |password: Option<&SecretString>| key.secret(wallet, password);
    if let Some(file) = password_file {
        return read(Some(&first_line(file)?)).map_err(|error| cannot_read(&error));
    }
    let mut outcome = read(None);
    for _ in 0..ATTEMPTS {
        let asks_again = match &outcome {
            Err(WalletError::NeedsPassword { .. }) => io::stdin().is_terminal(),
            Err(error) => error.is_wrong_password() && io::stdin().is_terminal() && !has_password_variable(),
            Ok(_) => false,
        };
        if !asks_again {
            break;
        }
        let word = key.word();
        let again = outcome.as_ref().is_err_and(WalletError::is_wrong_password);
        let prompt =
            if again { format!("wrong; password of the {word}: ") } else { format!("password of the {word}: ") };
        let Ok(password) = hidden(&prompt) else { break };
        outcome = read(Some(&password));
    }
    outcome.map_err(|error| cannot_read(&error))
}

/// A secret text from `file`, where `-` is standard input. Without a file it is asked for, or read
/// from standard input if that is no terminal.
pub fn secret_text(file: Option<&Path>, what: &str) -> Result<SecretString, Failure> {
    match file {
        Some(file) if file != Path::new("-") => read_file(file),
        None if io::stdin().is_terminal() => hidden(&format!("{what} (not shown): "))
            .map_err(|cause| Failure::new(format!("could not ask for the {what}: {cause}"), "put it into a file")),
        _ => read_all(io::stdin().lock(), what),
    }
}

/// A password from the first line of `file`, or asked for once.
pub fn existing_password(file: Option<&Path>, what: &str) -> Result<SecretString, Failure> {
    match file {
        Some(file) => first_line(file),
        None => hidden(&format!("{what}: "))
            .map_err(|cause| Failure::new(format!("could not ask for the {what}: {cause}"), "put it into a file")),
    }
}

fn new_password(file: Option<&Path>, what: &str) -> Result<SecretString, Failure> {
    let password = match (file, env::var("BT_WALLET_PASSWORD")) {
        (Some(file), _) => first_line(file)?,
        (None, Ok(password)) if !password.is_empty() => password.into(),
        _ => asked_twice(what)?,
    };
    long_enough(password)
}

fn long_enough(password: SecretString) -> Result<SecretString, Failure> {
    let letters = password.expose_secret().chars().count();
    if letters < FEWEST_LETTERS {
        return Err(Failure::new(
            format!("the password has {letters} characters, fewer than {FEWEST_LETTERS}"),
            "several words are easy to remember and hard to guess",
        ));
    }
    Ok(password)
}

fn asked_twice(what: &str) -> Result<SecretString, Failure> {
    let no_terminal = |cause: io::Error| {
        Failure::new(format!("no password for the {what}, and no terminal to ask at: {cause}"), PASSWORD_HINT)
    };
    let password = hidden(&format!("new password of the {what}: ")).map_err(no_terminal)?;
    let again = hidden("the same again: ").map_err(no_terminal)?;
    if password.expose_secret() != again.expose_secret() {
        return Err(Failure::new("the two passwords differ", "nothing was written; try again"));
    }
    Ok(password)
}

/// Asks without showing what is typed. Spaces around it are taken off, as other tools do.
fn hidden(prompt: &str) -> io::Result<SecretString> {
    rpassword::prompt_password(prompt).map(trimmed)
}

fn has_password_variable() -> bool {
    env::var_os("BT_WALLET_PASSWORD").is_some_and(|password| !password.is_empty())
}

fn first_line(file: &Path) -> Result<SecretString, Failure> {
    let content = read_file(file)?;
    let line = content.expose_secret().lines().next().unwrap_or_default();
    Ok(line.trim().into())
}

fn read_file(file: &Path) -> Result<SecretString, Failure> {
    let hint = "check its name and permissions";
    let unreadable = |cause| Failure::new(format!("could not read {}: {cause}", file.display()), hint);
    let opened = fs::File::open(file).map_err(unreadable)?;
    let metadata = opened.metadata().map_err(unreadable)?;
    if metadata.is_file() && metadata.permissions().mode() & 0o044 != 0 {
        let path = file.display();
        eprintln!("warning: others on this machine can read the secret in {path}; `chmod 600 {path}`");
    }
    read_all(opened, &file.display().to_string())
}

fn read_all(from: impl Read, what: &str) -> Result<SecretString, Failure> {
    let mut text = String::new();
    from.take(MOST_BYTES)
        .read_to_string(&mut text)
        .map_err(|cause| Failure::new(format!("could not read the {what}: {cause}"), "it should be plain text"))?;
    Ok(trimmed(text))
}

fn trimmed(text: String) -> SecretString {
    // The untrimmed text becomes a secret itself, so that both are wiped.
    let text: SecretString = text.into();
    text.expose_secret().trim().into()
}
