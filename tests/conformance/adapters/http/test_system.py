import json
import time

import pytest

from migratietoets.conformance.adapters import limits
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.http import line as http_line
from migratietoets.conformance.adapters.http import system as http_system
from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.verbs import VERBS, AdapterError
from tests.systems.foreign import FOREIGN_BSN
from tests.systems.servers import each, kindly, reply, serving

SHORT = 0.3


@pytest.fixture
def system():
    """A system behind a server that does this with each connection."""
    servers = []

    def make(does, timeout=20.0, path="/"):
        servers.append(serving(does))
        return load(f"http://127.0.0.1:{servers[-1].__enter__()}{path}", timeout=Timeout(timeout))

    yield make
    for one in servers:
        one.__exit__(None, None, None)


def said(system, verb="hello"):
    """What the kit says when a verb goes wrong."""
    with pytest.raises(AdapterError) as error:
        getattr(system, verb)({})
    return str(error.value)


def test_every_verb_is_posted_as_one_object_with_a_rising_id(system):
    one = system(kindly_each := each(kindly), path="/pad/naar")
    for number, verb in enumerate(VERBS, start=1):
        params = {"command": "plan", "params": {}} if verb == "instruct" else {"x": 'Zoë\n"€"\u2028\U0001f600'}
        found = getattr(one, verb)(params)
        assert found["asked"] == {"jsonrpc": "2.0", "id": number, "method": verb, "params": params}
        assert found["headers"]["content-type"] == "application/json"
        assert found["headers"]["accept-encoding"] == "identity"
        assert "authorization" not in found["headers"]
    assert kindly_each
    assert said(one).endswith("is gestopt. Start hem opnieuw.")


def test_long_texts_go_both_ways(system):
    long = "x" * 3_000_000
    assert system(each(kindly)).collect({"xml": long})["asked"]["params"]["xml"] == long


def test_one_connection_does_for_many_questions_until_it_was_silent_for_long(system, monkeypatch):
    lines = []

    def counted(line):
        lines.append(line)
        each(kindly)(line)

    one = system(counted)
    one.hello({})
    one.advance({})
    assert len(lines) == 1
    monkeypatch.setattr(http_system, "IDLE", 0.0)
    one.advance({})
    assert len(lines) == 2


@pytest.mark.parametrize("header", ["Connection: close", "Connection: keep-alive"])
def test_a_server_that_closes_after_each_answer_is_called_again(system, header):
    def once(line):
        question, _ = line.question()
        line.answer(question, headers=[header])

    one = system(once)
    for verb in ("hello", "reset", *["advance", "collect"] * 50):
        assert getattr(one, verb)({}) == {}


@pytest.mark.parametrize(("verb", "tries"), [(verb, 4 if verb in ("hello", "reset") else 1) for verb in VERBS])
def test_only_what_does_no_harm_is_asked_twice_when_nothing_came_back(system, monkeypatch, verb, tries):
    monkeypatch.setattr(http_system, "PAUSES", (0, 0, 0))
    asked = []
    one = system(lambda line: asked.append(line.question()[0]["id"]))
    with pytest.raises(AdapterError, match="een verbinding die zonder antwoord verbroken werd"):
        getattr(one, verb)({"command": "plan", "params": {}} if verb == "instruct" else {})
    assert asked == [1] * tries


def test_a_system_that_comes_a_little_later_is_waited_for(system):
    came = []

    def late(line):
        came.append(line)
        if len(came) > 2:
            each(kindly)(line)

    assert system(late).hello({})["asked"]["method"] == "hello"


def test_nobody_is_asked_twice_after_the_time_is_up(system):
    begin = time.monotonic()
    assert "verbroken" in said(system(lambda line: line.question(), SHORT))
    assert time.monotonic() - begin < 1


def test_once_some_of_an_answer_came_nothing_is_asked_again(system):
    asked = []

    def half(line):
        asked.append(line.question())
        line.say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")

    assert "gevonden: een dat halverwege ophoudt" in said(system(half))
    assert len(asked) == 1


def test_where_nobody_listens_that_is_told(monkeypatch):
    monkeypatch.setattr(http_system, "PAUSES", (0,))
    with serving(each(kindly)) as port:
        pass
    text = said(load(f"http://127.0.0.1:{port}"))
    assert f"een systeem op 127.0.0.1, poort {port}; gevonden: niemand die de verbinding aanneemt" in text
    assert "machine die niet bestaat" in said(load("http://bestaat-niet.invalid/"))


def _drip(line):
    line.question()
    while True:
        line.say(b"x")
        time.sleep(0.05)


def _deaf(line):
    time.sleep(5)


@pytest.mark.parametrize(("does", "found"), [(_drip, "alleen een begin daarvan"), (_deaf, "niets")])
def test_the_whole_answer_comes_in_time_or_not_at_all(system, does, found):
    one = system(does, SHORT)
    begin = time.monotonic()
    text = said(one, "collect")
    assert time.monotonic() - begin < 1
    assert f"een volledig antwoord binnen 0.3 s; gevonden: {found}." in text
    assert "--timeout" in text
    assert said(one, "advance") == text


def test_a_question_that_is_not_read_is_too_late_as_well(system):
    with pytest.raises(AdapterError, match=r"binnen 0\.3 s; gevonden: niets"):
        system(_deaf, SHORT).deliver({"xml": "x" * 20_000_000})


@pytest.mark.parametrize(("verb", "size"), [("hello", "64 kB"), ("advance", "1 MB"), ("collect", "32 MB")])
def test_an_answer_is_as_long_as_its_verb_needs(system, verb, size):
    one = system(each(lambda line, question, _: line.answer(question, result={"x": "x" * (32 * 1024**2)})))
    assert f"een antwoord van hoogstens {size}; gevonden: een langer" in said(one, verb)


def test_a_whole_conversation_has_an_end(system, monkeypatch):
    for module in (http_line, limits):
        monkeypatch.setattr(module, "IN_ALL", 512 * 1024)
    one = system(each(lambda line, question, _: line.answer(question, result={"x": "x" * 300_000})))
    one.collect({})
    assert "in een heel gesprek; gevonden: meer" in said(one, "collect")


def test_an_error_object_costs_one_call_whatever_the_status(system):
    wrong = {"code": -32000, "message": f"geen dossier van {FOREIGN_BSN}"}
    statuses = ["200 OK", "400 Bad Request", "404 Not Found", "500 Oeps", "503 Later"]
    one = system(each(lambda line, question, _: line.answer(question, statuses[question["id"] - 1], error=wrong)))
    for _ in statuses:
        with pytest.raises(ErrorAnswer) as error:
            one.collect({})
        assert "op collect: het systeem antwoordt met fout -32000: geen dossier van *********" in str(error.value)


def test_a_failure_without_an_answer_of_json_rpc_costs_one_call(system):
    pages = [
        reply(b"<h1>Boem", "500 Internal Server Error", kind="text/html"),
        reply(b"", "503 Service Unavailable"),
        reply(b"[]", "429 Too Many Requests"),
        reply(json.dumps({"jsonrpc": "2.0", "id": 4, "result": {}}).encode()),
    ]
    one = system(each(lambda line, question, _: line.say(pages[question["id"] - 1])))
    for status, begin in (("500", "“<h1>Boem”"), ("503", "een leeg antwoord"), ("429", r"“\[\]”")):
        with pytest.raises(ErrorAnswer, match=f"antwoordt met HTTP {status}, {begin}"):
            one.advance({})
    assert one.advance({}) == {}
