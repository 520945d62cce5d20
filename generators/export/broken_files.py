"""Messages that break a rule, on disk: each beside the valid message it is made of, and a manifest that names both."""

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from migratietoets.generators.export.dataset import FORMAT, Progress, begin, finish
from migratietoets.generators.export.files import BerichtFolder
from migratietoets.generators.mutations.broken import Broken, broken, choose_rules
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein

BROKEN, VALID, BEFORE = "gebroken", "geldig", "eerder"
"""The folders: a message has the same file name in the first two; what goes before it, a number behind that."""


def write_broken(
    target: Path,
    patterns: Collection[str],
    *,
    domeinen: Collection[Domein] = tuple(Domein),
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write messages that break rules, and last manifest.json; the same arguments give the same bytes.

    Args:
        target: a directory that does not exist yet, or is empty.
        patterns: ids of rules, or patterns of these (`TR3*`).
        domeinen: wmo, jw or both.
        seed: any whole number.
        progress: called after every rule.

    Returns:
        The manifest.

    Raises:
        InputError: a rule nobody knows, or the directory holds something; nothing has been written then.
        UnwritableError: it cannot be written, or not to the end.
    """
    rules = choose_rules(patterns)
    begin(target)
    folders = {name: BerichtFolder(target / name) for name in (BROKEN, VALID, BEFORE)}
    lines, counter = [], Counter[str]()
    for one in _all(rules, domeinen, seed, progress):
        counter[one.rule] += 1
        line = _line(one, f"{one.rule}-{one.domein.upper()}{one.kind}-{one.release}-{counter[one.rule]:03d}")
        files = [(line["gebroken"], one.broken), (line["geldig"], one.valid)]
        files += [(name, data) for name, (_, data) in zip(line["eerder"], one.before, strict=True)]
        for path, data in files:
            if data is not None:
                folder, _, name = path.partition("/")
                folders[folder].write(name, data)
        lines.append(line)
    manifest = {
        "format": FORMAT,
        "seed": seed,
        "parameters": {"regels": list(rules), "domeinen": [str(one) for one in Domein if one in domeinen]},
        "counts": {"breuken": len(lines), "regels": {rule: counter[rule] for rule in rules}},
        "digests": {name: folder.digest() for name, folder in folders.items()},
        "breuken": lines,
    }
    finish(target, manifest)
    return manifest


def _all(
    rules: Collection[str], domeinen: Collection[Domein], seed: int, progress: Progress | None
) -> Iterator[Broken]:
    """Every message, each with a number of its own."""
    number = 0
    for done, rule in enumerate(rules, start=1):
        for one in broken(rule, domeinen=domeinen, seed=seed, number=number):
            number += 1
            yield one
        if progress:
            progress(done, len(rules))


def _line(one: Broken, name: str) -> dict[str, Any]:
    known = modelregels().get(one.rule)
    return {
        "regel": one.rule,
        "retourcode": known.retourcode if known else None,
        "breekt_ook": list(one.besides),
        "bericht": f"{one.domein.upper()}{one.kind}",
        "release": str(one.release),
        "element": one.place,
        "eerder": [f"{BEFORE}/{name}-{place}-{kind}.xml" for place, (kind, _) in enumerate(one.before, start=1)],
        "gebroken": f"{BROKEN}/{name}.xml",
        "geldig": None if one.valid is None else f"{VALID}/{name}.xml",
    }
