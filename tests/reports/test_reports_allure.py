import json
import re
from pathlib import Path

import los_proces
from verzonnen_run import HEADER, bericht, oordeel, opening, regel, vondst

from reports.allure import (
    CATEGORIEEN,
    beschrijving,
    koppelingen,
    labels,
    melding,
    parameters,
    schrijf_omgeving,
    stappen,
    volg_regels,
)
from reports.logboek import Log
from reports.pagina import maak_pagina
from reports.woorden import OORDELEN

REGEL = regel("MT-04", "must", "migratie", "Wat na 01-01-2021 niet meer kan, is " + "heel erg " * 20 + "op tijd over.")
CASUS = {"event": "case", "id": "a/b", "title": "Per vier weken wordt per maand"}


def test_labels() -> None:
    gevonden = labels(oordeel("fail", "MT-04"), REGEL, CASUS)
    assert gevonden["epic"] == "De migratie zelf"
    assert gevonden["feature"].startswith("MT-04 Wat na 01-01-2021 niet meer kan")
    assert len(gevonden["feature"]) <= 90
    assert gevonden["story"] == "Per vier weken wordt per maand"
    assert gevonden["severity"] == "critical"
    sterktes = {"should": "normal", "may": "minor", "info": "trivial"}
    for sterkte, zwaarte in sterktes.items():
        assert labels(oordeel("warn", "MT-04", strength=sterkte), None, None)["severity"] == zwaarte


def test_labels_without_rule_or_case_still_name_both() -> None:
    gevonden = labels(oordeel("fail", "MT-04", None), None, None)
    assert gevonden["feature"] == "MT-04"
    assert gevonden["story"] == "De hele run"


def test_parameters() -> None:
    hello = next(event for event in opening() if event["event"] == "hello")
    assert parameters(oordeel("pass", "MT-04"), hello) == {
        "adapter": "Zorgnet Regie",
        "versie": "4.2.1",
        "rol": "gemeente",
        "domein": "Wmo",
    }
    assert parameters(oordeel("pass", "MT-04"), None)["adapter"] == "onbekend"


def test_a_link_per_rule_leads_to_its_place_in_the_page(log: Log) -> None:
    gevonden = koppelingen([oordeel("fail", "MT-04"), oordeel("pass", "TW-02"), oordeel("warn", "MT-04")])
    assert gevonden == (
        {"url": "rapport.html#regel-mt-04", "link_type": "tms", "name": "Regel MT-04"},
        {"url": "rapport.html#regel-tw-02", "link_type": "tms", "name": "Regel TW-02"},
    )
    pagina = maak_pagina(log)
    assert all(f'id="{koppeling["url"].partition("#")[2]}"' in pagina for koppeling in gevonden)
    assert koppelingen([oordeel("fail", "<b>x y</b>")], "p.html")[0]["url"] == "p.html#regel--b-x-y-b-"
    assert koppelingen([]) == ()


def test_the_page_of_allure_3_follows_the_links_too() -> None:
    pagina = volg_regels("<html><body>tekst </body> en </body></html>")
    assert pagina.count("<script>") == 1
    assert pagina.endswith("</script></body></html>")
    assert 'window.open("rapport.html" + "#regel-"' in pagina
    assert '"x\\"y.html"' in volg_regels("</body>", 'x"y.html')


def test_two_vendors_or_two_versions_never_share_a_history(tmp_path: Path) -> None:
    historie: dict[str, dict[str, str]] = {}
    for systeem in ("ZorgnetEen", "ZorgnetTwee", "Anders"):
        uit = tmp_path / systeem
        opdracht = ["--pyargs", "conformance", "-q", "-p", "no:cacheprovider", "--assert=plain"]
        keuze = ["--role", "gemeente", "--domain", "wmo", "--cases", "toewijzingen/per-jaar", "--out", uit]
        adapter = ["--adapter", f"python:systemen:{systeem}"]
        paden = {"PYTHONPATH": str(Path(__file__).parent)}
        assert los_proces.draai("pytest", *opdracht, *keuze, *adapter, map_=tmp_path, omgeving=paden).returncode == 0
        for pad in (uit / "allure-results").glob("*-result.json"):
            uitkomst = json.loads(pad.read_text("utf-8"))
            historie.setdefault(uitkomst["fullName"], {})[systeem] = uitkomst["historyId"]
            waarden = {deel["name"]: deel["value"].strip("'") for deel in uitkomst["parameters"]}
            assert waarden["versie"] == ("2.0" if systeem == "ZorgnetTwee" else "1.0")
    assert len(historie) > 5
    assert all(len(per_systeem) == len(set(per_systeem.values())) == 3 for per_systeem in historie.values())


