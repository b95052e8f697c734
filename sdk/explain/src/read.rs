//! Reading an epoch off a chain: what went in at the block before it, what was stored at its own.

use crate::{
    inputs::{Inputs, MechanismInputs, Recorded, Sitting},
    result::Epoch,
};
use codec::{Compact, Decode};
use myelin_client::{At, Client, Key, ReadError};
use myelin_primitives::{Alpha, MechId, NetUid, StorageIndex, Tao, Uid};
use myelin_views::Metagraph;
use myelin_wallet::AccountId;
use myelin_yuma::{activity_cutoff, LiquidAlpha, StoredRow, SubnetParams};

const CHAIN: &str = "SubtensorModule";

/// Why an epoch could not be explained.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    #[error("subnet {netuid} had no epoch up to block {block}")]
    NoEpoch { netuid: NetUid, block: u64 },
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl ExplainError {
    /// What to try next; empty where nothing sensible can be said.
    pub fn hint(&self) -> &str {
        match self {
            Self::NoEpoch { .. } => "wait for the subnet's first epoch, or ask for a later block",
            Self::Read(cause) => cause.hint(),
        }
    }
}

/// The subnet's last epoch as of a block, or as of the newest one: everything it read and decided,
/// and whether that is what the chain stored. The node must keep the states of the epoch's block
/// and of the one before.
pub async fn epoch(client: &Client, netuid: NetUid, as_of: Option<u64>) -> Result<Epoch, ExplainError> {
    let seen_from = match as_of {
        Some(block) => client.at_number(block).await?,
        None => client.at_head().await?,
    };
    let block = seen_from.subnet(netuid).await?.last_step;
    let Some(before) = block.checked_sub(1) else {
        return Err(ExplainError::NoEpoch { netuid, block: seen_from.number() });
    };
    let (before, after) = (client.at_number(before).await?, client.at_number(block).await?);
    let inputs = Reader { at: &before, netuid }.inputs(block).await?;
    let recorded = Reader { at: &after, netuid }.recorded(&inputs).await?;
    Ok(Epoch::explain(inputs, &recorded))
}

/// A commit by its hash: hash, epoch, block and a number nobody reads.
type Commit = ([u8; 32], u64, u64, u64);
/// A commit that is encrypted: hotkey, block, ciphertext, round.
type Timelocked = (AccountId, u64, Vec<u8>, u64);

/// Weights somebody had still to reveal.
struct Promise<'a> {
    hotkey: &'a AccountId,
    epoch: u64,
    block: u64,
}

/// One subnet in one state.
struct Reader<'a> {
    at: &'a At,
    netuid: NetUid,
}

