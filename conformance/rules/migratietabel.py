"""The migratietabel: which actions bring a toewijzing to release 3.0, by whom and by when (MT-01 .. BS-07)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from conformance.rules.migratieschema import Nummers, geldig_in_2021, redenen, variantredenen
from conformance.rules.opvolging import KIES_DEEL, KIES_EINDDATUM, Opvolger, deel, opvolger, vanaf
from istandaard.model import Inhoud, Toewijzing
from istandaard.releases import (
    DECEMBER_VAN,
    EERSTE_DAG_30,
    EINDE_2020,
    INGANG_30,
    UITERLIJK_30,
    UITERLIJK_NUMMER,
    UITERLIJK_VARIANT,
)
from istandaard.verloop import CORRECTIE

Actie = dict[str, Any]

ACTIEVELDEN = (
    "by",
    "action",
    "message",
    "release",
    "earliest",
    "latest",
    "reden_wijziging",
    "ingangsdatum",
    "einddatum",
    "categorie",
    "code",
    "volume",
    "eenheid",
    "frequentie",
    "budget",
)
"""Every key of an action, in order; unused ones are None."""

INHOUD = ("categorie", "code", "volume", "eenheid", "frequentie", "budget")

MIGRATIE = "03"
"""RedenWijziging of a withdrawal that only serves the migration: any valid code but 12 and 01 (AF-01)."""

SUCCESSORS = ("specifiek_met_omvang", "aspecifiek_zonder_budget", "aspecifiek_met_budget")
"""What an aspecifieke toewijzing with omvang may become (BS-08, BS-09, BS-10)."""

ONBEKENDE_STUKS = (
    "Eenheid 82 zonder bekende uitvoering: is dit inspanning, dan moet de toewijzing migreren naar eenheid 84."
)
KIES_OPVOLGER = "De gemeente kiest wat de aspecifieke toewijzing met omvang wordt; zie de alternatieven."


def _actie(by: str, action: str, message: str | None, release: str | None, **velden: object) -> Actie:
    gevuld = {"by": by, "action": action, "message": message, "release": release, **velden}
    return {
        veld: waarde.isoformat() if isinstance(waarde := gevuld.get(veld), date) else waarde for veld in ACTIEVELDEN
    }


def _intrekken(t: Toewijzing, per: date, release: str, latest: date, earliest: date | None = None) -> Actie:
    """Withdraw per a day, or cancel what has not started by then."""
    annuleren = t.ingangsdatum > per
    return _actie(
        "gemeente",
        "intrekken",
        "301",
        release,
        earliest=earliest,
        latest=latest,
        reden_wijziging=CORRECTIE if annuleren else MIGRATIE,
        einddatum=t.ingangsdatum if annuleren else per,
    )


def _nieuwe(o: Opvolger, begin: date, release: str, latest: date, earliest: date | None = None) -> Actie:
    return _actie(
        "gemeente",
        "nieuwe_toewijzing",
        "301",
        release,
        earliest=earliest,
        latest=latest,
        ingangsdatum=begin,
        einddatum=o.einddatum,
        categorie=o.categorie,
        code=o.code,
        volume=o.volume,
        eenheid=o.eenheid,
        frequentie=o.frequentie,
        budget=o.budget,
    )


def _nieuwe_30(o: Opvolger, t: Toewijzing) -> Actie:
    begin = max(INGANG_30, t.ingangsdatum)
    return _nieuwe(vanaf(o, t, begin), begin, "3.0", UITERLIJK_30, EERSTE_DAG_30)


def _oude_inhoud(t: Toewijzing, begin: date, eind: date) -> tuple[Opvolger, list[str]]:
    """The old content for a part of 2020: what ends in 2020 may keep what 3.0 drops (BS-06)."""
    volume, opmerkingen = t.volume, []
    if t.frequentie == "6" and volume is not None:
        if t.einddatum is None:
            volume, opmerkingen = None, [KIES_DEEL]
        else:
            volume = deel(volume, t.ingangsdatum, t.einddatum, begin, eind)
    return Opvolger(t.categorie, t.code, volume, t.eenheid, t.frequentie, t.budget, eind), opmerkingen


def _zonder_nummer(t: Toewijzing, o: Opvolger | None) -> tuple[list[Actie], list[str]]:
    """Withdrawn per 30-11-2020, anew from 01-12-2020, in two parts where the second needs 3.0 (BS-05 .. BS-07)."""
    acties = [_intrekken(t, UITERLIJK_NUMMER, "2.4", UITERLIJK_NUMMER)]
    opmerkingen: list[str] = []
    if t.gestart and t.ingangsdatum <= UITERLIJK_NUMMER:
        acties.append(
            _actie(
                "aanbieder",
                "stop_zorg",
                "307",
                "2.4",
                earliest=UITERLIJK_NUMMER,
                latest=UITERLIJK_NUMMER,
                einddatum=UITERLIJK_NUMMER,
            )
        )
    begin = max(DECEMBER_VAN, t.ingangsdatum)
    if o is not None and not o.alleen_30:
        deel_vanaf = vanaf(o, t, begin)
        acties.append(_nieuwe(deel_vanaf, begin, "2.4", UITERLIJK_NUMMER))
        return acties, list(deel_vanaf.opmerkingen)
    if begin <= EINDE_2020:
        eind = EINDE_2020 if o is not None or t.einddatum is None else t.einddatum
        eerste, opmerkingen = _oude_inhoud(t, begin, eind)
        acties.append(_nieuwe(eerste, begin, "2.4", UITERLIJK_NUMMER))
    if o is not None:
        acties.append(_nieuwe_30(o, t))
        opmerkingen += [r for r in vanaf(o, t, max(INGANG_30, t.ingangsdatum)).opmerkingen if r not in opmerkingen]
    return acties, opmerkingen


def _kan_doorlopen(t: Toewijzing) -> bool:
    """The preferred route needs consent, and an old toewijzing that closed per 31-12-2020 fits 3.0 (BS-04)."""
    gesloten = variantredenen(Inhoud(t.categorie, t.code, t.omvang, t.budget), EINDE_2020, t.uitvoering)
    return t.instemming and t.ingangsdatum <= EINDE_2020 and "geen_toegestane_variant" not in gesloten


def _doorlopen(t: Toewijzing, o: Opvolger) -> list[Actie]:
    return [_intrekken(t, EINDE_2020, "3.0", UITERLIJK_30, EERSTE_DAG_30), _nieuwe_30(o, t)]


def _vooraf_intrekken(t: Toewijzing, o: Opvolger) -> list[Actie]:
    return [
        _actie("gemeente", "informeer_aanbieder", None, None, latest=UITERLIJK_VARIANT),
        _intrekken(t, EINDE_2020, "2.4", UITERLIJK_VARIANT),
        _nieuwe_30(o, t),
    ]


def _met_nummer(t: Toewijzing, o: Opvolger) -> tuple[list[Actie], list[Actie] | None, list[str], date]:
    """Actions, the other permitted route, remarks and deadline of a toewijzing with a unique number."""
    begin = max(INGANG_30, t.ingangsdatum)
    opmerkingen = list(vanaf(o, t, begin).opmerkingen)
    if not o.alleen_30:
        acties = [
            _intrekken(t, EINDE_2020, "2.4", UITERLIJK_VARIANT),
            _nieuwe(vanaf(o, t, begin), begin, "2.4", UITERLIJK_VARIANT),
        ]
        return acties, None, opmerkingen, UITERLIJK_VARIANT
    if _kan_doorlopen(t):
        return _doorlopen(t, o), _vooraf_intrekken(t, o), opmerkingen, UITERLIJK_30
    return _vooraf_intrekken(t, o), None, opmerkingen, UITERLIJK_VARIANT


def _vul_einddatum(t: Toewijzing) -> tuple[list[Actie], None, list[str], date]:
    """Only the einddatum is missing: the same toewijzing is changed (BS-01)."""
    in_30 = t.budget is not None or t.eenheid == "84"
    release, earliest, latest = ("3.0", EERSTE_DAG_30, UITERLIJK_30) if in_30 else ("2.4", None, UITERLIJK_VARIANT)
    actie = _actie("gemeente", "wijzig_einddatum", "301", release, earliest=earliest, latest=latest)
    return [actie], None, [KIES_EINDDATUM], latest


def _zelfde_inhoud(t: Toewijzing, o: Opvolger) -> bool:
    return all(getattr(t, veld) == getattr(o, veld) for veld in INHOUD)


def _route(
    t: Toewijzing, gevonden: list[str], vervanging: str | None
) -> tuple[list[Actie], list[Actie] | None, list[str], date]:
    if "no_unique_number" in gevonden:
        o = opvolger(t, vervanging) if geldig_in_2021(t.einddatum) else None
        return *_met_deadline(_zonder_nummer(t, o)), UITERLIJK_NUMMER
    o = opvolger(t, vervanging)
    if gevonden == ["einddatum_ontbreekt"] and _zelfde_inhoud(t, o):
        return _vul_einddatum(t)
    return _met_nummer(t, o)


def _met_deadline(uitkomst: tuple[list[Actie], list[str]]) -> tuple[list[Actie], None, list[str]]:
    return uitkomst[0], None, uitkomst[1]


def beoordeel(t: Toewijzing, nummers: Nummers, op: date) -> dict[str, Any]:
    """Must it migrate, why, by when, how: the answer of `assess` on one record.

    Args:
        t: the toewijzing.
        nummers: every number ever issued in the input.
        op: the day of asking; decides `overdue`.

    Raises:
        Invoerfout: a vervanging that is impossible for this toewijzing.
    """
    gevonden = redenen(t, nummers)
    acties: list[Actie] = []
    alternatieven: list[dict[str, Any]] = []
    opmerkingen: list[str] = []
    deadline: date | None = None
    if "aspecifiek_met_omvang" in gevonden and t.vervanging is None:
        opmerkingen.append(KIES_OPVOLGER)
        for naam in SUCCESSORS:
            route_acties, _, route_opmerkingen, uiterlijk = _route(t, gevonden, naam)
            alternatieven.append({"route": naam, "preferred": False, "actions": route_acties})
            opmerkingen += [f"{naam}: {tekst}" for tekst in route_opmerkingen]
            deadline = min(deadline or uiterlijk, uiterlijk)
    elif gevonden:
        acties, ander, opmerkingen, deadline = _route(t, gevonden, t.vervanging)
        if ander is not None:
            alternatieven = [{"route": "vooraf_intrekken", "preferred": False, "actions": ander}]
    if t.eenheid == "82" and t.uitvoering is None and not t.geannuleerd and geldig_in_2021(t.einddatum):
        opmerkingen = [*opmerkingen, ONBEKENDE_STUKS]
    regels = {"TW-02" if reden == "no_unique_number" else "TW-03" for reden in gevonden}
    return {
        "id": t.id,
        "must_migrate": bool(gevonden),
        "reasons": gevonden,
        "rules": sorted(regels),
        "deadline": deadline and deadline.isoformat(),
        "overdue": deadline is not None and op > deadline,
        "remarks": opmerkingen,
        "actions": acties,
        "alternatives": alternatieven,
    }


def beoordeel_alle(toewijzingen: Iterable[Toewijzing], op: date) -> Iterable[dict[str, Any]]:
    """Assess a whole input; uniqueness is judged over all of it; order is kept."""
    lijst = list(toewijzingen)
    nummers = Nummers(lijst)
    return (beoordeel(t, nummers, op) for t in lijst)
