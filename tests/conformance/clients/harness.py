"""What the scenarios of the Python clients share: operations that print what came of them, and the
chain's own verbs.

A scenario is a program. It finds a fresh development chain at $MYELIN_URL and the client's name in
$MYELIN_CLIENT, and prints one JSON object for each operation: client, op, tier, result and why.
The chain makes a block for each transaction and at no other time; `CHAIN.mine` makes the others.
"""

import json
import os
import signal
import time
import urllib.request


class Refused(Exception):
    """The chain will not do it; the message says why."""


class Chain:
    """A development chain and those of its verbs that scenarios need."""

    def __init__(self, url):
        self.url = url

    def ask(self, method, *params):
        """Any JSON-RPC method; `dev_*` are the chain's own verbs."""
        question = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        url, headers = self.url.replace("ws://", "http://"), {"Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(url, question.encode(), headers)) as response:
            answer = json.load(response)
        if "error" in answer:
            raise Refused(answer["error"]["message"])
        return answer["result"]

    def mine(self, blocks=1):
        return self.ask("dev_mine", blocks)

    def mine_until(self, **goal):
        """For example `mine_until(epoch={"netuid": 2})`."""
        return self.ask("dev_mineUntil", goal)

    def faucet(self, address, tao):
        return self.ask("dev_faucet", address, tao * 10**9)

    def block(self):
        return int(self.ask("chain_getHeader")["number"], 16)


CHAIN = Chain(os.environ["MYELIN_URL"])


def report(op, tier, result, why="", seconds=0.0):
    """Prints the outcome of an operation; `tier` is A, B or C, by how much people need it."""
    client = os.environ.get("MYELIN_CLIENT", "")
    why = " ".join(str(why).split())[:400]
    line = {"client": client, "op": op, "tier": tier, "result": result, "why": why, "seconds": round(seconds, 3)}
    print(json.dumps(line), flush=True)


# How long an operation may take, or whatever is prepared before it, in seconds. Busy machines are slow.
DEADLINE = int(os.environ.get("MYELIN_PATIENCE", "300"))


class Late(BaseException):
    """The deadline has passed. Nothing that clients catch, so that none of them goes on regardless."""


def _too_late(_number, _frame):
    raise Late(f"it was not done within {DEADLINE} seconds")


signal.signal(signal.SIGALRM, _too_late)
signal.alarm(DEADLINE)


# Names that only a later runtime has. A client that asks for one of them wants more than spec 425.
LATER = set()


def operation(op, tier, absent=""):
    """Runs the function below it at once and reports whether it ended well.

    `absent` says why a chain of spec 425 cannot have it; the operation is then not at 425, unless it
    works after all. So it is when the failure is about one of the names in `LATER`.
    """

    def run(function):
        began = time.monotonic()
        signal.alarm(DEADLINE)
        try:
            function()
        except (Exception, SystemExit, Late) as error:  # clients raise whatever they like, and some leave
            why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            later = absent or any(name in why for name in LATER)
            report(op, tier, "not at 425" if later else "fail", absent or why, time.monotonic() - began)
        else:
            report(op, tier, "pass", seconds=time.monotonic() - began)
        # What follows prepares the next.
        signal.alarm(DEADLINE)
        return function

    return run


def equal(seen, expected, what="it"):
    assert seen == expected, f"{what} is {seen!r}, expected {expected!r}"
