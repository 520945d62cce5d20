"""What a gemeente and an aanbieder share: a clock, the moments at which the line is open, and answering messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conformance.reference.boek import Boek
from conformance.reference.post import Post
from istandaard.berichten import Bericht, Berichtfout, valideer
from istandaard.berichten.retour import AFGEKEURD, GOED, maak_retour
from istandaard.kalender import werkdag
from istandaard.model import Client, Invoerfout
from istandaard.releases import EERSTE_DAG_30, LAATSTE_DAG_24, STILTE_TOT, STILTE_VAN, Domein, Release

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WERKUUR = time(9)
"""When the work of a day is done."""
BESTANDSREGELS = frozenset({"OP192"})
"""Faults of the file, not of the message: they are no ground to refuse what can be read."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """A retourbericht that still has to go out."""

    heen: Bericht
    retourcodes: Sequence[str] = (GOED,)
    per_product: Mapping[int, Sequence[str]] = field(default_factory=dict)


class Rol:
    """The state of a party, and what both roles decide in the same way."""

    nu: datetime
    domein: Domein
    gemeente: str
    clienten: dict[str, Client]
    boek: Boek
    post: Post
    antwoorden: list[Antwoord]

    @property
    def vandaag(self) -> date:
        """The day in Europe/Amsterdam."""
        return self.nu.date()

    def mag_zenden(self) -> bool:
        """PL-01: from 31-12-2020 until 04-01-2021 09:00 nothing is sent."""
        opening = datetime.combine(EERSTE_DAG_30, WERKUUR, tzinfo=AMSTERDAM)
        return self.vandaag <= LAATSTE_DAG_24 or self.nu >= opening

    def release_nu(self) -> Release:
        """PL-01: the release of a message that goes out now, or as soon as the line opens."""
        return Release.R24 if self.vandaag <= LAATSTE_DAG_24 else Release.R30

    def werkdagen_vanaf(self, dag: date, aantal: int) -> date:
        """PL-01: the day that lies a number of working days later; terms stand still in the quiet period."""
        while aantal > 0:
            dag += timedelta(days=1)
            aantal -= werkdag(dag) and not STILTE_VAN <= dag <= STILTE_TOT
        return dag

    def technisch_goed(self, data: bytes) -> bool:
        """OP286: a message outside its schema is refused as a whole."""
        return all(fout.code in BESTANDSREGELS for fout in valideer(data))

    def beantwoord(self) -> None:
        """OP090: send every answer that waits, each in the release of the message it answers."""
        if not self.mag_zenden():
            return
        wachtend, self.antwoorden = self.antwoorden, []
        for antwoord in wachtend:
            self.stuur_retour(antwoord)

    def stuur_retour(self, antwoord: Antwoord) -> None:
        """Send one answer; a message without a usable header cannot be answered."""
        soort = str(int(antwoord.heen.soort) + 1)
        retour = maak_retour(
            antwoord.heen,
            identificatie=self.post.identificatie(soort),
            dagtekening=self.vandaag,
            retourcodes=antwoord.retourcodes,
            per_product=antwoord.per_product,
        )
        try:
            self.post.verstuur(retour, self.nu)
        except Berichtfout:
            if antwoord.retourcodes != (AFGEKEURD,):
                raise

    def client_van(self, bsn: str) -> Client:
        """The person behind a BSN.

        Raises:
            Invoerfout: nobody we know.
        """
        if bsn not in self.clienten:
            raise Invoerfout("Verwacht een cliënt uit reset; deze BSN is niet bekend. Geef de cliënt mee in clients.")
        return self.clienten[bsn]
