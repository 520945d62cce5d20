import pytest

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.http.address import read_address
from migratietoets.conformance.adapters.http.token import HIDDEN, read_token
from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.istandaard.model import InputError
from tests.systems.programs import write_program
from tests.systems.servers import TOKEN, each, kindly, reply, serving

HERE, THERE = read_address("http://localhost:8080"), read_address("https://toets.zorg-net.nl/x")
OTHER = "een-ander-token-van-lengte"


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv("MIGRATIETOETS_TOKEN", TOKEN)


def test_the_token_goes_along_and_says_nothing_of_itself(token):
    found = read_token(HERE, {"MIGRATIETOETS_TOKEN": TOKEN})
    assert found.header == f"Bearer {TOKEN}"
    assert repr(found) == str(found) == f"{found}" == HIDDEN
    seen = []

    def does(line, question, headers):
        seen.append(headers["authorization"])
        line.answer(question)

    with serving(each(does)) as port:
        assert load(f"http://127.0.0.1:{port}").hello({}) == {}
    assert seen == [f"Bearer {TOKEN}"]


@pytest.mark.parametrize(
    ("environment", "value"),
    [
        ({}, None),
        ({"MIGRATIETOETS_TOKEN": ""}, None),
        ({"MIGRATIETOETS_TOKEN": TOKEN}, TOKEN),
        ({"MIGRATIETOETS_TOKEN": TOKEN, "MIGRATIETOETS_TOKEN_TOETS_ZORG_NET_NL": OTHER}, OTHER),
        ({"MIGRATIETOETS_TOKEN": TOKEN, "MIGRATIETOETS_TOKEN_ELDERS_NL": OTHER}, None),
        ({"MIGRATIETOETS_TOKEN": TOKEN, "MIGRATIETOETS_TOKEN_ELDERS_NL": ""}, TOKEN),
    ],
)
def test_a_token_of_one_host_goes_to_no_other(environment, value):
    found = read_token(THERE, environment)
    assert (found and found.header) == (value and f"Bearer {value}")


@pytest.mark.parametrize(
    "value", ["kort", f"{TOKEN}\n", f"Bearer {TOKEN}", "x" * 9000, "é" * 20, f"{TOKEN}\r\nX-Meer: 1"], ids=repr
)
def test_what_can_be_no_token_is_refused_and_not_repeated(value):
    with pytest.raises(InputError, match="verwacht een token van 16 tot 8192 letters") as error:
        read_token(THERE, {"MIGRATIETOETS_TOKEN": value})
    assert value not in str(error.value)


@pytest.mark.parametrize("name", ["http://toets.nl/", "http://10.0.0.1:80/", "http://localhost.kwaad.nl/"])
def test_no_token_goes_over_the_line_for_all_to_read(name, token):
    with pytest.raises(InputError, match="verwacht https bij een systeem op een andere machine"):
        load(name)


@pytest.mark.parametrize("name", ["http://localhost/", "http://127.8.9.1:80/", "http://[::1]:80/", "https://10.0.0.1/"])
def test_on_this_machine_or_over_tls_a_token_may_go(name, token):
    load(name)


def test_where_the_system_tells_the_token_it_is_hidden_in_every_error(token):
    texts = [f"wie is Bearer {TOKEN}?", f"<h1>{TOKEN}"]
    says = [
        lambda line, question: line.answer(question, error={"code": 1, "message": texts[0]}),
        lambda line, question: line.say(reply(texts[1].encode(), "500 Oeps", kind=f"text/{TOKEN}")),
        lambda line, question: line.say(reply(b"", "302 Found", [f"Location: http://x/{TOKEN}"])),
        lambda line, question: line.say(
            f"HTTP/1.1 200 OK\r\nContent-Type: {TOKEN}\r\nContent-Length: 0\r\n\r\n".encode()
        ),
        lambda line, question: line.say(f"{TOKEN}\r\n\r\n".encode()),
        lambda line, question: line.say(f"{'x' * 90}{TOKEN}\r\n\r\n".encode()),
        lambda line, question: line.say(reply(f"{'x' * 70}{TOKEN}".encode(), "500 Oeps", kind="text/html")),
        lambda line, question: line.say(reply(b"", "302 Found", [f"Location: http://x/{'x' * 180}{TOKEN}"])),
        lambda line, question: line.say(reply(b"", kind=f"text/{'x' * 50}{TOKEN}")),
        lambda line, question: line.say(
            f"HTTP/1.1 200 OK\r\nContent-Encoding: {TOKEN}\r\nContent-Length: 0\r\n\r\n".encode()
        ),
    ]
    for one in says:
        with serving(each(lambda line, question, _, one=one: one(line, question))) as port:
            system = load(f"http://127.0.0.1:{port}")
            with pytest.raises(AdapterError) as error:
                system.advance({})
        assert TOKEN[:8].lower() not in str(error.value).lower()
        assert TOKEN not in getattr(error.value, "remark", "")
        assert TOKEN not in repr(error.getrepr(showlocals=False, style="short"))


SPELLED = {
    "kaal": TOKEN,
    "schuine streep": TOKEN.replace("/", "\\/"),
    "codes": "".join(f"\\u{ord(one):04x}" for one in TOKEN),
    "hoofdletters": "".join(f"\\u{ord(one):04X}" for one in TOKEN),
}


@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED)
def test_an_answer_with_the_token_in_it_is_used_for_nothing(token, spelled):
    def does(line, question, _):
        line.say(reply(b'{"jsonrpc":"2.0","id":1,"result":{"%b":1}}' % spelled.encode()))

    with serving(each(does)) as port:
        system = load(f"http://127.0.0.1:{port}")
        with pytest.raises(AdapterError, match="een antwoord zonder het token; gevonden: het token zelf") as error:
            system.collect({})
    assert not isinstance(error.value, ErrorAnswer)


def test_an_adapter_that_is_a_program_never_sees_the_token(tmp_path, token, monkeypatch):
    monkeypatch.setenv("MIGRATIETOETS_TOKEN_TOETS_NL", OTHER)
    body = "antwoord(lees(), result={k: v for k, v in os.environ.items()})\nlees()"
    system = load(write_program(tmp_path / "programma.py", body))
    found = system.hello({})
    system.end()
    assert "PATH" in found
    assert not [name for name in found if "TOKEN" in name]


def test_the_proxies_of_the_environment_are_left_aside(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with serving(each(kindly)) as port:
        assert load(f"http://127.0.0.1:{port}").hello({})["asked"]["method"] == "hello"
