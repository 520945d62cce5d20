"""JSON lines and CSV as objects with their place; what cannot be an object comes out as an error text."""

import csv
import io
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from istandaard.model import Invoerfout
from istandaard.records.tonen import veilig

BOM = b"\xef\xbb\xbf"
SCHEIDINGSTEKENS = ",;\t"
GETALLEN = frozenset({"volume", "budget"})
JA_NEE = {"true": True, "false": False, "waar": True, "onwaar": False, "ja": True, "nee": False}
"""What a spreadsheet makes of a boolean."""
NIEUW = "nieuw"
VOOR_NIEUW = "nieuw_"
LANGSTE_REGEL = 1_000_000
"""No line of JSON with one toewijzing is longer than this."""


@dataclass(frozen=True, slots=True)
class Regel:
    """One line that was read.

    Attributes:
        plek: file and line.
        waarde: the object, or None.
        fout: why there is no object, or None.
    """

    plek: str
    waarde: Any = None
    fout: str | None = None


def zonder_bom(data: bytes) -> bytes:
    """The bytes without a byte order mark; spreadsheets write one.

    Raises:
        Invoerfout: UTF-16 or UTF-32.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        raise Invoerfout("verwacht UTF-8; gevonden UTF-16 of UTF-32. Sla het bestand op als UTF-8.")
    return data.removeprefix(BOM)


def _geen_utf8(fout: UnicodeDecodeError) -> str:
    return f"verwacht UTF-8; byte {fout.start + 1} past daar niet in. Sla het bestand op als UTF-8."


def json_regels(naam: str, data: bytes) -> Iterator[Regel]:
    """One object a line; empty lines are skipped."""
    regels = zonder_bom(data).split(b"\n")
    gevuld = [r.strip() for r in regels if not r.isspace() and r][:2]
    if gevuld and (gevuld[0] in {b"{", b"["} or (gevuld[0].startswith(b"[") and not gevuld[0].endswith(b"]"))):
        yield Regel(
            naam,
            fout="verwacht JSON lines: één object per regel; gevonden JSON die over meer regels loopt. "
            "Zet elk object op één regel, zonder lijst eromheen.",
        )
        return
    for nummer, bytes_ in enumerate(regels, start=1):
        if bytes_ and not bytes_.isspace():
            yield _json_regel(f"{naam}, regel {nummer}", bytes_)


def _json_regel(plek: str, bytes_: bytes) -> Regel:
    if len(bytes_) > LANGSTE_REGEL:
        return Regel(plek, fout=f"verwacht ten hoogste {LANGSTE_REGEL} bytes; gevonden {len(bytes_)}. Splits de regel.")
    try:
        return Regel(plek, _LEES.decode(bytes_.decode("utf-8").strip()))
    except UnicodeDecodeError as fout:
        return Regel(plek, fout=_geen_utf8(fout))
    except json.JSONDecodeError as fout:
        return Regel(
            plek,
            fout=f"verwacht een volledig JSON-object; gevonden een regel die op teken {fout.pos + 1} onleesbaar is. "
            "Herstel de regel; is het bestand afgebroken, lever het dan opnieuw aan.",
        )
    except Invoerfout as fout:
        return Regel(plek, fout=str(fout))
    except (ValueError, RecursionError):
        return Regel(plek, fout="verwacht een plat JSON-object; gevonden te diep of te groot. Vereenvoudig de regel.")


def _object(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    gelezen = dict(paren)
    if len(gelezen) < len(paren):
        raise Invoerfout("verwacht elke sleutel één keer; gevonden een dubbele sleutel. Haal de dubbele weg.")
    return gelezen


def _geen_getal(tekst: str) -> NoReturn:
    raise Invoerfout(f"verwacht een getal; gevonden {tekst}. Herstel de waarde.")


_LEES = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_geen_getal)


def csv_regels(naam: str, data: bytes, kolommen: Collection[str], verplicht: Collection[str]) -> Iterator[Regel]:
    """One object a row; the first row names the columns; an empty cell is null.

    `nieuw` is a cell with JSON, or columns nieuw_code, nieuw_volume and so on. The separator is a comma, a semicolon or
    a tab.

    Args:
        naam: the file.
        data: its content.
        kolommen: the columns there may be, besides those that begin with nieuw_ when `nieuw` is among them.
        verplicht: the columns there must be.
    """
    try:
        tekst = zonder_bom(data).decode("utf-8")
    except UnicodeDecodeError as fout:
        nummer = data.count(b"\n", 0, fout.start) + 1
        yield Regel(f"{naam}, regel {nummer}", fout=_geen_utf8(fout))
        return
    eerste = tekst.lstrip().split("\n", maxsplit=1)[0]
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=max(SCHEIDINGSTEKENS, key=eerste.count), strict=True)
    kop: list[str] = []
    try:
        for cellen in lezer:
            plek = f"{naam}, regel {lezer.line_num}"
            if not any(cel.strip() for cel in cellen):
                continue
            if kop:
                yield _csv_regel(plek, kop, cellen)
                continue
            kop = [cel.strip() for cel in cellen]
            if klacht := _kopfout(kop, kolommen, verplicht):
                yield Regel(plek, fout=klacht)
                return
    except csv.Error:
        yield Regel(
            f"{naam}, regel {lezer.line_num}",
            fout="verwacht CSV; gevonden een regel met verkeerde aanhalingstekens of een te lange cel. "
            "Herstel de regel; wat erna komt is niet gelezen.",
        )


def _kopfout(kop: list[str], kolommen: Collection[str], verplicht: Collection[str]) -> str | None:
    onder = {f"{VOOR_NIEUW}{veld}" for veld in ("code", "volume", "eenheid", "frequentie", "budget")}
    bekend = set(kolommen) | (onder if NIEUW in kolommen else set())
    vreemd = [veilig(kolom) or "zonder naam" for kolom in kop if kolom not in bekend]
    if vreemd:
        return (
            f"verwacht een eerste regel met kolommen uit {', '.join(kolommen)}; gevonden ook {', '.join(vreemd[:5])}. "
            "Herstel de kolomnamen of haal die kolommen weg."
        )
    ontbreekt = [kolom for kolom in verplicht if kolom not in kop]
    if ontbreekt:
        return (
            f"verwacht een eerste regel met onder meer de kolommen {', '.join(verplicht)}; daarvan ontbreekt "
            f"{', '.join(ontbreekt)}. Voeg de kolommen toe."
        )
    if len(set(kop)) < len(kop):
        return "verwacht elke kolom één keer; gevonden een kolom die vaker voorkomt. Haal de dubbele weg."
    if NIEUW in kop and onder & set(kop):
        return f"verwacht de kolom nieuw of de kolommen {VOOR_NIEUW}*; gevonden allebei. Kies er één."
    return None


def _csv_regel(plek: str, kop: list[str], cellen: list[str]) -> Regel:
    if len(cellen) != len(kop):
        return Regel(
            plek,
            fout=f"verwacht {len(kop)} cellen, zoals de eerste regel; gevonden {len(cellen)}. "
            "Herstel de regel; zet tekst met een scheidingsteken tussen aanhalingstekens.",
        )
    waarde: dict[str, Any] = {}
    nieuw: dict[str, Any] = {}
    for kolom, cel in zip(kop, (cel.strip() for cel in cellen), strict=True):
        if kolom == NIEUW and cel:
            gelezen = _json_regel(plek, cel.encode())
            if gelezen.fout is not None:
                return Regel(plek, fout=f"kolom nieuw: {gelezen.fout}")
            waarde[kolom] = gelezen.waarde
        elif kolom.startswith(VOOR_NIEUW):
            if cel:
                nieuw[kolom.removeprefix(VOOR_NIEUW)] = _cel(kolom.removeprefix(VOOR_NIEUW), cel)
        else:
            waarde[kolom] = _cel(kolom, cel)
    return Regel(plek, waarde | {NIEUW: nieuw} if nieuw else waarde)


def _cel(kolom: str, cel: str) -> Any:  # noqa: ANN401  # a JSON value
    """The value of a cell; what does not fit its column stays text, and is refused as such later."""
    if not cel:
        return None
    if kolom in GETALLEN:
        return int(cel) if cel.isascii() and cel.removeprefix("-").isdigit() and len(cel) < 20 else cel  # noqa: PLR2004  # longer is no volume
    if kolom in {"gestart", "instemming"}:
        return JA_NEE.get(cel.lower(), cel)
    return cel
