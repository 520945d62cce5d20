"""The register: every rule of the source text under its permanent id, as data in register.yaml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from migratietoets.conformance.rules.rule import RULES
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.model import InputError


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        sterkte: must, should, may or info.
        bindt: gemeente, aanbieder and/or leverancier.
        rule, waarneming, lezing, bron: Dutch texts; lezing is the default reading where the source leaves room.
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
    def checked(self) -> bool:
        """True when a check exists."""
        return self.id in RULES

    def binds_role(self, role: str) -> bool:
        """Whether a system in this role is judged by it; a rule for the leverancier binds its system in any role."""
        return role in self.bindt or "leverancier" in self.bindt


@cache
def register() -> dict[str, Rule]:
    """Every rule by id, in the order of the file."""
    listing = read_yaml("migratietoets.conformance.catalogue", "register.yaml")["regels"]
    fields: list[dict[str, Any]] = [{k: tuple(v) if isinstance(v, list) else v for k, v in r.items()} for r in listing]
    return {v["id"]: Rule(**v) for v in fields}


def rule(rule_id: str) -> Rule:
    """One rule.

    Raises:
        InputError: there is no such rule.
    """
    found = register().get(rule_id.upper())
    if found is None:
        raise InputError(f"Regel {rule_id} bestaat niet. Verwacht: een id als MT-04. Alle regels: migratietoets rules.")
    return found


@cache
def closure(rule_id: str) -> frozenset[str]:
    """The rule and everything its violation unavoidably breaks, however indirectly (entails)."""
    seen: set[str] = set()
    open_ = [rule_id]
    while open_:
        current = open_.pop()
        if current not in seen:
            seen.add(current)
            open_ += register()[current].gevolgen if current in register() else ()
    return frozenset(seen)
