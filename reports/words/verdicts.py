"""How verdicts and strengths are named and explained."""

from collections.abc import Mapping
from dataclasses import dataclass

from migratietoets.conformance.vocabulary.verdicts import Verdict

STRENGTHS: Mapping[str, str] = {
    "must": "verplicht",
    "should": "dringend advies",
    "may": "toegestaan",
    "info": "ter informatie",
}


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
        "De adapter viel uit of antwoordde onbruikbaar. Het geval zegt daardoor niets over de regel.",
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
        "In dit geval gebeurde niets waarop de regel slaat. Dit is geen voldoende.",
    ),
    VerdictName(Verdict.PASS, "geslaagd", "✓", "De regel kwam aan bod en is nageleefd."),
    VerdictName(Verdict.NOT_APPLICABLE, "n.v.t.", "–", "Het systeem voert deze rol, dit domein of dit proces niet."),
)
VERDICTS: Mapping[Verdict, VerdictName] = {
    shown.key: shown for shown in sorted(_VERDICT_NAMES, key=lambda shown: shown.key.severity)
}
"""Every verdict, the most serious first."""
