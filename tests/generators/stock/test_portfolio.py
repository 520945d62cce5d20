from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migratietoets.generators.chance import seeded
from migratietoets.generators.people.numbers import SharedNumbers
from migratietoets.generators.stock.aanbieders import POOL, aanbieders_of
from migratietoets.generators.stock.defects.content import BREAKS
from migratietoets.generators.stock.defects.frequentie import _TWELFTHS, DateSituation, per_year
from migratietoets.generators.stock.defects.names import CLEAN, DEFECTS, NAMES, OTHER_DOMEIN, OTHER_GEMEENTE, Labelled
from migratietoets.generators.stock.label import REDENEN
from migratietoets.generators.stock.mix import MIXES, Mix, choose_mix
from migratietoets.generators.stock.portfolio import Dossier, portfolio
from migratietoets.generators.stock.products import PRODUCTEN, Product
from migratietoets.generators.stock.terms import BOUNDARY_DAYS
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.codelijsten import PRODUCTCATEGORIE, code_list
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.vervangingen import GENERIEK_BUDGET


def everything(dossiers: list[Dossier]) -> list[Labelled]:
    return [labelled for dossier in dossiers for labelled in dossier.toewijzingen]


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return list(portfolio("0344", clients=1500, seed=11))


def test_clients_have_one_to_three_toewijzingen_of_their_own_or_one_more_for_a_shared_number(
    dossiers: list[Dossier],
) -> None:
    totals = Counter(len(dossier.toewijzingen) for dossier in dossiers)
    assert set(totals) <= {1, 2, 3, 4}
    assert totals[1] > totals[2] > totals[3] > totals[4]
    assert [dossier.client.bsn for dossier in dossiers] == list(bsns_for_tests()[:1500])
    for dossier in dossiers:
        assert {part.toewijzing.bsn for part in dossier.toewijzingen} == {dossier.client.bsn}
        assert {part.toewijzing.aanbieder for part in dossier.toewijzingen} <= {*aanbieders_of("0344")}


def test_a_gemeente_has_several_aanbieders_of_which_a_few_have_most(dossiers: list[Dossier]) -> None:
    totals = Counter(part.toewijzing.aanbieder for part in everything(dossiers))
    assert {*totals} == {*aanbieders_of("0344")} <= {*POOL}
    (_, largest), *_, (_, smallest) = totals.most_common()
    assert largest > 2 * smallest
    assert sum(count for _, count in totals.most_common(3)) > totals.total() / 3
    assert {*aanbieders_of("0344")} & {*aanbieders_of("0363")} != {*aanbieders_of("0344")}


def test_both_domeinen_several_aanbieders_and_one_client_in_two_domeinen(dossiers: list[Dossier]) -> None:
    places = [{(d.toewijzing.domein, d.toewijzing.aanbieder) for d in dossier.toewijzingen} for dossier in dossiers]
    assert len(set().union(*places)) == 2 * len(aanbieders_of("0344"))
    assert any(len({domein for domein, _ in place}) == 2 for place in places)
    assert any(len({aanbieder for _, aanbieder in place}) == 2 for place in places)


def test_ids_and_clean_numbers_are_unique_per_gemeente_and_domein(dossiers: list[Dossier]) -> None:
    labelled = everything(dossiers)
    assert len({part.label.id for part in labelled}) == len(labelled)
    assert all(part.label.id == part.toewijzing.id for part in labelled)
    per_number = Counter(
        (part.toewijzing.domein, part.toewijzing.toewijzingnummer)
        for part in labelled
        if part.toewijzing.toewijzingnummer is not None and not part.toewijzing.cancelled
    )
    for part in labelled:
        count = per_number[part.toewijzing.domein, part.toewijzing.toewijzingnummer]
        has_unique = part.toewijzing.toewijzingnummer is not None and count <= 1
        end = part.toewijzing.einddatum
        in_scope = not part.toewijzing.cancelled and (end is None or end.isoformat() > "2020-11-30")
        assert ("no_unique_number" in part.label.reasons) == (in_scope and not has_unique), part


def test_the_same_number_occurs_in_the_other_domein_and_elsewhere_and_is_no_defect(dossiers: list[Dossier]) -> None:
    clean = {
        (part.toewijzing.domein, part.toewijzing.toewijzingnummer)
        for part in everything(dossiers)
        if part.defect == CLEAN and part.toewijzing.toewijzingnummer
    }
    wmo, jw = ({number for domein, number in clean if domein == wish} for wish in Domein)
    assert wmo & jw
    elsewhere = everything(list(portfolio("0363", clients=200, seed=11)))
    assert {(part.toewijzing.domein, part.toewijzing.toewijzingnummer) for part in elsewhere} & clean


def test_a_shared_number_is_held_at_one_aanbieder_at_two_and_by_two_clients(dossiers: list[Dossier]) -> None:
    holders: dict[tuple[str, str], list[Labelled]] = {}
    for part in everything(dossiers):
        if part.toewijzing.toewijzingnummer:
            holders.setdefault((part.toewijzing.domein, part.toewijzing.toewijzingnummer), []).append(part)
    pairs = [pair for pair in holders.values() if len(pair) > 1]
    assert all(len(pair) == 2 for pair in pairs)
    shapes = {
        (len({part.toewijzing.bsn for part in pair}), len({part.toewijzing.aanbieder for part in pair}))
        for pair in pairs
    }
    assert shapes == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert any(sum(part.label.must_migrate for part in pair) == 1 for pair in pairs)
    assert any(part.toewijzing.cancelled for pair in pairs for part in pair)


