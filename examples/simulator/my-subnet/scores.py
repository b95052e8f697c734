"""What miners deserve, by their place: the worst gets nothing, every better one a step more."""

import json
import sys


def merits(remembered):
    worst_first = sorted(range(len(remembered)), key=lambda miner: remembered[miner])
    deserved = [0.0] * len(remembered)
    for place, miner in enumerate(worst_first):
        deserved[miner] = place
    return deserved


for line in sys.stdin:
    look = json.loads(line)  # "epoch", "group", "validator", "seen", "remembered"
    print(json.dumps({"merits": merits(look["remembered"])}), flush=True)
