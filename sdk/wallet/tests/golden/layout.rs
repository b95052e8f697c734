use crate::{section, text};
use myelin_wallet::{Overwrite, Scheme, Secret, Wallet};
use serde_json::Value;
use std::{collections::BTreeSet, fs, os::unix::fs::PermissionsExt};

const PHRASE: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

#[test]
fn a_wallet_has_the_files_fields_and_permissions_it_has_elsewhere() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path().join("wallets");
    let no = Overwrite::No;
    let alice = Secret::from_uri("//Alice", Scheme::Sr25519).unwrap();
    Wallet::at(&root, "layout", "hk1").create_coldkey(&alice, None, no).unwrap();
    Wallet::at(&root, "layout", "hk1").create_hotkey(&alice, None, no).unwrap();
    let written_down = Secret::from_mnemonic(PHRASE, Scheme::Sr25519).unwrap();
    Wallet::at(&root, "layout", "hk2").create_hotkey(&written_down, None, no).unwrap();

    for case in section("layout", 9) {
        let Some(path) = case["path"].as_str() else {
            // Elsewhere folders are open to readers; what we make is not.
            let folder = root.join(text(case, "dir"));
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
            continue;
        };
        let path = root.join(path);
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(format!("0o{mode:o}"), text(case, "mode"), "{case}");
        let content: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let keys: BTreeSet<&str> = content.as_object().unwrap().keys().map(String::as_str).collect();
        let expected: BTreeSet<&str> =
            case["keys"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
        assert_eq!(keys, expected, "{case}");
    }
    assert_eq!(fs::read_dir(root.join("layout/hotkeys")).unwrap().count(), 4, "nothing is left beside them");
}
