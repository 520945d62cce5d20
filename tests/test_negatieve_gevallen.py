import pytest

from conformance.gevallen import gevallen
from conformance.oordeel import beoordeel_regel, toetsbaar
from conformance.script import script
from conformance.vouwen import sporen

NEGATIEF = [
    pytest.param(geval, rol, domein, id=f"{geval.id}[{domein}-{rol}]")
    for geval in gevallen().values()
    if not geval.positief
    for rol in geval.rollen
    for domein in geval.domeinen
]


@pytest.mark.parametrize(("geval", "rol", "domein"), NEGATIEF)
def test_the_oracle_finds_exactly_what_is_wrong(geval, rol, domein):
    (spoor,) = sporen(script(geval, domein, rol)).values()
    oordelen = {r.id: beoordeel_regel(r, spoor, 0) for r in toetsbaar(rol)}
    gevonden = {r: o.uitkomst for r, o in oordelen.items() if o.uitkomst in {"fail", "warn"} or r in geval.verwacht}
    bewijs = [b for o in oordelen.values() for b in o.bevindingen if b.uitkomst in {"fail", "warn"}]
    assert gevonden == geval.verwacht, bewijs
