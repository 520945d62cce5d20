"""New care that 2.4 cannot express: a part in 2.4 up to 31-12-2020, and its sequel in 3.0 (NT-06, NT-07)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date
from migratietoets.conformance.rules.questions.reasons import valid_in_2021
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.orders.grantings import ends_since, issued_for
from migratietoets.conformance.rules.views.orders.wishes import Wish, wish
from migratietoets.conformance.rules.views.rights.quantity import a_day, due, share
from migratietoets.conformance.rules.words import omvang_text
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import EURO, STUKS, TOTAL
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.releases import DEADLINE_30, END_OF_2020, FIRST_DAY_30, LAST_DAY_24, START_30, Release

ROUNDING = 1
"""By so much two parts of a total may differ from the whole: each is rounded to a whole number."""


@dataclass(frozen=True, slots=True)
class _InParts:
    """What was asked (ken_toe) in the days of 2.4 and only 3.0 can express.

    Attributes:
        ends: each last day that the desk gave it since, in order; before its first day: it was annulled.
        parts: what gives it in 2.4, from its first day.
        sequel: what gives it in 3.0.
    """

    asked: Wish
    ends: list[date]
    parts: list[History]
    sequel: list[History]

    @property
    def annulled(self) -> bool:
        """Whether the desk wants nothing of it any more."""
        return bool(self.ends) and self.ends[-1] < self.asked.begin

    @property
    def over_in_2020(self) -> bool:
        """Whether the desk ended it before its sequel could begin."""
        return bool(self.ends) and not valid_in_2021(self.ends[-1])


def _wishes_for_30(trace: Trace) -> Iterator[_InParts]:
    for order in trace.instructions:
        if order.command == "ken_toe" and (asked := wish(order.params)).parted(order.day):
            issued = [one for one in issued_for(trace, order, asked) if not one.cancelled(trace.end)]
            ends = ends_since(trace, order, asked)
            parts, sequel = _of(issued, Release.R24, asked.begin), _of(issued, Release.R30, START_30)
            yield _InParts(asked, ends, parts, sequel)


def _of(issued: Iterable[History], release: Release, begin: date) -> list[History]:
    """Those that came in a release, from this day on."""
    return [
        one
        for one in issued
        if one.ingangsdatum == begin and (bericht := one.first.bericht) is not None and bericht.release == release
    ]


def _text(history: History) -> str:
    first = history.first
    return f"{history}, {omvang_text(first.content)}, tot en met {format_date(first.einddatum)}, {first.bericht}"


@rule("NT-06", Judges.MESSAGE, looks_at=("301",), by=LAST_DAY_24)
def part_in_24_ends_in_2020(trace: Trace) -> Iterator[Finding]:
    """What 2.4 cannot express gets a 2.4 toewijzing that ends on 31-12-2020 and gives the same care."""
    for one in _wishes_for_30(trace):
        asked = one.asked
        for part in one.parts or (() if one.annulled else (None,)):
            state = part.first if part else None
            ends = state is not None and state.einddatum in {END_OF_2020, *(one.ends if one.over_in_2020 else ())}
            yield check(
                trace,
                part is not None and ends and _as_far_as_24_can_say(asked, part),
                part or "nieuwe toewijzing",
                "De 2.4-toewijzing geeft dezelfde zorg en eindigt op 31-12-2020.",
                "Voor de zorg in 2020 is er geen 2.4-toewijzing met dezelfde zorg, tot en met 31-12-2020.",
                expected=f"een 2.4-toewijzing van {format_date(asked.begin)} tot en met 31-12-2020: stuks (82) voor "
                "stuks inspanning, een deel of niets voor een budget",
                found=_text(part) if part else "geen",
                bericht=state.bericht if state else None,
                due=None if part else LAST_DAY_24,
            )


def _as_far_as_24_can_say(asked: Wish, part: History) -> bool:
    whole, omvang = asked.content, part.first.content.omvang
    if part.key.code != whole.code:
        return False
    if whole.budget is not None:
        return omvang is None or (omvang.eenheid == EURO and (omvang.volume or 0) <= whole.budget)
    if whole.omvang is None or omvang is None or omvang.eenheid != STUKS or omvang.volume is None:
        return False
    if TOTAL in {omvang.frequentie, whole.frequentie}:
        return omvang.frequentie == whole.frequentie and omvang.volume <= (whole.omvang.volume or 0)
    per_day = a_day(replace(whole.omvang, eenheid=STUKS), None)
    expected = None if per_day is None else due([per_day], [whole.omvang.frequentie], omvang, None, closed=True)
    return expected is not None and expected.verdict(omvang.volume) is not Verdict.FAIL


@rule("NT-07", Judges.STATE, looks_at=("301",), by=DEADLINE_30)
def sequel_follows_in_30(trace: Trace) -> Iterator[Finding]:
    """It is followed by an adjoining 3.0 toewijzing from 01-01-2021 in the right variant, by 31-01-2021."""
    for wanted in _wishes_for_30(trace):
        if wanted.over_in_2020:
            continue
        part = wanted.parts[0].first.content.omvang if wanted.parts else None
        said = None if part is None else part.volume
        right = [one for one in wanted.sequel if _follows(wanted, one, said)]
        yield check(
            trace,
            bool(right),
            right[0] if right else "nieuwe toewijzing",
            "De aansluitende toewijzing in 3.0 is op tijd verzonden.",
            "De aansluitende toewijzing in 3.0 ontbreekt, is te laat of heeft een andere inhoud.",
            expected="een 3.0-toewijzing vanaf 01-01-2021, verzonden van 04-01-2021 tot en met 31-01-2021, die met het "
            "2.4-deel geeft wat gevraagd is",
            found="; ".join(map(_text, wanted.sequel)) or "geen",
            bericht=right[0].first.bericht if right else None,
            due=DEADLINE_30,
        )


def _follows(wanted: _InParts, one: History, said: int | None) -> bool:
    """Whether it was sent in time, and stands on 31-01-2021 as was asked or ordered since, with what 2.4 `said`."""
    state = one.in_force(DEADLINE_30)
    sent = one.first.bericht is not None and FIRST_DAY_30 <= one.first.bericht.day <= DEADLINE_30
    if state is None or not sent or state.einddatum not in {wanted.asked.end, *wanted.ends}:
        return False
    return _fits(wanted.asked, state.content, said)


def _fits(asked: Wish, content: Content, said: int | None) -> bool:
    """Whether it is what was asked; a budget or a total may have been split between the two parts."""
    whole, given = asked.content, content.omvang
    if whole.budget is not None:
        return content.budget is not None and _splits(asked, content.budget, whole.budget, said)
    if given is None or whole.omvang is None or (given.eenheid, given.frequentie) != (whole.eenheid, whole.frequentie):
        return False
    if given.frequentie != TOTAL or given.volume is None or whole.omvang.volume is None:
        return given == whole.omvang
    return _splits(asked, given.volume, whole.omvang.volume, said)


def _splits(asked: Wish, given: int, whole: int, said: int | None) -> bool:
    """Whether a part and what the other part says are the whole together; a part that says nothing has its days."""
    if said is not None:
        return abs(given + said - whole) <= ROUNDING
    begin, end = asked.begin, asked.end
    least = whole if end is None else share(whole, (end - START_30).days + 1, (end - begin).days + 1) - ROUNDING
    return least <= given <= whole
