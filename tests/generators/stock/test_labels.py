"""Labels against literals, worked out by hand from the contract: two or more for every defect."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from migratietoets.generators.chance import bron
from migratietoets.generators.stock.building import Location, toewijzing_id
from migratietoets.generators.stock.consequences import label, pro_rata
from migratietoets.generators.stock.defects.content import BREAKS, Flaw
from migratietoets.generators.stock.defects.frequentie import DateSituation, omvang_fields
from migratietoets.generators.stock.defects.names import DEFECTS
from migratietoets.generators.stock.products import Product
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

Wish = Callable[[Flaw], bool]
YES, NO = True, False

KEYS = (
    "by", "action", "message", "release", "earliest", "latest", "reden_wijziging", "ingangsdatum", "einddatum",
    "categorie", "code", "volume", "eenheid", "frequentie", "budget",
)  # fmt: skip

HOUSING = Product("15", "15A01", "Beschermd wonen", "inspanning", "04", 1, (1,), (10,), (40,), (365,))
DAGDEEL = Product("07", "07A03", "Dagbesteding", "inspanning", "16", 1, (2,), (4,), (17,), (100,))
EURO = Product("10", "10A01", "Maatwerk", "output", "83", 1, (2500,), (17500,), (76000,), (730000,))
RIDES = Product("08", "08A01", "Vervoer", "inspanning", "82", 1, (2,), (4,), (17,), (365,))
STUKS = Product("12", "12A01", "Scootmobiel", "output", "82", 1, (1,), (3,), (13,), (24,))
UNKNOWN = Product("13", "13A02", "Traplift", None, "82", 1, (), (1,), (2,), (4,))


def make_action(by: str, action: str, message: str | None, release: str | None, **fields: object) -> dict[str, Any]:
    return dict.fromkeys(KEYS) | {"by": by, "action": action, "message": message, "release": release} | fields


def withdraw(release: str, latest: str, until: str, reden: str = "03") -> dict[str, Any]:
    earliest = "2021-01-04" if release == "3.0" else None
    return make_action(
        "gemeente", "intrekken", "301", release,
        earliest=earliest, latest=latest, reden_wijziging=reden, einddatum=until,
    )  # fmt: skip


def nieuw(release: str, latest: str, from_: str, until: str | None, *content: object) -> dict[str, Any]:
    """The content is categorie, code, volume, eenheid, frequentie, budget."""
    categorie, code, volume, eenheid, frequentie, budget = content
    return make_action(
        "gemeente", "nieuwe_toewijzing", "301", release,
        earliest="2021-01-04" if release == "3.0" else None, latest=latest, ingangsdatum=from_, einddatum=until,
        categorie=categorie, code=code, volume=volume, eenheid=eenheid, frequentie=frequentie, budget=budget,
    )  # fmt: skip


N, V, D = "2020-11-30", "2020-12-30", "2021-01-31"
STOP = make_action("aanbieder", "stop_zorg", "307", "2.4", earliest=N, latest=N, einddatum=N)
INFORM = make_action("gemeente", "informeer_aanbieder", None, None, latest=V)
WITHDRAW_NUMBER = withdraw("2.4", N, "2020-11-30")
WITHDRAW_24 = withdraw("2.4", V, "2020-12-31")
WITHDRAW_30 = withdraw("3.0", D, "2020-12-31")


def run_on(successor: dict[str, Any]) -> dict[str, Any]:
    """Both routes of a successor that needs 3.0."""
    beforehand = {"route": "vooraf_intrekken", "preferred": False, "actions": [INFORM, WITHDRAW_24, successor]}
    return {"deadline": D, "actions": [WITHDRAW_30, successor], "alternatives": [beforehand]}


CONTENTS = {
    "eenheid_per_dag": ["etmaal_per_dag", "dagdeel_per_dag", "euro_per_dag"],
    "einddatum_ontbreekt": ["einddatum_ontbreekt_week", "einddatum_ontbreekt_totaal"],
    "stuks_inspanning": [name for name in BREAKS if "stuks_inspanning" in name and "aspecifiek" not in name],
    "aspecifiek_met_omvang": [name for name in BREAKS if "aspecifiek" in name],
}
"""The kinds of content that a case below may be built with."""


def always(_defect: Flaw) -> bool:
    return True


def volume(what: int, frequentie: str) -> Wish:
    return lambda flaw: (
        flaw.old.omvang is not None and ((flaw.old.omvang.volume, flaw.old.omvang.frequentie) == (what, frequentie))
    )


def wanted(route: str | None, new_given: bool | None = None, frequentie: str | None = None) -> Wish:  # noqa: FBT001  # reads as a table
    def fits(flaw: Flaw) -> bool:
        old = flaw.old.omvang.frequentie if flaw.old.omvang else None
        return flaw.vervanging == route and new_given in {None, flaw.nieuw is not None} and frequentie in {None, old}

    return fits


def build(  # noqa: PLR0913  # a case has this many sides
    content: str,
    product: Product,
    from_: str,
    until: str | None,
    wish: Wish = always,
    *,
    number: str | None = "1001",
    number_broken: bool = False,
    gestart: bool = True,
    instemming: bool = True,
) -> tuple[Toewijzing, dict[str, Any]]:
    """The first break of this kind that is as wished, as a record with its label."""
    begin, end = date.fromisoformat(from_), None if until is None else date.fromisoformat(until)
    situation = DateSituation(open_ended=end is None)
    names = [name for name in CONTENTS.get(content, (content,)) if BREAKS[name].open_ended in {None, end is None}]
    attempts = (BREAKS[name].inject(bron("test", n), product, situation) for name in names for n in range(300))
    flaw = next(attempt for attempt in attempts if wish(attempt))
    omvang = omvang_fields(flaw.old.omvang)
    place = Location("0344", Domein.WMO, "99990001", "999900006")
    toewijzing = Toewijzing(
        toewijzing_id(place, number, begin, flaw), place.gemeente, place.domein, place.aanbieder, place.bsn, number,
        flaw.old.categorie, flaw.old.code, *omvang, None, begin, end,
        flaw.uitvoering, flaw.vervanging, gestart, instemming, flaw.nieuw,
    )  # fmt: skip
    return toewijzing, label(toewijzing, flaw, number_broken=number_broken).to_json()


def expected(reasons: list[str], **fields: object) -> dict[str, Any]:
    """A label without id and remarks; the rules follow from the reasons in a way that is easy to see."""
    variant = [reden for reden in reasons if reden != "no_unique_number"]
    rules = ["TW-02"] * ("no_unique_number" in reasons) + ["TW-03"] * bool(variant)
    bare = {"deadline": None, "actions": [], "alternatives": []}
    return {"must_migrate": bool(reasons), "reasons": reasons, "rules": rules, **bare, **fields}


def check(received: dict[str, Any], expectation: dict[str, Any], remarks: int) -> None:
    assert len(received["remarks"]) == remarks
    assert {key: value for key, value in received.items() if key not in {"id", "remarks"}} == expectation


NOTHING = expected([])


def test_the_example_of_the_contract_letter_by_letter() -> None:
    toewijzing, received = build("per_4_weken", HOUSING, "2020-03-02", "2021-06-30", volume(40, "3"))
    assert toewijzing.to_json() == {
        "id": "0344:wmo:99990001:999900006:1001:2020-03-02:15:15A01",
        "gemeente": "0344", "domein": "wmo", "aanbieder": "99990001", "bsn": "999900006", "toewijzingnummer": "1001",
        "categorie": "15", "code": "15A01", "volume": 40, "eenheid": "04", "frequentie": "3", "budget": None,
        "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30",
        "uitvoering": "inspanning", "vervanging": None, "nieuw": None, "gestart": True, "instemming": True,
    }  # fmt: skip
    assert list(received) == [
        "id", "must_migrate", "reasons", "rules", "deadline", "remarks", "actions", "alternatives",
    ]  # fmt: skip
    assert received == {
        "id": "0344:wmo:99990001:999900006:1001:2020-03-02:15:15A01",
        "must_migrate": True,
        "reasons": ["frequentie_vervallen"],
        "rules": ["TW-03"],
        "deadline": "2020-12-30",
        "remarks": [],
        "actions": [
            {
                "by": "gemeente", "action": "intrekken", "message": "301", "release": "2.4", "earliest": None,
                "latest": "2020-12-30", "reden_wijziging": "03", "ingangsdatum": None, "einddatum": "2020-12-31",
                "categorie": None, "code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": None,
            },
            {
                "by": "gemeente", "action": "nieuwe_toewijzing", "message": "301", "release": "2.4", "earliest": None,
                "latest": "2020-12-30", "reden_wijziging": None, "ingangsdatum": "2021-01-01",
                "einddatum": "2021-06-30", "categorie": "15", "code": "15A01", "volume": 10, "eenheid": "04",
                "frequentie": "2", "budget": None,
            },
        ],
        "alternatives": [],
    }  # fmt: skip
    assert all(tuple(step) == KEYS for step in received["actions"])


# Each: content, product, van, tot, wens, label, number of remarks.
# The number is unique, care has started, consent is given.
UNIQUE = {
    "schoon-week": ("heel", HOUSING, "2020-03-02", "2021-06-30", volume(10, "2"), NOTHING, 0),
    "schoon-open-maand": ("heel", HOUSING, "2018-01-01", None, volume(40, "4"), NOTHING, 0),
    "schoon-stuks-onbekend": ("heel", UNKNOWN, "2020-03-02", None, volume(2, "4"), NOTHING, 1),
    "schoon-geannuleerd": ("per_jaar", HOUSING, "2020-03-02", "2020-03-02", always, NOTHING, 0),
    "per_4_weken-voorbij": ("per_4_weken", HOUSING, "2020-03-02", "2020-12-31", always, NOTHING, 0),
    "per_4_weken-ondeelbaar": (
        "per_4_weken", HOUSING, "2020-03-02", "2021-06-30", volume(37, "3"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_4_weken-open": (
        "per_4_weken", STUKS, "2019-05-06", None, volume(12, "3"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", None, "12", "12A01", 13, "82", "4", None)]), 0,
    ),
    "per_jaar-precies": (
        "per_jaar", HOUSING, "2020-03-02", None, volume(480, "5"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_jaar-half-omhoog": (
        "per_jaar", HOUSING, "2020-03-02", "2021-01-01", volume(474, "5"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-01-01", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "eenheid_per_dag-einddatum": (
        "eenheid_per_dag", DAGDEEL, "2020-03-02", "2021-06-30", always,
        expected(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "eenheid_per_dag-open": (
        "eenheid_per_dag", EURO, "2020-03-02", None, always,
        expected(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", None, "10", "10A01", 17500, "83", "2", None)]), 1,
    ),
    "stuks_inspanning-week": (
        "stuks_inspanning", RIDES, "2020-03-02", "2021-06-30", volume(4, "2"),
        expected(["stuks_inspanning"], **run_on(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 4, "84", "2", None))), 0,
    ),
    "stuks_inspanning-totaal": (
        "stuks_inspanning", RIDES, "2020-01-01", "2021-12-31", volume(365, "6"),
        expected(["stuks_inspanning"], **run_on(
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 182, "84", "6", None))), 0,
    ),
    "stuks_inspanning-dag-open": (
        "stuks_inspanning", RIDES, "2020-03-02", None, volume(2, "1"),
        expected(["eenheid_frequentie_combinatie", "stuks_inspanning"], **run_on(
            nieuw("3.0", D, "2021-01-01", None, "08", "08A01", 14, "84", "2", None))), 1,
    ),
    "stuks_inspanning-totaal-open": (
        "stuks_inspanning", RIDES, "2020-03-02", None, volume(365, "6"),
        expected(["stuks_inspanning", "einddatum_ontbreekt"], **run_on(
            nieuw("3.0", D, "2021-01-01", None, "08", "08A01", None, "84", "6", None))), 2,
    ),
    "stuks_inspanning-4-weken": (
        "stuks_inspanning", RIDES, "2020-03-02", "2022-06-30", volume(16, "3"),
        expected(["frequentie_vervallen", "stuks_inspanning"], **run_on(
            nieuw("3.0", D, "2021-01-01", "2022-06-30", "08", "08A01", 4, "84", "2", None))), 0,
    ),
    "specifiek_zonder_omvang-stil": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30", wanted(None),
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "15", "15A01", None, None, None, None)]), 1,
    ),
    "specifiek_zonder_omvang-omvang": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", None,
        lambda flaw: flaw.nieuw is not None and flaw.nieuw.frequentie == "4",
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "specifiek_zonder_omvang-aspecifiek": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", None, wanted("aspecifiek_zonder_budget"),
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", None, "15", None, None, None, None, None)]), 0,
    ),
    "specifiek_zonder_omvang-budget": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30",
        lambda flaw: flaw.nieuw is not None and flaw.nieuw.budget == 250000,
        expected(["geen_toegestane_variant"], deadline=V, actions=[
            INFORM, WITHDRAW_24,
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "15", None, None, None, None, 250000)]), 0,
    ),
    "einddatum_ontbreekt-week": (
        "einddatum_ontbreekt", HOUSING, "2020-03-02", None, volume(10, "2"),
        expected(["einddatum_ontbreekt"], deadline=V, actions=[
            make_action("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "einddatum_ontbreekt-totaal": (
        "einddatum_ontbreekt", EURO, "2018-03-01", None, volume(730000, "6"),
        expected(["einddatum_ontbreekt"], deadline=V, actions=[
            make_action("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "einddatum_ontbreekt-begint-in-2021": (
        "einddatum_ontbreekt", HOUSING, "2021-02-01", None, always,
        expected(["einddatum_ontbreekt"], deadline=V, actions=[
            make_action("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "aspecifiek-specifiek": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("specifiek_met_omvang", YES, "4")(flaw) and flaw.nieuw.frequentie == "2",
        expected(["aspecifiek_met_omvang"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "10", "10A01", 17500, "83", "2", None)]), 0,
    ),
    "aspecifiek-specifiek-zonder-product": (
        "aspecifiek_met_omvang", EURO, "2020-01-01", "2021-12-31", wanted("specifiek_met_omvang", NO, "6"),
        expected(["aspecifiek_met_omvang"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-12-31", "10", None, 364501, "83", "6", None)]), 1,
    ),
    "aspecifiek-zonder-budget": (
        "aspecifiek_met_omvang", DAGDEEL, "2020-03-02", None, wanted("aspecifiek_zonder_budget", NO, "1"),
        expected(["aspecifiek_met_omvang", "eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", None, "07", None, None, None, None, None)]), 0,
    ),
    "aspecifiek-met-budget": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("aspecifiek_met_budget", YES, "5")(flaw) and flaw.nieuw.budget == 480000,
        expected(["frequentie_vervallen", "aspecifiek_met_omvang"], **run_on(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "10", None, None, None, None, 480000))), 0,
    ),
    "aspecifiek-met-budget-open": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted("aspecifiek_met_budget", NO, "4"),
        expected(["aspecifiek_met_omvang"], **run_on(
            nieuw("3.0", D, "2021-01-01", None, "10", None, None, None, None, None))), 2,
    ),
    "aspecifiek-generiek": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("generiek_met_budget", YES, "2")(flaw) and flaw.nieuw.budget == 90000,
        expected(["aspecifiek_met_omvang"], **run_on(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", None, None, None, None, None, 90000))), 0,
    ),
    "aspecifiek-generiek-open": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted("generiek_met_budget", NO, "4"),
        expected(["aspecifiek_met_omvang"], **run_on(
            nieuw("3.0", D, "2021-01-01", None, None, None, None, None, None, None))), 2,
    ),
    "aspecifiek-stuks": (
        "aspecifiek_met_omvang", RIDES, "2020-03-02", "2021-06-30",
        lambda flaw: wanted("specifiek_stuks_inspanning", YES, "4")(flaw) and flaw.nieuw.frequentie == "4",
        expected(["aspecifiek_met_omvang", "stuks_inspanning"], **run_on(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 17, "84", "4", None))), 0,
    ),
    "aspecifiek-niemand-weet": (
        "aspecifiek_met_omvang", DAGDEEL, "2020-03-02", "2021-06-30", wanted(None, NO, "1"),
        expected(["aspecifiek_met_omvang", "eenheid_frequentie_combinatie"], deadline=V, alternatives=[
            {"route": "specifiek_met_omvang", "preferred": False, "actions": [
                WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", None, 14, "16", "2", None)]},
            {"route": "aspecifiek_zonder_budget", "preferred": False, "actions": [
                WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", None, None, None, None, None)]},
            {"route": "aspecifiek_met_budget", "preferred": False, "actions": [
                WITHDRAW_30, nieuw("3.0", D, "2021-01-01", "2021-06-30", "07", None, None, None, None, None)]},
        ]), 3,
    ),
    "start_in_december-uniek-nummer": (
        "eenheid_per_dag", DAGDEEL, "2020-12-07", "2021-06-30", always,
        expected(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            WITHDRAW_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "start_in_2021-in-24": (
        "per_jaar", HOUSING, "2021-02-01", None, volume(480, "5"),
        expected(["frequentie_vervallen"], deadline=V, actions=[
            withdraw("2.4", V, "2021-02-01", "01"),
            nieuw("2.4", V, "2021-02-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "start_in_2021-pas-in-30": (
        "stuks_inspanning", RIDES, "2021-01-01", "2021-06-30", volume(365, "6"),
        expected(["stuks_inspanning"], deadline=V, actions=[
            INFORM, withdraw("2.4", V, "2021-01-01", "01"),
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 365, "84", "6", None)]), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNIQUE)
def test_unique_number(case: str) -> None:
    content, product, from_, until, wish, expectation, remarks = UNIQUE[case]
    check(build(content, product, from_, until, wish)[1], expectation, remarks)


def test_without_consent_there_is_one_route() -> None:
    _, received = build("stuks_inspanning", RIDES, "2020-03-02", "2021-06-30", volume(17, "4"), instemming=False)
    successor = nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 17, "84", "4", None)
    check(received, expected(["stuks_inspanning"], deadline=V, actions=[INFORM, WITHDRAW_24, successor]), 0)


def test_without_consent_the_budget_alternative_withdraws_beforehand() -> None:
    _, received = build("aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted(None, NO, "4"), instemming=False)
    successor = nieuw("3.0", D, "2021-01-01", None, "10", None, None, None, None, None)
    assert received["alternatives"][2]["actions"] == [INFORM, WITHDRAW_24, successor]


# As UNIEK, without a unique number; the second last says whether care has started.
NUMBER = {
    "heel-week": (
        "heel", HOUSING, "2020-03-02", "2021-06-30", volume(10, "2"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "heel-niet-gestart": (
        "heel", HOUSING, "2020-03-02", None, volume(40, "4"), NO,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "heel-totaal": (
        "heel", HOUSING, "2020-01-01", "2021-12-31", volume(365, "6"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-12-31", "15", "15A01", 198, "04", "6", None)]), 0,
    ),
    "heel-totaal-tot-eind-december": (
        "heel", HOUSING, "2020-03-02", "2020-12-31", volume(365, "6"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", 37, "04", "6", None)]), 0,
    ),
    "heel-nog-een-dag": (
        "heel", HOUSING, "2020-03-02", "2020-12-01", volume(40, "4"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-01", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "heel-op-tijd-voorbij": ("heel", HOUSING, "2020-03-02", "2020-11-30", always, YES, NOTHING, 0),
    "per_4_weken-deelbaar": (
        "per_4_weken", HOUSING, "2020-03-02", "2021-06-30", volume(40, "3"), YES,
        expected(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "per_4_weken-tot-30-december": (
        "per_4_weken", HOUSING, "2020-03-02", "2020-12-30", volume(40, "3"), NO,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, nieuw("2.4", N, "2020-12-01", "2020-12-30", "15", "15A01", 40, "04", "3", None)]), 0,
    ),
    "per_jaar-precies": (
        "per_jaar", HOUSING, "2020-03-02", None, volume(480, "5"), YES,
        expected(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_jaar-tot-eind-december": (
        "per_jaar", HOUSING, "2020-03-02", "2020-12-31", volume(480, "5"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", 480, "04", "5", None)]), 0,
    ),
    "eenheid_per_dag-einddatum": (
        "eenheid_per_dag", DAGDEEL, "2020-03-02", "2021-01-31", always, YES,
        expected(["no_unique_number", "eenheid_frequentie_combinatie"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-01-31", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "eenheid_per_dag-open": (
        "eenheid_per_dag", EURO, "2020-03-02", None, always, NO,
        expected(["no_unique_number", "eenheid_frequentie_combinatie"], deadline=N, actions=[
            WITHDRAW_NUMBER, nieuw("2.4", N, "2020-12-01", None, "10", "10A01", 17500, "83", "2", None)]), 1,
    ),
    "stuks_inspanning-week": (
        "stuks_inspanning", RIDES, "2020-03-02", "2021-06-30", volume(4, "2"), YES,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", 4, "82", "2", None),
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 4, "84", "2", None)]), 0,
    ),
    "stuks_inspanning-totaal": (
        "stuks_inspanning", RIDES, "2020-01-01", "2021-12-31", volume(365, "6"), NO,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            WITHDRAW_NUMBER,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", 15, "82", "6", None),
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 182, "84", "6", None)]), 0,
    ),
    "stuks_inspanning-totaal-open": (
        "stuks_inspanning", RIDES, "2020-01-01", None, volume(365, "6"), YES,
        expected(["no_unique_number", "stuks_inspanning", "einddatum_ontbreekt"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", None, "82", "6", None),
            nieuw("3.0", D, "2021-01-01", None, "08", "08A01", None, "84", "6", None)]), 3,
    ),
    "specifiek_zonder_omvang-stil": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30", wanted(None), YES,
        expected(["no_unique_number", "geen_toegestane_variant"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", None, None, None, None)]), 1,
    ),
    "specifiek_zonder_omvang-budget": (
        "specifiek_zonder_omvang", HOUSING, "2020-03-02", "2021-06-30",
        lambda flaw: flaw.nieuw is not None and flaw.nieuw.budget == 250000, YES,
        expected(["no_unique_number", "geen_toegestane_variant"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", None, None, None, None),
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "15", None, None, None, None, 250000)]), 0,
    ),
    "einddatum_ontbreekt-week": (
        "einddatum_ontbreekt", HOUSING, "2020-03-02", None, volume(10, "2"), YES,
        expected(["no_unique_number", "einddatum_ontbreekt"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", 10, "04", "2", None)]), 1,
    ),
    "einddatum_ontbreekt-totaal": (
        "einddatum_ontbreekt", HOUSING, "2020-03-02", None, volume(365, "6"), NO,
        expected(["no_unique_number", "einddatum_ontbreekt"], deadline=N, actions=[
            WITHDRAW_NUMBER, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", None, "04", "6", None)]), 2,
    ),
    "aspecifiek_met_omvang-budget": (
        "aspecifiek_met_omvang", EURO, "2020-01-01", "2021-12-31",
        lambda flaw: wanted("aspecifiek_met_budget", YES, "6")(flaw) and flaw.nieuw.budget == 480000, YES,
        expected(["no_unique_number", "aspecifiek_met_omvang"], deadline=N, actions=[
            WITHDRAW_NUMBER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "10", None, 30958, "83", "6", None),
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "10", None, None, None, None, 480000)]), 0,
    ),
    "aspecifiek_met_omvang-tot-eind-december": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2020-12-31", wanted("aspecifiek_met_budget", YES, "4"), NO,
        expected(["no_unique_number"], deadline=N, actions=[
            WITHDRAW_NUMBER, nieuw("2.4", N, "2020-12-01", "2020-12-31", "10", None, 76000, "83", "4", None)]), 0,
    ),
    "aspecifiek_met_omvang-niemand-weet": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted(None, NO, "4"), YES,
        expected(["no_unique_number", "aspecifiek_met_omvang"], deadline=N, alternatives=[
            {"route": "specifiek_met_omvang", "preferred": False, "actions": [
                WITHDRAW_NUMBER, STOP, nieuw("2.4", N, "2020-12-01", None, "10", None, 76000, "83", "4", None)]},
            {"route": "aspecifiek_zonder_budget", "preferred": False, "actions": [
                WITHDRAW_NUMBER, STOP, nieuw("2.4", N, "2020-12-01", None, "10", None, None, None, None, None)]},
            {"route": "aspecifiek_met_budget", "preferred": False, "actions": [
                WITHDRAW_NUMBER, STOP,
                nieuw("2.4", N, "2020-12-01", "2020-12-31", "10", None, 76000, "83", "4", None),
                nieuw("3.0", D, "2021-01-01", None, "10", None, None, None, None, None)]},
        ]), 4,
    ),
    "start_in_december-heel": (
        "heel", HOUSING, "2020-12-01", "2021-06-30", volume(365, "6"), YES,
        expected(["no_unique_number"], deadline=N, actions=[
            withdraw("2.4", N, "2020-12-01", "01"),
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 365, "04", "6", None)]), 0,
    ),
    "start_in_december-pas-in-30": (
        "stuks_inspanning", RIDES, "2020-12-12", "2021-12-31", volume(365, "6"), YES,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            withdraw("2.4", N, "2020-12-12", "01"),
            nieuw("2.4", N, "2020-12-12", "2020-12-31", "08", "08A01", 19, "82", "6", None),
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 346, "84", "6", None)]), 0,
    ),
    "start_in_2021-in-24": (
        "per_4_weken", HOUSING, "2021-02-01", "2021-06-30", volume(40, "3"), YES,
        expected(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            withdraw("2.4", N, "2021-02-01", "01"),
            nieuw("2.4", N, "2021-02-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "start_in_2021-pas-in-30": (
        "stuks_inspanning", RIDES, "2021-01-18", "2021-06-30", volume(17, "4"), YES,
        expected(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            withdraw("2.4", N, "2021-01-18", "01"),
            nieuw("3.0", D, "2021-01-18", "2021-06-30", "08", "08A01", 17, "84", "4", None)]), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", [None, "1001"], ids=["geen", "dubbel"])
@pytest.mark.parametrize("case", NUMBER)
def test_no_unique_number(case: str, number: str | None) -> None:
    content, product, from_, until, wish, gestart, expectation, remarks = NUMBER[case]
    _, received = build(content, product, from_, until, wish, number=number, number_broken=True, gestart=gestart)
    check(received, expectation, remarks)


def test_every_kind_of_defect_has_two_literals() -> None:
    def cases(table: dict[str, Any], name: str) -> int:
        return sum(case.startswith(name) or content == name for case, (content, *_) in table.items())

    kinds = {name for name in BREAKS if name != "heel" and "+" not in name} - {
        name for names in CONTENTS.values() for name in names
    } | {*CONTENTS}
    assert all(cases(UNIQUE, name) >= 2 and cases(NUMBER, name) >= 2 for name in kinds), kinds
    for name in ("schoon", "start_in_december", "start_in_2021"):
        assert cases(UNIQUE, name) + cases(NUMBER, name) >= 2, name
    assert cases(NUMBER, "heel") >= 2
    assert {content for defect in DEFECTS.values() for _, content in defect.kinds} == {*BREAKS}


@pytest.mark.parametrize(
    ("whole", "days", "every", "part"),
    [(365, 31, 731, 15), (10, 1, 4, 3), (10, 1, 20, 1), (1, 1, 1000, 1), (365, 731, 731, 365), (5, 1, 2, 3)],
)
def test_a_share_by_days_rounds_half_up_and_is_at_least_one(whole: int, days: int, every: int, part: int) -> None:
    def period(length: int) -> tuple[date, date]:
        return date(2020, 1, 1), date.fromordinal(date(2020, 1, 1).toordinal() + length - 1)

    assert pro_rata(whole, period(days), period(every)) == part


def test_a_wish_plays_no_part_when_nothing_is_wrong() -> None:
    toewijzing, _ = build("heel", HOUSING, "2020-03-02", "2021-06-30", volume(10, "2"))
    flaw = BREAKS["heel"].inject(bron(0), HOUSING, DateSituation())
    assert not label(replace(toewijzing, vervanging="gelijk"), flaw, number_broken=False).must_migrate
