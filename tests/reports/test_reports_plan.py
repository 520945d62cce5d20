import csv
import io
from datetime import date
from pathlib import Path

import pytest
from verzonnen_beoordelingen import (
    ANDER,
    BSN,
    MET_24,
    NIETS,
    actie,
    beoordeling,
    invoer,
    opvolger,
    toewijzing,
)
from verzonnen_run import Event

from istandaard.releases import Domein
from reports.plan import als_csv, schrijf_plan
from reports.plan_tekst import als_markdown
from reports.planmodel import Plan, maak_plannen


def rijen(plan: Plan) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(als_csv(plan), newline="")))


def test_the_letter_goes_by_deadline() -> None:
    (plan,) = maak_plannen(invoer())
    tekst = als_markdown(plan)
    koppen = [regel for regel in tekst.splitlines() if regel.startswith("#")]
    assert koppen == [
        "# Migratieplan voor aanbieder 99990001",
        "## Uiterlijk 30-11-2020",
        "## Uiterlijk 30-12-2020",
        "## Uiterlijk 31-01-2021",
        "## Hierover beslissen wij nog",
    ]
    for woord in (
        "Van gemeente 0344, voor Wmo.",
        "Op 01-01-2021 gaat release 3.0 van iWmo in.",
        "Wij bekeken 5 toewijzingen: 4 gaan over en 1 blijft zoals die is.",
        "stop zorg (307) te melden voor 1 toewijzing, op 30-11-2020 zelf",
        "1 toewijzing in met terugwerkende kracht",
        "Wordt ingetrokken per 31-12-2020.",
        "Opvolger vanaf 01-01-2021 tot en met 30-06-2021: categorie 15, product 15A01, 10 uur per week.",
        "budget € 1.250,50.",
        "van 04-01-2021 t/m 31-01-2021",
        "Aanbieder meldt stop zorg per 30-11-2020.",
        "op 30-11-2020 |",
        "geen uniek nummer",
        "specifiek met omvang; aspecifiek met budget",
    ):
        assert woord in tekst


def test_the_csv_goes_by_deadline_and_is_rfc_4180() -> None:
    (plan,) = maak_plannen(invoer())
    gelezen = rijen(plan)
    assert [rij["uiterlijk"] for rij in gelezen] == sorted(rij["uiterlijk"] for rij in gelezen)
    assert [rij["handeling"] for rij in gelezen] == [
        "intrekken",
        "stop zorg melden",
        "nieuwe toewijzing",
        "intrekken",
        "nieuwe toewijzing",
        "opvolger kiezen",
        "intrekken",
        "nieuwe toewijzing",
    ]
    laatste = gelezen[-1]
    assert (laatste["bericht"], laatste["release"], laatste["budget"]) == ("301", "3.0", "125050")
    assert (laatste["niet_voor"], laatste["nieuwe_ingangsdatum"]) == ("2021-01-04", "2021-01-01")
    assert laatste["toewijzingnummer"] == "1003"
    tekst = als_csv(plan)
    assert tekst.count("\r\n") == len(gelezen) + 1
    assert tekst.splitlines()[0].startswith("uiterlijk,niet_voor,door,handeling,bericht,release,")


def test_no_bsn_in_the_plan(tmp_path: Path) -> None:
    spatie = f"{BSN[:4]} {BSN[4:]}"
    lastig = [
        *invoer(),
        (toewijzing(toewijzingnummer=BSN), MET_24),
        (toewijzing(toewijzingnummer=f"9-{ANDER}"), MET_24),
        (
            toewijzing(toewijzingnummer=spatie, bsn=ANDER, id=f"K{BSN}"),
            MET_24 | {"remarks": [f"Zie {BSN} en {ANDER}."]},
        ),
        (toewijzing(toewijzingnummer=None, id="K7"), MET_24 | {"remarks": [f"0344:wmo:99990001:{ANDER}::x past niet"]}),
    ]
    paden = schrijf_plan(lastig, tmp_path / "plan")
    assert [pad.name for pad in paden] == ["plan-0344-99990001.md", "plan-0344-99990001.csv"]
    for pad in paden:
        tekst = pad.read_text("utf-8")
        for bsn in (BSN, ANDER, spatie):
            assert bsn not in tekst
        assert "zonder nummer, nr. 1" in tekst
        assert "K7, zonder nummer, nr. 5" in tekst
    assert "zonder nummer, nr. 1 | categorie 15, product 15A01 | 02-03-2020 |" in paden[0].read_text("utf-8")
    assert r"\[weggelaten\]" in paden[0].read_text("utf-8")


