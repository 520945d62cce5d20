"""What a run cannot see of a system, by what that says of itself in hello: told before anything is played."""

import textwrap
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.case.instructions import Instruction
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.protocol.control import ClockLevel, clock_of, lacking
from migratietoets.conformance.protocol.processes import plays
from migratietoets.conformance.rules.rule import NOTICE
from migratietoets.conformance.run.question import Question
from migratietoets.conformance.verdict.judge import checkable

WIDE = 110
CLOCKS = {
    ClockLevel.AT_RESET: "De klok van het systeem wordt alleen bij reset gezet (at-reset): over een dag is alleen te "
    "oordelen op de dag van de reset, {day}.",
    ClockLevel.NONE: "Het systeem heeft een eigen tijd (clock: none): over een dag is niet te oordelen.",
}


def unseen_beforehand(
    who: Mapping[str, Any], role: str, asked: Collection[Question], *, isolated: bool = False
) -> Iterator[str]:
    """What cannot be tested, or only in part, in lines for a reader; none for a system that can do all.

    Args:
        who: what the system says of itself.
        role: that it plays in the run.
        asked: what the run is asked.
        isolated: whether each case has a calendar of its own.
    """
    can = who.get("capabilities", {})
    mine = [one for one in asked if one.role == role]
    played = [cases()[name] for name in dict.fromkeys(one.case for one in mine)]
    played = [case for case in played if any(plays(who, role, domein, case.chapter) for domein in case.domeinen)]
    named = {rule for case in played for rule in case.expectation.rules}
    rules = [one for one in checkable(role) if one.id in named and one.about is not None]
    if clock_of(can) in CLOCKS:
        day = "die van de eerste stap van elk geval" if isolated else f"{BEGIN:%d-%m-%Y} (met --isolated begint elk "
        day += "" if isolated else "geval op de dag van zijn eerste stap)"
        dated = [one.id for one in rules if one.about is not None and one.about.dated]
        yield from _listed(CLOCKS[clock_of(can)].format(day=day), dated, len(rules), "regels gaan over een dag")
    if not can.get("notices", True):
        said = [one.id for one in rules if one.about is not None and NOTICE in one.about.looks_at]
        text = "Het systeem toont geen kennisgevingen (notices: false): wat daarop rust, is niet te zien."
        yield from _listed(text, said, len(rules), "regels kijken ernaar")
    for command in lacking(can, sorted({one for case in played for one in _commands(case, role)})):
        needing = [case.id for case in played if command in _commands(case, role)]
        text = f"Het systeem heeft de opdracht {command} niet: wat een geval daarmee vraagt, is niet te toetsen."
        yield from _listed(text, needing, len(played), "gevallen vragen haar")


def _commands(case: Case, role: str) -> set[str]:
    """The buttons that a case presses at a role."""
    actions = (step.action for step in case.steps)
    return {one.command for one in actions if isinstance(one, Instruction) and one.to == role}


def _listed(text: str, names: list[str], whole: int, what: str) -> Iterator[str]:
    if names:
        yield text
        listing = f"{len(names)} van de {whole} {what}: {', '.join(names)}."
        yield from textwrap.wrap(listing, WIDE, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
