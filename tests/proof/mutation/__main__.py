"""Make every change of the sample, see what notices it, and write docs/mutatie.md and .json: run by `make mutatie`.

Where it was stopped it goes on; `--days N` and `--size N` take another number of moved days and of other changes,
`--file TEXT` only the files with that in their path (nothing is published then).
"""

import argparse
import gc
import json
import resource
import sys
from hashlib import sha256
from multiprocessing import get_context

from tests.helpers import PROJECT
from tests.proof.mutation import guards
from tests.proof.mutation.changes import DAYS, OPERATORS, SIZE, mutated, sample, sources
from tests.proof.mutation.page import publish

KNOWN = PROJECT / "out" / "mutatie.jsonl"
WORKERS = 2
MEMORY = 4 << 30
"""Bytes; a change that makes the oracle need more is noticed, before the system ends the process."""


def digest(*folders):
    """One number for the whole text of some folders."""
    paths = [
        path for folder in folders for path in sorted((PROJECT / folder).rglob("*")) if path.suffix in {".py", ".yaml"}
    ]
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def known(texts, world):
    """Earlier results that still hold: what was noticed in the same file, what was not with the same guards."""
    out = {}
    for line in KNOWN.read_text("utf-8").splitlines() if KNOWN.exists() else ():
        row = json.loads(line)
        same = row["file"] == sha256(texts.get(row["key"].split("|")[0], "").encode()).hexdigest()[:16]
        if same and (row["noticed"] or row["world"] == world):
            out[row["key"]] = row["noticed"]
    return out


def judge(job):
    change, text, skipped, deselected = job
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return change, guards.noticed_by(change.file, text, skipped, deselected)


def main():
    options = argparse.ArgumentParser(prog="python -m tests.proof.mutation", description=__doc__)
    options.add_argument("--days", type=int, default=DAYS)
    options.add_argument("--size", type=int, default=SIZE)
    options.add_argument("--file", default="")
    chosen = options.parse_args()
    texts, world = sources(), digest("conformance", "istandaard", "cases", "tests")
    changes = [one for one in sample(chosen.days, chosen.size) if chosen.file in one.file]
    results = known(texts, world)
    todo = sorted((one for one in changes if one.key not in results), key=lambda one: sha256(one.key.encode()).digest())
    print(f"{len(changes)} veranderingen, {len(todo)} nog te beoordelen", flush=True)
    context = get_context("fork")
    if todo:
        skipped = guards.baseline()
        with context.Pool(1) as pool:
            deselected = pool.apply(guards.failing_tests)
        for name in [*(guards.scripted()[at][0] for at in sorted(skipped)), *deselected]:
            print(f"bewaakt nu niets: {name}", file=sys.stderr)
        gc.freeze()  # what is never collected is never copied either
        KNOWN.parent.mkdir(exist_ok=True)
        jobs = (
            (one, mutated(texts[one.file], OPERATORS[one.operator][1], one.occurrence), skipped, deselected)
            for one in todo
        )
        with context.Pool(WORKERS, maxtasksperchild=1) as pool, KNOWN.open("a", encoding="utf-8") as file:
            for change, noticed in pool.imap_unordered(judge, jobs):
                results[change.key] = noticed
                row = {"key": change.key, "file": sha256(texts[change.file].encode()).hexdigest()[:16]}
                print(
                    json.dumps({**row, "world": world, "noticed": noticed}, ensure_ascii=False), file=file, flush=True
                )
                if noticed is None:
                    print(
                        f"blijft over: {change.file}:{change.line} [{change.kind}] {change.before} -> {change.after}",
                        flush=True,
                    )
    publish(changes, results, whole=not chosen.file and (chosen.days, chosen.size) == (DAYS, SIZE))


if __name__ == "__main__":
    main()
