"""From the messages a case describes to messages: one maker a case and domain, which remembers what it introduced."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from conformance import declaratiemaker, verzoekmaker
from conformance.gevallen import GEMEENTE, Invulling
from istandaard.berichten import Bericht
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.retour import maak_retour
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Sleutel, Toewijzing
from istandaard.releases import Release
from istandaard.schemas.gegevens import vaste_waarden

if TYPE_CHECKING:
    from istandaard.berichten.prestatie import Prestatie

Data = Mapping[str, Any]
LEEG: dict[str, Any] = dict.fromkeys(ToegewezenProduct.__slots__)


def datum(tekst: str | None) -> date | None:
    """A day as a case writes it."""
    return None if tekst is None else date.fromisoformat(tekst)


def voor_2_4(record: Toewijzing) -> ToegewezenProduct:
    """A toewijzing of the stock as a line of a 301, decided before the start."""
    return ToegewezenProduct(
        toewijzingnummer=record.toewijzingnummer,
        categorie=record.categorie,
        code=record.code,
        ingangsdatum=record.ingangsdatum,
        einddatum=record.einddatum,
        toewijzingsdatum=min(record.ingangsdatum, date(2020, 8, 31)),
        toewijzingstijd=time(0),
        volume=record.volume,
        eenheid=record.eenheid,
        frequentie=record.frequentie,
        budget=record.budget,
    )


def _in_release(heen: Bericht, release: Release) -> Bericht:
    """A message as a party sees it that answers in the wrong release."""
    if heen.release is release:
        return heen
    kop = heen.inhoud["Header"] | vaste_waarden(heen.soort, release, heen.domein)
    return replace(heen, release=release, inhoud=heen.inhoud | {"Header": kop})


class Berichtenmaker:
    """Builds the messages a case describes; remembers the toewijzingen that messages introduce."""

    def __init__(self, invulling: Invulling) -> None:
        self.invulling = invulling
        self.clienten = invulling.clienten()
        self.producten: dict[str, ToegewezenProduct] = {}
        self.productnamen: dict[str, str | None] = {}
        self.eigenaars: dict[str, tuple[str, int]] = {}
        for data in invulling.geval.data["gegeven"]["toewijzingen"]:
            self.producten[data["ref"]] = voor_2_4(invulling.toewijzing(data))
            self.productnamen[data["ref"]] = data["product"]
            self.eigenaars[data["ref"]] = (data.get("client", "A"), data.get("aanbieder", 1))
        self.prestaties: dict[str, Prestatie] = {}
        self.per_stap: dict[int, Bericht] = {}

    def sleutel(self, ref: str) -> Sleutel:
        """The identity of a toewijzing of this case."""
        product, (client, aanbieder) = self.producten[ref], self.eigenaars[ref]
        return Sleutel(
            GEMEENTE,
            self.invulling.domein,
            self.invulling.aanbieder(aanbieder),
            self.clienten[client].bsn,
            product.toewijzingnummer,
            product.categorie,
            product.code,
            product.ingangsdatum,
        )

    def referentie(self, symbool: str) -> str:
        """The reference of the aanbieder for a symbolic one, unlike that of any other case."""
        return f"K{self.invulling.geval.nummer:04d}{symbool}"

    def geleverd_product(self, ref: str, naam: str | None) -> tuple[str | None, str | None]:
        """Categorie and code of what was delivered: the named product, or that of the toewijzing."""
        return self.invulling.product(naam or self.productnamen[ref], specifiek=True)

    def vast(self, stap: int, op: datetime, data: Data) -> dict[str, Any]:
        """What every heenbericht says of itself."""
        return {
            "release": Release(data["release"]),
            "domein": self.invulling.domein,
            "gemeente": GEMEENTE,
            "aanbieder": self.invulling.aanbieder(data.get("aanbieder", 1)),
            "identificatie": self.identificatie(stap),
            "dagtekening": op.date(),
        }

    def identificatie(self, stap: int) -> str:
        """The identification of the message of step number `stap`."""
        return f"K{self.invulling.geval.nummer:04d}{stap:03d}"

    def bericht(self, stap: int, op: datetime, data: Data) -> Bericht:
        """The message of step number `stap` (from 1)."""
        bericht = MAKERS[data["soort"]](self, stap, op, data)
        self.per_stap[stap] = bericht
        return bericht

    def retour(self, stap: int, op: datetime, data: Data) -> Bericht:
        """A retourbericht on the message of an earlier step."""
        return maak_retour(
            _in_release(self.per_stap[data["op_stap"]], Release(data["release"])),
            identificatie=self.identificatie(stap),
            dagtekening=op.date(),
            retourcodes=data.get("retourcodes", ["0200"]),
        )

    def toewijzing(self, stap: int, op: datetime, data: Data) -> Bericht:
        """A 301."""
        return maak_301(
            client=self.clienten[data.get("client", "A")],
            producten=[self._regel(regel, op, data) for regel in data["regels"]],
            **self.vast(stap, op, data),
        )

    def regie(self, stap: int, op: datetime, data: Data) -> Bericht:
        """A 305 or a 307."""
        return maak_regie(
            data["soort"],
            client=self.clienten[data.get("client", "A")],
            producten=[self._regie(product) for product in data["producten"]],
            **self.vast(stap, op, data),
        )

    def _regel(self, data: Data, op: datetime, bericht: Data) -> ToegewezenProduct:
        oud = self.producten.get(data["ref"])
        if oud is not None and set(data) == {"ref"}:
            return oud
        velden = {veld: getattr(oud, veld) for veld in oud.__slots__} if oud is not None else LEEG | {}
        for veld in ("volume", "eenheid", "frequentie", "budget"):
            velden[veld] = data.get(veld, velden[veld])
        for veld in ("ingangsdatum", "einddatum"):
            velden[veld] = datum(data[veld]) if veld in data else velden[veld]
        if "product" in data:
            velden["categorie"], velden["code"] = self.invulling.product(
                data["product"], specifiek=data.get("specifiek", False)
            )
            self.productnamen[data["ref"]] = data["product"]
        if "nummer" in data:
            velden["toewijzingnummer"] = self.invulling.nummer(data["nummer"])
        velden |= {
            "reden_wijziging": data.get("reden"),
            "referentie_aanbieder": self.referentie(data["referentie"]) if "referentie" in data else None,
            "toewijzingsdatum": op.date(),
            "toewijzingstijd": op.time(),
        }
        product = ToegewezenProduct(**velden)
        self.producten[data["ref"]] = product
        self.eigenaars.setdefault(data["ref"], (bericht.get("client", "A"), bericht.get("aanbieder", 1)))
        return product

    def _regie(self, data: Data) -> Regieproduct:
        product = self.producten[data["ref"]]
        return Regieproduct(
            toewijzingnummer=None if data.get("zonder_nummer") else product.toewijzingnummer,
            categorie=product.categorie,
            code=product.code,
            toewijzing_ingangsdatum=product.ingangsdatum,
            begindatum=date.fromisoformat(data["begindatum"]),
            einddatum=datum(data.get("einddatum")),
            reden_beeindiging=data["reden"][self.invulling.domein] if "reden" in data else None,
        )


MAKERS: dict[str, Callable[[Berichtenmaker, int, datetime, Data], Bericht]] = {
    "301": Berichtenmaker.toewijzing,
    "302": Berichtenmaker.retour,
    "303": declaratiemaker.declaratie,
    "304": declaratiemaker.antwoord,
    "305": Berichtenmaker.regie,
    "306": Berichtenmaker.retour,
    "307": Berichtenmaker.regie,
    "308": Berichtenmaker.retour,
    "315": verzoekmaker.verzoek_om_toewijzing,
    "316": Berichtenmaker.retour,
    "317": verzoekmaker.verzoek_om_wijziging,
    "318": Berichtenmaker.retour,
    "319": verzoekmaker.antwoord,
    "320": Berichtenmaker.retour,
    "323": declaratiemaker.declaratie,
    "325": declaratiemaker.antwoord,
}
"""Every message a case can hold -> how it is made."""
