"""Delegates: who they are, what they take, and children of a hotkey."""

from common import ALICE, BOB, CHAIN, CHARLIE, NETWORK, address, done, equal, hotkey, operation
from common import refused, send, subnet, sudo, tao

NETUID = subnet(ALICE)
for wallet in (BOB, CHARLIE):
    done(NETWORK.burned_register(wallet, NETUID))
done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(2_000)))
sudo("AdminUtils", "sudo_set_tx_delegate_take_rate_limit", tx_rate_limit=0)


@operation("a hotkey becomes a delegate", "B")
def _():
    done(NETWORK.root_register(BOB))
    assert NETWORK.is_hotkey_delegate(hotkey(BOB))


@operation("a delegate's take", "B")
def _():
    assert abs(NETWORK.get_delegate_take(hotkey(BOB)) - 0.18) < 0.001


@operation("lower the take", "B")
def _():
    done(NETWORK.set_delegate_take(BOB, hotkey(BOB), 0.05))
    assert abs(NETWORK.get_delegate_take(hotkey(BOB)) - 0.05) < 0.001


@operation("raise the take", "B")
def _():
    CHAIN.mine(2)
    done(NETWORK.set_delegate_take(BOB, hotkey(BOB), 0.1))
    assert abs(NETWORK.get_delegate_take(hotkey(BOB)) - 0.1) < 0.001


@operation("a take that is too high is refused: DelegateTakeTooHigh", "B")
def _():
    refused(NETWORK.set_delegate_take(BOB, hotkey(BOB), 0.5), "DelegateTakeTooHigh", code=27)


@operation("the take of another's hotkey is refused: NonAssociatedColdKey", "B")
def _():
    refused(NETWORK.set_delegate_take(CHARLIE, hotkey(BOB), 0.01), "NonAssociatedColdKey", code=25)


@operation("the delegates, and one of them", "B")
def _():
    assert hotkey(BOB) in [delegate.hotkey_ss58 for delegate in NETWORK.get_delegates()]
    delegate = NETWORK.get_delegate_by_hotkey(hotkey(BOB))
    equal((delegate.owner_ss58, abs(delegate.take - 0.1) < 0.001), (address(BOB), True))
    assert delegate.total_stake[NETUID].tao > 0


@operation("with whom a coldkey stakes", "B")
def _():
    done(NETWORK.add_stake(CHARLIE, NETUID, hotkey(BOB), tao(10)))
    found = [(info.hotkey_ss58, info.netuid) for info in NETWORK.get_delegated(address(CHARLIE))]
    assert (hotkey(BOB), NETUID) in found, found


@operation("the least stake of a nominator", "B")
def _():
    sudo("AdminUtils", "sudo_set_nominator_min_required_stake", min_stake=100_000_000)
    assert NETWORK.get_minimum_required_stake().rao > 0
    sudo("AdminUtils", "sudo_set_nominator_min_required_stake", min_stake=0)


@operation("set children, pending for a while", "B")
def _():
    done(NETWORK.root_set_pending_childkey_cooldown(ALICE, 15))
    done(NETWORK.set_children(BOB, NETUID, hotkey(BOB), [(0.5, hotkey(CHARLIE))]))
    pending, block = NETWORK.get_children_pending(hotkey(BOB), NETUID)
    equal(pending, [(0.5, hotkey(CHARLIE))])
    assert block > CHAIN.block()


@operation("children and parents once they count", "B")
def _():
    CHAIN.mine_until(epoch={"netuid": NETUID})
    equal(NETWORK.get_children(hotkey(BOB), NETUID), (True, [(0.5, hotkey(CHARLIE))], ""))
    equal(NETWORK.get_parents(hotkey(CHARLIE), NETUID), [(0.5, hotkey(BOB))])


@operation("a child of itself is refused: InvalidChild", "B")
def _():
    sudo("AdminUtils", "sudo_set_tx_rate_limit", tx_rate_limit=0)
    CHAIN.mine(200)
    refused(NETWORK.set_children(BOB, NETUID, hotkey(BOB), [(1.0, hotkey(BOB))]), "InvalidChild")


@operation("a child named twice is refused: DuplicateChild", "B")
def _():
    twice = [(0.1, hotkey(ALICE)), (0.2, hotkey(ALICE))]
    refused(NETWORK.set_children(BOB, NETUID, hotkey(BOB), twice), "DuplicateChild")


@operation("children of more than all are refused: ProportionOverflow", "B")
def _():
    more = [(1.0, hotkey(ALICE)), (0.5, address(ALICE))]
    refused(NETWORK.set_children(BOB, NETUID, hotkey(BOB), more), "ProportionOverflow")


@operation("children on root are refused: RegistrationNotPermittedOnRootSubnet", "B")
def _():
    refused(
        NETWORK.set_children(BOB, 0, hotkey(BOB), [(1.0, hotkey(ALICE))]), "RegistrationNotPermittedOnRootSubnet"
    )


@operation("children by another coldkey are refused: NonAssociatedColdKey", "B")
def _():
    refused(NETWORK.set_children(CHARLIE, NETUID, hotkey(BOB), [(1.0, hotkey(ALICE))]), "NonAssociatedColdKey")


@operation("revoke the children", "B")
def _():
    done(NETWORK.set_children(BOB, NETUID, hotkey(BOB), []))
    CHAIN.mine_until(epoch={"netuid": NETUID})
    equal(NETWORK.get_children(hotkey(BOB), NETUID)[1], [])


@operation("set the take of a child", "B")
def _():
    send(CHARLIE, "SubtensorModule", "set_childkey_take", hotkey=hotkey(CHARLIE), netuid=NETUID, take=3_000)


@operation("children by a hotkey with too little stake are refused: NotEnoughStakeToSetChildkeys", "B")
def _():
    sudo("AdminUtils", "sudo_set_stake_threshold", min_stake=10**15)
    CHAIN.mine(200)
    children = [(1.0, hotkey(ALICE))]
    refused(NETWORK.set_children(CHARLIE, NETUID, hotkey(CHARLIE), children), "NotEnoughStakeToSetChildkeys")
    sudo("AdminUtils", "sudo_set_stake_threshold", min_stake=0)


@operation("children on a subnet that does not exist are refused: SubnetNotExists", "B")
def _():
    refused(NETWORK.set_children(BOB, 77, hotkey(BOB), [(1.0, hotkey(ALICE))]), "SubnetNotExists")


@operation("children too often are refused: TxRateLimitExceeded", "B")
def _():
    CHAIN.mine(200)
    done(NETWORK.set_children(BOB, NETUID, hotkey(BOB), [(0.5, hotkey(CHARLIE))]))
    refused(NETWORK.set_children(BOB, NETUID, hotkey(BOB), []), "TxRateLimitExceeded")
