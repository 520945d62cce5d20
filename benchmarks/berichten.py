"""How many messages a second: built, parsed, parsed and validated; beside lxml on its own.

    python benchmarks/berichten.py [seconds per measurement, default 1]

Build is compared with lxml SubElement, parsing with a plain fromstring, validation with fromstring and XMLSchema.
A ratio above 1 means we are faster than lxml alone.
"""

import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from datetime import time as kloktijd
from typing import Any

from lxml import etree

from istandaard.berichten import Bericht, bouw, lees, valideer
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Client
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import basisruimte, berichtruimte
from istandaard.schemas.schrijven import XSD_MAP
from istandaard.schemas.structuur import Element, structuur

CLIENT = Client("999900006", date(1950, 2, 3), "2", "Jansen", None, "Anna", "A", 12, "9999XX", "Dorpsstraat", "Plaats")
PRODUCT = ToegewezenProduct(
    toewijzingnummer="1001",
    categorie="15",
    code="15A01",
    ingangsdatum=date(2020, 3, 2),
    einddatum=date(2021, 6, 30),
    toewijzingsdatum=date(2020, 2, 24),
    toewijzingstijd=kloktijd(9, 30),
    volume=10,
    eenheid="04",
    frequentie="2",
)


def bericht_301(release: Release, producten: int) -> Bericht:
    """A lean 301 with so many products."""
    return maak_301(
        release=release,
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="1",
        dagtekening=date(2020, 10, 1),
        client=CLIENT,
        producten=[PRODUCT] * producten,
    )


def met_lxml(bericht: Bericht) -> bytes:
    """The same message through etree.SubElement."""
    ruimte = berichtruimte(bericht.soort, bericht.release, bericht.domein)
    basis = basisruimte(bericht.release, bericht.domein)

    def vul(ouder: etree._Element, waarden: Mapping[str, Any], vorm: Element) -> None:
        for kind in vorm.kinderen:
            waarde = waarden.get(kind.naam)
            if waarde is None:
                continue
            for een in waarde if isinstance(waarde, list) else [waarde]:
                naam = f"{{{basis.uri if kind.in_basisschema else ruimte.uri}}}{kind.naam}"
                element = etree.SubElement(ouder, naam)
                if isinstance(een, str):
                    element.text = een
                else:
                    vul(element, een, kind)

    wortel = etree.Element(f"{{{ruimte.uri}}}Bericht", nsmap={basis.prefix: basis.uri, ruimte.prefix: ruimte.uri})
    vul(wortel, bericht.inhoud, structuur(bericht.soort, bericht.release))
    return etree.tostring(wortel, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def per_seconde(doe: Callable[[], object], duur: float) -> float:
    """The best of three rounds."""
    doe()
    beste = 0.0
    for _ in range(3):
        aantal, begin = 0, time.perf_counter()
        while (verstreken := time.perf_counter() - begin) < duur / 3:
            doe()
            aantal += 1
        beste = max(beste, aantal / verstreken)
    return beste


def main() -> None:
    """Measure and print."""
    duur = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    print(f"{'301':<22}{'':<22}{'wij/s':>10}{'lxml/s':>10}{'verhouding':>12}")
    for release in Release:
        for producten in (1, 5):
            bericht = bericht_301(release, producten)
            data = bouw(bericht)
            schema = etree.XMLSchema(etree.parse(XSD_MAP / release / "wmo" / "wmo301.xsd"))
            metingen = {
                "bouwen": (lambda b=bericht: bouw(b), lambda b=bericht: met_lxml(b)),
                "lezen": (lambda d=data: lees(d), lambda d=data: etree.fromstring(d)),
                "valideren": (lambda d=data: valideer(d), lambda d=data, s=schema: s.validate(etree.fromstring(d))),
                "lezen en valideren": (
                    lambda d=data: (lees(d), valideer(d)),
                    lambda d=data, s=schema: s.validate(etree.fromstring(d)),
                ),
            }
            naam = f"{release}, {producten} product{'en' if producten > 1 else ''}, {len(data) / 1000:.1f} kB"
            for wat, (wij, zij) in metingen.items():
                ons, hun = per_seconde(wij, duur), per_seconde(zij, duur)
                print(f"{naam:<22}  {wat:<20}{ons:>10,.0f}{hun:>10,.0f}{ons / hun:>12.2f}")
                naam = ""


if __name__ == "__main__":
    main()
