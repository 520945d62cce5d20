"""The params of an instruction: what a case says in symbols, filled in for one domain."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.berichtenmaker import Berichtenmaker

Stap = Mapping[str, Any]
Params = dict[str, Any]

WENSVELDEN = ("volume", "eenheid", "frequentie", "budget", "ingangsdatum", "einddatum")


def gewenst(maker: "Berichtenmaker", wens: Mapping[str, Any]) -> Params:
    """What a client needs, in terms of 3.0."""
    categorie, code = maker.invulling.product(wens["product"], specifiek=wens["specifiek"])
    return {"categorie": categorie, "code": code} | {veld: wens.get(veld) for veld in WENSVELDEN}


def verwijzing(maker: "Berichtenmaker", ref: str) -> Params:
    """A toewijzing as a command names it."""
    sleutel = maker.sleutel(ref)
    return {
        "aanbieder": sleutel.aanbieder,
        "bsn": sleutel.bsn,
        "toewijzingnummer": sleutel.toewijzingnummer,
        "categorie": sleutel.categorie,
        "code": sleutel.code,
        "ingangsdatum": sleutel.ingangsdatum.isoformat(),
    }


def _aanbieder(maker: "Berichtenmaker", stap: Stap) -> str:
    return maker.invulling.aanbieder(stap.get("aanbieder", 1))


def _bsn(maker: "Berichtenmaker", stap: Stap) -> str | None:
    client = stap.get("client", "A")
    return None if client is None else maker.clienten[client].bsn


def _wie(maker: "Berichtenmaker", stap: Stap) -> Params:
    return {"aanbieder": _aanbieder(maker, stap), "bsn": _bsn(maker, stap)}


def _migreer(maker: "Berichtenmaker", stap: Stap) -> Params:
    return {"bsn": _bsn(maker, stap), "route": stap.get("route")}


def _ken_toe(maker: "Berichtenmaker", stap: Stap) -> Params:
    return _wie(maker, stap) | {
        "uitvoering": stap.get("uitvoering"),
        "gewenst": gewenst(maker, stap["gewenst"]),
    }


def _informeer(maker: "Berichtenmaker", stap: Stap) -> Params:
    return _wie(maker, stap) | {"onderwerp": stap.get("onderwerp", "migratie")}


def _niets(_maker: "Berichtenmaker", _stap: Stap) -> Params:
    return {}


def _registreer_levering(maker: "Berichtenmaker", stap: Stap) -> Params:
    categorie, code = maker.geleverd_product(stap["toewijzing"], stap.get("product"))
    return {
        "toewijzing": verwijzing(maker, stap["toewijzing"]),
        "geleverd": stap["geleverd"],
        "uitvoering": stap["uitvoering"],
        "categorie": categorie,
        "code": code,
        "volume": stap["volume"],
        "eenheid": stap.get("eenheid", maker.producten[stap["toewijzing"]].eenheid),
        "tarief": stap.get("tarief"),
        "afspraak": stap.get("afspraak"),
    }


def _declareer(maker: "Berichtenmaker", stap: Stap) -> Params:
    velden = ("tot_en_met", "bericht_2020", "periode_2020")
    return {"aanbieder": _aanbieder(maker, stap)} | {veld: stap[veld] for veld in velden}


def _crediteer(maker: "Berichtenmaker", stap: Stap) -> Params:
    return {"toewijzing": verwijzing(maker, stap["toewijzing"]), "geleverd": stap["geleverd"]}


def _beoordeel_declaratie(maker: "Berichtenmaker", stap: Stap) -> Params:
    return _wie(maker, stap) | {"besluit": stap["besluit"]}


def _vraag_toewijzing_aan(maker: "Berichtenmaker", stap: Stap) -> Params:
    return _wie(maker, stap) | {"producten": [gewenst(maker, wens) for wens in stap["producten"]]}


def _vraag_wijziging_aan(maker: "Berichtenmaker", stap: Stap) -> Params:
    return {"toewijzing": verwijzing(maker, stap["toewijzing"]), "gewenst": gewenst(maker, stap["gewenst"])}


def _beantwoord_verzoek(maker: "Berichtenmaker", stap: Stap) -> Params:
    wijziging = stap.get("wijziging_2020")
    return _wie(maker, stap) | {
        "besluiten": list(stap["besluiten"]),
        "wijziging_2020": wijziging and _vraag_wijziging_aan(maker, wijziging),
    }


def _over_toewijzing(maker: "Berichtenmaker", stap: Stap) -> Params:
    params: Params = {"toewijzing": verwijzing(maker, stap["toewijzing"])}
    params |= {veld: stap[veld] for veld in ("begindatum", "einddatum") if veld in stap}
    if "reden" in stap:
        params["reden"] = stap["reden"][maker.invulling.domein]
    return params


VULLING: dict[str, Callable[["Berichtenmaker", Stap], Params]] = {
    "beoordeel": _niets,
    "plan": _niets,
    "migreer": _migreer,
    "ken_toe": _ken_toe,
    "trek_in": _over_toewijzing,
    "wijzig_einddatum": _over_toewijzing,
    "informeer": _informeer,
    "start_zorg": _over_toewijzing,
    "stop_zorg": _over_toewijzing,
    "registreer_levering": _registreer_levering,
    "declareer": _declareer,
    "crediteer": _crediteer,
    "beoordeel_declaratie": _beoordeel_declaratie,
    "vraag_toewijzing_aan": _vraag_toewijzing_aan,
    "vraag_wijziging_aan": _vraag_wijziging_aan,
    "beantwoord_verzoek": _beantwoord_verzoek,
}
"""Command -> how its params are made, for every command in cases/case.schema.json."""


def parameters(maker: "Berichtenmaker", stap: Stap) -> Params:
    """The params of an instruction, with every symbol filled in."""
    return VULLING[stap["opdracht"]](maker, stap)
