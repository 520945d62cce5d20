from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten import Bericht, BerichtError, build, read
from migratietoets.istandaard.berichten.antwoord import make_answer
from migratietoets.istandaard.berichten.declaratieantwoord import (
    Rejected,
    granted,
    make_304,
    make_325,
    refused,
    rejected_prestaties,
)
from migratietoets.istandaard.berichten.header import Header, bsns, header
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import retourcodes
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import form_errors
from tests.helpers.sample_messages import (
    CLIENT,
    EVERYTHING,
    OTHER_CLIENT,
    declaratie,
    declaratie_323,
    prestatie,
    toewijzing,
)

SENDER = {"identificatie": "G-1", "dagtekening": date(2021, 2, 15)}


def three(domein: Domein) -> list[Prestatie]:
    return [
        prestatie(domein, "P1"),
        prestatie(domein, "P2", debet_credit="C", previous_referentienummer="P0", bedrag=5000),
        prestatie(domein, "P3", bsn=OTHER_CLIENT, bedrag=100),
    ]


def heen(from_: str, release: Release, domein: Domein, **otherwise: object) -> Bericht:
    return (
        declaratie(release, domein, *three(domein), **otherwise)
        if from_ == "303"
        else declaratie_323(domein, *three(domein))
    )


def answer(at: Bericht, **otherwise: object) -> Bericht:
    """The answer as it comes out of its XML, which must be valid."""
    make = make_304 if at.kind == "303" else make_325
    data = build(make(at, **SENDER, **otherwise))
    assert form_errors(data) == []
    return read(data)


ANSWERED = [("303", release, domein) for release, domein in EVERYTHING] + [
    ("323", Release.R30, domein) for domein in Domein
]


@pytest.mark.parametrize(("kind", "release", "domein"), ANSWERED)
def test_everything_can_be_granted(kind: str, release: Release, domein: Domein) -> None:
    bericht = answer(heen(kind, release, domein))
    assert (bericht.kind, bericht.release, bericht.domein) == ("304" if kind == "303" else "325", release, domein)
    assert retourcodes(bericht) == (["8001"] if kind == "303" else ["0200", "8001"])
    assert granted(bericht) == 188000 - 5000 + 100
    assert rejected_prestaties(bericht) == []
    assert refused(bericht) == ()
    assert bsns(bericht) == ()


@pytest.mark.parametrize(("kind", "release", "domein"), ANSWERED)
def test_one_prestatie_can_be_rejected(kind: str, release: Release, domein: Domein) -> None:
    bericht = answer(heen(kind, release, domein), rejected={"P1": ["9321", "0611"]})
    assert rejected_prestaties(bericht) == [Rejected(prestatie(domein, "P1"), ("9321", "0611"))]
    assert granted(bericht) == -4900
    assert bsns(bericht) == (CLIENT.bsn,)
    assert refused(bericht) == ()
    codes = retourcodes(bericht)
    assert codes.count("0200") == (2 if kind == "303" else 3)
    assert [code for code in codes if code != "0200"] == ["9321", "0611"]


@pytest.mark.parametrize(("kind", "release", "domein"), ANSWERED)
def test_all_prestaties_can_be_rejected(kind: str, release: Release, domein: Domein) -> None:
    bericht = answer(heen(kind, release, domein), rejected={one: ["9308"] for one in ("P3", "P2", "P1")})
    assert [one.prestatie for one in rejected_prestaties(bericht)] == three(domein)
    assert granted(bericht) == 0
    assert bsns(bericht) == (CLIENT.bsn, OTHER_CLIENT)


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize("code", ["0001", "8855", "0030"])
def test_a_303_that_is_refused_as_a_whole(release: Release, domein: Domein, code: str) -> None:
    bericht = answer(heen("303", release, domein), refused=[code], rejected={"P1": ["9308"]})
    assert retourcodes(bericht) == [code]
    assert "Clienten" not in bericht.content
    assert refused(bericht) == (code,)
    assert granted(bericht) == 0
    assert rejected_prestaties(bericht) == []


@pytest.mark.parametrize("domein", list(Domein))
def test_a_323_that_is_technically_refused_is_only_a_header(domein: Domein) -> None:
    bericht = answer(heen("323", Release.R30, domein), refused=["0001"])
    assert list(bericht.content) == ["Header"]
    assert refused(bericht) == ("0001",)
    assert granted(bericht) == 0
    assert rejected_prestaties(bericht) == []


