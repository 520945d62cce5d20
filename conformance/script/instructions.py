"""The params of an instruction: what a case says in symbols, filled in for one domain."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migratietoets.conformance.script.messages import BerichtMaker

StepData = Mapping[str, Any]
Params = dict[str, Any]

WISH_FIELDS = ("volume", "eenheid", "frequentie", "budget", "ingangsdatum", "einddatum")


def wanted(maker: "BerichtMaker", wish: Mapping[str, Any]) -> Params:
    """What a client needs, in terms of 3.0."""
    categorie, code = maker.filled.product(wish["product"], specifiek=wish["specifiek"])
    return {"categorie": categorie, "code": code} | {field: wish.get(field) for field in WISH_FIELDS}


def reference(maker: "BerichtMaker", ref: str) -> Params:
    """A toewijzing as a command names it."""
    key = maker.key(ref)
    return {
        "aanbieder": key.aanbieder,
        "bsn": key.bsn,
        "toewijzingnummer": key.toewijzingnummer,
        "categorie": key.categorie,
        "code": key.code,
        "ingangsdatum": key.ingangsdatum.isoformat(),
    }


def _aanbieder(maker: "BerichtMaker", step: StepData) -> str:
    return maker.filled.aanbieder(step.get("aanbieder", 1))


def _bsn(maker: "BerichtMaker", step: StepData) -> str | None:
    client = step.get("client", "A")
    return None if client is None else maker.clients[client].bsn


def _who(maker: "BerichtMaker", step: StepData) -> Params:
    return {"aanbieder": _aanbieder(maker, step), "bsn": _bsn(maker, step)}


def _migrate(maker: "BerichtMaker", step: StepData) -> Params:
    return {"bsn": _bsn(maker, step), "route": step.get("route")}


def _grant(maker: "BerichtMaker", step: StepData) -> Params:
    return _who(maker, step) | {
        "uitvoering": step.get("uitvoering"),
        "gewenst": wanted(maker, step["gewenst"]),
    }


def _inform(maker: "BerichtMaker", step: StepData) -> Params:
    return _who(maker, step) | {"onderwerp": step.get("onderwerp", "migratie")}


def _nothing(_maker: "BerichtMaker", _step: StepData) -> Params:
    return {}


def _register_delivery(maker: "BerichtMaker", step: StepData) -> Params:
    categorie, code = maker.delivered_product(step["toewijzing"], step.get("product"))
    return {
        "toewijzing": reference(maker, step["toewijzing"]),
        "geleverd": step["geleverd"],
        "uitvoering": step["uitvoering"],
        "categorie": categorie,
        "code": code,
        "volume": step["volume"],
        "eenheid": step.get("eenheid", maker.producten[step["toewijzing"]].eenheid),
        "tarief": step.get("tarief"),
        "afspraak": step.get("afspraak"),
    }


def _claim(maker: "BerichtMaker", step: StepData) -> Params:
    fields = ("tot_en_met", "bericht_2020", "periode_2020")
    return {"aanbieder": _aanbieder(maker, step)} | {field: step[field] for field in fields}


def _credit(maker: "BerichtMaker", step: StepData) -> Params:
    return {"toewijzing": reference(maker, step["toewijzing"]), "geleverd": step["geleverd"]}


def _judge_declaratie(maker: "BerichtMaker", step: StepData) -> Params:
    return _who(maker, step) | {"besluit": step["besluit"]}


def _request_toewijzing(maker: "BerichtMaker", step: StepData) -> Params:
    return _who(maker, step) | {"producten": [wanted(maker, wish) for wish in step["producten"]]}


def _request_change(maker: "BerichtMaker", step: StepData) -> Params:
    return {"toewijzing": reference(maker, step["toewijzing"]), "gewenst": wanted(maker, step["gewenst"])}


def _answer_verzoek(maker: "BerichtMaker", step: StepData) -> Params:
    change = step.get("wijziging_2020")
    return _who(maker, step) | {
        "besluiten": list(step["besluiten"]),
        "wijziging_2020": change and _request_change(maker, change),
    }


def _about_toewijzing(maker: "BerichtMaker", step: StepData) -> Params:
    params: Params = {"toewijzing": reference(maker, step["toewijzing"])}
    params |= {field: step[field] for field in ("begindatum", "einddatum") if field in step}
    if "reden" in step:
        params["reden"] = step["reden"][maker.filled.domein]
    return params


FILLERS: dict[str, Callable[["BerichtMaker", StepData], Params]] = {
    "beoordeel": _nothing,
    "plan": _nothing,
    "migreer": _migrate,
    "ken_toe": _grant,
    "trek_in": _about_toewijzing,
    "wijzig_einddatum": _about_toewijzing,
    "informeer": _inform,
    "start_zorg": _about_toewijzing,
    "stop_zorg": _about_toewijzing,
    "registreer_levering": _register_delivery,
    "declareer": _claim,
    "crediteer": _credit,
    "beoordeel_declaratie": _judge_declaratie,
    "vraag_toewijzing_aan": _request_toewijzing,
    "vraag_wijziging_aan": _request_change,
    "beantwoord_verzoek": _answer_verzoek,
}
"""Command -> how its params are made, for every command in cases/case.schema.json."""


def parameters(maker: "BerichtMaker", step: StepData) -> Params:
    """The params of an instruction, with every symbol filled in."""
    return FILLERS[step["opdracht"]](maker, step)
