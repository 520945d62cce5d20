from pathlib import Path

import pytest

from migratietoets.conformance.batch.job import make_jobs
from migratietoets.conformance.batch.list_file import read_list
from migratietoets.istandaard.model import InputError
from tests.helpers import PROJECT

TOML = """
[[system]]
name = "Zorgnet"
adapter = "cli:zorgnet --proef"
role = ["gemeente", "aanbieder"]
timeout = 30

[[system]]
name = "Paar"
gemeente = "referentie"
aanbieder = "cli:zorgnet"
domain = "wmo"
"""
ENTRIES = [
    ("Zorgnet", {"adapter": "cli:zorgnet --proef", "role": ["gemeente", "aanbieder"], "timeout": 30.0}),
    ("Paar", {"gemeente": "referentie", "aanbieder": "cli:zorgnet", "domain": ["wmo"]}),
]
ROWS = [
    ("name", "adapter", "gemeente", "aanbieder", "role", "domain", "timeout"),
    ("Zorgnet", "cli:zorgnet --proef", "", "", '"gemeente,aanbieder"', "", "30"),
    ("Paar", "", "referentie", "cli:zorgnet", "", "wmo", ""),
]


@pytest.fixture
def write(tmp_path):
    def do(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return do


def test_a_list_in_toml_gives_each_system_its_options(write):
    assert read_list(write("lijst.toml", TOML)) == ENTRIES


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_a_list_of_a_spreadsheet_says_the_same(write, separator, begin):
    text = begin + "\r\n".join(separator.join(row) for row in ROWS) + "\r\n"
    assert read_list(write("lijst.csv", text)) == ENTRIES


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("l.toml", "[[system]]\nadapter = 'x'", "systeem 1: verwacht een name"),
        ("l.toml", "[[system]]\nname = 'a'\n", "systeem 1: verwacht een adapter"),
        ("l.toml", "[[system]]\nname = 'a'\nadapter = 3", "systeem 1, adapter: verwacht een tekst"),
        ("l.toml", "[[system]]\nname = 'a'\nadaptr = 'x'", "adaptr.* is niet bekend. Bedoelde u adapter"),
        (
            "l.toml",
            "[[system]]\nname='a'\nadapter='x'\n[[system]]\nname='a'\nadapter='y'",
            "systeem 2: verwacht een name",
        ),
        ("l.toml", "systeem = 1", "verwacht alleen tabellen"),
        ("l.toml", "[[", "verwacht TOML"),
        ("l.toml", "", "verwacht minstens één systeem"),
        ("l.csv", "name,adapter\na,b,c\n", "regel 2: verwacht 2 waarden; gevonden meer"),
        ("l.csv", 'name,adapter\n"a,b\n', "verwacht CSV met een kop"),
        ("l.csv", "name,adapter,timeout\na,b,snel\n", "regel 2, timeout: verwacht een getal"),
    ],
)
def test_what_nobody_can_mean_is_told_with_its_place(write, name, text, wrong):
    with pytest.raises(InputError, match=wrong):
        read_list(write(name, text))


def test_what_is_no_list_at_all_is_told(tmp_path):
    with pytest.raises(InputError, match="leesbaar bestand"):
        read_list(tmp_path / "nergens.toml")
    (tmp_path / "x.csv").write_bytes(b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        read_list(tmp_path / "x.csv")


def test_the_example_says_the_same_in_both_forms_and_can_be_played():
    folder = PROJECT / "examples" / "leveranciers"
    entries = read_list(folder / "leveranciers.toml")
    assert read_list(folder / "leveranciers.csv") == entries
    assert [job.problem for job in make_jobs(entries, Path())] == ["", "", ""]
