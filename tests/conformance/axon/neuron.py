"""A neuron of the protocol's Python programs, to talk to ours: the same commands as the example `echo`.

`neuron.py serve` answers as //Bob until its input ends; its first line says where.
`neuron.py call` asks as //Alice what its input says, one JSON object a line, and prints what came back.
"""

import asyncio
import json
import os
import socket
import sys
import time
from types import SimpleNamespace
from typing import Tuple

# Standard output carries answers only; what the libraries print goes to standard error.
ANSWERS = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)

from bittensor.utils import networking

# Both ends ask the internet for their own address when they start. Nothing here leaves this machine.
networking.get_external_ip = lambda: "127.0.0.1"

import bittensor
from bittensor.core import axon as axon_module, dendrite as dendrite_module
from bittensor_wallet import Keypair

for module in (axon_module, dendrite_module):
    if hasattr(module, "get_external_ip"):
        module.get_external_ip = networking.get_external_ip


class Echo(bittensor.Synapse):
    text: str
    numbers: list
    options: dict = {}
    answer: str | None = None
    required_hash_fields = ("text", "numbers", "options")


class Blocked(bittensor.Synapse):
    answer: str | None = None


class Unknown(bittensor.Synapse):
    answer: str | None = None


SYNAPSES = {synapse.__name__: synapse for synapse in (Echo, Blocked, Unknown)}


def answer_echo(synapse: Echo) -> Echo:
    if synapse.text == "fail":
        raise RuntimeError("asked to fail")
    synapse.answer = f"{synapse.text} {synapse.numbers} {synapse.options}"
    return synapse


def answer_blocked(synapse: Blocked) -> Blocked:
    return synapse


def nobody_wanted(synapse: Blocked) -> Tuple[bool, str]:
    return True, "not on the list"


def say(answer):
    print(json.dumps(answer), file=ANSWERS)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def serve():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hotkey = Keypair.create_from_uri("//Bob")
    wallet = SimpleNamespace(hotkey=hotkey, coldkeypub=Keypair.create_from_uri("//Charlie"))
    axon = bittensor.Axon(wallet=wallet, ip="127.0.0.1", port=port, external_ip="127.0.0.1", external_port=port)
    axon.attach(forward_fn=answer_echo)
    axon.attach(forward_fn=answer_blocked, blacklist_fn=nobody_wanted)
    axon.start()
    while not listens(port):
        time.sleep(0.05)
    say({"hotkey": hotkey.ss58_address, "address": f"127.0.0.1:{port}"})
    sys.stdin.read()
    axon.stop()


async def call():
    async with bittensor.Dendrite(wallet=Keypair.create_from_uri("//Alice")) as dendrite:
        for line in sys.stdin:
            question = json.loads(line)
            ip, port = question["address"].split(":")
            hotkey = question["hotkey"]
            target = bittensor.AxonInfo(version=0, ip=ip, port=int(port), ip_type=4, hotkey=hotkey, coldkey=hotkey)
            synapse = SYNAPSES[question["synapse"]](**question["fields"])
            reply = await dendrite.forward(target, synapse, timeout=question["timeout"], deserialize=False)
            end = reply.dendrite
            say({"code": end.status_code, "message": end.status_message, "answer": reply.answer})


if __name__ == "__main__":
    {"serve": serve, "call": lambda: asyncio.run(call())}[sys.argv[1]]()
    # The libraries leave threads behind that would keep the program alive.
    ANSWERS.flush()
    os._exit(0)
