//! How fast a development chain runs: whole tempos of a subnet at work, block by block.
//!
//! `cargo xtask bench node [--json] [-- CASE]`; one line a case, the median of several tempos.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use codec::Encode;
use myelin_node::dev::{spawn, Chain, Config};
use myelin_primitives::{MechId, NetUid, Tao};
use myelin_runtime::{transaction_extensions, utility, RuntimeCall, SignedPayload, UncheckedExtrinsic, VERSION};
use pallet_admin_utils::Call as Admin;
use pallet_subtensor::Call as Subtensor;
use polkadot_sdk::{
    pallet_sudo,
    sc_transaction_pool_api::{TransactionPool, TransactionSource},
    sp_blockchain::HeaderBackend,
    sp_core::{sr25519, Pair, H256},
    sp_runtime::{generic::Era, traits::IdentifyAccount, MultiSignature, MultiSigner},
};
use std::{sync::Arc, time::Instant};

const NETUID: NetUid = NetUid(2);
const TEMPO: u32 = 360;
const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    let filter = arguments.iter().find(|argument| !argument.starts_with("--"));
    for (seats, validators) in [(64, 16)] {
        let case = format!("tempo/{seats}x{validators}");
        if filter.is_some_and(|wanted| !case.contains(wanted.as_str())) {
            continue;
        }
        let milliseconds = tempo(seats, validators);
        if json {
            println!(r#"{{"bench":"node","case":"{case}","value":{milliseconds:.1},"unit":"ms","runs":{RUNS}}}"#);
        } else {
            println!("node {case}: {milliseconds:.1} ms for {TEMPO} blocks, median of {RUNS}");
        }
    }
}

/// Milliseconds for one tempo of a subnet with so many seats, all validators setting weights.
fn tempo(seats: usize, validators: usize) -> f64 {
    let mut bench = Bench::open(seats, validators);
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            bench.judge();
            let started = Instant::now();
            bench.chain.seal(TEMPO).unwrap();
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

struct Signer {
    pair: sr25519::Pair,
    nonce: u32,
}

impl Signer {
    fn new(phrase: &str) -> Self {
        Self { pair: sr25519::Pair::from_string(phrase, None).unwrap(), nonce: 0 }
    }

    fn account(&self) -> myelin_runtime::AccountId {
        MultiSigner::from(self.pair.public()).into_account()
    }
}

struct Bench {
    chain: Chain,
    alice: Signer,
    hotkeys: Vec<Signer>,
    validators: usize,
    round: u16,
}

impl Bench {
    /// A subnet of Alice's whose validators have stake and permits.
    fn open(seats: usize, validators: usize) -> Self {
        let chain = spawn(Config::quiet()).unwrap();
        let alice = Signer::new("//Alice");
        // The owner's own seat is the first.
        let hotkeys: Vec<Signer> = (0..seats).map(|n| Signer::new(&format!("//hotkey//{n}"))).collect();
        let mut bench = Self { chain, alice, hotkeys, validators, round: 0 };
        let netuid = NETUID;

        let hotkey = bench.hotkeys[0].account();
        bench.as_alice(vec![Subtensor::register_network { hotkey }.into()]);
        let settings: Vec<RuntimeCall> = vec![
            Admin::sudo_set_commit_reveal_weights_enabled { netuid, enabled: false }.into(),
            Admin::sudo_set_subnet_emission_enabled { netuid, enabled: true }.into(),
            Admin::sudo_set_max_allowed_validators { netuid, max_allowed_validators: validators as u16 + 1 }.into(),
        ];
        bench.as_alice(
            settings.into_iter().map(|call| pallet_sudo::Call::sudo { call: Box::new(call) }.into()).collect(),
        );
        let seats: Vec<RuntimeCall> = bench.hotkeys[1..]
            .iter()
            .map(|hotkey| Subtensor::burned_register { netuid, hotkey: hotkey.account() }.into())
            .collect();
        bench.as_alice(seats);
        bench.as_alice(vec![Subtensor::start_call { netuid }.into()]);
        let stakes = bench.hotkeys[1..=validators]
            .iter()
            .map(|hotkey| {
                Subtensor::add_stake { hotkey: hotkey.account(), netuid, amount_staked: Tao::whole(100) }.into()
            })
            .collect();
        bench.as_alice(stakes);
        bench.chain.seal(2 * TEMPO).unwrap();
        bench
    }

    /// Every validator sets weights on every miner, different ones each time.
    fn judge(&mut self) {
        self.round += 1;
        let dests: Vec<u16> = (self.validators as u16 + 1..self.hotkeys.len() as u16).collect();
        for n in 1..=self.validators {
            let weights = dests.iter().map(|uid| 1000 + (uid * 37 + self.round * 101 + n as u16 * 13) % 5000).collect();
            let call = Subtensor::set_mechanism_weights {
                netuid: NETUID,
                mecid: MechId::MAIN,
                dests: dests.clone(),
                weights,
                version_key: 0,
            };
            submit(&self.chain, &mut self.hotkeys[n], call.into());
        }
        self.chain.seal(1).unwrap();
    }

    /// Alice's calls in one block, all or none.
    fn as_alice(&mut self, calls: Vec<RuntimeCall>) {
        let batch = utility::Call::batch_all { calls };
        submit(&self.chain, &mut self.alice, batch.into());
        self.chain.seal(1).unwrap();
    }
}

fn submit(chain: &Chain, signer: &mut Signer, call: RuntimeCall) {
    let info = chain.client().info();
    let extensions = transaction_extensions(Era::Immortal, signer.nonce, 0);
    let implicit = (
        (),
        VERSION.spec_version,
        VERSION.transaction_version,
        info.genesis_hash,
        info.genesis_hash,
        (),
        (),
        (),
        ((), (), (), (), None::<[u8; 32]>),
    );
    let payload = SignedPayload::from_raw(call.clone(), extensions.clone(), implicit);
    let signature = payload.using_encoded(|bytes| MultiSignature::from(signer.pair.sign(bytes)));
    let extrinsic = UncheckedExtrinsic::new_signed(call, signer.account().into(), signature, extensions);
    let pool = Arc::clone(chain.pool());
    let at: H256 = info.best_hash;
    futures::executor::block_on(pool.submit_one(at, TransactionSource::Local, extrinsic.into())).unwrap();
    signer.nonce += 1;
}
