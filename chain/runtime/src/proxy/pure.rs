//! Accounts without a key: only delegates can act for them.

use super::{delegates, Config, Definition, Definitions, Error, Event, Pallet, Proxies, RealPaysFee, PROXY_DEPOSIT};
use codec::{Decode, Encode};
use polkadot_sdk::{
    frame_support::{ensure, traits::ReservableCurrency},
    frame_system::{self, pallet_prelude::BlockNumberFor},
    sp_io::hashing::blake2_256,
    sp_runtime::{traits::TrailingZeroInput, DispatchResult},
};

/// When an account came to be: the block, and the transaction in it.
pub type Birth<T> = (BlockNumberFor<T>, u32);

/// The account that follows from who made it, when, and as what; `None` where none can be made of
/// the hash.
pub fn account<T: Config>(
    spawner: &T::AccountId,
    kind: &T::ProxyType,
    index: u16,
    (height, ext_index): Birth<T>,
) -> Option<T::AccountId> {
    let hash = (b"modlpy/proxy____", spawner, height, ext_index, kind, index).using_encoded(blake2_256);
    T::AccountId::decode(&mut TrailingZeroInput::new(&hash)).ok()
}

/// Makes an account whose one delegate is its maker, who also bears the deposit.
pub fn create<T: Config>(
    who: T::AccountId,
    proxy_type: T::ProxyType,
    delay: BlockNumberFor<T>,
    index: u16,
) -> DispatchResult {
    let ext_index = frame_system::Pallet::<T>::extrinsic_index().unwrap_or_default();
    let birth = (frame_system::Pallet::<T>::block_number(), ext_index);
    let pure = account::<T>(&who, &proxy_type, index, birth).ok_or(Error::<T>::InvalidDerivedAccountId)?;
    ensure!(!Proxies::<T>::contains_key(&pure), Error::<T>::Duplicate);
    let mut definitions = Definitions::<T>::default();
    let definition = Definition::<T> { delegate: who.clone(), proxy_type: proxy_type.clone(), delay };
    definitions.try_push(definition).map_err(|_| Error::<T>::TooMany)?;
    let deposit = delegates::lock::<T>(&who, 0, delegates::deposit_for(PROXY_DEPOSIT, definitions.len()))?;
    Proxies::<T>::insert(&pure, (definitions, deposit));
    Pallet::<T>::deposit_event(Event::PureCreated { pure, who, proxy_type, disambiguation_index: index });
    Ok(())
}

/// Gives the calling account up; its maker gets the deposit back.
pub fn kill<T: Config>(
    pure: T::AccountId,
    spawner: T::AccountId,
    proxy_type: T::ProxyType,
    index: u16,
    birth: Birth<T>,
) -> DispatchResult {
    let described = account::<T>(&spawner, &proxy_type, index, birth).ok_or(Error::<T>::InvalidDerivedAccountId)?;
    ensure!(described == pure, Error::<T>::NoPermission);
    let (definitions, deposit) = Proxies::<T>::take(&pure);
    T::Currency::unreserve(&spawner, deposit);
    for definition in definitions {
        RealPaysFee::<T>::remove(&pure, &definition.delegate);
    }
    Pallet::<T>::deposit_event(Event::PureKilled { pure, spawner, proxy_type, disambiguation_index: index });
    Ok(())
}
