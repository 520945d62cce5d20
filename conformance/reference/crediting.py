"""Crediteer: take a debit back, as a whole, and only where that is allowed."""

from dataclasses import replace
from typing import Any

from migratietoets.conformance.reference.claiming import Claiming
from migratietoets.conformance.reference.deliveries import BookedDelivery
from migratietoets.conformance.reference.instructions import Params, check, read_reference
from migratietoets.conformance.reference.periods import Span
from migratietoets.conformance.reference.submitted import ClaimVerdict, Submitted


class Crediting(Claiming):
    """One decision a method."""

    to_credit: list[str]

    def credit_delivery(self, params: Params) -> dict[str, Any]:
        """Credit the prestatie that holds a delivery; nothing happens where that is not allowed."""
        check("crediteer", params, {"toewijzing", "geleverd"})
        id_ = self.ledger.find(read_reference("crediteer", params)).toewijzing.id
        for delivery in self.deliveries:
            if (delivery.toewijzing, delivery.geleverd) != (id_, params["geleverd"]):
                continue
            debit = self.debet_with(delivery)
            if debit is not None and self.may_credit(debit):
                self.lapsed.add(delivery.number)
                self.to_credit.append(debit.referentie)
                break
        return {}

    def debet_with(self, delivery: BookedDelivery) -> Submitted | None:
        """The debit that holds a delivery and stands."""
        holders = [r for r in self.submitted.values() if r.stands and delivery.number in r.deliveries]
        return next((r for r in holders if r.referentie not in self.to_credit), None)

    def may_credit(self, debit: Submitted) -> bool:
        """CR-01, CR-02, IV053, IV085: only what was approved; a factuur always, unless its message was refused."""
        if debit.factuur:
            return debit.verdict is not ClaimVerdict.REFUSED
        return debit.verdict is ClaimVerdict.APPROVED

    def send_credits(self) -> None:
        """TR316, IV086: send the credits, in messages of their own: none goes with its debit."""
        references, self.to_credit = self.to_credit, []
        bundles: dict[tuple[str, str, bool], list[Submitted]] = {}
        for debit in (self.submitted[referentie] for referentie in references):
            bundles.setdefault((debit.aanbieder, debit.kind, debit.factuur), []).append(debit)
        for (aanbieder, kind, _), debets in bundles.items():
            identificatie = self.mail.identificatie(kind)
            lines: list[tuple[Submitted, str | None]] = []
            for debit in debets:
                credit = self.credit(debit)
                self.submitted[debit.referentie] = replace(debit, credit=credit.referentie, creditbericht=identificatie)
                lines.append((credit, debit.referentie))
            self.send_declaratie(identificatie, self.credit_period(aanbieder, kind, debets), lines)

    def credit_period(self, aanbieder: str, kind: str, debets: list[Submitted]) -> Span:
        """OP284, IV090: the last period that was claimed."""
        own = max(debit.period for debit in debets)
        return max(own, self.last_period(aanbieder, kind) or own)

    def credit(self, debit: Submitted) -> Submitted:
        """IV054, IV091: the same as the debit, under a ReferentieNummer of its own."""
        return replace(debit, referentie=self.mail.referentie(), bedrag=self.credit_amount(debit))

    def credit_amount(self, debit: Submitted) -> int:
        """IV054: what was granted of a declaratie, what was claimed on a factuur."""
        if debit.factuur or debit.granted is None:
            return debit.bedrag
        return debit.granted
