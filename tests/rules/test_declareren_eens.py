"""What `declare` allows, where the reference claims, and what the rules find must be the same, on every scenario."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance.gevallen import AANBIEDERS, GEMEENTE
from conformance.oordeel import bevindingen, toetsbaar
from conformance.opdrachten.leveringen import maak_levering
from conformance.reference.partij import Referentie
from conformance.reference.perioden import DECLARATIE, DECLARATIE_2020
from conformance.rules.declaratieplek import plekken
from conformance.rules.plaatsing import plaatsingen
from conformance.trace import Spoor
from conformance.vouwen import sporen
from generators.aflopen import AFLOPEN
from generators.leveringen import DECLARANTEN, LEVERSITUATIES, OUTPUT, Declaratiescenario, Levering, levering
from generators.personen import persoon
from generators.strategies import declaratiescenarios
from istandaard.kalender import maand, vierwekenperiode
from istandaard.model import Toewijzing
from istandaard.releases import EINDE_2020, Domein

CLIENT = persoon(0, 0).client
KERN = {"campaign": "c", "case": "k"}
GEVRAAGD, EINDE = "2021-04-05T09:00:00+02:00", "2021-04-30T17:00:00+02:00"
RUIM = settings(max_examples=150, deadline=None)
PRODUCT = {Domein.WMO: ("02", "02A01"), Domein.JW: ("45", "45A01")}
PLEKREGELS = ("DC-", "IV076")
VOLUMES = (7, 11, 13, 17, 19, 23)
"""Of each next delivery another, so that what was claimed shows which it is."""


def toewijzing(domein: Domein, uitvoering: str, nummer: str, van: Any, tot: Any) -> Toewijzing:
    categorie, code = PRODUCT[domein]
    return Toewijzing(
        id=nummer, gemeente=GEMEENTE, domein=domein, aanbieder=AANBIEDERS[1], bsn=CLIENT.bsn, toewijzingnummer=nummer,
        categorie=categorie, code=code, volume=5000, eenheid="82" if uitvoering == OUTPUT else "04", frequentie="4",
        budget=None, ingangsdatum=van, einddatum=tot, uitvoering=uitvoering,
    )  # fmt: skip


def stock(een: Declaratiescenario) -> list[Toewijzing]:
    eerste, afloop = een.leveringen[0], een.afloop
    oude = toewijzing(eerste.domein, eerste.uitvoering, "101", afloop.ingangsdatum, afloop.einddatum)
    if afloop.opvolger is None:
        return [oude]
    return [oude, toewijzing(eerste.domein, eerste.uitvoering, "102", afloop.opvolger, None)]


def opdrachten(een: Declaratiescenario, oude: Toewijzing) -> Iterator[tuple[str, dict[str, Any]]]:
    sleutel = ("aanbieder", "bsn", "toewijzingnummer", "categorie", "code", "ingangsdatum")
    waar = {veld: oude.to_json()[veld] for veld in sleutel}
    for volume, deel in zip(VOLUMES, een.leveringen, strict=False):
        vraag = deel.to_json()
        yield (
            "registreer_levering",
            {"toewijzing": waar, "volume": volume, "eenheid": oude.eenheid, "tarief": 4700, "categorie": oude.categorie}
            | {"code": oude.code} | {veld: vraag[veld] for veld in ("geleverd", "uitvoering", "afspraak")},
        )  # fmt: skip
    hoe = {"bericht_2020": een.declarant.bericht, "periode_2020": een.declarant.periode}
    yield "declareer", {"aanbieder": AANBIEDERS[1], "tot_en_met": "2021-03-31", **hoe}


def speel(een: Declaratiescenario, klasse: Callable[[], Referentie] = Referentie) -> Spoor:
    """Let an aanbieder register and claim everything on one day, and read what it sent."""
    partij, eigen, domein = klasse(), stock(een), een.leveringen[0].domein
    partij.reset(
        {"role": "aanbieder", "domain": str(domein), "now": "2021-04-01T09:00:00+02:00", "seed": 0, "case": "k"}
        | {"gemeente": GEMEENTE, "aanbieders": [AANBIEDERS[1]], "clients": [CLIENT.to_json()]}
        | {"stock": [t.to_json() for t in eigen]}
    )
    events: list[dict[str, Any]] = [
        {"event": "campaign", "campaign": "c", "role": "aanbieder", "domain": str(domein), "end": "2021-04-30"},
        *({"event": "stock", **KERN, "toewijzing": t.to_json()} for t in eigen),
    ]
    partij.collect({})
    partij.advance({"to": GEVRAAGD})
    for command, params in opdrachten(een, eigen[0]):
        partij.instruct({"command": command, "params": params})
        events.append({"event": "instruct", **KERN, "at": GEVRAAGD, "to": "aanbieder", "command": command})
        events[-1] |= {"params": params, "result": {}}
    for n, stuk in enumerate(partij.collect({})["messages"], start=1):
        events.append({"event": "message", **KERN, "n": n, "at": stuk["sent_at"], "from": "aanbieder"})
        events[-1] |= {"to": "gemeente", "origin": "party", "faults": []} | {
            v: stuk[v] for v in ("code", "release", "xml")
        }
    events.append({"event": "end", "campaign": "c", "at": EINDE})
    (spoor,) = sporen(events).values()
    return spoor


def gebroken(spoor: Spoor) -> set[str]:
    return {r.id for r in toetsbaar("aanbieder") if any(b.uitkomst == "fail" for b in bevindingen(r, spoor))}


def mag(deel: Levering) -> list[dict[str, Any]]:
    allowed: list[dict[str, Any]] = plekken(maak_levering(deel.to_json()))["allowed"]
    return allowed


def vergelijk(een: Declaratiescenario) -> None:
    spoor = speel(een)
    assert gebroken(spoor) == set()
    for deel, geplaatst in zip(een.leveringen, plaatsingen(spoor), strict=True):
        verwacht = mag(deel)
        assert set(geplaatst.mogelijk.perioden) >= {plek["period"] for plek in verwacht}
        assert geplaatst.mogelijk.regels >= {regel for regel in deel.label.regels if verwacht}
        assert (geplaatst.periode in {plek["period"] for plek in verwacht}) is bool(verwacht)
        assert not verwacht or geplaatst.berichten & {plek["message"] for plek in verwacht}


@RUIM
@given(declaratiescenarios())
def test_the_reference_claims_where_declare_says_and_the_rules_find_nothing(een):
    vergelijk(een)


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("naam", LEVERSITUATIES)
def test_every_named_delivery(naam, domein):
    for declarant in DECLARANTEN:
        deel = levering(naam, domein=domein, declarant=declarant)
        vergelijk(Declaratiescenario(deel.afloop, declarant, (deel,)))


def ergens_anders(soort: str, dag: Any) -> type[Referentie]:
    """A party that claims everything in one message and in the period of one day, whatever was delivered when."""

    class Verplaatst(Referentie):
        def soort_declaratie(self, _dag: Any) -> str:
            return soort

        def periode_2020(self, _dag: Any, indeling: str) -> Any:
            vier = vierwekenperiode(dag) if indeling == "vier_weken" else None
            return (vier.begindatum, vier.einddatum) if vier else maand(dag)

        def periode_vanaf_2021(self, _dag: Any) -> Any:
            return maand(dag)

    return Verplaatst


@RUIM
@given(declaratiescenarios(hoogstens=1), st.sampled_from([(2020, 11), (2020, 12), (2021, 1), (2021, 2)]))
def test_a_delivery_elsewhere_breaks_a_rule_exactly_when_declare_forbids_it(een, plek):
    dag = date(*plek, 28)
    soort = DECLARATIE_2020 if dag <= EINDE_2020 else DECLARATIE
    (deel,) = een.leveringen
    spoor = speel(een, ergens_anders(soort, dag))
    (geplaatst,) = plaatsingen(spoor)
    assume(geplaatst.claims and mag(deel))
    p = geplaatst.claims[0].prestatie
    assume(p.begindatum <= p.einddatum)
    toegestaan = geplaatst.periode in geplaatst.mogelijk.perioden
    assert bool({regel for regel in gebroken(spoor) if regel.startswith(PLEKREGELS)}) is not toegestaan


def test_every_way_a_toewijzing_can_end_is_played():
    assert {LEVERSITUATIES[naam].afloop for naam in LEVERSITUATIES} == set(AFLOPEN)
