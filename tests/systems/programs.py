"""Tiny programs to talk to: each test writes its own, in a few lines of Python."""

import os
import shlex
import sys
import time
from pathlib import Path

PREAMBLE = """
import json, os, subprocess, sys, time
uit = sys.stdout.buffer

def lees():
    regel = sys.stdin.buffer.readline()
    if not regel:
        sys.exit(0)
    return json.loads(regel)

def ruw(data):
    uit.write(data)
    uit.flush()

def antwoord(vraag, **rest):
    ruw(json.dumps({"jsonrpc": "2.0", "id": vraag["id"], **(rest or {"result": {}})}).encode() + b"\\n")

"""


def write_program(path: Path, body: str) -> str:
    """Write a program and give its adapter name."""
    path.write_text(PREAMBLE + body, encoding="utf-8")
    return "cli:" + shlex.join([sys.executable, "-I", "-S", str(path)])


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be taken in does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def disappears(pid: int) -> bool:
    """Whether a process is gone, now or in a moment."""
    for _ in range(100):
        if not alive(pid):
            return True
        time.sleep(0.02)
    return False
