"""What a claim says and what was granted of it, per prestatie, in plain Dutch and without any BSN."""

from collections.abc import Iterable, Iterator, Mapping

from istandaard.berichten import Bericht
from istandaard.berichten.declaratie import FACTUUR, declaratiekop, prestaties
from istandaard.berichten.declaratieantwoord import Afgekeurd, afgekeurde, geweigerd, toegekend
from istandaard.berichten.prestatie import Prestatie
from istandaard.codelijsten import EENHEID, RETOURCODE
from istandaard.releases import Release
from reports.assess import EUROS
from reports.inhoud import LENGTE, knip, kort, looptijd, product
from reports.woorden import benoem, euro, label

ANDER = "andere cliënt"
"""Whose prestatie it is when the case does not know the client."""


def zeg_codes(codes: Iterable[str], release: Release, bsns: frozenset[str]) -> str:
    """Retourcodes with what they mean, each once."""
    uniek = dict.fromkeys(codes)
    return ", ".join(f"{kort(code, bsns)} {label(RETOURCODE, code, release)}".rstrip() for code in uniek)


def volume(een: Prestatie, release: Release) -> str:
    """How much of what; with euros as eenheid the amount says it."""
    if een.eenheid == EUROS:
        return euro(een.volume)
    return f"{een.volume} x {knip(benoem(EENHEID, een.eenheid, release), LENGTE).lower()}"


def soortnaam(bericht: Bericht) -> str:
    """303-D, 303-F or 323."""
    return f"303-{declaratiekop(bericht).soort}" if bericht.soort == "303" else bericht.soort


def wie(nummer: str | None, bsns: frozenset[str]) -> str:
    """The toewijzing a prestatie is claimed on."""
    return f"nr. {kort(nummer, bsns)}" if nummer else "zonder nummer"


def zeg_prestatie(een: Prestatie, release: Release, bsns: frozenset[str]) -> str:
    """Toewijzing, product, productperiode, volume and amount; of a credit what it takes back."""
    tarief = "" if een.tarief is None else f" à {euro(een.tarief)}"
    terug = ""
    if een.saldo < 0 or een.vorig_referentienummer is not None:
        terug = f"credit op {kort(een.vorig_referentienummer, bsns)}: "
    wat = "" if een.eenheid == EUROS else f"{volume(een, release)}{tarief} = "
    return (
        f"{terug}{wie(een.toewijzingnummer, bsns)}, {product(een.categorie, een.code)}, "
        f"{looptijd(een.begindatum, een.einddatum)}, {wat}{euro(een.saldo)} ({kort(een.referentienummer, bsns)})"
    )


def zeg_declaratie(bericht: Bericht, bsns: frozenset[str], letters: Mapping[str, str]) -> Iterator[str]:
    """A 303 or 323: its period and total, then a line per prestatie with, where there are more, its client.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    hoofd = declaratiekop(bericht)
    wat = "factuur" if hoofd.soort == FACTUUR else "declaratie"
    yield f"{wat} over {looptijd(hoofd.begindatum, hoofd.einddatum)}, totaal {euro(hoofd.totaalbedrag)}"
    for een in prestaties(bericht):
        yield f"{van(een.bsn, letters)}{zeg_prestatie(een, bericht.release, bsns)}"


def zeg_toekenning(bericht: Bericht, bsns: frozenset[str], letters: Mapping[str, str]) -> Iterator[str]:
    """A 304 or 325: what was granted in all, then a line per prestatie that was not.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    if codes := geweigerd(bericht):
        yield f"geheel afgekeurd ({zeg_codes(codes, bericht.release, bsns)})"
        return
    yield f"toegekend {euro(toegekend(bericht))}"
    for een in afgekeurde(bericht):
        yield f"{van(een.prestatie.bsn, letters)}{_afgekeurd(een, bericht.release, bsns)}"


def van(bsn: str, letters: Mapping[str, str]) -> str:
    """The client in front of a line; nothing where a case has one client, who then is meant."""
    letter = letters.get(bsn)
    return "" if letter and len(letters) == 1 else f"{letter or ANDER}: "


def _afgekeurd(een: Afgekeurd, release: Release, bsns: frozenset[str]) -> str:
    deels = f"deels toegekend ({euro(een.toegekend)})" if een.toegekend else "afgekeurd"
    codes = f": {zeg_codes(een.retourcodes, release, bsns)}" if een.retourcodes else ""
    wat = zeg_prestatie(een.prestatie, release, bsns)
    return f"{kort(een.prestatie.referentienummer, bsns)} {deels}{codes}; {wat}"
