"""Retourberichten in a trace: which message they answer, and what they refuse of it (OP286).

What was refused was not received: it changes no state and grants nothing, whoever sent it. It can be sent again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.istandaard.berichten.header import RETOUR_OF
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED

Answers = Mapping[int, Sequence[SentMessage]]
"""The `n` of a message -> every retourbericht on it, in the order of sending."""


def answers(berichten: Iterable[SentMessage]) -> Answers:
    """Lay each retourbericht at the message it answers: by the copied identification and parties.

    Of several messages with one identification it answers the first that has no answer yet, else the latest.
    """
    found: dict[int, list[SentMessage]] = defaultdict(list)
    asked: dict[tuple[object, ...], list[SentMessage]] = defaultdict(list)
    for b in berichten:
        if b.header is None:
            continue
        who = (b.header.identificatie, b.header.afzender)
        if not b.is_retour:
            asked[(b.kind, b.sender, *who)].append(b)
        elif heen := asked.get((RETOUR_OF[b.kind], b.receiver, *who)):
            found[next((one for one in heen if not found[one.n]), heen[-1]).n].append(b)
    return {n: tuple(given) for n, given in found.items() if given}


def refused_lines(heen: SentMessage, retour: SentMessage | None) -> frozenset[int]:
    """Which lines of a message its retour refuses, counted from 0; all of them where it refuses the whole.

    A code in the header that is not about the whole message is about its line where it has one; of several lines
    nobody can say which, and then none is refused.
    """
    if retour is None or heen.bericht is None:
        return frozenset()
    every = frozenset(range(heen.line_count))
    if REJECTED in retour.retourcodes:
        return every
    if heen.line_count == 1:
        return every if set(retour.retourcodes) - {APPROVED} else frozenset()
    if len(retour.line_codes) == heen.line_count:
        return frozenset(place for place, codes in enumerate(retour.line_codes) if set(codes) - {APPROVED})
    return frozenset()


def refuses_some_line(heen: SentMessage, retour: SentMessage | None) -> bool:
    """Whether a retour refuses one of several lines of a message without saying which."""
    if retour is None or heen.line_count < 2 or len(retour.line_codes) == heen.line_count:  # noqa: PLR2004  # several
        return False
    return REJECTED not in retour.retourcodes and bool(set(retour.retourcodes) - {APPROVED})
