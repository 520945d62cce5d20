"""Canaries: BSNs from outside in every spelling, and the search for them in all that was written."""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

from tests.systems.foreign import FOREIGN_BSN, OTHER_BSN, SHORT_BSN

CANARIES = (FOREIGN_BSN, OTHER_BSN, SHORT_BSN)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_SEEMS_ONE = re.compile(r"<!\[CDATA\[|\]\]>|<!--.*?-->|[\u00ad\u0301\u200b-\u200f\u2060\ufeff]")
_WHITE = re.compile(r"(?:\s|\\[nrt])+")
_BETWEEN = re.compile(r"(?<=[0-9])[^0-9A-Za-z<>{}]{1,4}(?=[0-9])")


def _groups(separator):
    return lambda number: separator.join((number[:-6], number[-6:-3], number[-3:]))


SPELLINGS = {
    "kaal": str,
    "zonder nul": lambda number: number.lstrip("0"),
    "punten": _groups("."),
    "spaties": _groups(" "),
    "streepjes": _groups("-"),
    "harde spaties": _groups("\u00a0"),
    "vier twee drie": lambda number: f"{number[:-5]}.{number[-5:-3]}.{number[-3:]}",
    "los": " ".join,
    "meer spaties": _groups("  "),
    "een regel elk": _groups(" \r\n "),
    "ruime streepjes": _groups(" - "),
    "dubbele streepjes": _groups("--"),
    "ruime punten": _groups(" . "),
    "punten met ruimte": _groups(". "),
    "komma met ruimte": _groups(", "),
    "ruime schuine strepen": _groups(" / "),
    "staande strepen": _groups("|"),
    "dubbele punten": _groups(":"),
    "sterren": _groups("*"),
    "plussen": _groups("+"),
    "ruime kastlijnen": _groups(" \u2013 "),
    "gecodeerde spaties": _groups("%20"),
    "gecodeerde harde spaties": _groups("%C2%A0"),
    "gecodeerd": lambda number: "".join(f"%3{digit}" for digit in number),
    "harde spaties bij naam": _groups("&nbsp;&nbsp;"),
    "sterren bij naam": _groups("&ast;"),
    "verbindend": lambda number: f"{number[:5]}\u0301{number[5:]}",
    "breed": lambda number: number.translate(_WIDE),
    "onzichtbaar": _groups("\u200b"),
    "verwijzingen": lambda number: "".join(f"&#{ord(digit)};" for digit in number),
    "cdata": lambda number: f"{number[:4]}<![CDATA[{number[4:]}]]>",
    "commentaar": lambda number: f"{number[:4]}<!-- -->{number[4:]}",
}
"""Name -> how a number is written."""


def written(name, number):
    """A number in a spelling; without its zero it is another one, that has one."""
    return SPELLINGS[name](SHORT_BSN if name == "zonder nul" else number)


def readings(data):
    """A file as a program finds it, and as a person reads it."""
    text = data.decode("utf-8", "replace")
    yield text
    plain = _SEEMS_ONE.sub("", unquote(unescape(unescape(text))))
    plain = "".join(str(unicodedata.digit(symbol, symbol)) for symbol in plain)
    yield plain
    yield _BETWEEN.sub("", _WHITE.sub(" ", plain))


def found(data, numbers=CANARIES):
    """The canaries in bytes."""
    sought = {number.lstrip("0") for number in numbers}
    return {number for reading in readings(data) for number in sought if number in reading}


def found_below(folder, numbers=CANARIES):
    """Where canaries are in the files below a folder: in their names and in their bytes."""
    places = [
        path for path in sorted(folder.rglob("*")) if found(path.relative_to(folder).as_posix().encode(), numbers)
    ]
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path) for path in [*places, *(path for path in files if found(path.read_bytes(), numbers))]]
