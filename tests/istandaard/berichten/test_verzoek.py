from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten import BerichtError, build, read
from migratietoets.istandaard.berichten.header import Header, bsn, bsns, header
from migratietoets.istandaard.berichten.retour import retourcodes
from migratietoets.istandaard.berichten.verzoek import (
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from migratietoets.istandaard.berichten.verzoekantwoord import Answer, read_answer
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import form_errors
from tests.helpers.sample_messages import (
    CLIENT,
    EVERYTHING,
    answer_bericht,
    change,
    heen,
    requested,
    retour,
    toewijzing,
    verzoek,
    wijziging_bericht,
)


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_the_producten_of_a_315_come_back(release: Release, domein: Domein) -> None:
    producten = [
        requested(domein, commentaar="Met spoed.", verwijzer="02", verwijzer_naam="Huisarts De Wit"),
        requested(domein, referentie_aanbieder="VOT-2", code=None, volume=None, eenheid=None, frequentie=None),
    ]
    producten[1] = replace(producten[1], einddatum=None)
    data = build(verzoek(release, domein, *producten))
    assert form_errors(data) == []
    loaded = read(data)
    assert aangevraagde_producten(loaded) == producten
    assert header(loaded) == Header("99990001", "0344", "V-1", date(2020, 12, 1), None)
    assert bsns(loaded) == (CLIENT.bsn,)


def test_the_code_of_the_referrer_exists_only_in_3_0() -> None:
    with_code = requested(Domein.WMO, verwijzer="02", zorgverlenercode="99990099")
    data = build(verzoek(Release.R30, Domein.WMO, with_code))
    assert form_errors(data) == []
    assert aangevraagde_producten(read(data)) == [with_code]
    with pytest.raises(BerichtError, match="onbekend element “ZorgverlenerCode”"):
        build(verzoek(Release.R24, Domein.WMO, with_code))


def test_referrer_unknown_exists_no_more() -> None:
    (error,) = form_errors(build(verzoek(Release.R24, Domein.WMO, requested(Domein.WMO, verwijzer="07"))))
    assert error.element == "Client/AangevraagdeProducten/AangevraagdProduct/Verwijzer/Type"
    assert "uit COD327 (Verwijzer) van release 2.4; gevonden “07”" in error.text


@pytest.mark.parametrize("domein", list(Domein))
def test_the_verzoek_of_a_317_comes_back(domein: Domein) -> None:
    data = build(wijziging_bericht(domein))
    assert form_errors(data) == []
    loaded = read(data)
    assert wijzigingsverzoek(loaded) == change(domein)
    assert bsn(loaded) == CLIENT.bsn
    assert header(loaded).identificatie == "W-1"


@pytest.mark.parametrize(
    "what",
    [
        Wijzigingsverzoek("VOW-2", "1", unchanged=(OngewijzigdProduct("1"),)),
        Wijzigingsverzoek("VOW-3", "1", to_change=(TeWijzigenProduct("1", date(2021, 3, 1), budget=1),)),
        Wijzigingsverzoek("VOW-4", "2"),
    ],
)
def test_a_verzoek_with_a_part_of_the_producten(what: Wijzigingsverzoek) -> None:
    data = build(wijziging_bericht(Domein.WMO, what))
    assert form_errors(data) == []
    assert wijzigingsverzoek(read(data)) == what


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize("what", [Answer("VOT-1", "2"), Answer("VOW-1", "1", "8")])
def test_the_answer_of_a_319_comes_back(domein: Domein, what: Answer) -> None:
    data = build(answer_bericht(domein, what))
    assert form_errors(data) == []
    loaded = read(data)
    assert read_answer(loaded) == what
    assert header(loaded) == Header("0344", "99990001", "A-7", date(2021, 2, 3), None)
    assert bsn(loaded) is None


def test_woonplaatsbeginsel_names_the_other_gemeente_only_in_ijw() -> None:
    what = Answer("VOT-1", "1", "8", "0363")
    data = build(answer_bericht(Domein.JW, what))
    assert form_errors(data) == []
    assert read_answer(read(data)) == what
    with pytest.raises(BerichtError, match="onbekend element “Woonplaatsbeginsel”"):
        build(answer_bericht(Domein.WMO, what))


@pytest.mark.parametrize(
    ("kind", "release", "old", "new", "element"),
    [
        ("315", Release.R24, "ToewijzingEinddatum>2021-12-31", "ToewijzingEinddatum>2020-12-31", "ToewijzingEinddatum"),
        ("315", Release.R30, "ToewijzingEinddatum>2021-12-31", "ToewijzingEinddatum>2020-12-31", "ToewijzingEinddatum"),
        ("317", Release.R30, "Einddatum>2021-12-31", "Einddatum>2021-02-28", "TeWijzigenProduct/Einddatum"),
    ],
)
def test_an_einddatum_before_the_wanted_ingangsdatum(
    kind: str, release: Release, old: str, new: str, element: str
) -> None:
    data = build(heen(kind, release, Domein.WMO)).decode()
    (error,) = form_errors(data.replace(old, new, 1).encode())
    assert error.code == "CS003"
    assert error.element.endswith(element)
    assert error.text.startswith(f"{element.rpartition('/')[2]}: verwacht een datum op of na ")


def test_the_einddatum_of_a_new_product() -> None:
    what = change(Domein.WMO)
    new = replace(what.nieuw[1], einddatum=date(2021, 2, 1))
    (error,) = form_errors(build(wijziging_bericht(Domein.WMO, replace(what, nieuw=(what.nieuw[0], new)))))
    assert (error.element, error.code) == ("Client/Verzoek/NieuweProducten/NieuwProduct[2]/Einddatum", "CS003")


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("GewensteIngangsdatum>2021-03-01", "GewensteIngangsdatum>x", "GewensteIngangsdatum: verwacht een datum"),
        ("Budget>500000", "Budget>5.000", "NieuwProduct/Budget: verwacht een geheel getal"),
        ("<wmo317:RedenVerzoek>2</wmo317:RedenVerzoek>", "", "Verzoek: verwacht element RedenVerzoek"),
    ],
)
def test_a_strange_value_in_a_317(old: str, new: str, remark: str) -> None:
    data = build(wijziging_bericht()).decode()
    assert old in data
    with pytest.raises(BerichtError, match=remark):
        wijzigingsverzoek(read(data.replace(old, new).encode()))


