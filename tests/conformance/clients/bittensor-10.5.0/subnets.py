"""Subnets: their price, making and starting one, who may, and its hyperparameters by owner and by root."""

from common import ALICE, BOB, CHAIN, NETWORK, address, done, equal, hotkey, operation
from common import person, refused, send, stored, sudo

NETUID = NETWORK.get_total_subnets()


@operation("list the subnets of a new chain", "A")
def _():
    equal(sorted(NETWORK.get_all_subnets_netuid()), [0, 1])
    equal(NETWORK.get_total_subnets(), 2)
    assert NETWORK.subnet_exists(1) and not NETWORK.subnet_exists(2)


@operation("price of a new subnet", "A")
def _():
    assert NETWORK.get_subnet_burn_cost().tao >= 1, NETWORK.get_subnet_burn_cost()


@operation("register a subnet", "A")
def _():
    price, before = NETWORK.get_subnet_burn_cost(), NETWORK.get_balance(address(ALICE))
    done(NETWORK.register_subnet(ALICE))
    assert NETWORK.subnet_exists(NETUID)
    paid = before - NETWORK.get_balance(address(ALICE))
    assert price <= paid < price + 10**8, f"paid {paid}, the price was {price}"
    equal(NETWORK.get_subnet_owner_hotkey(NETUID), hotkey(ALICE))
    equal(NETWORK.get_uid_for_hotkey_on_subnet(hotkey(ALICE), NETUID), 0, "the owner's uid")


@operation("the price of a subnet doubles when one is made", "A")
def _():
    assert NETWORK.get_subnet_burn_cost().tao > 1_000


@operation("registering a subnet without the means is refused", "A")
def _():
    refused(NETWORK.register_subnet(person("Poor", tao=10)), "nsufficient balance")


@operation("a subnet that has not started is not active", "A")
def _():
    assert not NETWORK.is_subnet_active(NETUID)


@operation("start call by another than the owner is refused: BadOrigin", "A")
def _():
    refused(NETWORK.start_call(BOB, NETUID, wait_for_finalization=True), "BadOrigin")


@operation("start call", "A")
def _():
    done(NETWORK.start_call(ALICE, NETUID, wait_for_finalization=True))
    assert NETWORK.is_subnet_active(NETUID)


@operation("start call before its delay is refused: NeedWaitingMoreBlocksToStarCall", "A")
def _():
    sudo("AdminUtils", "sudo_set_start_call_delay", delay=20)
    equal(NETWORK.get_start_call_delay(), 20)
    sudo("AdminUtils", "sudo_set_network_rate_limit", rate_limit=0)
    done(NETWORK.register_subnet(BOB))
    refused(NETWORK.start_call(BOB, NETUID + 1, wait_for_finalization=True), "NeedWaitingMoreBlocksToStarCall")
    CHAIN.mine(20)
    done(NETWORK.start_call(BOB, NETUID + 1, wait_for_finalization=True))


@operation("read a subnet's dynamic information", "A")
def _():
    subnet = NETWORK.subnet(NETUID)
    equal(subnet.netuid, NETUID)
    equal(subnet.owner_coldkey, address(ALICE))
    assert subnet.tao_in.tao > 0 and subnet.alpha_in.tao > 0 and subnet.price.tao > 0, subnet
    assert subnet.symbol


@operation("read all subnets' dynamic information", "A")
def _():
    equal([subnet.netuid for subnet in NETWORK.all_subnets()], list(range(NETUID + 2)))


@operation("read subnets' general information", "A")
def _():
    equal(NETWORK.get_subnet_info(NETUID).owner_ss58, address(ALICE))
    equal([subnet.netuid for subnet in NETWORK.get_all_subnets_info()], list(range(NETUID + 2)))


@operation("read the prices of alpha", "A")
def _():
    prices = NETWORK.get_subnet_prices()
    equal(prices[0].tao, 1.0, "the price on root")
    equal(prices[NETUID], NETWORK.get_subnet_price(NETUID))


@operation("read the hyperparameters", "A")
def _():
    found = NETWORK.get_subnet_hyperparameters(NETUID)
    equal((found.tempo, found.immunity_period, found.max_validators), (360, 5000, 64))
    equal((found.commit_reveal_weights_enabled, found.min_allowed_weights), (True, 1))


@operation("read hyperparameters one by one", "A")
def _():
    equal(NETWORK.tempo(NETUID), 360)
    equal(NETWORK.immunity_period(NETUID), 5000)
    equal(NETWORK.min_allowed_weights(NETUID), 1)
    equal(NETWORK.max_weight_limit(NETUID), 1.0)
    equal(NETWORK.commit_reveal_enabled(NETUID), True)
    equal(NETWORK.weights_rate_limit(NETUID), 100)
    equal(NETWORK.get_hyperparameter("Tempo", NETUID), 360)
    equal(NETWORK.subnetwork_n(NETUID), 1)
    assert NETWORK.difficulty(NETUID) > 0 and NETWORK.recycle(NETUID).tao > 0


