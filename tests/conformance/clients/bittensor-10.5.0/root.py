"""Root: claims of root dividends and how they are paid."""

from common import ALICE, BOB, CHAIN, NETWORK, address, done, equal, hotkey, operation, subnet, sudo, tao

NETUID = subnet(ALICE)
done(NETWORK.burned_register(BOB, NETUID))
done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(100)))
done(NETWORK.root_register(BOB))
done(NETWORK.add_stake(BOB, 0, hotkey(BOB), tao(10_000)))
sudo("AdminUtils", "sudo_set_subnet_emission_enabled", netuid=NETUID, enabled=True)


@operation("how root dividends are paid to a coldkey", "C")
def _():
    equal(NETWORK.get_root_claim_type(address(BOB)), "Swap")
    done(NETWORK.set_root_claim_type(BOB, "Keep"))
    equal(NETWORK.get_root_claim_type(address(BOB)), "Keep")


@operation("root dividends become claimable", "C")
def _():
    for _epoch in range(3):
        CHAIN.mine_until(epoch={"netuid": NETUID})
    assert NETWORK.get_root_claimable_rate(hotkey(BOB), NETUID) >= 0
    assert isinstance(NETWORK.get_root_claimable_all_rates(hotkey(BOB)), dict)
    assert NETWORK.get_root_claimable_stake(address(BOB), hotkey(BOB), NETUID).rao >= 0
    assert NETWORK.get_root_claimed(address(BOB), hotkey(BOB), NETUID).rao >= 0
    assert NETWORK.get_root_alpha_dividends_per_subnet(hotkey(BOB), NETUID).rao >= 0


@operation("claim root dividends", "C")
def _():
    done(NETWORK.claim_root(BOB, [NETUID]))
