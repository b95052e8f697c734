//! Why a validator could not do what was due.

use myelin_client::{ReadError, SubmitError};
use myelin_primitives::NetUid;
use myelin_wallet::AccountId;

#[derive(Debug, thiserror::Error)]
pub enum ValidatorError {
    #[error("could not read the chain: {0}")]
    Read(#[from] ReadError),
    #[error("could not submit: {0}")]
    Submit(#[from] SubmitError),
    #[error("hotkey {hotkey} holds no seat on subnet {netuid}; register it first")]
    NoSeat { hotkey: AccountId, netuid: NetUid },
    #[error("hotkey {hotkey} has no validator permit on subnet {netuid}: others have more stake; its weights would not count")]
    NoPermit { hotkey: AccountId, netuid: NetUid },
    #[error("subnet {netuid} has no epoch to come: it does not exist or has no tempo")]
    NoEpoch { netuid: NetUid },
    #[error("no miner has earned any weight yet, so there is nothing to say")]
    NothingToSay,
    #[error("the chain took the weights but does not show them for uid {uid} at block {block}")]
    NotTaken { uid: u16, block: u64 },
}
