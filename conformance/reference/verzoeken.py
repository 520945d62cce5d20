"""The gemeente decides on requests: a 301 for what it honours, a 319 or a word outside the messages for the rest."""

from dataclasses import dataclass, replace
from typing import Any

from conformance.reference.opdracht import Params, controleer, lees_gewenst, lees_verwijzing
from conformance.reference.rol import Antwoord
from conformance.reference.toegestaan import overtredingen
from conformance.reference.wijzigen import Wijzigen
from istandaard.berichten import Bericht
from istandaard.berichten.antwoord import AFGEWEZEN, IN_ONDERZOEK, WOONPLAATSBEGINSEL, maak_319
from istandaard.berichten.antwoord import Antwoord as Verzoekantwoord
from istandaard.berichten.kop import bsn as bsn_van
from istandaard.berichten.kop import client as client_uit
from istandaard.berichten.kop import kop
from istandaard.berichten.retour import AFGEKEURD
from istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Domein, Release

HONOREREN = "honoreren"
AFWIJZEN = "afwijzen"
ONDERZOEKEN = "onderzoeken"
ANDERE_GEMEENTE = "woonplaatsbeginsel"
BESLUITEN = {
    HONOREREN: "toegewezen",
    AFWIJZEN: "afgewezen",
    ONDERZOEKEN: "in onderzoek",
    ANDERE_GEMEENTE: "afgewezen, een andere gemeente is verantwoordelijk",
}
"""Decision -> how an aanbieder hears of it outside the messages."""
ZORGINHOUDELIJK = "7"
"""The reason this gemeente gives for a rejection (WJ759)."""


