"""From a decision of the gemeente to a 301: the register first, then the message, as soon as the line is open."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from conformance.reference.beoordeling import Beoordeling
from conformance.reference.boek import Regel, sleutel_als_id
from conformance.reference.rol import Rol
from conformance.reference.toegestaan import uitdrukbaar
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Toewijzing
from istandaard.releases import Release

METEEN = date.min


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A new or changed toewijzing that waits for its day.

    Attributes:
        toewijzing: as it will stand.
        reden: RedenWijziging; None for what is new (IV066).
        vanaf: the day.
        oorsprong: id of the toewijzing it follows from.
        referentie: ReferentieAanbieder of the request that it grants.
    """

    toewijzing: Toewijzing
    reden: str | None
    vanaf: date
    oorsprong: str
    referentie: str | None = None


class Verzenden(Beoordeling, Rol):
    """What waits, what goes, and what goes along."""

    wachtrij: list[Wijziging]
    te_melden: list[str]
    wijzigingsverzoeken: set[str]

    def zet_klaar(self, wijziging: Wijziging) -> None:
        """Write it down now, or keep it until its day."""
        if wijziging.vanaf <= self.vandaag:
            self.geef_af(wijziging)
        else:
            self.wachtrij.append(wijziging)

    def zet_nieuwe_klaar(
        self, inhoud: Toewijzing, vanaf: date, oorsprong: str = "", referentie: str | None = None
    ) -> None:
        """NT-08: give it a number of its own; what was said of the old one is not said of the new."""
        nieuw = replace(inhoud, toewijzingnummer=self.nummer_voor(inhoud), vervanging=None, nieuw=None, gestart=False)
        nieuw = replace(nieuw, id=sleutel_als_id(nieuw.sleutel))
        self.zet_klaar(Wijziging(nieuw, None, vanaf, oorsprong or nieuw.id, referentie))

    def nummer_voor(self, inhoud: Toewijzing) -> str | None:  # noqa: ARG002  # what it is for may matter to others
        """The number of a new toewijzing (TW-01)."""
        return self.boek.nieuw_nummer()

    def laat_vervallen(self, oorsprong: str) -> bool:
        """Drop what waits for one toewijzing; tell whether there was anything."""
        voor = len(self.wachtrij)
        self.wachtrij = [wijziging for wijziging in self.wachtrij if wijziging.oorsprong != oorsprong]
        return len(self.wachtrij) < voor

    def geef_af(self, wijziging: Wijziging) -> None:
        """Put a decision in the register; the message follows."""
        nieuw = wijziging.toewijzing
        vorige = self.boek.get(nieuw.id)
        regel = Regel(nieuw, self.toewijzingsmoment(vorige), wijziging.reden, referentie=wijziging.referentie)
        if vorige is not None:
            regel = replace(regel, start=vorige.start, stop=vorige.stop)
        self.boek.zet(regel)
        if nieuw.id not in self.te_melden:
            self.te_melden.append(nieuw.id)

    def toewijzingsmoment(self, vorige: Regel | None) -> datetime:
        """IV030: the moment of decision, later than that of the 301 it changes."""
        nu = self.nu.replace(tzinfo=None)
        return nu if vorige is None or vorige.moment < nu else vorige.moment + timedelta(seconds=1)

    def werk_gemeente(self) -> None:
        """Send what is due, as soon as the line is open."""
        if not self.mag_zenden():
            return
        klaar = [wijziging for wijziging in self.wachtrij if wijziging.vanaf <= self.vandaag]
        self.wachtrij = [wijziging for wijziging in self.wachtrij if wijziging.vanaf > self.vandaag]
        for wijziging in klaar:
            self.geef_af(wijziging)
        gewijzigd, self.te_melden = [self.boek[id_] for id_ in self.te_melden], []
        for bundel in self.bundels(gewijzigd):
            self.stuur_301(bundel)

    def bundels(self, gewijzigd: list[Regel]) -> list[list[Regel]]:
        """MS-04: everything of one client for one aanbieder goes as one whole."""
        bundels: dict[tuple[str, str], list[Regel]] = {}
        for regel in gewijzigd:
            bundels.setdefault((regel.toewijzing.bsn, regel.toewijzing.aanbieder), []).append(regel)
        return list(bundels.values())

    def stuur_301(self, bundel: list[Regel]) -> None:
        """Send the changes of one bundle, with what else the client has running at this aanbieder.

        What the release has no words for stays out: a toewijzing without number, after 30-12-2020, can only be
        settled outside the messages.
        """
        release = self.release_nu()
        gewijzigd = [regel for regel in bundel if uitdrukbaar(regel.toewijzing, release)]
        if not gewijzigd:
            return
        bsn, aanbieder = gewijzigd[0].toewijzing.bsn, gewijzigd[0].toewijzing.aanbieder
        overig = [
            regel for regel in self.boek.van(bsn, aanbieder) if regel not in bundel and self.gaat_mee(regel, release)
        ]
        bericht = maak_301(
            release=release,
            domein=self.domein,
            gemeente=self.gemeente,
            aanbieder=aanbieder,
            identificatie=self.post.identificatie("301"),
            dagtekening=self.vandaag,
            client=self.client_van(bsn),
            producten=[als_product(regel, self.referentie_voor(regel, gewijzigd)) for regel in [*gewijzigd, *overig]],
        )
        self.post.verstuur(bericht, self.nu)

    def referentie_voor(self, regel: Regel, gewijzigd: list[Regel]) -> str | None:
        """TR362, TR363: the request that a line grants; of a request to change it stands on every line of the 301."""
        eigen = regel.referentie if regel in gewijzigd else None
        heel = (ander.referentie for ander in gewijzigd if ander.referentie in self.wijzigingsverzoeken)
        return eigen or next(heel, None)

    def gaat_mee(self, regel: Regel, release: Release) -> bool:
        """OP087: valid today or later; in 3.0 only what needs no migration any more."""
        toewijzing = regel.toewijzing
        geldig = toewijzing.einddatum is None or toewijzing.einddatum >= self.vandaag
        if not geldig or regel.geannuleerd or not uitdrukbaar(toewijzing, release):
            return False
        return release is Release.R24 or not self.redenen(toewijzing, uniek=self.is_uniek(toewijzing))

    def is_uniek(self, toewijzing: Toewijzing) -> bool:
        """TW-01: compared with every number ever issued."""
        return self.boek.uniek(toewijzing.toewijzingnummer)


def als_product(regel: Regel, referentie: str | None = None) -> ToegewezenProduct:
    """A regel as a line of a 301."""
    t = regel.toewijzing
    return ToegewezenProduct(
        toewijzingnummer=t.toewijzingnummer,
        categorie=t.categorie,
        code=t.code,
        ingangsdatum=t.ingangsdatum,
        einddatum=t.einddatum,
        toewijzingsdatum=regel.moment.date(),
        toewijzingstijd=regel.moment.time(),
        reden_wijziging=regel.reden,
        volume=t.volume,
        eenheid=t.eenheid,
        frequentie=t.frequentie,
        budget=t.budget,
        referentie_aanbieder=referentie,
    )
