"""What the rules of 3.0 about earlier messages find in what comes in at the gemeente."""

from collections.abc import Iterator, Mapping, Sequence

from migratietoets.conformance.reference.gemeente.verzoek_checks import VERZOEK_CHECKS
from migratietoets.conformance.reference.intake import Check, Code, Intake
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn, header
from migratietoets.istandaard.berichten.start_stop import FIRST, regieproducten

START = "Client/StartProducten/StartProduct"


def _numbered(intake: Intake, bericht: Bericht, number: str | None) -> Entry | None:
    """The toewijzing of the client of a message that bears a number."""
    own = intake.ledger.from_(bsn(bericht) or "", header(bericht).afzender)
    return next((entry for entry in own if entry.toewijzing.toewijzingnummer == number), None)


def care_runs_already(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """TR326: a start of a toewijzing of which the care runs."""
    for place, product in enumerate(regieproducten(bericht), start=1):
        entry = _numbered(intake, bericht, product.toewijzingnummer)
        if product.status == FIRST and entry is not None and entry.start is not None and entry.stop is None:
            yield f"{START}[{place}]", "9326"


CHECKS: Mapping[str, Sequence[Check]] = {"305": (care_runs_already,), **VERZOEK_CHECKS}
"""Message -> what is looked at."""
