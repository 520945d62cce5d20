"""What is said now of a run of then, on a terminal (`replay`)."""

from collections.abc import Iterator

from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.conformance.vocabulary.outcomes import Outcome
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.words.text import counted, one_line
from migratietoets.reports.words.verdicts import VERDICTS


def changed_lines(
    place: tuple[str, str | None, str],
    before: Verdict | None,
    after: Verdict | None,
    now: VerdictEvent | None,
    why: str,
) -> Iterator[str]:
    """A verdict that changed: what it was and is, what shows it, and why."""
    campaign, case, rule = place
    where = f"{one_line(case) or 'de hele run'} ({one_line(campaign)})"
    yield f"{one_line(rule)} {where}: toen {_name(before)}, nu {_name(after)}"
    shown = next(iter(now.findings), None) if now is not None else None
    if shown is not None:
        yield f"  {one_line(shown.subject)}: {one_line(shown.text)}"
        if shown.expected or shown.found:
            yield f"    verwacht: {one_line(shown.expected) or 'niets'}"
            yield f"    gevonden: {one_line(shown.found) or 'niets'}"
    yield f"  Waarom: {one_line(why)}."


def replayed_line(changed: int, outcome: Outcome) -> str:
    """How it ended."""
    told = counted(changed, "oordeel is", "oordelen zijn") + " anders" if changed else "Geen oordeel is anders"
    return f"{told}. Uitkomst met de regels van nu: {outcome}."


def _name(verdict: Verdict | None) -> str:
    return "niet beoordeeld" if verdict is None else VERDICTS[verdict].name
