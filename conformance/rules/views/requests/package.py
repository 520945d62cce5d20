"""What a 317 asks as one package, and whether it was granted as it asks: all or nothing (IV092, IV093, OP348)."""

from collections.abc import Iterable, Sequence
from datetime import date

from migratietoets.conformance.rules.views.knowledge import stand_before
from migratietoets.conformance.rules.views.requests.answers import Named
from migratietoets.conformance.rules.views.requests.asked import AskedChange
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoek import NieuwProduct, TeWijzigenProduct, Wijzigingsverzoek
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Content, Key

Product = tuple[str | None, str | None]


def product_of(trace: Trace, verzoek: Verzoek, number: str | None) -> Product | None:
    """The product of the toewijzing that a 317 names by its number; None when nobody knows that one."""
    return next(((key.categorie, key.code) for key in keys_of(trace, verzoek) if key.toewijzingnummer == number), None)


def keys_of(trace: Trace, verzoek: Verzoek) -> list[Key]:
    """Every toewijzing of the client at the aanbieder."""
    who = (verzoek.client.aanbieder, verzoek.client.bsn)
    return [key for key in trace.histories if (key.aanbieder, key.bsn) == who]


def granted_as_asked(trace: Trace, verzoek: Verzoek, lines: Sequence[Named]) -> bool | None:
    """Whether lines that name a request give what it asks; None where that cannot be said.

    Of a 315 the gemeente judges the quantity and the days (IV094); of a 317 it takes over what was asked (OP348).
    """
    wanted = verzoek.wanted
    if not isinstance(wanted, Wijzigingsverzoek):
        return True
    asked: list[tuple[Product | None, TeWijzigenProduct | NieuwProduct]] = [
        (product_of(trace, verzoek, one.toewijzingnummer), one) for one in wanted.to_change
    ]
    asked += [((one.categorie, one.code), one) for one in wanted.nieuw]
    given = [_given(product, one, lines) for product, one in asked]
    return False if False in given else None if None in given else True


def _given(product: Product | None, asked: TeWijzigenProduct | NieuwProduct, lines: Sequence[Named]) -> bool | None:
    if product is None:
        return None
    content = Content(*product, asked.omvang, asked.budget)
    latest = {line.history: line for line in lines if line.change.after.content == content}
    if _on_the_days(asked, latest.values()):
        return True
    if latest and (asked.einddatum is None or any(_with_retroactive_effect(asked, line) for line in latest.values())):
        return None
    return False


def _on_the_days(asked: TeWijzigenProduct | NieuwProduct, lines: Iterable[Named]) -> bool:
    """Whether they give it from the first day that was asked to the last one: one of them, or parts that adjoin."""
    day: date | None = asked.wanted_ingangsdatum
    for begin, end in sorted((_begin(asked, line), line.change.after.einddatum or date.max) for line in lines):
        if begin != day:
            return False
        day = None if end == date.max else end + ONE_DAY
    return day == (asked.einddatum and asked.einddatum + ONE_DAY)


def _begin(asked: TeWijzigenProduct | NieuwProduct, line: Named) -> date:
    """The day from which a line gives it; what changes under its own number, changes as asked."""
    return asked.wanted_ingangsdatum if _in_place(asked, line) else line.history.ingangsdatum


def _in_place(asked: TeWijzigenProduct | NieuwProduct, line: Named) -> bool:
    return isinstance(asked, TeWijzigenProduct) and asked.toewijzingnummer == line.history.key.toewijzingnummer


def _with_retroactive_effect(asked: TeWijzigenProduct | NieuwProduct, line: Named) -> bool:
    """Only then the days may be others than those that were asked (OP348)."""
    days = [asked.einddatum or date.max]
    if not _in_place(asked, line):
        days += [asked.wanted_ingangsdatum, line.history.ingangsdatum]
    return min(days) <= line.bericht.day


def names_toewijzing(trace: Trace, bericht: SentMessage, asked: AskedChange) -> bool:
    """Whether a 317 asks something of the toewijzing of which a change was asked, or of one that took its place."""
    return any(_is_of(trace, bericht, one, asked) for one in changed(bericht))


def is_change(trace: Trace, bericht: SentMessage, one: TeWijzigenProduct, asked: AskedChange) -> bool:
    """Whether a line of a 317 asks for the change that the desk asked for.

    The first day may be that of the toewijzing itself: over the whole duration (TR357, TR373).
    """
    wish, content = asked.wish, asked.wish.content
    return _is_of(trace, bericht, one, asked) and (one.omvang, one.budget, one.einddatum) == (
        content.omvang,
        content.budget,
        wish.einddatum,
    )


def asks_for(trace: Trace, bericht: SentMessage, asked: AskedChange) -> bool:
    """Whether a 317 asks for the change that the desk asked for."""
    return any(is_change(trace, bericht, one, asked) for one in changed(bericht))


def numbers_in(wanted: Wijzigingsverzoek) -> list[str | None]:
    """The toewijzingen that a 317 names, as unchanged or to be changed."""
    return [one.toewijzingnummer for one in wanted.unchanged] + [one.toewijzingnummer for one in wanted.to_change]


def changed(bericht: SentMessage) -> tuple[TeWijzigenProduct, ...]:
    """What a 317 asks to change."""
    return tuple(
        one for wanted in bericht.verzoeken if isinstance(wanted, Wijzigingsverzoek) for one in wanted.to_change
    )


def _is_of(trace: Trace, bericht: SentMessage, one: TeWijzigenProduct, asked: AskedChange) -> bool:
    """The same toewijzing, or, where that one had ended or gone, one of the same product at the same aanbieder."""
    if (bericht.aanbieder, bericht.bsn) != (asked.client.aanbieder, asked.client.bsn):
        return False
    if one.toewijzingnummer == asked.number:
        return True
    of_client = [
        h for h in trace.histories.values() if (h.key.aanbieder, h.key.bsn) == (bericht.aanbieder, bericht.bsn)
    ]
    old = next((h for h in of_client if h.key.toewijzingnummer == asked.number), None)
    if old is not None and _current(old, bericht):
        return False
    return any(
        h.key.toewijzingnummer == one.toewijzingnummer
        and (h.key.categorie, h.key.code) == (asked.categorie, asked.code)
        for h in of_client
    )


def _current(history: History, bericht: SentMessage) -> bool:
    """Valid on the day of a message or later, as far as its sender knew."""
    state = stand_before(history, bericht)
    return state is not None and (state.einddatum is None or state.einddatum >= bericht.day)


def current(trace: Trace, bericht: SentMessage) -> list[History]:
    """The toewijzingen with a number that a 317 has to name: valid on its day or later, as far as its sender knew."""
    return [
        history
        for history in trace.histories.values()
        if (history.key.aanbieder, history.key.bsn) == (bericht.aanbieder, bericht.bsn)
        and history.key.toewijzingnummer is not None
        and _current(history, bericht)
    ]
