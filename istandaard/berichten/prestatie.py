"""One prestatie of a declaratie: the same facts in the form of the 303 and in that of the 323."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from istandaard.berichten.delen import DEBET, cijfers, lees_bedrag, lees_periode, maak_bedrag, maak_periode, met_teken
from istandaard.berichten.inhoud import (
    getal,
    getal_of_niets,
    klasse,
    nummer_of_niets,
    tekst,
    tekst_of_niets,
    zonder_leeg,
)


@dataclass(frozen=True, slots=True)
class Prestatie:
    """What was delivered to one client: one product in one productperiode.

    Attributes:
        begindatum, einddatum: of the productperiode, both days included.
        volume: whole; euro cents when eenheid is 83 (IV042).
        bedrag: what is claimed, in euro cents, without sign.
        toewijzingnummer: None only in a 303 (IV051).
        tarief: euro cents; None when eenheid is 83 (CD062, CD087).
        debet_credit: "D", or "C" for a credit.
        vorig_referentienummer: of the debit that a credit takes back (CD060).
        btw_vrijstelling: "1" exempt, "2" not; on a factuur only, as the rest of btw (CD059).
        btw_percentage: hundredths of a percent (IV068).
        btw_bedrag: euro cents, without sign; debit or credit as bedrag (CS327).
    """

    bsn: str
    referentienummer: str
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    bedrag: int
    toewijzingnummer: str | None = None
    tarief: int | None = None
    debet_credit: str = DEBET
    vorig_referentienummer: str | None = None
    btw_vrijstelling: str | None = None
    btw_percentage: int | None = None
    btw_bedrag: int | None = None

    @property
    def saldo(self) -> int:
        """The amount in signed cents: a credit counts as negative."""
        return met_teken(self.bedrag, self.debet_credit)


def maak_prestatie(vorm: str, een: Prestatie) -> dict[str, Any]:
    """The class Prestatie in the form of a "303" or a "323"."""
    return _regel_303(een) if vorm == "303" else _regel_323(een)


def _regel_303(een: Prestatie) -> dict[str, Any]:
    btw = None if een.btw_bedrag is None else maak_bedrag(een.btw_bedrag, een.debet_credit)
    return zonder_leeg(
        ToewijzingNummer=een.toewijzingnummer,
        ProductCategorie=een.categorie,
        ProductCode=een.code,
        ProductPeriode=maak_periode(een.begindatum, een.einddatum),
        IngediendeBedragPrestatie=zonder_leeg(
            GeleverdVolume=str(een.volume),
            Eenheid=een.eenheid,
            ProductTarief=cijfers(een.tarief),
            BtwVrijstellingIndicatie=een.btw_vrijstelling,
            BtwPercentage=cijfers(een.btw_percentage),
            BtwBedrag=btw,
            DeclaratieFactuurBedrag=maak_bedrag(een.bedrag, een.debet_credit),
        ),
        ProductReferentie=_referentie(een),
    )


def _regel_323(een: Prestatie) -> dict[str, Any]:
    return zonder_leeg(
        ProductReferentie=_referentie(een),
        ToewijzingNummer=een.toewijzingnummer,
        ProductCategorie=een.categorie,
        ProductCode=een.code,
        ProductPeriode=maak_periode(een.begindatum, een.einddatum),
        GeleverdVolume=str(een.volume),
        Eenheid=een.eenheid,
        ProductTarief=cijfers(een.tarief),
        IngediendBedrag=maak_bedrag(een.bedrag, een.debet_credit),
    )


def _referentie(een: Prestatie) -> dict[str, Any]:
    return zonder_leeg(ReferentieNummer=een.referentienummer, VorigReferentieNummer=een.vorig_referentienummer)


def prestatieregels(onder: dict[str, Any], waar: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The BSN, the client and the prestatie of every prestatie below a class with Clienten."""
    for client in klasse(onder, "Clienten").get("Client", []):
        for regel in klasse(client, "Prestaties").get("Prestatie", []):
            yield tekst(client, "Bsn", waar), client, regel


def lees_prestatie(vorm: str, bsn: str, regel: dict[str, Any], waar: str) -> Prestatie:
    """Read a prestatie that has the form of a 303 ("303") or of a 323."""
    bedragen = klasse(regel, "IngediendeBedragPrestatie") if vorm == "303" else regel
    referentie = klasse(regel, "ProductReferentie")
    van, tot = lees_periode(regel, "ProductPeriode", waar)
    naam = "DeclaratieFactuurBedrag" if vorm == "303" else "IngediendBedrag"
    bedrag, teken = lees_bedrag(bedragen, naam, waar)
    return Prestatie(
        bsn=bsn,
        referentienummer=tekst(referentie, "ReferentieNummer", f"{waar}/ProductReferentie"),
        categorie=tekst(regel, "ProductCategorie", waar),
        code=tekst(regel, "ProductCode", waar),
        begindatum=van,
        einddatum=tot,
        volume=getal(bedragen, "GeleverdVolume", waar),
        eenheid=tekst(bedragen, "Eenheid", waar),
        bedrag=bedrag,
        toewijzingnummer=nummer_of_niets(regel, "ToewijzingNummer"),
        tarief=getal_of_niets(bedragen, "ProductTarief", waar),
        debet_credit=teken,
        vorig_referentienummer=tekst_of_niets(referentie, "VorigReferentieNummer"),
        btw_vrijstelling=tekst_of_niets(bedragen, "BtwVrijstellingIndicatie"),
        btw_percentage=getal_of_niets(bedragen, "BtwPercentage", waar),
        btw_bedrag=lees_bedrag(bedragen, "BtwBedrag", waar)[0] if "BtwBedrag" in bedragen else None,
    )
