"""Stake: added, seen, removed, moved, given to others, within limits, and what is refused."""

from common import ALICE, BOB, CHAIN, CHARLIE, NETWORK, address, done, equal, hotkey, operation
from common import refused, subnet, sudo, tao

sudo("AdminUtils", "sudo_set_network_rate_limit", rate_limit=0)
NETUID, OTHER = subnet(ALICE), subnet(ALICE)
FIRST = CHAIN.block()
for wallet in (BOB, CHARLIE):
    done(NETWORK.burned_register(wallet, NETUID))
    done(NETWORK.burned_register(wallet, OTHER))


def stake(wallet, netuid=NETUID, hot=BOB):
    return NETWORK.get_stake(address(wallet), hotkey(hot), netuid)


def of(netuid, alpha):
    return tao(alpha).set_unit(netuid)


@operation("add stake", "A")
def _():
    quoted = NETWORK.sim_swap(0, NETUID, tao(100)).alpha_amount
    done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(100)))
    got = stake(BOB)
    assert abs(got.tao - quoted.tao) <= 0.01 * quoted.tao, f"{got}, quoted {quoted}"


@operation("fees of staking, unstaking and moving", "A")
def _():
    equal(NETWORK.get_stake_add_fee(tao(1), NETUID).rao, 503_547)
    assert NETWORK.get_unstake_fee(NETUID, of(NETUID, 10)).rao > 0
    assert NETWORK.get_stake_movement_fee(NETUID, OTHER, of(NETUID, 10)).rao > 0


@operation("add stake on another's hotkey", "A")
def _():
    done(NETWORK.add_stake(CHARLIE, NETUID, hotkey(BOB), tao(50)))
    assert stake(CHARLIE).tao > 0


@operation("add stake within a limit of price", "A")
def _():
    before = stake(BOB)
    done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(0.01), safe_staking=True, rate_tolerance=0.5))
    assert stake(BOB) > before


@operation("add stake beyond the limit is refused: SlippageTooHigh", "A")
def _():
    answer = NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(5_000), safe_staking=True, rate_tolerance=0.001)
    refused(answer, "SlippageTooHigh", code=8)


@operation("add stake as far as the limit allows", "A")
def _():
    options = {"safe_staking": True, "rate_tolerance": 0.005, "allow_partial_stake": True}
    done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(5_000), **options))


@operation("too little stake is refused: AmountTooLow", "A")
def _():
    refused(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(0.000001)), "AmountTooLow", code=1)


@operation("stake on a hotkey that does not exist is refused: HotKeyAccountNotExists", "A")
def _():
    refused(NETWORK.add_stake(BOB, NETUID, address(BOB), tao(1)), "HotKeyAccountNotExists", code=4)


@operation("stake on several subnets at once", "A")
def _():
    done(NETWORK.add_stake_multiple(CHARLIE, [NETUID, OTHER], [hotkey(CHARLIE)] * 2, [tao(10), tao(20)]))
    assert stake(CHARLIE, OTHER, hot=CHARLIE).tao > 0


@operation("what a coldkey has staked", "A")
def _():
    found = {(info.hotkey_ss58, info.netuid): info.stake for info in NETWORK.get_stake_info_for_coldkey(address(CHARLIE))}
    equal(found[(hotkey(BOB), NETUID)], stake(CHARLIE))
    equal(set(NETWORK.get_stake_info_for_coldkeys([address(BOB), address(CHARLIE)])), {address(BOB), address(CHARLIE)})
    equal(NETWORK.get_stake_for_coldkey_and_hotkey(address(CHARLIE), hotkey(BOB))[NETUID].stake, stake(CHARLIE))


@operation("what a hotkey holds for all", "A")
def _():
    total = NETWORK.get_stake_for_hotkey(hotkey(BOB), NETUID)
    assert abs(total.rao - stake(BOB).rao - stake(CHARLIE).rao) <= 2, total
    equal(NETWORK.get_hotkey_stake(hotkey(BOB), NETUID), total)
    assert hotkey(BOB) in NETWORK.get_staking_hotkeys(address(CHARLIE))


@operation("the least stake", "A")
def _():
    assert NETWORK.get_minimum_required_stake().rao >= 0