SETTERS = [
    ("sudo_set_immunity_period", "immunity_period", 4000, "ImmunityPeriod", True),
    ("sudo_set_min_allowed_weights", "min_allowed_weights", 2, "MinAllowedWeights", True),
    ("sudo_set_weights_version_key", "weights_version_key", 7, "WeightsVersionKey", True),
    ("sudo_set_activity_cutoff", "activity_cutoff", 4000, "ActivityCutoff", True),
    ("sudo_set_rho", "rho", 20, "Rho", True),
    ("sudo_set_serving_rate_limit", "serving_rate_limit", 10, "ServingRateLimit", True),
    ("sudo_set_bonds_moving_average", "bonds_moving_average", 800_000, "BondsMovingAverage", True),
    ("sudo_set_commit_reveal_weights_interval", "interval", 2, "RevealPeriodEpochs", True),
    ("sudo_set_tempo", "tempo", 100, "Tempo", False),
    ("sudo_set_weights_set_rate_limit", "weights_set_rate_limit", 5, "WeightsSetRateLimit", False),
    ("sudo_set_max_allowed_validators", "max_allowed_validators", 32, "MaxAllowedValidators", False),
    ("sudo_set_max_allowed_uids", "max_allowed_uids", 128, "MaxAllowedUids", False),
    ("sudo_set_kappa", "kappa", 30_000, "Kappa", False),
    ("sudo_set_difficulty", "difficulty", 1_000, "Difficulty", False),
    ("sudo_set_min_burn", "min_burn", 600_000, "MinBurn", False),
    ("sudo_set_max_burn", "max_burn", 99_000_000_000, "MaxBurn", False),
]

sudo("AdminUtils", "sudo_set_admin_freeze_window", window=0)
for setter, field, value, item, by_owner in SETTERS:

    @operation(f"set {item} as {'owner' if by_owner else 'root'}", "A")
    def _():
        if by_owner:
            send(ALICE, "AdminUtils", setter, netuid=NETUID, **{field: value})
        else:
            sudo("AdminUtils", setter, netuid=NETUID, **{field: value})
        equal(stored(item, NETUID), value)


@operation("an owner's setter by another is refused", "A")
def _():
    call = NETWORK.compose_call("AdminUtils", "sudo_set_immunity_period", {"netuid": NETUID, "immunity_period": 1})
    assert not NETWORK.sign_and_send_extrinsic(call, BOB, wait_for_finalization=True).success


@operation("tempo is set by its owner with the client's own verb", "B")
def _():
    done(NETWORK.set_tempo(BOB, NETUID + 1, 400))
    equal(NETWORK.tempo(NETUID + 1), 400)


@operation("mechanisms are counted and their emission is split", "B")
def _():
    sudo("AdminUtils", "sudo_set_max_allowed_uids", netuid=NETUID, max_allowed_uids=128)
    sudo("AdminUtils", "sudo_set_mechanism_count", netuid=NETUID, mechanism_count=2)
    equal(NETWORK.get_mechanism_count(NETUID), 2)
    sudo("AdminUtils", "sudo_set_mechanism_emission_split", netuid=NETUID, maybe_split=[16_384, 49_151])
    split = NETWORK.get_mechanism_emission_split(NETUID)
    assert split and abs(split[0] - 25) <= 1, split


@operation("liquid alpha is switched on and its range set", "B")
def _():
    send(ALICE, "AdminUtils", "sudo_set_liquid_alpha_enabled", netuid=NETUID, enabled=True)
    send(ALICE, "AdminUtils", "sudo_set_alpha_values", netuid=NETUID, alpha_low=20_000, alpha_high=58_000)
    equal(NETWORK.get_subnet_hyperparameters(NETUID).liquid_alpha_enabled, True)


def alpha_values(low, high):
    """The owner's attempt at a range for liquid alpha, on a subnet of its own."""
    fields = {"netuid": NETUID, "alpha_low": low, "alpha_high": high}
    call = NETWORK.compose_call("AdminUtils", "sudo_set_alpha_values", fields)
    return NETWORK.sign_and_send_extrinsic(call, ALICE, wait_for_finalization=True)


@operation("a range for liquid alpha that is too low or upside down is refused: AlphaHighTooLow, AlphaLowOutOfRange", "B")
def _():
    sudo("AdminUtils", "sudo_set_owner_hparam_rate_limit", epochs=0)
    refused(alpha_values(1_637, 1_637), "AlphaHighTooLow")
    refused(alpha_values(1_637, 50_000), "AlphaLowOutOfRange")


@operation("a range for liquid alpha while that is off is refused: LiquidAlphaDisabled", "B")
def _():
    send(ALICE, "AdminUtils", "sudo_set_liquid_alpha_enabled", netuid=NETUID, enabled=False)
    refused(alpha_values(20_000, 58_000), "LiquidAlphaDisabled")


@operation("subnets too soon after one another are refused: NetworkTxRateLimitExceeded", "B")
def _():
    sudo("AdminUtils", "sudo_set_network_rate_limit", rate_limit=7_200)
    refused(NETWORK.register_subnet(BOB), "NetworkTxRateLimitExceeded", code=6)
