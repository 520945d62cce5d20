"""The worked example in TypeScript: its runs and its page. `python -m tests.proof.typescript_example` writes it."""

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.helpers import PROJECT, forked
from tests.helpers.languages import TYPESCRIPT, paths

FOLDER = PROJECT / "examples" / "typescript_aanbieder"
PAGE = PROJECT / "docs" / "voorbeeld-typescript.md"
REPAIRED, BEFORE = "!this.unique(t)", "t.number === null"
"""What the repair put in systeem.ts, and what stood there before."""
FILES = ("adapter.ts", "systeem.ts", "declareren.ts", "toetsen.ts", "dagen.ts", "xml.ts")


@dataclass(frozen=True)
class Played:
    """One run: its exit code, what it printed, and its verdicts."""

    code: int
    screen: str
    verdicts: list[dict]

    def of(self, verdict):
        return [one for one in self.verdicts if one["verdict"] == verdict]

    @property
    def table(self):
        """The outcome of each chapter and of the whole, as printed."""
        lines = self.screen.splitlines()
        begin = next(n for n, line in enumerate(lines) if line.startswith("  Overzicht migratie"))
        end = next(n for n, line in enumerate(lines) if line.startswith("  Uitkomst"))
        return "\n".join(line for line in lines[begin : end + 1] if not line.startswith(("  Rap", "  Log", "  All")))


def play(*options, before=False, own_clock=False):
    """Run the example, as it is, as it was before the repair, or with a clock of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = shutil.copytree(FOLDER, Path(scratch) / "systeem", ignore=shutil.ignore_patterns("out"))
        if before:
            text = (copy / "systeem.ts").read_text("utf-8")
            assert REPAIRED in text
            (copy / "systeem.ts").write_text(text.replace(REPAIRED, BEFORE), "utf-8")
        adapter = "cli:node adapter.ts" + (" --eigen-klok" if own_clock else "")
        environment = paths(TYPESCRIPT) | {"MIGRATIETOETS_TIMEOUT": "60", "COLUMNS": "100"}
        done = forked.run(
            "migratietoets.conformance.commands.main", "run", "--adapter", adapter, *options,
            folder=copy, environment=environment,
        )  # fmt: skip
        log = (copy / "out" / "log.jsonl").read_text("utf-8").splitlines()
    verdicts = [event for event in map(json.loads, log) if event["event"] == "verdict"]
    return Played(done.returncode, done.stdout + done.stderr, verdicts)


def page():
    """The page, with the figures of today."""
    before, after, own_clock = play(before=True), play(), play(own_clock=True)
    broken = before.of("fail")
    found = broken[0]["findings"][0]
    lines = sum(len((FOLDER / name).read_text("utf-8").splitlines()) for name in FILES)
    rules = sorted({one["rule"] for one in own_clock.of("not_verifiable")})
    template = (Path(__file__).parent / "typescript_example.md").read_text("utf-8")
    facts = {
        "lines": str(lines),
        "before": before.table,
        "broken": ", ".join(f"`{one}`" for one in sorted({one["case"] for one in broken})),
        "rule": broken[0]["rule"],
        "expected": found["expected"],
        "found": found["found"],
        "case": broken[0]["case"],
        "after": after.table,
        "passed": str(len(after.of("pass"))),
        "not_applicable": str(len(after.of("not_applicable"))),
        "own_clock": own_clock.table,
        "not_verifiable": str(len(own_clock.of("not_verifiable"))),
        "rules": ", ".join(rules),
    }
    return re.sub(r"«(\w+)»", lambda name: facts[name[1]], template)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
