"""Commitments: what a neuron publishes on its subnet."""

from common import ALICE, BOB, CHARLIE, NETWORK, done, equal, hotkey, operation, refused, subnet, sudo

NETUID = subnet(ALICE)
done(NETWORK.burned_register(BOB, NETUID))


@operation("publish a commitment", "B")
def _():
    done(NETWORK.set_commitment(BOB, NETUID, "where my model lies"))


@operation("read a commitment", "B")
def _():
    equal(NETWORK.get_commitment(NETUID, 1), "where my model lies")
    assert NETWORK.get_commitment_metadata(NETUID, hotkey(BOB))


@operation("read all commitments", "B")
def _():
    equal(NETWORK.get_all_commitments(NETUID), {hotkey(BOB): "where my model lies"})


@operation("a commitment without a seat is refused: AccountNotAllowedCommit", "B")
def _():
    refused(NETWORK.set_commitment(CHARLIE, NETUID, "nothing"), "AccountNotAllowedCommit")


@operation("more than the space allows is refused: SpaceLimitExceeded", "B")
def _():
    sudo("Commitments", "set_max_space", new_limit=100)
    for count in range(3):
        answer = NETWORK.set_commitment(BOB, NETUID, "x" * 100 + str(count))
        if not answer.success:
            break
    refused(answer, "SpaceLimitExceeded")


@operation("commitments that were revealed", "C")
def _():
    equal(NETWORK.get_all_revealed_commitments(NETUID), {})
