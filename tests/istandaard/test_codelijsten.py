import pytest

from migratietoets.istandaard.codelijsten import (
    EENHEID,
    FREQUENTIE,
    PRODUCTCATEGORIE,
    REDEN_BEEINDIGING,
    REDEN_WIJZIGING,
    RETOURCODE,
    code_list,
    code_lists,
    codes,
)
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import standard_data
from migratietoets.istandaard.schemas.xsd_writer import list_of

R24, R30 = Release


def test_82_has_another_name_in_3_0() -> None:
    assert code_list(EENHEID).label("82", R24) == "Stuks"
    assert code_list(EENHEID).label("82", R30) == "Stuks (output)"


def test_84_exists_only_in_3_0() -> None:
    assert code_list(EENHEID).codes(R30) - code_list(EENHEID).codes(R24) == {"84"}
    assert code_list(EENHEID).codes(R24) <= code_list(EENHEID).codes(R30)
    with pytest.raises(KeyError):
        code_list(EENHEID).label("84", R24)


def test_frequenties_are_the_same_in_both_releases() -> None:
    assert code_list(FREQUENTIE).codes(R24) == code_list(FREQUENTIE).codes(R30) == set("123456")


@pytest.mark.parametrize("domein", list(Domein))
def test_release_30_has_three_new_redenen(domein: Domein) -> None:
    change, end = code_list(REDEN_WIJZIGING[domein]), code_list(REDEN_BEEINDIGING[domein])
    assert change.codes(R30) - change.codes(R24) == {"12"}
    assert end.codes(R30) - end.codes(R24) == {"36", "37"}


def test_31_means_something_else_in_each_domein() -> None:
    wmo, jw = (code_list(REDEN_BEEINDIGING[domein]).label("31", R30) for domein in (Domein.WMO, Domein.JW))
    assert "Verhuizing" in wmo
    assert "volgens plan" in jw


def test_productcategorieen_do_not_overlap() -> None:
    wmo, jw = (code_list(PRODUCTCATEGORIE[domein]).codes(R30) for domein in (Domein.WMO, Domein.JW))
    assert not wmo & jw
    assert (len(wmo), len(jw)) == (18, 24)


def test_retourcodes_that_were_dropped_and_added() -> None:
    listing = code_list(RETOURCODE)
    assert listing.codes(R24) - listing.codes(R30) == {"8004", "8857", "8858", "8859", "8860", "8861", "8862"}
    assert {"9332", "9361", "9375"} <= listing.codes(R30) - listing.codes(R24)
    assert listing.label("0200", R24) == "Geen opmerkingen over deze klasse"


@pytest.mark.parametrize("name", code_lists())
def test_every_code_has_a_label(name: str) -> None:
    listing = code_list(name)
    assert listing.id == name
    assert listing.name
    assert any(listing.codes(release) for release in Release)
    for release in Release:
        assert all(listing.label(code, release).strip() for code in listing.codes(release))


@pytest.mark.parametrize(("name", "codes"), [("WJ758", "12"), ("WJ759", "123456789"), ("WJ760", "12")])
def test_lists_for_verzoek_and_answer_are_new_in_3_0(name: str, codes: str) -> None:
    assert code_list(name).codes(R24) == frozenset()
    assert code_list(name).codes(R30) == set(codes)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("COD043", {"C", "D"}),
        ("COD260", {"1", "2"}),
        ("COD327", {"01", "02", "03", "04", "05", "06", "08"}),
        ("COD363", {"EUR"}),
        ("COD833", {"01", "02"}),
        ("WMO106", {"1", "2"}),
    ],
)
def test_lists_for_declaratie_and_verzoek_are_the_same_in_both_releases(name: str, codes: set[str]) -> None:
    assert code_list(name).codes(R24) == code_list(name).codes(R30) == codes


def test_a_list_that_exists_only_in_2_4() -> None:
    assert code_list("COD736").codes(R24) == {f"0{i}" for i in range(1, 8)}
    assert code_list("COD736").codes(R30) == frozenset()


def test_every_country_has_a_code() -> None:
    assert len(code_list("COD032").codes(R30)) == 249
    assert code_list("COD032").label("NL", R24) == "NL"


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(KeyError):
        code_list("WJ999")


@pytest.mark.parametrize("domein", list(Domein))
def test_every_list_is_used_and_only_the_questions_about_limitations_are_missing(domein: Domein) -> None:
    asked = {list_of(type_, domein) for type_ in standard_data()["ldt"]} - {None}
    assert asked - set(code_lists()) == {"COD825"}


@pytest.mark.parametrize(
    ("listing", "named"),
    [
        (EENHEID, {codes.MINUTE, codes.HOUR, codes.ETMAAL, codes.DAGDEEL, codes.WEEK, codes.INDEPENDENT_OF_TIME}),
        (EENHEID, {codes.STUKS, codes.EURO, codes.STUKS_INSPANNING}),
        (FREQUENTIE, {codes.PER_DAY, codes.PER_WEEK, codes.PER_FOUR_WEEKS, codes.PER_MONTH, codes.PER_YEAR}),
        (FREQUENTIE, {codes.TOTAL}),
        *((listing, {codes.CORRECTION, codes.DEATH, codes.CONTRACTWIJZIGING}) for listing in REDEN_WIJZIGING.values()),
        *((listing, {codes.EXTENSION, codes.SHORTENING, codes.BY_AANBIEDER}) for listing in REDEN_WIJZIGING.values()),
        *((listing, {codes.DEATH, codes.TEMPORARY}) for listing in REDEN_BEEINDIGING.values()),
        *((listing, {codes.BY_GEMEENTE, codes.BY_WIJZIGINGSVERZOEK}) for listing in REDEN_BEEINDIGING.values()),
        *((listing, {codes.IN_AGREEMENT[domein]}) for domein, listing in REDEN_BEEINDIGING.items()),
    ],
)
def test_a_code_that_has_a_name_stands_in_its_list(listing: str, named: set[str]) -> None:
    assert named <= code_list(listing).codes(R30)
