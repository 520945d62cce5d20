"""Deliveries around the turn of the year by name, each with what `declare` must answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from migratietoets.generators.deliveries.endings import ENDINGS, OLD, SUCCESSOR, Ending
from migratietoets.generators.deliveries.turn_of_year import SpanRow, span_at
from migratietoets.istandaard.kalender import (
    FOUR_WEEKLY,
    MONTHLY,
    WEEK_53,
    WEEK_53_END,
    WEEK_53_START,
    Week,
    iso_week,
    week,
)
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import END_OF_2020, START_30, Domein
from migratietoets.istandaard.remarks import AFSPRAAK_WITHOUT_CHOICE, CALENDAR_UNCERTAIN, NO_COVER
from migratietoets.istandaard.spelling import meant
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

DECLARATIE, FACTUUR = "303-D", "303-F"
AFSPRAKEN = (None, "2020", "2021")
"""What parties agreed about a choice (DC-12)."""


@dataclass(frozen=True, slots=True)
class Declarant:
    """How an aanbieder claims the care of 2020: DECLARATIE or FACTUUR, FOUR_WEEKLY or MONTHLY."""

    bericht: str
    period: str


DECLARANTS = (
    Declarant(DECLARATIE, FOUR_WEEKLY),
    Declarant(FACTUUR, MONTHLY),
    Declarant(FACTUUR, FOUR_WEEKLY),
    Declarant(DECLARATIE, MONTHLY),
)


@dataclass(frozen=True, slots=True)
class LabelledPlace:
    """Where a delivery may be claimed.

    Attributes:
        day: the day that stands for the delivery in this place; it decides the period.
    """

    bericht: str
    period: str
    toewijzing: str
    day: date

    @property
    def on_successor(self) -> bool:
        """It is claimed on the successor."""
        return self.toewijzing == SUCCESSOR

    def to_json(self) -> dict[str, str]:
        """As in the contract."""
        return {"message": self.bericht, "period": self.period, "toewijzing": self.toewijzing}


@dataclass(frozen=True, slots=True)
class DeliveryLabel:
    """What `declare` must answer."""

    id: str
    places: tuple[LabelledPlace, ...]
    rules: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def has_choice(self) -> bool:
        """One of several must be chosen."""
        return len(self.places) > 1

    def to_json(self) -> dict[str, Any]:
        """Every key of the contract, in its order."""
        return {
            "id": self.id,
            "allowed": [place.to_json() for place in self.places],
            "exclusive": self.has_choice,
            "rules": list(self.rules),
            "remarks": list(self.remarks),
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class LabelledDelivery:
    """One delivery: what `declare` is asked, and its label.

    Attributes:
        geleverd: the day, or for output also the ISO week.
        afspraak: one of AFSPRAKEN.
    """

    id: str
    domein: Domein
    uitvoering: str
    geleverd: date | Week
    ending: Ending
    declarant: Declarant
    afspraak: str | None = None
    label: DeliveryLabel = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Label it: the label follows from the parts it was built from."""
        object.__setattr__(self, "label", _label(self))

    @property
    def days(self) -> tuple[date, date]:
        """First and last day on which it can have been delivered."""
        return (self.geleverd,) * 2 if isinstance(self.geleverd, date) else week(*self.geleverd)

    def to_json(self) -> dict[str, Any]:
        """The input of `declare`."""
        geleverd, ending = self.geleverd, self.ending
        return {
            "id": self.id,
            "domein": str(self.domein),
            "uitvoering": self.uitvoering,
            "geleverd": name_of(geleverd),
            "toewijzing": {"ingangsdatum": _iso(ending.ingangsdatum), "einddatum": _iso(ending.einddatum)},
            "opvolger": None if ending.successor is None else {"ingangsdatum": _iso(ending.successor)},
            "bericht_2020": self.declarant.bericht,
            "periode_2020": self.declarant.period,
            "afspraak": self.afspraak,
        }


def name_of(geleverd: date | Week) -> str:
    """A day as 2020-12-31, a week as 2020-W53."""
    return geleverd.isoformat() if isinstance(geleverd, date) else f"{geleverd[0]}-W{geleverd[1]:02d}"


def _place(declarant: Declarant, day: date, toewijzing: str) -> tuple[LabelledPlace, SpanRow]:
    slot = span_at(day)
    return LabelledPlace(
        "323" if slot.in_2021 else declarant.bericht, slot.period(declarant.period), toewijzing, day
    ), slot


_Outcome = tuple[tuple[tuple[date, str], ...], tuple[str, ...]]
"""The days that stand for a delivery, each with its toewijzing; and the rules that say so."""


def _week_53_days(ending: Ending) -> _Outcome:
    """Week 53 of output: in january where it runs on, else in 2020, or either where a successor joins (DC-10 .. 14)."""
    if ending.runs_on:
        return (((START_30, OLD),) if ending.ingangsdatum <= WEEK_53_END else ()), ("DC-10",)
    if ending.follows_on:
        return ((END_OF_2020, OLD), (START_30, SUCCESSOR)), ("DC-11", "DC-14")
    assert ending.einddatum is not None
    return (((END_OF_2020, OLD),) if ending.einddatum >= WEEK_53_START else ()), ("DC-14",)


