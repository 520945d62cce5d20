"""What people at a desk asked about claims, typed: to claim, to credit, and to judge what was claimed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from migratietoets.conformance.rules.views.naming import named
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.kalender import day_of


@dataclass(frozen=True, slots=True)
class ClaimOrder:
    """Claim for one aanbieder what is not claimed yet, of each period that ended by a day.

    Attributes:
        bericht_2020: "303-D" or "303-F".
        division: "vier_weken" or "maand": the periods of 2020.
    """

    at: datetime
    aanbieder: str
    until: date
    bericht_2020: str
    division: str


@dataclass(frozen=True, slots=True)
class CreditOrder:
    """Credit the prestatie that holds a delivery; `history` is the toewijzing on which that was registered."""

    at: datetime
    history: History
    geleverd: str

    @property
    def day(self) -> date:
        """The day it was given, in Europe/Amsterdam."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gemeente decided on what an aanbieder claimed for a client; `bsn` None: for any client."""

    order: Instruction
    aanbieder: str
    bsn: str | None
    decision: str


def _given(trace: Trace, command: str) -> Iterator[Instruction]:
    return (instruction for instruction in trace.instructions if instruction.command == command)


def registrations(trace: Trace) -> Iterator[tuple[datetime, History, Mapping[str, Any]]]:
    """When a delivery was registered, on which toewijzing, and how."""
    for one in _given(trace, "registreer_levering"):
        history = named(trace, one.params["toewijzing"], one.day)
        if history is not None:
            yield one.at, history, one.params


def claim_orders(trace: Trace, aanbieder: str) -> list[ClaimOrder]:
    """What the desk of an aanbieder asked to claim, in order."""
    return [
        ClaimOrder(one.at, aanbieder, date.fromisoformat(p["tot_en_met"]), p["bericht_2020"], p["periode_2020"])
        for one in _given(trace, "declareer")
        if (p := one.params)["aanbieder"] == aanbieder
    ]


def credit_orders(trace: Trace) -> Iterator[CreditOrder]:
    """What was asked to credit, in order."""
    for one in _given(trace, "crediteer"):
        history = named(trace, one.params["toewijzing"], one.day)
        if history is not None:
            yield CreditOrder(one.at, history, one.params["geleverd"])


def judgements(trace: Trace) -> Iterator[Judgement]:
    """What a gemeente decided at its desk on claims, in order."""
    for one in _given(trace, "beoordeel_declaratie"):
        p = one.params
        yield Judgement(one, p["aanbieder"], p["bsn"], p["besluit"])
