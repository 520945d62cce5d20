"""What a program does with the lines of a message: sent apart, with those of the next one, or in another order."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from migratietoets.generators.wire.exchange import (
    Change,
    Exchange,
    Sent,
    answering,
    dated,
    get,
    plainly_approved,
    renamed,
)
from migratietoets.istandaard.berichten import Bericht

Line = dict[str, Any]
_LINES: dict[str, tuple[str, str]] = {
    "301": ("ToegewezenProducten", "ToegewezenProduct"),
    "305": ("StartProducten", "StartProduct"),
    "307": ("StopProducten", "StopProduct"),
    "315": ("AangevraagdeProducten", "AangevraagdProduct"),
    "303": ("Prestaties", "Prestatie"),
    "323": ("Prestaties", "Prestatie"),
}
"""Message -> the collection of its lines, and a line."""


def _holder(content: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """Where the collection of lines stands; None in a message without lines, or about more clients than one."""
    if kind not in _LINES:
        return None
    if kind not in {"303", "323"}:
        client: dict[str, Any] = content["Client"]
        holder: dict[str, Any] = client.get("Beschikking", client)
        return holder
    clients: list[dict[str, Any]] = (content["Declaratie"] if kind == "323" else content)["Clienten"]["Client"]
    return clients[0] if len(clients) == 1 else None


def lines_of(bericht: Bericht) -> list[Line]:
    """The lines of a message of one client; none of a message without them."""
    holder = _holder(bericht.content, bericht.kind)
    if holder is None:
        return []
    collection, line = _LINES[bericht.kind]
    return list(holder[collection][line])


def with_lines(bericht: Bericht, lines: list[Line]) -> Bericht:
    """The message with other lines, and a total that fits them where it has one."""
    content = deepcopy(bericht.content)
    holder = _holder(content, bericht.kind)
    assert holder is not None
    collection, line = _LINES[bericht.kind]
    holder[collection][line] = deepcopy(lines)
    if bericht.kind == "323":
        total = sum(_signed(one["IngediendBedrag"]) for one in lines)
        content["Declaratie"]["TotaalIngediendBedrag"] = _total(total)
    if bericht.kind == "303":
        amounts = content["Header"]["DeclaratieFactuurBedragen"]
        total = sum(_signed(one["IngediendeBedragPrestatie"]["DeclaratieFactuurBedrag"]) for one in lines)
        amounts["DeclaratieFactuurTotaalBedrag"] = _total(total)
        vat = [one["IngediendeBedragPrestatie"].get("BtwBedrag") for one in lines]
        if "BtwTotaalBedrag" in amounts:
            amounts["BtwTotaalBedrag"] = _total(sum(_signed(one) for one in vat if one is not None))
    return replace(bericht, content=content)


def _signed(amount: dict[str, str]) -> int:
    return int(amount["Bedrag"]) * (-1 if amount["DebetCredit"] == "C" else 1)


def _total(cents: int) -> dict[str, str]:
    return {"TotaalBedrag": str(abs(cents)), "DebetCredit": "C" if cents < 0 else "D"}


def renumbered(bericht: Bericht, what: str) -> Bericht:
    """The message under another identification, and a 323 under another declaratienummer."""
    new = renamed(bericht, what)
    if bericht.kind == "323":
        new.content["Declaratie"]["DeclaratieNummer"] = get(new, ("Header", "BerichtIdentificatie", "Identificatie"))
    return new


def split(exchange: Exchange) -> Change | None:
    """Each line went in a message of its own, and each was answered as the whole was."""
    bericht, at = exchange.message.bericht, exchange.message.at
    lines = lines_of(bericht)
    if len(lines) < 2 or not plainly_approved(exchange):  # noqa: PLR2004  # one line cannot be split
        return None
    first, *rest = lines
    parts = [Sent(with_lines(bericht, [first]), at)]
    parts += [Sent(renumbered(with_lines(bericht, [line]), f"deel {place}"), at) for place, line in enumerate(rest, 2)]
    answers = [*exchange.answers]
    answers += [answering(one, part, f"deel {n}") for n, part in enumerate(parts[1:], 2) for one in exchange.answers]
    return Change(tuple(parts), tuple(answers))


def merged(exchange: Exchange) -> Change | None:
    """It waited for the next message about the client, and went with it in one."""
    message, following = exchange.message, exchange.following
    if following is None or not plainly_approved(exchange) or not lines_of(message.bericht):
        return None
    both = with_lines(message.bericht, lines_of(message.bericht) + lines_of(following.bericht))
    late = following.at - message.at
    answers = tuple(dated(answer, answer.at + late) for answer in exchange.answers)
    return Change((dated(Sent(both, message.at), following.at),), answers, takes_following=True)


def reordered(exchange: Exchange) -> Change | None:
    """Its lines stood the other way round."""
    lines = lines_of(exchange.message.bericht)
    if len(lines) < 2 or not plainly_approved(exchange):  # noqa: PLR2004  # one line has no order
        return None
    turned = with_lines(exchange.message.bericht, lines[::-1])
    return Change((replace(exchange.message, bericht=turned),), exchange.answers)
