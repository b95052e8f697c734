"""Blocks, time, constants, and reads by name, as tools do them."""

import asyncio
import threading

import bittensor
from common import ALICE, BOB, CHAIN, NETWORK, address, done, equal, hotkey, operation, tao

CHAIN.mine(5)


@operation("the number of the head", "A")
def _():
    equal(NETWORK.get_current_block(), CHAIN.block())


@operation("the hash of a block", "A")
def _():
    equal(NETWORK.get_block_hash(3), CHAIN.ask("chain_getBlockHash", 3))


@operation("a whole block: header, extrinsics, author's time", "A")
def _():
    done(NETWORK.transfer(ALICE, address(BOB), tao(1)))
    info = NETWORK.get_block_info()
    equal(info.number, CHAIN.block())
    calls = [extrinsic["call"]["call_function"]["name"] for extrinsic in info.extrinsics]
    assert "set" in str(calls) and "transfer_keep_alive" in str(calls), calls


@operation("the time of the chain", "A")
def _():
    assert NETWORK.get_timestamp().timestamp() > 0
    gap = NETWORK.get_timestamp(block=4) - NETWORK.get_timestamp(block=3)
    equal(gap.total_seconds(), 12.0)
    equal(NETWORK.is_fast_blocks(), False)


@operation("wait for a block", "A")
def _():
    threading.Timer(0.2, lambda: CHAIN.mine(2)).start()
    assert NETWORK.wait_for_block(CHAIN.block() + 2) is not False


@operation("constants by name", "A")
def _():
    for pallet, name, expected in [
        ("Balances", "ExistentialDeposit", 500),
        ("Aura", "SlotDuration", 12_000),
        ("System", "SS58Prefix", 42),
        ("System", "BlockHashCount", 2_400),
        ("SubtensorModule", "InitialTempo", 360),
    ]:
        found = NETWORK.query_constant(pallet, name)
        equal(getattr(found, "value", found), expected, f"{pallet}.{name}")


@operation("storage by name: a value, a map, a pallet's item", "A")
def _():
    equal(NETWORK.query_subtensor("Tempo", params=[1]).value, 100)
    equal(sorted(netuid for netuid, _ in NETWORK.query_map_subtensor("NetworksAdded")), [0, 1])
    assert NETWORK.query_module("System", "Account", params=[address(ALICE)])["data"]["free"] > 0


@operation("a map of more than one page", "A")
def _():
    for count in range(150):
        CHAIN.faucet(bittensor.Keypair(public_key="0x" + f"{count + 1:02x}" * 32).ss58_address, 1)
    found = list(NETWORK.query_map("System", "Account"))
    assert len(found) >= 150, len(found)


@operation("a runtime API by name", "A")
def _():
    assert NETWORK.query_runtime_api("SubnetRegistrationRuntimeApi", "get_network_registration_cost") > 0


@operation("rate limits and windows of the network", "A")
def _():
    equal(NETWORK.tx_rate_limit(), 1_000)
    equal(NETWORK.get_admin_freeze_window(), 10)
    equal(NETWORK.get_owner_hyperparam_rate_limit(), 2)
    assert NETWORK.is_in_admin_freeze_window(1) in (True, False)


@operation("the schedule of epochs", "B")
def _():
    assert NETWORK.get_epoch_schedule_state(1)
    assert NETWORK.get_last_epoch_block(1) >= 0 and NETWORK.get_pending_epoch_at(1) >= 0
    assert NETWORK.get_subnet_epoch_index(1) >= 0
    assert NETWORK.get_max_tempo() > NETWORK.get_min_tempo() > 0
    assert NETWORK.get_min_activity_cutoff_factor_milli() <= NETWORK.get_activity_cutoff_factor_milli(1)
    assert NETWORK.get_activity_cutoff_factor_milli(1) <= NETWORK.get_max_activity_cutoff_factor_milli()


@operation("epochs in one block", "B", absent="the client reads a constant that is not of spec 425; the storage has it")
def _():
    equal(NETWORK.get_max_epochs_per_block(), 2)


@operation("the flow of TAO into subnets", "B")
def _():
    assert isinstance(NETWORK.get_all_ema_tao_inflow(), dict)


@operation("the same by the asynchronous client", "A")
def _():
    async def scenario():
        async with bittensor.AsyncSubtensor(network=CHAIN.url) as client:
            before = await client.get_balance(address(BOB))
            response = await client.transfer(ALICE, address(BOB), tao(3))
            assert response.success, response.message
            equal(await client.get_balance(address(BOB)), before + tao(3))
            equal(list((await client.metagraph(1)).uids), [0])
            equal(await client.get_current_block(), CHAIN.block())
            done(await client.root_register(BOB))
            done(await client.add_stake(BOB, 0, hotkey(BOB), tao(10)))

    asyncio.run(scenario())


@operation("the last round of the public beacon", "C")
def _():
    equal(NETWORK.last_drand_round(), 0)


@operation("crowdloans are listed", "C")
def _():
    equal(NETWORK.get_crowdloans(), [])
    equal(NETWORK.get_crowdloan_next_id(), 0)


@operation("locks and conviction are read", "C")
def _():
    equal(NETWORK.get_stake_locks(address(ALICE), 1), [])
    equal(NETWORK.get_hotkey_conviction(hotkey(ALICE), 1), 0)


@operation("the key of the MEV shield is read", "C")
def _():
    NETWORK.get_mev_shield_next_key()
