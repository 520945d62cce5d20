"""What the symbols of a case stand for in one domain, and what its messages made of them so far."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from migratietoets.conformance.catalogue import numbers
from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.case.messages import Message
from migratietoets.conformance.catalogue.clients import clients
from migratietoets.conformance.catalogue.parties import GEMEENTE, agb
from migratietoets.conformance.catalogue.products import product
from migratietoets.conformance.script.stock import first_line, stock
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED, line_codes, retourcodes
from migratietoets.istandaard.berichten.toewijzing import lines_301
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    Wijzigingsverzoek,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import Domein

if TYPE_CHECKING:
    from migratietoets.istandaard.berichten import Bericht
    from migratietoets.istandaard.berichten.prestatie import Prestatie
    from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct


class Symbols:
    """The values of one case in one domain.

    Attributes:
        stock: the toewijzingen at the start, by ref.
        producten: how each toewijzing stands after the last message about it, by ref.
        product_names: the product of each, as the case names it.
        owners: the client and the aanbieder of each, as the case names them.
        prestaties: what was claimed, by symbolic referentie.
        sent: the messages so far, by step number (from 1).
        granted: the toewijzingen in the 301s that the parties sent each other, by identification, but for those that
            were refused.
        asked: what the 315s and 317s that the parties sent each other ask, in the same way.
    """

    def __init__(self, case: Case, domein: Domein) -> None:
        self.case = case
        self.domein = domein
        self.clients = clients(case, domein)
        self.stock = stock(case, domein)
        self.producten: dict[str, ToegewezenProduct] = {ref: first_line(record) for ref, record in self.stock.items()}
        self.product_names = {given.ref: given.product for given in case.given.toewijzingen}
        self.owners = {given.ref: (given.client, given.aanbieder) for given in case.given.toewijzingen}
        self.prestaties: dict[str, Prestatie] = {}
        self.sent: dict[int, Bericht] = {}
        self.granted: dict[str, list[Key]] = {}
        self.asked: dict[str, Sequence[AangevraagdProduct | Wijzigingsverzoek]] = {}

    def aanbieder(self, index: int) -> str:
        """The AGB code of aanbieder 1 or 2."""
        return agb(self.case, index)

    def product(self, name: str | None, *, specifiek: bool) -> tuple[str | None, str | None]:
        """Categorie and code of a product name; generiek has neither."""
        return product(self.case, name, self.domein, specifiek=specifiek)

    def delivered_product(self, ref: str, name: str | None) -> tuple[str | None, str | None]:
        """Categorie and code of what was delivered: the named product, or that of the toewijzing."""
        return self.product(name or self.product_names[ref], specifiek=True)

    def referentie(self, symbol: str | int) -> str:
        """The reference of the aanbieder for a symbolic one, or the one he chose himself for what he asked n-th."""
        if isinstance(symbol, str):
            return numbers.referentie(self.case, symbol)
        return self._asked()[symbol - 1].referentie_aanbieder

    def asked_product(self, number: int) -> AangevraagdProduct | None:
        """What was asked n-th (from 1), where that is a product of a 315."""
        asked = self._asked()[number - 1]
        return asked if isinstance(asked, AangevraagdProduct) else None

    def has_asked(self, numbers: Iterable[int]) -> bool:
        """Whether so much was asked (from 1), and not refused."""
        return max(numbers, default=0) <= len(self._asked())

    def _asked(self) -> list[AangevraagdProduct | Wijzigingsverzoek]:
        return [*chain.from_iterable(self.asked.values())]

    def number(self, ref: str | int) -> str | None:
        """The number of a toewijzing, or that of the n-th one that the system granted itself."""
        return self.producten[ref].toewijzingnummer if isinstance(ref, str) else self._granted()[ref - 1]

    def has_granted(self, numbers: Iterable[int]) -> bool:
        """Whether so many toewijzingen (from 1) that nobody had at the start were granted, and not refused."""
        return max(numbers, default=0) <= len(self._granted())

    def _granted(self) -> list[str | None]:
        given = {one.toewijzingnummer for one in self.producten.values()}
        keys = chain.from_iterable(self.granted.values())
        return [*dict.fromkeys(key.toewijzingnummer for key in keys if key.toewijzingnummer not in given)]

    def toewijzingnummer(self, symbol: int) -> str | None:
        """The toewijzingnummer for a symbolic one."""
        return numbers.toewijzingnummer(self.case, symbol)

    def key(self, ref: str) -> Key:
        """The identity of a toewijzing."""
        now, (client, aanbieder) = self.producten[ref], self.owners[ref]
        return Key(
            GEMEENTE,
            self.domein,
            self.aanbieder(aanbieder),
            self.clients[client].bsn,
            now.toewijzingnummer,
            now.categorie,
            now.code,
            now.ingangsdatum,
        )

    def saw(self, bericht: "Bericht") -> None:
        """Remember what a 301 grants and what a 315 or 317 asks, until a retourbericht refuses it.

        Raises:
            BerichtError: it cannot be read.
        """
        if bericht.kind == "301":
            self.granted[header(bericht).identificatie] = [key for key, _ in lines_301(bericht)]
        elif bericht.kind == "315":
            self.asked[header(bericht).identificatie] = aangevraagde_producten(bericht)
        elif bericht.kind == "317":
            self.asked[header(bericht).identificatie] = [wijzigingsverzoek(bericht)]
        elif bericht.kind in {"302", "316", "318"} and REJECTED in retourcodes(bericht):
            named = self.granted if bericht.kind == "302" else self.asked
            named.pop(header(bericht).identificatie, None)
        elif bericht.kind == "302":
            codes, keys = line_codes(bericht), self.granted.get(header(bericht).identificatie, [])
            if len(codes) == len(keys):
                kept = [key for key, own in zip(keys, codes, strict=True) if set(own) <= {APPROVED}]
                self.granted[header(bericht).identificatie] = kept

    def successor(self, ref: str, begin: date) -> Key | None:
        """The toewijzing of the same product that begins on a day; None as long as there is none."""
        key = self.key(ref)
        sought = replace(key, toewijzingnummer=None, ingangsdatum=begin)
        known = [*map(self.key, self.producten), *chain.from_iterable(self.granted.values())]
        return next((one for one in reversed(known) if replace(one, toewijzingnummer=None) == sought), None)

    def header(self, step: int, at: datetime, message: Message) -> dict[str, Any]:
        """What every heenbericht says of itself; the release stands apart, since most exist in one only."""
        return {
            "domein": self.domein,
            "gemeente": GEMEENTE,
            "aanbieder": self.aanbieder(message.aanbieder),
            **self.answer_header(message.identified_as or step, at),
        }

    def answer_header(self, step: int, at: datetime) -> dict[str, Any]:
        """What an answer says of itself; the rest it takes from what it answers."""
        return {"identificatie": numbers.identificatie(self.case, step), "dagtekening": at.date()}
