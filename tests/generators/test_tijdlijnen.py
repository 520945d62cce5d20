from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from generators.agenda import AGENDA
from generators.bouwen import Plek
from generators.defecten import NAMEN as DEFECTNAMEN
from generators.defecten import Gelabeld
from generators.nieuwe import MAANDEN, SOORTEN, nieuwe_zorg, uitkomsten_nieuw
from generators.personen import AANBIEDERS, persoon, test_bsns
from generators.portefeuille import Dossier
from generators.scenarios import scenario
from generators.stappen import NIEUW, Stap
from generators.strategies import portefeuilles, tijdlijnen
from generators.tijdlijnen import NAMEN, NIEUWE_ZORG, Tijdlijn, Tijdlijnmaker, geval, tijdlijn
from generators.toeval import bron
from generators.uitkomsten import WEGEN, uitkomsten
from generators.verzending import zendingen
from istandaard.berichten import valideer
from istandaard.model import Invoerfout
from istandaard.releases import Domein
from istandaard.varianten import FREQUENTIES_MET_EINDDATUM, TOEGESTAAN

CLIENTEN = {bsn: persoon(0, nummer).client for nummer, bsn in enumerate(test_bsns()[:2])}
RUIM = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
DAG = timedelta(days=1)
MIGRATIE = [naam for naam in NAMEN if naam not in MAANDEN]


@cache
def voorbeelden(lijn: str, keren: int = 4) -> list[Tijdlijn]:
    return [
        tijdlijn(lijn, scenario(naam, seed=keer, domein=list(Domein)[keer % 2]))
        for naam in DEFECTNAMEN
        for keer in range(keren)
    ]


def per_actie(lijn: str) -> list[tuple[Stap, str, date | None, date]]:
    """Each step of the examples with the release, the first and the last day that its label gives."""
    uit = []
    for een in voorbeelden(lijn):
        for deel in een.toewijzingen:
            acties = [actie for actie in geval(lijn, deel).acties if AGENDA[lijn](deel.toewijzing, actie)]
            stappen = [stap for stap in een.stappen if stap.over == deel.toewijzing.id]
            assert len(acties) == len(stappen)
            for actie in acties:
                stap = next(stap for stap in stappen if (stap.action, stap.release) == (actie.action, actie.release))
                uit.append((stap, actie.release or "", actie.earliest, actie.latest))
    return uit


@pytest.mark.parametrize("lijn", ["vroeg", "op_tijd", "andere_route", "nieuw_in_november", "nieuw_in_december"])
def test_who_is_in_time_sends_between_the_first_day_and_the_last(lijn: str) -> None:
    for stap, _, earliest, latest in per_actie(lijn):
        assert (earliest or date(2020, 10, 1)) <= stap.op <= latest
        assert stap.op == latest or lijn != "op_tijd"


def test_early_is_october_or_the_first_day_of_30() -> None:
    dagen = {stap.op for stap, release, _, _ in per_actie("vroeg") if release == "2.4" and stap.by == "gemeente"}
    assert date(2020, 10, 1) <= min(dagen) <= max(dagen) <= date(2020, 10, 31)
    assert {stap.op for stap, release, _, _ in per_actie("vroeg") if release == "3.0"} == {date(2021, 1, 4)}


def test_late_is_a_day_after_the_last() -> None:
    assert all(stap.op == latest + DAG for stap, _, _, latest in per_actie("te_laat"))


def test_halfway_nothing_new_is_sent_and_nothing_changed() -> None:
    acties = {stap.action for een in voorbeelden("halverwege") for stap in een.stappen}
    assert acties == {"informeer_aanbieder", "intrekken", "stop_zorg"}


def test_the_other_route_is_taken_where_it_is_permitted() -> None:
    anders = [een for een in voorbeelden("andere_route") if een.waarschuwt == {"BS-04"}]
    assert anders
    for een in anders:
        assert een.uitkomsten[0].weg == "vooraf_intrekken"
        gewoon = tijdlijn("op_tijd", een.toewijzingen)
        assert gewoon.uitkomsten[0].weg == "doorlopen"
        assert [stap.release for stap in een.stappen if stap.action == "intrekken"] == ["2.4"]
        assert [stap.release for stap in gewoon.stappen if stap.action == "intrekken"] == ["3.0"]


