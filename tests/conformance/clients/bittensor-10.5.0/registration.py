"""Neurons: what a seat costs, buying one, refusals, root, and how a neuron is looked up."""

from common import ALICE, BOB, CHAIN, NETWORK, address, done, equal, hotkey, operation
from common import person, refused, send, subnet, tao

NETUID = subnet(ALICE)


@operation("price of a seat", "A")
def _():
    assert NETWORK.recycle(NETUID).tao > 0


@operation("burned registration", "A")
def _():
    before = NETWORK.get_balance(address(BOB))
    done(NETWORK.burned_register(BOB, NETUID))
    assert NETWORK.get_balance(address(BOB)) < before
    equal(NETWORK.get_uid_for_hotkey_on_subnet(hotkey(BOB), NETUID), 1)


@operation("who is registered where", "A")
def _():
    assert NETWORK.is_hotkey_registered(hotkey(BOB), NETUID) and NETWORK.is_hotkey_registered_any(hotkey(BOB))
    assert not NETWORK.is_hotkey_registered_on_subnet(hotkey(BOB), 1)
    equal(NETWORK.get_netuids_for_hotkey(hotkey(BOB)), [NETUID])
    equal(NETWORK.filter_netuids_by_registered_hotkeys([0, 1, NETUID], [NETUID], [BOB], None), [NETUID])


@operation("who owns a hotkey", "A")
def _():
    equal(NETWORK.get_hotkey_owner(hotkey(BOB)), address(BOB))
    equal(NETWORK.get_owned_hotkeys(address(BOB)), [hotkey(BOB)])
    assert NETWORK.does_hotkey_exist(hotkey(BOB)) and not NETWORK.does_hotkey_exist(hotkey(person("Nobody")))


@operation("registering twice is answered without a second seat", "A")
def _():
    NETWORK.burned_register(BOB, NETUID)
    equal(NETWORK.subnetwork_n(NETUID), 2)


@operation("a second registration of the hotkey is refused: HotKeyAlreadyRegisteredInSubNet", "A")
def _():
    call = NETWORK.compose_call("SubtensorModule", "burned_register", {"netuid": NETUID, "hotkey": hotkey(BOB)})
    refused(NETWORK.sign_and_send_extrinsic(call, BOB, wait_for_finalization=True), "HotKeyAlreadyRegisteredInSubNet")


@operation("registration on a subnet that does not exist is refused", "A")
def _():
    refused(NETWORK.burned_register(BOB, 999), "does not exist")


@operation("registration with a limit on its price", "A")
def _():
    done(NETWORK.register_limit(person("Dave", tao=100), NETUID, limit_price=tao(1_000)))


@operation("registration above the limit is refused: RegistrationPriceLimitExceeded", "A")
def _():
    refused(
        NETWORK.register_limit(person("Eve", tao=100), NETUID, limit_price=tao(0.000001)),
        "RegistrationPriceLimitExceeded",
    )


@operation("the price of a seat rises with a registration and falls with time", "A")
def _():
    dear = NETWORK.recycle(NETUID)
    CHAIN.mine(200)
    assert NETWORK.recycle(NETUID) < dear, (dear, NETWORK.recycle(NETUID))


@operation("the client's general register", "A")
def _():
    done(NETWORK.register(person("Ferdie", tao=100), NETUID))


@operation("a neuron by its number and by its hotkey", "A")
def _():
    neuron = NETWORK.neuron_for_uid(1, NETUID)
    equal((neuron.uid, neuron.hotkey, neuron.coldkey), (1, hotkey(BOB), address(BOB)))
    equal(NETWORK.get_neuron_for_pubkey_and_subnet(hotkey(BOB), NETUID).uid, 1)


@operation("all neurons, in full and in short", "A")
def _():
    equal([neuron.uid for neuron in NETWORK.neurons(NETUID)], list(range(NETWORK.subnetwork_n(NETUID))))
    equal([n.hotkey for n in NETWORK.neurons_lite(NETUID)], [n.hotkey for n in NETWORK.neurons(NETUID)])


@operation("root registration", "A")
def _():
    done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(10)))
    done(NETWORK.root_register(BOB))
    equal(NETWORK.get_uid_for_hotkey_on_subnet(hotkey(BOB), 0) is not None, True)


@operation("registration by proof of work (its call now burns TAO)", "B")
def _():
    frank = person("Frank", tao=100)
    work = {"block_number": CHAIN.block(), "nonce": 1, "work": [0] * 32}
    send(frank, "SubtensorModule", "register", netuid=NETUID, hotkey=hotkey(frank), coldkey=address(frank), **work)
    assert NETWORK.is_hotkey_registered(hotkey(frank), NETUID)