def _output_days(ending: Ending, delivered_week: Week) -> _Outcome:
    """Any week of output goes with its sunday, the last one of a toewijzing with its einddatum."""
    if delivered_week == WEEK_53:
        return _week_53_days(ending)
    monday, day = week(*delivered_week)
    toewijzing = ending.toewijzing_on(day)
    if toewijzing is None and ending.einddatum is not None and monday <= ending.einddatum < day:
        day, toewijzing = ending.einddatum, OLD
    return ((day, toewijzing),) if toewijzing else (), (span_at(day).output_rule,)


def _days(delivery: LabelledDelivery) -> _Outcome:
    """A day of inspanning stands for itself (DC-06), output for its week."""
    geleverd, ending = delivery.geleverd, delivery.ending
    if delivery.uitvoering == OUTPUT:
        return _output_days(ending, iso_week(geleverd) if isinstance(geleverd, date) else geleverd)
    assert isinstance(geleverd, date)
    toewijzing = ending.toewijzing_on(geleverd)
    if toewijzing is None:
        return (), ("DC-06",)
    return ((geleverd, toewijzing),), tuple(sorted({"DC-06", span_at(geleverd).rule}))


def _label(delivery: LabelledDelivery) -> DeliveryLabel:
    days, rules = _days(delivery)
    remarks = []
    if delivery.afspraak and len(days) > 1:
        days, rules = (days[AFSPRAKEN.index(delivery.afspraak) - 1],), tuple(sorted((*rules, "DC-12")))
    elif delivery.afspraak and days:
        remarks.append(AFSPRAAK_WITHOUT_CHOICE)
    pairs = [_place(delivery.declarant, day, toewijzing) for day, toewijzing in days]
    if not pairs:
        remarks.append(NO_COVER)
    remarks += [
        CALENDAR_UNCERTAIN.format(period=place.period)
        for place, slot in pairs
        if slot.uncertain and delivery.declarant.period == FOUR_WEEKLY
    ]
    return DeliveryLabel(delivery.id, tuple(place for place, _ in pairs), rules, tuple(remarks))


DAYS = (
    *(date(2020, 12, 21) + timedelta(days=n) for n in range(21)),
    *(date(2020, 11, 30), date(2020, 12, 1), date(2020, 12, 6), date(2020, 12, 7)),
    *(date(2021, 1, 31), date(2021, 2, 1)),
)
"""Every day of the weeks 52, 53 and 1, and the days on which a month or a period of 4 weken begins or ends."""
WEEKS = ((2020, 48), (2020, 49), (2020, 50), (2020, 52), WEEK_53, (2021, 1), (2021, 4), (2021, 5))
MILESTONES = tuple(date(2020, 12, 27) + timedelta(days=n) for n in range(9))
"""Days on which a result is reached: output that is not counted by week."""


@dataclass(frozen=True, slots=True)
class DeliverySituation:
    """What is delivered when, and on what: the name of an ending."""

    uitvoering: str
    geleverd: date | Week
    ending: str


def is_self_evident(uitvoering: str, geleverd: date | Week, ending: Ending) -> bool:
    """False for output of week 53 on a successor that had begun before: a record does not say how that one ends."""
    delivered_week = iso_week(geleverd) if isinstance(geleverd, date) else geleverd
    earlier = ending.successor is not None and ending.successor < START_30
    return not (uitvoering == OUTPUT and delivered_week == WEEK_53 and earlier)


def _situations() -> Iterator[tuple[str, DeliverySituation]]:
    moments: list[tuple[str, str, date | Week]] = [
        *((INSPANNING, INSPANNING, day) for day in DAYS),
        *((OUTPUT, OUTPUT, delivered_week) for delivered_week in WEEKS),
        *(("mijlpaal", OUTPUT, day) for day in MILESTONES),
    ]
    for kind, uitvoering, geleverd in moments:
        for name, ending in ENDINGS.items():
            if is_self_evident(uitvoering, geleverd, ending):
                yield f"{kind}/{name_of(geleverd)}/{name}", DeliverySituation(uitvoering, geleverd, name)


DELIVERY_SITUATIONS: Mapping[str, DeliverySituation] = dict(_situations())
"""By name: kind (inspanning, output, mijlpaal), day or week, ending; for example output/2020-W53/opvolger_sluit_aan."""


def delivery(
    name: str,
    *,
    domein: Domein = Domein.WMO,
    declarant: Declarant = DECLARANTS[0],
    afspraak: str | None = None,
) -> LabelledDelivery:
    """The named delivery with its label.

    Args:
        name: a name from DELIVERY_SITUATIONS; it becomes the id.
        domein: wmo or jw.
        declarant: how the aanbieder claims the care of 2020.
        afspraak: one of AFSPRAKEN.

    Raises:
        InputError: an unknown name.
    """
    if name not in DELIVERY_SITUATIONS:
        raise InputError(
            f"Onbekende levering: {name}.{meant(name, DELIVERY_SITUATIONS)} "
            f"Verwacht een naam als {next(iter(DELIVERY_SITUATIONS))}."
        )
    situation = DELIVERY_SITUATIONS[name]
    ending = ENDINGS[situation.ending]
    return LabelledDelivery(name, domein, situation.uitvoering, situation.geleverd, ending, declarant, afspraak)


@dataclass(frozen=True, slots=True)
class DeclaratieScenario:
    """What one aanbieder delivers on a toewijzing and its successor, and how it is claimed."""

    ending: Ending
    declarant: Declarant
    deliveries: tuple[LabelledDelivery, ...]
