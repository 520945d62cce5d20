"""What a message or a toewijzing says, in plain Dutch and without any BSN: the words in and beside the pictures."""

from datetime import date

from migratietoets.istandaard.codelijsten import PRODUCTCATEGORIE, code_list
from migratietoets.istandaard.codelijsten.codes import CORRECTION
from migratietoets.istandaard.model import Content, Key
from migratietoets.istandaard.releases import Release
from migratietoets.reports.log.stock import Line301
from migratietoets.reports.words.assessment import omvang, without_bsn
from migratietoets.reports.words.text import one_line

LENGTH = 40
"""No name or code that a party made up takes more characters than this in a picture."""


def name(key: Key, bsns: frozenset[str]) -> str:
    """A toewijzing by its number; without one, by its product."""
    if key.toewijzingnummer:
        return f"nr. {cut(without_bsn(key.toewijzingnummer, bsns), LENGTH)}"
    return f"zonder nummer ({product(key.categorie, key.code)})"


def product(categorie: str | None, code: str | None) -> str:
    """The product code, else the categorie, else generiek."""
    if code:
        return cut(one_line(code), LENGTH)
    return f"categorie {cut(one_line(categorie), LENGTH)}" if categorie else "generiek"


def care(key: Key) -> str:
    """The categorie with its name from the code list, and the product."""
    if key.categorie is None:
        return product(None, key.code)
    try:
        label = code_list(PRODUCTCATEGORIE[key.domein]).label(key.categorie, Release.R30)
    except KeyError:
        label = ""
    parts = (f"{cut(one_line(key.categorie), LENGTH)} {label}".strip(), key.code and product(None, key.code))
    return ", ".join(part for part in parts if part)


def how_much(content: Content, release: str) -> str:
    """Omvang or budget in words."""
    size = content.omvang
    if size is not None and size.volume is None:
        return "zonder volume"
    return omvang(
        {
            "release": release if release in tuple(Release) else None,
            "budget": content.budget,
            "volume": size and size.volume,
            "eenheid": size and size.eenheid,
            "frequentie": size and size.frequentie,
        }
    )


def term(start: date, end: date | None) -> str:
    """First and last day."""
    return f"{start:%d-%m-%Y} t/m {end:%d-%m-%Y}" if end else f"vanaf {start:%d-%m-%Y}"


def say_line(said: Line301, bsns: frozenset[str]) -> str:
    """What one line of a 301 does to its toewijzing."""
    who, now, previous, start = name(said.key, bsns), said.now, said.previous, said.key.ingangsdatum
    if previous is None:
        return f"{who} nieuw: {term(start, now.einddatum)}, {how_much(now.content, now.release)}"
    if now.einddatum == start and now.reden == CORRECTION:
        return f"{who} geannuleerd"
    parts = []
    if now.einddatum != previous.einddatum:
        parts.append(f"eindigt {now.einddatum:%d-%m-%Y}" if now.einddatum else "krijgt geen einddatum meer")
    if now.content != previous.content:
        parts.append(f"wordt {how_much(now.content, now.release)}")
    return f"{who} {' en '.join(parts) or 'ongewijzigd'}"


def short(value: object, bsns: frozenset[str]) -> str:
    """A name, number or code that a party made up, without any BSN and of bounded length."""
    return cut(without_bsn(value, bsns), LENGTH) or "onbekend"


def cut(text: str, length: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
