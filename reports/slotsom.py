"""The verdict of a run in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.logboek import Log
from reports.overzicht import Overzicht
from reports.woorden import aantal, opsomming, regel

AFGEBROKEN = "Afgebroken"
_SOORTEN: Mapping[str, str] = {"conform": "goed", "niet conform": "fout", "onvolledig": "open"}


@dataclass(frozen=True, slots=True)
class Slotsom:
    """The verdict as a heading, a sentence below it, and a kind for its colour: goed, fout or open."""

    kop: str
    zin: str
    soort: str


def slotsom(log: Log, geheel: Overzicht) -> Slotsom:
    """Say what the footer decided, and why; a log without footer decides nothing."""
    if log.footer is None:
        zin = "De run is niet afgemaakt. Wat hieronder staat is een tussenstand en geen oordeel."
        return Slotsom(AFGEBROKEN, zin, "open")
    besluit = regel(log.footer["verdict"])
    return Slotsom(besluit.capitalize(), _zin(besluit, geheel), _SOORTEN.get(besluit, "open"))


def _zin(besluit: str, geheel: Overzicht) -> str:
    tegen = _bezwaren(geheel)
    if besluit == "conform":
        genomen = aantal(geheel.regels["pass"], "regel kwam", "regels kwamen")
        kanttekening = f" Kanttekening: {opsomming(tegen)}." if tegen else ""
        return f"{genomen} aan bod; geen verplichte regel is overtreden.{kanttekening}"
    if not tegen:
        return "Het logboek noemt geen overtreding; zie het logboek zelf voor de reden."
    if geheel.regels["fail"]:
        return f"{opsomming(tegen).capitalize()}."
    return f"Geen verplichte regel is overtreden, maar {opsomming(tegen)}."


def _bezwaren(geheel: Overzicht) -> list[str]:
    """What stands in the way of a plain "conform", the most serious first."""
    delen = (
        ("fail", "regel is overtreden", "regels zijn overtreden"),
        ("adapter_error", "regel bleef onbeslist door de adapter", "regels bleven onbeslist door de adapter"),
        ("kit_error", "regel bleef onbeslist door de toets zelf", "regels bleven onbeslist door de toets zelf"),
        ("warn", "regel gaf een waarschuwing", "regels gaven een waarschuwing"),
        ("not_verifiable", "regel is niet getoetst", "regels zijn niet getoetst"),
    )
    gevonden = [aantal(geheel.regels[oordeel], enkel, meer) for oordeel, enkel, meer in delen if geheel.regels[oordeel]]
    if not gevonden and geheel.regels["not_exercised"]:
        gevonden = [aantal(geheel.regels["not_exercised"], "regel is niet geraakt", "regels zijn niet geraakt")]
    return gevonden
