"""Deliveries around the turn of the year, each with what `declare` must answer: LEVERSITUATIES has them all by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from generators.aflopen import AFLOPEN, OPVOLGER, OUDE, WEEK_53_TOT, WEEK_53_VAN, Afloop
from generators.tijdvakken import KALENDER_ONZEKER, MAAND, VIER_WEKEN, Tijdvak, tijdvak
from istandaard.kalender import Week, iso_week, week
from istandaard.model import Invoerfout
from istandaard.releases import EINDE_2020, INGANG_30, Domein

INSPANNING, OUTPUT = "inspanning", "output"
DECLARATIE, FACTUUR = "303-D", "303-F"
AFSPRAKEN = (None, "2020", "2021")
"""What parties agreed about a choice (DC-12)."""
WEEK_53 = iso_week(WEEK_53_VAN)
GEEN_DEKKING = "De levering valt buiten de toewijzing en haar opvolger; er is niets te declareren."
AFSPRAAK_ZONDER_KEUS = "De afspraak speelt hier geen rol: er is geen keus."


@dataclass(frozen=True, slots=True)
class Declarant:
    """How an aanbieder claims the care of 2020: DECLARATIE or FACTUUR, by VIER_WEKEN or by MAAND."""

    bericht: str
    periode: str


DECLARANTEN = (
    Declarant(DECLARATIE, VIER_WEKEN),
    Declarant(FACTUUR, MAAND),
    Declarant(FACTUUR, VIER_WEKEN),
    Declarant(DECLARATIE, MAAND),
)


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a delivery may be claimed.

    Attributes:
        dag: the day that stands for the delivery in this place; it decides the period.
    """

    bericht: str
    periode: str
    toewijzing: str
    dag: date

    @property
    def op_opvolger(self) -> bool:
        """It is claimed on the successor."""
        return self.toewijzing == OPVOLGER

    def to_json(self) -> dict[str, str]:
        """As in the contract."""
        return {"message": self.bericht, "period": self.periode, "toewijzing": self.toewijzing}


@dataclass(frozen=True, slots=True)
class Leverlabel:
    """What `declare` must answer."""

    id: str
    plekken: tuple[Plek, ...]
    regels: tuple[str, ...]
    opmerkingen: tuple[str, ...] = ()

    @property
    def keus(self) -> bool:
        """One of several must be chosen."""
        return len(self.plekken) > 1

    def to_json(self) -> dict[str, Any]:
        """Every key of the contract, in its order."""
        return {
            "id": self.id,
            "allowed": [plek.to_json() for plek in self.plekken],
            "exclusive": self.keus,
            "rules": list(self.regels),
            "remarks": list(self.opmerkingen),
        }


def _iso(dag: date | None) -> str | None:
    return None if dag is None else dag.isoformat()


