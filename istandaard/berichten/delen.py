"""The parts that several messages share: products, quantities, periods and amounts."""

from datetime import date
from typing import Any

from istandaard.berichten.bericht import Berichtfout, citaat
from istandaard.berichten.inhoud import datum, getal, getal_of_niets, klasse, tekst, tekst_of_niets, zonder_leeg

DEBET = "D"
CREDIT = "C"


def cijfers(waarde: int | None) -> str | None:
    """A whole number as text."""
    return None if waarde is None else str(waarde)


def dag(waarde: date | None) -> str | None:
    """A date as text."""
    return None if waarde is None else waarde.isoformat()


def maak_product(categorie: str | None, code: str | None) -> dict[str, str] | None:
    """A CDT_Product; None when nothing of it is filled."""
    return zonder_leeg(Categorie=categorie, Code=code) or None


def lees_product(regel: dict[str, Any]) -> tuple[str | None, str | None]:
    """Categorie and code of a line; None where absent."""
    inhoud = klasse(regel, "Product")
    return tekst_of_niets(inhoud, "Categorie"), tekst_of_niets(inhoud, "Code")


def maak_omvang(volume: int | None, eenheid: str | None, frequentie: str | None) -> dict[str, str] | None:
    """A CDT_Omvang; None when nothing of it is filled."""
    return zonder_leeg(Volume=cijfers(volume), Eenheid=eenheid, Frequentie=frequentie) or None


def lees_omvang(regel: dict[str, Any], waar: str) -> tuple[int | None, str | None, str | None]:
    """Volume, eenheid and frequentie of a line; None where absent.

    Raises:
        Berichtfout: the volume is no whole number.
    """
    inhoud = klasse(regel, "Omvang")
    volume = getal_of_niets(inhoud, "Volume", f"{waar}/Omvang")
    return volume, tekst_of_niets(inhoud, "Eenheid"), tekst_of_niets(inhoud, "Frequentie")


def maak_periode(begindatum: date, einddatum: date) -> dict[str, str]:
    """A CDT_GeslotenPeriode, both days included."""
    return {"Begindatum": begindatum.isoformat(), "Einddatum": einddatum.isoformat()}


def lees_periode(inhoud: dict[str, Any], naam: str, waar: str) -> tuple[date, date]:
    """First and last day of a CDT_GeslotenPeriode.

    Raises:
        Berichtfout: a date is missing or odd.
    """
    periode, pad = klasse(inhoud, naam), f"{waar}/{naam}"
    return datum(periode, "Begindatum", pad), datum(periode, "Einddatum", pad)


def maak_bedrag(bedrag: int, debet_credit: str) -> dict[str, str]:
    """A CDT_BedragMetDC: cents without sign, and D or C."""
    return {"Bedrag": str(bedrag), "DebetCredit": debet_credit}


def lees_bedrag(inhoud: dict[str, Any], naam: str, waar: str) -> tuple[int, str]:
    """Cents and D or C of a CDT_BedragMetDC.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    bedrag, pad = klasse(inhoud, naam), f"{waar}/{naam}"
    return getal(bedrag, "Bedrag", pad), _teken(bedrag, pad)


def maak_totaal(saldo: int) -> dict[str, str]:
    """A CDT_TotaalBedragMetDC from signed cents; 0 is debit (CS325)."""
    return {"TotaalBedrag": str(abs(saldo)), "DebetCredit": CREDIT if saldo < 0 else DEBET}


def lees_totaal(inhoud: dict[str, Any], naam: str, waar: str) -> int:
    """Signed cents of a CDT_TotaalBedragMetDC.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    totaal, pad = klasse(inhoud, naam), f"{waar}/{naam}"
    return met_teken(getal(totaal, "TotaalBedrag", pad), _teken(totaal, pad))


def met_teken(bedrag: int, debet_credit: str) -> int:
    """Signed cents: a credit counts as negative."""
    return -bedrag if debet_credit == CREDIT else bedrag


def _teken(bedrag: dict[str, Any], waar: str) -> str:
    teken = tekst(bedrag, "DebetCredit", waar)
    if teken not in {DEBET, CREDIT}:
        raise Berichtfout(f"{waar}/DebetCredit: verwacht D of C; gevonden {citaat(teken)}. Herstel de waarde.")
    return teken
