"""Programs of the command line, run as people run them, their answers read as JSON."""

import json
import subprocess
import tempfile
import time

from harness import DEADLINE

# How many seconds a program may take, and how many of them without doing anything at all.
PATIENCE, IDLE = DEADLINE, 20


class Failed(Exception):
    """The program ended badly, or its answer says that it could not."""


class Hung(Failed):
    """The program waits for what does not come. One cause: with a Python older than 3.12 a command of
    bittensor 11 may not end where one of its reads failed."""


def work_of(process):
    """The processor time of a program that waits, or nothing while it runs or where this is not told."""
    try:
        with open(f"/proc/{process.pid}/stat") as file:
            state, *fields = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return fields[10:12] if state == "S" else None


def ended(command, typed=""):
    """The program's result once it ends; `typed` is what somebody answers to its questions. One that hangs
    is ended, and told from one on a busy machine."""
    with tempfile.TemporaryFile("w+") as keyboard:
        keyboard.write(typed)
        keyboard.seek(0)
        pipes = {"stdin": keyboard, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, **pipes) as process:
            try:
                return watched(process)
            finally:
                # Unless it has ended: nobody waits for it any more.
                process.kill()


def watched(process):
    """Waits for the program to end."""
    began = quiet_since = time.monotonic()
    before = None
    while True:
        try:
            stdout, stderr = process.communicate(timeout=1)
            return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)
        except subprocess.TimeoutExpired:
            work, now = work_of(process), time.monotonic()
        if work is None or work != before:
            before, quiet_since = work, now
        if now - quiet_since > IDLE or now - began > PATIENCE:
            raise Hung(f"it hangs: no end after {now - began:.0f} seconds, the last {now - quiet_since:.0f} idle")


def answer_of(command, typed=""):
    """What the program answers on standard output: one JSON document, after its questions if it asked any."""
    result = ended(command, typed)
    told = result.stdout.strip()
    if typed and "{" in told:
        told = told[told.index("{") :]
    try:
        answer = json.loads(told, strict=False)
    except ValueError:
        said = f"{told} {result.stderr}".replace("\u2500", "").replace("\u2502", "")
        raise Failed(f"exit {result.returncode}, no JSON: {' '.join(said.split())[-300:]}") from None
    if result.returncode != 0:
        raise Failed(f"exit {result.returncode}: {json.dumps(answer)[:300]}")
    return answer


def output_of(command):
    """What the program says, for those that have no JSON."""
    result = ended(command)
    if result.returncode != 0:
        raise Failed(f"exit {result.returncode}: {result.stdout[-300:]} {result.stderr[-300:]}")
    return result.stdout


def succeeded(answer):
    """The answer, which must be of a transaction that did what it says."""
    if not answer.get("success"):
        raise Failed(json.dumps(answer)[:400])
    return answer
