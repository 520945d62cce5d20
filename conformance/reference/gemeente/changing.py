"""A change that somebody asked for: the same toewijzing with other figures, or a new one after the old."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.gemeente.choices import einddatum_reden
from migratietoets.conformance.reference.gemeente.granting import Granting
from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.gemeente.reasons import intrekking_reden
from migratietoets.conformance.reference.gemeente.toewijzingen import AT_ONCE, Change, Toewijzingen
from migratietoets.conformance.reference.instructions import Params, check, read_date, read_occasion, read_reference
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.conformance.reference.permitted import expressible
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.istandaard.codelijsten.codes import (
    BY_AANBIEDER,
    BY_GEMEENTE,
    BY_WIJZIGINGSVERZOEK,
    CORRECTION,
    EXTENSION,
    SHORTENING,
    TEMPORARY,
    TOTAL,
)
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import InputError, Toewijzing

NOT_BY_AANBIEDER = (None, TEMPORARY, BY_GEMEENTE, BY_WIJZIGINGSVERZOEK)
"""RedenBeeindiging of a stop that is no decision of the aanbieder to end care, or of which that is not known."""


class Changing(Desk):
    """From a wish to what is issued."""

    def __init__(self, context: Context, toewijzingen: Toewijzingen, granting: Granting, migration: Migration) -> None:
        super().__init__(context)
        self.toewijzingen, self.granting, self.migration = toewijzingen, granting, migration

    def withdraw(self, params: Params) -> dict[str, Any]:
        """End a toewijzing per a day.

        Raises:
            InputError: an unknown occasion, no such toewijzing, or it cannot end that day.
        """
        check("trek_in", params, {"toewijzing", "einddatum", "aanleiding"})
        entry = self.ledger.find(read_reference("trek_in", params))
        einddatum = read_date("trek_in, einddatum", params["einddatum"])
        occasion = read_occasion("trek_in, aanleiding", params["aanleiding"])
        self.end(entry.toewijzing, einddatum, lambda last: self.intrekking_reden(last, occasion))
        return {}

    def change_einddatum(self, params: Params) -> dict[str, Any]:
        """Give a toewijzing another einddatum; the number stays (IV066)."""
        check("wijzig_einddatum", params, {"toewijzing", "einddatum"})
        entry = self.ledger.find(read_reference("wijzig_einddatum", params))
        einddatum = read_date("wijzig_einddatum, einddatum", params["einddatum"])

        def reden(last: Entry) -> str:
            found = einddatum_reden(last.toewijzing.einddatum, einddatum)
            if found == SHORTENING and self.intrekking_reden(last, Occasion.HERBEOORDELING) == BY_AANBIEDER:
                return BY_AANBIEDER
            return found

        self.end(entry.toewijzing, einddatum, reden)
        return {}

    def end(self, old: Toewijzing, einddatum: date, reden: Callable[[Entry], str]) -> None:
        """Give a toewijzing, or what took its place, its last day; what begins after it is cancelled.

        Raises:
            InputError: it cannot be said in the release of this moment.
        """
        parts = [old, *self.toewijzingen.followers(old)]
        begun = [one for one in parts if one.ingangsdatum <= einddatum] or parts[:1]
        waits = len(parts) > 1 and self.toewijzingen.end_waiting(old, einddatum)
        if not waits:
            last = begun[-1]
            self.change_toewijzing(last, replace(last, einddatum=einddatum), reden(self.ledger[last.id]))
        for one in parts[len(begun) :]:
            self.change_toewijzing(one, replace(one, einddatum=one.ingangsdatum), CORRECTION)

    def intrekking_reden(self, entry: Entry, occasion: Occasion) -> str:
        """AF-01, AF-02: the code that goes with an occasion, in the release of this moment."""
        release = self.clock.current_release()
        return intrekking_reden(occasion, release, stopped_by_aanbieder=self.stopped_by_aanbieder(entry))

    def stopped_by_aanbieder(self, entry: Entry) -> bool:
        """AF-02: care was stopped by the aanbieder himself, and not just for a while."""
        return entry.stop is not None and entry.stop.reden not in NOT_BY_AANBIEDER

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
        for part, starting_at in self.granting.parts(wish, old.categorie):
            self.toewijzingen.schedule_new(part, starting_at, referentie=referentie)

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
        was_waiting = self.toewijzingen.drop_waiting(old.id)
        self.toewijzingen.schedule(Change(new, reden, AT_ONCE, old.id, referentie))
        if was_waiting:
            self.migration.migrate_toewijzing(new)

    def change_reden(self, old: Toewijzing, new: Toewijzing, referentie: str | None) -> str:
        """IV093: 12 where a 317 is granted; a change outside the messages goes the old way (VOW-03)."""
        if referentie is not None:
            return BY_AANBIEDER
        if new.einddatum is None or new.einddatum == old.einddatum:
            return EXTENSION
        return einddatum_reden(old.einddatum, new.einddatum)

    def require_expressible(self, toewijzing: Toewijzing) -> None:
        """Refuse what cannot be said in the release of this moment.

        Raises:
            InputError: it cannot.
        """
        release, einddatum = self.clock.current_release(), toewijzing.einddatum
        if (einddatum is not None and einddatum < toewijzing.ingangsdatum) or not expressible(toewijzing, release):
            raise InputError(
                f"Toewijzing {toewijzing.toewijzingnummer or '(leeg)'}: verwacht een einddatum vanaf "
                f"{toewijzing.ingangsdatum}, waarmee zij in release {release} past; gevonden {einddatum}. "
                "Migreer eerst of kies een andere dag."
            )
