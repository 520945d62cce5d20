"""Migrate: carry out the steps of a toewijzing, now or on their day."""

from datetime import date

from conformance.reference.migratie import INFORMEER, NIEUW, STOP, Stap
from conformance.reference.toekennen import Toekennen
from conformance.reference.verzenden import METEEN, Wijziging
from istandaard.model import Toewijzing


class Migreren(Toekennen):
    """From the steps of a route to decisions in the register."""

    routes: dict[str, str | None]

    def stappen_van(self, toewijzing: Toewijzing) -> list[Stap]:
        """The steps of this gemeente, with every choice made."""
        uniek = self.is_uniek(toewijzing)
        if not self.redenen(toewijzing, uniek=uniek):
            return []
        vorm = self.kies_vorm(toewijzing) if self.variant_telt(toewijzing) else None
        return self.stappen(toewijzing, uniek=uniek, vorm=vorm, route=self.routes.get(toewijzing.id), kies=True)

    def migreer_toewijzing(self, toewijzing: Toewijzing) -> None:
        """Carry out the steps of one toewijzing; what waited from an earlier order gives way."""
        stappen = self.stappen_van(toewijzing)
        if stappen:
            self.laat_vervallen(toewijzing.id)
        for stap in stappen:
            if stap.actie == INFORMEER:
                self.informeer_vooraf(toewijzing)
            elif stap.actie == NIEUW:
                self.zet_nieuwe_klaar(stap.toewijzing, self.verzenddag(stap), oorsprong=toewijzing.id)
            elif stap.actie != STOP:
                self.zet_klaar(Wijziging(stap.toewijzing, stap.reden, self.verzenddag(stap), toewijzing.id))

    def verzenddag(self, stap: Stap) -> date:
        """TW-05: as soon as possible."""
        return stap.vanaf or METEEN

    def informeer_vooraf(self, toewijzing: Toewijzing) -> None:
        """BS-03: the aanbieder hears beforehand that the withdrawal is not the end of the care."""
        onderwerp = (
            f"migratie: toewijzing {toewijzing.toewijzingnummer or 'zonder nummer'} wordt ingetrokken; de opvolger met "
            f"ingangsdatum {self.begin_variant(toewijzing):%d-%m-%Y} volgt in release 3.0"
        )
        self.post.informeer(toewijzing.aanbieder, toewijzing.bsn, onderwerp, self.nu)
