"""Amounts of a claim, in euro cents: volume times tarief, and the total of a message (TR346, TR358)."""

from collections.abc import Iterator
from fractions import Fraction

from conformance.rules.leveringen import leveringen
from conformance.rules.prestaties import Geclaimd, eigen
from conformance.rules.regel import Bevinding, fout, goed, rule
from conformance.rules.volumes import EURO, MINUTEN, MINUUT, UUR
from conformance.trace import Spoor

HALF = Fraction(1, 2)
MEEST_TE_NOEMEN = 3
"""So many amounts are named one by one."""
STUKS = {"82", "84"}
UURTARIEF = {(UUR, MINUUT): Fraction(1, MINUTEN), (MINUUT, UUR): Fraction(MINUTEN)}
"""Eenheid of a tarief and eenheid in which is claimed -> what the tarief is multiplied by."""


def half_omhoog(waarde: Fraction) -> int:
    """The nearest whole cent, a half upwards: 145.5 gives 146."""
    return int((waarde + HALF) // 1)


def _bekende_tarieven(spoor: Spoor, een: Geclaimd) -> set[Fraction]:
    """The tarieven for the eenheid of a prestatie at which its product was delivered, not rounded (IV081)."""
    p = een.prestatie
    return {
        levering.tarief * factor
        for levering in leveringen(spoor)
        if levering.tarief is not None
        and (levering.verloop.sleutel.aanbieder, levering.categorie, levering.code)
        == (een.bericht.aanbieder, p.categorie, p.code)
        and (factor := _factor(levering.eenheid, p.eenheid)) is not None
    }


def _factor(van: str, naar: str) -> Fraction | None:
    """What a tarief for one eenheid is multiplied by for another; None where they cannot be compared."""
    if van == naar or {van, naar} == STUKS:
        return Fraction(1)
    return UURTARIEF.get((van, naar))


def _mogelijke_tarieven(een: Geclaimd) -> set[Fraction]:
    """What may be behind the tarief shown where no delivery tells it: for minutes each hourly tarief that rounds so."""
    p = een.prestatie
    if p.tarief is None:
        return set()
    if p.eenheid != MINUUT:
        return {Fraction(p.tarief)}
    per_uur = range(max(0, p.tarief * MINUTEN - MINUTEN // 2), p.tarief * MINUTEN + MINUTEN // 2)
    return {Fraction(cent, MINUTEN) for cent in per_uur}


def _volgens_tarief(spoor: Spoor, een: Geclaimd) -> tuple[set[int], str]:
    """The amounts that may be claimed at a tarief, and what is expected where no amount can be right."""
    p = een.prestatie
    if p.tarief is None:
        return set(), "een tarief"
    bekend = _bekende_tarieven(spoor, een)
    mag = {tarief for tarief in bekend or _mogelijke_tarieven(een) if half_omhoog(tarief) == p.tarief}
    tekst = " of ".join(str(half_omhoog(tarief)) for tarief in sorted(bekend))
    return {half_omhoog(p.volume * tarief) for tarief in mag}, f"tarief {tekst}"


def _in_cent(bedragen: set[int]) -> str:
    if len(bedragen) > MEEST_TE_NOEMEN:
        return f"een bedrag van {min(bedragen)} tot en met {max(bedragen)} cent"
    return " of ".join(f"{bedrag} cent" for bedrag in sorted(bedragen))


@rule("TR346")
def volume_maal_tarief(spoor: Spoor) -> Iterator[Bevinding]:
    """The amount is the volume times the tarief before rounding; in euro's it is the volume, without a tarief."""
    for een in eigen(spoor, credit=False):
        p = een.prestatie
        if p.eenheid == EURO:
            mag, anders = ({p.volume} if p.tarief is None else set()), f"geen tarief bij eenheid {EURO}"
        else:
            mag, anders = _volgens_tarief(spoor, een)
        if p.bedrag in mag:
            yield goed(een, "Het bedrag klopt met volume en tarief.", een.bericht)
        else:
            yield fout(
                een,
                "Het bedrag klopt niet met volume en tarief.",
                verwacht=_in_cent(mag) if mag else anders,
                gevonden=f"{p.bedrag} cent ({p.volume} x {'geen tarief' if p.tarief is None else p.tarief})",
                bericht=een.bericht,
            )


@rule("TR358")
def totaal_is_de_som(spoor: Spoor) -> Iterator[Bevinding]:
    """The total of a 303 or 323 is the sum of its prestaties, credits subtracted."""
    for bericht in spoor.van_systeem("303", "323"):
        if bericht.declaratie is None:
            continue
        som, totaal = sum(p.saldo for p in bericht.declaratie.prestaties), bericht.declaratie.kop.totaalbedrag
        if som == totaal:
            yield goed(bericht, "Het totaalbedrag is de som van de prestaties.", bericht)
        else:
            yield fout(
                bericht,
                "Het totaalbedrag is niet de som van de prestaties.",
                verwacht=f"{som} cent",
                gevonden=f"{totaal} cent",
                bericht=bericht,
            )
