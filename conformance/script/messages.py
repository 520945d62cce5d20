"""From the messages a case describes to messages: one maker a case and domain, which remembers what it introduced."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from migratietoets.conformance.catalogue.cases import GEMEENTE, FilledCase
from migratietoets.conformance.script import declaraties, verzoeken
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.retour import make_retour
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, granted, make_301
from migratietoets.istandaard.model import Key, Toewijzing
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.schemas.release_facts import fixed_values

if TYPE_CHECKING:
    from migratietoets.istandaard.berichten.prestatie import Prestatie

Data = Mapping[str, Any]
EMPTY: dict[str, Any] = {field.name: None for field in fields(ToegewezenProduct)}


def parse_date(text: str | None) -> date | None:
    """A day as a case writes it."""
    return None if text is None else date.fromisoformat(text)


def for_2_4(record: Toewijzing) -> ToegewezenProduct:
    """A toewijzing of the stock as a line of a 301, decided before the start."""
    return granted(record, datetime.combine(min(record.ingangsdatum, date(2020, 8, 31)), time(0)))


def _in_release(heen: Bericht, release: Release) -> Bericht:
    """A message as a party sees it that answers in the wrong release."""
    if heen.release is release:
        return heen
    header = heen.content["Header"] | fixed_values(heen.kind, release, heen.domein)
    return replace(heen, release=release, content=heen.content | {"Header": header})


class BerichtMaker:
    """Builds the messages a case describes; remembers the toewijzingen that messages introduce."""

    def __init__(self, filled: FilledCase) -> None:
        self.filled = filled
        self.clients = filled.clients()
        self.producten: dict[str, ToegewezenProduct] = {}
        self.product_names: dict[str, str | None] = {}
        self.owners: dict[str, tuple[str, int]] = {}
        for data in filled.case.data["gegeven"]["toewijzingen"]:
            self.producten[data["ref"]] = for_2_4(filled.toewijzing(data))
            self.product_names[data["ref"]] = data["product"]
            self.owners[data["ref"]] = (data.get("client", "A"), data.get("aanbieder", 1))
        self.prestaties: dict[str, Prestatie] = {}
        self.per_step: dict[int, Bericht] = {}

    def key(self, ref: str) -> Key:
        """The identity of a toewijzing of this case."""
        product, (client, aanbieder) = self.producten[ref], self.owners[ref]
        return Key(
            GEMEENTE,
            self.filled.domein,
            self.filled.aanbieder(aanbieder),
            self.clients[client].bsn,
            product.toewijzingnummer,
            product.categorie,
            product.code,
            product.ingangsdatum,
        )

    def referentie(self, symbol: str) -> str:
        """The reference of the aanbieder for a symbolic one, unlike that of any other case."""
        return f"K{self.filled.case.number:04d}{symbol}"

    def delivered_product(self, ref: str, name: str | None) -> tuple[str | None, str | None]:
        """Categorie and code of what was delivered: the named product, or that of the toewijzing."""
        return self.filled.product(name or self.product_names[ref], specifiek=True)

    def fixed(self, step: int, at: datetime, data: Data) -> dict[str, Any]:
        """What every heenbericht says of itself."""
        return {
            "release": Release(data["release"]),
            "domein": self.filled.domein,
            "gemeente": GEMEENTE,
            "aanbieder": self.filled.aanbieder(data.get("aanbieder", 1)),
            "identificatie": self.identificatie(step),
            "dagtekening": at.date(),
        }

    def identificatie(self, step: int) -> str:
        """The identification of the message of step number `step`."""
        return f"K{self.filled.case.number:04d}{step:03d}"

    def bericht(self, step: int, at: datetime, data: Data) -> Bericht:
        """The message of step number `step` (from 1)."""
        bericht = MAKERS[data["soort"]](self, step, at, data)
        self.per_step[step] = bericht
        return bericht

    def retour(self, step: int, at: datetime, data: Data) -> Bericht:
        """A retourbericht on the message of an earlier step."""
        return make_retour(
            _in_release(self.per_step[data["op_stap"]], Release(data["release"])),
            identificatie=self.identificatie(step),
            dagtekening=at.date(),
            retourcodes=data.get("retourcodes", ["0200"]),
        )

    def toewijzing(self, step: int, at: datetime, data: Data) -> Bericht:
        """A 301."""
        return make_301(
            client=self.clients[data.get("client", "A")],
            producten=[self._line(line, at, data) for line in data["regels"]],
            **self.fixed(step, at, data),
        )

    def regie(self, step: int, at: datetime, data: Data) -> Bericht:
        """A 305 or a 307."""
        return make_regie(
            data["soort"],
            client=self.clients[data.get("client", "A")],
            producten=[self._regie(product) for product in data["producten"]],
            **self.fixed(step, at, data),
        )

    def _line(self, data: Data, at: datetime, bericht: Data) -> ToegewezenProduct:
        old = self.producten.get(data["ref"])
        if old is not None and set(data) == {"ref"}:
            return old
        values = dict(EMPTY) if old is None else {name: getattr(old, name) for name in EMPTY}
        for field in ("volume", "eenheid", "frequentie", "budget"):
            values[field] = data.get(field, values[field])
        for field in ("ingangsdatum", "einddatum"):
            values[field] = parse_date(data[field]) if field in data else values[field]
        if "product" in data:
            values["categorie"], values["code"] = self.filled.product(
                data["product"], specifiek=data.get("specifiek", False)
            )
            self.product_names[data["ref"]] = data["product"]
        if "nummer" in data:
            values["toewijzingnummer"] = self.filled.number(data["nummer"])
        values |= {
            "reden_wijziging": data.get("reden"),
            "referentie_aanbieder": self.referentie(data["referentie"]) if "referentie" in data else None,
            "toewijzingsdatum": at.date(),
            "toewijzingstijd": at.time(),
        }
        product = ToegewezenProduct(**values)
        self.producten[data["ref"]] = product
        self.owners.setdefault(data["ref"], (bericht.get("client", "A"), bericht.get("aanbieder", 1)))
        return product

    def _regie(self, data: Data) -> Regieproduct:
        product = self.producten[data["ref"]]
        return Regieproduct(
            toewijzingnummer=None if data.get("zonder_nummer") else product.toewijzingnummer,
            categorie=product.categorie,
            code=product.code,
            toewijzing_ingangsdatum=product.ingangsdatum,
            begindatum=date.fromisoformat(data["begindatum"]),
            einddatum=parse_date(data.get("einddatum")),
            reden_beeindiging=data["reden"][self.filled.domein] if "reden" in data else None,
        )


MAKERS: dict[str, Callable[[BerichtMaker, int, datetime, Data], Bericht]] = {
    "301": BerichtMaker.toewijzing,
    "302": BerichtMaker.retour,
    "303": declaraties.declaratie,
    "304": declaraties.answer,
    "305": BerichtMaker.regie,
    "306": BerichtMaker.retour,
    "307": BerichtMaker.regie,
    "308": BerichtMaker.retour,
    "315": verzoeken.toewijzing_verzoek,
    "316": BerichtMaker.retour,
    "317": verzoeken.wijziging_verzoek,
    "318": BerichtMaker.retour,
    "319": verzoeken.answer,
    "320": BerichtMaker.retour,
    "323": declaraties.declaratie,
    "325": declaraties.answer,
}
"""Every message a case can hold -> how it is made."""
