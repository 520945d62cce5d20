"""The identification of a message: used once by its sender for that kind (TR056)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.knowledge import refusal_known
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict

IDENTIFIED = ("301", "305", "307", "315", "317", "319", "323")
"""The messages with an identification of their own; a 303 has a number, which falls under TR333."""


@rule("TR056", Judges.MESSAGE, looks_at=IDENTIFIED)
def identification_is_used_once(trace: Trace) -> Iterator[Finding]:
    """The identification of a message was not used before; that of one known to be refused warns."""
    for bericht in trace.from_system(*IDENTIFIED):
        if bericht.header is None:
            continue
        name = (bericht.kind, bericht.header.afzender, bericht.header.identificatie)
        earlier = [one for one in trace.identifications.get(name, ()) if one.n < bericht.n]
        received = [one for one in earlier if not refusal_known(trace, bericht, one)]
        yield check(
            trace,
            not earlier,
            bericht,
            "De identificatie is nieuw.",
            "De identificatie is al eens gebruikt voor een bericht van deze soort.",
            expected="een identificatie die deze afzender voor deze soort nog niet gebruikte",
            found=str(earlier[0]) if earlier else "",
            bericht=bericht,
            otherwise=Verdict.FAIL if received else Verdict.WARN,
        )
