"""The claims of a case and the answers to them: 303, 304, 323 and 325."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.bedrag import CREDIT, make_total
from migratietoets.istandaard.berichten.declaratie import DECLARATIE, FACTUUR, make_303, make_323
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import REJECTED

if TYPE_CHECKING:
    from migratietoets.conformance.script.messages import BerichtMaker

Data = Mapping[str, Any]

EURO = "83"
WITHOUT_BTW = "1"
CONTENT_CODES = ("9308",)
"""Retourcode of a prestatie that is rejected for what it claims."""


def _new(maker: "BerichtMaker", data: Data) -> Prestatie:
    """A prestatie as the case writes it; eenheid and amount follow from the rest where they are left out."""
    product, (client, _) = maker.producten[data["ref"]], maker.owners[data["ref"]]
    categorie, code = maker.delivered_product(data["ref"], data.get("product"))
    eenheid, tarief = data.get("eenheid", product.eenheid), data.get("tarief")
    return Prestatie(
        bsn=maker.clients[client].bsn,
        referentienummer=maker.referentie(data["referentie"]),
        categorie=categorie or "",
        code=code or "",
        begindatum=date.fromisoformat(data["begindatum"]),
        einddatum=date.fromisoformat(data["einddatum"]),
        volume=data["volume"],
        eenheid=eenheid,
        bedrag=data["volume"] * (1 if eenheid == EURO else tarief),
        toewijzingnummer=product.toewijzingnummer,
        tarief=tarief,
    )


def _changed(old: Prestatie, data: Data) -> Prestatie:
    """A prestatie with what the case says differently."""
    fields: dict[str, Any] = {
        field: data[field] for field in ("volume", "eenheid", "tarief", "bedrag") if field in data
    }
    fields |= {v: date.fromisoformat(data[v]) for v in ("begindatum", "einddatum") if v in data}
    return replace(old, **fields)


def _prestatie(maker: "BerichtMaker", data: Data) -> Prestatie:
    """A debit, or a credit that repeats the debit it takes back (IV054, IV091)."""
    if "vorige" in data:
        debit = maker.prestaties[data["vorige"]]
        core = replace(
            debit,
            referentienummer=maker.referentie(data["referentie"]),
            previous_referentienummer=debit.referentienummer,
            debet_credit=CREDIT,
        )
    else:
        core = _new(maker, data)
    prestatie = replace(_changed(core, data), debet_credit=data.get("dc", core.debet_credit))
    maker.prestaties[data["referentie"]] = prestatie
    return prestatie


def declaratie(maker: "BerichtMaker", step: int, at: datetime, data: Data) -> Bericht:
    """A 303 or a 323 with every prestatie of the case in it."""
    fixed = maker.fixed(step, at, data)
    period = (date.fromisoformat(data["periode"]["begin"]), date.fromisoformat(data["periode"]["eind"]))
    lines = [_prestatie(maker, line) for line in data["prestaties"]]
    identificatie, release = fixed.pop("identificatie"), fixed.pop("release")
    if data["soort"] == "323":
        bericht = make_323(identificatie=identificatie, number=identificatie, period=period, prestaties=lines, **fixed)
        place, name = bericht.content["Declaratie"], "TotaalIngediendBedrag"
    else:
        factuur = data.get("vorm") == FACTUUR
        bericht = make_303(
            release=release,
            number=identificatie,
            period=period,
            clients=list(maker.clients.values()),
            prestaties=[replace(line, btw_vrijstelling=WITHOUT_BTW if factuur else None) for line in lines],
            kind=data.get("vorm", DECLARATIE),
            **fixed,
        )
        place, name = bericht.content["Header"]["DeclaratieFactuurBedragen"], "DeclaratieFactuurTotaalBedrag"
    if "totaal" in data:
        place[name] = make_total(data["totaal"])
    return bericht


def answer(maker: "BerichtMaker", step: int, at: datetime, data: Data) -> Bericht:
    """A 304 or a 325: all granted, some prestaties rejected, or the whole refused."""
    make = make_304 if data["soort"] == "304" else make_325
    whole = data.get("bericht_afgekeurd", False)
    codes = data.get("retourcodes", (REJECTED,) if whole else CONTENT_CODES)
    partly = {maker.referentie(r): bedrag for r, bedrag in data.get("deels", {}).items()}
    return make(
        maker.per_step[data["op_stap"]],
        identificatie=maker.identificatie(step),
        dagtekening=at.date(),
        rejected={maker.referentie(r): codes for r in data.get("afgekeurd", data.get("deels", ()))},
        refused=codes if whole else (),
        **({"partly": partly} if partly else {}),
    )
