"""What the standard says of each release, read once from the YAML files beside this module."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from istandaard.bestanden import lees_yaml
from istandaard.releases import Domein, Release

HEEN = ("301", "303", "305", "307", "315", "317", "319", "323")
RETOUR_VAN = {
    "302": "301",
    "304": "303",
    "306": "305",
    "308": "307",
    "316": "315",
    "318": "317",
    "320": "319",
    "325": "323",
}
"""An answer -> the message it answers."""
SOORTEN = tuple(sorted((*HEEN, *RETOUR_VAN)))
"""Every message of either release."""

_STAM = "http://www.istandaarden.nl"
_HOOFDSTUKKEN = ("toewijzen.yaml", "vragen.yaml", "declareren.yaml")


@cache
def gegevens() -> dict[str, Any]:
    """The whole description: standaard.yaml, and under "berichten" the messages of the chapters."""
    berichten: dict[str, Any] = {}
    for naam in _HOOFDSTUKKEN:
        berichten |= lees_yaml("istandaard.schemas", naam)
    return lees_yaml("istandaard.schemas", "standaard.yaml") | {"berichten": berichten}


def berichtgegevens(soort: str) -> dict[str, Any]:
    """What is known of a message; an answer is described with the message it answers.

    Raises:
        KeyError: no such message.
    """
    bron: dict[str, Any] = gegevens()["berichten"][RETOUR_VAN.get(soort, soort)]
    return bron


@cache
def soorten(release: Release) -> tuple[str, ...]:
    """The messages that exist in a release."""
    return tuple(soort for soort in SOORTEN if berichtgegevens(soort).get("alleen", release) == release)


@dataclass(frozen=True, slots=True)
class Releasegegevens:
    """The facts that set one release apart.

    Attributes:
        kenmerken: names that hold in this release, used as [naam] in standaard.yaml.
    """

    naamruimte: str
    berichtversie: str
    berichtsubversie: str
    basisschema_xsd: str
    bericht_xsd: str
    kenmerken: frozenset[str]


@cache
def releasegegevens(release: Release) -> Releasegegevens:
    """The facts of a release; their confidence stands in standaard.yaml."""
    bron = {naam: feit["waarde"] for naam, feit in gegevens()["releases"][str(release)].items()}
    kenmerken = {naam for naam, waarde in bron.items() if waarde is True}
    teksten = {naam: waarde for naam, waarde in bron.items() if not isinstance(waarde, bool)}
    return Releasegegevens(**teksten, kenmerken=frozenset(kenmerken | {str(release)}))


@dataclass(frozen=True, slots=True)
class Naam:
    """A namespace with the prefix that goes with it."""

    prefix: str
    uri: str


@cache
def berichtruimte(soort: str, release: Release, domein: Domein) -> Naam:
    """The namespace of a message."""
    namen = gegevens()["domeinen"][str(domein)]
    prefix = f"{namen['bericht']}{soort}"
    return Naam(prefix, f"{_STAM}/{namen['standaard']}/{releasegegevens(release).naamruimte}/{prefix}/schema")


@cache
def basisruimte(release: Release, domein: Domein) -> Naam:
    """The namespace of the basisschema."""
    prefix = gegevens()["domeinen"][str(domein)]["standaard"]
    return Naam(prefix, f"{_STAM}/{prefix}/{releasegegevens(release).naamruimte}/basisschema/schema")


@cache
def berichtcodes(soort: str, domein: Domein) -> tuple[str, ...]:
    """The BerichtCodes (COD002) a message may have: one, or for 303 and 304 that of declaratie and that of factuur."""
    heen, retour = berichtgegevens(soort)["berichtcode"][str(domein)]
    return tuple(str(retour if soort in RETOUR_VAN else heen).split())


def berichtcode(soort: str, domein: Domein) -> str:
    """The BerichtCode of a message: "414" for a WMO301; of a 303 or 304 that of the declaratie."""
    return berichtcodes(soort, domein)[0]


@cache
def bericht_xsd(soort: str, release: Release, domein: Domein) -> str:
    """The version of the schema of a message."""
    eigen: dict[str, str] = berichtgegevens(soort).get("bericht_xsd", {}).get(soort, {})
    return eigen.get(str(domein), releasegegevens(release).bericht_xsd)


@cache
def vaste_waarden(soort: str, release: Release, domein: Domein) -> dict[str, str]:
    """The header elements that follow from the message (CS126, CS025, CS015), with the first of the BerichtCodes."""
    feiten = releasegegevens(release)
    return {
        "BerichtCode": berichtcode(soort, domein),
        "BerichtVersie": feiten.berichtversie,
        "BerichtSubversie": feiten.berichtsubversie,
    }
