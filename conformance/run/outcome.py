"""What a run comes to, by what is in its log: of one system, or of each of two that faced each other."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.run.question import Question, asked_part
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.vocabulary.events import KIT, ErrorEvent, Event, FooterEvent, VerdictEvent
from migratietoets.conformance.vocabulary.outcomes import Account, Stop


def make_footer(
    events: Sequence[Event],
    selection: Selection,
    said: Mapping[str, Mapping[str, Any]],
    asked: Collection[Question],
    stop: Stop | None,
) -> FooterEvent:
    """The last line of a log.

    Args:
        events: of the log.
        selection: of the run.
        said: role -> what the system said of itself; empty where nobody could be greeted.
        asked: what the run was asked.
        stop: what ended it before its end; None when it came to its end.
    """
    verdicts = [event for event in events if isinstance(event, VerdictEvent)]
    errors = [event for event in events if isinstance(event, ErrorEvent)]

    def account(roles: Collection[str], part: str) -> Account:
        found = [one.verdict for one in verdicts if one.role in roles]
        found += [one.verdict for one in errors if one.kind == KIT or one.party in roles]
        return Account.of(found, strict=selection.strict, stop=stop, part=part)

    parts = _parts(said, asked, verdicts) if selection.pair else {}
    together = asked_part(asked, next(iter(said.values())), verdicts) if said and not selection.pair else ""
    share = "; ".join(f"{role}: {part}" for role, part in parts.items()) or together
    whole = account(ROLES, share)
    first, *others = whole.outcomes
    return FooterEvent(
        counts=dict(sorted(Counter(one.verdict for one in verdicts).items())),
        exit=whole.exit_code,
        verdict=first,
        beside=others,
        stop=stop or "",
        part=share,
        strict=selection.strict,
        by_role={
            role: [str(one) for one in account([role], parts.get(role, "")).outcomes]
            for role in selection.roles
            if selection.pair
        },
    )


def _parts(
    said: Mapping[str, Mapping[str, Any]], asked: Collection[Question], verdicts: Sequence[VerdictEvent]
) -> dict[str, str]:
    """Role -> which part of what its system claims was asked, in words."""
    parts = {}
    for role, who in said.items():
        own = [one for one in asked if one.role == role]
        claims = {**who, "roles": [one for one in who["roles"] if one == role]}
        parts[role] = asked_part(own, claims, verdicts)
    return {role: part for role, part in parts.items() if part}
