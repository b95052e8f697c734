//! Wallets on disk: what people do with them, and what goes wrong.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use myelin_wallet::{
    keyfile::{Keyfile, KeyfileError, OpenError, Sealing},
    list, CreateError, Keypair, Overwrite, Public, Scheme, Secret, SecretString, Wallet, WalletError,
};
use std::{
    fs,
    os::unix::fs::{symlink, PermissionsExt},
    path::Path,
};
use tempfile::TempDir;

fn key(uri: &str) -> Secret {
    Secret::from_uri(uri, Scheme::Sr25519).unwrap()
}

fn alices_wallet() -> (TempDir, Wallet) {
    let root = tempfile::tempdir().unwrap();
    let wallet = Wallet::at(root.path().join("wallets"), "alice", "miner1");
    wallet.create_coldkey(&key("//Alice"), None, Overwrite::No).unwrap();
    wallet.create_hotkey(&key("//Alice//miner"), None, Overwrite::No).unwrap();
    (root, wallet)
}

#[test]
fn keys_come_back_as_they_were_written() {
    let (_root, wallet) = alices_wallet();
    assert_eq!(wallet.coldkey(None).unwrap().account(), key("//Alice").keypair().account());
    assert_eq!(wallet.hotkey(None).unwrap().account(), key("//Alice//miner").keypair().account());
    assert_eq!(wallet.coldkey_account().unwrap(), key("//Alice").keypair().account());
    assert_eq!(wallet.hotkey_account().unwrap(), key("//Alice//miner").keypair().account());
    assert!(!wallet.coldkey_is_sealed().unwrap());
}

#[test]
fn a_sealed_coldkey_opens_with_its_password_only_and_tells_its_account_without() {
    let (_root, wallet) = alices_wallet();
    let password: SecretString = "correct horse".into();
    wallet.create_coldkey(&key("//Alice"), Some(&password), Overwrite::Yes).unwrap();
    let content = fs::read(wallet.coldkey_path()).unwrap();
    assert_eq!(Sealing::of(&content), Sealing::NaCl);

    assert!(matches!(wallet.coldkey(None), Err(WalletError::NeedsPassword { .. })));
    assert_eq!(wallet.coldkey(Some(&password)).unwrap().account(), key("//Alice").keypair().account());
    let wrong = wallet.coldkey(Some(&"correct house".into())).unwrap_err();
    assert!(wrong.is_wrong_password(), "{wrong}");
    assert!(!format!("{wrong} {wrong:?} {}", wrong.hint()).contains("house"));
    assert_eq!(wallet.coldkey_account().unwrap(), key("//Alice").keypair().account());

    fs::remove_file(wallet.coldkey_public_path()).unwrap();
    assert!(matches!(wallet.coldkey_account(), Err(WalletError::NeedsPassword { .. })));
}

#[test]
fn a_sealed_file_cut_short_is_called_damaged() {
    let (_root, wallet) = alices_wallet();
    for content in
        ["$NACL", "$NACL and a few bytes of a nonce", "$ANSIBLE_VAULT;1.1;AES256\n31", "$ANSIBLE_VAULT;1.2;X"]
    {
        fs::write(wallet.coldkey_path(), content).unwrap();
        let error = wallet.coldkey(Some(&"any password".into())).unwrap_err();
        assert!(matches!(error, WalletError::Sealed { cause: OpenError::Damaged { .. }, .. }), "{content}: {error}");
        assert!(error.to_string().contains(&wallet.coldkey_path().display().to_string()));
        assert!(!error.hint().is_empty());
    }
}

#[test]
fn an_empty_password_seals_nothing() {
    let root = tempfile::tempdir().unwrap();
    let wallet = Wallet::at(root.path(), "bob", "default");
    let refused = wallet.create_coldkey(&key("//Bob"), Some(&"".into()), Overwrite::No);
    assert!(matches!(refused, Err(CreateError::Seal(_))));
    assert!(!wallet.coldkey_path().exists());
}

