"""Metamorphic rules compare two traces: a change that should not matter may not change the outcome (TW-06, MS-01)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from migratietoets.conformance.rules.findings import Finding, broken, format_date, passed
from migratietoets.conformance.rules.views.replacements import reference_day
from migratietoets.conformance.trace.trace import Trace


def state(trace: Trace) -> Counter[tuple[Any, ...]]:
    """Every toewijzing that holds in the end, without its number: by whom, what, how much and when."""
    day = reference_day(trace)
    out: Counter[tuple[Any, ...]] = Counter()
    for history in trace.histories.values():
        last = history.in_force(day)
        if last is None:
            continue
        out[history.key.aanbieder, last.content, history.ingangsdatum, last.einddatum] += 1
    return out


def _describe(line: tuple[Any, ...]) -> str:
    aanbieder, content, start, end = line
    product = "/".join(filter(None, (content.categorie, content.code))) or "generiek"
    omvang = content.omvang
    how_much = (
        f"{omvang.volume} x {omvang.eenheid}/{omvang.frequentie}" if omvang else f"budget {content.budget or 'geen'}"
    )
    return f"{product} bij {aanbieder}, {format_date(start)} .. {format_date(end)}, {how_much}"


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
