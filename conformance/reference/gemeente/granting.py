"""New care: what is granted at once in 2.4, and what has to wait for 3.0 (NT-01 .. NT-08)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.gemeente.conversion import cut
from migratietoets.conformance.reference.gemeente.reasons import variant_counts
from migratietoets.conformance.reference.gemeente.toewijzingen import AT_ONCE, Toewijzingen
from migratietoets.conformance.reference.instructions import Params, check, read_wanted
from migratietoets.conformance.reference.permitted import expressible
from migratietoets.istandaard.codelijsten.codes import STUKS, STUKS_INSPANNING
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, FIRST_DAY_30, START_30, Release


class Granting(Desk):
    """From what a client needs to one or two toewijzingen."""

    def __init__(self, context: Context, toewijzingen: Toewijzingen) -> None:
        super().__init__(context)
        self.toewijzingen = toewijzingen

    def grant(self, params: Params) -> dict[str, Any]:
        """NT-01: grant new care."""
        for toewijzing, starting_at in self.parts(self.asked(params), None):
            self.toewijzingen.schedule_new(toewijzing, starting_at)
        return {}

    def asked(self, params: Params) -> Toewijzing:
        """What the client needs, in terms of 3.0.

        Raises:
            InputError: the params are incomplete or speak of an unknown client.
        """
        check("ken_toe", params, {"aanbieder", "bsn", "uitvoering", "gewenst"})
        wish = read_wanted("ken_toe", params["gewenst"])
        return self.wanted_toewijzing(params["aanbieder"], params["bsn"], wish, params["uitvoering"])

    def wanted_toewijzing(
        self, aanbieder: str, bsn: str, wish: Mapping[str, Any], uitvoering: str | None
    ) -> Toewijzing:
        """A toewijzing with this content, without a number yet.

        Raises:
            InputError: an unknown client.
        """
        return Toewijzing(
            id="",
            gemeente=self.context.gemeente,
            domein=self.context.domein,
            aanbieder=aanbieder,
            bsn=self.context.client_of(bsn).bsn,
            toewijzingnummer=None,
            uitvoering=uitvoering,
            gestart=False,
            **wish,
        )

    def parts(self, wish: Toewijzing, categorie_24: str | None) -> list[tuple[Toewijzing, date]]:
        """The toewijzingen to issue, each with its first day of sending.

        Whole and at once where this release has the words; otherwise a part in 2.4 up to 31-12-2020 (NT-06) and an
        adjoining one in 3.0 (NT-07).
        """
        if self.clock.current_release() is Release.R30 or expressible(wish, Release.R24):
            return [(wish, AT_ONCE)]
        parts = []
        if wish.ingangsdatum <= END_OF_2020:
            end = min(END_OF_2020, wish.einddatum or END_OF_2020)
            parts.append((in_24(cut(wish, wish.ingangsdatum, end), categorie_24), AT_ONCE))
        if variant_counts(wish):
            begin = max(START_30, wish.ingangsdatum)
            parts.append((cut(wish, begin, wish.einddatum), FIRST_DAY_30))
        return parts


def in_24(part: Toewijzing, categorie_24: str | None) -> Toewijzing:
    """The nearest words of 2.4: stuks for stuks (inspanning), aspecifiek without omvang for a budget.

    Raises:
        InputError: generiek, which 2.4 cannot say, and there is no old toewijzing to take the categorie from.
    """
    categorie = part.categorie or categorie_24
    if categorie is None:
        raise InputError(
            "ken_toe: generiek bestaat niet in release 2.4. Kies een ingangsdatum vanaf 01-01-2021, "
            "of noem voor 2020 een categorie."
        )
    eenheid = STUKS if part.eenheid == STUKS_INSPANNING else part.eenheid
    return replace(part, categorie=categorie, eenheid=eenheid, budget=None)
