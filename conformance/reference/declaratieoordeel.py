"""The gemeente judges what was claimed: a 304 on a 303, a 325 on a 323, within their terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from conformance.reference.opdracht import Params, controleer
from conformance.reference.rol import Rol
from istandaard.berichten import Bericht, Berichtfout
from istandaard.berichten.declaratie import declaratiekop, prestaties
from istandaard.berichten.declaratieantwoord import maak_304, maak_325
from istandaard.berichten.delen import CREDIT
from istandaard.berichten.kop import bsns, kop
from istandaard.berichten.prestatie import Prestatie
from istandaard.berichten.retour import AFGEKEURD
from istandaard.kalender import maand
from istandaard.model import Invoerfout
from istandaard.releases import EINDE_2020, INGANG_30

GOEDKEUREN = "goedkeuren"
AFKEUREN = "afkeuren"
BERICHT_AFKEUREN = "bericht_afkeuren"
BESLUITEN = (GOEDKEUREN, AFKEUREN, BERICHT_AFKEUREN)
BUITEN_DE_TOEWIJZING = "9308"
"""The reason this gemeente gives for a rejection (WJ001)."""
WERKDAGEN = 5
"""When this gemeente has looked at a declaratie; the standard gives it 20 for a 303 and 10 for a 323."""


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """A declaratie that still has to be answered.

    Attributes:
        antwoorddag: the day on which it is answered.
        afgekeurd: ReferentieNummer of a prestatie -> its codes.
        geweigerd: the whole message is refused.
    """

    bericht: Bericht
    antwoorddag: date
    afgekeurd: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    geweigerd: bool = False


class Declaratieoordeel(Rol):
    """One decision a method."""

    ontvangen: list[Ontvangen]

    def ontvang_declaratie(self, bericht: Bericht, data: bytes) -> None:
        """Take in a 303 or a 323; what is technically wrong is refused at once."""
        geweigerd = not self.technisch_goed(data) or self.technische_fout(bericht)
        dag = self.vandaag if geweigerd else self.antwoorddag()
        self.ontvangen.append(Ontvangen(bericht, dag, geweigerd=geweigerd))

    def technische_fout(self, bericht: Bericht) -> bool:
        """CS100, CS103, TR368, TR358, TR315, TR316: another period, a wrong total, or a credit with its debit."""
        regels, hoofd = prestaties(bericht), declaratiekop(bericht)
        periode = (hoofd.begindatum, hoofd.einddatum)
        perioden = [periode, *((regel.begindatum, regel.einddatum) for regel in regels)]
        if bericht.soort == "303":
            buiten = any(einde > EINDE_2020 for _, einde in perioden)
        else:
            buiten = any(begin < INGANG_30 for begin, _ in perioden) or periode != maand(hoofd.begindatum)
        vorige = [regel.vorig_referentienummer for regel in regels if regel.vorig_referentienummer is not None]
        eigen = {regel.referentienummer for regel in regels}
        verkeerd_opgeteld = hoofd.totaalbedrag != sum(regel.saldo for regel in regels)
        return buiten or verkeerd_opgeteld or bool(eigen & set(vorige)) or len(vorige) != len(set(vorige))

    def antwoorddag(self) -> date:
        """OP090: within the term, which stands still in the quiet period."""
        return self.werkdagen_vanaf(self.vandaag, WERKDAGEN)

    def beoordeel_declaratie(self, params: Params) -> dict[str, Any]:
        """Decide at the desk on what an aanbieder claimed; the answer goes out at once.

        Raises:
            Invoerfout: another decision.
        """
        controleer("beoordeel_declaratie", params, {"aanbieder", "bsn", "besluit"})
        if params["besluit"] not in BESLUITEN:
            mag = ", ".join(BESLUITEN)
            raise Invoerfout(f"beoordeel_declaratie, besluit: verwacht {mag}; gevonden {params['besluit']!r}.")
        self.ontvangen = [
            self.beslist(een, params["bsn"], params["besluit"])
            if self.gaat_over(een, params["aanbieder"], params["bsn"])
            else een
            for een in self.ontvangen
        ]
        return {}

    def gaat_over(self, een: Ontvangen, aanbieder: str, bsn: str | None) -> bool:
        """Tell whether a declaratie is of an aanbieder and about a client; None: any client."""
        if een.geweigerd:
            return False
        return kop(een.bericht).afzender == aanbieder and (bsn is None or bsn in bsns(een.bericht))

    def beslist(self, een: Ontvangen, bsn: str | None, besluit: str) -> Ontvangen:
        """A declaratie with the decision of the desk on it."""
        regels = prestaties(een.bericht)
        klaar = replace(een, antwoorddag=self.vandaag)
        if besluit == BERICHT_AFKEUREN and self.mag_weigeren(regels):
            return replace(klaar, geweigerd=True)
        if besluit == GOEDKEUREN:
            return klaar
        afgewezen = [regel for regel in regels if bsn in {None, regel.bsn} and self.mag_afkeuren(regel)]
        return replace(klaar, afgekeurd={regel.referentienummer: self.redenen_afkeuring(regel) for regel in afgewezen})

    def mag_weigeren(self, regels: list[Prestatie]) -> bool:
        """CR-03: not a message with a credit in it, for that would reject the credit."""
        return all(self.mag_afkeuren(regel) for regel in regels)

    def mag_afkeuren(self, regel: Prestatie) -> bool:
        """CR-03: a credit is one-sided; it is never rejected on its content."""
        return regel.debet_credit != CREDIT

    def redenen_afkeuring(self, regel: Prestatie) -> tuple[str, ...]:  # noqa: ARG002  # to others it may matter
        """The codes of a rejected prestatie."""
        return (BUITEN_DE_TOEWIJZING,)

    def werk_declaratieoordeel(self) -> None:
        """Send every answer that is due."""
        klaar = [een for een in self.ontvangen if een.antwoorddag <= self.vandaag]
        self.ontvangen = [een for een in self.ontvangen if een.antwoorddag > self.vandaag]
        for een in klaar:
            try:
                self.post.verstuur(self.antwoord_op_declaratie(een), self.nu)
            except Berichtfout:
                if not een.geweigerd:
                    raise

    def antwoord_op_declaratie(self, een: Ontvangen) -> Bericht:
        """The 304 or the 325, in the release of what it answers; all is granted that is not rejected."""
        maak, soort = (maak_304, "304") if een.bericht.soort == "303" else (maak_325, "325")
        return maak(
            een.bericht,
            identificatie=self.post.identificatie(soort),
            dagtekening=self.vandaag,
            afgekeurd=een.afgekeurd,
            geweigerd=(AFGEKEURD,) if een.geweigerd else (),
        )