def test_a_323_that_is_refused_at_the_declaratie() -> None:
    bericht = answer(heen("323", Release.R30, Domein.WMO), refused=["9333"], rejected={"P1": ["9308"]})
    assert retourcodes(bericht) == ["0200", "9333"]
    assert "Clienten" not in bericht.content["DeclaratieAntwoord"]
    assert refused(bericht) == ("9333",)
    assert granted(bericht) == 0


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize(("kind", "code"), [("D", {"wmo": "417", "jw": "433"}), ("F", {"wmo": "449", "jw": "451"})])
def test_a_304_follows_the_kind_of_the_303(domein: Domein, kind: str, code: dict[str, str]) -> None:
    bericht = answer(heen("303", Release.R24, domein, kind=kind))
    assert bericht.content["Header"]["BerichtCode"] == code[domein]


def test_a_304_repeats_the_header_of_the_303() -> None:
    at = heen("303", Release.R24, Domein.WMO)
    bericht = answer(at)
    assert header(bericht) == replace(header(at), identificatie_retour="G-1")
    bedragen = bericht.content["Header"]["RetourBedragen"]
    assert (
        bedragen["IngediendTotaalBedrag"]
        == at.content["Header"]["DeclaratieFactuurBedragen"]["DeclaratieFactuurTotaalBedrag"]
    )
    assert "DeclaratieFactuurBedragen" in at.content["Header"]


def test_a_325_is_of_the_gemeente_and_is_read_as_the_answer_to_the_323() -> None:
    at = heen("323", Release.R30, Domein.WMO)
    bericht = answer(at)
    head = bericht.content["Header"]
    assert (head["Afzender"], head["Ontvanger"]) == ("0344", "99990001")
    assert head["BerichtIdentificatie"] == {"Identificatie": "G-1", "Dagtekening": "2021-02-15"}
    assert head["XsdVersie"]["BerichtXsdVersie"] == "1.1.0"
    assert head["XsdVersieDeclaratie"] == at.content["Header"]["XsdVersie"]
    assert header(bericht) == Header("99990001", "0344", "M-9", date(2021, 2, 5), "G-1")


def test_a_304_repeats_only_the_rejected_prestatie_of_the_client() -> None:
    bericht = answer(heen("303", Release.R24, Domein.WMO), rejected={"P2": ["8017"]})
    (client,) = bericht.content["Clienten"]["Client"]
    (line,) = client["Prestaties"]["Prestatie"]
    assert line["ToegekendeBedragPrestatie"] == {
        "GemeenteBerekendBedrag": {"Bedrag": "5000", "DebetCredit": "C"},
        "ToegekendBedrag": {"Bedrag": "0", "DebetCredit": "D"},
    }
    assert client["RetourCodes"] == {"RetourCode": ["0200"]}
    assert granted(bericht) == 188100


def test_the_gemeente_takes_the_computed_amount_where_there_is_one() -> None:
    at = heen("303", Release.R24, Domein.WMO)
    submitted = at.content["Clienten"]["Client"][0]["Prestaties"]["Prestatie"][0]["IngediendeBedragPrestatie"]
    submitted["BerekendBedrag"] = {"Bedrag": "190000", "DebetCredit": "D"}
    (client,) = answer(at, rejected={"P1": ["0611"]}).content["Clienten"]["Client"]
    award = client["Prestaties"]["Prestatie"][0]["ToegekendeBedragPrestatie"]
    assert award["GemeenteBerekendBedrag"]["Bedrag"] == "190000"


def test_a_declaratie_can_be_granted_in_part() -> None:
    at = heen("303", Release.R24, Domein.WMO)
    bericht = answer(at, rejected={"P1": ["9321"], "P2": ["8017"]}, partly={"P1": 94000, "P2": 1000})
    debit, credit = rejected_prestaties(bericht)
    assert (debit.granted, credit.granted) == (94000, -1000)
    assert granted(bericht) == 94000 - 1000 + 100


