"""The messages in a zip file, unpacked no further than a message may be."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath

from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.envelopes.enclosed import Enclosed, EnvelopeError
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.terminal import printable

MOST_MEMBERS = 50_000
"""More files than this no zip file may hold."""
MOST_UNPACKED = 4 * 1024**3
"""More bytes than this are unpacked of no zip file."""

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_END = b"PK\x05\x06"
_END_SIZE, _LONGEST_COMMENT = 22, 65_535
_ENTRY = 400
"""So many bytes the list of contents may have for each file."""
_BESIDE = "__MACOSX"
"""What a Mac adds by itself."""


def is_zip(head: bytes) -> bool:
    """Whether something that begins so is a zip file."""
    return head.startswith(_SIGNATURES)


def members(source: Path | bytes, *, only_one: bool = False) -> Iterator[Enclosed]:
    """Every message in a zip file, in its order.

    Args:
        source: the file, or its content.
        only_one: it must hold exactly one, as in an envelope of VECOZO.

    Raises:
        EnvelopeError: the whole cannot be used.
    """
    try:
        with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            _check_size(file)
            with zipfile.ZipFile(file) as opened:
                infos = [info for info in opened.infolist() if not info.is_dir() and not _is_beside(info.filename)]
                _check_count(infos, only_one=only_one)
                left = MOST_UNPACKED
                for info in infos:
                    content = _content(opened, info)
                    if isinstance(content, bytes):
                        left -= len(content)
                    if left < 0:
                        raise EnvelopeError(
                            f"verwacht een zip met ten hoogste {MOST_UNPACKED // 1024**3} GB aan berichten; gevonden "
                            "meer. Wat erna komt is niet gelezen; splits hem."
                        )
                    yield Enclosed(printable(info.filename), None, content)
    except OSError as error:
        raise EnvelopeError(f"verwacht een leesbare zip; gevonden: {refusal(error)}.") from None
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError) as error:
        if isinstance(error, EnvelopeError):
            raise
        raise _broken() from None


def _broken() -> EnvelopeError:
    return EnvelopeError("verwacht een zip; gevonden een die kapot of afgekapt is. Maak hem opnieuw.")


def _check_size(file) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """See that the list of contents is no burden, before it is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read(_END_SIZE + _LONGEST_COMMENT)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise _broken()
    count, listed = struct.unpack("<HI", tail[at + 10 : at + 16])
    if listed > MOST_MEMBERS * _ENTRY or count > MOST_MEMBERS:
        raise EnvelopeError(f"verwacht een zip met ten hoogste {MOST_MEMBERS} bestanden; gevonden meer. Splits hem.")
    file.seek(0)


def _is_beside(name: str) -> bool:
    return PurePosixPath(name).parts[:1] == (_BESIDE,)


def _check_count(infos: list[zipfile.ZipInfo], *, only_one: bool) -> None:
    if not infos:
        raise EnvelopeError("verwacht een zip met een bericht; gevonden een lege zip. Voeg het bericht toe.")
    if only_one and len(infos) > 1:
        raise EnvelopeError(f"verwacht een zip met precies één bericht; gevonden {len(infos)} bestanden.")
    if len(infos) > MOST_MEMBERS:
        raise EnvelopeError(f"verwacht een zip met ten hoogste {MOST_MEMBERS} bestanden; gevonden meer. Splits hem.")


def _content(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | EnvelopeError:
    """A message, of which no more is unpacked than a reader of XML takes."""
    if info.flag_bits & 1:
        return EnvelopeError("verwacht een bestand zonder wachtwoord; gevonden een met. Pak het eerst uit.")
    try:
        with opened.open(info) as file:
            data = file.read(MAX_BYTES + 1)
    except NotImplementedError:
        return EnvelopeError("verwacht een gewone zip (deflate); gevonden een andere manier van inpakken.")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error):
        return EnvelopeError("verwacht een heel bestand; gevonden een dat kapot of afgekapt is. Maak de zip opnieuw.")
    if is_zip(data):
        return EnvelopeError("verwacht een XML-bericht; gevonden een zip in een zip. Pak die eerst uit.")
    return data
