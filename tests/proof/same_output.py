"""Prove that two checkouts behave the same: play the suite and generate data with both, and compare what they write.

    python tests/proof/same_output.py OLD_CHECKOUT [NEW_CHECKOUT=.] [--only PATTERN ...] [--keep DIR]

Each checkout has its own `.venv` (`make setup`). Compared byte for byte: `log.jsonl`, `junit.xml`, the messages and
everything `generate` writes. Compared by what is seen: `rapport.html`. Set apart, and nothing else:

- the versions of the kit and of a party, the path of the checkout, and the module of a mutant: its class name counts;
- in `junit.xml` times, the host, the message (the beginning of the text beside it, cut by length), and the module of a
  test: the modules are numbered as they appear;
- in `rapport.html` classes, style, script, `data-*` and the policy with their digests; an id counts by its place, so
  that links still have to lead to the same spot.

With `--keep` the results of an unchanged OLD_CHECKOUT are made once per commit; those of the new are in DIR/new-NAME.
Exit codes: 0 the same, 1 a difference or a command that failed, 2 usage.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

WORKERS = 2
BEFORE, AFTER = 120, 80
"""How many characters around the first difference are shown."""

MUTANTS = {
    "GeeftDeHelft": "gemeente",  # toewijzingen
    "LaatEenDagOpen": "gemeente",  # bijzondere situaties
    "Beantwoordt24MetEen319": "gemeente",  # VOT en VOW
    "StoptTeLaat": "aanbieder",  # migratie
    "ZetWeek53InPeriode13": "aanbieder",  # declareren
    "StoptInDeStilte": "aanbieder",  # afsluiten zorg
}
"""Mutants by class name, each with the role it plays."""

JOBS = {
    "reference": "run",
    **{mutant: f"run --role {role}" for mutant, role in MUTANTS.items()},
    "generate-default": "generate",
    "generate-late": "generate --seed 1 --timeline te_laat",
    "generate-credits": "generate --seed 7 --timeline andere_route --credits",
    "generate-mix": "generate --seed 2021 --clients 250 --gemeentecode 0363 --mix alles_stuk --credits",
}
"""The commands that both checkouts carry out, by name; a mutant's name is also its adapter."""

ARTEFACTS = {"run": ("log.jsonl", "junit.xml", "rapport.html", "messages"), "generate": ("",)}

OWN_CODE = """
from importlib import import_module, metadata
(command,) = metadata.entry_points(group="console_scripts", name="migratietoets")
print(import_module(command.module).__file__)
"""


