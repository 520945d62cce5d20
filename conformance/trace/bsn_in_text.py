"""Numbers in a text that may be somebody's BSN, however they are spelled.

A spelling is nine digits, or eight where the leading zero is missing, in any script, on their own or in groups with one
separator between each. What a reader does not see is looked through: zero-width characters, character references,
escapes, and the edges of CDATA, comments and processing instructions. A date in the usual order of its parts, and an
amount behind its euro sign, are none.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from migratietoets.istandaard.bsn import TEST_RANGE, elfproef

Span = tuple[int, int]
Window = tuple[str, tuple[int, ...], bool]
"""A number of nine digits, the places of the digits that were written, and whether it passes."""

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_DOTS = "\u00b7\u2022\u2024\u2027\u3002\uff0e\uff61"
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_OTHER_DIGIT = r"(?![\x00-\x7f])[\d\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u24ea\u2776-\u277e]"

_ENTITY = (
    "(?:nbsp|ensp|emsp|thinsp|hairsp|puncsp|shy|ndash|mdash|minus|hyphen|dash|middot|bull|period|zwj|zwnj|lrm|rlm|"
    "NoBreak|ZeroWidthSpace)"
)
_RUN = re.compile(r"[0-9][0-9 \t./_,'-]{6,}[0-9]")
"""Digits and separators, and nothing else: where a number may stand."""
_MARKS = ("<!", "&", "\\x", "\\u", "\\t")
_MARKUP = re.compile(rf"<!|&lt;!|<\?(?!xml )|&(?:#|{_ENTITY};)|\\[xu]|[0-9]\\t[0-9]")
_ODD = re.compile(rf"[{_SPACES}{_DASHES}{_DOTS}{_UNSEEN}]|{_OTHER_DIGIT}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ESCAPE = r"|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|t))"
_UNESCAPED = re.compile(
    r"(?P<unseen>(?:<|&lt;)!\[CDATA\[|\]\](?:>|&gt;)|(?:<|&lt;)!--|--(?:>|&gt;)|<\?|\?>)"
    rf"|(?P<reference>&(?:\#[0-9]{{1,8}}|\#[xX][0-9a-fA-F]{{1,7}}|{_ENTITY});)"
    rf"|(?P<symbol>[{_SPACES}{_DASHES}{_DOTS}{_UNSEEN}]|{_OTHER_DIGIT})"
)
_TOKEN = re.compile(_UNESCAPED.pattern + _ESCAPE)
"""What reads as another symbol, or as nothing; a backslash may begin an escape, or stand for itself."""
_ASIDES = {"<!--": "-->", "<?": "?>"}
_OPENING = re.compile(r"<!--|<\?")
_CLASSES = tuple((re.compile(f"[{chars}]"), plain) for chars, plain in ((_SPACES, " "), (_DASHES, "-"), (_DOTS, ".")))
_INVISIBLE = re.compile(f"[{_UNSEEN}]")

_GROUP = re.compile("[0-9]+")
_AMOUNT = re.compile(r"€[ \u00a0]?-?[0-9. ]*[0-9][.,][0-9]{2}(?![0-9])")
_LONG, _SHORT = 9, 8
_USUAL, _FEW = 64, 4
"""A row of more groups than usual is no text: there a number is looked for in a few groups only."""
_MIXED = frozenset(" .-")
_YEARS = range(1850, 2200)
_DATE_SIZES = {(4, 2, 2), (2, 2, 4)}


class Spelled(NamedTuple):
    """A number in a text.

    Attributes:
        number: its nine digits.
        digits: where each of the eight or nine that were written stands.
    """

    number: str
    digits: tuple[Span, ...]

    @property
    def whole(self) -> Span:
        """From its first digit to its last."""
        return self.digits[0][0], self.digits[-1][1]


def bsns_in(text: str, known: Collection[str] = ()) -> list[Spelled]:
    """Every number in a text that passes the elfproef outside the test range, from left to right.

    Args:
        text: any text.
        known: numbers of nine digits that are looked for too, whether they pass or not.
    """
    if not _hides(text):
        return list(_in_plain(text, known))
    found = list(_in_plain(text, known))
    for asides in ((), tuple(_asides(text))):
        for tokens in (_TOKEN, _UNESCAPED):
            found += _in_hidden(text, asides, tokens, known)
    return list(_apart(sorted(found, key=lambda one: (one.whole[0], -one.whole[1]))))


def _hides(text: str) -> bool:
    """Whether there is more to a text than an expression for digits and separators sees."""
    if not text.isascii() and any(map(_is_odd, _BEYOND_ASCII.findall(text))):
        return True
    marked = any(mark in text for mark in _MARKS) or text.count("<?") > text.count("<?xml ")
    return marked and _MARKUP.search(text) is not None


@lru_cache(maxsize=4096)
def _is_odd(symbol: str) -> bool:
    return _ODD.match(symbol) is not None


def _apart(found: Iterable[Spelled]) -> Iterator[Spelled]:
    """Those that do not overlap one before them."""
    end = 0
    for one in found:
        if one.whole[0] >= end:
            end = one.whole[1]
            yield one


def _asides(text: str) -> Iterator[Span]:
    """The comments and processing instructions in a text, from left to right."""
    position = 0
    closings = dict(_ASIDES)
    while closings and (opening := _OPENING.search(text, position)) is not None:
        closing = closings.get(opening[0])
        end = -1 if closing is None else text.find(closing, opening.end())
        if end < 0:
            closings.pop(opening[0], None)
            position = opening.end()
        else:
            position = end + len(closing or "")
            yield opening.start(), position


def _in_plain(text: str, known: Collection[str]) -> Iterator[Spelled]:
    for run in _RUN.finditer(text):
        start, end = run.start(), 0
        for number, places, passes in _read_run(run[0]):
            if places[0] < end or not (passes or number in known):
                continue
            begin, end = places[0], places[-1] + 1
            if not _is_amount(text, start + begin, start + end):
                yield Spelled(number, tuple((start + at, start + at + 1) for at in places))


def _read_run(run: str) -> Sequence[Window]:
    """The numbers that a run of digits and separators may be read as."""
    if run.isdigit():
        return _whole(run) if len(run) in {_SHORT, _LONG} else ()
    return _usual_windows(run) if len(run) <= _USUAL else _windows(run)


def _whole(digits: str) -> Sequence[Window]:
    """Eight or nine digits on their own."""
    number = digits.rjust(_LONG, "0")
    passes = elfproef(number) and int(number) not in TEST_RANGE
    return ((number, tuple(range(len(digits))), passes),) if passes or len(digits) == _LONG else ()


def _in_hidden(text: str, asides: Sequence[Span], tokens: re.Pattern[str], known: Collection[str]) -> Iterator[Spelled]:
    """Those that stand in what a reader sees of a text; what is in `asides` he does not."""
    plain, source = _seen(text, asides, tokens)
    for one in _in_plain(plain, known):
        yield Spelled(one.number, tuple(source(at) for at, _ in one.digits))


def _seen(text: str, asides: Sequence[Span], tokens: re.Pattern[str]) -> tuple[str, Callable[[int], Span]]:
    """What a reader sees of a text, symbol for symbol, and where each symbol of that comes from."""
    parts: list[str] = []
    starts: list[int] = []
    spans: list[Span] = []
    length = position = 0

    def add(part: str, begin: int, end: int) -> None:
        nonlocal length
        if part:
            parts.append(part)
            starts.append(length)
            spans.append((begin, end))
            length += len(part)

    for begin, end, symbol in _hidden(text, asides, tokens):
        add(text[position:begin], position, begin)
        add(symbol, begin, end)
        position = end
    add(text[position:], position, len(text))

    def source(at: int) -> Span:
        part = bisect_right(starts, at) - 1
        begin, end = spans[part]
        if len(parts[part]) == end - begin:
            return begin + at - starts[part], begin + at - starts[part] + 1
        return begin, end

    return "".join(parts), source


def _hidden(text: str, asides: Sequence[Span], tokens: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Each part of a text that reads as another symbol, or as nothing."""
    position = 0
    for begin, end in (*asides, (len(text), len(text))):
        for token in tokens.finditer(text, position, begin):
            yield (*token.span(), _read(token))
        yield begin, end, ""
        position = end


