//! What people ask about a network, each in the chain's own words.

use super::At;
use crate::{hyperparameters::Hyperparameters, ReadError};
use myelin_primitives::{commitments::Registration, records::AxonInfo, Alpha, MechId, NetUid, StorageIndex, Tao, Uid};
use myelin_views::{DynamicInfo, Metagraph, NeuronInfo, NeuronInfoLite, SimSwapResult, StakeInfo, SubnetHyperparamsV2};
use myelin_wallet::AccountId;

const CHAIN: &str = "SubtensorModule";
const SUBNETS: &str = "SubnetInfoRuntimeApi";
const NEURONS: &str = "NeuronInfoRuntimeApi";
const STAKES: &str = "StakeInfoRuntimeApi";
const SWAPS: &str = "SwapRuntimeApi";

/// A row for each seat that has one: to whom, and how much.
pub type Rows = Vec<(Uid, Vec<(Uid, u16)>)>;

/// `System.Account`: four counters, then free, reserved, frozen and flags.
type AccountInfo = ((u32, u32, u32, u32), (Tao, Tao, Tao, u128));

impl At {
    /// What an account has in TAO and has not reserved.
    pub async fn balance(&self, account: &AccountId) -> Result<Tao, ReadError> {
        let info: Option<AccountInfo> = self.storage("System", "Account", &[account]).await?;
        Ok(info.map_or(Tao::ZERO, |(_, (free, ..))| free))
    }

    /// What a coldkey has staked to a hotkey on a subnet.
    pub async fn stake(&self, hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid) -> Result<Alpha, ReadError> {
        let position: Option<StakeInfo<AccountId>> =
            self.runtime_api(STAKES, "get_stake_info_for_hotkey_coldkey_netuid", &(hotkey, coldkey, netuid)).await?;
        Ok(position.map_or(Alpha::ZERO, |position| position.stake))
    }

    /// Everything a coldkey has staked.
    pub async fn stakes_of(&self, coldkey: &AccountId) -> Result<Vec<StakeInfo<AccountId>>, ReadError> {
        self.runtime_api(STAKES, "get_stake_info_for_coldkey", coldkey).await
    }

    /// Every subnet with its pool.
    pub async fn subnets(&self) -> Result<Vec<DynamicInfo<AccountId>>, ReadError> {
        let subnets: Vec<Option<_>> = self.runtime_api(SUBNETS, "get_all_dynamic_info", &()).await?;
        Ok(subnets.into_iter().flatten().collect())
    }

    /// A subnet with its pool.
    pub async fn subnet(&self, netuid: NetUid) -> Result<DynamicInfo<AccountId>, ReadError> {
        let subnet: Option<_> = self.runtime_api(SUBNETS, "get_dynamic_info", &netuid).await?;
        subnet.ok_or(ReadError::NoSuchSubnet(netuid))
    }

    /// Whether there is a subnet of that number.
    pub async fn has_subnet(&self, netuid: NetUid) -> Result<bool, ReadError> {
        Ok(self.storage(CHAIN, "NetworksAdded", &[&netuid]).await?.unwrap_or(false))
    }

    /// Every neuron of a subnet with its weights and bonds; none where there is no subnet.
    pub async fn neurons(&self, netuid: NetUid) -> Result<Vec<NeuronInfo<AccountId>>, ReadError> {
        self.runtime_api(NEURONS, "get_neurons", &netuid).await
    }

    /// Every neuron of a subnet without weights and bonds; none where there is no subnet.
    pub async fn neurons_lite(&self, netuid: NetUid) -> Result<Vec<NeuronInfoLite<AccountId>>, ReadError> {
        self.runtime_api(NEURONS, "get_neurons_lite", &netuid).await
    }

    /// A subnet with all its seats.
    pub async fn metagraph(&self, netuid: NetUid) -> Result<Metagraph<AccountId>, ReadError> {
        let metagraph: Option<_> = self.runtime_api(SUBNETS, "get_metagraph", &netuid).await?;
        metagraph.ok_or(ReadError::NoSuchSubnet(netuid))
    }

