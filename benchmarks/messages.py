"""How many messages a second: built, parsed, parsed and validated; beside lxml on its own.

    python benchmarks/messages.py [seconds per measurement, default 1]

Build is compared with lxml SubElement, parsing with a plain fromstring, validation with fromstring and XMLSchema.
A ratio above 1 means we are faster than lxml alone.
"""

import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from datetime import time as clock_time
from typing import Any

from lxml import etree

from migratietoets.istandaard.berichten import Bericht, build, read
from migratietoets.istandaard.berichten.declaratie import Prestatie, make_323
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import base_namespace, bericht_namespace
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.schemas.xsd_writer import XSD_FOLDER
from migratietoets.istandaard.validation import form_errors

BSNS = bsns_for_tests()
CLIENT = Client("999900006", date(1950, 2, 3), "2", "Jansen", None, "Anna", "A", 12, "9999XX", "Dorpsstraat", "Plaats")
PRODUCT = ToegewezenProduct(
    toewijzingnummer="1001",
    categorie="15",
    code="15A01",
    ingangsdatum=date(2020, 3, 2),
    einddatum=date(2021, 6, 30),
    toewijzingsdatum=date(2020, 2, 24),
    toewijzingstijd=clock_time(9, 30),
    volume=10,
    eenheid="04",
    frequentie="2",
)


def bericht_301(release: Release, producten: int) -> Bericht:
    """A lean 301 with so many products."""
    return make_301(
        release=release,
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="1",
        dagtekening=date(2020, 10, 1),
        client=CLIENT,
        producten=[PRODUCT] * producten,
    )


def bericht_323(clients: int) -> Bericht:
    """A 323 of january 2021 with so many clients, three prestaties each."""
    start, end = date(2021, 1, 1), date(2021, 1, 31)
    prestaties = [
        Prestatie(BSNS[number // 3], f"P{number}", "15", "15A01", start, end, 40, "04", 188000, "1001", 4700)
        for number in range(3 * clients)
    ]
    return make_323(
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="1",
        number="D202101",
        dagtekening=date(2021, 2, 5),
        period=(start, end),
        prestaties=prestaties,
    )


def with_lxml(bericht: Bericht) -> bytes:
    """The same message through etree.SubElement."""
    namespace = bericht_namespace(bericht.kind, bericht.release, bericht.domein)
    base = base_namespace(bericht.release, bericht.domein)

    def fill(parent: etree._Element, values: Mapping[str, Any], shape: Element) -> None:
        for child in shape.children:
            value = values.get(child.name)
            if value is None:
                continue
            for one in value if isinstance(value, list) else [value]:
                name = f"{{{base.uri if child.in_basisschema else namespace.uri}}}{child.name}"
                element = etree.SubElement(parent, name)
                if isinstance(one, str):
                    element.text = one
                else:
                    fill(element, one, child)

    root = etree.Element(f"{{{namespace.uri}}}Bericht", nsmap={base.prefix: base.uri, namespace.prefix: namespace.uri})
    fill(root, bericht.content, structure(bericht.kind, bericht.release, bericht.domein))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def per_second(do: Callable[[], object], duration: float) -> float:
    """The best of three rounds."""
    do()
    best = 0.0
    for _ in range(3):
        count, begin = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - begin) < duration / 3:
            do()
            count += 1
        best = max(best, count / elapsed)
    return best


def measure(name: str, bericht: Bericht, duration: float) -> None:
    """Measure one message and print a line for everything that is done with it."""
    data = build(bericht)
    name = f"{name}, {len(data) / 1000:.1f} kB"
    schema = etree.XMLSchema(etree.parse(XSD_FOLDER / bericht.release / "wmo" / f"wmo{bericht.kind}.xsd"))
    measurements: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "bouwen": (lambda: build(bericht), lambda: with_lxml(bericht)),
        "lezen": (lambda: read(data), lambda: etree.fromstring(data)),
        "valideren": (lambda: form_errors(data), lambda: schema.validate(etree.fromstring(data))),
        "lezen en valideren": (
            lambda: (read(data), form_errors(data)),
            lambda: schema.validate(etree.fromstring(data)),
        ),
    }
    for what, (we, they) in measurements.items():
        ours, theirs = per_second(we, duration), per_second(they, duration)
        print(f"{name:<32}  {what:<20}{ours:>10,.0f}{theirs:>10,.0f}{ours / theirs:>12.2f}")
        name = ""


def main() -> None:
    """Measure and print."""
    duration = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    print(f"{'bericht':<32}{'':<22}{'wij/s':>10}{'lxml/s':>10}{'verhouding':>12}")
    for release in Release:
        for producten in (1, 5):
            measure(
                f"301 {release}, {producten} product{'en' if producten > 1 else ''}",
                bericht_301(release, producten),
                duration,
            )
    measure("323 3.0, 100 cliënten", bericht_323(100), duration)


if __name__ == "__main__":
    main()