def test_every_way_is_gone_and_in_time_breaks_nothing() -> None:
    for lijn in ("vroeg", "op_tijd", "andere_route"):
        assert {uitkomst.weg for een in voorbeelden(lijn) for uitkomst in een.uitkomsten} >= {*WEGEN} - {"doorlopen"}
        assert not any(een.breekt for een in voorbeelden(lijn))
    assert {uitkomst.weg for een in voorbeelden("vroeg") for uitkomst in een.uitkomsten} == {*WEGEN}
    assert not any(een.waarschuwt for een in voorbeelden("vroeg"))
    assert {regel for een in voorbeelden("op_tijd") for regel in een.waarschuwt} == {"MT-02"}


# Worked out by hand: defect, timeline, what it breaks. Care has started, consent is given, nothing begins in 2021.
GEBROKEN = {
    ("per_jaar", "te_laat"): {"PL-01", "MT-04"},
    ("per_jaar", "halverwege"): {"MT-04", "TW-06", "BS-02"},
    ("einddatum_ontbreekt_week", "te_laat"): {"PL-01", "MT-04"},
    ("einddatum_ontbreekt_week", "halverwege"): {"MT-04", "TW-03", "MS-01"},
    ("stuks_inspanning", "te_laat"): {"MT-05", "TW-03", "MS-01"},
    ("stuks_inspanning", "halverwege"): {"MT-05", "TW-06", "BS-02"},
    ("geen_nummer", "te_laat"): {"MT-01", "MT-02"},
    ("geen_nummer", "halverwege"): {"MT-01", "TW-02", "TW-06", "BS-02"},
    ("geen_nummer+per_jaar", "te_laat"): {"MT-01", "MT-02"},
    ("geen_nummer+per_jaar", "halverwege"): {"MT-01", "MT-04", "TW-02", "TW-06", "BS-02"},
    ("geen_nummer+stuks_inspanning", "te_laat"): {"MT-01", "MT-02", "MT-05", "BS-06", "BS-07", "TW-06"},
    ("geen_nummer+stuks_inspanning", "halverwege"): {
        "MT-01", "MT-05", "BS-02", "BS-06", "BS-07", "TW-02", "TW-06",
    },
}  # fmt: skip


def eerste_die_doorloopt(naam: str, *, instemming: bool = True) -> tuple[Gelabeld, ...]:
    for seed in range(200):
        delen = scenario(naam, seed=seed)
        t = delen[0].toewijzing
        if t.gestart and t.instemming == instemming and (t.einddatum is None or t.einddatum > date(2021, 1, 31)):
            return delen
    raise AssertionError(naam)


@pytest.mark.parametrize(("naam", "lijn"), GEBROKEN)
def test_what_is_broken_late_and_halfway(naam: str, lijn: str) -> None:
    assert tijdlijn(lijn, eerste_die_doorloopt(naam)).breekt == GEBROKEN[naam, lijn]


def test_without_consent_a_late_withdrawal_breaks_one_rule_more() -> None:
    delen = eerste_die_doorloopt("geen_nummer", instemming=False)
    assert tijdlijn("te_laat", delen).breekt == {"MT-01", "MT-02", "TW-08"}
    assert tijdlijn("op_tijd", delen).breekt == set()


@RUIM
@given(tijdlijnen())
def test_steps_are_in_order_and_their_messages_valid(een: Tijdlijn) -> None:
    dagen = [stap.op for stap in een.stappen]
    assert dagen == sorted(dagen)
    assert not een.breekt & een.waarschuwt
    berichten = list(zendingen(een.stappen, CLIENTEN))
    assert sum(len(zending.stappen) for zending in berichten) == sum(stap.message is not None for stap in een.stappen)
    for zending in berichten:
        assert valideer(zending.xml) == []
        assert len({stap.bericht for stap in zending.stappen}) == 1
    assert len({zending.stappen[0].bericht for zending in berichten}) == len(berichten)


@RUIM
@given(tijdlijnen(namen=MIGRATIE))
def test_what_a_migration_issues_in_2021_is_permitted_and_complete(een: Tijdlijn) -> None:
    for stap in een.stappen:
        nieuw = stap.stand
        if stap.action != NIEUW or (nieuw.einddatum and nieuw.einddatum.year == 2020):
            continue
        assert nieuw.toewijzingnummer is not None
        assert int(nieuw.toewijzingnummer) > 800000
        assert (nieuw.budget is None) or (nieuw.omvang is None and nieuw.einddatum is not None)
        assert (nieuw.code is None) == (nieuw.omvang is None)
        if nieuw.omvang:
            assert nieuw.volume
            assert nieuw.omvang.frequentie in TOEGESTAAN[nieuw.omvang.eenheid]
            assert nieuw.einddatum or nieuw.omvang.frequentie not in FREQUENTIES_MET_EINDDATUM


