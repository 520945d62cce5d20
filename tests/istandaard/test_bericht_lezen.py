import pytest
from voorbeeldberichten import HEEN_OVERAL, heen, toewijzing

from istandaard.berichten import Berichtfout, boom, bouw, lees, lezen
from istandaard.berichten.lezen import MAX_BYTES, MAX_ELEMENTEN
from istandaard.releases import Domein, Release

GOED = bouw(toewijzing())
NAAMRUIMTE = "http://www.istandaarden.nl/iwmo/3_0/wmo301/schema"


def weigert(data: bytes) -> Berichtfout:
    with pytest.raises(Berichtfout) as gevangen:
        lees(data)
    assert len(str(gevangen.value)) <= 300
    assert "\n" not in str(gevangen.value)
    return gevangen.value


@pytest.mark.parametrize(("soort", "release", "domein"), HEEN_OVERAL)
def test_gelezen_is_wat_gebouwd_werd(soort: str, release: Release, domein: Domein) -> None:
    bericht = heen(soort, release, domein)
    assert lees(bouw(bericht)) == bericht


def test_release_en_domein_komen_uit_de_naamruimte() -> None:
    assert (lees(GOED).soort, lees(GOED).release, lees(GOED).domein) == ("301", Release.R30, Domein.WMO)


@pytest.mark.parametrize("leeg", [b"", b"   \r\n"])
def test_leeg_bestand(leeg: bytes) -> None:
    assert "het bestand is leeg" in str(weigert(leeg))


