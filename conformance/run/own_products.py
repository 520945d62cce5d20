"""The product codes of the system under test, in place of the made-up ones of the cases."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.products import producten
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.facts import read_own_products
from migratietoets.istandaard.records.found_value import show
from migratietoets.istandaard.spelling import unknown


@dataclass(frozen=True)
class OwnProducts:
    """Codes by the product and domain that they are for; what is not named keeps the code of the catalogue.

    Attributes:
        name: of the file; empty where there is none.
        codes: product, domain and code.
    """

    name: str = ""
    codes: tuple[tuple[str, str, str], ...] = ()

    @property
    def words(self) -> str:
        """What is used, for whoever waits for the answer."""
        named = ", ".join(f"{product} ({domein}) {code}" for product, domein, code in self.codes)
        return f"Eigen productcodes uit {self.name}: {named or 'geen; geen regel noemt een product van de gevallen'}."

    def used_in(self, case: Case) -> Case:
        """A case in which the products have these codes."""
        return replace(case, products={**self._products(), **case.products}) if self.codes else case

    def _products(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        own = {name: {domein: dict(both) for domein, both in per.items()} for name, per in producten().items()}
        for product, domein, code in self.codes:
            own[product][domein]["code"] = code
        return own


CATALOGUE = OwnProducts()
"""The codes of the catalogue itself."""


def read_products(path: Path | str) -> OwnProducts:
    """The codes in a file.

    Raises:
        InputError: it holds another product, domain or categorie than the cases have, or a code twice.
    """
    name, known = Path(path).name, producten()
    codes: dict[tuple[str, str], str] = {}
    for line in read_own_products(path):
        product, domein, categorie, code = (line.get(key) for key in ("product", "domein", "categorie", "code"))
        if product not in known:
            raise InputError(unknown(f"{name}: product {show(product)}", product, known))
        if domein is None or code is None:
            raise InputError(f"{name}, product {product}: verwacht een domein en een code; gevonden niets. Vul ze in.")
        expected = known[product][domein]["categorie"]
        if categorie != expected:
            raise InputError(
                f"{name}, product {product}, {domein}: verwacht een code van categorie {expected}, die de gevallen "
                f"nodig hebben; gevonden {show(categorie)}. Kies een product van die categorie."
            )
        if codes.setdefault((product, domein), code) != code:
            raise InputError(f"{name}, product {product}, {domein}: verwacht één code; gevonden er meer. Kies er één.")
    found = OwnProducts(name, tuple((product, domein, code) for (product, domein), code in sorted(codes.items())))
    _check_apart(found)
    return found


def _check_apart(found: OwnProducts) -> None:
    """See that two products never have one code: then nobody could tell them apart."""
    taken: dict[tuple[str, str], str] = {}
    for product, per in found._products().items():  # noqa: SLF001  # our own
        for domein, both in per.items():
            other = taken.setdefault((domein, both["code"]), product)
            if other != product:
                raise InputError(
                    f"{found.name}, {domein}: verwacht voor elk product een eigen code; gevonden {both['code']} voor "
                    f"{other} en {product}. Kies er twee."
                )
