"""A change that somebody asked for: the same toewijzing with other figures, or a new one after the old."""

from dataclasses import replace
from datetime import timedelta

from conformance.reference.keuzes import CORRECTIE, DOOR_AANBIEDER, VERLENGING
from conformance.reference.migreren import Migreren
from conformance.reference.omzetting import TOTAAL
from conformance.reference.toegestaan import uitdrukbaar
from conformance.reference.verzenden import METEEN, Wijziging
from istandaard.model import Invoerfout, Toewijzing

EEN_DAG = timedelta(days=1)


class Wijzigen(Migreren):
    """One decision a method."""

    def verander(self, oud: Toewijzing, wens: Toewijzing, referentie: str | None) -> None:
        """IV066, IV093: carry out a wish.

        Args:
            oud: as it stands.
            wens: as it has to be from its ingangsdatum on.
            referentie: of the 317 that is granted; None for a change outside the messages.

        Raises:
            Invoerfout: it cannot be said in the release of this moment.
        """
        if self.onder_zelfde_nummer(oud, wens):
            nieuw = replace(oud, einddatum=wens.einddatum, volume=wens.volume, budget=wens.budget)
            self.wijzig_toewijzing(oud, nieuw, self.reden_verandering(oud, nieuw, referentie), referentie)
            return
        einde = wens.ingangsdatum - EEN_DAG
        if einde < oud.ingangsdatum:
            self.wijzig_toewijzing(oud, replace(oud, einddatum=oud.ingangsdatum), CORRECTIE, referentie)
        elif oud.einddatum is None or einde < oud.einddatum:
            nieuw = replace(oud, einddatum=einde)
            self.wijzig_toewijzing(oud, nieuw, self.reden_verandering(oud, nieuw, referentie), referentie)
        for deel, vanaf in self.delen(wens, oud.categorie):
            self.zet_nieuwe_klaar(deel, vanaf, referentie=referentie)

    def onder_zelfde_nummer(self, oud: Toewijzing, wens: Toewijzing) -> bool:
        """IV066: only the einddatum changes, or a budget, or a volume for the whole period."""
        if oud.frequentie == TOTAAL:
            wens = replace(wens, volume=oud.volume)
        elif oud.budget is not None and wens.budget is not None:
            wens = replace(wens, budget=oud.budget)
        return wens.inhoud == oud.inhoud

    def wijzig_toewijzing(self, oud: Toewijzing, nieuw: Toewijzing, reden: str, referentie: str | None = None) -> None:
        """Write down how a toewijzing stands from now on, and think again about a migration that was still waiting.

        Raises:
            Invoerfout: it cannot be said in the release of this moment.
        """
        self.eis_uitdrukbaar(nieuw)
        wachtte = self.laat_vervallen(oud.id)
        self.zet_klaar(Wijziging(nieuw, reden, METEEN, oud.id, referentie))
        if wachtte:
            self.migreer_toewijzing(nieuw)

    def reden_verandering(self, oud: Toewijzing, nieuw: Toewijzing, referentie: str | None) -> str:
        """IV093: 12 where a 317 is granted; a change outside the messages goes the old way (VOW-03)."""
        if referentie is not None:
            return DOOR_AANBIEDER
        if nieuw.einddatum is None or nieuw.einddatum == oud.einddatum:
            return VERLENGING
        return self.reden_einddatum(oud.einddatum, nieuw.einddatum)

    def eis_uitdrukbaar(self, toewijzing: Toewijzing) -> None:
        """Refuse what cannot be said in the release of this moment.

        Raises:
            Invoerfout: it cannot.
        """
        release, einddatum = self.release_nu(), toewijzing.einddatum
        if (einddatum is not None and einddatum < toewijzing.ingangsdatum) or not uitdrukbaar(toewijzing, release):
            raise Invoerfout(
                f"Toewijzing {toewijzing.toewijzingnummer or '(leeg)'}: verwacht een einddatum vanaf "
                f"{toewijzing.ingangsdatum}, waarmee zij in release {release} past; gevonden {einddatum}. "
                "Migreer eerst of kies een andere dag."
            )