@dataclass(frozen=True, slots=True)
class Levering:
    """One delivery: what `declare` is asked, and its label.

    Attributes:
        geleverd: the day, or for output also the ISO week.
        afspraak: one of AFSPRAKEN.
    """

    id: str
    domein: Domein
    uitvoering: str
    geleverd: date | Week
    afloop: Afloop
    declarant: Declarant
    afspraak: str | None = None
    label: Leverlabel = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Label it: the label follows from the parts it was built from."""
        object.__setattr__(self, "label", _label(self))

    @property
    def dagen(self) -> tuple[date, date]:
        """First and last day on which it can have been delivered."""
        return (self.geleverd,) * 2 if isinstance(self.geleverd, date) else week(*self.geleverd)

    def to_json(self) -> dict[str, Any]:
        """The input of `declare`."""
        geleverd, afloop = self.geleverd, self.afloop
        return {
            "id": self.id,
            "domein": str(self.domein),
            "uitvoering": self.uitvoering,
            "geleverd": naam_van(geleverd),
            "toewijzing": {"ingangsdatum": _iso(afloop.ingangsdatum), "einddatum": _iso(afloop.einddatum)},
            "opvolger": None if afloop.opvolger is None else {"ingangsdatum": _iso(afloop.opvolger)},
            "bericht_2020": self.declarant.bericht,
            "periode_2020": self.declarant.periode,
            "afspraak": self.afspraak,
        }


def naam_van(geleverd: date | Week) -> str:
    """A day as 2020-12-31, a week as 2020-W53."""
    return geleverd.isoformat() if isinstance(geleverd, date) else f"{geleverd[0]}-W{geleverd[1]:02d}"


def _plek(declarant: Declarant, dag: date, toewijzing: str) -> tuple[Plek, Tijdvak]:
    vak = tijdvak(dag)
    return Plek("323" if vak.in_2021 else declarant.bericht, vak.periode(declarant.periode), toewijzing, dag), vak


_Uitkomst = tuple[tuple[tuple[date, str], ...], tuple[str, ...]]
"""The days that stand for a delivery, each with its toewijzing; and the rules that say so."""


def _dagen_week_53(afloop: Afloop) -> _Uitkomst:
    """Week 53 of output: in january where it runs on, else in 2020, or either where a successor joins (DC-10 .. 14)."""
    if afloop.loopt_door:
        return (((INGANG_30, OUDE),) if afloop.ingangsdatum <= WEEK_53_TOT else ()), ("DC-10",)
    if afloop.sluit_aan:
        return ((EINDE_2020, OUDE), (INGANG_30, OPVOLGER)), ("DC-11", "DC-14")
    assert afloop.einddatum is not None
    return (((EINDE_2020, OUDE),) if afloop.einddatum >= WEEK_53_VAN else ()), ("DC-14",)


def _dagen_output(afloop: Afloop, van: Week) -> _Uitkomst:
    """Any week of output goes with its sunday, the last one of a toewijzing with its einddatum."""
    if van == WEEK_53:
        return _dagen_week_53(afloop)
    maandag, dag = week(*van)
    toewijzing = afloop.toewijzing_op(dag)
    if toewijzing is None and afloop.einddatum is not None and maandag <= afloop.einddatum < dag:
        dag, toewijzing = afloop.einddatum, OUDE
    return ((dag, toewijzing),) if toewijzing else (), (tijdvak(dag).regel_output,)


def _dagen(levering: Levering) -> _Uitkomst:
    """A day of inspanning stands for itself (DC-06), output for its week."""
    geleverd, afloop = levering.geleverd, levering.afloop
    if levering.uitvoering == OUTPUT:
        return _dagen_output(afloop, iso_week(geleverd) if isinstance(geleverd, date) else geleverd)
    assert isinstance(geleverd, date)
    toewijzing = afloop.toewijzing_op(geleverd)
    if toewijzing is None:
        return (), ("DC-06",)
    return ((geleverd, toewijzing),), tuple(sorted({"DC-06", tijdvak(geleverd).regel}))


def _label(levering: Levering) -> Leverlabel:
    dagen, regels = _dagen(levering)
    opmerkingen = []
    if levering.afspraak and len(dagen) > 1:
        dagen, regels = (dagen[AFSPRAKEN.index(levering.afspraak) - 1],), tuple(sorted((*regels, "DC-12")))
    elif levering.afspraak and dagen:
        opmerkingen.append(AFSPRAAK_ZONDER_KEUS)
    paren = [_plek(levering.declarant, dag, toewijzing) for dag, toewijzing in dagen]
    if not paren:
        opmerkingen.append(GEEN_DEKKING)
    opmerkingen += [
        KALENDER_ONZEKER.format(periode=plek.periode)
        for plek, vak in paren
        if vak.onzeker and levering.declarant.periode == VIER_WEKEN
    ]
    return Leverlabel(levering.id, tuple(plek for plek, _ in paren), regels, tuple(opmerkingen))


DAGEN = (
    *(date(2020, 12, 21) + timedelta(days=n) for n in range(21)),
    *(date(2020, 11, 30), date(2020, 12, 1), date(2020, 12, 6), date(2020, 12, 7)),
    *(date(2021, 1, 31), date(2021, 2, 1)),
)
"""Every day of the weeks 52, 53 and 1, and the days on which a month or a period of 4 weken begins or ends."""
WEKEN = ((2020, 48), (2020, 49), (2020, 50), (2020, 52), WEEK_53, (2021, 1), (2021, 4), (2021, 5))
MIJLPALEN = tuple(date(2020, 12, 27) + timedelta(days=n) for n in range(9))
"""Days on which a result is reached: output that is not counted by week."""


@dataclass(frozen=True, slots=True)
class Leversituatie:
    """What is delivered when, and on what: the name of an afloop."""

    uitvoering: str
    geleverd: date | Week
    afloop: str


def spreekt_vanzelf(uitvoering: str, geleverd: date | Week, afloop: Afloop) -> bool:
    """False for output of week 53 on a successor that had begun before: a record does not say how that one ends."""
    van = iso_week(geleverd) if isinstance(geleverd, date) else geleverd
    eerder = afloop.opvolger is not None and afloop.opvolger < INGANG_30
    return not (uitvoering == OUTPUT and van == WEEK_53 and eerder)


def _situaties() -> Iterator[tuple[str, Leversituatie]]:
    momenten: list[tuple[str, str, date | Week]] = [
        *((INSPANNING, INSPANNING, dag) for dag in DAGEN),
        *((OUTPUT, OUTPUT, van) for van in WEKEN),
        *(("mijlpaal", OUTPUT, dag) for dag in MIJLPALEN),
    ]
    for soort, uitvoering, geleverd in momenten:
        for naam, afloop in AFLOPEN.items():
            if spreekt_vanzelf(uitvoering, geleverd, afloop):
                yield f"{soort}/{naam_van(geleverd)}/{naam}", Leversituatie(uitvoering, geleverd, naam)


LEVERSITUATIES: Mapping[str, Leversituatie] = dict(_situaties())
"""By name: kind (inspanning, output, mijlpaal), day or week, afloop; for example output/2020-W53/opvolger_sluit_aan."""


def levering(
    naam: str,
    *,
    domein: Domein = Domein.WMO,
    declarant: Declarant = DECLARANTEN[0],
    afspraak: str | None = None,
) -> Levering:
    """The named delivery with its label.

    Args:
        naam: a name from LEVERSITUATIES; it becomes the id.
        domein: wmo or jw.
        declarant: how the aanbieder claims the care of 2020.
        afspraak: one of AFSPRAKEN.

    Raises:
        Invoerfout: an unknown name.
    """
    if naam not in LEVERSITUATIES:
        raise Invoerfout(f"Onbekende levering: {naam}. Verwacht een naam als {next(iter(LEVERSITUATIES))}.")
    situatie = LEVERSITUATIES[naam]
    afloop = AFLOPEN[situatie.afloop]
    return Levering(naam, domein, situatie.uitvoering, situatie.geleverd, afloop, declarant, afspraak)


@dataclass(frozen=True, slots=True)
class Declaratiescenario:
    """What one aanbieder delivers on a toewijzing and its successor, and how it is claimed."""

    afloop: Afloop
    declarant: Declarant
    leveringen: tuple[Levering, ...]
