"""The 303 messages of 2020: one for each gemeente, domein, aanbieder and declaratieperiode."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from generators.ketens import Schakel
from generators.leveringen import DECLARANTEN, DECLARATIE, FACTUUR, Declarant
from generators.tarieven import Tarief
from generators.toeval import getal
from generators.zorg import Zorg
from istandaard.berichten import bouw
from istandaard.berichten import declaratie as bericht
from istandaard.berichten.prestatie import Prestatie
from istandaard.kalender import maand, vierwekenperioden, werkdagen_na
from istandaard.model import Client
from istandaard.releases import LAATSTE_DAG_24, Domein, Release

SOORT = {DECLARATIE: bericht.DECLARATIE, FACTUUR: bericht.FACTUUR}
VRIJGESTELD = "1"
"""BtwVrijstellingIndicatie of a factuur (CD059): care carries no btw."""
_WERKDAGEN = 10
"""A declaratie goes out within so many working days after its period."""
_DOMEINEN = tuple(Domein)


def declarant_van(gemeente: str, domein: Domein, aanbieder: str, *, seed: int) -> Declarant:
    """How an aanbieder claims with a gemeente: with an odd AGB code otherwise than with an even one, in all ways."""
    plaats = 2 * (_DOMEINEN.index(domein) + getal("declarant", seed, gemeente)) + int(aanbieder) % 2
    return DECLARANTEN[plaats % len(DECLARANTEN)]


def periode_van(naam: str) -> tuple[date, date]:
    """First and last day of a declaratieperiode of 2020: of 4 weken (2020-P13) or of a month (2020-12)."""
    deel = naam.removeprefix("2020-")
    if deel.startswith("P"):
        periode = vierwekenperioden()[int(deel[1:]) - 1]
        return periode.begindatum, periode.einddatum
    return maand(date(2020, int(deel), 1))


def release_op(dag: date) -> Release:
    """The release of a 303 that is sent on a day (PL-01)."""
    return Release.R24 if dag <= LAATSTE_DAG_24 else Release.R30


@dataclass(slots=True)
class Regel:
    """What is delivered of one product to one client on one toewijzing in one period."""

    bsn: str
    schakel: Schakel
    tarief: Tarief
    volume: int = 0

    def prestatie(self, nummer: str, periode: tuple[date, date], *, factuur: bool) -> Prestatie:
        """The prestatie: its productperiode is the declaratieperiode as far as the toewijzing holds (TR308)."""
        schakel, prijs = self.schakel, self.tarief
        van, tot = periode
        return Prestatie(
            bsn=self.bsn,
            referentienummer=nummer,
            categorie=schakel.product.categorie,
            code=schakel.product.code,
            begindatum=max(van, schakel.ingangsdatum),
            einddatum=tot if schakel.einddatum is None else min(tot, schakel.einddatum),
            volume=self.volume,
            eenheid=prijs.eenheid,
            bedrag=prijs.bedrag(self.volume),
            toewijzingnummer=schakel.toewijzingnummer,
            tarief=prijs.per_eenheid,
            btw_vrijstelling=VRIJGESTELD if factuur else None,
        )


@dataclass(slots=True)
class _Map:
    """A message in the making."""

    gemeente: str
    domein: Domein
    aanbieder: str
    soort: str
    periode: str
    clienten: dict[str, Client] = field(default_factory=dict)
    regels: dict[tuple[str, int, Tarief], Regel] = field(default_factory=dict)

    def maak(self, nummer: str) -> bytes:
        """The message, sent within ten working days after its period; it bears the number."""
        periode = periode_van(self.periode)
        op = getal("verzending", self.gemeente, self.domein, self.aanbieder, self.periode)
        dag = werkdagen_na(periode[1], 1 + op % _WERKDAGEN)
        factuur = self.soort == FACTUUR
        return bouw(
            bericht.maak_303(
                release=release_op(dag),
                domein=self.domein,
                gemeente=self.gemeente,
                aanbieder=self.aanbieder,
                nummer=nummer,
                dagtekening=dag,
                periode=periode,
                clienten=list(self.clienten.values()),
                prestaties=[
                    regel.prestatie(f"{nummer}{volgnummer:06d}", periode, factuur=factuur)
                    for volgnummer, regel in enumerate(self.regels.values(), start=1)
                ],
                soort=SOORT[self.soort],
            )
        )


@dataclass(slots=True)
class Declaraties:
    """Gathers deliveries whose one place is a 303, and makes the messages.

    What is delivered of a product to a client on a toewijzing in a period makes one prestatie.
    """

    _mappen: dict[str, _Map] = field(default_factory=dict)

    @property
    def prestaties(self) -> int:
        """How many there are in all messages."""
        return sum(len(een.regels) for een in self._mappen.values())

    def voeg_toe(self, client: Client, zorg: Zorg) -> str | None:
        """Claim a delivery: the file of its message, or None where it is not claimed in a 303, or not only there."""
        label, toewijzing = zorg.levering.label, zorg.toewijzing
        if len(label.plekken) != 1 or label.plekken[0].bericht not in SOORT:
            return None
        (plek,) = label.plekken
        naam = f"{toewijzing.gemeente}-{toewijzing.domein}-{toewijzing.aanbieder}-{plek.periode}.xml"
        een = self._mappen.get(naam)
        if een is None:
            plaats = (toewijzing.gemeente, toewijzing.domein, toewijzing.aanbieder)
            een = self._mappen[naam] = _Map(*plaats, plek.bericht, plek.periode)
        een.clienten[client.bsn] = client
        sleutel = (toewijzing.id, zorg.schakel.nummer, zorg.tarief)
        regel = een.regels.setdefault(sleutel, Regel(client.bsn, zorg.schakel, zorg.tarief))
        regel.volume += zorg.volume
        return naam

    def berichten(self) -> Iterator[tuple[str, bytes]]:
        """File name and XML, by name."""
        for volgnummer, (naam, een) in enumerate(sorted(self._mappen.items()), start=1):
            yield naam, een.maak(f"D{volgnummer:07d}")
