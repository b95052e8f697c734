//! What clients are told, asked the way they ask: by the name of the question, in bytes.

use crate::{
    market::{hotkey, usual, Market},
    world::{person, story, tao, World},
};
use codec::{Compact, Decode, Encode};
use myelin_primitives::{Alpha, MechId, NetUid, StorageIndex, Tao, Uid};
use myelin_runtime::{AccountId, Runtime, VERSION};
use myelin_views as views;
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::{self as subtensor, Call};

type NeuronInfoLite = views::NeuronInfoLite<AccountId>;
type NeuronInfo = views::NeuronInfo<AccountId>;
type Metagraph = views::Metagraph<AccountId>;
type SelectiveMetagraph = views::SelectiveMetagraph<AccountId>;

/// Asks as `state_call` does; an answer with bytes left over is not the answer.
pub fn ask<Answer: Decode>(question: &str, arguments: impl Encode) -> Answer {
    let bytes = myelin_runtime::api::dispatch(question, &arguments.encode()).expect("the runtime knows the question");
    let mut rest = &bytes[..];
    let answer = Answer::decode(&mut rest).expect("the answer decodes");
    assert!(rest.is_empty(), "{question} left {} bytes", rest.len());
    answer
}

/// The usual cast after a tempo with weights, in which everybody earned something.
fn market(world: &mut World) -> Market {
    let mut market = usual(world);
    market.pass_tempo(world, &[("anna", &[3, 2, 1]), ("boris", &[3, 2, 0]), ("clara", &[2, 2, 1])]);
    market
}

#[test]
fn the_version_names_every_interface() {
    let named = |id: u64| VERSION.apis.iter().find(|(known, _)| u64::from_be_bytes(*known) == id).map(|(_, v)| *v);
    for (id, version) in [
        (0x42e6_2be4_a39e_5b60, 1),
        (0x806d_f4cc_aa9e_d485, 1),
        (0x8375_104b_299b_74c5, 2),
        (0x5d1f_bfbe_852f_2807, 1),
        (0xc688_6e2f_8e59_8b0a, 1),
        (0xa8b0_93e6_508d_9e9c, 1),
    ] {
        assert_eq!(named(id), Some(version), "{id:x}");
    }
}

#[test]
fn neurons_are_what_storage_holds() {
    story(|world| {
        let market = market(world);
        let netuid = market.netuid;
        let lite: Vec<NeuronInfoLite> = ask("NeuronInfoRuntimeApi_get_neurons_lite", netuid);
        assert_eq!(lite.len(), 7);
        let incentives = subtensor::Incentive::<Runtime>::get(StorageIndex::from(netuid));
        let dividends = subtensor::Dividends::<Runtime>::get(netuid);
        let permits = subtensor::ValidatorPermit::<Runtime>::get(netuid);
        for (uid, neuron) in (0..).map(Uid).zip(&lite) {
            assert_eq!(neuron.uid, uid.0);
            assert_eq!(neuron.netuid, netuid);
            assert_eq!(Some(&neuron.hotkey), subtensor::neurons::hotkey_at::<Runtime>(netuid, uid).as_ref());
            assert_eq!(Some(&neuron.coldkey), subtensor::keys::owner_of::<Runtime>(&neuron.hotkey).as_ref());
            let held = subtensor::stake::of_hotkey::<Runtime>(&neuron.hotkey, netuid);
            assert_eq!(neuron.stake, [(neuron.coldkey.clone(), Compact(held))]);
            assert_eq!(neuron.incentive, incentives[uid.index()]);
            assert_eq!(neuron.dividends, dividends[uid.index()]);
            assert_eq!(neuron.validator_permit, permits[uid.index()]);
            assert_eq!(neuron.emission, subtensor::epoch::emission_of::<Runtime>(netuid, uid));
            assert_eq!((neuron.rank, neuron.trust, neuron.pruning_score), (0, 0, 65_535));
            let alone: Option<NeuronInfoLite> = ask("NeuronInfoRuntimeApi_get_neuron_lite", (netuid, uid));
            assert_eq!(alone.as_ref(), Some(neuron));
        }
        assert!(lite[4].incentive > lite[5].incentive, "the good miner is seen as better than the fair one");
        assert!(lite[1].validator_permit && lite[1].dividends > 0);
    });
}

