"""Run the suite in a process of its own, as a user would, and read its log."""

import json

from tests.helpers import PROJECT, forked

ONE = "toewijzingen/per-4-weken-deelbaar"


def run(target, *options, adapter=None):
    """Run the suite in a process of its own, as a user would."""
    extra = ["--mt-adapter", f"python:tests.systems.bad:{adapter}"] if adapter else []
    return forked.run(
        "pytest",
        PROJECT / "conformance",
        "--rootdir",
        PROJECT,
        "-q",
        "--assert=plain",
        *([] if "cacheprovider" in options else ["-p", "no:cacheprovider"]),
        "--mt-out",
        target,
        *options,
        *extra,
        folder=target,
        environment={"PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
    )


def events(target):
    return [json.loads(line) for line in (target / "log.jsonl").read_text("utf-8").splitlines()]


def verdicts(target):
    return {(e["case"], e["rule"]): e["verdict"] for e in events(target) if e["event"] == "verdict"}
