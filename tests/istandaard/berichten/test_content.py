from dataclasses import replace
from datetime import date, time

import pytest

from migratietoets.istandaard.berichten import Bericht, BerichtError, build, read
from migratietoets.istandaard.berichten.header import RETOUR_OF, Header, bsn, bsns, client, header
from migratietoets.istandaard.berichten.retour import retourcodes
from migratietoets.istandaard.berichten.start_stop import make_regie, regieproducten
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import form_errors
from tests.helpers.sample_messages import (
    CLIENT,
    DERIVED_EVERYWHERE,
    EVERYTHING,
    answer_bericht,
    declaratie,
    declaratie_323,
    heen,
    product,
    regie,
    regieproduct,
    retour,
    toewijzing,
    verzoek,
)
from tests.systems.foreign import FOREIGN_BSN

FULL = ToegewezenProduct(
    toewijzingnummer="1002",
    categorie="02",
    code=None,
    ingangsdatum=date(2021, 1, 1),
    einddatum=date(2021, 12, 31),
    toewijzingsdatum=date(2021, 1, 4),
    toewijzingstijd=time(8, 0),
    reden_wijziging="12",
    budget=125000,
    referentie_aanbieder="VOT-7",
    commentaar="Zie verslag.",
)


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_the_producten_of_a_301_come_back(release: Release, domein: Domein) -> None:
    producten = [product(domein), product(domein, toewijzingnummer="1002", einddatum=None, code=None, volume=None)]
    producten[1] = replace(producten[1], eenheid=None, frequentie=None)
    assert toegewezen_producten(read(build(toewijzing(release, domein, *producten)))) == producten


def test_all_fields_of_a_product() -> None:
    bericht = toewijzing(Release.R30, Domein.WMO, FULL)
    assert toegewezen_producten(read(build(bericht))) == [FULL]


def test_producten_in_2_4_without_beschikking_are_found_too() -> None:
    content = toewijzing(Release.R30).content
    assert toegewezen_producten(Bericht("301", Release.R24, Domein.WMO, content)) == [product(Domein.WMO)]


@pytest.mark.parametrize("kind", ["305", "307"])
@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_the_producten_of_a_regiebericht_come_back(kind: str, release: Release, domein: Domein) -> None:
    end = {"einddatum": date(2020, 11, 30), "reden_beeindiging": "20"} if kind == "307" else {}
    without_number = regieproduct(domein, toewijzingnummer=None, toewijzing_ingangsdatum=None, status="3", **end)
    producten = [regieproduct(domein, **end), without_number]
    data = build(regie(kind, release, domein, *producten))
    assert form_errors(data) == []
    assert regieproducten(read(data)) == producten


def test_the_status_of_a_client_is_only_in_2_4() -> None:
    assert regie("305", Release.R24).content["Client"]["StatusAanlevering"] == "1"
    assert "StatusAanlevering" not in regie("305", Release.R30).content["Client"]


def test_regie_knows_only_305_and_307() -> None:
    with pytest.raises(BerichtError, match="Verwacht soort 305 of 307; gevonden 301"):
        make_regie(
            "301",
            release=Release.R30,
            domein=Domein.WMO,
            gemeente="0344",
            aanbieder="99990001",
            identificatie="1",
            dagtekening=date(2021, 1, 4),
            client=CLIENT,
            producten=[],
        )


def test_a_307_without_einddatum_cannot_be_built() -> None:
    with pytest.raises(BerichtError, match="StopProduct: verwacht element RedenBeeindiging"):
        build(regie("307", Release.R30, Domein.WMO, regieproduct(Domein.WMO)))


def test_the_header_of_a_301_and_of_a_305() -> None:
    assert header(toewijzing()) == Header("0344", "99990001", "T-1", date(2020, 10, 1), None)
    assert header(regie("305")) == Header("99990001", "0344", "R-1", date(2020, 11, 30), None)


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_the_client_of_a_301(release: Release, domein: Domein) -> None:
    bericht = read(build(toewijzing(release, domein)))
    assert client(bericht) == CLIENT
    assert bsn(bericht) == CLIENT.bsn


