//! What clients may ask the runtime beyond the stock questions: names, arguments, answers and
//! versions as the wire has them. The identity of each is the hash of its name.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;
use myelin_primitives::{fixed_point::StoredU64F64, records::LockState, Alpha, MechId, NetUid, Tao};
use myelin_views as views;
use myelin_views::{SimSwapResult, SubnetPrice};
use polkadot_sdk::{sp_api, sp_runtime::AccountId32};

type Availabilities = views::Availabilities<AccountId32>;
type DelegateInfo = views::DelegateInfo<AccountId32>;
type Delegation = views::Delegation<AccountId32>;
type DynamicInfo = views::DynamicInfo<AccountId32>;
type Metagraph = views::Metagraph<AccountId32>;
type NeuronInfo = views::NeuronInfo<AccountId32>;
type NeuronInfoLite = views::NeuronInfoLite<AccountId32>;
type SelectiveMetagraph = views::SelectiveMetagraph<AccountId32>;
type StakeInfo = views::StakeInfo<AccountId32>;
type SubnetInfo = views::SubnetInfo<AccountId32>;
type SubnetInfoV2 = views::SubnetInfoV2<AccountId32>;
type SubnetState = views::SubnetState<AccountId32>;

sp_api::decl_runtime_apis! {
    /// Delegates and their nominators.
    pub trait DelegateInfoRuntimeApi {
        /// Every delegate.
        fn get_delegates() -> Vec<DelegateInfo>;
        /// One delegate.
        fn get_delegate(delegate_account: AccountId32) -> Option<DelegateInfo>;
        /// The delegates an account stakes to, with each position.
        fn get_delegated(delegatee_account: AccountId32) -> Vec<Delegation>;
    }

    /// Neurons, in the order of their seats.
    pub trait NeuronInfoRuntimeApi {
        /// Every neuron of a subnet, with weights and bonds; none where there is no subnet.
        fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo>;
        /// One neuron, with weights and bonds.
        fn get_neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo>;
        /// Every neuron of a subnet; none where there is no subnet.
        fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite>;
        /// One neuron.
        fn get_neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite>;
    }

    /// Subnets: settings, pools, seats.
    #[api_version(2)]
    pub trait SubnetInfoRuntimeApi {
        /// A subnet in short.
        fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo>;
        /// Every subnet in short.
        fn get_subnets_info() -> Vec<Option<SubnetInfo>>;
        /// A subnet in short, with its identity.
        fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfoV2>;
        /// Every subnet in short, with identities.
        fn get_subnets_info_v2() -> Vec<Option<SubnetInfoV2>>;
        /// Hyperparameters, oldest form.
        fn get_subnet_hyperparams(netuid: NetUid) -> Option<views::SubnetHyperparams>;
        /// Hyperparameters, second form.
        fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<views::SubnetHyperparamsV2>;
        /// Hyperparameters by name.
        #[api_version(2)]
        fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<views::SubnetHyperparamsV3>;
        /// Every subnet's pool.
        fn get_all_dynamic_info() -> Vec<Option<DynamicInfo>>;
        /// Every subnet's metagraph.
        fn get_all_metagraphs() -> Vec<Option<Metagraph>>;
        /// A subnet's metagraph.
        fn get_metagraph(netuid: NetUid) -> Option<Metagraph>;
        /// The metagraph of every mechanism of every subnet.
        fn get_all_mechagraphs() -> Vec<Option<Metagraph>>;
        /// The metagraph of one mechanism of a subnet; its netuid is the storage index.
        fn get_mechagraph(netuid: NetUid, mecid: MechId) -> Option<Metagraph>;
        /// A subnet's pool.
        fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo>;
        /// The seats of a subnet by trait.
        fn get_subnet_state(netuid: NetUid) -> Option<SubnetState>;
        /// Chosen parts of a subnet's metagraph.
        fn get_selective_metagraph(netuid: NetUid, metagraph_indexes: Vec<u16>) -> Option<SelectiveMetagraph>;
        /// The hotkey on which a coldkey's mined alpha is staked.
        fn get_coldkey_auto_stake_hotkey(coldkey: AccountId32, netuid: NetUid) -> Option<AccountId32>;
        /// Chosen parts of the metagraph of one mechanism.
        fn get_selective_mechagraph(
            netuid: NetUid,
            subid: MechId,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph>;
        /// The subnet that would make room for a new one.
        fn get_subnet_to_prune() -> Option<NetUid>;
        /// The account that holds a subnet's TAO.
        fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId32>;
        /// The block of a subnet's next epoch.
        fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64>;
    }

    /// Positions of stake.
    pub trait StakeInfoRuntimeApi {
        /// Every position of a coldkey.
        fn get_stake_info_for_coldkey(coldkey_account: AccountId32) -> Vec<StakeInfo>;
        /// Every position of each coldkey, in the order they were named.
        fn get_stake_info_for_coldkeys(coldkey_accounts: Vec<AccountId32>) -> Vec<(AccountId32, Vec<StakeInfo>)>;
        /// One position.
        fn get_stake_info_for_hotkey_coldkey_netuid(
            hotkey_account: AccountId32,
            coldkey_account: AccountId32,
            netuid: NetUid,
        ) -> Option<StakeInfo>;
        /// What each coldkey may move on each subnet, or on those named.
        fn get_stake_availability_for_coldkeys(
            coldkey_accounts: Vec<AccountId32>,
            netuids: Option<Vec<NetUid>>,
        ) -> Availabilities;
        /// What moving stake would cost, in rao.
        fn get_stake_fee(
            origin: Option<(AccountId32, NetUid)>,
            origin_coldkey_account: AccountId32,
            destination: Option<(AccountId32, NetUid)>,
            destination_coldkey_account: AccountId32,
            amount: u64,
        ) -> u64;
        /// What a coldkey has locked on a subnet.
        fn get_coldkey_lock(coldkey: AccountId32, netuid: NetUid) -> Option<LockState>;
        /// How much conviction is behind a hotkey.
        fn get_hotkey_conviction(hotkey: AccountId32, netuid: NetUid) -> StoredU64F64;
        /// The hotkey with the most conviction behind it.
        fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId32>;
    }

    /// Kinds of proxies.
    pub trait ProxyFilterRuntimeApi {
        /// Every kind, by its number.
        fn get_proxy_types() -> Vec<views::ProxyTypeInfo>;
        /// What a kind may do, or what each of them may.
        fn get_proxy_filter(proxy_type: Option<u8>) -> Vec<views::ProxyFilterInfo>;
    }

    /// What a new subnet costs.
    pub trait SubnetRegistrationRuntimeApi {
        /// The lock cost of now, in rao.
        fn get_network_registration_cost() -> Tao;
    }

    /// Prices, and trades that are only thought of.
    pub trait SwapRuntimeApi {
        /// TAO per alpha, times 1e9.
        fn current_alpha_price(netuid: NetUid) -> u64;
        /// The price of every subnet's alpha.
        fn current_alpha_price_all() -> Vec<SubnetPrice>;
        /// What buying alpha for TAO would give; zeros where it is impossible.
        fn sim_swap_tao_for_alpha(netuid: NetUid, tao: Tao) -> SimSwapResult;
        /// What selling alpha for TAO would give; zeros where it is impossible.
        fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: Alpha) -> SimSwapResult;
    }
}

/// Clients find an interface in the runtime's version by this identity.
macro_rules! identified {
    ($($declared:ident: $id:literal, version $version:literal;)+) => {
        $(const _: () = assert!(u64::from_be_bytes($declared::ID) == $id && $declared::VERSION == $version);)+
    };
}

identified! {
    runtime_decl_for_delegate_info_runtime_api: 0x42e6_2be4_a39e_5b60, version 1;
    runtime_decl_for_neuron_info_runtime_api: 0x806d_f4cc_aa9e_d485, version 1;
    runtime_decl_for_subnet_info_runtime_api: 0x8375_104b_299b_74c5, version 2;
    runtime_decl_for_stake_info_runtime_api: 0x5d1f_bfbe_852f_2807, version 1;
    runtime_decl_for_proxy_filter_runtime_api: 0xc0de_4984_d112_f3b4, version 1;
    runtime_decl_for_subnet_registration_runtime_api: 0xc688_6e2f_8e59_8b0a, version 1;
    runtime_decl_for_swap_runtime_api: 0xa8b0_93e6_508d_9e9c, version 1;
}
