"""What miners deserve, by what they are worth: nothing up to what doing nothing can look like."""

import json
import sys

PAID_FROM = 0.3  # no noise makes a miner who does nothing look better


def merits(remembered):
    return [max(0.0, score - PAID_FROM) for score in remembered]


for line in sys.stdin:
    look = json.loads(line)  # "epoch", "group", "validator", "seen", "remembered"
    print(json.dumps({"merits": merits(look["remembered"])}), flush=True)
