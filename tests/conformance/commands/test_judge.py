import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from migratietoets.conformance.commands.main import app
from migratietoets.conformance.contracts import schema

OLD = {
    "ref": "T1", "nummer": 1, "product": "begeleiding", "specifiek": True, "volume": 40, "eenheid": "04",
    "frequentie": "3", "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30",
}  # fmt: skip
NEW = OLD | {"ref": "N1", "nummer": 2, "volume": 10, "frequentie": "2", "ingangsdatum": "2021-01-01"}


def a_301(day, *lines, release="2.4"):
    return {"op": day, "bericht": {"van": "gemeente", "soort": "301", "release": release, "regels": list(lines)}}


def a_case(*steps, **rest):
    return {"gegeven": {"toewijzingen": [OLD]}, "verloop": list(steps)} | rest


MIGRATED = a_301("2020-12-15", {"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}, NEW)
TOO_LATE = a_301("2021-01-05", {"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}, NEW, release="3.0")
ASKED = {"op": "2020-12-15", "aan": "gemeente", "opdracht": "migreer", "client": "A"}
HERE = ("--role", "gemeente", "--domain", "wmo")


@pytest.fixture
def judge(tmp_path):
    def ask(*documents, options=HERE, name="situatie.yaml"):
        path = tmp_path / name
        path.write_text(documents[0] if isinstance(documents[0], str) else yaml.safe_dump_all(documents))
        return CliRunner().invoke(app, ["judge", str(path), *options])

    return ask


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def verdicts(line):
    return {one["rule"]: one["verdict"] for one in line["verdicts"]}


def test_a_case_needs_no_more_than_what_is_given_and_what_happened(judge):
    result = judge(a_case(MIGRATED), options=("--format", "json"))
    assert result.exit_code == 0, result.stdout
    found = lines(result)
    assert [(one["case"], one["role"], one["domain"]) for one in found] == [
        ("situatie-1", role, domain) for role in ("gemeente", "aanbieder") for domain in ("wmo", "jw")
    ]
    assert verdicts(found[0])["MT-04"] == "pass"


@pytest.mark.parametrize(("at", "verdict"), [("2020-12-30T22:59:59Z", "pass"), ("2020-12-30T23:00:00Z", "fail")])
def test_a_step_with_an_offset_is_on_its_day_in_amsterdam(judge, at, verdict):
    (found,) = lines(judge(a_case(MIGRATED | {"op": at}), options=(*HERE, "--format", "json")))
    assert verdicts(found)["PL-01"] == verdict


@pytest.mark.parametrize("at", ["2020-12-30T23:00:00X", "2020-12-30 23:00", "30-12-2020", "2020-12-30T25:00Z"])
def test_a_step_at_no_moment_is_refused(judge, at):
    result = judge(a_case(MIGRATED | {"op": at}))
    assert result.exit_code == 2
    assert "geval 1" in result.stderr


def test_every_line_keeps_to_the_contract(judge):
    contract = Draft202012Validator(schema("judge"))
    for line in lines(judge(a_case(TOO_LATE), options=("--format", "json"))):
        contract.validate(line)


def test_what_is_broken_is_told_with_what_was_expected_and_found(judge):
    result = judge(a_case(TOO_LATE), options=(*HERE, "--format", "json"))
    (line,) = lines(result)
    (broken,) = (one for one in line["verdicts"] if one["rule"] == "MT-04")
    assert (result.exit_code, broken["verdict"], broken["evaluations"]) == (1, "fail", 1)
    (finding,) = broken["findings"]
    assert finding["verdict"] == "fail"
    assert "30-12-2020" in finding["expected"]


def test_a_table_has_one_line_for_a_case_in_which_nothing_is_broken(judge):
    result = judge(a_case(MIGRATED))
    assert result.exit_code == 0
    line, untouched = result.stdout.splitlines()
    assert line.startswith("situatie-1 (gemeente, wmo): niets overtreden")
    assert re.fullmatch(r"  Niet geraakt: \d+ regels; --format json zegt bij elke waarom\.", untouched)


def test_a_rule_that_was_not_exercised_says_why(judge):
    (line,) = lines(judge(a_case(MIGRATED), options=(*HERE, "--format", "json")))
    untouched = [one for one in line["verdicts"] if one["verdict"] == "not_exercised"]
    assert untouched
    assert all("De regel kijkt naar: " in one["findings"][0]["text"] for one in untouched)


def test_a_table_shows_what_is_broken(judge):
    out = judge(a_case(TOO_LATE)).stdout
    assert "MT-04 overtreden" in out
    assert "verwacht: " in out
    assert "gevonden: " in out


def test_a_script_without_an_order_says_that_the_desk_is_not_seen(judge):
    extra = a_301("2020-12-16", NEW | {"ref": "N2", "nummer": 3, "product": "vervoer", "ingangsdatum": "2021-02-01"})
    hidden = "Het bureau is hier niet te zien"
    assert hidden in judge(a_case(MIGRATED, extra)).stdout
    assert hidden not in judge(a_case(ASKED, MIGRATED, extra)).stdout
    assert hidden not in judge(a_case(MIGRATED, extra, capaciteiten={"desk": True})).stdout


def test_a_case_in_which_no_rule_has_anything_to_say_is_not_called_right(judge):
    assert "niets te beoordelen" in judge({"gegeven": {"toewijzingen": []}, "verloop": []}).stdout


@pytest.fixture
def readme():
    text = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    return re.search(r"```yaml\n(# te-laat\.yaml\n.*?)```", text, re.DOTALL)[1]


def test_the_example_of_the_contract_is_what_judge_says_of_that_of_the_readme(judge, readme):
    (example,) = schema("judge")["examples"]
    (line,) = lines(judge(readme, name="te-laat.yaml", options=("--format", "json")))
    told = {one["rule"] for one in example["verdicts"]}
    assert line | {"verdicts": [one for one in line["verdicts"] if one["rule"] in told]} == example


def test_the_example_of_the_readme_gives_what_it_is_about(judge, readme):
    result = judge(readme, name="te-laat.yaml", options=())
    assert result.exit_code == 1
    assert "MT-04 overtreden" in result.stdout
    assert "verwacht: intrekking en opvolger in 2.4, verzonden uiterlijk 30-12-2020" in result.stdout


def test_a_file_may_hold_a_list_or_several_documents(judge):
    many = judge([a_case(MIGRATED), a_case(TOO_LATE, id="laat")], a_case(MIGRATED), options=(*HERE, "--format", "json"))
    assert [line["case"] for line in lines(many)] == ["situatie-1", "laat", "situatie-3"]


def test_two_cases_of_one_id_are_told_apart_by_refusing_the_second(judge, tmp_path):
    (tmp_path / "eerder.yaml").write_text(yaml.safe_dump(a_case(MIGRATED, id="a")))
    result = judge(a_case(TOO_LATE, id="a"), a_case(MIGRATED, id="b"), options=(str(tmp_path / "eerder.yaml"), *HERE))
    assert result.exit_code == 2
    assert "eerder.yaml: geval a: verwacht een id die nog niet gebruikt is; gevonden a nog eens" in result.stderr
    assert "situatie.yaml. Geef elk geval een eigen id." in result.stderr
    assert "b (gemeente, wmo): niets overtreden" in result.stdout


def test_a_319_about_the_woonplaatsbeginsel_is_judged_in_both_domains(judge):
    asked = {"referentie": "R1", "product": "begeleiding", "specifiek": True, "volume": 4, "eenheid": "04"}
    asked |= {"frequentie": "2", "ingangsdatum": "2021-02-01", "einddatum": "2021-12-26"}
    sent = {"van": "aanbieder", "soort": "315", "release": "3.0", "aanvragen": [asked]}
    answer = {"van": "gemeente", "soort": "319", "release": "3.0", "verzoek": "R1", "verzoekantwoord": "1"}
    steps = {"op": "2021-01-07", "bericht": sent}, {"op": "2021-01-08", "bericht": answer | {"reden": "8"}}
    result = judge(a_case(*steps), options=("--role", "gemeente"))
    assert "onbekend element" not in result.stderr
    assert "situatie-1 (gemeente, wmo)" in result.stdout


def test_what_a_case_leaves_out_in_quotes_is_read_all_the_same(judge):
    said = "{van: gemeente, client: A, over: anders}"
    result = judge(f"gegeven: {{toewijzingen: []}}\nverloop:\n- {{op: 2020-12-01, kennisgeving: {said}}}\n")
    assert result.exit_code == 0, result.stderr


def test_roles_and_domains_of_the_case_are_the_only_ones(judge):
    result = judge(a_case(MIGRATED, rollen=["gemeente"], domeinen=["jw"]), options=("--format", "json"))
    assert [(line["role"], line["domain"]) for line in lines(result)] == [("gemeente", "jw")]


def test_asking_for_a_role_that_no_case_has_is_said(judge):
    result = judge(a_case(MIGRATED, rollen=["aanbieder"]))
    assert result.exit_code == 2
    assert "Verruim --role of --domain" in result.stderr


def test_a_played_case_is_played_by_the_reference(judge):
    migrate = {"op": "2020-11-02", "aan": "gemeente", "opdracht": "migreer", "client": "A"}
    result = judge(a_case(migrate, soort="played"), options=(*HERE, "--format", "json"))
    assert result.exit_code == 0, result.stdout
    assert verdicts(lines(result)[0])["MT-04"] == "pass"


def test_a_played_case_stays_within_the_calendar(judge):
    migrate = {"op": "2021-05-03", "aan": "gemeente", "opdracht": "migreer", "client": "A"}
    result = judge(a_case(migrate, soort="played"))
    assert result.exit_code == 2
    assert "gevonden 03-05-2021" in result.stderr


def test_a_script_is_judged_to_its_last_step(judge):
    late = a_301("2021-05-03", NEW | {"ref": "N2", "nummer": 3, "ingangsdatum": "2021-05-03"}, release="3.0")
    assert judge(a_case(MIGRATED, late)).exit_code in {0, 1}


def test_products_are_known_beside_those_of_the_catalogue(judge):
    other = {"zwemles": {"wmo": {"categorie": "02", "code": "02K77"}}}
    new = a_301("2020-12-15", {"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}, NEW | {"product": "zwemles"})
    assert judge(a_case(new, products=other)).exit_code in {0, 1}
    assert judge({"products": other}, a_case(new)).exit_code in {0, 1}
    assert judge(a_case(new)).exit_code == 2


def test_elements_are_taken_out_before_anything_is_judged(judge):
    result = judge(a_case(MIGRATED, strip=["RedenWijziging"]), options=(*HERE, "--format", "json"))
    assert result.exit_code in {0, 1}
    assert "03" not in json.dumps([one for one in lines(result)[0]["verdicts"] if one["rule"] == "AF-01"])


def test_what_is_meant_for_a_reader_is_left_aside(judge):
    result = judge(a_case(MIGRATED, titel="x", right="conform", why="dia 1", **{"not": ["TW-06"]}))
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (a_case(MIGRATED, gevolg=1), "gevolg"),
        ({"gegeven": {"toewijzingen": []}}, "verwacht de sleutel verloop"),
        (a_case(a_301("2020-12-15", {"ref": "T1", "eind": "2020-12-31"})), "stap 1, bericht, regel 1 (T1)"),
        (a_case(a_301("2020-12-15", {"ref": "T9", "einddatum": "2020-12-31"})), "T9"),
        (a_case(a_301("2020-13-45", NEW)), "stap 1, op: verwacht een dag die bestaat"),
        (
            a_case(
                a_301("2020-12-15", {"ref": "T1"}) | {"op": "2020-12-15"},
                {"op": "2020-12-16", "bericht": {"van": "aanbieder", "soort": "302", "release": "2.4", "op_stap": 4}},
            ),
            "een 301 in stap 4",
        ),
        (
            a_case({"op": "2020-12-16", "bericht": {"van": "gemeente", "soort": "301", "release": "2.4"}}),
            "gevonden een 301 zonder regels",
        ),
        (a_case({"op": "2020-12-16", "aan": "gemeente", "opdracht": "migreer", "tarief": 3}), "bij migreer ook tarief"),
        (a_case(MIGRATED, soort="metamorf"), "soort"),
        (
            a_case(
                {
                    "op": "2020-12-16",
                    "kennisgeving": {"van": "gemeente", "client": "A", "over": "anders", "toewijzing": "T9"},
                }
            ),
            "T9",
        ),
        (
            a_case({"op": "2020-12-16", "aan": "aanbieder", "opdracht": "stop_zorg", "toewijzing": "T1"}),
            "opdracht stop_zorg",
        ),
        (a_case(MIGRATED, products="geen"), "products"),
        ("gegeven: &a {toewijzingen: [*a]}\nverloop: []", "lagen"),
        ("tekst", "verwacht een geval"),
        ("a: [1", "verwacht YAML"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_is_judged(judge, tmp_path, data, said):
    (tmp_path / "goed.yaml").write_text(yaml.safe_dump(a_case(MIGRATED)))
    result = judge(data, options=(*HERE, str(tmp_path / "goed.yaml")))
    assert result.exit_code == 2
    assert "situatie.yaml" in result.stderr
    assert said in result.stderr
    assert "goed-1 (gemeente, wmo): niets overtreden" in result.stdout
