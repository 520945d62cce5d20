"""Draw the order of events in a case: two lanes, time downwards, the key dates across."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from migratietoets.istandaard.releases import FIRST_DAY_30
from migratietoets.reports.pictures import drawing as t
from migratietoets.reports.run.order import (
    BERICHT,
    INSTRUCTION,
    KEY_DATE,
    NOTICE,
    RETOUR,
    SILENCE_BEGINS,
    SILENCE_ENDS,
    OrderStep,
)
from migratietoets.reports.words.content import cut
from migratietoets.reports.words.text import counted

WIDTH = 640.0
MOST_STEPS = 60
"""At most so many messages, notices and commands are drawn; the list beside the picture has them all."""
MOST_LINES = 5
"""At most so many lines of one message are drawn."""
_LEFT, _RIGHT, _TEXT_LEFT = 96.0, 630.0, 106.0
_LINE_HEIGHT, _CHARS = 15.0, 76
_CLASS = {"2.4": "r24", "3.0": "r30"}
_TO = {"gemeente": "aanbieder", "aanbieder": "gemeente"}
_LANE = {"gemeente": _LEFT, "aanbieder": _RIGHT}


@dataclass(slots=True)
class _Sheet:
    """Where the drawing is: markup so far, and how far down it reaches."""

    back: list[str]
    front: list[str]
    y: float
    silence_top: float | None = None


def draw_order(name: str, steps: Sequence[OrderStep], heading: str = "") -> str:
    """The picture; `name` is unique in the page, `heading` stands in it."""
    drawn, left_out = _limited(steps)
    sheet = _Sheet([], [], 14.0)
    if heading:
        sheet.front.append(t.text(8, 20, cut(heading, 88), "heading"))
        sheet.y = 42.0
    sheet.front.append(t.text(_LEFT, sheet.y, "gemeente", "bold", "middle"))
    sheet.front.append(t.text(_RIGHT, sheet.y, "aanbieder", "bold", "end"))
    sheet.y += 8
    previous: OrderStep | None = None
    for step in drawn:
        if previous is None or step.day != previous.day:
            _new_day(sheet, previous, step)
        _step(sheet, step)
        previous = step
    sheet.y += 10
    _lanes(sheet, sheet.y - 10, sheet.y, jump=False)
    if left_out:
        sheet.front.append(
            t.text(_TEXT_LEFT, sheet.y + 14, f"en nog {counted(left_out, 'stap', 'stappen')}; zie de lijst", "soft")
        )
        sheet.y += 20
    _legend(sheet)
    title = f"Volgorde van berichten{': ' + heading if heading else ''}"
    berichten = sum(step.kind in {BERICHT, RETOUR} for step in steps)
    what = (
        f"{counted(berichten, 'bericht', 'berichten')} tussen gemeente en aanbieder. De lijst ernaast zegt hetzelfde."
    )
    return t.svg_picture(name, (WIDTH, sheet.y + 6), title, what, [*sheet.back, *sheet.front])


def say_steps(steps: Sequence[OrderStep]) -> list[tuple[str, int | None]]:
    """The same as a list: per step a sentence, and the number of its message."""
    return [(_sentence(step), step.number) for step in steps if step.kind != SILENCE_ENDS]


def _sentence(step: OrderStep) -> str:
    day = f"{step.day:%d-%m-%Y}"
    what = "; ".join(step.lines)
    if step.kind in {KEY_DATE, SILENCE_BEGINS}:
        return f"{day}: {what}"
    if step.kind == INSTRUCTION:
        return f"{day} {step.time_of_day} {step.party}: {what}"
    wrong = f" Onjuist: {step.error}" if step.error else ""
    return f"{day} {step.time_of_day} {step.party} → {_TO[step.party]}, {step.header}: {what}.{wrong}"


def _limited(steps: Sequence[OrderStep]) -> tuple[list[OrderStep], int]:
    """The steps to draw, and how many were left out at the end; key dates always stay."""
    out, free = [], 0
    for step in steps:
        fixed = step.kind in {KEY_DATE, SILENCE_BEGINS, SILENCE_ENDS}
        free += not fixed
        if fixed or free <= MOST_STEPS:
            out.append(step)
    return out, max(0, free - MOST_STEPS)


def _legend(sheet: _Sheet) -> None:
    """What colours and lines mean."""
    sheet.y += 16
    x = 8.0
    for colour, what in (("r24", "release 2.4"), ("r30", "release 3.0")):
        sheet.front.append(t.line(x, sheet.y - 4, x + 22, sheet.y - 4, f"arrow {colour}"))
        sheet.front.append(t.text(x + 27, sheet.y, what, "small"))
        x += 105
    line_styles = "dun: retour · gestreept: kennisgeving · gestippelde baan: tijd ingekort"
    sheet.front.append(t.text(x, sheet.y, line_styles, "small"))


def _new_day(sheet: _Sheet, previous: OrderStep | None, step: OrderStep) -> None:
    days = (step.day - previous.day).days if previous else 0
    height = 6.0 if days <= 1 else 20.0
    _lanes(sheet, sheet.y, sheet.y + height, jump=days > 1)
    if days > 1:
        sheet.front.append(t.text(_LEFT - 10, sheet.y + 14, f"{days} dagen", "small", "end"))
    sheet.y += height
    if step.kind != SILENCE_ENDS:
        sheet.front.append(t.text(_LEFT - 10, sheet.y + 14, f"{step.day:%d-%m-%Y}", "bold", "end"))


def _lanes(sheet: _Sheet, start: float, end: float, *, jump: bool) -> None:
    class_ = "lane skip" if jump else "lane"
    sheet.front += [t.line(x, start, x, end, class_) for x in (_LEFT, _RIGHT)]


def _step(sheet: _Sheet, step: OrderStep) -> None:
    top = sheet.y
    if step.kind == KEY_DATE:
        sheet.front.append(t.text(_TEXT_LEFT, sheet.y + 14, step.lines[0], "soft"))
        limit = sheet.y if step.day == FIRST_DAY_30 else sheet.y + 20
        sheet.front.append(t.line(8, limit, WIDTH - 8, limit, "keydate"))
        sheet.y += 20
    elif step.kind == SILENCE_BEGINS:
        sheet.silence_top = sheet.y
        sheet.front.append(t.text(_TEXT_LEFT, sheet.y + 14, step.lines[0], "soft"))
        sheet.y += 20
    elif step.kind == SILENCE_ENDS:
        if sheet.silence_top is not None:
            sheet.back.append(t.rectangle(0, sheet.silence_top, WIDTH, sheet.y - sheet.silence_top, "silence"))
    elif step.kind == INSTRUCTION:
        x = _LANE[step.party]
        sheet.front.append(t.rectangle(x - 4, sheet.y + 6, 8, 8, "point loose"))
        anchor = "start" if step.party == "gemeente" else "end"
        lines = _fold(step.lines[0], _CHARS)
        for number, what in enumerate(lines):
            height = sheet.y + 14 + number * _LINE_HEIGHT
            sheet.front.append(t.text(x + (10 if anchor == "start" else -10), height, what, "soft", anchor))
        sheet.y += 5 + _LINE_HEIGHT * len(lines)
    else:
        _arrow(sheet, step)
    _lanes(sheet, top, sheet.y, jump=False)


def _fold(what: str, room: int) -> list[str]:
    """At most two lines; an amount stays in one piece."""
    return wrap(cut(what, 2 * room).replace("€ ", "€\u00a0"), room)


def _arrow(sheet: _Sheet, step: OrderStep) -> None:
    colour = _CLASS.get(step.release, "loose")
    room = _CHARS - len(step.header) - 2
    content = [part for what in step.lines[:MOST_LINES] for part in _fold(what, room)]
    if len(step.lines) > MOST_LINES:
        content.append(f"en nog {counted(len(step.lines) - MOST_LINES, 'regel', 'regels')}")
    indent = 10 + 7.3 * len(step.header)
    sheet.front.append(t.text(_TEXT_LEFT, sheet.y + 14, step.header, colour if colour != "loose" else "soft bold"))
    for number, what in enumerate(content):
        kind = "soft" if step.kind == RETOUR else ""
        sheet.front.append(t.text(_TEXT_LEFT + indent, sheet.y + 14 + number * _LINE_HEIGHT, what, kind))
    sheet.y += _LINE_HEIGHT * max(1, len(content)) + 6
    if step.error:
        sheet.front.append(t.text(_TEXT_LEFT, sheet.y + 8, cut(f"onjuist: {step.error}", _CHARS), "gap"))
        sheet.y += _LINE_HEIGHT
    start, to = _LANE[step.party], _LANE[_TO[step.party]]
    side = 1 if to > start else -1
    thin = " retour" if step.kind == RETOUR else ""
    dash = "loose" if step.kind == NOTICE else colour
    sheet.front.append(t.line(start, sheet.y, to - side * 8, sheet.y, f"arrow {dash}{thin}"))
    point = [(to - side, sheet.y), (to - side * 10, sheet.y - 4.5), (to - side * 10, sheet.y + 4.5)]
    sheet.front.append(t.path(point, f"point {dash}{thin}"))
    sheet.y += 7