@pytest.mark.parametrize("maand", MAANDEN)
@pytest.mark.parametrize("soort", SOORTEN)
def test_new_care_of_every_kind_in_november_and_december(soort: str, maand: str) -> None:
    stock = scenario("zelfde_nummer_geannuleerde", seed=1)
    een = tijdlijn(maand, stock, soort=soort)
    assert een.breekt == {*SOORTEN[soort].breekt}
    assert een.uitkomsten[-1].weg == NIEUWE_ZORG
    assert een.uitkomsten[-1].regels == uitkomsten_nieuw(soort)
    eerste = next(stap for stap in een.stappen if stap.action == NIEUW)
    assert (eerste.release, eerste.op.month) == ("2.4", 11 if maand == "nieuw_in_november" else 12)
    assert eerste.stand.categorie not in {
        deel.toewijzing.categorie for deel in stock if deel.toewijzing.bsn == eerste.stand.bsn
    }
    vervolg = [stap for stap in een.stappen if stap.release == "3.0"]
    wens = [stap for stap in een.stappen if stap.action == "ken_toe"]
    assert bool(wens) == (SOORTEN[soort].wens is not None)
    assert bool(vervolg) == (bool(wens) and SOORTEN[soort].vervolgd)
    if vervolg:
        assert eerste.stand.einddatum == date(2020, 12, 31)
        assert vervolg[0].stand.ingangsdatum == date(2021, 1, 1)
        assert vervolg[0].stand.inhoud == wens[0].stand.inhoud


def test_every_kind_of_new_care_comes_in_turn_to_who_has_nothing_to_migrate() -> None:
    maker = Tijdlijnmaker("nieuw_in_november")
    lijnen = [maker.maak(scenario("zelfde_nummer_geannuleerde", seed=n)) for n in range(len(SOORTEN))]
    assert [een.breekt for een in lijnen] == [frozenset(soort.breekt) for soort in SOORTEN.values()]
    nummers = [
        stap.stand.toewijzingnummer
        for een in lijnen
        for stap in een.stappen
        if stap.message and stap.stand.toewijzingnummer
    ]
    eigen = [nummer for nummer in nummers if int(nummer) > 800000]
    assert len(set(eigen)) == len(eigen) == len(nummers) - 1
    assert len(maker.maak(scenario("per_jaar", seed=1)).uitkomsten) == 1
    zonder = tijdlijn("nieuw_in_november", scenario("op_tijd_beeindigd"), soort="dubbel_nummer")
    assert zonder.stappen[0].stand.toewijzingnummer is None


def test_what_cannot_be_used_is_refused() -> None:
    with pytest.raises(Invoerfout, match=r"Onbekende tijdlijn: gisteren\. Kies uit: vroeg, op_tijd"):
        tijdlijn("gisteren", scenario("per_jaar"))
    plek = Plek("0344", Domein.WMO, AANBIEDERS[0], test_bsns()[0])
    for soort, tekst in (("niets", "Onbekende nieuwe toewijzing: niets"), ("dubbel_nummer", "al is uitgegeven")):
        with pytest.raises(Invoerfout, match=tekst):
            nieuwe_zorg(soort, "nieuw_in_november", bron(1), plek, lambda: "1")


def test_the_gravest_outcome_counts() -> None:
    delen = (*scenario("per_jaar", seed=1), *scenario("geen_nummer", seed=1))
    een = tijdlijn("te_laat", delen)
    los = [uitkomsten("te_laat", geval("te_laat", deel)) for deel in delen]
    assert een.breekt == {regel for uit in los for regel, uitkomst in uit.items() if uitkomst == "fail"}
    assert {*een.regels} == {regel for uit in los for regel in uit}


@RUIM
@given(portefeuilles())
def test_a_portfolio_gives_every_step_a_client(dossiers: Sequence[Dossier]) -> None:
    maker = Tijdlijnmaker("op_tijd")
    for dossier in dossiers:
        een = maker.maak(dossier.toewijzingen)
        assert {stap.stand.bsn for stap in een.stappen} <= {dossier.client.bsn}
        for zending in zendingen(een.stappen, {dossier.client.bsn: dossier.client}):
            assert valideer(zending.xml) == []
