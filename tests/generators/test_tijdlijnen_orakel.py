"""What a timeline says it breaks, against what the oracle finds in the messages."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, cycle
from typing import Any

import pytest

from conformance.oordeel import bevindingen, toetsbaar
from conformance.vouwen import sporen
from generators.defecten import ANDER_DOMEIN, ANDERE_GEMEENTE
from generators.defecten import NAMEN as DEFECTNAMEN
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


def logboek(lijnen: Sequence[Tijdlijn], domein: Domein, clienten: Mapping[str, Client]) -> Iterator[dict[str, Any]]:
    """One campaign, with a case for each timeline."""
    kan = {"clock": "virtual", "notices": True, "assess": True, "plan": True}
    periode = {"begin": "2020-09-01", "end": "2021-02-28"}
    yield {"event": "campaign", "campaign": "c", "role": "gemeente", "domain": str(domein), **periode}
    yield {"event": "hello", "campaign": "c", "under_test": True, "party": {"capabilities": kan}}
    n = count(1)
    for nummer, een in enumerate(lijnen):
        vast = {"campaign": "c", "case": f"k{nummer}"}
        for deel in een.toewijzingen:
            yield {"event": "stock", **vast, "toewijzing": deel.toewijzing.to_json()}
        for op, kern in sorted(gebeurd(een, clienten), key=lambda paar: paar[0]):
            yield {**vast, **kern, "n": next(n), "at": op}
    yield {"event": "end", "campaign": "c", "at": "2021-02-28T23:59:00+01:00"}


def oordelen(lijnen: Sequence[Tijdlijn], domein: Domein, clienten: Mapping[str, Client]) -> Iterator[dict[str, str]]:
    """The gravest finding of each rule for the gemeente, per timeline."""
    for spoor in sporen(logboek(lijnen, domein, clienten)).values():
        uit = {}
        for regel in toetsbaar("gemeente"):
            gevonden = {bevinding.uitkomst for bevinding in bevindingen(regel, spoor)}
            if gevonden:
                uit[regel.id] = next(ernst for ernst in ERNST if ernst in gevonden)
        yield uit


def gebroken(regels: Mapping[str, str]) -> dict[str, str]:
    return {regel: uitkomst for regel, uitkomst in regels.items() if uitkomst != "pass"}


def vergelijk(een: Tijdlijn, domein: Domein) -> None:
    (orakel,) = oordelen([een], domein, CLIENTEN)
    assert gebroken(een.regels) == gebroken(orakel)
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


@pytest.mark.parametrize("lijn", [naam for naam in NAMEN if naam not in MAANDEN])
def test_the_oracle_agrees_about_a_whole_gemeente(lijn: str) -> None:
    dossiers = list(portefeuille("0344", clients=300, seed=1))
    clienten = {dossier.client.bsn: dossier.client for dossier in dossiers}
    for domein in Domein:
        maker = Tijdlijnmaker(lijn)
        delen = ([deel for deel in d.toewijzingen if deel.toewijzing.domein == domein] for d in dossiers)
        lijnen = [maker.maak(eigen) for eigen in delen if eigen]
        for een, orakel in zip(lijnen, oordelen(lijnen, domein, clienten), strict=True):
            assert gebroken(een.regels) == gebroken(orakel), [deel.toewijzing.id for deel in een.toewijzingen]
