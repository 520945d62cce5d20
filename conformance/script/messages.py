"""From the messages a case describes to messages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from migratietoets.conformance.catalogue.case import messages
from migratietoets.conformance.script import declaraties, retouren, starts_and_stops, toewijzingen, verzoeken
from migratietoets.conformance.script.faults import with_fault
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten import Bericht

MAKERS: dict[type[messages.Message], Callable[..., Bericht]] = {
    messages.ToewijzingMessage: toewijzingen.toewijzing,
    messages.RegieMessage: starts_and_stops.regie,
    messages.RetourMessage: retouren.retour,
    messages.DeclaratieMessage: declaraties.declaratie,
    messages.DeclaratieAnswer: declaraties.answer,
    messages.ToewijzingVerzoek: verzoeken.toewijzing_verzoek,
    messages.WijzigingVerzoek: verzoeken.wijziging_verzoek,
    messages.VerzoekAnswer: verzoeken.answer,
}
"""Every kind of message a case can hold -> how it is made."""


def can_be_said(symbols: Symbols, message: messages.Message) -> bool:
    """Whether the system said before whatever a message is about."""
    before = symbols.has_asked(message.asked) and symbols.has_granted(message.granted)
    return before and declaraties.successors_granted(symbols, message)


def make_message(symbols: Symbols, step: int, at: datetime, message: messages.Message) -> Bericht:
    """The message of step number `step` (from 1), which later steps can answer.

    Raises:
        InputError: it cannot be broken as the case asks.
    """
    bericht = with_fault(MAKERS[type(message)](symbols, step, at, message), message.fault)
    symbols.sent[step] = bericht
    return bericht


def on_purpose(message: messages.Message) -> dict[str, Any]:
    """What the log says of a message that breaks a rule because the case asks for it."""
    fault = message.fault
    if fault is None:
        return {}
    return {"breaks": fault.rule, "broken_products": [number - 1 for number in fault.producten]}
