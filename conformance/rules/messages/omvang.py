"""What is claimed fits the toewijzing: product, eenheid, productperiode, omvang and budget (model rules for claims)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, broken, format_date, passed
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.claims import (
    Claimed,
    Fate,
    debit_of,
    outstanding,
    own_claims,
    product_fits,
    toewijzing_of,
    volume_of,
)
from migratietoets.conformance.rules.views.deliveries import afspraken, deliveries
from migratietoets.conformance.rules.views.placement import groups
from migratietoets.conformance.rules.views.volumes import MINUTES_PER_HOUR, at_most, in_minutes, in_total
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import HOUR, MINUTE, PER_WEEK
from migratietoets.istandaard.kalender import CALENDARS, FOUR_WEEKLY, four_week_period, month
from migratietoets.istandaard.releases import START_30
from migratietoets.istandaard.uitvoeringen import INSPANNING

KnownToewijzing = tuple[History, State]


def _debits(trace: Trace) -> Iterator[tuple[Claimed, KnownToewijzing]]:
    """The debits of the judged aanbieder on a toewijzing he knew."""
    for one in own_claims(trace, credit=False):
        found = toewijzing_of(trace, one)
        if found is not None:
            yield one, found


def _uitvoering(trace: Trace, claim: Claimed, history: History) -> str | None:
    """Inspanning or output: as the record says, or as it was delivered."""
    if history.facts is not None and history.facts.uitvoering is not None:
        return history.facts.uitvoering
    p = claim.prestatie
    what = (p.bsn, p.categorie, p.code)
    own_care = (one for one in deliveries(trace) if (one.history.key.bsn, one.categorie, one.code) == what)
    return next((one.uitvoering for one in own_care), None)


@rule("OP276", Judges.MESSAGE)
def claim_is_on_a_known_toewijzing(trace: Trace) -> Iterator[Finding]:
    """A claim is about a toewijzing that was received, and about a product that fits it."""
    for one in own_claims(trace, credit=False):
        found = toewijzing_of(trace, one)
        if found is not None and product_fits(found[0], one):
            yield passed(one, "De prestatie hoort bij een ontvangen toewijzing.", one.bericht)
        else:
            yield broken(
                one,
                "De prestatie hoort niet bij een ontvangen toewijzing.",
                expected="een toewijzing die de aanbieder kent, voor dit product",
                found="een ander product dan toegewezen" if found else "geen toewijzing met dit nummer",
                bericht=one.bericht,
            )


def _periods(trace: Trace, one: Claimed) -> set[tuple[date, date]]:
    """The declaratieperioden in which a productperiode may lie: the month, or in 2020 four weeks in any reading."""
    p, how = one.prestatie, afspraken(trace, one.bericht.aanbieder or "", one.at)
    if one.bericht.kind == "323" or (how is not None and how.division != FOUR_WEEKLY) or p.begindatum >= START_30:
        return {month(p.begindatum)}
    weeks = [four_week_period(p.begindatum, calendar) for calendar in CALENDARS]
    periods = {(four_week.begindatum, four_week.einddatum) for four_week in weeks if four_week is not None}
    return periods if how is not None else periods | {month(p.begindatum)}


@rule("IV089", Judges.MESSAGE)
def productperiode_lies_within_the_toewijzing(trace: Trace) -> Iterator[Finding]:
    """The productperiode is one declaratieperiode, this or an earlier one, as far as the toewijzing was valid."""
    for one, (history, state) in _debits(trace):
        p = one.prestatie
        latest = one.bericht.declaratie.header.einddatum if one.bericht.declaratie is not None else p.einddatum
        parts = (
            (max(start, history.ingangsdatum), min(end, state.einddatum or end)) for start, end in _periods(trace, one)
        )
        allowed = sorted((start, end) for start, end in parts if start <= min(end, latest))
        if (p.begindatum, p.einddatum) in allowed:
            yield passed(one, "De productperiode is de declaratieperiode binnen de toewijzing.", one.bericht)
        else:
            yield broken(
                one,
                "De productperiode is niet een declaratieperiode binnen de toewijzing.",
                expected=" of ".join(f"{format_date(start)} tot en met {format_date(end)}" for start, end in allowed)
                or f"een periode tot en met {format_date(latest)} waarin de toewijzing geldig is",
                found=f"{format_date(p.begindatum)} tot en met {format_date(p.einddatum)}",
                bericht=one.bericht,
            )


@rule("TR341", Judges.MESSAGE)
def eenheid_is_that_of_the_toewijzing(trace: Trace) -> Iterator[Finding]:
    """The eenheid is that of the toewijzing; only hours may be claimed in minutes."""
    for one, (_, state) in _debits(trace):
        omvang = state.content.omvang
        if omvang is None:
            continue
        allowed = {omvang.eenheid, MINUTE} if omvang.eenheid == HOUR else {omvang.eenheid}
        if one.prestatie.eenheid in allowed:
            yield passed(one, "De eenheid is die van de toewijzing.", one.bericht)
        else:
            yield broken(
                one,
                "De eenheid is niet die van de toewijzing.",
                expected=f"eenheid {' of '.join(sorted(allowed))}",
                found=f"eenheid {one.prestatie.eenheid}",
                bericht=one.bericht,
            )


def _fits(one: Claimed, found: int, most: int, eenheid: str, within: str) -> Finding:
    """Whether a volume, in minutes for hours, is within what is allowed, in the eenheid of the toewijzing."""
    if found <= in_minutes(most, eenheid):
        return passed(one, f"Het volume past {within}.", one.bericht)
    return broken(
        one,
        f"Er is meer gedeclareerd dan past {within}.",
        expected=f"hoogstens {most} x {eenheid}",
        found=f"{found / in_minutes(1, eenheid):g} x {eenheid}",
        bericht=one.bericht,
    )


def _per_period(trace: Trace, *, per_week: bool) -> Iterator[Finding]:
    for one, (history, state) in _debits(trace):
        omvang, p = state.content.omvang, one.prestatie
        if omvang is None or (omvang.frequentie == PER_WEEK) is not per_week:
            continue
        start, end = max(p.begindatum, history.ingangsdatum), min(p.einddatum, state.einddatum or p.einddatum)
        if start > end:
            continue  # outside the toewijzing: IV089
        most = at_most(omvang, start, end, state.einddatum, _uitvoering(trace, one, history))
        if most is not None:
            together = [c for c in outstanding(trace, one) if c.prestatie.begindatum == p.begindatum]
            yield _fits(one, volume_of(together), most, omvang.eenheid, "in de productperiode")


@rule("IV077", Judges.MESSAGE)
def weekly_volume_fits_the_period(trace: Trace) -> Iterator[Finding]:
    """Per week: not more than the weeks (inspanning) or the sundays (output) of the productperiode allow."""
    return _per_period(trace, per_week=True)


@rule("IV078", Judges.MESSAGE)
def volume_fits_the_period(trace: Trace) -> Iterator[Finding]:
    """What was delivered is claimed, in a broken period too at most the full volume of the frequentie."""
    yield from _per_period(trace, per_week=False)
    if trace.role == "aanbieder":
        yield from _not_more_than_delivered(trace)


def _not_more_than_delivered(trace: Trace) -> Iterator[Finding]:
    """Inspanning: in all periods together not more than was delivered, whole hours rounded half up (IV079)."""
    for group in groups(trace):
        debits = [c for c in group.claims if not c.is_credit and c.fate not in {Fate.REJECTED, Fate.REFUSED}]
        if not debits or any(one.uitvoering != INSPANNING for one in group.deliveries):
            continue
        last = debits[-1]
        standing = {id(c) for c in debits}
        credited_back = [
            c for c in group.claims if c.is_credit and c.fate is not Fate.REFUSED and id(debit_of(trace, c)) in standing
        ]
        geleverd = sum(in_minutes(one.volume, one.eenheid) for one in group.deliveries)
        slack = MINUTES_PER_HOUR * len(debits) - 1 if any(one.eenheid == MINUTE for one in group.deliveries) else 0
        found = volume_of(debits) - volume_of(credited_back)
        if found <= geleverd + slack:
            yield passed(last, "Er is niet meer gedeclareerd dan geleverd.", last.bericht)
        else:
            yield broken(
                last,
                "Er is meer gedeclareerd dan geleverd.",
                expected=f"hoogstens {geleverd}",
                found=f"{found} (uren als minuten geteld)",
                bericht=last.bericht,
            )


@rule("TR322", Judges.MESSAGE)
def volume_fits_the_term(trace: Trace) -> Iterator[Finding]:
    """All prestaties on a toewijzing together fit its omvang over its whole duration."""
    for one, (history, state) in _debits(trace):
        omvang = state.content.omvang
        most = None if omvang is None else in_total(omvang, history.ingangsdatum, state.einddatum)
        if omvang is not None and most is not None:
            yield _fits(one, volume_of(outstanding(trace, one)), most, omvang.eenheid, "in de omvang over de looptijd")


@rule("TR369", Judges.MESSAGE)
def amount_fits_the_budget(trace: Trace) -> Iterator[Finding]:
    """All prestaties on a toewijzing together fit its budget, in euro cents."""
    for one, (_, state) in _debits(trace):
        budget = state.content.budget
        if budget is None:
            continue
        bedrag = sum(c.prestatie.bedrag for c in outstanding(trace, one))
        if bedrag <= budget:
            yield passed(one, "Het bedrag past in het budget.", one.bericht)
        else:
            yield broken(
                one,
                "Er is meer gedeclareerd dan het budget.",
                expected=f"samen hoogstens {budget} cent",
                found=f"{bedrag} cent",
                bericht=one.bericht,
            )
