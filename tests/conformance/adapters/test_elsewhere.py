from importlib import metadata

import pytest

from migratietoets.conformance.adapters import discovery
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.protocol.verbs import AdapterError
from tests.systems.programs import alive
from tests.systems.servers import each, kindly, serving


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """An installed package whose entry point is a text; gives the name of the adapter."""

    def offer(text):
        module = f"aanbod_{tmp_path.name}".replace("-", "_")
        (tmp_path / f"{module}.py").write_text(f"ADRES = {text!r}\n", "utf-8")
        monkeypatch.chdir(tmp_path)
        points = [metadata.EntryPoint("zorgnet", f"{module}:ADRES", discovery.GROUP)]
        monkeypatch.setattr(discovery, "entry_points", lambda group: points)
        return "zorgnet"

    return offer


def test_an_installed_name_may_stand_for_a_program(offered, program):
    system = load(offered(program("while True: antwoord(lees())")))
    assert system.hello({}) == {}
    assert alive(system._process.pid)
    system.end()


def test_an_installed_name_may_stand_for_an_address(offered, monkeypatch):
    monkeypatch.delenv(discovery.WORKERS, raising=False)
    with serving(each(kindly)) as port:
        name = offered(f"http://127.0.0.1:{port}/pad")
        assert load(name).hello({})["asked"]["method"] == "hello"
        monkeypatch.setenv(discovery.WORKERS, "2")
        with pytest.raises(AdapterError, match="bij hoogstens één werker"):
            load(name)


@pytest.mark.parametrize("text", ["zorgnet", "python:zorgnet:X", "", "referentie"])
def test_an_installed_name_stands_for_nothing_else(offered, text):
    name = offered(text)
    with pytest.raises(AdapterError, match="De adapter zorgnet noemt"):
        load(name)
