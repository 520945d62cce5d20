"""Whether a part of 2020 holds the old content: the same product and eenheid, as much as the old toewijzing (BS-06)."""

from datetime import date

from migratietoets.conformance.rules.views.rights.quantity import a_day, convertible, due
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.model import Omvang


def old_content(old: History, part: History, day: date) -> Verdict:
    """What a part says of the old content: the same, the same in other words or more of it (WARN), or something else.

    Of a total the part gets its share by days; or what the old one gave up, where it was lowered.
    """
    state = part.in_force(day)
    if state is None or (part.key.categorie, part.key.code) != (old.key.categorie, old.key.code):
        return Verdict.FAIL
    was, now = old.first.content.omvang, state.content.omvang
    if was == now and (was is None or was.frequentie != TOTAL):
        return Verdict.PASS
    if was is None:
        return Verdict.FAIL
    if now is None:
        return Verdict.WARN
    days_old = _days(old.ingangsdatum, old.first.einddatum)
    return _as_much(old, was, now, days_old, _days(part.ingangsdatum, state.einddatum))


def _days(start: date, end: date | None) -> int | None:
    return None if end is None else (end - start).days + 1


def _as_much(old: History, was: Omvang, now: Omvang, days_old: int | None, days_new: int | None) -> Verdict:
    if not convertible(was, now):
        return Verdict.FAIL
    left = old.states[-1].content.omvang
    if was.frequentie == now.frequentie == TOTAL and None not in {was.volume, now.volume} and left is not None:
        assert was.volume is not None
        assert now.volume is not None
        given_up = was.volume - (left.volume or 0)
        if 0 < now.volume <= given_up:
            return Verdict.PASS
    per_day = a_day(was, days_old)
    if per_day is None or now.volume is None:
        return Verdict.PASS if was.frequentie == TOTAL else Verdict.FAIL
    expected = due([per_day], [was.frequentie], now, days_new, closed=True)
    return Verdict.WARN if expected is None else expected.verdict(now.volume)
