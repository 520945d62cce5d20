"""What comes in is looked through before a desk takes it in: every rule of 3.0 that it breaks, with its retourcode."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.post import Reply
from migratietoets.istandaard.berichten import Bericht, build
from migratietoets.istandaard.berichten.antwoord import PART
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.validation import judge

Code = tuple[str, str]
"""The path of what is wrong below the root, and the retourcode for it."""
Check = Callable[["Intake", Bericht], Iterator[Code]]
"""What one rule about earlier messages finds in a message."""
Receiver = Callable[[Bericht, bytes], Reply | None]

AS_ONE = frozenset({"317", "319"})
"""The messages of which every part is refused with any other."""
CLAIMS = frozenset({"323"})
"""What is answered by the desk that judges claims, unless something is wrong with it."""


class Intake(Desk):
    """What was taken in so far, and whether what comes next may be."""

    def __init__(self, context: Context, checks: Mapping[str, Sequence[Check]]) -> None:
        super().__init__(context)
        self.checks = checks
        self.received: list[Bericht] = []
        """Every message but those that were refused with 0001, or as a declaratie: not received (OP286)."""
        self.taken_in: list[Bericht] = []
        """Every message that was not refused, without the lines of it that were."""

    def receive(self, bericht: Bericht, data: bytes, receiver: Receiver) -> Reply | None:
        """Hand over to a desk what nothing is wrong with, and answer the rest (OP090, IV088)."""
        codes = self.codes(bericht, data)
        whole = bool(codes) and (bericht.kind in AS_ONE or any(_is_whole(bericht, *one) for one in codes))
        rest = bericht if not codes else None if whole else without(bericht, [path for path, _ in codes])
        answer = None
        if rest is not None and not (codes and bericht.kind in CLAIMS):
            answer = receiver(rest, build(rest) if codes else data)
        if rest is not None and (answer is None or REJECTED not in answer.retourcodes):
            self.taken_in.append(rest)
        reply = Reply(bericht, codes=tuple(codes)) if codes else answer
        technically = reply is not None and REJECTED in {*reply.retourcodes, *(code for _, code in codes)}
        if not technically and not (whole and bericht.kind in CLAIMS):
            self.received.append(bericht)
        return reply

    def codes(self, bericht: Bericht, data: bytes) -> list[Code]:
        """Every retourcode that a message deserves; a wrong form, and what 2.4 asks, is for the desks."""
        if bericht.release is not Release.R30 or (judgement := judge(data)).form:
            return []
        alone = [(remark.element, remark.retourcode) for remark in judgement.rules]
        found = [(path, code) for path, code in alone if code is not None]
        return found or [code for check in self.checks.get(bericht.kind, ()) for code in check(self, bericht)]

    def earlier(self, *kinds: str) -> Iterator[Bericht]:
        """What was taken in of some kinds, in order."""
        return (one for one in self.taken_in if one.kind in kinds)

    def turn_down(self, bericht: Bericht, paths: Iterable[str] | None) -> None:
        """Refuse what was taken in after all: what paths lead to, or (None) the whole."""
        rest = None if paths is None else without(bericht, paths)
        stand = [rest if one is bericht else one for one in self.taken_in]
        self.taken_in = [one for one in stand if one is not None]
        if paths is None:
            self.received = [one for one in self.received if one is not bericht]


class Trusting(Intake):
    """One that looks at nothing but the form."""

    def codes(self, bericht: Bericht, data: bytes) -> list[Code]:  # noqa: ARG002  # it does not look
        """Nothing is wrong."""
        return []


def _is_whole(bericht: Bericht, path: str, code: str) -> bool:
    """Whether a retourcode refuses the message, and not a line of it."""
    return code == REJECTED or _line(bericht.content, path) is None


def without(bericht: Bericht, paths: Iterable[str]) -> Bericht | None:
    """A message without the lines that paths lead into; None where one leads into no line, or nothing is left."""
    content = deepcopy(bericht.content)
    lines = [_line(content, path) for path in paths]
    if None in lines:
        return None
    for many, line in filter(None, lines):
        many[:] = [one for one in many if one is not line]
    return None if any(not many for many, _ in filter(None, lines)) else replace(bericht, content=content)


def _line(content: dict[str, Any], path: str) -> tuple[list[Any], Any] | None:
    """The innermost list of classes on a path, and the one of them that it leads through."""
    found, here = None, content
    for name, number in PART.findall(path):
        below = here.get(name) if isinstance(here, dict) else None
        if isinstance(below, list):
            line = below[int(number or 1) - 1]
            found = (below, line) if isinstance(line, dict) else found
            below = line
        here = below if isinstance(below, dict) else {}
    return found
