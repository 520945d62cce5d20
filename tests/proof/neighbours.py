"""The neighbours of the scripted cases: one day or number a little other, and another verdict.

Of each case some days are moved by one, or to the nearest days of the calendar, and some numbers raised or lowered by
one; what tips a verdict is kept in neighbours.txt, and shows where each boundary of the oracle lies. `make docs` judges
what is kept again and looks for the neighbours of cases that are new; `--all` looks for all of them again.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path

import yaml

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.generators.chance import integer
from migratietoets.istandaard.releases import Domein
from tests.helpers import PROJECT
from tests.helpers.situations import of_outsiders, right_situations

HERE = Path(__file__).parent
KEPT = HERE / "neighbours.txt"
TRACES = {}
"""What was folded, by the name of a case, and what is other in it."""
TRIED = 30
"""Neighbours tried of each case: those a step away before those on a day of the calendar."""
MARKED = (Verdict.FAIL, Verdict.WARN, Verdict.NOT_VERIFIABLE)
CALENDAR = tuple(
    date(year, month, day)
    for year, month, days in (
        (2020, 11, (29, 30)),
        (2020, 12, (1, 27, 28, 31)),
        (2021, 1, (1, 3, 4, 31)),
        (2021, 2, (1, 28)),
        (2021, 3, (1,)),
    )
    for day in days
)
"""Days on which something begins or ends."""


@cache
def told():
    """Name -> what a case says, as its file has it, with the role it is judged for."""
    found = {}
    for case in cases().values():
        if not case.positive:
            data = yaml.load((PROJECT / "cases" / f"{case.id}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
            found[case.id] = data | {"rollen": case.roles, "domeinen": case.domeinen}
    for data in chain(*right_situations().values(), of_outsiders()):
        found[data["id"]] = {"titel": "", "domeinen": list(Domein)} | data | {"bron": "", "soort": "negatief"}
    return {
        f"{name} {role}": data | {"hoofdstuk": data.get("hoofdstuk", name.partition("/")[0])}
        for name, data in found.items()
        for role in data["rollen"]
    }


def _trace(data, role):
    try:
        case = read_case(1, data)
        (trace,) = traces(script(case, case.domeinen[0], role)).values()
    except (ValueError, KeyError):
        return None
    return trace


def verdicts(trace, role):
    """What is said of a trace, but for what is well; nothing of one that cannot be."""
    if trace is None:
        return None
    judged = ((rule.id, judge_rule(rule, trace, 0).verdict) for rule in checkable(role))
    return " ".join(f"{rule}:{verdict}" for rule, verdict in judged if verdict in MARKED)


def _days(value):
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return
    before = max((one for one in CALENDAR if one < day), default=day)
    after = min((one for one in CALENDAR if one > day), default=day)
    for other in dict.fromkeys((day - timedelta(1), day + timedelta(1), before, after)):
        if other != day:
            yield abs(other - day) > timedelta(1), other.isoformat() + value[10:]


def _places(data, path=()):
    """Every day and number in what a case tells, with the values beside it, and whether those are far."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        if isinstance(value, str) and value[:2] == "20" and value[4:5] == "-":
            yield from ((far, (*path, key), other) for far, other in _days(value))
        elif isinstance(value, int) and not isinstance(value, bool) and key in {"volume", "bedrag", "tarief", "budget"}:
            yield from ((False, (*path, key), other) for other in (value - 1, value + 1) if other > 0)
        elif isinstance(value, dict | list):
            yield from _places(value, (*path, key))


def changed(data, path, value):
    """What a case tells with one thing other."""
    out = deepcopy({key: data[key] for key in (path[0],)})
    at = out
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return data | out


def line(name, data, path, value):
    """A neighbour and what is said of it; folded once."""
    key, role = (name, path, value), name.rpartition(" ")[2]
    if key not in TRACES:
        TRACES[key] = _trace(changed(data, path, value), role)
    said = verdicts(TRACES[key], role)
    return None if said is None else f"  {'/'.join(map(str, path))} {value} | {said}"


def explored(name):
    """The neighbours of a case of which something else is said than of the case: of each place, each verdict once."""
    data = told()[name]
    places = [one for key in ("gegeven", "verloop") for one in _places(data.get(key, {}), (key,))]
    places.sort(key=lambda one: (one[0], integer("buren", name, *one[1:])))
    role = name.rpartition(" ")[2]
    seen, out = {f"| {verdicts(_trace(data, role), role)}"}, []
    for _, path, value in places[:TRIED]:
        text = line(name, data, path, value)
        what = text and text.partition(" |")
        if text is not None and seen.isdisjoint({f"|{what[2]}", (path, what[2])}):
            seen.add((path, what[2]))
            out.append(text)
    return out


def _read(path, data):
    """A path as its line names it, and the value that stands there."""
    keys, at = [], data
    for part in path.split("/"):
        keys.append(int(part) if isinstance(at, list) else part)
        at = at[keys[-1]]
    return tuple(keys), at


def again(name, lines):
    """The same neighbours, and what is said of them now."""
    data, out = told()[name], []
    for one in lines:
        path, value = one.split(" | ")[0].split()
        keys, old = _read(path, data)
        out.append(line(name, data, keys, int(value) if isinstance(old, int) else value))
    return out


@cache
def kept():
    """Name -> its lines, as they were written down."""
    out, name = {}, ""
    for text in KEPT.read_text("utf-8").splitlines() if KEPT.exists() else ():
        if text.startswith("  "):
            out[name].append(text)
        else:
            name = text
            out[name] = []
    return out


def _renewed(name):
    old = {} if "--all" in sys.argv else kept()
    try:
        return name, again(name, old[name])
    except (KeyError, IndexError):
        return name, explored(name)


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        blocks = pool.map(_renewed, told(), chunksize=20)
        KEPT.write_text("".join("\n".join((name, *lines)) + "\n" for name, lines in blocks), "utf-8")
