//! How far away a condition is, as far as it can be foreseen: for the bar, not for the chain,
//! which looks after each block.

use myelin_client::{dev::Until, At, ReadError};
use myelin_primitives::{NetUid, StorageIndex, Uid};

const CHAIN: &str = "SubtensorModule";

/// The block in which it will hold unless something changes; none where that cannot be said.
pub async fn of(at: &At, until: &Until) -> Result<Option<u64>, ReadError> {
    match *until {
        Until::Block(number) => Ok(Some(number)),
        Until::Time(time) => of_time(at, time).await,
        Until::Epoch { netuid } => at.next_epoch(netuid).await,
        Until::EpochIndex { netuid, index } => of_epoch(at, netuid, index).await,
        Until::RevealDue { netuid, committed } => {
            let period: Option<u64> = at.storage(CHAIN, "RevealPeriodEpochs", &[&netuid]).await?;
            let committed = match committed {
                Some(epoch) => epoch,
                None => epochs(at, netuid).await?,
            };
            of_epoch(at, netuid, committed.saturating_add(period.unwrap_or(1))).await
        }
        Until::NotImmune { netuid, uid } => {
            let since: Option<u64> = at.storage(CHAIN, "BlockAtRegistration", &[&netuid, &uid]).await?;
            let spared: Option<u16> = at.storage(CHAIN, "ImmunityPeriod", &[&netuid]).await?;
            Ok(since.zip(spared).map(|(since, spared)| before(since, spared.into())))
        }
        Until::RateLimitOver { netuid, uid } => {
            let limit: Option<u64> = at.storage(CHAIN, "WeightsSetRateLimit", &[&netuid]).await?;
            let last = last_update(at, netuid, uid).await?;
            Ok(last.zip(limit).map(|(last, limit)| before(last, limit)))
        }
    }
}

/// The head after which the next block is so many blocks after that one.
fn before(block: u64, later: u64) -> u64 {
    block.saturating_add(later).saturating_sub(1)
}

async fn of_time(at: &At, time: u64) -> Result<Option<u64>, ReadError> {
    let slot: Option<u64> = at.storage("ChainParameters", "SlotDuration", &[]).await?;
    let left = time.saturating_sub(at.time().await?);
    Ok(slot.and_then(|slot| left.checked_div(slot)).map(|slots| at.number().saturating_add(slots)))
}

async fn of_epoch(at: &At, netuid: NetUid, index: u64) -> Result<Option<u64>, ReadError> {
    let more = index.saturating_sub(epochs(at, netuid).await?);
    if more == 0 {
        return Ok(Some(at.number()));
    }
    let tempo: Option<u16> = at.storage(CHAIN, "Tempo", &[&netuid]).await?;
    let rest = u64::from(tempo.unwrap_or(0)).saturating_mul(more.saturating_sub(1));
    Ok(at.next_epoch(netuid).await?.map(|next| next.saturating_add(rest)))
}

async fn epochs(at: &At, netuid: NetUid) -> Result<u64, ReadError> {
    Ok(at.storage(CHAIN, "SubnetEpochIndex", &[&netuid]).await?.unwrap_or(0))
}

async fn last_update(at: &At, netuid: NetUid, uid: Uid) -> Result<Option<u64>, ReadError> {
    let seats: Option<Vec<u64>> = at.storage(CHAIN, "LastUpdate", &[&StorageIndex::from(netuid)]).await?;
    Ok(seats.and_then(|seats| seats.get(usize::from(uid.0)).copied()))
}
