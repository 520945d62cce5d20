"""Where a delivery around the turn of the year may be claimed: the answer of `declare` (DC-03 .. DC-14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from istandaard.kalender import STANDAARDKALENDER, ZEKER_VANAF, iso_week, vierwekenperiode, week
from istandaard.releases import EINDE_2020, INGANG_30

WEEK_53 = (2020, 53)
GEEN_DEKKING = "De levering valt buiten de toewijzing en haar opvolger; er is niets te declareren."
AFSPRAAK_ZONDER_KEUS = "De afspraak speelt hier geen rol: er is geen keus."


@dataclass(frozen=True, slots=True)
class Levering:
    """One delivery with what decides where it is claimed.

    Attributes:
        geleverd: the day, or for output the (ISO year, ISO week).
        ingangsdatum, einddatum: of the toewijzing on which it was delivered.
        opvolger: ingangsdatum of the successor, or None.
        bericht_2020: "303-D" or "303-F".
        periode_2020: "vier_weken" or "maand".
        afspraak: "2020" or "2021" where the parties agreed, else None.
    """

    id: str
    domein: str
    uitvoering: str
    geleverd: date | tuple[int, int]
    ingangsdatum: date
    einddatum: date | None
    opvolger: date | None
    bericht_2020: str
    periode_2020: str
    afspraak: str | None


@dataclass(frozen=True, slots=True)
class Plek:
    """A message, a period and a toewijzing on which a delivery may be claimed."""

    bericht: str
    periode: str
    toewijzing: str

    def to_json(self) -> dict[str, str]:
        """As in the contract."""
        return {"message": self.bericht, "period": self.periode, "toewijzing": self.toewijzing}


def _plek(levering: Levering, dag: date, toewijzing: str) -> Plek:
    """The message and period that hold a day: 303 in the agreed periods of 2020, 323 by calendar month from 2021 on."""
    if dag >= INGANG_30:
        return Plek("323", f"{dag:%Y-%m}", toewijzing)
    periode = vierwekenperiode(dag) if levering.periode_2020 == "vier_weken" else None
    return Plek(levering.bericht_2020, periode.naam if periode is not None else f"{dag:%Y-%m}", toewijzing)


def _toewijzing_op(levering: Levering, dag: date) -> str | None:
    """Which toewijzing covers a day: the successor once it has begun, otherwise the old one while it runs."""
    if levering.opvolger is not None and dag >= levering.opvolger:
        return "opvolger"
    loopt = dag >= levering.ingangsdatum and (levering.einddatum is None or dag <= levering.einddatum)
    return "oude" if loopt else None


def _inspanning(levering: Levering, dag: date) -> tuple[list[Plek], list[str]]:
    """The day of delivery decides, whether the toewijzing runs on or not (DC-06 .. DC-09)."""
    toewijzing = _toewijzing_op(levering, dag)
    if toewijzing is None:
        return [], ["DC-06"]
    if date(2020, 12, 28) <= dag <= EINDE_2020:
        regel = "DC-07"
    elif INGANG_30 <= dag <= date(2021, 1, 3):
        regel = "DC-08"
    else:
        regel = "DC-05" if dag >= INGANG_30 else "DC-03"
    return [_plek(levering, dag, toewijzing)], sorted({"DC-06", regel})


def _week_53(levering: Levering) -> tuple[list[Plek], list[str]]:
    """The sunday of week 53 lies in 2021, but the toewijzing may end with the year (DC-10, DC-11, DC-14).

    A successor that began before 2021 runs on past it, like a toewijzing that was never replaced.
    """
    oude, nieuwe = _plek(levering, EINDE_2020, "oude"), Plek("323", "2021-01", "opvolger")
    maandag, zondag = week(*WEEK_53)
    if levering.opvolger is not None and levering.opvolger < INGANG_30:
        return [nieuwe], ["DC-10"]
    if levering.einddatum is None or levering.einddatum > EINDE_2020:
        return ([Plek("323", "2021-01", "oude")], ["DC-10"]) if levering.ingangsdatum <= zondag else ([], ["DC-10"])
    if levering.einddatum == EINDE_2020 and levering.opvolger == INGANG_30:
        return [oude, nieuwe], ["DC-11", "DC-14"]
    return (
        ([oude], ["DC-14"])
        if levering.einddatum >= maandag and levering.ingangsdatum <= EINDE_2020
        else ([], ["DC-14"])
    )


def _output(levering: Levering, van: tuple[int, int]) -> tuple[list[Plek], list[str]]:
    """The sunday of the week decides; a last week that is broken off belongs to the einddatum (DC-05, DC-10)."""
    if van == WEEK_53:
        return _week_53(levering)
    maandag, zondag = week(*van)
    dag, toewijzing = zondag, _toewijzing_op(levering, zondag)
    if toewijzing is None and levering.einddatum is not None and maandag <= levering.einddatum < zondag:
        dag, toewijzing = levering.einddatum, "oude"
    regels = ["DC-05" if dag >= INGANG_30 else "DC-03"]
    return ([_plek(levering, dag, toewijzing)], regels) if toewijzing is not None else ([], regels)


def _weekdag(levering: Levering) -> tuple[int, int]:
    """The ISO week of a delivery of output; a date stands for the week it lies in."""
    return iso_week(levering.geleverd) if isinstance(levering.geleverd, date) else levering.geleverd


def _kalenderopmerking(plekken: list[Plek], levering: Levering) -> list[str]:
    """Before 07-12-2020 the readings of the 4-week calendar differ: name the one used."""
    onzeker = [p for p in plekken if "-P" in p.periode]
    dag = levering.geleverd if isinstance(levering.geleverd, date) else week(*levering.geleverd)[1]
    if not onzeker or dag >= ZEKER_VANAF:
        return []
    return [f"Periode {onzeker[0].periode} volgens kalender {STANDAARDKALENDER}; andere lezingen wijken hier af."]


def plekken(levering: Levering) -> dict[str, Any]:
    """Where this delivery may be claimed: the answer of `declare` on one record."""
    if isinstance(levering.geleverd, date) and levering.uitvoering == "inspanning":
        mag, regels = _inspanning(levering, levering.geleverd)
    else:
        mag, regels = _output(levering, _weekdag(levering))
    opmerkingen: list[str] = []
    if levering.afspraak is not None and len(mag) > 1:
        mag = [mag[0] if levering.afspraak == "2020" else mag[1]]
        regels = sorted([*regels, "DC-12"])
    elif levering.afspraak is not None and mag:
        opmerkingen.append(AFSPRAAK_ZONDER_KEUS)
    if not mag:
        opmerkingen.append(GEEN_DEKKING)
    return {
        "id": levering.id,
        "allowed": [p.to_json() for p in mag],
        "exclusive": len(mag) > 1,
        "rules": regels,
        "remarks": opmerkingen + _kalenderopmerking(mag, levering),
    }
