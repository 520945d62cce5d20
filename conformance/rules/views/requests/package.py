"""What a 317 asks as one package, and of which toewijzingen (IV092, TR349)."""

from migratietoets.conformance.rules.views.knowledge import stand_before
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.requests.asked import AskedChange
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoek import TeWijzigenProduct, Wijzigingsverzoek
from migratietoets.istandaard.model import Key

Product = tuple[str | None, str | None]


def key_of(trace: Trace, verzoek: Verzoek, number: str | None) -> Key | None:
    """The toewijzing that a 317 names by its number; None when nobody knows that one."""
    keys = (history.key for history in of_client(trace, verzoek.client))
    return next((key for key in keys if key.toewijzingnummer == number), None)


def product_of(trace: Trace, verzoek: Verzoek, number: str | None) -> Product | None:
    """The product of that toewijzing."""
    key = key_of(trace, verzoek, number)
    return None if key is None else (key.categorie, key.code)


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
    if bericht.client != asked.client:
        return False
    if one.toewijzingnummer == asked.toewijzing.number:
        return True
    known = of_client(trace, bericht.client)
    old = next((h for h in known if h.key.toewijzingnummer == asked.toewijzing.number), None)
    if old is not None and _current(old, bericht):
        return False
    return any(
        h.key.toewijzingnummer == one.toewijzingnummer
        and (h.key.categorie, h.key.code) == (asked.toewijzing.categorie, asked.toewijzing.code)
        for h in known
    )


def _current(history: History, bericht: SentMessage) -> bool:
    """Valid on the day of a message or later, as far as its sender knew."""
    state = stand_before(history, bericht)
    return state is not None and (state.einddatum is None or state.einddatum >= bericht.day)


def current(trace: Trace, bericht: SentMessage) -> list[History]:
    """The toewijzingen with a number that a 317 has to name: valid on its day or later, as far as its sender knew."""
    return [
        history
        for history in of_client(trace, bericht.client)
        if history.key.toewijzingnummer is not None and _current(history, bericht)
    ]
