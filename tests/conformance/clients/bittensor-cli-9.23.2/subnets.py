"""btcli subnets and sudo: making one, starting it, seeing it, a seat on it, its hyperparameters; axon."""

from common import CHAIN, PLACE, WALLETS, btcli, equal, operation, person
from common import sent, shown, started, succeeded, told

ALICE, ALICE_HOT = person("Alice")
BOB, BOB_HOT = person("Bob")
NETUID = 2


@operation("subnets burn-cost", "A")
def _():
    assert shown("subnets", "burn-cost")


@operation("subnets create", "A")
def _():
    equal(sent("subnets", "create", "--subnet-name", "Proofs", *PLACE)["netuid"], NETUID)


@operation("subnets check-start", "A")
def _():
    assert "start" in told("subnets", "check-start", "--netuid", NETUID)


@operation("subnets start", "A")
def _():
    started(NETUID)


@operation("subnets list", "A")
def _():
    equal(sorted(shown("subnets", "list")["subnets"]), ["0", "1", "2"])


@operation("subnets show", "A")
def _():
    assert ALICE_HOT in str(shown("subnets", "show", "--netuid", NETUID, "--no-prompt"))


@operation("subnets register", "A")
def _():
    sent("subnets", "register", "--netuid", NETUID, wallet="bob", shield=False)
    assert BOB_HOT in str(shown("subnets", "show", "--netuid", NETUID, "--no-prompt"))


@operation("subnets hyperparameters", "A")
def _():
    assert "immunity_period" in str(shown("subnets", "hyperparameters", "--netuid", NETUID))


@operation("sudo get", "A")
def _():
    assert "immunity_period" in str(shown("sudo", "get", "--netuid", NETUID))


for name, value in [("immunity_period", 4000), ("min_allowed_weights", 2), ("serving_rate_limit", 10)]:

    @operation(f"sudo set {name}", "A")
    def _():
        sent("sudo", "set", "--netuid", NETUID, "--param", name, "--value", value, shield=False)
        assert str(value) in str(shown("sudo", "get", "--netuid", NETUID))


@operation("subnets price", "B")
def _():
    shown("subnets", "price", "--netuids", NETUID, "--current")


@operation("subnets get-identity", "B")
def _():
    assert "Proofs" in str(shown("subnets", "get-identity", "--netuid", NETUID))


@operation("subnets set-identity", "B")
def _():
    sent("subnets", "set-identity", "--netuid", NETUID, "--subnet-name", "Lemmas", *PLACE, shield=False)
    assert "Lemmas" in str(shown("subnets", "get-identity", "--netuid", NETUID))


@operation("subnets set-symbol", "B")
def _():
    sent("subnets", "set-symbol", "--netuid", NETUID, "ב", shield=False)


@operation("subnets mechanisms count, set and emissions", "B")
def _():
    sent("sudo", "trim", "--netuid", NETUID, "--max", 128, shield=False)
    succeeded(btcli("subnets", "mechanisms", "set", "--netuid", NETUID, "--count", 2, "--no-prompt", typed="y\n"))
    assert "2" in str(shown("subnets", "mechanisms", "count", "--netuid", NETUID))
    shown("subnets", "mechanisms", "emissions", "--netuid", NETUID)


@operation("axon set and reset", "A")
def _():
    address = ["--ip", "8.8.8.8", "--port", 8091, "--ip-type", 4, "--protocol", 4]
    owner = ["--wallet-name", "bob", "--wallet-path", WALLETS, "--hotkey", "default", "--no-prompt"]
    told("axon", "set", "--netuid", NETUID, *address, *owner)
    CHAIN.mine(60)
    told("axon", "reset", "--netuid", NETUID, *owner)
    assert btcli("wallet", "balance", wallet="bob")
