import pytest

from migratietoets.istandaard.berichten import BerichtError, build, read, tree
from migratietoets.istandaard.berichten.xml import parser
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.sample_messages import HEEN_EVERYWHERE, heen, toewijzing

APPROVED = build(toewijzing())
NAMESPACE = "http://www.istandaarden.nl/iwmo/3_0/wmo301/schema"


def refuses(data: bytes) -> BerichtError:
    with pytest.raises(BerichtError) as caught:
        read(data)
    assert len(str(caught.value)) <= 300
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(("kind", "release", "domein"), HEEN_EVERYWHERE)
def test_what_is_read_is_what_was_built(kind: str, release: Release, domein: Domein) -> None:
    bericht = heen(kind, release, domein)
    assert read(build(bericht)) == bericht


def test_release_and_domein_come_from_the_namespace() -> None:
    assert (read(APPROVED).kind, read(APPROVED).release, read(APPROVED).domein) == ("301", Release.R30, Domein.WMO)


@pytest.mark.parametrize("empty", [b"", b"   \r\n"])
def test_an_empty_file_is_refused(empty: bytes) -> None:
    assert "het bestand is leeg" in str(refuses(empty))


@pytest.mark.parametrize("part", [1, 40, 200, len(APPROVED) // 2, len(APPROVED) - 5])
def test_a_file_that_was_cut_off_names_the_line(part: int) -> None:
    error = refuses(APPROVED[:part])
    assert "Verwacht een volledig XML-bericht" in str(error)
    assert error.line == APPROVED[:part].count(b"\n") + 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<a></b>", "begin- en eindtag horen niet bij elkaar"),
        (b"<a/><b/>", "na het hoofdelement staat nog iets"),
        (b"<a>\x01</a>", "een teken dat niet in XML mag"),
        (b"<a>3 < 4 & 5</a>", "er staat een < of & die geen element of entiteit begint"),
        (b"<p:a/>", "een prefix heeft geen naamruimte"),
        (b"<a b=1/>", "op regel 1 gaat het mis"),
        (b"<?xml version='1.0'?>\n<a><?x", "op regel 2 gaat het mis"),
        (b"<a b='1' b='2'/>", "een attribuut staat er dubbel"),
        (b" <?xml version='1.0'?><a/>", "de XML-declaratie staat niet vooraan"),
        (b"<!-- open", "op regel 1 gaat het mis"),
    ],
)
def test_a_read_error_says_in_dutch_what_is_wrong(data: bytes, sentence: str) -> None:
    assert sentence in str(refuses(data))


@pytest.mark.parametrize("data", [b"geen xml", b'{"code": "301"}', b"\x89PNG\r\n", b"<a></b>", b"<a>&onbekend;</a>"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    assert "Verwacht" in str(refuses(data))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xef\xbb\xbf" + APPROVED, "BOM"),
        (APPROVED.decode().encode("utf-16"), "UTF-16"),
        (APPROVED.decode().encode("utf-16-le"), "UTF-16"),
        (APPROVED.decode().encode("utf-16-be"), "UTF-16"),
        (APPROVED.decode().encode("utf-32"), "UTF-16 of UTF-32"),
        (APPROVED.replace(b"UTF-8", b"UTF-7", 1), "UTF-7"),
        (APPROVED.replace(b"UTF-8", b"ISO-8859-1", 1), "ISO-8859-1"),
        (APPROVED.replace(b' encoding="UTF-8"', b" " * 5000 + b'encoding="UTF-7"', 1), "UTF-7"),
        (APPROVED.replace(b"Kerkstraat", b"Caf\xe9straat"), "past daar niet in"),
    ],
)
def test_another_encoding_than_utf8_is_refused(data: bytes, found: str) -> None:
    error = refuses(data)
    assert error.code == "OP192"
    assert found in str(error)


def test_utf7_in_a_file_that_calls_itself_utf8_stays_plain_text() -> None:
    assert tree(b'<?xml version="1.0" encoding="utf-8"?><a>+ADw-b/+AD4-</a>').text == "+ADw-b/+AD4-"


