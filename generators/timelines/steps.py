"""What somebody does on a day about one toewijzing: the step, from which messages and the lines of a file are made."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from migratietoets.generators.stock.label import Action
from migratietoets.istandaard.model import Toewijzing

INFORM, WITHDRAW, CHANGE = "informeer_aanbieder", "intrekken", "wijzig_einddatum"
NEW, STOP, GRANT = "nieuwe_toewijzing", "stop_zorg", "ken_toe"
ORDER = (GRANT, INFORM, WITHDRAW, CHANGE, NEW, STOP)
"""The order of steps on one day."""
_CONTENT = ("categorie", "code", "volume", "eenheid", "frequentie", "budget")


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step.

    Attributes:
        at: the day.
        by: "gemeente" or "aanbieder".
        action: as in a label; or "ken_toe": at the gemeente somebody decides on new care.
        message, release: what it is sent in; None for what happens outside the messages.
        toewijzing_id: id of the toewijzing that it is about: of a successor the one it follows, of new care its own.
        state: the toewijzing as it stands after this step; with "ken_toe" what is wanted in terms of release 3.0.
        reden: RedenWijziging.
    """

    at: date
    by: str
    action: str
    message: str | None
    release: str | None
    toewijzing_id: str
    state: Toewijzing
    reden: str | None = None

    @property
    def sender(self) -> str:
        """Code of the party that acts."""
        return self.state.gemeente if self.by == "gemeente" else self.state.aanbieder

    @property
    def addressee(self) -> str:
        """Code of the other party."""
        return self.state.aanbieder if self.by == "gemeente" else self.state.gemeente

    @property
    def bericht(self) -> tuple[str, ...]:
        """What steps that share a message have in common (MS-04)."""
        state = self.state
        parts = (self.at.isoformat(), self.message, self.release)
        return *(part or "" for part in parts), state.gemeente, state.domein, state.aanbieder, state.bsn

    def to_json(self, file: str | None) -> dict[str, Any]:
        """A line of tijdlijn.jsonl; `file` is the file of the message."""
        state = self.state.to_json()
        fields = ("domein", "bsn", "toewijzingnummer", *_CONTENT, "ingangsdatum", "einddatum")
        return {
            "op": self.at.isoformat(),
            "by": self.by,
            "van": self.sender,
            "aan": self.addressee,
            "action": self.action,
            "message": self.message,
            "release": self.release,
            "toewijzing": self.toewijzing_id,
            "bestand": file,
            "reden_wijziging": self.reden,
            **{field: state[field] for field in fields},
        }


def id_of(toewijzing: Toewijzing) -> str:
    """The id that the record gets when it is read from XML; empty where a field is absent."""
    t = toewijzing
    place = (t.gemeente, t.domein, t.aanbieder, t.bsn)
    return ":".join(
        part or "" for part in (*place, t.toewijzingnummer, t.ingangsdatum.isoformat(), t.categorie, t.code)
    )


def step(at: date, old: Toewijzing, action: Action, number: str | None) -> TimelineStep:
    """Carry out an action of a label on a day.

    Args:
        at: the day.
        old: the toewijzing that the label is of.
        action: with every choice made.
        number: of the successor; plays no part in other actions.
    """
    if action.action == INFORM:
        state = old
    elif action.action == NEW:
        assert action.ingangsdatum is not None
        fields: dict[str, Any] = {field: getattr(action, field) for field in (*_CONTENT, "ingangsdatum", "einddatum")}
        state = replace(old, toewijzingnummer=number, vervanging=None, nieuw=None, **fields)
        state = replace(state, id=id_of(state))
    else:
        state = replace(old, einddatum=action.einddatum)
    return TimelineStep(
        at, action.by, action.action, action.message, action.release, old.id, state, action.reden_wijziging
    )
