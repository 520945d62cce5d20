"""The run as a picture: messages per week, with the days on which everything turns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from migratietoets.istandaard.releases import FIRST_DAY_30, Release
from migratietoets.reports.log.instants import moment
from migratietoets.reports.log.log import Log
from migratietoets.reports.words.days import KEY_DATES, MONTHS
from migratietoets.reports.words.text import counted

RELEASES = (str(Release.R24), str(Release.R30))
OTHER = "other"
_BOUNDS = (date(2020, 1, 1), date(2021, 12, 31))
_WEEK = timedelta(days=7)
_BOTTOM, _TOP, _LEFT, _RIGHT = 22.0, 30.0, 34.0, 4.0


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its monday and the number of messages per release."""

    monday: date
    totals: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All messages of the week."""
        return sum(count for _, count in self.totals)

    @property
    def name(self) -> str:
        """The ISO week and its monday."""
        return f"week {self.monday.isocalendar().week}, vanaf {self.monday:%d-%m-%Y}"


@dataclass(frozen=True, slots=True)
class RunTimeline:
    """The weeks of a run; `outside` counts the messages before or after them."""

    weeks: tuple[Week, ...]
    releases: tuple[str, ...]
    outside: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in the picture."""

    x: float
    y: float
    width: float
    height: float
    class_: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line in the picture with its label."""

    position: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture of a timeline at one size, in units of the view box."""

    width: float
    height: float
    left: float
    right: float
    top: float
    below: float
    bars: tuple[Bar, ...]
    key_dates: tuple[Tick, ...]
    months: tuple[Tick, ...]
    scale: tuple[Tick, ...]


def timeline(log: Log) -> RunTimeline:
    """Count the messages of a run per week and release, over the days of its campaigns."""
    days = [(moment(event.at).date(), _release(event.release)) for event in log.messages]
    first, last = _span(log, [day for day, _ in days])
    per_week: Counter[tuple[date, str]] = Counter()
    outside = 0
    for day, release in days:
        if first <= day <= last:
            per_week[_monday(day), release] += 1
        else:
            outside += 1
    kinds = tuple(kind for kind in (*RELEASES, OTHER) if any(release == kind for _, release in per_week))
    weeks = tuple(
        Week(monday, tuple((kind, per_week[monday, kind]) for kind in kinds)) for monday in _mondays(first, last)
    )
    return RunTimeline(weeks if per_week else (), kinds, outside)


def draw(line: RunTimeline, width: float, height: float) -> Drawing:
    """Place bars, lines and labels; the timeline must have weeks."""
    begin = line.weeks[0].monday
    days = len(line.weeks) * 7
    per_day = (width - _LEFT - _RIGHT) / days
    peak = max(week.total for week in line.weeks)
    per_bericht = (height - _BOTTOM - _TOP) / peak
    foot = height - _BOTTOM

    def x(day: date) -> float:
        return round(_LEFT + (day - begin).days * per_day, 1)

    bars = []
    for week in line.weeks:
        y = foot
        for kind, count in week.totals:
            y -= count * per_bericht
            title = f"{week.name}: {counted(count, 'bericht', 'berichten')} in {_describe(kind)}"
            bar = Bar(
                round(x(week.monday) + per_day * 0.7, 1),
                round(y, 1),
                round(per_day * 5.6, 1),
                round(count * per_bericht, 1),
                f"release-{kind.replace('.', '')}",
                title,
            )
            if count:
                bars.append(bar)
    end = begin + timedelta(days=days)
    return Drawing(
        width=width,
        height=height,
        left=_LEFT,
        right=width - _RIGHT,
        top=_TOP,
        below=foot,
        bars=tuple(bars),
        key_dates=tuple(
            # a deadline ends with its day, a first day begins with it
            Tick(x(day + timedelta(days=day != FIRST_DAY_30)), f"{day:%d-%m}", "end" if day < FIRST_DAY_30 else "start")
            for day, _ in KEY_DATES
            if begin <= day < end
        ),
        months=tuple(
            Tick(x(day), MONTHS[day.month - 1])
            for day in (begin + timedelta(days=n) for n in range(days))
            if day.day == 1 and (end - day).days * per_day > 22  # noqa: PLR2004  # the width of a label
        ),
        scale=tuple(
            Tick(round(foot - count * per_bericht, 1), f"{count}", "end")
            for count in sorted({0, (peak + 1) // 2, peak})
        ),
    )


def _describe(kind: str) -> str:
    return "een andere release" if kind == OTHER else f"release {kind}"


def _release(release: str) -> str:
    return release if release in RELEASES else OTHER


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _mondays(first: date, last: date) -> Iterable[date]:
    day = _monday(first)
    while day <= last:
        yield day
        day += _WEEK


def _span(log: Log, days: list[date]) -> tuple[date, date]:
    """The first and last day to show: those of the campaigns, else of the messages, within the two years around."""
    limits = [
        date.fromisoformat(day) for campaign in log.campaigns.values() for day in (campaign.begin, campaign.end)
    ] or days
    if not limits:
        return _BOUNDS
    return max(min(limits), _BOUNDS[0]), min(max(limits), _BOUNDS[1])
