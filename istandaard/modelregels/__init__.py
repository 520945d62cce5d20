"""Every rule of the information model 3.0, by its official id: where it holds, not what it says.

One YAML file a kind of rule, one row a rule. The keys of a row, each left out where it says nothing:

- domeinen: the only domein it exists in;
- berichten: the messages the model uses it in, "315 wmo" where one domein alone does; without, a general rule. A rule
  that the model ties to a data type of the 303 or 304 alone has these here;
- retour: it holds for retourberichten too;
- onderdelen: the classes, elements and data types it is tied to;
- retourcode: the code of a message or line that breaks it; 0001: the whole message is refused;
- niveau: 2 is seen within a message, 3 beside other messages; left out where the model does not say;
- alleen_303_304: only for the old claims, over 2020;
- migratie: it touches what the migration is about;
- vanaf, tot_en_met: the einddatum, period or toewijzing it names lies there; no einddatum lies after any day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF

FILES = (
    "uitgangspunten",
    "bedrijfsregels",
    "technische_regels",
    "invulinstructies",
    "constraints",
    "condities",
)
"""The files beside this module, one a kind."""


@dataclass(frozen=True, slots=True)
class Modelregel:
    """One rule of the information model 3.0, with what it holds for.

    Attributes:
        kind: UP, OP, TR, IV, CS or CD; the id begins with it.
        used_in: the messages that use it, each with the domein; empty for a general rule.
        for_retouren: it holds for retourberichten, whatever message they answer.
        parts: classes, elements (Klasse.Element) and data types.
        level: 2 within a message, 3 beside other messages, None where the model does not say.
        only_303_304: it exists for the claims over 2020 alone.
        migration: it touches what the migration is about.
        first, last: where the day lies that it names, both included, or None.
    """

    id: str
    kind: str
    domeinen: tuple[Domein, ...]
    used_in: frozenset[tuple[str, Domein]]
    for_retouren: bool
    parts: tuple[str, ...]
    retourcode: str | None
    level: int | None
    only_303_304: bool
    migration: bool
    first: date | None
    last: date | None
    release: Release = Release.R30

    @property
    def berichten(self) -> tuple[str, ...]:
        """The messages that use it, in order; none for a general rule."""
        return tuple(sorted({kind for kind, _ in self.used_in}))

    def applies_to(self, kind: str, release: Release | str, domein: Domein, day: date | None = None) -> bool:
        """Whether the model holds this message to it; elsewhere a breach is at most a warning.

        Args:
            kind: the message, 301 or another.
            release: the release the message carries.
            domein: the domein it is sent in.
            day: the last day of what the rule is about (an einddatum, a period); None where that has no end.
        """
        if release != self.release or domein not in self.domeinen:
            return False
        if not self._uses(kind, domein):
            return False
        if day is None:
            return self.last is None
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def _uses(self, kind: str, domein: Domein) -> bool:
        if kind in RETOUR_OF and self.for_retouren:
            return True
        return (kind, domein) in self.used_in if self.used_in else kind not in RETOUR_OF


def _used_in(words: list[str], domeinen: tuple[Domein, ...]) -> frozenset[tuple[str, Domein]]:
    """The messages of a row: "315" in every domein of the rule, "315 wmo" in one."""
    split = (word.partition(" ") for word in words)
    return frozenset((kind, one) for kind, _, only in split for one in ((Domein(only),) if only else domeinen))


def _modelregel(kind: str, row: dict[str, Any]) -> Modelregel:
    """A rule as its row writes it."""
    domeinen = tuple(map(Domein, row.get("domeinen", Domein)))
    return Modelregel(
        id=row["id"],
        kind=kind,
        domeinen=domeinen,
        used_in=_used_in(row.get("berichten", []), domeinen),
        for_retouren=row.get("retour", False),
        parts=tuple(row.get("onderdelen", ())),
        retourcode=row.get("retourcode"),
        level=row.get("niveau"),
        only_303_304=row.get("alleen_303_304", False),
        migration=row.get("migratie", False),
        first=row.get("vanaf"),
        last=row.get("tot_en_met"),
    )


@cache
def modelregels() -> Mapping[str, Modelregel]:
    """Every rule of the model by id, in the order of the files.

    Raises:
        ValueError: a rule stands in the table twice.
    """
    rules: dict[str, Modelregel] = {}
    for name in FILES:
        content = read_yaml(__name__, f"{name}.yaml")
        for row in content["regels"]:
            if row["id"] in rules:
                raise ValueError(f"rule {row['id']} of the model stands in the table twice")
            rules[row["id"]] = _modelregel(content["soort"], row)
    return MappingProxyType(rules)


def breakable() -> list[str]:
    """The rules with a retourcode: what breaks one of them is refused."""
    return [rule_id for rule_id, one in modelregels().items() if one.retourcode is not None]
