"""What the oracle says of every scripted case and situation, written down by `make docs` in tests/proof/judged.

Another verdict, another number of evaluations, another day on which a fault can first be seen, or other words for it:
each shows as a change of these files, and a reader of that change says whether it is right.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.loose import read_loose
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import day_of
from tests.helpers.situations import of_outsiders, right_situations

HERE = Path(__file__).parent
TRACES = {}
"""What was folded, by case, role and last day."""


def _until(events, day):
    """The events of a trace that ends on an earlier day."""
    told = [one for one in events[:-1] if not hasattr(one, "at") or day_of(datetime.fromisoformat(one.at)) <= day]
    return [*told, replace(events[-1], at=f"{day}T23:59:00+01:00")]


def _trace(case, role, day=None):
    """The trace of a case for its first domain, or what there was of it by the end of a day; folded once."""
    key = (id(case), role, day)
    if key not in TRACES:
        events = list(script(case, case.domeinen[0], role))
        (TRACES[key],) = traces(events if day is None else _until(events, day)).values()
    return TRACES[key]


def _first_seen(one, case, role):
    """The first day on which a trace that ends there says the same of a rule."""
    early, late = BEGIN, case.until
    while early < late:
        day = early + timedelta((late - early).days // 2)
        if judge_rule(one.rule, _trace(case, role, day), 0).verdict is one.verdict:
            late = day
        else:
            early = day + timedelta(1)
    return late


def said(case, role):
    """The lines about one case: how often each rule was judged, and what it found since when.

    What every message keeps on its own goes without saying.
    """
    verdicts = [judge_rule(rule, _trace(case, role), 0) for rule in checkable(role)]
    counted = [one for one in verdicts if one.evaluations and not one.rule.within_message]
    yield " ".join(f"{one.rule.id}={one.evaluations}" for one in counted)
    for one in verdicts:
        if one.verdict in {Verdict.FAIL, Verdict.WARN}:
            yield f"{one.rule.id} {one.verdict} vanaf {_first_seen(one, case, role)}"
        for found in one.findings:
            if found.verdict is not Verdict.PASS:
                parts = (found.verdict, found.subject, found.text, found.expected, found.found, str(found.day))
                yield f"  {one.rule.id} " + " | ".join(" ".join(part.split()) for part in parts)


@cache
def sources():
    """File -> the cases in it, with the roles they are judged for."""
    out = {}
    for case in cases().values():
        if not case.positive:
            out.setdefault(case.id.partition("/")[0], []).append(case)
    for name, file in right_situations().items():
        out[f"situations-{name}"] = [read_case(1, one) for one in file]
    for one in of_outsiders():
        told = {key: value for key, value in one.items() if key != "open"}
        (case,) = read_loose("", told["id"], yaml.safe_dump(told, allow_unicode=True).encode())
        out.setdefault(f"outsiders-{told['hoofdstuk']}", []).append(case)
    return out


def page(name):
    """The text of one file: every case for its first domain."""
    blocks = ("\n".join((f"{case.id} {role}", *said(case, role))) for case in sources()[name] for role in case.roles)
    return "\n\n".join(blocks) + "\n"


def path_of(name):
    return HERE / "judged" / f"{name}.txt"


if __name__ == "__main__":
    for one in sources():
        path_of(one).write_text(page(one), "utf-8")
