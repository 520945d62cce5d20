"""The bytes of a file, before anything of it is parsed: size, encoding, number of elements."""

import re
from codecs import getincrementaldecoder

from migratietoets.istandaard.berichten.bericht import BerichtError, quote

MAX_BYTES = 25 * 1024 * 1024
"""The largest file (OP179: 25 MB)."""
MAX_ELEMENTS = 400_000
"""What fits in 25 MB of a real message (a 303 or 323 of many clients); fewer than makes the parser's tree a burden."""

_BOMS = {
    b"\xef\xbb\xbf": "een BOM (byte order mark) vóór de XML",
    b"\xff\xfe": "UTF-16 of UTF-32",
    b"\xfe\xff": "UTF-16",
    b"\x00\x00\xfe\xff": "UTF-32",
}
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_DECODER = getincrementaldecoder("utf-8")
_PART = 65_536


def check_bytes(data: bytes) -> None:
    """Check what must hold before anything is parsed: size, encoding, number of elements.

    Raises:
        BerichtError: with code OP179 (too large) or OP192 (empty, BOM, not UTF-8).
    """
    if not data or data.isspace():
        raise BerichtError(
            "Verwacht een XML-bericht; het bestand is leeg. Lever het bericht opnieuw aan.", code="OP192"
        )
    if len(data) > MAX_BYTES:
        raise BerichtError(f"Verwacht ten hoogste 25 MB; gevonden {len(data)} bytes. Splits het bericht.", code="OP179")
    for bom, what in _BOMS.items():
        if data.startswith(bom):
            raise BerichtError(
                f"Verwacht UTF-8 zonder BOM; gevonden {what}. Sla het bestand zo op.", code="OP192", line=1
            )
    if b"\x00" in data[:4]:
        raise BerichtError(
            "Verwacht UTF-8; gevonden UTF-16 of UTF-32. Sla het bestand op als UTF-8.", code="OP192", line=1
        )
    declaratie = data[: data.find(b"?>")] if data.startswith(b"<?xml") else b""
    if (encoding := _ENCODING.search(declaratie)) and encoding[1].upper() != b"UTF-8":
        found = quote(encoding[1].decode("latin-1"))
        raise BerichtError(f"Verwacht codering UTF-8; gevonden {found} (regel 1). Gebruik UTF-8.", code="OP192", line=1)
    try:
        _check_utf_8(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BerichtError(
            f"Verwacht UTF-8; byte {error.start + 1} (regel {line}) past daar niet in. Sla het bestand op als UTF-8.",
            code="OP192",
            line=line,
        ) from None
    if len(data) <= MAX_ELEMENTS or data.count(b"<") <= MAX_ELEMENTS:  # no element without one
        return
    if (count := data.count(b"</") + data.count(b"/>")) > MAX_ELEMENTS:
        raise BerichtError(f"Verwacht ten hoogste {MAX_ELEMENTS} elementen; gevonden {count}. Splits het bericht.")


def _check_utf_8(data: bytes) -> None:
    """Decode in parts: room for the whole text at once makes the parser slower than the check itself.

    Raises:
        UnicodeDecodeError: it is not.
    """
    if data.isascii():
        return
    decoder = _DECODER()
    try:
        for begin in range(0, len(data), _PART):
            decoder.decode(data[begin : begin + _PART], final=begin + _PART >= len(data))
    except UnicodeDecodeError:
        data.decode("utf-8")  # says where
