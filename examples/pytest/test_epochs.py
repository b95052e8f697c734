"""Three epochs of a subnet, 1080 blocks, in a test that does not sleep."""

from bittensor import Balance


def seated(subtensor, subnet, wallet):
    """Buys a seat and says which."""
    assert subtensor.burned_register(wallet, subnet).success
    return subtensor.get_uid_for_hotkey_on_subnet(wallet.hotkey.ss58_address, subnet)


def test_a_miner_that_is_weighed_earns_more_each_epoch(devnet, subtensor, subnet, person):
    validator, miner = person("Validator0"), person("Miner0")
    v, m = seated(subtensor, subnet, validator), seated(subtensor, subnet, miner)
    assert subtensor.add_stake(validator, subnet, validator.hotkey.ss58_address, Balance.from_tao(1000)).success
    devnet.jump_epochs(subnet, 1)  # hands out the validator's permit
    before = subtensor.metagraph(subnet)
    assert before.validator_permit[v] and before.I[m] == 0 and before.D[v] == 0

    assert subtensor.set_weights(validator, subnet, [m], [1.0]).success
    devnet.jump_epochs(subnet, 3)

    after = subtensor.metagraph(subnet)
    assert after.block - before.block == 3 * 360
    assert after.I[m] == 1 and after.D[v] == 1
    assert after.S[m] > before.S[m] == 0 and after.S[v] > before.S[v]


def test_the_next_test_finds_the_subnet_as_it_was(subtensor, subnet):
    assert len(subtensor.metagraph(subnet).hotkeys) == 1  # its owner's
