"""A declaratie goes out and its answer comes in."""

from collections.abc import Sequence
from dataclasses import replace

from conformance.reference.ingediend import Ingediend, Oordeel
from conformance.reference.perioden import DECLARATIE_2020, Tijdvak
from conformance.reference.volumes import Volumes
from istandaard.berichten import Bericht
from istandaard.berichten.declaratie import DECLARATIE, FACTUUR, Prestatie, maak_303, maak_323
from istandaard.berichten.declaratieantwoord import afgekeurde, geweigerd
from istandaard.berichten.delen import CREDIT, DEBET
from istandaard.berichten.kop import kop
from istandaard.releases import Release

VRIJGESTELD = "1"


class Declaratiepost(Volumes):
    """What was claimed, sent and answered."""

    ingediend: dict[str, Ingediend]
    vervallen: set[int]

    def stuur_declaratie(
        self, identificatie: str, periode: Tijdvak, regels: Sequence[tuple[Ingediend, str | None]]
    ) -> None:
        """Send lines of one aanbieder that belong in one message; a credit comes with the number of its debit."""
        eerste = regels[0][0]
        prestaties = [self.als_prestatie(regel, vorige) for regel, vorige in regels]
        if eerste.soort == DECLARATIE_2020:
            bericht = maak_303(
                release=self.release_declaratie(),
                domein=self.domein,
                gemeente=self.gemeente,
                aanbieder=eerste.aanbieder,
                nummer=identificatie,
                dagtekening=self.vandaag,
                periode=periode,
                clienten=[self.client_van(bsn) for bsn in {regel.bsn: None for regel, _ in regels}],
                prestaties=prestaties,
                soort=FACTUUR if eerste.factuur else DECLARATIE,
            )
        else:
            bericht = maak_323(
                domein=self.domein,
                gemeente=self.gemeente,
                aanbieder=eerste.aanbieder,
                identificatie=identificatie,
                nummer=identificatie,
                dagtekening=self.vandaag,
                periode=periode,
                prestaties=prestaties,
            )
        self.post.verstuur(bericht, self.nu)

    def release_declaratie(self) -> Release:
        """DC-13: a 303 carries the release of the day."""
        return self.release_nu()

    def als_prestatie(self, regel: Ingediend, vorige: str | None) -> Prestatie:
        """A line as the message has it; a factuur is exempt from btw (CD059)."""
        return Prestatie(
            bsn=regel.bsn,
            referentienummer=regel.referentie,
            categorie=regel.categorie,
            code=regel.code,
            begindatum=regel.productperiode[0],
            einddatum=regel.productperiode[1],
            volume=regel.volume,
            eenheid=regel.eenheid,
            bedrag=regel.bedrag,
            toewijzingnummer=regel.nummer,
            tarief=regel.tarief,
            debet_credit=DEBET if vorige is None else CREDIT,
            vorig_referentienummer=vorige,
            btw_vrijstelling=VRIJGESTELD if regel.factuur else None,
        )

    def laatste_periode(self, aanbieder: str, soort: str) -> Tijdvak | None:
        """The last declaratieperiode an aanbieder claimed, in a message that was not refused."""
        perioden = (
            regel.periode
            for regel in self.ingediend.values()
            if (regel.aanbieder, regel.soort) == (aanbieder, soort) and regel.oordeel is not Oordeel.GEWEIGERD
        )
        return max(perioden, default=None)

    def ontvang_declaratieantwoord(self, bericht: Bericht, data: bytes) -> None:
        """Take in a 304 or a 325; what is outside its schema says nothing."""
        if not self.technisch_goed(data):
            return
        van, afgewezen = kop(bericht), {een.prestatie.referentienummer: een.toegekend for een in afgekeurde(bericht)}
        weigering = bool(geweigerd(bericht))
        for regel in list(self.ingediend.values()):
            if (regel.bericht, regel.aanbieder) == (van.identificatie, van.afzender):
                self.ingediend[regel.referentie] = self.beantwoord_regel(regel, afgewezen, weigering=weigering)
            elif weigering and regel.creditbericht == van.identificatie:
                self.ingediend[regel.referentie] = replace(regel, credit=None, creditbericht=None)

    def beantwoord_regel(self, regel: Ingediend, afgewezen: dict[str, int], *, weigering: bool) -> Ingediend:
        """A debit with what the answer says of it; one that is granted in part counts as approved for that part."""
        if weigering:
            return replace(regel, oordeel=Oordeel.GEWEIGERD)
        toegekend = afgewezen.get(regel.referentie)
        if toegekend == 0:
            return replace(regel, oordeel=Oordeel.AFGEKEURD)
        return replace(regel, oordeel=Oordeel.GOEDGEKEURD, toegekend=toegekend)
