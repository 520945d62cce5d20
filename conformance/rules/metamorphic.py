"""Metamorphic rules compare two traces: a change that should not matter may not change the outcome (TW-06, MS-01).

What a client may receive is compared day by day: from 2021 on the product, the quantity and the last day, in 2020 only
the product. A gemeente that migrates on another day gives the same care, with other toewijzingen for it.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, broken, passed
from migratietoets.conformance.rules.views.rights.replacements import reference_day
from migratietoets.conformance.rules.words import content_text, days_text
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Content, Omvang
from migratietoets.istandaard.releases import END_OF_2020, START_30

Right = tuple[str, Content, date, date]
"""Aanbieder, what, and from which day to which; every case has clients of its own."""


def state(trace: Trace) -> Counter[Right]:
    """Every right that holds in the end, without numbers; adjoining days with the same content are one."""
    day = reference_day(trace)
    held: dict[tuple[str, str, Content], list[tuple[date, date]]] = {}
    for history in trace.histories.values():
        last = history.in_force(day)
        if last is None:
            continue
        who = (history.key.aanbieder, history.key.bsn)
        end = last.last_day
        product = Content(history.key.categorie, history.key.code)
        if history.ingangsdatum <= END_OF_2020:
            held.setdefault((*who, product), []).append((history.ingangsdatum, min(end, END_OF_2020)))
        if end >= START_30:
            held.setdefault((*who, _without_share(last.content)), []).append((max(history.ingangsdatum, START_30), end))
    return Counter(
        (aanbieder, content, *days) for (aanbieder, _, content), periods in held.items() for days in _adjoining(periods)
    )


def _without_share(content: Content) -> Content:
    """A total says how much is left, which depends on the day of the migration: only that it is one."""
    omvang = content.omvang
    if omvang is None or omvang.frequentie != TOTAL:
        return content
    return Content(content.categorie, content.code, Omvang(None, omvang.eenheid, omvang.frequentie), content.budget)


def _adjoining(periods: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The same number of rights on each stretch of days, joined where nothing changes."""
    open_: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        joined = next((one for one in open_ if one[1] != date.max and one[1] + ONE_DAY == first), None)
        if joined is None:
            open_.append((first, last))
        else:
            open_[open_.index(joined)] = (joined[0], last)
    yield from open_


def _describe(right: Right) -> str:
    aanbieder, content, start, end = right
    return f"{content_text(content)}, bij {aanbieder}, {days_text(start, None if end == date.max else end)}"


def same_state(base: Trace, other: Trace) -> Iterator[Finding]:
    """The same care in the end, up to numbers and moments of sending."""
    expected, found = state(base), state(other)
    missing, surplus = expected - found, found - expected
    if not missing and not surplus:
        yield passed("de stand op 31-01-2021", "Dezelfde uitkomst als in het geval waarvan dit is afgeleid.")
    else:
        yield broken(
            "de stand op 31-01-2021",
            "Een verandering die er niet toe doet, verandert de uitkomst.",
            expected="; ".join(map(_describe, missing)) or "niets meer dan in het oorspronkelijke geval",
            found="; ".join(map(_describe, surplus)) or "niets",
        )
