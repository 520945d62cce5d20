"""Judging where a delivery was claimed, for every rule that says where it belongs."""

from collections.abc import Callable, Iterator

from migratietoets.conformance.rules.findings import Finding, broken, passed, unseen
from migratietoets.conformance.rules.views.claims.placement import Placed, placements
from migratietoets.conformance.trace.trace import Trace


def judge_placed(trace: Trace, rule_id: str, right: Callable[[Placed], bool], text: str) -> Iterator[Finding]:
    """Judge the deliveries that `declare` gives a rule for; one that nobody asked to claim yet is left out."""
    for one in placements(trace):
        if rule_id in one.possible.rules:
            yield from judge(trace, one, text, right=right(one))


def judge(trace: Trace, one: Placed, text: str, *, right: bool) -> Iterator[Finding]:
    """One delivery; `right` says of one that was claimed, whole or in part, whether that was right."""
    bericht = one.claims[0].bericht if one.claims else None
    if one.period is not None and not right:
        yield broken(one.delivery, text, expected=allowed_text(one), found=one.found, bericht=bericht)
    elif not one.missing:
        yield passed(one.delivery, f"Gedeclareerd met een {one.found}.", bericht)
    elif one.asked is not None and not one.exempt:
        finding = broken if one.was_due(trace) else unseen
        yield finding(one.delivery, text, expected=allowed_text(one), found=one.found)
    elif one.period is not None:
        yield passed(one.delivery, f"Gedeclareerd voor zover dat kon of gevraagd is, met een {one.found}.", bericht)


def allowed_text(one: Placed) -> str:
    """Where a delivery may be claimed, for the field `expected`."""
    places = dict.fromkeys(f"{place.message} over {place.period}" for place in one.possible.places)
    where = " of ".join(places) or "niets"
    return f"{where}, met een productperiode waarin {one.delivery.day_text} valt" if one.misses_the_day else where
