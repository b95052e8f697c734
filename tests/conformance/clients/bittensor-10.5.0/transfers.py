"""Balances: reading them, transfers of three kinds, their fee, and what is refused."""

from common import ALICE, BOB, NETWORK, address, done, equal, operation, person, tao

dave = person("Dave")
stranger = person("Stranger")


@operation("read the balance of an account", "A")
def _():
    equal(NETWORK.get_balance(address(ALICE)), tao(1_000_000))
    equal(NETWORK.get_balance(address(stranger)), tao(0))


@operation("read several balances at once", "A")
def _():
    balances = NETWORK.get_balances(address(ALICE), address(dave), address(stranger))
    equal([balances[address(who)].tao for who in (ALICE, dave, stranger)], [1_000_000, 2_000, 0])


@operation("existential deposit", "A")
def _():
    equal(NETWORK.get_existential_deposit().rao, 500)


@operation("estimate the fee of a transfer", "A")
def _():
    fee = NETWORK.get_transfer_fee(ALICE, address(dave), tao(1))
    assert 0 < fee.rao < 10**7, fee


@operation("transfer, keeping the account alive", "A")
def _():
    before, fee = NETWORK.get_balance(address(dave)), NETWORK.get_transfer_fee(dave, address(BOB), tao(5))
    response = done(NETWORK.transfer(dave, address(BOB), tao(5)))
    paid = response.extrinsic_fee
    # The estimate is of a transaction that never ages; the one that is sent does, which costs a little.
    assert 0 <= paid.rao - fee.rao < 1_000, f"paid {paid}, estimated {fee}"
    equal(NETWORK.get_balance(address(dave)), before - tao(5) - paid, "what is left")


@operation("transfer to an account that is new", "A")
def _():
    done(NETWORK.transfer(ALICE, address(stranger), tao(1)))
    equal(NETWORK.get_balance(address(stranger)), tao(1))


@operation("transfer of more than there is is refused", "A")
def _():
    assert not NETWORK.transfer(stranger, address(BOB), tao(100)).success


@operation("transfer that would end the account is refused", "A")
def _():
    rest = NETWORK.get_balance(address(stranger)) - NETWORK.get_transfer_fee(stranger, address(BOB), tao(1))
    assert not NETWORK.transfer(stranger, address(BOB), rest, keep_alive=True).success


@operation("transfer that may end the account", "A")
def _():
    done(NETWORK.transfer(stranger, address(BOB), tao(0.5), keep_alive=False))


@operation("transfer of everything", "A")
def _():
    done(NETWORK.transfer(stranger, address(BOB), None, transfer_all=True, keep_alive=False))
    equal(NETWORK.get_balance(address(stranger)).rao, 0)
