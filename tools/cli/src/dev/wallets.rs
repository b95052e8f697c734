//! The wallets of a development chain's people, in the layout other tools read. Everybody knows
//! the keys, so they are not encrypted; the files are the owner's alone all the same.

use super::cast::Cast;
use myelin_up::Failure;
use myelin_wallet::{AccountId, CreateError, Overwrite, Scheme, Secret, Wallet, WalletError};
use std::{collections::BTreeSet, fmt::Display, path::Path};

/// The hotkey's name in every wallet.
const HOTKEY: &str = "default";

/// Writes a wallet for everybody whose keys are known, and says how many. What is there already is
/// left as it is; a wallet with other keys is reported and nothing is replaced.
pub fn write(folder: &Path, cast: &Cast) -> Result<usize, Failure> {
    let roots: BTreeSet<&str> =
        cast.people.iter().filter_map(|person| person.path.as_deref()).filter_map(root).collect();
    let is_there = |path: &str| cast.people.iter().any(|person| person.path.as_deref() == Some(path));
    for root in &roots {
        // A neuron of a fixture is a hotkey, and its coldkey is below it; everybody else is a coldkey.
        let below = format!("{root}//coldkey");
        let (coldkey, hotkey) = match is_there(&below) {
            true => (below, (*root).to_owned()),
            false => ((*root).to_owned(), format!("{root}//hotkey")),
        };
        let name = root.trim_start_matches('/').to_lowercase();
        write_one(&Wallet::at(folder, &name, HOTKEY), &coldkey, &hotkey)?;
    }
    Ok(roots.len())
}

/// `//Alice` of `//Alice//hotkey`.
fn root(path: &str) -> Option<&str> {
    let name = path.strip_prefix("//")?;
    let end = name.find('/').unwrap_or(name.len());
    path.get(..end.saturating_add(2))
}

fn write_one(wallet: &Wallet, coldkey: &str, hotkey: &str) -> Result<(), Failure> {
    let failed = |cause: &dyn Display| Failure::unexpected(&format!("write the wallet `{}`", wallet.name()), cause);
    let secret = |path| Secret::from_uri(path, Scheme::Sr25519).map_err(|cause| failed(&cause));
    let (cold, hot) = (secret(coldkey)?, secret(hotkey)?);
    let kept = |is_there: bool, account: Result<AccountId, WalletError>, secret: &Secret| match is_there {
        false => Ok(false),
        true => match account.map_err(|cause| failed(&cause))? == secret.keypair().account() {
            true => Ok(true),
            false => Err(Failure::new(
                format!(
                    "{} is a wallet with other keys",
                    wallet.coldkey_path().parent().unwrap_or(Path::new(".")).display()
                ),
                "name another folder with `--wallets`; nothing was replaced",
            )),
        },
    };
    // Both are looked at before either is written, so that a refusal leaves nothing half done.
    let has_coldkey = kept(wallet.coldkey_path().exists(), wallet.coldkey_account(), &cold)?;
    let has_hotkey = kept(wallet.hotkey_path().exists(), wallet.hotkey_account(), &hot)?;
    let written = |outcome: Result<_, CreateError>| outcome.map(drop).map_err(|cause| failed(&cause));
    if !has_coldkey {
        written(wallet.create_coldkey(&cold, None, Overwrite::No))?;
    }
    if !has_hotkey {
        written(wallet.create_hotkey(&hot, None, Overwrite::No))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wallet_is_named_for_the_first_step_of_a_path() {
        assert_eq!(root("//Alice"), Some("//Alice"));
        assert_eq!(root("//Validator3//coldkey"), Some("//Validator3"));
        assert_eq!(root("Alice"), None);
    }
}
