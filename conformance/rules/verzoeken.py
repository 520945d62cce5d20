"""Requests and what became of them: the 315s and 317s in a trace, and every decision taken on them at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from conformance.trace import Opdracht, Spoor, Verzonden

HONOREREN, AFWIJZEN, ONDERZOEKEN, WOONPLAATS = "honoreren", "afwijzen", "onderzoeken", "woonplaatsbeginsel"


@dataclass(frozen=True, slots=True)
class Besluit:
    """A decision; `tot` is the moment of the next one on the same request."""

    op: datetime
    wat: str
    tot: datetime | None = None


@dataclass(slots=True)
class Verzoek:
    """One requested product (315) or one change request (317), with the decisions taken on it, oldest first."""

    bericht: Verzonden
    referentie: str
    besluiten: list[Besluit] = field(default_factory=list)

    @property
    def laatste(self) -> Besluit | None:
        """How it was decided in the end."""
        return self.besluiten[-1] if self.besluiten else None

    @property
    def open(self) -> bool:
        """Not decided yet, or under investigation."""
        return self.laatste is None or self.laatste.wat == ONDERZOEKEN

    def open_op(self, dag: date) -> bool:
        """It had come in before a day, and had no final decision by then."""
        eerder = [b for b in self.besluiten if b.op.date() < dag]
        return self.bericht.dag < dag and (not eerder or eerder[-1].wat == ONDERZOEKEN)

    def besluit(self, op: datetime, wat: str) -> None:
        """Add a decision."""
        if self.besluiten:
            vorige = self.besluiten[-1]
            self.besluiten[-1] = Besluit(vorige.op, vorige.wat, op)
        self.besluiten.append(Besluit(op, wat))

    def __str__(self) -> str:
        """As a reader names it."""
        return f"verzoek {self.referentie} ({self.bericht.soort} in {self.bericht.release})"


def _beslis(opdracht: Opdracht, per_bericht: list[list[Verzoek]]) -> None:
    """Lay the decisions of the desk on the latest request of the client that is not wholly decided, in order."""
    partijen = (opdracht.params["aanbieder"], opdracht.params["bsn"])
    for delen in reversed(per_bericht):
        bericht = delen[0].bericht
        wacht = [deel for deel in delen if deel.open]
        if (bericht.aanbieder, bericht.bsn) != partijen or bericht.op > opdracht.op or not wacht:
            continue
        besluiten = opdracht.params["besluiten"]
        geraakt = delen if len(besluiten) == len(delen) else wacht
        for deel, wat in zip(geraakt, besluiten, strict=False):
            if deel.open:
                deel.besluit(opdracht.op, wat)
        return


def verzoeken(spoor: Spoor) -> list[Verzoek]:
    """Every request in the trace, product by product, with its decisions."""
    per_bericht = [
        [Verzoek(bericht, referentie) for referentie in bericht.verzoeken]
        for bericht in spoor.berichten
        if bericht.verzoeken
    ]
    for opdracht in spoor.opdrachten:
        if opdracht.commando == "beantwoord_verzoek" and opdracht.params["wijziging_2020"] is None:
            _beslis(opdracht, per_bericht)
    return [deel for delen in per_bericht for deel in delen]


def wijzigingen_2020(spoor: Spoor) -> Iterator[Opdracht]:
    """The decisions on change requests of 2020, which were made outside the messages."""
    for opdracht in spoor.opdrachten:
        if opdracht.commando == "beantwoord_verzoek" and opdracht.params["wijziging_2020"] is not None:
            yield opdracht


def toegewezen(spoor: Spoor, referentie: str) -> Verzonden | None:
    """The first 301 with a line that carries this ReferentieAanbieder."""
    for bericht in spoor.van_systeem("301"):
        if any(regel.product.referentie_aanbieder == referentie for regel in bericht.regels):
            return bericht
    return None


def antwoorden(spoor: Spoor, verzoek: Verzoek | None = None, besluit: Besluit | None = None) -> list[Verzonden]:
    """The 319s of the gemeente: all, those on one request, or those on one decision."""
    return [
        bericht
        for bericht in spoor.van_systeem("319")
        if bericht.antwoord is not None
        and (verzoek is None or bericht.antwoord.referentie_aanbieder == verzoek.referentie)
        and (besluit is None or (besluit.op <= bericht.op and (besluit.tot is None or bericht.op <= besluit.tot)))
    ]


def meegedeeld(spoor: Spoor, verzoek: Verzoek, besluit: Besluit) -> bool:
    """Whether the aanbieder was told something about this client outside the messages, after this decision."""
    bericht = verzoek.bericht
    return any(
        (k.van, k.naar, k.bsn) == ("gemeente", bericht.aanbieder, bericht.bsn)
        and besluit.op <= k.op
        and (besluit.tot is None or k.op <= besluit.tot)
        for k in spoor.kennisgevingen
    )
