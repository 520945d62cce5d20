"""Starts and stops as the gemeente takes them in: a 306 on a 305, a 308 on a 307."""

from dataclasses import replace

from migratietoets.conformance.reference.desk import Desk
from migratietoets.conformance.reference.gemeente.reports import NO_TOEWIJZING, assigned
from migratietoets.conformance.reference.ledger import Entry, Stop
from migratietoets.conformance.reference.post import Reply, technically_sound
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct, regieproducten


class StartStop(Desk):
    """What a 305 and a 307 say of a toewijzing in the ledger."""

    def receive(self, bericht: Bericht, data: bytes) -> Reply:
        """Take in a start or a stop, product by product."""
        if not technically_sound(data):
            return Reply(bericht, (REJECTED,))
        errors = {}
        for position, product in enumerate(regieproducten(bericht)):
            entry = self.matching_toewijzing(product, bericht)
            if entry is None:
                errors[position] = (NO_TOEWIJZING,)
            else:
                self.ledger.put(self.with_report(entry, product))
        return Reply(bericht, (), errors) if errors else Reply(bericht)

    def matching_toewijzing(self, product: Regieproduct, bericht: Bericht) -> Entry | None:
        """TR019: of what the client has at that aanbieder."""
        return assigned(self.ledger, bericht, product)

    def with_report(self, entry: Entry, product: Regieproduct) -> Entry:
        """The entry with the start (no einddatum) or the stop on it, or without it where it is taken back."""
        taken_back = product.status == REMOVAL
        if product.einddatum is None:
            return replace(entry, start=None if taken_back else product.begindatum, stop=None)
        return replace(entry, stop=None if taken_back else Stop(product.einddatum, product.reden_beeindiging))
