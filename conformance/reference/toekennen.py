"""New care: what is granted at once in 2.4, and what has to wait for 3.0 (NT-01 .. NT-08)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from conformance.reference.opdracht import Params, controleer, lees_gewenst
from conformance.reference.toegestaan import STUKS_INSPANNING, STUKS_OUTPUT, uitdrukbaar
from conformance.reference.verzenden import METEEN, Verzenden
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import EERSTE_DAG_30, EINDE_2020, INGANG_30, Release


class Toekennen(Verzenden):
    """From what a client needs to one or two toewijzingen."""

    def gevraagd(self, params: Params) -> Toewijzing:
        """What the client needs, in terms of 3.0.

        Raises:
            Invoerfout: the params are incomplete or speak of an unknown client.
        """
        controleer("ken_toe", params, {"aanbieder", "bsn", "uitvoering", "gewenst"})
        wens = lees_gewenst("ken_toe", params["gewenst"], mag_ook={"categorie_2_4"})
        return self.gewenste_toewijzing(params["aanbieder"], params["bsn"], wens, params["uitvoering"])

    def gewenste_toewijzing(
        self, aanbieder: str, bsn: str, wens: Mapping[str, Any], uitvoering: str | None
    ) -> Toewijzing:
        """A toewijzing with this content, without a number yet.

        Raises:
            Invoerfout: an unknown client.
        """
        return Toewijzing(
            id="",
            gemeente=self.gemeente,
            domein=self.domein,
            aanbieder=aanbieder,
            bsn=self.client_van(bsn).bsn,
            toewijzingnummer=None,
            uitvoering=uitvoering,
            gestart=False,
            **wens,
        )

    def delen(self, wens: Toewijzing, categorie_24: str | None) -> list[tuple[Toewijzing, date]]:
        """The toewijzingen to issue, each with its first day of sending.

        Whole and at once where this release has the words; otherwise a part in 2.4 up to 31-12-2020 (NT-06) and an
        adjoining one in 3.0 (NT-07).
        """
        if self.release_nu() is Release.R30 or uitdrukbaar(wens, Release.R24):
            return [(wens, METEEN)]
        delen = []
        if wens.ingangsdatum <= EINDE_2020:
            einde = min(self.einde_deel_24(), wens.einddatum or EINDE_2020)
            delen.append((self.in_24(self.deel(wens, wens.ingangsdatum, einde), categorie_24), METEEN))
        if self.variant_telt(wens):
            begin = max(self.begin_deel_30(), wens.ingangsdatum)
            delen.append((self.deel(wens, begin, wens.einddatum), self.verzenddag_deel_30()))
        return delen

    def einde_deel_24(self) -> date:
        """NT-06: last day of what 2.4 cannot express in full."""
        return EINDE_2020

    def begin_deel_30(self) -> date:
        """NT-07: first day of the adjoining part."""
        return INGANG_30

    def verzenddag_deel_30(self) -> date:
        """NT-07: first day on which the adjoining part is sent."""
        return EERSTE_DAG_30

    def in_24(self, deel: Toewijzing, categorie_24: str | None) -> Toewijzing:
        """The nearest words of 2.4: stuks for stuks (inspanning), aspecifiek without omvang for a budget.

        Raises:
            Invoerfout: generiek, and nobody named a categorie for 2.4.
        """
        categorie = deel.categorie or categorie_24
        if categorie is None:
            raise Invoerfout(
                "ken_toe: generiek bestaat niet in release 2.4. Geef in gewenst categorie_2_4, "
                "of kies een ingangsdatum vanaf 01-01-2021."
            )
        eenheid = STUKS_OUTPUT if deel.eenheid == STUKS_INSPANNING else deel.eenheid
        return replace(deel, categorie=categorie, eenheid=eenheid, budget=None)
