"""The requests of an aanbieder: for a toewijzing (315), and for a change (317, or before 3.0 a kennisgeving)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from conformance.reference.boek import Regel
from conformance.reference.opdracht import Params, controleer, lees_gewenst, lees_verwijzing
from conformance.reference.rol import Antwoord, Rol
from istandaard.berichten import Bericht
from istandaard.berichten.retour import AFGEKEURD
from istandaard.berichten.verzoek import (
    VERANDERING_CLIENTSITUATIE,
    AangevraagdProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    maak_315,
    maak_317,
)
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import EERSTE_DAG_30

TOTAAL = "6"


@dataclass(frozen=True, slots=True)
class Toewijzingsvraag:
    """A 315 that waits for the line to open."""

    aanbieder: str
    bsn: str
    producten: tuple[AangevraagdProduct, ...]


@dataclass(frozen=True, slots=True)
class Wijzigingsvraag:
    """A 317 that waits for the line to open: the toewijzing by its id, and what is wanted of it."""

    toewijzing: str
    wens: Mapping[str, Any]


class Aanvragen(Rol):
    """One decision a method."""

    aanvragen: list[Toewijzingsvraag | Wijzigingsvraag]

    def vraag_toewijzing_aan(self, params: Params) -> dict[str, Any]:
        """VOT-01: ask for one or more toewijzingen.

        Raises:
            Invoerfout: an unknown client, or a wish that a 315 cannot hold.
        """
        wat = "vraag_toewijzing_aan"
        controleer(wat, params, {"aanbieder", "bsn", "producten"})
        wensen = [lees_gewenst(wat, wens) for wens in params["producten"]]
        if not wensen or any(wens["categorie"] is None or wens["budget"] is not None for wens in wensen):
            raise Invoerfout(f"{wat}, producten: verwacht producten met een categorie, zonder budget. Herstel ze.")
        producten = tuple(self.aangevraagd(wens) for wens in wensen)
        self.aanvragen.append(Toewijzingsvraag(params["aanbieder"], self.client_van(params["bsn"]).bsn, producten))
        return {}

    def aangevraagd(self, wens: dict[str, Any]) -> AangevraagdProduct:
        """A wish as a line of a 315, with a reference of its own (TR347)."""
        inhoud = {veld: waarde for veld, waarde in wens.items() if veld != "budget"}
        return AangevraagdProduct(referentie_aanbieder=self.post.referentie(), **inhoud)

    def vraag_wijziging_aan(self, params: Params) -> dict[str, Any]:
        """VOW-01: ask for a change; before 3.0 outside the messages.

        Raises:
            Invoerfout: no such toewijzing, or another product is wanted.
        """
        wat = "vraag_wijziging_aan"
        controleer(wat, params, {"toewijzing", "gewenst"})
        t = self.boek.zoek(lees_verwijzing(wat, params)).toewijzing
        wens = lees_gewenst(wat, params["gewenst"])
        if (wens["categorie"], wens["code"]) != (t.categorie, t.code):
            raise Invoerfout(f"{wat}, gewenst: verwacht het product van de toewijzing. Vraag een ander product apart.")
        if self.wijziging_per_bericht():
            self.aanvragen.append(Wijzigingsvraag(t.id, wens))
        else:
            onderwerp = f"wijzigingsverzoek: toewijzing {t.toewijzingnummer or 'zonder nummer'}"
            self.post.informeer(self.gemeente, t.bsn, onderwerp, self.nu)
        return {}

    def wijziging_per_bericht(self) -> bool:
        """VOW-01: the 317 exists from 3.0 on."""
        return self.vandaag >= EERSTE_DAG_30

    def werk_aanvragen(self) -> None:
        """Send the requests that wait."""
        aanvragen, self.aanvragen = self.aanvragen, []
        for vraag in aanvragen:
            bericht = self.maak_vot(vraag) if isinstance(vraag, Toewijzingsvraag) else self.maak_vow(vraag)
            self.post.verstuur(bericht, self.nu)

    def maak_vot(self, vraag: Toewijzingsvraag) -> Bericht:
        """VOT-01: the 315, in the release of the day."""
        return maak_315(
            release=self.release_nu(),
            domein=self.domein,
            gemeente=self.gemeente,
            aanbieder=vraag.aanbieder,
            identificatie=self.post.identificatie("315"),
            dagtekening=self.vandaag,
            client=self.client_van(vraag.bsn),
            producten=vraag.producten,
        )

    def maak_vow(self, vraag: Wijzigingsvraag) -> Bericht:
        """The 317: what is to change, and all else that runs as it is (TR349)."""
        regel = self.boek[vraag.toewijzing]
        t = regel.toewijzing
        overig = [r.toewijzing for r in self.boek.van(t.bsn, t.aanbieder) if r is not regel and self.is_actueel(r)]
        return maak_317(
            domein=self.domein,
            gemeente=self.gemeente,
            aanbieder=t.aanbieder,
            identificatie=self.post.identificatie("317"),
            dagtekening=self.vandaag,
            bsn=t.bsn,
            verzoek=Wijzigingsverzoek(
                self.post.referentie(),
                VERANDERING_CLIENTSITUATIE,
                tuple(OngewijzigdProduct(ander.toewijzingnummer) for ander in overig),
                (self.te_wijzigen(t, vraag.wens),),
            ),
        )

    def is_actueel(self, regel: Regel) -> bool:
        """TR349: valid today or later; what has no number cannot be named."""
        t = regel.toewijzing
        geldig = t.einddatum is None or t.einddatum >= self.vandaag
        return geldig and not regel.geannuleerd and t.toewijzingnummer is not None

    def te_wijzigen(self, toewijzing: Toewijzing, wens: Mapping[str, Any]) -> TeWijzigenProduct:
        """A wish as a line of a 317; the product goes without saying."""
        return TeWijzigenProduct(
            toewijzingnummer=toewijzing.toewijzingnummer,
            gewenste_ingangsdatum=self.gewenste_ingangsdatum(toewijzing, wens),
            einddatum=wens["einddatum"],
            volume=wens["volume"],
            eenheid=wens["eenheid"],
            frequentie=wens["frequentie"],
            budget=wens["budget"],
        )

    def gewenste_ingangsdatum(self, toewijzing: Toewijzing, wens: Mapping[str, Any]) -> date:
        """TR357, TR373: over the whole duration where it concerns a total, or days that are past; else as wanted."""
        heel = wens["budget"] is not None or wens["frequentie"] == TOTAAL or wens["ingangsdatum"] <= self.vandaag
        return toewijzing.ingangsdatum if heel else wens["ingangsdatum"]

    def ontvang_antwoord(self, bericht: Bericht, data: bytes) -> Antwoord:
        """Answer a 319 with a 320."""
        return Antwoord(bericht) if self.technisch_goed(data) else Antwoord(bericht, (AFGEKEURD,))
