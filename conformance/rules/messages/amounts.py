"""Amounts of a claim, in euro cents: volume times tarief, and the total of a message (TR346, TR358)."""

from collections.abc import Iterator
from fractions import Fraction

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.claims.deliveries import deliveries
from migratietoets.conformance.rules.views.claims.prestaties import Claimed, own_claims
from migratietoets.conformance.rules.views.claims.volumes import MINUTES_PER_HOUR
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import EURO, HOUR, MINUTE, STUKS, STUKS_INSPANNING

HALF = Fraction(1, 2)
MAX_NAMED = 3
"""So many amounts are named one by one."""
EITHER_STUKS = {STUKS, STUKS_INSPANNING}
HOURLY_TARIEF = {(HOUR, MINUTE): Fraction(1, MINUTES_PER_HOUR), (MINUTE, HOUR): Fraction(MINUTES_PER_HOUR)}
"""Eenheid of a tarief and eenheid in which is claimed -> what the tarief is multiplied by."""


def half_up(value: Fraction) -> int:
    """The nearest whole cent, a half upwards: 145.5 gives 146."""
    return int((value + HALF) // 1)


def _known_tarieven(trace: Trace, one: Claimed) -> set[Fraction]:
    """The tarieven for the eenheid of a prestatie at which its product was delivered, not rounded (IV081)."""
    p = one.prestatie
    return {
        delivery.tarief * factor
        for delivery in deliveries(trace)
        if delivery.tarief is not None
        and (delivery.history.key.aanbieder, delivery.categorie, delivery.code)
        == (one.bericht.aanbieder, p.categorie, p.code)
        and (factor := _factor(delivery.eenheid, p.eenheid)) is not None
    }


def _factor(one: str, other: str) -> Fraction | None:
    """What a tarief for one eenheid is multiplied by for another; None where they cannot be compared."""
    if one == other or {one, other} == EITHER_STUKS:
        return Fraction(1)
    return HOURLY_TARIEF.get((one, other))


def _possible_tarieven(one: Claimed) -> set[Fraction]:
    """What may be behind the tarief shown where no delivery tells it: for minutes each hourly tarief that rounds so."""
    p = one.prestatie
    if p.tarief is None:
        return set()
    if p.eenheid != MINUTE:
        return {Fraction(p.tarief)}
    per_hour = range(
        max(0, p.tarief * MINUTES_PER_HOUR - MINUTES_PER_HOUR // 2), p.tarief * MINUTES_PER_HOUR + MINUTES_PER_HOUR // 2
    )
    return {Fraction(cent, MINUTES_PER_HOUR) for cent in per_hour}


def _by_tarief(trace: Trace, one: Claimed) -> tuple[set[int], str]:
    """The amounts that may be claimed at a tarief, and what is expected where no amount can be right."""
    p = one.prestatie
    if p.tarief is None:
        return set(), "een tarief"
    known = _known_tarieven(trace, one)
    allowed = {tarief for tarief in known or _possible_tarieven(one) if half_up(tarief) == p.tarief}
    text = " of ".join(str(half_up(tarief)) for tarief in sorted(known))
    return {half_up(p.volume * tarief) for tarief in allowed}, f"tarief {text}"


def _in_cents(bedragen: set[int]) -> str:
    if len(bedragen) > MAX_NAMED:
        return f"een bedrag van {min(bedragen)} tot en met {max(bedragen)} cent"
    return " of ".join(f"{bedrag} cent" for bedrag in sorted(bedragen))


@rule("TR346", Judges.MESSAGE, looks_at=("303", "323"))
def amount_is_volume_times_tarief(trace: Trace) -> Iterator[Finding]:
    """The amount is the volume times the tarief before rounding; in euro's it is the volume, without a tarief.

    Of a 303 no more is known than that the amount is at most that (CS323); the tarief may be left out.
    """
    for one in own_claims(trace, credit=False):
        p, is_303 = one.prestatie, one.bericht.kind == "303"
        if is_303 and p.tarief is None and p.eenheid != EURO:
            continue
        if p.eenheid == EURO:
            allowed, expected = ({p.volume} if p.tarief is None else set()), f"geen tarief bij eenheid {EURO}"
        else:
            allowed, expected = _by_tarief(trace, one)
        yield check(
            trace,
            p.bedrag in allowed or (is_303 and p.bedrag <= max(allowed, default=-1)),
            one,
            "Het bedrag klopt met volume en tarief.",
            "Het bedrag klopt niet met volume en tarief.",
            expected=_in_cents(allowed) if allowed else expected,
            found=f"{p.bedrag} cent ({p.volume} x {'geen tarief' if p.tarief is None else p.tarief})",
            bericht=one.bericht,
        )


@rule("TR358", Judges.MESSAGE, looks_at=("303", "323"))
def total_is_the_sum(trace: Trace) -> Iterator[Finding]:
    """The total of a 303 or 323 is the sum of its prestaties, credits subtracted."""
    for bericht in trace.from_system("303", "323"):
        if bericht.declaratie is None:
            continue
        summed, total = sum(p.saldo for p in bericht.declaratie.prestaties), bericht.declaratie.header.totaalbedrag
        yield check(
            trace,
            summed == total,
            bericht,
            "Het totaalbedrag is de som van de prestaties.",
            "Het totaalbedrag is niet de som van de prestaties.",
            expected=f"{summed} cent",
            found=f"{total} cent",
            bericht=bericht,
        )
