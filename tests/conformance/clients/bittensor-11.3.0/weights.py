"""btcli misc weights, and the same by the library; weights by their hash; what is refused."""

import bittensor
from common import CHAIN, CONSENSUS, NETWORK, btcli, equal, execute, hotkey, operation, person, raw, register, sent, subnet

OWNER, VALIDATOR = person("owner"), person("validator")
NETUID = subnet(OWNER)
register(NETUID, "validator")
stake = {"hotkey_ss58": hotkey(VALIDATOR), "netuid": NETUID, "amount_tao": 1_000, "slippage_protection": False}
execute(bittensor.AddStake(**stake), VALIDATOR)
CHAIN.mine_until(epoch={"netuid": NETUID})


@operation("btcli misc weights set, only planned", "A", absent=CONSENSUS)
def _():
    weights = ["--netuid", NETUID, "--uids", "0", "--weights", "1"]
    btcli("misc", "weights", "set", *weights, "--dry-run", wallet="validator")


@operation("btcli misc weights set", "A", absent=CONSENSUS)
def _():
    sent("misc", "weights", "set", "--netuid", NETUID, "--uids", "0", "--weights", "1", wallet="validator")
    assert "65535" in str(NETWORK.read("weights", netuid=NETUID)), NETWORK.read("weights", netuid=NETUID)


@operation("weights too soon are refused before they are sent", "A", absent=CONSENSUS)
def _():
    result = NETWORK.execute(bittensor.SetWeights(netuid=NETUID, uids=[0], weights=[1]), VALIDATOR)
    assert not result.success and "fast" in str(result.error or result.message).lower(), result


# Seats belong to hotkeys, and `btcli call` signs with the coldkey.
@operation("set weights by the call's name", "A", absent="signed with the coldkey, which has no seat; other commands want a later chain")
def _():
    CHAIN.mine(101)
    fields = {"netuid": NETUID, "mecid": 0, "dests": [0], "weights": [65535], "version_key": 0}
    raw("SubtensorModule.set_mechanism_weights", wallet="validator", **fields)


@operation("set weights by the library", "A", absent=CONSENSUS)
def _():
    CHAIN.mine(101)
    execute(bittensor.SetWeights(netuid=NETUID, uids=[0, 1], weights=[0.5, 0.5]), VALIDATOR)


@operation("weights make dividends after an epoch", "A")
def _():
    CHAIN.mine_until(epoch={"netuid": NETUID})
    assert btcli("subnets", "metagraph", NETUID)
    equal(len(NETWORK.read("neurons", netuid=NETUID)), 2)


@operation(
    "btcli misc weights commit",
    "C",
    absent="the client encrypts to a public beacon, which a chain offline cannot hear",
)
def _():
    sent("misc", "weights", "commit", "--netuid", NETUID, "--uids", "0", "--weights", "1", wallet="validator")
