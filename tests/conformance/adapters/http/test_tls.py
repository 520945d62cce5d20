import ssl

import pytest
import trustme

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.http import system as http_system
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.istandaard.model import InputError
from tests.systems.servers import each, kindly, serving

ECHO = each(kindly)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def ca(authority, tmp_path_factory):
    """The file with its certificate."""
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def secure(authority):
    """Serve over TLS under these names."""

    def serve(*names, does=ECHO):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names).configure_cert(context)
        return serving(does, context)

    return serve


def said(name, ca=None):
    with pytest.raises(AdapterError) as error:
        load(name, ca=ca, timeout=Timeout(3)).hello({})
    return str(error.value)


def test_over_tls_it_is_the_same_conversation(secure, ca):
    with secure("127.0.0.1") as port:
        system = load(f"https://127.0.0.1:{port}/pad", ca=ca)
        assert system.hello({})["asked"]["id"] == 1
        assert len(system.collect({"xml": "x" * 2_000_000})["asked"]["params"]["xml"]) == 2_000_000
        system.stop({})


def test_who_is_not_known_is_not_spoken_to(secure, ca, tmp_path):
    trustme.CA().cert_pem.write_to_path(tmp_path / "andere.pem")
    heard = []
    with secure("127.0.0.1", does=lambda line: heard.append(line.question())) as port:
        for name in (None, tmp_path / "andere.pem"):
            text = said(f"https://127.0.0.1:{port}", name)
            assert "een geldig certificaat van 127.0.0.1; gevonden: een dat niet klopt" in text
            assert "--ca of MIGRATIETOETS_CA" in text
    assert heard == []


def test_a_certificate_of_another_name_is_no_good(secure, ca):
    with secure("elders.nl") as port:
        assert "een dat niet klopt" in said(f"https://127.0.0.1:{port}", ca)


def test_tls_on_one_side_only_is_told(secure, ca, monkeypatch):
    monkeypatch.setattr(http_system, "PAUSES", (0,))
    with serving(lambda line: line._file.readline()) as port:
        text = said(f"https://127.0.0.1:{port}", ca)
        assert "De adapter" in text
        assert "Doe dit:" in text
    with secure("127.0.0.1") as port:
        assert "Doe dit:" in said(f"http://127.0.0.1:{port}", ca)


def test_a_file_without_certificates_is_wrong_use(tmp_path):
    (tmp_path / "leeg.pem").write_text("niets")
    for name in ("leeg.pem", "nergens.pem"):
        with pytest.raises(InputError, match="verwacht een leesbaar bestand met certificaten"):
            load("https://127.0.0.1:1/", ca=tmp_path / name)


def test_a_handshake_that_hangs_is_too_late(ca):
    with serving(lambda line: line._file.read()) as port:
        system = load(f"https://127.0.0.1:{port}", ca=ca, timeout=Timeout(0.3))
        with pytest.raises(AdapterError, match=r"een volledig antwoord binnen 0\.3 s; gevonden: niets"):
            system.hello({})
