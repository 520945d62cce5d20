"""What a message breaks on its own: every rule of `istandaard.berichtregels`, each under its official id."""

from collections.abc import Iterator, Mapping
from functools import partial

from migratietoets.conformance.rules.findings import Finding, passed, warned
from migratietoets.conformance.rules.findings import broken as broken_
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.berichten import BerichtError, build, tree
from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.breaches import ANSWERS, RULES, breaches, held_to, kinds_of
from migratietoets.istandaard.releases import Release

Found = Mapping[str, list[tuple[SentMessage, Breach | None]]]
"""Rule -> each message of the system that is held to it, with the first place where it breaks the rule."""

BY_TRACE = frozenset(
    {"CS023", "CS100", "CS108", "TR302", "TR314", "TR316", "TR319", "TR342", "TR346", "TR347", "TR358"}
)
"""Rules with a check of their own, beside what was sent before and where it is not in a message at all."""
ELSEWHERE = frozenset({"CS002", "CS003", "CS064", "CS103", "IV028", "OP303", "TR312", "TR320", "TR368"})
"""CS002 and CS003 make a message unreadable (PL-01), CS064 and IV028 are about retourberichten, OP303 is told to
who sends a 323; CS103 is DC-01, TR368 DC-02, TR312 TR358 in a 303, and TR320 TR342 in a 304."""


@view
def _found(trace: Trace) -> Found:
    """What the messages of the system break, each read once."""
    found: dict[str, list[tuple[SentMessage, Breach | None]]] = {}
    for bericht in trace.from_system():
        repeats = bericht.is_retour and bericht.kind not in ANSWERS
        if bericht.bericht is None or bericht.errors or repeats:
            continue
        sort = (bericht.bericht.kind, bericht.bericht.release, bericht.bericht.domein)
        try:
            broken = {one.rule: one for one in reversed(list(breaches(tree(build(bericht.bericht)), *sort)))}
        except BerichtError:
            continue
        for rule_id in held_to(*sort):
            found.setdefault(rule_id, []).append((bericht, broken.get(rule_id)))
    return found


def judged(rule_id: str, trace: Trace, *kinds: str) -> Iterator[Finding]:
    """One finding a message that breaks the rule, and one a kind of message that keeps it; of some kinds, or of all."""
    kept = set()
    for bericht, breach in _found(trace).get(rule_id, ()):
        if kinds and bericht.kind not in kinds:
            continue
        subject = f"{bericht.kind} ({bericht.release})"
        if breach is None and subject not in kept:
            kept.add(subject)
            yield passed(subject, "Het bericht houdt zich aan de regel.", bericht)
        if breach is not None:
            say = broken_ if bericht.release == Release.R30 else warned
            yield say(
                f"{subject}, {breach.name}",
                "Het bericht breekt een regel van het informatiemodel.",
                expected=breach.expected,
                found=breach.found,
                bericht=bericht,
            )


WITHIN = tuple(one for one in RULES if one not in BY_TRACE | ELSEWHERE)
"""Every rule that is judged here."""

TODAY = frozenset({"CS324", "TR101", "TR335"})
"""What these ask depends on how late it is: a message that repeats its own day, or one release in place of another."""

for _id in WITHIN:
    rule(_id, Judges.MESSAGE, looks_at=kinds_of(_id), today=_id in TODAY)(partial(judged, _id))
