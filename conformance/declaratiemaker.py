"""The claims of a case and the answers to them: 303, 304, 323 and 325."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from istandaard.berichten import Bericht
from istandaard.berichten.declaratie import DECLARATIE, FACTUUR, maak_303, maak_323
from istandaard.berichten.declaratieantwoord import maak_304, maak_325
from istandaard.berichten.delen import CREDIT, maak_totaal
from istandaard.berichten.prestatie import Prestatie
from istandaard.berichten.retour import AFGEKEURD

if TYPE_CHECKING:
    from conformance.berichtenmaker import Berichtenmaker

Data = Mapping[str, Any]

EURO = "83"
ZONDER_BTW = "1"
INHOUDELIJK = ("9308",)
"""Retourcode of a prestatie that is rejected for what it claims."""


def _nieuw(maker: "Berichtenmaker", data: Data) -> Prestatie:
    """A prestatie as the case writes it; eenheid and amount follow from the rest where they are left out."""
    product, (client, _) = maker.producten[data["ref"]], maker.eigenaars[data["ref"]]
    categorie, code = maker.geleverd_product(data["ref"], data.get("product"))
    eenheid, tarief = data.get("eenheid", product.eenheid), data.get("tarief")
    return Prestatie(
        bsn=maker.clienten[client].bsn,
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


def _anders(oud: Prestatie, data: Data) -> Prestatie:
    """A prestatie with what the case says differently."""
    velden: dict[str, Any] = {veld: data[veld] for veld in ("volume", "eenheid", "tarief", "bedrag") if veld in data}
    velden |= {v: date.fromisoformat(data[v]) for v in ("begindatum", "einddatum") if v in data}
    return replace(oud, **velden)


def _prestatie(maker: "Berichtenmaker", data: Data) -> Prestatie:
    """A debit, or a credit that repeats the debit it takes back (IV054, IV091)."""
    if "vorige" in data:
        debet = maker.prestaties[data["vorige"]]
        kern = replace(
            debet,
            referentienummer=maker.referentie(data["referentie"]),
            vorig_referentienummer=debet.referentienummer,
            debet_credit=CREDIT,
        )
    else:
        kern = _nieuw(maker, data)
    prestatie = replace(_anders(kern, data), debet_credit=data.get("dc", kern.debet_credit))
    maker.prestaties[data["referentie"]] = prestatie
    return prestatie


def declaratie(maker: "Berichtenmaker", stap: int, op: datetime, data: Data) -> Bericht:
    """A 303 or a 323 with every prestatie of the case in it."""
    vast = maker.vast(stap, op, data)
    periode = (date.fromisoformat(data["periode"]["begin"]), date.fromisoformat(data["periode"]["eind"]))
    regels = [_prestatie(maker, regel) for regel in data["prestaties"]]
    identificatie, release = vast.pop("identificatie"), vast.pop("release")
    if data["soort"] == "323":
        bericht = maak_323(
            identificatie=identificatie, nummer=identificatie, periode=periode, prestaties=regels, **vast
        )
        plek, naam = bericht.inhoud["Declaratie"], "TotaalIngediendBedrag"
    else:
        factuur = data.get("vorm") == FACTUUR
        bericht = maak_303(
            release=release,
            nummer=identificatie,
            periode=periode,
            clienten=list(maker.clienten.values()),
            prestaties=[replace(regel, btw_vrijstelling=ZONDER_BTW if factuur else None) for regel in regels],
            soort=data.get("vorm", DECLARATIE),
            **vast,
        )
        plek, naam = bericht.inhoud["Header"]["DeclaratieFactuurBedragen"], "DeclaratieFactuurTotaalBedrag"
    if "totaal" in data:
        plek[naam] = maak_totaal(data["totaal"])
    return bericht


def antwoord(maker: "Berichtenmaker", stap: int, op: datetime, data: Data) -> Bericht:
    """A 304 or a 325: all granted, some prestaties rejected, or the whole refused."""
    maak = maak_304 if data["soort"] == "304" else maak_325
    geheel = data.get("bericht_afgekeurd", False)
    codes = data.get("retourcodes", (AFGEKEURD,) if geheel else INHOUDELIJK)
    deels = {maker.referentie(r): bedrag for r, bedrag in data.get("deels", {}).items()}
    return maak(
        maker.per_stap[data["op_stap"]],
        identificatie=maker.identificatie(stap),
        dagtekening=op.date(),
        afgekeurd={maker.referentie(r): codes for r in data.get("afgekeurd", data.get("deels", ()))},
        geweigerd=codes if geheel else (),
        **({"deels": deels} if deels else {}),
    )
