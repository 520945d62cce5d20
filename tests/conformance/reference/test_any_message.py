"""What holds for a message of any kind: its day, its identification, and who it is about (CS064, TR056, TR304)."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.reference.any_message import EVERY, client_unknown, with_every
from migratietoets.generators.messages.message import family
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.header import client_classes
from migratietoets.istandaard.releases import Release
from tests.helpers.play import BSNS, DOMEINEN, player, toewijzing
from tests.helpers.start_stop_by_hand import regie, stop

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

TODAY = "2021-01-18"
DATED = "Header/BerichtIdentificatie/Dagtekening"


def gemeente(domein):
    care = toewijzing(domein, ingangsdatum=date(2021, 1, 4), frequentie="2", volume=4, gestart=False)
    return player("gemeente", care, replace(care, id="T2", toewijzingnummer="1002"), now=TODAY), care


def start(care, day=TODAY, identificatie="", **changes):
    line = replace(stop(care, TODAY, begindatum=date(2021, 1, 11)), einddatum=None, reden_beeindiging=None)
    return regie("305", "3.0", day, replace(line, **changes), domein=care.domein, identificatie=identificatie)


@pytest.mark.parametrize(("day", "code"), [("2021-01-17", "0200"), ("2021-01-18", "0200"), ("2021-01-19", "8848")])
def test_a_message_is_dated_today_at_the_latest(domein, day, code):
    g, care = gemeente(domein)
    (retour,) = g.deliver(start(care, day), "305", "3.0")
    assert retour.codes == [code]
    assert (g.party.context.ledger["T1"].start is None) == (code != "0200")


@pytest.mark.parametrize(
    ("kind", "identificatie", "code"), [("305", "I1", "9056"), ("305", "I2", "0200"), ("307", "I1", "0200")]
)
def test_an_identification_is_used_once_for_a_kind(domein, kind, identificatie, code):
    g, care = gemeente(domein)
    g.deliver(start(care, identificatie="I1"), "305", "3.0")
    ended = stop(care, TODAY, begindatum=date(2021, 1, 11))
    xml = {
        "305": start(care, identificatie=identificatie, toewijzingnummer="1002"),
        "307": regie("307", "3.0", TODAY, ended, domein=domein, identificatie=identificatie),
    }
    (retour,) = g.deliver(xml[kind], kind, "3.0")
    assert retour.codes == [code]


@pytest.mark.parametrize(
    ("wrong", "code", "again"),
    [({"begindatum": date(2021, 1, 19)}, "0001", "0200"), ({"toewijzingnummer": "9999"}, "9019", "9056")],
)
def test_only_what_is_refused_as_a_whole_leaves_its_identification_unused(domein, wrong, code, again):
    g, care = gemeente(domein)
    (first,) = g.deliver(start(care, identificatie="I1", **wrong), "305", "3.0")
    (second,) = g.deliver(start(care, identificatie="I1"), "305", "3.0")
    assert (set(first.codes) - {"0200"}, second.codes) == ({code}, [again])


def about(domein, kind, *bsns):
    """A message of a kind, with the codes that its first clients get when they have these BSNs."""
    bericht = list(family(kind, Release.R30, domein, number=7).values())[-1]
    for client, bsn in zip(client_classes(bericht), bsns, strict=False):
        client["Bsn"] = bsn
    g, _ = gemeente(domein)
    return bericht, list(client_unknown(g.party.party.intake, bericht))


@pytest.mark.parametrize(("bsn", "codes"), [(BSNS[4], []), (BSNS[5], [("Client/Bsn", "8187")])])
def test_a_request_for_change_is_about_a_known_client(domein, bsn, codes):
    assert about(domein, "317", bsn)[1] == codes


def test_a_new_client_may_be_asked_for(domein):
    assert about(domein, "315", BSNS[5])[1] == []


@pytest.mark.parametrize("bsn", [BSNS[4], BSNS[5]])
def test_every_prestatie_of_somebody_unknown_is_refused(domein, bsn):
    bericht, codes = about(domein, "323", bsn)
    others = [one["Bsn"] for one in client_classes(bericht)][1:]
    first = "Declaratie/Clienten/Client[1]/Prestaties/Prestatie"
    lines = client_classes(bericht)[0]["Prestaties"]["Prestatie"]
    expected = [(f"{first}[{n}]", "8187") for n, _ in enumerate(lines, start=1)] if bsn == BSNS[5] else []
    assert [one for one in codes if one[0].startswith(first)] == expected
    assert (len(codes) > len(expected)) == bool(others)
    assert build(bericht)


def test_what_holds_for_all_is_looked_at_before_what_is_of_one_kind(domein):
    own = {"305": (client_unknown,)}
    assert with_every(own)["305"] == (*EVERY, client_unknown)
    assert with_every(own)["319"] == EVERY
    assert gemeente(domein)[0].party.party.intake.checks["319"] == EVERY
