"""What is claimed fits the toewijzing: product, eenheid, productperiode, omvang and budget (model rules for claims)."""

from collections.abc import Iterator
from datetime import date

from conformance.rules.leveringen import VIER_WEKEN, afspraken, leveringen
from conformance.rules.plaatsing import groepen
from conformance.rules.prestaties import (
    Geclaimd,
    Lot,
    debet_van,
    eigen,
    past_product,
    toewijzing_van,
    uitstaand,
    volume_van,
)
from conformance.rules.regel import Bevinding, datum, fout, goed, rule
from conformance.rules.volumes import INSPANNING, MINUTEN, MINUUT, UUR, WEEK, hoogstens, in_minuten, in_totaal
from conformance.trace import Spoor, Stand, Verloop
from istandaard.kalender import KALENDERS, maand, vierwekenperiode
from istandaard.releases import INGANG_30

Toegewezen = tuple[Verloop, Stand]


def _debetten(spoor: Spoor) -> Iterator[tuple[Geclaimd, Toegewezen]]:
    """The debits of the judged aanbieder on a toewijzing he knew."""
    for een in eigen(spoor, credit=False):
        gevonden = toewijzing_van(spoor, een)
        if gevonden is not None:
            yield een, gevonden


def _uitvoering(spoor: Spoor, claim: Geclaimd, verloop: Verloop) -> str | None:
    """Inspanning or output: as the record says, or as it was delivered."""
    if verloop.feiten is not None and verloop.feiten.uitvoering is not None:
        return verloop.feiten.uitvoering
    p = claim.prestatie
    wat = (p.bsn, p.categorie, p.code)
    eigen_zorg = (een for een in leveringen(spoor) if (een.verloop.sleutel.bsn, een.categorie, een.code) == wat)
    return next((een.uitvoering for een in eigen_zorg), None)


@rule("OP276")
def op_een_bekende_toewijzing(spoor: Spoor) -> Iterator[Bevinding]:
    """A claim is about a toewijzing that was received, and about a product that fits it."""
    for een in eigen(spoor, credit=False):
        gevonden = toewijzing_van(spoor, een)
        if gevonden is not None and past_product(gevonden[0], een):
            yield goed(een, "De prestatie hoort bij een ontvangen toewijzing.", een.bericht)
        else:
            yield fout(
                een,
                "De prestatie hoort niet bij een ontvangen toewijzing.",
                verwacht="een toewijzing die de aanbieder kent, voor dit product",
                gevonden="een ander product dan toegewezen" if gevonden else "geen toewijzing met dit nummer",
                bericht=een.bericht,
            )


def _perioden(spoor: Spoor, een: Geclaimd) -> set[tuple[date, date]]:
    """The declaratieperioden in which a productperiode may lie: the month, or in 2020 four weeks in any reading."""
    p, hoe = een.prestatie, afspraken(spoor, een.bericht.aanbieder or "", een.op)
    if een.bericht.soort == "323" or (hoe is not None and hoe.indeling != VIER_WEKEN) or p.begindatum >= INGANG_30:
        return {maand(p.begindatum)}
    weken = [vierwekenperiode(p.begindatum, kalender) for kalender in KALENDERS]
    perioden = {(vier.begindatum, vier.einddatum) for vier in weken if vier is not None}
    return perioden if hoe is not None else perioden | {maand(p.begindatum)}


@rule("IV089")
def productperiode_binnen_de_toewijzing(spoor: Spoor) -> Iterator[Bevinding]:
    """The productperiode is one declaratieperiode, this or an earlier one, as far as the toewijzing was valid."""
    for een, (verloop, stand) in _debetten(spoor):
        p = een.prestatie
        einde = een.bericht.declaratie.kop.einddatum if een.bericht.declaratie is not None else p.einddatum
        delen = (
            (max(van, verloop.ingangsdatum), min(tot, stand.einddatum or tot)) for van, tot in _perioden(spoor, een)
        )
        mag = sorted((van, tot) for van, tot in delen if van <= min(tot, einde))
        if (p.begindatum, p.einddatum) in mag:
            yield goed(een, "De productperiode is de declaratieperiode binnen de toewijzing.", een.bericht)
        else:
            yield fout(
                een,
                "De productperiode is niet een declaratieperiode binnen de toewijzing.",
                verwacht=" of ".join(f"{datum(van)} tot en met {datum(tot)}" for van, tot in mag)
                or f"een periode tot en met {datum(einde)} waarin de toewijzing geldig is",
                gevonden=f"{datum(p.begindatum)} tot en met {datum(p.einddatum)}",
                bericht=een.bericht,
            )


@rule("TR341")
def eenheid_zoals_toegewezen(spoor: Spoor) -> Iterator[Bevinding]:
    """The eenheid is that of the toewijzing; only hours may be claimed in minutes."""
    for een, (_, stand) in _debetten(spoor):
        omvang = stand.inhoud.omvang
        if omvang is None:
            continue
        mag = {omvang.eenheid, MINUUT} if omvang.eenheid == UUR else {omvang.eenheid}
        if een.prestatie.eenheid in mag:
            yield goed(een, "De eenheid is die van de toewijzing.", een.bericht)
        else:
            yield fout(
                een,
                "De eenheid is niet die van de toewijzing.",
                verwacht=f"eenheid {' of '.join(sorted(mag))}",
                gevonden=f"eenheid {een.prestatie.eenheid}",
                bericht=een.bericht,
            )


