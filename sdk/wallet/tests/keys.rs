//! Keys, phrases and addresses that are not what they should be, and what is said about them.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use codec::{Decode, Encode};
use myelin_wallet::{
    mnemonic, AccountId, AddressError, ExposeSecret, KeyError, Keypair, MnemonicError, Scheme, Secret,
};

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const PHRASE: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

#[test]
fn a_new_phrase_has_the_words_asked_for_and_is_never_the_same() {
    for words in [12, 15, 18, 21, 24] {
        let phrase = mnemonic::generate(words).unwrap();
        assert_eq!(phrase.expose_secret().split(' ').count(), words);
        assert_eq!(mnemonic::normalise(phrase.expose_secret()).unwrap().expose_secret(), phrase.expose_secret());
        assert_ne!(mnemonic::generate(words).unwrap().expose_secret(), phrase.expose_secret());
    }
    assert_eq!(mnemonic::generate(13).unwrap_err(), MnemonicError::WordCount { found: 13 });
}

#[test]
fn phrases_and_entropy_are_two_spellings_of_one_thing() {
    // The first and the last vector of the published BIP-39 list for each length.
    assert_eq!(mnemonic::from_entropy(&[0; 16]).unwrap().expose_secret(), PHRASE);
    let last = mnemonic::from_entropy(&[0xff; 32]).unwrap();
    assert_eq!(last.expose_secret(), format!("{}vote", "zoo ".repeat(23)));
    let middle = mnemonic::from_entropy(&[0x80; 24]).unwrap();
    let published = "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor \
                     acoustic avoid letter always";
    assert_eq!(middle.expose_secret(), published);
    assert_eq!(mnemonic::from_entropy(&[0; 17]).unwrap_err(), MnemonicError::EntropyLength { found: 17 });
}

#[test]
fn a_phrase_copied_badly_is_refused_and_no_word_of_it_repeated() {
    let swapped = PHRASE.replace("abandon about", "about abandon");
    assert_eq!(mnemonic::normalise(&swapped).unwrap_err(), MnemonicError::Checksum);
    let misspelt = PHRASE.replace("about", "abuot");
    let error = Keypair::from_mnemonic(&misspelt, Scheme::Sr25519).unwrap_err();
    assert_eq!(error, KeyError::Mnemonic(MnemonicError::UnknownWord { position: 12 }));
    assert!(!format!("{error} {error:?}").contains("abuot"));
    let short = PHRASE.rsplit_once(' ').unwrap().0;
    assert_eq!(mnemonic::normalise(short).unwrap_err(), MnemonicError::WordCount { found: 11 });
    assert_eq!(mnemonic::normalise(&"zoo ".repeat(24)).unwrap_err(), MnemonicError::Checksum);
}

#[test]
fn spaces_around_a_phrase_do_not_change_its_key() {
    let spaced = format!("  {}\n", PHRASE.replace(' ', "  "));
    let secret = Secret::from_mnemonic(&spaced, Scheme::Sr25519).unwrap();
    assert_eq!(secret.phrase().unwrap().expose_secret(), PHRASE);
    assert_eq!(secret.keypair().account(), Keypair::from_mnemonic(PHRASE, Scheme::Sr25519).unwrap().account());
}

#[test]
fn malformed_uris_are_refused() {
    for uri in ["//", "//Alice/", "//Alice//", "0x01//Alice", "0xzz", "not a phrase!//x"] {
        let error = Keypair::from_uri(uri, Scheme::Sr25519).unwrap_err();
        assert!(matches!(error, KeyError::Uri { .. }), "{uri}: {error:?}");
    }
    let unknown = Keypair::from_uri("not a phrase//x", Scheme::Sr25519).unwrap_err();
    assert!(matches!(unknown, KeyError::Mnemonic(MnemonicError::WordCount { found: 3 })), "{unknown:?}");
    let soft = Keypair::from_uri("//Alice/soft", Scheme::Ed25519).unwrap_err();
    assert_eq!(soft, KeyError::SoftJunction { position: 2 });
}

#[test]
fn private_keys_of_the_wrong_size_or_out_of_range_are_refused() {
    let short = Keypair::from_private_key(&[1; 31], Scheme::Sr25519).unwrap_err();
    assert_eq!(short, KeyError::PrivateKeyLength { found: 31, scheme: Scheme::Sr25519 });
    let long = Keypair::from_private_key(&[1; 64], Scheme::Ed25519).unwrap_err();
    assert_eq!(long, KeyError::PrivateKeyLength { found: 64, scheme: Scheme::Ed25519 });
    assert_eq!(Keypair::from_private_key(&[0xff; 64], Scheme::Sr25519).unwrap_err(), KeyError::PrivateKeyScalar);
}

#[test]
fn seeds_and_private_keys_are_read_from_hex() {
    let digits = "01".repeat(32);
    let read = Secret::from_seed_hex(&format!(" 0x{digits}\n"), Scheme::Sr25519).unwrap();
    let known = Secret::from_seed(&[1; 32], Scheme::Sr25519);
    assert_eq!(read.keypair().account(), known.keypair().account());
    let private_key = hex::encode(known.keypair().expose_private_key());
    let read = Secret::from_private_key_hex(&private_key, Scheme::Sr25519).unwrap();
    assert_eq!(read.keypair().account(), known.keypair().account());
    let refused = Secret::from_seed_hex("hunter2", Scheme::Sr25519).unwrap_err();
    assert_eq!(refused, KeyError::NotHex { what: "seed" });
    assert!(!refused.to_string().contains("hunter2"));
    assert_eq!(Secret::from_seed_hex("0x01", Scheme::Ed25519).unwrap_err(), KeyError::SeedLength { found: 1 });
}

#[test]
fn debug_output_shows_the_address_and_nothing_secret() {
    let secret = Secret::from_mnemonic(PHRASE, Scheme::Ed25519).unwrap();
    let shown = format!("{secret:?} {:?} {:?}", secret.keypair(), secret.phrase());
    assert!(shown.contains(&secret.keypair().account().to_string()));
    assert!(!shown.contains("abandon"));
    assert!(!shown.contains(&hex::encode(secret.expose_seed().unwrap())));
}

#[test]
fn an_account_is_its_32_bytes_on_the_wire_and_its_address_in_json() {
    let alice: AccountId = ALICE.parse().unwrap();
    assert_eq!(alice.encode(), alice.0);
    assert_eq!(AccountId::decode(&mut alice.0.as_slice()).unwrap(), alice);
    let json = serde_json::to_string(&alice).unwrap();
    assert_eq!(json, format!("\"{ALICE}\""));
    assert_eq!(serde_json::from_str::<AccountId>(&json).unwrap(), alice);
    assert_eq!(serde_json::from_value::<AccountId>(ALICE.into()).unwrap(), alice);
    assert_eq!(format!("{alice} {alice:?}"), format!("{ALICE} {ALICE}"));
}

#[test]
fn a_text_that_is_no_address_is_told_what_is_wrong_with_it() {
    let read = |text: &str| text.parse::<AccountId>().unwrap_err();
    assert_eq!(read(""), AddressError::Empty);
    assert_eq!(read("0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"), AddressError::Hex);
    assert_eq!(read("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQ0"), AddressError::NotBase58);
    assert_eq!(read("5Grwva"), AddressError::Length);
    assert_eq!(read(&ALICE.replace("zX", "Xz")), AddressError::Checksum);
    assert_eq!(read("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"), AddressError::Format { found: 0 });
}
