"""What a 304, a 325 and the other retourberichten say in themselves."""

from datetime import date

import pytest

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.bedrag import make_bedrag, make_total
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import (
    DERIVED_EVERYWHERE,
    EVERYTHING,
    OTHER_CLIENT,
    declaratie,
    declaratie_323,
    heen,
    prestatie,
    retour,
)

JANUARY = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
CODES = ("9321",)
FINE = {"RetourCode": ["0200"]}


def lines(domein, **days):
    """Three prestaties of one client and one of another."""
    own = [prestatie(domein, number, **days) for number in ("P1", "P2", "P3")]
    return [*own, prestatie(domein, "P4", bsn=OTHER_CLIENT, **days)]


def answer_304(release, domein, kind="D", **what) -> Bericht:
    btw = {"btw_vrijstelling": "1"} if kind == "F" else {}
    claim = declaratie(release, domein, *lines(domein, **btw), kind=kind)
    return make_304(claim, identificatie="A-1", dagtekening=date(2020, 12, 14), **what)


def answer_325(domein, **what) -> Bericht:
    claim = declaratie_323(domein, *lines(domein, **JANUARY))
    return make_325(claim, identificatie="A-1", dagtekening=date(2021, 2, 12), **what)


SOME = {"rejected": {"P1": CODES, "P2": CODES, "P4": CODES}}
WHOLE = [{}, SOME, {"rejected": {"P1": CODES}}, {"refused": ("0001",)}, {"refused": ("9333",)}]


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize("what", [*WHOLE[:4], {"refused": ("0030",)}, SOME | {"partly": {"P1": 100}}])
def test_a_304_of_our_own_breaks_nothing(release, domein, what):
    assert remarks(answer_304(release, domein, **what)) == set()


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("what", WHOLE)
def test_a_325_of_our_own_breaks_nothing(domein, what):
    assert remarks(answer_325(domein, **what)) == set()


CLIENT_304, LINE_304 = "Clienten/Client/0", "Clienten/Client/0/Prestaties/Prestatie/0"
GRANTED_304 = "Header/RetourBedragen/ToegekendTotaalBedrag"
IN_A_304 = [
    (SOME, {GRANTED_304: make_total(188001)}, {"TR320"}),
    ({}, {GRANTED_304: make_total(0)}, {"TR320"}),
    ({"refused": ("0001",)}, {GRANTED_304: make_total(1)}, {"TR320"}),
    ({"refused": ("0001",)}, {f"{GRANTED_304}/DebetCredit": "C"}, {"CS325"}),
    (SOME, {f"{LINE_304}/ToegekendeBedragPrestatie/ToegekendBedrag": make_bedrag(0, "C")}, {"CS325"}),
    (SOME, {f"{LINE_304}/ToegekendeBedragPrestatie/ToegekendBedrag": make_bedrag(1, "D")}, {"TR320"}),
    (SOME, {"Header/RetourCodes": {"RetourCode": ["8001"]}}, {"IV056"}),
    ({}, {"Header/RetourCodes": FINE}, {"IV056"}),
    ({}, {"Header/RetourHeader/RetourDagtekening": "2020-12-07"}, set()),
    ({}, {"Header/RetourHeader/RetourDagtekening": "2020-12-06"}, {"CS324"}),
    ({"refused": ("0001",)}, {"Header/RetourHeader/RetourDagtekening": "2020-12-06"}, set()),
    ({}, {"Header/BetalingAanID": "01"}, {"CD058"}),
    ({"refused": ("0001",)}, {"Header/BetalingAanID": "01"}, set()),
]


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize(("what", "changes", "expected"), IN_A_304)
def test_what_a_304_breaks_is_said(release, domein, what, changes, expected):
    assert remarks(edited(answer_304(release, domein, **what), changes)) == expected


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("kind", "expected"), [("D", set()), ("F", {"OP287"})])
def test_a_factuur_is_granted_as_a_whole(domein, kind, expected):
    changes = {
        f"{LINE_304}/ToegekendeBedragPrestatie/ToegekendBedrag": make_bedrag(100, "D"),
        GRANTED_304: make_total(188000 + 100),
    }
    assert remarks(edited(answer_304(Release.R30, domein, kind, **SOME), changes)) == expected


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_a_304_names_no_client_of_whom_all_is_granted(release, domein):
    whole = answer_304(release, domein, **SOME)
    client = whole.content["Clienten"]["Client"][1]
    granted = {
        "Clienten/Client/1/Prestaties/Prestatie/0/RetourCodes": FINE,
        "Clienten/Client/1/Prestaties/Prestatie/0/ToegekendeBedragPrestatie/ToegekendBedrag": make_bedrag(188000, "D"),
        GRANTED_304: make_total(2 * 188000),
    }
    assert client["Bsn"] != whole.content["Clienten"]["Client"][0]["Bsn"]
    assert remarks(edited(whole, granted)) == {"OP065"}


