use crate::{bytes, scheme, section, text, VECTORS};
use base64::{engine::general_purpose::STANDARD, Engine};
use myelin_wallet::{
    keyfile::{self, Keyfile, KeyfileError, OpenError, Sealing},
    ExposeSecret, Scheme, Secret, SecretString,
};
use serde_json::Value;

fn password(case: &Value) -> SecretString {
    text(case, "password").into()
}

fn sealed_file(case: &Value) -> Vec<u8> {
    match case["file_b64"].as_str() {
        Some(file) => STANDARD.decode(file).unwrap(),
        None => text(case, "file_utf8").as_bytes().to_vec(),
    }
}

/// The result another tool has for a file, as ours would put it.
fn compare(read: Result<Keyfile, KeyfileError>, expected: &Value, case: &Value) {
    let Some(address) = expected["ss58"].as_str() else {
        assert!(read.is_err() && expected["error"].is_string(), "{case}");
        return;
    };
    let public = read.unwrap_or_else(|error| panic!("{error}: {case}")).public();
    assert_eq!(public.account.to_string(), address, "{case}");
    assert_eq!(public.scheme, scheme(expected), "{case}");
}

#[test]
fn files_sealed_elsewhere_open_here() {
    for case in section("keyfiles", 4).iter().filter(|case| text(case, "format") != "plain") {
        let plain = keyfile::open(&sealed_file(case), &password(case)).unwrap();
        assert_eq!(plain.as_slice(), text(case, "decrypted_utf8").as_bytes());
        let Keyfile::Secret(secret) = keyfile::parse(&plain).unwrap() else { panic!("no secret: {case}") };
        if case["ss58"].is_string() {
            assert_eq!(secret.keypair().account().to_string(), text(case, "ss58"));
            assert_eq!(secret.keypair().scheme(), scheme(case));
            assert_eq!(secret.phrase().unwrap().expose_secret(), text(case, "mnemonic"));
        }
    }
}

#[test]
fn plain_files_written_elsewhere_are_read_and_ours_say_the_same() {
    let plain = section("keyfiles", 4).iter().find(|case| text(case, "format") == "plain").unwrap();
    for file in [text(plain, "file_utf8"), text(&VECTORS["core_serialized_example"], "file_utf8")] {
        let Keyfile::Secret(secret) = keyfile::parse(file.as_bytes()).unwrap() else { panic!("no secret") };
        assert_eq!(secret.keypair().account().to_string(), text(plain, "ss58"));
        let ours: Value = serde_json::from_slice(&keyfile::write_secret(&secret)).unwrap();
        assert_eq!(
            ours,
            serde_json::from_str::<Value>(file).unwrap(),
            "the order of keys is free, their values are not"
        );
    }
}

#[test]
fn the_first_bytes_tell_how_a_file_is_sealed() {
    for case in section("keyfile_detection", 5) {
        let expected = match text(case, "method") {
            "NaCl" => Sealing::NaCl,
            "Ansible Vault" => Sealing::Ansible,
            "legacy" => Sealing::Fernet,
            _ => Sealing::Plain,
        };
        let found = Sealing::of(text(case, "prefix").as_bytes());
        assert_eq!(found, expected);
        assert_eq!(found.is_sealed(), case["encrypted"].as_bool().unwrap());
    }
}

#[test]
fn the_file_of_a_known_nonce_opens() {
    let case = &VECTORS["fixed_constructions"]["nacl_fixed_nonce"];
    let plain = keyfile::open(&bytes(case, "file_hex"), &password(case)).unwrap();
    assert_eq!(plain.as_slice(), text(case, "plaintext_utf8").as_bytes());
}

#[test]
#[cfg_attr(debug_assertions, ignore = "ten million rounds take minutes unoptimised; release builds run it")]
fn the_oldest_sealing_opens() {
    let case = &VECTORS["fixed_constructions"]["legacy_fernet"];
    let plain = keyfile::open(text(case, "file_utf8").as_bytes(), &password(case)).unwrap();
    assert_eq!(plain.as_slice(), text(case, "plaintext_utf8").as_bytes());
}

#[test]
fn a_wrong_password_is_called_one() {
    assert!(text(&VECTORS, "wrong_password_error").contains("Wrong password"));
    let vault = section("keyfiles", 4).iter().find(|case| text(case, "format") == "Ansible Vault").unwrap();
    let error = keyfile::open(&sealed_file(vault), &"test-Password-1!".into()).unwrap_err();
    assert_eq!(error, OpenError::WrongPassword);
}

#[test]
fn fields_count_in_the_order_they_count_elsewhere() {
    for case in section("keyfile_loading", 7) {
        let read = keyfile::parse(case["keyfile"].to_string().as_bytes());
        // Two tools differ on a file whose address is not its phrase's; ours refuses it, as the newer does.
        compare(read, &case["result_bittensor_core_0.1.5"], case);
    }
}

#[test]
fn a_file_whose_address_is_not_its_phrases_is_refused_with_both() {
    let case = &section("keyfile_loading", 7)[0];
    let error = keyfile::parse(case["keyfile"].to_string().as_bytes()).unwrap_err();
    let KeyfileError::Mismatch { field: "secretPhrase", named, derived } = error else { panic!("{error:?}") };
    assert_eq!(named.to_string(), text(&case["keyfile"], "ss58Address"));
    assert_eq!(derived.to_string(), text(&case["result_bittensor_wallet_4.1.1"], "ss58"));
}

#[test]
fn files_written_by_hand_or_mislabelled_are_understood() {
    for case in section("keyfile_loading_core_extras", 6) {
        let read = keyfile::parse(text(case, "file_utf8").as_bytes());
        if text(case, "case") == "polkadot-js json" {
            assert_eq!(read.as_ref().unwrap_err(), &KeyfileError::BrowserExport);
        }
        compare(read, &case["result_bittensor_core_0.1.5"], case);
    }
}

#[test]
fn a_seed_written_as_raw_text_gives_way_to_the_private_key_beside_it() {
    let quirk = &VECTORS["seed_utf8_quirk"];
    let seed: [u8; 32] = bytes(quirk, "seed_in").try_into().unwrap();
    let sound = Secret::from_seed(&seed, Scheme::Sr25519);
    let mut file: Value = serde_json::from_slice(&keyfile::write_secret(&sound)).unwrap();
    assert_eq!(file["secretSeed"], quirk["seed_in"], "ours is hex");

    file["secretSeed"] = quirk["serialized_secretSeed"].clone();
    let read = keyfile::parse(file.to_string().as_bytes()).unwrap();
    assert!(matches!(&read, Keyfile::Secret(_)));
    assert_eq!(read.public().account, sound.keypair().account());

    file["privateKey"] = Value::Null;
    let error = keyfile::parse(file.to_string().as_bytes()).unwrap_err();
    assert_eq!(error, KeyfileError::NotHex { field: "secretSeed" });
}