@pytest.mark.parametrize("deel", [1, 40, 200, len(GOED) // 2, len(GOED) - 5])
def test_afgekapt_bestand_noemt_de_regel(deel: int) -> None:
    fout = weigert(GOED[:deel])
    assert "Verwacht een volledig XML-bericht" in str(fout)
    assert fout.regel == GOED[:deel].count(b"\n") + 1


@pytest.mark.parametrize(
    ("data", "zin"),
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
def test_leesfout_zegt_in_het_nederlands_wat_er_mis_is(data: bytes, zin: str) -> None:
    assert zin in str(weigert(data))


@pytest.mark.parametrize("data", [b"geen xml", b'{"code": "301"}', b"\x89PNG\r\n", b"<a></b>", b"<a>&onbekend;</a>"])
def test_geen_xml(data: bytes) -> None:
    assert "Verwacht" in str(weigert(data))


@pytest.mark.parametrize(
    ("data", "gevonden"),
    [
        (b"\xef\xbb\xbf" + GOED, "BOM"),
        (GOED.decode().encode("utf-16"), "UTF-16"),
        (GOED.decode().encode("utf-16-le"), "UTF-16"),
        (GOED.decode().encode("utf-16-be"), "UTF-16"),
        (GOED.decode().encode("utf-32"), "UTF-16 of UTF-32"),
        (GOED.replace(b"UTF-8", b"UTF-7", 1), "UTF-7"),
        (GOED.replace(b"UTF-8", b"ISO-8859-1", 1), "ISO-8859-1"),
        (GOED.replace(b' encoding="UTF-8"', b" " * 5000 + b'encoding="UTF-7"', 1), "UTF-7"),
        (GOED.replace(b"Kerkstraat", b"Caf\xe9straat"), "past daar niet in"),
    ],
)
def test_andere_codering_dan_utf8(data: bytes, gevonden: str) -> None:
    fout = weigert(data)
    assert fout.code == "OP192"
    assert gevonden in str(fout)


def test_utf7_in_een_bestand_dat_zich_utf8_noemt_blijft_gewone_tekst() -> None:
    assert boom(b'<?xml version="1.0" encoding="utf-8"?><a>+ADw-b/+AD4-</a>').text == "+ADw-b/+AD4-"


DOCTYPES = {
    "leeg": b"<!DOCTYPE Bericht>",
    "interne entiteit": b'<!DOCTYPE Bericht [<!ENTITY e "x">]>',
    "extern": b'<!DOCTYPE Bericht SYSTEM "file:///etc/hostname">',
    "externe entiteit": b'<!DOCTYPE Bericht [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    "parameter": b'<!DOCTYPE Bericht [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
@pytest.mark.parametrize("gebruik", [b"&e;", b"Kerkstraat"])
def test_doctype_wordt_geweigerd(doctype: bytes, gebruik: bytes) -> None:
    data = GOED.replace(b"<wmo301:Bericht", doctype + b"<wmo301:Bericht", 1).replace(b"Kerkstraat", gebruik)
    assert "DOCTYPE" in str(weigert(data))


@pytest.mark.parametrize("ervoor", [b"<!-- x -->", b"<?x y?>\n", b"<!-- <a> --><?x <a>?> "])
def test_doctype_na_commentaar_of_instructie(ervoor: bytes) -> None:
    assert "DOCTYPE" in str(weigert(ervoor + b"<!DOCTYPE x [<!ENTITY e 'x'>]><x/>"))


def test_doctype_wordt_ook_na_het_lezen_nog_gezien(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lezen, "_heeft_doctype", lambda _: False)
    assert "DOCTYPE" in str(weigert(b"<!DOCTYPE x [<!ENTITY e 'x'>]><x>&e;</x>"))


def test_het_woord_doctype_in_de_tekst_mag() -> None:
    assert lees(GOED.replace(b"Kerkstraat", b"<![CDATA[<!DOCTYPE x>]]>")).soort == "301"


def test_billion_laughs() -> None:
    lagen = [b'<!ENTITY a0 "haha">', *(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12))]
    data = b"<!DOCTYPE x [" + b"".join(lagen) + b"]><x>&a11;</x>"
    assert "DOCTYPE" in str(weigert(data))


def test_te_groot_bestand() -> None:
    fout = weigert(GOED + b" " * MAX_BYTES)
    assert fout.code == "OP179"
    assert "25 MB" in str(fout)


def test_te_veel_elementen() -> None:
    assert f"ten hoogste {MAX_ELEMENTEN} elementen" in str(weigert(b"<a>" + b"<b/>" * (MAX_ELEMENTEN + 1) + b"</a>"))


def test_te_diep_genest() -> None:
    assert "te diep genest, of een naam of tekst is te lang" in str(weigert(b"<a>" * 5000 + b"</a>" * 5000))


def test_te_lange_tekst() -> None:
    assert "te diep genest, of een naam of tekst is te lang" in str(weigert(b"<a>" + b"x" * 11_000_000 + b"</a>"))


def test_foutmelding_herhaalt_geen_lange_invoer() -> None:
    fout = weigert(b"<" + b"x" * 100_000 + b">")
    assert len(str(fout)) <= 300


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("/3_0/", "/2_3/", "van release 2.4 of 3.0; gevonden release 2.3"),
        ("/3_0/", "/3_1/", "gevonden release 3.1"),
        ("wmo301/schema", "wmo309/schema", "gevonden bericht WMO309 van release 3.0"),
        ("3_0/wmo301/schema", "2_4/wmo323/schema", "316 in release 2.4; gevonden bericht WMO323 van release 2.4"),
        (NAAMRUIMTE, "http://voorbeeld.example/x", "Verwacht de naamruimte van iWmo of iJw"),
        (":Bericht", ":Envelop", "Verwacht hoofdelement Bericht; gevonden “Envelop”"),
    ],
)
def test_ander_bericht_dan_de_kit_kent(oud: str, nieuw: str, melding: str) -> None:
    fout = weigert(GOED.decode().replace(oud, nieuw).encode())
    assert melding in str(fout)
    assert fout.regel == 2


def test_zonder_naamruimte() -> None:
    assert "gevonden geen" in str(weigert(b"<Bericht/>"))


def test_commentaar_en_instructies_tellen_niet_mee() -> None:
    data = GOED.replace(b"Kerkstraat", b"Kerk<!-- hier -->str<?php x?>a<![CDATA[at]]>")
    assert lees(data) == lees(GOED)


def test_andere_prefixen_zijn_hetzelfde_bericht() -> None:
    tekst = GOED.decode().replace("wmo301:", "").replace("xmlns:wmo301=", "xmlns=").replace("iwmo:", "q:")
    assert lees(tekst.replace("xmlns:iwmo", "xmlns:q").encode()) == lees(GOED)


def test_onbekend_element_blijft_bewaard_en_bouw_weigert_het() -> None:
    data = GOED.replace(b"<wmo301:Client>", b"<wmo301:Client><wmo301:Nieuw><x>1</x></wmo301:Nieuw><wmo301:Leeg/>")
    bericht = lees(data)
    assert bericht.inhoud["Client"]["Nieuw"] == {"x": "1"}
    assert bericht.inhoud["Client"]["Leeg"] == ""
    with pytest.raises(Berichtfout, match="onbekend element “Nieuw”"):
        bouw(bericht)


def test_van_een_dubbel_element_telt_het_eerste() -> None:
    data = GOED.replace(b"<wmo301:Geslacht>2</wmo301:Geslacht>", b"<wmo301:Geslacht>2</wmo301:Geslacht>" * 2)
    dubbel = data.replace(b"<wmo301:Geslacht>2<", b"<wmo301:Geslacht>1<", 1)
    assert lees(dubbel).inhoud["Client"]["Geslacht"] == "1"


def test_vorm_volgt_het_schema_ook_als_de_inhoud_dat_niet_doet() -> None:
    data = GOED.replace(b"<wmo301:Bsn>999900006", b"<wmo301:Bsn><x>1</x>")
    inhoud = lees(data.replace(b"<iwmo:Datum>1948-05-17</iwmo:Datum>", b"los")).inhoud["Client"]
    assert inhoud["Bsn"] == ""
    assert inhoud["Geboortedatum"] == {}
