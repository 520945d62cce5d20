from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.breuken import BREUKEN
from generators.defecten import ANDER_DOMEIN, ANDERE_GEMEENTE, DEFECTEN, NAMEN, SCHOON, Gelabeld
from generators.label import REDENEN
from generators.looptijden import GRENSDAGEN
from generators.mix import MIXEN, Mix, kies_mix
from generators.nummers import Gedeeld
from generators.omvangen import _TWAALFDEN, Situatie, per_jaar
from generators.opvolgers import GENERIEK_BUDGET
from generators.personen import AANBIEDERS, test_bsns
from generators.portefeuille import Dossier, portefeuille
from generators.producten import PRODUCTEN, Product
from generators.toeval import bron
from istandaard.codelijsten import PRODUCTCATEGORIE, codelijst
from istandaard.model import Invoerfout
from istandaard.releases import Domein, Release


def alles(dossiers: list[Dossier]) -> list[Gelabeld]:
    return [gelabeld for dossier in dossiers for gelabeld in dossier.toewijzingen]


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return list(portefeuille("0344", clients=1500, seed=11))


def test_clients_have_one_to_three_toewijzingen_of_their_own_or_one_more_for_a_shared_number(
    dossiers: list[Dossier],
) -> None:
    aantallen = Counter(len(dossier.toewijzingen) for dossier in dossiers)
    assert set(aantallen) <= {1, 2, 3, 4}
    assert aantallen[1] > aantallen[2] > aantallen[3] > aantallen[4]
    assert [dossier.client.bsn for dossier in dossiers] == list(test_bsns()[:1500])
    for dossier in dossiers:
        assert {deel.toewijzing.bsn for deel in dossier.toewijzingen} == {dossier.client.bsn}
        assert {deel.toewijzing.aanbieder for deel in dossier.toewijzingen} <= {*AANBIEDERS}


def test_both_domeinen_both_aanbieders_and_one_client_in_two_domeinen(dossiers: list[Dossier]) -> None:
    plekken = [{(d.toewijzing.domein, d.toewijzing.aanbieder) for d in dossier.toewijzingen} for dossier in dossiers]
    assert len(set().union(*plekken)) == 4
    assert any(len({domein for domein, _ in plek}) == 2 for plek in plekken)
    assert any(len({aanbieder for _, aanbieder in plek}) == 2 for plek in plekken)


def test_ids_and_clean_numbers_are_unique_per_gemeente_and_domein(dossiers: list[Dossier]) -> None:
    gelabeld = alles(dossiers)
    assert len({deel.label.id for deel in gelabeld}) == len(gelabeld)
    assert all(deel.label.id == deel.toewijzing.id for deel in gelabeld)
    per_nummer = Counter(
        (deel.toewijzing.domein, deel.toewijzing.toewijzingnummer)
        for deel in gelabeld
        if deel.toewijzing.toewijzingnummer is not None and not deel.toewijzing.geannuleerd
    )
    for deel in gelabeld:
        aantal = per_nummer[deel.toewijzing.domein, deel.toewijzing.toewijzingnummer]
        heeft_uniek = deel.toewijzing.toewijzingnummer is not None and aantal <= 1
        eind = deel.toewijzing.einddatum
        in_scope = not deel.toewijzing.geannuleerd and (eind is None or eind.isoformat() > "2020-11-30")
        assert ("no_unique_number" in deel.label.reasons) == (in_scope and not heeft_uniek), deel


def test_the_same_number_occurs_in_the_other_domein_and_elsewhere_and_is_no_defect(dossiers: list[Dossier]) -> None:
    schoon = {
        (deel.toewijzing.domein, deel.toewijzing.toewijzingnummer)
        for deel in alles(dossiers)
        if deel.defect == SCHOON and deel.toewijzing.toewijzingnummer
    }
    wmo, jw = ({nummer for domein, nummer in schoon if domein == wens} for wens in Domein)
    assert wmo & jw
    elders = alles(list(portefeuille("0363", clients=200, seed=11)))
    assert {(deel.toewijzing.domein, deel.toewijzing.toewijzingnummer) for deel in elders} & schoon


def test_a_shared_number_is_held_at_one_aanbieder_at_two_and_by_two_clients(dossiers: list[Dossier]) -> None:
    houders: dict[tuple[str, str], list[Gelabeld]] = {}
    for deel in alles(dossiers):
        if deel.toewijzing.toewijzingnummer:
            houders.setdefault((deel.toewijzing.domein, deel.toewijzing.toewijzingnummer), []).append(deel)
    paren = [paar for paar in houders.values() if len(paar) > 1]
    assert all(len(paar) == 2 for paar in paren)
    vormen = {
        (len({deel.toewijzing.bsn for deel in paar}), len({deel.toewijzing.aanbieder for deel in paar}))
        for paar in paren
    }
    assert vormen == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert any(sum(deel.label.must_migrate for deel in paar) == 1 for paar in paren)
    assert any(deel.toewijzing.geannuleerd for paar in paren for deel in paar)