#[test]
fn a_whole_neuron_adds_weights_and_bonds_that_are_not_zero() {
    story(|world| {
        let market = market(world);
        let boris = market.uid("boris");
        let whole: Option<NeuronInfo> = ask("NeuronInfoRuntimeApi_get_neuron", (market.netuid, boris));
        let whole = whole.expect("boris has a seat");
        assert_eq!(whole.weights, [(Compact(4), Compact(65_535)), (Compact(5), Compact(43_690))]);
        let stored = subtensor::Bonds::<Runtime>::get(StorageIndex::from(market.netuid), boris);
        let expected = views::compact::pairs(stored.into_iter().filter(|(_, bond)| *bond != 0));
        assert!(!expected.is_empty());
        assert_eq!(whole.bonds, expected);
        let all: Vec<NeuronInfo> = ask("NeuronInfoRuntimeApi_get_neurons", market.netuid);
        assert_eq!(all.get(boris.index()), Some(&whole));
    });
}

#[test]
fn questions_about_what_does_not_exist_are_answered_with_nothing() {
    story(|_| {
        let nowhere = NetUid(77);
        assert_eq!(ask::<Vec<NeuronInfoLite>>("NeuronInfoRuntimeApi_get_neurons_lite", nowhere), []);
        assert_eq!(ask::<Option<NeuronInfo>>("NeuronInfoRuntimeApi_get_neuron", (nowhere, 0u16)), None);
        assert_eq!(ask::<Option<Metagraph>>("SubnetInfoRuntimeApi_get_metagraph", nowhere), None);
        assert_eq!(ask::<Option<Metagraph>>("SubnetInfoRuntimeApi_get_mechagraph", (NetUid(1), MechId(1))), None);
        let hyperparameters: Option<views::SubnetHyperparamsV2> =
            ask("SubnetInfoRuntimeApi_get_subnet_hyperparams_v2", nowhere);
        assert_eq!(hyperparameters, None);
        let nobody = (person("nobody"), person("nobody"), nowhere);
        let held: Option<views::StakeInfo<AccountId>> =
            ask("StakeInfoRuntimeApi_get_stake_info_for_hotkey_coldkey_netuid", nobody);
        assert_eq!(held, None);
        assert_eq!(ask::<u64>("StakeInfoRuntimeApi_get_stake_fee", (0u8, person("a"), 0u8, person("b"), 5u64)), 0);
        // It would begin with the tempo of a new subnet.
        assert_eq!(ask::<Option<u64>>("SubnetInfoRuntimeApi_get_next_epoch_start_block", nowhere), Some(360));
    });
}

