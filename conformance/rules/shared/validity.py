"""Whether a message fits the schema of its release, with its code lists (PL-01, 0001)."""

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.istandaard.berichten import BerichtError, build
from migratietoets.istandaard.validation import form_errors


def faults(bericht: SentMessage) -> tuple[str, ...]:
    """What is wrong with a message as it was received, or else with what was read of it.

    What a script says, or takes out of a message, shows only in the latter.
    """
    if bericht.errors or bericht.bericht is None:
        return tuple(bericht.errors)
    try:
        return tuple(f"{one.code} {one.element}: {one.text}" for one in form_errors(build(bericht.bericht)))
    except BerichtError as error:
        return (str(error),)
