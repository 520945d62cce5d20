"""Who the client is, what he is called and where he lives: what is just right beside what is just not."""

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import validate
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import EVERYTHING, answer_bericht, declaratie, regie, retour, toewijzing, verzoek

BORN = "Client/Geboortedatum"
NAAM = "Client/Naam"
CONTACT = "Client/Contactgegevens/Contact/0"
ADRES = f"{CONTACT}/Adres"
PARTNER = {"Achternaam": "De Wit"}
PHONE = {"Telefoon01": {"Telefoonnummer": "0000000000", "Landnummer": "+31"}}
HOME = {"Huis": {"Huisnummer": "1"}, "Postcode": "9999XX", "LandCode": "NL"}


def contact(soort, **parts):
    return {"Client/Contactgegevens": {"Contact": [{"Soort": soort} | parts]}}


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ({"Datum": "1900-10-01"}, set()),
        ({"Datum": "1900-09-30"}, {"TR002"}),
        ({"Datum": "1900-01-01", "DatumGebruik": "3"}, set()),
        ({"Datum": "1900-01-01", "DatumGebruik": "2"}, {"TR002"}),
        ({"Datum": "2020-10-01"}, set()),
        ({"Datum": "2020-10-02"}, {"CS023"}),
        ({"Datum": "1980-05-01", "DatumGebruik": "1"}, set()),
        ({"Datum": "1980-05-02", "DatumGebruik": "1"}, {"TR097"}),
        ({"Datum": "1980-01-01", "DatumGebruik": "2"}, set()),
        ({"Datum": "1980-02-01", "DatumGebruik": "2"}, {"TR097"}),
        ({"Datum": "1980-01-02", "DatumGebruik": "2"}, {"TR097"}),
        ({"Datum": "1901-01-01", "DatumGebruik": "3"}, {"TR097"}),
    ],
)
def test_a_birth_date_is_possible_and_says_what_is_unknown(domein, born, expected):
    assert remarks(edited(toewijzing(Release.R30, domein), {BORN: born})) == expected


@pytest.mark.parametrize("bericht", [regie("305"), regie("307"), verzoek(), verzoek(domein=Domein.JW)], ids=str)
def test_a_birth_date_is_judged_in_every_message_that_has_one(bericht):
    assert remarks(edited(bericht, {BORN: {"Datum": "2022-01-01"}})) == {"CS023"}
    assert remarks(edited(bericht, {BORN: {"Datum": "1890-01-01"}})) == {"TR002"}


def test_a_303_has_its_date_in_another_place():
    path = "Clienten/Client/0/Geboortedatum"
    for born, expected in (("1900-12-07", set()), ("1900-12-06", {"TR002"}), ("2020-12-08", {"CS023"})):
        assert remarks(edited(declaratie(Release.R30, Domein.WMO), {path: {"Datum": born}})) == expected


@pytest.mark.parametrize(
    ("partner", "usage", "wmo", "jw"),
    [
        (PARTNER, "4", set(), set()),
        (PARTNER, "5", {"CS050"}, {"CS050"}),
        (PARTNER, "6", {"CS050"}, {"CS050", "CS318"}),
        (None, "1", set(), set()),
        (None, "2", {"CS050"}, {"CS050"}),
        (None, "6", {"CS050"}, {"CS318"}),
    ],
)
def test_the_use_of_a_name_fits_the_names(partner, usage, wmo, jw):
    changes = {f"{NAAM}/Partnernaam": partner, f"{NAAM}/NaamGebruik": usage}
    assert remarks(edited(toewijzing(Release.R30, Domein.WMO), changes)) == wmo
    assert remarks(edited(toewijzing(Release.R30, Domein.JW), changes)) == jw


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Client/Communicatie": {"Vorm": "1", "Taal": "Zweeds"}}, set()),
        ({"Client/Communicatie": {"Vorm": "1"}}, {"CD007"}),
        ({"Client/Communicatie": {"Vorm": "2"}}, set()),
        ({"Client/Communicatie": {"Vorm": "2", "Taal": "Zweeds"}}, {"CD007"}),
        ({f"{ADRES}/LandCode": None}, {"CD005"}),
        ({f"{ADRES}/LandCode": None, f"{ADRES}/Postcode": None, f"{CONTACT}/Telefoon": PHONE}, {"CD034"}),
        ({f"{ADRES}/Huis": None, f"{CONTACT}/Telefoon": PHONE}, {"CD025"}),
        ({f"{ADRES}/Huis": None, f"{CONTACT}/Telefoon": PHONE, f"{ADRES}/LandCode": "DE"}, set()),
        ({f"{ADRES}/Postcode": "1000AA"}, set()),
        ({f"{ADRES}/Postcode": "0999AA"}, {"CS089"}),
        ({f"{ADRES}/Postcode": "1000 AA"}, {"CS089"}),
        ({f"{ADRES}/Postcode": "1000aa"}, {"CS089"}),
        ({f"{ADRES}/Postcode": "12345", f"{ADRES}/LandCode": "DE"}, set()),
        (contact("01", Telefoon=PHONE), set()),
        (contact("03", Adres={"Straatnaam": "Kade"}, Telefoon=PHONE), {"CD034"}),
        (contact("02", Adres={"Straatnaam": "Kade"}, Telefoon=PHONE), set()),
        (contact("02", Adres={"Straatnaam": "Kade"}), {"TR006"}),
        (contact("02", Adres=HOME), set()),
        (contact("02", Adres=HOME, Periode={"Begindatum": "2020-01-01"}), {"CD009"}),
        (contact("04", Adres=HOME, Periode={"Begindatum": "2020-01-01"}), {"TR061"}),
        (contact("02"), {"TR006"}),
    ],
)
def test_a_client_can_be_reached(release, domein, changes, expected):
    changed = edited(toewijzing(release, domein), changes)
    assert remarks(changed) == expected
    assert all(one.assumed == (release == Release.R24) for one in validate(build(changed)))


@pytest.mark.parametrize(("code", "right"), [("0000", False), ("0003", True), ("1998", True), ("1999", False)])
def test_a_gemeente_has_a_code_of_the_cbs(code, right):
    expected = set() if right else {"CS300"}
    assert remarks(edited(toewijzing(), {"Header/Afzender": code})) == expected
    assert remarks(edited(verzoek(), {"Header/Ontvanger": code})) == expected
    other = {"Antwoord/RedenAfwijzingVerzoek": "8", "Antwoord/Woonplaatsbeginsel": {"Gemeente": code}}
    assert remarks(edited(answer_bericht(Domein.JW), other)) == expected


@pytest.mark.parametrize(
    ("day", "codes", "expected"),
    [
        ("2020-12-01", ["0200"], set()),
        ("2020-12-02", ["0200"], {"CS064"}),
        ("2020-12-02", ["8848"], set()),
        ("2020-12-02", ["0001"], set()),
    ],
)
def test_what_is_answered_was_dated_before_the_answer(day, codes, expected):
    answered = retour(toewijzing(), *codes)
    assert remarks(edited(answered, {"Header/BerichtIdentificatie/Dagtekening": day})) == expected


def test_what_a_class_lacks_is_said_of_the_class():
    two = {"Client/Contactgegevens/Contact": [{"Soort": "01", "Adres": HOME}, {"Soort": "02"}]}
    (remark,) = validate(build(edited(toewijzing(), two)))
    assert (remark.code, remark.element) == ("TR006", "Client/Contactgegevens/Contact[2]")
    assert remark.text == ("Contact: verwacht een Telefoon, of een Adres met Huis en Postcode; gevonden iets anders.")
