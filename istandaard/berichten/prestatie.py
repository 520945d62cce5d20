"""One prestatie of a declaratie: the same facts in the form of the 303 and in that of the 323."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.istandaard.berichten.bedrag import DEBET, make_bedrag, make_period, read_bedrag, read_period, signed
from migratietoets.istandaard.berichten.content import (
    children,
    descend,
    digits,
    integer,
    integer_or_none,
    number_or_none,
    text,
    text_or_none,
    without_empty,
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
        previous_referentienummer: of the debit that a credit takes back (CD060).
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
    previous_referentienummer: str | None = None
    btw_vrijstelling: str | None = None
    btw_percentage: int | None = None
    btw_bedrag: int | None = None

    @property
    def saldo(self) -> int:
        """The amount in signed cents: a credit counts as negative."""
        return signed(self.bedrag, self.debet_credit)


def make_prestatie(shape: str, one: Prestatie) -> dict[str, Any]:
    """The class Prestatie in the form of a "303" or a "323"."""
    return _line_303(one) if shape == "303" else _line_323(one)


def _line_303(one: Prestatie) -> dict[str, Any]:
    btw = None if one.btw_bedrag is None else make_bedrag(one.btw_bedrag, one.debet_credit)
    return without_empty(
        ToewijzingNummer=one.toewijzingnummer,
        ProductCategorie=one.categorie,
        ProductCode=one.code,
        ProductPeriode=make_period(one.begindatum, one.einddatum),
        IngediendeBedragPrestatie=without_empty(
            GeleverdVolume=str(one.volume),
            Eenheid=one.eenheid,
            ProductTarief=digits(one.tarief),
            BtwVrijstellingIndicatie=one.btw_vrijstelling,
            BtwPercentage=digits(one.btw_percentage),
            BtwBedrag=btw,
            DeclaratieFactuurBedrag=make_bedrag(one.bedrag, one.debet_credit),
        ),
        ProductReferentie=_referentie(one),
    )


def _line_323(one: Prestatie) -> dict[str, Any]:
    return without_empty(
        ProductReferentie=_referentie(one),
        ToewijzingNummer=one.toewijzingnummer,
        ProductCategorie=one.categorie,
        ProductCode=one.code,
        ProductPeriode=make_period(one.begindatum, one.einddatum),
        GeleverdVolume=str(one.volume),
        Eenheid=one.eenheid,
        ProductTarief=digits(one.tarief),
        IngediendBedrag=make_bedrag(one.bedrag, one.debet_credit),
    )


def _referentie(one: Prestatie) -> dict[str, Any]:
    return without_empty(ReferentieNummer=one.referentienummer, VorigReferentieNummer=one.previous_referentienummer)


def prestatie_lines(below: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The BSN, the client and the prestatie of every prestatie below a class with Clienten."""
    for client in children(descend(below, "Clienten"), "Client"):
        for line in children(descend(client, "Prestaties"), "Prestatie"):
            yield text(client, "Bsn", where), client, line


def read_prestatie(shape: str, bsn: str, line: dict[str, Any], where: str) -> Prestatie:
    """Read a prestatie that has the form of a 303 ("303") or of a 323."""
    bedragen = descend(line, "IngediendeBedragPrestatie") if shape == "303" else line
    referentie = descend(line, "ProductReferentie")
    start, end = read_period(line, "ProductPeriode", where)
    name = "DeclaratieFactuurBedrag" if shape == "303" else "IngediendBedrag"
    bedrag, sign = read_bedrag(bedragen, name, where)
    return Prestatie(
        bsn=bsn,
        referentienummer=text(referentie, "ReferentieNummer", f"{where}/ProductReferentie"),
        categorie=text(line, "ProductCategorie", where),
        code=text(line, "ProductCode", where),
        begindatum=start,
        einddatum=end,
        volume=integer(bedragen, "GeleverdVolume", where),
        eenheid=text(bedragen, "Eenheid", where),
        bedrag=bedrag,
        toewijzingnummer=number_or_none(line, "ToewijzingNummer"),
        tarief=integer_or_none(bedragen, "ProductTarief", where),
        debet_credit=sign,
        previous_referentienummer=text_or_none(referentie, "VorigReferentieNummer"),
        btw_vrijstelling=text_or_none(bedragen, "BtwVrijstellingIndicatie"),
        btw_percentage=integer_or_none(bedragen, "BtwPercentage", where),
        btw_bedrag=read_bedrag(bedragen, "BtwBedrag", where)[0] if "BtwBedrag" in bedragen else None,
    )
