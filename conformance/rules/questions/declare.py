"""Where a delivery around the turn of the year may be claimed: the answer of `declare` (DC-03 .. DC-14)."""

from dataclasses import dataclass
from datetime import date

from migratietoets.istandaard.kalender import (
    CERTAIN_FROM,
    FOUR_WEEKLY,
    WEEK_53,
    WEEK_53_END,
    WEEK_53_START,
    four_week_period,
    iso_week,
    month_name,
    week,
)
from migratietoets.istandaard.releases import END_OF_2020, START_30
from migratietoets.istandaard.remarks import AFSPRAAK_WITHOUT_CHOICE, CALENDAR_UNCERTAIN, NO_COVER
from migratietoets.istandaard.uitvoeringen import INSPANNING


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery with what decides where it is claimed.

    Attributes:
        geleverd: the day, or for output the (ISO year, ISO week).
        ingangsdatum, einddatum: of the toewijzing on which it was delivered.
        successor: ingangsdatum of the successor, or None.
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
    successor: date | None
    bericht_2020: str
    periode_2020: str
    afspraak: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A message, a period and a toewijzing on which a delivery may be claimed."""

    message: str
    period: str
    toewijzing: str


@dataclass(frozen=True, slots=True)
class Places:
    """The answer of `declare` on one delivery.

    Attributes:
        allowed: where it may be claimed; with `exclusive` in one of them, which the parties choose.
        rules: the rules that say so.
        remarks: Dutch sentences.
    """

    id: str
    allowed: tuple[Place, ...]
    exclusive: bool
    rules: tuple[str, ...]
    remarks: tuple[str, ...]


def _place(delivery: Delivery, day: date, toewijzing: str) -> Place:
    """The message and period that hold a day: 303 in the agreed periods of 2020, 323 by calendar month from 2021 on."""
    if day >= START_30:
        return Place("323", month_name(day), toewijzing)
    period = four_week_period(day) if delivery.periode_2020 == FOUR_WEEKLY else None
    return Place(delivery.bericht_2020, period.name if period is not None else month_name(day), toewijzing)


def _toewijzing_on(delivery: Delivery, day: date) -> str | None:
    """Which toewijzing covers a day: the successor once it has begun, otherwise the old one while it runs."""
    if delivery.successor is not None and day >= delivery.successor:
        return "opvolger"
    running = day >= delivery.ingangsdatum and (delivery.einddatum is None or day <= delivery.einddatum)
    return "oude" if running else None


def _inspanning(delivery: Delivery, day: date) -> tuple[list[Place], list[str]]:
    """The day of delivery decides, whether the toewijzing runs on or not (DC-06 .. DC-09)."""
    toewijzing = _toewijzing_on(delivery, day)
    if toewijzing is None:
        return [], ["DC-06"]
    if day < WEEK_53_START:
        rule = "DC-03"
    elif day <= END_OF_2020:
        rule = "DC-07"
    else:
        rule = "DC-08" if day <= WEEK_53_END else "DC-05"
    return [_place(delivery, day, toewijzing)], sorted({"DC-06", rule})


def _week_53(delivery: Delivery) -> tuple[list[Place], list[str]]:
    """The sunday of week 53 lies in 2021, but the toewijzing may end with the year (DC-10, DC-11, DC-14).

    A successor that began before 2021 runs on past it, like a toewijzing that was never replaced.
    """
    old_one, new_one = _place(delivery, END_OF_2020, "oude"), Place("323", month_name(START_30), "opvolger")
    if delivery.successor is not None and delivery.successor < START_30:
        return [new_one], ["DC-10"]
    if delivery.einddatum is None or delivery.einddatum > END_OF_2020:
        begun = delivery.ingangsdatum <= WEEK_53_END
        return [Place("323", month_name(START_30), "oude")] if begun else [], ["DC-10"]
    if delivery.einddatum == END_OF_2020 and delivery.successor == START_30:
        return [old_one, new_one], ["DC-11", "DC-14"]
    held = delivery.einddatum >= WEEK_53_START and delivery.ingangsdatum <= END_OF_2020
    return [old_one] if held else [], ["DC-14"]


def _output(delivery: Delivery, iso: tuple[int, int]) -> tuple[list[Place], list[str]]:
    """The sunday of the week decides; a last week that is broken off belongs to the einddatum (DC-05, DC-10)."""
    if iso == WEEK_53:
        return _week_53(delivery)
    monday, sunday = week(*iso)
    day, toewijzing = sunday, _toewijzing_on(delivery, sunday)
    if toewijzing is None and delivery.einddatum is not None and monday <= delivery.einddatum < sunday:
        day, toewijzing = delivery.einddatum, "oude"
    rules = ["DC-05" if day >= START_30 else "DC-03"]
    return ([_place(delivery, day, toewijzing)], rules) if toewijzing is not None else ([], rules)


def _delivery_week(delivery: Delivery) -> tuple[int, int]:
    """The ISO week of a delivery of output; a date stands for the week it lies in."""
    return iso_week(delivery.geleverd) if isinstance(delivery.geleverd, date) else delivery.geleverd


def _calendar_remark(places: list[Place], delivery: Delivery) -> list[str]:
    """Before 07-12-2020 the readings of the 4-week calendar differ: name the one used."""
    uncertain = [p for p in places if "-P" in p.period]
    day = delivery.geleverd if isinstance(delivery.geleverd, date) else week(*delivery.geleverd)[1]
    if not uncertain or day >= CERTAIN_FROM:
        return []
    return [CALENDAR_UNCERTAIN.format(period=uncertain[0].period)]


def places(delivery: Delivery) -> Places:
    """Where this delivery may be claimed: the answer of `declare` on one record."""
    if isinstance(delivery.geleverd, date) and delivery.uitvoering == INSPANNING:
        allowed, rules = _inspanning(delivery, delivery.geleverd)
    else:
        allowed, rules = _output(delivery, _delivery_week(delivery))
    remarks: list[str] = []
    if delivery.afspraak is not None and len(allowed) > 1:
        allowed = [allowed[0] if delivery.afspraak == "2020" else allowed[1]]
        rules = sorted([*rules, "DC-12"])
    elif delivery.afspraak is not None and allowed:
        remarks.append(AFSPRAAK_WITHOUT_CHOICE)
    if not allowed:
        remarks.append(NO_COVER)
    return Places(
        id=delivery.id,
        allowed=tuple(allowed),
        exclusive=len(allowed) > 1,
        rules=tuple(rules),
        remarks=(*remarks, *_calendar_remark(allowed, delivery)),
    )
