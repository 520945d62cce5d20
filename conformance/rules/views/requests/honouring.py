"""Which lines of a 301 name a request that they do not grant (TR362, TR364, IV097)."""

from collections.abc import Iterator
from dataclasses import dataclass

from migratietoets.conformance.rules.views.cover import overlap
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.requests.answers import Named, fits, named_lines
from migratietoets.conformance.rules.views.requests.package import numbers_in, product_of
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek, refused_before, verzoeken
from migratietoets.conformance.trace.history import Kind
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.verzoek import Wijzigingsverzoek
from migratietoets.istandaard.succession import kinship


@dataclass(frozen=True, slots=True)
class Naming:
    """A line that names a request; `reason` is why it should not, in Dutch, and `otherwise` how grave that is."""

    line: Named
    reason: str | None
    otherwise: Verdict = Verdict.FAIL


def wrongly_named(trace: Trace) -> Iterator[Naming]:
    """Each line of a 301 under test that names a request, and why it should not."""
    for referentie, line in named_lines(trace):
        if not trace.own(line.bericht):
            continue
        asked = _asked(trace, referentie, line)
        received = [verzoek for verzoek in asked if not refused_before(trace, verzoek, line.bericht)]
        if received:
            yield Naming(line, _reason(trace, referentie, line, received[-1]))
        elif asked:
            yield Naming(line, f"{referentie}, dat technisch geweigerd is")
        else:  # it may be from before what was recorded
            grave = Verdict.FAIL if trace.desk_visible else Verdict.NOT_VERIFIABLE
            yield Naming(line, f"{referentie}, dat niemand vroeg", grave)


def _asked(trace: Trace, referentie: str, line: Named) -> list[Verzoek]:
    """The requests with this reference that the gemeente had been sent, also those that it refused."""
    return [
        verzoek
        for verzoek in verzoeken(trace)
        if verzoek.referentie == referentie
        and verzoek.client == line.history.client
        and knew(line.bericht, verzoek.bericht)
    ]


def _reason(trace: Trace, referentie: str, line: Named, verzoek: Verzoek) -> str | None:
    if line.change.kinds == {Kind.REPEATED}:
        return None
    granted = Kind.GRANTED in line.change.kinds
    several = isinstance(verzoek.wanted, Wijzigingsverzoek)
    earlier = [
        one
        for name, one in named_lines(trace)
        if name == referentie and _granted_before(one, line) and not (several and _another_product(one, line))
    ]
    if granted and earlier:
        return f"{referentie}, dat al was gehonoreerd met {earlier[0].history}"
    if not _belongs(trace, line, verzoek):
        return f"{referentie}, op een toewijzing waar dat verzoek niet over gaat"
    if isinstance(verzoek.wanted, Wijzigingsverzoek) or granted or line.gives:
        return None
    return f"{referentie}, bij een intrekking of annulering"


def _belongs(trace: Trace, line: Named, verzoek: Verzoek) -> bool:
    """The toewijzing is one that the request is about."""
    wanted, key = verzoek.wanted, line.history.key
    if not isinstance(wanted, Wijzigingsverzoek):
        return fits(verzoek, key) is not False
    products = [product_of(trace, verzoek, one.toewijzingnummer) for one in wanted.to_change]
    products += [(one.categorie, one.code) for one in wanted.nieuw]
    return key.toewijzingnummer in numbers_in(wanted) or (key.categorie, key.code) in products


def _granted_before(earlier: Named, line: Named) -> bool:
    """An earlier message granted another toewijzing on it for some of the same days, and it was not cancelled since."""
    return (
        earlier.bericht.n < line.bericht.n
        and earlier.history is not line.history
        and Kind.GRANTED in earlier.change.kinds
        and _shares_days(earlier, line)
        and not earlier.history.is_cancellation(earlier.history.after(line.bericht))
    )


def _another_product(one: Named, other: Named) -> bool:
    """A 317 may ask for several products, each of which is granted on its own."""
    return kinship(one.history.key, other.history.key) != 0


def _shares_days(one: Named, other: Named) -> bool:
    mine, theirs = ((line.history.ingangsdatum, line.change.after.last_day) for line in (one, other))
    return overlap(mine, theirs) is not None
