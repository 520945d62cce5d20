"""Rules and cases side by side: which cases and mutants exercise a rule, and which rules a case exercises."""

from functools import cache
from importlib.resources import files
from typing import Any

from conformance.gevallen import Geval, gevallen
from conformance.register import Regel, register
from istandaard.bestanden import lees_yaml

MUTANTEN = "mutanten.yaml"


@cache
def mutanten() -> dict[str, dict[str, Any]]:
    """Mutant id -> rule, role, title and the rules that found it; empty when the file is not there."""
    return dict(lees_yaml("conformance", MUTANTEN) or {}) if (files("conformance") / MUTANTEN).is_file() else {}


def positieve_gevallen(regel_id: str) -> list[str]:
    """Cases a system plays and that must exercise this rule."""
    return [g.id for g in gevallen().values() if g.positief and regel_id in g.regels]


def negatieve_gevallen(regel_id: str) -> list[str]:
    """Scripted cases in which the oracle must find this rule broken."""
    return [g.id for g in gevallen().values() if not g.positief and regel_id in g.verwacht]


def mutanten_van(regel_id: str) -> list[str]:
    """Known-bad implementations that break this rule."""
    return [naam for naam, mutant in mutanten().items() if mutant["rule"] == regel_id]


def volgt_uit(regel_id: str) -> list[str]:
    """Rules whose violation unavoidably breaks this one too."""
    return [r.id for r in register().values() if regel_id in r.gevolgen]


STERKTES = ("must", "should", "may", "info")


def telling() -> list[tuple[str, int, int, int]]:
    """Per strength: how many rules there are, with a check, and without one but with a reason why."""
    uit = []
    for sterkte in STERKTES:
        regels = [r for r in register().values() if r.sterkte == sterkte]
        getoetst = sum(r.getoetst for r in regels)
        uit.append((sterkte, len(regels), getoetst, sum(bool(r.reden) and not r.getoetst for r in regels)))
    return uit


def regel_als_json(regel: Regel) -> dict[str, Any]:
    """A rule as `rules --format json` shows it."""
    return {
        "id": regel.id,
        "strength": regel.sterkte,
        "binds": list(regel.bindt),
        "chapter": regel.hoofdstuk,
        "source": regel.bron,
        "status": regel.status,
        "checked": regel.getoetst,
        "reason": None if regel.getoetst else regel.reden,
        "entails": list(regel.gevolgen),
        "positive_cases": positieve_gevallen(regel.id),
        "negative_cases": negatieve_gevallen(regel.id),
        "mutants": mutanten_van(regel.id),
    }


def geval_als_json(geval: Geval) -> dict[str, Any]:
    """A case as `cases --format json` shows it."""
    return {
        "id": geval.id,
        "title": geval.titel,
        "positive": geval.positief,
        "roles": geval.rollen,
        "domains": [str(domein) for domein in geval.domeinen],
        "rules": geval.regels,
        "expected": geval.verwacht,
        "source": str(geval.data["bron"]),
    }
