"""The 319: how a gemeente answers a request of 3.0 that it does not, or not yet, honour."""

from dataclasses import dataclass
from datetime import date

from istandaard.berichten.bericht import Bericht
from istandaard.berichten.inhoud import alleen, klasse, tekst, tekst_of_niets, zonder_leeg
from istandaard.berichten.kop import maak_kop
from istandaard.releases import Domein, Release

AFGEWEZEN = "1"
IN_ONDERZOEK = "2"
WOONPLAATSBEGINSEL = "8"
"""The reason that may name another gemeente (CD088)."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a 319 says.

    Attributes:
        referentie_aanbieder: that of the 315 or 317 it answers (TR355).
        antwoord: "1" rejected, "2" under investigation (WJ760).
        reden_afwijzing: with a rejection only (WJ759; CD085, CD086).
        gemeente: the gemeente that is responsible instead; Jeugdwet only (IV095).
    """

    referentie_aanbieder: str
    antwoord: str
    reden_afwijzing: str | None = None
    gemeente: str | None = None


def maak_319(
    *,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    dagtekening: date,
    antwoord: Antwoord,
) -> Bericht:
    """Make a 319, which exists in release 3.0 only, dated on its day of sending."""
    kop = maak_kop(
        soort="319",
        release=Release.R30,
        domein=domein,
        afzender=gemeente,
        ontvanger=aanbieder,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    inhoud = zonder_leeg(
        ReferentieAanbieder=antwoord.referentie_aanbieder,
        VerzoekAntwoord=antwoord.antwoord,
        RedenAfwijzingVerzoek=antwoord.reden_afwijzing,
        Woonplaatsbeginsel=None if antwoord.gemeente is None else {"Gemeente": antwoord.gemeente},
    )
    return Bericht("319", Release.R30, domein, {"Header": kop, "Antwoord": inhoud})


def lees_antwoord(bericht: Bericht) -> Antwoord:
    """Read what a 319 says.

    Raises:
        Berichtfout: another message, or the reference or the answer is missing.
    """
    alleen(bericht, "319")
    inhoud, waar = klasse(bericht.inhoud, "Antwoord"), f"{bericht.naam}/Antwoord"
    return Antwoord(
        tekst(inhoud, "ReferentieAanbieder", waar),
        tekst(inhoud, "VerzoekAntwoord", waar),
        tekst_of_niets(inhoud, "RedenAfwijzingVerzoek"),
        tekst_of_niets(klasse(inhoud, "Woonplaatsbeginsel"), "Gemeente"),
    )
