use crate::{bytes, scheme, section, text, VECTORS};
use myelin_wallet::{open_sealed, seal_for, verify, AccountId, KeyError, Keypair, Scheme};

fn signature(case: &serde_json::Value) -> [u8; 64] {
    bytes(case, "signature").try_into().unwrap()
}

#[test]
fn signatures_made_elsewhere_verify_here() {
    for case in section("signatures", 10) {
        let account = AccountId(bytes(case, "public_key").try_into().unwrap());
        let message = bytes(case, "message_hex");
        assert!(verify(&account, scheme(case), &message, &signature(case)), "{case}");
        assert!(!verify(&account, scheme(case), b"another message", &signature(case)), "{case}");
        let mut bent = signature(case);
        bent[5] ^= 1;
        assert!(!verify(&account, scheme(case), &message, &bent), "{case}");
    }
}

#[test]
fn signatures_made_here_verify_and_ed25519_ones_are_the_same_bytes() {
    for case in section("signatures", 10) {
        let keypair = Keypair::from_uri(text(case, "uri"), scheme(case)).unwrap();
        let message = bytes(case, "message_hex");
        let ours = keypair.sign(&message);
        assert!(verify(&keypair.account(), scheme(case), &message, &ours));
        assert!(!verify(&keypair.account(), scheme(case).other(), &message, &ours));
        assert_eq!(ours == signature(case), scheme(case) == Scheme::Ed25519, "{case}");
    }
}

#[test]
fn a_message_a_browser_wallet_wrapped_verifies_but_not_the_other_way_round() {
    for case in section("bytes_wrapping", 3) {
        let account = Keypair::from_uri("//Alice", scheme(case)).unwrap().account();
        let is_wrapped = text(case, "signed_message_utf8").starts_with("<Bytes>");
        let verifies = |message: &[u8]| verify(&account, scheme(case), message, &signature(case));
        assert!(verifies(text(case, "signed_message_utf8").as_bytes()), "{case}");
        assert!(verifies(b"hello"), "{case}");
        assert_eq!(verifies(b"<Bytes>hello</Bytes>"), is_wrapped, "{case}");
    }
}

#[test]
fn what_was_sealed_elsewhere_for_a_key_opens_here_with_it_alone() {
    let case = &VECTORS["ed25519_sealed_box"];
    let sealed = bytes(case, "ciphertext_hex");
    let alice = Keypair::from_uri("//Alice", Scheme::Ed25519).unwrap();
    assert_eq!(alice.account().to_string(), text(case, "recipient_ss58"));
    assert_eq!(open_sealed(&alice, &sealed).unwrap().as_slice(), text(case, "plaintext_utf8").as_bytes());

    let bob = Keypair::from_uri("//Bob", Scheme::Ed25519).unwrap();
    assert_eq!(open_sealed(&bob, &sealed).unwrap_err(), KeyError::NotSealedForUs);
    let curved = Keypair::from_uri("//Alice", Scheme::Sr25519).unwrap();
    assert_eq!(open_sealed(&curved, &sealed).unwrap_err(), KeyError::CannotOpen { found: Scheme::Sr25519 });
}

#[test]
fn what_is_sealed_here_opens_again_and_is_48_bytes_longer() {
    let bob = Keypair::from_uri("//Bob", Scheme::Ed25519).unwrap();
    let sealed = seal_for(&bob.account(), b"meet at block 360").unwrap();
    assert_eq!(sealed.len(), 17 + 48);
    assert_eq!(open_sealed(&bob, &sealed).unwrap().as_slice(), b"meet at block 360");
}