def test_boundary_einddata_and_open_ones_are_present(dossiers: list[Dossier]) -> None:
    einden = {deel.toewijzing.einddatum for deel in alles(dossiers)}
    assert {None, *GRENSDAGEN} <= einden
    assert [dag.isoformat() for dag in GRENSDAGEN] == [
        "2020-11-29", "2020-11-30", "2020-12-01", "2020-12-30", "2020-12-31", "2021-01-01", "2021-01-31",
    ]  # fmt: skip


def test_dates_lie_in_the_period_and_facts_vary(dossiers: list[Dossier]) -> None:
    toewijzingen = [deel.toewijzing for deel in alles(dossiers)]
    assert min(t.ingangsdatum for t in toewijzingen).isoformat() >= "2018-01-01"
    assert max(t.ingangsdatum for t in toewijzingen).isoformat() <= "2021-02-28"
    assert all(t.einddatum is None or t.einddatum >= t.ingangsdatum for t in toewijzingen)
    assert {(t.gestart, t.instemming) for t in toewijzingen} == {(a, b) for a in (True, False) for b in (True, False)}


def test_every_reason_and_every_defect_occurs_also_in_a_small_portfolio(dossiers: list[Dossier]) -> None:
    assert {reden for deel in alles(dossiers) for reden in deel.label.reasons} == {*REDENEN}
    enkel = {naam for naam in NAMEN if "+" not in naam} - {ANDERE_GEMEENTE}
    assert {deel.defect for deel in alles(list(portefeuille("0344", clients=2 * len(enkel), seed=3)))} >= enkel
    samen = [naam for naam in NAMEN if "+" in naam][:40]
    assert {deel.defect for deel in alles(list(portefeuille("0344", clients=80, seed=3, defecten=samen)))} == {*samen}
    assert len({deel.defect for deel in alles(dossiers)} & {*NAMEN}) > 120


def test_only_the_defects_and_the_domein_asked_for() -> None:
    gelabeld = alles(
        list(portefeuille("0344", clients=60, seed=1, domeinen=[Domein.JW], defecten=["per_jaar", "geen_nummer"]))
    )
    assert {deel.defect for deel in gelabeld} == {"per_jaar", "geen_nummer"}
    assert {deel.toewijzing.domein for deel in gelabeld} == {Domein.JW}
    schoon = alles(list(portefeuille("0344", clients=200, seed=1, defecten=[SCHOON])))
    assert not any(deel.label.must_migrate for deel in schoon)
    assert any(deel.toewijzing.geannuleerd for deel in schoon)
    assert any(deel.toewijzing.toewijzingnummer is None for deel in schoon)


def test_the_mix_is_a_parameter() -> None:
    gelabeld = alles(list(portefeuille("0344", clients=400, seed=1, mix=Mix(aandeel_schoon=0.95))))
    assert sum(deel.defect == SCHOON for deel in gelabeld) > 0.8 * len(gelabeld)


def test_the_weight_of_a_defect_is_a_parameter() -> None:
    mix = Mix(aandeel_schoon=0.0, gewichten=dict.fromkeys(DEFECTEN, 0) | {"per_jaar": 1, "geen_nummer+per_jaar": 3})
    namen = Counter(deel.defect for deel in alles(list(portefeuille("0344", clients=1000, seed=1, mix=mix)))[700:])
    assert namen["geen_nummer+per_jaar"] > 2 * namen["per_jaar"] > 100
    assert set(namen) <= {"per_jaar", "geen_nummer+per_jaar"} | {naam for naam in namen if namen[naam] < 10}


@pytest.mark.parametrize(
    ("naam", "aanbieders", "domeinen"),
    [("een_aanbieder", 1, {1, 2}), ("twee_aanbieders", 2, {1, 2}), ("twee_domeinen", None, {2})],
)
def test_clients_with_several_toewijzingen_at_one_and_at_two_aanbieders_and_in_both_domeinen(
    naam: str, aanbieders: int | None, domeinen: set[int]
) -> None:
    dossiers = list(portefeuille("0344", clients=150, seed=1, defecten=["schoon", "per_jaar"], mix=kies_mix(naam)))
    assert {len(dossier.toewijzingen) for dossier in dossiers} == {2, 3}
    for dossier in dossiers:
        toewijzingen = [deel.toewijzing for deel in dossier.toewijzingen]
        assert aanbieders in {None, len({t.aanbieder for t in toewijzingen})}
        assert len({t.domein for t in toewijzingen}) in domeinen


def test_nothing_is_clean_and_unknown_mixes_are_refused() -> None:
    namen = [deel.defect for deel in alles(list(portefeuille("0344", clients=300, seed=1, mix=MIXEN["alles_stuk"])))]
    assert len([naam for naam in namen if naam not in DEFECTEN]) < 10 < len(namen) / 30
    with pytest.raises(Invoerfout, match=r"Onbekende mix: veel\. Kies uit: gewoon, een_aanbieder"):
        kies_mix("veel")