LINE_325 = "DeclaratieAntwoord/Clienten/Client/0/Prestaties/Prestatie/0"
OTHER_325 = "DeclaratieAntwoord/Clienten/Client/1/Prestaties/Prestatie/0"
GRANTED_325 = "DeclaratieAntwoord/TotaalToegekendBedrag"
IN_A_325 = [
    (SOME, {GRANTED_325: make_total(188001)}, {"TR342"}),
    ({}, {GRANTED_325: make_total(0)}, {"TR342"}),
    ({"refused": ("9333",)}, {GRANTED_325: make_total(4 * 188000)}, {"TR342"}),
    ({"refused": ("9333",)}, {f"{GRANTED_325}/DebetCredit": "C"}, {"CS325"}),
    (SOME, {f"{LINE_325}/RetourCodes": FINE}, {"OP303"}),
    (SOME, {f"{LINE_325}/RetourCodes": FINE, GRANTED_325: make_total(2 * 188000)}, {"OP303"}),
    (SOME, {f"{OTHER_325}/RetourCodes": FINE}, {"OP304"}),
    (SOME, {"Header/RetourCodes": {"RetourCode": ["0001"]}}, {"IV087"}),
    (SOME, {"Header/RetourCodes": {"RetourCode": ["8001"]}}, {"IV087"}),
    ({}, {"DeclaratieAntwoord": None}, {"IV087"}),
    ({"refused": ("0001",)}, {}, set()),
    (SOME, {"DeclaratieAntwoord/RetourCodes": {"RetourCode": ["8001"]}}, {"IV087"}),
    ({}, {"DeclaratieAntwoord/RetourCodes": FINE}, {"IV087"}),
]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("what", "changes", "expected"), IN_A_325)
def test_what_a_325_breaks_is_said(domein, what, changes, expected):
    assert remarks(edited(answer_325(domein, **what), changes)) == expected


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("kind", ["304", "325"])
def test_a_client_or_prestatie_stands_once_in_an_answer(domein, kind):
    whole = answer_304(Release.R30, domein, **SOME) if kind == "304" else answer_325(domein, **SOME)
    above, granted = ("Clienten", GRANTED_304) if kind == "304" else ("DeclaratieAntwoord/Clienten", GRANTED_325)
    clients = (whole.content if kind == "304" else whole.content["DeclaratieAntwoord"])["Clienten"]["Client"]
    one = clients[1]
    twice = {f"{above}/Client": [clients[0], one, one], granted: make_total(0)}
    assert remarks(edited(whole, twice)) == {"TR101"}
    line = one["Prestaties"]["Prestatie"][0]
    again = {f"{above}/Client/1/Prestaties/Prestatie": [line, line], granted: make_total(0)}
    assert remarks(edited(whole, again)) == {"TR101"}


@pytest.mark.parametrize(("kind", "release", "domein"), DERIVED_EVERYWHERE)
def test_a_retourbericht_is_a_header_alone_or_says_what_is_wrong(kind, release, domein):
    bericht, later = heen(RETOUR_OF[kind], release, domein), {"Header/DagtekeningRetour": "2021-03-01"}

    def answered(*codes, **what):
        return edited(retour(bericht, *codes, **what), later)

    assert remarks(answered("0200")) == remarks(answered("0001")) == set()
    rejected = answered(per_product={0: ["9056"]})
    assert remarks(rejected) == set()
    assert remarks(edited(rejected, {"Header/RetourCodes": {"RetourCode": ["0001"]}})) == {"IV028"}
    assert remarks(answered(per_product={0: ["0233"]})) == {"IV028"}
    assert remarks(answered("9056", per_product={0: ["0233"]})) == set()