def _read(token: re.Match[str]) -> str:
    """The one symbol that a reader takes a token for."""
    match token.lastgroup:
        case "unseen":
            return ""
        case "reference":
            return _plain(unescape(token[0]))
        case "escape":
            return _plain(chr(int(token[0][2:] or "9", 16)))
        case _:
            return _plain(token[0])


def _plain(symbol: str) -> str:
    if len(symbol) != 1:
        return "?"
    if (digit := unicodedata.digit(symbol, None)) is not None:
        return str(digit)
    if _INVISIBLE.match(symbol):
        return ""
    return next((plain for members, plain in _CLASSES if members.match(symbol)), symbol)


def _windows(run: str) -> Sequence[Window]:
    """The numbers that groups of digits may be read as."""
    groups = [m.span() for m in _GROUP.finditer(run)]
    sizes = [end - begin for begin, end in groups]
    dates = {at + i for at in range(len(groups) - 2) if _is_date(run, groups, sizes, at) for i in range(3)}
    most = _LONG if len(groups) <= _USUAL else _FEW
    found = []
    for first in range(len(groups)):
        best = None
        length = 0
        for last in range(first, min(first + most, len(groups))):
            length += sizes[last]
            if length > _LONG or last in dates or (last > first and groups[last][0] - groups[last - 1][1] > 1):
                break
            if length >= _SHORT and _is_one(run, groups[first : last + 1], length):
                places = tuple(at for begin, end in groups[first : last + 1] for at in range(begin, end))
                number = "".join(run[at] for at in places).rjust(_LONG, "0")
                passes = elfproef(number) and int(number) not in TEST_RANGE
                if passes or length == _LONG:
                    best = (number, places, passes)
        if best is not None:
            found.append(best)
    return found


