"""The client and its `btcli`, two people with wallets that it made, and a subnet."""

import json
import tempfile

import bittensor
from commands import answer_of, succeeded
from harness import CHAIN, LATER, equal, operation  # noqa: F401, for the scenarios

# What this client asks of every chain, and a chain of spec 425 does not have: baskets of root stake,
# miners' collateral (which a seat is bought with), another consensus, moves within a limit, the shield.
LATER |= {
    "BetaBasketRuntimeApi", "CollateralLockShare", "CollateralDrainRatio", "SubnetEpochConsensus", "move_stake_limit",
    "must be submitted MEV-shielded",
}  # fmt: skip

# What stands for such a name where the client says no more, or hangs, as with a Python older than 3.12.
BASKETS = "it reads baskets of root stake (BetaBasketRuntimeApi), which are newer than spec 425"
COLLATERAL = "it reads miners' collateral (CollateralDrainRatio), which is newer than spec 425"
CONSENSUS = "it first asks by which consensus a subnet runs (SubnetEpochConsensus), which is newer than spec 425"

# Nothing but this chain is asked, whatever it cannot answer.
NETWORK = bittensor.Subtensor(network=CHAIN.url, archive_endpoints=[])
WALLETS = tempfile.mkdtemp(prefix="wallets-")
GLOBAL = ["--network", CHAIN.url, "--archive-endpoints", "none", "--wallet-path", WALLETS, "--json"]


def btcli(*arguments, wallet="owner"):
    """A command, as it is typed."""
    return answer_of(["btcli", *map(str, arguments), *GLOBAL, "--wallet", wallet, "--wallet-hotkey", "default"])


def sent(*arguments, wallet="owner"):
    """A command that sends a transaction, which must succeed."""
    return succeeded(btcli(*arguments, "--yes", "--no-mev-shield", wallet=wallet))


def raw(target, wallet="owner", **fields):
    """A call by its name, which asks nothing of the chain but its metadata."""
    return sent("call", target, "--args", json.dumps(fields), wallet=wallet)


def register(netuid, wallet):
    """A seat for the wallet of that name, bought without the checks for which this chain is too old."""
    seat = {"netuid": netuid, "hotkey": hotkey(bittensor.Wallet(name=wallet, hotkey="default", path=WALLETS))}
    return raw("SubtensorModule.register_limit", wallet=wallet, limit_price=10**12, **seat)


def person(name, tao=100_000):
    """A wallet that the client made, and TAO for it."""
    answer_of(["btcli", "wallet", "create", "--no-password", *GLOBAL, "--wallet", name, "--wallet-hotkey", "default"])
    wallet = bittensor.Wallet(name=name, hotkey="default", path=WALLETS)
    if tao:
        CHAIN.faucet(address(wallet), tao)
    return wallet


def address(wallet):
    return wallet.coldkeypub.ss58_address


def hotkey(wallet):
    return wallet.hotkey.ss58_address


def execute(intent, wallet):
    """A transaction by the library, which must succeed."""
    result = NETWORK.execute(intent, wallet)
    assert result.success, f"{result.message} {result.error}"
    return result


def subnet(owner):
    """The number of a new subnet that has started and takes plain weights."""
    netuid = len(NETWORK.read("subnets"))
    execute(bittensor.RegisterSubnet(), owner)
    execute(bittensor.StartCall(netuid=netuid), owner)
    plainly = bittensor.SetHyperparameter(netuid=netuid, name="commit_reveal_weights_enabled", value=False)
    execute(plainly, owner)
    return netuid