def test_the_client_of_a_305_has_no_address() -> None:
    loaded = client(read(build(regie("305"))))
    assert loaded == client(verzoek())
    assert loaded == replace(CLIENT, huisnummer=0, postcode="", straatnaam="", plaatsnaam="")


def test_a_client_without_first_names_and_prefix() -> None:
    bare = replace(CLIENT, voornamen="", voorletters="", voorvoegsel=None)
    bericht = toewijzing()
    bericht.content["Client"]["Naam"] = {"Geslachtsnaam": {"Achternaam": bare.achternaam}, "NaamGebruik": "1"}
    data = build(bericht)
    assert form_errors(data) == []
    assert client(read(data)) == bare


def test_the_client_of_a_retour_is_refused() -> None:
    with pytest.raises(BerichtError, match="Verwacht een bericht 301 of 305 of 307 of 315; gevonden een WMO302"):
        client(retour(toewijzing(), "0200"))


@pytest.mark.parametrize(("kind", "release", "domein"), DERIVED_EVERYWHERE)
@pytest.mark.parametrize("code", ["0200", "0001"])
def test_a_retour_with_only_a_header(kind: str, release: Release, domein: Domein, code: str) -> None:
    bericht = retour(heen(RETOUR_OF[kind], release, domein), code)
    data = build(bericht)
    assert form_errors(data) == []
    loaded = read(data)
    assert loaded.kind == kind
    assert "Client" not in loaded.content
    assert retourcodes(loaded) == [code]
    assert bsn(loaded) is None


def test_the_bsns_of_a_bericht_about_a_client_and_of_one_without_a_client() -> None:
    assert bsns(regie("305")) == (CLIENT.bsn,)
    assert bsns(retour(regie("305"), "0200")) == bsns(answer_bericht()) == ()


def test_the_header_of_a_retour_repeats_that_of_the_heenbericht() -> None:
    old, new = header(toewijzing()), header(retour(toewijzing(), "0200"))
    assert new == replace(old, identificatie_retour="A-1")


@pytest.mark.parametrize(("kind", "release", "domein"), [what for what in DERIVED_EVERYWHERE if what[0] < "310"])
def test_a_retour_with_codes_per_product(kind: str, release: Release, domein: Domein) -> None:
    from_ = RETOUR_OF[kind]
    if from_ == "301":
        bericht = toewijzing(release, domein, product(domein), product(domein, toewijzingnummer="2"))
    else:
        end = {"einddatum": date(2020, 11, 30), "reden_beeindiging": "20"} if from_ == "307" else {}
        one = regieproduct(domein, **end)
        bericht = regie(from_, release, domein, one, replace(one, toewijzingnummer="2"))
    made = retour(bericht, per_product={1: ["9056", "9074"]})
    data = build(made)
    assert form_errors(data) == []
    codes = retourcodes(read(data))
    assert [code for code in codes if code != "0200"] == ["9056", "9074"]
    assert "RetourCodes" not in made.content["Header"]
    assert made.content["Client"]["RetourCodes"] == {"RetourCode": ["0200"]}


def test_a_retour_leaves_the_heenbericht_alone() -> None:
    bericht = toewijzing()
    before = build(bericht)
    retour(bericht, "0001", per_product={0: ["9300"]})
    assert build(bericht) == before


@pytest.mark.parametrize("location", [1, -1])
def test_a_retour_on_a_product_that_is_not_there(location: int) -> None:
    with pytest.raises(BerichtError, match=f"verwacht een plaats van 0 tot 1; gevonden {location}"):
        retour(toewijzing(), per_product={location: ["9300"]})


@pytest.mark.parametrize("bericht", [declaratie(Release.R24, Domein.WMO), declaratie_323()])
def test_a_declaratie_has_no_ordinary_retour(bericht: Bericht) -> None:
    with pytest.raises(BerichtError, match=f"317 of 319; gevonden een {bericht.name}"):
        retour(bericht, "0200")


def test_a_retour_on_a_retour_does_not_exist() -> None:
    with pytest.raises(BerichtError, match="gevonden een WMO302"):
        retour(retour(toewijzing(), "0200"), "0200")


