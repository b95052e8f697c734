"""Identities of people and of subnets, and a subnet's symbol."""

from bittensor import SubnetIdentity
from common import ALICE, BOB, CHARLIE, NETWORK, address, done, equal, hotkey
from common import operation, refused, send, subnet, sudo, told

NETUID = subnet(ALICE)
PERSON = ("name", "url", "github_repo", "image", "discord", "description", "additional")
PLACE = ("subnet_name", "github_repo", "subnet_contact", "subnet_url", "logo_url", "discord", "description", "additional")


@operation("set an identity", "B")
def _():
    done(NETWORK.burned_register(BOB, NETUID))
    send(BOB, "SubtensorModule", "set_identity", **{field: f"my {field}" for field in PERSON})
    identity = NETWORK.query_identity(address(BOB))
    equal((identity.name, identity.github), ("my name", "my github_repo"))


@operation("an identity without a hotkey in the network is refused", "B")
def _():
    call = NETWORK.compose_call("SubtensorModule", "set_identity", {field: "x" for field in PERSON})
    refused(NETWORK.sign_and_send_extrinsic(call, CHARLIE, wait_for_finalization=True), "HotKeyNotRegisteredInNetwork")


@operation("the identities of delegates", "B")
def _():
    assert address(BOB) in NETWORK.get_delegate_identities()


@operation("set a subnet's identity", "B")
def _():
    done(NETWORK.set_subnet_identity(ALICE, NETUID, SubnetIdentity(**{field: f"its {field}" for field in PLACE})))
    equal(told(NETWORK.subnet(NETUID).subnet_identity, "subnet_name"), "its subnet_name")
    equal(told(NETWORK.get_metagraph_info(NETUID).identity, "subnet_name"), "its subnet_name")


@operation("a subnet's identity by another is refused: NotSubnetOwner", "B")
def _():
    other = SubnetIdentity(**{field: "x" for field in PLACE})
    refused(NETWORK.set_subnet_identity(BOB, NETUID, other), "NotSubnetOwner")


@operation("change a subnet's symbol", "B")
def _():
    symbol = "ב"
    send(ALICE, "SubtensorModule", "update_symbol", netuid=NETUID, symbol=symbol.encode())
    equal(NETWORK.subnet(NETUID).symbol, symbol)


@operation("register a subnet together with its identity", "A")
def _():
    sudo("AdminUtils", "sudo_set_network_rate_limit", rate_limit=0)
    identity = {field: f"its {field}".encode() for field in PLACE}
    send(BOB, "SubtensorModule", "register_network_with_identity", hotkey=hotkey(BOB), identity=identity)
    equal(NETWORK.subnet(NETWORK.get_total_subnets() - 1).subnet_name, "its subnet_name")
