//! Calls inside other calls: several at once, as somebody else, or with root's rights.

use super::{
    cast::free,
    effects::{announces, announces_that, raises, sets},
    stage::{Root, Stage, Who},
    system::stalled,
};
use crate::story::{person, tao};
use myelin_runtime::{utility, AccountId, OriginCaller, Runtime, RuntimeCall};
use polkadot_sdk::{
    frame_support::weights::Weight,
    frame_system::{self, RawOrigin},
    pallet_balances, pallet_sudo,
    sp_io::hashing::blake2_256,
    sp_keyring::Sr25519Keyring::Alice,
    sp_runtime::{
        DispatchError::{BadOrigin, Token},
        TokenError::FundsUnavailable,
    },
};

type Utility = utility::Call<Runtime>;
type Sudo = pallet_sudo::Call<Runtime>;

/// More than a batch may hold.
const TOO_MANY: usize = 11_000;

/// A gift to ben that ada can afford, and one that she cannot.
fn gift() -> RuntimeCall {
    pallet_balances::Call::transfer_allow_death { dest: person("ben").into(), value: 1_000 }.into()
}

fn fortune() -> RuntimeCall {
    pallet_balances::Call::transfer_allow_death { dest: person("ben").into(), value: tao(1_000).rao() }.into()
}

fn remark() -> RuntimeCall {
    frame_system::Call::remark_with_event { remark: vec![1, 2] }.into()
}

fn remarked(by: AccountId) -> frame_system::Event<Runtime> {
    frame_system::Event::Remarked { sender: by, hash: blake2_256(&[1, 2]).into() }
}

pub fn batches(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let bens = || raises("System.Account", || free("ben"));
    let many = || vec![frame_system::Call::remark { remark: Vec::new() }.into(); TOO_MANY];

    let batch = |calls| Utility::batch { calls };
    stage.succeeds("ada", batch(vec![gift(), gift()]), bens());
    stage.fails("ada", batch(many()), utility::Error::<Runtime>::TooManyCalls);
    let batch = |calls| Utility::batch_all { calls };
    stage.succeeds("ada", batch(vec![gift(), gift()]), bens());
    stage.fails("ada", batch(vec![gift(), fortune()]), Token(FundsUnavailable));
    let batch = |calls| Utility::force_batch { calls };
    stage.succeeds("ada", batch(vec![fortune(), gift()]), bens());
    stage.fails("ada", batch(many()), utility::Error::<Runtime>::TooManyCalls);

    let either = |main, fallback| Utility::if_else { main: Box::new(main), fallback: Box::new(fallback) };
    let fell_back = |event| matches!(event, utility::Event::IfElseFallbackCalled { .. });
    stage.succeeds("ada", either(gift(), fortune()), bens());
    stage.succeeds("ada", either(fortune(), gift()), announces_that(fell_back));
    stage.fails("ada", either(fortune(), fortune()), Token(FundsUnavailable));
}

pub fn on_behalf(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let derived = utility::derived_account(&person("ada"), 7).expect("any bytes are an account");
    let derive = |call| Utility::as_derivative { index: 7, call: Box::new(call) };
    stage.succeeds("ada", derive(remark()), announces(remarked(derived)));
    stage.fails("ada", derive(gift()), Token(FundsUnavailable));

    let as_ada = || Box::new(OriginCaller::system(RawOrigin::Signed(person("ada"))));
    let by_ada = || announces(remarked(person("ada")));
    let act = |call| Utility::dispatch_as { as_origin: as_ada(), call: Box::new(call) };
    stage.succeeds(Root, act(remark()), by_ada());
    stage.fails("ada", act(remark()), BadOrigin);
    let act = |call| Utility::dispatch_as_fallible { as_origin: as_ada(), call: Box::new(call) };
    stage.succeeds(Root, act(remark()), by_ada());
    stage.fails(Root, act(fortune()), Token(FundsUnavailable));

    let weigh = |call| Utility::with_weight { call: Box::new(call), weight: Weight::from_parts(1, 1) };
    let grandpa = polkadot_sdk::pallet_grandpa::Call::note_stalled { delay: 3, best_finalized_block_number: 1 };
    stage.aside(|stage| stage.succeeds(Root, weigh(grandpa.into()), sets("Grandpa.Stalled", stalled, Some((3, 1)))));
    let (source, dest) = (person("ada").into(), person("ben").into());
    let fortune = pallet_balances::Call::force_transfer { source, dest, value: tao(1_000).rao() };
    stage.fails(Root, weigh(fortune.into()), Token(FundsUnavailable));
}

pub fn sudo(stage: &mut Stage) {
    stage.fund(&person("ada"), tao(10));
    let alice = || Who::from(Alice.to_account_id());
    let stranger = || pallet_sudo::Error::<Runtime>::RequireSudo;
    let fund = || {
        let (source, dest) = (person("ada").into(), person("ben").into());
        Box::new(pallet_balances::Call::force_transfer { source, dest, value: 1_000 }.into())
    };
    let bens = || raises("System.Account", || free("ben"));

    stage.succeeds(alice(), Sudo::sudo { call: fund() }, bens());
    stage.fails("ada", Sudo::sudo { call: fund() }, stranger());
    let unchecked = || Sudo::sudo_unchecked_weight { call: fund(), weight: Weight::from_parts(1, 1) };
    stage.succeeds(alice(), unchecked(), bens());
    stage.fails("ada", unchecked(), stranger());
    let as_ada = || Sudo::sudo_as { who: person("ada").into(), call: Box::new(gift()) };
    stage.succeeds(alice(), as_ada(), bens());
    stage.fails("ada", as_ada(), stranger());

    let pass_on = || Sudo::set_key { new: person("ada").into() };
    stage.fails("ada", pass_on(), stranger());
    stage.aside(|stage| {
        let (old, new) = (Some(Alice.to_account_id()), person("ada"));
        stage.succeeds(alice(), pass_on(), announces(pallet_sudo::Event::<Runtime>::KeyChanged { old, new }));
    });
    stage.fails("ada", Sudo::remove_key {}, stranger());
    stage.aside(|stage| {
        stage.succeeds(alice(), Sudo::remove_key {}, announces(pallet_sudo::Event::<Runtime>::KeyRemoved));
    });
}
