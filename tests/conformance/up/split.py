"""Reads a running `myelin up --hold` with the official client and recomputes who was paid what.

Usage: split.py REPORT.json   (what `myelin up --json` printed)

Nothing here knows Myelin: stakes, incentives, dividends and emissions come from the client's own
calls. Prints one JSON object and ends with 1 if it and the report disagree.
"""

import json
import sys

import bittensor

TOLERANCE = 0.005


def hotkey_alpha(subtensor, hotkey, netuid, block):
    """Alpha at a hotkey in rao, its nominators' included."""
    value = subtensor.query_subtensor("TotalHotkeyAlpha", params=[hotkey, netuid], block=block)
    return int(getattr(value, "value", value) or 0)


def netuid_of(subtensor, report):
    """The subnet on which the report's neurons sit."""
    hotkeys = {neuron["hotkey"] for neuron in report["neurons"]}
    for netuid in subtensor.get_all_subnets_netuid():
        if netuid != 0 and hotkeys <= set(subtensor.metagraph(netuid).hotkeys):
            return netuid
    raise SystemExit("error: no subnet has the report's neurons")


def recompute(subtensor, report):
    netuid = netuid_of(subtensor, report)
    roles = {neuron["hotkey"]: neuron["role"] for neuron in report["neurons"]}
    paid = {"miner": 0, "validator": 0, "owner": 0}
    earned = {hotkey: 0 for hotkey in roles}
    blocks = report["paid_blocks"]
    for block in blocks:
        for hotkey, role in roles.items():
            after = hotkey_alpha(subtensor, hotkey, netuid, block)
            before = hotkey_alpha(subtensor, hotkey, netuid, block - 1)
            paid[role] += after - before
            earned[hotkey] += after - before
    total = sum(paid.values())
    split = {"miners": paid["miner"] / total, "validators": paid["validator"] / total, "owner": paid["owner"] / total}
    return netuid, blocks[-1], split, earned


def differences(subtensor, report):
    netuid, block, split, earned = recompute(subtensor, report)
    metagraph = subtensor.metagraph(netuid, block=block)
    for name, share in split.items():
        if abs(share - report["split"][name]) > 1e-9:
            yield f"{name}: {share} here, {report['split'][name]} in the report"
    for name, expected in (("miners", 0.41), ("validators", 0.41), ("owner", 0.18)):
        if abs(split[name] - expected) > TOLERANCE:
            yield f"{name}: {split[name]}, expected {expected}"
    for neuron in report["neurons"]:
        uid = neuron["uid"]
        if metagraph.hotkeys[uid] != neuron["hotkey"]:
            yield f"uid {uid}: hotkey {metagraph.hotkeys[uid]}"
            continue
        for name, seen, tolerance in (
            ("incentive", float(metagraph.I[uid]), 1e-4),
            ("dividends", float(metagraph.D[uid]), 1e-4),
            ("stake", hotkey_alpha(subtensor, neuron["hotkey"], netuid, block), 0),
            ("emission", earned[neuron["hotkey"]], 0),
        ):
            told = neuron[name if name in neuron else f"{name}_rao"]
            if abs(seen - told) > tolerance:
                yield f"uid {uid}: {name} {seen} here, {told} in the report"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    subtensor = bittensor.Subtensor(network=report["rpc"])
    _, block, split, _ = recompute(subtensor, report)
    found = list(differences(subtensor, report))
    print(json.dumps({"client": bittensor.__version__, "block": block, "split": split, "differences": found}))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
