"""What a run of digits, and of what stands between them, may be read as: numbers of nine digits.

The groups of one number are kept apart by up to four symbols that are no letter, of which white space counts as one
however much there is: by the same ones each time, by spaces, dots and dashes in any mix, or by anything where a number
is parted in the usual places. Better a stand-in for a row of numbers that happens to pass than a number that comes out.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from migratietoets.istandaard.bsn import may_be_somebodys

Span = tuple[int, int]
Window = tuple[str, tuple[int, ...], bool]
"""A number of nine digits, the places of the digits that were written, and whether it passes."""

RUN = re.compile(r"[0-9][^A-Za-z<>€]{6,}[0-9]")
"""Where a number may stand: digits with no ASCII letter, no markup and no amount between them."""
_GROUP = re.compile("[0-9]+")
_SPACE = re.compile(r"\s+")
_COLUMNS = re.compile(r"\s\s|[^\S \t]")
"""What tells columns or lines of a screen apart."""
_WIDEST = 4
_LONG, _SHORT = 9, 8
_USUAL, _FEW = 64, 4
"""A row of more groups than usual is no text: there a number is looked for in a few groups only."""
_MIXED = frozenset(" .-")
"""What parts a number anywhere, in any mix."""
_PLAIN = frozenset(" ./_,'-")
"""What also parts a number anywhere, the same each time."""
_USUAL_SIZES = ([3, 3, 3], [4, 2, 3])
"""Where a number is parted: there by anything in any mix, but for what lists or tells."""
_SHORT_SIZES = ([2, 3, 3], [3, 3, 2])
"""Where one without its leading zero is, by what parts a number anywhere."""
_LISTING, _TELLING = re.compile("[,;]"), re.compile("[,;:]")
_BERICHTEN = frozenset(map(str, range(301, 326)))
_YEARS, _MONTHS = range(1850, 2200), range(1, 13)
_DATE_SIZES = {(4, 2, 2), (2, 2, 4)}


def read_run(run: str, *, columns: bool) -> Sequence[Window]:
    """The numbers in it: of those that begin at one group, the longest.

    Args:
        run: what `RUN` found.
        columns: it is of a screen, where more than one space stands between columns.
    """
    if run.isascii() and run.isdigit():
        return _whole(run) if len(run) in {_SHORT, _LONG} else ()
    return _usual_windows(run, columns) if len(run) <= _USUAL else _windows(run, columns)


def _whole(digits: str) -> Sequence[Window]:
    """Eight or nine digits on their own."""
    number = digits.rjust(_LONG, "0")
    passes = may_be_somebodys(number)
    return ((number, tuple(range(len(digits))), passes),) if passes or len(digits) == _LONG else ()


def _windows(run: str, columns: bool) -> Sequence[Window]:  # noqa: FBT001  # a cache knows it by its place
    """The numbers that groups of digits may be read as."""
    spans = [m.span() for m in _GROUP.finditer(run)]
    groups = [run[begin:end] for begin, end in spans]
    between = [_separator(run[one[1] : other[0]], columns) for one, other in pairwise(spans)]
    dates = {at + i for at in range(len(groups) - 2) if _is_date(groups, between, at) for i in range(3)}
    most = _LONG if len(groups) <= _USUAL else _FEW
    found = []
    for first in range(len(groups)):
        best = None
        length = 0
        for last in range(first, min(first + most, len(groups))):
            length += len(groups[last])
            if length > _LONG or last in dates or (last > first and between[last - 1] is None):
                break
            if length >= _SHORT and _is_one(groups[first : last + 1], between[first:last], length):
                places = tuple(at for begin, end in spans[first : last + 1] for at in range(begin, end))
                number = "".join(groups[first : last + 1]).rjust(_LONG, "0")
                passes = may_be_somebodys(number)
                if passes or (length == _LONG and best is None):
                    best = (number, places, passes)
        if best is not None:
            found.append(best)
    return found


_usual_windows = lru_cache(maxsize=8192)(_windows)


def _separator(text: str, columns: bool) -> str | None:  # noqa: FBT001  # as above
    """What stands between two groups, each white space as one space; nothing where no number goes on."""
    if text in _PLAIN:
        return text
    if (columns and _COLUMNS.search(text)) or (not text.isascii() and any(map(str.isalnum, text))):
        return None
    tight = _SPACE.sub(" ", text)
    return tight if len(tight) <= _WIDEST + tight.count("\\") else None


def _is_one(groups: Sequence[str], between: Sequence[str | None], length: int) -> bool:
    """Whether groups of digits are written as one number, and not as a list, a sum, or a whole with decimals."""
    if len(groups) == 1:
        return True
    separators = {one for one in between if one is not None}
    if _BERICHTEN.issuperset(groups) or (len(separators) > 1 and _tells_a_month(groups)):
        return False
    sizes = [len(one) for one in groups]
    mixed = all(map(_MIXED.issuperset, separators))
    in_place = sizes in _USUAL_SIZES and not any(map(_TELLING.search, separators))
    if length == _LONG and (mixed or in_place or (len(separators) == 1 and separators <= _PLAIN)):
        return True
    if mixed and sizes in _SHORT_SIZES:
        return True
    if len(separators) > 1 or len(groups) == 2 or (any(map(_LISTING.search, separators)) and sizes != [3, 3, 3]):  # noqa: PLR2004  # a whole and its decimals, a sum, a list
        return False
    return length == _LONG or mixed


def _is_date(groups: Sequence[str], between: Sequence[str | None], at: int) -> bool:
    """Whether three groups are the parts of a day, real or not, in the order in which people write them."""
    if (len(groups[at]), len(groups[at + 1]), len(groups[at + 2])) not in _DATE_SIZES:
        return False
    if {(one or "").strip() for one in between[at : at + 2]} not in ({"-"}, {"."}, {"/"}):
        return False
    return int(max(groups[at : at + 3], key=len)) in _YEARS


def _tells_a_month(groups: Sequence[str]) -> bool:
    """Whether a row begins with a year and a month, so that what follows is something else: "2020-12 (323)"."""
    return int(groups[0]) in _YEARS and int(groups[1]) in _MONTHS
