"""btcli wallet: making keys, listing, balances, signing, a transfer."""

from common import BASKETS, CHAIN, NETWORK, address, btcli, equal, operation, person, register, sent

BOB = person("bob", tao=0)


@operation("btcli wallet create", "A")
def _():
    person("owner")


@operation("btcli wallet list", "A")
def _():
    equal(sorted(key["coldkey"] for key in btcli("wallet", "list")["coldkeys"]), ["bob", "owner"])


@operation("btcli wallet balance", "A", absent=BASKETS)
def _():
    assert "100000" in str(btcli("wallet", "balance")).replace(",", ""), btcli("wallet", "balance")


@operation("btcli wallet balance of all wallets", "A", absent=BASKETS)
def _():
    assert btcli("wallet", "balance", "--all")


@operation("btcli wallet transfer, only planned", "A")
def _():
    plan = btcli("wallet", "transfer", "--dest", address(BOB), "--amount-tao", 5, "--dry-run")
    assert "fee" in str(plan), plan


@operation("btcli wallet transfer", "A")
def _():
    sent("wallet", "transfer", "--dest", address(BOB), "--amount-tao", 5)
    equal(float(NETWORK.read("balance", coldkey_ss58=address(BOB)).tao), 5.0)


@operation("btcli wallet transfer of more than there is is refused", "A")
def _():
    try:
        sent("wallet", "transfer", "--dest", address(BOB), "--amount-tao", 10**7)
    except Exception as refusal:
        assert "arithmetic" in str(refusal), refusal
    else:
        raise AssertionError("it was sent")


@operation("btcli wallet transfer of everything", "A")
def _():
    carol = person("carol", tao=3)
    sent("wallet", "transfer", "--dest", address(BOB), "--all", wallet="carol")
    assert float(NETWORK.read("balance", coldkey_ss58=address(carol)).tao) < 0.001


@operation("btcli wallet sign and verify", "A")
def _():
    signed = btcli("wallet", "sign", "--message", "hello")
    verified = btcli(
        "wallet", "verify", "--message", "hello", "--signature", signed["signed_message"], "--ss58", signed["signer_address"]
    )
    assert "true" in str(verified).lower(), verified


@operation("btcli wallet show", "A")
def _():
    assert btcli("wallet", "show")


@operation("btcli wallet overview", "A", absent=BASKETS)
def _():
    btcli("wallet", "overview")


@operation("btcli wallet inspect", "B", absent=BASKETS)
def _():
    btcli("wallet", "inspect")


@operation("btcli wallet registrations", "B")
def _():
    btcli("wallet", "registrations")


@operation("btcli wallet associate-hotkey", "A")
def _():
    sent("wallet", "associate-hotkey")


@operation("btcli wallet set-identity and get-identity", "B")
def _():
    register(1, "owner")
    sent("wallet", "set-identity", "--name", "Ada", "--url", "https://example.org")
    assert "Ada" in str(btcli("wallet", "get-identity"))


@operation("btcli wallet swap-hotkey", "B")
def _():
    CHAIN.mine(1_001)
    fresh = person("fresh", tao=0)
    sent("wallet", "swap-hotkey", "--new-hotkey", fresh.hotkey.ss58_address)
    equal(NETWORK.read("hotkey_owner", hotkey_ss58=fresh.hotkey.ss58_address) is not None, True)


@operation("btcli wallet swap-check", "C")
def _():
    btcli("wallet", "swap-check")
