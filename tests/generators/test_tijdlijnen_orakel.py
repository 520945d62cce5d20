"""What a timeline says it breaks, against what the oracle finds in the messages."""

from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

import pytest

from conformance.oordeel import bevindingen, toetsbaar
from conformance.trace import Spoor
from conformance.vouwen import sporen
from generators.defecten import ANDER_DOMEIN, ANDERE_GEMEENTE
from generators.defecten import NAMEN as DEFECTNAMEN
from generators.mix import Mix
from generators.nieuwe import MAANDEN, SOORTEN
from generators.personen import persoon, test_bsns
from generators.portefeuille import portefeuille
from generators.scenarios import scenario
from generators.tijdlijnen import NAMEN, Tijdlijn, Tijdlijnmaker, tijdlijn
from generators.verzending import zendingen
from istandaard.model import Client
from istandaard.releases import Domein

CLIENTEN = {bsn: persoon(0, nummer).client for nummer, bsn in enumerate(test_bsns()[:2])}
WENS = ("categorie", "code", "volume", "eenheid", "frequentie", "budget", "ingangsdatum", "einddatum")
ERNST = ("fail", "warn", "not_verifiable", "pass")
VEEL_SAMEN = Mix(aandeel_schoon=0, gewicht_aantal=(0, 1, 3), aandeel_twee_aanbieders=0)
"""Several toewijzingen that migrate at one aanbieder: which follows which is hardest to tell."""


def gebeurd(een: Tijdlijn, clienten: Mapping[str, Client]) -> Iterator[tuple[str, dict[str, Any]]]:
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
    for zending in zendingen(een.stappen, clienten):
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


def logboek(lijnen: Mapping[str, Tijdlijn], domein: Domein, clienten: Mapping[str, Client]) -> Iterator[dict[str, Any]]:
    """One campaign, with a case for each timeline."""
    kan = {"clock": "virtual", "notices": True, "assess": True, "plan": True}
    periode = {"begin": "2020-09-01", "end": "2021-02-28"}
    yield {"event": "campaign", "campaign": "c", "role": "gemeente", "domain": str(domein), **periode}
    yield {"event": "hello", "campaign": "c", "under_test": True, "party": {"capabilities": kan}}
    for geval, een in lijnen.items():
        vast = {"campaign": "c", "case": geval}
        for deel in een.toewijzingen:
            yield {"event": "stock", **vast, "toewijzing": deel.toewijzing.to_json()}
        op_volgorde = sorted(gebeurd(een, clienten), key=lambda paar: paar[0])
        for n, (op, kern) in enumerate(op_volgorde, start=1):
            yield {**vast, **kern, "n": n, "at": op}
    yield {"event": "end", "campaign": "c", "at": "2021-02-28T23:59:00+01:00"}


def oordeel(spoor: Spoor) -> dict[str, str]:
    """The gravest finding of each rule for the gemeente."""
    uit = {}
    for regel in toetsbaar("gemeente"):
        gevonden = {bevinding.uitkomst for bevinding in bevindingen(regel, spoor)}
        if gevonden:
            uit[regel.id] = next(ernst for ernst in ERNST if ernst in gevonden)
    return uit


def vergelijk(lijnen: Mapping[str, Tijdlijn], domein: Domein, clienten: Mapping[str, Client]) -> None:
    gevouwen = sporen(logboek(lijnen, domein, clienten))
    assert {geval for _, geval in gevouwen} == {*lijnen}
    for (_, geval), spoor in gevouwen.items():
        orakel, regels = oordeel(spoor), lijnen[geval].regels
        gebroken = {regel: uitkomst for regel, uitkomst in orakel.items() if uitkomst != "pass"}
        assert {regel: uitkomst for regel, uitkomst in regels.items() if uitkomst != "pass"} == gebroken, geval
        assert {*regels} <= {*orakel}, geval


def vergelijk_dossiers(naam: str, domein: Domein, aantal: int, mix: Mix) -> None:
    maker, lijnen, clienten = Tijdlijnmaker(naam), {}, {}
    for dossier in portefeuille("0344", clients=aantal, domeinen=[domein], mix=mix):
        lijnen[dossier.client.bsn] = maker.maak(dossier.toewijzingen)
        clienten[dossier.client.bsn] = dossier.client
    vergelijk(lijnen, domein, clienten)


@pytest.mark.parametrize("naam", [naam for naam in DEFECTNAMEN if naam not in {ANDERE_GEMEENTE, ANDER_DOMEIN}])
def test_the_oracle_finds_what_a_timeline_says(naam: str) -> None:
    for seed, (lijn, domein) in enumerate(zip(NAMEN, cycle(Domein))):
        een = tijdlijn(lijn, scenario(naam, seed=seed // 2, domein=domein))
        vergelijk({naam: een}, domein, CLIENTEN)


@pytest.mark.parametrize("maand", MAANDEN)
@pytest.mark.parametrize("soort", SOORTEN)
def test_the_oracle_finds_what_new_care_breaks(soort: str, maand: str) -> None:
    for seed, domein in enumerate((*Domein, *Domein)):
        een = tijdlijn(maand, scenario("zelfde_nummer_geannuleerde", seed=seed, domein=domein), soort=soort)
        vergelijk({soort: een}, domein, CLIENTEN)


@pytest.mark.parametrize("domein", Domein)
def test_the_oracle_finds_what_whole_dossiers_say(domein: Domein) -> None:
    vergelijk_dossiers("op_tijd", domein, 400, VEEL_SAMEN)


@pytest.mark.traag
@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("naam", NAMEN)
def test_the_oracle_finds_what_many_dossiers_say(naam: str, domein: Domein) -> None:
    for mix in (VEEL_SAMEN, Mix()):
        vergelijk_dossiers(naam, domein, 500, mix)
