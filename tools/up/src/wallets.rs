//! The wallet files of everybody, in the layout other tools read. Keys of a development chain:
//! they are not encrypted, and follow from the seed.

use crate::{cast::Person, failure::Failure};
use myelin_wallet::{Overwrite, Wallet};
use std::path::Path;

/// The hotkey's name in every wallet.
pub const HOTKEY: &str = "default";

/// Writes each person's wallet, unless it is there. A wallet with another key is left alone and
/// reported: it belongs to another seed.
pub fn write(folder: &Path, cast: &[Person]) -> Result<(), Failure> {
    for person in cast {
        let wallet = Wallet::at(folder, person.name, HOTKEY);
        let failed =
            |cause: &dyn std::fmt::Display| Failure::unexpected(&format!("write the wallet of {}", person.name), cause);
        if wallet.coldkey_path().exists() && wallet.hotkey_path().exists() {
            let same = wallet.coldkey_account().map_err(|cause| failed(&cause))? == person.account();
            if !same {
                return Err(Failure::new(
                    format!("{} holds wallets of another seed", folder.display()),
                    "give the seed it was made with, or another `--base-path`",
                ));
            }
            continue;
        }
        // A start that was interrupted may have left half a wallet; both halves follow from the seed.
        wallet
            .create_coldkey(&person.coldkey, None, Overwrite::Yes)
            .and_then(|_| wallet.create_hotkey(&person.hotkey, None, Overwrite::Yes))
            .map_err(|cause| failed(&cause))?;
    }
    Ok(())
}