class Page(HTMLParser):
    """What a reader sees of a page: its texts, elements and pictures, without the names of classes and ids."""

    REFERENCES = frozenset({"id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._numbers: defaultdict[str, int] = defaultdict(count(1).__next__)
        self._hidden = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element and what its attributes say."""
        self._hidden = tag in {"style", "script"}
        if not self._hidden and "http-equiv" not in dict(attrs):
            self.parts.append(f"<{tag}{''.join(self._attribute(name, value or '') for name, value in attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of an element."""
        self.parts.append(f"</{tag}>")
        self._hidden = False

    def handle_data(self, data: str) -> None:
        """Keep a text, however it is indented."""
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", lambda run: "\n" if "\n" in run[0] else " ", data))

    def _attribute(self, name: str, value: str) -> str:
        if name in {"class", "style"} or name.startswith("data-"):
            return ""
        if name in self.REFERENCES:
            value = " ".join(str(self._numbers[word]) for word in value.split())
        elif name == "href" and value.startswith("#"):
            value = f"#{self._numbers[value[1:]]}"
        return f' {name}="{value}"'


@dataclass(frozen=True)
class Checkout:
    """A folder with a version of the project, and where its results are put."""

    path: Path
    results: Path
    reuse: bool = False

    def locate(self, mutant: str) -> tuple[str, Path]:
        """The adapter that is this class, and the folder from which its module is imported.

        Raises:
            LookupError: there is no such class, or more than one.
        """
        tests = self.path / "tests"
        head = re.compile(rf"^class {mutant}\(", re.MULTILINE)
        found = [file for file in tests.rglob("*.py") if head.search(file.read_text("utf-8"))]
        if len(found) != 1:
            raise LookupError(f"{tests}: expected one class {mutant}, found {len(found)}.")
        root = found[0].parent
        while (root / "__init__.py").exists():
            root = root.parent
        root = tests if root == found[0].parent else root
        return f"python:{'.'.join(found[0].relative_to(root).with_suffix('').parts)}:{mutant}", root

    def produce(self, job: str) -> str:
        """Carry out a job, unless its results are there; what went wrong, or nothing."""
        command = [*JOBS[job].split(), "--out", "out"]
        root = tests = self.path / "tests"
        if job in MUTANTS:
            try:
                adapter, root = self.locate(job)
            except LookupError as problem:
                return str(problem)
            command += ["--adapter", adapter]
        done = (folder := self.results / job) / "done"
        if self.reuse and done.exists() and done.read_text("utf-8") == " ".join(command):
            return ""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        env["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(map(str, (root, tests))))
        program = self.path / ".venv" / "bin" / "migratietoets"
        ran = subprocess.run([program, *command], cwd=folder, env=env, capture_output=True, text=True, check=False)
        shutil.rmtree(folder / "out" / "allure-results", ignore_errors=True)
        if ran.returncode != (expected := int(job in MUTANTS)):
            last = "\n".join((ran.stdout + ran.stderr).strip().splitlines()[-5:])
            return f"{self.path}: exit code {ran.returncode}, expected {expected}\n{last}"
        done.write_text(" ".join(command), encoding="utf-8")
        return ""

    def files(self, job: str, artefact: str) -> dict[str, str]:
        """The files of an artefact by name, with what may differ set apart."""
        place = self.results / job / "out" / artefact
        known = {str(self.path): "CHECKOUT", **({self.locate(job)[0]: f"python:{job}"} if job in MUTANTS else {})}
        return {
            str(path.relative_to(place.parent)): normal(path, known)
            for path in sorted([place, *place.rglob("*")])
            if path.is_file()
        }


def normal(path: Path, known: dict[str, str]) -> str:
    """The text of a file, or of a page what is seen, with what may differ set apart."""
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    for own, common in known.items():
        text = text.replace(own, common)
    if path.name == "rapport.html":
        return re.sub(r"\b\d+\.\d+\.\d+\b", "VERSION", "\n".join(Page(text).parts))
    if path.name == "junit.xml":
        modules: defaultdict[str, int] = defaultdict(count(1).__next__)
        text = re.sub(r' (time|timestamp|hostname|message)="[^"]*"', r' \1=""', text)
        return re.sub(r'(?<= classname=")[^"]*', lambda name: f"module {modules[name[0]]}", text)
    return re.sub(r'("(?:kit|version)": ?")[^"]*', r"\1VERSION", text) if ".json" in path.suffix else text


def difference(old: dict[str, str], new: dict[str, str]) -> str:
    """The first difference in a few lines, or nothing."""
    if not old or old.keys() != new.keys():
        return f"files only in old: {sorted(old.keys() - new)[:3]}, only in new: {sorted(new.keys() - old)[:3]}"
    for name, was in old.items():
        now = new[name]
        if was != now:
            at = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
            shown = [repr(text[max(0, at - BEFORE) : at + AFTER]) for text in (was, now)]
            return f"{name}, line {was.count(chr(10), 0, at) + 1}\nold {shown[0]}\nnew {shown[1]}"
    return ""


def capture(*command: str | Path) -> str:
    """What a command prints, or nothing when it fails."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if ran.returncode else ran.stdout.strip()


def compare(old: Checkout, new: Checkout, jobs: list[str]) -> bool:
    """Carry out the jobs, and tell per artefact whether it is the same; true when all are."""
    outcomes = []
    with ThreadPoolExecutor(WORKERS) as pool:
        running = {job: [pool.submit(side.produce, job) for side in (old, new)] for job in jobs}
        for job, sides in running.items():
            trouble = "\n".join(filter(None, [side.result() for side in sides]))
            for artefact in ("",) if trouble else ARTEFACTS[JOBS[job].split()[0]]:
                found = trouble or difference(old.files(job, artefact), new.files(job, artefact))
                outcomes.append(not found)
                tell(f"{'differs' if found else 'same   '}  {job}/{artefact}")
                if found:
                    tell("         " + found.replace("\n", "\n         "))
    tell(f"{len(outcomes)} artefacts: {sum(outcomes)} same, {len(outcomes) - sum(outcomes)} different")
    return all(outcomes)


def tell(line: str) -> None:
    """Say how far it is."""
    print(line, flush=True)  # noqa: T201  # the outcome is for the screen


def main() -> int:
    """Read the command line, compare and tell."""
    parser = argparse.ArgumentParser(description="Compare what two checkouts write.")
    parser.add_argument("old", type=Path, metavar="OLD_CHECKOUT")
    parser.add_argument("new", type=Path, metavar="NEW_CHECKOUT", nargs="?", default=Path())
    parser.add_argument("--only", nargs="+", default=["*"], metavar="PATTERN", help=f"of {', '.join(JOBS)}")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the results, and reuse those of OLD_CHECKOUT")
    chosen = parser.parse_args()
    jobs = [job for job in JOBS if any(fnmatch(job, pattern) for pattern in chosen.only)]
    if not jobs:
        parser.error(f"--only: nothing matches; choose from {', '.join(JOBS)}")
    old, new = chosen.old.resolve(), chosen.new.resolve()
    for path in (old, new):
        own = capture(path / ".venv" / "bin" / "python", "-Ic", OWN_CODE) if (path / ".venv").exists() else ""
        if path not in Path(own).resolve().parents or not own:
            parser.error(f"{path}: its .venv is missing or runs other code; run `make setup` there")
    changed = capture("git", "-C", old, "status", "--porcelain")
    commit = "" if changed else capture("git", "-C", old, "rev-parse", "HEAD")
    with tempfile.TemporaryDirectory() as scratch:
        results = (chosen.keep or Path(scratch)).resolve()
        was = Checkout(old, results / f"old-{commit or 'changed'}", reuse=bool(commit))
        return 0 if compare(was, Checkout(new, results / f"new-{new.name}"), jobs) else 1


if __name__ == "__main__":
    sys.exit(main())