@pytest.mark.parametrize("kind", ["D", "F"])
def test_in_part_only_for_a_rejected_prestatie_of_a_declaratie(kind: str) -> None:
    at = heen("303", Release.R24, Domein.WMO, kind=kind)
    rejected = {"P1": ["9321"]} if kind == "F" else {}
    with pytest.raises(BerichtError, match=r"deels: verwacht prestaties van een declaratie \(geen factuur\)"):
        make_304(at, **SENDER, rejected=rejected, partly={"P1": 1})


@pytest.mark.parametrize(("kind", "release", "domein"), ANSWERED)
def test_a_prestatie_that_is_not_in_it(kind: str, release: Release, domein: Domein) -> None:
    with pytest.raises(BerichtError, match=f"verwacht een prestatie uit de {domein.upper()}{kind}; gevonden “P9”"):
        answer(heen(kind, release, domein), rejected={"P1": ["9321"], "P9": ["9321"]})


def test_an_answer_leaves_the_heenbericht_alone() -> None:
    for kind, release, domein in ANSWERED:
        at = heen(kind, release, domein)
        before = build(at)
        answer(at, rejected={"P1": ["9321"]})
        assert build(at) == before


def test_an_answer_to_another_bericht() -> None:
    for make, from_ in ((make_304, "303"), (make_325, "323")):
        with pytest.raises(BerichtError, match=f"Verwacht een bericht {from_}; gevonden een WMO301"):
            make(toewijzing(), **SENDER)


@pytest.mark.parametrize("reader", [rejected_prestaties, refused, granted])
def test_another_bericht_is_refused(reader: object) -> None:
    with pytest.raises(BerichtError, match="Verwacht een bericht 304 of 325; gevonden een WMO303"):
        reader(declaratie(Release.R24, Domein.WMO))


def test_an_error_at_the_client_rejects_all_its_prestaties() -> None:
    for kind, release, domein in ANSWERED:
        bericht = answer(heen(kind, release, domein), rejected={"P3": ["0233"]})
        below = bericht.content if kind == "303" else bericht.content["DeclaratieAntwoord"]
        below["Clienten"]["Client"][0]["RetourCodes"] = {"RetourCode": ["8187"]}
        (one,) = rejected_prestaties(bericht)
        assert one.retourcodes == ("0233", "8187")


def test_a_repeated_prestatie_without_remark_counts_as_granted() -> None:
    on_303, on_323 = heen("303", Release.R24, Domein.WMO), heen("323", Release.R30, Domein.WMO)
    assert rejected_prestaties(answer(on_303, rejected={"P1": ["0200"]}, partly={"P1": 188000})) == []
    assert rejected_prestaties(answer(on_323, rejected={"P1": ["0200"]})) == []


def test_a_repeated_prestatie_without_code_counts_as_rejected() -> None:
    for kind, release, domein in ANSWERED:
        bericht = answer(heen(kind, release, domein), rejected={"P1": ["9321"]})
        below = bericht.content if kind == "303" else bericht.content["DeclaratieAntwoord"]
        del below["Clienten"]["Client"][0]["Prestaties"]["Prestatie"][0]["RetourCodes"]
        (one,) = rejected_prestaties(bericht)
        assert one == Rejected(prestatie(domein, "P1"), ())


def test_a_retourbericht_without_total_is_refused() -> None:
    with pytest.raises(BerichtError, match="RetourBedragen/ToegekendTotaalBedrag: verwacht element TotaalBedrag"):
        granted(Bericht("304", Release.R24, Domein.WMO, {"Header": {}}))


OF_ONE = ("Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]/IngediendBedrag", "9346")
OF_ALL = ("Declaratie/DeclaratieNummer", "9333")


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("codes", "whole", "lines"),
    [
        ([OF_ONE], (), {"P2": ("9346",)}),
        ([OF_ALL], ("9333",), {}),
        ([OF_ONE, OF_ALL], ("9333",), {}),
        ([OF_ONE, ("Declaratie/TotaalIngediendBedrag", "0001")], ("0001",), {}),
    ],
)
def test_what_is_wrong_with_the_declaratie_refuses_it_whatever_is_wrong_with_a_prestatie(codes, whole, lines, domein):
    made = make_answer(heen("323", Release.R30, domein), codes, **SENDER)
    assert form_errors(build(made)) == []
    rejected = {one.prestatie.referentienummer: one.retourcodes for one in rejected_prestaties(made)}
    assert (refused(made), rejected) == (whole, lines)
