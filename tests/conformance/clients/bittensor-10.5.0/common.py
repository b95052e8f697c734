"""The client, the people, and what must be there before a capability can be tried."""

import tempfile

import bittensor
from bittensor import Balance
from harness import CHAIN, equal, operation  # noqa: F401, for the scenarios

NETWORK = bittensor.Subtensor(network=CHAIN.url)
WALLETS = tempfile.mkdtemp(prefix="wallets-")


def person(name, tao=None):
    """A wallet named for its development phrase; Alice, Bob and Charlie are rich from the start."""
    wallet = bittensor.Wallet(name=name, hotkey="default", path=WALLETS)
    quietly = {"use_password": False, "overwrite": True, "suppress": True}
    wallet.create_coldkey_from_uri(f"//{name}", **quietly)
    wallet.create_hotkey_from_uri(f"//{name}//hot", **quietly)
    if tao:
        CHAIN.faucet(address(wallet), tao)
    return wallet


def address(wallet):
    return wallet.coldkeypub.ss58_address


def hotkey(wallet):
    return wallet.hotkey.ss58_address


def tao(amount):
    return Balance.from_tao(amount)


def done(response):
    """The response, which must be of a call that did what it says."""
    assert response.success, f"{response.message} {response.error or ''}"
    return response


def refused(response, name, code=None):
    """The call must fail, and the client must know the error by its name, or by its number in the pool."""
    assert not response.success, f"it succeeded, expected {name}"
    said = f"{response.message} {response.error!r}"
    by_number = code is not None and f"Custom error: {code} " in said
    assert name in said or by_number, f"expected {name}, it said {said}"


def refusing(call, name, code=None):
    """The same of a call that the client may answer with an exception."""
    try:
        response = call()
    except Exception as error:  # of the client's own kinds
        assert name in str(error), f"expected {name}, it said {error}"
    else:
        refused(response, name, code)


def told(record, field):
    """A field of what the client gives as an object or as a dictionary."""
    return record[field] if isinstance(record, dict) else getattr(record, field)


def send(wallet, pallet, verb, /, **fields):
    """A call that the client has no verb for, composed from the metadata."""
    composed = NETWORK.compose_call(pallet, verb, fields)
    return done(NETWORK.sign_and_send_extrinsic(composed, wallet, wait_for_finalization=True))


def sudo(pallet, verb, /, **fields):
    """The call as root, through Sudo and signed by Alice."""
    inner = NETWORK.compose_call(pallet, verb, fields)
    response = send(ALICE, "Sudo", "sudo", call=inner)
    events = response.extrinsic_receipt.triggered_events
    outcomes = [e["event"]["attributes"]["sudo_result"] for e in events if e["event"]["event_id"] == "Sudid"]
    assert "Err" not in str(outcomes), f"{verb} as root: {outcomes}"
    return response


def subnet(owner, commit_reveal=False):
    """The number of a new subnet that has started, its commit-reveal off unless it is asked for."""
    done(NETWORK.register_subnet(owner))
    netuid = NETWORK.get_total_subnets() - 1
    sudo("AdminUtils", "sudo_set_admin_freeze_window", window=0)
    sudo("AdminUtils", "sudo_set_commit_reveal_weights_enabled", netuid=netuid, enabled=commit_reveal)
    done(NETWORK.start_call(owner, netuid, wait_for_finalization=True))
    return netuid


def stored(name, *keys):
    """A value of SubtensorModule's storage."""
    value = NETWORK.query_subtensor(name, params=list(keys))
    return getattr(value, "value", value)


ALICE = person("Alice")
BOB = person("Bob")
CHARLIE = person("Charlie")
