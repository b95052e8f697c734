"""btcli stake: add, list, remove, move, transfer, swap, children, takes."""

from common import CHAIN, btcli, operation, person, sent, shown, staked, subnet

ALICE, ALICE_HOT = person("Alice")
BOB, BOB_HOT = person("Bob")
NETUID = subnet()
sent("subnets", "register", "--netuid", NETUID, wallet="bob", shield=False)


@operation("stake add within a limit of price", "A")
def _():
    staked("stake", "add", "--amount", 1, "--netuid", NETUID, "--safe", "--tolerance", 0.5, "--partial")


@operation("stake add without a limit of price", "A")
def _():
    staked("stake", "add", "--amount", 100, "--netuid", NETUID, "--unsafe")


@operation("stake list", "A")
def _():
    assert ALICE_HOT in str(btcli("stake", "list"))


@operation("stake remove", "A")
def _():
    sent("stake", "remove", "--amount", 5, "--netuid", NETUID, "--hotkey-ss58-address", ALICE_HOT, "--unsafe")


@operation("stake move", "B")
def _():
    route = ["--from", ALICE_HOT, "--origin-netuid", NETUID, "--to", BOB_HOT, "--dest-netuid", NETUID]
    sent("stake", "move", *route, "--amount", 5)


@operation("stake transfer", "B")
def _():
    sent("stake", "transfer", "--origin-netuid", NETUID, "--dest-netuid", NETUID, "--dest-ss58", BOB, "--amount", 5)


@operation("stake swap", "B")
def _():
    sent("stake", "swap", "--origin-netuid", NETUID, "--dest-netuid", 1, "--amount", 1, "--unsafe")


@operation("stake child set, get and revoke", "B")
def _():
    staked("stake", "add", "--amount", 2_000, "--netuid", NETUID, "--unsafe")
    sent("stake", "child", "set", "--children", BOB_HOT, "--proportions", 0.5, "--netuid", NETUID, shield=False)
    btcli("stake", "child", "get", "--netuid", NETUID)
    CHAIN.mine(200)
    sent("stake", "child", "revoke", "--netuid", NETUID, shield=False)


@operation("stake set-auto and auto", "B")
def _():
    btcli("stake", "set-auto", "--netuid", NETUID, hotkey=False, typed=f"{BOB_HOT}\ny\n")
    assert BOB_HOT in str(shown("stake", "auto", "--ss58", ALICE))


@operation("sudo get-take and set-take", "B")
def _():
    btcli("sudo", "get-take")
    btcli("sudo", "set-take", "--take", 0.05, typed="y\n")
    assert "0.05" in str(btcli("sudo", "get-take"))


@operation("stake remove of everything", "B")
def _():
    sent("stake", "remove", "--unstake-all", "--hotkey-ss58-address", ALICE_HOT)
