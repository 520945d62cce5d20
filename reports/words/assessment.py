"""The words for an assessment: what `assess` says of a toewijzing, in plain Dutch and without any BSN."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.istandaard.codelijsten import EENHEID, FREQUENTIE
from migratietoets.istandaard.codelijsten.codes import EURO
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.vervangingen import (
    ASPECIFIEK,
    ASPECIFIEK_BUDGET,
    GENERIEK_BUDGET,
    SAME,
    SPECIFIEK,
    SPECIFIEK_STUKS,
)
from migratietoets.reports.words.codes import name_code
from migratietoets.reports.words.days import format_date
from migratietoets.reports.words.text import euro, one_line

Assessment = Mapping[str, Any]
"""An object as `assess` writes it."""
Action = Mapping[str, Any]

REDENEN: Mapping[str, str] = {
    "no_unique_number": "geen uniek nummer",
    "frequentie_vervallen": "frequentie vervalt",
    "aspecifiek_met_omvang": "aspecifiek met omvang",
    "eenheid_frequentie_combinatie": "eenheid en frequentie gaan niet meer samen",
    "geen_toegestane_variant": "geen toegestane variant",
    "stuks_inspanning": "stuks (inspanning)",
    "einddatum_ontbreekt": "einddatum ontbreekt",
}
ACTION_NAMES: Mapping[str, str] = {
    "informeer_aanbieder": "informeren",
    "intrekken": "intrekken",
    "wijzig_einddatum": "einddatum wijzigen",
    "stop_zorg": "stop zorg melden",
    "nieuwe_toewijzing": "nieuwe toewijzing",
}
ROUTES: Mapping[str, str] = {
    "doorlopen": "laten doorlopen en in januari met terugwerkende kracht intrekken",
    "vooraf_intrekken": "vooraf intrekken",
    SAME: "gelijke inhoud",
    SPECIFIEK: "specifiek met omvang",
    ASPECIFIEK: "aspecifiek zonder omvang en zonder budget",
    ASPECIFIEK_BUDGET: "aspecifiek met budget",
    GENERIEK_BUDGET: "generiek met budget",
    SPECIFIEK_STUKS: "specifiek met stuks (inspanning)",
}
UNKNOWN = "nog te kiezen"

_BSN_LENGTHS = (8, 9)
_DIGIT_RUN = re.compile(r"\d{8,}")
_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class ToewijzingName:
    """How a report names a toewijzing: by its number, else by a running number; never by a person."""

    name: str
    number: str
    product: str
    ingangsdatum: date

    @property
    def full(self) -> str:
        """The name with product and ingangsdatum, for where no column shows them."""
        return f"{self.name} ({self.product}, vanaf {self.ingangsdatum:%d-%m-%Y})"


def refer(toewijzing: Toewijzing, rank: int, bsns: frozenset[str]) -> ToewijzingName:
    """Name a toewijzing.

    Args:
        toewijzing: the record.
        rank: its running number among those without a number that can be shown.
        bsns: every BSN of the input; a number or id that holds one is not shown.
    """
    product = _product(toewijzing.categorie, toewijzing.code)
    number = one_line(toewijzing.toewijzingnummer)
    if number and not _names_bsn(number, bsns):
        return ToewijzingName(number, number, product, toewijzing.ingangsdatum)
    shown_id = one_line(toewijzing.id)
    own = "" if _DIGIT_RUN.search(shown_id) or _names_bsn(shown_id, bsns) else f"{shown_id}, "
    return ToewijzingName(f"{own}zonder nummer, nr. {rank}", "", product, toewijzing.ingangsdatum)


def without_bsn(text: object, bsns: frozenset[str]) -> str:
    """A text on one line in which no BSN of the input is left."""
    return _DIGIT_RUN.sub(lambda m: "[weggelaten]" if _names_bsn(m[0], bsns) else m[0], one_line(text))


def say(action: Action, toewijzing: Toewijzing) -> str:
    """An action as a sentence without its subject's name."""
    kind, end = action["action"], action.get("einddatum")
    if kind == "intrekken" and end == toewijzing.ingangsdatum.isoformat():
        return "Wordt geannuleerd: de einddatum wordt gelijk aan de ingangsdatum."
    sentences = {
        "informeer_aanbieder": "De gemeente meldt vooraf, buiten de berichten om, dat de opvolger in januari komt.",
        "intrekken": f"Wordt ingetrokken per {_day(end)}.",
        "wijzig_einddatum": f"Krijgt als einddatum {_day(end)}; nummer en inhoud blijven gelijk.",
        "stop_zorg": f"Aanbieder meldt stop zorg per {_day(end)}.",
    }
    if kind != "nieuwe_toewijzing":
        return sentences.get(kind, one_line(kind))
    term = f"vanaf {_day(action.get('ingangsdatum'))}" + (f" tot en met {_day(end)}" if end else "")
    product = _product(action.get("categorie"), action.get("code"))
    return f"Opvolger {term}: {product}, {omvang(action)}."


def omvang(action: Action) -> str:
    """Omvang or budget of a successor in words."""
    if action.get("budget") is not None:
        return f"budget {euro(action['budget'])}"
    eenheid, frequentie, volume = action.get("eenheid"), action.get("frequentie"), action.get("volume")
    if eenheid is None or frequentie is None:
        return "zonder omvang"
    release = Release(action.get("release") or Release.R30)
    times = name_code(FREQUENTIE, frequentie, release).lower()
    if eenheid == EURO:
        return f"{UNKNOWN if volume is None else euro(volume)} {times}"
    return f"{UNKNOWN if volume is None else volume} {name_code(EENHEID, eenheid, release).lower()} {times}"


def _names_bsn(text: str, bsns: frozenset[str]) -> bool:
    """Whether the digits of a text, whatever stands between them, hold a BSN of the input."""
    digits = _NOT_DIGIT.sub("", text)
    return any(
        digits[place : place + length] in bsns for length in _BSN_LENGTHS for place in range(len(digits) - length + 1)
    )


def _product(categorie: str | None, code: str | None) -> str:
    if categorie is None:
        return "generiek" if code is None else f"product {one_line(code)}"
    return f"categorie {one_line(categorie)}" + (f", product {one_line(code)}" if code else "")


def _day(value: str | None) -> str:
    return UNKNOWN if value is None else format_date(value)
