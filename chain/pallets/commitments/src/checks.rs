//! What always holds of commitments.

use crate::{CommitmentOf, Config, LastCommitment, TimelockedIndex};
use alloc::{format, string::String};

/// Those listed as waiting have an encrypted field, and all who have one are listed; every
/// commitment has its block.
pub fn check<T: Config>() -> Result<(), String> {
    let waiting = TimelockedIndex::<T>::get();
    let mut encrypted = 0_usize;
    for (netuid, hotkey, commitment) in CommitmentOf::<T>::iter() {
        if LastCommitment::<T>::get(netuid, &hotkey).is_none() {
            return Err(format!("subnet {netuid}: a commitment of {hotkey:?} without its block"));
        }
        if commitment.info.reveal_round().is_some() {
            encrypted = encrypted.saturating_add(1);
            if !waiting.contains(&(netuid, hotkey.clone())) {
                return Err(format!("subnet {netuid}: nobody waits to reveal what {hotkey:?} encrypted"));
            }
        }
    }
    if waiting.len() != encrypted {
        return Err(format!("{} commitments wait to be revealed, and {encrypted} are encrypted", waiting.len()));
    }
    Ok(())
}