impl Reader<'_> {
    /// Everything the epoch at `block` read: nothing before it in that block changes any of this.
    async fn inputs(&self, block: u64) -> Result<Inputs, ReadError> {
        let metagraph = self.at.metagraph(self.netuid).await?;
        let owner = metagraph.hotkeys.iter().position(|hotkey| *hotkey == metagraph.owner_hotkey);
        let count: MechId = self.setting("MechanismCountCurrent").await?;
        let mut mechanisms = Vec::new();
        for mechanism in (0..count.0.max(1)).map(MechId) {
            mechanisms.push(self.mechanism(mechanism, &metagraph.hotkeys).await?);
        }
        Ok(Inputs {
            netuid: self.netuid,
            block,
            last_step_block: metagraph.last_step.0,
            seats: self.seats(metagraph).await?,
            owner: owner.and_then(|uid| u16::try_from(uid).ok()).map(Uid),
            tao_weight: self.value("TaoWeight", &[]).await?,
            params: self.params().await?,
            split: self.at.storage(CHAIN, "MechanismEmissionSplit", &[&self.netuid]).await?,
            mechanisms,
        })
    }

    async fn seats(&self, metagraph: Metagraph<AccountId>) -> Result<Vec<Sitting>, ReadError> {
        let missing = |what: &str| ReadError::Undecodable {
            what: "the metagraph".to_owned(),
            reason: format!("it has fewer {what} than seats"),
        };
        let mut seats = Vec::with_capacity(metagraph.hotkeys.len());
        for (uid, hotkey) in metagraph.hotkeys.iter().enumerate() {
            let had_permit = metagraph.validator_permit.get(uid).copied().unwrap_or_default();
            let coldkey = *metagraph.coldkeys.get(uid).ok_or_else(|| missing("coldkeys"))?;
            seats.push(Sitting {
                hotkey: *hotkey,
                coldkey,
                alpha: metagraph.alpha_stake.get(uid).ok_or_else(|| missing("alpha stakes"))?.0,
                root: metagraph.tao_stake.get(uid).ok_or_else(|| missing("TAO stakes"))?.0,
                registered_at: block_of(&metagraph, uid).ok_or_else(|| missing("registration blocks"))?,
                had_permit,
                nominators: if had_permit { Some(self.nominators(hotkey, &coldkey).await?) } else { None },
            });
        }
        Ok(seats)
    }

    /// Coldkeys other than its own that stake to the hotkey here.
    async fn nominators(&self, hotkey: &AccountId, owner: &AccountId) -> Result<u32, ReadError> {
        // A share is a mantissa and an exponent; that there is one is all that matters here.
        let shares: Vec<((AccountId, NetUid), (u128, i64))> = self.at.storage_map(CHAIN, "AlphaV2", &[hotkey]).await?;
        let nominators = shares
            .iter()
            .filter(|((coldkey, on), (mantissa, _))| *on == self.netuid && coldkey != owner && *mantissa > 0);
        Ok(u32::try_from(nominators.count()).unwrap_or(u32::MAX))
    }

    async fn mechanism(&self, mechanism: MechId, hotkeys: &[AccountId]) -> Result<MechanismInputs, ReadError> {
        let (index, seats) = (StorageIndex::of(self.netuid, mechanism), hotkeys.len());
        Ok(MechanismInputs {
            last_update: self.value("LastUpdate", &[&index]).await?,
            weights: self.rows("Weights", index, seats).await?,
            bonds: self.rows("Bonds", index, seats).await?,
            earliest_commit: self.earliest_commits(index, hotkeys).await?,
        })
    }

    /// Block of each seat's earliest commit that could still be revealed when the epoch ran.
    async fn earliest_commits(
        &self,
        index: StorageIndex,
        hotkeys: &[AccountId],
    ) -> Result<Option<Vec<u64>>, ReadError> {
        if !self.setting::<bool>("CommitRevealWeightsEnabled").await? {
            return Ok(None);
        }
        let hashed: Vec<(AccountId, Vec<Commit>)> = self.at.storage_map(CHAIN, "WeightCommits", &[&index]).await?;
        let timelocked: Vec<(u64, Vec<Timelocked>)> =
            self.at.storage_map(CHAIN, "TimelockedWeightCommits", &[&index]).await?;
        let hashed = hashed.iter().flat_map(|(hotkey, commits)| {
            commits.iter().map(move |(_, epoch, block, _)| Promise { hotkey, epoch: *epoch, block: *block })
        });
        let timelocked = timelocked.iter().flat_map(|(epoch, commits)| {
            commits.iter().map(move |(hotkey, block, _, _)| Promise { hotkey, epoch: *epoch, block: *block })
        });

        // The subnet takes its next number in the epoch's block, before the epoch looks at commits.
        let epoch = self.setting::<u64>("SubnetEpochIndex").await?.saturating_add(1);
        let oldest = epoch.saturating_sub(self.setting("RevealPeriodEpochs").await?);
        let pending: Vec<Promise> = hashed.chain(timelocked).filter(|promise| promise.epoch >= oldest).collect();
        let earliest = |hotkey: &AccountId| {
            pending.iter().filter(|promise| promise.hotkey == hotkey).map(|promise| promise.block).min()
        };
        Ok(Some(hotkeys.iter().map(|hotkey| earliest(hotkey).unwrap_or(u64::MAX)).collect()))
    }

    /// The rows of a matrix by uid.
    async fn rows(&self, item: &str, index: StorageIndex, seats: usize) -> Result<Vec<StoredRow>, ReadError> {
        let stored: Vec<(Uid, StoredRow)> = self.at.storage_map(CHAIN, item, &[&index]).await?;
        let mut rows = vec![StoredRow::new(); seats];
        for (uid, row) in stored {
            if let Some(place) = rows.get_mut(uid.index()) {
                *place = row;
            }
        }
        Ok(rows)
    }

    async fn params(&self) -> Result<SubnetParams, ReadError> {
        let tempo = self.setting("Tempo").await?;
        let (low, high) = self.setting("AlphaValues").await?;
        let liquid = LiquidAlpha { low, high, steepness: self.setting("AlphaSigmoidSteepness").await? };
        Ok(SubnetParams {
            tempo,
            activity_cutoff_blocks: activity_cutoff(tempo, self.setting("ActivityCutoffFactorMilli").await?),
            kappa: self.setting("Kappa").await?,
            bonds_penalty: self.setting("BondsPenalty").await?,
            bonds_moving_average: self.setting("BondsMovingAverage").await?,
            yuma3: self.setting("Yuma3On").await?,
            liquid_alpha: self.setting::<bool>("LiquidAlphaOn").await?.then_some(liquid),
            max_allowed_validators: self.setting("MaxAllowedValidators").await?,
            stake_threshold: self.value("StakeThreshold", &[]).await?,
        })
    }

    /// What the epoch stored, in the state after its block.
    async fn recorded(&self, inputs: &Inputs) -> Result<Recorded, ReadError> {
        let mut incentive = Vec::new();
        let mut bonds = Vec::new();
        for mechanism in inputs.mechanism_ids() {
            let index = StorageIndex::of(self.netuid, mechanism);
            incentive.push(self.value("Incentive", &[&index]).await?);
            bonds.push(self.rows("Bonds", index, inputs.seats.len()).await?);
        }
        let registered: Vec<(Uid, u64)> = self.at.storage_map(CHAIN, "BlockAtRegistration", &[&self.netuid]).await?;
        let came_later = registered.into_iter().filter(|(_, block)| *block == inputs.block);
        Ok(Recorded {
            consensus: self.setting("Consensus").await?,
            incentive,
            dividends: self.setting("Dividends").await?,
            validator_trust: self.setting("ValidatorTrust").await?,
            validator_permit: self.setting("ValidatorPermit").await?,
            emission: self.setting::<Vec<Alpha>>("Emission").await?,
            bonds,
            taken_since: came_later.map(|(uid, _)| uid).collect(),
            price: self.price().await?,
        })
    }

    async fn price(&self) -> Result<Tao, ReadError> {
        self.at.price(self.netuid).await
    }

    /// An item that every subnet has.
    async fn setting<V: Decode>(&self, item: &str) -> Result<V, ReadError> {
        self.value(item, &[&self.netuid]).await
    }

    /// An item the chain has a default for.
    async fn value<V: Decode>(&self, item: &str, keys: &[&dyn Key]) -> Result<V, ReadError> {
        let value = self.at.storage(CHAIN, item, keys).await?;
        value.ok_or_else(|| ReadError::NoSuchItem {
            pallet: CHAIN.to_owned(),
            item: item.to_owned(),
            reason: "it has neither a value nor a default".to_owned(),
        })
    }
}

fn block_of(metagraph: &Metagraph<AccountId>, uid: usize) -> Option<u64> {
    metagraph.block_at_registration.get(uid).map(|Compact(block)| *block)
}
