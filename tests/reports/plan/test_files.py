from pathlib import Path

import pytest

from migratietoets.istandaard.releases import Domein
from migratietoets.reports.plan.files import as_csv, write_plan
from migratietoets.reports.plan.model import make_plans
from tests.helpers.made_up_assessments import (
    BSN,
    OTHER_CLIENT,
    WITH_24,
    inputs,
    rows,
    toewijzing,
)


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


@pytest.mark.parametrize("malice", ["=1+1", "+31", "-1", "@som", "\t=1", "＝1"])
def test_a_cell_is_no_formula(malice: str) -> None:
    (plan,) = make_plans([(toewijzing(toewijzingnummer=malice, code=malice), WITH_24)])
    for row in rows(plan):
        assert row["toewijzingnummer"] == "'" + malice.strip()
        assert row["code"] == "'" + malice.strip()
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "＝")) for value in row.values())


def test_the_same_input_gives_the_same_files(tmp_path: Path) -> None:
    one, two = write_plan(inputs(), tmp_path / "a"), write_plan(inputs(), tmp_path / "b")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