#[test]
fn a_file_that_exists_is_kept_unless_its_replacement_is_asked_for() {
    let (_root, wallet) = alices_wallet();
    let before = fs::read(wallet.coldkey_path()).unwrap();
    let refused = wallet.create_coldkey(&key("//Mallory"), None, Overwrite::No).unwrap_err();
    assert!(matches!(&refused, CreateError::Exists { path } if *path == wallet.coldkey_path()), "{refused}");
    assert_eq!(fs::read(wallet.coldkey_path()).unwrap(), before);
    assert_eq!(wallet.coldkey_account().unwrap(), key("//Alice").keypair().account());

    wallet.create_coldkey(&key("//Bob"), None, Overwrite::Yes).unwrap();
    assert_eq!(wallet.coldkey(None).unwrap().account(), key("//Bob").keypair().account());
    assert_eq!(wallet.coldkey_account().unwrap(), key("//Bob").keypair().account());
}

#[test]
fn another_keys_public_file_stands_in_the_way_and_nothing_is_written() {
    let root = tempfile::tempdir().unwrap();
    let wallet = Wallet::at(root.path(), "watched", "default");
    let bob = Public::from(key("//Bob").keypair());
    wallet.create_coldkey_public(&bob, Overwrite::No).unwrap();
    let refused = wallet.create_coldkey(&key("//Alice"), None, Overwrite::No).unwrap_err();
    assert!(matches!(&refused, CreateError::Exists { path } if *path == wallet.coldkey_public_path()));
    assert!(!wallet.coldkey_path().exists());

    assert!(matches!(wallet.coldkey(None), Err(WalletError::Missing { .. })));
    wallet.create_coldkey(&key("//Bob"), None, Overwrite::No).unwrap();
    assert_eq!(wallet.coldkey(None).unwrap().account(), bob.account);
}

#[test]
fn a_link_is_a_file_that_exists() {
    let (root, wallet) = alices_wallet();
    let elsewhere = root.path().join("elsewhere");
    let other = Wallet::at(root.path().join("wallets"), "alice", "linked");
    symlink(&elsewhere, other.hotkey_path()).unwrap();
    assert!(matches!(other.create_hotkey(&key("//Eve"), None, Overwrite::No), Err(CreateError::Exists { .. })));
    assert!(!elsewhere.exists(), "nothing was written through the link");
    assert_eq!(wallet.hotkey_account().unwrap(), key("//Alice//miner").keypair().account());
}

