import csv
import io
from datetime import date
from pathlib import Path

import pytest

from migratietoets.istandaard.releases import Domein
from migratietoets.reports.plan.files import as_csv, write_plan
from migratietoets.reports.plan.letter import as_markdown
from migratietoets.reports.plan.model import Plan, make_plans
from tests.helpers.made_up_assessments import (
    BSN,
    NOTHING,
    OTHER_CLIENT,
    WITH_24,
    action,
    assessment,
    inputs,
    successor,
    toewijzing,
)
from tests.helpers.made_up_run import Event


def rows(plan: Plan) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(plan), newline="")))


def test_the_letter_goes_by_deadline() -> None:
    (plan,) = make_plans(inputs())
    text = as_markdown(plan)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# Migratieplan voor aanbieder 99990001",
        "## Uiterlijk 30-11-2020",
        "## Uiterlijk 30-12-2020",
        "## Uiterlijk 31-01-2021",
        "## Hierover beslissen wij nog",
    ]
    for word in (
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
        assert word in text


def test_the_csv_goes_by_deadline_and_is_rfc_4180() -> None:
    (plan,) = make_plans(inputs())
    loaded = rows(plan)
    assert [row["uiterlijk"] for row in loaded] == sorted(row["uiterlijk"] for row in loaded)
    assert [row["handeling"] for row in loaded] == [
        "intrekken",
        "stop zorg melden",
        "nieuwe toewijzing",
        "intrekken",
        "nieuwe toewijzing",
        "opvolger kiezen",
        "intrekken",
        "nieuwe toewijzing",
    ]
    last = loaded[-1]
    assert (last["bericht"], last["release"], last["budget"]) == ("301", "3.0", "125050")
    assert (last["niet_voor"], last["nieuwe_ingangsdatum"]) == ("2021-01-04", "2021-01-01")
    assert last["toewijzingnummer"] == "1003"
    text = as_csv(plan)
    assert text.count("\r\n") == len(loaded) + 1
    assert text.splitlines()[0].startswith("uiterlijk,niet_voor,door,handeling,bericht,release,")


def test_no_bsn_in_the_plan(tmp_path: Path) -> None:
    spaced = f"{BSN[:4]} {BSN[4:]}"
    awkward = [
        *inputs(),
        (toewijzing(toewijzingnummer=BSN), WITH_24),
        (toewijzing(toewijzingnummer=f"9-{OTHER_CLIENT}"), WITH_24),
        (
            toewijzing(toewijzingnummer=spaced, bsn=OTHER_CLIENT, id=f"K{BSN}"),
            WITH_24 | {"remarks": [f"Zie {BSN} en {OTHER_CLIENT}."]},
        ),
        (
            toewijzing(toewijzingnummer=None, id="K7"),
            WITH_24 | {"remarks": [f"0344:wmo:99990001:{OTHER_CLIENT}::x past niet"]},
        ),
    ]
    paths = write_plan(awkward, tmp_path / "plan")
    assert [path.name for path in paths] == ["plan-0344-99990001.md", "plan-0344-99990001.csv"]
    for path in paths:
        text = path.read_text("utf-8")
        for bsn in (BSN, OTHER_CLIENT, spaced):
            assert bsn not in text
        assert "zonder nummer, nr. 1" in text
        assert "K7, zonder nummer, nr. 5" in text
    assert "zonder nummer, nr. 1 | categorie 15, product 15A01 | 02-03-2020 |" in paths[0].read_text("utf-8")
    assert r"\[weggelaten\]" in paths[0].read_text("utf-8")


def test_one_plan_per_gemeente_and_aanbieder_in_order(tmp_path: Path) -> None:
    members = [
        (toewijzing(aanbieder="99990002", domein=Domein.JW), WITH_24),
        (toewijzing(aanbieder="99990002"), WITH_24),
        (toewijzing(gemeente="0363"), WITH_24),
        (toewijzing(aanbieder="../99990001"), WITH_24),
        (toewijzing(aanbieder="_99990001"), WITH_24),
    ]
    names = [path.name for path in write_plan(members, tmp_path) if path.suffix == ".md"]
    assert names == [
        "plan-0344-_99990001.md",
        "plan-0344-99990002.md",
        "plan-0344-_99990001-2.md",
        "plan-0363-99990001.md",
    ]
    assert "Van gemeente 0344, voor Jeugdwet en Wmo." in (tmp_path / names[1]).read_text("utf-8")
    assert "iJw en iWmo" in (tmp_path / names[1]).read_text("utf-8")


def test_nothing_to_do_is_said_in_one_line() -> None:
    (plan,) = make_plans([(toewijzing(), NOTHING)])
    text = as_markdown(plan)
    assert "Er hoeft niets te veranderen." in text
    assert "##" not in text
    assert rows(plan) == []


@pytest.mark.parametrize("malice", ["=1+1", "+31", "-1", "@som", "\t=1", "＝1"])
def test_a_cell_is_no_formula(malice: str) -> None:
    (plan,) = make_plans([(toewijzing(toewijzingnummer=malice, code=malice), WITH_24)])
    for row in rows(plan):
        assert row["toewijzingnummer"] == "'" + malice.strip()
        assert row["code"] == "'" + malice.strip()
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "＝")) for value in row.values())


def test_hostile_text_cannot_break_the_letter() -> None:
    malice = 'a|b\n<img src=x> [k](http://x) "q", `c`'
    (plan,) = make_plans([(toewijzing(toewijzingnummer=malice, aanbieder=malice), WITH_24)])
    text = as_markdown(plan)
    assert "<img" not in text
    assert "[k]" not in text
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in table} == {9}
    assert {row["toewijzingnummer"] for row in rows(plan)} == {" ".join(malice.split())}


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (action("intrekken", "2020-12-30", einddatum="2020-03-02"), "Wordt geannuleerd"),
        (action("wijzig_einddatum", "2020-12-30"), "Krijgt als einddatum nog te kiezen"),
        (action("wijzig_einddatum", "2020-12-30", einddatum="2021-12-31"), "Krijgt als einddatum 31-12-2021"),
        (action("informeer_aanbieder", "2020-12-30", message=None, release=None), "buiten de berichten om"),
        (successor("2020-12-30", volume=None), "nog te kiezen uur per week"),
        (successor("2020-12-30", eenheid="83", volume=123456), "€ 1.234,56 per week"),
        (successor("2020-12-30", eenheid=None, frequentie=None, code=None), "categorie 15, zonder omvang"),
        (successor("2020-12-30", categorie=None, code=None, budget=5), "generiek, budget € 0,05"),
        (successor("2020-12-30", eenheid="99"), "10 code 99 per week"),
        (action("dansen", "2020-12-30"), "dansen"),
    ],
)
def test_each_action_has_its_sentence(step: Event, sentence: str) -> None:
    (plan,) = make_plans([(toewijzing(), assessment("2020-12-30", step))])
    assert sentence in as_markdown(plan)


def test_the_preferred_deadline_stands_in_for_a_missing_one() -> None:
    (plan,) = make_plans([(toewijzing(), assessment("2020-12-30", action("intrekken", None)))])
    assert plan.moments == (date(2020, 12, 30),)


def test_the_same_input_gives_the_same_files(tmp_path: Path) -> None:
    one, two = write_plan(inputs(), tmp_path / "a"), write_plan(inputs(), tmp_path / "b")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
