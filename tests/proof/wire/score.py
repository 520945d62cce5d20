"""The wire score: every message of the reference changed in every way, and whether a must sees it."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.generators.chance import integer
from migratietoets.generators.wire.elements import element_changes
from migratietoets.generators.wire.exchange import Change, Sent
from migratietoets.generators.wire.operators import OPERATORS
from migratietoets.istandaard.releases import Domein
from tests.proof.wire.recorded import play
from tests.proof.wire.terms import CONDITIONS, Moved

ELEMENT = "element: "
"""How the name of a change of one element begins."""
CAMPAIGNS = tuple((role, domein) for role in ROLES for domein in Domein)


class Fate(StrEnum):
    """What became of a change."""

    REPORTED = "gemeld"
    """A must is broken that was not."""
    UNEXERCISED = "niet geraakt"
    """No must is broken, but one that the case names had too little to judge: the run is not conform either."""
    ALLOWED = "toegestaan"
    SURVIVED = "niet gezien"


@dataclass(frozen=True)
class Result:
    """One change of one message."""

    role: str
    domein: str
    case: str
    code: str
    release: str
    operator: str
    fate: str
    element: str = ""
    place: str = ""
    day: str = ""
    old: str = ""
    new: str = ""
    rules: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    why: str = ""


@cache
def allowed():
    return yaml.safe_load(Path(__file__).with_name("allowed.yaml").read_text("utf-8"))


def why_allowed(moved, operator, element="", warned=frozenset()):
    """What allows a change that no must reported; empty where nothing does.

    Args:
        moved: the message and what went instead.
        operator: the name of the change.
        element: the path of the element that it changed, if one.
        warned: the rules that warn of it, and did not before.
    """
    if element:
        names = set(element.split("/"))
        return next((one["waarom"] for one in allowed()["elementen"] if names & set(one["elementen"])), "")
    event = moved.event
    for one in allowed()["bewerkingen"]:
        if (
            operator in one["bewerkingen"]
            and event.code in one["berichten"]
            and one.get("release", event.release) == event.release
            and ("termijn" not in one or CONDITIONS[one["termijn"]](moved))
            and warned.issuperset(one.get("waarschuwt", ()))
        ):
            return one["waarom"]
    return ""


def _result(record, domein, event, change, operator, **more):
    judged = record.judge(event, change)
    if judged.crashed:
        raise RuntimeError(f"{record.case}, {operator} op {event.code} ({event.n}): {sorted(judged.crashed)}")
    new = sorted(judged.broken - record.baseline.broken)
    warned = judged.warned - record.baseline.warned - record.baseline.broken
    why = "" if new else why_allowed(Moved(record, event, change), operator, more.get("element", ""), warned)
    if new:
        fate = Fate.REPORTED
    elif why:
        fate = Fate.ALLOWED
    else:
        fate = Fate.UNEXERCISED if record.unexercised(judged) else Fate.SURVIVED
    rules = tuple(new) or (tuple(record.unexercised(judged)) if fate is Fate.UNEXERCISED else ())
    return Result(
        record.role,
        str(domein),
        record.case,
        event.code,
        event.release,
        operator,
        str(fate),
        day=event.at[:10],
        rules=rules,
        warned=tuple(sorted(warned)),
        why=why,
        **more,
    )


def structural(record, domein):
    """Every structural operator on every message of the party under test."""
    for event in record.own:
        exchange = record.exchange(event)
        for operator in OPERATORS:
            change = operator.apply(exchange)
            if change is not None:
                yield _result(record, domein, event, change, operator.name)


def sampled(records, domein):
    """Of every element and way to change it, of each message, one: always the same one."""
    found = {}
    for record in records:
        for event in record.own:
            for one in element_changes(record.read[event.n]):
                kind = (event.code, event.release, one.element, one.what)
                order = integer("draad", *kind, record.case, event.n, one.place)
                found.setdefault(kind, []).append((order, record, event, one))
    for _, candidates in sorted(found.items(), key=lambda pair: pair[0]):
        _, record, event, one = min(candidates, key=lambda each: each[0])
        exchange = record.exchange(event)
        sent = Sent(one.bericht, exchange.message.at)
        more = {"element": one.element, "place": str(one.place), "old": one.old or "", "new": one.new or ""}
        yield _result(record, domein, event, Change((sent,), exchange.answers), ELEMENT + one.what, **more)


def campaign(role, domein):
    """Every result of one campaign."""
    records = play(role, domein)
    out = [result for record in records for result in structural(record, domein)]
    return [asdict(one) for one in (*out, *sampled(records, domein))]


def score():
    """Every result of all campaigns, in a fixed order."""
    with ProcessPoolExecutor(2) as pool:
        parts = list(pool.map(campaign, *zip(*CAMPAIGNS, strict=True)))
    return [Result(**one) for part in parts for one in part]
