"""What the standard says of each release, read once from standaard.yaml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from istandaard.bestanden import lees_yaml
from istandaard.releases import Domein, Release

HEEN = ("301", "305", "307")
RETOUR_VAN = {"302": "301", "306": "305", "308": "307"}
SOORTEN = tuple(sorted((*HEEN, *RETOUR_VAN)))

_STAM = "http://www.istandaarden.nl"


@cache
def gegevens() -> dict[str, Any]:
    """The whole of standaard.yaml."""
    return lees_yaml("istandaard.schemas", "standaard.yaml")


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
def berichtcode(soort: str, domein: Domein) -> str:
    """The BerichtCode (COD002) of a message: "414" for a WMO301."""
    heen, retour = gegevens()["berichten"][RETOUR_VAN.get(soort, soort)]["berichtcode"][str(domein)]
    return str(retour if soort in RETOUR_VAN else heen)


@cache
def vaste_waarden(soort: str, release: Release, domein: Domein) -> dict[str, str]:
    """The header elements with one permitted value (CS126, CS025, CS015)."""
    feiten = releasegegevens(release)
    return {
        "BerichtCode": berichtcode(soort, domein),
        "BerichtVersie": feiten.berichtversie,
        "BerichtSubversie": feiten.berichtsubversie,
    }
