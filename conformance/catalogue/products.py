"""The products of the cases, by name: cases/producten.yaml."""

from functools import cache

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein


@cache
def producten() -> dict[str, dict[str, dict[str, str]]]:
    """Product name -> domain -> categorie and code."""
    return read_yaml("migratietoets.cases", "producten.yaml")


def product(case: Case, name: str | None, domein: Domein, *, specifiek: bool) -> tuple[str | None, str | None]:
    """Categorie and code of a product name in a domain, as a case knows it; generiek has neither."""
    if name is None:
        return None, None
    found = (case.products.get(name) or producten()[name])[domein]
    return found["categorie"], found["code"] if specifiek else None
