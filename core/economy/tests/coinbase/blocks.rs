//! What every block gave to every subnet.

use crate::chain::{Chain, Subnet, World};
use crate::vectors::{amount, file, wide};
use myelin_economy::emission::{root_proportion, Terms};
use myelin_primitives::{Alpha, Tao};
use serde_json::Value;

fn recorded_terms(record: &Value) -> Terms {
    Terms {
        tao_in: Tao(amount(&record["tao_in_emission"])),
        alpha_in: Alpha(amount(&record["alpha_in_emission"])),
        excess_tao: Tao(amount(&record["excess_tao"])),
        alpha_out: Alpha(amount(&record["alpha_out_emission"])),
    }
}

/// Compares one subnet after a block, leaving out what epochs and root claims changed besides.
fn compare(subnet: &Subnet, record: &Value, had_epoch: bool, name: &str) {
    let recorded = Subnet::of(record);
    assert_eq!(subnet.moving_price, recorded.moving_price, "{name}");
    assert_eq!(subnet.protocol_alpha, recorded.protocol_alpha, "{name}");
    assert_eq!(subnet.pool.tao_weight, recorded.pool.tao_weight, "{name}");
    let sold_for_root = amount(&record["root_sell_tao"]) != 0;
    if !sold_for_root {
        assert_eq!(subnet.pool, recorded.pool, "{name}");
    }
    if !had_epoch {
        assert_eq!(subnet.pending, recorded.pending, "{name}");
    }
    if !sold_for_root && !had_epoch {
        assert_eq!(subnet.alpha_out, recorded.alpha_out, "{name}");
    }
}

#[test]
fn every_recorded_block_emits_what_the_reference_emitted() {
    let record = file("coinbase_vectors.json");
    let (mut blocks, mut compared) = (0, 0);
    for case in record["cases"].as_array().unwrap() {
        let world = World::of(&case["initial"]);
        let mut chain = Chain::of(&case["initial"], &case["initial"]["subnet_state"]);
        for after in case["blocks"].as_array().unwrap() {
            let block = amount(&after["block"]);
            let done = chain.emit(&world, block);
            let epochs: Vec<u64> =
                after["epochs"].as_array().into_iter().flatten().map(|epoch| amount(&epoch["netuid"])).collect();
            let name = format!("{} block {block}", case["name"]);
            assert_eq!(chain.issuance.rao(), amount(&after["globals"]["total_issuance"]), "{name}");
            let records = after["subnets"].as_array().unwrap();
            for ((subnet, terms), record) in chain.subnets.iter().zip(done).zip(records) {
                let netuid = amount(&record["netuid"]);
                let name = format!("{name} subnet {netuid}");
                if let Some(terms) = terms {
                    assert_eq!(terms, recorded_terms(record), "{name}");
                    let proportion = root_proportion(chain.root_tao, subnet.issuance(), world.tao_weight);
                    let recorded = wide(&record["root_prop_raw_u96f32"]);
                    if !epochs.contains(&netuid) {
                        assert_eq!(proportion.to_bits(), recorded, "{name}");
                    }
                    compared += 1;
                }
                compare(subnet, record, epochs.contains(&netuid), &name);
            }
            chain = Chain::after(after);
            blocks += 1;
        }
    }
    assert_eq!(blocks, 568);
    assert_eq!(compared, 1428);
}