def test_retourcodes_of_a_heenbericht_do_not_exist() -> None:
    with pytest.raises(BerichtError, match="302 of 304 of 306 of 308"):
        retourcodes(toewijzing())


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>2 maart", "Ingangsdatum: verwacht een datum.*gevonden “2 maart”"),
        ("Einddatum>2021-06-30", "Einddatum>2021-13-01", "Einddatum: verwacht een datum"),
        ("<wmo301:Toewijzingsdatum>2020-02-20</wmo301:Toewijzingsdatum>", "", "verwacht element Toewijzingsdatum"),
        ("tijd>14:05:06", "tijd>kwart over twee", "verwacht een tijd als 12:30:00"),
        ("Volume>4", "Volume>vier", "Omvang/Volume: verwacht een geheel getal"),
        ("Volume>4", "Volume>" + "9" * 5000, "verwacht een geheel getal"),
        ("Volume>4", "Volume>٤", "verwacht een geheel getal"),
        ("Volume>4", "Volume>1_000", "verwacht een geheel getal"),
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>20200302", "verwacht een datum als 2020-12-31"),
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>2020-W10-1", "verwacht een datum"),
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>2020-02-30", "verwacht een datum"),
        ("tijd>14:05:06", "tijd>14:05", "verwacht een tijd"),
        ("tijd>14:05:06", "tijd>25:00:00", "verwacht een tijd"),
    ],
)
def test_a_strange_value_in_a_301_becomes_a_bericht_error(old: str, new: str, remark: str) -> None:
    data = build(toewijzing()).decode().replace(old, new)
    with pytest.raises(BerichtError, match=remark):
        toegewezen_producten(read(data.encode()))


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("Nummer>1001", "Nummer>+0001001", "toewijzingnummer", "1001"),
        ("Nummer>1001", "Nummer>A-1001", "toewijzingnummer", "A-1001"),
        ("Volume>4", "Volume> 04 ", "volume", 4),
        ("tijd>14:05:06", "tijd>24:00:00", "toewijzingstijd", time.max),
        ("tijd>14:05:06", "tijd>14:05:06.25", "toewijzingstijd", time(14, 5, 6, 250000)),
        ("Einddatum>2021-06-30", "Einddatum>\r\n2021-06-30 ", "einddatum", date(2021, 6, 30)),
    ],
)
def test_another_spelling_of_the_same_value(old: str, new: str, field: str, value: object) -> None:
    data = build(toewijzing()).decode().replace(old, new).encode()
    assert getattr(toegewezen_producten(read(data))[0], field) == value
    assert form_errors(data) == [] or value == "A-1001"


def test_a_strange_header_becomes_a_bericht_error() -> None:
    data = build(toewijzing()).decode()
    with pytest.raises(BerichtError, match="verwacht element Afzender"):
        header(read(data.replace("<wmo301:Afzender>0344</wmo301:Afzender>", "").encode()))
    with pytest.raises(BerichtError, match="Dagtekening: verwacht een datum"):
        header(read(data.replace("2020-10-01", "gisteren").encode()))


def test_a_301_without_producten_gives_an_empty_list() -> None:
    assert toegewezen_producten(Bericht("301", Release.R30, Domein.WMO, {})) == []
    assert regieproducten(Bericht("305", Release.R30, Domein.WMO, {})) == []


def test_the_producten_of_another_bericht() -> None:
    with pytest.raises(BerichtError, match="Verwacht een bericht 301; gevonden een WMO305"):
        toegewezen_producten(regie("305"))
    with pytest.raises(BerichtError, match="Verwacht een bericht 305 of 307; gevonden een WMO301"):
        regieproducten(toewijzing())


def test_a_bsn_is_not_in_an_error_text() -> None:
    data = build(toewijzing()).decode().replace("Ingangsdatum>2020-03-02", f"Ingangsdatum>{FOREIGN_BSN}")
    with pytest.raises(BerichtError) as caught:
        toegewezen_producten(read(data.encode()))
    assert FOREIGN_BSN not in str(caught.value)