DOCTYPES = {
    "leeg": b"<!DOCTYPE Bericht>",
    "interne entiteit": b'<!DOCTYPE Bericht [<!ENTITY e "x">]>',
    "extern": b'<!DOCTYPE Bericht SYSTEM "file:///etc/hostname">',
    "externe entiteit": b'<!DOCTYPE Bericht [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    "parameter": b'<!DOCTYPE Bericht [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
@pytest.mark.parametrize("use", [b"&e;", b"Kerkstraat"])
def test_a_doctype_is_refused(doctype: bytes, use: bytes) -> None:
    data = APPROVED.replace(b"<wmo301:Bericht", doctype + b"<wmo301:Bericht", 1).replace(b"Kerkstraat", use)
    assert "DOCTYPE" in str(refuses(data))


@pytest.mark.parametrize("before_it", [b"<!-- x -->", b"<?x y?>\n", b"<!-- <a> --><?x <a>?> "])
def test_a_doctype_after_a_comment_or_instruction(before_it: bytes) -> None:
    assert "DOCTYPE" in str(refuses(before_it + b"<!DOCTYPE x [<!ENTITY e 'x'>]><x/>"))


def test_a_doctype_is_still_seen_after_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_has_doctype", lambda _: False)
    assert "DOCTYPE" in str(refuses(b"<!DOCTYPE x [<!ENTITY e 'x'>]><x>&e;</x>"))


def test_the_word_doctype_in_the_text_is_permitted() -> None:
    assert read(APPROVED.replace(b"Kerkstraat", b"<![CDATA[<!DOCTYPE x>]]>")).kind == "301"


def test_an_error_text_does_not_repeat_long_input() -> None:
    error = refuses(b"<" + b"x" * 100_000 + b">")
    assert len(str(error)) <= 300


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("/3_0/", "/2_3/", "van release 2.4 of 3.0; gevonden release 2.3"),
        ("/3_0/", "/3_1/", "gevonden release 3.1"),
        ("wmo301/schema", "wmo309/schema", "gevonden bericht WMO309 van release 3.0"),
        ("3_0/wmo301/schema", "2_4/wmo323/schema", "316 in release 2.4; gevonden bericht WMO323 van release 2.4"),
        (NAMESPACE, "http://voorbeeld.example/x", "Verwacht de naamruimte van iWmo of iJw"),
        (":Bericht", ":Envelop", "Verwacht hoofdelement Bericht; gevonden “Envelop”"),
    ],
)
def test_another_bericht_than_the_kit_knows(old: str, new: str, remark: str) -> None:
    error = refuses(APPROVED.decode().replace(old, new).encode())
    assert remark in str(error)
    assert error.line == 2


def test_a_bericht_without_namespace_is_refused() -> None:
    assert "gevonden geen" in str(refuses(b"<Bericht/>"))


def test_comments_and_instructions_do_not_count() -> None:
    data = APPROVED.replace(b"Kerkstraat", b"Kerk<!-- hier -->str<?php x?>a<![CDATA[at]]>")
    assert read(data) == read(APPROVED)


def test_other_prefixes_are_the_same_bericht() -> None:
    text = APPROVED.decode().replace("wmo301:", "").replace("xmlns:wmo301=", "xmlns=").replace("iwmo:", "q:")
    assert read(text.replace("xmlns:iwmo", "xmlns:q").encode()) == read(APPROVED)


def test_an_unknown_element_is_kept_and_build_refuses_it() -> None:
    data = APPROVED.replace(b"<wmo301:Client>", b"<wmo301:Client><wmo301:Nieuw><x>1</x></wmo301:Nieuw><wmo301:Leeg/>")
    bericht = read(data)
    assert bericht.content["Client"]["Nieuw"] == {"x": "1"}
    assert bericht.content["Client"]["Leeg"] == ""
    with pytest.raises(BerichtError, match="onbekend element “Nieuw”"):
        build(bericht)


def test_of_a_double_element_the_first_counts() -> None:
    data = APPROVED.replace(b"<wmo301:Geslacht>2</wmo301:Geslacht>", b"<wmo301:Geslacht>2</wmo301:Geslacht>" * 2)
    double = data.replace(b"<wmo301:Geslacht>2<", b"<wmo301:Geslacht>1<", 1)
    assert read(double).content["Client"]["Geslacht"] == "1"


def test_the_shape_follows_the_schema_even_when_the_content_does_not() -> None:
    data = APPROVED.replace(b"<wmo301:Bsn>999900006", b"<wmo301:Bsn><x>1</x>")
    content = read(data.replace(b"<iwmo:Datum>1948-05-17</iwmo:Datum>", b"los")).content["Client"]
    assert content["Bsn"] == ""
    assert content["Geboortedatum"] == {}
