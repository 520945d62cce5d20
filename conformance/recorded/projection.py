"""A declaratie of many clients, or its answer, as far as it is about one of them.

The totals are lessened by what is left out: a total that was right stays right, and one that was wrong stays as wrong.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from migratietoets.istandaard.berichten import Bericht, BerichtError, build
from migratietoets.istandaard.berichten.bedrag import make_total, read_total
from migratietoets.istandaard.berichten.content import children, descend
from migratietoets.istandaard.berichten.declaratie import prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import refused, rejected_prestaties

Keeps = Callable[[str], bool]
"""Whether a BSN is that of the client."""

_CLIENTS = {"303": (), "304": (), "323": ("Declaratie",), "325": ("DeclaratieAntwoord",)}
_CLAIMED = {
    "303": (("Header", "DeclaratieFactuurBedragen"), "DeclaratieFactuurTotaalBedrag"),
    "304": (("Header", "RetourBedragen"), "IngediendTotaalBedrag"),
    "323": (("Declaratie",), "TotaalIngediendBedrag"),
    "325": (("DeclaratieAntwoord",), "TotaalIngediendBedrag"),
}
_GRANTED = {
    "304": (("Header", "RetourBedragen"), "ToegekendTotaalBedrag"),
    "325": (("DeclaratieAntwoord",), "TotaalToegekendBedrag"),
}
"""Message -> where its totals stand."""


def of_one(bericht: Bericht, keeps: Keeps, heen: Bericht | None = None) -> str | None:
    """The file of a message as far as it is about one client; None where that cannot be made.

    Args:
        bericht: a message about more clients.
        keeps: which of them stays.
        heen: what it answers, when it is an answer.
    """
    if bericht.kind not in _CLIENTS or (bericht.kind in _GRANTED and heen is None):
        return None
    try:
        left_out = sum(one.saldo for one in prestaties(heen or bericht) if not keeps(one.bsn))
        content = _only(bericht.content, _CLIENTS[bericht.kind], keeps)
        content = _less(content, *_CLAIMED[bericht.kind], left_out)
        if bericht.kind in _GRANTED and not refused(bericht):
            gone = [one for one in rejected_prestaties(bericht) if not keeps(one.prestatie.bsn)]
            not_granted = sum(one.prestatie.saldo - one.granted for one in gone)
            content = _less(content, *_GRANTED[bericht.kind], left_out - not_granted)
        return build(replace(bericht, content=content)).decode()
    except (BerichtError, KeyError):
        return None


def _only(content: dict[str, Any], way: tuple[str, ...], keeps: Keeps) -> dict[str, Any]:
    if way:
        return content | {way[0]: _only(descend(content, way[0]), way[1:], keeps)} if way[0] in content else content
    if "Clienten" not in content:
        return content
    kept = [one for one in children(content["Clienten"], "Client") if keeps(str(one.get("Bsn", "")).strip())]
    if not kept:
        return {name: value for name, value in content.items() if name != "Clienten"}
    return content | {"Clienten": content["Clienten"] | {"Client": kept}}


def _less(content: dict[str, Any], way: tuple[str, ...], name: str, amount: int) -> dict[str, Any]:
    """The content with a total lessened; as it is where the total is not there."""
    if way:
        return content | {way[0]: _less(content[way[0]], way[1:], name, amount)} if way[0] in content else content
    return content | {name: make_total(read_total(content, name, name) - amount)} if name in content else content
