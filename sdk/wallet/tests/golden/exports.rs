use crate::{bytes, scheme, section, text, unhex};
use base64::{engine::general_purpose::STANDARD, Engine};
use myelin_wallet::{
    keyfile::{import, ImportError},
    Scheme,
};

#[test]
fn accounts_exported_by_a_browser_wallet_are_imported() {
    for case in section("encrypted_json_keystore_v3", 2) {
        let json = case["json"].to_string();
        let secret = import(json.as_bytes(), &text(case, "password").into()).unwrap();
        let keypair = secret.keypair();
        assert_eq!(keypair.account().to_string(), text(case, "expected_ss58"));
        assert_eq!(keypair.scheme(), scheme(case));
        let exported = bytes(case, "secret_64_hex");
        let ours = keypair.expose_private_key();
        match keypair.scheme() {
            Scheme::Sr25519 => assert_eq!(ours[32..], exported[32..], "the nonce half is kept"),
            Scheme::Ed25519 => assert_eq!(ours[..], exported[..32], "the seed is the first half"),
        }
    }
}

#[test]
fn an_export_that_is_damaged_or_of_another_kind_is_refused() {
    let case = &section("encrypted_json_keystore_v3", 2)[0];
    let password = text(case, "password").into();
    let refuse = |path: &str, value: serde_json::Value| {
        let mut json = case["json"].clone();
        *json.pointer_mut(path).unwrap() = value;
        import(json.to_string().as_bytes(), &password).unwrap_err()
    };
    assert_eq!(refuse("/encoding/version", "2".into()), ImportError::Version);
    assert_eq!(refuse("/encoding/content/1", "ethereum".into()), ImportError::Scheme);
    assert!(matches!(refuse("/encoded", "AAEC".into()), ImportError::Damaged { .. }));
    assert!(matches!(refuse("/encoded", "not base 64".into()), ImportError::Damaged { .. }));
    let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
    assert!(matches!(refuse("/address", bob.into()), ImportError::Mismatch { .. }));
    assert_eq!(import(b"{}", &password).unwrap_err(), ImportError::NotAnExport);
    let wrong = import(case["json"].to_string().as_bytes(), &"keystore-past".into()).unwrap_err();
    assert_eq!(wrong, ImportError::WrongPassword);
}

#[test]
fn an_export_that_asks_for_boundless_work_is_refused_at_once() {
    let case = &section("encrypted_json_keystore_v3", 2)[0];
    let mut sealed = STANDARD.decode(text(&case["json"], "encoded")).unwrap();
    sealed[32..36].copy_from_slice(&unhex("00000080"));
    let mut json = case["json"].clone();
    json["encoded"] = STANDARD.encode(sealed).into();
    let error = import(json.to_string().as_bytes(), &text(case, "password").into()).unwrap_err();
    assert!(matches!(error, ImportError::Damaged { .. }), "{error}");
}
