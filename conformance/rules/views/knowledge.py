"""What a party knew: what it had sent, and had been delivered, before it sent a message."""

from collections.abc import Iterator

from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Notice, Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict


def knew(bericht: SentMessage, other: SentMessage) -> bool:
    """Whether the sender of a message had sent the other one, or been delivered it, before.

    Two messages that cross, each sent before the other was delivered, are not known to each other's senders. Where
    nobody recorded what had been delivered, what was sent at an earlier moment had been.
    """
    if other.sender == bericht.sender:
        return other.n < bericht.n
    if bericht.known is not None:
        return other.n <= bericht.known
    return other.at < bericht.at


def before(trace: Trace, bericht: SentMessage) -> Iterator[SentMessage]:
    """Every message its sender knew when it sent this one, in the order of sending."""
    return (other for other in trace.berichten if knew(bericht, other))


def refusal_known(trace: Trace, bericht: SentMessage, other: SentMessage) -> bool:
    """Whether the sender of a message knew by then that the other one had been refused as a whole."""
    answer = trace.answer_to(other)
    return answer is not None and answer.rejects and knew(bericht, answer)


def _last_known(history: History, bericht: SentMessage) -> State | None:
    return history.latest(lambda state: state.bericht is None or knew(bericht, state.bericht))


def stand_before(history: History, bericht: SentMessage) -> State | None:
    """How the sender of a message knew a toewijzing when he sent it; None when he did not know it, or cancelled."""
    state = _last_known(history, bericht)
    return None if history.is_cancellation(state) else state


def cancelled_before(history: History, bericht: SentMessage) -> bool:
    """Whether the sender of a message knew that a toewijzing counts as never sent (OP033x1)."""
    return history.is_cancellation(_last_known(history, bericht))


def said_before(trace: Trace, bericht: SentMessage) -> Iterator[Notice]:
    """Every notice given before, or at the moment of, a message; each is heard when it is given."""
    return (notice for notice in trace.notices if notice.at <= bericht.at)


def asked_before(trace: Trace, bericht: SentMessage, *commands: str) -> Iterator[Instruction]:
    """What the desk of its sender was asked before a message, in order; of these commands where any are named."""
    for instruction in trace.instructions:
        fits = not commands or instruction.command in commands
        if fits and instruction.addressee == bericht.sender and instruction.given_before(bericht):
            yield instruction


def retouren_visible(trace: Trace) -> bool:
    """Whether retourberichten would show: a script may leave them out, a recorded run or one that has some does not.

    In a recorded run a system that sends nothing at all is silent, and no less seen for it. Of traffic that was
    recorded elsewhere, what was seen of it says so.
    """
    if "retouren" in trace.capabilities:
        return bool(trace.capabilities["retouren"])
    recorded = any(bericht.known is not None for bericht in trace.berichten)
    return recorded or any(bericht.is_retour for bericht in trace.from_system())


def without_retour(trace: Trace) -> Verdict:
    """What it is when a message has no retourbericht: wrong, or not to be seen."""
    return Verdict.FAIL if retouren_visible(trace) else Verdict.NOT_VERIFIABLE