def _past(een: Geclaimd, gevonden: int, meest: int, eenheid: str, waarin: str) -> Bevinding:
    """Whether a volume, in minutes for hours, is within what is allowed, in the eenheid of the toewijzing."""
    if gevonden <= in_minuten(meest, eenheid):
        return goed(een, f"Het volume past {waarin}.", een.bericht)
    return fout(
        een,
        f"Er is meer gedeclareerd dan past {waarin}.",
        verwacht=f"hoogstens {meest} x {eenheid}",
        gevonden=f"{gevonden / in_minuten(1, eenheid):g} x {eenheid}",
        bericht=een.bericht,
    )


def _per_periode(spoor: Spoor, *, per_week: bool) -> Iterator[Bevinding]:
    for een, (verloop, stand) in _debetten(spoor):
        omvang, p = stand.inhoud.omvang, een.prestatie
        if omvang is None or (omvang.frequentie == WEEK) is not per_week:
            continue
        van, tot = max(p.begindatum, verloop.ingangsdatum), min(p.einddatum, stand.einddatum or p.einddatum)
        if van > tot:
            continue  # outside the toewijzing: IV089
        meest = hoogstens(omvang, van, tot, stand.einddatum, _uitvoering(spoor, een, verloop))
        if meest is not None:
            samen = [c for c in uitstaand(spoor, een) if c.prestatie.begindatum == p.begindatum]
            yield _past(een, volume_van(samen), meest, omvang.eenheid, "in de productperiode")


@rule("IV077")
def weekvolume_in_de_periode(spoor: Spoor) -> Iterator[Bevinding]:
    """Per week: not more than the weeks (inspanning) or the sundays (output) of the productperiode allow."""
    return _per_periode(spoor, per_week=True)


@rule("IV078")
def volume_in_de_periode(spoor: Spoor) -> Iterator[Bevinding]:
    """What was delivered is claimed, in a broken period too at most the full volume of the frequentie."""
    yield from _per_periode(spoor, per_week=False)
    if spoor.rol == "aanbieder":
        yield from _niet_meer_dan_geleverd(spoor)


def _niet_meer_dan_geleverd(spoor: Spoor) -> Iterator[Bevinding]:
    """Inspanning: in all periods together not more than was delivered, whole hours rounded half up (IV079)."""
    for groep in groepen(spoor):
        debetten = [c for c in groep.claims if not c.is_credit and c.lot not in {Lot.AFGEKEURD, Lot.GEWEIGERD}]
        if not debetten or any(een.uitvoering != INSPANNING for een in groep.leveringen):
            continue
        laatste = debetten[-1]
        staand = {id(c) for c in debetten}
        terug = [
            c for c in groep.claims if c.is_credit and c.lot is not Lot.GEWEIGERD and id(debet_van(spoor, c)) in staand
        ]
        geleverd = sum(in_minuten(een.volume, een.eenheid) for een in groep.leveringen)
        speling = MINUTEN * len(debetten) - 1 if any(een.eenheid == MINUUT for een in groep.leveringen) else 0
        gevonden = volume_van(debetten) - volume_van(terug)
        if gevonden <= geleverd + speling:
            yield goed(laatste, "Er is niet meer gedeclareerd dan geleverd.", laatste.bericht)
        else:
            yield fout(
                laatste,
                "Er is meer gedeclareerd dan geleverd.",
                verwacht=f"hoogstens {geleverd}",
                gevonden=f"{gevonden} (uren als minuten geteld)",
                bericht=laatste.bericht,
            )


@rule("TR322")
def volume_over_de_looptijd(spoor: Spoor) -> Iterator[Bevinding]:
    """All prestaties on a toewijzing together fit its omvang over its whole duration."""
    for een, (verloop, stand) in _debetten(spoor):
        omvang = stand.inhoud.omvang
        meest = None if omvang is None else in_totaal(omvang, verloop.ingangsdatum, stand.einddatum)
        if omvang is not None and meest is not None:
            yield _past(een, volume_van(uitstaand(spoor, een)), meest, omvang.eenheid, "in de omvang over de looptijd")


@rule("TR369")
def bedrag_binnen_het_budget(spoor: Spoor) -> Iterator[Bevinding]:
    """All prestaties on a toewijzing together fit its budget, in euro cents."""
    for een, (_, stand) in _debetten(spoor):
        budget = stand.inhoud.budget
        if budget is None:
            continue
        bedrag = sum(c.prestatie.bedrag for c in uitstaand(spoor, een))
        if bedrag <= budget:
            yield goed(een, "Het bedrag past in het budget.", een.bericht)
        else:
            yield fout(
                een,
                "Er is meer gedeclareerd dan het budget.",
                verwacht=f"samen hoogstens {budget} cent",
                gevonden=f"{bedrag} cent",
                bericht=een.bericht,
            )