#[test]
fn a_metagraph_agrees_with_the_neurons_and_the_pool() {
    story(|world| {
        let market = market(world);
        let netuid = market.netuid;
        let graph: Metagraph = ask::<Option<_>>("SubnetInfoRuntimeApi_get_metagraph", netuid).expect("it exists");
        let neurons: Vec<NeuronInfoLite> = ask("NeuronInfoRuntimeApi_get_neurons_lite", netuid);
        let pool: views::DynamicInfo<AccountId> =
            ask::<Option<_>>("SubnetInfoRuntimeApi_get_dynamic_info", netuid).expect("it exists");
        assert_eq!(graph.netuid, netuid);
        assert_eq!(graph.num_uids, Compact(7));
        assert_eq!(graph.block.0, world.now());
        assert_eq!(graph.owner_hotkey, hotkey("owner"));
        assert_eq!(graph.owner_coldkey, person("owner"));
        assert_eq!(graph.hotkeys, neurons.iter().map(|neuron| neuron.hotkey.clone()).collect::<Vec<_>>());
        assert_eq!(graph.coldkeys, neurons.iter().map(|neuron| neuron.coldkey.clone()).collect::<Vec<_>>());
        assert_eq!(graph.incentives, views::compact::list(neurons.iter().map(|neuron| neuron.incentive)));
        assert_eq!(graph.last_update, views::compact::list(neurons.iter().map(|neuron| neuron.last_update)));
        assert_eq!(graph.alpha_in.0, pool.alpha_in);
        assert_eq!(graph.tao_in.0, pool.tao_in);
        assert_eq!((graph.rank.len(), graph.trust.len(), graph.pruning_score.len()), (0, 0, 0));
        for (uid, hotkey) in graph.hotkeys.iter().enumerate() {
            let weight = subtensor::stake::weight_of::<Runtime>(hotkey, netuid).to_num::<u64>();
            assert_eq!(graph.total_stake[uid].0, Tao(weight));
            assert_eq!(graph.alpha_stake[uid].0, subtensor::stake::of_hotkey::<Runtime>(hotkey, netuid));
        }
        let (earner, dividend) = &graph.alpha_dividends_per_hotkey[1];
        assert_eq!(earner, &hotkey("anna"));
        assert!(dividend.0 > Alpha::ZERO);
    });
}

#[test]
fn a_selection_holds_what_was_asked_for_and_nothing_else() {
    story(|world| {
        let market = market(world);
        let chosen: SelectiveMetagraph =
            ask::<Option<_>>("SubnetInfoRuntimeApi_get_selective_metagraph", (market.netuid, vec![8u16, 72, 999]))
                .expect("it exists");
        assert_eq!(chosen.netuid, NetUid::ROOT, "its netuid was not asked for");
        assert_eq!(chosen.tempo, Some(Compact(360)));
        assert_eq!(chosen.validators, Some(vec![Compact(0), Compact(1), Compact(2), Compact(3)]));
        // A byte for each of 74 fields, two for the tempo, and the four validators with their number.
        assert_eq!(chosen.encoded_size(), 74 + 2 + 5);
        let question = "SubnetInfoRuntimeApi_get_selective_mechagraph";
        let of_mechanism: SelectiveMetagraph =
            ask::<Option<_>>(question, (market.netuid, MechId::MAIN, Vec::<u16>::new())).expect("it exists");
        assert_eq!((of_mechanism.netuid, of_mechanism.encoded_size()), (market.netuid, 74));
    });
}

#[test]
fn each_mechanism_has_a_metagraph_under_its_storage_index() {
    story(|world| {
        let netuid = world.create_subnet("owner", 1);
        world.as_root(Admin::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 128 }).unwrap();
        world.as_root(Admin::sudo_set_mechanism_count { netuid, mechanism_count: MechId(2) }).unwrap();
        let second: Metagraph =
            ask::<Option<_>>("SubnetInfoRuntimeApi_get_mechagraph", (netuid, MechId(1))).expect("it exists");
        assert_eq!(second.netuid.0, 4096 + netuid.0);
        let all: Vec<Option<Metagraph>> = ask("SubnetInfoRuntimeApi_get_all_mechagraphs", ());
        let indices: Vec<u16> = all.into_iter().flatten().map(|graph| graph.netuid.0).collect();
        assert_eq!(indices, [0, 1, netuid.0, 4096 + netuid.0]);
    });
}

