"""A scripted trace: a negative case, written as the events a real run would have logged."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from conformance.gevallen import AANBIEDERS, GEMEENTE, Geval, Invulling
from istandaard.berichten import Bericht, bouw
from istandaard.berichten.kop import RETOUR_VAN
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.retour import maak_retour
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Sleutel, Toewijzing
from istandaard.releases import Domein, Release

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BEGIN = date(2020, 9, 1)
EINDE = date(2021, 2, 28)
ALLES = {"clock": "virtual", "notices": True, "assess": True, "plan": True}
STANDAARDUUR = time(9)

Event = dict[str, Any]


def moment(op: str) -> datetime:
    """The instant of a step: its time, or 09:00 Europe/Amsterdam."""
    dag, _, uur = op.partition("T")
    return datetime.combine(date.fromisoformat(dag), time.fromisoformat(uur) if uur else STANDAARDUUR, tzinfo=AMSTERDAM)


def _datum(tekst: str | None) -> date | None:
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


class Berichtenmaker:
    """Builds the messages a case describes; remembers the toewijzingen that messages introduce."""

    def __init__(self, invulling: Invulling) -> None:
        self.invulling = invulling
        self.clienten = invulling.clienten()
        self.producten: dict[str, ToegewezenProduct] = {}
        self.eigenaars: dict[str, tuple[str, int]] = {}
        for data in invulling.geval.data["gegeven"]["toewijzingen"]:
            self.producten[data["ref"]] = voor_2_4(invulling.toewijzing(data))
            self.eigenaars[data["ref"]] = (data.get("client", "A"), data.get("aanbieder", 1))
        self.per_stap: dict[int, Bericht] = {}

    def sleutel(self, ref: str) -> Sleutel:
        """The identity of a toewijzing of this case."""
        product, (client, aanbieder) = self.producten[ref], self.eigenaars[ref]
        return Sleutel(
            GEMEENTE,
            self.invulling.domein,
            AANBIEDERS[aanbieder],
            self.clienten[client].bsn,
            product.toewijzingnummer,
            product.categorie,
            product.code,
            product.ingangsdatum,
        )

    def bericht(self, stap: int, op: datetime, data: Mapping[str, Any]) -> Bericht:
        """The message of step number `stap` (from 1)."""
        identificatie = f"K{self.invulling.geval.nummer:04d}{stap:03d}"
        if data["soort"] in RETOUR_VAN:
            heen = self.per_stap[data["op_stap"]]
            bericht = maak_retour(
                heen, identificatie=identificatie, dagtekening=op.date(), retourcodes=data.get("retourcodes", ["0200"])
            )
        else:
            soorten: dict[str, Any] = {
                "release": Release(data["release"]),
                "domein": self.invulling.domein,
                "gemeente": GEMEENTE,
                "aanbieder": AANBIEDERS[data.get("aanbieder", 1)],
                "identificatie": identificatie,
                "dagtekening": op.date(),
                "client": self.clienten[data.get("client", "A")],
            }
            if data["soort"] == "301":
                bericht = maak_301(producten=[self._regel(r, op, data) for r in data["regels"]], **soorten)
            else:
                bericht = maak_regie(data["soort"], producten=[self._regie(p) for p in data["producten"]], **soorten)
        self.per_stap[stap] = bericht
        return bericht

    def _regel(self, data: Mapping[str, Any], op: datetime, bericht: Mapping[str, Any]) -> ToegewezenProduct:
        oud = self.producten.get(data["ref"])
        if oud is not None and set(data) == {"ref"}:
            return oud
        velden = {veld: getattr(oud, veld) for veld in oud.__slots__} if oud is not None else LEEG | {}
        for veld in ("volume", "eenheid", "frequentie", "budget"):
            velden[veld] = data.get(veld, velden[veld])
        for veld in ("ingangsdatum", "einddatum"):
            velden[veld] = _datum(data[veld]) if veld in data else velden[veld]
        if "product" in data:
            velden["categorie"], velden["code"] = self.invulling.product(
                data["product"], specifiek=data.get("specifiek", False)
            )
        if "nummer" in data:
            velden["toewijzingnummer"] = self.invulling.nummer(data["nummer"])
        velden |= {
            "reden_wijziging": data.get("reden"),
            "toewijzingsdatum": op.date(),
            "toewijzingstijd": op.time(),
        }
        product = ToegewezenProduct(**velden)
        self.producten[data["ref"]] = product
        self.eigenaars.setdefault(data["ref"], (bericht.get("client", "A"), bericht.get("aanbieder", 1)))
        return product

    def _regie(self, data: Mapping[str, Any]) -> Regieproduct:
        product = self.producten[data["ref"]]
        return Regieproduct(
            toewijzingnummer=None if data.get("zonder_nummer") else product.toewijzingnummer,
            categorie=product.categorie,
            code=product.code,
            toewijzing_ingangsdatum=product.ingangsdatum,
            begindatum=date.fromisoformat(data["begindatum"]),
            einddatum=_datum(data.get("einddatum")),
            reden_beeindiging=data["reden"][self.invulling.domein] if "reden" in data else None,
        )


LEEG: dict[str, Any] = dict.fromkeys(ToegewezenProduct.__slots__)


def parameters(maker: Berichtenmaker, stap: Mapping[str, Any]) -> dict[str, Any]:
    """The params of an instruction, with every symbol filled in."""
    opdracht, invulling = stap["opdracht"], maker.invulling
    bsn = maker.clienten[stap.get("client", "A")].bsn
    aanbieder = AANBIEDERS[stap.get("aanbieder", 1)]
    if opdracht == "migreer":
        return {"bsn": bsn, "route": stap.get("route")}
    if opdracht == "ken_toe":
        wens = dict(stap["gewenst"])
        naam = wens.pop("product")
        categorie, code = invulling.product(naam, specifiek=wens.pop("specifiek"))
        velden = ("volume", "eenheid", "frequentie", "budget", "ingangsdatum", "einddatum")
        gewenst = {"categorie": categorie, "code": code} | {v: wens.get(v) for v in velden}
        return {"aanbieder": aanbieder, "bsn": bsn, "uitvoering": stap.get("uitvoering"), "gewenst": gewenst}
    if opdracht == "informeer":
        return {"aanbieder": aanbieder, "bsn": bsn, "onderwerp": stap.get("onderwerp", "migratie")}
    if opdracht in {"beoordeel", "plan"}:
        return {}
    sleutel = maker.sleutel(stap["toewijzing"])
    params: dict[str, Any] = {
        "toewijzing": {
            "aanbieder": sleutel.aanbieder,
            "bsn": sleutel.bsn,
            "toewijzingnummer": sleutel.toewijzingnummer,
            "categorie": sleutel.categorie,
            "code": sleutel.code,
            "ingangsdatum": sleutel.ingangsdatum.isoformat(),
        }
    }
    params |= {veld: stap[veld] for veld in ("begindatum", "einddatum") if veld in stap}
    if "reden" in stap:
        params["reden"] = stap["reden"][invulling.domein]
    return params


def _antwoord(stap: Mapping[str, Any], nummer: int) -> dict[str, Any]:
    if stap["opdracht"] not in {"beoordeel", "plan"}:
        return {}
    genoemd = [{"id": f"{nummer}-{ref}" if ref[:1].isupper() else ref} for ref in stap.get("antwoord", [])]
    return {"assessments" if stap["opdracht"] == "beoordeel" else "plan": genoemd}


def script(geval: Geval, domein: Domein, rol: str) -> Iterator[Event]:
    """The events of a negative case in one domain, judged for one role."""
    invulling = Invulling(geval, domein)
    maker = Berichtenmaker(invulling)
    campagne = f"script-{rol}-{domein}"
    vast = {"campaign": campagne, "case": geval.id}
    einde = geval.data.get("tot", EINDE.isoformat())
    yield {
        "event": "campaign",
        "campaign": campagne,
        "role": rol,
        "domain": str(domein),
        "begin": str(BEGIN),
        "end": einde,
    }
    kan = ALLES | dict(geval.data.get("capaciteiten", {}))
    yield {"event": "hello", "campaign": campagne, "role": rol, "under_test": True, "party": {"capabilities": kan}}
    for client in maker.clienten.values():
        yield {"event": "client", **vast, "bsn": client.bsn}
    for record in invulling.toewijzingen().values():
        yield {"event": "stock", **vast, "toewijzing": record.to_json()}
    for nummer, stap in enumerate(geval.verloop, start=1):
        op = moment(stap["op"])
        kern = {**vast, "n": nummer, "at": op.isoformat()}
        if "bericht" in stap:
            data = stap["bericht"]
            xml = bouw(maker.bericht(nummer, op, data)).decode()
            naar = "aanbieder" if data["van"] == "gemeente" else "gemeente"
            yield {
                "event": "message",
                **kern,
                "from": data["van"],
                "to": naar,
                "code": data["soort"],
                "release": data["release"],
                "origin": "party",
                "xml": xml,
                "faults": [],
            }
        elif "kennisgeving" in stap:
            over = stap["kennisgeving"]
            naar = AANBIEDERS[over.get("aanbieder", 1)] if over["van"] == "gemeente" else GEMEENTE
            yield {
                "event": "notice",
                **kern,
                "from": over["van"],
                "to": naar,
                "bsn": maker.clienten[over["client"]].bsn,
                "about": over.get("over", "migratie"),
            }
        else:
            yield {
                "event": "instruct",
                **kern,
                "to": stap["aan"],
                "command": stap["opdracht"],
                "params": parameters(maker, stap),
                "result": _antwoord(stap, geval.nummer),
            }
    yield {"event": "end", "campaign": campagne, "at": f"{einde}T23:59:00+01:00"}
