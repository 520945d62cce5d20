"""The symbols that a case gives to the values of a trace: the same one for the same one, as they come by."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migratietoets.conformance.catalogue.products import producten
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import Domein

if TYPE_CHECKING:
    from migratietoets.conformance.trace.message import Declaratie
    from migratietoets.istandaard.berichten.prestatie import Prestatie
    from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct

CLIENTS, AANBIEDERS, NUMBERS = "ABCDEF", (1, 2), 99
"""As many as a case can name."""


class Inexpressible(ValueError):  # noqa: N818  # it is no fault of anybody
    """No case can say this; the text says what, in Dutch."""


class Names:
    """Symbols for everything that tells who and what.

    Attributes:
        refs: toewijzing -> its ref.
        producten: ref -> how it stands after the last message about it.
        prestaties: ReferentieNummer -> what was claimed.
        steps: (sender, identification, kind) of a message -> the number of its step.
        claims: the number of a step -> what its message claimed.
        products: those that the catalogue does not have, as a case adds them.
    """

    def __init__(self, domein: Domein) -> None:
        self.domein = domein
        self.refs: dict[Key, str] = {}
        self.producten: dict[str, ToegewezenProduct] = {}
        self.prestaties: dict[str, Prestatie] = {}
        self.steps: dict[tuple[str, str, str], int] = {}
        self.claims: dict[int, Declaratie] = {}
        self.products: dict[str, dict[str, dict[str, str]]] = {}
        self._clients: dict[str, str] = {}
        self._aanbieders: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._referenties: dict[str, str] = {}
        self._product_names = {
            (per[domein]["categorie"], per[domein]["code"]): name for name, per in producten().items() if domein in per
        }

    def client(self, bsn: str) -> str:
        """The letter of a client."""
        if bsn not in self._clients and len(self._clients) == len(CLIENTS):
            raise Inexpressible(f"meer dan {len(CLIENTS)} cliënten")
        return self._clients.setdefault(bsn, CLIENTS[len(self._clients) % len(CLIENTS)])

    def aanbieder(self, agb: str) -> int:
        """The number of an aanbieder."""
        if agb not in self._aanbieders and len(self._aanbieders) == len(AANBIEDERS):
            raise Inexpressible(f"meer dan {len(AANBIEDERS)} aanbieders")
        return self._aanbieders.setdefault(agb, len(self._aanbieders) + 1)

    def who(self, bsn: str | None, agb: str) -> dict[str, Any]:
        """Client and aanbieder of a message or toewijzing, where they are not the first ones or not named."""
        client = CLIENTS[0] if bsn is None else self.client(bsn)
        aanbieder = self.aanbieder(agb)
        out: dict[str, Any] = {} if client == CLIENTS[0] else {"client": client}
        return out if aanbieder == AANBIEDERS[0] else out | {"aanbieder": aanbieder}

    def number(self, toewijzingnummer: str | None) -> int | None:
        """A small number for a toewijzingnummer."""
        if toewijzingnummer is None:
            return None
        if toewijzingnummer not in self._numbers and len(self._numbers) == NUMBERS:
            raise Inexpressible(f"meer dan {NUMBERS} toewijzingnummers")
        return self._numbers.setdefault(toewijzingnummer, len(self._numbers) + 1)

    def referentie(self, text: str) -> str:
        """A symbol for a reference of the aanbieder."""
        return self._referenties.setdefault(text, f"R{len(self._referenties) + 1}")

    def product(self, categorie: str | None, code: str | None) -> dict[str, Any]:
        """The product of a categorie, with or without a code, by its name in a case."""
        if categorie is None:
            if code is not None:
                raise Inexpressible("een productcode zonder categorie")
            return {"product": None, "specifiek": False}
        return {"product": self.product_name(categorie, code), "specifiek": code is not None}

    def product_name(self, categorie: str, code: str | None) -> str:
        """The name of a product; one that the catalogue does not have gets a name and a code of its own."""
        known = self._product_names
        name = (
            known.get((categorie, code)) if code else next((n for (c, _), n in known.items() if c == categorie), None)
        )
        if name is None:
            number = len(self.products) + 1
            name = f"product{number}"
            self.products[name] = {str(self.domein): {"categorie": categorie, "code": f"{categorie}X{number:02d}"}}
            known[categorie, code or f"{categorie}X{number:02d}"] = name
        return name

    def add(self, key: Key, product: "ToegewezenProduct", letter: str) -> str:
        """Give a toewijzing its ref."""
        ref = self.refs.setdefault(key, f"{letter}{len(self.refs) + 1}")
        self.producten[ref] = product
        return ref

    def named(self, reference: Mapping[str, Any]) -> str:
        """The ref of a toewijzing as an instruction or notice names it."""
        found = next((ref for key, ref in self.refs.items() if _is(key, reference)), None)
        if found is None:
            raise Inexpressible("een toewijzing die nergens verstrekt is")
        return found

    def by_number(self, number: str | None, bsn: str | None = None) -> str:
        """The ref of the last toewijzing with this number."""
        found = [r for k, r in self.refs.items() if k.toewijzingnummer == number and bsn in {None, k.bsn}]
        if number is None or not found:
            raise Inexpressible("een toewijzingnummer dat nergens verstrekt is")
        return found[-1]


def _is(key: Key, reference: Mapping[str, Any]) -> bool:
    return all(str(getattr(key, name)) == str(value) for name, value in reference.items())