def test_one_plan_per_gemeente_and_aanbieder_in_order(tmp_path: Path) -> None:
    leden = [
        (toewijzing(aanbieder="99990002", domein=Domein.JW), MET_24),
        (toewijzing(aanbieder="99990002"), MET_24),
        (toewijzing(gemeente="0363"), MET_24),
        (toewijzing(aanbieder="../99990001"), MET_24),
        (toewijzing(aanbieder="_99990001"), MET_24),
    ]
    namen = [pad.name for pad in schrijf_plan(leden, tmp_path) if pad.suffix == ".md"]
    assert namen == [
        "plan-0344-_99990001.md",
        "plan-0344-99990002.md",
        "plan-0344-_99990001-2.md",
        "plan-0363-99990001.md",
    ]
    assert "Van gemeente 0344, voor Jeugdwet en Wmo." in (tmp_path / namen[1]).read_text("utf-8")
    assert "iJw en iWmo" in (tmp_path / namen[1]).read_text("utf-8")


def test_nothing_to_do_is_said_in_one_line() -> None:
    (plan,) = maak_plannen([(toewijzing(), NIETS)])
    tekst = als_markdown(plan)
    assert "Er hoeft niets te veranderen." in tekst
    assert "##" not in tekst
    assert rijen(plan) == []


@pytest.mark.parametrize("kwaad", ["=1+1", "+31", "-1", "@som", "\t=1", "＝1"])
def test_a_cell_is_no_formula(kwaad: str) -> None:
    (plan,) = maak_plannen([(toewijzing(toewijzingnummer=kwaad, code=kwaad), MET_24)])
    for rij in rijen(plan):
        assert rij["toewijzingnummer"] == "'" + kwaad.strip()
        assert rij["code"] == "'" + kwaad.strip()
        assert not any(waarde.startswith(("=", "+", "-", "@", "\t", "＝")) for waarde in rij.values())


def test_hostile_text_cannot_break_the_letter() -> None:
    kwaad = 'a|b\n<img src=x> [k](http://x) "q", `c`'
    (plan,) = maak_plannen([(toewijzing(toewijzingnummer=kwaad, aanbieder=kwaad), MET_24)])
    tekst = als_markdown(plan)
    assert "<img" not in tekst
    assert "[k]" not in tekst
    tabel = [regel for regel in tekst.splitlines() if regel.startswith("|")]
    assert {regel.replace(r"\|", "").count("|") for regel in tabel} == {9}
    assert {rij["toewijzingnummer"] for rij in rijen(plan)} == {" ".join(kwaad.split())}


@pytest.mark.parametrize(
    ("stap", "zin"),
    [
        (actie("intrekken", "2020-12-30", einddatum="2020-03-02"), "Wordt geannuleerd"),
        (actie("wijzig_einddatum", "2020-12-30"), "Krijgt als einddatum nog te kiezen"),
        (actie("wijzig_einddatum", "2020-12-30", einddatum="2021-12-31"), "Krijgt als einddatum 31-12-2021"),
        (actie("informeer_aanbieder", "2020-12-30", message=None, release=None), "buiten de berichten om"),
        (opvolger("2020-12-30", volume=None), "nog te kiezen uur per week"),
        (opvolger("2020-12-30", eenheid="83", volume=123456), "€ 1.234,56 per week"),
        (opvolger("2020-12-30", eenheid=None, frequentie=None, code=None), "categorie 15, zonder omvang"),
        (opvolger("2020-12-30", categorie=None, code=None, budget=5), "generiek, budget € 0,05"),
        (opvolger("2020-12-30", eenheid="99"), "10 code 99 per week"),
        (actie("dansen", "2020-12-30"), "dansen"),
    ],
)
def test_each_action_has_its_sentence(stap: Event, zin: str) -> None:
    (plan,) = maak_plannen([(toewijzing(), beoordeling("2020-12-30", stap))])
    assert zin in als_markdown(plan)


def test_the_preferred_deadline_stands_in_for_a_missing_one() -> None:
    (plan,) = maak_plannen([(toewijzing(), beoordeling("2020-12-30", actie("intrekken", None)))])
    assert plan.momenten == (date(2020, 12, 30),)


def test_the_same_input_gives_the_same_files(tmp_path: Path) -> None:
    een, twee = schrijf_plan(invoer(), tmp_path / "a"), schrijf_plan(invoer(), tmp_path / "b")
    assert [pad.read_bytes() for pad in een] == [pad.read_bytes() for pad in twee]
