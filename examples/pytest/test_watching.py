"""What the official client sees while the chain goes back under it.

It gives up for good when it is told `retracted`, as chains that change their mind tell it. Going
back never does: what is in a block is final at once, and what waits is told `invalid`.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from async_substrate_interface.errors import SubstrateRequestException


@pytest.fixture
def gift(subtensor, person):
    """Signs a gift of one TAO from one person to another, that comes after `skipped` others."""
    giver, receiver = person("Giver"), person("Receiver").coldkeypub.ss58_address
    call = subtensor.compose_call("Balances", "transfer_keep_alive", {"dest": receiver, "value": 10**9})

    def sign(skipped=0):
        nonce = subtensor.substrate.get_account_next_index(giver.coldkeypub.ss58_address) + skipped
        return subtensor.substrate.create_signed_extrinsic(call, giver.coldkey, nonce=nonce, era={"period": 128})

    return sign


def test_who_watches_a_waiting_transaction_is_told_that_it_is_invalid(devnet, subtensor, gift):
    before, told = devnet.snapshot(), []
    devnet.mine(5)

    def hear(message, _subscription):
        status = message.get("params", {}).get("result")
        told.append(status)
        if status == "future":
            devnet.revert(before)
        return message, status == "invalid"

    waits_for_another = gift(skipped=1)
    subtensor.substrate.rpc_request("author_submitAndWatchExtrinsic", [str(waits_for_another.data)], hear)
    assert [status for status in told if status] == ["future", "invalid"]


def test_a_client_that_waits_for_finality_is_told_and_goes_on_working(devnet, subtensor, gift):
    before, waits_for_another = devnet.snapshot(), gift(skipped=1)
    with ThreadPoolExecutor() as pool:
        watched = pool.submit(
            subtensor.substrate.submit_extrinsic, waits_for_another, wait_for_inclusion=True, wait_for_finalization=True
        )
        while not watched.done():
            devnet.mine(3)
            devnet.revert(before)
    with pytest.raises(SubstrateRequestException, match="invalid"):
        watched.result()
    receipt = subtensor.substrate.submit_extrinsic(gift(), wait_for_inclusion=True, wait_for_finalization=True)
    assert receipt.is_success


def test_new_heads_go_on_from_where_the_chain_went_back_to(devnet, subtensor, person):
    someone = person("Receiver").coldkeypub.ss58_address
    before, heights = devnet.snapshot(), []
    # The second block of that height must be another one than the first.
    steps = iter([devnet.mine, lambda: devnet.revert(before), lambda: devnet.faucet(someone, tao=1)])

    def hear(head):
        heights.append(head["header"]["number"])
        step = next(steps, None)
        if step is None:
            return "heard enough"
        step()

    subtensor.substrate.subscribe_block_headers(hear)
    first = heights[0]
    assert heights == [first, first + 1, first, first + 1]
