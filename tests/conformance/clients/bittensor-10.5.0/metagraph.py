"""The metagraph of a subnet after an epoch: classic, as one structure, by chosen fields, at a block of the past."""

from bittensor import SelectiveMetagraphIndex
from common import ALICE, BOB, CHAIN, CHARLIE, NETWORK, address, done, equal, hotkey, operation, subnet, sudo, tao

NETUID = subnet(ALICE)
for wallet in (BOB, CHARLIE):
    done(NETWORK.burned_register(wallet, NETUID))
done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(1_000)))
sudo("AdminUtils", "sudo_set_subnet_emission_enabled", netuid=NETUID, enabled=True)
sudo("AdminUtils", "sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)
CHAIN.mine_until(epoch={"netuid": NETUID})


@operation("a validator's permit after an epoch", "A")
def _():
    assert NETWORK.metagraph(NETUID).validator_permit[1]
    assert NETWORK.get_subnet_validator_permits(NETUID)[1]


@operation("weights make incentive, dividends and emission", "A")
def _():
    done(NETWORK.set_weights(BOB, NETUID, [2], [1.0], wait_for_finalization=True))
    CHAIN.mine_until(epoch={"netuid": NETUID})
    metagraph = NETWORK.metagraph(NETUID)
    assert metagraph.I[2] > 0.9 and metagraph.D[1] > 0.9, (metagraph.I, metagraph.D)
    assert metagraph.E[2] > 0, metagraph.E


@operation("the metagraph's people", "A")
def _():
    metagraph = NETWORK.metagraph(NETUID)
    equal(int(metagraph.n), 3)
    equal(list(metagraph.uids), [0, 1, 2])
    equal(metagraph.hotkeys, [hotkey(who) for who in (ALICE, BOB, CHARLIE)])
    equal(metagraph.coldkeys, [address(who) for who in (ALICE, BOB, CHARLIE)])
    assert metagraph.S[1] > 100 and metagraph.AS[1] > 100, metagraph.S


@operation("the metagraph in full, with weights and bonds", "A")
def _():
    metagraph = NETWORK.metagraph(NETUID, lite=False)
    equal(float(metagraph.W[1][2]), 1.0)
    assert metagraph.B[1][2] > 0, metagraph.B


@operation("weights and bonds as they are stored", "A")
def _():
    equal(NETWORK.weights(NETUID), [(1, [(2, 65535)])])
    bonds = dict(NETWORK.bonds(NETUID))
    assert bonds[1][0][0] == 2 and bonds[1][0][1] > 0, bonds


@operation("the metagraph as one structure", "A")
def _():
    info = NETWORK.get_metagraph_info(NETUID)
    equal(info.hotkeys, [hotkey(who) for who in (ALICE, BOB, CHARLIE)])
    equal((info.netuid, info.num_uids, info.owner_coldkey), (NETUID, 3, address(ALICE)))
    assert info.incentives[2] > 0.9 and info.dividends[1] > 0.9 and info.alpha_stake[1].tao > 100


@operation("every field of the metagraph, chosen one by one", "A")
def _():
    for index in SelectiveMetagraphIndex:
        assert NETWORK.get_metagraph_info(NETUID, selected_indices=[index]) is not None, index


@operation("all metagraphs", "A")
def _():
    equal([info.netuid for info in NETWORK.get_all_metagraphs_info()], [0, 1, NETUID])


@operation("all metagraphs of all mechanisms", "B")
def _():
    assert len(NETWORK.get_all_metagraphs_info(all_mechanisms=True)) >= 3


@operation("the metagraph of a block in the past", "A")
def _():
    before = NETWORK.metagraph(NETUID, block=CHAIN.block() - 360)
    assert before.I[2] == 0, before.I


@operation("when the next epoch is", "A")
def _():
    block = NETWORK.get_next_epoch_start_block(NETUID)
    equal(block - CHAIN.block(), NETWORK.blocks_until_next_epoch(NETUID))
    equal(NETWORK.blocks_since_last_step(NETUID), 0)
    assert NETWORK.blocks_since_last_update(NETUID, 1) > 300


@operation("stake weights", "A")
def _():
    assert NETWORK.get_stake_weight(NETUID)[1] > 0
