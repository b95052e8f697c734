"""`btcli` of the ninth line, people whose wallets it made, and a subnet."""

import tempfile

from commands import Failed, answer_of, output_of, succeeded
from harness import CHAIN, equal, operation  # noqa: F401, for the scenarios

WALLETS = tempfile.mkdtemp(prefix="wallets-")
OFFLINE = ["--wallet-path", WALLETS, "--json-output"]
GLOBAL = [*OFFLINE, "--network", CHAIN.url]


def btcli(*arguments, wallet="alice", typed="", hotkey=True):
    """A command about a wallet, as it is typed."""
    named = ["--wallet-name", wallet, *(["--hotkey", "default"] if hotkey else [])]
    return answer_of(["btcli", *map(str, arguments), *GLOBAL, *named], typed)


def shown(*arguments):
    """A command about no wallet."""
    return answer_of(["btcli", *map(str, arguments), "--network", CHAIN.url, "--json-output"])


def told(*arguments):
    """What a command says that has no JSON."""
    return output_of(["btcli", *map(str, arguments), "--network", CHAIN.url])


def sent(*arguments, wallet="alice", shield=True):
    """A command that sends a transaction, which must succeed; the shield that this chain lacks is off."""
    options = ["--no-prompt", *(["--no-mev-protection"] if shield else [])]
    return succeeded(btcli(*arguments, *options, wallet=wallet))


def staked(*arguments):
    """Adds stake with every hotkey that is named; the answer tells of each."""
    answer = btcli(*arguments, "--no-prompt", "--no-mev-protection")
    outcomes = answer["staking_success"]
    if not outcomes or not all(done for by_hotkey in outcomes.values() for done in by_hotkey.values()):
        raise Failed(str(answer["error_messages"]))
    return answer


def changed(*arguments):
    """Changes children; the answer tells of each subnet."""
    answer = btcli(*arguments, "--no-prompt")
    for outcome in answer.values():
        succeeded(outcome)


def offline(*arguments):
    """A command that asks no chain."""
    return answer_of(["btcli", *map(str, arguments), *OFFLINE])


def hotkey(wallet, name):
    """The address of another hotkey of a wallet."""
    command = ["btcli", "wallet", "new-hotkey", "--uri", name, "--no-use-password", "--overwrite", *OFFLINE]
    return answer_of([*command, "--wallet-name", wallet, "--hotkey", name])["data"]["hotkey_ss58"]


def person(name):
    """A wallet whose keys derive from its name; `list` tells its addresses."""
    for key, uri in [("new-coldkey", name), ("new-hotkey", f"{name}Hot")]:
        command = ["btcli", "wallet", key, "--uri", uri, "--no-use-password", "--overwrite", *OFFLINE]
        answer_of([*command, "--wallet-name", name.lower(), "--hotkey", "default"])
    listed = answer_of(["btcli", "wallet", "list", *OFFLINE])["wallets"]
    found = next(wallet for wallet in listed if wallet["name"] == name.lower())
    return found["ss58_address"], found["hotkeys"][0]["ss58_address"]


def subnet():
    """The number of a new subnet of Alice's that has started and takes plain weights."""
    answer = sent("subnets", "create", "--subnet-name", "Proofs", *PLACE)
    netuid = answer["netuid"]
    started(netuid)
    return netuid


def started(netuid):
    """Starts a subnet; this command has no JSON."""
    arguments = ["--wallet-name", "alice", "--wallet-path", WALLETS, "--hotkey", "default", "--no-prompt"]
    return told("subnets", "start", "--netuid", netuid, *arguments)


PLACE = [
    "--github-repo", "https://github.com/example/proofs", "--subnet-contact", "mail@example.org", "--subnet-url", "https://example.org",
    "--discord-handle", "proofs", "--description", "What is proved", "--logo-url", "https://example.org/logo.png",
    "--additional-info", "none",
]  # fmt: skip
