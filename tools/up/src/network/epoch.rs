//! What an epoch paid: the chain is read right before and right after the block that pays.

use super::Network;
use crate::{cast::Role, failure::Failure};
use codec::Decode;
use myelin_client::At;
use myelin_primitives::{Alpha, NetUid, Tao};
use myelin_wallet::AccountId;
use serde::Serialize;

/// One epoch's payment.
#[derive(Clone, Debug, Serialize)]
pub struct EpochAudit {
    /// The block that paid.
    pub block: u64,
    pub neurons: Vec<Paid>,
    /// Alpha that left the pending buckets.
    pub drained: Alpha,
    /// Of that, what no hotkey of the subnet received.
    pub uncredited: Alpha,
    /// TAO emitted since the epoch before that never came into being.
    pub recycled: Tao,
    /// Whether the pallet's count of all TAO equals the ledger's, and grew by what was emitted and
    /// not recycled.
    pub issuance_ok: bool,
    /// TAO for one alpha, as the pool stood.
    pub price: f64,
}

/// One neuron's part.
#[derive(Clone, Debug, Serialize)]
pub struct Paid {
    pub uid: u16,
    pub hotkey: AccountId,
    pub role: &'static str,
    pub name: &'static str,
    /// By how much the alpha at its hotkey grew in the paying block, its nominators' included.
    pub earned: Alpha,
    /// Alpha at its hotkey afterwards.
    pub stake: Alpha,
    /// As a share of 1.
    pub incentive: f64,
    /// As a share of 1.
    pub dividends: f64,
    /// As a share of 1.
    pub validator_trust: f64,
    pub permit: bool,
}

impl EpochAudit {
    /// Whether miners were paid, that is, whether weights had a part in it.
    pub fn weights_counted(&self) -> bool {
        self.neurons.iter().any(|paid| paid.incentive > 0.0)
    }

    pub fn earned_by(&self, role: &str) -> Alpha {
        let earned = self.neurons.iter().filter(|paid| paid.role == role).map(|paid| paid.earned);
        earned.fold(Alpha::ZERO, Alpha::saturating_add)
    }
}

/// Compares the chain before and after the block that paid.
pub async fn audit(before: &At, after: &At, network: &Network) -> Result<EpochAudit, Failure> {
    let netuid = network.netuid;
    let mut neurons = Vec::new();
    for neuron in after.neurons_lite(netuid).await? {
        let held = stake_at(before, &neuron.hotkey, netuid).await?;
        let stake = stake_at(after, &neuron.hotkey, netuid).await?;
        let (role, name) = known(network, &neuron.hotkey);
        neurons.push(Paid {
            uid: neuron.uid,
            hotkey: neuron.hotkey,
            role,
            name,
            earned: stake.saturating_sub(held),
            stake,
            incentive: share(neuron.incentive),
            dividends: share(neuron.dividends),
            validator_trust: share(neuron.validator_trust),
            permit: neuron.validator_permit,
        });
    }
    let drained = pending(before, netuid)
        .await?
        .saturating_add(value(after, "SubnetAlphaOutEmission", netuid).await?)
        .saturating_sub(pending(after, netuid).await?);
    let credited = neurons.iter().fold(Alpha::ZERO, |sum, paid| sum.saturating_add(paid.earned));
    let money = money(before, after, network).await?;
    Ok(EpochAudit {
        block: after.number(),
        neurons,
        drained,
        uncredited: drained.saturating_sub(credited),
        recycled: money.recycled,
        issuance_ok: money.is_ok,
        price: after.price(netuid).await?.0 as f64 / 1e9,
    })
}

/// All alpha at a hotkey, its nominators' included.
async fn stake_at(at: &At, hotkey: &AccountId, netuid: NetUid) -> Result<Alpha, Failure> {
    Ok(at.storage("SubtensorModule", "TotalHotkeyAlpha", &[hotkey, &netuid]).await?.unwrap_or_default())
}

fn known(network: &Network, hotkey: &AccountId) -> (&'static str, &'static str) {
    let person = network.cast.iter().find(|person| person.neuron() == *hotkey);
    person.map_or(("stranger", "stranger"), |person| match person.role {
        // Holds no seat of its own.
        Role::Nominator { .. } => ("stranger", "stranger"),
        _ => (person.role_name(), person.name),
    })
}

/// A proportion of the chain (65535 is all) as a share of 1.
fn share(proportion: u16) -> f64 {
    f64::from(proportion) / f64::from(u16::MAX)
}

const PENDING: [&str; 4] =
    ["PendingServerEmission", "PendingValidatorEmission", "PendingRootAlphaDivs", "PendingOwnerCut"];

async fn pending(at: &At, netuid: NetUid) -> Result<Alpha, Failure> {
    let mut sum = Alpha::ZERO;
    for bucket in PENDING {
        sum = sum.saturating_add(value(at, bucket, netuid).await?);
    }
    Ok(sum)
}

async fn value(at: &At, item: &str, netuid: NetUid) -> Result<Alpha, Failure> {
    Ok(at.storage("SubtensorModule", item, &[&netuid]).await?.unwrap_or_default())
}

struct Money {
    recycled: Tao,
    is_ok: bool,
}

/// Follows TAO from the epoch before to `after`: what the curve emits in those blocks has either
/// come into being or been recycled, and the three counts of all TAO are the same.
async fn money(before: &At, after: &At, network: &Network) -> Result<Money, Failure> {
    let last: u64 = before.storage("SubtensorModule", "LastEpochBlock", &[&network.netuid]).await?.unwrap_or_default();
    let start = network.client().at_number(last).await?;
    let (counted_before, counted) = (counted(&start).await?, counted(after).await?);
    let ledger: Tao = after.storage("Balances", "TotalIssuance", &[]).await?.unwrap_or_default();
    let accounts: Vec<(AccountId, AccountRecord)> = after.storage_map("System", "Account", &[]).await?;
    let owned = accounts
        .iter()
        .fold(0u64, |sum, (_, account)| sum.saturating_add(account.free.0).saturating_add(account.reserved.0));
    let per_block: u64 = after.storage("SubtensorModule", "BlockEmission", &[]).await?.unwrap_or_default();
    let emitted = per_block.saturating_mul(after.number().saturating_sub(last));
    let grown = counted.0.saturating_sub(counted_before.0);
    Ok(Money {
        recycled: Tao(emitted.saturating_sub(grown)),
        is_ok: counted == ledger && ledger.0 == owned && grown <= emitted,
    })
}

async fn counted(at: &At) -> Result<Tao, Failure> {
    Ok(at.storage("SubtensorModule", "TotalIssuance", &[]).await?.unwrap_or_default())
}

/// An account as the ledger keeps it.
#[derive(Decode)]
struct AccountRecord {
    _nonce: u32,
    _consumers: u32,
    _providers: u32,
    _sufficients: u32,
    free: Tao,
    reserved: Tao,
    _frozen: Tao,
    _flags: u128,
}
