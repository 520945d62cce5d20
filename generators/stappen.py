"""What somebody does on a day about one toewijzing: the step, from which messages and the lines of a file are made."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generators.label import Actie
from istandaard.model import Toewijzing

INFORMEER, INTREKKEN, WIJZIG = "informeer_aanbieder", "intrekken", "wijzig_einddatum"
NIEUW, STOP, KEN_TOE = "nieuwe_toewijzing", "stop_zorg", "ken_toe"
VOLGORDE = (KEN_TOE, INFORMEER, INTREKKEN, WIJZIG, NIEUW, STOP)
"""The order of steps on one day."""
_INHOUD = ("categorie", "code", "volume", "eenheid", "frequentie", "budget")


@dataclass(frozen=True, slots=True)
class Stap:
    """One step.

    Attributes:
        op: the day.
        by: "gemeente" or "aanbieder".
        action: as in a label; or "ken_toe": at the gemeente somebody decides on new care.
        message, release: what it is sent in; None for what happens outside the messages.
        over: id of the toewijzing that it is about: of a successor the one it follows, of new care its own.
        stand: the toewijzing as it stands after this step; with "ken_toe" what is wanted in terms of release 3.0.
        reden: RedenWijziging.
    """

    op: date
    by: str
    action: str
    message: str | None
    release: str | None
    over: str
    stand: Toewijzing
    reden: str | None = None

    @property
    def van(self) -> str:
        """Code of the party that acts."""
        return self.stand.gemeente if self.by == "gemeente" else self.stand.aanbieder

    @property
    def aan(self) -> str:
        """Code of the other party."""
        return self.stand.aanbieder if self.by == "gemeente" else self.stand.gemeente

    @property
    def bericht(self) -> tuple[str, ...]:
        """What steps that share a message have in common (MS-04)."""
        stand = self.stand
        delen = (self.op.isoformat(), self.message, self.release)
        return *(deel or "" for deel in delen), stand.gemeente, stand.domein, stand.aanbieder, stand.bsn

    def to_json(self, bestand: str | None) -> dict[str, Any]:
        """A line of tijdlijn.jsonl; `bestand` is the file of the message."""
        stand = self.stand.to_json()
        velden = ("domein", "bsn", "toewijzingnummer", *_INHOUD, "ingangsdatum", "einddatum")
        return {
            "op": self.op.isoformat(),
            "by": self.by,
            "van": self.van,
            "aan": self.aan,
            "action": self.action,
            "message": self.message,
            "release": self.release,
            "toewijzing": self.over,
            "bestand": bestand,
            "reden_wijziging": self.reden,
            **{veld: stand[veld] for veld in velden},
        }


def id_van(toewijzing: Toewijzing) -> str:
    """The id that the record gets when it is read from XML; empty where a field is absent."""
    t = toewijzing
    plek = (t.gemeente, t.domein, t.aanbieder, t.bsn)
    return ":".join(deel or "" for deel in (*plek, t.toewijzingnummer, t.ingangsdatum.isoformat(), t.categorie, t.code))


def stap(op: date, oud: Toewijzing, actie: Actie, nummer: str | None) -> Stap:
    """Carry out an action of a label on a day.

    Args:
        op: the day.
        oud: the toewijzing that the label is of.
        actie: with every choice made.
        nummer: of the successor; plays no part in other actions.
    """
    if actie.action == INFORMEER:
        stand = oud
    elif actie.action == NIEUW:
        assert actie.ingangsdatum is not None
        velden: dict[str, Any] = {veld: getattr(actie, veld) for veld in (*_INHOUD, "ingangsdatum", "einddatum")}
        stand = replace(oud, toewijzingnummer=nummer, vervanging=None, nieuw=None, **velden)
        stand = replace(stand, id=id_van(stand))
    else:
        stand = replace(oud, einddatum=actie.einddatum)
    return Stap(op, actie.by, actie.action, actie.message, actie.release, oud.id, stand, actie.reden_wijziging)
