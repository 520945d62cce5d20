"""What a wire does with a whole message: lost, twice, too late or too early, refused."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from migratietoets.generators.wire.exchange import Change, Exchange, Operate, Sent, dated, renamed
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.retour import REJECTED

SOON = timedelta(minutes=10)
"""How much later something is sent once more."""


def dropped(_: Exchange) -> Change | None:
    """It never went, and so nobody answered it."""
    return Change(())


def same_twice(exchange: Exchange) -> Change | None:
    """The same bytes went once more."""
    message = exchange.message
    return Change((message, replace(message, at=message.at + SOON)), exchange.answers)


def renamed_twice(exchange: Exchange) -> Change | None:
    """The same content went once more under another identification."""
    message = exchange.message
    again = dated(Sent(renamed(message.bericht, "nogmaals"), message.at), message.at + SOON)
    return Change((message, again), exchange.answers)


def moved(days: int) -> Operate:
    """It went, and was answered, so many days later."""
    shift = timedelta(days=days)

    def move(exchange: Exchange) -> Change | None:
        answers = tuple(dated(answer, answer.at + shift) for answer in exchange.answers)
        return Change((dated(exchange.message, exchange.message.at + shift),), answers)

    return move


def refused(exchange: Exchange) -> Change | None:
    """Its receiver refused it technically, and nothing else changed: it was not sent again."""
    if not exchange.answers:
        return None
    first = exchange.answers[0]
    answer = refusal(first.bericht)
    return None if answer is None else Change((exchange.message,), (replace(first, bericht=answer),))


def refusal(answer: Bericht) -> Bericht | None:
    """The retourbericht that refuses the whole message instead; None where it does so already."""
    content = {"Header": deepcopy(answer.content["Header"])}
    head = content["Header"]
    if head.get("RetourCodes") == {"RetourCode": [REJECTED]}:
        return None
    head["RetourCodes"] = {"RetourCode": [REJECTED]}
    if "RetourBedragen" in head:
        head["RetourBedragen"]["ToegekendTotaalBedrag"] = {"TotaalBedrag": "0", "DebetCredit": "D"}
    return replace(answer, content=content)
