"""The retourberichten that repeat their heenbericht: 302, 306, 308, 316, 318 and 320 (IV028, IV032).

The answers to a declaratie, 304 and 325, are made in declaratieantwoord.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from types import MappingProxyType
from typing import Any

from istandaard.berichten.bericht import Bericht, Berichtfout
from istandaard.berichten.inhoud import alleen, klasse, zonder_leeg
from istandaard.berichten.kop import xsd_versie
from istandaard.schemas.gegevens import RETOUR_VAN, berichtcode
from istandaard.schemas.structuur import Element, structuur

GOED = "0200"
"""Nothing to remark on this class."""
AFGEKEURD = "0001"
"""The whole message is technically rejected."""

_RETOUR = {van: retour for retour, van in RETOUR_VAN.items() if van not in {"303", "323"}}
_PRODUCTEN = {
    "ToegewezenProduct",
    "StartProduct",
    "StopProduct",
    "AangevraagdProduct",
    "OngewijzigdProduct",
    "TeWijzigenProduct",
    "NieuwProduct",
    "Antwoord",
}
_GEEN: Mapping[int, Sequence[str]] = MappingProxyType({})


def maak_retour(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    retourcodes: Sequence[str],
    per_product: Mapping[int, Sequence[str]] = _GEEN,
) -> Bericht:
    """Make the retour of a 301, 305, 307, 315, 317 or 319; the header repeats that of the heenbericht.

    Approved: retourcodes ["0200"]. Technically rejected: ["0001"]. Both are a header alone. Rejected on its content:
    retourcodes [] and the codes per_product; then the rest is repeated, and what is not in per_product carries 0200.

    Args:
        heen: the message that is answered.
        identificatie: of the retour itself.
        dagtekening: of the retour itself.
        retourcodes: the codes of the header; none: no RetourCodes there.
        per_product: index of a product in the heenbericht -> its codes. The products of a 317 are counted through,
            in the order of the message; a 319 counts as one product.

    Raises:
        Berichtfout: the message has no such retour, or has no product at an index of per_product.
    """
    alleen(heen, *_RETOUR)
    soort = _RETOUR[heen.soort]
    kop = klasse(heen.inhoud, "Header") | zonder_leeg(
        BerichtCode=berichtcode(soort, heen.domein),
        IdentificatieRetour=identificatie,
        DagtekeningRetour=dagtekening.isoformat(),
        XsdVersieRetour=xsd_versie(soort, heen.release, heen.domein),
    )
    if retourcodes:
        kop["RetourCodes"] = {"RetourCode": list(retourcodes)}
    inhoud = {"Header": kop}
    if per_product:
        rest = structuur(soort, heen.release, heen.domein).kinderen[1]
        beoordeling = _Beoordeling(per_product)
        inhoud[rest.naam] = beoordeling.van(klasse(heen.inhoud, rest.naam), rest)
        beoordeling.sluit_af()
    return Bericht(soort, heen.release, heen.domein, inhoud)


class _Beoordeling:
    """Repeats a class with RetourCodes, counting the products it meets."""

    def __init__(self, per_product: Mapping[int, Sequence[str]]) -> None:
        self._per_product = per_product
        self._teller = count()

    def van(self, waarden: dict[str, Any], vorm: Element) -> dict[str, Any]:
        codes = self._per_product.get(next(self._teller), [GOED]) if vorm.naam in _PRODUCTEN else [GOED]
        uit = dict(waarden)
        for kind in vorm.kinderen:
            waarde = waarden.get(kind.naam)
            if kind.naam == "RetourCodes":
                uit["RetourCodes"] = {"RetourCode": list(codes)}
            elif kind.type is not None or waarde is None:
                continue
            elif kind.herhaalbaar:
                uit[kind.naam] = [self.van(een, kind) for een in waarde]
            else:
                uit[kind.naam] = self.van(waarde, kind)
        return uit

    def sluit_af(self) -> None:
        """Refuse a place that was not met."""
        aantal = next(self._teller)
        for plaats in self._per_product:
            if not 0 <= plaats < aantal:
                raise Berichtfout(f"per_product: verwacht een plaats van 0 tot {aantal}; gevonden {plaats}.")


def retourcodes(bericht: Bericht) -> list[str]:
    """All codes of a retour, a 304 and a 325 included, wherever they stand, in the order of the message.

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
