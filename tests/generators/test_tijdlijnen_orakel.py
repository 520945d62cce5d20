"""What a timeline says it breaks, against what the oracle finds in the messages."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from conformance.oordeel import bevindingen, toetsbaar
from conformance.vouwen import sporen
from generators.defecten import ANDER_DOMEIN, ANDERE_GEMEENTE
from generators.defecten import NAMEN as DEFECTNAMEN
from generators.nieuwe import MAANDEN, SOORTEN
from generators.personen import persoon, test_bsns
from generators.scenarios import scenario
from generators.tijdlijnen import NAMEN, Tijdlijn, tijdlijn
from generators.verzending import zendingen
from istandaard.releases import Domein

CLIENTEN = {bsn: persoon(0, nummer).client for nummer, bsn in enumerate(test_bsns()[:2])}
WENS = ("categorie", "code", "volume", "eenheid", "frequentie", "budget", "ingangsdatum", "einddatum")
VAST = {"campaign": "c", "case": "k"}
ERNST = ("fail", "warn", "not_verifiable", "pass")


def gebeurd(een: Tijdlijn) -> Iterator[tuple[str, dict[str, Any]]]:
    for stap in een.stappen:
        stand = stap.stand.to_json()
        if stap.action == "ken_toe":
            gewenst = {veld: stand[veld] for veld in WENS}
            params = {"aanbieder": stap.aan, "bsn": stand["bsn"], "uitvoering": stand["uitvoering"], "gewenst": gewenst}
            kern = {"event": "instruct", "to": "gemeente", "command": "ken_toe", "params": params, "result": {}}
            yield f"{stap.op}T07:00:00+01:00", kern
        if stap.action == "informeer_aanbieder":
            kern = {"event": "notice", "from": "gemeente", "to": stap.aan, "bsn": stand["bsn"], "about": "migratie"}
            yield f"{stap.op}T08:00:00+01:00", kern
    for zending in zendingen(een.stappen, CLIENTEN):
        stap = zending.stappen[0]
        kern = {
            "event": "message",
            "from": stap.by,
            "to": "aanbieder" if stap.by == "gemeente" else "gemeente",
            "code": stap.message,
            "release": stap.release,
            "origin": "party",
            "xml": zending.xml.decode(),
            "faults": [],
        }
        yield f"{stap.op}T09:00:00+01:00", kern


def logboek(een: Tijdlijn, domein: Domein) -> Iterator[dict[str, Any]]:
    kan = {"clock": "virtual", "notices": True, "assess": True, "plan": True}
    periode = {"begin": "2020-09-01", "end": "2021-02-28"}
    yield {"event": "campaign", "campaign": "c", "role": "gemeente", "domain": str(domein), **periode}
    yield {"event": "hello", "campaign": "c", "under_test": True, "party": {"capabilities": kan}}
    for deel in een.toewijzingen:
        yield {"event": "stock", **VAST, "toewijzing": deel.toewijzing.to_json()}
    op_volgorde = sorted(gebeurd(een), key=lambda paar: paar[0])
    for n, (op, kern) in enumerate(op_volgorde, start=1):
        yield {**VAST, **kern, "n": n, "at": op}
    yield {"event": "end", "campaign": "c", "at": "2021-02-28T23:59:00+01:00"}


def oordeel(een: Tijdlijn, domein: Domein) -> dict[str, str]:
    """The gravest finding of each rule for the gemeente."""
    (spoor,) = sporen(logboek(een, domein)).values()
    uit = {}
    for regel in toetsbaar("gemeente"):
        gevonden = {bevinding.uitkomst for bevinding in bevindingen(regel, spoor)}
        if gevonden:
            uit[regel.id] = next(ernst for ernst in ERNST if ernst in gevonden)
    return uit


def vergelijk(een: Tijdlijn, domein: Domein) -> None:
    orakel = oordeel(een, domein)
    gebroken = {regel: uitkomst for regel, uitkomst in orakel.items() if uitkomst != "pass"}
    assert {regel: uitkomst for regel, uitkomst in een.regels.items() if uitkomst != "pass"} == gebroken
    assert {*een.regels} <= {*orakel}


@pytest.mark.parametrize("naam", [naam for naam in DEFECTNAMEN if naam not in {ANDERE_GEMEENTE, ANDER_DOMEIN}])
def test_the_oracle_finds_what_a_timeline_says(naam: str) -> None:
    for seed, (lijn, domein) in enumerate(zip(NAMEN, cycle(Domein))):
        een = tijdlijn(lijn, scenario(naam, seed=seed // 2, domein=domein))
        vergelijk(een, domein)


@pytest.mark.parametrize("maand", MAANDEN)
@pytest.mark.parametrize("soort", SOORTEN)
def test_the_oracle_finds_what_new_care_breaks(soort: str, maand: str) -> None:
    for seed, domein in enumerate((*Domein, *Domein)):
        vergelijk(
            tijdlijn(maand, scenario("zelfde_nummer_geannuleerde", seed=seed, domein=domein), soort=soort), domein
        )
