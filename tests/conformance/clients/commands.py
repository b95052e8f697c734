"""Programs of the command line, run as people run them, their answers read as JSON."""

import json
import subprocess


class Failed(Exception):
    """The program ended badly, or its answer says that it could not."""


def answer_of(command):
    """What the program answers on standard output, which must be one JSON document."""
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    told = ended.stdout.strip()
    try:
        answer = json.loads(told, strict=False)
    except ValueError:
        said = f"{told} {ended.stderr}".replace("\u2500", "").replace("\u2502", "")
        raise Failed(f"exit {ended.returncode}, no JSON: {' '.join(said.split())[-300:]}") from None
    if ended.returncode != 0:
        raise Failed(f"exit {ended.returncode}: {json.dumps(answer)[:300]}")
    return answer


def output_of(command):
    """What the program says, for those that have no JSON."""
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    if ended.returncode != 0:
        raise Failed(f"exit {ended.returncode}: {ended.stdout[-300:]} {ended.stderr[-300:]}")
    return ended.stdout


def succeeded(answer):
    """The answer, which must be of a transaction that did what it says."""
    if not answer.get("success"):
        raise Failed(json.dumps(answer)[:400])
    return answer
