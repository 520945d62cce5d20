"""Which request a line of a 301 grants, and which requests of a client the gemeente had when it sent one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.requests.asked import NO, decided
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek, refused_before, verzoeken
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import Bericht301Line, Client, SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, Wijzigingsverzoek

Request = AangevraagdProduct | Wijzigingsverzoek


@view
def _by_client(trace: Trace) -> Mapping[Client, list[Verzoek]]:
    found: dict[Client, list[Verzoek]] = defaultdict(list)
    for one in verzoeken(trace):
        found[one.client].append(one)
    return found


def requests_known(trace: Trace, bericht: SentMessage) -> Iterator[Request]:
    """What was requested for the client of a 301, as far as the gemeente knew and had not refused it by then.

    What its desk had rejected asks for nothing any more, but where the 301 names it all the same.
    """
    named = {line.product.referentie_aanbieder for line in bericht.lines}
    for one in _by_client(trace).get(bericht.client, ()):
        open_ = one.referentie in named or not one.rejected_at(bericht.at)
        if open_ and knew(bericht, one.bericht) and not refused_before(trace, one, bericht):
            yield one.wanted


def gives_what_was_rejected(trace: Trace, bericht: SentMessage, history: History) -> bool:
    """Whether it gives, from the day that was asked, what the desk had refused of a change in a 317 or of 2020."""
    content, client = history.first.content, history.client
    given = (history.ingangsdatum, content.omvang, content.budget)
    return given in _rejected_wishes(trace, bericht, client)


def _rejected_wishes(trace: Trace, bericht: SentMessage, client: Client) -> Iterator[tuple[object, ...]]:
    for one in decided(trace):
        change = one.change_2020
        if change is not None and change.client == client and one.at <= bericht.at and not NO.isdisjoint(one.what):
            yield change.wish.ingangsdatum, change.wish.content.omvang, change.wish.content.budget
    for verzoek in _by_client(trace).get(client, ()):
        if isinstance(verzoek.wanted, Wijzigingsverzoek) and verzoek.rejected_at(bericht.at):
            yield from ((one.wanted_ingangsdatum, one.omvang, one.budget) for one in verzoek.wanted.to_change)


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


def left_as_it_was(trace: Trace, history: History, bericht: SentMessage) -> bool:
    """Whether a 301 grants a 317 that names a toewijzing as one that stays as it is."""
    asked = [granted_by(trace, bericht, line) for line in bericht.lines]
    number = history.key.toewijzingnummer
    return any(
        number in {one.toewijzingnummer for one in query.unchanged}
        for query in asked
        if isinstance(query, Wijzigingsverzoek)
    )
