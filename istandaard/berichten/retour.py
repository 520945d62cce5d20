"""The retourberichten 302, 306 and 308: what the receiver says of a message (IV028, IV032)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from istandaard.berichten.bericht import Bericht, Berichtfout
from istandaard.berichten.inhoud import alleen, klasse
from istandaard.berichten.kop import xsd_versie
from istandaard.schemas.gegevens import HEEN, RETOUR_VAN, berichtcode, releasegegevens
from istandaard.schemas.structuur import Element, structuur

GOED = "0200"
"""Nothing to remark on this class."""
AFGEKEURD = "0001"
"""The whole message is technically rejected."""

_PRODUCTEN = {"ToegewezenProduct", "StartProduct", "StopProduct"}
_GEEN: Mapping[int, Sequence[str]] = MappingProxyType({})


def maak_retour(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    retourcodes: Sequence[str],
    per_product: Mapping[int, Sequence[str]] = _GEEN,
) -> Bericht:
    """Make the retour of a 301, 305 or 307; the header repeats that of the heenbericht.

    Approved: retourcodes ["0200"]. Technically rejected: ["0001"]. Both are a header without Client. Rejected on its
    content: retourcodes [] and the codes per_product; then Client is repeated, and what is not in per_product
    carries 0200.

    Args:
        heen: the message that is answered.
        identificatie: of the retour itself.
        dagtekening: of the retour itself.
        retourcodes: the codes of the header; none: no RetourCodes there.
        per_product: index of a product in the heenbericht -> its codes.

    Raises:
        Berichtfout: the message is itself a retour, or has no product at an index of per_product.
    """
    alleen(heen, *HEEN)
    soort = next(retour for retour, van in RETOUR_VAN.items() if van == heen.soort)
    kop = klasse(heen.inhoud, "Header") | {
        "BerichtCode": berichtcode(soort, heen.domein),
        "IdentificatieRetour": identificatie,
        "DagtekeningRetour": dagtekening.isoformat(),
    }
    if "xsd_versie" in releasegegevens(heen.release).kenmerken:
        kop["XsdVersieRetour"] = xsd_versie(heen.release)
    if retourcodes:
        kop["RetourCodes"] = {"RetourCode": list(retourcodes)}
    inhoud = {"Header": kop}
    if per_product:
        vorm = next(kind for kind in structuur(soort, heen.release).kinderen if kind.naam == "Client")
        inhoud["Client"] = _beoordeeld(klasse(heen.inhoud, "Client"), vorm, per_product)
    return Bericht(soort, heen.release, heen.domein, inhoud)


def _beoordeeld(waarden: dict[str, Any], vorm: Element, per_product: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    uit = dict(waarden)
    for kind in vorm.kinderen:
        waarde = waarden.get(kind.naam)
        if kind.naam == "RetourCodes":
            uit["RetourCodes"] = {"RetourCode": [GOED]}
        elif kind.type is not None or waarde is None:
            continue
        elif kind.herhaalbaar:
            uit[kind.naam] = [_beoordeeld(een, kind, per_product) for een in waarde]
            if kind.naam in _PRODUCTEN:
                for plaats, codes in per_product.items():
                    if not 0 <= plaats < len(waarde):
                        raise Berichtfout(
                            f"{kind.naam}: verwacht een plaats van 0 tot {len(waarde)}; gevonden {plaats}."
                        )
                    uit[kind.naam][plaats]["RetourCodes"] = {"RetourCode": list(codes)}
        else:
            uit[kind.naam] = _beoordeeld(waarde, kind, per_product)
    return uit


def retourcodes(bericht: Bericht) -> list[str]:
    """All codes of a retour, wherever they stand, in the order of the message.

    Raises:
        Berichtfout: the message is no retour.
    """
    alleen(bericht, *RETOUR_VAN)
    return list(_codes(bericht.inhoud))


def _codes(inhoud: dict[str, Any]) -> Iterator[str]:
    for naam, waarde in inhoud.items():
        for een in waarde if isinstance(waarde, list) else [waarde]:
            if naam == "RetourCode" and isinstance(een, str):
                yield een
            elif isinstance(een, dict):
                yield from _codes(een)
