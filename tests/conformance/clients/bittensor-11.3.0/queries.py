"""Every read of the library, which are also the commands of `btcli query`."""

from bittensor import reads
from common import NETWORK, address, btcli, equal, hotkey, operation, person, subnet

OWNER = person("owner")
NETUID = subnet(OWNER)

# Of a later runtime: baskets of root stake, collateral of miners, a subnet's alpha as one sum.
LATER = {
    "basket_position", "basket_trading_status", "childkey_threshold_suspended", "collateral_policy", "miner_collateral",
    "root_basket_owed", "root_basket_owed_breakdown", "root_basket_portfolio", "root_basket_total_nav", "root_baskets",
    "root_claim_threshold", "subnet_collateral", "total_alpha_staked", "validator_basket", "validator_basket_nav", "validator_basket_summary",
}  # fmt: skip
# What people need every day, and what few do.
DAILY = {
    "alpha_price", "alpha_prices", "balance", "balances", "block_info", "block_time", "blocks_since_last_step",
    "blocks_since_last_update", "blocks_until_next_epoch", "burn", "commit_reveal_enabled", "existential_deposit",
    "hotkey_owner", "immunity_period", "is_fast_blocks", "max_weight_limit", "metagraph", "min_allowed_weights",
    "netuids_for_hotkey", "neurons", "next_epoch_start_block", "owned_hotkeys", "quote_stake", "quote_unstake", "stake",
    "stake_for_coldkey", "stake_for_coldkeys", "stake_value_for_coldkey", "stake_value_for_coldkeys", "staking_hotkeys",
    "subnet", "subnet_hyperparameters", "subnet_names", "subnet_registration_cost", "subnet_start_schedule", "subnets",
    "timestamp", "token_symbols", "tx_rate_limit", "uid", "weights", "weights_rate_limit",
    "epoch_status", "reveal_period",
}  # fmt: skip
RARE = {
    "accepts_locked_alpha", "associated_evm_key", "coldkey_lock", "coldkey_swap_announcement", "crowdloan",
    "crowdloan_contributors", "crowdloans", "hotkey_conviction", "lease", "leases", "locks_for_coldkey", "locks_for_hotkey",
    "mev_shield_next_key", "most_convicted_hotkey", "revealed_commitment", "subnet_convictions", "subnet_tao_flows",
    "timelocked_weight_commits",
}  # fmt: skip

KNOWN = {
    "coldkey_ss58": address(OWNER), "hotkey_ss58": hotkey(OWNER), "account_ss58": address(OWNER),
    "coldkeys": [address(OWNER)], "coldkey_ss58s": [address(OWNER)], "hotkeys": [hotkey(OWNER)],
    "hotkey_ss58s": [hotkey(OWNER)], "netuid": NETUID, "netuids": [NETUID], "uid": 0, "mechid": 0, "block": 1,
    "amount_tao": 1, "amount_alpha": 1, "call_hash": "0x" + "00" * 32, "crowdloan_id": 0, "lease_id": 0,
}  # fmt: skip

for known in reads.list_reads():
    name = known["name"]
    tier = "A" if name in DAILY else "C" if name in RARE | LATER else "B"
    later = "of a later runtime than spec 425" if name in LATER else ""

    @operation(f"query {name.replace('_', '-')}", tier, absent=later)
    def _():
        NETWORK.read(name, **{field: KNOWN[field] for field in known["params"] if field in KNOWN})


@operation("btcli query balance", "A")
def _():
    assert btcli("query", "balance", "--coldkey", address(OWNER))


@operation("btcli query subnet-hyperparameters", "A")
def _():
    assert btcli("query", "subnet-hyperparameters", "--netuid", NETUID)


@operation("a read at a block of the past", "A")
def _():
    equal(NETWORK.at(1).read("balance", coldkey_ss58=address(OWNER)).rao >= 0, True)
