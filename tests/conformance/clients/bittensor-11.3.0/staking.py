"""btcli stake, root and the children of hotkeys."""

from common import BASKETS, CHAIN, NETWORK, address, btcli, equal, hotkey, operation, person, register, sent, subnet

OWNER, MINER = person("owner"), person("miner")
NETUID = subnet(OWNER)


def staked(wallet, hot=None):
    fields = {"coldkey_ss58": address(wallet), "hotkey_ss58": hotkey(hot or wallet), "netuid": NETUID}
    return NETWORK.read("stake", **fields).rao / 10**9


@operation("btcli stake add", "A")
def _():
    sent("stake", "add", "--hotkey", hotkey(OWNER), "--netuid", NETUID, "--amount-tao", 0.01)
    assert staked(OWNER) > 0


@operation("btcli stake add without a limit of price", "A")
def _():
    sent("stake", "add", "--hotkey", hotkey(OWNER), "--netuid", NETUID, "--amount-tao", 100, "--no-slippage-protection")


@operation("btcli stake show", "A")
def _():
    assert str(NETUID) in str(btcli("stake", "show", "--netuid", NETUID, "--hotkey", hotkey(OWNER)))


@operation("btcli stake list", "A", absent=BASKETS)
def _():
    assert hotkey(OWNER) in str(btcli("stake", "list"))


@operation("btcli stake remove", "A")
def _():
    before = staked(OWNER)
    sent("stake", "remove", "--hotkey", hotkey(OWNER), "--netuid", NETUID, "--amount-alpha", 10)
    assert abs(before - staked(OWNER) - 10) < 0.01, (before, staked(OWNER))


@operation("btcli stake move", "B")
def _():
    register(NETUID, "miner")
    route = ["--origin-hotkey", hotkey(OWNER), "--origin-netuid", NETUID]
    route += ["--dest-hotkey", hotkey(MINER), "--dest-netuid", NETUID]
    sent("stake", "move", *route, "--amount-alpha", 5, "--no-slippage-protection")
    assert staked(OWNER, MINER) > 4.9


@operation("btcli stake transfer", "B")
def _():
    route = ["--dest-coldkey", address(MINER), "--hotkey", hotkey(OWNER)]
    sent("stake", "transfer", *route, "--origin-netuid", NETUID, "--dest-netuid", NETUID, "--amount-alpha", 5)
    assert staked(MINER, OWNER) > 4.9


@operation("btcli stake swap", "B")
def _():
    route = ["--hotkey", hotkey(OWNER), "--origin-netuid", NETUID, "--dest-netuid", 0]
    sent("stake", "swap", *route, "--amount-alpha", 5, "--no-slippage-protection")


@operation("btcli root register", "A")
def _():
    sent("root", "register")


@operation("btcli root list", "C", absent=BASKETS)
def _():
    btcli("root", "list", "--all")


@operation("btcli stake child set, get, revoke", "B")
def _():
    sent("stake", "add", "--hotkey", hotkey(OWNER), "--netuid", NETUID, "--amount-tao", 2_000, "--no-slippage-protection")
    children = f'[[0.5, "{hotkey(MINER)}"]]'
    sent("stake", "child", "set", "--netuid", NETUID, "--children", children)
    btcli("stake", "child", "get", "--netuid", NETUID)
    CHAIN.mine(200)
    sent("stake", "child", "revoke", "--netuid", NETUID)


@operation("btcli stake child take", "B")
def _():
    sent("stake", "child", "take", "--netuid", NETUID, "--take", "0.05")


@operation("btcli hparams get-take and set-take", "B")
def _():
    equal(btcli("hparams", "get-take")["take_u16"], 11_796)
    sent("hparams", "set-take", "--take", "0.05")
    assert abs(btcli("hparams", "get-take")["take"] - 0.05) < 0.0001


@operation("btcli stake set-auto and auto", "B")
def _():
    sent("stake", "set-auto", "--netuid", NETUID, "--hotkey", hotkey(MINER))
    assert hotkey(MINER) in str(btcli("stake", "auto"))


@operation("btcli stake burn", "B")
def _():
    sent("stake", "burn", "--netuid", NETUID, "--amount-tao", 5)


@operation("btcli stake unstake-all", "B")
def _():
    sent("stake", "unstake-all", "--hotkey", hotkey(OWNER), wallet="miner")
