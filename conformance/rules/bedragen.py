"""Amounts of a claim, in euro cents: volume times tarief, and the total of a message (TR346, TR358)."""

from collections.abc import Iterator
from fractions import Fraction

from conformance.rules.leveringen import leveringen
from conformance.rules.prestaties import Geclaimd, geclaimd
from conformance.rules.regel import Bevinding, fout, goed, rule
from conformance.rules.volumes import EURO, MINUTEN, MINUUT, UUR
from conformance.trace import Spoor

HALF = Fraction(1, 2)


def half_omhoog(waarde: Fraction) -> int:
    """The nearest whole cent, a half upwards: 145.5 gives 146."""
    return int((waarde + HALF) // 1)


def _tarieven(spoor: Spoor, een: Geclaimd) -> list[Fraction]:
    """The tarieven that may be behind the one shown, not rounded: of the deliveries, else the one shown (IV081)."""
    p = een.prestatie
    factor = {(UUR, MINUUT): Fraction(1, MINUTEN), (MINUUT, UUR): Fraction(MINUTEN)}
    exact = {
        levering.tarief * factor.get((levering.eenheid, p.eenheid), Fraction(1))
        for levering in leveringen(spoor)
        if levering.tarief is not None and (levering.categorie, levering.code) == (p.categorie, p.code)
    }
    getoond = Fraction(p.tarief or 0)
    return [tarief for tarief in exact if half_omhoog(tarief) == p.tarief] or [getoond]


def _juiste_bedragen(spoor: Spoor, een: Geclaimd) -> set[int]:
    p = een.prestatie
    if p.eenheid == EURO:
        return {p.volume} if p.tarief is None else set()
    if p.tarief is None:
        return set()
    return {half_omhoog(p.volume * tarief) for tarief in _tarieven(spoor, een)}


def _klopt(spoor: Spoor, een: Geclaimd, mag: set[int]) -> bool:
    """Whether the amount is right; where no delivery tells the hourly tarief, minutes may hide half a cent each."""
    p = een.prestatie
    if p.bedrag in mag or p.eenheid != MINUUT or p.tarief is None or leveringen(spoor):
        return p.bedrag in mag
    return abs(p.bedrag - p.volume * p.tarief) <= half_omhoog(p.volume * HALF)


@rule("TR346")
def volume_maal_tarief(spoor: Spoor) -> Iterator[Bevinding]:
    """The amount is the volume times the tarief before rounding; in euro's it is the volume, without a tarief."""
    for een in geclaimd(spoor):
        if een.bericht.van != "aanbieder" or spoor.rol != "aanbieder" or een.is_credit:
            continue
        mag, p = _juiste_bedragen(spoor, een), een.prestatie
        if _klopt(spoor, een, mag):
            yield goed(een, "Het bedrag klopt met volume en tarief.", een.bericht)
        else:
            yield fout(
                een,
                "Het bedrag klopt niet met volume en tarief.",
                verwacht=" of ".join(f"{bedrag} cent" for bedrag in sorted(mag))
                or ("geen tarief bij eenheid 83" if p.eenheid == EURO else "een tarief"),
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
