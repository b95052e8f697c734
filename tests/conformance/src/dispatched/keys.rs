//! Coldkeys and hotkeys: whose they are, what they are called, and others in their place.

use super::{
    cast::{hotkey, young_subnet},
    effects::{announces, sets},
    stage::{Root, Stage},
};
use crate::story::{person, tao};
use myelin_primitives::Tao;
use myelin_runtime::{AccountId, Runtime};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor as subtensor;
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256, sp_runtime::DispatchError::BadOrigin};

type Call = subtensor::Call<Runtime>;
type Error = subtensor::Error<Runtime>;
type Event = subtensor::Event<Runtime>;

pub fn hotkeys(stage: &mut Stage) {
    let netuid = young_subnet(stage);
    let associate = |hotkey: &AccountId| Call::try_associate_hotkey { hotkey: hotkey.clone() };
    let owner = || subtensor::keys::owner_of::<Runtime>(&hotkey("new"));
    stage.succeeds("ada", associate(&hotkey("new")), sets("SubtensorModule.Owner", owner, Some(person("ada"))));
    let of_the_subnet = subtensor::pool::account::<Runtime>(netuid);
    stage.fails("ada", associate(&of_the_subnet), Error::CannotUseSystemAccount);

    let tell = |name: &[u8]| Call::set_identity {
        name: name.to_vec(),
        url: Vec::new(),
        github_repo: Vec::new(),
        image: Vec::new(),
        discord: Vec::new(),
        description: Vec::new(),
        additional: Vec::new(),
    };
    stage.succeeds("ada", tell(b"Ada"), announces(Event::ChainIdentitySet(person("ada"))));
    stage.fails("ada", tell(&[b'a'; 257]), Error::InvalidIdentity);
    stage.fund(&person("stranger"), tao(1));
    stage.fails("stranger", tell(b"Nobody"), Error::HotKeyNotRegisteredInNetwork);

    let swapped = |of: &str, onto: &str| {
        let (coldkey, old_hotkey, new_hotkey) = (person(of), hotkey(of), hotkey(onto));
        announces(Event::HotkeySwapped { coldkey, old_hotkey, new_hotkey })
    };
    let swap = |of: &str, onto: &str| Call::swap_hotkey { hotkey: hotkey(of), new_hotkey: hotkey(onto), netuid: None };
    stage.fails("ada", swap("ada", "ada"), Error::NewHotKeyIsSameWithOld);
    stage.succeeds("ada", swap("ada", "new"), swapped("ada", "new"));

    let swap = |of: &str, onto: &str| Call::swap_hotkey_v2 {
        hotkey: hotkey(of),
        new_hotkey: hotkey(onto),
        netuid: None,
        keep_stake: true,
    };
    stage.fails("ben", swap("owner", "newer"), Error::NonAssociatedColdKey);
    stage.succeeds("ben", swap("ben", "newer"), swapped("ben", "newer"));
}

pub fn coldkeys(stage: &mut Stage) {
    for name in ["anna", "boris", "clara", "dora"] {
        stage.fund(&person(name), tao(10));
    }
    stage.as_root(Admin::<Runtime>::sudo_set_coldkey_swap_announcement_delay { duration: 0 }).expect("root may");
    stage.as_root(Admin::<Runtime>::sudo_set_coldkey_swap_reannouncement_delay { duration: 5 }).expect("root may");
    let hash = |new: &str| H256(blake2_256(person(new).as_ref()));

    let announce = |new: &str| Call::announce_coldkey_swap { new_coldkey_hash: hash(new) };
    let announced =
        |who: &str, new: &str| announces(Event::ColdkeySwapAnnounced { who: person(who), new_coldkey_hash: hash(new) });
    for name in ["anna", "boris", "clara"] {
        stage.succeeds(name, announce("new"), announced(name, "new"));
    }
    stage.fails("anna", announce("newer"), Error::ColdkeySwapReannouncedTooEarly);

    let swap = |new: &str| Call::swap_coldkey_announced { new_coldkey: person(new) };
    let swapped =
        |old: &str, new: &str| announces(Event::ColdkeySwapped { old_coldkey: person(old), new_coldkey: person(new) });
    stage.fails("anna", swap("other"), Error::AnnouncedColdkeyHashDoesNotMatch);
    stage.succeeds("anna", swap("new"), swapped("anna", "new"));

    let clear = || Call::clear_coldkey_swap_announcement {};
    stage.fails("boris", clear(), Error::ColdkeySwapClearTooEarly);
    stage.pass(5);
    stage.succeeds("boris", clear(), announces(Event::ColdkeySwapCleared { who: person("boris") }));

    let dispute = || Call::dispute_coldkey_swap {};
    stage.fails("dora", dispute(), Error::ColdkeySwapAnnouncementNotFound);
    stage.succeeds("clara", dispute(), announces(Event::ColdkeySwapDisputed { coldkey: person("clara") }));
    let reset = || Call::reset_coldkey_swap { coldkey: person("clara") };
    stage.fails("clara", reset(), BadOrigin);
    stage.succeeds(Root, reset(), announces(Event::ColdkeySwapReset { who: person("clara") }));

    let decree =
        |new: &str, swap_cost| Call::swap_coldkey { old_coldkey: person("clara"), new_coldkey: person(new), swap_cost };
    stage.fails(Root, decree("newest", tao(1_000)), Error::NotEnoughBalanceToPaySwapColdKey);
    stage.fails(Root, decree("clara", Tao::ZERO), Error::ColdKeyAlreadyAssociated);
    stage.succeeds(Root, decree("newest", Tao::ZERO), swapped("clara", "newest"));
}
