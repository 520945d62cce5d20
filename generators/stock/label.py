"""The label of a toewijzing: what `assess` must say about it, in the shape of the contract, without `overdue`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.istandaard.model import ContentFields

REDENEN = (
    "no_unique_number",
    "frequentie_vervallen",
    "aspecifiek_met_omvang",
    "eenheid_frequentie_combinatie",
    "geen_toegestane_variant",
    "stuks_inspanning",
    "einddatum_ontbreekt",
)
"""The reasons in the order in which a label gives them."""


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class Action(ContentFields):
    """One thing somebody must do; None where a field plays no part, or where only the gemeente can choose.

    Attributes:
        by: "gemeente" or "aanbieder".
        action: "informeer_aanbieder", "intrekken", "wijzig_einddatum", "stop_zorg" or "nieuwe_toewijzing".
        message, release: what it is sent in; None for what happens outside the messages.
        earliest, latest: the days between which it is sent, both included.
    """

    by: str
    action: str
    message: str | None
    release: str | None
    earliest: date | None
    latest: date
    reden_wijziging: str | None = None
    ingangsdatum: date | None = None
    einddatum: date | None = None

    def to_json(self) -> dict[str, Any]:
        """Every key of the contract, in its order."""
        return {
            "by": self.by,
            "action": self.action,
            "message": self.message,
            "release": self.release,
            "earliest": _iso(self.earliest),
            "latest": _iso(self.latest),
            "reden_wijziging": self.reden_wijziging,
            "ingangsdatum": _iso(self.ingangsdatum),
            "einddatum": _iso(self.einddatum),
            **self.content_fields,
        }


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to the same end."""

    route: str
    actions: tuple[Action, ...]
    preferred: bool = False

    def to_json(self) -> Mapping[str, Any]:
        """Every key of the contract, in its order."""
        return {
            "route": self.route,
            "preferred": self.preferred,
            "actions": [action.to_json() for action in self.actions],
        }


@dataclass(frozen=True, slots=True)
class Label:
    """Must it migrate, why, by when, how. Without reasons there is nothing to do."""

    id: str
    reasons: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    deadline: date | None = None
    remarks: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def must_migrate(self) -> bool:
        """Whether anything must be done."""
        return bool(self.reasons)

    def to_json(self) -> dict[str, Any]:
        """Every key of the contract except `overdue`, in its order."""
        return {
            "id": self.id,
            "must_migrate": self.must_migrate,
            "reasons": list(self.reasons),
            "rules": list(self.rules),
            "deadline": _iso(self.deadline),
            "remarks": list(self.remarks),
            "actions": [action.to_json() for action in self.actions],
            "alternatives": [alternative.to_json() for alternative in self.alternatives],
        }
