"""Weights that are hashed first and told later: committing, waiting, revealing, and what is refused."""

from common import ALICE, BOB, CHAIN, CHARLIE, NETWORK, address, done, equal, hotkey, operation
from common import refused, refusing, stored, subnet, sudo, tao

NETUID = subnet(ALICE, commit_reveal=True)
for wallet in (BOB, CHARLIE):
    done(NETWORK.burned_register(wallet, NETUID))
done(NETWORK.add_stake(BOB, NETUID, hotkey(BOB), tao(1_000)))
sudo("AdminUtils", "sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)
CHAIN.mine_until(epoch={"netuid": NETUID})

SALT, UIDS, WEIGHTS = [1, 2, 3, 4], [0, 2], [21845, 65535]


def commit(salt=SALT, uids=UIDS, weights=WEIGHTS, **options):
    return NETWORK.commit_weights(BOB, NETUID, salt, uids, weights, wait_for_finalization=True, max_attempts=1, **options)


def reveal(salt=SALT, uids=UIDS, weights=WEIGHTS, **options):
    return NETWORK.reveal_weights(BOB, NETUID, uids, weights, salt=salt, wait_for_finalization=True, max_attempts=1, **options)


@operation("how many epochs a commit waits", "B")
def _():
    equal(NETWORK.get_subnet_reveal_period_epochs(NETUID), 1)
    equal(NETWORK.commit_reveal_enabled(NETUID), True)


@operation("commit weights by their hash", "B")
def _():
    done(commit())
    commits = stored("WeightCommits", NETUID, hotkey(BOB))
    equal(len(commits), 1, "the commits waiting")


@operation("reveal in the epoch of the commit is refused: RevealTooEarly", "B")
def _():
    refused(reveal(), "RevealTooEarly", code=17)


@operation("reveal of something else is refused: InvalidRevealCommitHashNotMatch", "B")
def _():
    CHAIN.mine_until(epoch={"netuid": NETUID})
    refused(reveal(weights=[65535, 21845]), "InvalidRevealCommitHashNotMatch", code=16)


@operation("reveal the weights", "B")
def _():
    done(reveal())
    equal([uid for uid, _ in dict(NETWORK.weights(NETUID))[1]], UIDS)
    assert not stored("WeightCommits", NETUID, hotkey(BOB))


@operation("reveal without a commit is refused: NoWeightsCommitFound", "B")
def _():
    refused(reveal(), "NoWeightsCommitFound", code=16)


@operation("a commit too many is refused: TooManyUnrevealedCommits", "B")
def _():
    for salt in range(10):
        done(commit(salt=[salt]))
    refusing(lambda: commit(salt=[10]), "TooManyUnrevealedCommits")


@operation("a commit that waited too long is refused: ExpiredWeightCommit", "B")
def _():
    for _epoch in range(3):
        CHAIN.mine_until(epoch={"netuid": NETUID})
    refused(reveal(salt=[0]), "ExpiredWeightCommit", code=17)


@operation("commit and reveal for a second mechanism", "B")
def _():
    sudo("AdminUtils", "sudo_set_max_allowed_uids", netuid=NETUID, max_allowed_uids=128)
    sudo("AdminUtils", "sudo_set_mechanism_count", netuid=NETUID, mechanism_count=2)
    done(commit(mechid=1))
    CHAIN.mine_until(epoch={"netuid": NETUID})
    done(reveal(mechid=1))
    assert dict(NETWORK.weights(NETUID, mechid=1))[1]


@operation("commits locked in time are listed", "B")
def _():
    equal(NETWORK.get_timelocked_weight_commits(NETUID), [])


@operation(
    "set weights on such a subnet: the client locks them in time by itself",
    "C",
    absent="the client encrypts to a public beacon, which a chain offline cannot hear",
)
def _():
    done(NETWORK.set_weights(BOB, NETUID, UIDS, WEIGHTS, max_attempts=1, wait_for_finalization=True))
    assert address(BOB)
