"""What is claimed fits the omvang or the budget of the toewijzing (IV077, IV078, TR322, TR369)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.claims.deliveries import deliveries
from migratietoets.conformance.rules.views.claims.ledger import groups
from migratietoets.conformance.rules.views.claims.prestaties import (
    Claimed,
    known_debits,
    outstanding,
    volume_of,
)
from migratietoets.conformance.rules.views.claims.volumes import at_most, comparable, in_minutes, in_total
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import PER_WEEK
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT


def _uitvoering(trace: Trace, claim: Claimed, history: History) -> str | None:
    """Inspanning or output: as the record says, or as it was delivered."""
    if history.facts is not None and history.facts.uitvoering is not None:
        return history.facts.uitvoering
    p = claim.prestatie
    what = (p.bsn, p.categorie, p.code)
    own_care = (one for one in deliveries(trace) if (one.history.key.bsn, one.categorie, one.code) == what)
    return next((one.uitvoering for one in own_care), None)


def _fits(trace: Trace, one: Claimed, found: int, most: int, *, eenheid: str, within: str) -> Finding:
    """Whether a volume, in minutes for hours, is within what is allowed, in the eenheid of the toewijzing."""
    return check(
        trace,
        found <= in_minutes(most, eenheid),
        one,
        f"Het volume past {within}.",
        f"Er is meer gedeclareerd dan past {within}.",
        expected=f"hoogstens {most} x {eenheid}",
        found=f"{found / in_minutes(1, eenheid):g} x {eenheid}",
        bericht=one.bericht,
    )


def _per_period(trace: Trace, *, per_week: bool) -> Iterator[Finding]:
    """In a 323; a 303 is only held to it where nobody agrees on the moment of claiming (OP264)."""
    for one, (history, state) in known_debits(trace):
        omvang, p = state.content.omvang, one.prestatie
        if omvang is None or (omvang.frequentie == PER_WEEK) is not per_week:
            continue
        uitvoering = _uitvoering(trace, one, history)
        if one.bericht.kind == "303" and uitvoering == OUTPUT:
            continue
        start, end = max(p.begindatum, history.ingangsdatum), min(p.einddatum, state.einddatum or p.einddatum)
        if start > end:
            continue  # outside the toewijzing: IV089, OP279
        most = at_most(omvang, start, end, state.einddatum, uitvoering)
        if most is not None and comparable(one.prestatie.eenheid, omvang.eenheid):
            together = [c for c in outstanding(trace, one) if c.prestatie.begindatum == p.begindatum]
            yield _fits(trace, one, volume_of(together), most, eenheid=omvang.eenheid, within="in de productperiode")


@rule("IV077", Judges.MESSAGE, looks_at=("303", "323"))
def weekly_volume_fits_the_period(trace: Trace) -> Iterator[Finding]:
    """Per week: not more than the weeks (inspanning) or the sundays (output) of the productperiode allow."""
    return _per_period(trace, per_week=True)


@rule("IV078", Judges.MESSAGE, looks_at=("303", "323"))
def volume_fits_the_period(trace: Trace) -> Iterator[Finding]:
    """What was delivered is claimed, in a broken period too at most the full volume of the frequentie."""
    yield from _per_period(trace, per_week=False)
    if trace.role == "aanbieder":
        yield from _not_more_than_delivered(trace)


def _not_more_than_delivered(trace: Trace) -> Iterator[Finding]:
    """Inspanning in a 323: not more than was delivered, whole hours rounded half up (IV079)."""
    for group in groups(trace):
        if (
            not group.deliveries
            or not group.measurable
            or any(one.uitvoering != INSPANNING for one in group.deliveries)
        ):
            continue
        for bundle in group.bundles:
            if bundle.bericht.kind == "323":
                more = group.unexplained(bundle)
                yield check(
                    trace,
                    not more,
                    bundle.claims[0],
                    "Er is niet meer gedeclareerd dan geleverd.",
                    "Er is meer gedeclareerd dan geleverd.",
                    expected=f"hoogstens {bundle.volume - more}",
                    found=f"{bundle.volume} (uren als minuten geteld)",
                    bericht=bundle.bericht,
                )


@rule("TR322", Judges.MESSAGE, looks_at=("303", "323"))
def volume_fits_the_term(trace: Trace) -> Iterator[Finding]:
    """All prestaties on a toewijzing together fit its omvang over its whole duration."""
    for one, (history, state) in known_debits(trace):
        omvang = state.content.omvang
        most = None if omvang is None else in_total(omvang, history.ingangsdatum, state.einddatum)
        if omvang is not None and most is not None and comparable(one.prestatie.eenheid, omvang.eenheid):
            yield _fits(
                trace,
                one,
                volume_of(outstanding(trace, one)),
                most,
                eenheid=omvang.eenheid,
                within="in de omvang over de looptijd",
            )


@rule("TR369", Judges.MESSAGE, looks_at=("323",))
def amount_fits_the_budget(trace: Trace) -> Iterator[Finding]:
    """All prestaties on a toewijzing together fit its budget, in euro cents."""
    for one, (_, state) in known_debits(trace):
        budget = state.content.budget
        if budget is None:
            continue
        bedrag = sum(c.prestatie.bedrag for c in outstanding(trace, one))
        yield check(
            trace,
            bedrag <= budget,
            one,
            "Het bedrag past in het budget.",
            "Er is meer gedeclareerd dan het budget.",
            expected=f"samen hoogstens {budget} cent",
            found=f"{bedrag} cent",
            bericht=one.bericht,
        )
