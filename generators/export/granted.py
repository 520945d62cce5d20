"""The 301 messages of release 2.4 behind the records: each sent around the start of what it grants."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from migratietoets.generators.chance import chance, seeded
from migratietoets.generators.shares import share
from migratietoets.generators.stock.portfolio import Dossier
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, granted, make_301
from migratietoets.istandaard.codelijsten.codes import CORRECTION
from migratietoets.istandaard.kalender import ONE_DAY, is_working_day
from migratietoets.istandaard.model import Client, Toewijzing
from migratietoets.istandaard.releases import Release

FIRST_DAGTEKENING, LAST_DAGTEKENING = date(2020, 4, 1), date(2020, 9, 30)
"""Messages are sent in this period, in which release 2.4 was in force and nothing had to migrate yet.

What began before is sent again in the first weeks of it, and what begins later is sent in the last.
"""
BEFORE, AFTER, LATE = timedelta(days=24), timedelta(days=21), timedelta(days=90)
"""So long before the start at most, so long after, and so long when it is late; and so many days the beschikking is
older at least and at most: all assumptions."""
OLDER = (2, 20)
_CATCH_UP = timedelta(days=60)
_LATE_SHARE, _WEEKEND_SHARE = share("late_toewijzing"), share("weekend_message")


def _around(rng: Random, start: date) -> date:
    """Some weeks before a start to some weeks after, now and then late, in the period of release 2.4."""
    if start < FIRST_DAGTEKENING:
        first, last = FIRST_DAGTEKENING, FIRST_DAGTEKENING + _CATCH_UP
    elif chance(rng, _LATE_SHARE):
        first, last = start + AFTER, start + LATE
    else:
        first, last = start - BEFORE, start + AFTER
    last = max(min(last, LAST_DAGTEKENING), FIRST_DAGTEKENING)
    first = min(max(first, FIRST_DAGTEKENING), LAST_DAGTEKENING - BEFORE, last)
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def _moment(rng: Random, toewijzingen: Sequence[Toewijzing]) -> datetime:
    """The moment of sending: hardly ever in a weekend or on a feestdag, between 08:00 and 18:00."""
    day = _around(rng, max(toewijzing.ingangsdatum for toewijzing in toewijzingen))
    if not chance(rng, _WEEKEND_SHARE):
        step = ONE_DAY if day < LAST_DAGTEKENING - AFTER else -ONE_DAY
        while not is_working_day(day):
            day += step
    minutes, second = divmod(rng.randrange(10 * 3600), 60)
    return datetime.combine(day, time(8 + minutes // 60, minutes % 60, second))


def _line(toewijzing: Toewijzing, decided: datetime) -> ToegewezenProduct:
    return granted(toewijzing, decided, CORRECTION if toewijzing.cancelled else None)


def bericht(
    client: Client, toewijzingen: Sequence[Toewijzing], *, seed: int, sequence_number: int
) -> tuple[bytes, date]:
    """One 301 of release 2.4 with all toewijzingen of a client at one aanbieder in one domein; and when it was sent.

    Args:
        client: whose they are.
        toewijzingen: at least one, all of the same gemeente, domein, aanbieder and client.
        seed: decides the day of sending, which is the toewijzingsdatum too, and that of the beschikking before it.
        sequence_number: becomes the identification of the message; give each message another.
    """
    first = toewijzingen[0]
    rng = seeded("verzonden", seed, first.gemeente, first.domein, first.aanbieder, client.bsn)
    moment = _moment(rng, toewijzingen)
    made = make_301(
        release=Release.R24,
        domein=first.domein,
        gemeente=first.gemeente,
        aanbieder=first.aanbieder,
        identificatie=f"T{sequence_number:07d}",
        dagtekening=moment.date(),
        client=client,
        producten=[_line(toewijzing, moment) for toewijzing in toewijzingen],
        beschikkingnummer=f"{1_000_000 + sequence_number}",
        afgiftedatum=moment.date() - timedelta(days=rng.randint(*OLDER)),
    )
    return build(made), moment.date()


def berichten(dossier: Dossier, *, seed: int, starting_at: int = 1) -> Iterator[tuple[str, bytes, date]]:
    """The messages of a client, one for each aanbieder and domein: file name, XML and day of sending."""

    def where(toewijzing: Toewijzing) -> tuple[str, str]:
        return toewijzing.domein, toewijzing.aanbieder

    ordered = sorted((labelled.toewijzing for labelled in dossier.toewijzingen), key=where)
    for location, ((domein, aanbieder), group) in enumerate(groupby(ordered, key=where)):
        own = list(group)
        name = f"{own[0].gemeente}-{domein}-{aanbieder}-{dossier.client.bsn}.xml"
        yield name, *bericht(dossier.client, own, seed=seed, sequence_number=starting_at + location)