_usual_windows = lru_cache(maxsize=8192)(_windows)


def _is_one(run: str, groups: Sequence[Span], length: int) -> bool:
    """Whether groups of digits are written as one number: separated in one way, and not as a whole with decimals."""
    separators = {" " if run[end] == "\t" else run[end] for _, end in groups[:-1]}
    if length == _LONG:
        return len(separators) <= 1 or separators <= _MIXED
    return not separators or (len(separators) == 1 and separators <= _MIXED and len(groups) > 2)  # noqa: PLR2004  # a whole and its decimals


def _is_date(run: str, groups: Sequence[Span], sizes: Sequence[int], at: int) -> bool:
    """Whether three groups are the parts of a day, in the order in which people write them."""
    if tuple(sizes[at : at + 3]) not in _DATE_SIZES:
        return False
    separators = {run[groups[place][1] : groups[place + 1][0]] for place in (at, at + 1)}
    if separators not in ({"-"}, {"."}, {"/"}):
        return False
    parts = [int(run[begin:end]) for begin, end in groups[at : at + 3]]
    year, month, day = parts if sizes[at] > sizes[at + 2] else reversed(parts)
    try:
        return date(year, month, day).year in _YEARS
    except ValueError:
        return False


def _is_amount(text: str, begin: int, end: int) -> bool:
    """Whether what stands there is an amount of euros and cents, behind its sign."""
    sign = text.rfind("€", max(0, begin - 3), begin)
    return sign >= 0 and _AMOUNT.fullmatch(text, sign, end) is not None
