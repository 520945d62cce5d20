"""What a 317 asks of days that are past leaves lawful what was claimed on them (OP345)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.claims.prestaties import (
    LOST,
    Claimed,
    claimed,
    debit_of,
    history_of,
    own_claims,
    volume_of,
)
from migratietoets.conformance.rules.views.claims.volumes import in_minutes
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.requests.package import changed
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoek import TeWijzigenProduct
from migratietoets.istandaard.codelijsten.codes import HOUR, MINUTE, TOTAL


def _standing(trace: Trace, bericht: SentMessage, number: str | None) -> list[Claimed]:
    """What was claimed on a toewijzing of the client before a 317, and had not been rejected or credited by then."""
    known = [one for one in claimed(trace) if knew(bericht, one.bericht) and one.fate_at(bericht) not in LOST]
    gone = {id(debit_of(trace, one)) for one in known if one.is_credit}
    return [
        one
        for one in own_claims(trace, credit=False)
        if any(one is other for other in known)
        and id(one) not in gone
        and (history := history_of(trace, one)) is not None
        and (history.client, history.key.toewijzingnummer) == (bericht.client, number)
    ]


def _asked_and_claimed(one: TeWijzigenProduct, claims: list[Claimed]) -> tuple[int, int] | None:
    """How much a change asks in all, and what was claimed of it; None where the two cannot be laid side by side."""
    if one.budget is not None:
        return one.budget, sum(claim.prestatie.bedrag for claim in claims)
    omvang = one.omvang
    if omvang is None or omvang.volume is None or omvang.frequentie != TOTAL:
        return None
    units = {omvang.eenheid, *(claim.prestatie.eenheid for claim in claims)}
    if len(units) > 1 and not units <= {HOUR, MINUTE}:
        return None
    return in_minutes(omvang.volume, omvang.eenheid), volume_of(claims)


@rule("OP345", Judges.MESSAGE, looks_at=("317",))
def what_was_claimed_stays_lawful(trace: Trace) -> Iterator[Finding]:
    """A budget or total that a 317 asks from a day that is past holds what was claimed on it."""
    for bericht in trace.from_system("317"):
        for one in changed(bericht):
            amounts = _asked_and_claimed(one, _standing(trace, bericht, one.toewijzingnummer))
            if amounts is None or one.wanted_ingangsdatum > bericht.day:
                continue
            asked, claims = amounts
            yield check(
                trace,
                claims <= asked,
                f"{bericht}, toewijzing {one.toewijzingnummer}",
                "Wat al gedeclareerd is, past in wat gevraagd wordt.",
                "Wat al gedeclareerd is, past niet in wat gevraagd wordt.",
                expected=f"ten minste {claims}",
                found=str(asked),
                bericht=bericht,
            )
