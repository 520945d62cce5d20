"""Starts and stops as the gemeente takes them in: a 306 on a 305, a 308 on a 307."""

from dataclasses import replace

from migratietoets.conformance.reference.desk import Desk
from migratietoets.conformance.reference.ledger import Entry, Stop
from migratietoets.conformance.reference.post import Reply, technically_sound
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn as bsn_of
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct, regieproducten
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Release

NO_TOEWIJZING = "9019"


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
        """TR019, MT-03: in 3.0 a unique number is the key; in 2.4 the other key fields go along with it (IV051)."""
        if bericht.release is Release.R30 and not self.ledger.unique(product.toewijzingnummer):
            return None
        for entry in self.ledger.from_(bsn_of(bericht) or "", header(bericht).afzender):
            same_number = entry.toewijzing.toewijzingnummer == product.toewijzingnummer
            if same_number and (bericht.release is Release.R30 or _same_key(entry.toewijzing, product)):
                return entry
        return None

    def with_report(self, entry: Entry, product: Regieproduct) -> Entry:
        """The entry with the start (no einddatum) or the stop on it, or without it where it is taken back."""
        taken_back = product.status == REMOVAL
        if product.einddatum is None:
            return replace(entry, start=None if taken_back else product.begindatum, stop=None)
        return replace(entry, stop=None if taken_back else Stop(product.einddatum, product.reden_beeindiging))


def _same_key(toewijzing: Toewijzing, product: Regieproduct) -> bool:
    same_product = (toewijzing.categorie, toewijzing.code) == (product.categorie, product.code)
    return same_product and product.toewijzing_ingangsdatum in {None, toewijzing.ingangsdatum}
