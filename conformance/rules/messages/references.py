"""References of requests: each is of one that came in, and stands on what grants it (TR300, TR355, TR364)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.orders.explanations import Why, explanations
from migratietoets.conformance.rules.views.requests.answers import naming, referentie_of
from migratietoets.conformance.rules.views.requests.asked import HONOUR
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek, verzoeken
from migratietoets.conformance.trace.history import Kind
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict


def _of_a_request(trace: Trace, bericht: SentMessage, referentie: str) -> Finding:
    """Whether a reference is of a request that its sender had received from this aanbieder, and not refused."""
    received = trace.references.get((bericht.aanbieder, referentie), ())
    in_sight = any(wanted.referentie_aanbieder == referentie for one in trace.berichten for wanted in one.verzoeken)
    return check(
        trace,
        any(knew(bericht, one) for one in received),
        f"{bericht} over verzoek {referentie}",
        "De referentie is van een ontvangen verzoek.",
        "De ReferentieAanbieder is van geen verzoek dat deze aanbieder deed en dat ontvangen is.",
        expected="de referentie van een ontvangen 315 of 317, of geen",
        found=referentie,
        bericht=bericht,
        otherwise=Verdict.FAIL if in_sight or trace.desk_visible else Verdict.NOT_VERIFIABLE,
    )


@rule("TR364", Judges.MESSAGE, looks_at=("301",))
def a_toewijzing_names_a_request_that_came(trace: Trace) -> Iterator[Finding]:
    """Each reference in a 301 is that of a 315 or 317 of this aanbieder that had come in."""
    for bericht in trace.from_system("301"):
        named = (line.product.referentie_aanbieder for line in bericht.lines)
        for referentie in dict.fromkeys(filter(None, named)):
            yield _of_a_request(trace, bericht, referentie)


@rule("TR355", Judges.MESSAGE, looks_at=("319",))
def an_answer_names_a_request_that_came(trace: Trace) -> Iterator[Finding]:
    """The reference in a 319 is that of a 315 or 317 of this aanbieder that had come in."""
    for bericht in trace.from_system("319"):
        if bericht.verzoekantwoord is not None:
            yield _of_a_request(trace, bericht, bericht.verzoekantwoord.referentie_aanbieder)


@rule("TR300", Judges.MESSAGE, looks_at=("301",))
def what_grants_a_request_names_it(trace: Trace) -> Iterator[Finding]:
    """A toewijzing that was granted on a 315 carries its reference."""
    for verzoek in verzoeken(trace):
        if verzoek.bericht.kind != "315":
            continue
        lines = [one for one in naming(trace, verzoek) if Kind.GRANTED in one.change.kinds]
        bare = [] if lines else list(_granting(trace, verzoek))
        for bericht in (*(one.bericht for one in lines), *bare):
            yield check(
                trace,
                bool(lines),
                verzoek,
                "De toewijzing draagt de referentie van het verzoek.",
                "De toewijzing die het verzoek honoreert, noemt het niet.",
                expected=f"ReferentieAanbieder {verzoek.referentie}",
                found="een andere of geen referentie",
                bericht=bericht,
            )


def _granting(trace: Trace, verzoek: Verzoek) -> Iterator[SentMessage]:
    """The 301s that grant, without its name, what was asked and nothing but this decision explains."""
    for one in explanations(trace):
        if one.why is not Why.REQUEST or one.order is None or one.order.referentie != verzoek.referentie:
            continue
        decision = verzoek.decision_at(one.bericht.at)
        key = one.history.key
        if (
            Kind.GRANTED in one.change.kinds
            and one.change.before is None
            and one.history.client == verzoek.client
            and decision is not None
            and decision.what == HONOUR
            and referentie_of(one.bericht, key) != verzoek.referentie
        ):
            yield one.bericht
