"""New care that 2.4 cannot express: a part in 2.4 up to 31-12-2020, and its sequel in 3.0 (NT-06, NT-07)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from migratietoets.conformance.rules.findings import Finding, check, format_date
from migratietoets.conformance.rules.questions.reasons import valid_in_2021
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.rights.quantity import a_day, due, share
from migratietoets.conformance.rules.words import omvang_text
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import EURO, STUKS, TOTAL
from migratietoets.istandaard.model import Content, Omvang
from migratietoets.istandaard.releases import DEADLINE_30, END_OF_2020, FIRST_DAY_30, LAST_DAY_24, START_30, Release
from migratietoets.istandaard.varianten import only_in_30

ROUNDING = 1
"""By so much two parts of a total may differ from the whole: each is rounded to a whole number."""


def _wishes_for_30(trace: Trace) -> Iterator[tuple[Instruction, date, date | None]]:
    """Requests (ken_toe) made in the days of 2.4 for content that only 3.0 can express, starting in 2020."""
    for instruction in trace.instructions:
        wish = instruction.params.get("gewenst")
        if instruction.command != "ken_toe" or not wish or instruction.day > LAST_DAY_24:
            continue
        begin = date.fromisoformat(wish["ingangsdatum"])
        end = date.fromisoformat(wish["einddatum"]) if wish.get("einddatum") else None
        only_30 = only_in_30(wish.get("categorie"), wish.get("eenheid"), budget=wish.get("budget") is not None)
        if only_30 and begin <= END_OF_2020 and valid_in_2021(end):
            yield instruction, begin, end


def _issued_for(trace: Trace, instruction: Instruction, release: Release, begin: date) -> list[History]:
    """What was issued for this request, from this day on, and not cancelled."""
    wish, parties = instruction.params["gewenst"], (instruction.params["aanbieder"], instruction.params["bsn"])
    return [
        one
        for one in trace.histories.values()
        if not one.existing
        and one.first.bericht is not None
        and one.first.bericht.release == release
        and one.ingangsdatum == begin
        and (one.key.aanbieder, one.key.bsn) == parties
        and (wish.get("categorie") is None or one.key.categorie in {wish["categorie"], None})
        and not one.cancelled(trace.end)
    ]


def _text(history: History) -> str:
    first = history.first
    return f"{history}, {omvang_text(first.content)}, tot en met {format_date(first.einddatum)}, {first.bericht}"


@rule("NT-06", Judges.MESSAGE, looks_at=("301",), by=LAST_DAY_24)
def part_in_24_ends_in_2020(trace: Trace) -> Iterator[Finding]:
    """What 2.4 cannot express gets a 2.4 toewijzing that ends on 31-12-2020 and gives the same care."""
    for instruction, begin, _ in _wishes_for_30(trace):
        parts: list[History | None] = [*_issued_for(trace, instruction, Release.R24, begin)]
        for part in parts or [None]:
            state = part.first if part else None
            ends = state is not None and state.einddatum == END_OF_2020
            yield check(
                trace,
                part is not None and ends and _as_far_as_24_can_say(instruction, part),
                part or "nieuwe toewijzing",
                "De 2.4-toewijzing geeft dezelfde zorg en eindigt op 31-12-2020.",
                "Voor de zorg in 2020 is er geen 2.4-toewijzing met dezelfde zorg, tot en met 31-12-2020.",
                expected=f"een 2.4-toewijzing van {format_date(begin)} tot en met 31-12-2020: stuks (82) voor stuks "
                "inspanning, een deel of niets voor een budget",
                found=_text(part) if part else "geen",
                bericht=state.bericht if state else None,
                due=None if part else LAST_DAY_24,
            )


def _as_far_as_24_can_say(instruction: Instruction, part: History) -> bool:
    wish, omvang = instruction.params["gewenst"], part.first.content.omvang
    if part.key.code != wish.get("code"):
        return False
    if wish.get("budget") is not None:
        return omvang is None or (omvang.eenheid == EURO and (omvang.volume or 0) <= int(wish["budget"]))
    if omvang is None or omvang.eenheid != STUKS or omvang.volume is None:
        return False
    if TOTAL in {omvang.frequentie, wish["frequentie"]}:
        return bool(omvang.frequentie == wish["frequentie"] and omvang.volume <= wish["volume"])
    per_day = a_day(Omvang(wish["volume"], STUKS, wish["frequentie"]), None)
    expected = None if per_day is None else due([per_day], [wish["frequentie"]], omvang, None, closed=True)
    return expected is not None and expected.verdict(omvang.volume) is not Verdict.FAIL


@rule("NT-07", Judges.STATE, looks_at=("301",), by=DEADLINE_30)
def sequel_follows_in_30(trace: Trace) -> Iterator[Finding]:
    """It is followed by an adjoining 3.0 toewijzing from 01-01-2021 in the right variant, by 31-01-2021."""
    for instruction, begin, end in _wishes_for_30(trace):
        parts = _issued_for(trace, instruction, Release.R24, begin)
        sequel = _issued_for(trace, instruction, Release.R30, START_30)
        part = parts[0].first.content if parts else None
        right = [one for one in sequel if _follows(instruction.params["gewenst"], one, part, (begin, end))]
        yield check(
            trace,
            bool(right),
            right[0] if right else "nieuwe toewijzing",
            "De aansluitende toewijzing in 3.0 is op tijd verzonden.",
            "De aansluitende toewijzing in 3.0 ontbreekt, is te laat of heeft een andere inhoud.",
            expected="een 3.0-toewijzing vanaf 01-01-2021, verzonden van 04-01-2021 tot en met 31-01-2021, die met het "
            "2.4-deel geeft wat gevraagd is",
            found="; ".join(map(_text, sequel)) or "geen",
            bericht=right[0].first.bericht if right else None,
            due=DEADLINE_30,
        )


def _follows(wish: Mapping[str, Any], one: History, part: Content | None, term: tuple[date, date | None]) -> bool:
    """Whether it was sent in time, and stands on 31-01-2021 as was asked."""
    state = one.in_force(DEADLINE_30)
    sent = one.first.bericht is not None and FIRST_DAY_30 <= one.first.bericht.day <= DEADLINE_30
    return state is not None and sent and state.einddatum == term[1] and _fits(wish, state, part, term)


def _fits(wish: Mapping[str, Any], state: State, part: Content | None, term: tuple[date, date | None]) -> bool:
    """Whether it is what was asked; a budget or a total may have been split between the two parts."""
    content = state.content
    said = part.omvang.volume if part is not None and part.omvang is not None else None
    if wish.get("budget") is not None:
        return content.budget is not None and _splits(content.budget, wish["budget"], said, term)
    omvang = content.omvang
    if omvang is None or (omvang.eenheid, omvang.frequentie) != (wish["eenheid"], wish["frequentie"]):
        return False
    if omvang.frequentie != TOTAL or omvang.volume is None:
        return bool(omvang.volume == wish["volume"])
    return _splits(omvang.volume, wish["volume"], said, term)


def _splits(given: int, whole: int, said: int | None, term: tuple[date, date | None]) -> bool:
    """Whether a part and what the other part says are the whole together; a part that says nothing has its days."""
    if said is not None:
        return abs(given + said - whole) <= ROUNDING
    begin, end = term
    days = None if end is None else (end - begin).days + 1
    least = whole if end is None or days is None else share(whole, (end - START_30).days + 1, days) - ROUNDING
    return least <= given <= whole
