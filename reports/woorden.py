"""The Dutch words of every report: chapters, verdicts, strengths, roles, dates, and texts made safe to show."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from istandaard.codelijsten import codelijst
from istandaard.releases import Release

HOOFDSTUKKEN: Mapping[str, str] = {
    "overzicht": "Overzicht migratie",
    "toewijzingen": "Toewijzingen",
    "nieuwe-toewijzingen": "Nieuwe toewijzingen",
    "migratie": "De migratie zelf",
    "bijzondere-situaties": "Bijzondere situaties",
    "vot-vow": "VOT en VOW",
    "declareren": "Declareren",
    "afsluiten-zorg": "Afsluiten zorg",
}
"""Chapter of the register -> its title, in the order of the reports; a chapter that is not here comes last."""

STERKTES: Mapping[str, str] = {
    "must": "verplicht",
    "should": "dringend advies",
    "may": "toegestaan",
    "info": "ter informatie",
}
DOMEINEN: Mapping[str, str] = {"wmo": "Wmo", "jw": "Jeugdwet"}


@dataclass(frozen=True, slots=True)
class Oordeel:
    """How one verdict is named: in a column, in a sentence, and in the legend."""

    sleutel: str
    naam: str
    teken: str
    uitleg: str


OORDELEN: Mapping[str, Oordeel] = {
    oordeel.sleutel: oordeel
    for oordeel in (
        Oordeel("fail", "overtreden", "✕", "Het systeem deed iets anders dan een verplichte regel vraagt."),
        Oordeel("warn", "waarschuwing", "!", "Het systeem week af van een dringend advies. Dat breekt niets."),
        Oordeel(
            "adapter_error",
            "adapterfout",
            "⚡",
            "De adapter viel uit of antwoordde onbruikbaar. De casus zegt daardoor niets over de regel.",
        ),
        Oordeel("kit_error", "kitfout", "⚡", "De toets zelf ging stuk. Dit telt niet tegen het systeem; meld het."),
        Oordeel(
            "not_verifiable",
            "niet getoetst",
            "?",
            "De regel geldt, maar was niet te zien: het systeem toont het niet, of de run eindigt te vroeg. "
            "Dit is geen voldoende.",
        ),
        Oordeel(
            "not_exercised",
            "niet geraakt",
            "○",
            "In deze casus gebeurde niets waarop de regel slaat. Dit is geen voldoende.",
        ),
        Oordeel("pass", "geslaagd", "✓", "De regel kwam aan bod en is nageleefd."),
        Oordeel("not_applicable", "n.v.t.", "–", "Het systeem voert deze rol, dit domein of dit proces niet."),
    )
}
"""Every verdict, the most serious first."""

LENGTE = 2000
"""No text of a party takes more characters than this in a report."""

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DATUM_TIJD = re.compile(r"\d{2}-\d{2}-\d{4} \d{2}:\d{2}")
_GEEN_ANKER = re.compile(r"[^a-z0-9-]+")
_REGELEINDEN = "\n\t"
_OPMAAK = re.compile(r"([\\`*_\[\]#|~>])")
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def schoon(tekst: object) -> str:
    """Any value as a text that shows what it holds: without control or direction characters, of bounded length."""
    if tekst is None:
        return ""
    geheel = str(tekst).replace("\r\n", "\n")
    kort = geheel if len(geheel) <= LENGTE else f"{geheel[:LENGTE]}… ({len(geheel) - LENGTE} tekens weggelaten)"
    if kort.isascii() and kort.isprintable():
        return kort
    return "".join(
        "\ufffd" if unicodedata.category(teken) in _ONZICHTBAAR and teken not in _REGELEINDEN else teken
        for teken in kort
    )


def regel(tekst: object) -> str:
    """As `schoon`, on one line."""
    return " ".join(schoon(tekst).split())


def vlak(tekst: object) -> str:
    """Any value as Markdown that shows it as it is: no markup, no links, no HTML, no table cells of its own."""
    veilig = _OPMAAK.sub(r"\\\1", schoon(tekst).replace("&", "&amp;").replace("<", "&lt;"))
    return veilig.replace("\n", "  \n")


def moment(tekst: str) -> datetime:
    """An ISO instant on the clock of Europe/Amsterdam.

    Raises:
        ValueError: the text is no instant, or has no offset.
    """
    gelezen = datetime.fromisoformat(tekst)
    if gelezen.tzinfo is None:
        raise ValueError(f"een moment zonder tijdzone: {tekst[:40]}")
    try:
        return gelezen.astimezone(_AMSTERDAM)
    except OverflowError as fout:
        raise ValueError(f"een moment buiten de kalender: {tekst[:40]}") from fout


def datum(waarde: object) -> str:
    """A day or an instant as dd-mm-jjjj; what is neither is shown as it is."""
    getoond = tijdstip(waarde)
    return getoond[: len("31-12-2020")] if _DATUM_TIJD.fullmatch(getoond) else getoond


def tijdstip(waarde: object) -> str:
    """An instant as dd-mm-jjjj uu:mm in Europe/Amsterdam; a day as dd-mm-jjjj; anything else as it is."""
    tekst = regel(waarde)
    try:
        if len(tekst) == len("2020-12-31"):
            return f"{date.fromisoformat(tekst):%d-%m-%Y}"
        return f"{moment(tekst):%d-%m-%Y %H:%M}"
    except ValueError:
        return tekst


def label(lijst: str, code: object, release: Release = Release.R30) -> str:
    """What a code is called: in this release, else in the other; "" when nobody knows it."""
    per_release = codelijst(lijst).labels
    sleutel = str(code)
    return next((codes[sleutel] for codes in (per_release[release], *per_release.values()) if sleutel in codes), "")


def benoem(lijst: str, code: object, release: Release = Release.R30) -> str:
    """As `label`, and "code X" for a code that nobody knows."""
    return label(lijst, code, release) or f"code {regel(code)}"


def euro(centen: int) -> str:
    """An amount in cents: "€ 1.234,50"; what goes back has a minus sign."""
    heel = f"{abs(centen) // 100:,}".replace(",", ".")
    return f"{'-' if centen < 0 else ''}€ {heel},{abs(centen) % 100:02d}"


def hoofdstuk(sleutel: str) -> str:
    """The title of a chapter."""
    return HOOFDSTUKKEN.get(sleutel) or regel(sleutel).replace("-", " ").capitalize() or "Overig"


def volgorde(regel_id: str, sleutel: str) -> tuple[int, str, str, int]:
    """Sort key for rules: by chapter, then prefix, then number (TW-02 before TW-10)."""
    titels = list(HOOFDSTUKKEN)
    plaats = titels.index(sleutel) if sleutel in titels else len(titels)
    voor, _, nummer = regel_id.rpartition("-")
    return plaats, sleutel, voor, int(nummer) if nummer.isascii() and nummer.isdigit() and len(nummer) < 10 else 0  # noqa: PLR2004  # longer is no number of a rule


def anker(regel_id: str) -> str:
    """The id by which the page shows a rule: "regel-tw-06"."""
    return f"regel-{_GEEN_ANKER.sub('-', regel(regel_id).lower())}"


def aantal(getal: int, enkel: str, meer: str) -> str:
    """A count with its noun: "1 regel", "2 regels"."""
    return f"{getal:,}".replace(",", ".") + f" {enkel if getal == 1 else meer}"


def opsomming(delen: list[str]) -> str:
    """Dutch enumeration: "a", "a en b", "a, b en c"."""
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} en {delen[-1]}" if delen else ""