def test_boundary_einddata_and_open_ones_are_present(dossiers: list[Dossier]) -> None:
    ends = {part.toewijzing.einddatum for part in everything(dossiers)}
    assert {None, *BOUNDARY_DAYS} <= ends
    assert [day.isoformat() for day in BOUNDARY_DAYS] == [
        "2020-11-29", "2020-11-30", "2020-12-01", "2020-12-30", "2020-12-31", "2021-01-01", "2021-01-31",
    ]  # fmt: skip


def test_dates_lie_in_the_period_and_facts_vary(dossiers: list[Dossier]) -> None:
    toewijzingen = [part.toewijzing for part in everything(dossiers)]
    assert min(t.ingangsdatum for t in toewijzingen).isoformat() >= "2018-01-01"
    assert max(t.ingangsdatum for t in toewijzingen).isoformat() <= "2021-02-28"
    assert all(t.einddatum is None or t.einddatum >= t.ingangsdatum for t in toewijzingen)
    assert {(t.gestart, t.instemming) for t in toewijzingen} == {(a, b) for a in (True, False) for b in (True, False)}


def test_every_reason_and_every_defect_occurs_also_in_a_small_portfolio(dossiers: list[Dossier]) -> None:
    assert {reden for part in everything(dossiers) for reden in part.label.reasons} == {*REDENEN}
    single = {name for name in NAMES if "+" not in name} - {OTHER_GEMEENTE}
    assert {part.defect for part in everything(list(portfolio("0344", clients=2 * len(single), seed=3)))} >= single
    together = [name for name in NAMES if "+" in name][:40]
    assert {part.defect for part in everything(list(portfolio("0344", clients=80, seed=3, defects=together)))} == {
        *together
    }
    assert len({part.defect for part in everything(dossiers)} & {*NAMES}) > 120


def test_only_the_defects_and_the_domein_asked_for() -> None:
    labelled = everything(
        list(portfolio("0344", clients=60, seed=1, domeinen=[Domein.JW], defects=["per_jaar", "geen_nummer"]))
    )
    assert {part.defect for part in labelled} == {"per_jaar", "geen_nummer"}
    assert {part.toewijzing.domein for part in labelled} == {Domein.JW}
    clean = everything(list(portfolio("0344", clients=200, seed=1, defects=[CLEAN])))
    assert not any(part.label.must_migrate for part in clean)
    assert any(part.toewijzing.cancelled for part in clean)
    assert any(part.toewijzing.toewijzingnummer is None for part in clean)


def test_the_mix_is_a_parameter() -> None:
    labelled = everything(list(portfolio("0344", clients=400, seed=1, mix=Mix(clean_share=0.95))))
    assert sum(part.defect == CLEAN for part in labelled) > 0.8 * len(labelled)


def test_the_weight_of_a_defect_is_a_parameter() -> None:
    mix = Mix(clean_share=0.0, weights=dict.fromkeys(DEFECTS, 0) | {"per_jaar": 1, "geen_nummer+per_jaar": 3})
    names = Counter(part.defect for part in everything(list(portfolio("0344", clients=1000, seed=1, mix=mix)))[700:])
    assert names["geen_nummer+per_jaar"] > 2 * names["per_jaar"] > 100
    assert set(names) <= {"per_jaar", "geen_nummer+per_jaar"} | {name for name in names if names[name] < 10}


@pytest.mark.parametrize(
    ("name", "aanbieders", "domeinen"),
    [("een_aanbieder", 1, {1, 2}), ("twee_aanbieders", 2, {1, 2}), ("twee_domeinen", None, {2})],
)
def test_clients_with_several_toewijzingen_at_one_and_at_two_aanbieders_and_in_both_domeinen(
    name: str, aanbieders: int | None, domeinen: set[int]
) -> None:
    dossiers = list(portfolio("0344", clients=150, seed=1, defects=["schoon", "per_jaar"], mix=choose_mix(name)))
    assert {len(dossier.toewijzingen) for dossier in dossiers} == {2, 3}
    for dossier in dossiers:
        toewijzingen = [part.toewijzing for part in dossier.toewijzingen]
        assert aanbieders in {None, len({t.aanbieder for t in toewijzingen})}
        assert len({t.domein for t in toewijzingen}) in domeinen


def test_nothing_is_clean_and_unknown_mixes_are_refused() -> None:
    broken = everything(list(portfolio("0344", clients=300, seed=1, mix=MIXES["alles_stuk"])))
    assert len(broken) > 300
    assert all(part.label.must_migrate for part in broken)
    with pytest.raises(InputError, match="alleen wat niets vraagt"):
        portfolio("0344", clients=10, defects=[CLEAN], mix=MIXES["alles_stuk"])
    with pytest.raises(InputError, match=r"Onbekende mix: veel\. Kies uit: gewoon, een_aanbieder"):
        choose_mix("veel")