def test_a_number_is_shared_with_another_gemeente_on_purpose() -> None:
    gedeeld = Gedeeld()
    per_gemeente = [
        {
            (deel.toewijzing.domein, deel.toewijzing.toewijzingnummer)
            for deel in alles(list(portefeuille(code, clients=40, seed=1, defecten=[ANDERE_GEMEENTE], gedeeld=gedeeld)))
            if not deel.label.must_migrate
        }
        for code in ("0344", "0363")
    ]
    samen = per_gemeente[0] & per_gemeente[1]
    assert len(samen) >= 0.8 * min(map(len, per_gemeente))
    assert all(nummer.isdigit() and int(nummer) > 500000 for _, nummer in samen)


def test_a_number_is_shared_with_the_other_domein_on_purpose() -> None:
    gelabeld = alles(list(portefeuille("0344", clients=100, seed=1, defecten=[ANDER_DOMEIN])))
    assert not any(deel.label.must_migrate for deel in gelabeld)
    per_nummer: dict[str | None, list[str]] = {}
    for deel in gelabeld:
        per_nummer.setdefault(deel.toewijzing.toewijzingnummer, []).append(deel.toewijzing.domein)
    assert all(len(set(domeinen)) == len(domeinen) for domeinen in per_nummer.values())
    assert sum(len(domeinen) == 2 for domeinen in per_nummer.values()) > 0.7 * len(per_nummer)


def test_a_client_becomes_generiek_once(dossiers: list[Dossier]) -> None:
    aantallen = Counter(
        sum(deel.toewijzing.vervanging == GENERIEK_BUDGET for deel in dossier.toewijzingen) for dossier in dossiers
    )
    assert set(aantallen) == {0, 1}


def test_what_cannot_be_used_is_refused() -> None:
    with pytest.raises(Invoerfout, match=r"Onbekend defect: per_eeuw\. Kies uit: schoon, geannuleerd, .*geen_nummer"):
        portefeuille("0344", clients=1, defecten=["per_eeuw"])
    with pytest.raises(Invoerfout, match=r"zelfde_nummer_andere_gemeente kan hier niet: .*twee gemeenten"):
        portefeuille("0344", clients=1, defecten=[ANDERE_GEMEENTE])
    with pytest.raises(Invoerfout, match=r"zelfde_nummer_ander_domein kan hier niet: .*beide domeinen"):
        portefeuille("0344", clients=1, defecten=[ANDER_DOMEIN], domeinen=[Domein.JW])
    with pytest.raises(Invoerfout, match="Vraag wmo en jw allebei"):
        portefeuille("0344", clients=1, domeinen=[Domein.JW], mix=MIXEN["twee_domeinen"])
    with pytest.raises(Invoerfout, match="9091 clients per gemeente"):
        portefeuille("0344", clients=9092)
    with pytest.raises(Invoerfout, match="twee aanbieders"):
        portefeuille("0344", clients=1, aanbieders=["99990001"])
    with pytest.raises(Invoerfout, match="minstens een domein"):
        portefeuille("0344", clients=1, domeinen=[])


@pytest.mark.parametrize("domein", list(Domein))
def test_products_use_official_categories_and_codes_of_five(domein: Domein) -> None:
    geldig = codelijst(PRODUCTCATEGORIE[domein]).codes(Release.R24)
    producten = PRODUCTEN[domein]
    assert {product.categorie for product in producten} <= geldig
    assert len({product.code for product in producten}) == len(producten)
    assert all(len(product.code) == 5 and product.code.startswith(product.categorie) for product in producten)
    assert all(product.week and product.maand and product.totaal for product in producten)
    assert {product.uitvoering for product in producten} == {"inspanning", "output", None}


@pytest.mark.parametrize("naam", BREUKEN)
@pytest.mark.parametrize("domein", list(Domein))
def test_every_break_has_products_in_four_categories(naam: str, domein: Domein) -> None:
    """One client has at most three before another is added, so there is always one left."""
    assert len({product.categorie for product in BREUKEN[naam].producten(domein)}) >= 4


def test_the_table_of_thirteenths_is_half_up_and_misses_only_six() -> None:
    assert {(12 * 5 + oud, 13 * 5 + nieuw) for nieuw, oud in _TWAALFDEN.items()} == {
        (oud, (oud * 26 + 12) // 24) for oud in range(60, 72)
    }
    assert all(na - voor in {1, 2} for voor, na in pairwise(_TWAALFDEN))


@given(st.randoms(use_true_random=False), st.sampled_from(PRODUCTEN[Domein.WMO]))
def test_per_jaar_rounds_to_its_successor_half_up_and_at_least_one(rng: Random, product: Product) -> None:
    paar = per_jaar(rng, product, product.eenheid, Situatie())
    assert paar.oud.volume is not None
    assert paar.oud.volume >= 1
    assert paar.nieuw.volume == max(1, (paar.oud.volume * 2 + 12) // 24)


def test_per_jaar_reaches_both_ends_of_what_rounds_to_its_successor() -> None:
    scootmobiel = next(product for product in PRODUCTEN[Domein.WMO] if product.maand == (1,))
    jaren = {per_jaar(bron(n), scootmobiel, "82", Situatie()).oud.volume for n in range(400)}
    assert jaren == {*range(1, 18)}


def test_weights_are_positive() -> None:
    assert all(defect.gewicht > 0 for defect in DEFECTEN.values())
