"""The library: transfers, events, typed errors, batches, several signatories, blocks as they come."""

import threading

import bittensor
from common import CHAIN, NETWORK, address, equal, execute, hotkey, operation, person

OWNER, OTHER = person("owner"), person("other")


def balance(account):
    return NETWORK.read("balance", coldkey_ss58=account).rao


@operation("connect, and what the chain is", "A")
def _():
    equal(NETWORK.spec_version(), 425) if callable(NETWORK.spec_version) else equal(NETWORK.spec_version, 425)


@operation("transfer", "A")
def _():
    before = balance(address(OTHER))
    result = execute(bittensor.Transfer(dest_ss58=address(OTHER), amount_tao=1.5), OWNER)
    equal(balance(address(OTHER)) - before, 1_500_000_000)
    assert result.fee is not None and result.events, result


@operation("a failure has the error's code", "A")
def _():
    result = NETWORK.execute(bittensor.StartCall(netuid=999), OWNER)
    assert not result.success and result.error.code, result.error


@operation("a batch in which all or nothing is done", "A")
def _():
    before = balance(address(OTHER))
    one = bittensor.Transfer(dest_ss58=address(OTHER), amount_tao=1)
    execute(bittensor.Batch(intents=[one, one]), OWNER)
    equal(balance(address(OTHER)) - before, 2_000_000_000)


@operation("a call by its name, from the metadata", "A")
def _():
    call = NETWORK.compose(bittensor.calls.System.remark(remark=b"hello"))
    assert call is not None


@operation("storage and constants by their names", "A")
def _():
    equal(NETWORK.query(bittensor.storage.SubtensorModule.Tempo, [1]), 100)
    equal(NETWORK.constant(bittensor.constants.Balances.ExistentialDeposit), 500)


@operation("wait for a block", "A")
def _():
    threading.Timer(0.2, lambda: CHAIN.mine(2)).start()
    NETWORK.wait_for_block(CHAIN.block() + 1)


@operation("a snapshot of a block", "A")
def _():
    snapshot = NETWORK.at(CHAIN.block())
    assert snapshot.read("balance", coldkey_ss58=address(OWNER)).rao > 0


@operation("the metagraph with its hotkeys", "A")
def _():
    metagraph = NETWORK.read("metagraph", netuid=1)
    equal(len(metagraph["hotkeys"]), 1)


@operation("a proxy acts for another", "B")
def _():
    execute(bittensor.AddProxy(delegate_ss58=address(OTHER), proxy_type="Any"), OWNER)
    intent = bittensor.Transfer(dest_ss58=hotkey(OTHER), amount_tao=1)
    result = NETWORK.execute(intent, OTHER, proxy_for=address(OWNER))
    assert result.success, result
    equal(balance(hotkey(OTHER)), 10**9)


@operation("two signatories", "B")
def _():
    shared = NETWORK.multisig([address(OWNER), address(OTHER)], 2)
    assert shared
