"""What a file is by its first bytes, where it is nothing that can be read, and what to do about it."""

BOM = b"\xef\xbb\xbf"
HEAD = 4096
"""So many bytes tell what a file is."""

_UNPACK = "Pak het eerst uit en geef op wat erin zit."
_SAVE_AS_CSV = "Bewaar het als CSV UTF-8 en geef dat bestand op."
_XLSX = "een werkmap van Excel (.xlsx)", f"Open hem en kies Opslaan als. {_SAVE_AS_CSV}"
_ODS = "een werkblad van LibreOffice (.ods)", f"Open het en kies Opslaan als. {_SAVE_AS_CSV}"
_SIGNATURES = (
    (b"\x1f\x8b", "een gzip-bestand", "Pak het eerst uit, bijvoorbeeld met gunzip."),
    (b"BZh", "een bzip2-bestand", _UNPACK),
    (b"\xfd7zXZ", "een xz-bestand", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "een zstd-bestand", _UNPACK),
    (b"7z\xbc\xaf", "een 7z-bestand", _UNPACK),
    (b"PK\x03\x04", "een zip-bestand", _UNPACK),
    (b"PK\x05\x06", "een leeg zip-bestand", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "een oud bestand van Excel of Word (.xls, .doc)", f"Open het. {_SAVE_AS_CSV}"),
    (b"%PDF", "een PDF", "Geef de gegevens zelf op."),
    (b"\x89PNG", "een afbeelding", "Geef de gegevens zelf op."),
    (b"\x7fELF", "een programma", "Geef de gegevens zelf op."),
    (b"SQLite format 3", "een database van SQLite", "Voer de gegevens uit als CSV."),
    (b"PAR1", "een parquet-bestand", "Voer de gegevens uit als CSV of JSON lines."),
    (b"\x00" * 8, "geen tekst maar nullen", "Geef een ander bestand op."),
)
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
"""What somebody may take for input; looked at only where nothing else is found."""


def foreign(head: bytes) -> str | None:
    """The sentence about something that nobody reads here; None where it may be text."""
    found = next((rest for begin, *rest in _SIGNATURES if head.startswith(begin)), None)
    if found is None:
        return None
    if head.startswith(b"PK\x03\x04"):
        if b"application/vnd.oasis.opendocument.spreadsheet" in head[:HEAD]:
            found = list(_ODS)
        elif b"[Content_Types].xml" in head[:HEAD] or b"xl/" in head[:HEAD]:
            found = list(_XLSX)
    what, do = found
    return f"verwacht een bestand met tekst; gevonden {what}. {do}"


def detect(head: bytes) -> str:
    """Tell xml, jsonl or csv by the first character."""
    begin = head.removeprefix(BOM).lstrip()[:1]
    return "xml" if begin == b"<" else "jsonl" if begin in {b"{", b"["} else "csv"
