"""The declaratie: 303 (declaratie or factuur, care of 2020) and 323 (from 2021 on), of many clients each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from istandaard.berichten.bericht import Bericht, Berichtfout, citaat
from istandaard.berichten.delen import (
    lees_periode,
    lees_totaal,
    maak_periode,
    maak_totaal,
    met_teken,
)
from istandaard.berichten.inhoud import (
    alleen,
    datum,
    klasse,
    tekst,
    tekst_of_niets,
    zonder_leeg,
)
from istandaard.berichten.kop import maak_kop, maak_persoon, xsd_versie
from istandaard.berichten.prestatie import Prestatie, lees_prestatie, maak_prestatie, prestatieregels
from istandaard.model import Client
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import berichtcodes, vaste_waarden

__all__ = [
    "DECLARATIE",
    "FACTUUR",
    "SOORTEN",
    "Declaratiekop",
    "Prestatie",
    "declaratiekop",
    "maak_303",
    "maak_323",
    "prestaties",
]

DECLARATIE = "D"
FACTUUR = "F"
SOORTEN = (DECLARATIE, FACTUUR)
"""In the order of their BerichtCodes."""

_BETALING_AAN_AANBIEDER = "02"
_VALUTA = "EUR"


@dataclass(frozen=True, slots=True)
class Declaratiekop:
    """What a declaratie or factuur says as a whole.

    Attributes:
        soort: "D" declaratie, "F" factuur.
        nummer: the declaratienummer or factuurnummer.
        begindatum, einddatum: of the declaratieperiode, both days included.
        totaalbedrag: signed euro cents.
        btw_totaalbedrag: signed euro cents, or None.
        btw_nummer: the VAT number of the aanbieder, or None.
    """

    soort: str
    nummer: str
    begindatum: date
    einddatum: date
    dagtekening: date
    totaalbedrag: int
    btw_totaalbedrag: int | None = None
    btw_nummer: str | None = None


def maak_303(  # noqa: PLR0913  # a message has this many parts
    *,
    release: Release,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    nummer: str,
    dagtekening: date,
    periode: tuple[date, date],
    clienten: Sequence[Client],
    prestaties: Sequence[Prestatie],
    soort: str = DECLARATIE,
    btw_nummer: str | None = None,
) -> Bericht:
    """Make a 303, dated on its day of sending: a declaratie ("D") or a factuur ("F"), paid to the aanbieder.

    The nummer (letters and digits) is the DeclarantFactuurNummer, which also identifies the message; the periode is the
    declaratieperiode, both days included. Of the clienten those with a prestatie come in the message, in the order in
    which these first name them. The totals follow from the prestaties (TR312, TR313).

    Raises:
        Berichtfout: another soort, or a prestatie of a client who is not among clienten.
    """
    if soort not in SOORTEN:
        raise Berichtfout(f"Verwacht soort D (declaratie) of F (factuur); gevonden {citaat(soort)}.")
    btw = [met_teken(een.btw_bedrag, een.debet_credit) for een in prestaties if een.btw_bedrag is not None]
    vast = vaste_waarden("303", release, domein) | {
        "BerichtCode": berichtcodes("303", domein)[SOORTEN.index(soort)],
    }
    kop = zonder_leeg(
        **vast,
        Gemeente=gemeente,
        Aanbieder=aanbieder,
        BetalingAanID=_BETALING_AAN_AANBIEDER,
        DeclaratieFactuurIdentificatie=zonder_leeg(
            DeclaratiePeriode=maak_periode(*periode),
            DeclarantFactuurNummer=nummer,
            FactuurDagtekening=dagtekening.isoformat(),
            BtwIDNummer=btw_nummer,
            ValutaCode=_VALUTA,
        ),
        DeclaratieFactuurBedragen=zonder_leeg(
            DeclaratieFactuurTotaalBedrag=maak_totaal(sum(een.saldo for een in prestaties)),
            BtwTotaalBedrag=maak_totaal(sum(btw)) if btw else None,
        ),
        XsdVersie=xsd_versie("303", release, domein),
    )
    personen = {persoon.bsn: persoon for persoon in clienten}
    regels = []
    for bsn, eigen in _per_client(prestaties).items():
        if bsn not in personen:
            raise Berichtfout(f"Prestatie {eigen[0].referentienummer}: de cliënt ontbreekt in clienten. Voeg die toe.")
        regels.append(maak_persoon(personen[bsn]) | _prestaties([maak_prestatie("303", een) for een in eigen]))
    return Bericht("303", release, domein, {"Header": kop, "Clienten": {"Client": regels}})


def maak_323(  # noqa: PLR0913  # a message has this many parts
    *,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    nummer: str,
    dagtekening: date,
    periode: tuple[date, date],
    prestaties: Sequence[Prestatie],
) -> Bericht:
    """Make a 323, which exists in release 3.0 only; message and declaratie are dated on the day of sending.

    The identificatie is that of the message, the nummer (letters and digits) the DeclaratieNummer; the periode is the
    declaratieperiode, both days included. The prestaties come by client, in the order in which they first name one;
    the total follows from them (TR358). A 323 has no btw: that part of a Prestatie is left out.
    """
    kop = maak_kop(
        soort="323",
        release=Release.R30,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    regels = [
        {"Bsn": bsn} | _prestaties([maak_prestatie("323", een) for een in eigen])
        for bsn, eigen in _per_client(prestaties).items()
    ]
    declaratie = {
        "DeclaratieNummer": nummer,
        "DeclaratiePeriode": maak_periode(*periode),
        "DeclaratieDagtekening": dagtekening.isoformat(),
        "TotaalIngediendBedrag": maak_totaal(sum(een.saldo for een in prestaties)),
        "Clienten": {"Client": regels},
    }
    return Bericht("323", Release.R30, domein, {"Header": kop, "Declaratie": declaratie})


def _per_client(prestaties: Sequence[Prestatie]) -> dict[str, list[Prestatie]]:
    per_client: dict[str, list[Prestatie]] = {}
    for een in prestaties:
        per_client.setdefault(een.bsn, []).append(een)
    return per_client


def _prestaties(regels: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Prestaties": {"Prestatie": regels}}


def declaratiekop(bericht: Bericht) -> Declaratiekop:
    """Read what a 303 or 323 says as a whole.

    Raises:
        Berichtfout: another message, or a part is missing or odd.
    """
    alleen(bericht, "303", "323")
    if bericht.soort == "303":
        return _kop_303(bericht)
    inhoud, waar = klasse(bericht.inhoud, "Declaratie"), f"{bericht.naam}/Declaratie"
    van, tot = lees_periode(inhoud, "DeclaratiePeriode", waar)
    return Declaratiekop(
        soort=DECLARATIE,
        nummer=tekst(inhoud, "DeclaratieNummer", waar),
        begindatum=van,
        einddatum=tot,
        dagtekening=datum(inhoud, "DeclaratieDagtekening", waar),
        totaalbedrag=lees_totaal(inhoud, "TotaalIngediendBedrag", waar),
    )


def _kop_303(bericht: Bericht) -> Declaratiekop:
    kop, waar = klasse(bericht.inhoud, "Header"), f"{bericht.naam}/Header"
    code, codes = tekst(kop, "BerichtCode", waar), berichtcodes("303", bericht.domein)
    if code not in codes:
        raise Berichtfout(f"{waar}/BerichtCode: verwacht {' of '.join(codes)}; gevonden {citaat(code)}.")
    bron, bedragen = klasse(kop, "DeclaratieFactuurIdentificatie"), klasse(kop, "DeclaratieFactuurBedragen")
    bij, om = f"{waar}/DeclaratieFactuurIdentificatie", f"{waar}/DeclaratieFactuurBedragen"
    van, tot = lees_periode(bron, "DeclaratiePeriode", bij)
    return Declaratiekop(
        soort=SOORTEN[codes.index(code)],
        nummer=tekst(bron, "DeclarantFactuurNummer", bij),
        begindatum=van,
        einddatum=tot,
        dagtekening=datum(bron, "FactuurDagtekening", bij),
        totaalbedrag=lees_totaal(bedragen, "DeclaratieFactuurTotaalBedrag", om),
        btw_totaalbedrag=lees_totaal(bedragen, "BtwTotaalBedrag", om) if "BtwTotaalBedrag" in bedragen else None,
        btw_nummer=tekst_of_niets(bron, "BtwIDNummer"),
    )


def prestaties(bericht: Bericht) -> list[Prestatie]:
    """Read the prestaties of a 303 or 323, of all clients, in the order of the message.

    Raises:
        Berichtfout: another message, or a prestatie of which a part is missing or odd.
    """
    alleen(bericht, "303", "323")
    onder = bericht.inhoud if bericht.soort == "303" else klasse(bericht.inhoud, "Declaratie")
    waar = f"{bericht.naam}/Prestatie"
    return [lees_prestatie(bericht.soort, bsn, regel, waar) for bsn, _, regel in prestatieregels(onder, waar)]
