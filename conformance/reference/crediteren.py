"""Crediteer: take a debit back, as a whole, and only where that is allowed."""

from dataclasses import replace
from typing import Any

from conformance.reference.declareren import Declareren
from conformance.reference.ingediend import Ingediend, Oordeel
from conformance.reference.leveringen import Levering
from conformance.reference.opdracht import Params, controleer, lees_verwijzing
from conformance.reference.perioden import Tijdvak


class Crediteren(Declareren):
    """One decision a method."""

    te_crediteren: list[str]

    def crediteer(self, params: Params) -> dict[str, Any]:
        """Credit the prestatie that holds a delivery; nothing happens where that is not allowed."""
        controleer("crediteer", params, {"toewijzing", "geleverd"})
        id_ = self.boek.zoek(lees_verwijzing("crediteer", params)).toewijzing.id
        for levering in self.leveringen:
            if (levering.toewijzing, levering.geleverd) != (id_, params["geleverd"]):
                continue
            debet = self.debet_met(levering)
            if debet is not None and self.mag_crediteren(debet):
                self.vervallen.add(levering.nummer)
                self.te_crediteren.append(debet.referentie)
                break
        return {}

    def debet_met(self, levering: Levering) -> Ingediend | None:
        """The debit that holds a delivery and stands."""
        houders = [r for r in self.ingediend.values() if r.staat and levering.nummer in r.leveringen]
        return next((r for r in houders if r.referentie not in self.te_crediteren), None)

    def mag_crediteren(self, debet: Ingediend) -> bool:
        """CR-01, CR-02, IV053, IV085: only what was approved; a factuur always, unless its message was refused."""
        if debet.factuur:
            return debet.oordeel is not Oordeel.GEWEIGERD
        return debet.oordeel is Oordeel.GOEDGEKEURD

    def werk_credits(self) -> None:
        """TR316, IV086: send the credits, in messages of their own: none goes with its debit."""
        referenties, self.te_crediteren = self.te_crediteren, []
        bundels: dict[tuple[str, str, bool], list[Ingediend]] = {}
        for debet in (self.ingediend[referentie] for referentie in referenties):
            bundels.setdefault((debet.aanbieder, debet.soort, debet.factuur), []).append(debet)
        for (aanbieder, soort, _), debets in bundels.items():
            identificatie = self.post.identificatie(soort)
            regels: list[tuple[Ingediend, str | None]] = []
            for debet in debets:
                credit = self.credit(debet)
                self.ingediend[debet.referentie] = replace(debet, credit=credit.referentie, creditbericht=identificatie)
                regels.append((credit, debet.referentie))
            self.stuur_declaratie(identificatie, self.periode_credit(aanbieder, soort, debets), regels)

    def periode_credit(self, aanbieder: str, soort: str, debets: list[Ingediend]) -> Tijdvak:
        """OP284, IV090: the last period that was claimed."""
        eigen = max(debet.periode for debet in debets)
        return max(eigen, self.laatste_periode(aanbieder, soort) or eigen)

    def credit(self, debet: Ingediend) -> Ingediend:
        """IV054, IV091: the same as the debit, under a ReferentieNummer of its own."""
        return replace(debet, referentie=self.post.referentie(), bedrag=self.bedrag_credit(debet))

    def bedrag_credit(self, debet: Ingediend) -> int:
        """IV054: what was granted of a declaratie, what was claimed on a factuur."""
        if debet.factuur or debet.toegekend is None:
            return debet.bedrag
        return debet.toegekend
