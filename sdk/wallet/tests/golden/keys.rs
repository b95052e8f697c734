use crate::{bytes, scheme, section, text, unhex};
use myelin_wallet::{KeyError, Keypair, Scheme, Secret};
use serde_json::Value;

fn agrees(secret: &Secret, case: &Value) {
    let keypair = secret.keypair();
    assert_eq!(keypair.account().to_string(), text(case, "ss58"), "{case}");
    assert_eq!(keypair.public().to_vec(), bytes(case, "public_key"), "{case}");
    assert_eq!(keypair.scheme(), scheme(case));
    let known = bytes(case, "private_key");
    let private_key = keypair.expose_private_key();
    if case["uri"].as_str().is_some_and(has_soft_junction) {
        // A soft child's nonce half is fresh each time; only the scalar is derived.
        assert_eq!(private_key[..32], known[..32], "{case}");
    } else {
        assert_eq!(private_key.to_vec(), known, "{case}");
    }
    assert_eq!(Keypair::from_private_key(&private_key, scheme(case)).unwrap().account(), keypair.account());
}

fn has_soft_junction(uri: &str) -> bool {
    let path = uri.split("///").next().unwrap().replace("//", "|");
    path.contains('/')
}

#[test]
fn phrases_give_the_seeds_and_keys_other_tools_get() {
    for case in section("mnemonics", 6) {
        let secret = Secret::from_mnemonic(text(case, "mnemonic"), scheme(case)).unwrap();
        agrees(&secret, case);
        assert_eq!(secret.expose_seed().unwrap().to_vec(), bytes(case, "seed"));
    }
}

#[test]
fn seeds_give_the_keys_other_tools_get() {
    for case in section("seeds", 8) {
        let seed: [u8; 32] = unhex(text(case, "seed_in")).try_into().unwrap();
        agrees(&Secret::from_seed(&seed, scheme(case)), case);
    }
}

#[test]
fn private_keys_give_their_account_back() {
    for case in section("private_keys", 1) {
        let keypair = Keypair::from_private_key(&bytes(case, "private_key_in"), scheme(case)).unwrap();
        assert_eq!(keypair.account().to_string(), text(case, "ss58"));
    }
}

#[test]
fn secret_uris_give_the_keys_other_tools_get() {
    let mut refused = 0;
    for case in section("uris", 50) {
        let derived = Secret::from_uri(text(case, "uri"), scheme(case));
        if case["error"].is_null() {
            agrees(&derived.unwrap(), case);
        } else {
            assert!(matches!(derived, Err(KeyError::SoftJunction { .. })), "{case}");
            assert_eq!(scheme(case), Scheme::Ed25519);
            refused += 1;
        }
    }
    assert_eq!(refused, 6, "the soft paths of ed25519");
}
