"""What the standard says of each release, read once from the YAML files beside this module."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein, Release

HEEN = ("301", "303", "305", "307", "315", "317", "319", "323")
RETOUR_OF = {
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
KINDS = tuple(sorted((*HEEN, *RETOUR_OF)))
"""Every message of either release."""
FROM_GEMEENTE = frozenset({"301", "304", "306", "308", "316", "318", "319", "325"})
"""What a gemeente sends; an aanbieder sends the rest."""

_STEM = "http://www.istandaarden.nl"
_CHAPTERS = ("toewijzen.yaml", "vragen.yaml", "declareren.yaml")


@cache
def standard_data() -> dict[str, Any]:
    """The whole description: standaard.yaml, and under "berichten" the messages of the chapters."""
    berichten: dict[str, Any] = {}
    for name in _CHAPTERS:
        berichten |= read_yaml("migratietoets.istandaard.schemas", name)
    return read_yaml("migratietoets.istandaard.schemas", "standaard.yaml") | {"berichten": berichten}


def bericht_data(kind: str) -> dict[str, Any]:
    """What is known of a message; an answer is described with the message it answers.

    Raises:
        KeyError: no such message.
    """
    source: dict[str, Any] = standard_data()["berichten"][RETOUR_OF.get(kind, kind)]
    return source


@cache
def kinds(release: Release) -> tuple[str, ...]:
    """The messages that exist in a release."""
    return tuple(kind for kind in KINDS if bericht_data(kind).get("alleen", release) == release)


@dataclass(frozen=True, slots=True)
class ReleaseData:
    """The facts that set one release apart.

    Attributes:
        traits: names that hold in this release, used as [naam] in standaard.yaml.
    """

    naamruimte: str
    berichtversie: str
    berichtsubversie: str
    basisschema_xsd: str
    bericht_xsd: str
    traits: frozenset[str]


@cache
def release_data(release: Release) -> ReleaseData:
    """The facts of a release; their confidence stands in standaard.yaml."""
    source = {name: fact["waarde"] for name, fact in standard_data()["releases"][str(release)].items()}
    traits = {name for name, value in source.items() if value is True}
    texts = {name: value for name, value in source.items() if not isinstance(value, bool)}
    return ReleaseData(**texts, traits=frozenset(traits | {str(release)}))


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace with the prefix that goes with it."""

    prefix: str
    uri: str


@cache
def bericht_namespace(kind: str, release: Release, domein: Domein) -> Namespace:
    """The namespace of a message."""
    names = standard_data()["domeinen"][str(domein)]
    prefix = f"{names['bericht']}{kind}"
    return Namespace(prefix, f"{_STEM}/{names['standaard']}/{release_data(release).naamruimte}/{prefix}/schema")


@cache
def base_namespace(release: Release, domein: Domein) -> Namespace:
    """The namespace of the basisschema."""
    prefix = standard_data()["domeinen"][str(domein)]["standaard"]
    return Namespace(prefix, f"{_STEM}/{prefix}/{release_data(release).naamruimte}/basisschema/schema")


@cache
def berichtcodes(kind: str, domein: Domein) -> tuple[str, ...]:
    """The BerichtCodes (COD002) a message may have: one, or for 303 and 304 that of declaratie and that of factuur."""
    heen, retour = bericht_data(kind)["berichtcode"][str(domein)]
    return tuple(str(retour if kind in RETOUR_OF else heen).split())


def berichtcode(kind: str, domein: Domein) -> str:
    """The BerichtCode of a message: "414" for a WMO301; of a 303 or 304 that of the declaratie."""
    return berichtcodes(kind, domein)[0]


@cache
def bericht_xsd(kind: str, release: Release, domein: Domein) -> str:
    """The version of the schema of a message."""
    own: dict[str, str] = bericht_data(kind).get("bericht_xsd", {}).get(kind, {})
    return own.get(str(domein), release_data(release).bericht_xsd)


@cache
def fixed_values(kind: str, release: Release, domein: Domein) -> dict[str, str]:
    """The header elements that follow from the message (CS126, CS025, CS015), with the first of the BerichtCodes."""
    facts = release_data(release)
    return {
        "BerichtCode": berichtcode(kind, domein),
        "BerichtVersie": facts.berichtversie,
        "BerichtSubversie": facts.berichtsubversie,
    }
