"""Draw the cover of a client: toewijzingen as bars on a calendar, and beneath them the days they cover."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import DEADLINE_30, FIRST_DAY_30, SILENCE_END, SILENCE_START
from migratietoets.reports.log.stock import StockHistory
from migratietoets.reports.pictures import drawing as t
from migratietoets.reports.run.cover import APPROVED, DOUBLE, GAP, HORIZON, OPEN, WINDOW, ClientCover, Group, Piece
from migratietoets.reports.words.content import care, cut, how_much, name, product, term
from migratietoets.reports.words.days import KEY_DATES, MONTHS
from migratietoets.reports.words.text import counted, one_line

WIDTH = 640.0
MOST_BARS = 24
"""At most so many toewijzingen of one client are drawn; the list beside the picture has them all."""
_LEFT, _RIGHT = 10.0, 630.0
_PER_DAY = (_RIGHT - _LEFT) / ((WINDOW[1] - WINDOW[0]).days + 1)
_NARROWEST = 8.0
_CLASS = {"2.4": "r24", "3.0": "r30"}
_WORD = {GAP: "gat", DOUBLE: "dubbel", OPEN: "nog niet te zien"}
_MIDDLE = (_LEFT + _RIGHT) / 2


@dataclass(slots=True)
class _Sheet:
    """Where the drawing is: markup so far, and how far down it reaches."""

    back: list[str] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    y: float = 0.0


def draw_cover(picture: str, client: ClientCover, heading: str = "", bsns: frozenset[str] = frozenset()) -> str:
    """The picture; `picture` is its name, unique in the page; `heading` stands in it."""
    sheet = _Sheet()
    if heading:
        sheet.front.append(t.text(8, 20, cut(heading, 88), "heading"))
        sheet.y = 28.0
    top = sheet.y + 30
    sheet.y = top + 8
    room = MOST_BARS
    for group in client.groups:
        _group(sheet, group, room, bsns)
        room = max(0, room - len(group.toewijzingen))
    calendar = list(_calendar(top, sheet.y))
    _legend(sheet)
    title = f"Dekking van cliënt {client.letter}{': ' + heading if heading else ''}"
    explanation = " ".join(sentence for group in client.groups for sentence in _verdict(group))
    return t.svg_picture(picture, (WIDTH, sheet.y + 6), title, explanation, [*calendar, *sheet.back, *sheet.front])


def say_cover(client: ClientCover, bsns: frozenset[str] = frozenset()) -> list[str]:
    """The same as a list of sentences."""
    out = []
    for group in client.groups:
        out += [f"{_who(group)}: {_label(item, bsns, _mixed(group))}." for item in group.toewijzingen]
        out += _verdict(group)
    return out


def say_wrong(client: ClientCover) -> list[str]:
    """Every gap and every double day in a few words; empty when there is none."""
    return [_say_piece(piece) for group in client.groups for piece in group.pieces if piece.kind in {GAP, DOUBLE}]


def _verdict(group: Group) -> list[str]:
    wrong = [f"{_who(group)}: {_say_piece(piece)}." for kind in (GAP, DOUBLE, OPEN) for piece in group.with_(kind)]
    return wrong or [f"{_who(group)}: geen gat en geen dubbele dag."]


def _who(group: Group) -> str:
    return f"aanbieder {cut(one_line(group.aanbieder), 12)}, {care(group.toewijzingen[0].key)}"


def _mixed(group: Group) -> bool:
    """Whether the bars must say which product they are."""
    return len({(item.key.categorie, item.key.code) for item in group.toewijzingen}) > 1


def _say_piece(piece: Piece) -> str:
    """The name of a piece with its days."""
    word = _WORD[piece.kind]
    if piece.last == HORIZON:
        return f"{word} vanaf {piece.first:%d-%m-%Y}"
    if piece.first == WINDOW[0]:
        return f"{word} tot en met {piece.last:%d-%m-%Y}"
    if piece.days == 1:
        return f"{word}: 1 dag, {piece.first:%d-%m-%Y}"
    return f"{word}: {piece.days} dagen, {term(piece.first, piece.last)}"


def _x(day: date) -> float:
    """Where a day begins, kept within the picture."""
    return min(max(_LEFT + (day - WINDOW[0]).days * _PER_DAY, _LEFT), _RIGHT)


def _legend(sheet: _Sheet) -> None:
    """What colours mean."""
    sheet.y += 16
    x = _LEFT
    kinds = (
        ("bar r24", "release 2.4"),
        ("bar r30", "release 3.0"),
        ("", "ingetrokken"),
        ("good", "gedekt"),
        ("block gap", "gat"),
        ("block double", "dubbel"),
        ("silence", "stille periode"),
    )
    for class_, what in kinds:
        if class_:
            sheet.front.append(t.rectangle(x, sheet.y - 9, 14, 10, class_))
        else:
            sheet.front += [t.rectangle(x, sheet.y - 9, 14, 10, "edge"), t.hatching(x, sheet.y - 9, 14, 10, "stroke")]
        sheet.front.append(t.text(x + 19, sheet.y, what, "small"))
        x += 33 + 6.8 * len(what)


def _calendar(top: float, below: float) -> Iterator[str]:
    """Months, key dates and the stille periode, behind everything."""
    yield t.rectangle(_x(SILENCE_START), top, _x(SILENCE_END + ONE_DAY) - _x(SILENCE_START), below - top, "silence")
    day = WINDOW[0]
    while day <= WINDOW[1]:
        if day.day == 1:
            year = f" {day.year}" if day in {WINDOW[0], date(2021, 1, 1)} else ""
            yield t.line(_x(day), top - 14, _x(day), below, "grid")
            yield t.text(_x(day) + 3, top - 18, f"{MONTHS[day.month - 1]}{year}", "small")
        day += ONE_DAY
    for day, _ in KEY_DATES:
        x = _x(day if day == FIRST_DAY_30 else day + ONE_DAY)
        anchor, offset = ("start", 3) if day == FIRST_DAY_30 else ("end", -3)
        yield t.line(x, top - 10, x, below, "keydate")
        yield t.text(x + offset, top - 3, f"{day:%d-%m}", "small", anchor)


def _group(sheet: _Sheet, group: Group, room: int, bsns: frozenset[str]) -> None:
    sheet.y += 14
    sheet.front.append(t.text(_LEFT, sheet.y, cut(_who(group), 80), "bold halo"))
    sheet.y += 8
    top = sheet.y
    for item in group.toewijzingen[:room]:
        _bar(sheet, item, _label(item, bsns, _mixed(group)))
    if len(group.toewijzingen) > room:
        rest = counted(len(group.toewijzingen) - room, "toewijzing", "toewijzingen")
        sheet.front.append(t.text(_LEFT, sheet.y + 12, f"en nog {rest}; zie de lijst", "soft"))
        sheet.y += 18
    _count_row(sheet, group, top)
    sheet.y += 10


def _label(item: StockHistory, bsns: frozenset[str], with_product: bool) -> str:  # noqa: FBT001  # of the group
    """Number, product, omvang, release, days; and what became of it."""
    state, first = item.at() or item.first, item.first
    who = name(item.key, bsns) if item.key.toewijzingnummer else "zonder nummer"
    parts = [
        who,
        *([product(item.key.categorie, item.key.code)] if with_product else []),
        how_much(state.content, state.release),
        cut(one_line(first.release), 12),
    ]
    if item.cancelled():
        parts.append("geannuleerd")
    elif item.shortened():
        was = f"was t/m {first.einddatum:%d-%m-%Y}" if first.einddatum else "was zonder einddatum"
        parts.append(f"t/m {state.einddatum:%d-%m-%Y} ({was})")
    else:
        parts.append(term(item.key.ingangsdatum, state.einddatum))
    if not item.existing and first.sent > DEADLINE_30:
        parts.append(f"verstuurd {first.sent:%d-%m-%Y}")
    return " · ".join(parts)


def _bar(sheet: _Sheet, item: StockHistory, label: str) -> None:
    state, first, gone = item.at() or item.first, item.first, item.cancelled()
    sheet.front.append(t.text(_LEFT, sheet.y + 12, cut(label, 86), "gone" if gone else "soft halo"))
    colour = _CLASS.get(first.release, "r24")
    y, height = (sheet.y + 19, 5.0) if gone else (sheet.y + 16, 12.0)
    begin = item.key.ingangsdatum
    end = first.einddatum if gone else state.einddatum
    x, width = _place(begin, end)
    if gone:
        sheet.front.append(t.rectangle(x, y, width, height, "edge"))
        sheet.front.append(t.line(x, y + height / 2, x + width, y + height / 2, "stroke"))
    elif width:
        sheet.front.append(t.rectangle(x, y, width, height, f"bar {colour}"))
        sheet.front += _runs_on(begin, end, y, height)
    if not gone and item.shortened() and end is not None:
        x, width = _place(end + ONE_DAY, first.einddatum)
        if width:
            sheet.front.append(t.rectangle(x, y, width, height, "edge"))
            sheet.front.append(t.hatching(x, y, width, height, "stroke"))
    sheet.y += 34


def _place(first: date, last: date | None) -> tuple[float, float]:
    """Left side and width of some days; no width when they lie outside the picture."""
    begin, end = _x(first), _RIGHT if last is None else _x(last + ONE_DAY) if last < date.max else _RIGHT
    return begin, max(0.0, end - begin)


def _runs_on(first: date, last: date | None, y: float, height: float) -> Iterator[str]:
    """An arrow head, cut out of the bar, where it runs on outside the picture."""
    middle, depth = y + height / 2, height / 2
    if first < WINDOW[0]:
        corners = [(_LEFT + 3 + depth, y + 2), (_LEFT + 3, middle), (_LEFT + 3 + depth, y + height - 2)]
        yield t.element("polyline", class_="notch", points=_points(corners))
    if last is None or last > WINDOW[1]:
        corners = [(_RIGHT - 3 - depth, y + 2), (_RIGHT - 3, middle), (_RIGHT - 3 - depth, y + height - 2)]
        yield t.element("polyline", class_="notch", points=_points(corners))


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in corners)


def _count_row(sheet: _Sheet, group: Group, top: float) -> None:
    """The row that counts, and the mark and label of everything wrong in it."""
    y = sheet.y + 16
    sheet.front.append(t.text(_LEFT, sheet.y + 12, "dekking", "soft halo"))
    for piece in group.with_(APPROVED):
        x, width = _place(piece.first, piece.last)
        if width:
            sheet.front.append(t.rectangle(x, y, width, 12, "good"))
    sheet.y = y + 12
    for piece in group.pieces:
        if piece.kind == APPROVED:
            continue
        sheet.y += 16
        _wrong(sheet, piece, y, top)
    sheet.y += 6


def _wrong(sheet: _Sheet, piece: Piece, y: float, top: float) -> None:
    """A mark in the counting row, a light column up to the bars, and a label that points at it."""
    class_, sentence = "soft halo" if piece.kind == OPEN else f"{piece.kind} halo", _say_piece(piece)
    if piece.first > WINDOW[1]:
        sheet.front.append(t.text(_RIGHT, sheet.y + 4, f"{sentence} ▶", class_, "end"))
        return
    x, width = _place(piece.first, piece.last)
    if width < _NARROWEST:
        x, width = x + width / 2 - _NARROWEST / 2, _NARROWEST
    if piece.kind != OPEN:
        sheet.back.append(t.rectangle(x, top, width, y - top, f"laneband {piece.kind}"))
    sheet.front.append(t.rectangle(x, y - 3, width, 18, f"block {piece.kind}"))
    if x + width / 2 > _MIDDLE:
        sheet.front.append(t.text(x + width, sheet.y + 4, f"{sentence} ▲", class_, "end"))
    else:
        sheet.front.append(t.text(x, sheet.y + 4, f"▲ {sentence}", class_))
