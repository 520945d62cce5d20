from base64 import b64encode

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.envelopes import Enclosed, EnvelopeError, opened
from tests.helpers.envelopes_by_hand import VECOZO, ggk, in_soap, vecozo, zipped
from tests.helpers.sample_messages import toewijzing

BERICHT = build(toewijzing())


def inside(data: bytes) -> Enclosed:
    found = opened(data)
    assert found is not None
    return found


def test_a_message_without_envelope_is_none() -> None:
    assert opened(BERICHT) is None
    assert opened(b"<!-- <Envelope> -->\n" + BERICHT) is None
    assert opened(b"") is None
    assert opened(b"\xff\xfe<") is None


@pytest.mark.parametrize(
    ("data", "part", "line"),
    [
        (vecozo(zipped(BERICHT)), "VECOZO", 4),
        (ggk(BERICHT), "GGk", 3),
        (ggk(BERICHT, "envelopRetourbericht-ggk_Du01", soap=True), "GGk", 4),
        (b"<?xml version='1.0'?><!-- van ons -->" + vecozo(zipped(BERICHT)), "VECOZO", 4),
    ],
)
def test_the_message_in_an_envelope_is_as_it_was(data: bytes, part: str, line: int) -> None:
    assert inside(data) == Enclosed(part, line, BERICHT)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (vecozo(None), "een envelop van VECOZO zonder bericht"),
        (ggk(None), "een envelop van GGk zonder bericht"),
        (in_soap(""), "een SOAP-envelop zonder inhoud"),
        (in_soap("<x/>"), "gevonden “x”"),
        (vecozo(BERICHT), "iets anders dan een zip"),
        (vecozo(zipped(BERICHT, BERICHT)), "precies één bericht; gevonden 2 bestanden"),
        (vecozo(zipped()), "een lege zip"),
        (vecozo(zipped(BERICHT)[:300]), "kapot of afgekapt"),
        (vecozo(zipped(zipped(BERICHT))), "een zip in een zip"),
        (ggk(b"").replace(b"xmlBestand></g:xmlBestand", b"xmlBestand>%%%</g:xmlBestand"), "in base64; gevonden iets"),
        (ggk(b""), "in base64; gevonden niets"),
        (ggk(BERICHT, "foutbericht-ggk_Fo01").replace(b"foutbericht", b"envelopFout"), "een envelop van VECOZO of GGk"),
        (vecozo(zipped(BERICHT))[:-20], "envelop: Verwacht een volledig XML-bericht"),
        (b"<!DOCTYPE x>" + vecozo(zipped(BERICHT)), ""),
    ],
)
def test_an_envelope_without_message_says_so(data: bytes, sentence: str) -> None:
    if not sentence:  # a DOCTYPE is no envelope: the reader of messages refuses it
        assert opened(data) is None
        return
    content = inside(data).content
    assert isinstance(content, EnvelopeError)
    assert sentence in str(content)


def test_the_data_of_another_namespace_is_no_message() -> None:
    other = f'<m:X xmlns:m="{VECOZO}v3"><Data>{b64encode(zipped(BERICHT)).decode()}</Data></m:X>'
    assert isinstance(inside(in_soap(other)).content, EnvelopeError)