#[test]
fn hyperparameters_read_the_same_in_all_three_forms() {
    story(|world| {
        let netuid = world.create_subnet("owner", 3);
        let first: views::SubnetHyperparams =
            ask::<Option<_>>("SubnetInfoRuntimeApi_get_subnet_hyperparams", netuid).expect("it exists");
        let second: views::SubnetHyperparamsV2 =
            ask::<Option<_>>("SubnetInfoRuntimeApi_get_subnet_hyperparams_v2", netuid).expect("it exists");
        let third: views::SubnetHyperparamsV3 =
            ask::<Option<_>>("SubnetInfoRuntimeApi_get_subnet_hyperparams_v3", netuid).expect("it exists");
        assert!(second.encode().starts_with(&first.encode()));
        assert_eq!((second.tempo, second.max_validators, second.yuma_version), (360, 4, 3));
        assert_eq!(second.immunity_period, 5_000);
        assert!(!second.commit_reveal_weights_enabled && !second.subnet_is_active);
        assert_eq!(second.alpha_sigmoid_steepness.bits, 1_000 << 32);
        assert_eq!(third.len(), 33);
        let named = |name: &str| third.iter().find(|entry| entry.name == name.as_bytes()).map(|entry| &entry.value);
        assert_eq!(named("tempo"), Some(&views::HyperparamValue::U16(360)));
        assert_eq!(named("activity_cutoff_factor"), Some(&views::HyperparamValue::U32(13_889)));
        assert_eq!(named("max_burn"), Some(&views::HyperparamValue::TaoBalance(tao(100))));
        assert_eq!(named("owner_cut_auto_lock_enabled"), Some(&views::HyperparamValue::Bool(false)));
    });
}

#[test]
fn subnets_are_listed_in_ascending_order() {
    story(|world| {
        let netuid = world.create_subnet("owner", 3);
        let all: Vec<Option<views::SubnetInfoV2<AccountId>>> = ask("SubnetInfoRuntimeApi_get_subnets_info_v2", ());
        let all: Vec<_> = all.into_iter().flatten().collect();
        assert_eq!(all.iter().map(|info| info.netuid).collect::<Vec<_>>(), [NetUid::ROOT, NetUid(1), netuid]);
        assert_eq!(all[2].owner, person("owner"));
        assert_eq!(all[2].subnetwork_n, 1);
        let prices: Vec<views::SubnetPrice> = ask("SwapRuntimeApi_current_alpha_price_all", ());
        assert_eq!(prices[0], views::SubnetPrice { netuid: NetUid::ROOT, price: 1_000_000_000 });
        assert_eq!(prices.len(), 3);
        let account: Option<AccountId> = ask("SubnetInfoRuntimeApi_get_subnet_account_id", netuid);
        assert_eq!(world.balance(&account.expect("it exists")), all_tao_of(netuid));
    });
}

fn all_tao_of(netuid: NetUid) -> Tao {
    subtensor::pool::reserves::<Runtime>(netuid).0
}

#[test]
fn positions_are_listed_by_subnet_and_hotkey() {
    story(|world| {
        let market = market(world);
        world.fund(&person("saver"), tao(100));
        world.add_stake("saver", "boris", market.netuid, tao(10));
        world.add_stake("saver", "anna", market.netuid, tao(20));
        let held: Vec<views::StakeInfo<AccountId>> =
            ask("StakeInfoRuntimeApi_get_stake_info_for_coldkey", person("saver"));
        let places: Vec<_> = held.iter().map(|position| (position.netuid, position.hotkey.clone())).collect();
        assert_eq!(places, [(market.netuid, hotkey("boris")), (market.netuid, hotkey("anna"))]);
        assert_eq!(held[0].stake, world.stake(&hotkey("boris"), &person("saver"), market.netuid));
        assert!(held[0].is_registered);
        assert!(held[1].emission > Alpha::ZERO, "anna's nominators earned in the last epoch");

        let several: Vec<(AccountId, Vec<views::StakeInfo<AccountId>>)> =
            ask("StakeInfoRuntimeApi_get_stake_info_for_coldkeys", vec![person("nobody"), person("saver")]);
        assert_eq!(several, [(person("nobody"), vec![]), (person("saver"), held.clone())]);
        let free: views::Availabilities<AccountId> = ask(
            "StakeInfoRuntimeApi_get_stake_availability_for_coldkeys",
            (vec![person("saver")], None::<Vec<NetUid>>),
        );
        let on_subnet = &free[&person("saver")][&market.netuid];
        assert_eq!(on_subnet.total, held.iter().map(|position| position.stake).sum());
        assert_eq!(on_subnet.available, on_subnet.total);
    });
}

