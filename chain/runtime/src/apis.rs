//! What the node and its clients may ask of the runtime.

// The macro needs it where the runtime is a Wasm blob: there its entry points are raw pointers.
#![allow(unsafe_code)]

use crate::{
    genesis::{genesis_config, GenesisParameters, DEV_PRESET, LOCALNET_FAST_PRESET, LOCALNET_PRESET, LOCAL_PRESET},
    opaque::SessionKeys,
    AccountId, Aura, Balance, Block, BoundedCall, Executive, Grandpa, InherentDataExt, Nonce, Runtime,
    RuntimeGenesisConfig, TransactionPayment, VERSION,
};
use alloc::vec::Vec;
use myelin_primitives::{fixed_point::StoredU64F64, records::LockState, Alpha, MechId, NetUid, Tao, Uid};
use myelin_views::{
    Availabilities, DelegateInfo, Delegation, DynamicInfo, Metagraph, NeuronInfo, NeuronInfoLite, ProxyFilterInfo,
    ProxyTypeInfo, SelectiveMetagraph, SimSwapResult, StakeInfo, SubnetHyperparams, SubnetHyperparamsV2,
    SubnetHyperparamsV3, SubnetInfo, SubnetInfoV2, SubnetPrice, SubnetState,
};
use pallet_subtensor::views;
use polkadot_sdk::{
    frame_support::{genesis_builder_helper, weights::Weight},
    pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo},
    sp_api::impl_runtime_apis,
    sp_consensus_aura::sr25519::AuthorityId as AuraId,
    sp_consensus_grandpa::{AuthorityId as GrandpaId, AuthorityList, SetId},
    sp_core::{crypto::KeyTypeId, OpaqueMetadata},
    sp_genesis_builder::PresetId,
    sp_inherents::{CheckInherentsResult, InherentData},
    sp_runtime::{
        traits::{Block as BlockT, NumberFor},
        transaction_validity::{TransactionSource, TransactionValidity},
        ApplyExtrinsicResult, ExtrinsicInclusionMode,
    },
    sp_session::OpaqueGeneratedSessionKeys,
    sp_version::RuntimeVersion,
    *,
};

impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }

        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block)
        }

        fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            OpaqueMetadata::new(Runtime::metadata().into())
        }

        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            Runtime::metadata_at_version(version)
        }

        fn metadata_versions() -> Vec<u32> {
            Runtime::metadata_versions()
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            Executive::apply_extrinsic(extrinsic)
        }

        fn finalize_block() -> <Block as BlockT>::Header {
            Executive::finalize_block()
        }

        fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
            data.create_extrinsics()
        }

        fn check_inherents(
            block: <Block as BlockT>::LazyBlock,
            data: InherentData,
        ) -> CheckInherentsResult {
            data.check_extrinsics(&block)
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            transaction: <Block as BlockT>::Extrinsic,
            block_hash: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            Executive::validate_transaction(source, transaction, block_hash)
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &<Block as BlockT>::Header) {
            Executive::offchain_worker(header)
        }
    }

    impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
        fn slot_duration() -> sp_consensus_aura::SlotDuration {
            sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
        }

        fn authorities() -> Vec<AuraId> {
            pallet_aura::Authorities::<Runtime>::get().into_inner()
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(
            owner: Vec<u8>,
            seed: Option<Vec<u8>>,
        ) -> OpaqueGeneratedSessionKeys {
            SessionKeys::generate(&owner, seed).into()
        }

        fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            SessionKeys::decode_into_raw_public_keys(&encoded)
        }
    }

    impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
        fn grandpa_authorities() -> AuthorityList {
            Grandpa::grandpa_authorities()
        }

        fn current_set_id() -> SetId {
            Grandpa::current_set_id()
        }

        // Nobody is punished for equivocation on this chain, so there is nothing to report with.
        fn submit_report_equivocation_unsigned_extrinsic(
            _equivocation_proof: sp_consensus_grandpa::EquivocationProof<
                <Block as BlockT>::Hash,
                NumberFor<Block>,
            >,
            _key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            None
        }

        fn generate_key_ownership_proof(
            _set_id: SetId,
            _authority_id: GrandpaId,
        ) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
            None
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            frame_system::Pallet::<Runtime>::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
        for Runtime
    {
        fn query_info(
            extrinsic: <Block as BlockT>::Extrinsic,
            length: u32,
        ) -> RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_info(extrinsic, length)
        }

        fn query_fee_details(
            extrinsic: <Block as BlockT>::Extrinsic,
            length: u32,
        ) -> FeeDetails<Balance> {
            TransactionPayment::query_fee_details(extrinsic, length)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
        Block,
        Balance,
        BoundedCall,
    > for Runtime
    {
        fn query_call_info(call: BoundedCall, length: u32) -> RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_call_info(call.0, length)
        }

        fn query_call_fee_details(call: BoundedCall, length: u32) -> FeeDetails<Balance> {
            TransactionPayment::query_call_fee_details(call.0, length)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
            genesis_builder_helper::build_state::<RuntimeGenesisConfig>(config)
        }

        fn get_preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
            genesis_builder_helper::get_preset::<RuntimeGenesisConfig>(id, |id| {
                let config = genesis_config(GenesisParameters::preset(id)?);
                serde_json::to_vec(&config).ok()
            })
        }

        fn preset_names() -> Vec<PresetId> {
            [DEV_PRESET, LOCAL_PRESET, LOCALNET_PRESET, LOCALNET_FAST_PRESET].map(PresetId::from).to_vec()
        }
    }

    impl myelin_runtime_apis::DelegateInfoRuntimeApi<Block> for Runtime {
        fn get_delegates() -> Vec<DelegateInfo<AccountId>> {
            views::delegates::<Runtime>()
        }

        fn get_delegate(delegate_account: AccountId) -> Option<DelegateInfo<AccountId>> {
            views::delegate::<Runtime>(&delegate_account)
        }

        fn get_delegated(delegatee_account: AccountId) -> Vec<Delegation<AccountId>> {
            views::delegated::<Runtime>(&delegatee_account)
        }
    }

    impl myelin_runtime_apis::NeuronInfoRuntimeApi<Block> for Runtime {
        fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo<AccountId>> {
            views::neurons::<Runtime>(netuid)
        }

        fn get_neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo<AccountId>> {
            views::neuron::<Runtime>(netuid, Uid(uid))
        }

        fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite<AccountId>> {
            views::neurons_lite::<Runtime>(netuid)
        }

        fn get_neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite<AccountId>> {
            views::neuron_lite::<Runtime>(netuid, Uid(uid))
        }
    }

    impl myelin_runtime_apis::SubnetInfoRuntimeApi<Block> for Runtime {
        fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo<AccountId>> {
            views::subnet::<Runtime>(netuid)
        }

        fn get_subnets_info() -> Vec<Option<SubnetInfo<AccountId>>> {
            views::all_subnets::<Runtime>()
        }

        fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfoV2<AccountId>> {
            views::subnet_v2::<Runtime>(netuid)
        }

        fn get_subnets_info_v2() -> Vec<Option<SubnetInfoV2<AccountId>>> {
            views::all_subnets_v2::<Runtime>()
        }

        fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams> {
            views::hyperparameters::<Runtime>(netuid)
        }

        fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
            views::hyperparameters_v2::<Runtime>(netuid)
        }

        fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<SubnetHyperparamsV3> {
            views::hyperparameters_v3::<Runtime>(netuid)
        }

        fn get_all_dynamic_info() -> Vec<Option<DynamicInfo<AccountId>>> {
            views::all_dynamic::<Runtime>()
        }

        fn get_all_metagraphs() -> Vec<Option<Metagraph<AccountId>>> {
            views::all_metagraphs::<Runtime>()
        }

        fn get_metagraph(netuid: NetUid) -> Option<Metagraph<AccountId>> {
            views::metagraph::<Runtime>(netuid)
        }

        fn get_all_mechagraphs() -> Vec<Option<Metagraph<AccountId>>> {
            views::all_mechagraphs::<Runtime>()
        }

        fn get_mechagraph(netuid: NetUid, mecid: MechId) -> Option<Metagraph<AccountId>> {
            views::mechagraph::<Runtime>(netuid, mecid)
        }

        fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo<AccountId>> {
            views::dynamic::<Runtime>(netuid)
        }

        fn get_subnet_state(netuid: NetUid) -> Option<SubnetState<AccountId>> {
            views::state::<Runtime>(netuid)
        }

        fn get_selective_metagraph(
            netuid: NetUid,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph<AccountId>> {
            views::selective_metagraph::<Runtime>(netuid, &metagraph_indexes)
        }

        fn get_coldkey_auto_stake_hotkey(coldkey: AccountId, netuid: NetUid) -> Option<AccountId> {
            views::auto_stake_hotkey::<Runtime>(&coldkey, netuid)
        }

        fn get_selective_mechagraph(
            netuid: NetUid,
            subid: MechId,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph<AccountId>> {
            views::selective_mechagraph::<Runtime>(netuid, subid, &metagraph_indexes)
        }

        fn get_subnet_to_prune() -> Option<NetUid> {
            views::to_prune::<Runtime>()
        }

        fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId> {
            views::account::<Runtime>(netuid)
        }

        fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64> {
            views::next_epoch::<Runtime>(netuid)
        }
    }

    impl myelin_runtime_apis::StakeInfoRuntimeApi<Block> for Runtime {
        fn get_stake_info_for_coldkey(coldkey_account: AccountId) -> Vec<StakeInfo<AccountId>> {
            views::positions::<Runtime>(&coldkey_account)
        }

        fn get_stake_info_for_coldkeys(
            coldkey_accounts: Vec<AccountId>,
        ) -> Vec<(AccountId, Vec<StakeInfo<AccountId>>)> {
            views::positions_of_each::<Runtime>(coldkey_accounts)
        }

        fn get_stake_info_for_hotkey_coldkey_netuid(
            hotkey_account: AccountId,
            coldkey_account: AccountId,
            netuid: NetUid,
        ) -> Option<StakeInfo<AccountId>> {
            views::position::<Runtime>(&hotkey_account, &coldkey_account, netuid)
        }

        fn get_stake_availability_for_coldkeys(
            coldkey_accounts: Vec<AccountId>,
            netuids: Option<Vec<NetUid>>,
        ) -> Availabilities<AccountId> {
            views::availability::<Runtime>(coldkey_accounts, netuids)
        }

        fn get_stake_fee(
            origin: Option<(AccountId, NetUid)>,
            _origin_coldkey_account: AccountId,
            destination: Option<(AccountId, NetUid)>,
            _destination_coldkey_account: AccountId,
            amount: u64,
        ) -> u64 {
            views::fee_of_move::<Runtime>(origin, destination, amount)
        }

        fn get_coldkey_lock(coldkey: AccountId, netuid: NetUid) -> Option<LockState> {
            views::lock::<Runtime>(&coldkey, netuid)
        }

        fn get_hotkey_conviction(hotkey: AccountId, netuid: NetUid) -> StoredU64F64 {
            views::conviction::<Runtime>(&hotkey, netuid)
        }

        fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId> {
            views::most_convicted::<Runtime>(netuid)
        }
    }

    impl myelin_runtime_apis::ProxyFilterRuntimeApi<Block> for Runtime {
        fn get_proxy_types() -> Vec<ProxyTypeInfo> {
            crate::proxy_types::kinds()
        }

        fn get_proxy_filter(proxy_type: Option<u8>) -> Vec<ProxyFilterInfo> {
            crate::proxy_types::filters(proxy_type)
        }
    }

    impl myelin_runtime_apis::SubnetRegistrationRuntimeApi<Block> for Runtime {
        fn get_network_registration_cost() -> Tao {
            pallet_subtensor::subnets::lock_cost::<Runtime>()
        }
    }

    impl myelin_runtime_apis::SwapRuntimeApi<Block> for Runtime {
        fn current_alpha_price(netuid: NetUid) -> u64 {
            views::price::<Runtime>(netuid)
        }

        fn current_alpha_price_all() -> Vec<SubnetPrice> {
            views::all_prices::<Runtime>()
        }

        fn sim_swap_tao_for_alpha(netuid: NetUid, tao: Tao) -> SimSwapResult {
            views::simulated_purchase::<Runtime>(netuid, tao)
        }

        fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: Alpha) -> SimSwapResult {
            views::simulated_sale::<Runtime>(netuid, alpha)
        }
    }
}
