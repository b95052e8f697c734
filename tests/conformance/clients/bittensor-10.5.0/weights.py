"""Weights, plain: by whom, when, how often, and for a second mechanism."""

from common import ALICE, BOB, CHAIN, CHARLIE, NETWORK, done, equal, hotkey
from common import operation, refused, send, subnet, sudo, tao

NETUID = subnet(ALICE)
for wallet in (BOB, CHARLIE):
    done(NETWORK.burned_register(wallet, NETUID))
sudo("AdminUtils", "sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)


def plainly(wallet, uids, weights, version_key=0):
    """The oldest of the calls, which the client no longer makes itself."""
    fields = {"netuid": NETUID, "dests": uids, "weights": weights, "version_key": version_key}
    call = NETWORK.compose_call("SubtensorModule", "set_weights", fields)
    return NETWORK.sign_and_send_extrinsic(call, wallet, sign_with="hotkey", wait_for_finalization=True)


@operation("weights of a validator without stake are refused", "A")
def _():
    sudo("AdminUtils", "sudo_set_stake_threshold", min_stake=10**9)
    refused(NETWORK.set_weights(BOB, NETUID, [2], [1.0], max_attempts=1), "StakeAmountTooLow", code=1)
    sudo("AdminUtils", "sudo_set_stake_threshold", min_stake=0)


@operation("weights without a permit are refused: NeuronNoValidatorPermit", "A")
def _():
    refused(plainly(BOB, [2], [1]), "NeuronNoValidatorPermit")


@operation("set weights", "A")
def _():
    done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(1_000)))
    CHAIN.mine_until(epoch={"netuid": NETUID})
    done(NETWORK.set_weights(BOB, NETUID, [0, 2], [0.25, 0.75], wait_for_finalization=True))
    equal(dict(NETWORK.weights(NETUID))[1], [(0, 21845), (2, 65535)])


@operation("set weights by the older call", "A")
def _():
    done(plainly(BOB, [2], [65535]))
    equal(dict(NETWORK.weights(NETUID))[1], [(2, 65535)])


@operation("set weights of several subnets in one call", "A")
def _():
    fields = {"netuids": [NETUID], "weights": [[(0, 1), (2, 3)]], "version_keys": [0]}
    call = NETWORK.compose_call("SubtensorModule", "batch_set_weights", fields)
    done(NETWORK.sign_and_send_extrinsic(call, BOB, sign_with="hotkey", wait_for_finalization=True))
    equal([uid for uid, _ in dict(NETWORK.weights(NETUID))[1]], [0, 2])


@operation("weights for a seat that is none are refused: UidVecContainInvalidOne", "A")
def _():
    refused(plainly(BOB, [77], [1]), "UidVecContainInvalidOne")


@operation("weights with one seat twice are refused: DuplicateUids", "A")
def _():
    refused(plainly(BOB, [2, 2], [1, 1]), "DuplicateUids")


@operation("lists of different length are refused: WeightVecNotEqualSize", "A")
def _():
    refused(plainly(BOB, [0, 2], [1]), "WeightVecNotEqualSize")


@operation("an old version of the weights is refused: IncorrectWeightVersionKey", "A")
def _():
    sudo("AdminUtils", "sudo_set_weights_version_key", netuid=NETUID, weights_version_key=10**9)
    refused(plainly(BOB, [2], [1]), "IncorrectWeightVersionKey")
    sudo("AdminUtils", "sudo_set_weights_version_key", netuid=NETUID, weights_version_key=0)


@operation("weights too often are refused", "A")
def _():
    sudo("AdminUtils", "sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=100)
    CHAIN.mine(101)
    done(NETWORK.set_weights(BOB, NETUID, [2], [1.0], wait_for_finalization=True))
    refused(plainly(BOB, [2], [1]), "SettingWeightsTooFast", code=6)
    sudo("AdminUtils", "sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)


@operation("plain weights are refused while they must be committed: CommitRevealEnabled", "A")
def _():
    sudo("AdminUtils", "sudo_set_commit_reveal_weights_enabled", netuid=NETUID, enabled=True)
    try:
        refused(plainly(BOB, [2], [1]), "CommitRevealEnabled")
    finally:
        sudo("AdminUtils", "sudo_set_commit_reveal_weights_enabled", netuid=NETUID, enabled=False)


@operation("set weights of a second mechanism", "B")
def _():
    sudo("AdminUtils", "sudo_set_max_allowed_uids", netuid=NETUID, max_allowed_uids=128)
    sudo("AdminUtils", "sudo_set_mechanism_count", netuid=NETUID, mechanism_count=2)
    done(NETWORK.set_weights(BOB, NETUID, [2], [1.0], mechid=1, wait_for_finalization=True))
    equal(dict(NETWORK.weights(NETUID, mechid=1))[1], [(2, 65535)])


@operation("weights cost nothing: a hotkey without TAO sets them", "A")
def _():
    equal(NETWORK.get_balance(hotkey(BOB)).rao, 0)
    send(BOB, "System", "remark", remark="0x00")
