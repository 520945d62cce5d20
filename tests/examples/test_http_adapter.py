from dataclasses import replace

import pytest
import urllib3

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import MessageEvent, VerdictEvent
from migratietoets.istandaard.releases import Domein
from tests.helpers.http_example import running
from tests.systems.servers import TOKEN

INLINE = "python-inline:migratietoets.conformance.reference.party:ReferenceParty"
SOME = (
    "toewijzingen/per-4-weken-deelbaar",
    "migratie/budget-op-4-januari",
    "migratie/stop-zorg-op-30-november",
    "overzicht/beoordeling-en-plan",
    "overzicht/start-zorg-rond-de-overgang",
)


@pytest.fixture(scope="module")
def address():
    with running() as found:
        yield found


def played(adapter, cases, roles, domeinen):
    """The log of a run, without the name of the adapter in the commands that reproduce it."""
    selection = Selection(adapter=adapter, cases=cases, roles=roles, domeinen=domeinen)
    run = Run(selection, lambda _: EventLog())
    for campaign in selection.campaigns():
        run.verdicts(campaign)
        yield [replace(e, reproduce="") if isinstance(e, VerdictEvent) else e for e in run.events(campaign)]


def test_the_example_plays_one_campaign_after_the_other_as_the_reference_does_here(address):
    asked = (SOME, ("gemeente", "aanbieder"), tuple(Domein))
    found = list(played(address, *asked))
    assert found == list(played(INLINE, *asked))
    assert len(found) == 4
    assert all(any(isinstance(e, MessageEvent) for e in campaign) for campaign in found)


@pytest.mark.traag
def test_a_whole_campaign_over_http_gives_the_verdicts_of_the_reference_here(address):
    asked = ((), ("gemeente",), (Domein.WMO,))
    assert list(played(address, *asked)) == list(played(INLINE, *asked))


def test_the_example_lives_on_after_what_it_cannot_do(address):
    system = load(address)
    with pytest.raises(ErrorAnswer, match="fout -32601: dit systeem kent bestaat_niet niet"):
        system.query("bestaat_niet", {})
    assert system.hello({})["name"] == "Referentie"
    system.stop({})
    assert load(address).hello({})["name"] == "Referentie"


@pytest.mark.parametrize("data", [b"hallo", b"[]", b'{"id": 3}', b"3"])
def test_the_example_answers_what_is_no_question(address, data):
    reply = urllib3.request("POST", address, body=data, timeout=10)
    assert reply.json() == {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "dit is geen vraag"}}


def test_the_example_asks_for_its_token(monkeypatch):
    with running(ADAPTER_TOKEN=TOKEN) as address:
        with pytest.raises(AdapterError, match=r"toegang; gevonden: HTTP 401\. Doe dit: zet het token in MIGRATIE"):
            load(address).hello({})
        monkeypatch.setenv("MIGRATIETOETS_TOKEN", TOKEN[::-1])
        with pytest.raises(AdapterError, match="Doe dit: controleer het token"):
            load(address).hello({})
        monkeypatch.setenv("MIGRATIETOETS_TOKEN", TOKEN)
        assert load(address).hello({})["name"] == "Referentie"
