"""Toewijzingen as the aanbieder takes them in: a 302 on a 301."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from migratietoets.conformance.reference.desk import Desk
from migratietoets.conformance.reference.ledger import Entry, key_as_id, with_facts
from migratietoets.conformance.reference.permitted import violations
from migratietoets.conformance.reference.post import Reply, technically_sound
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn as bsn_of
from migratietoets.istandaard.berichten.header import client as client_from
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Release


class Toewijzingen(Desk):
    """From a 301 to the ledger."""

    def receive_301(self, bericht: Bericht, data: bytes) -> Reply:
        """Take in a 301, or refuse it as a whole: then it counts as not received (OP286)."""
        if not technically_sound(data):
            return Reply(bericht, (REJECTED,))
        producten = toegewezen_producten(bericht)
        if self.rejects_variants(bericht, producten):
            return Reply(bericht, (REJECTED,))
        person = client_from(bericht)
        self.context.clients.setdefault(person.bsn, person)
        for product in producten:
            self.process(self.as_toewijzing(product, bericht), product)
        return Reply(bericht)

    def rejects_variants(self, bericht: Bericht, producten: Sequence[ToegewezenProduct]) -> bool:
        """PL-06: in 3.0 a line outside the permitted variants makes the message unacceptable."""
        return bericht.release is Release.R30 and any(
            violations(self.as_toewijzing(product, bericht)) for product in producten
        )

    def as_toewijzing(self, product: ToegewezenProduct, bericht: Bericht) -> Toewijzing:
        """A line of a 301 as a record."""
        head = header(bericht)
        toewijzing = Toewijzing(
            id="",
            gemeente=head.afzender,
            domein=bericht.domein,
            aanbieder=head.ontvanger,
            bsn=bsn_of(bericht) or "",
            toewijzingnummer=product.toewijzingnummer,
            categorie=product.categorie,
            code=product.code,
            volume=product.volume,
            eenheid=product.eenheid,
            frequentie=product.frequentie,
            budget=product.budget,
            ingangsdatum=product.ingangsdatum,
            einddatum=product.einddatum,
            gestart=False,
        )
        return replace(toewijzing, id=key_as_id(toewijzing.key))

    def process(self, new: Toewijzing, product: ToegewezenProduct) -> None:
        """IV030: of two 301s about the same toewijzing the latest Toewijzingsdatum/-tijd wins."""
        moment = datetime.combine(product.toewijzingsdatum, product.toewijzingstijd)
        old = self.ledger.by_key(new.key)
        if old is None:
            self.ledger.put(Entry(new, moment, product.reden_wijziging, referentie=product.referentie_aanbieder))
        elif moment >= old.moment:
            self.ledger.put(
                replace(
                    old,
                    toewijzing=with_facts(old.toewijzing, new),
                    moment=moment,
                    reden=product.reden_wijziging,
                    referentie=product.referentie_aanbieder,
                    withdrawn=self.is_withdrawn(old, new.einddatum, product.reden_wijziging),
                )
            )

    def is_withdrawn(self, old: Entry, einddatum: date | None, reden: str | None) -> bool:
        """A withdrawal gives a reason and an earlier einddatum; a resend of one changes nothing."""
        previous = old.toewijzing.einddatum
        if einddatum == previous:
            return old.withdrawn
        return reden is not None and einddatum is not None and (previous is None or einddatum < previous)