def test_a_number_is_shared_with_another_gemeente_on_purpose() -> None:
    shared = SharedNumbers()
    per_gemeente = [
        {
            (part.toewijzing.domein, part.toewijzing.toewijzingnummer)
            for part in everything(list(portfolio(code, clients=40, seed=1, defects=[OTHER_GEMEENTE], shared=shared)))
            if not part.label.must_migrate
        }
        for code in ("0344", "0363")
    ]
    together = per_gemeente[0] & per_gemeente[1]
    assert len(together) >= 0.8 * min(map(len, per_gemeente))
    assert all(number.isdigit() and int(number) > 500000 for _, number in together)


def test_a_number_is_shared_with_the_other_domein_on_purpose() -> None:
    labelled = everything(list(portfolio("0344", clients=100, seed=1, defects=[OTHER_DOMEIN])))
    assert not any(part.label.must_migrate for part in labelled)
    per_number: dict[str | None, list[str]] = {}
    for part in labelled:
        per_number.setdefault(part.toewijzing.toewijzingnummer, []).append(part.toewijzing.domein)
    assert all(len(set(domeinen)) == len(domeinen) for domeinen in per_number.values())
    assert sum(len(domeinen) == 2 for domeinen in per_number.values()) > 0.7 * len(per_number)


def test_a_client_becomes_generiek_once(dossiers: list[Dossier]) -> None:
    totals = Counter(
        sum(part.toewijzing.vervanging == GENERIEK_BUDGET for part in dossier.toewijzingen) for dossier in dossiers
    )
    assert set(totals) == {0, 1}


def test_what_cannot_be_used_is_refused() -> None:
    with pytest.raises(InputError, match=r"Onbekend defect: per_eeuw\. Kies uit: schoon, geannuleerd, .*geen_nummer"):
        portfolio("0344", clients=1, defects=["per_eeuw"])
    with pytest.raises(InputError, match=r"zelfde_nummer_andere_gemeente kan hier niet: .*twee gemeenten"):
        portfolio("0344", clients=1, defects=[OTHER_GEMEENTE])
    with pytest.raises(InputError, match=r"zelfde_nummer_ander_domein kan hier niet: .*beide domeinen"):
        portfolio("0344", clients=1, defects=[OTHER_DOMEIN], domeinen=[Domein.JW])
    with pytest.raises(InputError, match="Vraag wmo en jw allebei"):
        portfolio("0344", clients=1, domeinen=[Domein.JW], mix=MIXES["twee_domeinen"])
    with pytest.raises(InputError, match="9091 clients per gemeente"):
        portfolio("0344", clients=9092)
    with pytest.raises(InputError, match="twee aanbieders"):
        portfolio("0344", clients=1, aanbieders=["99990001"])
    with pytest.raises(InputError, match="minstens een domein"):
        portfolio("0344", clients=1, domeinen=[])


@pytest.mark.parametrize("domein", list(Domein))
def test_products_use_official_categories_and_codes_of_five(domein: Domein) -> None:
    valid = code_list(PRODUCTCATEGORIE[domein]).codes(Release.R24)
    producten = PRODUCTEN[domein]
    assert {product.categorie for product in producten} <= valid
    assert len({product.code for product in producten}) == len(producten)
    assert all(len(product.code) == 5 and product.code.startswith(product.categorie) for product in producten)
    assert all(product.week and product.month and product.total for product in producten)
    assert {product.uitvoering for product in producten} == {"inspanning", "output", None}


@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("domein", list(Domein))
def test_every_break_has_products_in_four_categories(name: str, domein: Domein) -> None:
    """One client has at most three before another is added, so there is always one left."""
    assert len({product.categorie for product in BREAKS[name].producten(domein)}) >= 4


def test_the_table_of_thirteenths_is_half_up_and_misses_only_six() -> None:
    assert {(12 * 5 + old, 13 * 5 + new) for new, old in _TWELFTHS.items()} == {
        (old, (old * 26 + 12) // 24) for old in range(60, 72)
    }
    assert all(after - before in {1, 2} for before, after in pairwise(_TWELFTHS))


@given(st.randoms(use_true_random=False), st.sampled_from(PRODUCTEN[Domein.WMO]))
def test_per_jaar_rounds_to_its_successor_half_up_and_at_least_one(rng: Random, product: Product) -> None:
    pair = per_year(rng, product, product.eenheid, DateSituation())
    assert pair.old.volume is not None
    assert pair.old.volume >= 1
    assert pair.nieuw.volume == max(1, (pair.old.volume * 2 + 12) // 24)


def test_per_jaar_reaches_both_ends_of_what_rounds_to_its_successor() -> None:
    scootmobiel = next(product for product in PRODUCTEN[Domein.WMO] if product.month == (1,))
    years = {per_year(seeded(n), scootmobiel, "82", DateSituation()).old.volume for n in range(400)}
    assert years == {*range(1, 18)}


def test_weights_are_positive() -> None:
    assert all(defect.weight > 0 for defect in DEFECTS.values())
