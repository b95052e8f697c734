use crate::{bytes, section, text, unhex, VECTORS};
use myelin_wallet::{evm_mirror, multisig, ss58, AccountId, AddressError};

#[test]
fn addresses_of_any_format_are_read_and_written_as_elsewhere() {
    for case in section("ss58_encode", 9) {
        let key: [u8; 32] = bytes(case, "public_key").try_into().unwrap();
        let format = u16::try_from(case["format"].as_u64().unwrap()).unwrap();
        assert_eq!(ss58::encode(&key, format).unwrap(), text(case, "ss58"));
        assert_eq!(ss58::decode(text(case, "ss58")), Ok((format, key)));
    }
}

#[test]
fn what_is_an_address_elsewhere_is_one_here_and_the_rest_is_not() {
    for case in section("ss58_validity", 8) {
        let is_valid = case["wallet_is_valid_ss58_address"].as_bool().unwrap();
        assert_eq!(ss58::decode(text(case, "address")).is_ok(), is_valid, "{case}");
    }
}

#[test]
fn only_this_networks_format_is_an_account_here() {
    for case in section("ss58_encode", 9) {
        let read: Result<AccountId, AddressError> = text(case, "ss58").parse();
        match case["format"].as_u64().unwrap() {
            42 => assert_eq!(read.unwrap().0.to_vec(), bytes(case, "public_key")),
            format => assert_eq!(read, Err(AddressError::Format { found: u16::try_from(format).unwrap() })),
        }
    }
}

#[test]
fn a_multisig_is_the_same_account_in_whatever_order_its_members_stand() {
    for case in section("multisig_accounts", 3) {
        let members = case["signatories"].as_array().unwrap();
        let mut members: Vec<AccountId> =
            members.iter().map(|member| member.as_str().unwrap().parse().unwrap()).collect();
        let threshold = u16::try_from(case["threshold"].as_u64().unwrap()).unwrap();
        assert_eq!(multisig(&members, threshold).to_string(), text(case, "ss58"));
        members.reverse();
        assert_eq!(multisig(&members, threshold).0.to_vec(), bytes(case, "account_id"));
    }
}

#[test]
fn an_evm_address_has_the_mirror_it_has_elsewhere() {
    let case = &VECTORS["h160_mirror"];
    let address: [u8; 20] = unhex(text(case, "h160")).try_into().unwrap();
    assert_eq!(evm_mirror(&address).to_string(), text(case, "ss58"));
    assert_eq!(evm_mirror(&address).0.to_vec(), bytes(case, "account_id"));
}
