import pytest

from migratietoets.conformance.chain.party import MOST_AT_ONCE, MOST_IN_ALL, Party
from migratietoets.conformance.protocol.verbs import AdapterError, schema

MESSAGE = {"code": "301", "release": "2.4", "sent_at": "2020-10-15T09:00:00+02:00", "xml": "<x/>"}
NOTICE = {"to": "99990001", "bsn": None, "code": "anders", "about": "", "sent_at": "2020-10-15T09:00:00+02:00"}


class Talker:
    """Hands over so much at a time."""

    def __init__(self, messages=0, notices=0):
        self.answer = {"messages": [MESSAGE] * messages, "notices": [NOTICE] * notices}

    def collect(self, params):
        return self.answer

    def stop(self, params):
        return {}


@pytest.mark.parametrize("kind", ["messages", "notices"])
def test_what_is_too_much_at_once_costs_one_call(kind):
    talker = Talker(**{kind: MOST_AT_ONCE + 1})
    party = Party("x", talker)
    with pytest.raises(AdapterError, match=r"x gaf te veel .* bij collect\. Verwacht: hoogstens 500 per keer"):
        party.query("collect", {})
    talker.answer[kind].pop()
    assert len(party.query("collect", {})[kind]) == MOST_AT_ONCE


@pytest.mark.parametrize("kind", ["messages", "notices"])
def test_whoever_floods_the_kit_is_asked_no_more(kind):
    talker = Talker(**{kind: MOST_AT_ONCE})
    party = Party("x", talker)
    for _ in range(MOST_IN_ALL // MOST_AT_ONCE):
        party.query("collect", {})
    texts = set()
    for _ in range(3):
        with pytest.raises(AdapterError, match="2500 in een campagne; gevonden: 500 en 3000") as error:
            party.query("collect", {})
        texts.add(str(error.value))
        talker.answer = {"messages": [], "notices": []}
    assert len(texts) == 1
    assert party.query("stop", {}) == {}


@pytest.mark.parametrize("version", ["latest", "1.0"])
def test_the_schema_says_how_much_goes_at_once(version):
    source = schema() if version == "latest" else schema()["earlier"][version]
    parts = source["verbs"]["collect"]["result"]["properties"]
    assert {parts[kind]["maxItems"] for kind in ("messages", "notices")} == {MOST_AT_ONCE}