def test_steps_tell_the_messages_in_amsterdam_time() -> None:
    regels = stappen([bericht(1, "2020-10-15T07:00:00+00:00"), bericht(2, "2021-01-04T09:00:00+01:00", summary=None)])
    assert regels == [
        "15-10-2020 09:00 gemeente → aanbieder 301 (2.4): toewijzing 1001 ingetrokken per 31-12-2020",
        "04-01-2021 09:00 gemeente → aanbieder 301 (3.0)",
    ]


def test_the_description_is_dutch_and_cannot_become_markup() -> None:
    kwaad = "<script>alert(1)</script> [klik](x) **vet** `code`"
    casus = CASUS | {"title": kwaad}
    tekst = beschrijving(oordeel("fail", "MT-04", findings=[vondst(found=kwaad), vondst(verdict="pass")]), REGEL, casus)
    assert "<script" not in tekst
    assert "[klik]" not in tekst
    assert r"\*\*vet\*\*" in tekst
    for woord in (
        "verplicht",
        "Verwacht: ingetrokken",
        "Datum: 31-12-2020",
        "Bron: ",
        "Opnieuw uitvoeren: migratietoets",
    ):
        assert woord in tekst
    assert tekst.count("Verwacht:") == 1
    assert "Zo gelezen: Inclusief" in beschrijving(oordeel("pass", "MT-04"), REGEL | {"reading": "Inclusief."}, None)


def test_each_message_falls_in_its_own_category_only(tmp_path: Path) -> None:
    schrijf_omgeving(tmp_path, HEADER)
    categorieen = json.loads((tmp_path / "categories.json").read_text("utf-8"))
    assert [deel["name"] for deel in categorieen] == [
        "Regel overtreden",
        "Waarschuwing",
        "Niet getoetst",
        "Niet geraakt",
        "Adapterfout",
        "Kitfout",
    ]
    for soort in OORDELEN:
        tekst = melding(oordeel(soort, "MT-04", findings=[vondst(text="Kitfout: niet echt")]))
        for kop in ("", "Failed: ", "_pytest.outcomes.Exit: "):
            past = [deel["name"] for deel in categorieen if re.fullmatch(deel["messageRegex"], kop + tekst)]
            assert past == ([CATEGORIEEN[soort][0]] if soort in CATEGORIEEN else [])


def test_the_environment_names_no_place(tmp_path: Path) -> None:
    adapters = {
        "gemeente": {
            "spec": "cli:/elders/zorg",
            "name": "Zorg=net\nx",
            "version": "1 é",
            "supplier": "http://zorg.test/a",
        },
        "aanbieder": {"spec": "referentie", "name": "referentie", "version": "0.1.0", "supplier": "🙂"},
    }
    schrijf_omgeving(tmp_path, HEADER | {"adapters": adapters})
    assert (tmp_path / "environment.properties").read_text("ascii") == (
        "Kit=migratietoets 0.1.0\n"
        "Zaad=7\n"
        "Aanbieder=referentie, 0.1.0, \\ud83d\\ude42\n"
        "Gemeente=Zorg=net x, 1 \\u00e9, …\n".replace("…", "\\u2026")
    )
    uitvoerder = json.loads((tmp_path / "executor.json").read_text("utf-8"))
    assert uitvoerder == {"name": "migratietoets", "type": "migratietoets", "buildName": "migratietoets 0.1.0, zaad 7"}
    for bestand in tmp_path.iterdir():
        assert "://" not in bestand.read_text("utf-8")
        assert "jan" not in bestand.read_text("utf-8")
