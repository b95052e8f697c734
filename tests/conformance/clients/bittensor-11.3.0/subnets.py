"""btcli subnets and hparams: making one, starting it, seeing it, a seat on it, and its hyperparameters."""

import bittensor
from common import CHAIN, COLLATERAL, NETWORK, address, btcli, equal, hotkey, operation, person, register, sent

OWNER, MINER = person("owner"), person("miner")
NETUID = len(NETWORK.read("subnets"))


@operation("btcli subnets create-cost", "A")
def _():
    assert btcli("subnets", "create-cost")


@operation("btcli subnets create", "A")
def _():
    sent("subnets", "create")
    equal(len(NETWORK.read("subnets")), NETUID + 1)


@operation("btcli hparams check-start", "A")
def _():
    btcli("hparams", "check-start", "--netuid", NETUID)


@operation("btcli hparams start", "A")
def _():
    sent("hparams", "start", "--netuid", NETUID)


@operation("btcli subnets list", "A")
def _():
    assert len(btcli("subnets", "list")) >= 1


@operation("btcli subnets show", "A")
def _():
    assert hotkey(OWNER) in str(btcli("subnets", "show", NETUID)) or address(OWNER) in str(btcli("subnets", "show", NETUID))


@operation("btcli subnets metagraph", "A")
def _():
    assert hotkey(OWNER) in str(btcli("subnets", "metagraph", NETUID))


@operation("btcli subnets burn-cost", "A")
def _():
    btcli("subnets", "burn-cost", NETUID)


@operation("btcli subnets price", "A")
def _():
    btcli("subnets", "price", "--netuid", NETUID)


@operation("btcli subnets register", "A")
def _():
    sent("subnets", "register", "--netuid", NETUID, wallet="miner")
    equal(NETWORK.read("uid", hotkey_ss58=hotkey(MINER), netuid=NETUID), 1)


@operation("a seat by the call's name", "A")
def _():
    register(NETUID, "miner")
    equal(NETWORK.read("uid", hotkey_ss58=hotkey(MINER), netuid=NETUID), 1)


@operation("btcli subnets register on one that does not exist is refused: subnet_not_exists", "A")
def _():
    try:
        sent("subnets", "register", "--netuid", 999, wallet="miner")
    except Exception as refusal:
        assert "subnet_not_exists" in str(refusal).lower() or "not exist" in str(refusal), refusal
    else:
        raise AssertionError("it was sent")


@operation("btcli subnets hyperparameters", "A", absent=COLLATERAL)
def _():
    assert "tempo" in str(btcli("subnets", "hyperparameters", NETUID))


@operation("btcli hparams get", "A", absent=COLLATERAL)
def _():
    assert "5000" in str(btcli("hparams", "get", "--netuid", NETUID, "--name", "immunity_period"))


for name, value in [("immunity_period", 4000), ("min_allowed_weights", 2), ("serving_rate_limit", 10), ("rho", 20)]:

    @operation(f"btcli hparams set {name}", "A")
    def _():
        sent("hparams", "set", "--netuid", NETUID, "--name", name, "--value", value)
        item = "".join(word.capitalize() for word in name.split("_"))
        equal(NETWORK.query(getattr(bittensor.storage.SubtensorModule, item), [NETUID]), value)


@operation("btcli hparams set-symbol", "B")
def _():
    sent("hparams", "set-symbol", "--netuid", NETUID, "--symbol", "ב")


@operation("btcli hparams set-identity and get-identity", "B")
def _():
    sent("hparams", "set-identity", "--netuid", NETUID, "--name", "Proofs", "--url", "https://example.org")
    assert "Proofs" in str(btcli("hparams", "get-identity", NETUID))


@operation("btcli hparams trim", "B")
def _():
    CHAIN.mine(1)
    sent("hparams", "trim", "--netuid", NETUID, "--max-n", 128)


@operation("btcli hparams mechanisms count", "B")
def _():
    sent("hparams", "mechanisms", "count", "--netuid", NETUID, "--value", 2)
    equal(NETWORK.read("mechanism_count", netuid=NETUID), 2)


@operation("btcli hparams mechanisms emissions", "B")
def _():
    btcli("hparams", "mechanisms", "emissions", "--netuid", NETUID)


@operation("btcli misc axon set and reset", "A")
def _():
    CHAIN.mine(60)
    sent("misc", "axon", "set", "--netuid", NETUID, "--ip", "8.8.8.8", "--port", 8091, wallet="miner")
    CHAIN.mine(60)
    sent("misc", "axon", "reset", "--netuid", NETUID, wallet="miner")
