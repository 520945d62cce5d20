"""Requests and what became of them: the 315s and 317s in a trace, and every decision taken on them at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from conformance.trace import Opdracht, Spoor, Verzonden
from istandaard.releases import INGANG_30

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
        """Add a decision; that it is still under investigation is no new one (TR360)."""
        if self.besluiten and self.besluiten[-1].wat == wat:
            return
        if self.besluiten:
            vorige = self.besluiten[-1]
            self.besluiten[-1] = Besluit(vorige.op, vorige.wat, op)
        self.besluiten.append(Besluit(op, wat))

    def genoemd_in(self, antwoord: Verzonden) -> bool:
        """Whether a 319 names it: sent later to the same aanbieder, with its reference (TR347, TR355)."""
        zegt, vraag = antwoord.antwoord, self.bericht
        wie = (zegt and zegt.referentie_aanbieder, antwoord.aanbieder)
        return wie == (self.referentie, vraag.aanbieder) and vraag.op <= antwoord.op

    def __str__(self) -> str:
        """As a reader names it."""
        return f"verzoek {self.referentie} ({self.bericht.soort} in {self.bericht.release})"


def _beslis(opdracht: Opdracht, ontvangen: list[list[Verzoek]]) -> None:
    """Lay the decisions of the desk on the latest request of the client that is not wholly decided, in order."""
    partijen = (opdracht.params["aanbieder"], opdracht.params["bsn"])
    for delen in reversed(ontvangen):
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


def _geweigerd(spoor: Spoor, bericht: Verzonden) -> bool:
    """A request that was refused as unreadable counts as not received (OP286): nothing is decided on it."""
    antwoord = spoor.antwoord_op(bericht)
    return antwoord is not None and antwoord.keurt_af


def verzoeken(spoor: Spoor) -> list[Verzoek]:
    """Every request in the trace, product by product, with its decisions."""
    per_bericht = [
        [Verzoek(bericht, referentie) for referentie in bericht.verzoeken]
        for bericht in spoor.berichten
        if bericht.verzoeken
    ]
    ontvangen = [delen for delen in per_bericht if not _geweigerd(spoor, delen[0].bericht)]
    for opdracht in spoor.opdrachten:
        if opdracht.commando == "beantwoord_verzoek" and opdracht.params["wijziging_2020"] is None:
            _beslis(opdracht, ontvangen)
    return [deel for delen in per_bericht for deel in delen]


def wijzigingen_2020(spoor: Spoor) -> Iterator[Opdracht]:
    """The decisions on change requests of 2020, which were made outside the messages."""
    for opdracht in spoor.opdrachten:
        if opdracht.commando == "beantwoord_verzoek" and opdracht.params["wijziging_2020"] is not None:
            yield opdracht


def wijzigingsverzoeken_2020(spoor: Spoor) -> list[date | None]:
    """Of each toewijzing for which a change was asked in 2020: the day of the last decision, None while it is open."""
    besloten: dict[str, date | None] = {}
    for opdracht in spoor.opdrachten:
        if opdracht.commando == "vraag_wijziging_aan" and opdracht.op.date() < INGANG_30:
            besloten.setdefault(str(opdracht.params["toewijzing"]))
    for opdracht in wijzigingen_2020(spoor):
        klaar = ONDERZOEKEN not in opdracht.params["besluiten"]
        besloten[str(opdracht.params["wijziging_2020"]["toewijzing"])] = opdracht.op.date() if klaar else None
    return list(besloten.values())


def toegewezen(spoor: Spoor, verzoek: Verzoek) -> Verzonden | None:
    """The first 301 to this client and aanbieder with a line that carries the ReferentieAanbieder of the request."""
    partijen = (verzoek.bericht.aanbieder, verzoek.bericht.bsn)
    for bericht in spoor.van_systeem("301"):
        if (bericht.aanbieder, bericht.bsn) == partijen and any(
            regel.product.referentie_aanbieder == verzoek.referentie for regel in bericht.regels
        ):
            return bericht
    return None


def antwoorden(spoor: Spoor, verzoek: Verzoek | None = None, besluit: Besluit | None = None) -> list[Verzonden]:
    """The 319s of the gemeente: all, those on one request, or those on one decision."""
    return [
        bericht
        for bericht in spoor.van_systeem("319")
        if bericht.antwoord is not None
        and (verzoek is None or verzoek.genoemd_in(bericht))
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