#[test]
fn a_trade_that_was_thought_of_happens_just_so() {
    story(|world| {
        let market = market(world);
        let netuid = market.netuid;
        world.fund(&person("saver"), tao(100));
        let thought: views::SimSwapResult = ask("SwapRuntimeApi_sim_swap_tao_for_alpha", (netuid, tao(10)));
        assert_eq!(thought.tao_amount.saturating_add(thought.tao_fee), tao(10));
        assert!(thought.alpha_slippage > Alpha::ZERO);
        assert_eq!((thought.alpha_fee, thought.tao_slippage), (Alpha::ZERO, Tao::ZERO));
        let fee: u64 = ask(
            "StakeInfoRuntimeApi_get_stake_fee",
            (
                None::<(AccountId, NetUid)>,
                person("saver"),
                Some((hotkey("anna"), netuid)),
                person("saver"),
                tao(10).rao(),
            ),
        );
        assert_eq!(fee, thought.tao_fee.rao());
        world.add_stake("saver", "fair", netuid, tao(10));
        assert_eq!(world.stake(&hotkey("fair"), &person("saver"), netuid), thought.alpha_amount);

        let sale: views::SimSwapResult = ask("SwapRuntimeApi_sim_swap_alpha_for_tao", (netuid, thought.alpha_amount));
        assert!(sale.tao_amount < tao(10) && sale.tao_slippage > Tao::ZERO && sale.alpha_fee > Alpha::ZERO);
        let nowhere: views::SimSwapResult = ask("SwapRuntimeApi_sim_swap_tao_for_alpha", (NetUid(77), tao(10)));
        assert_eq!(nowhere, views::SimSwapResult::default());
    });
}

#[test]
fn a_delegate_is_shown_with_its_nominators_and_its_return() {
    story(|world| {
        let market = market(world);
        let netuid = market.netuid;
        world.fund(&person("saver"), tao(100));
        world.add_stake("saver", "anna", netuid, tao(10));
        let call = Call::decrease_take { hotkey: hotkey("anna"), take: 6_553 };
        world.call(&person("anna"), call).unwrap();
        let anna: views::DelegateInfo<AccountId> =
            ask::<Option<_>>("DelegateInfoRuntimeApi_get_delegate", hotkey("anna")).expect("anna has a take");
        assert_eq!(anna.take, 6_553);
        assert_eq!(anna.owner_ss58, person("anna"));
        assert_eq!(anna.registrations, [Compact(netuid)]);
        assert_eq!(anna.validator_permits, [Compact(netuid)]);
        let held = world.stake(&hotkey("anna"), &person("saver"), netuid);
        assert!(anna.nominators.contains(&(person("saver"), vec![(Compact(netuid), Compact(held.rao()))])));
        assert!(anna.total_daily_return > 0 && anna.return_per_1000 > 0);

        let all: Vec<views::DelegateInfo<AccountId>> = ask("DelegateInfoRuntimeApi_get_delegates", ());
        assert!(all.contains(&anna));
        let chosen: Vec<views::Delegation<AccountId>> = ask("DelegateInfoRuntimeApi_get_delegated", person("saver"));
        assert_eq!(chosen, [(anna, (Compact(netuid), Compact(held)))]);
    });
}

#[test]
fn the_price_of_a_subnet_and_the_block_of_its_epoch_are_told() {
    story(|world| {
        let cost: Tao = ask("SubnetRegistrationRuntimeApi_get_network_registration_cost", ());
        assert_eq!(cost, tao(1_000));
        let netuid = world.create_subnet("owner", 3);
        let cost: Tao = ask("SubnetRegistrationRuntimeApi_get_network_registration_cost", ());
        assert_eq!(cost, tao(2_000));
        let next: Option<u64> = ask("SubnetInfoRuntimeApi_get_next_epoch_start_block", netuid);
        assert_eq!(next, Some(subtensor::LastEpochBlock::<Runtime>::get(netuid) + 360));
        assert_eq!(ask::<Option<NetUid>>("SubnetInfoRuntimeApi_get_subnet_to_prune", ()), None);
    });
}
