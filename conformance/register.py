"""The register: every rule of the source text under its permanent id, as data in register.yaml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from conformance.rules.regel import REGELS
from istandaard.bestanden import lees_yaml
from istandaard.model import Invoerfout


@dataclass(frozen=True, slots=True)
class Regel:
    """One rule.

    Attributes:
        sterkte: must, should, may or info.
        bindt: gemeente, aanbieder and/or leverancier.
        regel, waarneming, lezing, bron: Dutch texts; lezing is the default reading where the source leaves room.
        gevolgen: rules that a violation of this one unavoidably breaks too.
        status: active or planned.
        reden: why there is no check, or None.
    """

    id: str
    hoofdstuk: str
    sterkte: str
    bindt: tuple[str, ...]
    regel: str
    bron: str
    waarneming: str | None = None
    lezing: str | None = None
    gevolgen: tuple[str, ...] = ()
    status: str = "active"
    reden: str | None = None

    @property
    def getoetst(self) -> bool:
        """True when a check exists."""
        return self.id in REGELS

    def bindt_rol(self, rol: str) -> bool:
        """Whether a system in this role is judged by it; a rule for the leverancier binds its system in any role."""
        return rol in self.bindt or "leverancier" in self.bindt


@cache
def register() -> dict[str, Regel]:
    """Every rule by id, in the order of the file."""
    lijst = lees_yaml("conformance", "register.yaml")["regels"]
    velden: list[dict[str, Any]] = [{k: tuple(v) if isinstance(v, list) else v for k, v in r.items()} for r in lijst]
    return {v["id"]: Regel(**v) for v in velden}


def regel(regel_id: str) -> Regel:
    """One rule.

    Raises:
        Invoerfout: there is no such rule.
    """
    gevonden = register().get(regel_id.upper())
    if gevonden is None:
        raise Invoerfout(
            f"Regel {regel_id} bestaat niet. Verwacht: een id als MT-04. Alle regels: migratietoets rules."
        )
    return gevonden


@cache
def afsluiting(regel_id: str) -> frozenset[str]:
    """The rule and everything its violation unavoidably breaks, however indirectly (entails)."""
    gezien: set[str] = set()
    open_ = [regel_id]
    while open_:
        huidig = open_.pop()
        if huidig not in gezien:
            gezien.add(huidig)
            open_ += register()[huidig].gevolgen if huidig in register() else ()
    return frozenset(gezien)
