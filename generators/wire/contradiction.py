"""A second message of the same sender, minutes later, that says the opposite of the first."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import Any

from migratietoets.generators.wire.delivery import SOON, refusal
from migratietoets.generators.wire.exchange import Change, Exchange, Sent, dated, renamed
from migratietoets.generators.wire.lines import lines_of, renumbered, with_lines
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import RETOUR_OF
from migratietoets.istandaard.berichten.retour import APPROVED
from migratietoets.istandaard.codelijsten.codes import CORRECTION

REMOVED = "3"
"""StatusAanlevering: what was reported before is withdrawn."""
WHY = "contradictie"


def contradicted(exchange: Exchange) -> Change | None:
    """Its sender said the opposite minutes later."""
    message = exchange.message
    at = message.at + SOON
    opposite = _OPPOSITES.get(message.bericht.kind, _nothing)(message.bericht, at)
    if opposite is None:
        return None
    return Change((message, dated(Sent(renumbered(opposite, WHY), message.at), at)), exchange.answers)


def _nothing(_bericht: Bericht, _at: datetime) -> Bericht | None:
    """A request cannot be withdrawn by a message."""
    return None


def _undone(bericht: Bericht, at: datetime) -> Bericht | None:
    """A 301 that cancels what was granted, and restores what was cancelled."""
    lines = []
    for line in lines_of(bericht):
        decided = line | {"Toewijzingsdatum": at.date().isoformat(), "Toewijzingstijd": f"{at:%H:%M:%S}"}
        if line.get("Einddatum") == line["Ingangsdatum"]:
            restored = {k: v for k, v in decided.items() if k not in {"Einddatum", "RedenWijziging"}}
            lines.append(restored)
        else:
            lines.append(decided | {"Einddatum": line["Ingangsdatum"], "RedenWijziging": CORRECTION})
    return with_lines(bericht, lines)


def _withdrawn(bericht: Bericht, _: datetime) -> Bericht | None:
    """A 305 or 307 that takes back what was reported; None of one that does so itself."""
    lines = lines_of(bericht)
    if any(line["StatusAanlevering"] == REMOVED for line in lines):
        return None
    return with_lines(bericht, [line | {"StatusAanlevering": REMOVED} for line in lines])


def _other_answer(bericht: Bericht, _: datetime) -> Bericht | None:
    """A 319 with the other answer."""
    answer = dict(bericht.content["Antwoord"])
    if answer["VerzoekAntwoord"] == "1":
        answer = {"ReferentieAanbieder": answer["ReferentieAanbieder"], "VerzoekAntwoord": "2"}
    else:
        answer |= {"VerzoekAntwoord": "1", "RedenAfwijzingVerzoek": "1"}
    return replace(bericht, content=deepcopy(bericht.content) | {"Antwoord": answer})


def _credited(bericht: Bericht, _: datetime) -> Bericht | None:
    """A declaratie that credits every debet of it; None where it has credits itself."""
    lines = deepcopy(lines_of(bericht))
    if not lines:
        return None
    for line in lines:
        for amount in _amounts(line):
            if amount["DebetCredit"] == "C":
                return None
            amount["DebetCredit"] = "C"
        reference = line["ProductReferentie"]
        reference["VorigReferentieNummer"] = reference["ReferentieNummer"]
        reference["ReferentieNummer"] = f"W{reference['ReferentieNummer']}"[:20]
    return with_lines(bericht, lines)


def _amounts(line: dict[str, Any]) -> list[dict[str, str]]:
    every = (line, line.get("IngediendeBedragPrestatie", {}))
    return [v for place in every for v in place.values() if isinstance(v, dict) and "DebetCredit" in v]


def _turned(bericht: Bericht, _: datetime) -> Bericht | None:
    """A retourbericht that refuses what was approved, and approves what was refused."""
    refused = refusal(bericht)
    if refused is not None:
        return renamed(refused, WHY)
    if bericht.kind in {"304", "325"}:
        return None
    header = deepcopy(bericht.content["Header"]) | {"RetourCodes": {"RetourCode": [APPROVED]}}
    return replace(bericht, content={"Header": header})


_OPPOSITES: dict[str, Callable[[Bericht, datetime], Bericht | None]] = {
    **dict.fromkeys(RETOUR_OF, _turned),
    "301": _undone,
    "303": _credited,
    "323": _credited,
    "305": _withdrawn,
    "307": _withdrawn,
    "319": _other_answer,
}
