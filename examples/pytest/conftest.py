"""Fixtures for tests on a local network of their own, whose time they control.

`devnet` runs one development chain for all tests; after each test the chain goes back to where
that test found it, so tests know nothing of each other and build the subnet only once.
"""

import json
import os
import subprocess
import urllib.request

import bittensor
import pytest

# The client's cache is keyed by version alone, and local chains of one version differ.
os.environ["NO_CACHE"] = "1"


class Refused(Exception):
    """The chain will not do it; the message says why, and what would help."""


class Devnet:
    """A development chain that lives until `close`, and those of its verbs that tests need."""

    def __init__(self, *options):
        command = [os.environ.get("MYELIN", "myelin"), "dev", "--json", "--port", "0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"`{' '.join(command)}` ended before it was ready")
        self.url = json.loads(line)["url"]

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def client(self):
        """The official client, connected anew: it remembers blocks that going back has undone."""
        return bittensor.Subtensor(network=self.url)

    def ask(self, method, *params):
        """Any JSON-RPC method; `dev_*` are the chain's own verbs."""
        question = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        url, headers = self.url.replace("ws://", "http://"), {"Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(url, question.encode(), headers)) as response:
            answer = json.load(response)
        if "error" in answer:
            raise Refused(answer["error"]["message"])
        return answer["result"]

    def mine(self, blocks=1):
        return self.ask("dev_mine", blocks)

    def mine_until(self, **goal):
        """For example `mine_until(epoch={"netuid": 2})`."""
        return self.ask("dev_mineUntil", goal)

    def jump_epochs(self, netuid, count):
        for _ in range(count):
            self.mine_until(epoch={"netuid": netuid})

    def faucet(self, address, tao):
        return self.ask("dev_faucet", address, tao * 10**9)

    def as_root(self, call):
        """Makes a call that `Subtensor.compose_call` composed, as root."""
        return self.ask("dev_actAsRoot", call.data.to_hex())

    def snapshot(self):
        return self.ask("dev_snapshot")

    def revert(self, snapshot):
        return self.ask("dev_revert", snapshot)


@pytest.fixture(scope="session")
def devnet():
    devnet = Devnet()
    yield devnet
    devnet.close()


@pytest.fixture(scope="session")
def person(devnet, tmp_path_factory):
    """`person("Miner0")` is a wallet of that name with 10,000 TAO; its keys are derived from the name."""
    folder = str(tmp_path_factory.mktemp("wallets"))

    def person(name):
        wallet = bittensor.Wallet(name=name, hotkey="default", path=folder)
        quietly = {"use_password": False, "overwrite": True, "suppress": True}
        wallet.create_coldkey_from_uri(f"//{name}//coldkey", **quietly)
        wallet.create_hotkey_from_uri(f"//{name}", **quietly)
        devnet.faucet(wallet.coldkeypub.ss58_address, 10_000)
        return wallet

    return person


@pytest.fixture(scope="session")
def subnet(devnet, person):
    """The netuid of a subnet that has started, with the main network's hyperparameters but for two."""
    client, owner = devnet.client(), person("Owner")
    assert client.register_subnet(owner).success
    netuid = max(client.get_all_subnets_netuid())
    # The client would encrypt its weights to a public beacon that no chain offline can hear.
    open_weights = {"netuid": netuid, "enabled": False}
    devnet.as_root(client.compose_call("AdminUtils", "sudo_set_commit_reveal_weights_enabled", open_weights))
    paid = {"netuid": netuid, "enabled": True}
    devnet.as_root(client.compose_call("AdminUtils", "sudo_set_subnet_emission_enabled", paid))
    assert client.start_call(owner, netuid, wait_for_finalization=True).success
    client.close()
    return netuid


@pytest.fixture(autouse=True)
def _undone(devnet, subnet):
    """Whatever a test does, the next one does not see it."""
    snapshot = devnet.snapshot()
    yield
    devnet.revert(snapshot)


@pytest.fixture
def subtensor(devnet, _undone):
    """The official SDK's client."""
    client = devnet.client()
    yield client
    client.close()
