"""From the events of a log to the trace of each case: reading messages and folding 301s into histories."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from conformance.trace import (
    Bericht301Regel,
    Declaratie,
    Event,
    Kennisgeving,
    Opdracht,
    Spoor,
    Stand,
    Toekenning,
    Verloop,
    Verzonden,
)
from istandaard.berichten import Bericht, Berichtfout, lees_gedeeld
from istandaard.berichten.antwoord import lees_antwoord
from istandaard.berichten.declaratie import declaratiekop, prestaties
from istandaard.berichten.declaratieantwoord import afgekeurde, geweigerd
from istandaard.berichten.kop import kop
from istandaard.berichten.regie import regieproducten
from istandaard.berichten.toewijzing import regels_301
from istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek
from istandaard.model import Toewijzing
from istandaard.releases import Domein


def _toekenning(bericht: Bericht) -> Toekenning:
    regels = [(een.prestatie.referentienummer, een) for een in afgekeurde(bericht)]
    return Toekenning(
        geweigerd(bericht),
        {nummer: een.toegekend for nummer, een in regels},
        {nummer: een.retourcodes for nummer, een in regels},
    )


def _declaratie(bericht: Bericht) -> Declaratie:
    return Declaratie(declaratiekop(bericht), tuple(prestaties(bericht)))


INHOUD: Mapping[str, tuple[str, Callable[[Bericht], object]]] = {
    "301": ("regels", lambda bericht: tuple(Bericht301Regel(*regel) for regel in regels_301(bericht))),
    "303": ("declaratie", _declaratie),
    "304": ("toekenning", _toekenning),
    "305": ("regie", lambda bericht: tuple(regieproducten(bericht))),
    "307": ("regie", lambda bericht: tuple(regieproducten(bericht))),
    "315": ("verzoeken", lambda b: tuple(product.referentie_aanbieder for product in aangevraagde_producten(b))),
    "317": ("verzoeken", lambda bericht: (wijzigingsverzoek(bericht).referentie_aanbieder,)),
    "319": ("antwoord", lees_antwoord),
    "323": ("declaratie", _declaratie),
    "325": ("toekenning", _toekenning),
}
"""Message -> the field of Verzonden that holds what it says, and how that is read; of the others the header is all."""


def _gelezen(event: Event) -> dict[str, Any]:
    """What a message says; nothing when it, its header or one of its lines cannot be read: its faults say why."""
    try:
        bericht = lees_gedeeld(event["xml"].encode("utf-8", "surrogatepass"))
        gelezen: dict[str, Any] = {"bericht": bericht, "kop": kop(bericht)}
        if bericht.soort != event["code"]:
            return {}
        if bericht.soort in INHOUD:
            veld, lees_inhoud = INHOUD[bericht.soort]
            gelezen[veld] = lees_inhoud(bericht)
    except Berichtfout:
        return {}
    return gelezen


def _verzonden(event: Event) -> Verzonden:
    return Verzonden(
        event["n"],
        datetime.fromisoformat(event["at"]),
        event["from"],
        event["to"],
        event["code"],
        event["release"],
        event["origin"],
        tuple(event["faults"]),
        **_gelezen(event),
    )


def _voeg_stock_toe(spoor: Spoor, record: Toewijzing) -> None:
    moment = datetime.combine(min(record.ingangsdatum, date(2020, 8, 31)), datetime.min.time())
    verloop = Verloop(record.sleutel, record)
    verloop.standen.append(Stand(record.inhoud, record.einddatum, None, moment, None))
    spoor.verlopen[record.sleutel] = verloop


def _voeg_bericht_toe(spoor: Spoor, bericht: Verzonden) -> None:
    spoor.berichten.append(bericht)
    if bericht.herkomst == "party":
        _vouw(spoor, bericht)


def _vouw(spoor: Spoor, bericht: Verzonden) -> None:
    """Fold the lines of a 301 into the history of their toewijzingen."""
    if bericht.van != "gemeente":
        return
    for regel in bericht.regels:
        verloop = spoor.verlopen.setdefault(regel.sleutel, Verloop(regel.sleutel, None))
        p = regel.product
        verloop.standen.append(Stand(p.inhoud, p.einddatum, p.reden_wijziging, p.moment, bericht))


def sporen(events: Iterable[Event]) -> dict[tuple[str, str], Spoor]:
    """Cut a log into the trace of each (campaign, case).

    Events of clients that belong to no case are kept out; numbers are compared over the whole campaign.
    """
    rollen: dict[str, tuple[str, Domein, date]] = {}
    kan: dict[str, Mapping[str, Any]] = {}
    uit: dict[tuple[str, str], Spoor] = {}
    for event in events:
        soort = event["event"]
        campagne = event.get("campaign", "")
        if soort == "campaign":
            rollen[campagne] = (event["role"], Domein(event["domain"]), date.fromisoformat(event["end"]))
        elif soort == "hello" and event["under_test"]:
            kan[campagne] = event["party"]["capabilities"]
        elif event.get("case") is not None and soort in LEZERS:
            sleutel = (campagne, event["case"])
            if sleutel not in uit:
                rol, domein, einde = rollen[campagne]
                uit[sleutel] = Spoor(rol, domein, einde, {})
            LEZERS[soort](uit[sleutel], event)
        elif soort == "end":
            rol, domein, _ = rollen[campagne]
            for (van, _geval), spoor in uit.items():
                if van == campagne:
                    spoor.einde = date.fromisoformat(event["at"][:10])
    for (campagne, _), spoor in uit.items():
        spoor.kan = kan.get(campagne, {})
        _vouw_aangeboden(spoor)
    _deel_nummers(uit)
    return uit


def _vouw_aangeboden(spoor: Spoor) -> None:
    """Fold what the kit itself delivered, unless it was refused: then it counts as not received (OP286)."""
    for bericht in [b for b in spoor.berichten if b.herkomst == "kit"]:
        antwoord = spoor.antwoord_op(bericht)
        if antwoord is not None and antwoord.neemt_aan:
            _vouw(spoor, bericht)


def _lees_kennisgeving(spoor: Spoor, event: Event) -> None:
    spoor.kennisgevingen.append(
        Kennisgeving(
            datetime.fromisoformat(event["at"]), event["from"], event["to"], event.get("bsn"), event.get("about", "")
        )
    )


def _lees_opdracht(spoor: Spoor, event: Event) -> None:
    spoor.opdrachten.append(
        Opdracht(
            datetime.fromisoformat(event["at"]), event["to"], event["command"], event["params"], event["result"] or {}
        )
    )


LEZERS = {
    "client": lambda _spoor, _event: None,
    "stock": lambda spoor, event: _voeg_stock_toe(spoor, Toewijzing.from_json(event["toewijzing"])),
    "message": lambda spoor, event: _voeg_bericht_toe(spoor, _verzonden(event)),
    "notice": _lees_kennisgeving,
    "instruct": _lees_opdracht,
}


def _deel_nummers(per_geval: Mapping[tuple[str, str], Spoor]) -> None:
    """Give every trace the numbers and ids of its whole campaign."""
    per_campagne: dict[str, tuple[dict[str, list[Verloop]], set[str]]] = {}
    for (campagne, _), spoor in per_geval.items():
        houders, ids = per_campagne.setdefault(campagne, ({}, set()))
        for sleutel, verloop in spoor.verlopen.items():
            if sleutel.toewijzingnummer is not None:
                houders.setdefault(sleutel.toewijzingnummer, []).append(verloop)
            if verloop.feiten is not None:
                ids.add(verloop.feiten.id)
        spoor.houders, spoor.ids = houders, ids
