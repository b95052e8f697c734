"""btcli wallet: keys, balances, transfers, signatures, identities."""

from common import CHAIN, WALLETS, btcli, equal, hotkey, offline, operation, person, sent, shown, told

ALICE, ALICE_HOT = person("Alice")
BOB, BOB_HOT = person("Bob")


@operation("wallet list", "A")
def _():
    equal(sorted(wallet["name"] for wallet in offline("wallet", "list")["wallets"]), ["alice", "bob"])


@operation("wallet balance", "A")
def _():
    balances = btcli("wallet", "balance")["balances"]
    equal(balances["alice"]["free"], 1_000_000.0)


@operation("wallet balance of all wallets", "A")
def _():
    equal(sorted(btcli("wallet", "balance", "--all")["balances"]), ["alice", "bob"])


@operation("wallet transfer", "A")
def _():
    sent("wallet", "transfer", "--destination", BOB, "--amount", 5, shield=False)
    equal(btcli("wallet", "balance", wallet="bob")["balances"]["bob"]["free"], 1_000_005.0)


@operation("wallet transfer of more than there is is refused", "A")
def _():
    answer = btcli("wallet", "transfer", "--destination", BOB, "--amount", 10**7, "--no-prompt")
    equal(answer["success"], False)


@operation("wallet overview", "A")
def _():
    assert btcli("wallet", "overview")


@operation("wallet sign and verify", "A")
def _():
    signed = offline("wallet", "sign", "--no-use-hotkey", "--message", "hello", "--wallet-name", "alice")
    equal(signed["signer_address"], ALICE)


@operation("wallet associate-hotkey", "A")
def _():
    owner = ["--wallet-name", "alice", "--wallet-path", WALLETS, "--hotkey", "default", "--no-prompt"]
    told("wallet", "associate-hotkey", *owner)


@operation("wallet set-identity and get-identity", "B")
def _():
    sent("subnets", "register", "--netuid", 1, shield=False)
    # What is left out, or empty, is asked for.
    about = {"id-name": "Ada", "web-url": "https://example.org", "image-url": "https://example.org/ada.png"}
    about |= {"discord": "ada", "description": "counts", "additional": "none", "github": "https://github.com/example"}
    sent("wallet", "set-identity", *(word for field in about.items() for word in (f"--{field[0]}", field[1])), shield=False)
    assert "Ada" in str(shown("wallet", "get-identity", "--ss58", ALICE))


@operation("wallet swap-hotkey", "B")
def _():
    CHAIN.mine(7_201)
    fresh = hotkey("alice", "fresh")
    sent("wallet", "swap-hotkey", "fresh", "--netuid", 1, shield=False)
    assert fresh in str(btcli("wallet", "overview")), "the seat of the new hotkey"
