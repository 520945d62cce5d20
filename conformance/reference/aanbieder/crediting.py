"""Crediteer: take a debit back, as a whole, and only where that is allowed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from migratietoets.conformance.reference.aanbieder.declaraties import Declaraties
from migratietoets.conformance.reference.aanbieder.deliveries import BookedDelivery, Deliveries
from migratietoets.conformance.reference.aanbieder.periods import Span
from migratietoets.conformance.reference.aanbieder.submitted import ClaimVerdict, Submitted
from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.instructions import Params, check, read_reference
from migratietoets.conformance.reference.post import Sent


class Crediting(Desk):
    """Debits that still have to be credited, and which may be."""

    def __init__(self, context: Context, deliveries: Deliveries, declaraties: Declaraties) -> None:
        super().__init__(context)
        self.deliveries, self.declaraties = deliveries, declaraties
        self.to_credit: list[str] = []
        self.sent: Sent[str] = Sent(self.credit_again)

    def credit_delivery(self, params: Params) -> dict[str, Any]:
        """Credit the prestatie that holds a delivery; nothing happens where that is not allowed."""
        check("crediteer", params, {"toewijzing", "geleverd"})
        id_ = self.ledger.find(read_reference("crediteer", params)).toewijzing.id
        for delivery in self.deliveries.booked:
            if (delivery.toewijzing, delivery.geleverd) != (id_, params["geleverd"]):
                continue
            debit = self.debit_with(delivery)
            if debit is not None and self.may_credit(debit):
                self.declaraties.lapsed.add(delivery.number)
                self.to_credit.append(debit.referentie)
                break
        return {}

    def debit_with(self, delivery: BookedDelivery) -> Submitted | None:
        """The debit that holds a delivery and stands."""
        holders = [r for r in self.declaraties.submitted.values() if r.stands and delivery.number in r.deliveries]
        return next((r for r in holders if r.referentie not in self.to_credit), None)

    def may_credit(self, debit: Submitted) -> bool:
        """CR-01, CR-02, IV053, IV085: only what was approved; a factuur always, unless its message was refused."""
        if debit.factuur:
            return debit.verdict is not ClaimVerdict.REFUSED
        return debit.verdict is ClaimVerdict.APPROVED

    def send_credits(self) -> None:
        """TR316, IV086: send the credits, in messages of their own: none goes with its debit."""
        submitted = self.declaraties.submitted
        references, self.to_credit = self.to_credit, []
        bundles: dict[tuple[str, str, bool], list[Submitted]] = {}
        for debit in (submitted[referentie] for referentie in references):
            bundles.setdefault((debit.aanbieder, debit.kind, debit.factuur), []).append(debit)
        for (aanbieder, kind, _), debits in bundles.items():
            identificatie = self.outbox.identificatie(kind)
            lines: list[tuple[Submitted, str | None]] = []
            for debit in debits:
                credit = self.credit(debit)
                submitted[debit.referentie] = replace(debit, credit=credit.referentie, creditbericht=identificatie)
                lines.append((credit, debit.referentie))
            bericht = self.declaraties.send(identificatie, self.credit_period(aanbieder, kind, debits), lines)
            self.sent.note(bericht, *(debit.referentie for debit in debits))

    def credit_again(self, refused: Sequence[str]) -> None:
        """OP286: what was refused took nothing back; it goes again."""
        self.to_credit += refused

    def credit_period(self, aanbieder: str, kind: str, debits: list[Submitted]) -> Span:
        """OP284, IV090: the last period that was claimed."""
        own = max(debit.period for debit in debits)
        return max(own, self.declaraties.last_period(aanbieder, kind) or own)

    def credit(self, debit: Submitted) -> Submitted:
        """IV054, IV091: the same as the debit, under a ReferentieNummer of its own."""
        return replace(debit, referentie=self.outbox.referentie(), bedrag=self.credit_amount(debit))

    def credit_amount(self, debit: Submitted) -> int:
        """IV054: what was granted of a declaratie, what was claimed on a factuur."""
        if debit.factuur or debit.granted is None:
            return debit.bedrag
        return debit.granted
