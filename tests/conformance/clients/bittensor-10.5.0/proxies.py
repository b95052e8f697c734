"""Proxies: ordinary, announced and pure ones, and what they may not."""

from bittensor import ProxyType
from common import ALICE, BOB, CHAIN, CHARLIE, NETWORK, address, done, equal, hotkey, operation
from common import person, refused, tao

DAVE = person("Dave")


def transfer(amount=1, to=DAVE):
    fields = {"dest": address(to), "value": tao(amount).rao}
    return NETWORK.compose_call("Balances", "transfer_keep_alive", fields)


@operation("what the proxies' pallet says of itself", "B")
def _():
    assert NETWORK.get_proxy_constants().MaxProxies > 0


@operation("add a proxy", "B")
def _():
    done(NETWORK.add_proxy(ALICE, address(BOB), ProxyType.Any, 0))
    proxies, deposit = NETWORK.get_proxies_for_real_account(address(ALICE))
    equal([(p.delegate, p.proxy_type, p.delay) for p in proxies], [(address(BOB), "Any", 0)])
    assert deposit.rao > 0


@operation("all proxies", "B")
def _():
    assert address(ALICE) in NETWORK.get_proxies()


@operation("a proxy of oneself is refused: NoSelfProxy", "B")
def _():
    refused(NETWORK.add_proxy(ALICE, address(ALICE), ProxyType.Any, 0), "NoSelfProxy")


@operation("the same proxy twice is refused: Duplicate", "B")
def _():
    refused(NETWORK.add_proxy(ALICE, address(BOB), ProxyType.Any, 0), "Duplicate")


@operation("a call by the proxy", "B")
def _():
    before = NETWORK.get_balance(address(DAVE))
    done(NETWORK.proxy(BOB, address(ALICE), ProxyType.Any, transfer()))
    equal(NETWORK.get_balance(address(DAVE)), before + tao(1))


@operation("a call by somebody else is refused: NotProxy", "B")
def _():
    refused(NETWORK.proxy(CHARLIE, address(ALICE), ProxyType.Any, transfer()), "NotProxy")


@operation("a call outside the proxy's type does nothing", "B")
def _():
    done(NETWORK.add_proxy(ALICE, address(CHARLIE), ProxyType.Staking, 0))
    before = NETWORK.get_balance(address(DAVE))
    NETWORK.proxy(CHARLIE, address(ALICE), ProxyType.Staking, transfer())
    equal(NETWORK.get_balance(address(DAVE)), before)


@operation("stake by a staking proxy", "B")
def _():
    fields = {"hotkey": hotkey(ALICE), "netuid": 0, "amount_staked": tao(5).rao}
    done(NETWORK.root_register(ALICE))
    done(NETWORK.proxy(CHARLIE, address(ALICE), ProxyType.Staking, NETWORK.compose_call("SubtensorModule", "add_stake", fields)))
    equal(NETWORK.get_stake(address(ALICE), hotkey(ALICE), 0), tao(5))


@operation("remove a proxy", "B")
def _():
    done(NETWORK.remove_proxy(ALICE, address(BOB), ProxyType.Any, 0))
    equal(len(NETWORK.get_proxies_for_real_account(address(ALICE))[0]), 1)


@operation("remove a proxy that is none is refused: NotFound", "B")
def _():
    refused(NETWORK.remove_proxy(ALICE, address(BOB), ProxyType.Any, 0), "NotFound")


@operation("remove all proxies", "B")
def _():
    done(NETWORK.remove_proxies(ALICE))
    equal(NETWORK.get_proxies_for_real_account(address(ALICE))[0], [])


@operation("a delayed call: announced, waited for, made", "B")
def _():
    done(NETWORK.add_proxy(ALICE, address(BOB), ProxyType.Any, 10))
    call = transfer(2)
    done(NETWORK.announce_proxy(BOB, address(ALICE), "0x" + call.call_hash.hex()))
    equal(len(NETWORK.get_proxy_announcement(address(BOB))), 1)
    refused(NETWORK.proxy_announced(BOB, address(BOB), address(ALICE), ProxyType.Any, call), "Unannounced")
    CHAIN.mine(10)
    done(NETWORK.proxy_announced(BOB, address(BOB), address(ALICE), ProxyType.Any, call))
    equal(NETWORK.get_proxy_announcement(address(BOB)), [])


@operation("all announcements", "B")
def _():
    done(NETWORK.announce_proxy(BOB, address(ALICE), "0x" + transfer(3).call_hash.hex()))
    assert address(BOB) in NETWORK.get_proxy_announcements()


@operation("an announcement rejected by the real account", "B")
def _():
    done(NETWORK.reject_proxy_announcement(ALICE, address(BOB), "0x" + transfer(3).call_hash.hex()))
    equal(NETWORK.get_proxy_announcement(address(BOB)), [])


@operation("an announcement taken back", "B")
def _():
    hashed = "0x" + transfer(4).call_hash.hex()
    done(NETWORK.announce_proxy(BOB, address(ALICE), hashed))
    done(NETWORK.remove_proxy_announcement(BOB, address(ALICE), hashed))


@operation("deposits are reckoned anew", "B")
def _():
    done(NETWORK.poke_deposit(ALICE))


@operation("a pure proxy: made, filled, spending, ended", "B")
def _():
    response = done(NETWORK.create_pure_proxy(CHARLIE, ProxyType.Any, 0, 0))
    created = response.data
    pure, height, index = created["pure_account"], created["height"], created["ext_index"]
    done(NETWORK.transfer(CHARLIE, pure, tao(10)))
    done(NETWORK.proxy(CHARLIE, pure, ProxyType.Any, transfer(1)))
    assert NETWORK.get_balance(pure) == tao(9)
    ended = {"proxy_type": ProxyType.Any, "index": 0, "height": height, "ext_index": index}
    done(NETWORK.kill_pure_proxy(CHARLIE, pure, address(CHARLIE), **ended))


@operation("the types of proxies and what each may do", "B")
def _():
    assert "Any" in [str(kind.name) for kind in NETWORK.get_proxy_types()]
    assert NETWORK.get_proxy_filter()
