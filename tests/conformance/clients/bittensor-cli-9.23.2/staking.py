"""btcli stake: add, list, remove, move, transfer, swap, children, takes."""

from common import CHAIN, btcli, changed, equal, operation, person, sent, shown, staked, subnet, succeeded

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
    # The answer tells of each position.
    where = ["--netuid", NETUID, "--hotkey-ss58-address", ALICE_HOT]
    answer = btcli("stake", "remove", "--amount", 5, *where, "--unsafe", "--no-prompt", "--no-mev-protection")
    assert [succeeded(one)["hotkey_ss58"] for one in answer] == [ALICE_HOT]


@operation("stake move", "B")
def _():
    route = ["--from", ALICE_HOT, "--origin-netuid", NETUID, "--to", BOB_HOT, "--dest-netuid", NETUID]
    sent("stake", "move", *route, "--amount", 5)


@operation("stake transfer", "B")
def _():
    sent("stake", "transfer", "--origin-netuid", NETUID, "--dest-netuid", NETUID, "--dest-ss58", BOB, "--amount", 5)


@operation("stake swap", "B")
def _():
    # To root: the only other subnet has not started.
    sent("stake", "swap", "--origin-netuid", NETUID, "--dest-netuid", 0, "--amount", 1, "--unsafe")


@operation("stake child set, get and revoke", "B")
def _():
    staked("stake", "add", "--amount", 2_000, "--netuid", NETUID, "--unsafe")
    changed("stake", "child", "set", "--children", BOB_HOT, "--proportions", 0.5, "--netuid", NETUID)
    # Children count after a wait.
    CHAIN.mine(7_201)
    CHAIN.mine_until(epoch={"netuid": NETUID})
    assert BOB_HOT in str(btcli("stake", "child", "get", "--netuid", NETUID))
    changed("stake", "child", "revoke", "--netuid", NETUID)


@operation("stake set-auto and auto", "B")
def _():
    # There is no flag for the hotkey: it is asked for.
    typed = f"{BOB_HOT}\n"
    succeeded(btcli("stake", "set-auto", "--netuid", NETUID, "--no-prompt", hotkey=False, typed=typed))
    # Of the destination it prints the first letter and no more, but not so whether there is one.
    equal(shown("stake", "auto", "--ss58", ALICE)[str(NETUID)]["status"], "custom")


@operation("sudo get-take and set-take", "B")
def _():
    btcli("sudo", "get-take")
    succeeded(btcli("sudo", "set-take", "--take", 0.05))
    assert abs(btcli("sudo", "get-take")["current_take"] - 0.05) < 0.001


@operation("stake remove of everything", "B")
def _():
    sent("stake", "remove", "--unstake-all", "--hotkey-ss58-address", ALICE_HOT)
