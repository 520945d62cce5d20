"""The Dutch words of every report: chapters, verdicts, strengths, roles, dates, and texts made safe to show."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten import code_list
from migratietoets.istandaard.releases import Release
from migratietoets.reports.log.instants import moment

CHAPTERS: Mapping[str, str] = {
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

STRENGTHS: Mapping[str, str] = {
    "must": "verplicht",
    "should": "dringend advies",
    "may": "toegestaan",
    "info": "ter informatie",
}
DOMEINEN: Mapping[str, str] = {"wmo": "Wmo", "jw": "Jeugdwet"}


@dataclass(frozen=True, slots=True)
class VerdictName:
    """How one verdict is named: in a column, in a sentence, and in the legend."""

    key: Verdict
    name: str
    symbol: str
    explanation: str


_VERDICT_NAMES = (
    VerdictName(Verdict.FAIL, "overtreden", "✕", "Het systeem deed iets anders dan een verplichte regel vraagt."),
    VerdictName(Verdict.WARN, "waarschuwing", "!", "Het systeem week af van een dringend advies. Dat breekt niets."),
    VerdictName(
        Verdict.ADAPTER_ERROR,
        "adapterfout",
        "⚡",
        "De adapter viel uit of antwoordde onbruikbaar. De casus zegt daardoor niets over de regel.",
    ),
    VerdictName(
        Verdict.KIT_ERROR, "kitfout", "⚡", "De toets zelf ging stuk. Dit telt niet tegen het systeem; meld het."
    ),
    VerdictName(
        Verdict.NOT_VERIFIABLE,
        "niet getoetst",
        "?",
        "De regel geldt, maar was niet te zien: het systeem toont het niet, of de run eindigt te vroeg. "
        "Dit is geen voldoende.",
    ),
    VerdictName(
        Verdict.NOT_EXERCISED,
        "niet geraakt",
        "○",
        "In deze casus gebeurde niets waarop de regel slaat. Dit is geen voldoende.",
    ),
    VerdictName(Verdict.PASS, "geslaagd", "✓", "De regel kwam aan bod en is nageleefd."),
    VerdictName(Verdict.NOT_APPLICABLE, "n.v.t.", "–", "Het systeem voert deze rol, dit domein of dit proces niet."),
)
VERDICTS: Mapping[Verdict, VerdictName] = {
    shown.key: shown for shown in sorted(_VERDICT_NAMES, key=lambda shown: shown.key.severity)
}
"""Every verdict, the most serious first."""

LENGTH = 2000
"""No text of a party takes more characters than this in a report."""

_DATE_TIME = re.compile(r"\d{2}-\d{2}-\d{4} \d{2}:\d{2}")
_NOT_ANCHOR = re.compile(r"[^a-z0-9-]+")
_LINE_ENDS = "\n\t"
_MARKUP = re.compile(r"([\\`*_\[\]#|~>])")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: object) -> str:
    """Any value as a text that shows what it holds: without control or direction characters, of bounded length."""
    if text is None:
        return ""
    whole = str(text).replace("\r\n", "\n")
    short = whole if len(whole) <= LENGTH else f"{whole[:LENGTH]}… ({len(whole) - LENGTH} tekens weggelaten)"
    if short.isascii() and short.isprintable():
        return short
    return "".join(
        "\ufffd" if unicodedata.category(symbol) in _INVISIBLE and symbol not in _LINE_ENDS else symbol
        for symbol in short
    )


def one_line(text: object) -> str:
    """As `clean`, on one line."""
    return " ".join(clean(text).split())


def plain(text: object) -> str:
    """Any value as Markdown that shows it as it is: no markup, no links, no HTML, no table cells of its own."""
    safe = _MARKUP.sub(r"\\\1", clean(text).replace("&", "&amp;").replace("<", "&lt;"))
    return safe.replace("\n", "  \n")


def format_date(value: object) -> str:
    """A day or an instant as dd-mm-jjjj; what is neither is shown as it is."""
    shown = instant(value)
    return shown[: len("31-12-2020")] if _DATE_TIME.fullmatch(shown) else shown


def instant(value: object) -> str:
    """An instant as dd-mm-jjjj uu:mm in Europe/Amsterdam; a day as dd-mm-jjjj; anything else as it is."""
    text = one_line(value)
    try:
        if len(text) == len("2020-12-31"):
            return f"{date.fromisoformat(text):%d-%m-%Y}"
        return f"{moment(text):%d-%m-%Y %H:%M}"
    except ValueError:
        return text


def label(listing: str, code: object, release: Release = Release.R30) -> str:
    """What a code is called: in this release, else in the other; "" when nobody knows it."""
    per_release = code_list(listing).labels
    key = str(code)
    return next((codes[key] for codes in (per_release[release], *per_release.values()) if key in codes), "")


def name_code(listing: str, code: object, release: Release = Release.R30) -> str:
    """As `label`, and "code X" for a code that nobody knows."""
    return label(listing, code, release) or f"code {one_line(code)}"


def euro(cents: int) -> str:
    """An amount in cents: "€ 1.234,50"; what goes back has a minus sign."""
    whole = f"{abs(cents) // 100:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}€ {whole},{abs(cents) % 100:02d}"


def chapter_title(key: str) -> str:
    """The title of a chapter."""
    return CHAPTERS.get(key) or one_line(key).replace("-", " ").capitalize() or "Overig"


def order(rule_id: str, key: str) -> tuple[int, str, str, int]:
    """Sort key for rules: by chapter, then prefix, then number (TW-02 before TW-10)."""
    titles = list(CHAPTERS)
    place = titles.index(key) if key in titles else len(titles)
    before, _, number = rule_id.rpartition("-")
    return place, key, before, int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0  # noqa: PLR2004  # longer is no number of a rule


def anchor(rule_id: str) -> str:
    """The id by which the page shows a rule: "regel-tw-06"."""
    return f"regel-{_NOT_ANCHOR.sub('-', one_line(rule_id).lower())}"


def counted(count: int, singular: str, plural: str) -> str:
    """A count with its noun: "1 regel", "2 regels"."""
    return f"{count:,}".replace(",", ".") + f" {singular if count == 1 else plural}"


def enumeration(parts: list[str]) -> str:
    """Dutch enumeration: "a", "a en b", "a, b en c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}" if parts else ""
