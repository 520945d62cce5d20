"""How each rule of the information model is checked: on one message, on the trace, through another rule, or not at all.

A rule with a row in `istandaard.berichtregels` or a check of its own says so by itself; `toezicht.yaml` says it of the
others, and which rules report a breach as well, with these keys:

- schema: rule -> the element whose place or values the schema of a message holds to it; a breach breaks PL-01;
- bestand: rule -> what is asked of the file; a breach breaks PL-01 as well;
- via: rule -> the rules whose checks report its breach, each under its own id, with where that is shown: a case, a
  mutant, or the rule whose mutation it is;
- niet_te_zien: a reason, in one Dutch sentence, and the rules that cannot be seen because of it;
- niet_ontvangen: a reason, and the rules with a retourcode of which no system gets a message that breaks them (AC-14);
  with berichten: not these messages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.rule import RULES
from migratietoets.istandaard.berichtregels import breaches
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.modelregels import Modelregel, modelregels


class How(StrEnum):
    """Where a breach of a rule is seen."""

    MESSAGE = "bericht"
    TRACE = "spoor"
    THROUGH = "via"
    UNSEEN = "niet te zien"


@dataclass(frozen=True, slots=True)
class Supervision:
    """How one rule of the model is checked.

    Attributes:
        rule: the rule.
        how: where a breach is seen.
        through: the rules that report a breach under their own id.
        reason: why it cannot be seen, in one sentence.
    """

    rule: Modelregel
    how: How
    through: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def text(self) -> str:
        """How it is checked, for a reader."""
        others = ", ".join(self.through)
        if self.how is How.UNSEEN:
            return f"niet te zien: {self.reason}"
        if self.how is How.THROUGH:
            return f"via {others}"
        return f"{self.how}, ook via {others}" if others else str(self.how)


def listed() -> Iterator[Supervision]:
    """What the file says, row by row."""
    content = read_yaml(__name__, "toezicht.yaml")
    for rule_id in (*content["schema"], *content["bestand"]):
        yield Supervision(modelregels()[rule_id], How.MESSAGE, through=("PL-01",))
    for rule_id, through in content["via"].items():
        yield Supervision(modelregels()[rule_id], How.THROUGH, through=tuple(through))
    for group in content["niet_te_zien"]:
        for rule_id in group["regels"]:
            yield Supervision(modelregels()[rule_id], How.UNSEEN, reason=group["reden"])


ANY = ""
"""Stands for every message, where a reason is the same for all."""


def unreceived(rule_id: str) -> dict[str, str]:
    """Message, or ANY -> why no system gets one that breaks a rule with a retourcode."""
    groups = read_yaml(__name__, "toezicht.yaml")["niet_ontvangen"]
    return {
        kind: group["reden"] for group in groups if rule_id in group["regels"] for kind in group.get("berichten", [ANY])
    }


def _own(rule: Modelregel) -> How | None:
    """Where a rule with a check under its own id is seen."""
    if rule.id in breaches.RULES:
        return How.MESSAGE
    return How.TRACE if rule.id in RULES else None


@cache
def supervision() -> Mapping[str, Supervision]:
    """How every rule of the model is checked, by id and in the order of the model.

    Raises:
        KeyError: a rule has no check and nothing says why.
    """
    said = {one.rule.id: one for one in listed()}
    found = {}
    for rule_id, rule in modelregels().items():
        own = _own(rule)
        found[rule_id] = said[rule_id] if own is None else Supervision(rule, own)
        if own is not None and rule_id in said:
            found[rule_id] = replace(found[rule_id], through=said[rule_id].through)
    return found


def beside_the_register() -> list[Supervision]:
    """The rules of the model that have no entry of their own in the register."""
    return [one for rule_id, one in supervision().items() if rule_id not in register()]
