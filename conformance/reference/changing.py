"""A change that somebody asked for: the same toewijzing with other figures, or a new one after the old."""

from dataclasses import replace
from datetime import timedelta

from migratietoets.conformance.reference.choices import BY_AANBIEDER, CORRECTION, EXTENSION
from migratietoets.conformance.reference.conversion import TOTAL
from migratietoets.conformance.reference.migrating import Migrating
from migratietoets.conformance.reference.permitted import expressible
from migratietoets.conformance.reference.sending import AT_ONCE, Change
from migratietoets.istandaard.model import InputError, Toewijzing

ONE_DAY = timedelta(days=1)


class Changing(Migrating):
    """One decision a method."""

    def apply_change(self, old: Toewijzing, wish: Toewijzing, referentie: str | None) -> None:
        """IV066, IV093: carry out a wish.

        Args:
            old: as it stands.
            wish: as it has to be from its ingangsdatum on.
            referentie: of the 317 that is granted; None for a change outside the messages.

        Raises:
            InputError: it cannot be said in the release of this moment.
        """
        if self.under_same_number(old, wish):
            new = replace(old, einddatum=wish.einddatum, volume=wish.volume, budget=wish.budget)
            self.change_toewijzing(old, new, self.change_reden(old, new, referentie), referentie)
            return
        end = wish.ingangsdatum - ONE_DAY
        if end < old.ingangsdatum:
            self.change_toewijzing(old, replace(old, einddatum=old.ingangsdatum), CORRECTION, referentie)
        elif old.einddatum is None or end < old.einddatum:
            new = replace(old, einddatum=end)
            self.change_toewijzing(old, new, self.change_reden(old, new, referentie), referentie)
        for part, starting_at in self.parts(wish, old.categorie):
            self.schedule_new(part, starting_at, referentie=referentie)

    def under_same_number(self, old: Toewijzing, wish: Toewijzing) -> bool:
        """IV066: only the einddatum changes, or a budget, or a volume for the whole period."""
        if old.frequentie == TOTAL:
            wish = replace(wish, volume=old.volume)
        elif old.budget is not None and wish.budget is not None:
            wish = replace(wish, budget=old.budget)
        return wish.content == old.content

    def change_toewijzing(self, old: Toewijzing, new: Toewijzing, reden: str, referentie: str | None = None) -> None:
        """Write down how a toewijzing stands from now on, and think again about a migration that was still waiting.

        Raises:
            InputError: it cannot be said in the release of this moment.
        """
        self.require_expressible(new)
        was_waiting = self.drop_waiting(old.id)
        self.schedule(Change(new, reden, AT_ONCE, old.id, referentie))
        if was_waiting:
            self.migrate_toewijzing(new)

    def change_reden(self, old: Toewijzing, new: Toewijzing, referentie: str | None) -> str:
        """IV093: 12 where a 317 is granted; a change outside the messages goes the old way (VOW-03)."""
        if referentie is not None:
            return BY_AANBIEDER
        if new.einddatum is None or new.einddatum == old.einddatum:
            return EXTENSION
        return self.einddatum_reden(old.einddatum, new.einddatum)

    def require_expressible(self, toewijzing: Toewijzing) -> None:
        """Refuse what cannot be said in the release of this moment.

        Raises:
            InputError: it cannot.
        """
        release, einddatum = self.current_release(), toewijzing.einddatum
        if (einddatum is not None and einddatum < toewijzing.ingangsdatum) or not expressible(toewijzing, release):
            raise InputError(
                f"Toewijzing {toewijzing.toewijzingnummer or '(leeg)'}: verwacht een einddatum vanaf "
                f"{toewijzing.ingangsdatum}, waarmee zij in release {release} past; gevonden {einddatum}. "
                "Migreer eerst of kies een andere dag."
            )