@operation("remove stake", "A")
def _():
    before, staked = NETWORK.get_balance(address(BOB)), stake(BOB)
    done(NETWORK.unstake(BOB, NETUID, hotkey(BOB), of(NETUID, 10)))
    assert NETWORK.get_balance(address(BOB)) > before
    assert abs((staked - stake(BOB)).tao - 10) < 0.001, (staked, stake(BOB))


@operation("remove stake within a limit of price", "A")
def _():
    done(NETWORK.unstake(BOB, NETUID, hotkey(BOB), of(NETUID, 1), safe_unstaking=True, rate_tolerance=0.5))


@operation("removing more than there is takes what there is, or is refused", "A")
def _():
    NETWORK.unstake(CHARLIE, NETUID, hotkey(BOB), of(NETUID, 10**6))
    assert stake(CHARLIE).tao >= 0


@operation("move stake to another hotkey", "B")
def _():
    before = stake(BOB, hot=CHARLIE).tao
    done(NETWORK.move_stake(BOB, NETUID, hotkey(BOB), NETUID, hotkey(CHARLIE), of(NETUID, 5)))
    assert abs(stake(BOB, hot=CHARLIE).tao - before - 5) < 0.001


@operation("swap stake to another subnet", "B")
def _():
    done(NETWORK.swap_stake(BOB, hotkey(BOB), NETUID, OTHER, of(NETUID, 5)))
    assert stake(BOB, OTHER).tao > 0


@operation("swap stake within a limit of price", "B")
def _():
    options = {"safe_swapping": True, "rate_tolerance": 0.5}
    done(NETWORK.swap_stake(BOB, hotkey(BOB), NETUID, OTHER, of(NETUID, 1), **options))


@operation("transfer stake to another coldkey", "B")
def _():
    before = NETWORK.get_stake(address(ALICE), hotkey(BOB), NETUID).tao
    done(NETWORK.transfer_stake(BOB, address(ALICE), hotkey(BOB), NETUID, NETUID, of(NETUID, 5)))
    assert abs(NETWORK.get_stake(address(ALICE), hotkey(BOB), NETUID).tao - before - 5) < 0.001


@operation("transfer of stake that its subnet forbids is refused: TransferDisallowed", "B")
def _():
    sudo("AdminUtils", "sudo_set_toggle_transfer", netuid=NETUID, toggle=False)
    answer = NETWORK.transfer_stake(BOB, address(ALICE), hotkey(BOB), NETUID, NETUID, of(NETUID, 5))
    refused(answer, "TransferDisallowed", code=9)
    sudo("AdminUtils", "sudo_set_toggle_transfer", netuid=NETUID, toggle=True)


@operation("unstake all of a hotkey on a subnet", "B")
def _():
    done(NETWORK.unstake_all(BOB, OTHER, hotkey(BOB), rate_tolerance=0.9))
    equal(stake(BOB, OTHER).rao, 0)


@operation("unstake from several at once", "B")
def _():
    pairs = {"netuids": [NETUID, OTHER], "hotkey_ss58s": [hotkey(CHARLIE)] * 2}
    done(NETWORK.unstake_multiple(CHARLIE, amounts=[of(NETUID, 1), of(OTHER, 1)], **pairs))


@operation("stake and burn the alpha", "B")
def _():
    done(NETWORK.add_stake_burn(ALICE, NETUID, hotkey(ALICE), tao(10)))


@operation("stake on root", "A")
def _():
    done(NETWORK.root_register(BOB))
    done(NETWORK.add_stake(BOB, 0, hotkey(BOB), tao(100)))
    equal(stake(BOB, 0), tao(100))
    done(NETWORK.unstake(BOB, 0, hotkey(BOB), tao(40)))
    equal(stake(BOB, 0), tao(60))


@operation("where a coldkey's rewards are staked by themselves", "B")
def _():
    done(NETWORK.set_auto_stake(BOB, NETUID, hotkey(CHARLIE)))
    equal(NETWORK.get_auto_stakes(address(BOB)), {NETUID: hotkey(CHARLIE)})


@operation("what is available to be unstaked", "B")
def _():
    assert address(BOB) in NETWORK.get_stake_availability_for_coldkeys([address(BOB)])


@operation("stake of a block in the past", "A")
def _():
    equal(NETWORK.get_stake(address(BOB), hotkey(BOB), NETUID, block=FIRST), tao(0).set_unit(NETUID))
