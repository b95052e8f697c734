//! The symbols of subnets' alpha: one letter each, no two subnets the same.
//!
//! The wire knows a fixed list of 439 symbols, of which we know only the first: root's, which no
//! other subnet gets. The others here are our own choice, letters of alphabets without case or
//! of their small letters, so that a symbol may differ from the one the same id has elsewhere.

use super::{all, exists, how_many};
use crate::{cost::Work, Config, Error, Event, Pallet, TokenSymbol};
use alloc::{string::String, vec::Vec};
use myelin_primitives::NetUid;
use polkadot_sdk::{
    frame_support::{ensure, weights::Weight},
    sp_runtime::DispatchResult,
};

/// Symbols in the list, root's included.
const LENGTH: usize = 439;

/// First and last letter of each alphabet, in the order of the list.
const ALPHABETS: [(char, char); 12] = [
    ('α', 'ρ'), // Greek, without the final sigma
    ('σ', 'ω'),
    ('א', 'ת'),   // Hebrew
    ('а', 'я'),   // Cyrillic
    ('ა', 'ჰ'),   // Georgian
    ('ա', 'ֆ'),   // Armenian
    ('ᚠ', 'ᛪ'),   // runes
    ('ᚁ', 'ᚚ'),   // Ogham
    ('ⴰ', 'ⵥ'),   // Tifinagh
    ('𐤀', '𐤕'),   // Phoenician
    ('𐌰', '𐍀'),   // Gothic
    ('ァ', 'ヺ'), // Katakana
];

/// The symbol for the subnet: the one of its id, else the first that is free, else root's.
pub(super) fn free_for<T: Config>(netuid: NetUid) -> Vec<u8> {
    let used: Vec<Vec<u8>> =
        all::<T>().into_iter().filter(|other| *other != netuid).map(TokenSymbol::<T>::get).collect();
    let own = at(usize::from(netuid.0)).filter(|symbol| !used.contains(symbol));
    let free = || (1..LENGTH).filter_map(at).find(|symbol| !used.contains(symbol));
    own.or_else(free).unwrap_or_else(|| TokenSymbol::<T>::get(NetUid::ROOT))
}

/// Gives the subnet another symbol: one of the list that no subnet has, not even this one.
pub fn update<T: Config>(netuid: NetUid, symbol: Vec<u8>) -> DispatchResult {
    ensure!(exists::<T>(netuid), Error::<T>::SubnetNotExists);
    ensure!((1..LENGTH).filter_map(at).any(|known| known == symbol), Error::<T>::SymbolDoesNotExist);
    let is_used = all::<T>().into_iter().any(|other| TokenSymbol::<T>::get(other) == symbol);
    ensure!(!is_used, Error::<T>::SymbolAlreadyInUse);
    TokenSymbol::<T>::insert(netuid, &symbol);
    Pallet::<T>::deposit_event(Event::SymbolUpdated { netuid, symbol });
    Ok(())
}

/// The symbol of every subnet is looked at.
pub fn cost_of_update<T: Config>() -> Weight {
    Work::of(6, 1).computing(100_000).and(Work::of(3, 0).times(how_many::<T>())).weight::<T>()
}

/// The symbol at a place of the list; the first place is root's.
fn at(place: usize) -> Option<Vec<u8>> {
    if place >= LENGTH {
        return None;
    }
    let letter = letters().nth(place.checked_sub(1)?)?;
    Some(String::from(letter).into_bytes())
}

fn letters() -> impl Iterator<Item = char> {
    ALPHABETS.into_iter().flat_map(|(first, last)| first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn there_are_as_many_symbols_as_on_the_wire() {
        let symbols: BTreeSet<Vec<u8>> = (1..LENGTH).filter_map(at).collect();
        assert_eq!(symbols.len(), LENGTH - 1, "no two are the same");
        assert_eq!(at(LENGTH), None);
        assert_eq!(at(0), None, "root's is not given away");
    }

    #[test]
    fn the_first_subnet_is_alpha() {
        assert_eq!(at(1), Some("α".as_bytes().to_vec()));
        assert_eq!(at(24), Some("ω".as_bytes().to_vec()));
    }
}
