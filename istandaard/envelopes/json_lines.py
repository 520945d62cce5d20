"""Messages in JSON lines: a text with the XML, or an object that has it under `xml`."""

import json
from collections.abc import Iterator

from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.envelopes.enclosed import Enclosed, EnvelopeError
from migratietoets.istandaard.records.sources.stream import Stream

KEY = "xml"
LONGEST = 2 * MAX_BYTES
"""No line has more bytes than this: the largest message, with its quotation marks and line ends escaped."""


def json_lines(stream: Stream) -> Iterator[Enclosed]:
    """Every message in a file of JSON lines with its line; an empty line is none.

    Raises:
        InputError: a line does not end, or it cannot be read.
    """
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise EnvelopeError(
                f"verwacht regels van ten hoogste {LONGEST // 1024**2} MB; regel {number} is langer. Wat erna komt is "
                "niet gelezen."
            )
        if line.strip():
            yield Enclosed("", number, _content(line))


def is_message(line: bytes) -> bool:
    """Whether a line of JSON holds a message, whatever it is worth."""
    return isinstance(_content(line), bytes)


def _content(line: bytes) -> bytes | EnvelopeError:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return EnvelopeError("verwacht UTF-8; gevonden iets anders. Sla het bestand op als UTF-8.")
    except (ValueError, RecursionError):
        return EnvelopeError("verwacht een regel JSON; dit is geen JSON.")
    text = value.get(KEY) if isinstance(value, dict) else value
    if not isinstance(text, str):
        return EnvelopeError(f"verwacht de XML als tekst, of een object met de XML onder {KEY}; gevonden iets anders.")
    return text.encode("utf-8", "surrogatepass")
