"""What must happen with one toewijzing and when: the migratietabel and the special situations."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from conformance.reference.keuzes import Keuzes
from conformance.reference.oordeel import EINDDATUM, GEEN_UNIEK_NUMMER
from conformance.reference.toegestaan import STUKS_INSPANNING, overtredingen
from istandaard.model import Toewijzing
from istandaard.releases import (
    EERSTE_DAG_30,
    EINDE_2020,
    INGANG_30,
    UITERLIJK_30,
    UITERLIJK_NUMMER,
    UITERLIJK_VARIANT,
    Release,
)

INFORMEER = "informeer_aanbieder"
INTREKKEN = "intrekken"
STOP = "stop_zorg"
NIEUW = "nieuwe_toewijzing"
WIJZIG = "wijzig_einddatum"

DOORLOPEN = "doorlopen"
VOORAF = "vooraf_intrekken"


@dataclass(frozen=True, slots=True)
class Stap:
    """One action of a route.

    Attributes:
        release: of the message that carries it; None for what goes outside the messages.
        vanaf, uiterlijk: first and last day of sending; vanaf None: at once.
        toewijzing: how the toewijzing stands after this step.
        reden: RedenWijziging.
        vorm: the form of a successor or of what is changed; None where old content is kept.
    """

    actie: str
    release: Release | None
    vanaf: date | None
    uiterlijk: date
    toewijzing: Toewijzing
    reden: str | None = None
    vorm: str | None = None


class Migratie(Keuzes):
    """From a toewijzing to the steps of its route."""

    def stappen(
        self,
        toewijzing: Toewijzing,
        *,
        uniek: bool,
        vorm: str | None = None,
        route: str | None = None,
        kies: bool = False,
    ) -> list[Stap]:
        """Give the steps in the order of an assessment; [] when there is nothing to do.

        Args:
            toewijzing: as it stands now.
            uniek: its number was issued only once.
            vorm: the form of the successor; None for the one it has or comes nearest to.
            route: `doorlopen` or `vooraf_intrekken` where both are possible; None for the preferred one.
            kies: fill in what only the gemeente can choose.
        """
        redenen = self.redenen(toewijzing, uniek=uniek)
        if not redenen:
            return []
        oud = self.voorbereid(toewijzing) if kies else toewijzing
        if GEEN_UNIEK_NUMMER in redenen:
            return self.zonder_nummer(oud, vorm, kies=kies)
        vorm = vorm or self.eigen_vorm(oud)
        if self.alleen_einddatum(redenen, oud, vorm):
            return [self.einddatum_vullen(oud, vorm, kies=kies)]
        nieuw = self.nieuwe(oud, self.begin_variant(oud), vorm, kies=kies)
        if nieuw.release is Release.R24:
            return [self.intrekking(oud, EINDE_2020, Release.R24, UITERLIJK_VARIANT), nieuw]
        if self.kies_route(oud, route) == DOORLOPEN:
            return [self.intrekking(oud, EINDE_2020, Release.R30, UITERLIJK_30), nieuw]
        return [
            self.informeren(oud, UITERLIJK_VARIANT),
            self.intrekking(oud, EINDE_2020, Release.R24, UITERLIJK_VARIANT),
            nieuw,
        ]

    def zonder_nummer(self, oud: Toewijzing, vorm: str | None, *, kies: bool) -> list[Stap]:
        """MT-01, MT-02, BS-05..07: withdrawn by 30-11-2020, and anew in one or two parts.

        One that starts in 2021 and needs 3.0 is cancelled with nothing to show for it yet: this gemeente tells so,
        though an assessment does not ask it (BS-03).
        """
        begin = self.begin_nummer(oud)
        intrekking = self.intrekking(oud, UITERLIJK_NUMMER, Release.R24, UITERLIJK_NUMMER)
        stop = [self.stoppen(oud)] if self.stop_nodig(oud) else []
        if not self.variant_telt(oud):
            return [intrekking, *stop, self.zelfde_inhoud(oud, begin, oud.einddatum)]
        vorm = vorm or self.eigen_vorm(oud)
        nieuw = self.nieuwe(oud, begin, vorm, kies=kies, uiterlijk=UITERLIJK_NUMMER)
        if nieuw.release is Release.R24:
            return [intrekking, *stop, nieuw]
        nieuw = self.nieuwe(oud, max(begin, INGANG_30), vorm, kies=kies)
        if begin > EINDE_2020:
            vooraf = [self.informeren(oud, UITERLIJK_NUMMER)] if kies else []
            return [*vooraf, intrekking, *stop, nieuw]
        return [intrekking, *stop, self.zelfde_inhoud(oud, begin, self.einde_december()), nieuw]

    def begin_nummer(self, oud: Toewijzing) -> date:
        """First day of what replaces a toewijzing without unique number: the day after it ends, or its own."""
        return max(UITERLIJK_NUMMER + timedelta(days=1), oud.ingangsdatum)

    def begin_variant(self, oud: Toewijzing) -> date:
        """First day of what replaces a variant that lapses: 01-01-2021, or its own ingangsdatum."""
        return max(INGANG_30, oud.ingangsdatum)

    def einde_december(self) -> date:
        """BS-06: last day of the december toewijzing."""
        return EINDE_2020

    def kies_route(self, oud: Toewijzing, gevraagd: str | None) -> str:
        """BS-04: let it run on where that is possible, unless the other route is asked for."""
        return DOORLOPEN if gevraagd != VOORAF and self.kan_doorlopen(oud) else VOORAF

    def kan_doorlopen(self, oud: Toewijzing) -> bool:
        """TW-08, BS-04: the aanbieder consents, and the closed toewijzing is itself a valid 3.0 message.

        One that starts in 2021 has to be cancelled, and then it still shows its old content in 2021.
        """
        gesloten = replace(oud, einddatum=EINDE_2020)
        return oud.instemming and oud.ingangsdatum <= EINDE_2020 and not overtredingen(gesloten)

    def alleen_einddatum(self, redenen: list[str], oud: Toewijzing, vorm: str) -> bool:
        """BS-01: nothing but the einddatum is missing, and no other content is wanted."""
        return redenen == [EINDDATUM] and self.opvolger(oud, vorm) == oud

    def stop_nodig(self, oud: Toewijzing) -> bool:
        """MT-02: care was started, and it began before the withdrawal."""
        return oud.gestart and oud.ingangsdatum <= UITERLIJK_NUMMER

    def intrekking(self, oud: Toewijzing, per: date, release: Release, uiterlijk: date) -> Stap:
        """Withdraw per a day, or cancel what had not begun by then."""
        annulering = oud.ingangsdatum > per
        return Stap(
            INTREKKEN,
            release,
            self.eerste_dag(release),
            uiterlijk,
            replace(oud, einddatum=oud.ingangsdatum if annulering else per),
            self.reden_migratie(annulering=annulering),
        )

    def nieuwe(
        self, oud: Toewijzing, begin: date, vorm: str, *, kies: bool, uiterlijk: date = UITERLIJK_VARIANT
    ) -> Stap:
        """The successor from a day, in the first release that has the words for it."""
        opvolger = self.opvolger(self.deel(oud, begin, oud.einddatum), vorm)
        if kies:
            opvolger = self.volledig(opvolger, vorm)
        release = Release.R30 if self.alleen_in_30(oud, opvolger, vorm) else Release.R24
        if release is Release.R30:
            uiterlijk = UITERLIJK_30
        return Stap(NIEUW, release, self.eerste_dag(release), uiterlijk, opvolger, vorm=vorm)

    def zelfde_inhoud(self, oud: Toewijzing, begin: date, einde: date | None) -> Stap:
        """A part with the old content, tolerated because it ends in 2020 (BS-06)."""
        return Stap(NIEUW, Release.R24, None, UITERLIJK_NUMMER, self.deel(oud, begin, einde))

    def einddatum_vullen(self, oud: Toewijzing, vorm: str, *, kies: bool) -> Stap:
        """BS-01: the same toewijzing, with an einddatum."""
        release = Release.R30 if oud.budget is not None or oud.eenheid == STUKS_INSPANNING else Release.R24
        einddatum = oud.einddatum or (self.kies_einddatum(oud) if kies else None)
        return Stap(
            WIJZIG,
            release,
            self.eerste_dag(release),
            UITERLIJK_VARIANT if release is Release.R24 else UITERLIJK_30,
            replace(oud, einddatum=einddatum),
            self.reden_migratie(annulering=False),
            vorm,
        )

    def stoppen(self, oud: Toewijzing) -> Stap:
        """The stop that the aanbieder owes, on the very day it takes effect (CS023)."""
        gestopt = replace(oud, einddatum=UITERLIJK_NUMMER)
        return Stap(STOP, Release.R24, UITERLIJK_NUMMER, UITERLIJK_NUMMER, gestopt)

    def informeren(self, oud: Toewijzing, uiterlijk: date) -> Stap:
        """BS-03: tell beforehand that the withdrawal is not the end of the care."""
        return Stap(INFORMEER, None, None, uiterlijk, oud)

    def eerste_dag(self, release: Release) -> date | None:
        """MT-06: what needs 3.0 waits for its first day; the rest goes at once."""
        return EERSTE_DAG_30 if release is Release.R30 else None
