"""The token of a system behind HTTP comes out of nothing that the kit writes, whatever the system does with it."""

import pytest

from migratietoets.conformance.reference.party import ReferenceParty
from tests.helpers import PROJECT, forked
from tests.hostile.canaries import found_below
from tests.hostile.measure import CASE
from tests.systems.servers import TOKEN, each, reply, serving


def reference(told=None, at=()):
    """The reference behind HTTP, which tells the token it is given at these verbs, in this way."""
    party = ReferenceParty()

    def does(line, question, headers):
        if question["method"] in at:
            told(line, question, headers.get("authorization", ""))
        else:
            line.answer(question, result=getattr(party, question["method"])(question["params"]))

    return each(does)


WAYS = {
    "nergens": (None, (), 0),
    "in een fout": (lambda line, q, token: line.answer(q, error={"code": 1, "message": token}), ("instruct",), 3),
    "in een pagina": (lambda line, q, token: line.say(reply(token.encode(), "500 Oeps")), ("deliver", "advance"), 3),
    "in hello": (lambda line, q, token: line.answer(q, result={"name": token, token: token}), ("hello",), 3),
    "in een bericht": (
        lambda line, q, token: line.answer(q, result={"messages": [{"xml": token}], "notices": []}),
        ("collect",),
        3,
    ),
    "in een verwijzing": (
        lambda line, q, token: line.answer(q, "302 Found", [f"Location: https://x/?{token}", f"{token}"]),
        ("reset",),
        3,
    ),
    "in stop": (lambda line, q, token: line.say(f"{token}\r\n\r\n".encode()), ("stop",), 0),
}
MOST = ("nergens", "in een fout")
"""The others are slow."""


def start(folder, port, *arguments, environment):
    return forked.run(
        "migratietoets.conformance.commands.main",
        *(arguments[0], "--adapter", f"http://127.0.0.1:{port}/", *arguments[1:]),
        folder=folder,
        environment={"PYTHONPATH": str(PROJECT), "COLUMNS": "200"} | environment,
    )


def told(done, folder):
    """Where the token was told."""
    return [place for place in (done.stdout, done.stderr) if TOKEN in place] + found_below(folder, (TOKEN,))


RUN = ("run", "--role", "gemeente", "--domain", "wmo", "--cases", CASE, "--out", "uit", "-v")


@pytest.mark.parametrize("way", [pytest.param(way, marks=[] if way in MOST else [pytest.mark.traag]) for way in WAYS])
def test_no_token_comes_out_of_a_run(tmp_path, way):
    does, at, code = WAYS[way]
    with serving(reference(does, at)) as port:
        done = start(tmp_path, port, *RUN, environment={"MIGRATIETOETS_TOKEN": TOKEN, "MIGRATIETOETS_DEBUG": "1"})
    assert done.returncode == code, done.stdout + done.stderr
    assert told(done, tmp_path) == []
    assert (tmp_path / "uit" / "log.jsonl").exists()


@pytest.mark.parametrize("way", ["in een fout"])
def test_no_token_comes_out_of_the_doctor(tmp_path, way):
    does, at, _ = WAYS[way]
    with serving(reference(does, at)) as port:
        done = start(tmp_path, port, "doctor", environment={"MIGRATIETOETS_TOKEN": TOKEN})
    assert done.returncode == 3, done.stdout + done.stderr
    assert told(done, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "code"), [(f'token = "{TOKEN}"', 2), (f'token-localhost = "{TOKEN}"', 2), ("strict = true", 2)]
)
def test_no_token_comes_out_of_settings_that_are_refused(tmp_path, text, code):
    (tmp_path / "migratietoets.toml").write_text(text, "utf-8")
    done = start(tmp_path, 9, *RUN, environment={"MIGRATIETOETS_TOKEN": f"Bearer {TOKEN}"})
    (tmp_path / "migratietoets.toml").unlink()
    assert done.returncode == code, done.stdout + done.stderr
    assert told(done, tmp_path) == []
    assert "MIGRATIETOETS_TOKEN" in done.stderr


def test_two_workers_do_not_share_a_system_that_runs_already(tmp_path):
    with serving(reference()) as port:
        done = start(tmp_path, port, *RUN[:-1], "--", "-n", "2", environment={})
    assert done.returncode == 2
    assert "hoogstens één werker bij een systeem achter http" in done.stderr
