"""Every transaction that the library can make, composed against our metadata and its fee asked, but not sent."""

from bittensor import intents
from common import CHAIN, NETWORK, address, hotkey, operation, person, subnet

OWNER, OTHER = person("owner"), person("other")
NETUID = subnet(OWNER)

# Of a later runtime.
LATER = {
    "add_collateral", "claim_root_with_hotkey", "pow_register", "set_min_collateral", "stake_into_basket", "swap_basket",
    "swap_basket_many", "trim_null_subnet_batch", "set_root_claim_threshold",
}  # fmt: skip
DAILY = {
    "add_stake", "add_stake_limit", "associate_hotkey", "batch", "burned_register", "register_subnet", "remove_stake",
    "remove_stake_limit", "reset_axon", "root_register", "serve_axon", "set_hyperparameter", "set_weights", "start_call",
    "transfer", "transfer_all",
}  # fmt: skip
RARE = ("crowdloan", "lease", "evm", "lock", "coldkey", "commit_weights")

TRANSFER = {"op": "transfer", "dest_ss58": address(OTHER), "amount_tao": 1}
KNOWN = {
    "netuid": NETUID, "origin_netuid": NETUID, "dest_netuid": 0, "netuids": [NETUID], "subnets": [NETUID],
    "hotkey_ss58": hotkey(OWNER), "origin_hotkey_ss58": hotkey(OWNER), "dest_hotkey_ss58": hotkey(OTHER),
    "new_hotkey_ss58": hotkey(OTHER), "destination_hotkey_ss58": hotkey(OTHER), "dest_ss58": address(OTHER),
    "dest_coldkey_ss58": address(OTHER), "new_coldkey_ss58": address(OTHER), "delegate_ss58": address(OTHER),
    "real_ss58": address(OTHER), "spawner_ss58": address(OWNER), "amount_tao": 1, "amount_alpha": 1, "min_alpha": 1,
    "limit_price_rao": 10**10, "limit_price": 10**10, "uids": [0], "weights": [1], "salt": [1, 2], "ip": "8.8.8.8",
    "port": 8091, "certificate": "ab" * 32, "take": 0.1, "children": [[0.5, hotkey(OTHER)]], "name": "immunity_period",
    "value": 4000, "mechanism_count": 1, "max_n": 128, "target": 64, "enabled": True, "threshold": 2,
    "other_signatories": [address(OTHER)], "call": TRANSFER, "timepoint": {"height": 1, "index": 1},
    "intents": [TRANSFER, TRANSFER], "inner_op": "transfer", "inner_args": {"dest_ss58": address(OTHER), "amount_tao": 1}, "crowdloan_id": 0,
    "deposit_tao": 10, "min_contribution_tao": 1, "cap_tao": 100, "target_ss58": address(OTHER), "end": CHAIN.block() + 60_000, "new_end": 10**6,
    "new_cap_tao": 10, "new_min_contribution_tao": 1, "new_max_contribution_tao": 5, "lease_id": 0, "emissions_share": 10,
    "evm_address": "0x" + "11" * 20, "evm_key": "0x" + "11" * 20, "block_number": 1, "signature": "0x" + "00" * 65,
    "work_block": 1, "nonce": 1, "work_hex": "00" * 32, "subnet_name": "Proofs", "symbol": "ב", "legs": [], "index": 0,
    "height": 1, "ext_index": 1, "min_amount_out": 1,
}  # fmt: skip

for tool in NETWORK.tools():
    name, schema = tool["name"], tool["input_schema"]
    tier = "A" if name in DAILY else "C" if name in LATER or any(part in name for part in RARE) else "B"
    later = "of a later runtime than spec 425" if name in LATER else ""

    @operation(f"tx {name.replace('_', '-')}, only planned", tier, absent=later)
    def _():
        wanted = [*schema.get("required", []), *(f for f in schema["properties"] if f in ("hotkey_ss58", "uids", "weights", "target_ss58"))]
        intent = intents.build(name, {field: KNOWN[field] for field in wanted})
        plan = NETWORK.plan(intent, OWNER)
        assert plan.fee is not None and not plan.violations, plan
