"""Any valid document, with whatever optional parts, comes back as the same document."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from voorbeeldberichten import ALLES, OVERAL

from istandaard.berichten import Bericht, boom, bouw, lees, valideer
from istandaard.bsn import elfproef
from istandaard.codelijsten import codelijst, codelijsten
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import RETOUR_VAN, berichtcodes, gegevens, soorten, vaste_waarden
from istandaard.schemas.schrijven import lijst_van
from istandaard.schemas.structuur import Element, structuur

BSNS = [bsn for bsn in map(str, range(999900006, 999900400)) if elfproef(bsn)]
TEKENS = st.sampled_from("abcXYZ019 .,-'&<>\"éß€😀ijĲ")
VORMEN = {
    "cijfers4": st.from_regex(r"\A[0-9]{4}\Z"),
    "cijfers8": st.from_regex(r"\A[0-9]{8}\Z"),
    "cijfers9": st.sampled_from(BSNS),
    "letters": st.text("abzAZéÀ", min_size=1, max_size=6),
    "versie": st.sampled_from(["0.0.1", "1.0.0", "10.20.30"]),
    "alfanumeriek": st.text("abzABZ019", min_size=1, max_size=12),
    "btw_nummer": st.sampled_from(["NL123456789B01", "NL000000000B99"]),
    "servicebureau": st.sampled_from(["00000000", "98000001", "98123456"]),
    "gevuld_met_regels": st.lists(st.text(TEKENS, min_size=1).filter(str.strip), min_size=1).map("\n".join),
}


def datums(element: Element) -> st.SearchStrategy[str]:
    """Every end lies after every other date (CS003)."""
    van, tot = (2021, 2099) if element.naam.endswith("inddatum") else (1900, 2020)
    return st.dates(date(van, 1, 1), date(tot, 12, 31)).map(date.isoformat)


def waarde(element: Element, release: Release, domein: Domein) -> st.SearchStrategy[str]:
    type_ = str(element.type)
    ldt, lijst = gegevens()["ldt"][type_], lijst_van(type_, domein)
    if lijst in codelijsten():
        return st.sampled_from(sorted(codelijst(str(lijst)).codes(release)))
    if element.inperking is not None:
        return ingeperkt(*element.inperking)
    lengte = ldt.get("max", 20)
    vormen = VORMEN | {
        "integer": st.integers(0, ldt.get("hoogste")).map(str),
        "date": datums(element),
        "time": st.times().map(lambda tijd: tijd.isoformat("seconds")),
        "cijfers": st.text("0123456789", min_size=1, max_size=lengte),
        "gevuld": st.text(TEKENS, min_size=1, max_size=min(lengte, 20)).filter(str.strip),
    }
    return vormen[ldt.get("basis") or ldt.get("patroon", "gevuld")]


def ingeperkt(facet: str, grens: str) -> st.SearchStrategy[str]:
    """What an element allows beyond its type: a pattern by name, or a lower maximum."""
    if facet == "maxInclusive":
        return st.integers(0, int(grens)).map(str)
    return VORMEN[next(naam for naam, wat in gegevens()["patronen"].items() if wat["patroon"] == grens)]


@st.composite
def inhoud(trek: st.DrawFn, element: Element, release: Release, domein: Domein, vast: dict[str, str]) -> dict[str, Any]:
    uit: dict[str, Any] = {}
    for kind in element.kinderen:
        if kind.min == 0 and not trek(st.booleans()):
            continue
        if kind.naam in vast:
            uit[kind.naam] = vast[kind.naam]
            continue
        een: st.SearchStrategy[Any] = waarde(kind, release, domein) if kind.blad else inhoud(kind, release, domein, {})
        if element.naam == "Bericht" and kind.naam == "Header":
            een = inhoud(kind, release, domein, vast)
        uit[kind.naam] = trek(st.lists(een, min_size=1, max_size=2)) if kind.herhaalbaar else trek(een)
    return uit


def berichten(soort: str, release: Release, domein: Domein) -> st.SearchStrategy[Bericht]:
    vast, wortel = vaste_waarden(soort, release, domein), structuur(soort, release, domein)
    codes = st.sampled_from(berichtcodes(soort, domein))
    vorm = codes.flatmap(lambda code: inhoud(wortel, release, domein, vast | {"BerichtCode": code}))
    return vorm.map(lambda velden: Bericht(soort, release, domein, velden))


def vorm(element: etree._Element) -> tuple[str, Any]:
    """What a document says, whatever its layout and prefixes."""
    tekst = element.text or ""
    return (element.tag, [vorm(kind) for kind in element] or (tekst if tekst.strip() else ""))


def controleer(bericht: Bericht) -> None:
    xml = bouw(bericht)
    assert valideer(xml) == []
    assert lees(xml) == bericht
    anders_opgemaakt = xml.replace(b"\r\n", b"\n").replace(b"  ", b"\t") if b"Commentaar>" not in xml else xml
    assert vorm(boom(bouw(lees(anders_opgemaakt)))) == vorm(boom(anders_opgemaakt))


WILLEKEURIG = st.one_of(*(berichten(*wat) for wat in OVERAL))
RUSTIG = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=100, **RUSTIG)
@given(WILLEKEURIG)
def test_elk_geldig_bericht_komt_gelijk_terug(bericht: Bericht) -> None:
    controleer(bericht)


@pytest.mark.traag
@settings(max_examples=800, **RUSTIG)
@given(WILLEKEURIG)
def test_heel_veel_geldige_berichten_komen_gelijk_terug(bericht: Bericht) -> None:
    controleer(bericht)


def voorbeeld(element: Element, release: Release, domein: Domein) -> str:
    type_ = str(element.type)
    ldt, lijst = gegevens()["ldt"][type_], lijst_van(type_, domein)
    if lijst in codelijsten():
        return max(codelijst(str(lijst)).codes(release))
    datum = "2021-12-31" if element.naam.endswith("inddatum") else "2020-01-01"
    if element.inperking is not None:
        return {"([": "Nr1", "99": "9999"}.get(element.inperking[1][:2], "98000001")
    vormen = {"integer": "7", "time": "23:59:59", "date": datum, "cijfers4": "0344", "cijfers8": "99990001"}
    vormen |= {"cijfers9": "999900006", "cijfers": "0201", "versie": "1.2.3", "btw_nummer": "NL123456789B01"}
    tekst: str = vormen.get(ldt.get("basis") or ldt.get("patroon", ""), "Aé")
    return tekst[: ldt.get("max", 20)]


def alles(element: Element, release: Release, domein: Domein) -> dict[str, Any]:
    """A content with every element that can occur, repeatable ones twice."""
    uit: dict[str, Any] = {}
    for kind in element.kinderen:
        een = voorbeeld(kind, release, domein) if kind.blad else alles(kind, release, domein)
        uit[kind.naam] = [een, een] if kind.herhaalbaar else een
    return uit


@pytest.mark.parametrize(("soort", "release", "domein"), OVERAL)
def test_bericht_met_alles_erop_en_eraan(soort: str, release: Release, domein: Domein) -> None:
    vol = alles(structuur(soort, release, domein), release, domein)
    vol["Header"] |= vaste_waarden(soort, release, domein)
    bericht = Bericht(soort, release, domein, vol)
    assert valideer(bouw(bericht)) == []
    assert lees(bouw(bericht)) == bericht


def test_volledige_301_van_2_4_heeft_beperkingen_en_die_van_3_0_budget() -> None:
    oud, nieuw = (str(structuur("301", release, Domein.WMO)) for release in Release)
    assert "BeperkingScore" in oud
    assert "BeperkingScore" not in nieuw
    assert "LDT_Budget" in nieuw
    assert "LDT_Budget" not in oud


@pytest.mark.parametrize("soort", RETOUR_VAN)
def test_retour_met_alleen_een_kop(soort: str) -> None:
    for release, domein in [(release, domein) for release, domein in ALLES if soort in soorten(release)]:
        vol = alles(structuur(soort, release, domein), release, domein)
        kop = vol["Header"] | vaste_waarden(soort, release, domein)
        bericht = Bericht(soort, release, domein, {"Header": kop})
        assert lees(bouw(bericht)) == bericht
        assert valideer(bouw(bericht)) == []