#[test]
fn a_key_others_can_read_is_read_with_a_warning() {
    let (_root, wallet) = alices_wallet();
    assert_eq!(wallet.warnings(), []);
    fs::set_permissions(wallet.coldkey_path(), fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(wallet.hotkey_path(), fs::Permissions::from_mode(0o640)).unwrap();
    let warnings = wallet.warnings();
    let seen: Vec<_> = warnings.iter().map(|warning| (warning.path.clone(), warning.mode, warning.is_sealed)).collect();
    assert_eq!(seen, [(wallet.coldkey_path(), 0o644, false), (wallet.hotkey_path(), 0o640, false)]);
    assert!(warnings[0].to_string().contains("chmod 600"));
    assert!(wallet.coldkey(None).is_ok());

    wallet.create_coldkey(&key("//Alice"), None, Overwrite::Yes).unwrap();
    assert_eq!(fs::metadata(wallet.coldkey_path()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn names_do_not_lead_out_of_the_folder() {
    let root = tempfile::tempdir().unwrap();
    for (name, hotkey) in [("..", "a"), ("a/b", "c"), ("", "a"), ("a", "../../x"), ("a", ".hidden"), ("a", "bpub.txt")]
    {
        let wallet = Wallet::at(root.path(), name, hotkey);
        assert!(
            matches!(wallet.create_hotkey(&key("//Eve"), None, Overwrite::Yes), Err(CreateError::Name(_))),
            "{name}/{hotkey}"
        );
        assert!(matches!(wallet.hotkey(None), Err(WalletError::Name(_))));
    }
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

type Expected = fn(&WalletError) -> bool;

#[test]
fn what_cannot_be_read_or_written_says_where_and_what_to_do() {
    let (_root, wallet) = alices_wallet();
    let cases: [(&[u8], Expected); 5] = [
        (b"hello", |error| matches!(error, WalletError::Content { cause: KeyfileError::NotAKeyfile, .. })),
        (b"{\"secretPhrase\": \"sec", |error| {
            matches!(error, WalletError::Content { cause: KeyfileError::Json { .. }, .. })
        }),
        (b"{\"cryptoType\": 2}", |error| matches!(error, WalletError::Content { cause: KeyfileError::Scheme, .. })),
        (b"{\"privateKey\": \"0x12\"}", |error| {
            matches!(error, WalletError::Content { cause: KeyfileError::Key { .. }, .. })
        }),
        (&[0xff; 100], |error| matches!(error, WalletError::Content { cause: KeyfileError::NotAKeyfile, .. })),
    ];
    for (content, is_expected) in cases {
        fs::write(wallet.hotkey_path(), content).unwrap();
        let error = wallet.hotkey(None).unwrap_err();
        assert!(is_expected(&error), "{error:?}");
        assert!(error.to_string().contains(&wallet.hotkey_path().display().to_string()));
        assert!(!error.hint().is_empty());
    }
    fs::write(wallet.hotkey_path(), vec![b'a'; 70_000]).unwrap();
    assert!(matches!(wallet.hotkey(None), Err(WalletError::TooLarge { .. })));
    fs::write(wallet.hotkey_path(), fs::read(wallet.hotkey_public_path()).unwrap()).unwrap();
    assert!(matches!(wallet.hotkey(None), Err(WalletError::PublicOnly { .. })));

    let blocked = Wallet::at(wallet.hotkey_path(), "below-a-file", "default");
    let error = blocked.create_coldkey(&key("//Eve"), None, Overwrite::No).unwrap_err();
    assert!(matches!(error, CreateError::Unwritable { .. }), "{error}");
}

#[test]
fn json_that_is_malformed_is_not_quoted() {
    let error = myelin_wallet::keyfile::parse(b"{\"secretPhrase\": {\"my secret\": 1}}").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("my secret"));
    let error = myelin_wallet::keyfile::parse(b"{\"secretPhrase\": \"my secret words\"}").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("my secret"));
}

#[test]
fn an_old_hotkey_without_a_public_file_still_tells_its_account() {
    let (_root, wallet) = alices_wallet();
    fs::remove_file(wallet.hotkey_public_path()).unwrap();
    assert_eq!(wallet.hotkey_account().unwrap(), key("//Alice//miner").keypair().account());
}

#[test]
fn an_account_with_rotating_keys_is_not_mistaken_for_its_key() {
    let mut file: serde_json::Value =
        serde_json::from_slice(&myelin_wallet::keyfile::write_secret(&key("//Alice"))).unwrap();
    file["hashedDescriptor"] = "0x0101".into();
    let error = myelin_wallet::keyfile::parse(file.to_string().as_bytes()).unwrap_err();
    assert_eq!(error, KeyfileError::Hashed);
}

#[test]
fn wallets_are_listed_with_their_accounts_in_the_order_people_count() {
    let (_root, wallet) = alices_wallet();
    let root = wallet.folder().parent().unwrap().to_owned();
    for hotkey in ["miner10", "miner2"] {
        Wallet::at(&root, "alice", hotkey).create_hotkey(&key("//Alice//miner"), None, Overwrite::No).unwrap();
    }
    fs::write(root.join("alice/hotkeys/miner1.lock"), "").unwrap();
    fs::write(root.join("alice/hotkeys/broken"), "?").unwrap();
    fs::write(root.join("a-file"), "").unwrap();
    fs::create_dir(root.join("empty")).unwrap();

    let entries = list(&root).unwrap();
    let names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["alice", "empty"]);
    let alice = &entries[0];
    assert_eq!(alice.coldkey, Some(key("//Alice").keypair().account()));
    let hotkeys: Vec<_> = alice.hotkeys.iter().map(|(name, account)| (name.as_str(), account.is_some())).collect();
    assert_eq!(hotkeys, [("broken", false), ("miner1", true), ("miner2", true), ("miner10", true)]);
    assert_eq!(entries[1].coldkey, None);
    assert_eq!(list(Path::new("/nonexistent/wallets")).unwrap(), []);
}

#[test]
fn the_same_file_serves_both_schemes() {
    for scheme in [Scheme::Sr25519, Scheme::Ed25519] {
        let secret = Secret::generate(24, scheme).unwrap();
        let read = myelin_wallet::keyfile::parse(&myelin_wallet::keyfile::write_secret(&secret)).unwrap();
        let Keyfile::Secret(read) = read else { panic!("the secret is lost") };
        let signature = read.keypair().sign(b"still me");
        let keypair: &Keypair = secret.keypair();
        assert!(myelin_wallet::verify(&keypair.account(), scheme, b"still me", &signature));
    }
}