@dataclass(frozen=True, slots=True)
class Deel:
    """What is decided as a whole: one product of a 315, or a 317."""

    referentie: str
    inhoud: AangevraagdProduct | Wijzigingsverzoek
    besluit: str | None = None

    @property
    def open(self) -> bool:
        """Not decided yet, or under investigation."""
        return self.besluit in {None, ONDERZOEKEN}


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A request as it came in."""

    release: Release
    aanbieder: str
    bsn: str
    delen: tuple[Deel, ...]


class Verzoeken(Wijzigen):
    """One decision a method."""

    verzoeken: list[Verzoek]
    te_antwoorden: list[tuple[str, Verzoekantwoord]]

    # ---- receiving

    def ontvang_315(self, bericht: Bericht, data: bytes) -> Antwoord:
        """VOT-02: take in a request, and answer it in its own release."""
        if not self.technisch_goed(data):
            return Antwoord(bericht, (AFGEKEURD,))
        persoon, aanbieder = client_uit(bericht), kop(bericht).afzender
        self.clienten.setdefault(persoon.bsn, persoon)
        producten = aangevraagde_producten(bericht)
        wensen = [self.wens_van(aanbieder, persoon.bsn, product) for product in producten]
        if bericht.release is Release.R30 and any(overtredingen(wens) for wens in wensen):
            return Antwoord(bericht, (AFGEKEURD,))
        delen = tuple(Deel(product.referentie_aanbieder, product) for product in producten)
        self.verzoeken.append(Verzoek(bericht.release, aanbieder, persoon.bsn, delen))
        return Antwoord(bericht)

    def ontvang_317(self, bericht: Bericht, data: bytes) -> Antwoord:
        """VOW-01: take in a request for a change, or refuse it as a whole."""
        bsn = bsn_van(bericht) or ""
        if not self.technisch_goed(data) or bsn not in self.clienten:
            return Antwoord(bericht, (AFGEKEURD,))
        vraag, aanbieder = wijzigingsverzoek(bericht), kop(bericht).afzender
        if any(self.met_nummer(aanbieder, bsn, een.toewijzingnummer) is None for een in vraag.te_wijzigen):
            return Antwoord(bericht, (AFGEKEURD,))
        self.verzoeken.append(Verzoek(bericht.release, aanbieder, bsn, (Deel(vraag.referentie_aanbieder, vraag),)))
        return Antwoord(bericht)

    def met_nummer(self, aanbieder: str, bsn: str, nummer: str | None) -> Toewijzing | None:
        """TR351: the toewijzing that a 317 names."""
        regels = (regel for regel in self.boek.van(bsn, aanbieder) if not regel.geannuleerd)
        return next((r.toewijzing for r in regels if r.toewijzing.toewijzingnummer == nummer), None)

    def wens_van(self, aanbieder: str, bsn: str, product: AangevraagdProduct | NieuwProduct) -> Toewijzing:
        """A product of a 315, or a new one of a 317, as a toewijzing."""
        velden = ("categorie", "code", "volume", "eenheid", "frequentie", "einddatum")
        wens: dict[str, Any] = {veld: getattr(product, veld) for veld in velden}
        if isinstance(product, NieuwProduct):
            wens |= {"budget": product.budget, "ingangsdatum": product.gewenste_ingangsdatum}
        else:
            wens |= {"budget": None, "ingangsdatum": product.ingangsdatum}
        return self.gewenste_toewijzing(aanbieder, bsn, wens, None)

    # ---- deciding

    def beantwoord_verzoek(self, params: Params) -> dict[str, Any]:
        """VOT-07: decide on the latest open request of a client, product by product, or on a change of 2020.

        Nothing happens where there is no open request.

        Raises:
            Invoerfout: an unknown decision, or another number of decisions than of products.
        """
        wat = "beantwoord_verzoek"
        controleer(wat, params, {"aanbieder", "bsn", "besluiten", "wijziging_2020"})
        besluiten = params["besluiten"]
        mag = [besluit for besluit in BESLUITEN if besluit != ANDERE_GEMEENTE or self.domein is Domein.JW]
        if not besluiten or any(besluit not in mag for besluit in besluiten):
            raise Invoerfout(f"{wat}, besluiten: verwacht {', '.join(mag)}; gevonden {besluiten!r}. Herstel ze.")
        if params["wijziging_2020"] is not None:
            self.beslis_wijziging_2020(params["wijziging_2020"], besluiten[0])
            return {}
        gevonden = self.open_verzoek(params["aanbieder"], params["bsn"])
        if gevonden is None:
            return {}
        plaats, verzoek = gevonden
        delen = list(verzoek.delen)
        wacht = [i for i, deel in enumerate(delen) if deel.open]
        plaatsen = range(len(delen)) if len(besluiten) == len(delen) else wacht
        if len(plaatsen) != len(besluiten):
            raise Invoerfout(f"{wat}, besluiten: verwacht {len(wacht)} besluiten; gevonden {len(besluiten)}.")
        for i, besluit in zip(plaatsen, besluiten, strict=True):
            if delen[i].open:
                self.beslis(verzoek, delen[i], besluit)
                delen[i] = replace(delen[i], besluit=besluit)
        self.verzoeken[plaats] = replace(verzoek, delen=tuple(delen))
        return {}

    def open_verzoek(self, aanbieder: str, bsn: str) -> tuple[int, Verzoek] | None:
        """The latest request of a client that is not wholly decided, or None."""
        for plaats, verzoek in reversed(list(enumerate(self.verzoeken))):
            if (verzoek.aanbieder, verzoek.bsn) == (aanbieder, bsn) and any(deel.open for deel in verzoek.delen):
                return plaats, verzoek
        return None

    def beslis(self, verzoek: Verzoek, deel: Deel, besluit: str) -> None:
        """VOT-03, VOT-08: a toewijzing for what is honoured; otherwise word, once that it is under investigation."""
        if besluit == HONOREREN:
            self.honoreer(verzoek, deel)
        elif besluit != ONDERZOEKEN or deel.besluit != ONDERZOEKEN:
            if self.per_antwoordbericht(verzoek, besluit):
                self.te_antwoorden.append((verzoek.aanbieder, self.antwoord_op(deel, besluit)))
            else:
                self.meld_besluit(verzoek.aanbieder, verzoek.bsn, f"verzoek om toewijzing {deel.referentie}", besluit)

    def per_antwoordbericht(self, verzoek: Verzoek, besluit: str) -> bool:  # noqa: ARG002  # to others it may matter
        """VOT-04 .. VOT-08: only a request of 3.0 gets a 319, whatever is decided."""
        return verzoek.release is Release.R30

    def antwoord_op(self, deel: Deel, besluit: str) -> Verzoekantwoord:
        """What a 319 says (CD085, CD086, IV095)."""
        if besluit == ONDERZOEKEN:
            return Verzoekantwoord(deel.referentie, IN_ONDERZOEK)
        reden = WOONPLAATSBEGINSEL if besluit == ANDERE_GEMEENTE else ZORGINHOUDELIJK
        return Verzoekantwoord(deel.referentie, AFGEWEZEN, reden)

    def meld_besluit(self, aanbieder: str, bsn: str, waarover: str, besluit: str) -> None:
        """VOT-04, VOT-06, VOW-03: tell the aanbieder outside the messages."""
        self.post.informeer(aanbieder, bsn, f"{waarover}: {BESLUITEN[besluit]}", self.nu)

    def honoreer(self, verzoek: Verzoek, deel: Deel) -> None:
        """VOT-03, OP348: what was asked, with the reference of the request."""
        if isinstance(deel.inhoud, AangevraagdProduct):
            self.ken_gevraagde_toe(verzoek, deel.inhoud, deel.referentie)
            return
        self.wijzigingsverzoeken.add(deel.referentie)
        for product in deel.inhoud.te_wijzigen:
            oud = self.met_nummer(verzoek.aanbieder, verzoek.bsn, product.toewijzingnummer)
            if oud is not None:
                self.verander(oud, als_gewijzigd(oud, product), deel.referentie)
        for nieuw in deel.inhoud.nieuw:
            self.ken_gevraagde_toe(verzoek, nieuw, deel.referentie)

    def ken_gevraagde_toe(self, verzoek: Verzoek, product: AangevraagdProduct | NieuwProduct, referentie: str) -> None:
        """VOT-03: a new toewijzing, in the release of the day."""
        for inhoud, vanaf in self.delen(self.wens_van(verzoek.aanbieder, verzoek.bsn, product), None):
            self.zet_nieuwe_klaar(inhoud, vanaf, referentie=referentie)

    def beslis_wijziging_2020(self, params: Params, besluit: str) -> None:
        """VOW-03: a change request of 2020 stays outside the messages, whatever is decided.

        Raises:
            Invoerfout: no such toewijzing, or the wish cannot be expressed now.
        """
        wat = "beantwoord_verzoek, wijziging_2020"
        controleer(wat, params, {"toewijzing", "gewenst"})
        oud = self.boek.zoek(lees_verwijzing(wat, params)).toewijzing
        wens = replace(oud, **lees_gewenst(wat, params["gewenst"]))
        if besluit == HONOREREN:
            self.verander(oud, wens, self.referentie_wijziging_2020(oud))
        else:
            waarover = f"wijzigingsverzoek toewijzing {oud.toewijzingnummer or 'zonder nummer'}"
            self.meld_besluit(oud.aanbieder, oud.bsn, waarover, besluit)

    def referentie_wijziging_2020(self, oud: Toewijzing) -> str | None:  # noqa: ARG002  # to others it may matter
        """VOW-04: the 301 refers to no request."""
        return None

    # ---- sending

    def werk_verzoeken(self) -> None:
        """Send every 319 that waits."""
        klaar, self.te_antwoorden = self.te_antwoorden, []
        for aanbieder, antwoord in klaar:
            bericht = maak_319(
                domein=self.domein,
                gemeente=self.gemeente,
                aanbieder=aanbieder,
                identificatie=self.post.identificatie("319"),
                dagtekening=self.vandaag,
                antwoord=antwoord,
            )
            self.post.verstuur(bericht, self.nu)


def als_gewijzigd(oud: Toewijzing, product: TeWijzigenProduct) -> Toewijzing:
    """A toewijzing as a 317 wants it."""
    return replace(
        oud,
        ingangsdatum=product.gewenste_ingangsdatum,
        einddatum=product.einddatum,
        volume=product.volume,
        eenheid=product.eenheid,
        frequentie=product.frequentie,
        budget=product.budget,
    )
