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
from istandaard.berichten.declaratie import Prestatie, maak_323
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.bsn import elfproef
from istandaard.model import Client
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import basisruimte, berichtruimte
from istandaard.schemas.schrijven import XSD_MAP
from istandaard.schemas.structuur import Element, structuur

BSNS = [bsn for bsn in map(str, range(999900006, 999999991)) if elfproef(bsn)]
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


def bericht_323(clienten: int) -> Bericht:
    """A 323 of january 2021 with so many clients, three prestaties each."""
    van, tot = date(2021, 1, 1), date(2021, 1, 31)
    prestaties = [
        Prestatie(BSNS[nummer // 3], f"P{nummer}", "15", "15A01", van, tot, 40, "04", 188000, "1001", 4700)
        for nummer in range(3 * clienten)
    ]
    return maak_323(
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="1",
        nummer="D202101",
        dagtekening=date(2021, 2, 5),
        periode=(van, tot),
        prestaties=prestaties,
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
    vul(wortel, bericht.inhoud, structuur(bericht.soort, bericht.release, bericht.domein))
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


def meet(naam: str, bericht: Bericht, duur: float) -> None:
    """Measure one message and print a line for everything that is done with it."""
    data = bouw(bericht)
    naam = f"{naam}, {len(data) / 1000:.1f} kB"
    schema = etree.XMLSchema(etree.parse(XSD_MAP / bericht.release / "wmo" / f"wmo{bericht.soort}.xsd"))
    metingen: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "bouwen": (lambda: bouw(bericht), lambda: met_lxml(bericht)),
        "lezen": (lambda: lees(data), lambda: etree.fromstring(data)),
        "valideren": (lambda: valideer(data), lambda: schema.validate(etree.fromstring(data))),
        "lezen en valideren": (
            lambda: (lees(data), valideer(data)),
            lambda: schema.validate(etree.fromstring(data)),
        ),
    }
    for wat, (wij, zij) in metingen.items():
        ons, hun = per_seconde(wij, duur), per_seconde(zij, duur)
        print(f"{naam:<32}  {wat:<20}{ons:>10,.0f}{hun:>10,.0f}{ons / hun:>12.2f}")
        naam = ""


def main() -> None:
    """Measure and print."""
    duur = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    print(f"{'bericht':<32}{'':<22}{'wij/s':>10}{'lxml/s':>10}{'verhouding':>12}")
    for release in Release:
        for producten in (1, 5):
            meet(
                f"301 {release}, {producten} product{'en' if producten > 1 else ''}",
                bericht_301(release, producten),
                duur,
            )
    meet("323 3.0, 100 cliënten", bericht_323(100), duur)


if __name__ == "__main__":
    main()
