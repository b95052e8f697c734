//! Whose a hotkey is.

use crate::world::{person, refused, story};
use myelin_primitives::NetUid;
use myelin_runtime::Runtime;
use pallet_subtensor::{self as subtensor, keys, Error};

#[test]
fn whoever_claims_a_hotkey_first_owns_it() {
    story(|world| {
        let (anna, boris, hotkey) = (person("anna"), person("boris"), person("hotkey"));
        let claim = || subtensor::Call::try_associate_hotkey { hotkey: hotkey.clone() };
        assert_eq!(world.call(&anna, claim()), Ok(()));
        assert_eq!(world.call(&boris, claim()), Ok(()), "a claim too late is no error");

        assert!(keys::owns::<Runtime>(&anna, &hotkey));
        assert_eq!(keys::owned_by::<Runtime>(&anna), core::slice::from_ref(&hotkey));
        assert!(keys::owned_by::<Runtime>(&boris).is_empty());
    });
}

#[test]
fn a_coldkey_lists_its_hotkeys_oldest_first() {
    story(|world| {
        let anna = person("anna");
        let hotkeys = ["third", "first", "second"].map(person);
        for hotkey in &hotkeys {
            world.call(&anna, subtensor::Call::try_associate_hotkey { hotkey: hotkey.clone() }).unwrap();
        }
        assert_eq!(keys::owned_by::<Runtime>(&anna), hotkeys);
    });
}

#[test]
fn nobody_owns_a_subnets_account() {
    story(|world| {
        let hotkey = subtensor::pool::account::<Runtime>(NetUid(7));
        let claim = subtensor::Call::try_associate_hotkey { hotkey: hotkey.clone() };
        assert_eq!(world.call(&person("anna"), claim), refused(Error::CannotUseSystemAccount));
        assert!(!keys::exists::<Runtime>(&hotkey));
    });
}
