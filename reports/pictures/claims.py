"""Draw the claims of a client: deliveries as marks on a calendar, and beneath them the periods they were claimed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from migratietoets.istandaard.codelijsten import EENHEID
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import START_30
from migratietoets.reports.pictures import drawing as t
from migratietoets.reports.run.claims import CareItem, Claim, ClientClaims, DrawnDelivery, Period
from migratietoets.reports.words.codes import label
from migratietoets.reports.words.content import LENGTH, care, cut, term
from migratietoets.reports.words.days import MONTHS
from migratietoets.reports.words.declaratie import volume, who
from migratietoets.reports.words.text import counted, euro, one_line

WIDTH = 640.0
DECLARATIE_3_0 = "323"
WEEK_53 = 53
MOST_LINES = 16
"""At most so many deliveries, and so many prestaties, of one product are drawn; the list beside it has them all."""
CORE = (date(2020, 12, 1), date(2021, 1, 31))
"""These days are always in the picture."""
_UTMOST = (date(2020, 10, 1), date(2021, 3, 31))
_LEFT, _RIGHT = 10.0, 630.0
_NARROWEST = 3.0
_WEEK_WIDTH = (22.0, 52.0)
_BESIDE = 46.0


@dataclass(slots=True)
class _Sheet:
    """Where the drawing is: the days it shows, the markup so far, and how far down it reaches."""

    window: Period
    flagged: frozenset[int]
    bsns: frozenset[str]
    back: list[str] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    y: float = 0.0

    @property
    def per_day(self) -> float:
        """How wide a day is."""
        return (_RIGHT - _LEFT) / ((self.window[1] - self.window[0]).days + 1)

    def place(self, days: Period) -> tuple[float, float]:
        """Left side and width of some days, as far as they lie in the picture."""
        first, after = ((day - self.window[0]).days * self.per_day + _LEFT for day in days)
        left, right = (min(max(x, _LEFT), _RIGHT) for x in (first, after + self.per_day))
        return left, max(0.0, right - left)


def draw_claims(
    name: str,
    client: ClientClaims,
    heading: str = "",
    bsns: frozenset[str] = frozenset(),
    flagged: frozenset[int] = frozenset(),
) -> str:
    """The picture; `name` is unique in the page, `heading` stands in it, `flagged` the messages with a finding."""
    sheet = _Sheet(_window(client), flagged, bsns)
    if heading:
        sheet.front.append(t.text(8, 20, cut(heading, 88), "heading"))
        sheet.y = 28.0
    top = sheet.y + 30
    sheet.y = top + 8
    for item in client.care:
        _care(sheet, item)
    calendar = list(_calendar(sheet, top))
    _legend(sheet)
    title = f"Declaraties van cliënt {client.letter}{': ' + heading if heading else ''}"
    explanation = " ".join(sentence for sentence, _ in say_claims(client, bsns, flagged))
    return t.svg_picture(name, (WIDTH, sheet.y + 6), title, explanation, [*sheet.back, *calendar, *sheet.front])


def say_claims(
    client: ClientClaims, bsns: frozenset[str] = frozenset(), flagged: frozenset[int] = frozenset()
) -> list[tuple[str, int | None]]:
    """The same as a list: a sentence per delivery and per prestatie, with the number of its message."""
    out: list[tuple[str, int | None]] = []
    for item in client.care:
        what = _header(item)
        out += [(f"{what}: geleverd {_say_delivery(delivery)}.", None) for delivery in item.deliveries]
        for claim in item.claims:
            claimed = f"{claim.kind} van {claim.sent:%d-%m-%Y} over {term(*claim.declaratieperiode)}"
            wrong = "; bericht met een bevinding" if claim.bericht in flagged else ""
            out.append((f"{what}: {claimed}, {_say_claim(claim, bsns)}{wrong}.", claim.bericht))
    return out


def _header(item: CareItem) -> str:
    return f"aanbieder {cut(one_line(item.key.aanbieder), 12)}, {care(item.key)}"


def _say_delivery(delivery: DrawnDelivery) -> str:
    """The days and what was delivered on them."""
    first, last = delivery.days
    return f"{_days(delivery)}{f' ({term(first, last)})' if first != last else ''}: {_what(delivery)}"


def _days(delivery: DrawnDelivery) -> str:
    first, last = delivery.days
    return f"{first:%d-%m-%Y}" if first == last else f"week {first.isocalendar().week}"


def _what(delivery: DrawnDelivery) -> str:
    """Volume and eenheid, whether it is output where the eenheid does not say so, and what was agreed on it."""
    what = {name: cut(one_line(value), LENGTH) for name, value in delivery.params.items() if value is not None}
    eenheid = label(EENHEID, what.get("eenheid")).lower() or what.get("eenheid", "")
    how = what.get("uitvoering", "")
    parts = (
        f"{what.get('volume', '')} x {eenheid}",
        "" if how in eenheid else how,
        f"afgesproken: {what['afspraak']}" if "afspraak" in what else "",
    )
    return ", ".join(filter(None, parts))


def _say_claim(claim: Claim, bsns: frozenset[str]) -> str:
    """On which toewijzing, over which days, how much, and what became of it."""
    one = claim.prestatie
    parts = (
        "credit" if one.saldo < 0 or one.previous_referentienummer else "",
        who(one.toewijzingnummer, bsns),
        term(*claim.days),
        volume(one, claim.release),
        euro(one.saldo),
        "door de toets" if claim.from_kit else "",
        "afgekeurd" if claim.rejected else "",
    )
    return ", ".join(filter(None, dict.fromkeys(parts)))


def _window(client: ClientClaims) -> Period:
    """Whole months around everything there is to see."""
    pieces = [CORE]
    for item in client.care:
        pieces += [delivery.days for delivery in item.deliveries]
        pieces += [claim.days for claim in item.claims]
    first = max(min(begin for begin, _ in pieces), _UTMOST[0]).replace(day=1)
    last = min(max(end for _, end in pieces), _UTMOST[1])
    next_month = (last.replace(day=28) + 4 * ONE_DAY).replace(day=1)
    return first, next_month - ONE_DAY


def _care(sheet: _Sheet, item: CareItem) -> None:
    sheet.y += 14
    sheet.front.append(t.text(_LEFT, sheet.y, cut(_header(item), 80), "bold halo"))
    sheet.y += 6
    top = sheet.y
    shown = item.deliveries[:MOST_LINES]
    for delivery in shown:
        _delivery(sheet, delivery)
    _rest(sheet, len(item.deliveries), "levering", "leveringen")
    for claim in item.claims[:MOST_LINES]:
        _claim(sheet, claim)
    _rest(sheet, len(item.claims), "prestatie", "prestaties")
    if not item.claims:
        sheet.front.append(t.text(_LEFT, sheet.y + 12, "niet gedeclareerd", "soft halo"))
        sheet.y += 18
    sheet.back += _columns(sheet, shown, top)
    sheet.y += 6


def _rest(sheet: _Sheet, count: int, single: str, plural: str) -> None:
    if count > MOST_LINES:
        rest = counted(count - MOST_LINES, single, plural)
        sheet.front.append(t.text(_LEFT, sheet.y + 12, f"en nog {rest}; zie de lijst", "soft halo"))
        sheet.y += 18


def _columns(sheet: _Sheet, deliveries: Iterable[DrawnDelivery], top: float) -> Iterator[str]:
    """The days of each delivery down through the bars, to see which bars they meet."""
    for days in dict.fromkeys(delivery.days for delivery in deliveries):
        x, width = sheet.place(days)
        if width:
            yield t.rectangle(x, top, width, sheet.y - top, "deliveryday")


def _delivery(sheet: _Sheet, delivery: DrawnDelivery) -> None:
    """A diamond for a day, a beam with ends for a week; its words beside it."""
    x, width = sheet.place(delivery.days)
    middle, y = x + width / 2, sheet.y + 9
    if delivery.days[0] == delivery.days[1]:
        sheet.front.append(_diamond(middle, y))
        x, width = middle - 6, 12.0
    else:
        sheet.front += [t.rectangle(x, y - 2, width, 4, "delivery"), t.rectangle(x, y - 6, 2, 12, "delivery")]
        sheet.front.append(t.rectangle(x + width - 2, y - 6, 2, 12, "delivery"))
    what = cut(f"{_days(delivery)}: {_what(delivery)}", 48)
    if x - _LEFT > _RIGHT - x - width:
        sheet.front.append(t.text(x - 5, y + 4, what, "halo", "end"))
    else:
        sheet.front.append(t.text(x + width + 5, y + 4, what, "halo"))
    sheet.y += 18


def _diamond(x: float, y: float, radius: float = 6) -> str:
    """A diamond around a point."""
    return t.path([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], "delivery")


def _claim(sheet: _Sheet, claim: Claim) -> None:
    """A bar over the productperiode, within a dashed frame over the declaratieperiode; a credit is hatched."""
    error = claim.bericht in sheet.flagged
    kind = "gone" if claim.rejected else "soft"
    sentence = f"✕ {_say_claim(claim, sheet.bsns)}, bevinding" if error else _say_claim(claim, sheet.bsns)
    sheet.front.append(t.text(_LEFT, sheet.y + 12, cut(sentence, 96), f"{'gap' if error else kind} halo"))
    y, height = sheet.y + 18, 12.0
    frame, frame_width = sheet.place(claim.declaratieperiode)
    sheet.front.append(t.rectangle(frame, y - 2, frame_width, height + 4, "edge"))
    x, width = sheet.place(claim.days)
    width = max(width, _NARROWEST)
    if claim.prestatie.saldo < 0:
        sheet.front += [t.rectangle(x, y, width, height, "edge"), t.hatching(x, y, width, height, "stroke")]
    else:
        sheet.front.append(t.rectangle(x, y, width, height, "bar r30" if claim.kind == DECLARATIE_3_0 else "bar r24"))
    end = max(frame + frame_width, x + width)
    if end + _BESIDE > _RIGHT:
        sheet.front.append(t.text(min(frame, x) - 4, y + 10, claim.kind, "bold halo", "end"))
    else:
        sheet.front.append(t.text(end + 4, y + 10, claim.kind, "bold halo"))
    sheet.y += 38


def _calendar(sheet: _Sheet, top: float) -> Iterator[str]:
    """Months, the mondays of the weeks, and the turn of the year."""
    day, short, long = sheet.window[0], *(sheet.per_day * 7 >= width for width in _WEEK_WIDTH)
    while day <= sheet.window[1]:
        x, _ = sheet.place((day, day))
        if day.day == 1:
            year = f" {day.year}" if day == sheet.window[0] or day == START_30 else ""
            yield t.line(x, top - 20, x, sheet.y, "keydate" if day == START_30 else "grid")
            yield t.text(x + 3, top - 18, f"{MONTHS[day.month - 1]}{year}", "small")
        if day.isoweekday() == 1:
            yield t.line(x, top - 2, x, sheet.y, "grid")
            if short:
                number = day.isocalendar().week
                yield t.text(x + 2, top - 3, f"week {number}" if long or number == WEEK_53 else str(number), "small")
        day += ONE_DAY


def _legend(sheet: _Sheet) -> None:
    """What marks and bars mean."""
    sheet.y += 18
    y = sheet.y - 4
    sheet.front += [
        _diamond(16, y, 5),
        t.text(26, sheet.y, "levering", "small"),
    ]
    x = 84.0
    for class_, what in (
        ("bar r24", "productperiode in een 303"),
        ("bar r30", "in een 323"),
        ("edge", "declaratieperiode"),
        ("stroke", "credit"),
    ):
        if class_ == "stroke":
            sheet.front += [t.rectangle(x, sheet.y - 9, 14, 10, "edge"), t.hatching(x, sheet.y - 9, 14, 10, class_)]
        else:
            sheet.front.append(t.rectangle(x, sheet.y - 9, 14, 10, class_))
        sheet.front.append(t.text(x + 19, sheet.y, what, "small"))
        x += 33 + 6.6 * len(what)
    sheet.y += 16
    sheet.front.append(
        t.text(_LEFT, sheet.y, "doorgestreept: afgekeurd · licht vlak: de dagen van een levering", "small")
    )
