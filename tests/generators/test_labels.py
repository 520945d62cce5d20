"""Labels against literals, worked out by hand from the contract: two or more for every defect."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generators.bouwen import Plek, toewijzing_id
from generators.breuken import BREUKEN, Breuk
from generators.defecten import DEFECTEN
from generators.gevolgen import label, naar_rato
from generators.omvangen import Situatie, omvangvelden
from generators.producten import Product
from generators.toeval import bron
from istandaard.model import Toewijzing
from istandaard.releases import Domein

Wens = Callable[[Breuk], bool]
JA, NEE = True, False

SLEUTELS = (
    "by", "action", "message", "release", "earliest", "latest", "reden_wijziging", "ingangsdatum", "einddatum",
    "categorie", "code", "volume", "eenheid", "frequentie", "budget",
)  # fmt: skip

WONEN = Product("15", "15A01", "Beschermd wonen", "inspanning", "04", 1, (1,), (10,), (40,), (365,))
DAGDEEL = Product("07", "07A03", "Dagbesteding", "inspanning", "16", 1, (2,), (4,), (17,), (100,))
EURO = Product("10", "10A01", "Maatwerk", "output", "83", 1, (2500,), (17500,), (76000,), (730000,))
RITTEN = Product("08", "08A01", "Vervoer", "inspanning", "82", 1, (2,), (4,), (17,), (365,))
STUKS = Product("12", "12A01", "Scootmobiel", "output", "82", 1, (1,), (3,), (13,), (24,))
ONBEKEND = Product("13", "13A02", "Traplift", None, "82", 1, (), (1,), (2,), (4,))


def actie(by: str, action: str, message: str | None, release: str | None, **velden: object) -> dict[str, Any]:
    return dict.fromkeys(SLEUTELS) | {"by": by, "action": action, "message": message, "release": release} | velden


def trek_in(release: str, latest: str, tot: str, reden: str = "03") -> dict[str, Any]:
    earliest = "2021-01-04" if release == "3.0" else None
    return actie(
        "gemeente", "intrekken", "301", release,
        earliest=earliest, latest=latest, reden_wijziging=reden, einddatum=tot,
    )  # fmt: skip


def nieuw(release: str, latest: str, van: str, tot: str | None, *inhoud: object) -> dict[str, Any]:
    """The content is categorie, code, volume, eenheid, frequentie, budget."""
    categorie, code, volume, eenheid, frequentie, budget = inhoud
    return actie(
        "gemeente", "nieuwe_toewijzing", "301", release,
        earliest="2021-01-04" if release == "3.0" else None, latest=latest, ingangsdatum=van, einddatum=tot,
        categorie=categorie, code=code, volume=volume, eenheid=eenheid, frequentie=frequentie, budget=budget,
    )  # fmt: skip


N, V, D = "2020-11-30", "2020-12-30", "2021-01-31"
STOP = actie("aanbieder", "stop_zorg", "307", "2.4", earliest=N, latest=N, einddatum=N)
INFORMEER = actie("gemeente", "informeer_aanbieder", None, None, latest=V)
TREK_IN_NUMMER = trek_in("2.4", N, "2020-11-30")
TREK_IN_24 = trek_in("2.4", V, "2020-12-31")
TREK_IN_30 = trek_in("3.0", D, "2020-12-31")


def doorlopen(opvolger: dict[str, Any]) -> dict[str, Any]:
    """Both routes of a successor that needs 3.0."""
    vooraf = {"route": "vooraf_intrekken", "preferred": False, "actions": [INFORMEER, TREK_IN_24, opvolger]}
    return {"deadline": D, "actions": [TREK_IN_30, opvolger], "alternatives": [vooraf]}


INHOUDEN = {
    "eenheid_per_dag": ["etmaal_per_dag", "dagdeel_per_dag", "euro_per_dag"],
    "einddatum_ontbreekt": ["einddatum_ontbreekt_week", "einddatum_ontbreekt_totaal"],
    "stuks_inspanning": [naam for naam in BREUKEN if "stuks_inspanning" in naam and "aspecifiek" not in naam],
    "aspecifiek_met_omvang": [naam for naam in BREUKEN if "aspecifiek" in naam],
}
"""The kinds of content that a case below may be built with."""


def altijd(_breuk: Breuk) -> bool:
    return True


def volume(wat: int, frequentie: str) -> Wens:
    return lambda breuk: (
        breuk.oud.omvang is not None and ((breuk.oud.omvang.volume, breuk.oud.omvang.frequentie) == (wat, frequentie))
    )


def wil(route: str | None, nieuw_gegeven: bool | None = None, frequentie: str | None = None) -> Wens:  # noqa: FBT001  # reads as a table
    def past(breuk: Breuk) -> bool:
        oud = breuk.oud.omvang.frequentie if breuk.oud.omvang else None
        return (
            breuk.vervanging == route and nieuw_gegeven in {None, breuk.nieuw is not None} and frequentie in {None, oud}
        )

    return past


def bouw(  # noqa: PLR0913  # a case has this many sides
    inhoud: str,
    product: Product,
    van: str,
    tot: str | None,
    wens: Wens = altijd,
    *,
    nummer: str | None = "1001",
    nummer_stuk: bool = False,
    gestart: bool = True,
    instemming: bool = True,
) -> tuple[Toewijzing, dict[str, Any]]:
    """The first break of this kind that is as wished, as a record with its label."""
    begin, eind = date.fromisoformat(van), None if tot is None else date.fromisoformat(tot)
    situatie = Situatie(open_einde=eind is None)
    namen = [naam for naam in INHOUDEN.get(inhoud, (inhoud,)) if BREUKEN[naam].open_einde in {None, eind is None}]
    pogingen = (BREUKEN[naam].breek(bron("test", n), product, situatie) for naam in namen for n in range(300))
    breuk = next(poging for poging in pogingen if wens(poging))
    omvang = omvangvelden(breuk.oud.omvang)
    plek = Plek("0344", Domein.WMO, "99990001", "999900006")
    toewijzing = Toewijzing(
        toewijzing_id(plek, nummer, begin, breuk), plek.gemeente, plek.domein, plek.aanbieder, plek.bsn, nummer,
        breuk.oud.categorie, breuk.oud.code, *omvang, None, begin, eind,
        breuk.uitvoering, breuk.vervanging, gestart, instemming, breuk.nieuw,
    )  # fmt: skip
    return toewijzing, label(toewijzing, breuk, nummer_stuk=nummer_stuk).to_json()


def verwacht(reasons: list[str], **velden: object) -> dict[str, Any]:
    """A label without id and remarks; the rules follow from the reasons in a way that is easy to see."""
    variant = [reden for reden in reasons if reden != "no_unique_number"]
    rules = ["TW-02"] * ("no_unique_number" in reasons) + ["TW-03"] * bool(variant)
    kaal = {"deadline": None, "actions": [], "alternatives": []}
    return {"must_migrate": bool(reasons), "reasons": reasons, "rules": rules, **kaal, **velden}


def toets(gekregen: dict[str, Any], verwachting: dict[str, Any], opmerkingen: int) -> None:
    assert len(gekregen["remarks"]) == opmerkingen
    assert {sleutel: waarde for sleutel, waarde in gekregen.items() if sleutel not in {"id", "remarks"}} == verwachting


NIETS = verwacht([])


def test_the_example_of_the_contract_letter_by_letter() -> None:
    toewijzing, gekregen = bouw("per_4_weken", WONEN, "2020-03-02", "2021-06-30", volume(40, "3"))
    assert toewijzing.to_json() == {
        "id": "0344:wmo:99990001:999900006:1001:2020-03-02:15:15A01",
        "gemeente": "0344", "domein": "wmo", "aanbieder": "99990001", "bsn": "999900006", "toewijzingnummer": "1001",
        "categorie": "15", "code": "15A01", "volume": 40, "eenheid": "04", "frequentie": "3", "budget": None,
        "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30",
        "uitvoering": "inspanning", "vervanging": None, "nieuw": None, "gestart": True, "instemming": True,
    }  # fmt: skip
    assert list(gekregen) == [
        "id", "must_migrate", "reasons", "rules", "deadline", "remarks", "actions", "alternatives",
    ]  # fmt: skip
    assert gekregen == {
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
    assert all(tuple(stap) == SLEUTELS for stap in gekregen["actions"])


# Each: content, product, van, tot, wens, label, number of remarks.
# The number is unique, care has started, consent is given.
UNIEK = {
    "schoon-week": ("heel", WONEN, "2020-03-02", "2021-06-30", volume(10, "2"), NIETS, 0),
    "schoon-open-maand": ("heel", WONEN, "2018-01-01", None, volume(40, "4"), NIETS, 0),
    "schoon-stuks-onbekend": ("heel", ONBEKEND, "2020-03-02", None, volume(2, "4"), NIETS, 1),
    "schoon-geannuleerd": ("per_jaar", WONEN, "2020-03-02", "2020-03-02", altijd, NIETS, 0),
    "per_4_weken-voorbij": ("per_4_weken", WONEN, "2020-03-02", "2020-12-31", altijd, NIETS, 0),
    "per_4_weken-ondeelbaar": (
        "per_4_weken", WONEN, "2020-03-02", "2021-06-30", volume(37, "3"),
        verwacht(["frequentie_vervallen"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_4_weken-open": (
        "per_4_weken", STUKS, "2019-05-06", None, volume(12, "3"),
        verwacht(["frequentie_vervallen"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", None, "12", "12A01", 13, "82", "4", None)]), 0,
    ),
    "per_jaar-precies": (
        "per_jaar", WONEN, "2020-03-02", None, volume(480, "5"),
        verwacht(["frequentie_vervallen"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_jaar-half-omhoog": (
        "per_jaar", WONEN, "2020-03-02", "2021-01-01", volume(474, "5"),
        verwacht(["frequentie_vervallen"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-01-01", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "eenheid_per_dag-einddatum": (
        "eenheid_per_dag", DAGDEEL, "2020-03-02", "2021-06-30", altijd,
        verwacht(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "eenheid_per_dag-open": (
        "eenheid_per_dag", EURO, "2020-03-02", None, altijd,
        verwacht(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", None, "10", "10A01", 17500, "83", "2", None)]), 1,
    ),
    "stuks_inspanning-week": (
        "stuks_inspanning", RITTEN, "2020-03-02", "2021-06-30", volume(4, "2"),
        verwacht(["stuks_inspanning"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 4, "84", "2", None))), 0,
    ),
    "stuks_inspanning-totaal": (
        "stuks_inspanning", RITTEN, "2020-01-01", "2021-12-31", volume(365, "6"),
        verwacht(["stuks_inspanning"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 182, "84", "6", None))), 0,
    ),
    "stuks_inspanning-dag-open": (
        "stuks_inspanning", RITTEN, "2020-03-02", None, volume(2, "1"),
        verwacht(["eenheid_frequentie_combinatie", "stuks_inspanning"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", None, "08", "08A01", 14, "84", "2", None))), 1,
    ),
    "stuks_inspanning-totaal-open": (
        "stuks_inspanning", RITTEN, "2020-03-02", None, volume(365, "6"),
        verwacht(["stuks_inspanning", "einddatum_ontbreekt"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", None, "08", "08A01", None, "84", "6", None))), 2,
    ),
    "stuks_inspanning-4-weken": (
        "stuks_inspanning", RITTEN, "2020-03-02", "2022-06-30", volume(16, "3"),
        verwacht(["frequentie_vervallen", "stuks_inspanning"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", "2022-06-30", "08", "08A01", 4, "84", "2", None))), 0,
    ),
    "specifiek_zonder_omvang-stil": (
        "specifiek_zonder_omvang", WONEN, "2020-03-02", "2021-06-30", wil(None),
        verwacht(["geen_toegestane_variant"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "15", "15A01", None, None, None, None)]), 1,
    ),
    "specifiek_zonder_omvang-omvang": (
        "specifiek_zonder_omvang", WONEN, "2020-03-02", None,
        lambda breuk: breuk.nieuw is not None and breuk.nieuw.frequentie == "4",
        verwacht(["geen_toegestane_variant"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "specifiek_zonder_omvang-aspecifiek": (
        "specifiek_zonder_omvang", WONEN, "2020-03-02", None, wil("aspecifiek_zonder_budget"),
        verwacht(["geen_toegestane_variant"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", None, "15", None, None, None, None, None)]), 0,
    ),
    "specifiek_zonder_omvang-budget": (
        "specifiek_zonder_omvang", WONEN, "2020-03-02", "2021-06-30",
        lambda breuk: breuk.nieuw is not None and breuk.nieuw.budget == 250000,
        verwacht(["geen_toegestane_variant"], deadline=V, actions=[
            INFORMEER, TREK_IN_24,
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "15", None, None, None, None, 250000)]), 0,
    ),
    "einddatum_ontbreekt-week": (
        "einddatum_ontbreekt", WONEN, "2020-03-02", None, volume(10, "2"),
        verwacht(["einddatum_ontbreekt"], deadline=V, actions=[
            actie("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "einddatum_ontbreekt-totaal": (
        "einddatum_ontbreekt", EURO, "2018-03-01", None, volume(730000, "6"),
        verwacht(["einddatum_ontbreekt"], deadline=V, actions=[
            actie("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "einddatum_ontbreekt-begint-in-2021": (
        "einddatum_ontbreekt", WONEN, "2021-02-01", None, altijd,
        verwacht(["einddatum_ontbreekt"], deadline=V, actions=[
            actie("gemeente", "wijzig_einddatum", "301", "2.4", latest=V)]), 1,
    ),
    "aspecifiek-specifiek": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda breuk: wil("specifiek_met_omvang", JA, "4")(breuk) and breuk.nieuw.frequentie == "2",
        verwacht(["aspecifiek_met_omvang"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "10", "10A01", 17500, "83", "2", None)]), 0,
    ),
    "aspecifiek-specifiek-zonder-product": (
        "aspecifiek_met_omvang", EURO, "2020-01-01", "2021-12-31", wil("specifiek_met_omvang", NEE, "6"),
        verwacht(["aspecifiek_met_omvang"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-12-31", "10", None, 364501, "83", "6", None)]), 1,
    ),
    "aspecifiek-zonder-budget": (
        "aspecifiek_met_omvang", DAGDEEL, "2020-03-02", None, wil("aspecifiek_zonder_budget", NEE, "1"),
        verwacht(["aspecifiek_met_omvang", "eenheid_frequentie_combinatie"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", None, "07", None, None, None, None, None)]), 0,
    ),
    "aspecifiek-met-budget": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda breuk: wil("aspecifiek_met_budget", JA, "5")(breuk) and breuk.nieuw.budget == 480000,
        verwacht(["frequentie_vervallen", "aspecifiek_met_omvang"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "10", None, None, None, None, 480000))), 0,
    ),
    "aspecifiek-met-budget-open": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wil("aspecifiek_met_budget", NEE, "4"),
        verwacht(["aspecifiek_met_omvang"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", None, "10", None, None, None, None, None))), 2,
    ),
    "aspecifiek-generiek": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2021-06-30",
        lambda breuk: wil("generiek_met_budget", JA, "2")(breuk) and breuk.nieuw.budget == 90000,
        verwacht(["aspecifiek_met_omvang"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", None, None, None, None, None, 90000))), 0,
    ),
    "aspecifiek-generiek-open": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wil("generiek_met_budget", NEE, "4"),
        verwacht(["aspecifiek_met_omvang"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", None, None, None, None, None, None, None))), 2,
    ),
    "aspecifiek-stuks": (
        "aspecifiek_met_omvang", RITTEN, "2020-03-02", "2021-06-30",
        lambda breuk: wil("specifiek_stuks_inspanning", JA, "4")(breuk) and breuk.nieuw.frequentie == "4",
        verwacht(["aspecifiek_met_omvang", "stuks_inspanning"], **doorlopen(
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 17, "84", "4", None))), 0,
    ),
    "aspecifiek-niemand-weet": (
        "aspecifiek_met_omvang", DAGDEEL, "2020-03-02", "2021-06-30", wil(None, NEE, "1"),
        verwacht(["aspecifiek_met_omvang", "eenheid_frequentie_combinatie"], deadline=V, alternatives=[
            {"route": "specifiek_met_omvang", "preferred": False, "actions": [
                TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", None, 14, "16", "2", None)]},
            {"route": "aspecifiek_zonder_budget", "preferred": False, "actions": [
                TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", None, None, None, None, None)]},
            {"route": "aspecifiek_met_budget", "preferred": False, "actions": [
                TREK_IN_30, nieuw("3.0", D, "2021-01-01", "2021-06-30", "07", None, None, None, None, None)]},
        ]), 3,
    ),
    "start_in_december-uniek-nummer": (
        "eenheid_per_dag", DAGDEEL, "2020-12-07", "2021-06-30", altijd,
        verwacht(["eenheid_frequentie_combinatie"], deadline=V, actions=[
            TREK_IN_24, nieuw("2.4", V, "2021-01-01", "2021-06-30", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "start_in_2021-in-24": (
        "per_jaar", WONEN, "2021-02-01", None, volume(480, "5"),
        verwacht(["frequentie_vervallen"], deadline=V, actions=[
            trek_in("2.4", V, "2021-02-01", "01"),
            nieuw("2.4", V, "2021-02-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "start_in_2021-pas-in-30": (
        "stuks_inspanning", RITTEN, "2021-01-01", "2021-06-30", volume(365, "6"),
        verwacht(["stuks_inspanning"], deadline=V, actions=[
            INFORMEER, trek_in("2.4", V, "2021-01-01", "01"),
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 365, "84", "6", None)]), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("geval", UNIEK)
def test_unique_number(geval: str) -> None:
    inhoud, product, van, tot, wens, verwachting, opmerkingen = UNIEK[geval]
    toets(bouw(inhoud, product, van, tot, wens)[1], verwachting, opmerkingen)


def test_without_consent_there_is_one_route() -> None:
    _, gekregen = bouw("stuks_inspanning", RITTEN, "2020-03-02", "2021-06-30", volume(17, "4"), instemming=False)
    opvolger = nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 17, "84", "4", None)
    toets(gekregen, verwacht(["stuks_inspanning"], deadline=V, actions=[INFORMEER, TREK_IN_24, opvolger]), 0)


def test_without_consent_the_budget_alternative_withdraws_beforehand() -> None:
    _, gekregen = bouw("aspecifiek_met_omvang", EURO, "2020-03-02", None, wil(None, NEE, "4"), instemming=False)
    opvolger = nieuw("3.0", D, "2021-01-01", None, "10", None, None, None, None, None)
    assert gekregen["alternatives"][2]["actions"] == [INFORMEER, TREK_IN_24, opvolger]


# As UNIEK, without a unique number; the second last says whether care has started.
NUMMER = {
    "heel-week": (
        "heel", WONEN, "2020-03-02", "2021-06-30", volume(10, "2"), JA,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "heel-niet-gestart": (
        "heel", WONEN, "2020-03-02", None, volume(40, "4"), NEE,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "heel-totaal": (
        "heel", WONEN, "2020-01-01", "2021-12-31", volume(365, "6"), JA,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-12-31", "15", "15A01", 198, "04", "6", None)]), 0,
    ),
    "heel-totaal-tot-eind-december": (
        "heel", WONEN, "2020-03-02", "2020-12-31", volume(365, "6"), JA,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", 37, "04", "6", None)]), 0,
    ),
    "heel-nog-een-dag": (
        "heel", WONEN, "2020-03-02", "2020-12-01", volume(40, "4"), JA,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-01", "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "heel-op-tijd-voorbij": ("heel", WONEN, "2020-03-02", "2020-11-30", altijd, JA, NIETS, 0),
    "per_4_weken-deelbaar": (
        "per_4_weken", WONEN, "2020-03-02", "2021-06-30", volume(40, "3"), JA,
        verwacht(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "per_4_weken-tot-30-december": (
        "per_4_weken", WONEN, "2020-03-02", "2020-12-30", volume(40, "3"), NEE,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, nieuw("2.4", N, "2020-12-01", "2020-12-30", "15", "15A01", 40, "04", "3", None)]), 0,
    ),
    "per_jaar-precies": (
        "per_jaar", WONEN, "2020-03-02", None, volume(480, "5"), JA,
        verwacht(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", 40, "04", "4", None)]), 0,
    ),
    "per_jaar-tot-eind-december": (
        "per_jaar", WONEN, "2020-03-02", "2020-12-31", volume(480, "5"), JA,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", 480, "04", "5", None)]), 0,
    ),
    "eenheid_per_dag-einddatum": (
        "eenheid_per_dag", DAGDEEL, "2020-03-02", "2021-01-31", altijd, JA,
        verwacht(["no_unique_number", "eenheid_frequentie_combinatie"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-01-31", "07", "07A03", 14, "16", "2", None)]), 0,
    ),
    "eenheid_per_dag-open": (
        "eenheid_per_dag", EURO, "2020-03-02", None, altijd, NEE,
        verwacht(["no_unique_number", "eenheid_frequentie_combinatie"], deadline=N, actions=[
            TREK_IN_NUMMER, nieuw("2.4", N, "2020-12-01", None, "10", "10A01", 17500, "83", "2", None)]), 1,
    ),
    "stuks_inspanning-week": (
        "stuks_inspanning", RITTEN, "2020-03-02", "2021-06-30", volume(4, "2"), JA,
        verwacht(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", 4, "82", "2", None),
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 4, "84", "2", None)]), 0,
    ),
    "stuks_inspanning-totaal": (
        "stuks_inspanning", RITTEN, "2020-01-01", "2021-12-31", volume(365, "6"), NEE,
        verwacht(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            TREK_IN_NUMMER,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", 15, "82", "6", None),
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 182, "84", "6", None)]), 0,
    ),
    "stuks_inspanning-totaal-open": (
        "stuks_inspanning", RITTEN, "2020-01-01", None, volume(365, "6"), JA,
        verwacht(["no_unique_number", "stuks_inspanning", "einddatum_ontbreekt"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "08", "08A01", None, "82", "6", None),
            nieuw("3.0", D, "2021-01-01", None, "08", "08A01", None, "84", "6", None)]), 3,
    ),
    "specifiek_zonder_omvang-stil": (
        "specifiek_zonder_omvang", WONEN, "2020-03-02", "2021-06-30", wil(None), JA,
        verwacht(["no_unique_number", "geen_toegestane_variant"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", None, None, None, None)]), 1,
    ),
    "specifiek_zonder_omvang-budget": (
        "specifiek_zonder_omvang", WONEN, "2020-03-02", "2021-06-30",
        lambda breuk: breuk.nieuw is not None and breuk.nieuw.budget == 250000, JA,
        verwacht(["no_unique_number", "geen_toegestane_variant"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "15", "15A01", None, None, None, None),
            nieuw("3.0", D, "2021-01-01", "2021-06-30", "15", None, None, None, None, 250000)]), 0,
    ),
    "einddatum_ontbreekt-week": (
        "einddatum_ontbreekt", WONEN, "2020-03-02", None, volume(10, "2"), JA,
        verwacht(["no_unique_number", "einddatum_ontbreekt"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", 10, "04", "2", None)]), 1,
    ),
    "einddatum_ontbreekt-totaal": (
        "einddatum_ontbreekt", WONEN, "2020-03-02", None, volume(365, "6"), NEE,
        verwacht(["no_unique_number", "einddatum_ontbreekt"], deadline=N, actions=[
            TREK_IN_NUMMER, nieuw("2.4", N, "2020-12-01", None, "15", "15A01", None, "04", "6", None)]), 2,
    ),
    "aspecifiek_met_omvang-budget": (
        "aspecifiek_met_omvang", EURO, "2020-01-01", "2021-12-31",
        lambda breuk: wil("aspecifiek_met_budget", JA, "6")(breuk) and breuk.nieuw.budget == 480000, JA,
        verwacht(["no_unique_number", "aspecifiek_met_omvang"], deadline=N, actions=[
            TREK_IN_NUMMER, STOP,
            nieuw("2.4", N, "2020-12-01", "2020-12-31", "10", None, 30958, "83", "6", None),
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "10", None, None, None, None, 480000)]), 0,
    ),
    "aspecifiek_met_omvang-tot-eind-december": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", "2020-12-31", wil("aspecifiek_met_budget", JA, "4"), NEE,
        verwacht(["no_unique_number"], deadline=N, actions=[
            TREK_IN_NUMMER, nieuw("2.4", N, "2020-12-01", "2020-12-31", "10", None, 76000, "83", "4", None)]), 0,
    ),
    "aspecifiek_met_omvang-niemand-weet": (
        "aspecifiek_met_omvang", EURO, "2020-03-02", None, wil(None, NEE, "4"), JA,
        verwacht(["no_unique_number", "aspecifiek_met_omvang"], deadline=N, alternatives=[
            {"route": "specifiek_met_omvang", "preferred": False, "actions": [
                TREK_IN_NUMMER, STOP, nieuw("2.4", N, "2020-12-01", None, "10", None, 76000, "83", "4", None)]},
            {"route": "aspecifiek_zonder_budget", "preferred": False, "actions": [
                TREK_IN_NUMMER, STOP, nieuw("2.4", N, "2020-12-01", None, "10", None, None, None, None, None)]},
            {"route": "aspecifiek_met_budget", "preferred": False, "actions": [
                TREK_IN_NUMMER, STOP,
                nieuw("2.4", N, "2020-12-01", "2020-12-31", "10", None, 76000, "83", "4", None),
                nieuw("3.0", D, "2021-01-01", None, "10", None, None, None, None, None)]},
        ]), 4,
    ),
    "start_in_december-heel": (
        "heel", WONEN, "2020-12-01", "2021-06-30", volume(365, "6"), JA,
        verwacht(["no_unique_number"], deadline=N, actions=[
            trek_in("2.4", N, "2020-12-01", "01"),
            nieuw("2.4", N, "2020-12-01", "2021-06-30", "15", "15A01", 365, "04", "6", None)]), 0,
    ),
    "start_in_december-pas-in-30": (
        "stuks_inspanning", RITTEN, "2020-12-12", "2021-12-31", volume(365, "6"), JA,
        verwacht(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            trek_in("2.4", N, "2020-12-12", "01"),
            nieuw("2.4", N, "2020-12-12", "2020-12-31", "08", "08A01", 19, "82", "6", None),
            nieuw("3.0", D, "2021-01-01", "2021-12-31", "08", "08A01", 346, "84", "6", None)]), 0,
    ),
    "start_in_2021-in-24": (
        "per_4_weken", WONEN, "2021-02-01", "2021-06-30", volume(40, "3"), JA,
        verwacht(["no_unique_number", "frequentie_vervallen"], deadline=N, actions=[
            trek_in("2.4", N, "2021-02-01", "01"),
            nieuw("2.4", N, "2021-02-01", "2021-06-30", "15", "15A01", 10, "04", "2", None)]), 0,
    ),
    "start_in_2021-pas-in-30": (
        "stuks_inspanning", RITTEN, "2021-01-18", "2021-06-30", volume(17, "4"), JA,
        verwacht(["no_unique_number", "stuks_inspanning"], deadline=N, actions=[
            trek_in("2.4", N, "2021-01-18", "01"),
            nieuw("3.0", D, "2021-01-18", "2021-06-30", "08", "08A01", 17, "84", "4", None)]), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("nummer", [None, "1001"], ids=["geen", "dubbel"])
@pytest.mark.parametrize("geval", NUMMER)
def test_no_unique_number(geval: str, nummer: str | None) -> None:
    inhoud, product, van, tot, wens, gestart, verwachting, opmerkingen = NUMMER[geval]
    _, gekregen = bouw(inhoud, product, van, tot, wens, nummer=nummer, nummer_stuk=True, gestart=gestart)
    toets(gekregen, verwachting, opmerkingen)


def test_every_kind_of_defect_has_two_literals() -> None:
    def gevallen(tabel: dict[str, Any], naam: str) -> int:
        return sum(geval.startswith(naam) or inhoud == naam for geval, (inhoud, *_) in tabel.items())

    soorten = {naam for naam in BREUKEN if naam != "heel" and "+" not in naam} - {
        naam for namen in INHOUDEN.values() for naam in namen
    } | {*INHOUDEN}
    assert all(gevallen(UNIEK, naam) >= 2 and gevallen(NUMMER, naam) >= 2 for naam in soorten), soorten
    for naam in ("schoon", "start_in_december", "start_in_2021"):
        assert gevallen(UNIEK, naam) + gevallen(NUMMER, naam) >= 2, naam
    assert gevallen(NUMMER, "heel") >= 2
    assert {inhoud for defect in DEFECTEN.values() for _, inhoud in defect.soorten} == {*BREUKEN}


@pytest.mark.parametrize(
    ("heel", "dagen", "alle", "deel"),
    [(365, 31, 731, 15), (10, 1, 4, 3), (10, 1, 20, 1), (1, 1, 1000, 1), (365, 731, 731, 365), (5, 1, 2, 3)],
)
def test_a_share_by_days_rounds_half_up_and_is_at_least_one(heel: int, dagen: int, alle: int, deel: int) -> None:
    def periode(lengte: int) -> tuple[date, date]:
        return date(2020, 1, 1), date.fromordinal(date(2020, 1, 1).toordinal() + lengte - 1)

    assert naar_rato(heel, periode(dagen), periode(alle)) == deel


def test_a_wish_plays_no_part_when_nothing_is_wrong() -> None:
    toewijzing, _ = bouw("heel", WONEN, "2020-03-02", "2021-06-30", volume(10, "2"))
    breuk = BREUKEN["heel"].breek(bron(0), WONEN, Situatie())
    assert not label(replace(toewijzing, vervanging="gelijk"), breuk, nummer_stuk=False).must_migrate
