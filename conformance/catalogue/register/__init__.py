"""The register: every rule of the source text under its permanent id, as data, one YAML file a chapter (README.md)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from functools import cache
from typing import Any

from migratietoets.conformance.rules.messages.within import WITHIN
from migratietoets.conformance.rules.rule import ABOUT, RULES, About, Judges
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.modelregels import Modelregel, modelregels
from migratietoets.istandaard.spelling import meant

FILES = (
    "overzicht",
    "overzicht-informatiemodel",
    "toewijzingen",
    "toewijzingen-informatiemodel",
    "nieuwe-toewijzingen",
    "migratie",
    "bijzondere-situaties",
    "vot-vow",
    "vot-vow-informatiemodel",
    "declareren",
    "declareren-informatiemodel",
    "afsluiten-zorg",
    "afsluiten-zorg-informatiemodel",
)
"""The files of the register, in the order of its chapters."""


class Strength(StrEnum):
    """How strongly a rule binds: a broken must fails, a should warns; a may is allowed, an info is not judged."""

    MUST = auto()
    SHOULD = auto()
    MAY = auto()
    INFO = auto()


class Status(StrEnum):
    """Whether a rule belongs to the suite of now."""

    ACTIVE = auto()
    PLANNED = auto()


@dataclass(frozen=True, slots=True)
class EarlierReading:
    """How a rule was read before; its texts are Dutch.

    Attributes:
        until: the day on which that changed.
        text: the reading.
        because: why it changed.
    """

    until: date
    text: str
    because: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; its texts are Dutch.

    Attributes:
        binds: gemeente, aanbieder and/or leverancier.
        observation: how an outsider sees it.
        reading: the default reading where the source leaves room.
        earlier: how it was read before, oldest first.
        entails: rules that a violation of this one unavoidably breaks too.
        reason: why there is no check, or None.
        whole_run: it is judged once over everything a system sent, and in no case.
    """

    id: str
    chapter: str
    strength: Strength
    binds: tuple[str, ...]
    text: str
    source: str
    observation: str | None
    reading: str | None
    entails: tuple[str, ...]
    status: Status
    reason: str | None
    whole_run: bool = False
    earlier: tuple[EarlierReading, ...] = ()

    @property
    def reading_version(self) -> int:
        """Which reading this is: 1 until it changes."""
        return len(self.earlier) + 1

    @property
    def checked(self) -> bool:
        """True when a check exists."""
        return self.id in RULES or self.whole_run

    @property
    def within_message(self) -> bool:
        """Whether one message shows it (istandaard.berichtregels): what it proves is its named mutation, not a case."""
        return self.id in WITHIN

    @property
    def about(self) -> About | None:
        """What the check is about and looks at, or None where there is none."""
        return ABOUT.get(self.id)

    @property
    def judges(self) -> Judges | None:
        """Whether the check is about messages or a state, or None where there is none."""
        return None if self.about is None else self.about.judges

    @property
    def model(self) -> Modelregel | None:
        """What the information model says of it, when it is a rule of the model: messages, release, retourcode."""
        return modelregels().get(self.id)

    def binds_role(self, role: str) -> bool:
        """Whether a system in this role is judged by it; a rule for the leverancier binds its system in any role."""
        return role in self.binds or "leverancier" in self.binds


def _rule(chapter: str, data: dict[str, Any]) -> Rule:
    """A rule as the file of its chapter writes it."""
    return Rule(
        id=data["id"],
        chapter=chapter,
        strength=Strength(data["sterkte"]),
        binds=tuple(data["bindt"]),
        text=data["regel"],
        source=data["bron"],
        observation=data.get("waarneming"),
        reading=data.get("lezing"),
        entails=tuple(data.get("gevolgen", ())),
        status=Status(data.get("status", Status.ACTIVE)),
        reason=data.get("reden"),
        whole_run=data.get("hele_run", False),
        earlier=tuple(EarlierReading(one["tot"], one["lezing"], one["omdat"]) for one in data.get("eerder", ())),
    )


@cache
def register() -> dict[str, Rule]:
    """Every rule by id, in the order of the files.

    Raises:
        ValueError: two rules have the same id, or one entails what is no rule.
    """
    rules: dict[str, Rule] = {}
    for name in FILES:
        content = read_yaml(__name__, f"{name}.yaml")
        for data in content["regels"]:
            if data["id"] in rules:
                raise ValueError(f"rule {data['id']} stands in the register twice")
            rules[data["id"]] = _rule(content["hoofdstuk"], data)
    for one in rules.values():
        if unknown := set(one.entails) - rules.keys():
            raise ValueError(f"rule {one.id} entails what is no rule: {', '.join(sorted(unknown))}")
    return rules


def reading_versions() -> dict[str, int]:
    """The version of each reading that ever changed; all others have their first."""
    return {one.id: one.reading_version for one in register().values() if one.earlier}


def rule(rule_id: str) -> Rule:
    """One rule.

    Raises:
        InputError: there is no such rule.
    """
    found = {known.upper(): r for known, r in register().items()}.get(rule_id.upper())
    if found is None:
        raise InputError(
            f"Regel {rule_id} bestaat niet.{meant(rule_id, register())} Verwacht: een id als MT-04. "
            "Alle regels: migratietoets rules."
        )
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
            open_ += register()[current].entails
    return frozenset(seen)
