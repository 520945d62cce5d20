"""What an aanbieder asks and a gemeente answers."""

import pytest

from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import answer_bericht, requested, verzoek, wijziging_bericht

ASKED = "Client/AangevraagdeProducten/AangevraagdProduct/0"
VERZOEK = "Client/Verzoek"
NEW = f"{VERZOEK}/NieuweProducten/NieuwProduct"
UNCHANGED = {"OngewijzigdProduct": [{"ToewijzingNummer": "1001"}]}


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [("7", "2020-11-01", set()), (None, None, set()), ("7", None, {"CD043"}), (None, "2020-11-01", {"CD043"})],
)
def test_a_beschikking_has_a_number_and_a_day(domein, number, day, expected):
    changes = {f"{ASKED}/BeschikkingNummer": number, f"{ASKED}/BeschikkingIngangsdatum": day}
    assert remarks(edited(verzoek(Release.R30, domein), changes)) == expected


@pytest.mark.parametrize(
    ("kind", "naam", "code", "expected"),
    [
        *((kind, None, "99990002", set()) for kind in ("02", "03", "04", "05")),
        *((kind, "A. Arts", None, set()) for kind in ("01", "02", "03", "04", "05", "06", "08")),
        *((kind, None, None, set()) for kind in ("01", "06", "08")),
        *((kind, "A. Arts", "99990002", {"CD066"}) for kind in ("02", "05")),
        *((kind, None, None, {"CD067"}) for kind in ("02", "05")),
        *((kind, None, "99990002", {"CD068"}) for kind in ("01", "06", "08")),
    ],
)
def test_a_verwijzer_has_a_code_or_a_name(kind, naam, code, expected):
    who = {"Type": kind} | {name: text for name, text in (("Naam", naam), ("ZorgverlenerCode", code)) if text}
    assert remarks(edited(verzoek(), {f"{ASKED}/Verwijzer": who})) == expected


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (["OngewijzigdeProducten"], set()),
        (["TeWijzigenProducten"], set()),
        (["NieuweProducten"], set()),
        (["OngewijzigdeProducten", "TeWijzigenProducten"], {"TR352"}),
        (["NieuweProducten", "TeWijzigenProducten"], {"TR353"}),
        (["NieuweProducten", "OngewijzigdeProducten"], set()),
    ],
)
def test_a_317_says_what_runs_and_what_should_change(domein, gone, expected):
    changes = {f"{VERZOEK}/{name}": None for name in gone}
    assert remarks(edited(wijziging_bericht(domein), changes)) == expected


@pytest.mark.parametrize(("day", "expected"), [("2021-02-02", set()), ("2021-02-01", {"CS102"})])
def test_a_new_product_is_asked_for_from_a_later_day(day, expected):
    assert remarks(edited(wijziging_bericht(), {f"{NEW}/0/GewensteIngangsdatum": day})) == expected


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("answer", "reason", "expected"),
    [("1", "3", set()), ("1", None, {"CD085"}), ("2", None, set()), ("2", "3", {"CD086"})],
)
def test_a_refusal_has_a_reason_and_a_delay_has_none(domein, answer, reason, expected):
    changes = {"Antwoord/VerzoekAntwoord": answer, "Antwoord/RedenAfwijzingVerzoek": reason}
    assert remarks(edited(answer_bericht(domein), changes)) == expected


@pytest.mark.parametrize(
    ("reason", "gemeente", "expected"),
    [("8", "0363", set()), ("8", None, set()), ("5", "0363", {"CD088"}), ("5", None, set())],
)
def test_another_gemeente_is_named_for_the_woonplaatsbeginsel_alone(reason, gemeente, expected):
    other = gemeente and {"Gemeente": gemeente}
    changes = {"Antwoord/RedenAfwijzingVerzoek": reason, "Antwoord/Woonplaatsbeginsel": other}
    assert remarks(edited(answer_bericht(Domein.JW), changes)) == expected


def test_no_product_is_asked_for_twice_from_the_same_day():
    one = requested(Domein.WMO)
    again = requested(Domein.WMO, referentie_aanbieder="VOT-2")
    later = requested(Domein.WMO, referentie_aanbieder="VOT-2", ingangsdatum=one.ingangsdatum.replace(day=2))
    assert remarks(verzoek(Release.R30, Domein.WMO, one, again)) == {"TR101"}
    assert remarks(verzoek(Release.R30, Domein.WMO, one, later)) == set()


def test_no_toewijzing_is_named_twice_in_one_list():
    twice = {"OngewijzigdProduct": UNCHANGED["OngewijzigdProduct"] * 2}
    assert remarks(edited(wijziging_bericht(), {f"{VERZOEK}/OngewijzigdeProducten": twice})) == {"TR101"}