    /// The settings of a subnet.
    pub async fn hyperparameters(&self, netuid: NetUid) -> Result<Hyperparameters, ReadError> {
        let settings: Option<SubnetHyperparamsV2> =
            self.runtime_api(SUBNETS, "get_subnet_hyperparams_v2", &netuid).await?;
        settings.map(Hyperparameters::from).ok_or(ReadError::NoSuchSubnet(netuid))
    }

    /// The seat of a hotkey on a subnet.
    pub async fn uid_of(&self, netuid: NetUid, hotkey: &AccountId) -> Result<Option<Uid>, ReadError> {
        self.storage(CHAIN, "Uids", &[&netuid, hotkey]).await
    }

    /// The coldkey a hotkey belongs to.
    pub async fn owner_of(&self, hotkey: &AccountId) -> Result<Option<AccountId>, ReadError> {
        let owner: Option<AccountId> = self.storage(CHAIN, "Owner", &[hotkey]).await?;
        // The chain's default is the account of zeros, which nobody has.
        Ok(owner.filter(|owner| *owner != AccountId::default()))
    }

    /// Where a hotkey says that it serves on a subnet.
    pub async fn axon(&self, netuid: NetUid, hotkey: &AccountId) -> Result<Option<AxonInfo>, ReadError> {
        self.storage(CHAIN, "Axons", &[&netuid, hotkey]).await
    }

    /// What one alpha of a subnet costs.
    pub async fn price(&self, netuid: NetUid) -> Result<Tao, ReadError> {
        self.runtime_api::<u64>(SWAPS, "current_alpha_price", &netuid).await.map(Tao)
    }

    /// What staking so much TAO would give.
    pub async fn if_staked(&self, netuid: NetUid, tao: Tao) -> Result<SimSwapResult, ReadError> {
        self.runtime_api(SWAPS, "sim_swap_tao_for_alpha", &(netuid, tao)).await
    }

    /// What unstaking so much alpha would give.
    pub async fn if_unstaked(&self, netuid: NetUid, alpha: Alpha) -> Result<SimSwapResult, ReadError> {
        self.runtime_api(SWAPS, "sim_swap_alpha_for_tao", &(netuid, alpha)).await
    }

    /// What creating a subnet costs.
    pub async fn subnet_cost(&self) -> Result<Tao, ReadError> {
        self.runtime_api("SubnetRegistrationRuntimeApi", "get_network_registration_cost", &()).await
    }

    /// The block of a subnet's next epoch.
    pub async fn next_epoch(&self, netuid: NetUid) -> Result<Option<u64>, ReadError> {
        self.runtime_api(SUBNETS, "get_next_epoch_start_block", &netuid).await
    }

    /// The weights that validators gave, by seat.
    pub async fn weights(&self, netuid: NetUid, mechanism: MechId) -> Result<Rows, ReadError> {
        self.storage_map(CHAIN, "Weights", &[&StorageIndex::of(netuid, mechanism)]).await
    }

    /// The bonds that validators hold, by seat.
    pub async fn bonds(&self, netuid: NetUid, mechanism: MechId) -> Result<Rows, ReadError> {
        self.storage_map(CHAIN, "Bonds", &[&StorageIndex::of(netuid, mechanism)]).await
    }

    /// What a hotkey has published on a subnet.
    pub async fn commitment(&self, netuid: NetUid, hotkey: &AccountId) -> Result<Option<Registration>, ReadError> {
        self.storage("Commitments", "CommitmentOf", &[&netuid, hotkey]).await
    }

    /// The chain's clock in milliseconds since 1970, as the block set it.
    pub async fn time(&self) -> Result<u64, ReadError> {
        Ok(self.storage("Timestamp", "Now", &[]).await?.unwrap_or(0))
    }
}