def test_another_bericht_is_refused() -> None:
    for reader, kind in ((aangevraagde_producten, "315"), (wijzigingsverzoek, "317"), (read_answer, "319")):
        with pytest.raises(BerichtError, match=f"Verwacht een bericht {kind}; gevonden een WMO301"):
            reader(toewijzing())


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize(("location", "codes"), [(0, 8), (1, 8), (3, 8)])
def test_a_retour_counts_on_through_the_producten_of_a_317(domein: Domein, location: int, codes: int) -> None:
    data = build(retour(wijziging_bericht(domein), per_product={location: ["9350", "9361"]}))
    assert form_errors(data) == []
    client = read(data).content["Client"]["Verzoek"]
    lines = [
        *client["OngewijzigdeProducten"]["OngewijzigdProduct"],
        *client["TeWijzigenProducten"]["TeWijzigenProduct"],
        *client["NieuweProducten"]["NieuwProduct"],
    ]
    assert [line["RetourCodes"]["RetourCode"] for line in lines] == [
        ["9350", "9361"] if number == location else ["0200"] for number in range(4)
    ]
    assert len(retourcodes(read(data))) == codes - 1


def test_a_retour_on_a_place_that_a_317_does_not_have() -> None:
    with pytest.raises(BerichtError, match="verwacht een plaats van 0 tot 4; gevonden 4"):
        retour(wijziging_bericht(), per_product={4: ["9350"]})


def test_a_retour_on_a_315_with_a_code_of_2_4() -> None:
    data = build(retour(verzoek(Release.R24), per_product={0: ["8860"]}))
    assert form_errors(data) == []
    assert retourcodes(read(data)) == ["8860", "0200"]


def test_a_319_counts_as_one_product() -> None:
    bericht = answer_bericht(Domein.JW, Answer("VOT-1", "1", "8", "0363"))
    data = build(retour(bericht, per_product={0: ["9355"]}))
    assert form_errors(data) == []
    answer = read(data).content["Antwoord"]
    assert answer["RetourCodes"] == {"RetourCode": ["9355"]}
    assert answer["Woonplaatsbeginsel"]["RetourCodes"] == {"RetourCode": ["0200"]}
