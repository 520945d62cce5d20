"""What is claimed is about a toewijzing, in its eenheid and within its days (OP276, OP279, TR319, IV089, TR341)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, broken, check, format_date, passed
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.claims.deliveries import afspraken
from migratietoets.conformance.rules.views.claims.prestaties import (
    Claimed,
    credited,
    known_debits,
    own_claims,
    product_fits,
    toewijzing_of,
)
from migratietoets.conformance.rules.words import days_text
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import DAGDEEL, ETMAAL, EURO, HOUR, MINUTE
from migratietoets.istandaard.kalender import CALENDARS, FOUR_WEEKLY, four_week_period, month

TIME = frozenset({MINUTE, HOUR, DAGDEEL, ETMAAL})
"""Eenheden of time: in a 303 one may be claimed in another (TR309, IV060)."""


@rule("OP276", Judges.MESSAGE, looks_at=("303", "323"))
def claim_is_on_a_known_toewijzing(trace: Trace) -> Iterator[Finding]:
    """A claim is about a toewijzing that was received, and about a product that fits it."""
    for one in own_claims(trace, credit=False):
        found = toewijzing_of(trace, one)
        yield check(
            trace,
            found is not None and product_fits(found[0], one),
            one,
            "De prestatie hoort bij een ontvangen toewijzing.",
            "De prestatie hoort niet bij een ontvangen toewijzing.",
            expected="een toewijzing die de aanbieder kent, voor dit product",
            found="een ander product dan toegewezen" if found else "geen toewijzing met dit nummer",
            bericht=one.bericht,
        )


@rule("IV089", Judges.MESSAGE, looks_at=("323",), today=True)
def productperiode_is_the_month_within_the_toewijzing(trace: Trace) -> Iterator[Finding]:
    """In a 323 the productperiode is one month, this or an earlier one, as far as the toewijzing was valid.

    What is delivered in it makes one prestatie, unless eenheid or tarief differ.
    """
    seen: set[tuple[object, ...]] = set()
    for one, (history, state) in known_debits(trace, "323"):
        p = one.prestatie
        same = (one.bericht.n, p.bsn, p.toewijzingnummer, p.categorie, p.code, p.begindatum, p.eenheid, p.tarief)
        taken_back = credited(trace).get(id(one))
        if same in seen and taken_back is not one.bericht:
            yield broken(
                one,
                "Over één productperiode staat er meer dan één prestatie in de declaratie.",
                expected="één prestatie met alles wat in de periode geleverd is",
                found="nog een prestatie met hetzelfde product, dezelfde periode en hetzelfde tarief",
                bericht=one.bericht,
            )
        if taken_back is not one.bericht:
            seen.add(same)
        latest = one.bericht.declaratie.header.einddatum if one.bericht.declaratie is not None else p.einddatum
        start, end = month(p.begindatum)
        start, end = max(start, history.ingangsdatum), min(end, state.einddatum or end)
        within = start <= min(end, latest)
        yield check(
            trace,
            within and (p.begindatum, p.einddatum) == (start, end),
            one,
            "De productperiode is de maand binnen de toewijzing.",
            "De productperiode is niet een maand binnen de toewijzing.",
            expected=days_text(start, end)
            if within
            else f"een periode tot en met {format_date(latest)} waarin de toewijzing geldig is",
            found=days_text(p.begindatum, p.einddatum),
            bericht=one.bericht,
        )


@rule("OP279", Judges.MESSAGE, looks_at=("303",))
def claim_stays_within_the_toewijzing(trace: Trace) -> Iterator[Finding]:
    """In a 303 the productperiode lies within the toewijzing (TR307, TR308); of a 323 IV089 says more."""
    for one, (history, state) in known_debits(trace, "303"):
        p, end = one.prestatie, state.last_day
        yield check(
            trace,
            history.ingangsdatum <= p.begindatum and p.einddatum <= end,
            one,
            "De productperiode ligt binnen de toewijzing.",
            "De productperiode ligt niet binnen de toewijzing.",
            expected=f"vanaf {format_date(history.ingangsdatum)}, tot en met {format_date(state.einddatum)}",
            found=days_text(p.begindatum, p.einddatum),
            bericht=one.bericht,
        )


@rule("TR319", Judges.MESSAGE, looks_at=("303",))
def productperiode_lies_within_a_declaratieperiode(trace: Trace) -> Iterator[Finding]:
    """In a 303 the productperiode lies within the declaratieperiode, or an earlier one; of a 323 IV089 says more."""
    for one in own_claims(trace, credit=False):
        if one.bericht.kind != "303" or one.bericht.declaratie is None:
            continue
        p, header = one.prestatie, one.bericht.declaratie.header
        allowed = [(header.begindatum, header.einddatum), *_earlier_periods(trace, one)]
        yield check(
            trace,
            any(start <= p.begindatum <= p.einddatum <= min(end, header.einddatum) for start, end in allowed),
            one,
            "De productperiode ligt in deze of een eerdere declaratieperiode.",
            "De productperiode ligt niet in deze of een eerdere declaratieperiode.",
            expected=f"binnen {days_text(header.begindatum, header.einddatum)}, of binnen één eerdere periode",
            found=days_text(p.begindatum, p.einddatum),
            bericht=one.bericht,
        )


def _earlier_periods(trace: Trace, one: Claimed) -> list[tuple[date, date]]:
    """The declaratieperioden of 2020 in which a productperiode may begin: those agreed on, else of either kind."""
    day, how = one.prestatie.begindatum, afspraken(trace, one.bericht.aanbieder or "", one.at)
    periods = [month(day)] if how is None or how.division != FOUR_WEEKLY else []
    if how is None or how.division == FOUR_WEEKLY:
        weeks = [four_week_period(day, calendar) for calendar in CALENDARS]
        periods += [(four_weeks.begindatum, four_weeks.einddatum) for four_weeks in weeks if four_weeks is not None]
    return periods


@rule("IV062", Judges.MESSAGE, looks_at=("303",))
def real_productperiode_is_fine_in_a_303(trace: Trace) -> Iterator[Finding]:
    """In a 303 the productperiode may be the days on which was delivered, within the declaratieperiode."""
    for one in own_claims(trace, credit=False):
        if one.bericht.kind != "303" or one.bericht.declaratie is None:
            continue
        p, header = one.prestatie, one.bericht.declaratie.header
        whole = (p.begindatum, p.einddatum) == (header.begindatum, header.einddatum)
        if header.begindatum <= p.begindatum <= p.einddatum <= header.einddatum and not whole:
            yield passed(one, "Een werkelijke productperiode.", one.bericht)


@rule("TR341", Judges.MESSAGE, looks_at=("303", "323"))
def eenheid_is_that_of_the_toewijzing(trace: Trace) -> Iterator[Finding]:
    """The eenheid is that of the toewijzing; only hours may be claimed in minutes, in a 303 time in any other time.

    Which eenheden fit in a 303 says a table that is not known (TR309): there time does not fit pieces, and nobody can
    tell of euro's, or of one kind of pieces beside the other.
    """
    for one, (_, state) in known_debits(trace):
        omvang = state.content.omvang
        is_303, claimed = one.bericht.kind == "303", one.prestatie.eenheid
        if omvang is None or (is_303 and omvang.eenheid == EURO):
            continue
        allowed = {omvang.eenheid, MINUTE} if omvang.eenheid == HOUR else {omvang.eenheid}
        if is_303 and omvang.eenheid in TIME:
            allowed |= TIME
        doubtful = is_303 and (claimed == EURO or not {claimed, omvang.eenheid} & TIME)
        yield check(
            trace,
            claimed in allowed,
            one,
            "De eenheid is die van de toewijzing.",
            "De eenheid is niet die van de toewijzing.",
            expected=f"eenheid {' of '.join(sorted(allowed))}",
            found=f"eenheid {claimed}",
            bericht=one.bericht,
            otherwise=Verdict.WARN if doubtful else Verdict.FAIL,
        )
