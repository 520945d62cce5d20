"""Every negative case, in each role and domain it is judged in."""

import pytest

from migratietoets.conformance.catalogue.cases import cases

NEGATIVE = [
    pytest.param(case, role, domein, id=f"{case.id}[{domein}-{role}]")
    for case in cases().values()
    if not case.positive
    for role in case.roles
    for domein in case.domeinen
]
