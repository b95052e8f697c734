"""Keys: association, and swaps of hotkeys and coldkeys."""

from common import ALICE, BOB, CHAIN, NETWORK, address, done, equal, hotkey
from common import operation, person, refused, send, stored, subnet, sudo, tao

NETUID = subnet(ALICE)
done(NETWORK.burned_register(BOB, NETUID))
done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(100)))


@operation("associate a hotkey with its coldkey", "A")
def _():
    other = hotkey(person("Other"))
    send(BOB, "SubtensorModule", "try_associate_hotkey", hotkey=other)
    equal(NETWORK.get_hotkey_owner(other), address(BOB))


@operation("swap a hotkey on one subnet", "B")
def _():
    # On one subnet the wait counts from the chain's beginning.
    CHAIN.mine(7_201)
    new = hotkey(person("New"))
    staked = NETWORK.get_stake(address(BOB), hotkey(BOB), NETUID)
    send(BOB, "SubtensorModule", "swap_hotkey", hotkey=hotkey(BOB), new_hotkey=new, netuid=NETUID)
    equal(NETWORK.get_uid_for_hotkey_on_subnet(new, NETUID), 1)
    equal(NETWORK.get_stake(address(BOB), new, NETUID), staked)
    equal(NETWORK.get_hotkey_owner(new), address(BOB))


@operation("swap a hotkey everywhere", "B")
def _():
    dave, newer = person("Dave"), hotkey(person("Newer"))
    done(NETWORK.burned_register(dave, NETUID))
    CHAIN.mine(1_000)
    send(dave, "SubtensorModule", "swap_hotkey", hotkey=hotkey(dave), new_hotkey=newer, netuid=None)
    equal(NETWORK.get_uid_for_hotkey_on_subnet(newer, NETUID), 2)


@operation("swap a hotkey and keep its stake", "B")
def _():
    eve, newest = person("Eve"), hotkey(person("Newest"))
    done(NETWORK.burned_register(eve, NETUID))
    done(NETWORK.add_stake(eve, NETUID, hotkey(eve), tao(10)))
    CHAIN.mine(1_000)
    fields = {"hotkey": hotkey(eve), "new_hotkey": newest, "netuid": NETUID, "keep_stake": True}
    send(eve, "SubtensorModule", "swap_hotkey_v2", **fields)
    equal(NETWORK.get_stake(address(eve), newest, NETUID).rao, 0)


@operation("announce a coldkey swap, wait, make it", "C")
def _():
    sudo("AdminUtils", "sudo_set_coldkey_swap_announcement_delay", duration=50)
    mallory, successor = person("Mallory", tao=100), person("Successor")
    done(NETWORK.announce_coldkey_swap(mallory, address(successor)))
    assert NETWORK.get_coldkey_swap_announcement(address(mallory))
    CHAIN.mine(stored("ColdkeySwapAnnouncementDelay"))
    done(NETWORK.swap_coldkey_announced(mallory, address(successor)))
    assert NETWORK.get_balance(address(successor)).tao > 90


@operation("dispute a coldkey swap", "C")
def _():
    wallet = person("Disputed", tao=100)
    done(NETWORK.announce_coldkey_swap(wallet, address(person("Heir"))))
    done(NETWORK.dispute_coldkey_swap(wallet))
    assert NETWORK.get_coldkey_swap_dispute(address(wallet))


@operation("a coldkey whose swap is announced does nothing else: ColdkeySwapAnnounced", "C")
def _():
    wallet = person("Leaving", tao=100)
    done(NETWORK.announce_coldkey_swap(wallet, address(person("Arriving"))))
    refused(NETWORK.transfer(wallet, address(BOB), tao(1)), "ColdkeySwapAnnounced", code=0)


def swapped(wallet, successor):
    """The swap as the chain judges it; the client's own verb looks first."""
    call = NETWORK.compose_call("SubtensorModule", "swap_coldkey_announced", {"new_coldkey": address(successor)})
    return NETWORK.sign_and_send_extrinsic(call, wallet, wait_for_finalization=True)


@operation("a coldkey swap before its time is refused: ColdkeySwapTooEarly", "C")
def _():
    refused(swapped(person("Leaving"), person("Arriving")), "ColdkeySwapTooEarly")


@operation("a coldkey swap to another account is refused: AnnouncedColdkeyHashDoesNotMatch", "C")
def _():
    CHAIN.mine(stored("ColdkeySwapAnnouncementDelay"))
    refused(swapped(person("Leaving"), person("Stranger")), "AnnouncedColdkeyHashDoesNotMatch")
