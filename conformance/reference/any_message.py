"""What 3.0 asks of a message of any kind beside what its receiver knows: the day, earlier messages, his clients.

The rest of what is looked at is of a kind of message, and stands with the role that receives it.
"""

from collections.abc import Iterator, Mapping, Sequence

from migratietoets.conformance.reference.intake import Check, Code, Intake
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.content import children, descend
from migratietoets.istandaard.berichten.header import bsn, client_classes, header
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF

IDENTIFICATION = "Header/BerichtIdentificatie"
ONE_CLIENT = frozenset({"317"})
MANY_CLIENTS = frozenset({"323"})
"""The messages that a gemeente gets about clients of whom a toewijzing must have told."""


def dated_after_today(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """CS064: its dagtekening has not come yet."""
    if header(bericht).dagtekening > intake.clock.today:
        yield f"{IDENTIFICATION}/Dagtekening", "8848"


def identification_used(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR056: its sender used its identification before, for a message of this kind."""
    own = header(bericht)
    for other in intake.received:
        head = header(other)
        if other.kind == bericht.kind and (head.afzender, head.identificatie) == (own.afzender, own.identificatie):
            yield f"{IDENTIFICATION}/Identificatie", "9056"
            return


def client_unknown(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR304: it is about somebody who is no client; of a declaratie that is said at each of his prestaties."""
    if bericht.kind in ONE_CLIENT and bsn(bericht) not in intake.context.clients:
        yield "Client/Bsn", "8187"
    if bericht.kind not in MANY_CLIENTS:
        return
    for place, client in enumerate(client_classes(bericht), start=1):
        if client.get("Bsn") not in intake.context.clients:
            for number, _ in enumerate(children(descend(client, "Prestaties"), "Prestatie"), start=1):
                yield f"Declaratie/Clienten/Client[{place}]/Prestaties/Prestatie[{number}]", "8187"


EVERY: Sequence[Check] = (dated_after_today, identification_used, client_unknown)
"""What is looked at first, whatever the message."""


def with_every(checks: Mapping[str, Sequence[Check]]) -> Mapping[str, Sequence[Check]]:
    """What is looked at in each kind of message: what holds for all of them, and then what is its own."""
    return {kind: (*EVERY, *checks.get(kind, ())) for kind in RETOUR_OF.values()}
