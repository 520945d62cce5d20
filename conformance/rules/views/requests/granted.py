"""Which request a line of a 301 grants, and which requests of a client the gemeente had when it sent one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from migratietoets.conformance.rules.views.knowledge import knew, refusal_known
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import Bericht301Line, SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, Wijzigingsverzoek

Request = AangevraagdProduct | Wijzigingsverzoek


@view
def _by_client(trace: Trace) -> Mapping[tuple[str | None, str | None], list[SentMessage]]:
    found: dict[tuple[str | None, str | None], list[SentMessage]] = defaultdict(list)
    for one in trace.berichten:
        if one.verzoeken:
            found[one.aanbieder, one.bsn].append(one)
    return found


def requests_known(trace: Trace, bericht: SentMessage) -> Iterator[Request]:
    """What was requested for the client of a 301, as far as the gemeente knew and had not refused it by then."""
    for one in _by_client(trace).get((bericht.aanbieder, bericht.bsn), ()):
        if knew(bericht, one) and not refusal_known(trace, bericht, one):
            yield from one.verzoeken


def granted_by(trace: Trace, bericht: SentMessage, line: Bericht301Line) -> Request | None:
    """The request that a line of a 301 names, where there was one."""
    ref = line.product.referentie_aanbieder
    if ref is None:
        return None
    return next((one for one in requests_known(trace, bericht) if one.referentie_aanbieder == ref), None)


def granted_on(trace: Trace, history: History, bericht: SentMessage) -> Request | None:
    """The request that a 301 grants with a toewijzing: its line names it, or another names the 317 about it."""
    for line in sorted(bericht.lines, key=lambda line: line.key != history.key):
        asked = granted_by(trace, bericht, line)
        if asked is None:
            continue
        if line.key == history.key:
            return asked
        number = history.key.toewijzingnummer
        if isinstance(asked, Wijzigingsverzoek) and number in {one.toewijzingnummer for one in asked.to_change}:
            return asked
    return None
